import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../server/domain/assessment.ts';
import { effortChart, reachOf } from '../../server/domain/chart-effort.ts';
import { exact, fractionNumber } from '../../server/domain/quantity.ts';
import { rewardOf } from '../../server/domain/reward.ts';
import { type Amount, assessedOn, commitment, type GivenTarget, quantity, yearOfFigures } from '../support/records.ts';

const rate = (needed: Amount, pace: Amount | null, best: Amount | null) => ({
  needed: exact(quantity(needed)),
  pace: pace === null ? null : exact(quantity(pace)),
  best: best === null ? null : quantity(best),
  words: null,
});

describe('how reachable what is needed is', () => {
  it.each<[string, ReturnType<typeof rate>, 1 | -1, boolean, number | 'beyond']>([
    ['a share of the best quarter', rate(120, 80, 150), 1, false, 0.8],
    ['exactly as good as the best', rate(150, 80, 150), 1, false, 1],
    ['better than ever', rate(180, 80, 150), 1, false, 1.2],
    ['nothing needed any more', rate(0, 80, 150), 1, false, 0],
    ['reached already', rate(-5, 80, 150), 1, false, 0],
    ['nothing ever came', rate(10, 0, 0), 1, false, 'beyond'],
    ['lower is better: the best of what may still come', rate(200, 220, 180), -1, true, 0.9],
    ['lower is better: less than ever', rate(150, 220, 180), -1, true, 1.2],
    ['lower is better: nothing may come', rate(0, 220, 180), -1, true, 'beyond'],
    ['lower is better: missed already', rate(-3, 220, 180), -1, true, 'beyond'],
    ['a level, of its pace', rate('0.5', '0.4', null), 1, false, 1.25],
    ['a level that goes the other way', rate('0.5', '-0.4', null), 1, false, 'beyond'],
    ['a level that stands', rate('0.5', 0, null), 1, false, 'beyond'],
    ['a level of which one figure is in', rate('0.5', null, null), 1, false, 'beyond'],
    ['a level that should fall, and falls', rate('-0.5', '-1', null), -1, false, 0.5],
    ['a level that should fall, and is low enough', rate('0.5', '-1', null), -1, false, 0],
    ['a running count that should stay low, of its pace: 45 where 5 may come', rate(5, 45, null), -1, true, 9],
    ['a running count that should stay low, of which none may come', rate(0, 45, null), -1, true, 'beyond'],
  ])('%s', (_, given, direction, isCapped, reach) => {
    const found = reachOf(given, direction, isCapped);
    expect(found === 'beyond' ? found : fractionNumber(found)).toBe(reach);
  });
});

const count = { unit: 'number', decimals: 0, measure: 'flow' } as const;

/** 100 a quarter came in two years, of which 120 was the best; £1,000 hang on more than 400 up to the stretch. */
function counted(stretch: number, given: GivenTarget = {}): Assessment {
  return assessedOn('2008-11-19', '2008/09 Q2', {
    agreement: { reward_scheme: 'per-target', reward_threshold: quantity('0.6') },
    indicator: { ...count, indicator: `NI ${stretch}` },
    commitments: [
      commitment('target', '2008/09', 410),
      commitment('stretch', '2008/09', stretch),
      commitment('expected-without', '2008/09', 400),
      commitment('reward-pot', '2008/09', 1000),
    ],
    figures: [
      ...yearOfFigures('2006/07', [80, 120, 100, 100]),
      ...yearOfFigures('2007/08', [100, 100, 100, 100]),
      ...yearOfFigures('2008/09', [100, 100]),
    ],
    ...given,
  });
}

const chartOf = (assessments: readonly Assessment[]) =>
  effortChart(
    assessments.flatMap((assessment) => {
      const reward = rewardOf(assessment);
      return reward === null ? [] : [{ assessment, reward }];
    }),
    ({ known }) => known.record.measure.row.indicator,
  );

describe('where effort pays', () => {
  it('is pounds at risk against what the stretch needs, not the target', () => {
    // 440 − 200 in two quarters are 120, the best so far; 460 needs 130; 900 needs 350, far out.
    const chart = chartOf([counted(440), counted(460), counted(900)]);
    expect(chart?.points.map(({ label, reach }) => [label, Number(reach.toFixed(2))])).toEqual([
      ['NI 440', 100],
      ['NI 460', 108.33],
      ['NI 900', 200],
    ]);
    // At the forecast of 400 nothing is paid: nearly all of each thousand is at risk.
    expect(chart?.points.every(({ pounds }) => pounds > 900 && pounds <= 1000)).toBe(true);
    expect(chart?.table.rows.map(({ cells }) => cells[2])).toEqual([
      'needed 120 a quarter, 100% of the best quarter so far',
      'needed 130 a quarter, 108% of the best quarter so far',
      'needed 350 a quarter, 292% of the best quarter so far',
    ]);
    expect(chart?.notes.join(' ')).toContain('At the right edge: twice the best, or more.');
  });

  it('says in a sentence what can be had and what would need better quarters than ever', () => {
    expect(chartOf([counted(440)])?.sentence).toMatch(
      /^The full stretch asks no more than was done so far for £9\d\d \(NI 440\)\.$/,
    );
    expect(chartOf([counted(460)])?.sentence).toMatch(
      /^The full stretch asks more than was ever done for £\d+ \(NI 460\)\.$/,
    );
    expect(chartOf([counted(440), counted(430), counted(900)])?.sentence).toMatch(
      /for £1,\d\d\d \(NI 440 and NI 430\)\. It asks more than was ever done for £[\d,]+ \(NI 900\)\.$/,
    );
  });

  it('says of a count that should stay low what may still come', () => {
    const chart = chartOf([
      assessedOn('2008-11-19', '2008/09 Q2', {
        agreement: { reward_scheme: 'per-target', reward_threshold: quantity('0.6') },
        indicator: { ...count, polarity: 'lower' },
        commitments: [
          commitment('stretch', '2008/09', 380),
          commitment('expected-without', '2008/09', 420),
          commitment('reward-pot', '2008/09', 1000),
        ],
        figures: counted(440).known.record.figures,
      }),
    ]);
    // 380 − 200 in two quarters are 90, of which the least quarter, 80, is 89%.
    expect(chart?.table.rows[0]?.cells[2]).toBe('at most 90 a quarter, the best quarter so far is 89% of it');
    expect(chart?.points[0]?.reach).toBeCloseTo(88.89, 2);
  });

  it('leaves out what is not known, has ended, or is not at risk, and says so', () => {
    const none = counted(440, { figures: [] });
    const ended = assessedOn('2009-05-01', '2008/09 Q4', {
      agreement: { reward_scheme: 'per-target', reward_threshold: quantity('0.6') },
      indicator: count,
      commitments: [
        commitment('stretch', '2008/09', 440),
        commitment('expected-without', '2008/09', 400),
        commitment('reward-pot', '2008/09', 1000),
      ],
      figures: yearOfFigures('2008/09', [100, 100, 100, 100]),
    });
    expect(chartOf([none, ended])).toBeNull();
    const chart = chartOf([none, counted(440)]);
    expect(chart?.points).toHaveLength(1);
    expect(chart?.notes.join(' ')).toContain('Not shown:');
  });

  it('is marked where it rests on something made up', () => {
    expect(chartOf([counted(440)])?.illustrative).toBe(true);
  });
});
