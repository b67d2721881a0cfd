import { type IsoDate, parseDate } from './moment.ts';

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const NUMBERS = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const WORDS = /^(\d{1,2})\s+([a-z]{3,9})\.?\s+(\d{4})$/i;

/**
 * A day as people here type it: `31/12/2008`, `31 December 2008`, `31 Dec 2008`, or `2008-12-31`. The day stands before
 * the month. Null where it is no day that exists.
 */
export function parseTypedDate(typed: string): IsoDate | null {
  const text = typed.trim();
  const [, day = '', month = '', year = ''] = NUMBERS.exec(text) ?? [];
  if (year !== '') return dayOf(year, Number(month), day);
  const [, dayOfMonth = '', name = '', inYear = ''] = WORDS.exec(text) ?? [];
  return inYear === '' ? parseDate(text) : dayOf(inYear, monthNamed(name), dayOfMonth);
}

/** From 1; 0 where there is no such month. Three letters or more of its name are enough. */
function monthNamed(name: string): number {
  return MONTHS.findIndex((month) => month.startsWith(name.toLowerCase())) + 1;
}

function dayOf(year: string, month: number, day: string): IsoDate | null {
  return parseDate(`${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`);
}
