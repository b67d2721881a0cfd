import { describe, expect, it } from 'vitest';
import { outturnOf, saidFor } from '../../server/domain/said-forecast.ts';
import { commentary } from '../support/package-rows.ts';
import { commitment, type GivenTarget, knownOn, period, yearOfFigures } from '../support/records.ts';

const LATE = '2009-06-30';

/** Half of every year comes in its first half, exactly; of 2008/09 5,000 came then, and 9,900 were agreed. */
const half: GivenTarget = {
  agreement: { first_year: 2007, last_year: 2008 },
  indicator: { unit: 'number', decimals: 0, measure: 'flow' },
  terms: { recorded_on: '2007-03-31' },
  commitments: [commitment('target', '2008/09', 9900, { recorded_on: '2007-03-31' })],
  figures: [
    ...yearOfFigures('2006/07', [2500, 2500, 2500, 2500]),
    ...yearOfFigures('2007/08', [2500, 2500, 2500, 2500]),
    ...yearOfFigures('2008/09', [2500, 2500, 2400, 2450]),
  ],
};
const view = (text: string): GivenTarget => ({
  commentaries: [commentary({ period: period(text), own_view: 'amber', recorded_at: '2008-11-01T09:00:00Z' })],
});
const q2 = period('2008/09 Q2');

describe('what can be said of a year’s end', () => {
  it('is the forecast with its chance, the target it is held against, and the lead’s own view', () => {
    // 5,000 / 0.5; the root of the 5,000 to come; Φ(100 / 70.711) = Φ(1.41421) = 0.92135.
    expect(saidFor(knownOn('2008-11-19', { ...half, ...view('2008/09 Q2') }), q2)).toEqual({
      basis: 'standard',
      method: 'profile',
      value: 10_000,
      sd: expect.closeTo(70.7107, 3),
      chance: expect.closeTo(0.92135, 4),
      target: 9900,
      year_end: 'green',
      own_view: 'amber',
    });
  });

  it.each<[string, GivenTarget, string, object | null]>([
    ['nothing once the year’s end is here', half, '2008/09 Q4', null],
    ['nothing without a figure and a view', { ...half, figures: [] }, '2008/09 Q2', null],
    ['nothing while it is parked', { ...half, terms: { ...half.terms, state: 'parked' } }, '2008/09 Q2', null],
    [
      'the lead’s own view alone, where the rules can say nothing',
      { ...half, figures: [], ...view('2008/09 Q2') },
      '2008/09 Q2',
      { method: null, value: null, year_end: null, target: 9900, own_view: 'amber' },
    ],
    [
      'a quarter that brings no figure says nothing again',
      { ...half, indicator: { ...half.indicator, due_quarters: '2|4' }, figures: yearOfFigures('2008/09', [0, 5000]) },
      '2008/09 Q3',
      null,
    ],
    [
      'but for a word of the lead',
      {
        ...half,
        indicator: { ...half.indicator, due_quarters: '2|4' },
        figures: yearOfFigures('2008/09', [0, 5000]),
        ...view('2008/09 Q3'),
      },
      '2008/09 Q3',
      { own_view: 'amber' },
    ],
    [
      'the target it is held against also where the year’s end has no colour',
      { commitments: [commitment('target', '2008/09', 45)], figures: yearOfFigures('2008/09', [42, 43]) },
      '2008/09 Q2',
      { year_end: null, target: 45 },
    ],
    [
      'a forecast as it is shown, not beyond 100%',
      {
        commitments: [commitment('target', '2008/09', 100)],
        figures: [...yearOfFigures('2007/08', [81, 84, 87, 90]), ...yearOfFigures('2008/09', [93, 96])],
      },
      '2008/09 Q2',
      { value: 100 },
    ],
    ['no view of another quarter', { ...half, ...view('2008/09 Q1') }, '2008/09 Q2', { own_view: null }],
    [
      'a forecast without a colour',
      {
        commitments: [commitment('target', '2008/09', 45)],
        figures: yearOfFigures('2008/09', [42, 43]),
      },
      '2008/09 Q2',
      { method: 'no-change', value: 43, year_end: null, chance: null },
    ],
  ])('%s', (_, given, text, said) => {
    const found = saidFor(knownOn('2009-03-31', given), period(text));
    if (said === null) expect(found).toBeNull();
    else expect(found).toMatchObject(said);
  });
});

it('once the year’s last day is over nothing is said any more: whoever speaks then knows the answer', () => {
  const given = { ...half, ...view('2008/09 Q2') };
  expect(saidFor(knownOn('2009-03-31', given), q2)).not.toBeNull();
  expect(saidFor(knownOn('2009-04-01', given), q2)).toBeNull();
});

describe('how a year ended', () => {
  it('is its figure, its colour and the target', () => {
    // 2,500 + 2,500 + 2,400 + 2,450.
    expect(outturnOf(knownOn(LATE, half), 'standard', q2)).toEqual({ light: 'red', value: 9850, target: 9900 });
    const tolerant = { ...half, terms: { ...half.terms, tolerance_mode: 'absolute', tolerance: 50 } } as const;
    expect(outturnOf(knownOn(LATE, tolerant), 'standard', q2)).toMatchObject({ light: 'amber' });
  });

  it.each<[string, GivenTarget, string]>([
    ['before its last figure is in', half, '2008-11-19'],
    [
      'while a figure of it is provisional',
      { ...half, figures: yearOfFigures('2008/09', [1, 2, 3, 4], { status: 'provisional' }) },
      LATE,
    ],
    ['without a target', { ...half, commitments: [] }, LATE],
  ])('is not known %s', (_, given, day) => {
    expect(outturnOf(knownOn(day, given), 'standard', q2)).toBeNull();
  });

  it('is judged under the terms of the year’s last day: what is parked later is not let off', () => {
    const parked = (recorded_on: string): GivenTarget => ({
      ...half,
      terms: [{ recorded_on: '2007-03-31' }, { recorded_on, state: 'parked' }],
    });
    expect(outturnOf(knownOn(LATE, parked('2009-04-01')), 'standard', q2)).toMatchObject({ light: 'red' });
    expect(outturnOf(knownOn(LATE, parked('2009-03-31')), 'standard', q2)).toBe('not-judged');
    const withdrawn = { ...half, terms: { ...half.terms, state: 'withdrawn' } } as const;
    expect(outturnOf(knownOn(LATE, withdrawn), 'standard', q2)).toBe('not-judged');
    expect(outturnOf(knownOn('2009-03-31', withdrawn), 'standard', q2)).toBeNull();
  });

  it('is that of the counting rule it was said on', () => {
    const local = yearOfFigures('2008/09', [10, 10, 10, 10], { basis: 'local' });
    const given: GivenTarget = {
      ...half,
      bases: ['local'],
      commitments: [
        ...(half.commitments ?? []),
        commitment('target', '2008/09', 41, { basis: 'local', recorded_on: '2007-03-31', decided_on: '2007-01-01' }),
      ],
      figures: [...(half.figures ?? []), ...local],
    };
    expect(outturnOf(knownOn(LATE, given), 'local', q2)).toMatchObject({ value: 40, target: 41 });
  });
});
