import { describe, expect, it } from 'vitest';
import type { Instalment } from '../../server/domain/data-package.ts';
import { instalmentsOf, instalmentWords } from '../../server/domain/instalment.ts';
import { instalment as instalmentRow } from '../support/package-rows.ts';
import { type Amount, quantity, year } from '../support/records.ts';

const instalment = (text: string, share: Amount, capital: Amount): Instalment =>
  instalmentRow({ year: year(text), share: quantity(share), capital: quantity(capital) });

const HALVES = [instalment('2009/10', 50, 50), instalment('2010/11', 50, 50)];

describe('a payment in instalments', () => {
  it.each<[string, Instalment[], number, [pounds: number, capital: number, revenue: number][]]>([
    [
      'halves of halves',
      HALVES,
      240_000,
      [
        [120_000, 60_000, 60_000],
        [120_000, 60_000, 60_000],
      ],
    ],
    [
      // 303,797.47 / 2 = 151,898.735; half of that 75,949.37, the odd penny is revenue; the rest comes last.
      'pennies that do not divide are not lost',
      HALVES,
      303_797.47,
      [
        [151_898.74, 75_949.37, 75_949.37],
        [151_898.73, 75_949.37, 75_949.36],
      ],
    ],
    [
      // A third each, as near as four places allow.
      'three years, all revenue in the last',
      [
        instalment('2009/10', '33.3333', 100),
        instalment('2010/11', '33.3333', 50),
        instalment('2011/12', '33.3334', 0),
      ],
      100,
      [
        [33.33, 33.33, 0],
        [33.33, 16.67, 16.66],
        [33.34, 0, 33.34],
      ],
    ],
    [
      'a year that was dropped takes nothing, and loses nothing',
      [...HALVES, instalment('2011/12', 0, 50)],
      1.01,
      [
        [0.51, 0.26, 0.25],
        [0.5, 0.25, 0.25],
        [0, 0, 0],
      ],
    ],
    [
      'nothing',
      HALVES,
      0,
      [
        [0, 0, 0],
        [0, 0, 0],
      ],
    ],
    ['without instalments', [], 100, []],
  ])('%s', (_, rows, payment, paid) => {
    const found = instalmentsOf(rows, payment);
    expect(found.map(({ pounds, capital, revenue }) => [pounds, capital, revenue])).toEqual(paid);
    const sum = found.reduce((total, { capital, revenue }) => total + capital + revenue, 0);
    if (rows.length > 0) expect(sum).toBeCloseTo(payment, 6);
  });

  it('is said in words', () => {
    expect(instalmentWords(HALVES)).toBe(
      'Paid in two yearly instalments: 50% in 2009/10 (50% of it capital, the rest revenue), 50% in 2010/11 (50% of it capital, the rest revenue).',
    );
    expect(instalmentWords([instalment('2009/10', 100, '12.5')])).toBe(
      'Paid in one instalment: 100% in 2009/10 (12.5% of it capital, the rest revenue).',
    );
    expect(instalmentWords([])).toBe('');
  });
});
