import { describe, expect, it } from 'vitest';
import { nearest } from '../../server/domain/ahead-words.ts';
import { type TrendChart, trendChart } from '../../server/domain/chart.ts';
import { type Ahead, aheadLabel, aheadNote, aheadOf, aheadWords } from '../../server/domain/chart-ahead.ts';
import { type Trend, trendOf } from '../../server/domain/chart-trend.ts';
import { periodText } from '../../server/domain/period.ts';
import { quantityNumber } from '../../server/domain/quantity.ts';
import { type Amount, assessedOn, commitment, figure, type GivenTarget, yearOfFigures } from '../support/records.ts';

const count = { unit: 'number', decimals: 0 } as const;
const flow = { measure: 'flow', ...count } as const;
const running = { measure: 'running', ...count } as const;

function trendFor(given: GivenTarget, text = '2008/09 Q2'): Trend {
  return trendOf(assessedOn('2011-12-31', text, given));
}

/** Between which quarters, from where to where, and how far apart the ends are; in the indicator's unit. */
function wedge(trend: Trend) {
  const { ahead } = trend;
  if (ahead === null) return null;
  const at = (index: number): string => periodText(trend.places[index]?.period ?? 0);
  return [
    at(ahead.from),
    at(ahead.to),
    quantityNumber(ahead.start),
    quantityNumber(ahead.value),
    ahead.between?.map(quantityNumber) ?? null,
  ];
}

/** Half of every year came in its first half; so far 5,000: 10,000 is forecast, and 1.28 σ are 90.51. */
const half: GivenTarget = {
  indicator: flow,
  commitments: [commitment('target', '2008/09', 9990)],
  figures: [
    ...yearOfFigures('2006/07', [2500, 2500, 2500, 2500]),
    ...yearOfFigures('2007/08', [2500, 2500, 2500, 2500]),
    ...yearOfFigures('2008/09', [2500, 2500]),
  ],
};

/** A level with a path from 40 at the end of 2007/08 to 46 at the end of 2010/11. */
function level(amounts: readonly Amount[], given: GivenTarget = {}): GivenTarget {
  return {
    commitments: [commitment('baseline', '2007/08', 40), commitment('target', '2010/11', 46)],
    figures: [...yearOfFigures('2007/08', amounts.slice(0, 4)), ...yearOfFigures('2008/09', amounts.slice(4))],
    ...given,
  };
}

const SIX = [36, 38, 40, 42, 44, 46];

describe('where the year may end, on a chart', () => {
  it.each<[string, GivenTarget, string, ReturnType<typeof wedge>]>([
    [
      'a sum with a spread: 10,000 less and more 90.51',
      half,
      '2008/09 Q2',
      ['2008/09 Q2', '2008/09 Q4', 5000, 10_000, [9909, 10_091]],
    ],
    [
      'a sum without: twice what came in half the year',
      { ...half, figures: yearOfFigures('2008/09', [2500, 2400]) },
      '2008/09 Q2',
      ['2008/09 Q2', '2008/09 Q4', 4900, 9800, null],
    ],
    [
      'a running count: 7 in two quarters of four',
      {
        indicator: running,
        commitments: [commitment('target', '2010/11', 30)],
        figures: yearOfFigures('2008/09', [3, 7]),
      },
      '2008/09 Q2',
      ['2008/09 Q2', '2008/09 Q4', 7, 14, null],
    ],
    [
      // Two a quarter from 46, and no spread to show.
      'a level that goes on, to the end of its own year and not of its path',
      level(SIX),
      '2008/09 Q2',
      ['2008/09 Q2', '2008/09 Q4', 46, 50, null],
    ],
    [
      // Steps 2 2 3 1 2: s² = 2 / 4, σ = √0.5 × √(2 × 1.4) = 1.1832, and 1.28 of them 1.5145.
      'a level with a spread',
      level([36, 38, 40, 43, 44, 46]),
      '2008/09 Q2',
      ['2008/09 Q2', '2008/09 Q4', 46, 50, [48.5, 51.5]],
    ],
    [
      'a sum to whole numbers: 751 × 4 / 3 is 1,001.3',
      { ...half, figures: yearOfFigures('2008/09', [250, 250, 251]) },
      '2008/09 Q3',
      ['2008/09 Q3', '2008/09 Q4', 751, 1001, null],
    ],
    [
      'a percentage no further than the whole: three a quarter from 96 are 102',
      level([81, 84, 87, 90, 93, 96]),
      '2008/09 Q2',
      ['2008/09 Q2', '2008/09 Q4', 96, 100, null],
    ],
    [
      'a level of which only the last figure is known',
      { ...level([]), figures: [figure('2008/09 Q3', '41.5')] },
      '2008/09 Q3',
      ['2008/09 Q3', '2008/09 Q4', 41.5, 41.5, null],
    ],
    [
      // Half a point a quarter down.
      'below nought',
      level([], {
        indicator: { unit: '% change on 2007/08', polarity: 'lower' },
        commitments: [commitment('baseline', '2007/08', 0), commitment('target', '2008/09', -2)],
        figures: [...yearOfFigures('2007/08', ['1.5', 1, '0.5', 0]), ...yearOfFigures('2008/09', ['-0.5', -1])],
      }),
      '2008/09 Q2',
      ['2008/09 Q2', '2008/09 Q4', -1, -2, null],
    ],
  ])('%s', (_, given, text, drawn) => {
    expect(wedge(trendFor(given, text))).toEqual(drawn);
  });

  it('begins at the last figure where that of the quarter is not due for months', () => {
    const slow = level([36, 38, 40, 42, 44], { indicator: { lag_days: 120 } });
    const trend = trendOf(assessedOn('2008-11-19', '2008/09 Q2', slow));
    // Two a quarter for three quarters.
    expect(wedge(trend)).toEqual(['2008/09 Q1', '2008/09 Q4', 44, 50, null]);
  });

  it.each<[string, GivenTarget, string]>([
    ['once the year’s end has come', { ...half, figures: yearOfFigures('2008/09', [1, 2, 3, 4]) }, '2008/09 Q4'],
    ['without a figure', { ...half, figures: [] }, '2008/09 Q2'],
    ['where the quarter has none', { ...half, figures: yearOfFigures('2008/09', [2500]) }, '2008/09 Q2'],
    ['without a target', { ...half, commitments: [] }, '2008/09 Q2'],
    ['while it is parked', { ...half, terms: { state: 'parked' } }, '2008/09 Q2'],
    [
      'for results of once a year',
      { ...level([]), indicator: { due_quarters: '3' }, figures: [figure('2007/08 Q3', 40)] },
      '2008/09 Q2',
    ],
  ])('nothing %s', (_, given, text) => {
    expect(trendFor(given, text).ahead).toBeNull();
  });

  it('nothing where the last figure or the year’s end lies outside the chart', () => {
    const { assessment, places } = trendFor(half);
    const end = places.findIndex(({ period }) => periodText(period) === '2008/09 Q4');
    expect(aheadOf({ assessment, places })?.to).toBe(end);
    expect(aheadOf({ assessment, places: places.slice(0, end) })).toBeNull();
    expect(aheadOf({ assessment, places: places.slice(end) })).toBeNull();
    expect(aheadOf({ assessment, places: [] })).toBeNull();
  });

  it('nothing where the chart does not have the figure', () => {
    const { assessment, places } = trendFor(half);
    expect(aheadOf({ assessment, places: places.map((place) => ({ ...place, actual: null })) })).toBeNull();
  });
});

describe('a number as it is shown', () => {
  it.each([
    [2.5, 0, 3],
    [2.4999, 0, 2],
    [-2.5, 0, -3],
    [-2.4999, 0, -2],
    [0.05, 1, 0.1],
    [-0.05, 1, -0.1],
    [-0.04, 1, 0],
    [48.485, 2, 48.49],
    [100, 1, 100],
  ])('%d to %i decimals is %d, half away from zero', (value, decimals, shown) => {
    expect(quantityNumber(nearest(value, decimals))).toBe(shown);
  });
});

describe('what is said of it', () => {
  const sure = level(SIX);

  it.each<[string, GivenTarget, [label: string, words: string, note: string]]>([
    [
      'a sum with a spread',
      half,
      [
        'forecast 10,000',
        '10,000, in four of five cases 9,909 to 10,091',
        'Shaded: where the year ends as the last two years ran.',
      ],
    ],
    [
      'a sum without',
      { ...half, figures: yearOfFigures('2008/09', [2500, 2400]) },
      ['forecast 9,800', '9,800', 'Dashed: where the year ends if it goes on at the rate so far.'],
    ],
    [
      'a level without a spread to show',
      sure,
      ['forecast 50.0%', '50.0%', 'Dashed: where the year ends if it goes on as over the last 6 figures.'],
    ],
    [
      'a level with one, two decimals: 1.5145',
      level([36, 38, 40, 43, 44, 46], { indicator: { decimals: 2 } }),
      [
        'forecast 50.00%',
        '50.00%, in four of five cases 48.49% to 51.51%',
        'Shaded: where the year ends if it goes on as over the last 6 figures.',
      ],
    ],
    [
      'a level that stays, in a long unit',
      { ...level([]), indicator: { unit: 'per 1,000 population' }, figures: [figure('2008/09 Q2', '41.5')] },
      ['forecast 41.5', '41.5', 'Dashed: where the year ends if it stays as it is.'],
    ],
    [
      // A year ago it rose from 40 to 43 in the second half.
      'a level that moves with the seasons',
      level([38, 40, 41, 43, 41, 42], { indicator: { pattern: 'seasonal' } }),
      ['forecast 45.0%', '45.0%', 'Dashed: where the year ends if it moves as it did a year before.'],
    ],
  ])('%s', (_, given, said) => {
    const trend = trendFor(given);
    const ahead = trend.ahead as Ahead;
    expect([aheadLabel(ahead, trend), aheadWords(ahead, trend), aheadNote(ahead, trend)]).toEqual(said);
  });
});

describe('on the chart itself', () => {
  const chartOf = (given: GivenTarget, size: 'full' | 'small' = 'full'): TrendChart =>
    trendChart(assessedOn('2011-12-31', '2008/09 Q2', given), size);

  it('a wedge that leads to the edge is named in the margin, and any other at its end', () => {
    const edge = chartOf(half);
    expect(edge.ahead?.label).toBeNull();
    expect(edge.levels.at(-1)).toEqual({
      kind: 'forecast',
      value: 10_000,
      from: 11,
      to: 11,
      label: { name: 'Forecast', year: '2008/09', value: '10,000' },
    });
    const inside = chartOf(level(SIX));
    expect(inside.ahead?.label).toBe('forecast 50.0%');
    expect(inside.levels.map(({ kind }) => kind)).not.toContain('forecast');
  });

  it('drawing, table and words say the same', () => {
    const chart = chartOf(level([36, 38, 40, 43, 44, 46]));
    const range = '50.0%, in four of five cases 48.5% to 51.5%';
    expect(chart.ahead).toMatchObject({ start: 46, value: 50, between: [48.5, 51.5] });
    const end = chart.ahead?.to ?? -1;
    expect(chart.quarters[end]?.words.details.at(-1)).toBe(`forecast ${range}`);
    const column = chart.table.columns.findIndex(({ text }) => text === 'Forecast');
    expect(chart.table.rows.map(({ cells }) => cells[column]).filter((cell) => cell !== '–')).toEqual([range]);
  });

  it('the scale holds it', () => {
    const { axis, ahead } = chartOf(half);
    expect(axis.max).toBeGreaterThanOrEqual(ahead?.between?.[1] ?? Number.POSITIVE_INFINITY);
    expect(axis.min).toBe(0);
  });

  it('one of many side by side has the wedge, and no words for it', () => {
    const small = chartOf(half, 'small');
    expect(small.ahead).not.toBeNull();
    expect(small.notes.join(' ')).not.toContain('Shaded');
    expect(chartOf(half).notes).toContain('Shaded: where the year ends as the last two years ran.');
  });

  it('without a forecast there is no column and no note', () => {
    const chart = chartOf({ ...half, figures: [] });
    expect(chart.ahead).toBeNull();
    expect(chart.table.columns.map(({ text }) => text)).not.toContain('Forecast');
    expect(chart.notes.join(' ')).not.toMatch(/Shaded|Dashed/);
  });
});
