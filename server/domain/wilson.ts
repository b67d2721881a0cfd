import type { Figure, Indicator } from './data-package.ts';
import { type Quantity, quantityNumber } from './quantity.ts';

/** Where the value behind a figure lies in 95 of 100 such cases, both ends included, in the figure's own terms. */
export interface WilsonInterval {
  readonly low: number;
  readonly high: number;
}

/** Half the width of an interval that holds 95 of 100, in σ: Φ of it is 0.975. */
const Z = 1.959963984540054;

/**
 * The 95% Wilson score interval of a figure that counts cases among others (rules.md 5.7), in per cent or per so many,
 * as the indicator's multiplier has it. It is of the figure's own quarter, also for a flow. Null where a part of the
 * figure or the multiplier is missing, where the denominator is not above 0, and where the cases are not among those
 * counted: a numerator below 0 or above the denominator. Both ends of that, none and all of them, have an interval.
 */
export function wilsonInterval(
  { value, numerator, denominator }: Pick<Figure, 'value' | 'numerator' | 'denominator'>,
  { multiplier }: Pick<Indicator, 'multiplier'>,
): WilsonInterval | null {
  if (value === null || numerator === null || denominator === null || multiplier === null) return null;
  if (denominator <= 0 || numerator < 0 || numerator > denominator || multiplier === 0) return null;
  const [cases, all, scale] = [numerator, denominator, multiplier].map(quantityNumber) as [number, number, number];
  return { low: scale * lowEnd(cases, all), high: scale * (1 - lowEnd(all - cases, all)) };
}

/**
 * The smaller p with (cases / all − p)² = z² p (1 − p) / all. The quadratic is solved in the form that takes no number
 * from a near one, so that of none the low end, and of all of them the high one, is exact.
 */
function lowEnd(cases: number, all: number): number {
  const square = Z * Z;
  const spread = Z * Math.sqrt(square + (4 * cases * (all - cases)) / all);
  return (2 * cases * cases) / (all * (2 * cases + square + spread));
}

/**
 * Whether an interval spans an expected value, so that the figure may differ from it by chance alone (rules.md 5.7).
 * An interval that touches it at either end spans it.
 * @param expected in the figure's own terms: not E of a flow, which is of the year to date
 */
export function spans({ low, high }: WilsonInterval, expected: Quantity): boolean {
  const at = quantityNumber(expected);
  return low <= at && at <= high;
}
