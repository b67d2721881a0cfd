import { describe, expect, it } from 'vitest';
import type { Figure, Indicator, PackageRows } from '../../server/domain/data-package.ts';
import { type Period, periodOf, periodText } from '../../server/domain/period.ts';
import { wholeQuantity } from '../../server/domain/quantity.ts';
import { isSuppressed, openRows } from '../../server/domain/suppression.ts';
import { commentary, commitment, emptyRows, figure, indicator, suppression } from '../support/package-rows.ts';

/** A count of cases, quarter by quarter. */
const COUNT: Partial<Indicator> = { measure: 'flow', multiplier: null };

const counted = (period: Period, cases: number | null, given: Partial<Figure> = {}): Figure =>
  figure({ period, value: cases === null ? null : wholeQuantity(cases), ...given });

/** The quarters from the first one of 2008/09 on. */
const quarters = (...cases: readonly number[]): Figure[] =>
  cases.map((each, index) => counted(periodOf(2008, 1) + index, each));

function opened(about: Partial<Indicator>, figures: Figure[], under: number | null = 5): PackageRows {
  const suppressions = under === null ? [] : [suppression({ under })];
  return openRows({ ...emptyRows(), indicators: [indicator(about)], figures, suppressions });
}

/** The quarters that are kept back. */
const keptOf = ({ figures }: PackageRows): string[] =>
  figures.filter(({ missing_reason: reason }) => reason === 'suppressed').map(({ period }) => periodText(period));

describe('a number of cases', () => {
  it.each<[cases: number, kept: boolean]>([
    [0, true],
    [1, true],
    [4, true],
    [5, false],
    [6, false],
    [-4, true],
    [-5, false],
  ])('%d where fewer than five are kept back', (cases, kept) => {
    const rows = opened({ ...COUNT, measure: 'snapshot' }, [counted(periodOf(2008, 2), cases)]);
    expect(keptOf(rows)).toEqual(kept ? ['2008/09 Q2'] : []);
  });

  it('goes by the limit of its indicator', () => {
    const about = { ...COUNT, measure: 'snapshot' } as const;
    expect(keptOf(opened(about, [counted(periodOf(2008, 2), 9)], 10))).toEqual(['2008/09 Q2']);
    expect(keptOf(opened(about, [counted(periodOf(2008, 2), 9)], 9))).toEqual([]);
  });

  it('is shown where its indicator says nothing', () => {
    expect(keptOf(opened(COUNT, quarters(1, 2, 3, 4), null))).toEqual([]);
  });

  it('is shown again where the limit is none any more', () => {
    expect(keptOf(opened(COUNT, quarters(0, 1, 2, 3), 0))).toEqual([]);
    expect(keptOf(opened({ ...COUNT, measure: 'running' }, quarters(0, 1, 1, 3), 0))).toEqual([]);
  });

  it('leaves nothing of the figure but that it is suppressed', () => {
    const rows = opened(COUNT, [counted(periodOf(2008, 2), 3, { note: 'Three cases', recorded_by: 'An officer' })]);
    expect(rows.figures).toEqual([
      counted(periodOf(2008, 2), null, { status: null, missing_reason: 'suppressed', note: null, recorded_by: null }),
    ]);
  });

  it('that was corrected is kept back in every version, and on every counting rule', () => {
    const period = periodOf(2008, 2);
    const rows = opened({ ...COUNT, measure: 'snapshot' }, [
      counted(period, 12),
      counted(period, 4, { version: 2 }),
      counted(period, 30, { basis: 'national' }),
      counted(period - 1, 30, { basis: 'national' }),
    ]);
    expect(rows.figures.map(({ value }) => value)).toEqual([null, null, null, wholeQuantity(30)]);
  });

  it('that is missing stays missing for its own reason', () => {
    const missing = counted(periodOf(2008, 2), null, { missing_reason: 'not-published' });
    expect(opened(COUNT, [missing]).figures).toEqual([missing]);
  });

  it('of another measure is not looked at', () => {
    const other = counted(periodOf(2008, 2), 1, { part: 'a' });
    expect(opened(COUNT, [other]).figures).toEqual([other]);
  });
});

describe('a share', () => {
  const share = (numerator: number | null, denominator: number | null): Figure =>
    figure({
      value: 100_000,
      numerator: numerator === null ? null : wholeQuantity(numerator),
      denominator: denominator === null ? null : wholeQuantity(denominator),
    });

  it.each<[sentence: string, numerator: number | null, denominator: number | null, kept: boolean]>([
    ['few cases', 4, 40, true],
    ['enough cases', 5, 50, false],
    ['few that are not among them', 46, 50, true],
    ['enough that are not', 45, 50, false],
    ['few in all', null, 4, true],
    ['a rate of more cases than people', 60, 50, false],
    ['cases that are not known: the value is no count', null, null, false],
    // 10% of 40, and 4 in every 10.
    ['few cases, of which only all are given', null, 40, true],
    ['enough cases, of which only all are given', null, 50, false],
    ['few cases in all, of which only these are given', 4, null, true],
  ])('of %s', (_sentence, numerator, denominator, kept) => {
    expect(keptOf(opened({ measure: 'snapshot' }, [share(numerator, denominator)]))).toEqual(
      kept ? ['2008/09 Q2'] : [],
    );
  });
});

/** The total of a year may be known: 21 and three of 3, 5, 6, 7 give the fourth. */
describe('a sum of quarters', () => {
  it.each<[sentence: string, cases: number[], kept: string[]]>([
    ['with no small one is shown whole', [5, 6, 7, 8], []],
    ['takes the next one with a single small one', [3, 5, 6, 7], ['2008/09 Q1', '2008/09 Q2']],
    ['the next one, not the smallest', [20, 3, 30, 6], ['2008/09 Q2', '2008/09 Q3']],
    ['the one before where none comes after', [9, 8, 7, 3], ['2008/09 Q3', '2008/09 Q4']],
    // Were only the two kept back, 25 − 9 − 8 = 8 would be two fours.
    ['takes one that is not small with two small ones', [4, 9, 4, 8], ['2008/09 Q1', '2008/09 Q2', '2008/09 Q3']],
    ['all of a year of nothing', [0, 0, 0, 0], ['2008/09 Q1', '2008/09 Q2', '2008/09 Q3', '2008/09 Q4']],
    ['none of another year', [9, 9, 9, 9, 3, 9], ['2009/10 Q1', '2009/10 Q2']],
    ['alone in its year, the small one alone', [9, 9, 9, 9, 3], ['2009/10 Q1']],
  ])('%s', (_sentence, cases, kept) => {
    expect(keptOf(opened(COUNT, quarters(...cases)))).toEqual(kept);
  });

  it('counts the cases of a share', () => {
    const shares = [3, 20, 30].map((cases, index) =>
      figure({
        period: periodOf(2008, 1) + index,
        value: 100_000,
        numerator: wholeQuantity(cases),
        denominator: wholeQuantity(100),
      }),
    );
    expect(keptOf(opened({ measure: 'flow' }, shares))).toEqual(['2008/09 Q1', '2008/09 Q2']);
  });

  it('over the last four quarters gives none of them away', () => {
    expect(keptOf(opened({ ...COUNT, pattern: 'rolling' }, quarters(3, 9, 9, 9)))).toEqual(['2008/09 Q1']);
  });
});

/** 8 and 10 tell that the second quarter had two cases. */
describe('a running count', () => {
  const RUNNING: Partial<Indicator> = { measure: 'running', multiplier: null };

  it.each<[sentence: string, cases: number[], kept: string[]]>([
    ['of steps that are large enough is shown', [5, 10, 15, 20], []],
    ['keeps back what is a small step on', [8, 10, 16, 30], ['2008/09 Q2']],
    ['measures the next step from what is shown', [8, 10, 12, 30], ['2008/09 Q2', '2008/09 Q3']],
    ['a step of five is shown', [8, 10, 13, 30], ['2008/09 Q2']],
    ['begins at nothing', [4, 8, 30], ['2008/09 Q1']],
    ['goes on into the next year', [20, 30, 40, 50, 52], ['2009/10 Q1']],
    ['that is counted anew begins again', [20, 30, 40, 50, 3, 9], ['2009/10 Q1']],
  ])('%s', (_sentence, cases, kept) => {
    expect(keptOf(opened(RUNNING, quarters(...cases)))).toEqual(kept);
  });
});

describe('a baseline', () => {
  const withBaseline = (year: number, value: number, figures: Figure[]): number[] =>
    openRows({
      ...emptyRows(),
      indicators: [indicator(COUNT)],
      figures,
      commitments: [
        commitment({ item: 'baseline', period: year, value: wholeQuantity(value) }),
        commitment({ item: 'target', period: 2009, value: wholeQuantity(2) }),
      ],
      suppressions: [suppression()],
    }).commitments.map((row) => row.period);

  it.each<[sentence: string, year: number, value: number, cases: number[], left: number[]]>([
    ['that is the sum of a year with a small quarter is kept back', 2008, 27, [9, 8, 7, 3], [2009]],
    ['of another year stays', 2007, 27, [9, 8, 7, 3], [2007, 2009]],
    ['that is small itself is kept back', 2007, 4, [9, 8, 7, 6], [2009]],
    ['of enough stays, and so does every target', 2008, 30, [9, 8, 7, 6], [2008, 2009]],
  ])('%s', (_sentence, year, value, cases, left) => {
    expect(withBaseline(year, value, quarters(...cases))).toEqual(left);
  });
});

describe('what is said and noted', () => {
  it('while a figure that is kept back was the last one is not shown, else without who recorded it', () => {
    const said = (quarter: number) =>
      commentary({
        period: periodOf(2008, quarter),
        text: `Said of ${quarter}`,
        cause: 'Data',
        recorded_by: 'An officer',
      });
    const rows = openRows({
      ...emptyRows(),
      indicators: [indicator({ ...COUNT, measure: 'snapshot' })],
      // No figure in the third quarter: what is said then is about the second.
      figures: [counted(periodOf(2008, 1), 20), counted(periodOf(2008, 2), 3), counted(periodOf(2008, 4), 20)],
      commentaries: [1, 2, 3, 4].map(said),
      suppressions: [suppression()],
    });
    const hidden = 'Not shown, because it is about a figure that is kept back.';
    expect(rows.commentaries.map(({ text }) => text)).toEqual(['Said of 1', hidden, hidden, 'Said of 4']);
    expect(rows.commentaries.map(({ cause }) => cause)).toEqual(['Data', null, null, 'Data']);
    expect(rows.commentaries.every((row) => row.recorded_by === null)).toBe(true);
  });

  it('is left out of every figure', () => {
    const rows = opened(COUNT, [counted(periodOf(2008, 2), 99, { note: 'Checked', recorded_by: 'An officer' })], null);
    expect(rows.figures).toEqual([counted(periodOf(2008, 2), 99)]);
  });
});

it('whether anything is kept back is known', () => {
  const rows = { ...emptyRows(), indicators: [indicator(COUNT)], figures: quarters(3, 5, 6, 7) };
  expect(isSuppressed(rows, openRows(rows))).toBe(false);
  const limited = { ...rows, suppressions: [suppression()] };
  expect(isSuppressed(limited, openRows(limited))).toBe(true);
});
