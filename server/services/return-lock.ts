import type { Figure } from '../domain/data-package.ts';
import { invalid } from '../domain/errors.ts';
import type { TargetOutline } from '../domain/known.ts';
import type { Period } from '../domain/period.ts';
import { lockSentence } from '../domain/return-lock.ts';
import { isEditable } from '../domain/return-state.ts';
import type { Store } from '../store/store.ts';
import { actorWords } from './return-view.ts';

/**
 * Holds a figure back that is part of a return which is submitted or signed off: it changes there, or not at all. What
 * the return left open can still come in.
 * @param held the figure that the record holds in its place
 * @throws Invalid at the field `period`, which says since when, by whom, and who can open it again
 */
export function requireUnlocked(store: Store, target: TargetOutline, period: Period, held: Figure | null): void {
  if (held === null || held.missing_reason === 'not-published') return;
  const leads = new Set(target.terms.map(({ lead }) => lead));
  for (const partnership of leads) {
    const last = store.returns.findLast({ period, partnership });
    if (last === null || isEditable(last.event)) continue;
    const by = actorWords(store, last.account);
    throw invalid('period', lockSentence({ state: last.event, opens: '', last: { at: last.at, by } }));
  }
}
