import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { density, shareUpTo } from '../../server/domain/normal.ts';

describe('the normal distribution (4)', () => {
  // From the complementary error function of the C library, Φ(x) = erfc(−x / √2) / 2.
  it.each([
    [-8, 6.220960574271819e-16],
    [-6, 9.865876450377012e-10],
    [-4.5, 3.3976731247300615e-6],
    [-3, 0.0013498980316300957],
    [-1.28, 0.10027256795444212],
    [-0.5, 0.3085375387259869],
    [0, 0.5],
    [0.1, 0.539827837277029],
    [1, 0.8413447460685429],
    [1.959963984540054, 0.975],
    [2.5, 0.9937903346742238],
    [5, 0.9999997133484281],
    [7.5, 0.9999999999999681],
    [40, 1],
    [-40, 0],
    [Number.POSITIVE_INFINITY, 1],
    [Number.NEGATIVE_INFINITY, 0],
  ])('the share up to %s', (x, share) => {
    expect(Math.abs(shareUpTo(x) - share)).toBeLessThan(1e-13);
  });

  it('what lies above a value lies below its mirror', () => {
    fc.assert(
      fc.property(fc.double({ min: -12, max: 12, noNaN: true }), (x) => {
        expect(shareUpTo(x) + shareUpTo(-x)).toBeCloseTo(1, 12);
      }),
    );
  });

  it('never falls, and stays between 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -12, max: 12, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (x, more) => {
          expect(shareUpTo(x + more)).toBeGreaterThanOrEqual(shareUpTo(x) - 1e-12);
          expect(shareUpTo(x)).toBeGreaterThanOrEqual(0);
          expect(shareUpTo(x)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('is densest in the middle: 1 / √(2π)', () => {
    expect(density(0)).toBeCloseTo(0.3989422804014327, 15);
    expect(density(1)).toBeCloseTo(0.24197072451914337, 15);
    expect(density(-1)).toBe(density(1));
  });
});
