import { isListed } from './judgement.ts';
import { firstPeriod, type KnownTarget, lastPeriod } from './known.ts';
import type { Light } from './light.ts';
import type { Period } from './period.ts';
import { standingOf } from './standing.ts';

/** The overall light of a target in each quarter, all as known at the same moment. */
export interface History {
  /** By period; a quarter outside the agreement has none. */
  readonly lights: ReadonlyMap<Period, Light>;
  /** The quarter since which the light is the one of the last period; null where that is outside the agreement. */
  readonly since: Period | null;
}

/**
 * The overall lights of every quarter of the agreement up to a period, and since when the last one holds.
 * @param askedBasis a basis to judge on instead of the agreed one; null for the agreed one
 */
export function historyOf(known: KnownTarget, period: Period, askedBasis: string | null = null): History {
  const lights = new Map<Period, Light>();
  const { agreement } = known.record;
  const last = Math.min(period, lastPeriod(agreement));
  if (isListed(known)) {
    for (let quarter = firstPeriod(agreement); quarter <= last; quarter += 1) {
      lights.set(quarter, standingOf(known, quarter, askedBasis).overall);
    }
  }
  return { lights, since: sinceWhen(lights, period) };
}

function sinceWhen(lights: ReadonlyMap<Period, Light>, period: Period): Period | null {
  const light = lights.get(period);
  if (light === undefined) return null;
  let since = period;
  while (lights.get(since - 1) === light) since -= 1;
  return since;
}

/** The last so many quarters up to a period, ascending. */
export function quartersUpTo(period: Period, count: number): Period[] {
  return Array.from({ length: count }, (_, index) => period - count + 1 + index);
}
