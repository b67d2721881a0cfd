import { yearEnd } from './indicator.ts';
import type { Judgement } from './judgement.ts';
import { type KnownTarget, targetOfYear } from './known.ts';
import { expectedOnPath, lacksBaseline } from './path.ts';
import type { Year } from './period.ts';
import { exact, type Fraction } from './quantity.ts';
import { nextTarget } from './tolerance.ts';

/** T(y), exact (rules.md 2.1). */
export interface YearTarget {
  readonly value: Fraction;
  /** The year has no target of its own, and the path's value at its end stands for it. */
  readonly standsIn: boolean;
}

/**
 * The target of a year: the agreed one, else the stretch, else the path's value at the year's end where only a later
 * year has a target (rules.md 2.1). Null where nothing says, as for a flow without a target of that year.
 */
export function yearTarget(
  known: KnownTarget,
  { path, book }: Pick<Judgement, 'path' | 'book'>,
  year: Year,
): YearTarget | null {
  const own = targetOfYear(book, year);
  if (own !== null) return { value: exact(own.value), standsIn: false };
  if (path === null || nextTarget(book, year) === null || lacksBaseline(path, book, year)) return null;
  return { value: expectedOnPath(path, yearEnd(known.record.measure, year)), standsIn: true };
}
