import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIGHTS, type Light } from '../../server/domain/light.ts';
import { reconcile } from '../../server/domain/reconciliation.ts';

const none = {
  green: 0,
  amber: 0,
  red: 0,
  'no-return': 0,
  'not-due': 0,
  'no-data': 0,
  'not-required': 0,
  'no-target': 0,
  'no-baseline': 0,
  parked: 0,
};

describe('the reconciliation line (8)', () => {
  it.each<[string, Light[], Partial<typeof none>, number]>([
    ['no targets at all', [], {}, 0],
    ['one of each', [...LIGHTS], Object.fromEntries(LIGHTS.map((light) => [light, 1])), 10],
    ['several of one', ['red', 'green', 'red', 'red'], { red: 3, green: 1 }, 4],
    [
      'grey is never counted as red or green',
      ['no-return', 'parked', 'no-data'],
      { 'no-return': 1, parked: 1, 'no-data': 1 },
      3,
    ],
  ])('%s', (_, lights, counts, total) => {
    expect(reconcile(lights)).toEqual({ ...none, ...counts, total });
  });

  it('stands in the order of the rule, the total last', () => {
    expect(Object.keys(reconcile([]))).toEqual([...Object.keys(none), 'total']);
  });

  it('adds up, whatever the lights', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LIGHTS)), (lights) => {
        const { total, ...counts } = reconcile(lights);
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(total);
        expect(total).toBe(lights.length);
      }),
    );
  });
});
