import type { Agreement, Meeting, Partnership } from '../domain/data-package.ts';
import { NotFound } from '../domain/errors.ts';
import type { NewFigure } from '../domain/figure-entry.ts';
import { figureKnown, type KnownTarget, leadOn } from '../domain/known.ts';
import type { IsoDate } from '../domain/moment.ts';
import { type Period, periodText } from '../domain/period.ts';
import { type ReturnDates, returnDates } from '../domain/return-dates.ts';
import { judgeRow, type RowJudgement } from '../domain/return-judgement.ts';
import type { LockElsewhere } from '../domain/return-lock.ts';
import { type DraftRow, type RowEntry, readRow, rowKey } from '../domain/return-row.ts';
import { returnScope, type ScopeRow } from '../domain/return-scope.ts';
import { type ReturnState, returnState } from '../domain/return-state.ts';
import type { ReturnName } from '../store/return-rows.ts';
import type { Reopening, ReturnEvent } from '../store/returns.ts';
import type { Store } from '../store/store.ts';
import { knownTargets } from './assessments.ts';
import { findPartnership } from './partnerships.ts';
import { type AsAtChoice, chooseAsAt, type Deps, type Reading, readingOf } from './reading.ts';
import { lockElsewhere } from './return-lock.ts';

/** A return by the words of its address. */
export interface ReturnQuestion {
  readonly period: Period;
  /** A partnership's code, or its form in an address. */
  readonly partnership: string;
}

/** A return as it stands now, by the record's clock. */
export interface ReturnContext extends ReturnName {
  readonly holder: Partnership;
  readonly choice: AsAtChoice;
  readonly today: IsoDate;
  readonly dates: ReturnDates;
  readonly state: ReturnState;
  readonly last: ReturnEvent | null;
  readonly drafts: ReadonlyMap<string, DraftRow>;
  readonly scope: readonly ScopeRow[];
  /** Figures that are typed for earlier quarters and not recorded yet: later rows of the same target are judged with them. */
  readonly pending: ReadonlyMap<KnownTarget, readonly NewFigure[]>;
  readonly reopenings: readonly Reopening[];
  /** Figures that another return holds fast, by the key of their row. */
  readonly locks: ReadonlyMap<string, LockElsewhere>;
}

/** Meetings of the boards, from which the dates of returns follow. */
export function boardMeetings(reading: Reading): readonly Meeting[] {
  return reading.hold('meetings of boards', () => {
    const partnerships = reading.partnerships();
    return reading.meetings().filter(({ board }) => partnerships.get(board)?.kind === 'board');
  });
}

/** The dates of a quarter's returns. */
export function datesOf({ store }: Deps, reading: Reading, period: Period): ReturnDates {
  return returnDates(period, boardMeetings(reading), store.returnSettings.find());
}

/**
 * The day whose leads answer for a quarter's returns: that on which they open, and until then today. So a return stays
 * with its partnership when a target changes hands later, and whoever stands in its place then answers for it.
 */
export function leadDay({ opens }: ReturnDates, today: IsoDate): IsoDate {
  return opens < today ? opens : today;
}

/** The targets that a partnership led on a day, in the register's order. */
function ledTargets(
  { targets }: Store,
  reading: Reading,
  choice: AsAtChoice,
  code: string,
  day: IsoDate,
): KnownTarget[] {
  // Of a record of many areas only one concerns a partnership; reading the others would take seconds.
  const concerned = new Set(targets.agreementsWith(code));
  const agreements = reading.agreements().filter((agreement) => concerned.has(agreement.code));
  return agreements.flatMap((agreement) => targetsByLead(reading, choice, agreement, day).get(code) ?? []);
}

/** The targets of an agreement as they are known now, by who led them on a day. */
export function targetsByLead(
  reading: Reading,
  choice: AsAtChoice,
  agreement: Agreement,
  day: IsoDate,
): Map<string, KnownTarget[]> {
  return reading.remember(`led ${agreement.code} ${day} ${choice.key}`, () =>
    Map.groupBy(knownTargets(reading, agreement, choice), ({ record, terms }) => leadOn(record, day) ?? terms.lead),
  );
}

/** Whether a partnership has anything to return for a quarter. */
export function hasReturn(deps: Deps, { period, partnership }: ReturnName): boolean {
  const reading = readingOf(deps.store);
  const choice = chooseAsAt(deps, null);
  const today = choice.asAt.date;
  const dates = datesOf(deps, reading, period);
  const targets = ledTargets(deps.store, reading, choice, partnership, leadDay(dates, today));
  return returnScope(targets, period, today, new Set(), dates.due).length > 0;
}

/**
 * @throws NotFound for an unknown partnership, or one that leads no target for which the quarter asks
 */
export function returnContext(deps: Deps, question: ReturnQuestion): ReturnContext {
  const { store } = deps;
  const reading = readingOf(store);
  const choice = chooseAsAt(deps, null);
  const holder = findPartnership(reading, question.partnership);
  const name = { period: question.period, partnership: holder.code };
  const today = choice.asAt.date;
  const dates = datesOf(deps, reading, question.period);
  const drafts = draftsOf(store, name);
  const targets = ledTargets(store, reading, choice, holder.code, leadDay(dates, today));
  const scope = returnScope(targets, question.period, today, new Set(drafts.keys()), dates.due);
  if (scope.length === 0) {
    throw new NotFound(
      `${holder.name} has no return for ${periodText(question.period)}: no target that it leads has a figure due.`,
    );
  }
  const last = store.returns.findLast(name);
  return {
    ...name,
    holder,
    choice,
    today,
    dates,
    state: returnState(last?.event ?? null, drafts.size > 0, { opens: dates.opens, today }),
    last,
    drafts,
    scope,
    pending: pendingIn(scope, drafts, today),
    reopenings: store.returns.listReopenings(name),
    locks: locksOn(store, name, scope),
  };
}

function locksOn(store: Store, own: ReturnName, scope: readonly ScopeRow[]): Map<string, LockElsewhere> {
  return new Map(
    scope.flatMap(({ known, name }): [string, LockElsewhere][] => {
      const held = figureKnown(known, name.basis, name.quarter);
      const lock = lockElsewhere(store, name, name.quarter, held, own);
      return lock === null ? [] : [[rowKey(name), lock]];
    }),
  );
}

function pendingIn(
  scope: readonly ScopeRow[],
  drafts: ReadonlyMap<string, DraftRow>,
  today: IsoDate,
): Map<KnownTarget, NewFigure[]> {
  const pending = new Map<KnownTarget, NewFigure[]>();
  for (const { known, name, kind } of scope) {
    const draft = kind === 'owed' ? drafts.get(rowKey(name)) : undefined;
    const figure = draft === undefined ? null : readRow(known, name, draft, today).figure;
    if (figure !== null) pending.set(known, [...(pending.get(known) ?? []), figure]);
  }
  return pending;
}

/** Judges a row as it is typed, with what is typed for earlier quarters of its target. */
export function judgeIn({ pending, today }: ReturnContext, row: ScopeRow, entry: RowEntry): RowJudgement {
  const earlier = pending.get(row.known) ?? [];
  return judgeRow(
    row,
    entry,
    today,
    earlier.filter(({ period }) => period < row.name.quarter),
  );
}

function draftsOf({ returnRows }: Store, name: ReturnName): Map<string, DraftRow> {
  return new Map(returnRows.list(name).map((row) => [rowKey(row), row]));
}
