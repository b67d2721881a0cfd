import { describe, expect, it } from 'vitest';
import { fraction } from '../../server/domain/quantity.ts';
import {
  ageWords,
  countWords,
  dateWords,
  differenceWords,
  gapBetween,
  listWords,
  numberWords,
  periodEndWords,
  periodWords,
  polarityWords,
  poundsWords,
  quarterWords,
  shortNumber,
  shortPounds,
  shortValue,
  toleranceWords,
  unitWords,
  valueWords,
} from '../../server/domain/wording.ts';
import { type Amount, period, quantity } from '../support/records.ts';

describe('numbers', () => {
  it.each<[sentence: string, amount: Amount, decimals: number, words: string]>([
    ['nothing', 0, 0, '0'],
    ['nothing with decimals', 0, 2, '0.00'],
    ['three digits', 999, 0, '999'],
    ['four digits', 3016, 0, '3,016'],
    ['seven digits', 1_234_567, 0, '1,234,567'],
    ['the decimals are filled up', '41.2', 2, '41.20'],
    ['four decimals', '0.0001', 4, '0.0001'],
    ['below nothing', '-0.7', 1, '−0.7'],
    ['a half goes up', '0.05', 1, '0.1'],
    ['a half below nothing goes down', '-0.05', 1, '−0.1'],
    ['less than a half goes to nothing, which has no minus', '-0.04', 1, '0.0'],
    ['rounding carries into the thousands', '999.95', 1, '1,000.0'],
    ['thousands with decimals', '12345.678', 1, '12,345.7'],
  ])('%s', (_sentence, amount, decimals, words) => {
    expect(numberWords(quantity(amount), decimals)).toBe(words);
  });

  it.each<[Amount, string]>([
    [5, '5'],
    ['98.46', '98.46'],
    ['0.984', '0.984'],
    ['0.0001', '0.0001'],
    ['-1.5', '−1.5'],
    ['1500000', '1,500,000'],
  ])('%s takes as many decimals as it needs: %s', (amount, words) => {
    expect(shortNumber(quantity(amount))).toBe(words);
  });
});

describe('values with their unit', () => {
  it.each<[unit: string, decimals: number, amount: Amount, long: string, short: string, difference: string]>([
    ['number', 0, 3016, '3,016', '3,016', '3,016'],
    ['%', 2, '40.2', '40.20%', '40.20%', '40.20 points'],
    ['%', 0, 1, '1%', '1%', '1 point'],
    ['% change on 2007/08', 1, '-0.6', '−0.6%', '−0.6%', '0.6 points'],
    ['percentage points', 1, '26.5', '26.5 percentage points', '26.5', '26.5 points'],
    ['per 1,000 population', 1, '12.34', '12.3 per 1,000 population', '12.3', '12.3'],
    ['level 0-4', 0, 2, 'level 2', 'level 2', '2'],
    ['kg per household', 1, 745, '745.0 kg per household', '745.0', '745.0'],
  ])('%s, %i decimals', (unit, decimals, amount, long, short, difference) => {
    const row = { unit, decimals };
    expect([valueWords, shortValue, differenceWords].map((words) => words(quantity(amount), row))).toEqual([
      long,
      short,
      difference,
    ]);
  });

  it('a difference has no sign', () => {
    expect(differenceWords(quantity(-266), { unit: 'number', decimals: 0 })).toBe('266');
  });

  it.each([
    ['number', 'a count'],
    ['%', '%'],
    ['kg per household', 'kg per household'],
  ])('the unit %s by itself is %s', (unit, words) => {
    expect(unitWords(unit)).toBe(words);
  });

  it('which way is better', () => {
    expect([polarityWords('higher'), polarityWords('lower')]).toEqual(['higher is better', 'lower is better']);
  });
});

describe('days and quarters', () => {
  it.each([
    ['2008-11-19', '19 November 2008'],
    ['2009-01-01', '1 January 2009'],
    ['2008-02-29', '29 February 2008'],
  ])('%s is %s', (date, words) => {
    expect(dateWords(date)).toBe(words);
  });

  it.each([
    ['2008/09 Q1', 'April to June 2008', 'June 2008', 'quarter 1 of 2008/09'],
    ['2008/09 Q2', 'July to September 2008', 'September 2008', 'quarter 2 of 2008/09'],
    ['2008/09 Q3', 'October to December 2008', 'December 2008', 'quarter 3 of 2008/09'],
    ['2008/09 Q4', 'January to March 2009', 'March 2009', 'quarter 4 of 2008/09'],
    ['1999/00 Q4', 'January to March 2000', 'March 2000', 'quarter 4 of 1999/00'],
  ])('%s', (text, months, end, quarter) => {
    expect([periodWords, periodEndWords, quarterWords].map((words) => words(period(text)))).toEqual([
      months,
      end,
      quarter,
    ]);
  });

  it.each([
    ['the same day', '2008-11-19', '2008-11-19', '0 days'],
    ['a day', '2008-11-18', '2008-11-19', '1 day'],
    ['almost a fortnight', '2008-11-06', '2008-11-19', '13 days'],
    ['a fortnight', '2008-11-05', '2008-11-19', '2 weeks'],
    ['since the quarter’s end', '2008-09-30', '2008-11-19', '7 weeks'],
    ['half a year', '2008-03-31', '2008-09-30', '6 months'],
    ['three months to the day, in winter', '2007-12-31', '2008-03-31', '3 months'],
    ['a year to the day', '2007-09-30', '2008-09-30', '12 months'],
    ['a year to the day, none of them a leap year', '2008-09-30', '2009-09-30', '12 months'],
    ['almost a year', '2007-09-30', '2008-09-20', '11 months'],
    ['fourteen months', '2007-12-31', '2009-03-02', '14 months'],
    ['a day in the future is no age', '2008-11-20', '2008-11-19', '0 days'],
  ])('the age of a figure: %s', (_sentence, from, to, words) => {
    expect(ageWords(from, to)).toBe(words);
  });
});

describe('differences and tolerances', () => {
  it.each([
    ['two decimals more than it is judged by', fraction(4923, 50), 0, '98.46'],
    ['never more than four', fraction(1, 3), 3, '0.3333'],
    ['no decimals where it needs none', fraction(1), 2, '1'],
  ])('a tolerance has %s', (_sentence, tolerance, decimals, words) => {
    expect(toleranceWords(tolerance, decimals)).toBe(words);
  });

  it.each<['higher' | 'lower', Amount, string]>([
    ['higher', -2, '2 short'],
    ['higher', 2, '2 ahead'],
    ['lower', -2, '2 over'],
    ['lower', 2, '2 under'],
    ['lower', 0, 'as agreed'],
  ])('where %s is better, %s is %s', (polarity, gap, words) => {
    expect(gapBetween(quantity(gap), { unit: 'number', decimals: 0, polarity }, 'as agreed')).toBe(words);
  });
});

describe('pounds', () => {
  it.each([
    [0, '£0'],
    [0.49, '£0'],
    [0.5, '£1'],
    [733_084.4, '£733,084'],
    [2_000_000, '£2,000,000'],
    // What is left of a sum of binary numbers has no sign.
    [-0.000_000_1, '£0'],
  ])('%d in whole pounds: %s', (pounds, words) => {
    expect(poundsWords(pounds)).toBe(words);
  });

  it.each([
    [0, '£0'],
    [778.44, '£778'],
    [9999, '£9,999'],
    [9999.49, '£9,999'],
    [9999.5, '£10k'],
    [10_499, '£10k'],
    [10_500, '£11k'],
    [733_084, '£733k'],
    [999_499, '£999k'],
    [999_499.99, '£999k'],
    [999_500, '£1.0m'],
    [1_049_999, '£1.0m'],
    [1_050_000, '£1.1m'],
    // As binary numbers of millions these lie below the half, which goes up.
    [1_450_000, '£1.5m'],
    [2_050_000, '£2.1m'],
    [1_950_000, '£2.0m'],
    [12_345_678, '£12.3m'],
  ])('%d for a headline: %s', (pounds, words) => {
    expect(shortPounds(pounds)).toBe(words);
  });
});

describe('counts and lists', () => {
  it.each([
    [1, 'day', '1 day'],
    [0, 'day', '0 days'],
    [12, 'milestone', '12 milestones'],
    [1200, 'target', '1,200 targets'],
  ])('%i %s', (count, noun, words) => {
    expect(countWords(count, noun)).toBe(words);
  });

  it('a plural of its own', () => {
    expect([countWords(1, 'body', 'bodies'), countWords(2, 'body', 'bodies')]).toEqual(['1 body', '2 bodies']);
  });

  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('%j', (items, words) => {
    expect(listWords(items)).toBe(words);
  });
});
