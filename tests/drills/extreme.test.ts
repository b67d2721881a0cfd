import { describe, expect, it } from 'vitest';
import type { Figure } from '../../server/domain/data-package.ts';
import { periodText } from '../../server/domain/period.ts';
import { figure, period } from '../support/records.ts';
import {
  appWith,
  B,
  type Case,
  COUNT,
  close,
  FLOW,
  from,
  type Given,
  holds,
  jsonOf,
  LOWER,
  paid,
  REWARDED,
  rowsOf,
  T,
  times,
  wordsOfAll,
} from './extreme-record.ts';

describe('one figure only', () => {
  holds([
    [
      // The path from 38 to 41 in eight quarters: 38 + 3 × 6/8 = 40.25. No pace, no trend; 0.5 a quarter is left.
      'of a level: no forecast that gives a colour; the reward is of another year',
      {
        agreement: REWARDED,
        commitments: [B(38), T(41), ...paid(40, 45, 100_000, '2010/11')],
        figures: [figure('2009/10 Q2', 40)],
      },
      {
        now: 'red',
        year_end: 'no-forecast',
        stretch: 'too-early',
        overall: 'red',
        decided_by: 'now',
        expected: 40.3,
        gap: -0.3,
        improvement_share: close(2 / 3, 10),
        direction: { previous: null, year_ago: null },
        forecast: { method: 'no-change', value: 40, sd: null, low: null, high: null, chance: null, words: null },
        run_rate: { needed: 0.5, pace: null, best: null, words: null },
        flip: { better: 0.3, worse: null },
        robustness: { green: 0, amber: 0, red: 6 },
        // 40 + 0.6 × 5; 100,000 / 5.
        reward: { pot: 100_000, share: null, payment: null, threshold_at: 43, pounds_per_unit: 20_000 },
      },
    ],
    [
      // A quarter of 400; 90 / (1/4); (400 − 90) / 3.
      'of a count: a straight line, and every quarter left would be a record',
      { indicator: FLOW, commitments: [T(400)], figures: [figure('2009/10 Q1', 90)], at: '2009/10 Q1' },
      {
        now: 'red',
        year_end: 'red',
        actual: 90,
        expected: 100,
        gap: -10,
        forecast: { method: 'straight-line', value: 360, sd: null, chance: null },
        run_rate: { needed: close(310 / 3, 10), pace: 90, best: 90, words: 'would need a record every quarter' },
        flip: { better: 10, worse: null },
      },
    ],
    [
      // The path to 12 in twelve quarters: 1 now, 4 at the year's end, which stands in for the target. 2 × 4/1.
      'of a running count: a straight line from the agreement’s start',
      {
        indicator: { ...COUNT, measure: 'running' },
        commitments: [T(12, '2010/11')],
        figures: [figure('2008/09 Q1', 2)],
        at: '2008/09 Q1',
      },
      {
        now: 'green',
        year_end: 'green',
        expected: 1,
        target: 4,
        forecast: { method: 'straight-line', value: 8, chance: null },
        run_rate: { needed: close(2 / 3, 10), pace: 2, words: 'the present pace is enough' },
        flip: { better: null, worse: 2 },
      },
    ],
  ]);
});

/** 2006/07 Q1 to 2009/10 Q2. */
const FOURTEEN = '2006/07 Q1';

describe('figures that never vary', () => {
  holds([
    [
      // Slope and σ 0: 40 for sure. s = (40 − 39) / 2 is under the threshold of 40.2; the stretch's tolerance is 5% of 41.
      'all equal, and the target too: green for sure, and limits without width are met',
      {
        agreement: REWARDED,
        terms: { tolerance_mode: 'relative', tolerance: 5 },
        commitments: [B(40), T(40), ...paid(39, 41, 200_000)],
        figures: from(FOURTEEN, times(14, 40)),
      },
      {
        now: 'green',
        year_end: 'green',
        stretch: 'amber',
        gap: 0,
        tolerance: 2,
        improvement_share: null,
        direction: { previous: 'no change', year_ago: 'no change' },
        forecast: { method: 'drift', value: 40, sd: 0, low: 40, high: 40, chance: 1, words: 'very likely' },
        run_rate: { needed: 0, pace: 0, best: null, words: 'the present pace is enough' },
        flip: { better: null, worse: 0.1 },
        robustness: { green: 6, amber: 0, red: 0 },
        reward: {
          share: 0.5,
          payment: 0,
          expected: 0,
          at_risk: 200_000,
          threshold_at: 40.2,
          units_to_threshold: 0.2,
          pounds_per_unit: 100_000,
        },
      },
      ['so the target will be consistently met unless the process changes'],
    ],
    [
      // 40 + 40 − 40. Ten changes of 0 on the year before: limits for trial.
      'all equal, with a season: no change, and no spread is known',
      {
        indicator: { pattern: 'seasonal' },
        commitments: [B(40), T(40)],
        figures: from(FOURTEEN, times(14, 40)),
      },
      { now: 'green', year_end: 'green', forecast: { method: 'seasonal', value: 40, sd: null, chance: null } },
      ['the limits are for trial, drawn from the 10 quarters to September 2009'],
    ],
    [
      // 40 + 0.1 × 6/8 = 40.075.
      'all equal, and the target a step further: missed for sure',
      {
        commitments: [B(40), T('40.1')],
        figures: from(FOURTEEN, times(14, 40)),
      },
      {
        now: 'red',
        year_end: 'red',
        expected: 40.1,
        forecast: { value: 40, sd: 0, chance: 0, words: 'very unlikely' },
        run_rate: { needed: 0.05, pace: 0, words: null },
      },
      ['so the target will be consistently missed unless the process changes'],
    ],
    [
      // The baseline is expected until the year's end; on a straight path it would be 40.75. Drawn, it is one flat line.
      'all equal on a path in steps: as expected now, and missed for sure at the year’s end',
      {
        terms: { path: 'step' },
        commitments: [B(40), T(41)],
        figures: from(FOURTEEN, times(14, 40)),
      },
      {
        now: 'green',
        year_end: 'red',
        overall: 'red',
        decided_by: 'year_end',
        expected: 40,
        gap: 0,
        forecast: { value: 40, sd: 0, chance: 0 },
        robustness: { green: 3, amber: 0, red: 3 },
      },
    ],
    [
      // 0.1 a quarter without a doubt: 40 + 0.2 is the target exactly. 38.2 + 2 × 6/8 = 39.7.
      'the same step every quarter, which leads to the target exactly: reached for sure',
      {
        commitments: [B('38.2'), T('40.2')],
        figures: from(
          FOURTEEN,
          Array.from({ length: 14 }, (_, index) => ((387 + index) / 10).toFixed(1)),
        ),
      },
      {
        now: 'green',
        year_end: 'green',
        expected: 39.7,
        forecast: { method: 'drift', value: 40.2, sd: 0, low: 40.2, high: 40.2, chance: 1 },
        run_rate: { needed: 0.1, pace: 0.1, words: 'the present pace is enough' },
      },
      ['An improvement that is more than chance'],
    ],
  ]);
});

describe('nothing at all, and a target of nothing', () => {
  const zeros = (first: string, count: number): Figure[] => from(first, times(count, 0));

  holds([
    [
      // Years with total 0 are left out, so 0 / (2/4); no more may come, and none did. s = (0 − 10) / (0 − 10) = 1.
      'a count that should be low',
      {
        agreement: REWARDED,
        indicator: { ...FLOW, ...LOWER },
        terms: { tolerance_mode: 'relative', tolerance: 10 },
        commitments: [T(0), ...paid(10, 0, 90_000)],
        figures: zeros('2007/08 Q1', 10),
      },
      {
        now: 'green',
        year_end: 'green',
        stretch: 'green',
        actual: 0,
        expected: 0,
        gap: 0,
        tolerance: 0,
        forecast: { method: 'straight-line', value: 0, sd: null, chance: null },
        run_rate: { needed: 0, pace: 0, best: 0, words: 'the present pace is enough' },
        flip: { better: null, worse: 1 },
        robustness: { green: 6, amber: 0, red: 0 },
        reward: {
          share: 1,
          payment: 90_000,
          at_risk: 0,
          threshold_at: 4,
          units_to_threshold: 0,
          pounds_per_unit: 9000,
        },
      },
    ],
    [
      'a count that should be high: it has reached nothing, which cannot be taken away',
      { indicator: FLOW, commitments: [T(0)], figures: zeros('2007/08 Q1', 10) },
      {
        now: 'green',
        year_end: 'green',
        forecast: { method: 'straight-line', value: 0, sd: null, chance: 1, words: 'very likely' },
        run_rate: { needed: 0, pace: 0, best: 0, words: 'already reached' },
        flip: { better: null, worse: null },
      },
    ],
    ...(['lower', 'higher'] as const).map(
      (polarity): Case => [
        `a level, ${polarity} is better`,
        { indicator: { polarity }, commitments: [B(0), T(0)], figures: zeros(FOURTEEN, 14) },
        {
          now: 'green',
          year_end: 'green',
          gap: 0,
          improvement_share: null,
          forecast: { method: 'drift', value: 0, sd: 0, low: 0, high: 0, chance: 1 },
          run_rate: { needed: 0, pace: 0, words: 'the present pace is enough' },
          // Nothing is below nothing.
          flip: { better: null, worse: polarity === 'lower' ? 0.1 : null },
        },
        ['so the target will be consistently met'],
      ],
    ),
    ...(['lower', 'higher'] as const).map(
      (polarity): Case => [
        `a running count, ${polarity} is better`,
        {
          indicator: { ...COUNT, measure: 'running', polarity },
          commitments: [T(0, '2010/11')],
          figures: zeros('2008/09 Q1', 6),
        },
        {
          now: 'green',
          year_end: 'green',
          forecast: { method: 'straight-line', value: 0, chance: polarity === 'higher' ? 1 : null },
          run_rate: { needed: 0, pace: 0, words: 'the present pace is enough' },
        },
      ],
    ),
  ]);
});

describe('below nothing', () => {
  const CHANGE = { unit: '% change' } as const;

  holds([
    [
      // 0 to −3 in twelve quarters: −1.5, and −2 at the year's end. Seven figures, −0.2 a quarter: −1.2 − 0.4.
      // Tolerance 20% of 1.5 and of 2. Halved it is 0.15.
      'a change in per cent that should be low, target −3',
      {
        indicator: { ...CHANGE, ...LOWER },
        terms: { tolerance_mode: 'relative', tolerance: 20 },
        commitments: [B(0), T(-3, '2010/11')],
        figures: from('2007/08 Q4', [0, '-0.2', '-0.4', '-0.6', '-0.8', '-1.0', '-1.2']),
      },
      {
        now: 'amber',
        year_end: 'amber',
        actual: -1.2,
        expected: -1.5,
        target: -2,
        gap: -0.3,
        tolerance: 0.3,
        improvement_share: 0.4,
        direction: { previous: 'improving', year_ago: 'improving' },
        forecast: { method: 'drift', value: -1.6, sd: 0, low: -1.6, high: -1.6, chance: null },
        run_rate: { needed: -0.4, pace: -0.2, words: null },
        flip: { better: 0.3, worse: 0.1 },
        robustness: { green: 0, amber: 4, red: 2 },
      },
      ['−1.2% by September 2009 against −1.5% expected: 0.3 points over, within the tolerance of 0.3.'],
    ],
    [
      // −6 + 3 × 6/8 = −3.75, half away from nought −3.8; 10% of 3.8.
      'a loss that should shrink, from −6 to −3',
      {
        indicator: CHANGE,
        terms: { tolerance_mode: 'relative', tolerance: 10 },
        commitments: [B(-6), T(-3)],
        figures: [figure('2009/10 Q2', -4)],
      },
      {
        now: 'amber',
        expected: -3.8,
        gap: -0.2,
        tolerance: 0.38,
        improvement_share: close(2 / 3, 10),
        run_rate: { needed: 0.5, pace: null },
        flip: { better: 0.2, worse: 0.2 },
      },
    ],
    [
      // −0.04 is a nought to one decimal, and a nought has no minus.
      'levels that round to nothing',
      {
        indicator: { ...CHANGE, ...LOWER },
        terms: { tolerance_mode: 'relative', tolerance: 10 },
        commitments: [B('-0.04'), T('-0.04')],
        figures: [figure('2009/10 Q2', 0)],
      },
      { now: 'green', expected: 0, target: 0, baseline: 0, gap: 0, tolerance: 0, run_rate: { needed: -0.02 } },
      ['0.0% by September 2009 against 0.0% expected: exactly as expected.'],
    ],
    [
      // More is gone than came: 100 − 130. (10 + 30) / 2.
      'a net count: the year so far is below nothing, and the straight line too',
      {
        indicator: { ...FLOW, title: 'Net additional homes' },
        commitments: [T(10)],
        figures: from('2009/10 Q1', [100, -130]),
      },
      {
        now: 'red',
        year_end: 'red',
        actual: -30,
        expected: 5,
        gap: -35,
        forecast: { method: 'straight-line', value: -60 },
        run_rate: { needed: 20, pace: -15, best: 100, words: null },
      },
    ],
  ]);
});

describe('a sudden jump', () => {
  holds([
    [
      // The last twelve: 10 to 10, slope 0. Steps 1 nine times, 1,090 and 1,089: s² = 2,374,030 / 10;
      // σ = √(237,403 × 2 × (1 + 2/11)) = 749.09. Φ(−2 / 749.09) = 0.49893. 8 + 4 × 6/8 = 11.
      // XmR: 1,236 / 14 = 88.29; the two wide ranges are dropped, 1 is left: ± 2.66.
      'a hundred times as much in one quarter, and back',
      {
        agreement: REWARDED,
        indicator: COUNT,
        commitments: [B(8), T(12), ...paid(8, 12, 1000)],
        figures: from(FOURTEEN, [10, 11, 10, 11, 10, 11, 10, 1100, 11, 10, 11, 10, 11, 10]),
      },
      {
        now: 'red',
        year_end: 'amber',
        overall: 'red',
        expected: 11,
        direction: { previous: 'worsening', year_ago: 'no change' },
        forecast: {
          method: 'drift',
          value: 10,
          sd: close(749.089, 3),
          low: 0,
          high: close(10 + 1.28 * 749.089, 2),
          chance: close(0.498935, 6),
          words: 'about even',
        },
        // Over the last four steps: (10 − 10) / 4.
        run_rate: { needed: 1, pace: 0, words: null },
        // s = 0.5; what is paid over all that may come, summed up number by number.
        reward: { share: 0.5, payment: 0, expected: close(499.616, 2), units_to_threshold: 0.4 },
      },
      ['mean 88.3, limits 85.6 and 90.9'],
    ],
  ]);
});

describe('a long time', () => {
  const YEARS = { first_year: 2008, last_year: 2032 } as const;
  const LAST = '2032/33';

  holds([
    [
      // 100 in 100 quarters, one each. XmR: (1 + 99) / 2, ± 2.66.
      'a hundred quarters of a level, the last still to come',
      {
        agreement: { ...REWARDED, ...YEARS },
        indicator: COUNT,
        commitments: [B(0), T(100, LAST), ...paid(0, 100, 100_000, LAST)],
        figures: from(
          '2008/09 Q1',
          Array.from({ length: 99 }, (_, index) => index + 1),
        ),
        at: `${LAST} Q3`,
      },
      {
        now: 'green',
        year_end: 'green',
        stretch: 'green',
        expected: 99,
        gap: 0,
        improvement_share: 0.99,
        forecast: { method: 'drift', value: 100, sd: 0, chance: 1 },
        run_rate: { needed: 1, pace: 1, words: 'the present pace is enough' },
        reward: { share: 1, payment: 100_000, expected: 100_000, at_risk: 0, threshold_at: 60, pounds_per_unit: 1000 },
      },
      ['mean 50, limits 47.3 and 52.7'],
    ],
    [
      // Of 24 earlier years only the latest three count: 25 a quarter, 75 / 0.75. σ = √(100 − 75).
      'a hundred quarters of a count',
      {
        agreement: YEARS,
        indicator: FLOW,
        commitments: [T(100, LAST)],
        figures: [
          ...Array.from({ length: 21 }, () => [97, 1, 1, 1]).flatMap((year, index) =>
            from(periodText(period('2008/09 Q1') + 4 * index), year),
          ),
          ...from('2029/30 Q1', times(15, 25)),
        ],
        at: `${LAST} Q3`,
      },
      {
        now: 'green',
        year_end: 'amber',
        actual: 75,
        expected: 75,
        forecast: { method: 'profile', value: 100, sd: 5, low: 93.6, high: 106.4, chance: 0.5, words: 'about even' },
        run_rate: { needed: 25, pace: 25, best: 25, words: 'the present pace is enough' },
      },
      ['about even (50%)'],
    ],
    [
      // 35,992 quarters from the end of 1000/01, one each: 4,029 of them by June 2008.
      'as many years as can be written',
      {
        agreement: { first_year: 1000, last_year: 9998 },
        indicator: COUNT,
        commitments: [B(0, '1000/01'), T(35_992, '9998/99')],
        figures: [figure('2008/09 Q1', 4029)],
        at: '2008/09 Q1',
      },
      { now: 'green', expected: 4029, gap: 0, target: 4032, run_rate: { needed: 1, pace: null } },
    ],
  ]);

  it('the last quarter that can be written, due after the last day that can', async () => {
    const given: Given = {
      agreement: { first_year: 9990, last_year: 9998 },
      indicator: { lag_days: 3660 },
      commitments: [T(41, '9998/99')],
      figures: [],
      at: '2008/09 Q1',
    };
    const app = appWith(rowsOf(given));
    const last = '9998/99 Q4';
    const json = jsonOf(app, last);
    expect(json.targets[0]).toMatchObject({ now: 'not-due', days_late: 0 });
    expect(await wordsOfAll(app, json, last)).toContain('is due by 31 December 9999');
  });
});
