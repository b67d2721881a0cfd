import type { Figure } from '../domain/data-package.ts';
import { invalid } from '../domain/errors.ts';
import type { TargetOutline } from '../domain/known.ts';
import type { Period } from '../domain/period.ts';
import { elsewhereSentence, type LockElsewhere } from '../domain/return-lock.ts';
import { isEditable } from '../domain/return-state.ts';
import { periodWords } from '../domain/wording.ts';
import type { ReturnName } from '../store/return-rows.ts';
import type { Store } from '../store/store.ts';

/** By whom something was done, as a post; nobody's name. */
export function actorWords({ accounts }: Store, account: number | null): string {
  return account === null ? 'the command line' : (accounts.find(account)?.post ?? `account ${account}`);
}

/**
 * The return that holds a figure fast: one for its quarter, of whichever partnership has ever led a target of the
 * indicator, that is submitted or signed off. What such a return left open it does not hold.
 * @param held the figure that the record holds; null where there is none
 * @param own the return in which it is being typed, which has rules of its own; null where it is typed elsewhere
 */
export function lockElsewhere(
  store: Store,
  figure: { readonly indicator: string; readonly part: string },
  period: Period,
  held: Figure | null,
  own: ReturnName | null,
): LockElsewhere | null {
  if (held === null || held.missing_reason === 'not-published') return null;
  for (const partnership of store.targets.leadsOf(figure)) {
    if (own !== null && own.period === period && own.partnership === partnership) continue;
    const last = store.returns.findLast({ period, partnership });
    if (last === null || isEditable(last.event)) continue;
    const name = store.rows.partnerships.find({ code: partnership })?.name ?? partnership;
    const title = `${name} for ${periodWords(period)}`;
    return { state: last.event, at: last.at, by: actorWords(store, last.account), title };
  }
  return null;
}

/**
 * Holds a figure back that is part of a return which is submitted or signed off: it changes there, or not at all.
 * @param held the figure that the record holds in its place
 * @throws Invalid at the field `period`, which says since when, by whom, and who can open it again
 */
export function requireUnlocked(store: Store, target: TargetOutline, period: Period, held: Figure | null): void {
  const lock = lockElsewhere(store, target.measure.row, period, held, null);
  if (lock !== null) throw invalid('period', elsewhereSentence(lock));
}
