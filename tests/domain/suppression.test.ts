import { describe, expect, it } from 'vitest';
import type { Figure, Indicator, PackageRows } from '../../server/domain/data-package.ts';
import { type Period, periodOf, periodText } from '../../server/domain/period.ts';
import { wholeQuantity } from '../../server/domain/quantity.ts';
import { openRows, suppressedCount } from '../../server/domain/suppression.ts';
import { commentary, emptyRows, figure, indicator, suppression } from '../support/package-rows.ts';

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
    ['takes none where two small ones make enough', [3, 9, 2, 8], ['2008/09 Q1', '2008/09 Q3']],
    ['takes one more where two make too few', [1, 9, 2, 8], ['2008/09 Q1', '2008/09 Q2', '2008/09 Q3']],
    ['exactly enough is enough', [1, 9, 4, 8], ['2008/09 Q1', '2008/09 Q3']],
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
describe('a count that runs through the year', () => {
  const RUNNING: Partial<Indicator> = { measure: 'running', multiplier: null };

  it.each<[sentence: string, cases: number[], kept: string[]]>([
    ['of steps that are large enough is shown', [5, 10, 15, 20], []],
    ['keeps back what is a small step on', [8, 10, 16, 30], ['2008/09 Q2']],
    ['measures the next step from what is shown', [8, 10, 12, 30], ['2008/09 Q2', '2008/09 Q3']],
    ['a step of five is shown', [8, 10, 13, 30], ['2008/09 Q2']],
    ['begins at nothing', [4, 8, 30], ['2008/09 Q1']],
    ['begins again with a year', [9, 20, 30, 40, 9], []],
  ])('%s', (_sentence, cases, kept) => {
    expect(keptOf(opened(RUNNING, quarters(...cases)))).toEqual(kept);
  });
});

describe('what is said and noted', () => {
  it('of a quarter that is kept back is not shown, of others without who recorded it', () => {
    const said = (quarter: number) =>
      commentary({ period: periodOf(2008, quarter), text: `Said of ${quarter}`, recorded_by: 'An officer' });
    const rows = openRows({
      ...emptyRows(),
      indicators: [indicator({ ...COUNT, measure: 'snapshot' })],
      figures: quarters(20, 3),
      commentaries: [said(1), said(2)],
      suppressions: [suppression()],
    });
    expect(rows.commentaries).toEqual([{ ...said(1), recorded_by: null }]);
  });

  it('is left out of every figure', () => {
    const rows = opened(COUNT, [counted(periodOf(2008, 2), 99, { note: 'Checked', recorded_by: 'An officer' })], null);
    expect(rows.figures).toEqual([counted(periodOf(2008, 2), 99)]);
  });
});

it('how many figures are kept back is counted', () => {
  const rows = { ...emptyRows(), indicators: [indicator(COUNT)], figures: quarters(3, 5, 6, 7) };
  expect(suppressedCount(rows, openRows(rows))).toBe(0);
  const limited = { ...rows, suppressions: [suppression()] };
  expect(suppressedCount(limited, openRows(limited))).toBe(2);
});
