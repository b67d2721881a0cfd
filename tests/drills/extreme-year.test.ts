import { describe } from 'vitest';
import type { Figure } from '../../server/domain/data-package.ts';
import { type Amount, figure, yearOfFigures } from '../support/records.ts';
import {
  B,
  type Case,
  COUNT,
  close,
  FLOW,
  from,
  type Given,
  holds,
  LOWER,
  paid,
  REWARDED,
  T,
  times,
} from './extreme-record.ts';

describe('a target that is passed already', () => {
  /** Nearly all of a year comes in its first half: w = 0.99 by the second quarter. */
  const early = [...yearOfFigures('2007/08', [50, 49, 1, 0]), ...yearOfFigures('2008/09', [50, 49, 1, 0])];
  /** All of it: nothing is still to come, and σ is 0. */
  const all = [...yearOfFigures('2007/08', [50, 50, 0, 0]), ...yearOfFigures('2008/09', [50, 50, 0, 0])];
  const tolerant = { path: 'profile', tolerance_mode: 'absolute', tolerance: 10 } as const;

  holds([
    [
      // 120 / (2/4); (100 − 120) / 2.
      'a count that should be high: reached for sure, whatever comes',
      { indicator: FLOW, commitments: [T(100)], figures: from('2009/10 Q1', [60, 60]) },
      {
        now: 'green',
        year_end: 'green',
        gap: 70,
        forecast: { method: 'straight-line', value: 240, sd: null, chance: 1, words: 'very likely' },
        run_rate: { needed: -10, pace: 60, best: 60, words: 'already reached' },
        flip: { better: null, worse: 71 },
      },
    ],
    [
      // Without it Φ((101 / 0.99 − 100) / √1.02) would be 0.977.
      'a count that should be high, with a spread: for sure all the same',
      {
        indicator: FLOW,
        commitments: [T(100)],
        figures: [...early, ...from('2009/10 Q1', [50, 51])],
      },
      { year_end: 'green', forecast: { method: 'profile', value: close(102.0202, 4), chance: 1 } },
    ],
    [
      'a running count that should be high',
      {
        indicator: { ...COUNT, measure: 'running' },
        commitments: [T(12, '2010/11')],
        figures: from('2008/09 Q1', [4, 13]),
        at: '2008/09 Q2',
      },
      { now: 'green', year_end: 'green', target: 4, forecast: { value: 26, chance: 1 }, run_rate: { needed: -4.5 } },
    ],
    [
      // Half of the tolerance by now; past it too. (100 − 111) / 2.
      'a count that should be low: missed for sure',
      {
        indicator: { ...FLOW, ...LOWER },
        terms: { tolerance_mode: 'absolute', tolerance: 10 },
        commitments: [T(100)],
        figures: from('2009/10 Q1', [60, 51]),
      },
      {
        now: 'red',
        year_end: 'red',
        expected: 50,
        gap: -61,
        tolerance: 5,
        forecast: { value: 222, sd: null, chance: 0, words: 'very unlikely' },
        run_rate: { needed: -5.5, pace: 55.5, best: 51, words: 'already missed' },
      },
    ],
    [
      // 101 / 0.99, σ = √1.02: without it Φ(−2) would be 0.023. Within the tolerance of 10 for nearly sure.
      'a count that should be low, with a spread: no chance, and still within the tolerance',
      {
        indicator: { ...FLOW, ...LOWER },
        terms: tolerant,
        commitments: [T(100)],
        figures: [...early, ...from('2009/10 Q1', [50, 51])],
      },
      {
        year_end: 'amber',
        forecast: { method: 'profile', value: close(102.0202, 4), sd: close(1.01, 2), chance: 0 },
      },
    ],
    ...(
      [
        [100, 'green', 'green', 1],
        [105, 'amber', 'amber', 0],
        [110, 'amber', 'amber', 0],
        [111, 'red', 'red', 0],
      ] as const
    ).map(
      ([total, now, yearEnd, chance]): Case => [
        `a count that should be low and of which no more will come: ${total} of 100, tolerance 10`,
        {
          indicator: { ...FLOW, ...LOWER },
          terms: tolerant,
          commitments: [T(100)],
          figures: [...all, ...from('2009/10 Q1', [50, total - 50])],
        },
        { now, year_end: yearEnd, expected: 100, tolerance: 10, forecast: { value: total, sd: 0, chance } },
      ],
    ),
  ]);
});

describe('a target out of all reach', () => {
  const given = (polarity: 'higher' | 'lower'): Given => ({
    indicator: { ...FLOW, polarity },
    commitments: [T(999_999_999)],
    figures: from('2007/08 Q1', [20, 20, 30, 30, 20, 20, 30, 30, 20, 20]),
  });

  holds([
    // 40 / 0.4 = 100, σ = √60, and a thousand million away.
    [
      'no chance',
      given('higher'),
      { year_end: 'red', forecast: { value: 100, sd: close(Math.sqrt(60), 10), chance: 0 } },
    ],
    ['no doubt', given('lower'), { year_end: 'green', forecast: { value: 100, chance: 1 } }],
  ]);
});

describe('a hole', () => {
  const gap = (hole: Figure | null): Given => ({
    indicator: FLOW,
    commitments: [T(400)],
    figures: [...from('2009/10 Q1', [100, null, 120]), ...(hole === null ? [] : [hole])],
    at: '2009/10 Q3',
  });
  const NOTHING = {
    actual: null,
    expected: null,
    gap: null,
    tolerance: null,
    year_end: 'no-forecast',
    figure: { period: '2009/10 Q3', value: 120 },
    last_known: { colour: 'green', period: '2009/10 Q1' },
    forecast: null,
    run_rate: null,
    flip: { better: null, worse: null },
    robustness: null,
  };
  /** 10 and 2 more each quarter, from 2007/08 Q2; these quarters are left out. */
  const climb = (...left: readonly number[]): Figure[] =>
    from(
      '2007/08 Q2',
      Array.from({ length: 9 }, (_, index) => (left.includes(index) ? null : 10 + 2 * index)),
    );

  holds([
    [
      // Due on 28 October 2009; until 19 February 2010 are 3 + 30 + 31 + 31 + 19 days.
      'a quarter of a count that never came: no sum, and no forecast',
      gap(null),
      { now: 'no-return', days_late: 114, ...NOTHING },
      ['No figure has come in for July to September 2009; it was due on 28 October 2009 and is 114 days late.'],
    ],
    [
      'a quarter of a count that is suppressed',
      gap(figure('2009/10 Q2', null, { missing_reason: 'suppressed' })),
      { now: 'no-data', days_late: 0, ...NOTHING },
    ],
    [
      // The step over the hole is 4 in two quarters: σ stays 0, and 26 + 2 × 2 is the target. 14 + 16 × 6/8.
      'a quarter of a level: the step over it counts for two',
      { indicator: COUNT, commitments: [B(14), T(30)], figures: climb(4) },
      {
        now: 'green',
        year_end: 'green',
        expected: 26,
        forecast: { method: 'drift', value: 30, sd: 0, chance: 1 },
        run_rate: { needed: 2, pace: 2, words: 'the present pace is enough' },
      },
    ],
    [
      'two quarters of a level in a row: no drift is seen across them',
      { indicator: COUNT, commitments: [B(14), T(30)], figures: climb(3, 4) },
      {
        now: 'green',
        year_end: 'no-forecast',
        forecast: { method: 'no-change', value: 26, sd: null, chance: null },
        run_rate: { needed: 2, pace: 2, words: 'the present pace is enough' },
      },
    ],
  ]);
});

describe('years of nothing, and quarters of which nothing is expected', () => {
  const years = (first: readonly Amount[], second: readonly Amount[], third: readonly Amount[]): Figure[] => [
    ...yearOfFigures('2006/07', first),
    ...yearOfFigures('2007/08', second),
    ...yearOfFigures('2008/09', third),
  ];
  const zero = times(4, 0);

  holds([
    [
      // (30/100 + 40/100) / 2 = 0.35; 70 / 0.35 = 200 is the target. 30 / 0.35 − 100 = −14.286, the other 14.286:
      // σ = 14.286 × √2, more than √130. Needed (200 − 70) / 2; the best of twelve quarters was 40.
      'a year of nothing among earlier ones is left out',
      {
        indicator: FLOW,
        terms: { path: 'profile' },
        commitments: [T(200)],
        figures: [...years([10, 20, 30, 40], zero, [20, 20, 30, 30]), ...from('2009/10 Q1', [30, 40])],
      },
      {
        now: 'green',
        year_end: 'amber',
        actual: 70,
        expected: 70,
        forecast: {
          method: 'profile',
          value: 200,
          sd: close((100 / 7) * Math.SQRT2, 8),
          chance: 0.5,
          words: 'about even',
        },
        run_rate: { needed: 65, pace: 35, best: 40, words: 'would need a record every quarter' },
      },
      // From two years only the words.
      ['Why the year’s end is amber', 'reaching it is about even, and green takes a chance of 80%'],
    ],
    [
      // One year is not enough: k/n.
      'two years of nothing and one other: no profile is left',
      {
        indicator: FLOW,
        terms: { path: 'profile' },
        commitments: [T(200)],
        figures: [...years(zero, zero, [0, 0, 0, 50]), ...from('2009/10 Q1', [30, 40])],
      },
      { now: 'red', year_end: 'red', expected: 100, forecast: { method: 'straight-line', value: 140 } },
    ],
    [
      // Everything in the last quarter: no share of nothing says where the year ends.
      'earlier years in which nothing had come by now',
      {
        indicator: FLOW,
        terms: { path: 'profile' },
        commitments: [T(200)],
        figures: [...years(zero, [0, 0, 0, 100], [0, 0, 0, 100]), ...from('2009/10 Q1', [0, 0])],
      },
      {
        now: 'green',
        year_end: 'no-forecast',
        expected: 0,
        forecast: null,
        run_rate: { needed: 100, pace: 0, best: 100 },
      },
    ],
    [
      // W(2) = 0, and so is the tolerance; under k/n 200 would be expected, less at most 10.
      'a profile of its own that expects nothing yet',
      {
        agreement: REWARDED,
        indicator: FLOW,
        terms: { profile: '0|0|0|100', tolerance_mode: 'absolute', tolerance: 10 },
        commitments: [T(400), ...paid(100, 600, 50_000)],
        figures: from('2009/10 Q1', [0, 0]),
      },
      {
        now: 'green',
        year_end: 'no-forecast',
        stretch: 'no-forecast',
        overall: 'green',
        decided_by: 'now',
        actual: 0,
        expected: 0,
        gap: 0,
        tolerance: 0,
        forecast: null,
        run_rate: { needed: 200, pace: 0, best: 0, words: 'would need a record every quarter' },
        robustness: { green: 3, amber: 0, red: 3 },
        reward: { pot: 50_000, share: null, payment: null, threshold_at: 400, pounds_per_unit: 100 },
      },
    ],
    [
      'the same where nothing should come, and something did',
      {
        indicator: { ...FLOW, ...LOWER },
        terms: { profile: '0|0|0|100' },
        commitments: [T(400)],
        figures: from('2009/10 Q1', [0, 5]),
      },
      { now: 'red', year_end: 'no-forecast', gap: -5, forecast: null, flip: { better: 5, worse: null } },
    ],
    [
      'the same at the year’s end: all of it is expected',
      {
        indicator: FLOW,
        terms: { profile: '0|0|0|100' },
        commitments: [T(400)],
        figures: from('2009/10 Q1', [0, 0, 0, 400]),
        at: '2009/10 Q4',
      },
      { now: 'green', year_end: 'green', expected: 400, gap: 0, forecast: { method: 'actual', chance: 1 } },
    ],
  ]);
});
