import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Meeting } from '../../server/domain/data-package.ts';
import { addDays, type IsoDate } from '../../server/domain/moment.ts';
import { periodEnd, periodOf } from '../../server/domain/period.ts';
import {
  DEFAULT_SETTINGS,
  lateDays,
  REMINDERS,
  type ReturnSettings,
  readReturnSettings,
  returnDates,
} from '../../server/domain/return-dates.ts';
import { isWorkingDay, workingDaysBetween } from '../../server/domain/working-days.ts';
import { meeting } from '../support/package-rows.ts';
import { period } from '../support/records.ts';

const SECOND = '2008/09 Q2';

function reviewing(date: IsoDate, papersDue: IsoDate | null = null, reviewed = SECOND): Meeting {
  return meeting({ board: 'PSB', date, papers_due: papersDue, reviews: period(reviewed) });
}

const november = reviewing('2008-11-19', '2008-11-12');

const datesOf = (text: string, meetings: readonly Meeting[], settings: Partial<ReturnSettings> = {}) =>
  returnDates(period(text), meetings, { ...DEFAULT_SETTINGS, ...settings });

describe('the days of a return', () => {
  it('follow from the meeting that reviews the quarter', () => {
    expect(datesOf(SECOND, [november])).toEqual({
      meeting: november,
      papersDue: '2008-11-12',
      opens: '2008-10-08',
      due: '2008-11-05',
      reminders: [
        { kind: 'opening', on: '2008-10-08' },
        { kind: 'week-before', on: '2008-10-27' },
        { kind: 'day-before', on: '2008-11-04' },
        { kind: 'day-after', on: '2008-11-06' },
        { kind: 'week-after', on: '2008-11-14' },
      ],
    });
  });

  it.each<[string, string, Meeting[], Partial<ReturnSettings>, [IsoDate | null, IsoDate, IsoDate]]>([
    [
      'papers whose day is not given are due five working days before the meeting',
      SECOND,
      [reviewing('2008-11-19')],
      {},
      ['2008-11-12', '2008-10-08', '2008-11-05'],
    ],
    [
      'and as many as the settings say',
      SECOND,
      [reviewing('2008-11-19')],
      { papers_before_meeting: 6 },
      ['2008-11-11', '2008-10-07', '2008-11-04'],
    ],
    [
      'the settings do not count where the meeting says it',
      SECOND,
      [november],
      { papers_before_meeting: 6 },
      ['2008-11-12', '2008-10-08', '2008-11-05'],
    ],
    [
      'without a meeting: thirty working days after the quarter, no papers',
      SECOND,
      [],
      {},
      [null, '2008-10-14', '2008-11-11'],
    ],
    [
      'a meeting that reviews another quarter does not count, nor one that reviews none',
      SECOND,
      [reviewing('2008-11-12', null, '2008/09 Q1'), meeting({ board: 'PSB', date: '2008-10-22' })],
      {},
      [null, '2008-10-14', '2008-11-11'],
    ],
    [
      'of two meetings the earlier, in whatever order they come',
      SECOND,
      [reviewing('2008-12-10', '2008-12-03'), november, reviewing('2008-12-17')],
      {},
      ['2008-11-12', '2008-10-08', '2008-11-05'],
    ],
    [
      'without a meeting: sixty working days after the quarter, the most there can be',
      SECOND,
      [],
      { due_after_quarter: 60, opens_before_due: 0 },
      [null, '2008-12-23', '2008-12-23'],
    ],
    [
      'over New Year: the papers of 7 January are five working days after 30 December',
      SECOND,
      [reviewing('2009-01-14', '2009-01-07')],
      { opens_before_due: 1 },
      ['2009-01-07', '2008-12-29', '2008-12-30'],
    ],
    [
      'exactly twenty working days after the first day: opens on that day',
      SECOND,
      [reviewing('2008-11-12', '2008-11-05')],
      {},
      ['2008-11-05', '2008-10-01', '2008-10-29'],
    ],
    [
      'a day less: still opens on the first working day after the quarter, never before',
      SECOND,
      [reviewing('2008-11-11', '2008-11-04')],
      {},
      ['2008-11-04', '2008-10-01', '2008-10-28'],
    ],
    [
      'the quarter’s end before a holiday: the first working day after it',
      '2008/09 Q3',
      [reviewing('2009-01-20', '2009-01-13', '2008/09 Q3')],
      {},
      ['2009-01-13', '2009-01-02', '2009-01-06'],
    ],
    [
      'the quarter’s end before a weekend: the Monday',
      '2005/06 Q4',
      [reviewing('2006-04-20', '2006-04-11', '2005/06 Q4')],
      {},
      ['2006-04-11', '2006-04-03', '2006-04-04'],
    ],
    [
      'papers exactly five working days after the first day: open and due on it',
      SECOND,
      [reviewing('2008-10-15', '2008-10-08')],
      {},
      ['2008-10-08', '2008-10-01', '2008-10-01'],
    ],
    [
      'papers a day earlier: due on the day on which it opens',
      SECOND,
      [reviewing('2008-10-14', '2008-10-07')],
      {},
      ['2008-10-07', '2008-10-01', '2008-10-01'],
    ],
    [
      'a meeting before the quarter has ended: due on the day on which it opens',
      SECOND,
      [reviewing('2008-09-17')],
      {},
      ['2008-09-10', '2008-10-01', '2008-10-01'],
    ],
    [
      'due with the papers, open for no time',
      SECOND,
      [november],
      { due_before_papers: 0, opens_before_due: 0 },
      ['2008-11-12', '2008-11-12', '2008-11-12'],
    ],
    [
      'papers on a Sunday: due with them is the Friday before',
      SECOND,
      [reviewing('2008-11-19', '2008-11-16')],
      { due_before_papers: 0 },
      ['2008-11-16', '2008-10-17', '2008-11-14'],
    ],
    [
      'papers on a Sunday: one working day before is the Friday as well',
      SECOND,
      [reviewing('2008-11-19', '2008-11-16')],
      { due_before_papers: 1 },
      ['2008-11-16', '2008-10-17', '2008-11-14'],
    ],
    [
      'a meeting on a Saturday with its papers on its own day: the Friday',
      SECOND,
      [reviewing('2008-11-22')],
      { papers_before_meeting: 0 },
      ['2008-11-21', '2008-10-17', '2008-11-14'],
    ],
    [
      'due as the quarter ends, without a meeting: the first working day after it',
      SECOND,
      [],
      { due_after_quarter: 0 },
      [null, '2008-10-01', '2008-10-01'],
    ],
    [
      'one working day after the quarter’s end is that day as well',
      SECOND,
      [],
      { due_after_quarter: 1 },
      [null, '2008-10-01', '2008-10-01'],
    ],
  ])('%s', (_, text, meetings, settings, days) => {
    const { papersDue, opens, due } = datesOf(text, meetings, settings);
    expect([papersDue, opens, due]).toEqual(days);
  });
});

describe('the days of reminders', () => {
  it.each<[string, number, string[]]>([
    ['open for twenty working days: all five', 20, ['opening', 'week-before', 'day-before', 'day-after', 'week-after']],
    ['open for eight: all five', 8, ['opening', 'week-before', 'day-before', 'day-after', 'week-after']],
    ['open for seven: the opening is a week before', 7, ['opening', 'day-before', 'day-after', 'week-after']],
    ['open for two', 2, ['opening', 'day-before', 'day-after', 'week-after']],
    ['open for one: the opening is a day before', 1, ['opening', 'day-after', 'week-after']],
    ['open on the due day alone', 0, ['opening', 'day-after', 'week-after']],
  ])('%s', (_, opens_before_due, kinds) => {
    expect(datesOf(SECOND, [november], { opens_before_due }).reminders.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('fall on working days, around Christmas too', () => {
    const { due, reminders } = datesOf(SECOND, [reviewing('2009-01-07', '2009-01-02')], { due_before_papers: 4 });
    expect(due).toBe('2008-12-24');
    expect(reminders.map(({ on }) => on)).toEqual([
      '2008-11-26',
      '2008-12-15',
      '2008-12-23',
      '2008-12-29',
      '2009-01-07',
    ]);
  });
});

describe('whatever the settings and the meeting', () => {
  const days = fc.integer({ min: 0, max: 60 });
  const anySettings: fc.Arbitrary<ReturnSettings> = fc.record({
    due_before_papers: days,
    opens_before_due: days,
    papers_before_meeting: days,
    due_after_quarter: days,
  });
  const anyPeriod = fc.integer({ min: periodOf(2005, 1), max: periodOf(2024, 4) });
  const fromEnd = fc.integer({ min: -40, max: 200 });

  it('a return opens on a working day after its quarter and not after it is due, and its reminders follow each other', () => {
    fc.assert(
      fc.property(anyPeriod, fc.option(fromEnd), fc.option(fromEnd), anySettings, (quarter, met, papers, settings) => {
        const end = periodEnd(quarter);
        const papers_due = papers === null ? null : addDays(end, papers);
        const held = met === null ? [] : [meeting({ date: addDays(end, met), papers_due, reviews: quarter })];
        const { opens, due, reminders } = returnDates(quarter, held, settings);
        expect([isWorkingDay(opens), isWorkingDay(due)]).toEqual([true, true]);
        expect(opens > end && opens <= due).toBe(true);
        expect(workingDaysBetween(opens, due)).toBeLessThanOrEqual(settings.opens_before_due);
        expect(reminders[0]).toEqual({ kind: 'opening', on: opens });
        expect(reminders.every(({ on }) => isWorkingDay(on))).toBe(true);
        const order = reminders.map(({ on }) => on);
        expect([...new Set(order)].sort()).toEqual(order);
        const kinds = reminders.map(({ kind }) => REMINDERS.indexOf(kind));
        expect([...kinds].sort((a, b) => a - b)).toEqual(kinds);
      }),
    );
  });
});

describe('how late', () => {
  it.each<[string, IsoDate, number]>([
    ['the day before is not late', '2008-11-04', 0],
    ['nor is the due day', '2008-11-05', 0],
    ['the day after is one day late', '2008-11-06', 1],
    ['calendar days count, weekends too', '2008-11-10', 5],
    ['over a month’s end', '2008-12-05', 30],
  ])('%s', (_, day, late) => {
    expect(lateDays('2008-11-05', day)).toBe(late);
  });
});

describe('reading the settings', () => {
  const typed = { due_before_papers: '5', opens_before_due: '20', papers_before_meeting: '5', due_after_quarter: '30' };

  it('takes the whole numbers that were typed', () => {
    expect(readReturnSettings(typed)).toEqual({ ok: true, value: DEFAULT_SETTINGS });
  });

  it.each<[string, string, number]>([
    ['nought', '0', 0],
    ['sixty', '60', 60],
    ['with blanks around it', ' 7 ', 7],
    ['with a nought before it', '07', 7],
  ])('takes %s', (_, text, days) => {
    const read = readReturnSettings({ ...typed, opens_before_due: text });
    expect(read).toEqual({ ok: true, value: { ...DEFAULT_SETTINGS, opens_before_due: days } });
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['a blank', ' '],
    ['sixty-one', '61'],
    ['less than nought', '-1'],
    ['a part of a day', '2.5'],
    ['a word', 'five'],
    ['a number in another notation', '1e1'],
  ])('refuses %s', (_, text) => {
    const problem = {
      field: 'due_after_quarter',
      message: 'Working days after the quarter: enter a whole number from 0 to 60.',
    };
    expect(readReturnSettings({ ...typed, due_after_quarter: text })).toEqual({ ok: false, problems: [problem] });
  });

  it('names every field that is wrong', () => {
    const read = readReturnSettings({ ...typed, due_before_papers: 'x', papers_before_meeting: '' });
    expect(read.ok ? [] : read.problems.map(({ field }) => field)).toEqual([
      'due_before_papers',
      'papers_before_meeting',
    ]);
  });
});
