import { describe, expect, it } from 'vitest';
import { type Assessment, assess, RULES_VERSION, stretchOf } from '../../server/domain/assessment.ts';
import type { Light } from '../../server/domain/light.ts';
import { periodText } from '../../server/domain/period.ts';
import { type Quantity, quantityText } from '../../server/domain/quantity.ts';
import {
  assessedOn,
  commitment,
  figure,
  type GivenTarget,
  type GivenTerms,
  knownOn,
  milestone,
  period,
  yearOfFigures,
} from '../support/records.ts';

const baseline = commitment('baseline', '2007/08', 40);
const rising = [baseline, commitment('target', '2010/11', 52)];
const flow = { measure: 'flow', unit: 'number', decimals: 0 } as const;

function textOf(value: Quantity | null): string | null {
  return value === null ? null : quantityText(value);
}

function lastKnownOf({ lastKnown }: Assessment): [string, string] | null {
  return lastKnown && [lastKnown.light, periodText(lastKnown.period)];
}

describe('the target shown for a year (2.1)', () => {
  it.each<[string, GivenTarget, string, string | null, boolean]>([
    ['its own', { commitments: rising }, '2010/11 Q2', '52', false],
    ['the path’s value at its end where only a later year has one', { commitments: rising }, '2008/09 Q2', '44', true],
    ['the same in its last quarter', { commitments: rising }, '2008/09 Q4', '44', true],
    [
      'the path between two targets',
      { commitments: [...rising, commitment('target', '2008/09', 50)] },
      '2009/10 Q1',
      '51',
      true,
    ],
    [
      'its own stretch where it has no target',
      { commitments: [...rising, commitment('stretch', '2008/09', 47)] },
      '2008/09 Q2',
      '47',
      false,
    ],
    [
      'its own target before its stretch',
      { commitments: [...rising, commitment('target', '2008/09', 45), commitment('stretch', '2008/09', 47)] },
      '2008/09 Q2',
      '45',
      false,
    ],
    [
      'rounded for judging',
      { commitments: [baseline, commitment('target', '2010/11', 50)] },
      '2008/09 Q2',
      '43.3',
      true,
    ],
    [
      'of summer results, the path’s value in summer',
      { indicator: { due_quarters: '2' }, commitments: rising },
      '2008/09 Q4',
      '44',
      true,
    ],
    ['of a path of steps, the step before', { terms: { path: 'step' }, commitments: rising }, '2009/10 Q2', '40', true],
    [
      'of a running count, the way from nought',
      {
        indicator: { measure: 'running', unit: 'number', decimals: 0 },
        commitments: [commitment('target', '2010/11', 1200)],
      },
      '2008/09 Q2',
      '400',
      true,
    ],
    [
      'none after the last target',
      { commitments: [baseline, commitment('target', '2008/09', 44)] },
      '2009/10 Q2',
      null,
      false,
    ],
    [
      'none for a flow with a later target only',
      { indicator: flow, commitments: [commitment('target', '2009/10', 1200)] },
      '2008/09 Q2',
      null,
      false,
    ],
    ['none where nothing is agreed', {}, '2008/09 Q2', null, false],
  ])('%s', (_, given, text, target, standsIn) => {
    const assessment = assessedOn('2008-11-19', text, given);
    expect([textOf(assessment.target), assessment.targetStandsIn]).toEqual([target, standsIn]);
  });
});

describe('what is shown beside a light', () => {
  it('figure, baseline and target rounded, the overall light that of now', () => {
    const assessment = assessedOn('2008-11-19', '2008/09 Q2', {
      commitments: [commitment('baseline', '2007/08', '40.25'), commitment('target', '2008/09', '44.44')],
      figures: [figure('2008/09 Q2', '50.05')],
    });
    expect([textOf(assessment.actual), textOf(assessment.baseline), textOf(assessment.target)]).toEqual([
      '50.1',
      '40.3',
      '44.4',
    ]);
    expect([assessment.now, assessment.overall]).toEqual(['green', 'green']);
  });

  it('the year to date of a flow', () => {
    const assessment = assessedOn('2008-11-19', '2008/09 Q2', {
      indicator: flow,
      commitments: [commitment('target', '2008/09', 1200)],
      figures: yearOfFigures('2008/09', [250, 350]),
    });
    expect(textOf(assessment.actual)).toBe('600');
  });

  it.each<[string, GivenTerms]>([
    ['parked', { state: 'parked' }],
    ['being renegotiated', { state: 'renegotiating' }],
    ['a placeholder', { state: 'placeholder' }],
  ])('a target that is %s still shows figure, baseline, target and direction, but no share and no flip', (_, terms) => {
    const figures = yearOfFigures('2008/09', [41, 42]);
    const assessment = assessedOn('2008-11-19', '2008/09 Q2', { terms, commitments: rising, figures });
    expect([textOf(assessment.actual), textOf(assessment.baseline), textOf(assessment.target)]).toEqual([
      '42',
      '40',
      '44',
    ]);
    expect(assessment.direction).toEqual({ previous: 'improving', yearAgo: null });
    expect(assessment.improvementShare).toBeNull();
    expect(assessment.flips).toEqual({ better: null, worse: null });
    expect(assessment.lastKnown).toBeNull();
  });

  it.each<[string, GivenTerms]>([
    ['withdrawn', { state: 'withdrawn' }],
    ['superseded', { state: 'superseded' }],
  ])('a target that is %s is not assessed (3.1)', (_, terms) => {
    expect(assess(knownOn('2008-11-19', { terms, commitments: rising }), period('2008/09 Q2'))).toBeNull();
  });

  it('a target withdrawn after the as-at date still is', () => {
    const terms: GivenTerms[] = [{}, { state: 'withdrawn', recorded_on: '2008-11-20' }];
    expect(assess(knownOn('2008-11-19', { terms, commitments: rising }), period('2008/09 Q2'))).not.toBeNull();
    expect(assess(knownOn('2008-11-20', { terms, commitments: rising }), period('2008/09 Q2'))).toBeNull();
  });

  it('a stretch is rounded for judging, and null without one', () => {
    const known = knownOn('2008-11-19', { commitments: [commitment('stretch', '2010/11', '54.45')] });
    const book = known.books.get('standard');
    expect(book && textOf(stretchOf(known, book, 2010))).toBe('54.5');
    expect(book && stretchOf(known, book, 2009)).toBeNull();
  });

  it('these are rules version 1', () => {
    expect(RULES_VERSION).toBe(1);
  });
});

describe('the last known colour beside a grey light (3.7)', () => {
  const green = figure('2008/09 Q1', 45);
  const yearly = { due_quarters: '4' };

  it.each<[string, GivenTarget, string, string, Light, [string, string] | null]>([
    [
      'that of the quarter before',
      { figures: [green] },
      '2008-11-19',
      '2008/09 Q2',
      'no-return',
      ['green', '2008/09 Q1'],
    ],
    ['beside “not due”', { figures: [green] }, '2008-10-20', '2008/09 Q2', 'not-due', ['green', '2008/09 Q1']],
    [
      'beside “no data”',
      { figures: [green, figure('2008/09 Q2', null, { missing_reason: 'suppressed' })] },
      '2008-11-19',
      '2008/09 Q2',
      'no-data',
      ['green', '2008/09 Q1'],
    ],
    [
      'beside “not required”',
      { figures: [green, figure('2008/09 Q2', null, { missing_reason: 'not-required' })] },
      '2008-11-19',
      '2008/09 Q2',
      'not-required',
      ['green', '2008/09 Q1'],
    ],
    [
      'further back over another grey one',
      { figures: [green] },
      '2009-02-20',
      '2008/09 Q3',
      'no-return',
      ['green', '2008/09 Q1'],
    ],
    [
      'the latest of two',
      { figures: [green, figure('2008/09 Q2', 30)] },
      '2009-02-20',
      '2008/09 Q3',
      'no-return',
      ['red', '2008/09 Q2'],
    ],
    [
      'none before the agreement',
      { figures: [figure('2007/08 Q4', 45)] },
      '2008-11-19',
      '2008/09 Q2',
      'no-return',
      null,
    ],
    [
      'none before the agreement, though a milestone was due then',
      { milestones: [milestone('2008-02-01', null)] },
      '2008-11-19',
      '2008/09 Q1',
      'no-return',
      null,
    ],
    [
      'none beside “no target”, though the year before had a colour',
      {
        indicator: flow,
        commitments: [commitment('target', '2008/09', 1200)],
        figures: yearOfFigures('2008/09', [300, 300, 300, 300]),
      },
      '2009-08-20',
      '2009/10 Q1',
      'no-target',
      null,
    ],
    ['none beside a colour', { figures: [green, figure('2008/09 Q2', 45)] }, '2008-11-19', '2008/09 Q2', 'green', null],
    [
      'as it was known at the same as-at moment, corrections included',
      { figures: [green, figure('2008/09 Q1', 30, { version: 2, recorded_at: '2008-11-19T12:00:00Z' })] },
      '2008-11-19',
      '2008/09 Q2',
      'no-return',
      ['red', '2008/09 Q1'],
    ],
    [
      'without what was recorded later',
      { figures: [green, figure('2008/09 Q1', 30, { version: 2, recorded_at: '2008-11-20T00:00:00Z' })] },
      '2008-11-19',
      '2008/09 Q2',
      'no-return',
      ['green', '2008/09 Q1'],
    ],
    [
      'of an annual figure, with the figure’s own quarter',
      { indicator: yearly, figures: [figure('2008/09 Q4', 44)] },
      '2010-05-20',
      '2009/10 Q4',
      'no-return',
      ['green', '2008/09 Q4'],
    ],
    [
      'of milestones, with the quarter itself',
      { indicator: yearly, milestones: [milestone('2008-09-20', null)] },
      '2009-05-20',
      '2008/09 Q4',
      'no-return',
      ['red', '2008/09 Q3'],
    ],
    [
      'of milestones that were worse than the figure, with the quarter itself',
      { indicator: yearly, figures: [figure('2008/09 Q4', 44)], milestones: [milestone('2009-12-20', null)] },
      '2010-05-20',
      '2009/10 Q4',
      'no-return',
      ['amber', '2009/10 Q3'],
    ],
    ['none where every earlier quarter is grey', { indicator: yearly }, '2009-05-20', '2008/09 Q4', 'no-return', null],
  ])('%s', (_, given, date, text, light, expected) => {
    const assessment = assessedOn(date, text, { commitments: rising, ...given });
    expect([assessment.now, lastKnownOf(assessment)]).toEqual([light, expected]);
  });

  it.each<[string, string | undefined, [string, string] | null]>([
    ['the agreed one', undefined, ['green', '2008/09 Q1']],
    ['another one', 'national', ['red', '2008/09 Q1']],
  ])('on the basis asked for: %s', (_, asked, expected) => {
    const given: GivenTarget = {
      bases: ['national'],
      commitments: [...rising, commitment('target', '2008/09', 30, { basis: 'national', state: 'proposed' })],
      figures: [green, figure('2008/09 Q1', 20, { basis: 'national' })],
    };
    expect(lastKnownOf(assessedOn('2008-11-19', '2008/09 Q2', given, asked))).toEqual(expected);
  });
});
