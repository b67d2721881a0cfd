import type { Figure } from './data-package.ts';
import { figureQuarterBefore, type Measure, yearEnd } from './indicator.ts';
import type { Judgement } from './judgement.ts';
import { firstPeriod, type KnownTarget, latestBaseline, targetOfYear, targetYears } from './known.ts';
import { type Period, type Year, yearOf } from './period.ts';
import { exact, type Fraction, minus, over, type Quantity, roundedQuantity } from './quantity.ts';
import { nextTarget } from './tolerance.ts';

export type Travel = 'improving' | 'worsening' | 'no change';

/** Direction of travel; null where a figure it needs is missing (rules.md 5.3). */
export interface Direction {
  /** Against the due quarter before. */
  readonly previous: Travel | null;
  /** Against the same quarter a year before. */
  readonly yearAgo: Travel | null;
}

export function directionOf(known: KnownTarget, { basis, quarter }: Judgement): Direction {
  if (quarter === null) return { previous: null, yearAgo: null };
  const { measure } = known.record;
  const now = inQuarter(known, basis, quarter);
  const before = figureQuarterBefore(measure, quarter);
  return {
    previous: before === null ? null : travel(measure, inQuarter(known, basis, before), now),
    yearAgo: travel(measure, inQuarter(known, basis, quarter - 4), now),
  };
}

function travel({ row, direction }: Measure, from: Quantity | null, to: Quantity | null): Travel | null {
  if (from === null || to === null) return null;
  const change = direction * (roundedQuantity(to, row.decimals) - roundedQuantity(from, row.decimals));
  if (change === 0) return 'no change';
  return change > 0 ? 'improving' : 'worsening';
}

function inQuarter(known: KnownTarget, basis: string, period: Period): Quantity | null {
  const value = figureValue(known.figures.get(basis), period);
  return value === null ? null : valueInQuarter(known, basis, period, value);
}

/**
 * What a figure says happened in its quarter: of a running count the rise since the due quarter before (rules.md 5.3),
 * of anything else the figure. Null where that needs an earlier figure, and there is none.
 */
export function valueInQuarter(known: KnownTarget, basis: string, period: Period, value: Quantity): Quantity | null {
  const { measure, agreement } = known.record;
  const before = measure.row.measure === 'running' ? figureQuarterBefore(measure, period) : null;
  const first = firstPeriod(agreement);
  // A running count starts from nothing with its agreement.
  if (before === null || (before < first && period >= first)) return value;
  const earlier = figureValue(known.figures.get(basis), before);
  return earlier === null ? null : value - earlier;
}

function figureValue(figures: ReadonlyMap<Period, Figure> | undefined, period: Period): Quantity | null {
  return figures?.get(period)?.value ?? null;
}

/**
 * Share of the planned improvement reached: (A − B) / (T − B), exact (rules.md 5.2). Null unless the target is
 * better than the baseline, and for a flow before the year's end.
 */
export function improvementShare(known: KnownTarget, judgement: Judgement, year: Year): Fraction | null {
  const { book, actual, quarter } = judgement;
  const { measure } = known.record;
  if (judgement.light === 'parked' || judgement.light === 'no-target') return null;
  if (actual === null || quarter === null) return null;
  if (measure.row.measure === 'flow' && quarter !== yearEnd(measure, yearOf(quarter))) return null;
  const baseline = latestBaseline(book);
  const lastYear = targetYears(book).at(-1);
  const target =
    targetOfYear(book, year) ??
    nextTarget(book, year) ??
    (lastYear === undefined ? null : targetOfYear(book, lastYear));
  if (baseline === null || target === null || measure.direction * (target.value - baseline.value) <= 0) return null;
  return over(minus(exact(actual), exact(baseline.value)), minus(exact(target.value), exact(baseline.value)));
}
