import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateOfDay, type IsoDate } from '../../server/domain/moment.ts';
import { addWorkingDays, bankHolidays, isWorkingDay, workingDaysBetween } from '../../server/domain/working-days.ts';

/** 1995 to 2049. */
const anyDate = fc.integer({ min: 9131, max: 29_219 }).map(dateOfDay);
const anyWorkingDay = anyDate.filter(isWorkingDay);

describe('bank holidays of England and Wales', () => {
  /** As they were published for these years. */
  const published: [string, number, string[]][] = [
    [
      'in a year with nothing out of the way',
      2008,
      ['01-01', '03-21', '03-24', '05-05', '05-26', '08-25', '12-25', '12-26'],
    ],
    [
      'Boxing Day on a Saturday is taken on the Monday',
      2009,
      ['01-01', '04-10', '04-13', '05-04', '05-25', '08-31', '12-25', '12-28'],
    ],
    [
      'Christmas on a Saturday: both are taken on Monday and Tuesday',
      2010,
      ['01-01', '04-02', '04-05', '05-03', '05-31', '08-30', '12-27', '12-28'],
    ],
    [
      'New Year on a Saturday, a royal wedding, and Christmas on a Sunday',
      2011,
      ['01-03', '04-22', '04-25', '04-29', '05-02', '05-30', '08-29', '12-26', '12-27'],
    ],
    [
      'New Year on a Sunday, and the diamond jubilee',
      2012,
      ['01-02', '04-06', '04-09', '05-07', '06-04', '06-05', '08-27', '12-25', '12-26'],
    ],
    [
      'the early May holiday moved to VE day, and Boxing Day on a Saturday',
      2020,
      ['01-01', '04-10', '04-13', '05-08', '05-25', '08-31', '12-25', '12-28'],
    ],
    [
      'New Year on a Saturday, the platinum jubilee, the state funeral, and Christmas on a Sunday',
      2022,
      ['01-03', '04-15', '04-18', '05-02', '06-02', '06-03', '08-29', '09-19', '12-26', '12-27'],
    ],
    [
      'New Year on a Sunday, and the coronation',
      2023,
      ['01-02', '04-07', '04-10', '05-01', '05-08', '05-29', '08-28', '12-25', '12-26'],
    ],
    [
      'Easter Monday in April, Good Friday in March',
      2024,
      ['01-01', '03-29', '04-01', '05-06', '05-27', '08-26', '12-25', '12-26'],
    ],
    ['Easter Monday on 21 April', 2025, ['01-01', '04-18', '04-21', '05-05', '05-26', '08-25', '12-25', '12-26']],
  ];

  it.each(published)('%s (%i)', (_, year, days) => {
    expect(bankHolidays(year)).toEqual(days.map((day) => `${year}-${day}`));
  });

  it.each<[string, IsoDate, boolean]>([
    ['1995: VE day is one', '1995-05-08', true],
    ['1995: and the first Monday of May is not', '1995-05-01', false],
    ['1995: nor is VE day in the year after', '1996-05-08', false],
    ['1999: the eve of the year 2000 is one', '1999-12-31', true],
    ['1999: and the next eve is not', '2000-12-29', false],
    ['2002: the golden jubilee is one', '2002-06-03', true],
    ['2002: the spring holiday is the day after it', '2002-06-04', true],
    ['2002: and not the last Monday of May', '2002-05-27', false],
    ['2012: the last Monday of May is none', '2012-05-28', false],
    ['2020: the first Monday of May is none', '2020-05-04', false],
    ['2022: the last Monday of May is none', '2022-05-30', false],
  ])('%s', (_, day, isHoliday) => {
    expect(bankHolidays(Number(day.slice(0, 4))).includes(day)).toBe(isHoliday);
  });

  it.each<[string, IsoDate]>([
    ['on 31 March', '2002-03-31'],
    ['on 23 March, as early as it comes in a lifetime', '2008-03-23'],
    ['on 24 April, as late as it came in a century', '2011-04-24'],
    ['on 25 April, the latest there is', '2038-04-25'],
    ['on 19 April, where the rule has its exception', '1981-04-19'],
    ['in the year 2000', '2000-04-23'],
  ])('Easter %s', (_, sunday) => {
    const days = bankHolidays(Number(sunday.slice(0, 4)));
    expect(days.slice(1, 3)).toEqual([addDays(sunday, -2), addDays(sunday, 1)]);
  });

  it('each year has eight on weekdays, ascending, and more or moved ones in the named years alone', () => {
    const more = new Map([
      [1999, 9],
      [2002, 9],
      [2011, 9],
      [2012, 9],
      [2022, 10],
      [2023, 9],
    ]);
    for (let year = 1995; year <= 2100; year += 1) {
      const days = bankHolidays(year);
      expect([year, days.length]).toEqual([year, more.get(year) ?? 8]);
      expect(new Set(days).size).toBe(days.length);
      expect([...days].sort()).toEqual(days);
      expect(days.map((day) => new Date(day).getUTCDay()).filter((day) => day === 0 || day === 6)).toEqual([]);
    }
  });
});

describe('a working day', () => {
  it.each<[string, IsoDate, boolean]>([
    ['a Friday', '2008-11-07', true],
    ['a Saturday', '2008-11-08', false],
    ['a Sunday', '2008-11-09', false],
    ['a Monday', '2008-11-10', true],
    ['a holiday', '2008-12-25', false],
    ['Christmas Eve', '2008-12-24', true],
    ['the substitute of a holiday', '2009-12-28', false],
    ['a Saturday before 1970', '1969-12-20', false],
    ['a Sunday before 1970', '1969-12-21', false],
    ['a Monday before 1970', '1969-12-22', true],
  ])('%s', (_, date, working) => {
    expect(isWorkingDay(date)).toBe(working);
  });
});

describe('counting working days', () => {
  it.each<[string, IsoDate, number, IsoDate]>([
    ['one on', '2008-11-04', 1, '2008-11-05'],
    ['one back', '2008-11-05', -1, '2008-11-04'],
    ['over a weekend', '2008-11-07', 1, '2008-11-10'],
    ['back over a weekend', '2008-11-10', -1, '2008-11-07'],
    ['a week', '2008-11-05', 5, '2008-11-12'],
    ['a week back', '2008-11-12', -5, '2008-11-05'],
    ['from a Saturday', '2008-11-08', 1, '2008-11-10'],
    ['back from a Sunday', '2008-11-09', -1, '2008-11-07'],
    ['none, on a working day', '2008-11-07', 0, '2008-11-07'],
    ['none, on a Saturday: the next working day', '2008-11-08', 0, '2008-11-10'],
    ['none, on Christmas Day: the next working day', '2008-12-25', 0, '2008-12-29'],
    ['over Christmas and New Year', '2008-12-24', 4, '2009-01-02'],
    ['over the four days of Easter', '2008-03-20', 1, '2008-03-25'],
    ['back over the turn of a year', '2009-01-02', -1, '2008-12-31'],
  ])('%s', (_, date, count, reached) => {
    expect(addWorkingDays(date, count)).toBe(reached);
  });

  it.each<[string, IsoDate, IsoDate, number]>([
    ['the same day', '2008-11-05', '2008-11-05', 0],
    ['a week', '2008-11-05', '2008-11-12', 5],
    ['a week back', '2008-11-12', '2008-11-05', -5],
    ['Friday to Sunday', '2008-11-07', '2008-11-09', 0],
    ['Saturday to Monday', '2008-11-08', '2008-11-10', 1],
    ['Monday back to Saturday', '2008-11-10', '2008-11-08', 0],
    ['Sunday back to Friday', '2008-11-09', '2008-11-07', -1],
    ['Maundy Thursday to the Tuesday after Easter', '2008-03-20', '2008-03-25', 1],
    ['the first quarter of 2009', '2008-12-31', '2009-03-31', 63],
  ])('between: %s', (_, from, to, count) => {
    expect(workingDaysBetween(from, to)).toBe(count);
  });

  const someDays = fc.integer({ min: -60, max: 60 });

  it('from a working day, so many on and so many back lead home', () => {
    fc.assert(
      fc.property(anyWorkingDay, someDays, (date, count) => {
        expect(addWorkingDays(addWorkingDays(date, count), -count)).toBe(date);
      }),
    );
  });

  it('always end on a working day, and counting them gives the number again', () => {
    fc.assert(
      fc.property(
        anyDate,
        someDays.filter((count) => count !== 0),
        (date, count) => {
          const reached = addWorkingDays(date, count);
          expect(isWorkingDay(reached)).toBe(true);
          expect(workingDaysBetween(date, reached)).toBe(count);
        },
      ),
    );
  });

  it('two steps are one step of their sum', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (date, first, second) => {
        expect(addWorkingDays(addWorkingDays(date, first), second)).toBe(addWorkingDays(date, first + second));
      }),
    );
  });
});
