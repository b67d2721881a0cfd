import type { Action, Figure } from '../domain/data-package.ts';
import type { NewFigure } from '../domain/figure-entry.ts';
import { actionsKnown, commentariesKnown } from '../domain/narrative.ts';
import { isConfirmed, isSameFigure } from '../domain/return-judgement.ts';
import { commentaryText, type DraftRow, type NewAction, type RowEntry } from '../domain/return-row.ts';
import type { ScopeRow } from '../domain/return-scope.ts';
import type { Store } from '../store/store.ts';
import { judgeIn, type ReturnContext } from './return-context.ts';

/** Records what a row says that the record does not hold yet. @param draft who typed it, and what it has made before */
export function recordRow(
  store: Store,
  context: ReturnContext,
  row: ScopeRow,
  entry: RowEntry,
  draft: Pick<DraftRow, 'figure_name' | 'words_name' | 'action'>,
): void {
  const { read, held } = judgeIn(context, row, entry);
  if (read.figure !== null) recordFigure(store, context, read.figure, held, draft.figure_name);
  recordCommentary(store, context, row, entry, draft.words_name);
  if (read.action !== null) recordAction(store, context, row, read.action, draft.action);
}

function recordFigure(store: Store, context: ReturnContext, figure: NewFigure, held: Figure | null, by: string): void {
  if (held !== null && isSameFigure(figure, held)) return;
  const confirmed = held !== null && figure.note === null && isConfirmed(figure, held);
  const isLate = context.state === 'signed-off' && held !== null;
  const note = confirmed ? 'Final, unchanged' : isLate ? `Correction after sign-off: ${figure.note}` : figure.note;
  const version = (store.versions.figures.findLatest(figure)?.version ?? 0) + 1;
  store.rows.figures.insert({ ...figure, note, version, recorded_at: context.choice.asAt.moment, recorded_by: by });
}

function recordCommentary(
  store: Store,
  context: ReturnContext,
  { known, name, kind }: ScopeRow,
  entry: RowEntry,
  by: string,
): void {
  const text = commentaryText(entry);
  if (text === '' || kind === 'beside') return;
  const { agreement, indicator, part, quarter: period } = name;
  const said = commentariesKnown(known).find((row) => row.period === period);
  const own_view = entry.own_view === '' ? null : (entry.own_view as 'green' | 'amber' | 'red');
  const now = { text, cause: entry.cause || null, own_view };
  if (said !== undefined && said.text === text && said.cause === now.cause && said.own_view === own_view) return;
  const key = { agreement, indicator, part, period };
  const version = (store.versions.commentaries.findLatest(key)?.version ?? 0) + 1;
  const recorded = {
    recorded_at: context.choice.asAt.moment,
    recorded_by: by,
    provenance: 'entered',
    source: null,
  } as const;
  store.rows.commentaries.insert({ ...key, version, ...now, ...recorded });
}

/**
 * Adds what is being done, or its next version where the row has made it before; an action that is over, or that
 * somebody else has recorded in the same words, stays as it is.
 * @param made the number of the action that the row has made; 0 for none
 */
function recordAction(
  store: Store,
  context: ReturnContext,
  { known, name }: ScopeRow,
  action: NewAction,
  made: number,
): void {
  const actions = actionsKnown(known);
  const own = actions.find((row) => row.action === made) ?? actions.find((row) => isSameAction(row, action));
  const number = own?.action ?? Math.max(0, ...known.record.actions.map((row) => row.action)) + 1;
  const { agreement, indicator, part } = name;
  const { period, partnership } = context;
  store.returnRows.noteAction({ period, partnership, ...name }, number);
  if (own !== undefined && (isOver(own) || isSameAction(own, action))) return;
  const key = { agreement, indicator, part, action: number };
  const version = (store.versions.actions.findLatest(key)?.version ?? 0) + 1;
  const state = own?.state ?? 'planned';
  const rest = { state, recorded_on: context.today, provenance: 'entered', source: null } as const;
  store.rows.actions.insert({ ...key, version, ...action, ...rest });
}

function isOver({ state }: Action): boolean {
  return state === 'done' || state === 'dropped';
}

const TERMS = ['title', 'owner_role', 'due', 'expected_effect', 'expected_by'] as const;

function isSameAction(a: NewAction, b: NewAction): boolean {
  return TERMS.every((term) => a[term] === b[term]);
}
