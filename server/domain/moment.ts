/** A calendar day as `YYYY-MM-DD`; compares as text. */
export type IsoDate = string;

/** A moment as `YYYY-MM-DDTHH:MM:SSZ`, UTC, whole seconds; compares as text. */
export type IsoMoment = string;

/**
 * The moment up to which the record is known (rules.md 1.4). Rows with a day only are visible when that day
 * is `date` or earlier, rows with a time when that time is `moment` or earlier.
 */
export interface AsAt {
  readonly date: IsoDate;
  readonly moment: IsoMoment;
}

const DAY = 86_400_000;

/** A date given as as-at means the end of that day, UTC (rules.md 1.4). */
export function endOfDay(date: IsoDate): AsAt {
  return { date, moment: `${date}T23:59:59Z` };
}

export function asAtMoment(moment: IsoMoment): AsAt {
  return { date: moment.slice(0, 10), moment };
}

/** Whole seconds of a machine time in milliseconds. */
export function isoMoment(milliseconds: number): IsoMoment {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** Days since 1 January 1970. */
export function dayNumber(date: IsoDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY;
}

export function dateOfDay(day: number): IsoDate {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Whole days from one date to another, negative where it is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from);
}

const LAST_DAY = dayNumber('9999-12-31');

/** A day that would come after the last one that can be written is that one. */
export function addDays(date: IsoDate, days: number): IsoDate {
  return dateOfDay(Math.min(dayNumber(date) + days, LAST_DAY));
}

export function addMinutes(moment: IsoMoment, minutes: number): IsoMoment {
  return isoMoment(Date.parse(moment) + minutes * 60_000);
}

/** Null where the text is not a day that exists, such as 2008-02-30. */
export function parseDate(text: string): IsoDate | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dateOfDay(dayNumber(text)) === text ? text : null;
}

/** Null where the text is not a moment of whole seconds in UTC. */
export function parseMoment(text: string): IsoMoment | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text)) return null;
  const milliseconds = Date.parse(text);
  return !Number.isNaN(milliseconds) && isoMoment(milliseconds) === text ? text : null;
}
