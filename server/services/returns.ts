import { hash } from 'node:crypto';
import type { Writer } from '../domain/account.ts';
import { Conflict, Invalid, type Problem } from '../domain/errors.ts';
import {
  type DraftRow,
  EMPTY_ROW,
  entryOf,
  isSameEntry,
  namesAfter,
  normalEntry,
  ROW_FIELDS,
  type RowEntry,
  type RowName,
  rowKey,
} from '../domain/return-row.ts';
import type { ScopeRow } from '../domain/return-scope.ts';
import { type ReturnAction, type ReturnEventKind, refusalWords, stateAfter } from '../domain/return-state.ts';
import { listWords } from '../domain/wording.ts';
import type { ReturnRemark } from '../store/returns.ts';
import type { Store } from '../store/store.ts';
import type { Deps } from './reading.ts';
import { judgeIn, type ReturnContext, type ReturnQuestion, returnContext } from './return-context.ts';
import { actorWords } from './return-lock.ts';
import { recordRow } from './return-recording.ts';
import { accessTo, at, heldVersion, isStale, recordedEntry, type Viewer, viewOf } from './return-view.ts';

/** What somebody sends for one row. */
export interface SentRow {
  readonly key: string;
  /** What is typed, by field; of a field that is not sent nothing changes. */
  readonly fields: Partial<RowEntry>;
  /** The version of the draft that they saw; 0 where there was none. */
  readonly seen: number;
  /** The print of what the form held when it was shown: a row that nobody touched is not sent. */
  readonly shown: string;
}

/** Short enough for a form; the same for the same entry. */
export function entryPrint(entry: RowEntry): string {
  return hash('sha256', JSON.stringify(ROW_FIELDS.map((field) => entry[field])), 'hex').slice(0, 16);
}

/** What became of a row that was sent. */
export type RowOutcome =
  /** `recorded`: at once, as a correction of what was signed off. */
  | { readonly key: string; readonly kind: 'saved' | 'recorded' | 'unchanged' }
  | { readonly key: string; readonly kind: 'refused'; readonly problems: readonly Problem[] }
  /** Somebody else was faster: theirs stands in the record, what was sent is given back. */
  | { readonly key: string; readonly kind: 'overtaken'; readonly theirs: DraftRow };

/** Who writes into a return; without an account where it comes through a link. */
export interface ReturnWriter extends Viewer, Writer {}

/**
 * Keeps rows as a draft, each by itself: one that cannot be kept does not hold up the others. In a target that was
 * opened again the figure is recorded at once, as a correction.
 * @throws Conflict where the return cannot be typed into as it stands
 */
export function saveRows(
  deps: Deps,
  writer: ReturnWriter,
  question: ReturnQuestion,
  sent: readonly SentRow[],
): RowOutcome[] {
  return deps.store.write(writer, () => {
    const context = returnContext(deps, question);
    const scope = new Map(context.scope.map((row) => [rowKey(row.name), row]));
    return sent.map((each) => saveRow(deps.store, context, writer, scope.get(each.key), each));
  });
}

function saveRow(
  store: Store,
  context: ReturnContext,
  writer: ReturnWriter,
  row: ScopeRow | undefined,
  sent: SentRow,
): RowOutcome {
  const { key, fields, seen, shown } = sent;
  if (row === undefined) return gone(sent);
  const draft = context.drafts.get(key) ?? null;
  const before = draft === null ? recordedEntry(row) : entryOf(draft);
  const entry = normalEntry({ ...before, ...fields });
  const isSame = isSameEntry(before, entry) && !isStale(row, draft);
  if (isSame || entryPrint(entry) === shown) return { key, kind: 'unchanged' };
  const last = context.last && { at: context.last.at, by: actorWords(store, context.last.account) };
  const access = accessTo(context, row, writer, last);
  if (access.kind === 'locked') return refused(key, 'value', access.sentence);
  const isCorrection = access.kind === 'correction';
  const problems = problemsOf(context, row, entry, isCorrection);
  if (problems.length > 0) return { key, kind: 'refused', problems: at(key, problems) };
  const kept = draftOf(context, writer, row, entry, draft);
  if (!store.returnRows.save(kept, seen)) return overtaken(store, context, key, row.name);
  if (isCorrection) recordRow(store, context, row, entry, kept);
  return { key, kind: isCorrection ? 'recorded' : 'saved' };
}

/** What keeps a row from being kept; a correction is recorded at once, so that all must be said by then. */
function problemsOf(context: ReturnContext, row: ScopeRow, entry: RowEntry, isCorrection: boolean): readonly Problem[] {
  const { read, asks } = judgeIn(context, row, entry);
  return read.problems.length > 0 || !isCorrection ? read.problems : asks;
}

function overtaken(store: Store, { period, partnership }: ReturnContext, key: string, name: RowName): RowOutcome {
  const theirs = store.returnRows.find({ period, partnership, ...name });
  if (theirs === null) return refused(key, 'value', 'This row is no longer as you saw it. Save it again.');
  return { key, kind: 'overtaken', theirs };
}

/** A row that the return asked for when the page was opened, and asks for no longer. */
function gone({ key, fields, shown }: SentRow): RowOutcome {
  const isTouched = entryPrint(normalEntry({ ...EMPTY_ROW, ...fields })) !== shown;
  if (!isTouched) return { key, kind: 'unchanged' };
  return {
    key,
    kind: 'refused',
    problems: [
      {
        field: 'return',
        message: 'A figure that you typed is no longer asked for: it has come in otherwise, or its target has changed.',
      },
    ],
  };
}

function refused(key: string, field: string, message: string): RowOutcome {
  return { key, kind: 'refused', problems: at(key, [{ field, message }]) };
}

function draftOf(
  context: ReturnContext,
  writer: ReturnWriter,
  row: ScopeRow,
  entry: RowEntry,
  draft: DraftRow | null,
): Omit<DraftRow, 'version'> {
  const { period, partnership, choice } = context;
  const before = draft === null ? recordedEntry(row) : entryOf(draft);
  return {
    period,
    partnership,
    ...row.name,
    ...entry,
    held: heldVersion(row.known, row.name),
    action: draft?.action ?? 0,
    ...namesAfter(before, entry, draft, writer.post),
    saved_at: choice.asAt.moment,
    saved_by: writer.actor,
    saved_name: writer.post,
  };
}

/** @throws Conflict where the step cannot be taken by this person as the return stands */
export function requireStep({ state }: ReturnContext, action: ReturnAction, { party }: Viewer): void {
  if (stateAfter(state, action, party) === null) throw new Conflict(refusalWords(state, action));
}

/**
 * Records what is typed: figures, commentaries and actions, each as the next version where it says something new.
 * @param seen the version of each row that the person has seen, by key; 0 where there is none
 * @throws Invalid that lists all that is missing, Conflict where it cannot be submitted as it stands, or somebody else
 *   has typed into it since
 */
export function submitReturn(
  deps: Deps,
  writer: ReturnWriter,
  question: ReturnQuestion,
  seen: ReadonlyMap<string, number>,
): void {
  const { store } = deps;
  store.write(writer, () => {
    const context = returnContext(deps, question);
    requireStep(context, 'submit', writer);
    const { asks, rows: all } = viewOf(store, context, writer);
    // What is locked for this person is not theirs to submit.
    const rows = all.filter(({ access }) => access.kind === 'draft');
    const unseen = rows.filter(({ key, draft }) => (draft?.version ?? 0) !== (seen.get(key) ?? 0));
    if (unseen.length > 0) {
      const titles = unseen.map(({ row }) => row.known.record.measure.row.title);
      throw new Conflict(
        `Not submitted: somebody else typed something after you looked (${listWords(titles)}). Look at it below, then submit.`,
      );
    }
    if (asks.length > 0) throw new Invalid(asks);
    for (const { row, entry, draft } of rows) {
      if (draft !== null) recordRow(store, context, row, entry, draft);
    }
    appendEvent(store, context, writer, 'submitted');
  });
}

/** Notes a step of a return. @param remarks why rows are sent back @returns its number */
export function appendEvent(
  store: Store,
  context: ReturnContext,
  writer: ReturnWriter,
  event: ReturnEventKind,
  remarks: readonly Omit<ReturnRemark, 'sequence'>[] = [],
): number {
  const { period, partnership, choice, dates } = context;
  const { moment: at } = choice.asAt;
  store.state.setRecordedAt(at);
  return store.returns.append({ period, partnership, event, at, account: writer.actor, due: dates.due }, remarks);
}
