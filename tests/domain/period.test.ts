import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateOfDay } from '../../server/domain/moment.ts';
import {
  lastPeriodEndedBefore,
  parsePeriod,
  parsePeriodAddress,
  parseYear,
  periodAddress,
  periodEnd,
  periodOf,
  periodStart,
  periodText,
  quarterOf,
  yearOf,
  yearText,
} from '../../server/domain/period.ts';
import { period } from '../support/records.ts';

const anyPeriod = fc.integer({ min: 4 * 1000, max: 4 * 9998 + 3 });

describe('a quarter and its index (1.3)', () => {
  it.each<[string, number, number, number, string, string]>([
    ['2008/09 Q1', 2008, 1, 8032, '2008-04-01', '2008-06-30'],
    ['2008/09 Q2', 2008, 2, 8033, '2008-07-01', '2008-09-30'],
    ['2008/09 Q3', 2008, 3, 8034, '2008-10-01', '2008-12-31'],
    ['2008/09 Q4', 2008, 4, 8035, '2009-01-01', '2009-03-31'],
    ['1999/00 Q4', 1999, 4, 7999, '2000-01-01', '2000-03-31'],
  ])('%s', (text, year, quarter, index, start, end) => {
    expect(periodOf(year, quarter)).toBe(index);
    expect(parsePeriod(text)).toBe(index);
    expect(periodText(index)).toBe(text);
    expect([yearOf(index), quarterOf(index)]).toEqual([year, quarter]);
    expect([periodStart(index), periodEnd(index)]).toEqual([start, end]);
  });

  it('the day after a quarter ends is the first of the next', () => {
    fc.assert(
      fc.property(anyPeriod, (index) => {
        expect(addDays(periodEnd(index), 1)).toBe(periodStart(index + 1));
      }),
    );
  });

  it('text and address give back the same quarter', () => {
    fc.assert(
      fc.property(anyPeriod, (index) => {
        expect(parsePeriod(periodText(index))).toBe(index);
        expect(parsePeriodAddress(periodAddress(index))).toBe(index);
        expect(periodOf(yearOf(index), quarterOf(index))).toBe(index);
      }),
    );
  });
});

describe('a financial year', () => {
  it.each<[string, number, string]>([
    ['within a decade', 2008, '2008/09'],
    ['over a decade', 2009, '2009/10'],
    ['over a century', 1999, '1999/00'],
  ])('is written %s', (_, year, text) => {
    expect(yearText(year)).toBe(text);
    expect(parseYear(text)).toBe(year);
  });

  it.each<[string, string]>([
    ['two years that do not follow each other', '2008/10'],
    ['the same year twice', '2008/08'],
    ['a hyphen', '2008-09'],
    ['two digits', '08/09'],
    ['four digits twice', '2008/2009'],
    ['one calendar year', '2008'],
    ['a space', ' 2008/09'],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(parseYear(text)).toBeNull();
  });
});

describe('reading a quarter', () => {
  it.each<[string, string]>([
    ['a fifth quarter', '2008/09 Q5'],
    ['a quarter nought', '2008/09 Q0'],
    ['a year that is none', '2008/10 Q1'],
    ['two spaces', '2008/09  Q1'],
    ['a small q', '2008/09 q1'],
    ['a year alone', '2008/09'],
    ['the form of addresses', '2008-09-q2'],
  ])('refuses %s', (_, text) => {
    expect(parsePeriod(text)).toBeNull();
  });

  it.each<[string, string]>([
    ['small', '2008-09-q2'],
    ['large, as the interface for programs writes it', '2008-09-Q2'],
    ['the form for people', '2008/09 Q2'],
    ['the form for people, small', '2008/09 q2'],
    ['spaces around', ' 2008-09-q2 '],
  ])('an address may be written %s', (_, text) => {
    expect(parsePeriodAddress(text)).toBe(8033);
  });

  it.each<[string, string]>([
    ['a year that is none', '2008-10-q2'],
    ['a fifth quarter', '2008-09-q5'],
    ['more after it', '2008-09-q2-x'],
    ['nothing', ''],
  ])('refuses an address with %s', (_, text) => {
    expect(parsePeriodAddress(text)).toBeNull();
  });

  it('is written small in an address', () => {
    expect(periodAddress(period('2008/09 Q2'))).toBe('2008-09-q2');
  });
});

describe('the last quarter that ended before a date (1.4)', () => {
  it.each<[string, string, string]>([
    ['on the last day of a quarter it has not ended yet', '2008-09-30', '2008/09 Q1'],
    ['on the first day of the next it has', '2008-10-01', '2008/09 Q2'],
    ['the day before the calendar year ends', '2008-12-30', '2008/09 Q2'],
    ['the last day of the calendar year', '2008-12-31', '2008/09 Q2'],
    ['New Year', '2009-01-01', '2008/09 Q3'],
    ['the last day of the financial year', '2009-03-31', '2008/09 Q3'],
    ['the first day of the next financial year', '2009-04-01', '2008/09 Q4'],
    ['the last day of the first quarter', '2009-06-30', '2008/09 Q4'],
    ['the day after', '2009-07-01', '2009/10 Q1'],
    ['the example’s own day', '2008-11-19', '2008/09 Q2'],
  ])('%s', (_, date, expected) => {
    expect(periodText(lastPeriodEndedBefore(date))).toBe(expected);
  });

  it('has ended, and the one after it has not', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300_000, max: 300_000 }), (day) => {
        const date = dateOfDay(day);
        const last = lastPeriodEndedBefore(date);
        expect(periodEnd(last) < date).toBe(true);
        expect(periodEnd(last + 1) >= date).toBe(true);
      }),
    );
  });
});
