import type { Account } from '../domain/account.ts';
import type { Action, Commentary, Figure } from '../domain/data-package.ts';
import type { Problem } from '../domain/errors.ts';
import { dueQuartersBefore, type Expected, expectedBy } from '../domain/expected.ts';
import { figureKnown, type KnownTarget } from '../domain/known.ts';
import type { IsoDate } from '../domain/moment.ts';
import { commentariesKnown, openActions } from '../domain/narrative.ts';
import type { Period } from '../domain/period.ts';
import { isMarked } from '../domain/provenance.ts';
import { lateDays } from '../domain/return-dates.ts';
import { isSameFigure, type RowJudgement } from '../domain/return-judgement.ts';
import { type RowAccess, rowAccess } from '../domain/return-lock.ts';
import {
  commentaryText,
  type DraftRow,
  EMPTY_ROW,
  entryOf,
  figureFields,
  normalEntry,
  type RowEntry,
  type RowName,
  rowKey,
} from '../domain/return-row.ts';
import { isAnswered, isFiguresIn, type ScopeRow } from '../domain/return-scope.ts';
import type { ReturnParty } from '../domain/return-state.ts';
import { momentWords, valueWords } from '../domain/wording.ts';
import type { Reopening, ReturnEvent } from '../store/returns.ts';
import type { Store } from '../store/store.ts';
import type { Deps } from './reading.ts';
import { judgeIn, type ReturnContext, type ReturnQuestion, returnContext } from './return-context.ts';
import { actorWords } from './return-lock.ts';

/** One row of a return, as somebody sees it. */
export interface ReturnRowView {
  readonly key: string;
  readonly row: ScopeRow;
  readonly access: RowAccess;
  /** What is typed; where nothing is, what the record holds. */
  readonly entry: RowEntry;
  readonly draft: DraftRow | null;
  /** The record holds another figure than when the draft was typed: sending it again is a choice. */
  readonly stale: boolean;
  /** The last four figures on the same counting rule, oldest first; null where none came in. */
  readonly history: readonly { readonly quarter: Period; readonly figure: Figure | null }[];
  readonly expected: Expected;
  readonly judgement: RowJudgement;
  readonly openActions: readonly Action[];
  /** Whether what stands in it, and before it, is made up. */
  readonly saidIllustrative: boolean;
  readonly pastIllustrative: boolean;
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
  /** Nobody has made the return here, and what is due came in all the same. */
  readonly figuresIn: boolean;
  /** Calendar days since it was due, while it is not there. */
  readonly daysLate: number;
  /** What keeps it from being submitted, each at its field; of rows that can be typed into. */
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
  const figuresIn = context.state === 'open' && isFiguresIn(context.scope.filter(({ kind }) => kind === 'due'));
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
    figuresIn,
    daysLate: figuresIn || isDone(context.state) ? 0 : lateDays(context.dates.due, context.today),
    asks: rows.flatMap(({ key, access, judgement }) =>
      access.kind === 'draft' ? at(key, [...judgement.read.problems, ...judgement.asks]) : [],
    ),
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

/** Problems of rows with the title of their target before each, for a list that stands apart from them. */
export function namedProblems({ rows }: Pick<ReturnView, 'rows'>, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => {
    const row = rows.find(({ key }) => problem.field.endsWith(`.${key}`))?.row;
    if (row === undefined) return problem;
    const { title, part } = row.known.record.measure.row;
    return { ...problem, message: `${title}${part === '' ? '' : ` (${part})`}: ${problem.message}` };
  });
}

function remarksOf(store: Store, context: ReturnContext, sequence: number): Map<string, string> {
  const remarks = store.returns.listRemarks(context).filter((remark) => remark.sequence === sequence);
  return new Map(remarks.map((remark) => [rowKey(remark), remark.text]));
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
    stale: isStale(row, draft),
    history: quarters.map((quarter) => ({ quarter, figure: figureKnown(known, name.basis, quarter) })),
    expected: expectedBy(known, name.basis, name.quarter),
    judgement: withStale(judgeIn(context, row, entry), row, draft),
    openActions: openActions(known),
    saidIllustrative: draft === null && saidFor(row)?.provenance === 'illustrative',
    pastIllustrative: isMarked(
      [...(known.figures.get(name.basis)?.values() ?? [])].filter(({ period }) => period < name.quarter),
    ),
    remark: remarks.get(key) ?? null,
    answered: isAnswered(known, name),
  };
}

/** A row with something else typed into it, not kept; what is not typed stays as it was. */
export function lookAtRow({ context }: ReturnView, view: ReturnRowView, typed: Partial<RowEntry>): ReturnRowView {
  const entry = normalEntry({ ...view.entry, ...typed });
  return { ...view, entry, judgement: judgeIn(context, view.row, entry) };
}

/** Whether the record holds another figure for a row, or other words, than when its draft was typed. */
export function isStale(row: ScopeRow, draft: DraftRow | null): boolean {
  return draft !== null && (draft.held !== heldVersion(row.known, row.name) || saidSince(row, draft) !== null);
}

/** What was said in the record after a draft was typed, where the draft says something else; null where nothing was. */
function saidSince(row: ScopeRow, draft: DraftRow): Commentary | null {
  const said = saidFor(row);
  const words = commentaryText(draft);
  return said !== null && said.recorded_at > draft.saved_at && words !== '' && words !== said.text ? said : null;
}

/** The version of the figure that the record holds for a row; 0 for none. */
export function heldVersion(known: KnownTarget, { basis, quarter }: Pick<RowName, 'basis' | 'quarter'>): number {
  return figureKnown(known, basis, quarter)?.version ?? 0;
}

/** A figure that came in after another was typed is shown before that takes its place. */
function withStale(judgement: RowJudgement, row: ScopeRow, draft: DraftRow | null): RowJudgement {
  if (draft === null || !isStale(row, draft)) return judgement;
  return { ...judgement, asks: [...staleFigure(judgement, row, draft), ...staleSaid(row, draft), ...judgement.asks] };
}

function staleFigure({ held, read }: RowJudgement, row: ScopeRow, draft: DraftRow): Problem[] {
  if (held === null || draft.held === held.version) return [];
  if (read.figure === null || isSameFigure(read.figure, held)) return [];
  return [{ field: read.figure.numerator === null ? 'value' : 'numerator', message: staleWords(row, held) }];
}

function staleSaid(row: ScopeRow, draft: DraftRow): Problem[] {
  const said = saidSince(row, draft);
  if (said === null) return [];
  const by = said.recorded_by === null ? '' : ` by ${said.recorded_by}`;
  const message = `Something else was said on ${momentWords(said.recorded_at)}${by}, after this was typed: ‘${said.text}’. Save this row again to put it in the place of that.`;
  return [{ field: 'commentary', message }];
}

function staleWords({ known }: ScopeRow, held: Figure): string {
  const { row } = known.record.measure;
  const what = held.value === null ? 'A reason why there is none' : valueWords(held.value, row);
  const by = held.recorded_by === null ? '' : ` by ${held.recorded_by}`;
  return `${what} was recorded on ${momentWords(held.recorded_at)}${by}, after this was typed. Save this row again to put it in the place of that.`;
}

/** What the record holds for a row, as it would be typed. */
export function recordedEntry(row: ScopeRow): RowEntry {
  const { known, name } = row;
  const figure = figureFields(figureKnown(known, name.basis, name.quarter));
  const said = saidFor(row);
  return {
    ...EMPTY_ROW,
    ...figure,
    ...(said === null ? {} : { commentary: plain(said.text), cause: said.cause ?? '', own_view: said.own_view ?? '' }),
  };
}

/** What the record says of a row's quarter; the words belong to the counting rule that is judged. */
function saidFor({ known, name, kind }: ScopeRow): Commentary | null {
  return kind === 'beside' ? null : (commentariesKnown(known).find(({ period }) => period === name.quarter) ?? null);
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
  const elsewhere = context.locks.get(rowKey(row.name)) ?? null;
  return rowAccess(row, { state, party, opens: dates.opens, today, last, reopenedUntil, elsewhere });
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
