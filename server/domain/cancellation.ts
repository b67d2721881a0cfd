import type { Cancellation } from './data-package.ts';
import type { KnownTarget } from './known.ts';
import type { AsAt } from './moment.ts';
import { dateWords } from './wording.ts';

/** That the reward of a target's agreement is cancelled, from the day on which it was; null before (rules.md 7). */
export function cancellationOf({ record, asAt }: Pick<KnownTarget, 'record' | 'asAt'>): Cancellation | null {
  return cancellationBy(record.cancellation, asAt);
}

/** A cancellation where it was there on a day; null before, and of none. */
export function cancellationBy(row: Cancellation | null | undefined, { date }: AsAt): Cancellation | null {
  return row != null && row.cancelled_on <= date ? row : null;
}

/** `Cancelled on 31 October 2010 by the Department: … Nothing of it will be paid.` */
export function cancellationWords({ cancelled_on: on, cancelled_by: by, reason }: Cancellation): string {
  const who = by === null ? '' : ` by ${by}`;
  const why = reason === null ? '' : `: ${reason.replace(/\.$/, '')}`;
  return `Cancelled on ${dateWords(on)}${who}${why}. Nothing of it will be paid.`;
}
