import type { Figure } from './data-package.ts';
import { bringsFigure, dueDate, type Measure, yearEnd } from './indicator.ts';
import { againstExpected, type Judged } from './judged.ts';
import {
  type Book,
  bookIfAgreed,
  emptyBook,
  firstPeriod,
  hasBasis,
  judgedBasis,
  type KnownTarget,
  lastPeriod,
  latestBaseline,
  targetOfYear,
  targetYears,
} from './known.ts';
import { type Light, type Rag, worse } from './light.ts';
import { judgeMilestones, type MilestoneJudgement } from './milestone.ts';
import { daysBetween } from './moment.ts';
import { lacksBaseline, type Path, pathOf, type YearToDate, yearToDate } from './path.ts';
import { type Period, periodEnd, yearOf } from './period.ts';
import { type Quantity, roundedQuantity } from './quantity.ts';

/** The light now of one target for a period, with what it was decided on (rules.md 3). */
export interface Judgement {
  readonly light: Light;
  readonly judgedBy: 'figure' | 'milestones' | null;
  /** The number in rules.md of the rule that decided. */
  readonly rule: string;
  readonly basis: string;
  /** A target on this basis is not agreed: judged as if it had been (rules.md 1.6). */
  readonly ifAgreed: boolean;
  readonly book: Book;
  readonly path: Path | null;
  /** u: the quarter whose figure is judged (rules.md 3.2). */
  readonly quarter: Period | null;
  /** The row of u, also where it holds a missing reason. */
  readonly figure: Figure | null;
  /** A flow's sum up to u. */
  readonly yearToDate: YearToDate | null;
  /** The value of u, or of its year to date, not rounded; also where it is not judged. */
  readonly actual: Quantity | null;
  readonly judged: Judged | null;
  readonly milestones: MilestoneJudgement | null;
  readonly provisional: boolean;
  readonly stretchMet: boolean;
  /** The due quarter that has no value, where that decided. */
  readonly missing: Period | null;
  /** Days after the last day on which the figure was not late; 0 unless `no-return`. */
  readonly daysLate: number;
}

type Decision = Pick<Judgement, 'light' | 'rule'> & Partial<Judgement>;
type Facts = Omit<Judgement, keyof typeof UNDECIDED | 'light' | 'rule'>;

const UNDECIDED = {
  judgedBy: null,
  judged: null,
  milestones: null,
  provisional: false,
  stretchMet: false,
  missing: null,
  daysLate: 0,
} as const;

/** States that take a target out of the agreement's count (rules.md 3.1). */
export function isListed(known: KnownTarget): boolean {
  return known.terms.state !== 'withdrawn' && known.terms.state !== 'superseded';
}

/**
 * The light of a target at a period inside its agreement.
 * @param askedBasis a basis to judge on instead of the one of the commitments (rules.md 1.6)
 */
export function judge(known: KnownTarget, period: Period, askedBasis: string | null): Judgement {
  const facts = factsOf(known, period, askedBasis);
  return { ...UNDECIDED, ...facts, ...decide(known, period, facts) };
}

function factsOf(known: KnownTarget, period: Period, askedBasis: string | null): Facts {
  const own = judgedBasis(known, yearOf(period));
  const other = askedBasis !== null && askedBasis !== own && hasBasis(known.record, askedBasis);
  const basis = other ? askedBasis : own;
  const book = other ? bookIfAgreed(known, basis) : (known.books.get(basis) ?? emptyBook(basis));
  const quarter = judgedQuarter(known, basis, period);
  const figure = quarter === null ? null : (known.figures.get(basis)?.get(quarter) ?? null);
  const isFlow = known.record.measure.row.measure === 'flow';
  const sum = isFlow && quarter !== null ? yearToDate(known, basis, quarter) : null;
  return {
    basis,
    ifAgreed: standsIn(book, isFlow),
    book,
    path: isFlow ? null : pathOf(known, book),
    quarter,
    figure,
    yearToDate: sum,
    actual: isFlow ? (sum?.total ?? null) : (figure?.value ?? null),
  };
}

/** Whether anything that the judgement starts from is not agreed: a target, or the baseline of a path (rules.md 1.6). */
function standsIn(book: Book, isFlow: boolean): boolean {
  const baseline = isFlow ? null : latestBaseline(book);
  const targets = targetYears(book).flatMap((year) => targetOfYear(book, year) ?? []);
  return [...targets, ...(baseline === null ? [] : [baseline])].some((row) => row.state !== 'agreed');
}

/** u: the quarter whose figure is judged (rules.md 3.2); null where none has come due inside the agreement. */
function judgedQuarter(known: KnownTarget, basis: string, period: Period): Period | null {
  const { measure, agreement } = known.record;
  const first = firstPeriod(agreement);
  const waits = !measure.everyQuarter || (measure.row.lag_days ?? 0) > 91;
  let latest: Period | null = null;
  for (let quarter = Math.min(period, lastPeriod(agreement)); quarter >= first; quarter -= 1) {
    if (!bringsFigure(measure, quarter)) continue;
    if (!waits || isInOrOverdue(known, basis, quarter)) return quarter;
    latest ??= quarter;
  }
  return latest;
}

function isInOrOverdue(known: KnownTarget, basis: string, quarter: Period): boolean {
  return figureThatCounts(known, basis, quarter) !== null || isOverdue(known, quarter);
}

function isOverdue(known: KnownTarget, quarter: Period): boolean {
  return known.asAt.date > dueDate(known.record.measure, quarter);
}

/** The row of a quarter; `not-published` before the lag has passed counts as none (rules.md 3.3). */
function figureThatCounts(known: KnownTarget, basis: string, quarter: Period): Figure | null {
  const figure = known.figures.get(basis)?.get(quarter) ?? null;
  return figure?.missing_reason === 'not-published' && !isOverdue(known, quarter) ? null : figure;
}

function decide(known: KnownTarget, period: Period, facts: Facts): Decision {
  const { state } = known.terms;
  if (state === 'parked' || state === 'renegotiating') return { light: 'parked', rule: '3.1' };
  if (state === 'placeholder' || lacksTarget(known, period, facts)) return { light: 'no-target', rule: '3.1' };
  if (facts.quarter === null || isBaselineYear(known.record.measure, facts, facts.quarter)) {
    return byMilestones(known, period);
  }
  const missing = missingQuarter(facts, facts.quarter);
  if (missing !== null) return withoutFigure(known, period, facts, missing);
  return byFigure(known, period, facts, facts.quarter);
}

function lacksTarget(known: KnownTarget, period: Period, { book, quarter }: Facts): boolean {
  return known.record.measure.row.measure === 'flow'
    ? targetOfYear(book, yearOf(quarter ?? period)) === null
    : targetYears(book).length === 0;
}

/**
 * A figure not due every quarter that falls in or before the baseline's year is not judged, now or at the year's end
 * (rules.md 3.2).
 */
export function isBaselineYear(measure: Measure, { book }: Pick<Judgement, 'book'>, quarter: Period): boolean {
  const baseline = latestBaseline(book);
  return !measure.everyQuarter && baseline !== null && yearOf(quarter) <= baseline.period;
}

function missingQuarter({ figure, yearToDate: sum }: Facts, quarter: Period): Period | null {
  if (sum !== null) return sum.missing;
  return figure === null || figure.value === null ? quarter : null;
}

function withoutFigure(known: KnownTarget, period: Period, facts: Facts, missing: Period): Decision {
  const figure = figureThatCounts(known, facts.basis, missing);
  if (figure !== null) {
    const light = figure.missing_reason === 'not-required' ? 'not-required' : 'no-data';
    return { light, rule: '3.3', missing };
  }
  const { closed_on: closed } = known.record.agreement;
  const due = dueDate(known.record.measure, missing);
  if (closed !== null && due > closed) return { light: 'not-required', rule: '3.3', missing };
  if (isOverdue(known, missing)) {
    return { light: 'no-return', rule: '3.3', missing, daysLate: daysBetween(due, known.asAt.date) };
  }
  return { ...byMilestones(known, period), missing };
}

function byFigure(known: KnownTarget, period: Period, facts: Facts, quarter: Period): Decision {
  const { measure } = known.record;
  if (facts.path !== null && lacksBaseline(facts.path, facts.book, yearOf(quarter))) {
    return { light: 'no-baseline', rule: '3.4' };
  }
  const judged = againstExpected(known, facts, quarter);
  const own: Decision = {
    light: judged.light,
    rule: '3.4',
    judgedBy: 'figure',
    judged,
    provisional: isProvisional(facts),
    stretchMet: meetsStretch(measure, facts.book, quarter, judged.actual),
  };
  if (measure.everyQuarter || quarter >= period) return own;
  const milestones = judgeMilestones(known, period, periodEnd(quarter));
  if (milestones === null) return own;
  if (worse(judged.light, milestones.light) === judged.light) return { ...own, milestones };
  return { ...own, milestones, light: milestones.light, judgedBy: 'milestones', rule: '3.5' };
}

/** Whether the value of u rests on a provisional figure: of a flow, any quarter of the sum (rules.md 3.4). */
export function isProvisional({ yearToDate, figure }: Pick<Judgement, 'yearToDate' | 'figure'>): boolean {
  return yearToDate?.provisional ?? figure?.status === 'provisional';
}

/** In the stretch's own year, at its end, and at the stretch or better (rules.md 3.4). */
function meetsStretch(measure: Measure, book: Book, quarter: Period, actual: Quantity): boolean {
  const stretch = book.stretch.get(yearOf(quarter));
  if (stretch === undefined || quarter !== yearEnd(measure, yearOf(quarter))) return false;
  return measure.direction * (actual - roundedQuantity(stretch.value, measure.row.decimals)) >= 0;
}

function byMilestones(known: KnownTarget, period: Period): Decision {
  const milestones = judgeMilestones(known, period, null);
  if (milestones === null) return { light: 'not-due', rule: '3.6' };
  return { light: milestones.light, rule: '3.6', judgedBy: 'milestones', milestones };
}

/** The last colour before a grey one, and the quarter it belongs to (rules.md 3.7). */
export interface LastKnown {
  readonly light: Rag;
  /** The quarter of the figure, or the quarter itself where milestones gave the colour. */
  readonly period: Period;
}

/** The light of the latest earlier quarter inside the agreement that has a colour, same as-at (rules.md 3.7). */
export function lastKnown(known: KnownTarget, period: Period, askedBasis: string | null): LastKnown | null {
  for (let earlier = period - 1; earlier >= firstPeriod(known.record.agreement); earlier -= 1) {
    const { light, judgedBy, quarter } = judge(known, earlier, askedBasis);
    if (judgedBy === null) continue;
    return { light: light as Rag, period: judgedBy === 'figure' && quarter !== null ? quarter : earlier };
  }
  return null;
}
