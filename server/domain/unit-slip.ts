import {
  absolute,
  compare,
  exact,
  type Fraction,
  fraction,
  minus,
  over,
  plus,
  type Quantity,
  rounded,
  times,
} from './quantity.ts';
import { bounded, type ValueLimits } from './value-limits.ts';

const POWERS = [10, 100, 1000] as const;

/** How far below the lowest and above the highest value the next one may lie, as shares of these. */
const BELOW = fraction(1, 5);
const ABOVE = fraction(1, 4);

/** What is meant may be rounded away by this share of it and no more, or something else is meant. */
const ROUNDED_AWAY = fraction(1, 20);

/** A value that is about so many times too large or too small. */
export interface UnitSlip {
  readonly power: (typeof POWERS)[number];
  readonly isLarge: boolean;
  /** What was probably meant, at the decimals of the indicator. */
  readonly meant: Quantity;
}

/** What a value is held against. */
export interface Reach {
  /** What the values are added to: the count so far, for a running count; else 0. */
  readonly before: Quantity;
  readonly lowest: Quantity;
  readonly highest: Quantity;
  /** What can be meant at all. */
  readonly limits: ValueLimits | null;
}

/**
 * The slip of the unit that explains a value: it lies outside the reach from a fifth below the lowest to a quarter above
 * the highest value, and the least of 10, 100 and 1,000 that does so brings it inside, the ends included. Null where
 * none does, as for a value of 0 or less, where the reach is not above 0, and where what was meant would be rounded by
 * more than a twentieth: 25 is no slip for 3.
 */
export function unitSlip(typed: Quantity, reach: Reach, decimals: number): UnitSlip | null {
  const [from, to] = endsOf(reach);
  const value = exact(typed);
  if (from.n <= 0n || isWithin(value, from, to)) return null;
  const isLarge = compare(value, to) > 0;
  const scaledBy = (power: number): Fraction => (isLarge ? over : times)(value, fraction(power));
  const power = POWERS.find((each) => isWithin(scaledBy(each), from, to));
  if (power === undefined) return null;
  const meant = rounded(scaledBy(power), decimals);
  const lost = absolute(minus(scaledBy(power), exact(meant)));
  return compare(lost, times(ROUNDED_AWAY, scaledBy(power))) > 0 ? null : { power, isLarge, meant };
}

function endsOf({ before, lowest, highest, limits }: Reach): [from: Fraction, to: Fraction] {
  const from = minus(exact(before + lowest), times(BELOW, absolute(exact(lowest))));
  const to = plus(exact(before + highest), times(ABOVE, absolute(exact(highest))));
  return [from, bounded(to, limits)];
}

function isWithin(value: Fraction, from: Fraction, to: Fraction): boolean {
  return compare(value, from) >= 0 && compare(value, to) <= 0;
}
