import { bringsFigure, dueDate } from './indicator.ts';
import { isListed } from './judgement.ts';
import { figureKnown, firstPeriod, judgedBasis, type KnownTarget, lastPeriod } from './known.ts';
import type { IsoDate } from './moment.ts';
import { type Period, yearOf } from './period.ts';
import { type RowName, rowKey } from './return-row.ts';

/** One figure that a return asks for. */
export interface ScopeRow {
  readonly known: KnownTarget;
  readonly name: RowName;
  /**
   * `due`: of the return's own quarter. `owed`: of an earlier one, and overdue. `beside`: on another counting rule that
   * is kept up beside the one that is judged.
   */
  readonly kind: 'due' | 'owed' | 'beside';
  /** The return cannot be submitted without a figure or a reason why there is none. */
  readonly required: boolean;
  /** The last day on which the figure is not late (rules.md 3.3). */
  readonly dueOn: IsoDate;
}

/** How far back figures are still asked for. */
const QUARTERS_BACK = 8;
/** Another counting rule counts as kept up while a figure on it is no older than this. */
const QUARTERS_KEPT_UP = 4;

/**
 * What a return asks for, in the order of the targets given: of each what its own quarter brings, and what is overdue
 * from before.
 * @param targets those of one partnership, in the register's order
 * @param typed keys of rows into which something was typed already: they stay, also once their figure is in
 * @param due the day on which the return is due: what its source publishes by then has to be in it
 */
export function returnScope(
  targets: readonly KnownTarget[],
  period: Period,
  today: IsoDate,
  typed: ReadonlySet<string>,
  due: IsoDate = today,
): ScopeRow[] {
  const days = { today, due };
  return targets.filter(isListed).flatMap((known) => {
    const rows = [...owedRows(known, period, days, typed), ...ownRows(known, period, days)];
    return rows.filter((row) => !isAfterBooks(row));
  });
}

/** A figure that would come after the books are closed is not asked for (rules.md 3.3). */
function isAfterBooks({ known, dueOn }: ScopeRow): boolean {
  const { closed_on: closed } = known.record.agreement;
  return closed !== null && dueOn > closed;
}

interface Days {
  readonly today: IsoDate;
  readonly due: IsoDate;
}

function rowOf(known: KnownTarget, basis: string, quarter: Period, kind: ScopeRow['kind'], days: Days): ScopeRow {
  const { agreement, measure } = known.record;
  const { indicator, part } = measure.row;
  const dueOn = dueDate(measure, quarter);
  return {
    known,
    name: { agreement: agreement.code, indicator, part, basis, quarter },
    kind,
    required:
      kind !== 'beside' && known.terms.state === 'agreed' && isDueBy(dueOn, days) && !isClosed(known, days.today),
    dueOn,
  };
}

/** Published by today, or by the day on which the return is due. */
function isDueBy(dueOn: IsoDate, { today, due }: Days): boolean {
  return dueOn <= today || dueOn <= due;
}

/** The agreement's books are closed: leads can no longer change it. */
export function isClosed({ record }: KnownTarget, today: IsoDate): boolean {
  const { closed_on: closed } = record.agreement;
  return closed !== null && closed < today;
}

/** What a quarter itself brings on the counting rules that are judged, whatever is owed or kept up besides. */
export function dueRows(targets: readonly KnownTarget[], period: Period, days: Days): ScopeRow[] {
  return targets.filter(isListed).flatMap((known) => {
    if (!isAskedIn(known, period)) return [];
    const row = rowOf(known, judgedBasis(known, yearOf(period)), period, 'due', days);
    return isAfterBooks(row) ? [] : [row];
  });
}

function isAskedIn({ record: { agreement, measure } }: KnownTarget, period: Period): boolean {
  return bringsFigure(measure, period) && period >= firstPeriod(agreement) && period <= lastPeriod(agreement);
}

function ownRows(known: KnownTarget, period: Period, days: Days): ScopeRow[] {
  if (!isAskedIn(known, period)) return [];
  const judged = judgedBasis(known, yearOf(period));
  const others = [...known.figures].filter(([basis, figures]) => basis !== judged && isKeptUp(figures, period));
  return [
    rowOf(known, judged, period, 'due', days),
    ...others.map(([basis]) => rowOf(known, basis, period, 'beside', days)),
  ];
}

function isKeptUp(figures: ReadonlyMap<Period, unknown>, period: Period): boolean {
  return [...figures.keys()].some((quarter) => quarter <= period && quarter >= period - QUARTERS_KEPT_UP);
}

function owedRows(known: KnownTarget, period: Period, days: Days, typed: ReadonlySet<string>): ScopeRow[] {
  const { agreement, measure } = known.record;
  if (known.terms.state !== 'agreed' || isClosed(known, days.today)) return [];
  const rows: ScopeRow[] = [];
  const last = Math.min(period - 1, lastPeriod(agreement));
  for (let quarter = Math.max(firstPeriod(agreement), period - QUARTERS_BACK); quarter <= last; quarter += 1) {
    if (!bringsFigure(measure, quarter)) continue;
    const row = rowOf(known, judgedBasis(known, yearOf(quarter)), quarter, 'owed', days);
    if (typed.has(rowKey(row.name)) || isOwed(known, row, days.today)) rows.push(row);
  }
  return rows;
}

/** Nothing is in, or only that it was not published yet, and its day has passed. */
function isOwed(known: KnownTarget, { name, dueOn }: ScopeRow, today: IsoDate): boolean {
  return !isAnswered(known, name) && dueOn < today;
}

/**
 * Every figure that is due is in, though nobody has made the return: at least one, or none is asked for at all.
 * @param rows those of the return's own quarter
 */
export function isFiguresIn(rows: readonly ScopeRow[]): boolean {
  const required = rows.filter((row) => row.required);
  const isIn = ({ known, name }: ScopeRow): boolean => isAnswered(known, name);
  return required.every(isIn) && (required.length === 0 || rows.some(isIn));
}

/** The record holds a figure, or a reason why there is none that will not pass by itself. */
export function isAnswered(known: KnownTarget, { basis, quarter }: Pick<RowName, 'basis' | 'quarter'>): boolean {
  const figure = figureKnown(known, basis, quarter);
  return figure !== null && figure.missing_reason !== 'not-published';
}
