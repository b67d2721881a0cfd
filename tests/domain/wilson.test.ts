import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spans, type WilsonInterval, wilsonInterval } from '../../server/domain/wilson.ts';
import { type Amount, figure, indicator, quantity } from '../support/records.ts';

type Part = Amount | null;

function intervalOf(numerator: Part, denominator: Part, multiplier: Part = 100, value: Part = 50) {
  return wilsonInterval(figure('2008/09 Q2', value, { numerator, denominator }), indicator({ multiplier }));
}

function found(interval: WilsonInterval | null): WilsonInterval {
  if (interval === null) throw new Error('there is no interval');
  return interval;
}

describe('the 95% Wilson interval (5.7)', () => {
  it.each<[string, number, number, Amount, number, number, number]>([
    // Newcombe, Statistics in Medicine 17 (1998), table I, method 3, to four places of a proportion.
    ['81 of 263, as Newcombe gives it', 81, 263, 1, 0.2553, 0.3662, 4],
    ['15 of 148', 15, 148, 1, 0.0624, 0.1605, 4],
    ['none of 20', 0, 20, 1, 0, 0.1611, 4],
    ['1 of 29', 1, 29, 1, 0.0061, 0.1718, 4],
    // R, prop.test(0, 32, correct = FALSE) and prop.test(32, 32, correct = FALSE).
    ['none of 32, as R gives it', 0, 32, 1, 0, 0.1071792, 7],
    ['all of 32', 32, 32, 1, 0.8928208, 1, 7],
    ['in per cent', 81, 263, 100, 25.53, 36.62, 2],
    ['as a rate per thousand', 81, 263, 1000, 255.3, 366.2, 1],
    // (37 + 1.92073) / 53.84146 = 0.722876, and beside it 1.959964 × √(37 × 13 / 50 + 0.960365) / 53.84146 = 0.118408.
    ['37 of 50', 37, 50, 100, 60.447, 84.128, 3],
  ])('%s', (_, numerator, denominator, multiplier, low, high, digits) => {
    const interval = found(intervalOf(numerator, denominator, multiplier));
    expect(interval.low).toBeCloseTo(low, digits);
    expect(interval.high).toBeCloseTo(high, digits);
  });

  it('of none begins at nought exactly, and of all of them ends at the whole exactly', () => {
    expect(intervalOf(0, 7)?.low).toBe(0);
    expect(intervalOf(7, 7)?.high).toBe(100);
  });

  it.each<[string, Part, Part, Part, Part]>([
    ['no numerator', null, 50, 100, 74],
    ['no denominator', 37, null, 100, 74],
    ['no value', 37, 50, 100, null],
    ['no multiplier', 37, 50, null, 74],
    ['a multiplier of nought', 37, 50, 0, 0],
    ['among none', 0, 0, 100, 0],
    ['a denominator below nought', -37, -50, 100, 74],
    ['one step below none', '-0.0001', 50, 100, 0],
    ['one step above all of them', '50.0001', 50, 100, 100],
  ])('null with %s', (_, numerator, denominator, multiplier, value) => {
    expect(intervalOf(numerator, denominator, multiplier, value)).toBeNull();
  });

  const counts = fc
    .integer({ min: 1, max: 100_000 })
    .chain((all) => fc.tuple(fc.integer({ min: 0, max: all }), fc.constant(all)));

  it('each end is where the share seen would be just 1.96 standard errors away', () => {
    fc.assert(
      fc.property(counts, ([cases, all]) => {
        const { low, high } = found(intervalOf(cases, all, 1));
        for (const end of [low, high]) {
          const distance = (cases / all - end) ** 2;
          expect(all * distance - 1.959963984540054 ** 2 * end * (1 - end)).toBeCloseTo(0, 9);
        }
        expect(low).toBeLessThanOrEqual(cases / all);
        expect(high).toBeGreaterThanOrEqual(cases / all);
      }),
    );
  });

  it('of those left over is the mirror', () => {
    fc.assert(
      fc.property(counts, ([cases, all]) => {
        const [some, rest] = [found(intervalOf(cases, all, 1)), found(intervalOf(all - cases, all, 1))];
        expect(some.low + rest.high).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe('whether it spans what was expected (5.7)', () => {
  it.each<[string, Amount, boolean]>([
    ['between the ends', 50, true],
    ['the low end exactly', 40, true],
    ['one step below it', '39.9999', false],
    ['the high end exactly', '60.5', true],
    ['one step above it', '60.5001', false],
  ])('%s', (_, expected, isSpanned) => {
    expect(spans({ low: 40, high: 60.5 }, quantity(expected))).toBe(isSpanned);
  });

  it.each<[string, number, Amount, boolean]>([
    ['37 of 50 may be 75% by chance', 37, 75, true],
    ['20 of 50 may not: it ends at about 53.8%', 20, 75, false],
    ['none of 50 touches nothing at all', 0, 0, true],
    ['all of 50 touches the whole', 50, 100, true],
  ])('%s', (_, cases, expected, isSpanned) => {
    expect(spans(found(intervalOf(cases, 50)), quantity(expected))).toBe(isSpanned);
  });
});
