import type { Milestone } from './data-package.ts';
import type { KnownTarget } from './known.ts';
import type { Rag } from './light.ts';
import { daysBetween } from './moment.ts';
import { type Period, periodEnd } from './period.ts';

export interface MilestoneJudgement {
  readonly light: Rag;
  /** Those due, in order of their day. */
  readonly due: readonly Milestone[];
  /** The one overdue for longest, and by how many days. */
  readonly overdue: { readonly milestone: Milestone; readonly days: number } | null;
}

/** So many days a milestone may be overdue and still be amber (rules.md 3.6). */
const GRACE_DAYS = 30;

/**
 * The colour of the milestones due by both the end of the period and the as-at date (rules.md 3.6); null where
 * none is due.
 * @param after only those due after this day (rules.md 3.5)
 */
export function judgeMilestones(known: KnownTarget, period: Period, after: string | null): MilestoneJudgement | null {
  const end = periodEnd(period);
  const day = known.asAt.date < end ? known.asAt.date : end;
  const due = known.record.milestones
    .filter((milestone) => milestone.due <= day && (after === null || milestone.due > after))
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  if (due.length === 0) return null;
  const open = due.find(({ completed_on: done }) => done === null || done > known.asAt.date);
  if (open === undefined) return { light: 'green', due, overdue: null };
  const days = daysBetween(open.due, day);
  return { light: days <= GRACE_DAYS ? 'amber' : 'red', due, overdue: { milestone: open, days } };
}
