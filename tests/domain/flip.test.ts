import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../server/domain/data-package.ts';
import { type Flip, flipsOf, NO_FLIPS } from '../../server/domain/flip.ts';
import { judge } from '../../server/domain/judgement.ts';
import type { Light } from '../../server/domain/light.ts';
import { quantityText } from '../../server/domain/quantity.ts';
import {
  type Amount,
  commitment,
  figure,
  type GivenTarget,
  type GivenTerms,
  judgedOn,
  knownOn,
  milestone,
  period,
  yearOfFigures,
} from '../support/records.ts';

const absolute = (tolerance: Amount): GivenTerms => ({ tolerance_mode: 'absolute', tolerance });
const lower = { polarity: 'lower' } as const;
const count = { unit: 'number', decimals: 0 } as const;
const flow = { measure: 'flow', ...count } as const;

type Said = [colour: string, change: string, at: string] | null;

function said(flip: Flip | null): Said {
  return flip && [flip.colour, quantityText(flip.change), quantityText(flip.at)];
}

function flipsAt(given: GivenTarget, text = '2008/09 Q2') {
  const known = knownOn('2009-05-20', given);
  return flipsOf(known, judge(known, period(text), null));
}

/** A target of 2008/09 is expected in each of its quarters where there is no baseline. */
function against(expected: Amount, actual: Amount, given: GivenTarget = {}): GivenTarget {
  return {
    commitments: [commitment('target', '2008/09', expected)],
    figures: [figure('2008/09 Q2', actual)],
    ...given,
  };
}

describe('the smallest change that gives another colour (5.5)', () => {
  it.each<[string, GivenTarget, Said, Said]>([
    ['green, exactly as expected', against(42, 42, { terms: absolute(1) }), null, ['amber', '0.1', '41.9']],
    ['green, well ahead', against(42, 45, { terms: absolute(1) }), null, ['amber', '3.1', '41.9']],
    ['amber', against(42, '41.2', { terms: absolute(1) }), ['green', '0.8', '42'], ['red', '0.3', '40.9']],
    [
      'amber, short by the tolerance exactly',
      against(42, 41, { terms: absolute(1) }),
      ['green', '1', '42'],
      ['red', '0.1', '40.9'],
    ],
    ['amber by a step', against(42, '41.9', { terms: absolute(1) }), ['green', '0.1', '42'], ['red', '1', '40.9']],
    ['red', against(42, 40, { terms: absolute(1) }), ['amber', '1', '41'], null],
    ['red by a step', against(42, '40.9', { terms: absolute(1) }), ['amber', '0.1', '41'], null],
    ['no tolerance: green turns red', against(42, 42), null, ['red', '0.1', '41.9']],
    ['no tolerance: red turns green', against(42, 41), ['green', '1', '42'], null],
    [
      'a tolerance smaller than a step: green turns red',
      against(42, 42, { terms: absolute('0.05') }),
      null,
      ['red', '0.1', '41.9'],
    ],
    [
      'a tolerance smaller than a step: red turns green',
      against(42, 41, { terms: absolute('0.05') }),
      ['green', '1', '42'],
      null,
    ],
    [
      'a tolerance between steps, 3% of 42 being 1.26: amber to 40.8',
      against(42, '41.5', { terms: { tolerance_mode: 'relative', tolerance: 3 } }),
      ['green', '0.5', '42'],
      ['red', '0.8', '40.7'],
    ],
    [
      'a tolerance between steps, from red',
      against(42, 40, { terms: { tolerance_mode: 'relative', tolerance: 3 } }),
      ['amber', '0.8', '40.8'],
      null,
    ],
    [
      'lower is better, green',
      against(50, 49, { indicator: lower, terms: absolute(1) }),
      null,
      ['amber', '1.1', '50.1'],
    ],
    [
      'lower is better, amber',
      against(50, '50.4', { indicator: lower, terms: absolute(1) }),
      ['green', '0.4', '50'],
      ['red', '0.7', '51.1'],
    ],
    ['lower is better, red', against(50, 53, { indicator: lower, terms: absolute(1) }), ['amber', '2', '51'], null],
    [
      'whole numbers change by whole numbers',
      against(42, 40, { indicator: count, terms: absolute(1) }),
      ['amber', '1', '41'],
      null,
    ],
    [
      'four decimals',
      against('0.5', '0.4999', { indicator: { decimals: 4, unit: 'index' } }),
      ['green', '0.0001', '0.5'],
      null,
    ],
    ['from the rounded figure: 41.96 is judged as 42.0', against(42, '41.96'), null, ['red', '0.1', '41.9']],
  ])('%s', (_, given, better, worse) => {
    const flips = flipsAt(given);
    expect([said(flips.better), said(flips.worse)]).toEqual([better, worse]);
  });

  it('of a flow it is the change of the year to date', () => {
    const flips = flipsAt({
      indicator: flow,
      terms: absolute(40),
      commitments: [commitment('target', '2008/09', 1200)],
      figures: yearOfFigures('2008/09', [250, 340]),
    });
    expect([said(flips.better), said(flips.worse)]).toEqual([
      ['green', '10', '600'],
      ['red', '11', '579'],
    ]);
  });

  it('where milestones gave the colour it is still that of the figure (3.5)', () => {
    const given = against(42, 42, {
      indicator: { due_quarters: '2' },
      milestones: [milestone('2008-10-01', null)],
    });
    expect(judgedOn('2009-05-20', '2008/09 Q4', given).light).toBe('red');
    expect(said(flipsAt(given, '2008/09 Q4').worse)).toEqual(['red', '0.1', '41.9']);
  });

  it.each<[string, GivenTarget]>([
    ['the figure is missing', against(42, 42, { figures: [] })],
    ['the target is parked', against(42, 42, { terms: { state: 'parked' } })],
    ['there is no target', against(42, 42, { commitments: [] })],
  ])('there is none where %s', (_, given) => {
    expect(flipsAt(given)).toEqual(NO_FLIPS);
  });
});

describe('only colours that can be reached (5.5)', () => {
  it.each<[string, GivenTarget, Said, Said]>([
    ['a percentage at 100 cannot get worse where lower is better', against(100, 100, { indicator: lower }), null, null],
    ['a percentage can reach 100 exactly', against('99.9', 99, { indicator: lower }), null, ['red', '1', '100']],
    [
      'amber at 100, and red would lie beyond',
      against('99.5', 100, { indicator: lower, terms: absolute(1) }),
      ['green', '0.5', '99.5'],
      null,
    ],
    ['a count has no upper bound', against(100, 100, { indicator: { ...count, ...lower } }), null, ['red', '1', '101']],
    ['nothing lies below nought', against(0, 0, { indicator: count }), null, null],
    ['nought can be reached exactly', against(1, 1, { indicator: count }), null, ['red', '1', '0']],
    [
      'amber may be reachable where red is not',
      against(1, 1, { indicator: count, terms: absolute(1) }),
      null,
      ['amber', '1', '0'],
    ],
    [
      'below nought where a figure on the basis has been there',
      against(0, 0, { indicator: count, figures: [figure('2008/09 Q1', -3), figure('2008/09 Q2', 0)] }),
      null,
      ['red', '1', '-1'],
    ],
    [
      'but not where a figure on another basis has',
      against(0, 0, {
        indicator: count,
        figures: [figure('2008/09 Q1', -3, { basis: 'national' }), figure('2008/09 Q2', 0)],
      }),
      null,
      null,
    ],
    [
      'below nought where the baseline was there',
      against(0, 0, {
        indicator: count,
        commitments: [commitment('target', '2008/09', 0), commitment('baseline', '2009/10', -5)],
      }),
      null,
      ['red', '1', '-1'],
    ],
    [
      'below nought where another year’s target is there',
      against(0, 0, {
        indicator: count,
        commitments: [commitment('target', '2008/09', 0), commitment('target', '2010/11', -5)],
      }),
      null,
      ['red', '1', '-1'],
    ],
    [
      'above 100 per cent where a figure has been there',
      against(100, 100, { indicator: lower, figures: [figure('2008/09 Q1', '100.1'), figure('2008/09 Q2', 100)] }),
      null,
      ['red', '0.1', '100.1'],
    ],
    [
      'a figure of exactly 100 does not lie outside',
      against(100, 100, { indicator: lower, figures: [figure('2008/09 Q1', 100), figure('2008/09 Q2', 100)] }),
      null,
      null,
    ],
  ])('%s', (_, given, better, worse) => {
    const flips = flipsAt(given);
    expect([said(flips.better), said(flips.worse)]).toEqual([better, worse]);
  });
});

describe('the change in cases (5.5)', () => {
  const share = { decimals: 0, multiplier: 100 };
  const of = (numerator: Amount, denominator: Amount, value: Amount): readonly Figure[] => [
    figure('2008/09 Q2', value, { numerator, denominator }),
  ];

  it.each<[string, GivenTarget, number | null, number | null]>([
    ['37 of 50 against 75%: one more', against(75, 74, { indicator: share, figures: of(37, 50, 74) }), 1, null],
    [
      '370 of 500 against 75%: three more, as 373 of 500 rounds up',
      against(75, 74, { indicator: share, figures: of(370, 500, 74) }),
      3,
      null,
    ],
    [
      '370 of 500 against 75.0%: five more',
      against(75, 74, { indicator: { ...share, decimals: 1 }, figures: of(370, 500, 74) }),
      5,
      null,
    ],
    [
      '37 of 50 within one point of 75%: one more or one fewer',
      against(75, 74, { indicator: share, terms: absolute(1), figures: of(37, 50, 74) }),
      1,
      1,
    ],
    [
      'lower is better: 10 of 200 against 4.0%, two fewer',
      against(4, 5, { indicator: { ...share, ...lower, decimals: 1 }, figures: of(10, 200, 5) }),
      2,
      null,
    ],
    [
      'lower is better, green: 8 of 200 at 4.0%, one more',
      against(4, 4, { indicator: { ...share, ...lower, decimals: 1 }, figures: of(8, 200, 4) }),
      null,
      1,
    ],
    [
      'a rate per thousand: 12 of 8000 is 1.5 against 2.0, four more',
      against(2, '1.5', { indicator: { unit: 'per 1,000', multiplier: 1000 }, figures: of(12, 8000, '1.5') }),
      4,
      null,
    ],
    [
      'of a flow, in its own quarter: 4 and 40 of 8000 against 10, four more as 44 of 8000 rounds up',
      {
        indicator: { ...flow, unit: 'per 1,000', multiplier: 1000 },
        commitments: [commitment('target', '2008/09', 20)],
        figures: [figure('2008/09 Q1', 4), figure('2008/09 Q2', 5, { numerator: 40, denominator: 8000 })],
      },
      4,
      null,
    ],
    ['no numerator and denominator', against(75, 74, { indicator: share }), null, null],
    ['no multiplier', against(75, 74, { indicator: { decimals: 0 }, figures: of(37, 50, 74) }), null, null],
  ])('%s', (_, given, better, worse) => {
    const flips = flipsAt(given);
    expect([flips.better?.cases ?? null, flips.worse?.cases ?? null]).toEqual([better, worse]);
  });
});

describe('whatever the numbers', () => {
  const scenario = fc.record({
    polarity: fc.constantFrom('higher' as const, 'lower' as const),
    unit: fc.constantFrom<string>('%', 'number'),
    decimals: fc.integer({ min: 0, max: 1 }),
    mode: fc.constantFrom('absolute' as const, 'relative' as const),
    tolerance: fc.integer({ min: 0, max: 200 }).map((tenth) => tenth / 10),
    expected: fc.integer({ min: 0, max: 1000 }).map((tenth) => tenth / 10),
    actual: fc.integer({ min: 0, max: 1000 }).map((tenth) => tenth / 10),
  });
  type Scenario = typeof scenario extends fc.Arbitrary<infer S> ? S : never;

  const targetOf = (given: Scenario, actual: Amount): GivenTarget =>
    against(given.expected, actual, {
      indicator: { polarity: given.polarity, unit: given.unit, decimals: given.decimals },
      terms: { tolerance_mode: given.mode, tolerance: given.tolerance },
    });
  const lightAt = (given: Scenario, actual: Amount): Light =>
    judgedOn('2009-05-20', '2008/09 Q2', targetOf(given, actual)).light;

  it('the change said gives the colour said, and one step less gives the colour of now', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const now = lightAt(given, given.actual);
        const { better, worse } = flipsAt(targetOf(given, given.actual));
        const step = 10_000 / 10 ** given.decimals;
        for (const [flip, improves] of [[better, true] as const, [worse, false] as const]) {
          if (flip === null) continue;
          const sign = (given.polarity === 'higher') === improves ? 1 : -1;
          expect(lightAt(given, quantityText(flip.at))).toBe(flip.colour);
          expect(lightAt(given, quantityText(flip.at - sign * step))).toBe(now);
          expect(flip.change).toBeGreaterThan(0);
          expect(flip.change % step).toBe(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('where nothing is said, the best or worst value there can be has the colour of now', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const now = lightAt(given, given.actual);
        const { better, worse } = flipsAt(targetOf(given, given.actual));
        const highest = given.unit === '%' ? 100 : 1_000_000;
        const [best, worst] = given.polarity === 'higher' ? [highest, 0] : [0, highest];
        if (better === null) expect(lightAt(given, best)).toBe(now);
        if (worse === null) expect(lightAt(given, worst)).toBe(now);
      }),
      { numRuns: 500 },
    );
  });

  it('that many cases give the colour said, and one fewer does not', () => {
    const cases = fc
      .record({ denominator: fc.integer({ min: 1, max: 900 }), part: fc.integer({ min: 0, max: 1000 }) })
      .map(({ denominator, part }) => ({ denominator, numerator: Math.floor((denominator * part) / 1000) }));
    const tenth = (numerator: number, denominator: number) =>
      Math.floor((2000 * numerator + denominator) / (2 * denominator)) / 10;
    fc.assert(
      fc.property(scenario, cases, (drawn, { numerator, denominator }) => {
        const given = { ...drawn, unit: '%', decimals: 1 };
        const valueWith = (change: number) => tenth(numerator + change, denominator);
        const target = {
          ...targetOf(given, 0),
          figures: [figure('2008/09 Q2', valueWith(0), { numerator, denominator })],
          indicator: { polarity: given.polarity, unit: '%', decimals: 1, multiplier: 100 },
        };
        const { better, worse } = flipsAt(target);
        for (const [flip, improves] of [[better, true] as const, [worse, false] as const]) {
          if (flip === null) continue;
          const sign = (given.polarity === 'higher') === improves ? 1 : -1;
          const reaches = (change: number) => sign * (valueWith(sign * change) * 10_000 - flip.at) >= 0;
          expect(flip.cases !== null && reaches(flip.cases) && !reaches(flip.cases - 1)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
