import type { Indicator } from './data-package.ts';
import { yearEnd } from './indicator.ts';
import type { Judgement } from './judgement.ts';
import { firstPeriod, type KnownTarget } from './known.ts';
import { type Period, quarterOf, yearOf } from './period.ts';
import {
  compare,
  exact,
  type Fraction,
  fraction,
  minus,
  over,
  plus,
  type Quantity,
  rounded,
  times,
} from './quantity.ts';
import { readingsUpTo } from './readings.ts';
import type { Reading } from './trend-line.ts';
import { numberWords } from './wording.ts';
import { yearTarget } from './year-target.ts';

/** What is still needed by the year's end against what came so far, all a quarter and in the indicator's unit. */
export interface RunRate {
  /** r, exact. Of a count that should be low: the most that may still happen a quarter. */
  readonly needed: Fraction;
  /** Null for a snapshot of which only one figure is in. */
  readonly pace: Fraction | null;
  /** The best in-quarter figure of the last twelve quarters up to u. Null for other measures than a flow. */
  readonly best: Quantity | null;
  /** Null where nothing can be said. */
  readonly words: string | null;
}

const BEST_OF = 12;
const STEPS = 4;
const ZERO = fraction(0);

/**
 * The run rate to the year's end (rules.md 5.4), with quarters left counted from u. Null for parked and no target, at
 * the year's end, without a value of u or a target of the year, and for a flow whose u is not in the period's year.
 * @param goal what it should lead to, in the indicator's unit: T of the year unless told
 */
export function runRateOf(
  known: KnownTarget,
  judgement: Judgement,
  period: Period,
  goal: Fraction | null = yearTarget(known, judgement, yearOf(period))?.value ?? null,
): RunRate | null {
  const { light, actual, quarter } = judgement;
  const { measure } = known.record;
  if (light === 'parked' || light === 'no-target' || actual === null || quarter === null) return null;
  const end = yearEnd(measure, yearOf(period));
  if (goal === null || quarter >= end) return null;
  const missing = minus(goal, exact(actual));
  if (measure.row.measure === 'flow') {
    return yearOf(quarter) === yearOf(period) ? ofFlow(known, judgement.basis, quarter, missing, actual) : null;
  }
  const needed = over(missing, fraction(end - quarter));
  const pace =
    measure.row.measure === 'running'
      ? over(exact(actual), fraction(quarter - firstPeriod(known.record.agreement) + 1))
      : meanStep(readingsUpTo(known, judgement.basis, quarter));
  const isEnough = pace !== null && measure.direction * compare(needed, pace) <= 0;
  return { needed, pace, best: null, words: isEnough ? ENOUGH : null };
}

const ENOUGH = 'the present pace is enough';
const REACHED = 'already reached';
const MISSED = 'already missed';
const RECORD = 'would need a record every quarter';

/** Whether every quarter that is left would have to beat the best one so far. */
export function needsRecord({ words }: RunRate): boolean {
  return words === RECORD;
}

/** Whether what is needed is a limit instead: of a count that should be low, the most that may still come. */
export function isLimit({ measure, polarity }: Pick<Indicator, 'measure' | 'polarity'>): boolean {
  return measure !== 'snapshot' && polarity === 'lower';
}

/**
 * `already reached` or `already missed`: a count never falls, so that it is settled once it is there (rules.md 4).
 * Null while it is open, and for a level.
 * @param missing from what came so far to the goal, in all or a quarter, in the indicator's unit
 */
export function settledWords(row: Pick<Indicator, 'measure' | 'polarity'>, missing: Fraction): string | null {
  if (isLimit(row)) return compare(missing, ZERO) < 0 ? MISSED : null;
  return row.measure !== 'snapshot' && compare(missing, ZERO) <= 0 ? REACHED : null;
}

/** A figure of a quarter in words, with one decimal more than the indicator has where it needs it. */
export function perQuarter(value: Fraction | Quantity, { decimals }: Pick<Indicator, 'decimals'>): string {
  // A step of a quarter is smaller than that of a year.
  const finer = Math.min(decimals + 1, 4);
  const quantity = rounded(typeof value === 'number' ? exact(value) : value, finer);
  return numberWords(quantity, quantity % 10_000 === 0 ? 0 : finer);
}

function ofFlow(known: KnownTarget, basis: string, quarter: Period, missing: Fraction, total: Quantity): RunRate {
  const { quarters, direction } = known.record.measure;
  const soFar = quarters.filter((each) => each <= quarterOf(quarter)).length;
  const needed = over(missing, fraction(quarters.length - soFar));
  const pace = over(exact(total), fraction(soFar));
  const values = readingsUpTo(known, basis, quarter)
    .filter((reading) => reading.period > quarter - BEST_OF)
    .map(({ value }) => value);
  const best = direction === 1 ? Math.max(...values) : Math.min(...values);
  return { needed, pace, best, words: direction === 1 ? toReach(needed, pace, best) : toStayBelow(needed, pace, best) };
}

function toReach(needed: Fraction, pace: Fraction, best: Quantity): string | null {
  if (compare(needed, ZERO) <= 0) return REACHED;
  if (compare(needed, pace) <= 0) return ENOUGH;
  if (compare(needed, exact(best)) > 0) return RECORD;
  return compare(pace, ZERO) > 0 ? `needs ${percentOf(minus(needed, pace), pace)} more a quarter` : null;
}

/** The mirror of the way up: what may still happen takes the place of what is needed. */
function toStayBelow(needed: Fraction, pace: Fraction, best: Quantity): string | null {
  if (compare(needed, ZERO) < 0) return MISSED;
  if (compare(needed, pace) >= 0) return ENOUGH;
  if (compare(needed, exact(best)) < 0) return RECORD;
  return `needs ${percentOf(minus(pace, needed), pace)} less a quarter`;
}

function percentOf(part: Fraction, whole: Fraction): string {
  const percent = rounded(times(over(part, whole), fraction(100)), 0) / 10_000;
  return percent === 0 ? 'under 1%' : `${percent}%`;
}

/** The mean change a quarter over the last four steps between figures; a step is divided by its quarters. */
function meanStep(readings: readonly Reading[]): Fraction | null {
  const last = readings.slice(-STEPS - 1);
  const steps = last.slice(1).map(({ period, value }, index) => {
    const before = last[index] as Reading;
    return over(minus(exact(value), exact(before.value)), fraction(period - before.period));
  });
  return steps.length === 0 ? null : over(steps.reduce(plus), fraction(steps.length));
}
