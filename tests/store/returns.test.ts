import { describe, expect, it } from 'vitest';
import type { Author } from '../../server/domain/account.ts';
import { periodOf } from '../../server/domain/period.ts';
import { DEFAULT_SETTINGS, type ReminderKind } from '../../server/domain/return-dates.ts';
import { type DraftRow, EMPTY_ROW } from '../../server/domain/return-row.ts';
import type { KeptForecast } from '../../server/store/kept-forecasts.ts';
import type { Store } from '../../server/store/store.ts';
import { appendOnly } from '../support/append-only.ts';
import { COMMAND_LINE, TODAY } from '../support/authors.ts';
import { auditTextOf, LEAD, type Told, toldOf, withLead } from '../support/memory-store.ts';
import { agreement, indicator, target } from '../support/package-rows.ts';

const Q2 = periodOf(2008, 2);
const OWP = { period: Q2, partnership: 'OWP' };
const NAME = { agreement: 'LAA2', indicator: 'NI 192', part: '', basis: 'standard', quarter: Q2 };
const TARGET = { agreement: 'LAA2', indicator: 'NI 192', part: '' };
const AT = '2008-11-04T10:00:00Z';

/** A lead, an officer and one target, of which nothing is said yet. */
function withTarget() {
  const memory = withLead();
  const { store } = memory;
  const officer = store.write(COMMAND_LINE, () => {
    store.rows.agreements.insert(agreement());
    store.rows.indicators.insert(indicator());
    store.rows.targets.insert(target());
    const account = {
      ...LEAD,
      email: 'bob@council.example',
      name: 'Bob Dray',
      role: 'officer',
      partnerships: [],
    } as const;
    return store.accounts.insert({ ...account, demonstration: false }, TODAY).id;
  });
  return { ...memory, officer };
}

/** The day on which the returns were due. */
const DUE = '2008-11-05';

const submitted = (account: number, given: object = {}) => ({
  due: DUE,
  ...OWP,
  event: 'submitted' as const,
  at: AT,
  account,
  ...given,
});
const opened = (account: number, given: object = {}) => ({
  ...OWP,
  ...TARGET,
  account,
  until: '2008-12-01',
  reason: 'Recount',
  at: AT,
  opened_by: account,
  ...given,
});

/** What was typed, with a name beside it that stands nowhere else. */
const typed = (saved_by: number | null, given: Partial<DraftRow> = {}): Omit<DraftRow, 'version'> => ({
  ...OWP,
  ...NAME,
  ...EMPTY_ROW,
  value: '41.2',
  status: 'final',
  saved_at: AT,
  saved_by,
  held: 0,
  action: 0,
  figure_name: 'Inspector Lewis',
  words_name: 'Inspector Lewis',
  saved_name: 'Inspector Lewis',
  ...given,
});

/** For somebody at the police, whose name stands nowhere else. */
const linkOf = (created_by: number, given: object = {}) => ({
  ...OWP,
  hash: 'c0ffee',
  name: 'PC Morse',
  created_at: AT,
  created_by,
  expires_at: '2008-12-01T23:59:59Z',
  ...given,
});

const forecastOf = (given: Partial<KeptForecast> = {}): KeptForecast => ({
  ...OWP,
  ...TARGET,
  sequence: 1,
  rules_version: 1,
  basis: 'standard',
  method: 'drift',
  value: 42.1356,
  sd: 0.5,
  chance: 0.25,
  target: 42.5,
  year_end: 'amber',
  own_view: null,
  ...given,
});

/** A return that went back with a reason, and a target that was opened again. */
function withHistory() {
  const memory = withTarget();
  const { store, id } = memory;
  store.write(COMMAND_LINE, () => {
    store.returns.append(submitted(id));
    store.returns.append({ ...OWP, event: 'sent-back', at: AT, account: id, due: DUE }, [
      { ...NAME, text: 'Which quarter is this?' },
    ]);
    store.returns.reopen(opened(id));
    store.keptForecasts.keep(forecastOf());
  });
  return memory;
}

appendOnly(['return_events', 'return_remarks', 'return_reopenings', 'kept_forecasts'], withHistory);

describe('numbers follow each other', () => {
  it.each<[sentence: string, sql: string, numbers: number[]]>([
    [
      'what was done',
      `INSERT INTO return_events VALUES (${Q2}, 'OWP', ?, 'submitted', '${AT}', 1, '${DUE}')`,
      [2, 4, 0],
    ],
    [
      'what was opened again',
      `INSERT INTO return_reopenings VALUES (${Q2}, 'OWP', ?, 'LAA2', 'NI 192', '', 1, '2008-12-01', 'x', '${AT}', 1)`,
      [1, 3, 0],
    ],
  ])('%s: not one that is there, not one after a gap', (_sentence, sql, numbers) => {
    const { db } = withHistory();
    for (const number of numbers) expect(() => db.prepare(sql).run(number)).toThrow(/does not follow/);
    expect(() => db.prepare(sql.replace('INSERT', 'INSERT OR IGNORE')).run(numbers[0])).toThrow(/does not follow/);
  });

  it('each return by itself, from 1', () => {
    const { store, id } = withHistory();
    store.write(COMMAND_LINE, () => {
      store.returns.append(submitted(id));
      for (const event of ['submitted', 'signed-off'])
        store.returns.append(submitted(id, { partnership: 'DAAT', event }));
      store.returns.append(submitted(id, { period: Q2 + 1 }));
      store.returns.reopen(opened(id));
      store.returns.reopen(opened(id, { partnership: 'DAAT' }));
    });
    expect(store.returns.listEvents(OWP).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(store.returns.listReopenings(OWP).map(({ number }) => number)).toEqual([1, 2]);
    expect(store.returns.listReopenings({ ...OWP, partnership: 'DAAT' }).map(({ number }) => number)).toEqual([1]);
    expect(
      store.returns.listSince(Q2).map(({ period, partnership, sequence }) => [period - Q2, partnership, sequence]),
    ).toEqual([
      [0, 'DAAT', 1],
      [0, 'DAAT', 2],
      [0, 'OWP', 1],
      [0, 'OWP', 2],
      [0, 'OWP', 3],
      [1, 'OWP', 1],
    ]);
    expect(store.returns.listSince(Q2 + 1)).toEqual([{ ...submitted(id, { period: Q2 + 1 }), sequence: 1 }]);
  });
});

describe('a return', () => {
  it('of which nothing was done has no last event, no remark and nothing opened again', () => {
    const { returns } = withTarget().store;
    expect([
      returns.findLast(OWP),
      returns.listEvents(OWP),
      returns.listRemarks(OWP),
      returns.listReopenings(OWP),
    ]).toEqual([null, [], [], []]);
  });

  it('comes back as it went in', () => {
    const { store, id } = withHistory();
    expect(store.returns.listEvents(OWP)).toEqual([
      { ...submitted(id), sequence: 1 },
      { ...OWP, event: 'sent-back', at: AT, account: id, due: DUE, sequence: 2 },
    ]);
    expect(store.returns.findLast(OWP)).toMatchObject({ event: 'sent-back', sequence: 2 });
    expect(store.returns.listRemarks(OWP)).toEqual([{ ...NAME, sequence: 2, text: 'Which quarter is this?' }]);
    expect(store.returns.listReopenings(OWP)).toEqual([{ ...opened(id), number: 1 }]);
  });

  it.each<[sentence: string, work: (store: Store, id: number) => void]>([
    ['an event that there is not', ({ returns }, id) => returns.append(submitted(id, { event: 'lost' }))],
    ['a moment without its zone', ({ returns }, id) => returns.append(submitted(id, { at: '2008-11-04T10:00:00' }))],
    ['an account that there is not', ({ returns }) => returns.append(submitted(99))],
    ['a partnership that there is not', ({ returns }, id) => returns.append(submitted(id, { partnership: 'X' }))],
    ['a remark without words', ({ returns }, id) => returns.append(submitted(id), [{ ...NAME, text: '' }])],
    ['a remark on no target', ({ returns }, id) => returns.append(submitted(id), [{ ...NAME, part: 'x', text: 'x' }])],
    ['a target opened again without a reason', ({ returns }, id) => returns.reopen(opened(id, { reason: '' }))],
    ['until a day that there is not', ({ returns }, id) => returns.reopen(opened(id, { until: '2008-11-31' }))],
  ])('is kept from %s', (_sentence, work) => {
    const { store, id } = withTarget();
    expect(() => store.write(COMMAND_LINE, () => work(store, id))).toThrow(/constraint failed/);
    expect([store.returns.listEvents(OWP), store.returns.listReopenings(OWP)]).toEqual([[], []]);
  });
});

describe('a row that is typed into', () => {
  const save = (store: Store, row: Omit<DraftRow, 'version'>, seen: number): boolean =>
    store.write(COMMAND_LINE, () => store.returnRows.save(row, seen));

  it('is kept as the version after the one that was seen', () => {
    const { store, id } = withTarget();
    expect(store.returnRows.find({ ...OWP, ...NAME })).toBeNull();
    expect(save(store, typed(id), 0)).toBe(true);
    expect(store.returnRows.find({ ...OWP, ...NAME })).toEqual({ ...typed(id), version: 1 });
    const now = typed(null, { value: '41.3', saved_name: 'Strange', saved_at: '2008-11-04T11:00:00Z' });
    expect(save(store, now, 1)).toBe(true);
    expect(store.returnRows.list(OWP)).toEqual([{ ...now, version: 2 }]);
  });

  it.each<[sentence: string, held: number, seen: number]>([
    ['with none seen where there is one', 1, 0],
    ['with an older one seen', 2, 1],
    ['with one seen that has not come yet', 2, 3],
    ['with one seen that never was', 1, -1],
    ['with one seen where there is none', 0, 1],
  ])('is not kept, and not told, %s', (_sentence, held, seen) => {
    const { store, id } = withTarget();
    for (let version = 0; version < held; version += 1) save(store, typed(id, { note: `${version}` }), version);
    const before = store.returnRows.list(OWP);
    const told = toldOf(store, () => expect(store.returnRows.save(typed(id, { value: '99' }), seen)).toBe(false));
    expect(told).toEqual([]);
    expect(store.returnRows.list(OWP)).toEqual(before);
  });

  it('stands beside others in the order of their names', () => {
    const { store, id } = withTarget();
    store.write(COMMAND_LINE, () => {
      store.rows.indicators.insert(indicator({ part: 'a' }));
      store.rows.targets.insert(target({ part: 'a' }));
    });
    const names = [{ part: 'a' }, { basis: 'local' }, { quarter: Q2 - 1 }, {}] as const;
    for (const name of names) expect(save(store, typed(id, name), 0)).toBe(true);
    save(store, typed(id, { partnership: 'DAAT' }), 0);
    save(store, typed(id, { period: Q2 + 1 }), 0);
    expect(store.returnRows.list(OWP).map(({ part, basis, quarter }) => [part, basis, quarter - Q2])).toEqual([
      ['', 'local', 0],
      ['', 'standard', -1],
      ['', 'standard', 0],
      ['a', 'standard', 0],
    ]);
    const listed = (from: number) =>
      store.returnRows.listReturns(from).map((row) => `${row.partnership} ${row.period - Q2}`);
    expect(listed(Q2).sort()).toEqual(['DAAT 0', 'OWP 0', 'OWP 1']);
    expect(listed(Q2 + 1)).toEqual(['OWP 1']);
  });
});

describe('the audit', () => {
  const { value, status } = typed(null);
  const added = (object: string, key: object, now: object): Told => ({
    action: 'added',
    object,
    key: { ...key },
    old: null,
    new: { ...now },
  });
  const told = (work: (store: Store, id: number) => void, memory = withTarget()) =>
    toldOf(memory.store, () => work(memory.store, memory.id));

  it('has one row for each thing that is done with a return', () => {
    const rest = { event: 'submitted', at: AT, account: 1, due: DUE };
    expect(told(({ returns }) => returns.append(submitted(1), [{ ...NAME, text: 'Why?' }]))).toEqual([
      added('return_events', { ...OWP, sequence: 1 }, rest),
      added('return_remarks', { ...OWP, sequence: 1, ...NAME }, { text: 'Why?' }),
    ]);
    const { period: _period, partnership: _partnership, ...values } = opened(1);
    expect(told(({ returns }) => returns.reopen(opened(1)))).toEqual([
      added('return_reopenings', { ...OWP, number: 1 }, values),
    ]);
  });

  it('has one row for each save, with what was and what is', () => {
    const memory = withTarget();
    const first = told(({ returnRows }, id) => returnRows.save(typed(id), 0), memory);
    expect(first).toEqual([
      added(
        'return_rows',
        { ...OWP, ...NAME },
        { ...EMPTY_ROW, value, status, held: 0, action: 0, saved_by: memory.id },
      ),
    ]);
    const second = told(
      ({ returnRows }) => returnRows.save(typed(null, { value: '41.3', saved_name: 'Strange' }), 1),
      memory,
    );
    expect(second).toEqual([
      {
        action: 'changed',
        object: 'return_rows',
        key: { ...OWP, ...NAME },
        old: { value: '41.2', saved_by: memory.id },
        new: { value: '41.3', saved_by: null },
      },
    ]);
  });

  it('agrees with what is held, and finds a row that was changed past it', () => {
    const { db, store, id } = withHistory();
    store.write(COMMAND_LINE, () => {
      store.returnRows.save(typed(id), 0);
      store.returnRows.save(typed(id, { note: 'Recount' }), 1);
      store.returnLinks.insert(linkOf(id));
      store.returnLinks.end(1, AT);
    });
    expect(store.contentFault()).toBeNull();
    db.prepare("UPDATE return_rows SET value = '51.2'").run();
    expect(store.contentFault()).toContain('return_rows');
  });

  it.each<[sentence: string, work: (store: Store, id: number) => unknown]>([
    ['an event', ({ returns }, id) => returns.append(submitted(id))],
    ['a target opened again', ({ returns }, id) => returns.reopen(opened(id))],
    ['a row', ({ returnRows }, id) => returnRows.save(typed(id), 0)],
    ['a link', ({ returnLinks }, id) => returnLinks.insert(linkOf(id))],
    ['settings', ({ returnSettings }) => returnSettings.set({ ...DEFAULT_SETTINGS, due_before_papers: 6 })],
    ['what is turned down', ({ reminders }, id) => reminders.refuse(id, ['opening'])],
  ])('is needed for %s: without an author nothing is changed', (_sentence, work) => {
    const { store, id } = withTarget();
    expect(() => store.read(() => work(store, id))).toThrow(/was changed outside a write/);
    expect(store.contentFault()).toBeNull();
    expect(store.returnSettings.find()).toEqual(DEFAULT_SETTINGS);
  });
});

describe('a link to a return', () => {
  it('is found by its hash alone, or by its number, and ends once', () => {
    const { store, id } = withTarget();
    const told = toldOf(store, () => store.returnLinks.insert(linkOf(id)));
    const values = { ...OWP, expires_at: '2008-12-01T23:59:59Z' };
    expect(told).toEqual([{ action: 'added', object: 'return_links', key: { id: 1 }, old: null, new: values }]);
    const { hash: _hash, ...link } = { ...linkOf(id), id: 1, ended_at: null };
    expect([store.returnLinks.findByHash('c0ffee'), store.returnLinks.find(1)]).toEqual([link, link]);
    expect([
      store.returnLinks.findByHash('C0FFEE'),
      store.returnLinks.findByHash('1'),
      store.returnLinks.find(2),
    ]).toEqual([null, null, null]);

    expect(toldOf(store, () => store.returnLinks.end(1, AT))).toEqual([
      { action: 'changed', object: 'return_links', key: { id: 1 }, old: {}, new: { ended_at: AT } },
    ]);
    expect(toldOf(store, () => store.returnLinks.end(1, '2008-11-05T10:00:00Z'))).toEqual([]);
    expect(toldOf(store, () => store.returnLinks.end(2, AT))).toEqual([]);
    expect(store.returnLinks.findByHash('c0ffee')).toEqual({ ...link, ended_at: AT });
  });

  it('is listed with the others of its return, newest first', () => {
    const { store, id } = withTarget();
    store.write(COMMAND_LINE, () => {
      for (const hash of ['a', 'b']) store.returnLinks.insert(linkOf(id, { hash }));
      store.returnLinks.insert(linkOf(id, { hash: 'c', partnership: 'DAAT' }));
      store.returnLinks.insert(linkOf(id, { hash: 'd', period: Q2 + 1 }));
    });
    expect(store.returnLinks.list(OWP).map((link) => link.id)).toEqual([2, 1]);
    expect(() => store.write(COMMAND_LINE, () => store.returnLinks.insert(linkOf(id, { hash: 'a' })))).toThrow(
      /UNIQUE/,
    );
  });

  it('leaves neither its name nor its hash in the audit, nor does what comes through it', () => {
    const { db, store, id } = withTarget();
    store.write(COMMAND_LINE, () => {
      store.returnLinks.insert(linkOf(id));
      store.returnRows.save(typed(null, { saved_name: 'PC Morse' }), 0);
      store.returnRows.save(typed(id, { value: '41.3' }), 1);
      store.returnLinks.end(1, AT);
    });
    expect(auditTextOf(db)).toContain('41.3');
    expect(auditTextOf(db)).not.toMatch(/Morse|Lewis|c0ffee/);
  });
});

describe('reminders', () => {
  const claim = (store: Store, account: number, day: string, kind: ReminderKind = 'opening'): boolean =>
    store.reminders.claim({ account, day, kind });

  it('are put in hand once a person and day, whatever their kind and outcome', () => {
    const { store, id, officer } = withTarget();
    expect(claim(store, id, '2008-10-08')).toBe(true);
    expect([claim(store, id, '2008-10-08'), claim(store, id, '2008-10-08', 'day-after')]).toEqual([false, false]);
    store.reminders.note(id, '2008-10-08', 'failed');
    expect(claim(store, id, '2008-10-08')).toBe(false);
    expect([claim(store, id, '2008-10-09'), claim(store, officer, '2008-10-08')]).toEqual([true, true]);
    expect(store.reminders.listSince('2008-10-08')).toEqual([
      { account: id, day: '2008-10-09', kind: 'opening', outcome: null },
      { account: id, day: '2008-10-08', kind: 'opening', outcome: 'failed' },
      { account: officer, day: '2008-10-08', kind: 'opening', outcome: null },
    ]);
    expect(store.reminders.listSince('2008-10-09')).toHaveLength(1);
  });

  it('count for the last day where they were sent or may have been, not where they failed', () => {
    const { store, id, officer } = withTarget();
    for (const day of ['2008-10-08', '2008-10-27', '2008-11-04']) claim(store, id, day);
    expect(store.reminders.lastDays()).toEqual(new Map([[id, '2008-11-04']]));
    store.reminders.note(id, '2008-11-04', 'failed');
    expect(store.reminders.lastDays()).toEqual(new Map([[id, '2008-10-27']]));
    store.reminders.note(id, '2008-10-27', 'sent');
    claim(store, officer, '2008-10-08');
    store.reminders.note(officer, '2008-10-08', 'failed');
    expect(store.reminders.lastDays()).toEqual(new Map([[id, '2008-10-27']]));
  });

  it('can be turned down by kind and taken up again, each told once', () => {
    const { store, id: account, officer } = withTarget();
    const refusal = (action: 'added' | 'removed', kind: ReminderKind): Told => ({
      action,
      object: 'reminder_refusals',
      key: { account, kind },
      old: action === 'added' ? null : {},
      new: action === 'added' ? {} : null,
    });
    const refuse = (kinds: ReminderKind[]) => toldOf(store, () => store.reminders.refuse(account, kinds));
    expect(store.reminders.refusals()).toEqual(new Map());
    expect(refuse(['opening', 'day-after'])).toEqual([refusal('added', 'opening'), refusal('added', 'day-after')]);
    expect(refuse(['day-after', 'opening'])).toEqual([]);
    expect(refuse(['day-after', 'week-after'])).toEqual([
      refusal('added', 'week-after'),
      refusal('removed', 'opening'),
    ]);
    store.write(COMMAND_LINE, () => store.reminders.refuse(officer, ['opening']));
    expect(store.reminders.refusedBy(account)).toEqual(['day-after', 'week-after']);
    expect(store.reminders.refusals()).toEqual(
      new Map([
        [account, new Set(['day-after', 'week-after'])],
        [officer, new Set(['opening'])],
      ]),
    );
    expect(refuse([])).toEqual([refusal('removed', 'day-after'), refusal('removed', 'week-after')]);
  });
});

describe('the settings of returns', () => {
  const BY_OFFICER: Author = { actor: 2, at: TODAY };

  it('are those of the start, and change with one row of the audit that says from what to what', () => {
    const { store } = withTarget();
    expect(store.returnSettings.find()).toEqual({
      due_before_papers: 5,
      opens_before_due: 20,
      papers_before_meeting: 5,
      due_after_quarter: 30,
    });
    const now = { ...DEFAULT_SETTINGS, opens_before_due: 15, due_after_quarter: 60 };
    expect(toldOf(store, () => store.returnSettings.set(now), BY_OFFICER)).toEqual([
      {
        action: 'changed',
        object: 'return_settings',
        key: {},
        old: { opens_before_due: 20, due_after_quarter: 30 },
        new: { opens_before_due: 15, due_after_quarter: 60 },
      },
    ]);
    expect(store.returnSettings.find()).toEqual(now);
    expect(toldOf(store, () => store.returnSettings.set(now), BY_OFFICER)).toEqual([]);
  });

  it.each([-1, 61, 2.5])('are never %d working days', (days) => {
    const { store } = withTarget();
    const set = () => store.returnSettings.set({ ...DEFAULT_SETTINGS, opens_before_due: days });
    expect(() => store.write(BY_OFFICER, set)).toThrow(/constraint failed|cannot store/);
    expect(store.returnSettings.find()).toEqual(DEFAULT_SETTINGS);
  });
});

describe('forecasts that are kept', () => {
  it('stand with the moment of their sign-off, numbers as they were given', () => {
    const { store } = withHistory();
    expect(store.keptForecasts.list('LAA2')).toEqual([{ ...forecastOf(), at: AT }]);
    expect(store.keptForecasts.list('LAA1')).toEqual([]);
  });

  it('are told by the audit in full', () => {
    const { store } = withHistory();
    const { period, partnership, sequence, agreement, indicator: of, part, ...values } = forecastOf({ sequence: 2 });
    expect(toldOf(store, () => store.keptForecasts.keep(forecastOf({ sequence: 2 })))).toEqual([
      {
        action: 'added',
        object: 'kept_forecasts',
        key: { period, partnership, sequence, agreement, indicator: of, part },
        old: null,
        new: values,
      },
    ]);
  });

  it.each<[string, Partial<KeptForecast>]>([
    ['twice for one sign-off', {}],
    ['for a step that was never taken', { sequence: 9 }],
    ['of a target that is not there', { sequence: 2, indicator: 'NI 1' }],
    ['with a value and no method', { sequence: 2, method: null }],
    ['with nothing said', { sequence: 2, method: null, value: null }],
    ['with a chance above 1', { sequence: 2, chance: 1.01 }],
    ['with a spread below 0', { sequence: 2, sd: -0.1 }],
  ])('are refused %s', (_sentence, given) => {
    const { store } = withHistory();
    expect(() => store.write(COMMAND_LINE, () => store.keptForecasts.keep(forecastOf(given)))).toThrow(/constraint/i);
  });
});
