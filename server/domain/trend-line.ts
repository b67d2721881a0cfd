import type { Period } from './period.ts';
import { absolute, exact, type Fraction, fraction, minus, over, plus, type Quantity, times } from './quantity.ts';

/** A value of a quarter. */
export interface Reading {
  readonly period: Period;
  readonly value: Quantity;
}

/** Where a straight line leads. Both are exact, so that what lies on a boundary does. */
export interface TrendLine {
  /** Its value at the period asked for. */
  readonly expected: Fraction;
  /** The mean absolute distance of the readings from it; 0 where all lie on it. */
  readonly deviation: Fraction;
}

/**
 * The straight line through readings by least squares over the quarters.
 * @param readings of two quarters or more
 * @throws RangeError where all are of one quarter
 */
export function trendLine(readings: readonly Reading[], at: Period): TrendLine {
  // Counted from the period asked for, the line's value there is the one at nought.
  const points = readings.map(({ period, value }) => ({ x: fraction(period - at), y: exact(value) }));
  const [middle, level] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
  const together = mean(points.map(({ x, y }) => times(minus(x, middle), minus(y, level))));
  const spread = mean(points.map(({ x }) => times(minus(x, middle), minus(x, middle))));
  const slope = over(together, spread);
  const expected = minus(level, times(slope, middle));
  const deviation = mean(points.map(({ x, y }) => absolute(minus(y, plus(expected, times(slope, x))))));
  return { expected, deviation };
}

function mean(values: readonly Fraction[]): Fraction {
  return over(values.reduce(plus), fraction(values.length));
}
