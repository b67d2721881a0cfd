import type { ChartConfiguration } from 'chart.js';
import { describe, expect, it } from 'vitest';
import { chartConfig, chartHeight, pointsOf } from '../public/chart-config.js';
import {
  type DrawnAhead,
  type DrawnLevel,
  type TrendChart,
  type TrendQuarter,
  trendChart,
} from '../server/domain/chart.ts';
import { countsChart, quartersChart } from '../server/domain/chart-counts.ts';
import { reconcile } from '../server/domain/reconciliation.ts';
import { assessedOn, commitment, figure, type GivenTarget, period, yearOfFigures } from './support/records.ts';

const flow: GivenTarget = {
  indicator: { measure: 'flow', unit: 'number', decimals: 0 },
  terms: { tolerance_mode: 'relative', tolerance: 5 },
  commitments: [commitment('target', '2008/09', 400), commitment('target', '2009/10', 400)],
  figures: [
    ...yearOfFigures('2008/09', [100, 99, 60]),
    figure('2008/09 Q4', null, { missing_reason: 'not-collected' }),
    figure('2009/10 Q1', 110, { status: 'provisional' }),
  ],
};
const trend = trendChart(assessedOn('2009-11-19', '2009/10 Q2', flow));
const lights = reconcile(['red', 'red', 'amber', 'green', 'parked', 'no-return']);
const counts = countsChart('By partnership', [{ label: 'Waste', href: null, counts: lights }]);
const quarters = quartersChart('Over time', [{ period: period('2008/09 Q2'), counts: lights }]);

type AnyConfig = ChartConfiguration<'line' | 'bar', (number | null)[]>;

function configOf(chart: Parameters<typeof chartConfig>[0]): AnyConfig {
  return chartConfig(chart) as unknown as AnyConfig;
}

function dataset(config: AnyConfig, label: string) {
  const found = config.data.datasets.find((set) => set.label === label);
  if (found === undefined) throw new Error(`no ${label}`);
  return found as typeof found & Record<string, unknown>;
}

describe('the configuration of a trend', () => {
  const config = configOf(trend);
  const actual = dataset(config, 'Actual');

  it('leaves gaps as gaps', () => {
    expect(actual.data).toEqual([100, 199, 259, null, 110, null, null, null]);
    expect([actual.spanGaps, dataset(config, 'Expected').spanGaps]).toEqual([false, false]);
  });

  it('lets no line lead from one year’s end to the next year’s start', () => {
    const segment = actual.segment as { borderColor(at: { p1DataIndex: number }): string | undefined };
    expect([1, 4, 5].map((p1DataIndex) => segment.borderColor({ p1DataIndex }))).toEqual([
      undefined,
      'transparent',
      undefined,
    ]);
  });

  it('the actual is the only strong line, and lies on top', () => {
    const widths = config.data.datasets.map((set) => (set as { borderWidth: number }).borderWidth);
    expect(config.data.datasets.at(-1)?.label).toBe('Actual');
    expect(Math.max(...widths.slice(0, -1))).toBeLessThan(widths.at(-1) ?? 0);
    expect(dataset(config, 'Expected').borderDash).toEqual([2, 3]);
  });

  it('tells the lights by shape and colour', () => {
    expect((actual.pointStyle as string[]).slice(0, 3)).toEqual(['circle', 'triangle', 'rect']);
    expect((actual.pointBorderColor as string[]).slice(0, 3)).toEqual(['#005a30', '#b25400', '#b10e1e']);
  });

  it('a provisional point is hollow', () => {
    expect([0, 4].map((index) => (actual.pointBackgroundColor as string[])[index])).toEqual(['#005a30', '#ffffff']);
  });

  it('starts counts at zero, and holds to the scale of the chart', () => {
    const scale = config.options?.scales?.y;
    expect([scale?.min, scale?.max]).toEqual([0, trend.axis.max]);
  });

  it('moves nothing and has no legend', () => {
    expect(config.options?.animation).toBe(false);
    expect(config.options?.plugins?.legend?.display).toBe(false);
  });

  it('says the same to the pointer as to the keyboard', () => {
    const callbacks = config.options?.plugins?.tooltip?.callbacks as unknown as {
      title(items: { dataIndex: number }[]): string;
      label(item: { dataIndex: number }): string[];
    };
    const point = pointsOf(trend)[4];
    expect(callbacks.title([{ dataIndex: 4 }])).toBe(point?.heading);
    expect(callbacks.label({ dataIndex: 4 })).toEqual(point?.details);
    expect(point?.details).toContain('provisional');
  });
});

describe('the configuration of counts', () => {
  it.each([
    ['bars by partnership', configOf(counts), 'y'],
    ['columns by quarter', configOf(quarters), 'x'],
  ])('%s: the colours by name, worst first', (_, config, axis) => {
    expect(config.data.datasets.map((set) => [set.label, set.data[0]])).toEqual([
      ['Red', 2],
      ['Amber', 1],
      ['Green', 1],
      ['Not judged', 2],
    ]);
    expect(config.options?.indexAxis).toBe(axis);
    expect(config.options?.scales?.x).toMatchObject({ stacked: true });
    expect(config.options?.scales?.[axis === 'y' ? 'x' : 'y']).toMatchObject({ min: 0, max: 6 });
  });

  it('the colours are those of the lights', () => {
    expect(configOf(counts).data.datasets.map((set) => set.backgroundColor)).toEqual([
      '#b10e1e',
      '#b25400',
      '#005a30',
      '#e3e5e6',
    ]);
  });
});

describe('the height of a chart', () => {
  it('grows with its bars, and more where names stand above them', () => {
    const two = { ...counts, bars: [...counts.bars, ...counts.bars] };
    expect(chartHeight(two, 800)).toBeGreaterThan(chartHeight(counts, 800));
    expect(chartHeight(two, 340)).toBeGreaterThan(chartHeight(two, 800));
  });

  it('is lower for one of many', () => {
    expect(chartHeight({ ...trend, size: 'small' }, 320)).toBeLessThan(chartHeight(trend, 320));
  });
});

/** What is drawn on a paper where a quarter is 100 wide and a unit 1 high, counted down from 1,000. */
interface Drawn {
  readonly lines: { readonly points: readonly number[][]; readonly colour: string; readonly dash: readonly number[] }[];
  readonly areas: { readonly points: readonly number[][]; readonly colour: string }[];
  readonly texts: { readonly text: string; readonly x: number; readonly y: number; readonly bold: boolean }[];
  /** What was drawn one after the other, so that the last lies on top. */
  readonly order: ('line' | 'area')[];
}

const [INK, QUIET, LINE] = ['#0b0c0c', '#505a5f', '#b1b4b6'];

function draws(trend: TrendChart, width = 100 * trend.quarters.length + 200): Drawn {
  const drawn: Drawn = { lines: [], areas: [], texts: [], order: [] };
  let points: number[][] = [];
  let dash: number[] = [];
  const ctx = {
    strokeStyle: '',
    fillStyle: '',
    font: '',
    save: () => {},
    restore: () => {},
    closePath: () => {},
    strokeText: () => {},
    beginPath: () => {
      points = [];
    },
    moveTo: (x: number, y: number) => points.push([x, y]),
    lineTo: (x: number, y: number) => points.push([x, y]),
    setLineDash: (given: number[]) => {
      dash = given;
    },
    stroke: () => {
      drawn.lines.push({ points, colour: ctx.strokeStyle, dash });
      drawn.order.push('line');
    },
    fill: () => {
      drawn.areas.push({ points, colour: ctx.fillStyle });
      drawn.order.push('area');
    },
    measureText: (text: string) => ({ width: 7 * text.length }),
    fillText: (text: string, x: number, y: number) =>
      drawn.texts.push({ text, x, y, bold: ctx.font.startsWith('bold') }),
  };
  const drawing = {
    ctx,
    width,
    chartArea: { left: 0, right: 100 * trend.quarters.length, top: 0, bottom: 1000 },
    scales: { y: { getPixelForValue: (value: number) => 1000 - value } },
  };
  const [marks] = configOf(trend).plugins as unknown as Record<string, (on: typeof drawing) => void>[];
  marks?.beforeDatasetsDraw?.(drawing);
  marks?.afterDatasetsDraw?.(drawing);
  return drawn;
}

function place(given: Partial<TrendQuarter> = {}): TrendQuarter {
  const words = { heading: 'Quarter', details: [] };
  const plain = { light: null, special: false, provisional: false, expected: null, goesOn: true, printed: null, words };
  return { quarter: 'Q1', year: '2008/09', actual: 500, ...plain, ...given };
}

/** Four quarters of one year, with nothing but their points. */
function plainTrend(given: Partial<TrendChart> = {}): TrendChart {
  const quarters = ['Q1', 'Q2', 'Q3', 'Q4'].map((quarter) => place({ quarter }));
  return { ...trend, quarters, levels: [], others: [], breaks: [], ahead: null, ...given };
}

function levelOf(kind: DrawnLevel['kind'], given: Partial<DrawnLevel> = {}): DrawnLevel {
  return { kind, value: 600, from: 0, to: 3, label: { name: 'Name', year: '2008/09', value: '600' }, ...given };
}

/** Lines that lie at the height of 600 and lead from one quarter to another. */
function levelLines({ lines }: Drawn) {
  return lines.filter(({ points: [from, to] }) => from?.[1] === 400 && to?.[1] === 400 && from[0] !== 400);
}

describe('where the year may end, on a trend', () => {
  const ahead: DrawnAhead = { from: 1, to: 3, start: 500, value: 650, between: [600, 700], label: null };
  const dashed = (drawn: Drawn) => drawn.lines.filter(({ dash }) => dash[0] === 5 && dash[1] === 4);

  it('is a pale wedge that opens from the last figure, with a dashed line in its middle', () => {
    const drawn = draws(plainTrend({ ahead }));
    // Quarters 2 and 4 stand at 150 and 350; 500 is at 500, 600 and 700 at 400 and 300.
    const wedge = [
      [150, 500],
      [350, 400],
      [350, 300],
    ];
    expect(drawn.areas).toEqual([{ points: wedge, colour: LINE }]);
    expect(dashed(drawn)).toEqual([
      {
        points: [
          [150, 500],
          [350, 350],
        ],
        colour: QUIET,
        dash: [5, 4],
      },
    ]);
  });

  it('lies under the levels', () => {
    const { order } = draws(plainTrend({ ahead, levels: [levelOf('target')] }));
    // The foot of the chart, the wedge with its line, the target; the last leads to its name.
    expect(order).toEqual(['line', 'area', 'line', 'line', 'line']);
  });

  it('below nought and downwards too', () => {
    const down = { ...ahead, start: -1, value: -2, between: [-3, -1] as const };
    expect(draws(plainTrend({ ahead: down })).areas[0]?.points).toEqual([
      [150, 1001],
      [350, 1003],
      [350, 1001],
    ]);
  });

  it('without a spread it is the line alone', () => {
    const drawn = draws(plainTrend({ ahead: { ...ahead, between: null } }));
    expect([drawn.areas.length, dashed(drawn).length]).toEqual([0, 1]);
  });

  it('is nothing where nothing is known of it', () => {
    const drawn = draws(plainTrend());
    expect([drawn.areas.length, dashed(drawn).length]).toEqual([0, 0]);
  });

  it('one of many side by side has it as well', () => {
    const drawn = draws(plainTrend({ ahead, size: 'small' }));
    expect([drawn.areas.length, dashed(drawn).length]).toEqual([1, 1]);
  });

  const texts = (given: Partial<TrendChart>) => draws(plainTrend(given)).texts.map(({ text }) => text);

  it.each<[string, Partial<TrendChart>, boolean]>([
    ['at its end, where it ends inside', { ahead: { ...ahead, label: 'forecast 650' } }, true],
    ['not where the margin names it', { ahead }, false],
    ['not on one of many', { ahead: { ...ahead, label: 'forecast 650' }, size: 'small' }, false],
  ])('its words stand %s', (_, given, isThere) => {
    expect(texts(given).includes('forecast 650')).toBe(isThere);
  });

  it('its words stand beside its end', () => {
    const drawn = draws(plainTrend({ ahead: { ...ahead, to: 2, label: 'forecast 650' } }));
    const words = drawn.texts.find(({ text }) => text === 'forecast 650');
    expect(Math.abs((words?.x ?? 0) - 250)).toBeLessThan(100);
    expect(Math.abs((words?.y ?? 0) - 350)).toBeLessThan(30);
  });

  it('the chart that a target’s page draws has it from the numbers of the server', () => {
    const built = trendChart(
      assessedOn('2008-11-19', '2008/09 Q2', { ...flow, figures: yearOfFigures('2008/09', [90, 95]) }),
    );
    // Twice 185, without a spread.
    expect(built.ahead).toEqual({ from: 1, to: 3, start: 185, value: 370, between: null, label: null });
    expect(dashed(draws(built))[0]?.points).toEqual([
      [150, 815],
      [350, 630],
    ]);
  });
});

describe('the levels of a trend', () => {
  it.each<[DrawnLevel['kind'], string, readonly number[]]>([
    ['target', INK, []],
    ['stretch', INK, [7, 3]],
    ['baseline', QUIET, [2, 2]],
    ['mean', QUIET, []],
    ['limit', QUIET, []],
    ['trial-limit', QUIET, [5, 5]],
  ])('%s is a line over its quarters', (kind, colour, dash) => {
    const levels = [levelOf(kind, { from: 1, to: 2 })];
    const line = {
      points: [
        [100, 400],
        [300, 400],
      ],
      colour,
      dash,
    };
    expect(levelLines(draws(plainTrend({ levels })))).toEqual([line]);
  });

  it.each<DrawnLevel['kind']>(['path', 'forecast'])('%s is none of its own, and is named in the margin', (kind) => {
    const drawn = draws(plainTrend({ levels: [levelOf(kind)] }));
    expect(levelLines(drawn)).toEqual([]);
    expect(drawn.texts.map(({ text }) => text)).toEqual(expect.arrayContaining(['Name', '2008/09: 600']));
  });

  it.each<[DrawnLevel['kind'], boolean]>([
    ['target', true],
    ['stretch', true],
    ['baseline', false],
    ['mean', false],
    ['limit', false],
    ['trial-limit', false],
    ['path', false],
    ['forecast', false],
  ])('%s stands out, and is named on one of many: %s', (kind, strong) => {
    const levels = [levelOf(kind)];
    const value = draws(plainTrend({ levels })).texts.find(({ text }) => text === '2008/09: 600');
    expect(value?.bold).toBe(strong);
    const small = draws(plainTrend({ levels, size: 'small' })).texts.map(({ text }) => text);
    expect(small.includes('Name')).toBe(strong);
  });

  it('one of many has no line for its baseline', () => {
    const lines = (kind: DrawnLevel['kind']) =>
      levelLines(draws(plainTrend({ levels: [levelOf(kind)], size: 'small' }))).length;
    expect([lines('baseline'), lines('target'), lines('mean')]).toEqual([0, 1, 1]);
  });

  it('the year stands before the value, where there is one and there is room', () => {
    const values = (label: DrawnLevel['label'], width?: number, size: TrendChart['size'] = 'full') =>
      draws(plainTrend({ levels: [levelOf('target', { label })], size }), width)
        .texts.map(({ text }) => text)
        .filter((text) => text.endsWith('600%'));
    const dated = { name: 'Target', year: '2008/09', value: '600%' };
    expect(values(dated)).toEqual(['2008/09: 600%']);
    expect(values({ ...dated, year: '' })).toEqual(['600%']);
    expect(values(dated, 480)).toEqual(['2008/09: 600%']);
    expect(values(dated, 479)).toEqual(['600%']);
    expect(values(dated, 600, 'small')).toEqual(['600%']);
  });

  it('a level of another year explains itself', () => {
    const drawn = draws(plainTrend({ levels: [levelOf('target', { label: null })] }));
    expect(levelLines(drawn)).toHaveLength(1);
    expect(drawn.texts.map(({ text }) => text)).not.toContain('Name');
  });

  it('names of levels at one height stand under each other, the highest first', () => {
    const levels = [600, 610, 600].map((value, index) =>
      levelOf('limit', { value, label: { name: `Limit ${index}`, year: '', value: String(value) } }),
    );
    const names = draws(plainTrend({ levels })).texts.filter(({ text }) => text.startsWith('Limit'));
    expect(names.map(({ text }) => text)).toEqual(['Limit 1', 'Limit 0', 'Limit 2']);
    const [first = 0, second = 0, third = 0] = names.map(({ y }) => y);
    expect(Math.min(second - first, third - second)).toBeGreaterThanOrEqual(31);
  });

  it('the margin is as wide as the widest name, or value', () => {
    const room = (given: Partial<TrendChart>): number => {
      const layout = configOf(plainTrend(given)).options?.layout as unknown as
        | { padding(at: { chart: object }): { right: number } }
        | undefined;
      const ctx = { font: '', measureText: (text: string) => ({ width: 7 * text.length }) };
      return layout?.padding({ chart: { ctx, width: 800 } }).right ?? 0;
    };
    const label = { name: 'Upper limit', year: '', value: '46.24%' };
    // Eleven letters of 7, and 14 beside them.
    expect(room({ levels: [levelOf('limit', { label })] })).toBe(91);
    expect(room({ levels: [levelOf('forecast', { label: { ...label, year: '2008/09' } })] })).toBe(7 * 15 + 14);
    expect(room({ levels: [levelOf('limit', { label })], size: 'small' })).toBe(12);
    expect(room({})).toBe(12);
  });
});

describe('the value at the last point', () => {
  const quarters = [
    place({ quarter: 'Q1' }),
    place({ quarter: 'Q2', printed: '500' }),
    place({ quarter: 'Q3', actual: null }),
    place({ quarter: 'Q4', actual: null }),
  ];
  const at = (given: Partial<TrendChart>): number | undefined =>
    draws(plainTrend({ quarters, ...given })).texts.find(({ text }) => text === '500')?.y;

  it('stands at its right, where nothing is', () => {
    expect(at({})).toBe(500);
  });

  it.each<[string, Partial<TrendChart>]>([
    ['a wedge', { ahead: { from: 1, to: 3, start: 500, value: 550, between: [500, 600], label: null } }],
    ['its middle', { ahead: { from: 1, to: 3, start: 500, value: 500, between: null, label: null } }],
    ['a limit', { levels: [levelOf('limit', { value: 500, label: null })] }],
  ])('gives way to %s', (_, given) => {
    expect(at(given)).not.toBe(500);
  });

  it.each<DrawnLevel['kind']>(['path', 'forecast'])('not to what has no line: %s', (kind) => {
    expect(at({ levels: [levelOf(kind, { value: 500, label: null })] })).toBe(500);
  });
});

describe('a quarter that is more than chance', () => {
  const shapes = (quarters: TrendQuarter[], size: TrendChart['size'] = 'full') => {
    const { pointStyle, pointRadius, pointBackgroundColor, pointBorderColor } = dataset(
      configOf(plainTrend({ quarters, size })),
      'Actual',
    );
    return [pointStyle, pointRadius, pointBackgroundColor, pointBorderColor];
  };

  it('is a diamond, larger than the others, and in ink', () => {
    expect(shapes([place(), place({ special: true }), place({ special: true, printed: '500' })])).toEqual([
      ['circle', 'rectRot', 'rectRot'],
      [2.5, 6, 8],
      [INK, INK, INK],
      [INK, INK, INK],
    ]);
  });

  it('is hollow where it may still change', () => {
    expect(shapes([place({ special: true, provisional: true })])).toEqual([['rectRot'], [6], ['#ffffff'], [INK]]);
  });

  it('a light says more than that', () => {
    const lit = (['red', 'amber', 'green'] as const).map((light) => place({ special: true, light }));
    expect(shapes(lit).slice(0, 2)).toEqual([
      ['rect', 'triangle', 'circle'],
      [5.5, 5.5, 4.5],
    ]);
  });

  it('is smaller on one of many', () => {
    expect(shapes([place(), place({ special: true }), place({ light: 'green', printed: '500' })], 'small')[1]).toEqual([
      1.875, 4.5, 4.875,
    ]);
  });
});
