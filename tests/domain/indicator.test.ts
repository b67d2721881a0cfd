import { describe, expect, it } from 'vitest';
import { bringsFigure, dueDate, figureQuarterBefore, measureOf, yearEnd } from '../../server/domain/indicator.ts';
import { periodText } from '../../server/domain/period.ts';
import { indicator, measure, period, year } from '../support/records.ts';

describe('what an indicator asks of the rules', () => {
  it.each<[string, Parameters<typeof indicator>[0], number[], boolean]>([
    ['every quarter', { due_quarters: '1|2|3|4' }, [1, 2, 3, 4], true],
    ['quarters out of order and twice', { due_quarters: '4|2|2' }, [2, 4], false],
    ['all quarters in another order', { due_quarters: '4|3|2|1' }, [1, 2, 3, 4], true],
    ['three quarters', { due_quarters: '2|3|4' }, [2, 3, 4], false],
    ['one quarter', { due_quarters: '2' }, [2], false],
    ['every quarter of every second year', { every_years: 2, survey_year: 2008 }, [1, 2, 3, 4], false],
  ])('%s', (_, given, quarters, everyQuarter) => {
    const result = measureOf(indicator(given));
    expect(result.quarters).toEqual(quarters);
    expect(result.everyQuarter).toBe(everyQuarter);
  });

  it('polarity is +1 where higher is better and −1 where lower is', () => {
    expect(measure({ polarity: 'higher' }).direction).toBe(1);
    expect(measure({ polarity: 'lower' }).direction).toBe(-1);
  });
});

describe('the quarters that bring a figure (3.2)', () => {
  const survey = { due_quarters: '4', every_years: 2, survey_year: year('2008/09') };

  it.each<[string, Parameters<typeof indicator>[0], string, boolean]>([
    ['a due quarter', { due_quarters: '2|4' }, '2008/09 Q2', true],
    ['a quarter between', { due_quarters: '2|4' }, '2008/09 Q3', false],
    ['the survey’s year', survey, '2008/09 Q4', true],
    ['two years later', survey, '2010/11 Q4', true],
    ['two years before', survey, '2006/07 Q4', true],
    ['the year between', survey, '2009/10 Q4', false],
    ['the year before', survey, '2007/08 Q4', false],
    ['another quarter of the survey’s year', survey, '2008/09 Q3', false],
    ['four years before a survey of odd years', { ...survey, survey_year: year('2009/10') }, '2005/06 Q4', true],
  ])('%s', (_, given, text, expected) => {
    expect(bringsFigure(measure(given), period(text))).toBe(expected);
  });

  it.each<[string, Parameters<typeof indicator>[0], string, string | null]>([
    ['the quarter before', {}, '2008/09 Q1', '2007/08 Q4'],
    ['the due quarter of last year', { due_quarters: '2' }, '2008/09 Q2', '2007/08 Q2'],
    ['the due quarter of this year', { due_quarters: '2|4' }, '2008/09 Q4', '2008/09 Q2'],
    ['the survey before', survey, '2008/09 Q4', '2006/07 Q4'],
  ])('the one before: %s', (_, given, text, expected) => {
    const before = figureQuarterBefore(measure(given), period(text));
    expect(before === null ? null : periodText(before)).toBe(expected);
  });
});

describe('the year’s end (1.7)', () => {
  it.each<[string, string, string]>([
    ['is Q4 for a quarterly one', '1|2|3|4', '2008/09 Q4'],
    ['is Q2 for summer results', '2', '2008/09 Q2'],
    ['is Q3 where the last figure comes then', '1|3', '2008/09 Q3'],
    ['does not depend on how the quarters are listed', '3|1', '2008/09 Q3'],
    ['is Q4 where only the first quarter is left out', '2|3|4', '2008/09 Q4'],
  ])('%s', (_, quarters, expected) => {
    expect(periodText(yearEnd(measure({ due_quarters: quarters }), year('2008/09')))).toBe(expected);
  });
});

describe('the last day on which a figure is not late (3.3)', () => {
  it.each<[string, number | null, string, string]>([
    ['four weeks after the quarter', 28, '2008/09 Q2', '2008-10-28'],
    ['the quarter’s last day where there is no lag', 0, '2008/09 Q2', '2008-09-30'],
    ['the same where none is stated', null, '2008/09 Q2', '2008-09-30'],
    ['over the end of a year', 91, '2008/09 Q2', '2008-12-30'],
    ['over a leap day', 60, '2007/08 Q3', '2008-02-29'],
  ])('%s', (_, lag, text, expected) => {
    expect(dueDate(measure({ lag_days: lag }), period(text))).toBe(expected);
  });
});
