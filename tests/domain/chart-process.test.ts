import { describe, expect, it } from 'vitest';
import type { TrendChart } from '../../server/domain/chart.ts';
import { processChart } from '../../server/domain/chart-process.ts';
import type { Figure, Provenance } from '../../server/domain/data-package.ts';
import { periodText } from '../../server/domain/period.ts';
import {
  type Amount,
  assessedOn,
  commitment,
  figure,
  type GivenTarget,
  period,
  yearOfFigures,
} from '../support/records.ts';

const count = { unit: 'number', decimals: 0 } as const;
const flow = { measure: 'flow', ...count } as const;
const running = { measure: 'running', ...count } as const;
const seasonal = { pattern: 'seasonal' } as const;
const lower = { polarity: 'lower' } as const;
const LAST = '2008/09 Q2';

/** Figures of quarter after quarter, the last of them of 2008/09 Q2. */
function quarterly(amounts: readonly Amount[], given: Partial<Figure> = {}): Figure[] {
  const first = period(LAST) - amounts.length + 1;
  return amounts.map((amount, index) => ({ ...figure(periodText(first + index), amount), ...given }));
}

/** 40 and 42 in turn, so many of them. */
function swings(times: number): number[] {
  return Array.from({ length: times }, (_, index) => (index % 2 === 0 ? 40 : 42));
}

function chartOf(given: GivenTarget, text = LAST, basis?: string): TrendChart | null {
  return processChart(assessedOn('2011-12-31', text, given, basis));
}

function drawn(given: GivenTarget, text?: string): TrendChart {
  const chart = chartOf(given, text);
  if (chart === null) throw new Error('there is no chart of the process');
  return chart;
}

function level(amounts: readonly Amount[], given: GivenTarget = {}): GivenTarget {
  return { commitments: [commitment('target', '2008/09', 45)], figures: quarterly(amounts), ...given };
}

const linesOf = ({ levels }: TrendChart) =>
  levels.map(({ kind, label }) => `${kind}: ${label?.name} ${label?.year}${label?.value}`);

describe('whether there is a chart of the process', () => {
  it.each<[string, number, boolean]>([
    ['five quarters say nothing', 5, false],
    ['six do', 6, true],
  ])('%s', (_, quarters, isThere) => {
    expect(chartOf(level(swings(quarters))) !== null).toBe(isThere);
  });

  it.each<[string, GivenTarget]>([
    ['a rolling figure', level(swings(13), { indicator: { pattern: 'rolling' } })],
    ['a figure of once a year', level(swings(13), { indicator: { due_quarters: '2' } })],
    ['no figure', level([])],
    ['a hole in the last six quarters', { ...level([]), figures: quarterly(swings(13)).toSpliced(-4, 1) }],
  ])('none for %s', (_, given) => {
    expect(chartOf(given)).toBeNull();
  });

  it('without a target and while it is parked there is one, without a line to reach', () => {
    for (const given of [level(swings(13), { commitments: [] }), level(swings(13), { terms: { state: 'parked' } })]) {
      expect(drawn(given).levels.map(({ kind }) => kind)).toEqual(['mean', 'limit', 'limit']);
    }
  });
});

describe('its lines', () => {
  // Seven times 40 and six times 42: 532 / 13 = 40.923, 2.66 × 2 above and below: 46.243 and 35.603.
  it('full limits from thirteen quarters', () => {
    const chart = drawn(level(swings(13)));
    expect(linesOf(chart)).toEqual([
      'mean: Mean 40.92%',
      'limit: Upper limit 46.24%',
      'limit: Lower limit 35.60%',
      'target: Target 45%',
    ]);
    expect(chart.levels.map(({ from, to }) => [from, to])).toEqual(Array(4).fill([0, 12]));
    expect(chart.levels[0]?.value).toBeCloseTo(532 / 13, 9);
    expect(chart.notes[0]).toBe('Between the limits: what the process usually gives.');
  });

  // Six times each: 41; limits 46.32 and 35.68.
  it('limits for trial up to twelve', () => {
    const chart = drawn(level(swings(12)));
    expect(linesOf(chart)).toEqual([
      'mean: Mean 41%',
      'trial-limit: Upper limit 46.32%',
      'trial-limit: Lower limit 35.68%',
      'target: Target 45%',
    ]);
    expect(chart.notes[0]).toBe('Dashed: limits for trial.');
  });

  it.each<[string, GivenTarget, string, string[]]>([
    [
      // 5,370 / 6 = 895; ranges 10, 26.6. A quarter of 3,700 is 925.
      'of a sum: the quarters, and an equal share of the target',
      {
        indicator: flow,
        commitments: [commitment('target', '2008/09', 3700)],
        figures: quarterly([890, 900, 890, 900, 890, 900]),
      },
      LAST,
      ['Mean 895', 'Upper limit 921.6', 'Lower limit 868.4', 'Target, a quarter 925'],
    ],
    [
      'of a sum with a profile of its own: no line to reach',
      {
        indicator: flow,
        terms: { profile: '30|20|20|30', path: 'profile' },
        commitments: [commitment('target', '2008/09', 3700)],
        figures: quarterly([890, 900, 890, 900, 890, 900]),
      },
      LAST,
      ['Mean 895', 'Upper limit 921.6', 'Lower limit 868.4'],
    ],
    [
      // Rises 3 4 5 2 4 3, 21 / 6; ranges 1 1 3 2 1, 8 / 5 × 2.66 = 4.256. 24 in twelve quarters are 2.
      'of a running count: the rises, and that of its path',
      {
        indicator: running,
        commitments: [commitment('target', '2010/11', 24)],
        figures: [...yearOfFigures('2008/09', [3, 7, 12, 14]), ...yearOfFigures('2009/10', [18, 21])],
      },
      '2009/10 Q2',
      ['Mean 3.5', 'Upper limit 7.8', 'Lower limit −0.8', 'Target, a quarter 2'],
    ],
    [
      // Changes 1 −1 1 −1 1 −1: 0; ranges 2, 5.32.
      'of a seasonal level: the changes on last year, and no line to reach',
      { ...level([40, 41, 42, 43, 41, 40, 43, 42, 42, 39]), indicator: seasonal },
      LAST,
      ['Mean 0', 'Upper limit 5.32', 'Lower limit −5.32'],
    ],
    [
      'two decimals and a long unit',
      level(['0.41', '0.43', '0.41', '0.43', '0.41', '0.43'], {
        indicator: { unit: 'per 1,000 population', decimals: 2, ...lower },
        commitments: [commitment('target', '2008/09', '0.4')],
      }),
      LAST,
      ['Mean 0.420', 'Upper limit 0.473', 'Lower limit 0.367', 'Target 0.400'],
    ],
  ])('%s', (_, given, text, lines) => {
    expect(linesOf(drawn(given, text)).map((line) => line.replace(/^[\w-]+: /, ''))).toEqual(lines);
  });

  it('of quarters that never moved all lines are one', () => {
    const chart = drawn(level([45, 45, 45, 45, 45, 45]));
    expect(chart.levels.map(({ value }) => value)).toEqual([45, 45, 45, 45]);
    expect(chart.axis.max).toBeGreaterThan(chart.axis.min);
  });
});

describe('its points', () => {
  it('are the quarters one after the other, without colours and without a path', () => {
    const chart = drawn(level(swings(13)));
    expect(chart.quarters.map(({ actual }) => actual)).toEqual(swings(13));
    expect(chart.quarters.map(({ goesOn }) => goesOn)).toEqual([false, ...Array(12).fill(true)]);
    expect(
      chart.quarters.every(({ light, expected, special }) => light === null && expected === null && !special),
    ).toBe(true);
    expect([chart.quarters[0], chart.quarters.at(-1)].map((place) => `${place?.year} ${place?.quarter}`)).toEqual([
      '2005/06 Q2',
      LAST,
    ]);
  });

  it('a sum goes on over the end of a year, quarter by quarter', () => {
    const chart = drawn({
      indicator: flow,
      commitments: [commitment('target', '2008/09', 3700)],
      figures: quarterly([890, 900, 890, 900, 890, 910]),
    });
    expect(chart.quarters.map(({ actual, goesOn }) => [actual, goesOn])).toEqual([
      [890, false],
      [900, true],
      [890, true],
      [900, true],
      [890, true],
      [910, true],
    ]);
  });

  it('the value of the last is printed, and of no other', () => {
    expect(drawn(level(swings(13))).quarters.flatMap(({ printed }) => printed ?? [])).toEqual(['40.0%']);
  });

  it('nothing after the quarter asked for', () => {
    expect(drawn(level(swings(13)), '2008/09 Q1').quarters).toHaveLength(12);
  });

  it.each<[string, Amount[], string]>([
    ['a fall is points with a minus', [40, 41, 42, 43, 41, 40, 43, 42, 42, '39.3'], '−0.7 points'],
    ['a rise has a plus', [40, 41, 42, 43, 41, 40, 43, 42, 42, '40.7'], '+0.7 points'],
    ['no change has neither', [40, 41, 42, 43, 41, 40, 43, 42, 42, 40], '0.0 points'],
  ])('of a seasonal percentage %s', (_, amounts, words) => {
    const chart = drawn(level(amounts, { indicator: seasonal }));
    expect(chart.quarters.at(-1)?.printed).toBe(words);
    expect(chart.quarters.at(-1)?.words.details).toEqual([words]);
    expect(chart.table.rows.at(-1)?.cells[1]).toBe(words);
    expect(chart.axis.ticks.map(({ text }) => text).join(' ')).not.toContain('%');
  });

  it('of a seasonal count the change is a number', () => {
    const chart = drawn({
      indicator: { ...flow, ...seasonal },
      commitments: [commitment('target', '2008/09', 400)],
      figures: quarterly([90, 100, 110, 120, 91, 101, 111, 121, 90, 99]),
    });
    expect(chart.quarters.map(({ actual }) => actual)).toEqual([1, 1, 1, 1, -1, -2]);
    expect(chart.quarters.at(-1)?.printed).toBe('−2');
  });
});

describe('what is more than chance', () => {
  // Twelve in turn and 50: 542 / 13 = 41.69; ranges 2 and 8, 30 / 12, of which 2.66 lead up to 48.34.
  const outside = [...swings(12), 50];

  it.each<[string, GivenTarget['indicator'], string]>([
    ['higher is better: an improvement', {}, 'improvement'],
    ['lower is better: a concern', lower, 'concern'],
  ])('a point outside: %s', (_, indicator, signal) => {
    const chart = drawn(level(outside, { indicator: indicator ?? {} }));
    expect(chart.quarters.map(({ special }) => special)).toEqual([...Array(12).fill(false), true]);
    expect(chart.quarters.at(-1)?.words).toEqual({
      heading: 'Quarter 2 of 2008/09',
      details: ['50.0%', `more than chance: ${signal}`],
    });
    expect(chart.table.rows.at(-1)?.cells).toEqual(['2008/09 Q2', '50.0%', signal]);
    expect(chart.table.rows[0]?.cells).toEqual(['2005/06 Q2', '40.0%', '–']);
    expect(chart.notes).toContain('Diamonds: more than chance.');
  });

  it('is said once, however many causes there are', () => {
    // Both lie outside, and are two of three far out.
    const chart = drawn(level([...swings(11), 60, 60]));
    expect(chart.table.rows.slice(-2).map(({ cells }) => cells[2])).toEqual(['improvement', 'improvement']);
    expect(chart.quarters.at(-1)?.words.details).toEqual(['60.0%', 'more than chance: improvement']);
  });

  it('a concern is said before an improvement', () => {
    // Seven far below, each above the one before.
    const chart = drawn(level([...swings(12), 20, 21, 22, 23, 24, 25, 26]));
    expect(chart.table.rows.at(-1)?.cells).toEqual(['2008/09 Q2', '26.0%', 'concern, improvement']);
    expect(chart.quarters.at(-1)?.words.details).toEqual([
      '26.0%',
      'more than chance: concern',
      'more than chance: improvement',
    ]);
  });

  it('nothing stands out on limits for trial, nor inside full ones', () => {
    for (const amounts of [[...swings(11), 50], swings(13)]) {
      const chart = drawn(level(amounts));
      expect(chart.quarters.some(({ special }) => special)).toBe(false);
      expect(chart.notes.join(' ')).not.toContain('Diamonds');
    }
  });
});

describe('what may still change', () => {
  const hollow = (chart: TrendChart): string[] =>
    chart.quarters.flatMap(({ provisional, quarter, year }) => (provisional ? [`${year} ${quarter}`] : []));
  const provisionalIn = (figures: readonly Figure[], text: string): Figure[] =>
    figures.map((row) => (row.period === period(text) ? { ...row, status: 'provisional' } : row));

  it.each<[string, GivenTarget, string, string, string[]]>([
    ['a level: its own point', level(swings(6)), LAST, LAST, [LAST]],
    [
      'a running count: the rise to it and the one from it',
      {
        indicator: running,
        commitments: [commitment('target', '2010/11', 24)],
        figures: [...yearOfFigures('2008/09', [3, 7, 12, 14]), ...yearOfFigures('2009/10', [18, 21])],
      },
      '2009/10 Q2',
      '2008/09 Q3',
      ['2008/09 Q3', '2008/09 Q4'],
    ],
    [
      'a seasonal figure: its change, and that of the year after',
      level([40, 41, 42, 43, 41, 40, 43, 42, 42, 39], { indicator: seasonal }),
      LAST,
      '2007/08 Q2',
      ['2007/08 Q2', '2008/09 Q2'],
    ],
  ])('%s', (_, given, text, changed, points) => {
    const chart = drawn({ ...given, figures: provisionalIn(given.figures ?? [], changed) }, text);
    expect(hollow(chart)).toEqual(points);
    expect(chart.notes).toContain('Hollow: provisional.');
    const said = chart.quarters.filter(({ words }) => words.details.at(-1) === 'provisional');
    expect(said).toHaveLength(points.length);
    const inTable = chart.table.rows.filter(({ cells }) => cells[1]?.endsWith(' (provisional)'));
    expect(inTable.map(({ cells }) => cells[0])).toEqual(points);
  });

  it('nothing, where all is final', () => {
    const chart = drawn(level(swings(6)));
    expect(hollow(chart)).toEqual([]);
    expect(chart.notes.join(' ')).not.toContain('Hollow');
  });
});

describe('its words', () => {
  it.each<[string, GivenTarget, string]>([
    ['a percentage', level(swings(6)), 'Per cent, each quarter by itself; higher is better'],
    [
      'a change',
      level(swings(6), { indicator: { unit: '% change on 2007/08', ...lower } }),
      'Per cent change on 2007/08, each quarter by itself; lower is better',
    ],
    [
      'a count',
      level(swings(6), { indicator: { ...count, ...lower } }),
      'A count, each quarter by itself; lower is better',
    ],
    [
      'a long unit',
      level(swings(6), { indicator: { unit: 'kg per household', ...lower } }),
      'Kg per household, each quarter by itself; lower is better',
    ],
    [
      'a seasonal percentage',
      level(swings(10), { indicator: seasonal }),
      'Percentage points, change on the same quarter of last year, each quarter by itself; higher is better',
    ],
    [
      'a seasonal count',
      level(swings(10), { indicator: { ...count, ...seasonal } }),
      'A count, change on the same quarter of last year, each quarter by itself; higher is better',
    ],
  ])('the unit of %s', (_, given, unit) => {
    expect(drawn(given).unit).toBe(unit);
  });

  it('title, sentence and table', () => {
    const chart = drawn(level(swings(13)));
    expect(chart.title).toBe('Household waste recycled and composted, quarter by quarter');
    expect(chart.sentence).toBe(
      'Nothing unusual: the 13 quarters to September 2008 stay within what the process usually gives, so the target will be hit or missed by chance unless the process changes.',
    );
    expect(chart.table.caption).toBe(
      'Household waste recycled and composted, quarter by quarter: mean 40.92%, limits 35.60% and 46.24%, target: 45%',
    );
    expect(chart.table.columns).toEqual([
      { text: 'Quarter', numeric: false },
      { text: 'Value', numeric: true },
      { text: 'More than chance', numeric: false },
    ]);
    expect(chart.table.rows).toHaveLength(13);
    expect(chart.table.rows.every(({ href }) => href === null)).toBe(true);
  });

  it('without a target the table has none', () => {
    expect(drawn(level(swings(6), { commitments: [] })).table.caption).toBe(
      'Household waste recycled and composted, quarter by quarter: mean 41%, limits 35.68% and 46.32%',
    );
  });

  it('the scale holds points, limits and target, and says where it starts', () => {
    const { axis, notes } = drawn(level(swings(13), { commitments: [commitment('target', '2008/09', 60)] }));
    expect(axis.min).toBeGreaterThan(0);
    expect(axis.min).toBeLessThanOrEqual(35.6);
    expect(axis.max).toBeGreaterThanOrEqual(60);
    expect(notes.at(-1)).toBe(`The axis starts at ${axis.ticks[0]?.text}.`);
    expect(axis.ticks[0]?.text).toMatch(/^\d+%$/);
  });

  it('a scale that shows nought needs no note', () => {
    // Mean 5, limits 5 ± 2.66 × 10.
    const { axis, notes } = drawn(level([0, 10, 0, 10, 0, 10], { commitments: [] }));
    expect(axis.min).toBeLessThanOrEqual(-21.6);
    expect(notes).toEqual(['Dashed: limits for trial.']);
  });
});

describe('what it rests on', () => {
  const marked = (figures: Provenance, commitments: Provenance, given: GivenTarget = level(swings(6))): boolean =>
    drawn({
      ...given,
      figures: (given.figures ?? []).map((row) => ({ ...row, provenance: figures })),
      commitments: (given.commitments ?? []).map((row) => ({ ...row, provenance: commitments })),
    }).illustrative;

  it.each<[string, boolean, boolean]>([
    ['nothing made up', marked('published', 'published'), false],
    ['figures', marked('illustrative', 'published'), true],
    ['the line of the target', marked('published', 'illustrative'), true],
    [
      'not a target that has no line',
      marked('published', 'illustrative', level(swings(10), { indicator: seasonal })),
      false,
    ],
  ])('%s', (_, is, illustrative) => {
    expect(is).toBe(illustrative);
  });

  it('the figures of the counting rule that was asked for', () => {
    const given = {
      ...level(swings(6)),
      bases: ['national'],
      figures: [...quarterly(swings(6)), ...quarterly([10, 12, 10, 12, 10, 12], { basis: 'national' })],
    };
    expect(chartOf(given, LAST, 'national')?.quarters.map(({ actual }) => actual)).toEqual([10, 12, 10, 12, 10, 12]);
  });
});
