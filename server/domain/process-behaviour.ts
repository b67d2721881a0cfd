import type { Judgement } from './judgement.ts';
import type { KnownTarget } from './known.ts';
import { expectedOnPath } from './path.ts';
import { type Period, yearOf } from './period.ts';
import { valueInQuarter } from './progress.ts';
import {
  absolute,
  compare,
  exact,
  type Fraction,
  fraction,
  minus,
  over,
  plus,
  type Quantity,
  times,
} from './quantity.ts';
import { readingsUpTo } from './readings.ts';
import type { Reading } from './trend-line.ts';
import { yearTarget } from './year-target.ts';

/** What a process usually gives: mean and limits, exact and in the unit of its points. */
export interface ProcessLimits {
  readonly mean: Fraction;
  /** The mean moving range, after ranges that are too wide were dropped. */
  readonly range: Fraction;
  readonly lower: Fraction;
  readonly upper: Fraction;
}

export type CauseKind = 'outside' | 'trend' | 'two-of-three' | 'one-side';
export type Signal = 'concern' | 'improvement';

/** Why a point is more than chance. */
export interface SpecialCause {
  readonly kind: CauseKind;
  /** +1 above the mean or rising, −1 below it or falling. */
  readonly direction: 1 | -1;
  /** The direction by polarity. */
  readonly signal: Signal;
}

/** The value of a quarter as it is charted: of a seasonal indicator the change on the same quarter of last year. */
export interface ProcessPoint extends Reading {
  /** Concerns first. None where the limits are for trial. */
  readonly causes: readonly SpecialCause[];
}

export type TargetStanding = 'consistently-met' | 'consistently-missed' | 'hit-or-miss';

/** How a process behaves, shown beside the colour and never instead of it (rules.md 6). */
export interface ProcessBehaviour extends ProcessLimits {
  /** From 6 to 12 points: limits dashed, and nothing read from them. */
  readonly trial: boolean;
  /** Of consecutive quarters, ascending. */
  readonly points: readonly ProcessPoint[];
  /** What the last point signals, concern first; empty where it is nothing unusual. */
  readonly signals: readonly Signal[];
  /** Null without a target, and where the limits are for trial. */
  readonly standing: TargetStanding | null;
}

const FOR_TRIAL = 6;
/** From so many points on the limits are full. */
export const FOR_FULL = 13;
/** So many points in a row are more than chance. */
const RUN = 7;
/** From the mean to a limit, and the widest range that still counts, in mean moving ranges. */
const REACH = fraction(266, 100);
const WIDEST = fraction(3267, 1000);
const NEAR = fraction(2, 3);
const ZERO = fraction(0);

/**
 * The process behaviour of a target's figures (rules.md 6). Null under 6 points.
 *
 * Points are the figures in force on one basis, provisional ones among them: of a flow the quarter's own, of a running
 * count the rise in the quarter, as its direction of travel has it (rules.md 5.3), and of a seasonal indicator the
 * change of that on the same quarter of last year. Only the latest unbroken run of quarters counts, however long an
 * earlier one was. There is none for a rolling indicator, nor for one that is not due every quarter, whose figures are
 * of no consecutive quarters. Figures of another basis are another process and another chart.
 * @param last the last quarter whose figure counts
 * @param target what is asked of one quarter, in the terms of the points (`targetOfQuarter`)
 */
export function processBehaviourOf(
  known: KnownTarget,
  basis: string,
  last: Period,
  target: Fraction | null,
): ProcessBehaviour | null {
  const readings = latestRun(charted(known, basis, last));
  if (readings.length < FOR_TRIAL) return null;
  const { direction } = known.record.measure;
  const limits = processLimits(readings.map(({ value }) => value));
  if (readings.length < FOR_FULL) {
    const points = readings.map((reading) => ({ ...reading, causes: [] }));
    return { ...limits, trial: true, points, signals: [], standing: null };
  }
  const causes = causesOf(readings, limits, direction);
  const points = readings.map((reading, index) => ({ ...reading, causes: causes[index] ?? [] }));
  const signals = [...new Set(points.at(-1)?.causes.map(({ signal }) => signal))];
  const standing = target === null ? null : standingOf(target, limits, direction);
  return { ...limits, trial: false, points, signals, standing };
}

/**
 * What the target of a year asks of one quarter, to be set against the limits (rules.md 6): of a level the target
 * itself, of a flow an equal share of it, of a running count the rise of its path in the quarter. Null for parked and no
 * target, without a target of the year (rules.md 2.1), for a seasonal indicator, because no target is set for the change
 * on last year, and for a flow whose quarters are not expected to be equal.
 */
export function targetOfQuarter(known: KnownTarget, judgement: Judgement, period: Period): Fraction | null {
  const { row, quarters } = known.record.measure;
  const { light, path } = judgement;
  if (light === 'parked' || light === 'no-target' || row.pattern === 'seasonal') return null;
  const target = yearTarget(known, judgement, yearOf(period));
  if (target === null) return null;
  if (row.measure === 'snapshot') return target.value;
  if (path !== null) return minus(expectedOnPath(path, period), expectedOnPath(path, period - 1));
  const isEven = known.terms.path !== 'profile' && known.terms.profile === null;
  return isEven ? over(target.value, fraction(quarters.length)) : null;
}

function charted(known: KnownTarget, basis: string, last: Period): Reading[] {
  const { row, everyQuarter } = known.record.measure;
  if (row.pattern === 'rolling' || !everyQuarter) return [];
  const readings = readingsUpTo(known, basis, last).flatMap(({ period, value }) => {
    const inQuarter = valueInQuarter(known, basis, period, value);
    return inQuarter === null ? [] : [{ period, value: inQuarter }];
  });
  return row.pattern === 'seasonal' ? changesOnLastYear(readings) : readings;
}

function changesOnLastYear(readings: readonly Reading[]): Reading[] {
  const values = new Map(readings.map(({ period, value }) => [period, value]));
  return readings.flatMap(({ period, value }) => {
    const yearAgo = values.get(period - 4);
    return yearAgo === undefined ? [] : [{ period, value: value - yearAgo }];
  });
}

/** From the last reading back to the first quarter that has none before it. */
function latestRun(readings: readonly Reading[]): readonly Reading[] {
  return readings.slice(readings.findLastIndex(({ period }, index) => readings[index - 1]?.period !== period - 1));
}

/**
 * Mean and limits of values in the order of their quarters (rules.md 6): mean ± 2.66 mean moving ranges, of which those
 * of 3.267 times their mean or more are dropped, once.
 * @param values two or more
 */
export function processLimits(values: readonly Quantity[]): ProcessLimits {
  const all = values.map(exact);
  const mean = meanOf(all);
  const range = usualRange(all.slice(1).map((value, index) => absolute(minus(value, all[index] as Fraction))));
  const reach = times(REACH, range);
  return { mean, range, lower: minus(mean, reach), upper: plus(mean, reach) };
}

function usualRange(ranges: readonly Fraction[]): Fraction {
  const widest = times(WIDEST, meanOf(ranges));
  const kept = ranges.filter((range) => compare(range, widest) < 0);
  // Where nothing ever moved no range is below the widest, and the mean is still nought.
  return kept.length === 0 ? ZERO : meanOf(kept);
}

function meanOf(values: readonly Fraction[]): Fraction {
  return over(values.reduce(plus), fraction(values.length));
}

/** −1 below or falling, +1 above or rising, 0 neither. */
type Side = -1 | 0 | 1;

function causesOf(readings: readonly Reading[], limits: ProcessLimits, polarity: 1 | -1): SpecialCause[][] {
  const values = readings.map(({ value }) => exact(value));
  const { mean, lower, upper } = limits;
  const near = times(NEAR, minus(upper, mean));
  const [arriving, leaving] = trendsOf(values);
  const marks: readonly (readonly [CauseKind, readonly Side[]])[] = [
    ['outside', sidesOf(values, lower, upper)],
    ['trend', arriving],
    ['trend', leaving],
    ['two-of-three', pairsOf(sidesOf(values, minus(mean, near), plus(mean, near)))],
    ['one-side', runsOf(sidesOf(values, mean, mean), RUN)],
  ];
  return values.map((_, index) => {
    const causes = marks.flatMap(([kind, sides]) => causeOf(kind, sides[index] ?? 0, polarity));
    return (['concern', 'improvement'] as const).flatMap((said) => causes.filter(({ signal }) => signal === said));
  });
}

function causeOf(kind: CauseKind, direction: Side, polarity: 1 | -1): SpecialCause[] {
  if (direction === 0) return [];
  return [{ kind, direction, signal: direction === polarity ? 'improvement' : 'concern' }];
}

/** On which side of a band each value lies; on its edge is within. */
function sidesOf(values: readonly Fraction[], lower: Fraction, upper: Fraction): Side[] {
  return values.map((value) => {
    if (compare(value, upper) > 0) return 1;
    return compare(value, lower) < 0 ? -1 : 0;
  });
}

/**
 * The trend in which each value stands: the one that leads to it, and the one that leads away from it where that is
 * another, because a peak ends one and begins the next.
 */
function trendsOf(values: readonly Fraction[]): [arriving: Side[], leaving: Side[]] {
  const steps = values.slice(1).map((value, index) => compare(value, values[index] as Fraction) as Side);
  const trends = runsOf(steps, RUN - 1);
  const arriving: Side[] = [0, ...trends];
  const leaving = [...trends, 0 as const].map((trend, index) => (trend === arriving[index] ? 0 : trend));
  return [arriving, leaving];
}

/** The sides that stand in a run of so many equal ones or more; 0 for the others. */
function runsOf(sides: readonly Side[], length: number): Side[] {
  return sides.map((side, index) => {
    const before = sides.findLastIndex((other, at) => at < index && other !== side);
    const after = sides.findIndex((other, at) => at > index && other !== side);
    return (after === -1 ? sides.length : after) - before - 1 >= length ? side : 0;
  });
}

/**
 * The sides that have an equal one among the two before or the two after; 0 for the others. The third of three may lie
 * anywhere, and one outside the limits is far out too: NHSRplotthedots asks more, all three on one side of the mean.
 */
function pairsOf(sides: readonly Side[]): Side[] {
  return sides.map((side, index) => ([-2, -1, 1, 2].some((distance) => sides[index + distance] === side) ? side : 0));
}

/** Equal is met (rules.md 3.4): a limit that lies on the target meets it, from either side. */
function standingOf(target: Fraction, { lower, upper }: ProcessLimits, direction: 1 | -1): TargetStanding {
  const [worst, best] = direction === 1 ? [lower, upper] : [upper, lower];
  if (direction * compare(worst, target) >= 0) return 'consistently-met';
  return direction * compare(best, target) < 0 ? 'consistently-missed' : 'hit-or-miss';
}
