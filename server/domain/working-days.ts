import { addDays, dayNumber, type IsoDate } from './moment.ts';

const SUNDAY = 0;
const MONDAY = 1;
const FRIDAY = 5;
const SATURDAY = 6;

interface Proclaimed {
  /** Days that were bank holidays in that year alone. */
  readonly extra: readonly IsoDate[];
  /** Holidays that were taken on another day, from the usual one to that of the year. */
  readonly moved: readonly (readonly [from: IsoDate, to: IsoDate])[];
}

/** The years since 1995 in which the holidays of England and Wales were not the usual ones. */
const PROCLAIMED: Readonly<Record<number, Proclaimed>> = {
  // Fifty years since the end of the war in Europe.
  1995: { extra: [], moved: [['1995-05-01', '1995-05-08']] },
  // The eve of the year 2000.
  1999: { extra: ['1999-12-31'], moved: [] },
  // The Queen’s golden jubilee.
  2002: { extra: ['2002-06-03'], moved: [['2002-05-27', '2002-06-04']] },
  // The wedding of Prince William.
  2011: { extra: ['2011-04-29'], moved: [] },
  // The Queen’s diamond jubilee.
  2012: { extra: ['2012-06-05'], moved: [['2012-05-28', '2012-06-04']] },
  // Seventy-five years since the end of the war in Europe.
  2020: { extra: [], moved: [['2020-05-04', '2020-05-08']] },
  // The Queen’s platinum jubilee, and her funeral.
  2022: { extra: ['2022-06-03', '2022-09-19'], moved: [['2022-05-30', '2022-06-02']] },
  // The coronation of King Charles.
  2023: { extra: ['2023-05-08'], moved: [] },
};

/**
 * The bank holidays of England and Wales in a calendar year, ascending, each on the weekday on which it is taken: of a
 * holiday that falls on a weekend the substitute day alone. Complete from 1995; earlier years have the usual days only.
 */
export function bankHolidays(year: number): IsoDate[] {
  const { extra = [], moved = [] } = PROCLAIMED[year] ?? {};
  const instead = new Map(moved);
  const easter = easterSunday(year);
  const usual = [
    newYear(year),
    addDays(easter, -2),
    addDays(easter, 1),
    onOrAfter(`${year}-05-01`, MONDAY),
    lastMonday(`${year}-05-31`),
    lastMonday(`${year}-08-31`),
    ...christmas(year),
  ];
  return [...usual.map((day) => instead.get(day) ?? day), ...extra].sort();
}

/** Monday to Friday, and no bank holiday of England and Wales. */
export function isWorkingDay(date: IsoDate): boolean {
  const day = weekday(date);
  if (day === SATURDAY || day === SUNDAY) return false;
  return !bankHolidays(Number(date.slice(0, 4))).includes(date);
}

/**
 * The working day that is a number of working days after a date, or before it where the number is negative. The date
 * itself is not counted, whether it is a working day or not: one after a Saturday is the Monday, one before it the
 * Friday. None at all gives the date itself where it is a working day and else the next one, so that what is due at
 * once on a holiday is due when people are back.
 * @param count a whole number
 */
export function addWorkingDays(date: IsoDate, count: number): IsoDate {
  if (count === 0) return isWorkingDay(date) ? date : addWorkingDays(date, 1);
  const direction = Math.sign(count);
  let day = date;
  for (let left = Math.abs(count); left > 0; ) {
    day = addDays(day, direction);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/**
 * How many working days later a date is, negative where it is before: those after `from` up to and including `to`, or
 * those before `from` down to and including `to`. Where `to` is a working day, `addWorkingDays` of the two leads there.
 */
export function workingDaysBetween(from: IsoDate, to: IsoDate): number {
  const direction = to < from ? -1 : 1;
  let count = 0;
  for (let day = from; day !== to; ) {
    day = addDays(day, direction);
    if (isWorkingDay(day)) count += direction;
  }
  return count;
}

/** 0 is Sunday. */
function weekday(date: IsoDate): number {
  // 1 January 1970 was a Thursday; days before it have negative numbers.
  return (((dayNumber(date) + 4) % 7) + 7) % 7;
}

/** The first day of a kind on or after a date. */
function onOrAfter(date: IsoDate, wanted: number): IsoDate {
  return addDays(date, (wanted - weekday(date) + 7) % 7);
}

function lastMonday(monthEnd: IsoDate): IsoDate {
  return onOrAfter(addDays(monthEnd, -6), MONDAY);
}

/** 1 January; from a weekend it moves to the Monday. */
function newYear(year: number): IsoDate {
  const day = `${year}-01-01`;
  const isWeekend = weekday(day) === SATURDAY || weekday(day) === SUNDAY;
  return isWeekend ? onOrAfter(day, MONDAY) : day;
}

/**
 * Christmas Day and Boxing Day. A Boxing Day on a Saturday moves to the Monday; a Christmas Day on a Sunday moves past
 * Boxing Day to the Tuesday; where both fall on the weekend they move to Monday and Tuesday.
 */
function christmas(year: number): IsoDate[] {
  const [christmasDay, boxingDay] = [`${year}-12-25`, `${year}-12-26`];
  const day = weekday(christmasDay);
  if (day === FRIDAY) return [christmasDay, `${year}-12-28`];
  if (day === SATURDAY) return [`${year}-12-27`, `${year}-12-28`];
  if (day === SUNDAY) return [boxingDay, `${year}-12-27`];
  return [christmasDay, boxingDay];
}

/** Easter Sunday of the Gregorian calendar, by the computus of Meeus, Jones and Butcher; its letters are theirs. */
function easterSunday(year: number): IsoDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  // h + l − 7m + 114 is 31 × month + day − 1, so that 22 March is day 0.
  return addDays(`${year}-03-22`, h + l - 7 * m);
}
