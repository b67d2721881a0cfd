import { hash } from 'node:crypto';
import type { Writer } from '../domain/account.ts';
import { Conflict, Invalid, type Problem } from '../domain/errors.ts';
import {
  type DraftRow,
  entryOf,
  isSameEntry,
  ROW_FIELDS,
  type RowEntry,
  type RowName,
  rowKey,
} from '../domain/return-row.ts';
import type { ScopeRow } from '../domain/return-scope.ts';
import { type ReturnAction, refusalWords, stateAfter } from '../domain/return-state.ts';
import { listWords } from '../domain/wording.ts';
import type { Store } from '../store/store.ts';
import type { Deps } from './reading.ts';
import { judgeIn, type ReturnContext, type ReturnQuestion, returnContext } from './return-context.ts';
import { recordRow } from './return-recording.ts';
import { accessTo, actorWords, at, recordedEntry, type Viewer, viewOf } from './return-view.ts';

/** What somebody sends for one row. */
export interface SentRow {
  readonly key: string;
  readonly entry: RowEntry;
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
  | { readonly key: string; readonly kind: 'saved' | 'unchanged' }
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
  const { key, entry, seen, shown } = sent;
  if (entryPrint(entry) === shown) return { key, kind: 'unchanged' };
  if (row === undefined) return refused(key, 'value', 'This return no longer asks for this figure. Open it anew.');
  const held = context.drafts.get(key) ?? null;
  const before = held === null ? recordedEntry(row) : entryOf(held);
  if (isSameEntry(before, entry)) return { key, kind: 'unchanged' };
  const last = context.last && { at: context.last.at, by: actorWords(store, context.last.account) };
  const access = accessTo(context, row, writer, last);
  if (access.kind === 'locked') return refused(key, 'value', access.sentence);
  const { read, asks } = judgeIn(context, row, entry);
  if (read.problems.length > 0) return { key, kind: 'refused', problems: at(key, read.problems) };
  const isCorrection = access.kind === 'correction';
  // A correction is recorded at once, so that all must be said by then.
  if (isCorrection && asks.length > 0) return { key, kind: 'refused', problems: at(key, asks) };
  const saved = store.returnRows.save(draftOf(context, writer, row.name, entry), seen);
  if (!saved) return overtaken(store, context, key, row.name);
  if (isCorrection) recordRow(store, context, row, entry, writer.post);
  return { key, kind: 'saved' };
}

function overtaken(store: Store, { period, partnership }: ReturnContext, key: string, name: RowName): RowOutcome {
  const theirs = store.returnRows.find({ period, partnership, ...name });
  if (theirs === null) throw new Error(`the row ${key} was neither kept nor there`);
  return { key, kind: 'overtaken', theirs };
}

function refused(key: string, field: string, message: string): RowOutcome {
  return { key, kind: 'refused', problems: at(key, [{ field, message }]) };
}

function draftOf(
  context: ReturnContext,
  writer: ReturnWriter,
  name: RowName,
  entry: RowEntry,
): Omit<DraftRow, 'version'> {
  const { period, partnership, choice } = context;
  return {
    period,
    partnership,
    ...name,
    ...entry,
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
    const { asks, rows } = viewOf(store, context, writer);
    const unseen = rows.filter(({ key, draft }) => (draft?.version ?? 0) !== (seen.get(key) ?? 0));
    if (unseen.length > 0) {
      const titles = unseen.map(({ row }) => row.known.record.measure.row.title);
      throw new Conflict(
        `Not submitted: somebody else typed something after you looked (${listWords(titles)}). Look at it below, then submit.`,
      );
    }
    if (asks.length > 0) throw new Invalid(asks);
    for (const { row, entry, draft } of rows) {
      if (draft !== null) recordRow(store, context, row, entry, draft.saved_name);
    }
    appendEvent(store, context, writer, 'submitted');
  });
}

export function appendEvent(
  store: Store,
  context: ReturnContext,
  writer: ReturnWriter,
  event: 'submitted' | 'signed-off',
): void {
  const { period, partnership, choice } = context;
  store.returns.append({ period, partnership, event, at: choice.asAt.moment, account: writer.actor });
  store.state.setRecordedAt(choice.asAt.moment);
}
