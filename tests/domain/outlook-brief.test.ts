import { describe, expect, it } from 'vitest';
import type { Provenance } from '../../server/domain/data-package.ts';
import { atRiskOf, type BriefOutlook, briefOutlook } from '../../server/domain/outlook-brief.ts';
import {
  type Amount,
  assessedOn,
  commitment,
  figure,
  type GivenTarget,
  quantity,
  yearOfFigures,
} from '../support/records.ts';

const count = { unit: 'number', decimals: 0 } as const;
const flow = { measure: 'flow', ...count } as const;
const running = { measure: 'running', ...count } as const;
const lower = { polarity: 'lower' } as const;

function briefOf(given: GivenTarget, text = '2008/09 Q2'): BriefOutlook {
  return briefOutlook(assessedOn('2011-12-31', text, given));
}

/** [light, record, text]. */
function saidOf(given: GivenTarget, text?: string): [string, string, string] {
  const { light, record, text: words } = briefOf(given, text);
  return [light, record, words];
}

/** A count with a target of 2008/09 and what came in its first quarters. */
function ofYear(goal: Amount, amounts: readonly Amount[], given: GivenTarget = {}): GivenTarget {
  return {
    indicator: flow,
    commitments: [commitment('target', '2008/09', goal)],
    figures: yearOfFigures('2008/09', amounts),
    ...given,
  };
}

function level(goal: Amount, figures: GivenTarget['figures'], given: GivenTarget = {}): GivenTarget {
  return { commitments: [commitment('target', '2008/09', goal)], figures: figures ?? [], ...given };
}

/** Half of every year came in its first half; so far 5,000 did, so that 10,000 is forecast with a σ of √5,000. */
function half(goal: Amount, years: readonly string[], given: GivenTarget = {}): GivenTarget {
  const before = years.flatMap((year) => yearOfFigures(year, [2500, 2500, 2500, 2500]));
  return ofYear(goal, [], { figures: [...before, ...yearOfFigures('2008/09', [2500, 2500])], ...given });
}

const two = ['2006/07', '2007/08'];
const three = ['2005/06', ...two];

describe('what lies ahead of a count, for a cell', () => {
  it.each<[string, GivenTarget, [light: string, record: string, text: string]]>([
    [
      // (1,200 − 540) / 2 is 330; twice 540 is 1,080.
      'a record is needed',
      ofYear(1200, [270, 270]),
      ['red', 'A record every quarter: needed 330, best so far 270.', '1,080 forecast against 1,200.'],
    ],
    [
      // (1,201 − 540) / 2 is 330.5.
      'a record of a half',
      ofYear(1201, [270, 270]),
      ['red', 'A record every quarter: needed 330.5, best so far 270.', '1,080 forecast against 1,201.'],
    ],
    [
      // 320 a quarter, as in the best; 280 were the mean.
      'as in the best quarter is no record',
      ofYear(1200, [240, 320]),
      ['red', '', '1,120 forecast against 1,200; needs 14% more a quarter.'],
    ],
    [
      'the pace is enough exactly',
      ofYear(1120, [240, 320]),
      ['green', '', '1,120 forecast against 1,120; the present pace is enough.'],
    ],
    [
      'reached: nothing is likely any more',
      ofYear(560, [240, 320]),
      ['green', '', '1,120 forecast against 560; already reached.'],
    ],
    [
      'reached, with earlier years',
      half(5000, three),
      ['green', '', '10,000 forecast against 5,000; already reached.'],
    ],
    [
      // (839 − 440) / 2 is 199.5.
      'a limit that takes a record',
      ofYear(839, [240, 200], { indicator: { ...flow, ...lower } }),
      ['red', 'A record every quarter: at most 199.5, best so far 200.', '880 forecast against 839.'],
    ],
    [
      // (860 − 440) / 2 is 210; the mean was 220.
      'a limit that takes less than the pace',
      ofYear(860, [240, 200], { indicator: { ...flow, ...lower } }),
      ['red', '', '880 forecast against 860; needs 5% less a quarter.'],
    ],
    [
      'a limit that is passed',
      ofYear(439, [240, 200], { indicator: { ...flow, ...lower } }),
      ['red', '', '880 forecast against 439; already missed.'],
    ],
    [
      'nothing may come any more',
      ofYear(440, [240, 200], { indicator: { ...flow, ...lower } }),
      ['red', 'A record every quarter: at most 0, best so far 200.', '880 forecast against 440.'],
    ],
    [
      'from two years the likelihood in words',
      half(9990, two),
      ['amber', '', '10,000 forecast against 9,990, about even; the present pace is enough.'],
    ],
    [
      // Φ(10 / 70.711) is 0.556.
      'from three years with its number',
      half(9990, three),
      ['amber', '', '10,000 forecast against 9,990, about even (56%); the present pace is enough.'],
    ],
    [
      // Nothing so far and nothing of a per cent; 450 a quarter, as quarters brought once. 0 is forecast.
      'nothing to say of the pace',
      ofYear(900, [], { figures: [...yearOfFigures('2007/08', [500]), ...yearOfFigures('2008/09', [0, 0])] }),
      ['red', '', '0 forecast against 900.'],
    ],
  ])('%s', (_, given, said) => {
    expect(saidOf(given)).toEqual(said);
  });

  it('at the year’s end nothing is needed any more', () => {
    expect(saidOf(ofYear(1200, [300, 300, 300, 280]), '2008/09 Q4')).toEqual(['red', '', '1,180 came against 1,200.']);
  });

  it('a running count has no best quarter, and goes on at its rate', () => {
    // 7 in two of twelve quarters: 14 by March 2009; 20 − 7 in two quarters is 6.5, 3.5 a quarter came.
    const given: GivenTarget = {
      indicator: running,
      commitments: [commitment('target', '2008/09', 20)],
      figures: yearOfFigures('2008/09', [3, 7]),
    };
    expect(saidOf(given)).toEqual(['red', '', '14 forecast against 20.']);
    const reached = { ...given, commitments: [commitment('target', '2008/09', 7)] };
    expect(saidOf(reached)).toEqual(['green', '', '14 forecast against 7; the present pace is enough.']);
  });
});

describe('what lies ahead of a level, for a cell', () => {
  const eight = [...yearOfFigures('2007/08', [36, 38, 40, 42]), ...yearOfFigures('2008/09', [44, 46])];

  it.each<[string, GivenTarget, string, [light: string, record: string, text: string]]>([
    [
      'only one figure: as it is, and no colour',
      level(45, [figure('2008/09 Q2', 43)]),
      '2008/09 Q2',
      ['no-forecast', '', '43.0% if it stays as it is.'],
    ],
    [
      // A point a quarter so far, a point a quarter needed.
      'a few figures, and the pace is enough',
      level(45, yearOfFigures('2008/09', [42, 43])),
      '2008/09 Q2',
      ['no-forecast', '', '43.0% if it stays as it is; the present pace is enough.'],
    ],
    [
      // 44.9 and two fifths of 0.1249: 44.94996, rounded once.
      'a hair below the half of what is shown',
      level(45, [
        ...yearOfFigures('2007/08', ['44.7751', '44.8', '44.82', '44.84']),
        ...yearOfFigures('2008/09', ['44.86', '44.9']),
      ]),
      '2008/09 Q2',
      ['red', '', '44.9% forecast against 45.0%.'],
    ],
    [
      // Two a quarter from 46.
      'a drift of six',
      level(51, eight),
      '2008/09 Q2',
      ['red', '', '50.0% forecast against 51.0%.'],
    ],
    [
      'a drift after the last target says how it comes about, and never that it stays',
      { ...level(45, eight), commitments: [commitment('target', '2007/08', 45)] },
      '2008/09 Q2',
      ['no-forecast', '', '50.0% if it goes on as over the last 6 figures.'],
    ],
    [
      'an outturn after the last target',
      { ...level(45, yearOfFigures('2008/09', [42, 43, 44, 45])), commitments: [commitment('target', '2007/08', 45)] },
      '2008/09 Q4',
      ['no-forecast', '', '45.0% came.'],
    ],
    [
      'an outturn',
      level(45, yearOfFigures('2008/09', [42, 43, 44, '44.5'])),
      '2008/09 Q4',
      ['red', '', '44.5% came against 45.0%.'],
    ],
    [
      'a level in the sense of a grade has a capital where the words begin',
      level(3, yearOfFigures('2008/09', [1, 1, 1, 2]), { indicator: { unit: 'level 0-4', decimals: 0 } }),
      '2008/09 Q4',
      ['red', '', 'Level 2 came against level 3.'],
    ],
    [
      'below nought, two decimals, a long unit',
      level('-1.5', yearOfFigures('2008/09', ['0', '-0.5', '-0.75', '-1.25']), {
        indicator: { unit: 'kg per household', decimals: 2, ...lower },
      }),
      '2008/09 Q4',
      ['red', '', '−1.25 came against −1.50.'],
    ],
  ])('%s', (_, given, text, said) => {
    expect(saidOf(given, text)).toEqual(said);
  });

  it('once a year: no forecast, and what is needed begins its own sentence', () => {
    // From 40 to 48 in four quarters; 50 in September 2009 takes half a point a quarter.
    const given: GivenTarget = {
      indicator: { due_quarters: '2', lag_days: 21 },
      commitments: [commitment('target', '2008/09', 48), commitment('target', '2009/10', 50)],
      figures: [figure('2007/08 Q2', 40), figure('2008/09 Q2', 48)],
    };
    expect(briefOf(given, '2009/10 Q1')).toEqual({
      light: 'no-forecast',
      record: '',
      text: 'The present pace is enough.',
      illustrative: true,
    });
  });
});

it('a record alone, where nothing of the year was expected so far', () => {
  // (1,200 − 9) / 3 is 397; none of the year comes in its first quarter, by the profile.
  const given = ofYear(1200, [9], { terms: { path: 'profile', profile: '0|30|30|40' } });
  expect(briefOf(given, '2008/09 Q1')).toEqual({
    light: 'no-forecast',
    record: 'A record every quarter: needed 397, best so far 9.',
    text: '',
    illustrative: true,
  });
});

describe('where nothing is known, nothing is said and nothing is marked', () => {
  it.each<[string, GivenTarget]>([
    ['no figure', level(45, [])],
    ['no target', { figures: yearOfFigures('2008/09', [42, 43]) }],
    ['parked', level(45, yearOfFigures('2008/09', [42, 43]), { terms: { state: 'parked' } })],
    ['a sum with a hole', ofYear(1200, [], { figures: [figure('2008/09 Q2', 270)] })],
  ])('%s', (_, given) => {
    expect(briefOf(given)).toEqual({ light: 'no-forecast', record: '', text: '', illustrative: false });
  });
});

describe('what it rests on', () => {
  const all = (given: GivenTarget, figures: Provenance, commitments: Provenance): GivenTarget => ({
    ...given,
    figures: (given.figures ?? []).map((row) => ({ ...row, provenance: figures })),
    commitments: (given.commitments ?? []).map((row) => ({ ...row, provenance: commitments })),
  });

  it.each<[Provenance, Provenance, boolean]>([
    ['published', 'published', false],
    ['published', 'entered', false],
    ['published', 'illustrative', true],
    ['illustrative', 'published', true],
  ])('figures %s, target %s', (figures, commitments, illustrative) => {
    expect(briefOf(all(ofYear(1200, [270, 270]), figures, commitments)).illustrative).toBe(illustrative);
  });

  it('also a figure of a year before, but none after the quarter', () => {
    const given = all(half(9990, two), 'published', 'published');
    const [first, ...others] = given.figures ?? [];
    const before = {
      ...given,
      figures: [...(first ? [{ ...first, provenance: 'illustrative' as const }] : []), ...others],
    };
    expect(briefOf(before).illustrative).toBe(true);
    const after = { ...given, figures: [...(given.figures ?? []), figure('2008/09 Q3', 2500)] };
    expect(briefOf(after).illustrative).toBe(false);
  });
});

describe('pounds at risk, for a cell', () => {
  const stretch = (amounts: readonly Amount[], given: GivenTarget = {}): GivenTarget => ({
    agreement: { reward_scheme: 'per-target', reward_threshold: quantity('0.6') },
    indicator: flow,
    commitments: [
      commitment('target', '2008/09', 4790),
      commitment('stretch', '2008/09', 4790),
      commitment('expected-without', '2008/09', 4000),
      commitment('reward-pot', '2008/09', 400_000),
    ],
    figures: yearOfFigures('2008/09', amounts),
    ...given,
  });

  it.each<[string, GivenTarget, string, { text: string; illustrative: boolean } | null]>([
    [
      // Worked case 9.3: 4,600 pays £303,797.47 of £400,000.
      'what is not paid, in whole pounds',
      stretch([1150, 1150, 1150, 1150]),
      '2008/09 Q4',
      { text: '£96,203', illustrative: true },
    ],
    [
      'nothing, once the stretch is met',
      stretch([1200, 1200, 1200, 1190]),
      '2008/09 Q4',
      { text: '£0', illustrative: true },
    ],
    ['all, below the threshold', stretch([1000, 1000]), '2008/09 Q2', { text: '£400,000', illustrative: true }],
    ['without a figure', stretch([]), '2008/09 Q2', { text: 'not known yet', illustrative: false }],
    [
      'before its year',
      stretch([], { agreement: { reward_scheme: 'per-target', first_year: 2007 }, figures: [] }),
      '2007/08 Q2',
      { text: 'not known yet', illustrative: false },
    ],
    ['without a scheme', stretch([1000, 1000], { agreement: {} }), '2008/09 Q2', null],
    ['without a pot', ofYear(1200, [270], { agreement: { reward_scheme: 'per-target' } }), '2008/09 Q2', null],
  ])('%s', (_, given, text, atRisk) => {
    expect(atRiskOf(assessedOn('2011-12-31', text, given))).toEqual(atRisk);
  });

  it('is marked only where something it rests on is made up', () => {
    const given = stretch([1000, 1000]);
    const published = {
      ...given,
      figures: (given.figures ?? []).map((row) => ({ ...row, provenance: 'published' as const })),
      commitments: (given.commitments ?? []).map((row) => ({ ...row, provenance: 'published' as const })),
    };
    expect(atRiskOf(assessedOn('2011-12-31', '2008/09 Q2', published))?.illustrative).toBe(false);
    const made = { ...published, figures: given.figures ?? [] };
    expect(atRiskOf(assessedOn('2011-12-31', '2008/09 Q2', made))?.illustrative).toBe(true);
  });
});
