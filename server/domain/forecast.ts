import { yearEnd } from './indicator.ts';
import { isBaselineYear, type Judgement } from './judgement.ts';
import { firstPeriod, type KnownTarget } from './known.ts';
import { completeYears, expectedShare, yearToDate } from './path.ts';
import { type Period, periodOf, quarterOf, yearOf } from './period.ts';
import {
  compare,
  exact,
  type Fraction,
  fraction,
  fractionNumber,
  minus,
  over,
  plus,
  type Quantity,
  times,
} from './quantity.ts';
import { readingsUpTo } from './readings.ts';
import type { Reading } from './trend-line.ts';
import { heldWithin, valueRange } from './value-range.ts';

export type ForecastMethod = 'actual' | 'profile' | 'straight-line' | 'seasonal' | 'drift' | 'no-change';

/** What the value will be at the year's end, in the indicator's unit (rules.md 4). */
export interface Forecast {
  readonly method: ForecastMethod;
  /** F before it is bounded: chance and reward go by it. */
  readonly unbounded: Fraction;
  /** F as it is shown, bounded. */
  readonly value: Fraction;
  /** σ; null where the method knows none. */
  readonly sd: number | null;
  /** The interval shown, F ± 1.28 σ (80%), bounded; null without σ. */
  readonly low: number | null;
  readonly high: number | null;
  /** How many years or figures it is based on. */
  readonly basedOn: number;
}

type Method = Pick<Forecast, 'method' | 'basedOn'> & { readonly at: Fraction; readonly sd: number | null };

const ZERO = fraction(0);
/** Quantities are whole ten-thousandths. */
const UNIT = 10_000;
/** Half the width of an interval that holds 80 of 100, in σ. */
const EIGHTY = 1.28;
/** A drift looks at so many quarters, and needs so many figures. */
const DRIFT_WINDOW = 12;
const DRIFT_FIGURES = 5;

/**
 * The forecast of the end of the period's year from the figures up to u on the judged basis. Null for parked,
 * placeholder and no target, without a value of u, for a flow whose u is in another year, and where a figure that is
 * not due every quarter has not come or belongs to the baseline's year.
 */
export function forecastOf(known: KnownTarget, judgement: Judgement, period: Period): Forecast | null {
  const method = methodOf(known, judgement, period);
  if (method === null) return null;
  const { at, sd } = method;
  const range = valueRange(known, judgement);
  const held = (value: number): number => Math.min(range.highest / UNIT, Math.max(range.lowest / UNIT, value));
  const middle = fractionNumber(at);
  return {
    method: method.method,
    basedOn: method.basedOn,
    unbounded: at,
    value: heldWithin(at, range),
    sd,
    low: sd === null ? null : held(middle - EIGHTY * sd),
    high: sd === null ? null : held(middle + EIGHTY * sd),
  };
}

function methodOf(known: KnownTarget, judgement: Judgement, period: Period): Method | null {
  const { light, actual, quarter, basis } = judgement;
  const { measure } = known.record;
  if (light === 'parked' || light === 'no-target' || actual === null || quarter === null) return null;
  if (isBaselineYear(measure, judgement, quarter)) return null;
  const isFlow = measure.row.measure === 'flow';
  if (isFlow && yearOf(quarter) !== yearOf(period)) return null;
  const ahead = yearEnd(measure, yearOf(period)) - quarter;
  if (ahead <= 0) return { method: 'actual', at: exact(actual), sd: 0, basedOn: 1 };
  if (isFlow) return ofFlow(known, basis, quarter, actual);
  if (measure.row.measure === 'running') return ofRunning(known, quarter, ahead, actual);
  return measure.everyQuarter ? ofSnapshot(known, basis, quarter, ahead, actual) : null;
}

function ofFlow(known: KnownTarget, basis: string, quarter: Period, total: Quantity): Method | null {
  return byEarlierYears(known, basis, quarter, total) ?? byShare(known, basis, quarter, total);
}

function byShare(known: KnownTarget, basis: string, quarter: Period, total: Quantity): Method | null {
  const { share } = expectedShare(known, basis, quarter);
  if (compare(share, ZERO) <= 0) return null;
  return { method: 'straight-line', at: over(exact(total), share), sd: null, basedOn: 1 };
}

/** As the earlier years ran: what share of each had come by this quarter. */
function byEarlierYears(known: KnownTarget, basis: string, quarter: Period, total: Quantity): Method | null {
  const years = completeYears(known, basis, yearOf(quarter)).map((year) => ({
    soFar: exact(yearToDate(known, basis, periodOf(year, quarterOf(quarter))).total ?? 0),
    whole: exact(yearToDate(known, basis, periodOf(year, 4)).total ?? 0),
  }));
  if (years.length < 2) return null;
  const share = over(years.map(({ soFar, whole }) => over(soFar, whole)).reduce(plus), fraction(years.length));
  if (compare(share, ZERO) <= 0) return null;
  const at = over(exact(total), share);
  const errors = years.map(({ soFar, whole }) => fractionNumber(minus(over(soFar, share), whole)));
  const spread = Math.sqrt(sumOfSquares(errors) / (years.length - 1));
  const toCome = Math.max(fractionNumber(minus(at, exact(total))), 0);
  const least = known.record.measure.row.decimals === 0 ? Math.sqrt(toCome) : 0;
  return { method: 'profile', at, sd: Math.max(spread, least), basedOn: years.length };
}

function ofRunning(known: KnownTarget, quarter: Period, ahead: number, actual: Quantity): Method {
  const elapsed = quarter - firstPeriod(known.record.agreement) + 1;
  const at = times(exact(actual), fraction(elapsed + ahead, elapsed));
  return { method: 'straight-line', at, sd: null, basedOn: 1 };
}

function ofSnapshot(known: KnownTarget, basis: string, quarter: Period, ahead: number, actual: Quantity): Method {
  const found =
    known.record.measure.row.pattern === 'seasonal'
      ? bySeason(known, basis, quarter, ahead, actual)
      : byDrift(known, basis, quarter, ahead);
  return found ?? { method: 'no-change', at: exact(actual), sd: null, basedOn: 1 };
}

function bySeason(known: KnownTarget, basis: string, quarter: Period, ahead: number, actual: Quantity): Method | null {
  const figures = known.figures.get(basis);
  const yearAgo = figures?.get(quarter - 4)?.value ?? null;
  const then = ahead > 4 ? null : (figures?.get(quarter - 4 + ahead)?.value ?? null);
  if (yearAgo === null || then === null) return null;
  return { method: 'seasonal', at: exact(actual + then - yearAgo), sd: null, basedOn: 1 };
}

function byDrift(known: KnownTarget, basis: string, quarter: Period, ahead: number): Method | null {
  const readings = readingsUpTo(known, basis, quarter).filter(({ period }) => period > quarter - DRIFT_WINDOW);
  if (readings.length < DRIFT_FIGURES || !isUnbroken(readings)) return null;
  const { at, sd } = drift(readings, ahead);
  return {
    method: 'drift',
    at,
    sd: known.record.measure.row.pattern === 'plain' ? sd : null,
    basedOn: readings.length,
  };
}

/** No two consecutive quarters are missing after the first. */
function isUnbroken(readings: readonly Reading[]): boolean {
  return readings.every(({ period }, index) => index === 0 || period - (readings[index - 1] as Reading).period <= 2);
}

/**
 * Where a level leads that goes on as it did on average (rules.md 4, method `drift`).
 * @param readings three or more, ascending, no two consecutive quarters missing
 * @param ahead quarters from the last reading
 */
export function drift(readings: readonly Reading[], ahead: number): { at: Fraction; sd: number } {
  const [first, last] = [readings[0] as Reading, readings.at(-1) as Reading];
  const slope = over(minus(exact(last.value), exact(first.value)), fraction(last.period - first.period));
  const at = plus(exact(last.value), times(fraction(ahead), slope));
  // Whole numbers, halved at most: equal steps differ by nothing here too, and it is a tenth of the work.
  const mean = (last.value - first.value) / (last.period - first.period);
  const errors = readings.slice(1).map(({ period, value }, index) => {
    const before = readings[index] as Reading;
    const step = (value - before.value) / (period - before.period);
    return (step - mean) / UNIT;
  });
  const n = readings.length;
  const spread = Math.sqrt(sumOfSquares(errors) / (n - 2));
  return { at, sd: spread * Math.sqrt(ahead * (1 + ahead / (n - 1))) };
}

function sumOfSquares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
