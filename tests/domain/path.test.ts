import { describe, expect, it } from 'vitest';
import type { Commitment } from '../../server/domain/data-package.ts';
import { bookIfAgreed } from '../../server/domain/known.ts';
import { expectedOnPath, expectedShare, lacksBaseline, pathOf, yearToDate } from '../../server/domain/path.ts';
import { periodText } from '../../server/domain/period.ts';
import { compare, type Fraction, fraction, quantityText, rounded } from '../../server/domain/quantity.ts';
import { commitment, figure, type GivenTarget, knownOn, period, year, yearOfFigures } from '../support/records.ts';

const late = '2011-12-31';

function pathFor(given: GivenTarget) {
  const known = knownOn(late, given);
  return pathOf(known, bookIfAgreed(known, 'standard'));
}

function expectedAt(text: string, given: GivenTarget): string | null {
  const path = pathFor(given);
  return path === null ? null : quantityText(rounded(expectedOnPath(path, period(text)), 4));
}

function shareAt(text: string, given: GivenTarget) {
  return expectedShare(knownOn(late, given), 'standard', period(text));
}

const baseline = commitment('baseline', '2007/08', 40);
const goal = commitment('target', '2010/11', 52);

describe('points of a path (2.2)', () => {
  it.each<[string, GivenTarget, [string, string, string][]]>([
    [
      'baseline and targets at the ends of their years',
      { commitments: [baseline, commitment('target', '2008/09', 44), goal] },
      [
        ['2007/08 Q4', '40', 'baseline'],
        ['2008/09 Q4', '44', 'target'],
        ['2010/11 Q4', '52', 'target'],
      ],
    ],
    [
      'at the quarter in which summer results come',
      { indicator: { due_quarters: '2' }, commitments: [baseline, goal] },
      [
        ['2007/08 Q2', '40', 'baseline'],
        ['2010/11 Q2', '52', 'target'],
      ],
    ],
    [
      'at the third quarter where that is the year’s last figure',
      { indicator: { due_quarters: '1|3' }, commitments: [baseline, goal] },
      [
        ['2007/08 Q3', '40', 'baseline'],
        ['2010/11 Q3', '52', 'target'],
      ],
    ],
    [
      'the latest baseline only',
      { commitments: [commitment('baseline', '2005/06', 30), baseline, goal] },
      [
        ['2007/08 Q4', '40', 'baseline'],
        ['2010/11 Q4', '52', 'target'],
      ],
    ],
    [
      'a stretch where its year has no target',
      { commitments: [baseline, commitment('stretch', '2010/11', 55)] },
      [
        ['2007/08 Q4', '40', 'baseline'],
        ['2010/11 Q4', '55', 'target'],
      ],
    ],
    [
      'no stretch where its year has a target',
      { commitments: [baseline, goal, commitment('stretch', '2010/11', 55)] },
      [
        ['2007/08 Q4', '40', 'baseline'],
        ['2010/11 Q4', '52', 'target'],
      ],
    ],
    [
      'the target where the baseline’s year has one',
      { commitments: [commitment('baseline', '2008/09', 41), commitment('target', '2008/09', 44), goal] },
      [
        ['2008/09 Q4', '44', 'target'],
        ['2010/11 Q4', '52', 'target'],
      ],
    ],
    [
      'a baseline of a year between targets',
      { commitments: [commitment('target', '2008/09', 44), commitment('baseline', '2009/10', 43), goal] },
      [
        ['2008/09 Q4', '44', 'target'],
        ['2009/10 Q4', '43', 'baseline'],
        ['2010/11 Q4', '52', 'target'],
      ],
    ],
    [
      'nought before the agreement’s first quarter for a running count, whatever the baseline (2.4)',
      { indicator: { measure: 'running' }, commitments: [baseline, goal] },
      [
        ['2007/08 Q4', '0', 'start'],
        ['2010/11 Q4', '52', 'target'],
      ],
    ],
  ])('%s', (_, given, expected) => {
    const points = pathFor(given)?.points ?? [];
    expect(points.map(({ period: at, value, kind }) => [periodText(at), quantityText(value), kind])).toEqual(expected);
  });

  it('without a point of a target there is no path', () => {
    expect(pathFor({ commitments: [baseline] })).toBeNull();
    expect(pathFor({ indicator: { measure: 'running' }, commitments: [baseline] })).toBeNull();
  });
});

describe('the value expected on a straight path (2.2)', () => {
  const straight = { commitments: [baseline, goal] };
  const bent = { commitments: [baseline, commitment('target', '2008/09', 50), goal] };

  it.each<[string, GivenTarget, string, string]>([
    ['before the first point, its value', straight, '2006/07 Q1', '40'],
    ['at the first point, its value', straight, '2007/08 Q4', '40'],
    ['one quarter of twelve', straight, '2008/09 Q1', '41'],
    ['six quarters of twelve', straight, '2009/10 Q2', '46'],
    ['eleven quarters of twelve', straight, '2010/11 Q3', '51'],
    ['at the last point, its value', straight, '2010/11 Q4', '52'],
    ['after the last point, its value', straight, '2011/12 Q3', '52'],
    ['on a point between, its value', bent, '2008/09 Q4', '50'],
    ['the quarter before a bend, on the first line', bent, '2008/09 Q3', '47.5'],
    ['the quarter after a bend, on the second line', bent, '2009/10 Q1', '50.25'],
    [
      'maintain: target equal to baseline is a level line (2.5)',
      { commitments: [baseline, commitment('target', '2010/11', 40)] },
      '2009/10 Q3',
      '40',
    ],
    [
      'a target of nought is a target (2.5)',
      { commitments: [baseline, commitment('target', '2010/11', 0)] },
      '2009/10 Q2',
      '20',
    ],
    [
      'down through nought',
      { commitments: [commitment('baseline', '2007/08', 1), commitment('target', '2008/09', -1)] },
      '2008/09 Q3',
      '-0.5',
    ],
    ['without a baseline, the first target in its own year', { commitments: [goal] }, '2010/11 Q1', '52'],
    [
      'for summer results, from summer to summer',
      { indicator: { due_quarters: '2' }, commitments: [baseline, goal] },
      '2009/10 Q2',
      '48',
    ],
    [
      'for a running count, from nought (2.4)',
      { indicator: { measure: 'running' }, commitments: [commitment('target', '2010/11', 1200)] },
      '2008/09 Q1',
      '100',
    ],
    [
      'for a running count, from one target to the next (2.4)',
      {
        indicator: { measure: 'running' },
        commitments: [commitment('target', '2008/09', 200), commitment('target', '2010/11', 1000)],
      },
      '2009/10 Q1',
      '300',
    ],
    [
      'a running count is straight even where a step is asked for (2.4)',
      {
        indicator: { measure: 'running' },
        terms: { path: 'step' },
        commitments: [commitment('target', '2010/11', 1200)],
      },
      '2008/09 Q2',
      '200',
    ],
  ])('%s', (_, given, text, expected) => {
    expect(expectedAt(text, given)).toBe(expected);
  });

  it('is exact: a third of the way is a third', () => {
    const path = pathFor({ commitments: [commitment('baseline', '2007/08', 0), commitment('target', '2010/11', 1)] });
    const value: Fraction | null = path && expectedOnPath(path, period('2008/09 Q4'));
    expect(value !== null && compare(value, fraction(1, 3))).toBe(0);
  });
});

describe('the value expected on a path of steps (2.2)', () => {
  const steps: GivenTarget = {
    terms: { path: 'step' },
    commitments: [baseline, commitment('target', '2008/09', 44), goal],
  };

  it.each<[string, string, string]>([
    ['before the first point, its value', '2007/08 Q1', '40'],
    ['after the baseline, the baseline', '2008/09 Q1', '40'],
    ['the quarter before a target, still the one before', '2008/09 Q3', '40'],
    ['in the target’s quarter, the target', '2008/09 Q4', '44'],
    ['until the next one', '2010/11 Q3', '44'],
    ['the last target', '2010/11 Q4', '52'],
    ['after the last target, the last target', '2011/12 Q4', '52'],
  ])('%s', (_, text, expected) => {
    expect(expectedAt(text, steps)).toBe(expected);
  });
});

describe('no baseline (2.2)', () => {
  it.each<[string, Commitment[], string, boolean]>([
    ['none, and the first target is of a later year', [goal], '2009/10', true],
    ['none, but the first target is of this year', [goal], '2010/11', false],
    ['none, but the first target is of an earlier year', [goal], '2011/12', false],
    ['there is one', [baseline, goal], '2008/09', false],
    [
      'one of the same year as a target, which wins the quarter',
      [commitment('baseline', '2010/11', 41), goal],
      '2009/10',
      false,
    ],
    [
      'none, but an earlier target leads on to the later',
      [commitment('target', '2008/09', 44), goal],
      '2009/10',
      false,
    ],
  ])('%s', (_, commitments, of, expected) => {
    const known = knownOn(late, { commitments });
    const book = bookIfAgreed(known, 'standard');
    const path = pathOf(known, book);
    expect(path !== null && lacksBaseline(path, book, year(of))).toBe(expected);
  });

  it('a running count starts from nought and needs none', () => {
    const known = knownOn(late, { indicator: { measure: 'running' }, commitments: [goal] });
    const book = bookIfAgreed(known, 'standard');
    const path = pathOf(known, book);
    expect(path !== null && lacksBaseline(path, book, year('2008/09'))).toBe(false);
  });
});

describe('the cumulative share of a flow (2.3)', () => {
  const flow = { measure: 'flow', unit: 'number', decimals: 0 } as const;
  const first = yearOfFigures('2004/05', [40, 20, 20, 20]);
  const second = yearOfFigures('2005/06', [10, 20, 30, 40]);
  const third = yearOfFigures('2006/07', [20, 30, 30, 20]);
  const fourth = yearOfFigures('2007/08', [60, 60, 40, 40]);
  const nothing = yearOfFigures('2006/07', [0, 0, 0, 0]);
  const seasonal: GivenTarget = { indicator: flow, terms: { path: 'profile' } };

  it.each<[string, GivenTarget, string, Fraction, string, number[]]>([
    ['equal quarters: one of four', { indicator: flow }, '2008/09 Q1', fraction(1, 4), 'equal-quarters', []],
    ['equal quarters: three of four', { indicator: flow }, '2008/09 Q3', fraction(3, 4), 'equal-quarters', []],
    ['equal quarters: all', { indicator: flow }, '2008/09 Q4', fraction(1), 'equal-quarters', []],
    [
      'equal quarters of those that are due: one of three',
      { indicator: { ...flow, due_quarters: '2|3|4' } },
      '2008/09 Q2',
      fraction(1, 3),
      'equal-quarters',
      [],
    ],
    [
      'the target’s own profile, added up',
      { indicator: flow, terms: { profile: '20|24.5|25.5|30' } },
      '2008/09 Q2',
      fraction(445, 1000),
      'own-profile',
      [],
    ],
    [
      'the target’s own profile at the year’s end',
      { indicator: flow, terms: { profile: '20|25|25|30' } },
      '2008/09 Q4',
      fraction(1),
      'own-profile',
      [],
    ],
    [
      'the target’s own profile comes before earlier years',
      { indicator: flow, terms: { path: 'profile', profile: '20|25|25|30' }, figures: [...second, ...third] },
      '2008/09 Q1',
      fraction(1, 5),
      'own-profile',
      [],
    ],
    [
      'the mean of two earlier years’ shares, not the share of their sum',
      { ...seasonal, figures: [...third, ...fourth] },
      '2008/09 Q1',
      fraction(1, 4),
      'earlier-years',
      [2006, 2007],
    ],
    [
      'the mean of three',
      { ...seasonal, figures: [...second, ...third, ...fourth] },
      '2008/09 Q2',
      fraction(14, 30),
      'earlier-years',
      [2005, 2006, 2007],
    ],
    [
      'only the latest three',
      { ...seasonal, figures: [...first, ...second, ...third, ...fourth] },
      '2008/09 Q1',
      fraction(2, 10),
      'earlier-years',
      [2005, 2006, 2007],
    ],
    [
      'a year with a total of nought is left out, and the year before it counts',
      { ...seasonal, figures: [...first, ...second, ...nothing, ...fourth] },
      '2008/09 Q1',
      fraction(8, 30),
      'earlier-years',
      [2004, 2005, 2007],
    ],
    [
      'a year with a missing quarter is not complete',
      { ...seasonal, figures: [...first, ...second, ...third.slice(0, 3), ...fourth] },
      '2008/09 Q1',
      fraction(8, 30),
      'earlier-years',
      [2004, 2005, 2007],
    ],
    [
      'a year with a quarter without a value is not complete',
      {
        ...seasonal,
        figures: [
          ...second,
          ...third.slice(1),
          figure('2006/07 Q1', null, { missing_reason: 'not-collected' }),
          ...fourth,
        ],
      },
      '2008/09 Q1',
      fraction(2, 10),
      'earlier-years',
      [2005, 2007],
    ],
    [
      'one complete year is not enough',
      { ...seasonal, figures: [...nothing, ...fourth] },
      '2008/09 Q1',
      fraction(1, 4),
      'equal-quarters',
      [],
    ],
    [
      'its own year and later ones are not earlier',
      {
        ...seasonal,
        figures: [...fourth, ...yearOfFigures('2008/09', [1, 0, 0, 0]), ...yearOfFigures('2009/10', [1, 0, 0, 0])],
      },
      '2008/09 Q1',
      fraction(1, 4),
      'equal-quarters',
      [],
    ],
    [
      'figures of another basis do not mix in',
      { ...seasonal, figures: [...fourth, ...yearOfFigures('2006/07', [20, 30, 30, 20], { basis: 'national' })] },
      '2008/09 Q1',
      fraction(1, 4),
      'equal-quarters',
      [],
    ],
    [
      'earlier years do not count where the path is not by profile',
      { indicator: flow, figures: [...third, ...fourth] },
      '2008/09 Q2',
      fraction(1, 2),
      'equal-quarters',
      [],
    ],
    [
      'where only some quarters are due, a year is complete with those',
      {
        indicator: { ...flow, due_quarters: '2|4' },
        terms: { path: 'profile' },
        figures: [
          figure('2006/07 Q2', 30),
          figure('2006/07 Q4', 70),
          figure('2007/08 Q2', 50),
          figure('2007/08 Q4', 50),
        ],
      },
      '2008/09 Q2',
      fraction(4, 10),
      'earlier-years',
      [2006, 2007],
    ],
  ])('%s', (_, given, text, share, source, years) => {
    const result = shareAt(text, given);
    expect(compare(result.share, share)).toBe(0);
    expect(result.source).toBe(source);
    expect(result.years).toEqual(years);
  });

  it('a year not known to be complete at the as-at date does not count', () => {
    const given = { ...seasonal, figures: [...third, ...fourth] };
    expect(expectedShare(knownOn('2008-04-13', given), 'standard', period('2008/09 Q1')).source).toBe('equal-quarters');
    expect(expectedShare(knownOn('2008-04-14', given), 'standard', period('2008/09 Q1')).source).toBe('earlier-years');
  });
});

describe('the year to date of a flow (2.3)', () => {
  const flow = { measure: 'flow', unit: 'number', decimals: 0 } as const;
  const sumAt = (text: string, given: GivenTarget) => yearToDate(knownOn(late, given), 'standard', period(text));

  it.each<[string, GivenTarget, string, string | null, string | null]>([
    ['the sum so far', { indicator: flow, figures: yearOfFigures('2008/09', [1, 2, 4, 8]) }, '2008/09 Q3', '7', null],
    ['the whole year', { indicator: flow, figures: yearOfFigures('2008/09', [1, 2, 4, 8]) }, '2008/09 Q4', '15', null],
    [
      'the year before does not count',
      { indicator: flow, figures: yearOfFigures('2007/08', [1, 2, 4, 8]) },
      '2008/09 Q1',
      null,
      '2008/09 Q1',
    ],
    [
      'the first quarter missing makes it missing',
      { indicator: flow, figures: [figure('2008/09 Q2', 2)] },
      '2008/09 Q2',
      null,
      '2008/09 Q1',
    ],
    [
      'of two missing the first is named',
      { indicator: flow, figures: [figure('2008/09 Q1', 1), figure('2008/09 Q3', 2)] },
      '2008/09 Q4',
      null,
      '2008/09 Q2',
    ],
    [
      'a figure without a value is missing',
      {
        indicator: flow,
        figures: [figure('2008/09 Q1', null, { missing_reason: 'suppressed' }), figure('2008/09 Q2', 2)],
      },
      '2008/09 Q2',
      null,
      '2008/09 Q1',
    ],
    [
      'a figure of nought is not missing',
      { indicator: flow, figures: yearOfFigures('2008/09', [0, 2]) },
      '2008/09 Q2',
      '2',
      null,
    ],
    [
      'only due quarters count',
      { indicator: { ...flow, due_quarters: '2|4' }, figures: yearOfFigures('2008/09', [1, 2, 4, 8]) },
      '2008/09 Q4',
      '10',
      null,
    ],
    [
      'corrections may be negative',
      { indicator: flow, figures: yearOfFigures('2008/09', [5, -2]) },
      '2008/09 Q2',
      '3',
      null,
    ],
  ])('%s', (_, given, text, total, missing) => {
    const result = sumAt(text, given);
    expect(result.total === null ? null : quantityText(result.total)).toBe(total);
    expect(result.missing === null ? null : periodText(result.missing)).toBe(missing);
  });

  it.each<[string, ('provisional' | 'final')[], string, boolean]>([
    ['all final', ['final', 'final'], '2008/09 Q2', false],
    ['an earlier quarter provisional', ['provisional', 'final'], '2008/09 Q2', true],
    ['the last quarter provisional', ['final', 'provisional'], '2008/09 Q2', true],
    ['a quarter after it provisional', ['final', 'provisional'], '2008/09 Q1', false],
  ])('is provisional where any quarter of the sum is: %s', (_, statuses, text, expected) => {
    const figures = statuses.map((status, index) => figure(`2008/09 Q${index + 1}`, 1, { status }));
    expect(sumAt(text, { indicator: flow, figures }).provisional).toBe(expected);
  });
});
