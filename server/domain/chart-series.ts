import { bringsFigure, type Measure } from './indicator.ts';
import type { Judgement } from './judgement.ts';
import { firstPeriod, type KnownTarget, targetOfYear, targetYears } from './known.ts';
import { expectedOnPath, expectedShare, lacksBaseline, yearToDate } from './path.ts';
import { type Period, periodOf, yearOf } from './period.ts';
import { exact, type Quantity, rounded, roundedQuantity, times } from './quantity.ts';

/** A quarter's value as it is judged and shown, rounded; null is a gap. */
export interface Shown {
  readonly value: Quantity | null;
  readonly provisional: boolean;
}

type Ground = Pick<Judgement, 'basis' | 'book' | 'path'>;

/** The figure of a quarter, or for a flow the year to date. */
export function actualOf(known: KnownTarget, basis: string, period: Period): Shown {
  const { row } = known.record.measure;
  if (row.measure === 'flow') {
    const { total, provisional } = yearToDate(known, basis, period);
    return { value: total === null ? null : roundedQuantity(total, row.decimals), provisional };
  }
  const figure = known.figures.get(basis)?.get(period);
  const value = figure?.value ?? null;
  return {
    value: value === null ? null : roundedQuantity(value, row.decimals),
    provisional: figure?.status === 'provisional',
  };
}

/** The value expected by the end of a quarter, rounded; null where the path has not begun or there is no target. */
export function expectedOf(known: KnownTarget, { basis, book, path }: Ground, period: Period): Quantity | null {
  const { row } = known.record.measure;
  if (row.measure === 'flow') {
    const target = targetOfYear(book, yearOf(period));
    if (target === null) return null;
    return rounded(times(exact(target.value), expectedShare(known, basis, period).share), row.decimals);
  }
  const start = path?.points[0]?.period;
  if (path === null || start === undefined || period < start || lacksBaseline(path, book, yearOf(period))) return null;
  return rounded(expectedOnPath(path, period), row.decimals);
}

const MOST_QUARTERS = 20;
const QUARTERS_BEFORE = 8;

/**
 * The quarters of a chart, ascending: those that bring a figure, from the agreement's start, or from up to two years
 * before it where the path or the figures begin there, to the end of the last target, or of the year where that would
 * be too long. A flow, which starts again every year, ends with the year.
 */
export function chartQuarters(known: KnownTarget, ground: Ground, period: Period): Period[] {
  const { measure } = known.record;
  const ownYear = yearOf(period);
  const start = startOf(known, ground);
  const lastTarget = Math.max(ownYear, targetYears(ground.book).at(-1) ?? ownYear);
  const tooLong = periodOf(lastTarget + 1, 1) - start > MOST_QUARTERS;
  const end = periodOf(measure.row.measure === 'flow' || tooLong ? ownYear : lastTarget, 4);
  return quartersBetween(measure, Math.max(start, end + 1 - MOST_QUARTERS), end);
}

function startOf(known: KnownTarget, { basis, path }: Ground): Period {
  const { measure, agreement } = known.record;
  const first = firstPeriod(agreement);
  const figures = [...(known.figures.get(basis)?.values() ?? [])].filter((figure) => figure.value !== null);
  const begun = [...figures, ...(path?.points.slice(0, 1) ?? [])].map((row) => row.period);
  const start = Math.min(first, ...begun.filter((quarter) => quarter >= first - QUARTERS_BEFORE));
  return measure.row.measure === 'flow' ? periodOf(yearOf(start), 1) : start;
}

/** Those of the quarters from first to last that bring a figure. */
export function quartersBetween(measure: Measure, first: Period, last: Period): Period[] {
  const all = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return all.filter((quarter) => bringsFigure(measure, quarter));
}

/** Whether a quarter's point goes on from the one before: a flow starts again with the year. */
export function goesOn(measure: Measure, before: Period | undefined, period: Period): boolean {
  if (before === undefined) return false;
  return measure.row.measure !== 'flow' || yearOf(before) === yearOf(period);
}
