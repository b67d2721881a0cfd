import { describe, expect, it } from 'vitest';
import type { Light } from '../../server/domain/light.ts';
import { type Fraction, fractionNumber, quantityNumber } from '../../server/domain/quantity.ts';
import {
  assessedOn,
  commitment,
  figure,
  type GivenTarget,
  type GivenTerms,
  yearOfFigures,
} from '../support/records.ts';

function judgedNumbers(date: string, text: string, given: GivenTarget, asked?: string) {
  const { now, judgement, improvementShare } = assessedOn(date, text, given, asked);
  const { judged } = judgement;
  const ratio = (value: Fraction | null) => (value === null ? null : fractionNumber(value));
  return {
    now,
    basis: judgement.basis,
    ifAgreed: judgement.ifAgreed,
    improvement: ratio(improvementShare),
    actual: judged && quantityNumber(judged.actual),
    expected: judged && quantityNumber(judged.expected),
    gap: judged && quantityNumber(judged.gap),
    tolerance: judged && ratio(judged.tolerance),
  };
}

describe('worked case 9.1: lower is better, from 800 to 715 in three years, 760 after two', () => {
  it.each<[string, GivenTerms, number, Light]>([
    ['a relative tolerance of 5 gives amber', { tolerance_mode: 'relative', tolerance: 5 }, 37.1665, 'amber'],
    ['a relative tolerance of 2 gives red', { tolerance_mode: 'relative', tolerance: 2 }, 14.8666, 'red'],
  ])('%s', (_, terms, tolerance, light) => {
    const numbers = judgedNumbers('2010-05-20', '2009/10 Q4', {
      indicator: { unit: 'kg per household', decimals: 2, polarity: 'lower' },
      terms,
      commitments: [commitment('baseline', '2007/08', 800), commitment('target', '2010/11', 715)],
      figures: [figure('2009/10 Q4', 760)],
    });
    expect(numbers).toMatchObject({ now: light, actual: 760, expected: 743.33, gap: -16.67 });
    expect(numbers.tolerance).toBeCloseTo(tolerance, 10);
    expect(numbers.improvement).toBeCloseTo(0.471, 3);
  });
});

describe('worked case 9.2: higher is better, from 38 to 45 in three years, 42 after two', () => {
  it('an absolute tolerance of 1 gives amber', () => {
    const numbers = judgedNumbers('2010-05-20', '2009/10 Q4', {
      terms: { tolerance_mode: 'absolute', tolerance: 1 },
      commitments: [commitment('baseline', '2007/08', 38), commitment('target', '2010/11', 45)],
      figures: [figure('2009/10 Q4', 42)],
    });
    expect(numbers).toMatchObject({ now: 'amber', actual: 42, expected: 42.7, gap: -0.7, tolerance: 1 });
  });
});

describe('worked case 9.7: 37 of 50 against 75%', () => {
  it('one more case turns it green', () => {
    const assessment = assessedOn('2008-11-19', '2008/09 Q2', {
      indicator: { decimals: 0, multiplier: 100 },
      commitments: [commitment('target', '2008/09', 75)],
      figures: [figure('2008/09 Q2', 74, { numerator: 37, denominator: 50 })],
    });
    expect(assessment.now).toBe('red');
    expect(assessment.flips.better).toMatchObject({ colour: 'green', cases: 1 });
  });
});

describe('worked case 9.8: summer results, from 60.8 to 64 in a year, 63.2 reached', () => {
  it.each<[string, string]>([
    ['the year’s end has come in the second quarter', '2008/09 Q2'],
    ['at the end of the financial year it is the same', '2008/09 Q4'],
  ])('%s', (_, text) => {
    const given: GivenTarget = {
      agreement: { code: 'LAA1', first_year: 2006, last_year: 2008 },
      indicator: { due_quarters: '2', lag_days: 21 },
      terms: { tolerance_mode: 'absolute', tolerance: 1 },
      commitments: [commitment('baseline', '2007/08', '60.8'), commitment('target', '2008/09', 64)],
      figures: [figure('2007/08 Q2', '60.8'), figure('2008/09 Q2', '63.2')],
    };
    expect(judgedNumbers('2009-05-20', text, given)).toMatchObject({
      now: 'amber',
      actual: 63.2,
      expected: 64,
      gap: -0.8,
      tolerance: 1,
    });
  });
});

describe('domestic incidents reported to the police in the first half of 2008/09', () => {
  const national = { basis: 'national' } as const;
  const proposed = { ...national, state: 'proposed', recorded_on: '2008-07-28' } as const;
  const refused = { ...national, version: 2, state: 'refused', recorded_on: '2008-09-30' } as const;
  const given: GivenTarget = {
    agreement: { code: 'LAA1', first_year: 2006, last_year: 2008 },
    indicator: { unit: 'number', decimals: 0, measure: 'flow', lag_days: 21 },
    terms: { recorded_on: '2006-03-31', tolerance_mode: 'relative', tolerance: 3 },
    bases: ['national'],
    commitments: [
      commitment('target', '2008/09', 6564),
      commitment('stretch', '2008/09', 6564),
      commitment('target', '2008/09', 4790, proposed),
      commitment('target', '2008/09', 4790, refused),
    ],
    figures: [...yearOfFigures('2008/09', [1512, 1504]), ...yearOfFigures('2008/09', [1172, 1168], national)],
  };

  it('on the counting rule of the agreement they are 266 short of half the target, and red', () => {
    expect(judgedNumbers('2008-11-19', '2008/09 Q2', given)).toEqual({
      now: 'red',
      basis: 'standard',
      ifAgreed: false,
      improvement: null,
      actual: 3016,
      expected: 3282,
      gap: -266,
      tolerance: 98.46,
    });
  });

  it('on the national rule they would be 55 short and amber, if the refused proposal had been agreed', () => {
    expect(judgedNumbers('2008-11-19', '2008/09 Q2', given, 'national')).toEqual({
      now: 'amber',
      basis: 'national',
      ifAgreed: true,
      improvement: null,
      actual: 2340,
      expected: 2395,
      gap: -55,
      tolerance: 71.85,
    });
  });

  it.each<[string, string, Light]>([
    ['before anything is put forward on it there is no target', '2008-07-27', 'no-target'],
    ['once it is proposed: 1172 against 1198, within 35.94', '2008-07-28', 'amber'],
    ['the day before it is refused', '2008-09-29', 'amber'],
    ['the day it is refused', '2008-09-30', 'amber'],
  ])('the first quarter on the national rule, %s', (_, date, light) => {
    expect(judgedNumbers(date, '2008/09 Q1', given, 'national').now).toBe(light);
  });
});
