/**
 * A decimal of at most four places, held exactly as a whole number of ten-thousandths (rules.md 1.1).
 * Its limit of 10^15 ten-thousandths keeps it a safe integer.
 */
export type Quantity = number;

export const QUANTITY_LIMIT = 1e15;
const UNIT = 10_000;
const DECIMAL = /^-?\d{1,11}(\.\d{1,4})?$/;

/** Null where the text is not a decimal of at most four places with a point. */
export function parseQuantity(text: string): Quantity | null {
  if (!DECIMAL.test(text)) return null;
  const negative = text.startsWith('-');
  const [whole = '0', places = ''] = (negative ? text.slice(1) : text).split('.');
  const size = Number(whole) * UNIT + Number(places.padEnd(4, '0'));
  return negative && size !== 0 ? -size : size;
}

const GROUPED = /^-?\d{1,3}(,\d{3})+(\.\d*)?$/;

/**
 * What a person types, without what they group and mark numbers with: `1,398`, `1 398`, `41.2%`, `−0.7`. A comma that
 * groups no three digits stays, so that `41,2` is no number and never 412.
 */
export function withoutGrouping(typed: string): string {
  const plain = typed.replaceAll(/\s/g, '').replace('−', '-').replace(/%$/, '');
  return GROUPED.test(plain) ? plain.replaceAll(',', '') : plain;
}

/** A number as people type it; null where it is none. */
export function parseTypedNumber(typed: string): Quantity | null {
  return parseQuantity(withoutGrouping(typed));
}

/** The shortest decimal text, without trailing zeros: `41.2`, `-0.05`, `6564`. */
export function quantityText(quantity: Quantity): string {
  const size = Math.abs(quantity);
  const places = String(size % UNIT)
    .padStart(4, '0')
    .replace(/0+$/, '');
  const whole = String(Math.floor(size / UNIT));
  return `${quantity < 0 ? '-' : ''}${whole}${places === '' ? '' : `.${places}`}`;
}

/** The nearest binary number, for JSON and charts only; never calculate with it. */
export function quantityNumber(quantity: Quantity): number {
  return quantity / UNIT;
}

/** A whole number (of cases, pounds, quarters) as a quantity. */
export function wholeQuantity(whole: number): Quantity {
  return whole * UNIT;
}

/** The smallest step at a number of decimals: 10^−decimals. */
export function step(decimals: number): Quantity {
  return 10 ** (4 - decimals);
}

/** An exact ratio `n / d`, d > 0, of plain units (not ten-thousandths). */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

const SCALE = 10_000n;

export function fraction(n: number | bigint, d: number | bigint = 1n): Fraction {
  const [top, bottom] = [BigInt(n), BigInt(d)];
  return bottom < 0n ? { n: -top, d: -bottom } : { n: top, d: bottom };
}

export function exact(quantity: Quantity): Fraction {
  return { n: BigInt(quantity), d: SCALE };
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return a.d === b.d ? { n: a.n + b.n, d: a.d } : { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { n: -b.n, d: b.d });
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { n: a.n * b.n, d: a.d * b.d };
}

/** Throws RangeError where b is zero; callers decide first what a zero means. */
export function over(a: Fraction, b: Fraction): Fraction {
  if (b.n === 0n) throw new RangeError('division by zero');
  return fraction(a.n * b.d, a.d * b.n);
}

export function absolute(a: Fraction): Fraction {
  return a.n < 0n ? { n: -a.n, d: a.d } : a;
}

/** Negative, zero or positive as a is below, at or above b. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The nearest quantity at a number of decimals, half away from zero (rules.md 1.2). */
export function rounded(a: Fraction, decimals: number): Quantity {
  const unit = step(decimals);
  const size = a.n < 0n ? -a.n : a.n;
  const scaled = size * 10n ** BigInt(decimals);
  const steps = Number((2n * scaled + a.d) / (2n * a.d));
  return a.n < 0n && steps !== 0 ? -steps * unit : steps * unit;
}

/** A quantity rounded to a number of decimals, half away from zero (rules.md 1.2). */
export function roundedQuantity(quantity: Quantity, decimals: number): Quantity {
  const unit = step(decimals);
  const steps = Math.floor((2 * Math.abs(quantity) + unit) / (2 * unit));
  return quantity < 0 && steps !== 0 ? -steps * unit : steps * unit;
}

/** The greatest whole number of steps that is not above a ratio: `floor(a / step)`. */
export function stepsWithin(a: Fraction, decimals: number): number {
  const scaled = a.n * 10n ** BigInt(decimals);
  const whole = scaled / a.d;
  return Number(scaled < 0n && whole * a.d !== scaled ? whole - 1n : whole);
}

/** The nearest binary number to an exact ratio, for JSON and charts only. */
export function fractionNumber(a: Fraction): number {
  const common = greatestDivisor(a.n < 0n ? -a.n : a.n, a.d);
  const [n, d] = [a.n / common, a.d / common];
  const safe = BigInt(Number.MAX_SAFE_INTEGER);
  if (n <= safe && n >= -safe && d <= safe) return Number(n) / Number(d);
  const size = n < 0n ? -n : n;
  const digits = 25n;
  const scaled = (size * 10n ** digits) / d;
  return Number(`${n < 0n ? '-' : ''}${scaled}e-${digits}`);
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}
