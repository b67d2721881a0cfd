import type { Cancellation } from './data-package.ts';
import type { KnownTarget } from './known.ts';
import { dateWords } from './wording.ts';

/** That the reward of a target's agreement is cancelled, from the day on which it was; null before (rules.md 7). */
export function cancellationOf({ record, asAt }: Pick<KnownTarget, 'record' | 'asAt'>): Cancellation | null {
  const { cancellation } = record;
  return cancellation !== null && cancellation.cancelled_on <= asAt.date ? cancellation : null;
}

/** `Cancelled on 31 October 2010 by the Department: … Nothing of it will be paid.` */
export function cancellationWords({ cancelled_on: on, cancelled_by: by, reason }: Cancellation): string {
  const who = by === null ? '' : ` by ${by}`;
  const why = reason === null ? '' : `: ${reason.replace(/\.$/, '')}`;
  return `Cancelled on ${dateWords(on)}${who}${why}. Nothing of it will be paid.`;
}
