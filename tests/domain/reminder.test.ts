import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, type IsoDate } from '../../server/domain/moment.ts';
import { dueReminders, type ReminderPerson, type ReminderReturn } from '../../server/domain/reminder.ts';
import { DEFAULT_SETTINGS, REMINDERS, type ReminderKind, returnDates } from '../../server/domain/return-dates.ts';
import { isWorkingDay } from '../../server/domain/working-days.ts';
import { meeting } from '../support/package-rows.ts';
import { period } from '../support/records.ts';

const SECOND = period('2008/09 Q2');

/** Opens on 8 October 2008 and is due on 5 November; reminders on 8 and 27 October, 4, 6 and 14 November. */
const november = [meeting({ board: 'PSB', date: '2008-11-19', papers_due: '2008-11-12', reviews: SECOND })];

function given(about: Partial<ReminderReturn> = {}): ReminderReturn {
  return {
    partnership: 'OSCP',
    partnershipName: 'Oxfordshire Safer Communities Partnership',
    period: SECOND,
    dates: returnDates(SECOND, november, DEFAULT_SETTINGS),
    state: 'open',
    missing: 3,
    address: '/returns/oscp/2008-09-q2',
    ...about,
  };
}

function person(about: Partial<ReminderPerson> = {}): ReminderPerson {
  return { account: 1, codes: ['OSCP'], refused: new Set(), lastSent: null, ...about };
}

const kindOn = (today: IsoDate, about: Partial<ReminderPerson> = {}, returns = [given()]): ReminderKind | null =>
  dueReminders(today, returns, [person(about)])[0]?.kind ?? null;

/** What a person is sent when the job runs on these days, one after the other. */
function sentOn(days: readonly IsoDate[], returns: readonly ReminderReturn[], about: Partial<ReminderPerson> = {}) {
  const sent: [IsoDate, ReminderKind][] = [];
  for (const day of days) {
    const lastSent = sent.at(-1)?.[0] ?? about.lastSent ?? null;
    for (const { kind } of dueReminders(day, returns, [person({ ...about, lastSent })])) sent.push([day, kind]);
  }
  return sent;
}

const daysFrom = (first: IsoDate, count: number): IsoDate[] =>
  Array.from({ length: count }, (_, index) => addDays(first, index));

describe('a reminder', () => {
  it.each<[string, IsoDate, IsoDate | null, ReminderKind | null]>([
    ['the day before the opening: nothing', '2008-10-07', null, null],
    ['on the opening day', '2008-10-08', null, 'opening'],
    ['a missed opening is caught up on any later day', '2008-10-26', null, 'opening'],
    ['but not on the day of the next reminder, which takes its place', '2008-10-27', null, 'week-before'],
    ['what was sent on its day is not sent again', '2008-10-13', '2008-10-08', null],
    ['what was sent on a later day neither', '2008-10-20', '2008-10-09', null],
    ['one that was sent the day before its day is not this one', '2008-11-08', '2008-11-03', 'day-after'],
    ['a week before the day it is due', '2008-10-27', '2008-10-08', 'week-before'],
    ['the day before', '2008-11-04', '2008-10-27', 'day-before'],
    ['a missed one is caught up on the day it is due', '2008-11-05', '2008-10-27', 'day-before'],
    ['the day after, where the one before was missed', '2008-11-06', '2008-10-27', 'day-after'],
    ['only the latest of those that were missed', '2008-11-13', '2008-10-08', 'day-after'],
    ['a week after', '2008-11-14', '2008-11-06', 'week-after'],
    ['the last is caught up for 28 days', '2008-12-12', '2008-11-06', 'week-after'],
    ['and no longer', '2008-12-13', '2008-11-06', null],
  ])('%s', (_, today, lastSent, kind) => {
    expect(kindOn(today, { lastSent })).toBe(kind);
  });

  it.each<[string, IsoDate, IsoDate, ReminderKind | null]>([
    ['on the same day', '2008-11-06', '2008-11-06', null],
    ['four days after another', '2008-11-06', '2008-11-02', null],
    ['five days after another', '2008-11-06', '2008-11-01', 'day-after'],
    ['the day after does not follow the day before', '2008-11-06', '2008-11-04', null],
    ['until five days have passed: on the fourth', '2008-11-08', '2008-11-04', null],
    ['until five days have passed: on the fifth', '2008-11-09', '2008-11-04', 'day-after'],
    ['nothing before a day that is still to come', '2008-11-06', '2008-11-20', null],
  ])('never comes within five days: %s', (_, today, lastSent, kind) => {
    expect(kindOn(today, { lastSent })).toBe(kind);
  });

  it('comes five times where the job runs every day', () => {
    expect(sentOn(daysFrom('2008-10-01', 120), [given()])).toEqual([
      ['2008-10-08', 'opening'],
      ['2008-10-27', 'week-before'],
      ['2008-11-04', 'day-before'],
      ['2008-11-09', 'day-after'],
      ['2008-11-14', 'week-after'],
    ]);
  });

  it('is caught up until the next one’s day, however long that is', () => {
    const long = given({
      dates: returnDates(SECOND, [], { ...DEFAULT_SETTINGS, opens_before_due: 60, due_after_quarter: 60 }),
    });
    expect(long.dates.reminders.slice(0, 2).map(({ on }) => on)).toEqual(['2008-10-01', '2008-12-12']);
    expect(kindOn('2008-12-11', {}, [long])).toBe('opening');
  });

  it('waits for the Monday where the job runs on working days', () => {
    expect(sentOn(daysFrom('2008-11-01', 60).filter(isWorkingDay), [given()], { lastSent: '2008-10-27' })).toEqual([
      ['2008-11-04', 'day-before'],
      ['2008-11-10', 'day-after'],
      ['2008-11-17', 'week-after'],
    ]);
  });

  it('is caught up after the job has stood still', () => {
    const days = [...daysFrom('2008-10-01', 20), ...daysFrom('2008-11-12', 30)];
    expect(sentOn(days, [given()])).toEqual([
      ['2008-10-08', 'opening'],
      ['2008-11-12', 'day-after'],
      ['2008-11-17', 'week-after'],
    ]);
  });
});

describe('who gets one', () => {
  it('who answers for the partnership', () => {
    expect(kindOn('2008-11-04', { codes: ['OWP', 'OSCP'] })).toBe('day-before');
    expect(kindOn('2008-11-04', { codes: ['OWP'] })).toBeNull();
    expect(kindOn('2008-11-04', { codes: [] })).toBeNull();
  });

  it('nobody where no return can be acted on', () => {
    expect(kindOn('2008-11-04', {}, [])).toBeNull();
  });

  it('who has not turned its kind down', () => {
    expect(kindOn('2008-11-04', { refused: new Set(['day-before']) })).toBeNull();
    expect(kindOn('2008-11-04', { refused: new Set(REMINDERS.filter((kind) => kind !== 'day-before')) })).toBe(
      'day-before',
    );
  });

  it('turning one kind down leaves the others on their days', () => {
    const refused = new Set<ReminderKind>(['day-before', 'week-before']);
    expect(sentOn(daysFrom('2008-10-01', 120), [given()], { refused })).toEqual([
      ['2008-10-08', 'opening'],
      ['2008-11-06', 'day-after'],
      ['2008-11-14', 'week-after'],
    ]);
  });

  it('each for themselves, in the order of the people', () => {
    const people = [
      person({ account: 7 }),
      person({ account: 3, lastSent: '2008-11-03' }),
      person({ account: 5, codes: ['OWP'] }),
    ];
    const waste = given({ partnership: 'OWP', partnershipName: 'Oxfordshire Waste Partnership' });
    const due = dueReminders('2008-11-04', [given(), waste], people);
    expect(due.map(({ account, items }) => [account, items.map(({ partnership }) => partnership)])).toEqual([
      [7, ['OSCP']],
      [5, ['OWP']],
    ]);
  });
});

describe('what it lists', () => {
  const first = period('2008/09 Q1');
  const third = period('2008/09 Q3');
  const of = (code: string, name: string, quarter = SECOND): ReminderReturn =>
    given({
      partnership: code,
      partnershipName: name,
      period: quarter,
      dates: returnDates(quarter, quarter === SECOND ? november : [], DEFAULT_SETTINGS),
    });
  const listed = (today: IsoDate, returns: readonly ReminderReturn[], about: Partial<ReminderPerson> = {}) =>
    dueReminders(today, returns, [person({ codes: ['A', 'B', 'C'], ...about })]).map(({ kind, items }) => [
      kind,
      ...items.map(({ partnership, period: quarter }) => `${partnership}${quarter - first + 1}`),
    ]);

  it('the longest overdue first, then what is due first, then by name', () => {
    const returns = [of('C', 'Children'), of('B', 'Adults'), of('A', 'Waste', first), of('C', 'Children', first)];
    expect(listed('2008-11-04', returns)).toEqual([['day-before', 'C1', 'A1', 'B2', 'C2']]);
  });

  it('nothing that is not open yet: the day before it opens, and on the day', () => {
    // Without a meeting the third quarter is due on 12 February 2009 and opens twenty working days before.
    const returns = [of('A', 'Adults'), of('A', 'Adults', third)];
    expect(of('A', 'Adults', third).dates).toMatchObject({ opens: '2009-01-15', due: '2009-02-12' });
    expect(listed('2009-01-14', returns)).toEqual([]);
    expect(listed('2009-01-15', returns)).toEqual([['opening', 'A2', 'A3']]);
  });

  it('its kind is that of the most urgent return that calls for one', () => {
    // On 6 November the first quarter’s last reminder has long been given up, and the second’s day after has come.
    const returns = [of('A', 'Adults', first), of('B', 'Older people')];
    expect(listed('2008-11-06', returns)).toEqual([['day-after', 'A1', 'B2']]);
  });

  it('or of the next where the person has turned that one down', () => {
    const early = of('A', 'Adults');
    const later = given({
      partnership: 'B',
      partnershipName: 'Waste',
      dates: { ...early.dates, due: '2008-11-06', reminders: [{ kind: 'week-before', on: '2008-11-04' }] },
    });
    expect(listed('2008-11-04', [early, later])).toEqual([['day-before', 'A2', 'B2']]);
    expect(listed('2008-11-04', [early, later], { refused: new Set(['day-before']) })).toEqual([
      ['week-before', 'A2', 'B2'],
    ]);
  });

  it('a return that was sent back between two reminders is reminded of with the next message', () => {
    const back = given({ state: 'sent-back' });
    expect(kindOn('2008-11-05', { lastSent: '2008-10-27' }, [back])).toBe('day-before');
  });
});

describe('whatever is due to whom', () => {
  const anyKinds = fc.uniqueArray(fc.constantFrom(...REMINDERS)).map((kinds) => new Set(kinds));
  const anyReturn = fc
    .record({
      partnership: fc.constantFrom('A', 'B', 'C'),
      quarter: fc.integer({ min: SECOND, max: SECOND + 3 }),
      opens_before_due: fc.integer({ min: 0, max: 30 }),
      due_after_quarter: fc.integer({ min: 0, max: 45 }),
    })
    .map(({ partnership, quarter, ...settings }) =>
      given({
        partnership,
        partnershipName: partnership,
        period: quarter,
        dates: returnDates(quarter, [], { ...DEFAULT_SETTINGS, ...settings }),
      }),
    );

  it('never two within five days, never a kind turned down, never another’s return, never one twice for one reminder', () => {
    fc.assert(
      fc.property(
        fc.array(anyReturn, { maxLength: 6 }),
        fc.subarray(['A', 'B', 'C']),
        anyKinds,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 20, maxLength: 90 }),
        (returns, codes, refused, steps) => {
          let [today, lastSent]: [IsoDate, IsoDate | null] = ['2008-10-01', null];
          for (const step of steps) {
            today = addDays(today, step);
            const sent = dueReminders(today, returns, [person({ codes, refused, lastSent })])[0];
            if (sent === undefined) continue;
            expect(lastSent === null || daysBetween(lastSent, today) >= 5).toBe(true);
            expect(refused.has(sent.kind)).toBe(false);
            expect(sent.items.every((item) => codes.includes(item.partnership) && item.dates.opens <= today)).toBe(
              true,
            );
            const isNew = sent.items.some(({ dates }) =>
              dates.reminders.some(({ kind, on }) => kind === sent.kind && on <= today && on > (lastSent ?? '')),
            );
            expect(isNew).toBe(true);
            lastSent = today;
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
