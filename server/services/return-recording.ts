import type { Figure } from '../domain/data-package.ts';
import type { NewFigure } from '../domain/figure-entry.ts';
import { commentariesKnown, openActions } from '../domain/narrative.ts';
import { isConfirmed, isSameFigure } from '../domain/return-judgement.ts';
import { commentaryText, type NewAction, type RowEntry } from '../domain/return-row.ts';
import type { ScopeRow } from '../domain/return-scope.ts';
import type { Store } from '../store/store.ts';
import { judgeIn, type ReturnContext } from './return-context.ts';

/** What a row says that the record does not hold yet. @param by what stands beside it */
export function recordRow(store: Store, context: ReturnContext, row: ScopeRow, entry: RowEntry, by: string): void {
  const { read, held } = judgeIn(context, row, entry);
  if (read.figure !== null) recordFigure(store, context, read.figure, held, by);
  recordCommentary(store, context, row, entry, by);
  if (read.action !== null) recordAction(store, context, row, read.action);
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

/** Adds what is being done, unless it is there already. */
function recordAction(store: Store, context: ReturnContext, { known, name }: ScopeRow, action: NewAction): void {
  const isThere = openActions(known).some(
    ({ title, due, owner_role: owner }) => title === action.title && due === action.due && owner === action.owner_role,
  );
  if (isThere) return;
  const { agreement, indicator, part } = name;
  const number = Math.max(0, ...known.record.actions.map((row) => row.action)) + 1;
  const rest = { state: 'planned', recorded_on: context.today, provenance: 'entered', source: null } as const;
  store.rows.actions.insert({ agreement, indicator, part, action: number, version: 1, ...action, ...rest });
}
