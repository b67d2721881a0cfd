import type { KnownTarget } from './known.ts';
import type { Period } from './period.ts';
import type { Reading } from './trend-line.ts';

/** Figures with a value on a basis up to a quarter, ascending. */
export function readingsUpTo(known: KnownTarget, basis: string, quarter: Period): Reading[] {
  return [...(known.figures.get(basis)?.values() ?? [])]
    .flatMap(({ period, value }) => (value === null || period > quarter ? [] : [{ period, value }]))
    .sort((a, b) => a.period - b.period);
}
