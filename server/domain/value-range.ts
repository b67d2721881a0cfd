import type { Judgement } from './judgement.ts';
import type { KnownTarget } from './known.ts';
import { compare, exact, type Fraction, type Quantity } from './quantity.ts';

/** Both ends included; infinite where there is no end. */
export interface ValueRange {
  readonly lowest: number;
  readonly highest: number;
}

const WHOLE = 1_000_000;

/**
 * Values that a figure or a forecast can have: a percentage 0 to 100, any other 0 or more, unless a figure up to u, a
 * baseline or a target on the basis lies outside already (rules.md 4). Each side is held by itself.
 */
export function valueRange(known: KnownTarget, judgement: Pick<Judgement, 'basis' | 'book' | 'quarter'>): ValueRange {
  const isPercentage = known.record.measure.row.unit === '%';
  let [lowest, highest] = [0, isPercentage ? WHOLE : Number.POSITIVE_INFINITY];
  for (const value of heldValues(known, judgement)) {
    if (value < 0) lowest = Number.NEGATIVE_INFINITY;
    if (value > highest) highest = Number.POSITIVE_INFINITY;
  }
  return { lowest, highest };
}

function heldValues(
  known: KnownTarget,
  { basis, book, quarter }: Pick<Judgement, 'basis' | 'book' | 'quarter'>,
): Quantity[] {
  const figures = [...(known.figures.get(basis)?.values() ?? [])].filter(
    ({ period }) => quarter !== null && period <= quarter,
  );
  const commitments = [book.baseline, book.target, book.stretch].flatMap((rows) => [...rows.values()]);
  return [...figures, ...commitments].flatMap(({ value }) => value ?? []);
}

/** The nearest value inside a range. */
export function heldWithin(value: Fraction, { lowest, highest }: ValueRange): Fraction {
  if (Number.isFinite(lowest) && compare(value, exact(lowest)) < 0) return exact(lowest);
  return Number.isFinite(highest) && compare(value, exact(highest)) > 0 ? exact(highest) : value;
}
