import type { Commitment } from './data-package.ts';
import { type Measure, yearEnd } from './indicator.ts';
import { type Book, firstPeriod, type KnownTarget, latestBaseline, targetOfYear, targetYears } from './known.ts';
import { type Period, periodOf, quarterOf, type Year, yearOf } from './period.ts';
import { exact, type Fraction, fraction, minus, over, parseQuantity, plus, type Quantity, times } from './quantity.ts';

export interface PathPoint {
  readonly period: Period;
  readonly value: Quantity;
  /** `start` is the zero before an agreement's first quarter from which a running count is counted. */
  readonly kind: 'baseline' | 'target' | 'start';
}

/** The way from the baseline to the targets, for a snapshot or a running count. */
export interface Path {
  readonly shape: 'linear' | 'step';
  /** Ascending, one a quarter. */
  readonly points: readonly PathPoint[];
}

/** The path of a snapshot (rules.md 2.2) or a running count (rules.md 2.4); null without a point of a target. */
export function pathOf(known: KnownTarget, book: Book): Path | null {
  const { measure, agreement } = known.record;
  const targets = targetYears(book).map((year) => targetPoint(measure, book, year));
  if (targets.length === 0) return null;
  if (measure.row.measure === 'running') {
    const start: PathPoint = { period: firstPeriod(agreement) - 1, value: 0, kind: 'start' };
    return { shape: 'linear', points: [start, ...targets].sort((a, b) => a.period - b.period) };
  }
  const baseline = latestBaseline(book);
  const start = baseline === null ? [] : [baselinePoint(measure, baseline)];
  const points = [...start.filter((point) => !targets.some((target) => target.period === point.period)), ...targets];
  return {
    shape: known.terms.path === 'step' ? 'step' : 'linear',
    points: points.sort((a, b) => a.period - b.period),
  };
}

function targetPoint(measure: Measure, book: Book, year: Year): PathPoint {
  const { value } = targetOfYear(book, year) as Commitment;
  return { period: yearEnd(measure, year), value, kind: 'target' };
}

function baselinePoint(measure: Measure, baseline: Commitment): PathPoint {
  return { period: yearEnd(measure, baseline.period), value: baseline.value, kind: 'baseline' };
}

/** No baseline, and the first target is of a later year than the one asked about (rules.md 2.2). */
export function lacksBaseline(path: Path, book: Book, year: Year): boolean {
  const first = path.points[0];
  return first?.kind === 'target' && latestBaseline(book) === null && yearOf(first.period) > year;
}

/** The value expected by the end of a period (rules.md 2.2, 2.4). */
export function expectedOnPath(path: Path, period: Period): Fraction {
  const after = path.points.findIndex((point) => point.period > period);
  const next = path.points[after];
  const last = path.points[after === -1 ? path.points.length - 1 : Math.max(after - 1, 0)] as PathPoint;
  if (next === undefined || last.period > period || path.shape === 'step') return exact(last.value);
  const share = fraction(period - last.period, next.period - last.period);
  return plus(exact(last.value), times(share, minus(exact(next.value), exact(last.value))));
}

const HUNDRED = fraction(100);

/** Where a year's cumulative expected share comes from (rules.md 2.3). */
export interface ExpectedShare {
  readonly share: Fraction;
  readonly source: 'own-profile' | 'earlier-years' | 'equal-quarters';
  /** The years whose mean it is, for `earlier-years`. */
  readonly years: readonly Year[];
}

/** W(q): the share of a flow's year that is expected by the end of a period, 0 to 1 (rules.md 2.3). */
export function expectedShare(known: KnownTarget, basis: string, period: Period): ExpectedShare {
  const { measure } = known.record;
  if (known.terms.profile !== null) {
    return { share: ownShare(known.terms.profile, quarterOf(period)), source: 'own-profile', years: [] };
  }
  const years = known.terms.path === 'profile' ? completeYears(known, basis, yearOf(period)) : [];
  if (years.length >= 2) {
    const shares = years.map((year) => yearShare(known, basis, periodOf(year, quarterOf(period))));
    return { share: over(shares.reduce(plus), fraction(shares.length)), source: 'earlier-years', years };
  }
  return equalShare(measure, period);
}

/** k/n: due quarters so far of those of a year (rules.md 2.3). */
export function equalShare({ quarters }: Measure, period: Period): ExpectedShare {
  const soFar = quarters.filter((quarter) => quarter <= quarterOf(period)).length;
  return { share: fraction(soFar, quarters.length), source: 'equal-quarters', years: [] };
}

function ownShare(profile: string, quarter: number): Fraction {
  const shares = profile.split('|').slice(0, quarter);
  const total = shares.reduce((sum, share) => sum + (parseQuantity(share) ?? 0), 0);
  return over(exact(total), HUNDRED);
}

/** The latest three complete years before one, those with a total of 0 left out, ascending (rules.md 2.3, 4). */
export function completeYears(known: KnownTarget, basis: string, before: Year): Year[] {
  const periods = known.figures.get(basis);
  if (periods === undefined) return [];
  const years = [...new Set([...periods.keys()].map(yearOf))].filter((year) => year < before).sort((a, b) => a - b);
  return years.filter((year) => (yearToDate(known, basis, periodOf(year, 4)).total ?? 0) !== 0).slice(-3);
}

function yearShare(known: KnownTarget, basis: string, period: Period): Fraction {
  const soFar = yearToDate(known, basis, period).total ?? 0;
  const whole = yearToDate(known, basis, periodOf(yearOf(period), 4)).total ?? 1;
  return fraction(soFar, whole);
}

export interface YearToDate {
  /** The sum of the due quarters so far; null where one of them has no value. */
  readonly total: Quantity | null;
  /** The first due quarter without a value. */
  readonly missing: Period | null;
  /** Whether any quarter of the sum is provisional. */
  readonly provisional: boolean;
  /** The due quarters with their values, up to the first that is missing. */
  readonly quarters: readonly { readonly period: Period; readonly value: Quantity }[];
}

/** The sum of a flow's due quarters 1 … q of a period's year (rules.md 2.3). */
export function yearToDate(known: KnownTarget, basis: string, period: Period): YearToDate {
  const figures = known.figures.get(basis);
  const quarters: { period: Period; value: Quantity }[] = [];
  let [total, provisional] = [0, false];
  for (const quarter of known.record.measure.quarters) {
    if (quarter > quarterOf(period)) break;
    const due = periodOf(yearOf(period), quarter);
    const figure = figures?.get(due);
    if (figure === undefined || figure.value === null) return { total: null, missing: due, provisional, quarters };
    total += figure.value;
    provisional ||= figure.status === 'provisional';
    quarters.push({ period: due, value: figure.value });
  }
  return { total, missing: null, provisional, quarters };
}
