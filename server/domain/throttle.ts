import { addMinutes, type IsoMoment } from './moment.ts';

/** How often something may be tried within a time. */
export interface Limit {
  readonly tries: number;
  readonly minutes: number;
}

/** Checks of one account's password or code (quality.md: at most 10 in 15 minutes). */
export const ACCOUNT_LIMIT: Limit = { tries: 10, minutes: 15 };
/** Checks from one address: an office has one for all its people. */
export const ADDRESS_LIMIT: Limit = { tries: 60, minutes: 15 };

/** Links that anybody may ask for by naming an address: each ends the one before it, and fills somebody's mailbox. */
export const LINK_LIMIT: Limit = { tries: 3, minutes: 60 };

/** The moment after which tries still count. */
export function windowStart(now: IsoMoment, { minutes }: Limit): IsoMoment {
  return addMinutes(now, -minutes);
}

/**
 * When the next try is free; null where it is now. A wait always ends by itself: nobody is locked out for good.
 * @param tries moments of earlier tries, in any order
 */
export function nextTry(tries: readonly IsoMoment[], now: IsoMoment, limit: Limit): IsoMoment | null {
  const counted = tries.filter((moment) => moment > windowStart(now, limit)).sort();
  const holding = counted.at(-limit.tries);
  return holding === undefined ? null : addMinutes(holding, limit.minutes);
}
