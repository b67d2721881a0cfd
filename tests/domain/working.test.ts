import { describe, expect, it } from 'vitest';
import { fraction } from '../../server/domain/quantity.ts';
import { improvementWords, ratioWords, ruleWords, turningPoints, workingOf } from '../../server/domain/working.ts';
import {
  assessedOn,
  commitment,
  figure,
  type GivenTarget,
  milestone,
  quantity,
  yearOfFigures,
} from '../support/records.ts';

const MEETING = '2008-11-19';
const Q2 = '2008/09 Q2';

/** Label, sum, value, and origin or who set it, of the line whose label starts so. */
function lineOf(given: GivenTarget, label: string, [day, quarter] = [MEETING, Q2]): string[] {
  const line = workingOf(assessedOn(day, quarter, given)).find((each) => each.label.startsWith(label));
  return line === undefined ? [] : [line.label, line.sum, line.value, line.origin || line.setBy];
}

const AGREED = { decided_by: 'Government Office', decided_on: '2008-03-30', recorded_on: '2008-03-31' };
const snapshot: GivenTarget = {
  indicator: { multiplier: 100 },
  terms: { tolerance_mode: 'absolute', tolerance: '1.5', tolerance_set_by: 'the Board' },
  commitments: [commitment('baseline', '2007/08', 38, AGREED), commitment('target', '2008/09', 42, AGREED)],
  figures: [figure(Q2, '39.5', { numerator: 395, denominator: 1000, version: 2 })],
};
const flow: GivenTarget = {
  indicator: { unit: 'number', decimals: 0, measure: 'flow' },
  terms: { tolerance_mode: 'absolute', tolerance: 100 },
  commitments: [commitment('target', '2008/09', 6564)],
  figures: yearOfFigures('2008/09', [1512, 1504]),
};
const profile = (given: GivenTarget['terms']) => ({ ...flow, terms: { path: 'profile', ...given } }) as const;
const earlier = [...yearOfFigures('2006/07', [20, 30, 20, 30]), ...yearOfFigures('2007/08', [30, 30, 20, 20])];

describe('the arithmetic, line by line', () => {
  it.each<[sentence: string, of: 'baseline' | 'target' | 'figure' | null, marked: string[]]>([
    ['nothing', null, []],
    ['the figure', 'figure', ['Actual', 'Gap']],
    ['the target', 'target', ['Target for 2008/09', 'Expected by 2008/09 Q2', 'Gap']],
    ['the baseline', 'baseline', ['Baseline, 2007/08', 'Expected by 2008/09 Q2', 'Gap']],
  ])('where %s is illustrative every line that rests on it says so', (_sentence, which, marked) => {
    const of = (part: typeof which) => ({ provenance: part === which ? 'illustrative' : 'published' }) as const;
    const given: GivenTarget = {
      ...snapshot,
      commitments: [
        commitment('baseline', '2007/08', 38, of('baseline')),
        commitment('target', '2008/09', 42, of('target')),
      ],
      figures: [figure(Q2, '39.5', of('figure'))],
    };
    const lines = workingOf(assessedOn(MEETING, Q2, given));
    expect(lines.filter(({ illustrative }) => illustrative).map(({ label }) => label)).toEqual(marked);
  });

  it.each([
    ['relative', true],
    ['absolute', false],
  ] as const)('a tolerance that is %s rests on what is expected: %s', (mode, rests) => {
    const given = { ...snapshot, terms: { tolerance_mode: mode, tolerance: 3 } };
    const tolerance = workingOf(assessedOn(MEETING, Q2, given)).find(({ label }) => label === 'Tolerance');
    expect(tolerance?.illustrative).toBe(rests);
  });

  it.each([
    [122_404, 299_845, '122,404 of 299,845'],
    [null, 109, '– of 109'],
    [320, null, '320 of –'],
    [0, 109, '0 of 109'],
    [null, null, ''],
  ])('the parts %s and %s of a figure are “%s”', (numerator, denominator, words) => {
    const exact = (part: number | null) => (part === null ? null : quantity(part));
    expect(ratioWords({ numerator: exact(numerator), denominator: exact(denominator) })).toBe(words);
  });

  it('of a level has all its lines, in the order in which it is worked out', () => {
    const lines = workingOf(assessedOn(MEETING, Q2, snapshot));
    expect(lines.map(({ label }) => label)).toEqual([
      'Baseline, 2007/08',
      'Target for 2008/09',
      'Expected by 2008/09 Q2',
      'Actual',
      'Gap',
      'Tolerance',
    ]);
  });

  it.each<[sentence: string, given: GivenTarget, line: [label: string, sum: string, value: string, origin: string]]>([
    [
      'the baseline, with who agreed it when',
      snapshot,
      ['Baseline, 2007/08', '', '38.0%', 'version 1, agreed by Government Office on 30 March 2008'],
    ],
    [
      'the target',
      snapshot,
      ['Target for 2008/09', '', '42.0%', 'version 1, agreed by Government Office on 30 March 2008'],
    ],
    ['a target of which nobody says who agreed it', flow, ['Target for 2008/09', '', '6,564', 'version 1, agreed']],
    [
      'a straight line',
      snapshot,
      [
        'Expected by 2008/09 Q2',
        '38.0 + (42.0 − 38.0) × 2/4',
        '40.0%',
        'a straight line from the baseline at 2007/08 Q4 to the target at 2008/09 Q4',
      ],
    ],
    [
      'steps hold until the next',
      { ...snapshot, terms: { path: 'step' } },
      ['Expected by 2008/09 Q2', '', '38.0%', 'the path holds the baseline at 2007/08 Q4'],
    ],
    ['equal quarters', flow, ['Expected by 2008/09 Q2', '6,564 × 2/4', '3,282', 'the same in every quarter']],
    [
      'a profile of its own',
      profile({ profile: '22|24|25|29' }),
      ['Expected by 2008/09 Q2', '6,564 × 46%', '3,019', 'the target’s own profile 22, 24, 25, 29'],
    ],
    [
      // Half of 2006/07 and 60 per cent of 2007/08 by the second quarter: their mean is 55.
      'the mean of earlier years',
      { ...profile({}), figures: [...earlier, ...yearOfFigures('2008/09', [1512, 1504])] },
      ['Expected by 2008/09 Q2', '6,564 × 55%', '3,610', 'the mean of 2006/07 and 2007/08'],
    ],
    [
      // From nothing before the first quarter to 12 at the fourth.
      'a running count',
      {
        indicator: { unit: 'number', decimals: 0, measure: 'running' },
        commitments: [commitment('target', '2008/09', 12)],
        figures: [figure(Q2, 7)],
      },
      [
        'Expected by 2008/09 Q2',
        '0 + (12 − 0) × 2/4',
        '6',
        'a straight line from zero at 2007/08 Q4 to the target at 2008/09 Q4',
      ],
    ],
    [
      'the figure with the numbers behind it and its version',
      snapshot,
      ['Actual', '395 of 1,000', '39.5%', '2008/09 Q2 version 2, final, recorded 14 October 2008'],
    ],
    [
      'the sum of a year, with the versions of all its parts',
      flow,
      [
        'Actual, year to date',
        '1,512 + 1,504',
        '3,016',
        '2008/09 Q1 version 1, final, recorded 14 July 2008 and 2008/09 Q2 version 1, final, recorded 14 October 2008',
      ],
    ],
    ['the gap', snapshot, ['Gap', '39.5 − 40.0', '0.5 points short', '']],
    [
      'the gap where lower is better',
      { ...snapshot, indicator: { multiplier: 100, polarity: 'lower' } },
      ['Gap', '39.5 − 40.0', '0.5 points under', 'lower is better'],
    ],
    ['a tolerance in the unit, and who set it', snapshot, ['Tolerance', '', '1.5', 'set by: the Board']],
    ['a tolerance that shrinks with the year', flow, ['Tolerance', '100 × 50% of the year', '50', '']],
    [
      'a tolerance in per cent of what is expected',
      { ...flow, terms: { tolerance_mode: 'relative', tolerance: 3 } },
      ['Tolerance', '3% of 3,282 expected', '98.46', ''],
    ],
    [
      'a tolerance in per cent of the planned improvement: a quarter of 4',
      { ...snapshot, terms: { tolerance_mode: 'share', tolerance: 25 } },
      ['Tolerance', '25% of the planned improvement', '1', ''],
    ],
    ['no tolerance', { ...snapshot, terms: {} }, ['Tolerance', 'none is set', '0', '']],
    [
      'a target for which the path stands in',
      {
        ...snapshot,
        commitments: [commitment('baseline', '2007/08', 38), commitment('target', '2009/10', 46)],
      },
      ['Target for 2008/09', 'the path at the year’s end', '42.0%', ''],
    ],
  ])('%s', (_sentence, given, line) => {
    expect(lineOf(given, line[0])).toEqual(line);
  });

  it('at the year’s end the path holds the target, and after it too', () => {
    const given = { ...snapshot, figures: [figure('2008/09 Q4', 42), figure('2009/10 Q1', 42)] };
    const held = ['', '42.0%', 'the path holds the target at 2008/09 Q4'];
    expect(lineOf(given, 'Expected', ['2009-05-01', '2008/09 Q4']).slice(1)).toEqual(held);
    expect(lineOf(given, 'Expected', ['2009-08-01', '2009/10 Q1']).slice(1)).toEqual(held);
  });

  it('without a judged figure it says what is known, and compares nothing', () => {
    const { figures: _figures, ...without } = snapshot;
    const late = workingOf(assessedOn(MEETING, Q2, without));
    expect(late.map(({ label }) => label)).toEqual(['Baseline, 2007/08', 'Target for 2008/09']);
    const parked = { ...snapshot, terms: { state: 'parked' } } as const;
    expect(workingOf(assessedOn(MEETING, Q2, parked)).map(({ label }) => label)).toEqual([
      'Baseline, 2007/08',
      'Target for 2008/09',
      'Actual',
    ]);
  });
});

describe('what would turn the colour', () => {
  it.each<[sentence: string, given: GivenTarget, sentences: string[]]>([
    // 40 is expected, the tolerance is 1.5.
    [
      'amber between the two',
      snapshot,
      ['Green with 0.5 points more (5 cases more): 40.0%.', 'Red with 1.1 points less (11 cases fewer): 38.4%.'],
    ],
    ['green can only fall', { ...snapshot, figures: [figure(Q2, 41)] }, ['Amber with 1.1 points less: 39.9%.']],
    ['red can only rise', { ...snapshot, figures: [figure(Q2, 38)] }, ['Amber with 0.5 points more: 38.5%.']],
    // 3 per cent of 3,282 is 98.46: 98 short is amber.
    [
      'a sum of counts',
      { ...flow, terms: { tolerance_mode: 'relative', tolerance: 3 } },
      ['Amber with 168 more: 3,184.'],
    ],
    ['nothing where nothing was judged', { commitments: snapshot.commitments ?? [] }, []],
  ])('%s', (_sentence, given, sentences) => {
    expect(turningPoints(assessedOn(MEETING, Q2, given))).toEqual(sentences);
  });
});

it('where the year’s end decides, the turning points are those of the light now', () => {
  const assessment = assessedOn(MEETING, Q2, { ...flow, terms: { tolerance_mode: 'relative', tolerance: 3 } });
  expect(turningPoints({ ...assessment, decidedBy: 'year_end' })).toEqual(['Now would be amber with 168 more: 3,184.']);
});

describe('the rule that decided', () => {
  it.each<[string, GivenTarget, RegExp]>([
    ['a figure', snapshot, /^Rule 3\.4: the figure against what was expected by then$/],
    ['a parked target', { ...snapshot, terms: { state: 'parked' } }, /^Rule 3\.1: /],
    ['a late figure', { commitments: snapshot.commitments ?? [] }, /^Rule 3\.3: /],
    [
      'milestones while no figure is due',
      { ...snapshot, indicator: { due_quarters: '4' }, milestones: [milestone('2008-09-01', null)] },
      /^Rule 3\.6: /,
    ],
  ])('%s', (_sentence, given, words) => {
    expect(ruleWords(assessedOn(MEETING, Q2, given))).toMatch(words);
  });
});

it.each([
  ['89% of the planned improvement is reached.', fraction(142, 160)],
  ['0% of the planned improvement is reached.', fraction(0)],
  ['0% of the planned improvement is reached.', fraction(-1, 201)],
  ['It is further from the target than the baseline was, by 25% of the planned improvement.', fraction(-1, 4)],
  ['125% of the planned improvement is reached.', fraction(5, 4)],
])('%s', (words, share) => {
  expect(improvementWords(share)).toBe(words);
});
