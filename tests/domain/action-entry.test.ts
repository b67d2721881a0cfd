import { describe, expect, it } from 'vitest';
import {
  ACTION_STATES,
  type ActionEntry,
  readActionEntry,
  readDay,
  readEffect,
  readQuarter,
} from '../../server/domain/action-entry.ts';
import { period, quantity } from '../support/records.ts';

const entry = (given: Partial<ActionEntry> = {}): ActionEntry => ({
  title: 'New rounds',
  owner_role: '',
  due: '',
  state: 'planned',
  expected_effect: '',
  expected_by: '',
  ...given,
});

describe('an action', () => {
  it('with all that can be said of it', () => {
    const read = readActionEntry(
      entry({
        owner_role: 'Head of waste',
        due: '31/12/2008',
        state: 'under-way',
        expected_effect: '0.5',
        expected_by: '2008-09-q4',
      }),
    );
    expect(read).toEqual({
      ok: true,
      value: {
        title: 'New rounds',
        owner_role: 'Head of waste',
        due: '2008-12-31',
        state: 'under-way',
        expected_effect: quantity('0.5'),
        expected_by: period('2008/09 Q4'),
      },
    });
  });

  it('needs a title and how it stands; the rest may be empty', () => {
    expect(readActionEntry(entry())).toEqual({
      ok: true,
      value: {
        title: 'New rounds',
        owner_role: null,
        due: null,
        state: 'planned',
        expected_effect: null,
        expected_by: null,
      },
    });
  });

  it('is planned, under way, done or dropped', () => {
    expect(ACTION_STATES).toEqual(['planned', 'under-way', 'done', 'dropped']);
    for (const state of ACTION_STATES) expect(readActionEntry(entry({ state }))).toMatchObject({ value: { state } });
  });
});

describe('what is wrong, at its field', () => {
  it.each<[sentence: string, given: Partial<ActionEntry>, problems: [field: string, message: string][]]>([
    ['no title', { title: '' }, [['title', 'Say what is being done.']]],
    ['no state', { state: '' }, [['state', 'Choose how it stands.']]],
    ['a state that there is not', { state: 'finished' }, [['state', 'Choose how it stands.']]],
    ['a day that there is not', { due: '29/2/2009' }, [['due', 'Enter a day such as 31/12/2008.']]],
    ['the month before the day', { due: '12/31/2008' }, [['due', 'Enter a day such as 31/12/2008.']]],
    [
      'an effect in words',
      { expected_effect: 'some' },
      [['expected_effect', 'Enter the effect as a number in the unit of the figure, such as 35 or -0.5.']],
    ],
    ['a quarter that there is not', { expected_by: '2008-09-q5' }, [['expected_by', 'Choose a quarter.']]],
    ['a title of 501 characters', { title: 'x'.repeat(501) }, [['title', 'Use at most 500 characters.']]],
    ['an owner of 201', { owner_role: 'x'.repeat(201) }, [['owner_role', 'Use at most 200 characters.']]],
  ])('%s', (_sentence, given, problems) => {
    const read = readActionEntry(entry(given));
    expect(read.ok ? [] : read.problems.map(({ field, message }) => [field, message])).toEqual(problems);
  });

  it('everything at once', () => {
    const read = readActionEntry(
      entry({ title: '', owner_role: 'x'.repeat(201), due: 'x', state: 'x', expected_effect: 'x', expected_by: 'x' }),
    );
    expect(read.ok ? [] : read.problems.map(({ field }) => field).sort()).toEqual([
      'due',
      'expected_by',
      'expected_effect',
      'owner_role',
      'state',
      'title',
    ]);
  });

  it('500 and 200 characters are not too many', () => {
    expect(readActionEntry(entry({ title: 'x'.repeat(500), owner_role: 'x'.repeat(200) })).ok).toBe(true);
  });
});

describe('one of its fields', () => {
  const wrong = (): never => {
    throw new Error('read as wrong');
  };

  it.each<[typed: string, effect: string | null]>([
    ['', null],
    ['35', '35'],
    ['+35', '35'],
    ['-0.5', '-0.5'],
    ['−0.5', '-0.5'],
    ['1,200', '1200'],
    ['2%', '2'],
    ['0', '0'],
    ['0.0001', '0.0001'],
  ])('an effect typed as ‘%s’', (typed, effect) => {
    expect(readEffect(typed, 'effect', wrong)).toBe(effect === null ? null : quantity(effect));
  });

  it.each(['0.00001', 'a half', '+', '1.2.3'])('no effect: ‘%s’', (typed) => {
    const fields: string[] = [];
    expect(readEffect(typed, 'effect', (field) => void fields.push(field))).toBeNull();
    expect(fields).toEqual(['effect']);
  });

  it.each<[typed: string, quarter: string | null]>([
    ['', null],
    ['2008-09-q4', '2008/09 Q4'],
    ['2008-09-Q4', '2008/09 Q4'],
    ['2008/09 Q4', '2008/09 Q4'],
  ])('a quarter typed as ‘%s’', (typed, quarter) => {
    expect(readQuarter(typed, 'by', wrong)).toBe(quarter === null ? null : period(quarter));
  });

  it.each<[typed: string, day: string | null]>([
    ['', null],
    ['2008-02-29', '2008-02-29'],
    ['31/12/2008', '2008-12-31'],
    ['1/2/2009', '2009-02-01'],
    ['1 Feb 2009', '2009-02-01'],
  ])('a day typed as ‘%s’', (typed, day) => {
    expect(readDay(typed, 'due', wrong)).toBe(day);
  });
});
