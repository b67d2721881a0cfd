import { describe, expect, it } from 'vitest';
import { MISSING_REASONS, TARGET_STATES } from '../../server/domain/data-package.ts';
import {
  actionState,
  activeWords,
  basisTitle,
  commitmentState,
  completionWords,
  effectWords,
  influenceWords,
  isSuperseded,
  itemWords,
  kindWords,
  measureWords,
  missingReasons,
  reasonCode,
  sectionWords,
  stateWords,
  targetStates,
  toleranceTerms,
} from '../../server/domain/vocabulary.ts';
import { action, partnership } from '../support/package-rows.ts';
import { figure, type GivenTerms, indicator, knownOn, milestone, period, quantity, terms } from '../support/records.ts';

describe('how an indicator is counted', () => {
  it.each<[sentence: string, given: Parameters<typeof indicator>[0], words: string]>([
    ['a level', {}, 'A level at the quarter’s end; a figure every quarter, due 28 days after the quarter’s end'],
    [
      'a rolling level',
      { pattern: 'rolling', lag_days: 45 },
      'A level at the quarter’s end, over the twelve months before; a figure every quarter, due 45 days after the quarter’s end',
    ],
    [
      'a sum',
      { measure: 'flow', lag_days: 1 },
      'Counted in each quarter and added up over the year; a figure every quarter, due 1 day after the quarter’s end',
    ],
    [
      'a running count without a lag',
      { measure: 'running', lag_days: null },
      'Counted from the agreement’s first day; a figure every quarter',
    ],
    [
      'summer results',
      { due_quarters: '2', lag_days: 21 },
      'A level at the quarter’s end; a figure in quarter 2, due 21 days after the quarter’s end',
    ],
    [
      'three surveys a year',
      { due_quarters: '2|3|4', lag_days: 21 },
      'A level at the quarter’s end; a figure in quarters 2, 3 and 4, due 21 days after the quarter’s end',
    ],
    [
      'a two-yearly survey',
      { due_quarters: '3', every_years: 2, lag_days: 60 },
      'A level at the quarter’s end; a figure in quarter 3, every 2 years, due 60 days after the quarter’s end',
    ],
  ])('%s', (_sentence, given, words) => {
    expect(measureWords(indicator(given))).toBe(words);
  });
});

describe('the tolerance and who set it', () => {
  it.each<[sentence: string, given: GivenTerms, words: string]>([
    ['none', {}, 'None: anything short is red'],
    ['none, and somebody said so', { tolerance_set_by: 'the Board' }, 'None: anything short is red, set by: the Board'],
    ['nothing', { tolerance_mode: 'absolute', tolerance: 0 }, 'None: anything short is red'],
    [
      'in the unit',
      { tolerance_mode: 'absolute', tolerance: '1.5', tolerance_set_by: 'the Board' },
      '1.5 in the unit of the indicator, set by: the Board',
    ],
    ['of what is expected', { tolerance_mode: 'relative', tolerance: 3 }, '3% of what is expected'],
    ['of the improvement', { tolerance_mode: 'share', tolerance: 25 }, '25% of the planned improvement'],
  ])('%s', (_sentence, given, words) => {
    expect(toleranceTerms(terms(given))).toBe(words);
  });
});

describe('what an action should bring', () => {
  it.each([
    ['more, by a quarter', '120', '2008/09 Q4', 'number', 0, '+120 by 2008/09 Q4'],
    ['less', '-0.8', '2010/11 Q3', 'per 1,000 population', 1, '−0.8 by 2010/11 Q3'],
    ['points of a share', '3', null, '%', 1, '+3.0 points'],
    ['not stated', null, '2008/09 Q4', 'number', 0, '–'],
  ])('%s', (_sentence, effect, by, unit, decimals, words) => {
    const given = action({
      expected_effect: effect === null ? null : quantity(effect),
      expected_by: by === null ? null : period(by),
    });
    expect(effectWords(given, indicator({ unit, decimals }))).toBe(words);
  });
});

describe('whether a milestone is complete', () => {
  it.each([
    ['in time', '2008-10-31', '2008-10-31', '31 October 2008'],
    ['a day late', '2008-10-31', '2008-11-01', '1 November 2008, late'],
    ['complete on the day asked about', '2008-10-31', '2008-11-19', '19 November 2008, late'],
    ['complete a day after it: not known', '2008-10-31', '2008-11-20', 'not complete, overdue'],
    ['never complete, overdue', '2008-11-18', null, 'not complete, overdue'],
    ['due today', '2008-11-19', null, 'not yet'],
    ['due tomorrow', '2008-11-20', null, 'not yet'],
  ])('%s', (_sentence, due, done, words) => {
    expect(completionWords(milestone(due, done), '2008-11-19')).toBe(words);
  });
});

describe('when a partnership is at work', () => {
  it.each([
    [null, null, ''],
    ['2009-09-01', null, 'At work since 1 September 2009.'],
    [null, '2009-08-31', 'At work until 31 August 2009.'],
    ['2009-09-01', '2014-12-31', 'At work from 1 September 2009 to 31 December 2014.'],
  ])('from %s to %s', (from, to, words) => {
    expect(activeWords(partnership({ active_from: from, active_to: to }))).toBe(words);
  });
});

it('a counting rule has its title, the standard one a word of its own', () => {
  const known = knownOn('2008-11-19', { bases: ['national'] });
  expect(['national', 'standard', 'other'].map((basis) => basisTitle(known, basis))).toEqual([
    'national',
    'Standard',
    'other',
  ]);
});

it('a figure is replaced by the version that was recorded last, on its own counting rule', () => {
  const [first, second] = [
    figure('2008/09 Q1', 39),
    figure('2008/09 Q1', 40, { version: 2, recorded_at: '2008-11-01T09:00:00Z' }),
  ];
  const other = figure('2008/09 Q1', 30, { basis: 'national' });
  const given = { bases: ['national'], figures: [first, second, other] };
  const replaced = (day: string) => [first, second, other].map((each) => isSuperseded(knownOn(day, given), each));
  expect(replaced('2008-11-01')).toEqual([true, false, false]);
  expect(replaced('2008-10-31').at(0)).toBe(false);
});

it('every value of the record has words of the Board’s own', () => {
  expect(TARGET_STATES.map(stateWords)).toEqual([
    'Agreed',
    'Placeholder',
    'Parked',
    'Being renegotiated',
    'Superseded',
    'Withdrawn',
  ]);
  expect(targetStates.map(({ value }) => value)).toEqual([...TARGET_STATES]);
  expect(missingReasons.map(({ value }) => value)).toEqual([...MISSING_REASONS]);
  expect([itemWords('expected-without'), itemWords('reward-pot'), commitmentState('refused')]).toEqual([
    'Expected without the agreement',
    'Reward pot',
    'Refused',
  ]);
  expect([reasonCode('national-setting'), actionState('under-way'), kindWords('delivery-group')]).toEqual([
    'Set nationally',
    'Under way',
    'Delivery groups',
  ]);
  expect([sectionWords('sub-groups'), influenceWords(null), influenceWords('control')]).toEqual([
    'Sub-groups',
    'Not stated',
    'The partnership controls it',
  ]);
});
