/** A financial year by its first calendar year: 2008 is `2008/09`, 1 April 2008 to 31 March 2009. */
export type Year = number;

/** A quarter of a financial year by its index, `4 × first calendar year + quarter − 1` (rules.md 1.3). */
export type Period = number;

export type Quarter = 1 | 2 | 3 | 4;

const QUARTER_ENDS = ['06-30', '09-30', '12-31', '03-31'] as const;
const QUARTER_STARTS = ['04-01', '07-01', '10-01', '01-01'] as const;

export function periodOf(year: Year, quarter: number): Period {
  return 4 * year + quarter - 1;
}

export function yearOf(period: Period): Year {
  return Math.floor(period / 4);
}

export function quarterOf(period: Period): Quarter {
  return ((period % 4) + 1) as Quarter;
}

export function yearText(year: Year): string {
  return `${year}/${String((year + 1) % 100).padStart(2, '0')}`;
}

/** Its next calendar year is the last that a date can be written in. */
const LAST_YEAR = 9998;

/** Null where the text is not a financial year such as `2008/09`. */
export function parseYear(text: string): Year | null {
  const year = /^\d{4}\/\d{2}$/.test(text) ? Number(text.slice(0, 4)) : null;
  return year !== null && year <= LAST_YEAR && yearText(year) === text ? year : null;
}

export function periodText(period: Period): string {
  return `${yearText(yearOf(period))} Q${quarterOf(period)}`;
}

/** Null where the text is not a period such as `2008/09 Q2`. */
export function parsePeriod(text: string): Period | null {
  const year = /^\d{4}\/\d{2} Q[1-4]$/.test(text) ? parseYear(text.slice(0, 7)) : null;
  return year === null ? null : periodOf(year, Number(text.slice(9)));
}

/** The form in addresses: `2008-09-q2`. */
export function periodAddress(period: Period): string {
  return periodText(period).replace(/[/ ]/g, '-').toLowerCase();
}

/** Null where the text is no period in either form, the one for addresses (case ignored) or the one for people. */
export function parsePeriodAddress(text: string): Period | null {
  return parsePeriod(
    text
      .trim()
      .toUpperCase()
      .replace(/^(\d{4})-(\d{2})-(Q[1-4])$/, '$1/$2 $3'),
  );
}

/** First day of the quarter, inclusive. */
export function periodStart(period: Period): string {
  const quarter = quarterOf(period);
  return `${yearOf(period) + (quarter === 4 ? 1 : 0)}-${QUARTER_STARTS[quarter - 1]}`;
}

/** Last day of the quarter, inclusive (rules.md 1.3). */
export function periodEnd(period: Period): string {
  const quarter = quarterOf(period);
  return `${yearOf(period) + (quarter === 4 ? 1 : 0)}-${QUARTER_ENDS[quarter - 1]}`;
}

/** The last quarter whose end is before a date (rules.md 1.4). */
export function lastPeriodEndedBefore(date: string): Period {
  const calendarYear = Number(date.slice(0, 4));
  const ended = QUARTER_ENDS.filter((end) => `${calendarYear}-${end}` < date).length;
  // Of a calendar year's four quarter ends, 31 March closes the financial year before.
  return date > `${calendarYear}-03-31` ? periodOf(calendarYear, ended - 1) : periodOf(calendarYear - 1, 3);
}
