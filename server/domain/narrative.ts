import type { Action, Commentary } from './data-package.ts';
import type { KnownTarget } from './known.ts';
import type { Rag } from './light.ts';
import type { IsoDate } from './moment.ts';
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

/** What was said for a quarter itself, not for one before it: the highest version visible. */
export function commentaryOf({ record, asAt }: KnownTarget, period: Period): Commentary | null {
  return record.commentaries.findLast((row) => row.period === period && row.recorded_at <= asAt.moment) ?? null;
}

/** The lead's colour for the year's end, as said for a quarter (rules.md 4, own view). */
export function ownViewFor(known: KnownTarget, period: Period): Rag | null {
  return commentaryOf(known, period)?.own_view ?? null;
}

/** Whether a text is word for word another, whatever its spaces and capitals. */
export function isSameText(text: string, other: string): boolean {
  return plain(text) === plain(other);
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Actions as they stand: the highest version visible of each, in the order of their numbers. */
export function actionsKnown({ record, asAt }: KnownTarget): Action[] {
  const visible = record.actions.filter((row) => row.recorded_on <= asAt.date);
  return [...new Map(visible.map((row) => [row.action, row])).values()];
}

/** Planned or under way, or done and still to show in a quarter after this one. */
export function isInHand({ state, expected_by: by }: Action, period: Period): boolean {
  return state === 'planned' || state === 'under-way' || (state === 'done' && by !== null && by > period);
}

/** The days on which actions were first recorded. */
export function actionsFirstKnown({ record, asAt }: KnownTarget): IsoDate[] {
  return record.actions.flatMap((row) => (row.version === 1 && row.recorded_on <= asAt.date ? row.recorded_on : []));
}

/** Actions that are planned or under way. */
export function openActions(known: KnownTarget): Action[] {
  return actionsKnown(known).filter(({ state }) => state === 'planned' || state === 'under-way');
}
