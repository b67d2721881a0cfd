import type { Indicator } from './data-package.ts';
import { addDays, dayNumber, type IsoDate, type IsoMoment } from './moment.ts';
import { type Period, periodEnd, periodStart, quarterOf, yearOf, yearText } from './period.ts';
import { type Fraction, type Quantity, rounded, roundedQuantity, wholeQuantity } from './quantity.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** A number as people read it: `3,016`, `41.20`, `−0.7`; rounded half away from zero to the decimals given. */
export function numberWords(quantity: Quantity, decimals: number): string {
  const size = Math.abs(roundedQuantity(quantity, decimals));
  const units = Math.floor(size / 10_000);
  // From 10²¹ on the text of a number has an exponent.
  const whole = String(units >= 1e21 ? BigInt(units) : units).replace(/\B(?=(\d{3})+$)/g, ',');
  const places = String(size % 10_000)
    .padStart(4, '0')
    .slice(0, decimals);
  return `${quantity < 0 && size !== 0 ? '−' : ''}${whole}${decimals === 0 ? '' : `.${places}`}`;
}

/** As many decimals as the number needs. */
export function shortNumber(quantity: Quantity): string {
  const decimals = [0, 1, 2, 3].find((places) => roundedQuantity(quantity, places) === quantity) ?? 4;
  return numberWords(quantity, decimals);
}

/** A number with its unit: `41.20%`, `12.3 per 1,000 population`, `3,016` where the unit is a plain number, `level 2`. */
export function valueWords(quantity: Quantity, { unit, decimals }: Pick<Indicator, 'unit' | 'decimals'>): string {
  return withUnit(numberWords(quantity, decimals), unit);
}

/** The value without the longer part of its unit, where that was said already: `41.20%`, `12.3`, `level 2`. */
export function shortValue(quantity: Quantity, { unit, decimals }: Pick<Indicator, 'unit' | 'decimals'>): string {
  const number = numberWords(quantity, decimals);
  return unit.startsWith('%') || unit.startsWith('level') ? withUnit(number, unit) : number;
}

/** A number that is none of the record's figures, as its indicator shows values. */
export function nearestValue(value: number, row: Pick<Indicator, 'unit' | 'decimals'>): string {
  return shortValue(Math.round(value * 10_000), row);
}

/** A difference of two values, without sign; of percentages it is counted in points. */
export function differenceWords(quantity: Quantity, { unit, decimals }: Pick<Indicator, 'unit' | 'decimals'>): string {
  const size = numberWords(Math.abs(quantity), decimals);
  return isPercent(unit) ? `${size} ${size === '1' ? 'point' : 'points'}` : size;
}

/** A difference by polarity: `266 short`, `1.4 points over`; `none` where there is none. */
export function gapBetween(
  gap: Quantity,
  row: Pick<Indicator, 'unit' | 'decimals' | 'polarity'>,
  none: string,
): string {
  if (gap === 0) return none;
  const size = differenceWords(gap, row);
  if (row.polarity === 'higher') return `${size} ${gap < 0 ? 'short' : 'ahead'}`;
  return `${size} ${gap < 0 ? 'over' : 'under'}`;
}

/** A tolerance with up to two decimals more than it is judged by, never more than four. */
export function toleranceWords(tolerance: Fraction, decimals: number): string {
  return shortNumber(rounded(tolerance, Math.min(decimals + 2, 4)));
}

function withUnit(number: string, unit: string): string {
  if (unit === 'number' || unit === '') return number;
  if (unit.startsWith('%')) return `${number}%`;
  if (unit.startsWith('level')) return `level ${number}`;
  return `${number} ${unit}`;
}

function isPercent(unit: string): boolean {
  return unit.startsWith('%') || unit === 'percentage points';
}

/** `lower is better`, for the place beside a number. */
export function polarityWords(polarity: Indicator['polarity']): string {
  return polarity === 'higher' ? 'higher is better' : 'lower is better';
}

/** The unit in words for a heading or a form: `number`, `%`, `kg per household`. */
export function unitWords(unit: string): string {
  return unit === 'number' ? 'a count' : unit;
}

/** Whole pounds: `£733,084`. */
export function poundsWords(pounds: number): string {
  return `£${numberWords(wholeQuantity(Math.round(pounds)), 0)}`;
}

/** Pounds for a headline: `£2.0m`, `£733k`, `£778`. */
export function shortPounds(pounds: number): string {
  // In whole hundreds of thousands first: 1.45 as a binary number lies below the half.
  if (pounds >= 999_500) return `£${(Math.round(pounds / 100_000) / 10).toFixed(1)}m`;
  return pounds >= 9_999.5 ? `£${Math.round(pounds / 1000)}k` : poundsWords(pounds);
}

export function dateWords(date: IsoDate): string {
  return `${Number(date.slice(8, 10))} ${MONTHS[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;
}

function monthOf(date: IsoDate): string {
  return MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
}

/** `July to September 2008`. */
export function periodWords(period: Period): string {
  return `${monthOf(periodStart(period))} to ${periodEndWords(period)}`;
}

/** The month in which a quarter ends: `September 2008`. */
export function periodEndWords(period: Period): string {
  const end = periodEnd(period);
  return `${monthOf(end)} ${end.slice(0, 4)}`;
}

/** `quarter 2 of 2008/09`. */
export function quarterWords(period: Period): string {
  return `quarter ${quarterOf(period)} of ${yearText(yearOf(period))}`;
}

/** `1 day`, `12 days`; also for other nouns with a plain plural. */
export function countWords(count: number, noun: string, plural = `${noun}s`): string {
  return `${numberWords(wholeQuantity(count), 0)} ${count === 1 ? noun : plural}`;
}

/** The age of a figure in plain words: `7 weeks`, `14 months`. */
export function ageWords(from: IsoDate, to: IsoDate): string {
  const days = Math.max(0, dayNumber(to) - dayNumber(from));
  if (days < 14) return countWords(days, 'day');
  if (days < 90) return countWords(Math.floor(days / 7), 'week');
  return countWords(wholeMonths(from, to), 'month');
}

/** Calendar months that have passed; the last day of a month completes it, however short it is. */
function wholeMonths(from: IsoDate, to: IsoDate): number {
  const months =
    12 * (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  const isMonthEnd = addDays(to, 1).endsWith('-01');
  return to.slice(8) < from.slice(8) && !isMonthEnd ? months - 1 : months;
}

/** Items as a list in a sentence: `a`, `a and b`, `a, b and c`. */
export function listWords(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

export function upperFirst(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

export function momentWords(moment: IsoMoment): string {
  return `${dateWords(moment.slice(0, 10))}, ${moment.slice(11, 16)}`;
}
