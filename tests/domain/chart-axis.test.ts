import { describe, expect, it } from 'vitest';
import { axisFor, axisNote } from '../../server/domain/chart-axis.ts';
import { type Amount, quantity } from '../support/records.ts';

const count = { unit: 'number', decimals: 0 };
const percent = { unit: '%', decimals: 1 };

function ticks(values: readonly Amount[], row: { unit: string; decimals: number }, fromZero = false): string[] {
  return axisFor(values.map(quantity), row, { fromZero }).ticks.map(({ text }) => text);
}

describe('the axis of values', () => {
  it.each<[string, Amount[], { unit: string; decimals: number }, boolean, string[]]>([
    ['counts start at zero', [512, 640], count, true, ['0', '100', '200', '300', '400', '500', '600', '700']],
    ['small counts go in whole steps', [1, 2], count, true, ['0', '1', '2', '3']],
    ['all zero still has a height', [0, 0], count, true, ['0', '1']],
    ['a rate keeps to its range', [47, 52], percent, false, ['46%', '47%', '48%', '49%', '50%', '51%', '52%', '53%']],
    ['a rate that comes near zero starts there', [2, 9], percent, false, ['0%', '2%', '4%', '6%', '8%', '10%']],
    ['a share is never over 100', [96, 100], percent, false, ['95%', '96%', '97%', '98%', '99%', '100%']],
    ['below zero it shows zero too', [-3, 2], percent, false, ['−4%', '−3%', '−2%', '−1%', '0%', '1%', '2%', '3%']],
  ])('%s', (_, values, row, fromZero, expected) => {
    expect(ticks(values, row, fromZero)).toEqual(expected);
  });

  it('holds every value', () => {
    const axis = axisFor([quantity('34.9'), quantity(45)], percent, { fromZero: false });
    expect(axis.min).toBeLessThanOrEqual(34.9);
    expect(axis.max).toBeGreaterThanOrEqual(45);
  });

  it.each<[string, Amount[], string | null]>([
    ['above zero says where it starts', [47, 52], 'The axis starts at 46%.'],
    ['from zero says nothing', [2, 9], null],
    ['across zero says nothing', [-3, 2], null],
  ])('an axis %s', (_, values, note) => {
    expect(axisNote(axisFor(values.map(quantity), percent, { fromZero: false }))).toBe(note);
  });
});
