import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absolute,
  compare,
  exact,
  type Fraction,
  fraction,
  fractionNumber,
  minus,
  over,
  parseQuantity,
  parseTypedNumber,
  plus,
  QUANTITY_LIMIT,
  quantityNumber,
  quantityText,
  rounded,
  roundedQuantity,
  step,
  stepsWithin,
  times,
  wholeQuantity,
} from '../../server/domain/quantity.ts';
import { quantity } from '../support/records.ts';

const anyQuantity = fc.integer({ min: -(QUANTITY_LIMIT - 1), max: QUANTITY_LIMIT - 1 });
const decimals = fc.integer({ min: 0, max: 4 });

describe('reading a decimal (1.1)', () => {
  it.each<[string, string, number]>([
    ['a whole number', '6564', 65_640_000],
    ['one place', '41.2', 412_000],
    ['four places', '0.0001', 1],
    ['a negative number smaller than one', '-0.05', -500],
    ['trailing zeros', '41.2000', 412_000],
    ['leading zeros', '007.5', 75_000],
    ['nought', '0', 0],
    ['nought with a sign', '-0', 0],
    ['nought with a sign and places', '-0.0000', 0],
    ['the largest', '99999999999.9999', 999_999_999_999_999],
    ['the smallest', '-99999999999.9999', -999_999_999_999_999],
    ['0.6, which binary fractions cannot hold', '0.6', 6_000],
  ])('reads %s', (_, text, expected) => {
    expect(parseQuantity(text)).toBe(expected);
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['a fifth place', '1.23456'],
    ['a comma for a point', '41,2'],
    ['thousands separators', '6,564'],
    ['a point without places', '5.'],
    ['a point without a whole number', '.5'],
    ['two points', '1.2.3'],
    ['a plus sign', '+1'],
    ['two minus signs', '--1'],
    ['a typographic minus', '−1'],
    ['a space before', ' 1'],
    ['a space after', '1 '],
    ['a line end after', '1\n'],
    ['an exponent', '1e3'],
    ['hexadecimal', '0x10'],
    ['twelve digits before the point', '100000000000'],
    ['digits of another script', '٣'],
    ['a word', 'NaN'],
  ])('refuses %s', (_, text) => {
    expect(parseQuantity(text)).toBeNull();
  });
});

describe('writing a decimal', () => {
  it.each<[string, number, string]>([
    ['no places where there are none', 65_640_000, '6564'],
    ['no trailing zeros', 412_000, '41.2'],
    ['zeros between the point and the digits', 1, '0.0001'],
    ['one minus sign before a fraction', -500, '-0.05'],
    ['nought without a sign', 0, '0'],
    ['the largest', 999_999_999_999_999, '99999999999.9999'],
  ])('writes %s', (_, value, expected) => {
    expect(quantityText(value)).toBe(expected);
  });

  it('gives back what was read, for every quantity, in the shortest form', () => {
    fc.assert(
      fc.property(anyQuantity, (value) => {
        const text = quantityText(value);
        expect(text).toMatch(/^-?(0|[1-9]\d*)(\.\d{0,3}[1-9])?$/);
        expect(parseQuantity(text)).toBe(value);
      }),
    );
  });
});

describe('rounding half away from zero (1.2)', () => {
  it.each<[string, string, number, string]>([
    ['a half goes up', '2.5', 0, '3'],
    ['a negative half goes down', '-2.5', 0, '-3'],
    ['an even half goes up as well', '1.5', 0, '2'],
    ['just under a half stays', '2.4999', 0, '2'],
    ['just under a negative half stays', '-2.4999', 0, '-2'],
    ['a half of a tenth', '0.25', 1, '0.3'],
    ['a negative half of a tenth', '-0.25', 1, '-0.3'],
    ['just under a half of a tenth', '0.2499', 1, '0.2'],
    ['a half of a hundredth', '1.005', 2, '1.01'],
    ['a half of a thousandth', '1.0005', 3, '1.001'],
    ['four decimals keep everything', '-1.2345', 4, '-1.2345'],
    ['a small negative value becomes nought', '-0.4999', 0, '0'],
    ['a half becomes one', '0.5', 0, '1'],
    ['a carry over the point', '99.95', 1, '100'],
  ])('%s', (_, value, places, expected) => {
    expect(roundedQuantity(quantity(value), places)).toBe(quantity(expected));
    expect(rounded(exact(quantity(value)), places)).toBe(quantity(expected));
  });

  it.each<[string, Fraction, number, string]>([
    ['a third', fraction(1, 3), 4, '0.3333'],
    ['two thirds', fraction(2, 3), 4, '0.6667'],
    ['minus two thirds', fraction(-2, 3), 2, '-0.67'],
    ['an eighth is a half of a hundredth over', fraction(1, 8), 2, '0.13'],
    ['minus an eighth', fraction(-1, 8), 2, '-0.13'],
    ['a half with a negative denominator', fraction(1, -2), 0, '-1'],
    ['37 of 50 in per cent', fraction(3700, 50), 0, '74'],
    ['the path of worked case 9.1', minus(fraction(800), fraction(85 * 2, 3)), 2, '743.33'],
  ])('%s', (_, value, places, expected) => {
    expect(rounded(value, places)).toBe(quantity(expected));
  });

  it('agrees with division with a remainder', () => {
    const part = fc.bigInt({ min: -(10n ** 11n) + 1n, max: 10n ** 11n - 1n });
    const whole = fc.oneof(fc.bigInt({ min: 1n, max: 16n }), fc.bigInt({ min: 1n, max: 10n ** 9n }));
    fc.assert(
      fc.property(part, whole, decimals, (n, d, places) => {
        const size = (n < 0n ? -n : n) * 10n ** BigInt(places);
        const [below, rest] = [size / d, size % d];
        const nearest = rest >= d - rest ? below + 1n : below;
        const expected = (n < 0n ? -nearest : nearest) * 10n ** BigInt(4 - places);
        expect(BigInt(rounded({ n, d }, places))).toBe(expected);
      }),
    );
  });

  it('gives the same for a quantity as for the ratio it stands for, the mirror image for its negative', () => {
    fc.assert(
      fc.property(anyQuantity, decimals, (value, places) => {
        const result = roundedQuantity(value, places);
        expect(result).toBe(rounded(exact(value), places));
        expect(roundedQuantity(-value, places) + result).toBe(0);
        expect(Object.is(result, -0)).toBe(false);
      }),
      { examples: [[-1, 0]] },
    );
  });
});

describe('exact ratios', () => {
  it.each<[string, Fraction, Fraction]>([
    ['a sum with different denominators', plus(fraction(1, 3), fraction(1, 6)), fraction(1, 2)],
    ['a sum with the same denominator', plus(fraction(1, 4), fraction(1, 4)), fraction(1, 2)],
    ['a difference below zero', minus(fraction(1, 3), fraction(1, 2)), fraction(-1, 6)],
    ['a product', times(fraction(-2, 3), fraction(3, 4)), fraction(-1, 2)],
    ['a quotient', over(fraction(1, 2), fraction(1, 4)), fraction(2)],
    ['a quotient by a negative', over(fraction(1, 2), fraction(-1, 4)), fraction(-2)],
    ['a size', absolute(fraction(-1, 6)), fraction(1, 6)],
    ['a quantity in plain units', exact(quantity('0.6')), fraction(3, 5)],
  ])('%s', (_, result, expected) => {
    expect(compare(result, expected)).toBe(0);
    expect(result.d > 0n).toBe(true);
  });

  it('refuses to divide by zero', () => {
    expect(() => over(fraction(1), fraction(0))).toThrow(RangeError);
  });

  it.each<[string, Fraction, Fraction, number]>([
    ['less', fraction(1, 3), fraction(1, 2), -1],
    ['more', fraction(-1, 3), fraction(-1, 2), 1],
    ['equal in other terms', fraction(2, 4), fraction(1, 2), 0],
    ['less by one part in 10^30', fraction(10n ** 30n, 1n), fraction(10n ** 30n + 1n, 1n), -1],
  ])('compares: %s', (_, a, b, expected) => {
    expect(compare(a, b)).toBe(expected);
  });

  it.each<[string, Fraction, number, number]>([
    ['98.46 at whole numbers', fraction(9846, 100), 0, 98],
    ['exactly 3', fraction(3), 0, 3],
    ['just under 3', fraction(29_999, 10_000), 0, 2],
    ['a quarter in tenths', fraction(1, 4), 1, 2],
    ['nothing', fraction(0), 2, 0],
    ['minus a half goes down', fraction(-1, 2), 0, -1],
    ['exactly minus one', fraction(-1), 0, -1],
  ])('counts whole steps within: %s', (_, value, places, expected) => {
    expect(stepsWithin(value, places)).toBe(expected);
  });

  it.each<[string, Fraction, number]>([
    ['a third', fraction(1, 3), 1 / 3],
    ['a quantity', exact(quantity('41.2')), 41.2],
    ['a negative quantity', exact(quantity('-0.05')), -0.05],
    ['parts too large for binary numbers, in other terms', fraction(3n * 10n ** 40n, 2n * 10n ** 40n), 1.5],
    ['parts too large for binary numbers, in lowest terms', fraction(10n ** 30n + 1n, 2n * 10n ** 30n), 0.5],
    ['a negative of that kind', fraction(-(10n ** 30n + 1n), 2n * 10n ** 30n), -0.5],
  ])('gives the nearest number to %s', (_, value, expected) => {
    expect(fractionNumber(value)).toBe(expected);
  });
});

describe('steps and whole numbers', () => {
  it.each<[string, number, string]>([
    ['whole numbers', 0, '1'],
    ['tenths', 1, '0.1'],
    ['hundredths', 2, '0.01'],
    ['ten-thousandths', 4, '0.0001'],
  ])('the step of %s', (_, places, expected) => {
    expect(step(places)).toBe(quantity(expected));
  });

  it('a whole number of cases is that many units', () => {
    expect(wholeQuantity(37)).toBe(quantity(37));
    expect(quantityNumber(quantity('41.2'))).toBe(41.2);
  });
});

describe('a number as people type it', () => {
  it.each([
    ['digits grouped by commas', '1,398', 13_980_000],
    ['more than one group', '1,234,567.5', 12_345_675_000],
    ['digits grouped by spaces', '1 398', 13_980_000],
    ['a percentage', '41.2%', 412_000],
    ['a minus sign from a text', '−0.7', -7_000],
    ['a comma for a point is no number, and never ten times as much', '41,2', null],
    ['a comma that groups two digits', '1,39', null],
    ['a comma that groups four digits', '1,3980', null],
    ['a comma before three digits that begin with a group of four', '1398,000', null],
    ['words', 'about 40', null],
  ])('%s', (_, typed, quantity) => {
    expect(parseTypedNumber(typed)).toBe(quantity);
  });
});
