import { describe, expect, it } from 'vitest';
import { judge } from '../../server/domain/judgement.ts';
import { yearOf } from '../../server/domain/period.ts';
import { directionOf, improvementShare, type Travel } from '../../server/domain/progress.ts';
import { compare, type Fraction, fraction } from '../../server/domain/quantity.ts';
import { commitment, figure, type GivenTarget, knownOn, period, yearOfFigures } from '../support/records.ts';

const late = '2011-12-31';
const flow = { measure: 'flow', unit: 'number', decimals: 0 } as const;
const running = { measure: 'running', unit: 'number', decimals: 0 } as const;
const lower = { polarity: 'lower' } as const;

function shareOf(text: string, given: GivenTarget): Fraction | null {
  const known = knownOn(late, given);
  return improvementShare(known, judge(known, period(text), null), yearOf(period(text)));
}

function directionAt(text: string, given: GivenTarget): [Travel | null, Travel | null] {
  const known = knownOn(late, given);
  const { previous, yearAgo } = directionOf(known, judge(known, period(text), null));
  return [previous, yearAgo];
}

describe('share of the planned improvement (5.2)', () => {
  const rising = [commitment('baseline', '2007/08', 40), commitment('target', '2010/11', 52)];

  it.each<[string, GivenTarget, string, Fraction]>([
    ['half of the way', { commitments: rising, figures: [figure('2008/09 Q2', 46)] }, '2008/09 Q2', fraction(1, 2)],
    ['nothing yet', { commitments: rising, figures: [figure('2008/09 Q2', 40)] }, '2008/09 Q2', fraction(0)],
    ['the wrong way', { commitments: rising, figures: [figure('2008/09 Q2', 38)] }, '2008/09 Q2', fraction(-1, 6)],
    [
      'more than was planned',
      { commitments: rising, figures: [figure('2008/09 Q2', 55)] },
      '2008/09 Q2',
      fraction(5, 4),
    ],
    [
      'exactly, on the value before it is rounded',
      { commitments: rising, figures: [figure('2008/09 Q2', '46.0001')] },
      '2008/09 Q2',
      fraction(60_001, 120_000),
    ],
    [
      'lower is better',
      {
        indicator: lower,
        commitments: [commitment('baseline', '2007/08', 800), commitment('target', '2010/11', 715)],
        figures: [figure('2009/10 Q4', 760)],
      },
      '2009/10 Q4',
      fraction(40, 85),
    ],
    [
      'from below zero',
      {
        commitments: [commitment('baseline', '2007/08', -10), commitment('target', '2010/11', 10)],
        figures: [figure('2008/09 Q2', -5)],
      },
      '2008/09 Q2',
      fraction(1, 4),
    ],
    [
      'to a target of nought',
      {
        indicator: lower,
        commitments: [commitment('baseline', '2007/08', 10), commitment('target', '2010/11', 0)],
        figures: [figure('2008/09 Q2', 5)],
      },
      '2008/09 Q2',
      fraction(1, 2),
    ],
    [
      'by the target of the period’s own year',
      { commitments: [...rising, commitment('target', '2008/09', 44)], figures: [figure('2008/09 Q2', 42)] },
      '2008/09 Q2',
      fraction(1, 2),
    ],
    [
      'by the stretch of the year where it has no target',
      { commitments: [...rising, commitment('stretch', '2008/09', 44)], figures: [figure('2008/09 Q2', 42)] },
      '2008/09 Q2',
      fraction(1, 2),
    ],
    [
      'by the next target where the year has none, never by the path’s value that stands in for it',
      { commitments: [...rising, commitment('target', '2008/09', 44)], figures: [figure('2009/10 Q2', 43)] },
      '2009/10 Q2',
      fraction(1, 4),
    ],
    [
      'by the last target after it',
      {
        commitments: [
          commitment('baseline', '2007/08', 40),
          commitment('target', '2008/09', 42),
          commitment('target', '2009/10', 44),
        ],
        figures: [figure('2010/11 Q2', 43)],
      },
      '2010/11 Q2',
      fraction(3, 4),
    ],
    [
      'by the target of the period’s year, though the figure is of the year before',
      {
        indicator: { due_quarters: '4' },
        commitments: [
          commitment('baseline', '2007/08', 40),
          commitment('target', '2008/09', 44),
          commitment('target', '2009/10', 48),
        ],
        figures: [figure('2008/09 Q4', 42)],
      },
      '2009/10 Q2',
      fraction(1, 4),
    ],
    [
      'from the latest baseline',
      { commitments: [...rising, commitment('baseline', '2006/07', 28)], figures: [figure('2008/09 Q2', 46)] },
      '2008/09 Q2',
      fraction(1, 2),
    ],
    [
      'of an annual figure of the baseline’s year, though it is not judged',
      {
        indicator: { due_quarters: '4' },
        commitments: [commitment('baseline', '2008/09', 40), commitment('target', '2010/11', 52)],
        figures: [figure('2008/09 Q4', 41)],
      },
      '2008/09 Q4',
      fraction(1, 12),
    ],
    [
      'of a flow at its year’s end',
      {
        indicator: flow,
        commitments: [commitment('baseline', '2007/08', 1000), commitment('target', '2008/09', 1200)],
        figures: yearOfFigures('2008/09', [250, 250, 250, 300]),
      },
      '2008/09 Q4',
      fraction(1, 4),
    ],
    [
      'of a flow at its year’s end in the third quarter, asked in the fourth',
      {
        indicator: { ...flow, due_quarters: '2|3' },
        commitments: [commitment('baseline', '2007/08', 1000), commitment('target', '2008/09', 1200)],
        figures: [figure('2008/09 Q2', 500), figure('2008/09 Q3', 550)],
      },
      '2008/09 Q4',
      fraction(1, 4),
    ],
  ])('%s', (_, given, text, expected) => {
    const share = shareOf(text, given);
    expect(share !== null && compare(share, expected)).toBe(0);
  });

  it.each<[string, GivenTarget]>([
    [
      'the target is the baseline',
      { commitments: [commitment('baseline', '2007/08', 40), commitment('target', '2010/11', 40)] },
    ],
    [
      'the target is worse than the baseline',
      { commitments: [commitment('baseline', '2007/08', 40), commitment('target', '2010/11', 39)] },
    ],
    [
      'the target is worse than the baseline where lower is better',
      { indicator: lower, commitments: [commitment('baseline', '2007/08', 40), commitment('target', '2010/11', 41)] },
    ],
    ['there is no baseline', { commitments: [commitment('target', '2008/09', 52)] }],
    ['there is no target', { commitments: [commitment('baseline', '2007/08', 40)] }],
    ['the figure is missing', { commitments: rising, figures: [] }],
    [
      'the figure has no value',
      { commitments: rising, figures: [figure('2008/09 Q2', null, { missing_reason: 'suppressed' })] },
    ],
    ['the target is parked', { commitments: rising, terms: { state: 'parked' } }],
    ['the target is a placeholder', { commitments: rising, terms: { state: 'placeholder' } }],
    [
      'a flow’s year is not over',
      {
        indicator: flow,
        commitments: [commitment('baseline', '2007/08', 40), commitment('target', '2008/09', 52)],
        figures: yearOfFigures('2008/09', [23, 23]),
      },
    ],
  ])('there is none where %s', (_, given) => {
    expect(shareOf('2008/09 Q2', { figures: [figure('2008/09 Q2', 46)], ...given })).toBeNull();
  });
});

describe('direction of travel (5.3)', () => {
  const commitments = [commitment('target', '2008/09', 50), commitment('target', '2009/10', 50)];

  it.each<[string, GivenTarget, string, [Travel | null, Travel | null]]>([
    [
      'against the quarter before and against a year ago',
      { figures: [figure('2007/08 Q2', 43), figure('2008/09 Q1', 41), figure('2008/09 Q2', 42)] },
      '2008/09 Q2',
      ['improving', 'worsening'],
    ],
    [
      'lower is better',
      { indicator: lower, figures: [figure('2007/08 Q2', 43), figure('2008/09 Q1', 41), figure('2008/09 Q2', 42)] },
      '2008/09 Q2',
      ['worsening', 'improving'],
    ],
    [
      'no change',
      { figures: [figure('2007/08 Q2', 42), figure('2008/09 Q1', 42), figure('2008/09 Q2', 42)] },
      '2008/09 Q2',
      ['no change', 'no change'],
    ],
    [
      'at published precision: 41.15 and 41.2 are both 41.2, 41.24 and 41.14 are not the same',
      { figures: [figure('2007/08 Q2', '41.14'), figure('2008/09 Q1', '41.15'), figure('2008/09 Q2', '41.24')] },
      '2008/09 Q2',
      ['no change', 'improving'],
    ],
    [
      'not known where the other figure is missing',
      { figures: [figure('2008/09 Q2', 42)] },
      '2008/09 Q2',
      [null, null],
    ],
    [
      'not known where the other figure has no value',
      {
        figures: [
          figure('2007/08 Q2', null, { missing_reason: 'suppressed' }),
          figure('2008/09 Q1', null, { missing_reason: 'not-collected' }),
          figure('2008/09 Q2', 42),
        ],
      },
      '2008/09 Q2',
      [null, null],
    ],
    [
      'not against a figure further back where the one before is missing',
      { figures: [figure('2008/09 Q1', 30), figure('2008/09 Q3', 42)] },
      '2008/09 Q3',
      [null, null],
    ],
    [
      'not known where its own figure is missing',
      { figures: [figure('2007/08 Q2', 43), figure('2008/09 Q1', 41)] },
      '2008/09 Q2',
      [null, null],
    ],
    [
      'summer results: the due quarter before is a year ago',
      { indicator: { due_quarters: '2' }, figures: [figure('2007/08 Q2', 40), figure('2008/09 Q2', 42)] },
      '2008/09 Q4',
      ['improving', 'improving'],
    ],
    [
      'due in two quarters: the due quarter before, not the calendar’s',
      {
        indicator: { due_quarters: '2|4' },
        figures: [figure('2008/09 Q2', 43), figure('2008/09 Q3', 10), figure('2008/09 Q4', 42)],
      },
      '2008/09 Q4',
      ['worsening', null],
    ],
    [
      'a two-yearly survey: against the survey before, and nothing a year ago',
      {
        indicator: { due_quarters: '4', every_years: 2, survey_year: 2008 },
        figures: [figure('2006/07 Q4', 40), figure('2008/09 Q4', 42)],
      },
      '2008/09 Q4',
      ['improving', null],
    ],
    [
      'a flow: quarter against quarter, not the year to date',
      { indicator: flow, figures: [figure('2007/08 Q2', 20), ...yearOfFigures('2008/09', [30, 20])] },
      '2008/09 Q2',
      ['worsening', 'no change'],
    ],
    [
      'a flow: the quarter alone, though the year to date is missing',
      { indicator: flow, figures: [figure('2007/08 Q2', 20), figure('2008/09 Q2', 25)] },
      '2008/09 Q2',
      [null, 'improving'],
    ],
    [
      'a running count: what came in the quarter',
      { indicator: running, figures: yearOfFigures('2008/09', [100, 250, 380]) },
      '2008/09 Q3',
      ['worsening', null],
    ],
    [
      'a running count: the first quarter’s figure is all its own',
      { indicator: running, figures: yearOfFigures('2008/09', [100, 200]) },
      '2008/09 Q2',
      ['no change', null],
    ],
    [
      'a running count: the first quarter a year on',
      {
        indicator: running,
        figures: [...yearOfFigures('2008/09', [100, 250, 380, 600]), figure('2009/10 Q1', 700)],
      },
      '2009/10 Q1',
      ['worsening', 'no change'],
    ],
    [
      'a running count: not known where the count before it is missing',
      { indicator: running, figures: [figure('2008/09 Q1', 100), figure('2008/09 Q3', 380)] },
      '2008/09 Q3',
      [null, null],
    ],
    [
      'a running count: a count from before the agreement does not say what came in its quarter',
      { indicator: running, figures: [figure('2007/08 Q4', 600), figure('2008/09 Q1', 100)] },
      '2008/09 Q1',
      [null, null],
    ],
    [
      'a parked target still has one',
      { terms: { state: 'parked' }, figures: [figure('2008/09 Q1', 41), figure('2008/09 Q2', 42)] },
      '2008/09 Q2',
      ['improving', null],
    ],
    [
      'only figures of the basis that is judged',
      {
        bases: ['national'],
        figures: [figure('2008/09 Q1', 30, { basis: 'national' }), figure('2008/09 Q2', 42)],
      },
      '2008/09 Q2',
      [null, null],
    ],
    [
      'nothing where no figure falls in the agreement yet',
      { indicator: { due_quarters: '4' } },
      '2008/09 Q2',
      [null, null],
    ],
  ])('%s', (_, given, text, expected) => {
    expect(directionAt(text, { commitments, ...given })).toEqual(expected);
  });
});
