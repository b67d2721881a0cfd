import type { Partnership, TargetTerms } from './data-package.ts';
import type { IsoDate } from './moment.ts';

export type Partnerships = ReadonlyMap<string, Pick<Partnership, 'active_to' | 'successor'>>;

/**
 * The partnership that stands in a partnership's place on a day: itself while it is active, after that its successor,
 * and so on. People and targets of a partnership that has ended go with it to its successor.
 */
export function standingIn(code: string, partnerships: Partnerships, day: IsoDate): string {
  const seen = new Set<string>();
  let current = code;
  while (!seen.has(current)) {
    seen.add(current);
    const { active_to: end = null, successor = null } = partnerships.get(current) ?? {};
    if (end === null || end >= day || successor === null) return current;
    current = successor;
  }
  return current;
}

/** The partnerships that answer for a target on a day: the one that leads it, and those that contribute to it. */
export function holdersOf(
  { lead, contributors }: Pick<TargetTerms, 'lead' | 'contributors'>,
  partnerships: Partnerships,
  day: IsoDate,
): string[] {
  const codes = [lead, ...(contributors?.split('|') ?? [])];
  return [...new Set(codes.map((code) => standingIn(code, partnerships, day)))];
}
