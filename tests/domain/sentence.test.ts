import { describe, expect, it } from 'vitest';
import type { ChangeKind } from '../../server/domain/board.ts';
import {
  actionsWords,
  changesSummary,
  changeWords,
  gapWords,
  milestoneWords,
  reasonOf,
  sinceWords,
} from '../../server/domain/sentence.ts';
import { action } from '../support/package-rows.ts';
import {
  type Amount,
  assessedOn,
  commitment,
  figure,
  type GivenTarget,
  milestone,
  period,
  yearOfFigures,
} from '../support/records.ts';

/** From 38 at the end of 2007/08 to 42 at the end of 2008/09: 40 is expected by the second quarter. */
const PATH = [commitment('baseline', '2007/08', 38), commitment('target', '2008/09', 42)];
const Q2 = '2008/09 Q2';
const MEETING = '2008-11-19';

function share(actual: Amount | null, given: GivenTarget = {}, status: 'final' | 'provisional' = 'final'): GivenTarget {
  const figures = actual === null ? [] : [figure(Q2, actual, { status })];
  return { terms: { tolerance_mode: 'absolute', tolerance: 1 }, commitments: PATH, figures, ...given };
}

const LOWER = [commitment('baseline', '2007/08', 42), commitment('target', '2008/09', 38)];
const FLOW: GivenTarget = {
  indicator: { unit: 'number', decimals: 0, measure: 'flow', lag_days: 21 },
  terms: { tolerance_mode: 'relative', tolerance: 3 },
  commitments: [commitment('target', '2008/09', 6564)],
};

describe('a figure against what was expected', () => {
  it.each<[sentence: string, given: GivenTarget, words: string]>([
    ['ahead', share('41.4'), '41.4% by September 2008 against 40.0% expected: 1.4 points ahead.'],
    ['exactly', share('40.0'), '40.0% by September 2008 against 40.0% expected: exactly as expected.'],
    [
      'short by the tolerance exactly',
      share(39),
      '39.0% by September 2008 against 40.0% expected: 1.0 points short, within the tolerance of 1.',
    ],
    [
      'short by a tenth more',
      share('38.9'),
      '38.9% by September 2008 against 40.0% expected: 1.1 points short, more than the tolerance of 1.',
    ],
    [
      'short without any tolerance',
      share('39.9', { terms: {} }),
      '39.9% by September 2008 against 40.0% expected: 0.1 points short, with no tolerance.',
    ],
    [
      'provisional',
      share(41, {}, 'provisional'),
      '41.0% by September 2008 (provisional) against 40.0% expected: 1.0 points ahead.',
    ],
    [
      'lower is better, and it is lower',
      share(39, { indicator: { polarity: 'lower' }, commitments: LOWER }),
      '39.0% by September 2008 against 40.0% expected: 1.0 points under.',
    ],
    [
      'lower is better, and it is higher',
      share(41, { indicator: { polarity: 'lower' }, commitments: LOWER }),
      '41.0% by September 2008 against 40.0% expected: 1.0 points over, within the tolerance of 1.',
    ],
    [
      'a longer unit is said once',
      share(41, { indicator: { unit: 'per 1,000 population' } }),
      '41.0 per 1,000 population by September 2008 against 40.0 expected: 1.0 ahead.',
    ],
    [
      'a sum over the year',
      { ...FLOW, figures: yearOfFigures('2008/09', [1512, 1504]) },
      'Year to date 3,016 by September 2008 against 3,282 expected: 266 short, more than the tolerance of 98.46.',
    ],
    [
      'a level',
      share(2, {
        indicator: { unit: 'level 0-4', decimals: 0 },
        commitments: [commitment('target', '2008/09', 1)],
      }),
      'Level 2 by September 2008 against level 1 expected: 1 ahead.',
    ],
    [
      'a year without a target of its own',
      share(41, { commitments: [commitment('baseline', '2007/08', 38), commitment('target', '2009/10', 46)] }),
      '41.0% by September 2008 against 40.0% expected: 1.0 points ahead. 2008/09 has no target of its own; the path stands in for it.',
    ],
  ])('%s', (_sentence, given, words) => {
    expect(reasonOf(assessedOn(MEETING, Q2, given))).toBe(words);
  });

  it('a stretch that is met is said', () => {
    const given = {
      commitments: [commitment('baseline', '2007/08', 38), commitment('stretch', '2008/09', 42)],
      figures: [figure('2008/09 Q4', 42)],
    };
    expect(reasonOf(assessedOn('2009-05-01', '2008/09 Q4', given))).toBe(
      '42.0% by March 2009 against 42.0% expected: exactly as expected. The stretch is met.',
    );
  });

  it('on a counting rule on which nothing is agreed that is said', () => {
    const given = {
      bases: ['national'],
      commitments: [
        ...PATH,
        commitment('baseline', '2007/08', 30, { basis: 'national', state: 'refused' }),
        commitment('target', '2008/09', 34, { basis: 'national', state: 'refused' }),
      ],
      figures: [figure(Q2, 33, { basis: 'national' })],
    };
    expect(reasonOf(assessedOn(MEETING, Q2, given, 'national'))).toBe(
      '33.0% by September 2008 against 32.0% expected: 1.0 points ahead. Nothing is agreed on this counting rule: this is what it would be if it had been.',
    );
  });
});

describe('milestones', () => {
  const yearly: GivenTarget = { indicator: { due_quarters: '4' }, commitments: PATH };

  it.each<[sentence: string, given: GivenTarget, words: string, short: string]>([
    [
      'the only one is complete',
      { ...yearly, milestones: [milestone('2008-09-01', '2008-08-20')] },
      'Judged by milestones: the one milestone due so far is complete.',
      '1 milestone complete',
    ],
    [
      'all are complete',
      { ...yearly, milestones: [milestone('2008-06-01', '2008-06-20'), milestone('2008-09-01', '2008-08-20')] },
      'Judged by milestones: all 2 milestones due so far are complete.',
      '2 milestones complete',
    ],
    [
      'one is due on the last day',
      { ...yearly, milestones: [milestone('2008-09-30', null)] },
      'Judged by milestones: ‘Plan adopted’ was due on 30 September 2008 and is not complete.',
      'milestone not complete',
    ],
    [
      'one is a day overdue',
      { ...yearly, milestones: [milestone('2008-09-29', null)] },
      'Judged by milestones: ‘Plan adopted’ was due on 29 September 2008 and was 1 day overdue on 30 September 2008.',
      'milestone 1 day overdue',
    ],
    [
      'of two the one that is overdue for longer',
      { ...yearly, milestones: [milestone('2008-08-29', null, 'First'), milestone('2008-09-15', null, 'Second')] },
      'Judged by milestones: ‘First’ was due on 29 August 2008 and was 32 days overdue on 30 September 2008.',
      'milestone 32 days overdue',
    ],
  ])('%s', (_sentence, given, words, short) => {
    const assessment = assessedOn(MEETING, Q2, given);
    expect(reasonOf(assessment)).toBe(words);
    expect([gapWords(assessment), milestoneWords(assessment)]).toEqual(['', short]);
  });

  const summer: GivenTarget = { indicator: { due_quarters: '2' }, figures: [figure(Q2, 43)], commitments: PATH };

  it.each<[sentence: string, given: GivenTarget, words: string]>([
    [
      'those after the figure are complete',
      { ...summer, milestones: [milestone('2008-12-01', '2008-12-01')] },
      '43.0% by September 2008 against 42.0% expected: 1.0 points ahead. 1 milestone since then is complete.',
    ],
    [
      'one after the figure is overdue, and gives the colour',
      { ...summer, milestones: [milestone('2008-12-01', null)] },
      'Judged by milestones: ‘Plan adopted’ was due on 1 December 2008 and was 30 days overdue on 31 December 2008.',
    ],
    [
      'one after a figure that is as bad',
      { ...summer, figures: [figure(Q2, 30)], milestones: [milestone('2008-10-01', null)] },
      '30.0% by September 2008 against 42.0% expected: 12.0 points short, with no tolerance. Since then ‘Plan adopted’ was 91 days overdue on 31 December 2008.',
    ],
  ])('%s', (_sentence, given, words) => {
    expect(reasonOf(assessedOn('2009-01-15', '2008/09 Q3', given))).toBe(words);
  });
});

describe('why there is no colour', () => {
  const missing = (reason: 'not-published' | 'not-collected' | 'suppressed' | 'not-required') =>
    share(null, { figures: [figure(Q2, null, { missing_reason: reason })] });
  const flowWithout = (reason: 'not-required' | 'suppressed') => ({
    ...FLOW,
    figures: [figure('2008/09 Q1', null, { missing_reason: reason }), figure(Q2, 1504)],
  });

  it.each<[sentence: string, given: GivenTarget, words: string, day?: string]>([
    [
      'late by a day',
      share(null),
      'No figure has come in for July to September 2008; it was due on 28 October 2008 and is 1 day late.',
      '2008-10-29',
    ],
    [
      'not late yet',
      share(null),
      'Not due yet: the figure for July to September 2008 is due by 28 October 2008.',
      '2008-10-28',
    ],
    [
      'a quarter before it is missing from the sum',
      { ...FLOW, figures: [figure(Q2, 1504)] },
      'No figure has come in for April to June 2008; it was due on 21 July 2008 and is 121 days late.',
    ],
    [
      'no figure falls in the agreement yet',
      { indicator: { due_quarters: '4' }, commitments: PATH },
      'Nothing is due yet: no figure falls in this agreement up to now.',
    ],
    [
      'a figure of the baseline’s year',
      {
        indicator: { due_quarters: '2' },
        commitments: [commitment('baseline', '2008/09', 38), commitment('target', '2009/10', 42)],
        figures: [figure(Q2, 38)],
      },
      'The figure for July to September 2008 is not judged: it belongs to the year of the baseline.',
    ],
    [
      'not published',
      missing('not-published'),
      'There is no figure for July to September 2008: its source has not published it.',
    ],
    ['not collected', missing('not-collected'), 'There is no figure for July to September 2008: it was not collected.'],
    [
      'suppressed',
      missing('suppressed'),
      'There is no figure for July to September 2008: it is suppressed because the numbers are too small to show.',
    ],
    [
      'suppressed in a quarter of the sum',
      flowWithout('suppressed'),
      'There is no figure for April to June 2008: it is suppressed because the numbers are too small to show.',
    ],
    ['not required', missing('not-required'), 'No figure was required for July to September 2008.'],
    [
      'not required in a quarter of the sum',
      flowWithout('not-required'),
      'No figure was required for April to June 2008.',
    ],
    [
      'due after the books closed',
      share(null, { agreement: { closed_on: '2008-10-27' } }),
      'The figure for July to September 2008 would come after the agreement’s books closed, so none is required.',
    ],
    [
      'a placeholder',
      share(41, { terms: { state: 'placeholder' } }),
      'No target is agreed yet: this one is a placeholder.',
    ],
    ['nothing agreed', share(41, { commitments: [] }), 'No target is agreed for 2008/09.'],
    [
      'no baseline',
      share(41, { commitments: [commitment('target', '2009/10', 42)] }),
      'There is no baseline, so nothing says what was expected by September 2008.',
    ],
    ['parked', share(41, { terms: { state: 'parked', recorded_on: '2008-09-01' } }), 'Parked since 1 September 2008.'],
    [
      'being renegotiated, with the reason',
      share(41, { terms: { state: 'renegotiating', recorded_on: '2008-09-01', reason: 'The downturn' } }),
      'Being renegotiated since 1 September 2008: The downturn.',
    ],
    [
      'a reason that ends with a full stop gets no second one',
      share(41, { terms: { state: 'parked', recorded_on: '2008-09-01', reason: 'The downturn.' } }),
      'Parked since 1 September 2008: The downturn.',
    ],
    [
      'parked since the first of the versions that say so',
      share(41, {
        terms: [
          { state: 'agreed' },
          { state: 'parked', recorded_on: '2008-09-01', reason: 'The downturn' },
          { state: 'parked', recorded_on: '2008-10-01', reason: 'Another lead' },
        ],
      }),
      'Parked since 1 September 2008: The downturn.',
    ],
  ])('%s', (_sentence, given, words, day = MEETING) => {
    expect(reasonOf(assessedOn(day, Q2, given))).toBe(words);
  });
});

describe('where the year’s end decides', () => {
  const count = { unit: 'number', decimals: 0, measure: 'flow' } as const;
  /** Half of every year comes in its first half, so far 5,000: 10,000 is forecast, with a spread of 70.7. */
  const years = [
    ...yearOfFigures('2006/07', [2500, 2500, 2500, 2500]),
    ...yearOfFigures('2007/08', [2500, 2500, 2500, 2500]),
  ];
  const half = (target: number, given: GivenTarget = {}): GivenTarget => ({
    indicator: count,
    // Of its own profile less is expected by now, so that the light now is green.
    terms: { path: 'profile', profile: '20|20|30|30' },
    commitments: [commitment('target', '2008/09', target)],
    figures: [...years, ...yearOfFigures('2008/09', [2500, 2500])],
    ...given,
  });
  const three = yearOfFigures('2005/06', [2500, 2500, 2500, 2500]);

  it.each<[sentence: string, given: GivenTarget, words: string]>([
    [
      'by the chance, amber',
      half(9990),
      '10,000 is forecast by March 2009 against a target of 9,990: reaching it is about even, and green takes a chance of 80%.',
    ],
    [
      'from three years with the number: Φ(10 / 70.71)',
      half(9990, { figures: [...three, ...(half(9990).figures ?? [])] }),
      '10,000 is forecast by March 2009 against a target of 9,990: reaching it is about even (56%), and green takes a chance of 80%.',
    ],
    [
      'by the chance, red: Φ(−100 / 70.71) and Φ(−50 / 70.71)',
      half(10_100, {
        terms: { path: 'profile', profile: '20|20|30|30', tolerance_mode: 'absolute', tolerance: 50 },
        figures: [...three, ...(half(9990).figures ?? [])],
      }),
      '10,000 is forecast by March 2009 against a target of 10,100: reaching it is very unlikely (8%), coming within the tolerance of 50 unlikely (24%).',
    ],
    [
      'red without a tolerance',
      half(10_100),
      '10,000 is forecast by March 2009 against a target of 10,100: reaching it is very unlikely, with no tolerance.',
    ],
  ])('%s', (_sentence, given, words) => {
    const reason = reasonOf(assessedOn(MEETING, Q2, given));
    expect(reason).toMatch(
      /^Year to date 5,000 by September 2008 against [\d,]+ expected: [\d,]+ ahead\. The year’s end/,
    );
    expect(reason.split('The year’s end decides: ')[1]).toBe(words);
  });

  it('by the value of the forecast: two a quarter lead from 46 to 50', () => {
    // 46 is expected by now on the way of steps; 51 by March.
    const given: GivenTarget = {
      terms: { path: 'step', tolerance_mode: 'absolute', tolerance: 1 },
      commitments: [commitment('baseline', '2007/08', 42), commitment('target', '2008/09', 51)],
      figures: [...yearOfFigures('2007/08', [36, 38, 40, 42]), ...yearOfFigures('2008/09', [44, 46])],
    };
    expect(reasonOf(assessedOn(MEETING, Q2, given))).toBe(
      '46.0% by September 2008 against 42.0% expected: 4.0 points ahead. ' +
        'The year’s end decides: 50.0% is forecast by March 2009 against a target of 51.0%: 1.0 points short, within the tolerance of 1.',
    );
  });
});

describe('small words', () => {
  it('since when', () => {
    expect(sinceWords({ overall: 'no-return' }, period('2008/09 Q1'))).toBe('no return since quarter 1 of 2008/09');
  });

  it('what is being done, each with its day where it has one', () => {
    const actions = [action({ title: 'Campaign', due: '2008-10-29' }), action({ title: 'Rounds' })];
    expect(actionsWords(actions, '2008-10-29')).toBe('Campaign (by 29 October 2008); Rounds');
    expect(actionsWords(actions, '2008-10-30')).toBe('Campaign (by 29 October 2008, overdue); Rounds');
    expect(actionsWords([], '2008-10-30')).toBe('');
  });

  it.each<[ChangeKind, string]>([
    ['worse', 'worse'],
    ['better', 'better'],
    ['judged', 'now judged'],
    ['not-judged', 'no longer judged'],
    ['other', 'not judged for another reason'],
  ])('a change of the kind %s is %s', (kind, words) => {
    expect(changeWords(kind)).toBe(words);
  });

  it('how many changes of each kind', () => {
    const kinds: ChangeKind[] = ['judged', 'judged', 'not-judged'];
    const changes = kinds.map((kind) => ({ kind }));
    expect(changesSummary(changes, 4)).toBe('3 more: 2 now judged, 1 no longer judged');
    expect(changesSummary(changes, 0)).toBe('3 other changes: 2 now judged, 1 no longer judged');
  });
});
