import type { Author } from '../domain/account.ts';
import { type ActionView, actionViews } from '../domain/action-effect.ts';
import { type ActionEntry, readActionEntry } from '../domain/action-entry.ts';
import { Conflict, Invalid, NotFound } from '../domain/errors.ts';
import type { KnownTarget } from '../domain/known.ts';
import { actionsKnown } from '../domain/narrative.ts';
import { chooseAsAt, type Deps, findAgreement, readingOf } from './reading.ts';
import { findKnown, type TargetName } from './targets.ts';

export interface ActionsView {
  readonly known: KnownTarget;
  readonly actions: readonly ActionView[];
}

/** @throws NotFound where there is no such target */
export function actionsView(deps: Deps, name: TargetName): ActionsView {
  const reading = readingOf(deps.store);
  const known = findKnown(reading, findAgreement(reading, name.agreement), chooseAsAt(deps, null), name);
  return { known, actions: actionViews(known) };
}

/**
 * Adds an action, or records how one stands now as its next version.
 * @param number 0 for a new one
 * @param seen the version that the person saw, 0 for a new one
 * @throws Invalid that lists every problem at its field, Conflict where another version has come in since
 */
export function saveAction(
  deps: Deps,
  author: Author,
  name: TargetName,
  number: number,
  entry: ActionEntry,
  seen: number,
): void {
  const { store } = deps;
  store.write(author, () => {
    const { known } = actionsView(deps, name);
    const read = readActionEntry(entry);
    if (!read.ok) throw new Invalid(read.problems);
    const { agreement, measure } = known.record;
    const { indicator, part } = measure.row;
    const held = actionsKnown(known).find((row) => row.action === number);
    if (number !== 0 && held === undefined) throw new NotFound('There is no such action.');
    const numbers = known.record.actions.map((row) => row.action);
    const key = { agreement: agreement.code, indicator, part, action: held?.action ?? Math.max(0, ...numbers) + 1 };
    // Compared with the version that can be seen, and numbered above all there are (rules.md 1.5).
    const version = store.versions.actions.findLatest(key)?.version ?? 0;
    if ((held?.version ?? 0) !== seen)
      throw new Conflict('Somebody else changed this action after you looked. It is shown as it stands now.');
    const recorded = { recorded_on: known.asAt.date, provenance: 'entered', source: null } as const;
    store.rows.actions.insert({ ...key, version: version + 1, ...read.value, ...recorded });
    store.state.setRecordedAt(known.asAt.moment);
  });
}
