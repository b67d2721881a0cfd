import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../server/domain/judgement.ts';
import { fraction, fractionNumber, quantityNumber } from '../../server/domain/quantity.ts';
import { isLimit, needsRecord, perQuarter, runRateOf, settledWords } from '../../server/domain/run-rate.ts';
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
const lower = { polarity: 'lower' } as const;
const RECORD = 'would need a record every quarter';
const ENOUGH = 'the present pace is enough';

type Said = [needed: number, pace: number | null, best: number | null, words: string | null] | null;

function runRateAt(text: string, given: GivenTarget): Said {
  const known = knownOn('2011-12-31', given);
  const rate = runRateOf(known, judge(known, period(text), null), period(text));
  if (rate === null) return null;
  const { needed, pace, best, words } = rate;
  const number = (value: typeof pace): number | null => (value === null ? null : fractionNumber(value));
  return [fractionNumber(needed), number(pace), best === null ? null : quantityNumber(best), words];
}

function ofYear(goal: Amount, amounts: readonly Amount[], given: GivenTarget = {}): GivenTarget {
  return {
    indicator: flow,
    commitments: [commitment('target', '2008/09', goal)],
    figures: yearOfFigures('2008/09', amounts),
    ...given,
  };
}

describe('the run rate of a flow that should be high (5.4)', () => {
  it.each<[string, GivenTarget, string, Said]>([
    ['more than any quarter brought', ofYear(1200, [270, 270]), '2008/09 Q2', [330, 270, 270, RECORD]],
    [
      'exactly the best quarter is no record',
      ofYear(1200, [240, 320]),
      '2008/09 Q2',
      [320, 280, 320, 'needs 14% more a quarter'],
    ],
    ['a step above it is one', ofYear(1202, [240, 320]), '2008/09 Q2', [321, 280, 320, RECORD]],
    ['exactly the present pace', ofYear(1120, [240, 320]), '2008/09 Q2', [280, 280, 320, ENOUGH]],
    [
      'a step above the pace',
      ofYear(1121, [240, 320]),
      '2008/09 Q2',
      [280.5, 280, 320, 'needs under 1% more a quarter'],
    ],
    ['less than the pace', ofYear(1000, [240, 320]), '2008/09 Q2', [220, 280, 320, ENOUGH]],
    ['a step from the target', ofYear(561, [240, 320]), '2008/09 Q2', [0.5, 280, 320, ENOUGH]],
    ['the target exactly', ofYear(560, [240, 320]), '2008/09 Q2', [0, 280, 320, 'already reached']],
    ['past it', ofYear(500, [240, 320]), '2008/09 Q2', [-30, 280, 320, 'already reached']],
    [
      'nothing so far: no per cent of nothing',
      ofYear(1200, [0, 0], { figures: [...yearOfFigures('2007/08', [500]), ...yearOfFigures('2008/09', [0, 0])] }),
      '2008/09 Q2',
      [600, 0, 500, RECORD],
    ],
    [
      'nothing so far, and quarters were better once',
      ofYear(900, [0, 0], { figures: [...yearOfFigures('2007/08', [500]), ...yearOfFigures('2008/09', [0, 0])] }),
      '2008/09 Q2',
      [450, 0, 500, null],
    ],
    ['with one quarter left', ofYear(1000, [200, 200, 200]), '2008/09 Q3', [400, 200, 200, RECORD]],
    ['at the year’s end there is none', ofYear(1000, [200, 200, 200, 200]), '2008/09 Q4', null],
    [
      'nor where a quarter is missing from the sum',
      ofYear(1000, [], { figures: [figure('2008/09 Q2', 200)] }),
      '2008/09 Q2',
      null,
    ],
    [
      'nor without a target of the year',
      ofYear(1000, [200], { commitments: [commitment('target', '2009/10', 900)] }),
      '2008/09 Q1',
      null,
    ],
    [
      'by the stretch where there is no target',
      ofYear(0, [270, 270], { commitments: [commitment('stretch', '2008/09', 1200)] }),
      '2008/09 Q2',
      [330, 270, 270, RECORD],
    ],
    ['parked', ofYear(1200, [270], { terms: { state: 'parked' } }), '2008/09 Q1', null],
    ['a placeholder', ofYear(1200, [270], { terms: { state: 'placeholder' } }), '2008/09 Q1', null],
    [
      'two due quarters a year',
      ofYear(900, [], { indicator: { ...flow, due_quarters: '2|4' }, figures: [figure('2008/09 Q2', 400)] }),
      '2008/09 Q2',
      [500, 400, 400, RECORD],
    ],
  ])('%s', (_, given, text, said) => {
    const found = runRateAt(text, given);
    expect(found).toEqual(said);
  });

  it.each<[string, string, number]>([
    ['the first of the twelve up to u counts', '2005/06 Q3', 500],
    ['the one before it does not', '2005/06 Q2', 300],
  ])('the best quarter: %s', (_, best, expected) => {
    const figures = [figure(best, 500), ...yearOfFigures('2008/09', [250, 300])];
    expect(runRateAt('2008/09 Q2', ofYear(1300, [], { figures }))?.[2]).toBe(expected);
  });

  it('a quarter of another counting rule is not the best one', () => {
    const figures = [figure('2007/08 Q4', 900, { basis: 'national' }), ...yearOfFigures('2008/09', [250, 300])];
    expect(runRateAt('2008/09 Q2', ofYear(1300, [], { bases: ['national'], figures }))?.[2]).toBe(300);
  });
});

describe('the run rate of a flow that should be low (5.4)', () => {
  const below = (goal: Amount, amounts: readonly Amount[]): GivenTarget =>
    ofYear(goal, amounts, { indicator: { ...flow, ...lower } });

  it.each<[string, GivenTarget, Said]>([
    ['more may happen than did', below(1000, [240, 200]), [280, 220, 200, ENOUGH]],
    ['exactly as much', below(880, [240, 200]), [220, 220, 200, ENOUGH]],
    ['less', below(860, [240, 200]), [210, 220, 200, 'needs 5% less a quarter']],
    [
      'as little as in the best quarter is no record',
      below(840, [240, 200]),
      [200, 220, 200, 'needs 9% less a quarter'],
    ],
    ['less than in the best quarter', below(838, [240, 200]), [199, 220, 200, RECORD]],
    ['nothing may happen any more', below(440, [240, 200]), [0, 220, 200, RECORD]],
    ['too much has happened', below(439, [240, 200]), [-0.5, 220, 200, 'already missed']],
  ])('%s', (_, given, said) => {
    expect(runRateAt('2008/09 Q2', given)).toEqual(said);
  });
});

describe('the run rate of a snapshot (5.4)', () => {
  const level = (goal: Amount, figures: GivenTarget['figures'], given: GivenTarget = {}): GivenTarget => ({
    commitments: [commitment('baseline', '2007/08', 40), commitment('target', '2008/09', goal)],
    figures: figures ?? [],
    ...given,
  });
  const rising = [...yearOfFigures('2007/08', [36, 37, 38, 39]), ...yearOfFigures('2008/09', [40, 41])];

  it.each<[string, GivenTarget, string, Said]>([
    ['the mean of the last steps is enough exactly', level(43, rising), '2008/09 Q2', [1, 1, null, ENOUGH]],
    ['a step short, and nothing is said', level('43.1', rising), '2008/09 Q2', [1.05, 1, null, null]],
    [
      'a step over several quarters is divided by them',
      level(45, [figure('2007/08 Q2', 36), figure('2008/09 Q2', 42)]),
      '2008/09 Q2',
      [1.5, 1.5, null, ENOUGH],
    ],
    [
      'no more than four steps',
      level(43, [
        figure('2007/08 Q1', 0),
        ...yearOfFigures('2007/08', [36, 37, 38, 39]).slice(1),
        ...yearOfFigures('2008/09', [40, 41]),
      ]),
      '2008/09 Q2',
      [1, 1, null, ENOUGH],
    ],
    ['one figure has no pace', level(43, [figure('2008/09 Q2', 41)]), '2008/09 Q2', [1, null, null, null]],
    [
      'lower is better',
      level(36, yearOfFigures('2008/09', [42, 40]), { indicator: lower }),
      '2008/09 Q2',
      [-2, -2, null, ENOUGH],
    ],
    [
      'lower is better, and it fell too slowly',
      level(36, yearOfFigures('2008/09', ['41.9', 40]), { indicator: lower }),
      '2008/09 Q2',
      [-2, -1.9, null, null],
    ],
    [
      'the path’s value stands for the target',
      level(0, yearOfFigures('2008/09', [40, 41]), {
        commitments: [commitment('baseline', '2007/08', 40), commitment('target', '2010/11', 46)],
      }),
      '2008/09 Q2',
      [0.5, 1, null, ENOUGH],
    ],
    ['at the year’s end there is none', level(43, yearOfFigures('2008/09', [40, 41, 42, 43])), '2008/09 Q4', null],
  ])('%s', (_, given, text, said) => {
    expect(runRateAt(text, given)).toEqual(said);
  });

  it('of results that come once a year, quarters left are counted from them', () => {
    const given = level(48, [figure('2007/08 Q2', 40), figure('2008/09 Q2', 42)], {
      indicator: { due_quarters: '2', lag_days: 21 },
      commitments: [commitment('target', '2009/10', 48), commitment('target', '2008/09', 41)],
    });
    // 48 − 42 over the four quarters to 2009/10 Q2; from 40 to 42 in four.
    expect(runRateAt('2009/10 Q1', given)).toEqual([1.5, 0.5, null, null]);
  });
});

describe('the run rate of a running count (5.4)', () => {
  // Six quarters have gone and brought 30, two are left.
  it.each<[string, Amount, Said]>([
    ['enough', 38, [4, 5, null, ENOUGH]],
    ['exactly enough', 40, [5, 5, null, ENOUGH]],
    ['not enough', 41, [5.5, 5, null, null]],
  ])('%s', (_, goal, said) => {
    const given: GivenTarget = {
      indicator: running,
      commitments: [commitment('target', '2009/10', goal)],
      figures: [...yearOfFigures('2008/09', [5, 12, 18, 22]), ...yearOfFigures('2009/10', [26, 30])],
    };
    expect(runRateAt('2009/10 Q2', given)).toEqual(said);
  });
});

describe('whether a record is needed every quarter', () => {
  const needs = (given: GivenTarget): boolean | null => {
    const known = knownOn('2011-12-31', given);
    const rate = runRateOf(known, judge(known, period('2008/09 Q2'), null), period('2008/09 Q2'));
    return rate && needsRecord(rate);
  };
  const low = { indicator: { ...flow, ...lower } };

  it.each<[string, GivenTarget, boolean]>([
    ['a step above the best quarter', ofYear(1202, [240, 320]), true],
    ['the best quarter', ofYear(1200, [240, 320]), false],
    ['the pace', ofYear(1120, [240, 320]), false],
    ['reached', ofYear(560, [240, 320]), false],
    ['a step below the least', ofYear(838, [240, 200], low), true],
    ['the least', ofYear(840, [240, 200], low), false],
    ['missed', ofYear(439, [240, 200], low), false],
    ['nothing to say', ofYear(99, [240, 200], { indicator: running }), false],
  ])('%s', (_, given, needed) => {
    expect(needs(given)).toBe(needed);
  });
});

describe('a value of a quarter in words', () => {
  it.each<[string, Amount, decimals: number, string]>([
    ['a whole number needs no decimals', 1774, 0, '1,774'],
    ['also of an indicator that has some', 2, 2, '2'],
    ['a half of a count', '330.5', 0, '330.5'],
    ['one decimal more than the indicator has', '1.05', 1, '1.05'],
    ['filled up to them', '1.5', 1, '1.50'],
    ['two decimals and one more', '0.125', 2, '0.125'],
    ['never more than four', '0.1234', 4, '0.1234'],
    ['four of three', '0.1234', 3, '0.1234'],
    ['below nought', '-2.25', 1, '−2.25'],
    ['a whole number below nought', -30, 0, '−30'],
    ['nought', 0, 1, '0'],
    ['less than is shown is nought, without a sign', '-0.04', 0, '0'],
    ['half of what is shown goes away from nought', '-0.05', 0, '−0.1'],
    ['what rounds to a whole number is one', '1.9999', 1, '2'],
    ['thousands', '12345.5', 0, '12,345.5'],
  ])('%s', (_, amount, decimals, words) => {
    expect(perQuarter(quantity(amount), { decimals })).toBe(words);
  });

  it.each([
    [fraction(1000, 3), 0, '333.3'],
    [fraction(-1, 3), 1, '−0.33'],
    [fraction(2, 3), 4, '0.6667'],
    [fraction(6, 3), 1, '2'],
  ])('an exact ratio: %o', (ratio, decimals, words) => {
    expect(perQuarter(ratio, { decimals })).toBe(words);
  });
});

describe('a count that is there', () => {
  it.each<[measure: 'flow' | 'running' | 'snapshot', polarity: 'higher' | 'lower', left: number, string | null]>([
    ['flow', 'higher', 1, null],
    ['flow', 'higher', 0, 'already reached'],
    ['flow', 'higher', -1, 'already reached'],
    ['running', 'higher', 1, null],
    ['running', 'higher', 0, 'already reached'],
    ['flow', 'lower', 1, null],
    ['flow', 'lower', 0, null],
    ['flow', 'lower', -1, 'already missed'],
    ['running', 'lower', 0, null],
    ['running', 'lower', -1, 'already missed'],
    ['snapshot', 'higher', 0, null],
    ['snapshot', 'higher', -1, null],
    ['snapshot', 'lower', -1, null],
    ['snapshot', 'lower', 1, null],
  ])('%s, %s is better, %i left', (measured, polarity, left, words) => {
    expect(settledWords({ measure: measured, polarity }, fraction(left, 3))).toBe(words);
  });

  it.each<[measure: 'flow' | 'running' | 'snapshot', polarity: 'higher' | 'lower', boolean]>([
    ['flow', 'higher', false],
    ['flow', 'lower', true],
    ['running', 'higher', false],
    ['running', 'lower', true],
    ['snapshot', 'higher', false],
    ['snapshot', 'lower', false],
  ])('%s, %s is better: a limit %s', (measured, polarity, limit) => {
    expect(isLimit({ measure: measured, polarity })).toBe(limit);
  });
});

describe('whatever the figures are', () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 3 });

  it('what is needed, added for each quarter left, leads to the target exactly', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 20_000 }), (values, goal) => {
        const quarter = `2008/09 Q${values.length}`;
        const [needed = 0] = runRateAt(quarter, ofYear(goal, values)) ?? [];
        const total = values.reduce((sum, value) => sum + value, 0);
        expect(total + needed * (4 - values.length)).toBeCloseTo(goal, 6);
      }),
    );
  });

  it('a snapshot mirrored about nought says the same', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -90, max: 90 }), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: -90, max: 90 }),
        (values, goal) => {
          const quarter = `2008/09 Q${values.length}`;
          const given = (sign: number, polarity: 'higher' | 'lower'): GivenTarget => ({
            indicator: { polarity, unit: 'points' },
            commitments: [commitment('target', '2008/09', sign * goal)],
            figures: yearOfFigures(
              '2008/09',
              values.map((value) => sign * value),
            ),
          });
          expect(runRateAt(quarter, given(-1, 'lower'))?.[3]).toBe(runRateAt(quarter, given(1, 'higher'))?.[3]);
        },
      ),
    );
  });
});
