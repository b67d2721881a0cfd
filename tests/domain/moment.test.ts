import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  asAtMoment,
  dateOfDay,
  dayNumber,
  daysBetween,
  endOfDay,
  isoMoment,
  parseDate,
  parseMoment,
} from '../../server/domain/moment.ts';

const anyDay = fc.integer({ min: -300_000, max: 300_000 });

describe('as-at (1.4)', () => {
  it('a date means the end of that day', () => {
    const asAt = endOfDay('2008-11-19');
    expect(asAt.date).toBe('2008-11-19');
    expect('2008-11-19T23:59:59Z' <= asAt.moment).toBe(true);
    expect('2008-11-20T00:00:00Z' <= asAt.moment).toBe(false);
  });

  it('a moment belongs to its own day', () => {
    expect(asAtMoment('2008-11-19T09:30:00Z')).toEqual({ date: '2008-11-19', moment: '2008-11-19T09:30:00Z' });
  });

  it('a machine time is cut to whole seconds', () => {
    expect(isoMoment(Date.UTC(2008, 10, 19, 9, 30, 59, 999))).toBe('2008-11-19T09:30:59Z');
  });
});

describe('days', () => {
  it.each<[string, string, string, number]>([
    ['the same day', '2008-09-30', '2008-09-30', 0],
    ['one day over a month’s end', '2008-09-30', '2008-10-01', 1],
    ['back', '2008-10-01', '2008-09-30', -1],
    ['over a leap day', '2008-02-28', '2008-03-01', 2],
    ['over no leap day', '2009-02-28', '2009-03-01', 1],
    ['over a century without a leap day', '1900-02-28', '1900-03-01', 1],
    ['over the change of the clocks', '2008-10-25', '2008-10-27', 2],
    ['a year', '2008-04-01', '2009-04-01', 365],
  ])('between: %s', (_, from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
    expect(addDays(from, days)).toBe(to);
  });

  it('are counted from 1970', () => {
    expect(dayNumber('1970-01-01')).toBe(0);
    expect(dateOfDay(1)).toBe('1970-01-02');
  });

  it('adding days and counting them undo each other', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, days) => {
        const date = dateOfDay(day);
        expect(dayNumber(date)).toBe(day);
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(date < addDays(date, 1)).toBe(true);
      }),
    );
  });
});

describe('reading a date', () => {
  it.each<[string, string]>([
    ['an ordinary day', '2008-11-19'],
    ['a leap day', '2008-02-29'],
    ['the last day of a year', '2008-12-31'],
  ])('takes %s', (_, text) => {
    expect(parseDate(text)).toBe(text);
  });

  it.each<[string, string]>([
    ['a day that February has not', '2008-02-30'],
    ['a leap day in a common year', '2009-02-29'],
    ['the 31st of a short month', '2008-06-31'],
    ['a thirteenth month', '2008-13-01'],
    ['a month nought', '2008-00-10'],
    ['a day nought', '2008-01-00'],
    ['the British order', '19/11/2008'],
    ['one digit', '2008-1-1'],
    ['a time as well', '2008-11-19T00:00:00Z'],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(parseDate(text)).toBeNull();
  });
});

describe('reading a moment', () => {
  it.each<[string, string]>([
    ['whole seconds in UTC', '2008-11-19T09:30:00Z'],
    ['the last second of a day', '2008-02-29T23:59:59Z'],
  ])('takes %s', (_, text) => {
    expect(parseMoment(text)).toBe(text);
  });

  it.each<[string, string]>([
    ['a day that does not exist', '2008-02-30T00:00:00Z'],
    ['hour 24', '2008-11-19T24:00:00Z'],
    ['minute 60', '2008-11-19T09:60:00Z'],
    ['a leap second', '2008-12-31T23:59:60Z'],
    ['parts of a second', '2008-11-19T09:30:00.5Z'],
    ['another zone', '2008-11-19T09:30:00+01:00'],
    ['no zone', '2008-11-19T09:30:00'],
    ['a date alone', '2008-11-19'],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(parseMoment(text)).toBeNull();
  });
});
