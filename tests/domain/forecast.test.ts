import { describe, expect, it } from 'vitest';
import { chanceOf, chanceWords } from '../../server/domain/chance.ts';
import { drift, type Forecast, forecastOf } from '../../server/domain/forecast.ts';
import { judge } from '../../server/domain/judgement.ts';
import { exact, fractionNumber } from '../../server/domain/quantity.ts';
import {
  type Amount,
  commitment,
  figure,
  type GivenTarget,
  knownOn,
  period,
  quantity,
  yearOfFigures,
} from '../support/records.ts';

const count = { unit: 'number', decimals: 0 } as const;
const flow = { measure: 'flow', ...count } as const;
const running = { measure: 'running', ...count } as const;
const late = '2011-12-31';

function forecastAt(text: string, given: GivenTarget): Forecast | null {
  const known = knownOn(late, given);
  return forecastOf(known, judge(known, period(text), null), period(text));
}

type Said = [method: string, value: number, sd: number | null] | null;

function said(forecast: Forecast | null): Said {
  return forecast && [forecast.method, fractionNumber(forecast.value), forecast.sd];
}

function chanceAt(text: string, given: GivenTarget, goal: Amount, slack: Amount = 0): number | null {
  const known = knownOn(late, given);
  const judgement = judge(known, period(text), null);
  const forecast = forecastOf(known, judgement, period(text));
  if (forecast === null) throw new Error('there is no forecast');
  return chanceOf(known, judgement, forecast, exact(quantity(goal)), exact(quantity(slack)));
}

function ofYear(goal: Amount, figures: GivenTarget['figures'], given: GivenTarget = {}): GivenTarget {
  return { indicator: flow, commitments: [commitment('target', '2008/09', goal)], figures: figures ?? [], ...given };
}

/** A level with a target of 45 for 2008/09. */
function level(figures: GivenTarget['figures'], given: GivenTarget = {}): GivenTarget {
  return { commitments: [commitment('target', '2008/09', 45)], figures: figures ?? [], ...given };
}

const risen = [...yearOfFigures('2007/08', [38, 38.6, 39.5, 39.9]), ...yearOfFigures('2008/09', [40.6, 41.4])];
const long = [
  ...yearOfFigures('2006/07', ['37.2', '37.5', 38, '38.6']),
  ...yearOfFigures('2007/08', ['39.5', '39.9', '40.6', '41.4']),
  ...yearOfFigures('2008/09', ['41.9', 42]),
];

describe('worked case 9.5: a level that drifts', () => {
  const values = [38, 38.6, 39.5, 39.9, 40.6, 41.4, 41.9, 42];
  const { at, sd } = drift(
    values.map((value, index) => ({ period: period('2007/08 Q1') + index, value: quantity(value) })),
    4,
  );

  it('is at 44.286 four quarters on, give or take 0.6745', () => {
    expect(fractionNumber(at)).toBeCloseTo(44.286, 3);
    expect(sd).toBeCloseTo(0.6745, 4);
    expect(fractionNumber(at) - 1.28 * sd).toBeCloseTo(43.42, 2);
    expect(fractionNumber(at) + 1.28 * sd).toBeCloseTo(45.15, 2);
  });
});

describe('worked case 9.4: a flow of which 540 of 1,200 have come half way', () => {
  it.each<[string, GivenTarget, number]>([
    ['by equal quarters it ends at 1,080', ofYear(1200, yearOfFigures('2008/09', [270, 270])), 1080],
    [
      'by its own profile at 1,200',
      ofYear(1200, yearOfFigures('2008/09', [270, 270]), { terms: { path: 'profile', profile: '20|25|25|30' } }),
      1200,
    ],
  ])('%s', (_, given, value) => {
    expect(said(forecastAt('2008/09 Q2', given))).toEqual(['straight-line', value, null]);
  });
});

describe('the method of a forecast (4)', () => {
  // 2006/07: 40 of 100 half way; 2007/08: 60 of 120. Their mean is 0.45.
  const two = [...yearOfFigures('2006/07', [20, 20, 30, 30]), ...yearOfFigures('2007/08', [30, 30, 30, 30])];
  const now = yearOfFigures('2008/09', [40, 50]);

  it.each<[string, string, GivenTarget, Said]>([
    [
      'at the year’s end it is what came',
      '2008/09 Q4',
      level(yearOfFigures('2008/09', [41, 42, 43, 44])),
      ['actual', 44, 0],
    ],
    [
      'a flow at the year’s end',
      '2008/09 Q4',
      ofYear(100, yearOfFigures('2008/09', [20, 20, 20, 20])),
      ['actual', 80, 0],
    ],
    ['one earlier year is too few', '2008/09 Q2', ofYear(200, [...two.slice(4), ...now]), ['straight-line', 180, null]],
    [
      'a year with a quarter missing is not complete',
      '2008/09 Q2',
      ofYear(200, [...two.slice(1), ...now]),
      ['straight-line', 180, null],
    ],
    [
      'a year of nothing is left out',
      '2008/09 Q2',
      ofYear(200, [...yearOfFigures('2006/07', [0, 0, 0, 0]), ...two.slice(4), ...now]),
      ['straight-line', 180, null],
    ],
    [
      'years in which nothing had come by now',
      '2008/09 Q2',
      ofYear(200, [...yearOfFigures('2006/07', [0, 0, 30, 30]), ...yearOfFigures('2007/08', [0, 0, 30, 30]), ...now]),
      ['straight-line', 180, null],
    ],
    ['a quarter missing from the sum', '2008/09 Q2', ofYear(200, [...two, figure('2008/09 Q2', 50)]), null],
    [
      'a running count goes on as it did',
      '2008/09 Q2',
      {
        indicator: running,
        commitments: [commitment('target', '2008/09', 12)],
        figures: yearOfFigures('2008/09', [3, 7]),
      },
      ['straight-line', 14, null],
    ],
    [
      'a running count of the second year',
      '2009/10 Q1',
      {
        indicator: running,
        commitments: [commitment('target', '2009/10', 12)],
        figures: [...yearOfFigures('2008/09', [3, 7, 8, 9]), figure('2009/10 Q1', 10)],
      },
      ['straight-line', 16, null],
    ],
    [
      'a survey before it has come',
      '2008/09 Q1',
      level([figure('2007/08 Q3', 40)], { indicator: { due_quarters: '3' }, agreement: { first_year: 2007 } }),
      null,
    ],
    [
      'a season: what the same quarters did a year before',
      '2008/09 Q2',
      level([...yearOfFigures('2007/08', [38, 39, 42, 41]), ...yearOfFigures('2008/09', [40, 40])], {
        indicator: { pattern: 'seasonal' },
      }),
      ['seasonal', 42, null],
    ],
    [
      'a season of which the year’s end is not known',
      '2008/09 Q2',
      level([...yearOfFigures('2007/08', [38, 39, 42]), ...yearOfFigures('2008/09', [40, 40])], {
        indicator: { pattern: 'seasonal' },
      }),
      ['no-change', 40, null],
    ],
    [
      'a season of which this quarter is not known',
      '2008/09 Q2',
      level([figure('2007/08 Q4', 41), ...yearOfFigures('2008/09', [40, 40])], { indicator: { pattern: 'seasonal' } }),
      ['no-change', 40, null],
    ],
    ['four figures are too few for a drift', '2008/09 Q2', level(risen.slice(-4)), ['no-change', 41.4, null]],
    [
      'five are enough: from 38.6 in four steps, two more',
      '2008/09 Q2',
      level(risen.slice(-5)),
      ['drift', 42.8, expect.any(Number)],
    ],
    [
      'a rolling one has no spread',
      '2008/09 Q2',
      level(risen.slice(-5), { indicator: { pattern: 'rolling' } }),
      ['drift', 42.8, null],
    ],
    [
      'one quarter may be missing',
      '2008/09 Q2',
      level(risen.filter((_, index) => index !== 2)),
      ['drift', 42.76, expect.any(Number)],
    ],
    [
      'two in a row may not',
      '2008/09 Q2',
      level([...yearOfFigures('2006/07', [36, 37, 38, 39]), ...risen.filter((_, index) => index !== 0 && index !== 1)]),
      ['no-change', 41.4, null],
    ],
    [
      'what lies thirteen quarters back counts no more',
      '2008/09 Q2',
      level([figure('2005/06 Q2', 1), ...risen.slice(-4)]),
      ['no-change', 41.4, null],
    ],
    ['parked', '2008/09 Q2', level(risen, { terms: { state: 'parked' } }), null],
    ['a placeholder', '2008/09 Q2', level(risen, { terms: { state: 'placeholder' } }), null],
    ['without a target', '2008/09 Q2', level(risen, { commitments: [] }), null],
    ['without a figure of u', '2008/09 Q2', level(risen.slice(0, -1)), null],
    [
      'a survey of the baseline’s year',
      '2008/09 Q4',
      level([figure('2008/09 Q2', 44)], {
        indicator: { due_quarters: '2' },
        commitments: [commitment('baseline', '2008/09', 44), commitment('target', '2009/10', 45)],
      }),
      null,
    ],
  ])('%s', (_, text, given, expected) => {
    expect(said(forecastAt(text, given))).toEqual(expected);
  });

  it('as two years ran: the mean of their shares, and how far it would have been out', () => {
    const forecast = forecastAt('2008/09 Q2', ofYear(200, [...two, ...now]));
    expect(forecast).toMatchObject({ method: 'profile', basedOn: 2 });
    // 90 / 0.45 = 200. Errors 40 / 0.45 − 100 = −11.111 and 60 / 0.45 − 120 = 13.333, over n − 1 = 1: 17.356.
    expect(forecast && fractionNumber(forecast.value)).toBe(200);
    expect(forecast?.sd).toBeCloseTo(17.356, 3);
    expect(forecast?.low).toBeCloseTo(200 - 22.216, 3);
    expect(forecast?.high).toBeCloseTo(200 + 22.216, 3);
  });

  it('a count is never surer than the root of what is still to come', () => {
    const same = [...yearOfFigures('2006/07', [25, 25, 25, 25]), ...yearOfFigures('2007/08', [25, 25, 25, 25])];
    const of = (decimals: number): number | null | undefined =>
      forecastAt('2008/09 Q2', ofYear(200, [...same, ...now], { indicator: { ...flow, decimals } }))?.sd;
    // 90 have come, 180 are forecast.
    expect(of(0)).toBeCloseTo(Math.sqrt(90), 12);
    expect(of(1)).toBe(0);
  });

  it('only the latest three years count', () => {
    const four = [...yearOfFigures('2004/05', [97, 1, 1, 1]), ...yearOfFigures('2005/06', [25, 25, 25, 25]), ...two];
    const forecast = forecastAt('2008/09 Q2', ofYear(200, [...four, ...now], { agreement: { first_year: 2004 } }));
    // Shares 0.5, 0.4 and 0.5.
    expect(forecast?.basedOn).toBe(3);
    expect(forecast && fractionNumber(forecast.value)).toBeCloseTo(90 / ((0.5 + 0.4 + 0.5) / 3), 10);
  });

  it('a step over a missing quarter counts half', () => {
    const given = [40, 41, 43, 44, 45].map((value, index) => ({
      period: period('2007/08 Q1') + (index < 2 ? index : index + 1),
      value: quantity(value),
    }));
    // Slope (45 − 40) / 5 = 1; steps 1, 2 / 2, 1 and 1: no spread at all.
    expect(drift(given, 2)).toMatchObject({ sd: 0 });
    expect(fractionNumber(drift(given, 2).at)).toBe(47);
  });
});

describe('what is shown of a forecast keeps to what can be (4)', () => {
  const up = (last: Amount): GivenTarget['figures'] => [
    ...yearOfFigures('2007/08', [60, 68, 76, 84]),
    ...yearOfFigures('2008/09', [92, last]),
  ];

  it('a per cent ends at 100, and its chance goes by what it would be', () => {
    const forecast = forecastAt('2008/09 Q2', level(up(99)));
    expect(forecast && fractionNumber(forecast.value)).toBe(100);
    expect(forecast && fractionNumber(forecast.unbounded)).toBeCloseTo(99 + 2 * 7.8, 10);
    expect(forecast?.high).toBe(100);
  });

  it('unless it went beyond already', () => {
    const forecast = forecastAt('2008/09 Q2', level(up(101)));
    expect(forecast && fractionNumber(forecast.value)).toBeCloseTo(101 + 2 * 8.2, 10);
  });

  it('what lies outside later, after the judged quarter, is not there yet', () => {
    const given = level([...(up(99) ?? []), figure('2008/09 Q3', 101)]);
    const forecast = forecastAt('2008/09 Q2', given);
    expect(forecast && fractionNumber(forecast.value)).toBe(100);
  });

  it('each side by itself: above 100 is no reason to fall below nought', () => {
    const down = [...yearOfFigures('2007/08', [104, 80, 60, 40]), ...yearOfFigures('2008/09', [20, 8])];
    const forecast = forecastAt('2008/09 Q2', level(down, { indicator: { polarity: 'lower' } }));
    expect(forecast && fractionNumber(forecast.value)).toBe(0);
  });

  it('what counts things does not fall below nought', () => {
    const down = [...yearOfFigures('2007/08', [60, 50, 40, 30]), ...yearOfFigures('2008/09', [20, 8])];
    const forecast = forecastAt('2008/09 Q2', level(down, { indicator: { unit: 'days', polarity: 'lower' } }));
    expect([forecast && fractionNumber(forecast.value), forecast?.low]).toEqual([0, 0]);
  });
});

describe('the chance of a target (4)', () => {
  const two = [...yearOfFigures('2006/07', [20, 20, 30, 30]), ...yearOfFigures('2007/08', [30, 30, 30, 30])];
  const summed = ofYear(200, [...two, ...yearOfFigures('2008/09', [40, 50])]);
  const fewer = { ...summed, indicator: { ...flow, polarity: 'lower' } as const };

  it.each<[string, GivenTarget, Amount, Amount, number | null]>([
    ['exactly as forecast: one in two', summed, 200, 0, 0.5],
    // 10 / 17.356 = 0.5762, of which Φ is 0.7178.
    ['10 below the forecast', summed, 190, 0, 0.7178],
    ['10 above it', summed, 210, 0, 0.2822],
    ['10 above it with 10 of tolerance', summed, 210, 10, 0.5],
    ['lower is better, 10 above it', fewer, 210, 0, 0.7178],
    ['reached already', summed, 90, 0, 1],
    ['a step short of it', summed, 91, 0, 1],
    ['lower is better: as much as may be has happened', fewer, 90, 0, 0],
    ['lower is better: too much has happened', fewer, 89, 0, 0],
    ['too much, but within the tolerance still', fewer, 89, 200, 1],
    ['too much, and beyond the tolerance', fewer, 80, 9, 0],
  ])('%s', (_, given, goal, slack, chance) => {
    expect(chanceAt('2008/09 Q2', given, goal, slack)).toBeCloseTo(chance ?? 0, 3);
  });

  it.each<[string, string, GivenTarget, Amount, number | null]>([
    ['a flow without earlier years has none', '2008/09 Q2', ofYear(200, yearOfFigures('2008/09', [40, 50])), 200, null],
    ['but it has reached what it has reached', '2008/09 Q2', ofYear(90, yearOfFigures('2008/09', [40, 50])), 90, 1],
    [
      'provisional or not',
      '2008/09 Q2',
      ofYear(90, yearOfFigures('2008/09', [40, 50], { status: 'provisional' })),
      90,
      1,
    ],
    ['a level may still fall: reached is not kept', '2008/09 Q2', level(risen.slice(-5)), 38, null],
    ['seven figures of a drift are too few', '2008/09 Q2', level(long.slice(-7)), 45, null],
    ['eight are enough', '2008/09 Q2', level(long.slice(-8)), 42, expect.any(Number)],
    ['a rolling level has none', '2008/09 Q2', level(long, { indicator: { pattern: 'rolling' } }), 42, null],
    ['at the year’s end, met exactly', '2008/09 Q4', level(yearOfFigures('2008/09', [41, 42, 43, 45])), 45, 1],
    ['at the year’s end, a step short', '2008/09 Q4', level(yearOfFigures('2008/09', [41, 42, 43, '44.9'])), 45, 0],
    [
      'at the year’s end, provisional',
      '2008/09 Q4',
      level(yearOfFigures('2008/09', [41, 42, 43, 45], { status: 'provisional' })),
      45,
      null,
    ],
  ])('%s', (_, text, given, goal, chance) => {
    expect(chanceAt(text, given, goal)).toEqual(chance);
  });

  it('eight figures of the worked case, two quarters on', () => {
    // F = 42 + 2 × 4/7 = 43.143; σ = 0.2690 × √(2 × (1 + 2/7)) = 0.4313; (43.143 − 43) / 0.4313 = 0.3312: 0.630.
    const given = level([
      ...yearOfFigures('2006/07', [0, 0, 38, '38.6']).slice(2),
      ...yearOfFigures('2007/08', ['39.5', '39.9', '40.6', '41.4']),
      ...yearOfFigures('2008/09', ['41.9', 42]),
    ]);
    expect(chanceAt('2008/09 Q2', given, 43)).toBeCloseTo(0.63, 3);
  });

  it.each([
    [1, 'very likely'],
    [0.9, 'very likely'],
    [0.8999, 'likely'],
    [0.66, 'likely'],
    [0.6599, 'about even'],
    [0.33, 'about even'],
    [0.3299, 'unlikely'],
    [0.1, 'unlikely'],
    [0.0999, 'very unlikely'],
    [0, 'very unlikely'],
  ])('%s is said as %s', (chance, words) => {
    expect(chanceWords(chance)).toBe(words);
  });
});
