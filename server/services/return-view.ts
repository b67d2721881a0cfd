import type { Account } from '../domain/account.ts';
import type { Action, Figure } from '../domain/data-package.ts';
import type { Problem } from '../domain/errors.ts';
import { dueQuartersBefore, type Expected, expectedBy } from '../domain/expected.ts';
import { figureKnown } from '../domain/known.ts';
import type { IsoDate } from '../domain/moment.ts';
import { commentariesKnown, openActions } from '../domain/narrative.ts';
import type { Period } from '../domain/period.ts';
import { lateDays } from '../domain/return-dates.ts';
import type { RowJudgement } from '../domain/return-judgement.ts';
import { type RowAccess, rowAccess } from '../domain/return-lock.ts';
import { type DraftRow, EMPTY_ROW, entryOf, figureFields, type RowEntry, rowKey } from '../domain/return-row.ts';
import { isAnswered, type ScopeRow } from '../domain/return-scope.ts';
import type { ReturnParty } from '../domain/return-state.ts';
import type { Reopening, ReturnEvent } from '../store/returns.ts';
import type { Store } from '../store/store.ts';
import type { Deps } from './reading.ts';
import { judgeIn, type ReturnContext, type ReturnQuestion, returnContext } from './return-context.ts';

/** One row of a return, as somebody sees it. */
export interface ReturnRowView {
  readonly key: string;
  readonly row: ScopeRow;
  readonly access: RowAccess;
  /** What is typed; where nothing is, what the record holds. */
  readonly entry: RowEntry;
  readonly draft: DraftRow | null;
  /** The last four figures on the same counting rule, oldest first; null where none came in. */
  readonly history: readonly { readonly quarter: Period; readonly figure: Figure | null }[];
  readonly expected: Expected;
  readonly judgement: RowJudgement;
  readonly openActions: readonly Action[];
  /** Why it was sent back; null where it was not, or was since submitted again. */
  readonly remark: string | null;
  /** The record holds a figure, or a reason why there is none. */
  readonly answered: boolean;
}

/** Something done with a return, and by whom in words. */
export interface EventView extends ReturnEvent {
  readonly by: string;
}

/** A target that was opened again, in words. */
export interface ReopeningView extends Reopening {
  readonly title: string;
  readonly forWhom: string;
  readonly by: string;
}

export interface ReturnView {
  readonly context: ReturnContext;
  readonly party: ReturnParty;
  readonly rows: readonly ReturnRowView[];
  readonly events: readonly EventView[];
  readonly last: EventView | null;
  readonly reopenings: readonly ReopeningView[];
  /** Calendar days since it was due, while it is not submitted. */
  readonly daysLate: number;
  /** What keeps it from being submitted, each at its field. */
  readonly asks: readonly Problem[];
}

/** Who looks at a return: what they are to it, and their account where they have one. */
export interface Viewer {
  readonly party: ReturnParty;
  readonly account: Pick<Account, 'id'> | null;
}

/** @throws NotFound where there is no such return */
export function returnView(deps: Deps, question: ReturnQuestion, viewer: Viewer): ReturnView {
  return viewOf(deps.store, returnContext(deps, question), viewer);
}

/** The same of a return that was read already. */
export function viewOf(store: Store, context: ReturnContext, viewer: Viewer): ReturnView {
  const events = store.returns.listEvents(context).map((event) => ({ ...event, by: actorWords(store, event.account) }));
  const last = events.at(-1) ?? null;
  const remarks =
    context.state === 'sent-back' ? remarksOf(store, context, last?.sequence ?? 0) : new Map<string, string>();
  const rows = context.scope.map((row) => rowView(context, row, viewer, last, remarks));
  return {
    context,
    party: viewer.party,
    rows,
    events,
    last,
    reopenings: context.reopenings.map((row) => ({
      ...row,
      title: titleOf(context, row),
      forWhom: actorWords(store, row.account),
      by: actorWords(store, row.opened_by),
    })),
    daysLate: isDone(context.state) ? 0 : lateDays(context.dates.due, context.today),
    asks: rows.flatMap(({ key, judgement }) => at(key, [...judgement.read.problems, ...judgement.asks])),
  };
}

function titleOf({ scope }: ReturnContext, { agreement, indicator, part }: Reopening): string {
  const row = scope.find(
    ({ name }) => name.agreement === agreement && name.indicator === indicator && name.part === part,
  );
  return row?.known.record.measure.row.title ?? [agreement, indicator, part].join(' ').trim();
}

function isDone(state: ReturnContext['state']): boolean {
  return state === 'submitted' || state === 'signed-off';
}

/** Problems of a row, each at its field on the page of the whole return. */
export function at(key: string, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, field: `${problem.field}.${key}` }));
}

function remarksOf(store: Store, context: ReturnContext, sequence: number): Map<string, string> {
  const remarks = store.returns.listRemarks(context).filter((remark) => remark.sequence === sequence);
  return new Map(remarks.map((remark) => [rowKey(remark), remark.text]));
}

/** By whom something was done, as a post; nobody's name. */
export function actorWords({ accounts }: Store, account: number | null): string {
  return account === null ? 'the command line' : (accounts.find(account)?.post ?? `account ${account}`);
}

const QUARTERS_SHOWN = 4;

function rowView(
  context: ReturnContext,
  row: ScopeRow,
  viewer: Viewer,
  last: EventView | null,
  remarks: ReadonlyMap<string, string>,
): ReturnRowView {
  const key = rowKey(row.name);
  const draft = context.drafts.get(key) ?? null;
  const entry = draft === null ? recordedEntry(row) : entryOf(draft);
  const { known, name } = row;
  const quarters = dueQuartersBefore(known, name.quarter, QUARTERS_SHOWN).reverse();
  return {
    key,
    row,
    access: accessTo(context, row, viewer, last),
    entry,
    draft,
    history: quarters.map((quarter) => ({ quarter, figure: figureKnown(known, name.basis, quarter) })),
    expected: expectedBy(known, name.basis, name.quarter),
    judgement: judgeIn(context, row, entry),
    openActions: openActions(known),
    remark: remarks.get(key) ?? null,
    answered: isAnswered(known, name),
  };
}

/** A row with something else typed into it, not kept. */
export function lookAtRow({ context }: ReturnView, view: ReturnRowView, entry: RowEntry): ReturnRowView {
  return { ...view, entry, judgement: judgeIn(context, view.row, entry) };
}

/** What the record holds for a row, as it would be typed. */
export function recordedEntry({ known, name, kind }: ScopeRow): RowEntry {
  const figure = figureFields(figureKnown(known, name.basis, name.quarter));
  const said = kind === 'beside' ? undefined : commentariesKnown(known).find(({ period }) => period === name.quarter);
  return {
    ...EMPTY_ROW,
    ...figure,
    ...(said === undefined
      ? {}
      : { commentary: plain(said.text), cause: said.cause ?? '', own_view: said.own_view ?? '' }),
  };
}

/** As a form would send it. */
function plain(text: string): string {
  return text.trim().replaceAll('\r\n', '\n');
}

export function accessTo(
  context: ReturnContext,
  row: ScopeRow,
  { party, account }: Viewer,
  last: Pick<EventView, 'at' | 'by'> | null,
): RowAccess {
  const { state, dates, today } = context;
  const reopenedUntil = account === null ? null : reopenedFor(context, row, account.id);
  return rowAccess(row, { state, party, opens: dates.opens, today, last, reopenedUntil });
}

/** Until when a target was opened again for an account; null where it is not today. */
function reopenedFor({ reopenings, today }: ReturnContext, { name }: ScopeRow, account: number): IsoDate | null {
  const held = reopenings.filter(
    (row) =>
      row.account === account &&
      row.until >= today &&
      row.agreement === name.agreement &&
      row.indicator === name.indicator &&
      row.part === name.part,
  );
  return (
    held
      .map(({ until }) => until)
      .sort()
      .at(-1) ?? null
  );
}
