import { describe, expect, it } from 'vitest';
import { certaintyOf } from '../../server/domain/certainty.ts';
import { assessedOn, commitment, figure, type GivenTarget, quantity, yearOfFigures } from '../support/records.ts';

const count = { unit: 'number', decimals: 0 } as const;
const flow = { measure: 'flow', ...count } as const;
const perTarget = { reward_scheme: 'per-target', reward_threshold: quantity('0.6') } as const;

/** Domestic incidents as they were known in November 2008, with the reward of the example. */
const incidents: GivenTarget = {
  agreement: { ...perTarget, code: 'LAA1', first_year: 2006, last_year: 2008 },
  indicator: { ...flow, lag_days: 21 },
  terms: { recorded_on: '2006-03-31', tolerance_mode: 'relative', tolerance: 3 },
  commitments: [
    commitment('target', '2008/09', 6564),
    commitment('stretch', '2008/09', 6564),
    commitment('expected-without', '2008/09', 5600),
    commitment('reward-pot', '2008/09', 750_000),
  ],
  figures: [
    ...yearOfFigures('2006/07', [1362, 1419, 1387, 1428]),
    ...yearOfFigures('2007/08', [1455, 1502, 1498, 1515]),
    ...yearOfFigures('2008/09', [1512, 1504]),
  ],
};

function level(figures: GivenTarget['figures'], given: GivenTarget = {}): GivenTarget {
  return { commitments: [commitment('target', '2008/09', 45)], figures: figures ?? [], ...given };
}

describe('how far it is to be trusted', () => {
  const withBefore: GivenTarget = {
    ...incidents,
    commitments: [...(incidents.commitments ?? []), commitment('target', '2007/08', 6080)],
  };
  const certain = (given: GivenTarget, text = '2008/09 Q2'): Record<string, string> =>
    Object.fromEntries(certaintyOf(assessedOn('2011-12-31', text, given)).map((fact) => [fact.label, fact.text]));

  it('says under how many of six rules the colour holds', () => {
    expect(certain(incidents)['Under other rules']).toBe(
      'Red under all six (the tolerance halved, as set and doubled; the path as set and straight).',
    );
  });

  it('says what the same forecast would have said a year ago, and what came', () => {
    // Half of 2007/08 came by September 2007: 1,455 + 1,502, of 5,970 in the end.
    expect(certain(withBefore)['A year ago']).toBe(
      'It would have said 5,914 for March 2008, if it goes on at the rate so far; 5,970 came, 56 more.',
    );
    const figures = [...yearOfFigures('2007/08', [1000, 1000, 1000, 1000]), ...yearOfFigures('2008/09', [900, 900])];
    const exact = { ...withBefore, figures };
    expect(certain(exact)['A year ago']).toMatch(/4,000 came, exactly that\.$/);
  });

  it.each<[string, GivenTarget, string]>([
    ['without a target then', incidents, '2008/09 Q2'],
    ['outside the agreement', { ...withBefore, agreement: { ...perTarget, first_year: 2008 } }, '2008/09 Q2'],
    ['once the year’s end had come', withBefore, '2008/09 Q4'],
    ['without an outturn', { ...withBefore, figures: yearOfFigures('2007/08', [1455, 1502]) }, '2008/09 Q2'],
  ])('nothing of a year ago: %s', (_, given, text) => {
    expect(certain(given, text)['A year ago']).toBeUndefined();
  });

  // Worked case 9.7: 37 of 50 are 74%, 75% was expected. Wilson by hand: (37 + 1.9207) / 53.8415 ± 0.1196.
  const shops = (cases: number, of: number): GivenTarget => ({
    indicator: { decimals: 0, multiplier: 100 },
    commitments: [commitment('baseline', '2007/08', 75), commitment('target', '2008/09', 75)],
    figures: [figure('2008/09 Q2', Math.round((100 * cases) / of), { numerator: cases, denominator: of })],
  });

  it('says between what a figure from few cases lies, and whether what was expected lies there too', () => {
    expect(certain(shops(37, 50))['Size of the numbers']).toBe(
      '37 of 50: what lies behind it is between 60% and 84% in 19 of 20 such cases; the 75% expected lies in that, so the gap may be chance.',
    );
    expect(certain(shops(75, 100))['Size of the numbers']).toMatch(/; the 75% expected lies in that\.$/);
    expect(certain(shops(370, 999))['Size of the numbers']).toContain('; the 75% expected lies outside of that.');
  });

  it('where many are counted it says so only where what was expected lies in it', () => {
    // 740 of 1,000: 71.2% to 76.6%; 370 of 1,000: 34.1% to 40.0%.
    expect(certain(shops(740, 1000))['Size of the numbers']).toContain('lies in that, so the gap may be chance');
    expect(certain(shops(370, 1000))['Size of the numbers']).toBeUndefined();
  });

  it('nothing of it for a figure without its cases', () => {
    expect(certain(level(yearOfFigures('2008/09', [42, 43])))['Size of the numbers']).toBeUndefined();
  });
});
