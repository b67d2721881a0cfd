import type { ChartConfiguration } from 'chart.js';
import { describe, expect, it } from 'vitest';
import { chartConfig, chartHeight, pointsOf } from '../public/chart-config.js';
import { trendChart } from '../server/domain/chart.ts';
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
    expect(dataset(config, 'Expected').borderDash).toEqual([1, 4]);
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
