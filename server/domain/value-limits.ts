import type { Indicator } from './data-package.ts';
import type { KnownTarget } from './known.ts';
import { compare, exact, type Fraction, type Quantity, wholeQuantity } from './quantity.ts';

/** What a value can be, both ends included. */
export interface ValueLimits {
  readonly lowest: Quantity;
  /** Null where there is no end. */
  readonly highest: Quantity | null;
  /** What is allowed, as it is said at a field. */
  readonly words: string;
}

const CHANGE = /^(percentage points?|% ?(points?|change|reduction|increase|decrease|growth|improvement|difference))\b/i;
/** Gains less losses, as of net additional homes. */
const NET = /\bnet\b/i;
const LEVELS = /^level (\d+) ?[-–] ?(\d+)$/;

/** Whether a unit is a per cent of something, and not by how many per cent something has changed. */
export function isShare(unit: string): boolean {
  return unit.startsWith('%') && !CHANGE.test(unit);
}

/** Null for changes, differences and net counts, which may lie on either side of 0. */
function limitsOf({ unit, title }: Indicator): ValueLimits | null {
  if (CHANGE.test(unit) || NET.test(title)) return null;
  if (isShare(unit)) return { lowest: 0, highest: wholeQuantity(100), words: 'Enter a percentage from 0 to 100.' };
  const [, lowest, highest] = LEVELS.exec(unit) ?? [];
  if (lowest === undefined) return { lowest: 0, highest: null, words: 'Enter a number that is not below 0.' };
  return {
    lowest: wholeQuantity(Number(lowest)),
    highest: wholeQuantity(Number(highest)),
    words: `Enter a level from ${lowest} to ${highest}.`,
  };
}

/**
 * The limits of an indicator’s values on a basis (rules.md 4): 0 to 100 for a per cent, those of its unit for a level,
 * 0 and more for anything else. Null for changes, differences and net counts, and where a figure in force or a commitment of any
 * state on that basis lies outside already; a reward pot is in pounds and does not count.
 */
export function limitsInUse({ record, asAt, figures }: KnownTarget, basis: string): ValueLimits | null {
  const limits = limitsOf(record.measure.row);
  if (limits === null) return null;
  const commitments = record.commitments.filter(
    (row) => row.basis === basis && row.item !== 'reward-pot' && row.recorded_on <= asAt.date,
  );
  const held = [...(figures.get(basis)?.values() ?? []), ...commitments].flatMap(({ value }) => value ?? []);
  return held.every((value) => isWithinLimits(value, limits)) ? limits : null;
}

export function isWithinLimits(value: Quantity, { lowest, highest }: ValueLimits): boolean {
  return value >= lowest && (highest === null || value <= highest);
}

/** The nearest value that is within limits; the value itself without any. */
export function bounded(value: Fraction, limits: ValueLimits | null): Fraction {
  if (limits === null) return value;
  if (compare(value, exact(limits.lowest)) < 0) return exact(limits.lowest);
  return limits.highest !== null && compare(value, exact(limits.highest)) > 0 ? exact(limits.highest) : value;
}
