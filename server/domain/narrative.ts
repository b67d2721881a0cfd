import type { Action, Commentary } from './data-package.ts';
import type { KnownTarget } from './known.ts';
import type { Period } from './period.ts';

/** The commentary that holds for each period: the highest version visible, newest period first. */
export function commentariesKnown({ record, asAt }: KnownTarget): Commentary[] {
  const visible = record.commentaries.filter((row) => row.recorded_at <= asAt.moment);
  const byPeriod = new Map(visible.map((row) => [row.period, row]));
  return [...byPeriod.values()].sort((a, b) => b.period - a.period);
}

/** The latest commentary for a period or an earlier one; its own period says which. */
export function commentaryFor(known: KnownTarget, period: Period): Commentary | null {
  return commentariesKnown(known).find((row) => row.period <= period) ?? null;
}

/** Actions as they stand: the highest version visible of each, in the order of their numbers. */
export function actionsKnown({ record, asAt }: KnownTarget): Action[] {
  const visible = record.actions.filter((row) => row.recorded_on <= asAt.date);
  return [...new Map(visible.map((row) => [row.action, row])).values()];
}

/** Actions that are planned or under way. */
export function openActions(known: KnownTarget): Action[] {
  return actionsKnown(known).filter(({ state }) => state === 'planned' || state === 'under-way');
}
