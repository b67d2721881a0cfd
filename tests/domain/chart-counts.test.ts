import { describe, expect, it } from 'vitest';
import { countsChart, quartersChart } from '../../server/domain/chart-counts.ts';
import type { Light } from '../../server/domain/light.ts';
import { type Counts, reconcile } from '../../server/domain/reconciliation.ts';
import { period } from '../support/records.ts';

function counts(given: Partial<Record<Light, number>>): Counts {
  return reconcile(Object.entries(given).flatMap(([light, count]) => Array<Light>(count).fill(light as Light)));
}

const rows = [
  {
    label: 'Safer Communities',
    href: '/partnerships/oscp',
    counts: counts({ red: 3, amber: 1, green: 6, 'no-return': 2 }),
  },
  { label: 'Waste', href: null, counts: counts({ green: 4, parked: 1, 'no-target': 2 }) },
  { label: 'Children’s Trust', href: null, counts: counts({ red: 1, green: 2 }) },
];

describe('colours by partnership', () => {
  const chart = countsChart('Colours by partnership', rows);

  it('every kind of grey is one share: not judged', () => {
    expect(chart.bars.map(({ shares, total }) => [shares.red, shares.amber, shares.green, shares.grey, total])).toEqual(
      [
        [3, 1, 6, 2, 12],
        [0, 0, 4, 3, 7],
        [1, 0, 2, 0, 3],
      ],
    );
  });

  it('says the totals and who has most reds', () => {
    expect(chart.sentence).toBe(
      '22 targets of 3 partnerships: 4 red, 1 amber, 12 green and 5 not judged. Most red, 3: Safer Communities.',
    );
  });

  it('does not compare where only one has a red', () => {
    expect(countsChart('Colours', rows.slice(0, 2)).sentence).not.toContain('Most red');
  });

  it('has the same numbers as a table, whose rows lead to the partnership', () => {
    expect(chart.table.columns.map(({ text }) => text)).toEqual([
      'Partnership',
      'Targets',
      'Red',
      'Amber',
      'Green',
      'Not judged',
    ]);
    expect(chart.table.rows[0]).toEqual({
      href: '/partnerships/oscp',
      cells: ['Safer Communities', '12', '3', '1', '6', '2'],
    });
  });

  it('says of a bar what it is made of', () => {
    expect(chart.bars[1]?.words).toEqual({ heading: 'Waste', details: ['7 targets', '4 green', '3 not judged'] });
  });

  it('no targets is said, not drawn wrong', () => {
    expect(countsChart('Colours', []).sentence).toBe('There are no targets.');
  });
});

describe('colours over time', () => {
  const chart = quartersChart('Colours over time', [
    { period: period('2007/08 Q2'), counts: counts({ red: 1, green: 2 }) },
    { period: period('2008/09 Q1'), counts: counts({}) },
    { period: period('2008/09 Q2'), counts: counts({ red: 2, green: 1, 'not-due': 1 }) },
  ]);

  it('a column for each quarter, grouped by year', () => {
    expect(chart.bars.map(({ label, group, total }) => [label, group, total])).toEqual([
      ['Q2', '2007/08', 3],
      ['Q1', '2008/09', 0],
      ['Q2', '2008/09', 4],
    ]);
  });

  it('says the last quarter and the year before', () => {
    expect(chart.sentence).toBe(
      'Quarter 2 of 2008/09: 4 targets, of these 2 red, 1 green and 1 not judged. A year before: 3 targets, of these 1 red and 2 green.',
    );
  });

  it('its scale starts at zero', () => {
    expect(chart.axis.min).toBe(0);
    expect(chart.axis.max).toBeGreaterThanOrEqual(4);
  });
});
