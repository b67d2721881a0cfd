import { describe, expect, it } from 'vitest';
import { outlookOf } from '../../server/domain/outlook.ts';
import {
  assessedOn,
  commitment,
  figure,
  type GivenTarget,
  milestone,
  quantity,
  yearOfFigures,
} from '../support/records.ts';

const count = { unit: 'number', decimals: 0 } as const;
const flow = { measure: 'flow', ...count } as const;
const perTarget = { reward_scheme: 'per-target', reward_threshold: quantity('0.6') } as const;

function factsOf(given: GivenTarget, text = '2008/09 Q2'): Record<string, string> {
  return Object.fromEntries(outlookOf(assessedOn('2011-12-31', text, given)).map((fact) => [fact.label, fact.text]));
}

function marksOf(given: GivenTarget, text = '2008/09 Q2'): Record<string, boolean> {
  const facts = outlookOf(assessedOn('2011-12-31', text, given));
  return Object.fromEntries(facts.map(({ label, illustrative }) => [label, illustrative]));
}

/** Domestic incidents as they were known in November 2008, with the reward of the example. */
const incidents: GivenTarget = {
  agreement: { ...perTarget, code: 'LAA1', first_year: 2006, last_year: 2008 },
  indicator: { ...flow, lag_days: 21 },
  terms: { recorded_on: '2006-03-31', tolerance_mode: 'relative', tolerance: 3 },
  commitments: [
    commitment('target', '2008/09', 6564),
    commitment('stretch', '2008/09', 6564),
    commitment('expected-without', '2008/09', 5600),
    commitment('reward-pot', '2008/09', 750_000),
  ],
  figures: [
    ...yearOfFigures('2006/07', [1362, 1419, 1387, 1428]),
    ...yearOfFigures('2007/08', [1455, 1502, 1498, 1515]),
    ...yearOfFigures('2008/09', [1512, 1504]),
  ],
};

function level(figures: GivenTarget['figures'], given: GivenTarget = {}): GivenTarget {
  return { commitments: [commitment('target', '2008/09', 45)], figures: figures ?? [], ...given };
}

describe('what lies ahead of a target, in words', () => {
  it('the domestic-abuse target: missed by hundreds, a record every quarter needed, and the reward with it', () => {
    // The numbers are worked out by hand in the tests of the assessment as JSON.
    expect(factsOf(incidents)).toEqual({
      Forecast: '6,079 by March 2009, in four of five cases between 6,008 and 6,150, as the last two years ran.',
      'Chance of 6,564': 'Very unlikely. Two years are too few to put a number on it.',
      'Still needed':
        '1,774 a quarter; so far it was 1,508, in the best quarter 1,515: would need a record every quarter.',
      Reward:
        '£750,000 hangs on the stretch; at this forecast nothing would be paid; allowing for how far that may be out, ' +
        '£733,084 is at risk. Payment begins at the 60% point, 6,178.4, with £450,000: 99.4 more than the forecast. ' +
        'Each further one is worth £778.',
    });
  });

  it('of a reward that was never agreed: twice 490 is 980, four fifths of the way from 900 to 1,000', () => {
    const refused = { basis: 'national', state: 'refused' } as const;
    const given: GivenTarget = {
      agreement: perTarget,
      indicator: flow,
      bases: ['national'],
      commitments: [
        commitment('target', '2008/09', 2000),
        commitment('stretch', '2008/09', 1000, refused),
        commitment('expected-without', '2008/09', 900, refused),
        commitment('reward-pot', '2008/09', 1000, refused),
      ],
      figures: yearOfFigures('2008/09', [245, 245], { basis: 'national' }),
    };
    const facts = outlookOf(assessedOn('2011-12-31', '2008/09 Q2', given, 'national'));
    expect(facts.find(({ label }) => label === 'Reward')?.text).toMatch(
      /^If it had been agreed: £1,000 hangs on the stretch; at this forecast £800 would be paid, and £200 is at risk\./,
    );
  });

  it('with three years the chance has its number behind the word', () => {
    const figures = [...yearOfFigures('2005/06', [1300, 1350, 1330, 1340]), ...(incidents.figures ?? [])];
    const near = [...(incidents.commitments ?? []).slice(1), commitment('target', '2008/09', 6064)];
    const facts = factsOf({ ...incidents, figures, commitments: near });
    expect(facts.Forecast).toContain('as the last three years ran');
    expect(facts['Chance of 6,064']).toMatch(/^(Likely|About even) \(\d\d%\)\.$/);
  });

  it.each<[string, GivenTarget, string, string, string]>([
    [
      'a year that has ended',
      level(yearOfFigures('2008/09', [41, 42, 43, 45])),
      '2008/09 Q4',
      'At the year’s end',
      '45.0%. The year’s end has come.',
    ],
    ['met', level(yearOfFigures('2008/09', [41, 42, 43, 45])), '2008/09 Q4', 'Chance of 45.0%', 'It is met.'],
    ['missed', level(yearOfFigures('2008/09', [41, 42, 43, 44])), '2008/09 Q4', 'Chance of 45.0%', 'It is missed.'],
    [
      'met as it is published: 45.04 is 45.0',
      { ...level(yearOfFigures('2008/09', [41, 42, 43, 45])), commitments: [commitment('target', '2008/09', '45.04')] },
      '2008/09 Q4',
      'Chance of 45.0%',
      'It is met.',
    ],
    [
      'provisional',
      level(yearOfFigures('2008/09', [41, 42, 43, 45], { status: 'provisional' })),
      '2008/09 Q4',
      'Chance of 45.0%',
      'Not said while the figure is provisional.',
    ],
    [
      'too few quarters',
      level([
        ...yearOfFigures('2007/08', [40, 41, 40]),
        figure('2007/08 Q4', 41),
        ...yearOfFigures('2008/09', [42, 43]),
      ]),
      '2008/09 Q2',
      'Chance of 45.0%',
      'Not said from fewer than eight quarters.',
    ],
    [
      'no spread',
      level(yearOfFigures('2008/09', [42, 43])),
      '2008/09 Q2',
      'Chance of 45.0%',
      'Not said: this forecast does not know how far it may be out.',
    ],
    [
      'no change',
      level(yearOfFigures('2008/09', [42, 43])),
      '2008/09 Q2',
      'Forecast',
      '43.0% by March 2009, if it stays as it is.',
    ],
    [
      'a level',
      level(yearOfFigures('2008/09', [42, 43])),
      '2008/09 Q2',
      'Still needed',
      'a change of 1 point a quarter; so far it was 1: the present pace is enough.',
    ],
    [
      'a level that is there already, and rises on',
      { commitments: [commitment('target', '2008/09', 42)], figures: yearOfFigures('2008/09', [42, 43]) },
      '2008/09 Q2',
      'Still needed',
      'Nothing: it is there, and may fall by up to 0.50 points a quarter and still be met.',
    ],
    [
      'a level that is there still, and falls too fast',
      { commitments: [commitment('target', '2008/09', 42)], figures: yearOfFigures('2008/09', [45, 43]) },
      '2008/09 Q2',
      'Still needed',
      'Nothing: it is there, and may fall by up to 0.50 points a quarter and still be met; at the present pace of −2 a quarter it will not.',
    ],
    [
      'lower is better, exactly there, and it rises',
      {
        indicator: { polarity: 'lower' },
        commitments: [commitment('target', '2008/09', 43)],
        figures: yearOfFigures('2008/09', [42, 43]),
      },
      '2008/09 Q2',
      'Still needed',
      'Nothing: it is there, and has to stay; at the present pace of 1 a quarter it will not.',
    ],
    [
      'a reward on the year’s own figure: 240 over 5,600 are under the threshold',
      { ...incidents, figures: yearOfFigures('2008/09', [1460, 1460, 1460, 1460]) },
      '2008/09 Q4',
      'Reward',
      '£750,000 hangs on the stretch; on the year’s figure nothing is earned, and £750,000 is not. Payment begins at the 60% point, 6,178.4, with £450,000: 338.4 more than the figure. Each further one is worth £778.',
    ],
    [
      'what may still come',
      {
        indicator: { ...flow, polarity: 'lower' },
        commitments: [commitment('target', '2008/09', 839)],
        figures: yearOfFigures('2008/09', [240, 200]),
      },
      '2008/09 Q2',
      'May still come',
      '199.5 a quarter; so far it was 220, in the best quarter 200: would need a record every quarter.',
    ],
    [
      'a reward that is not known yet',
      { ...incidents, figures: [] },
      '2008/09 Q2',
      'Reward',
      '£750,000 hangs on the stretch; how much of it is at risk is not known yet. Payment begins at the 60% point, 6,178.4, with £450,000. Each further one is worth £778.',
    ],
  ])('%s', (_, given, text, label, words) => {
    expect(factsOf(given, text)[label]).toBe(words);
  });

  it('nothing of what is not known', () => {
    expect(
      factsOf({ commitments: [commitment('target', '2008/09', 45)], milestones: [milestone('2008-06-30', null)] }),
    ).toEqual({});
    expect(factsOf(level(yearOfFigures('2008/09', [42, 43]), { terms: { state: 'parked' } }))).toEqual({});
  });

  it('is marked where what it rests on is made up', () => {
    const all = ['Forecast', 'Chance of 6,564', 'Still needed', 'Reward'];
    const published = (given: GivenTarget): GivenTarget => ({
      ...given,
      figures: (given.figures ?? []).map((row) => ({ ...row, provenance: 'published' })),
      commitments: (given.commitments ?? []).map((row) => ({ ...row, provenance: 'published' })),
    });
    const sourced = published(incidents);
    expect(marksOf(incidents)).toEqual(Object.fromEntries(all.map((label) => [label, true])));
    expect(marksOf(sourced)).toEqual(Object.fromEntries(all.map((label) => [label, false])));
    const [first, ...others] = sourced.figures ?? [];
    const oneYearBack = {
      ...sourced,
      figures: [...others, ...(first ? [{ ...first, provenance: 'illustrative' as const }] : [])],
    };
    expect(marksOf(oneYearBack)).toMatchObject({
      Forecast: true,
      'Chance of 6,564': true,
      Reward: true,
    });
    const pot = (sourced.commitments ?? []).map((row) =>
      row.item === 'reward-pot' ? { ...row, provenance: 'illustrative' as const } : row,
    );
    expect(marksOf({ ...sourced, commitments: pot })).toMatchObject({ Forecast: false, Reward: true });
  });
});
