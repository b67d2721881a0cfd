import { describe, expect, it } from 'vitest';
import { actionViews, observedEffect } from '../../server/domain/action-effect.ts';
import type { Action, Figure } from '../../server/domain/data-package.ts';
import { type KnownTarget, knownTarget } from '../../server/domain/known.ts';
import { endOfDay } from '../../server/domain/moment.ts';
import { periodText } from '../../server/domain/period.ts';
import { quantityText } from '../../server/domain/quantity.ts';
import { action } from '../support/package-rows.ts';
import { commitment, figure, type GivenTarget, period, target, yearOfFigures } from '../support/records.ts';

function knownWith(actions: readonly Action[], given: GivenTarget, day = '2009-11-19'): KnownTarget {
  const known = knownTarget({ ...target(given), actions }, endOfDay(day));
  if (known === null) throw new Error(`The target is not known on ${day}`);
  return known;
}

/** `2008/09 Q2 to 2008/09 Q4: 1.5`. */
function observed(given: Partial<Action>, figures: readonly Figure[], more: GivenTarget = {}): string | null {
  const held = action({ state: 'under-way', ...given });
  const effect = observedEffect(knownWith([held], { ...more, figures }), held, held);
  if (effect === null) return null;
  return `${periodText(effect.from.period)} to ${periodText(effect.to.period)}: ${quantityText(effect.change)}`;
}

/** Begun on 4 November 2008, when the last quarter that had ended was the second. */
const FIGURES = yearOfFigures('2008/09', [40, 41, '42.5', 42]);
const by = (quarter: string): Partial<Action> => ({ expected_by: period(quarter) });

describe('how a figure has moved since an action was begun', () => {
  it.each<[sentence: string, given: Partial<Action>, figures: Figure[], effect: string | null]>([
    ['up to the latest figure', {}, FIGURES, '2008/09 Q2 to 2008/09 Q4: 1'],
    ['up to the quarter in which it should show', by('2008/09 Q3'), FIGURES, '2008/09 Q2 to 2008/09 Q3: 1.5'],
    [
      'up to the latest before that quarter, while it is not in',
      by('2009/10 Q1'),
      FIGURES,
      '2008/09 Q2 to 2008/09 Q4: 1',
    ],
    [
      'a figure after that quarter is not looked at',
      by('2008/09 Q3'),
      [...FIGURES.slice(0, 2), ...FIGURES.slice(3)],
      null,
    ],
    ['downwards', {}, yearOfFigures('2008/09', [40, 41, '39.5']), '2008/09 Q2 to 2008/09 Q3: -1.5'],
    ['not at all', {}, yearOfFigures('2008/09', [40, 41, 41]), '2008/09 Q2 to 2008/09 Q3: 0'],
    ['to nothing', {}, yearOfFigures('2008/09', [40, 41, 0]), '2008/09 Q2 to 2008/09 Q3: -41'],
    [
      'from the latest there was, where the last quarter has none',
      {},
      FIGURES.toSpliced(1, 1),
      '2008/09 Q1 to 2008/09 Q4: 2',
    ],
    [
      'a quarter without a value is passed over',
      {},
      [...FIGURES.slice(0, 3), figure('2008/09 Q4', null, { missing_reason: 'suppressed' })],
      '2008/09 Q2 to 2008/09 Q3: 1.5',
    ],
    ['nothing is seen before there is a later figure', {}, FIGURES.slice(0, 2), null],
    ['nor where there is none from before', {}, FIGURES.slice(2), null],
    ['nor by a quarter that had ended already', by('2008/09 Q2'), FIGURES, null],
    ['nor without figures', {}, [], null],
  ])('%s', (_sentence, given, figures, effect) => {
    expect(observed(given, figures)).toBe(effect);
  });

  it.each<[string, Partial<Action>, string | null]>([
    ['what is planned has moved nothing', { state: 'planned' }, null],
    ['nor has what was dropped', { state: 'dropped' }, null],
    ['what is done counts from its day', { state: 'done', due: '2009-01-15' }, '2008/09 Q3 to 2008/09 Q4: -0.5'],
    [
      'on the last day of a quarter that has not ended',
      { state: 'done', due: '2008-12-31' },
      '2008/09 Q2 to 2008/09 Q4: 1',
    ],
    [
      'or from when it was begun, where its day was before',
      { state: 'done', due: '2008-08-01' },
      '2008/09 Q2 to 2008/09 Q4: 1',
    ],
    ['or has none', { state: 'done', due: null }, '2008/09 Q2 to 2008/09 Q4: 1'],
  ])('%s', (_sentence, given, effect) => {
    expect(observed(given, FIGURES)).toBe(effect);
  });

  it('of a flow single quarters are compared, not the year so far', () => {
    const flow: GivenTarget = { indicator: { measure: 'flow', unit: 'number', decimals: 0 } };
    expect(observed({}, yearOfFigures('2008/09', [300, 310, 290]), flow)).toBe('2008/09 Q2 to 2008/09 Q3: -20');
  });

  it('a quarter counts as ended from the day after its last', () => {
    expect(observed({ recorded_on: '2008-10-01' }, FIGURES)).toBe('2008/09 Q2 to 2008/09 Q4: 1');
    expect(observed({ recorded_on: '2008-09-30' }, FIGURES)).toBe('2008/09 Q1 to 2008/09 Q4: 2');
  });

  it('is counted on the rule on which the quarter in question is judged', () => {
    const local = { basis: 'local' };
    const rules: GivenTarget = {
      bases: ['local'],
      commitments: [commitment('target', '2008/09', 44), commitment('target', '2009/10', 30, local)],
    };
    const both = [...FIGURES, figure('2008/09 Q2', 20, local), figure('2009/10 Q1', 22, local)];
    expect(observed(by('2008/09 Q4'), both, rules)).toBe('2008/09 Q2 to 2008/09 Q4: 1');
    expect(observed(by('2009/10 Q1'), both, rules)).toBe('2008/09 Q2 to 2009/10 Q1: 2');
    // February 2009 lies in 2008/09.
    expect(observed({ recorded_on: '2009-02-10' }, both, rules)).toBe('2008/09 Q3 to 2008/09 Q4: -0.5');
  });
});

describe('the actions of a target', () => {
  const first = action({ recorded_on: '2008-07-15', title: 'New rounds' });
  const later = action({ version: 2, recorded_on: '2009-01-15', title: 'New rounds', state: 'under-way' });
  const second = action({ action: 2, recorded_on: '2008-11-04', title: 'More bins', state: 'under-way' });

  it('stand as they are now, in the order in which they were begun, each since its first version', () => {
    const views = actionViews(knownWith([first, later, second], { figures: FIGURES }));
    expect(
      views.map(({ action: { title, version, state }, observed: effect }) => [
        title,
        version,
        state,
        effect && periodText(effect.from.period),
      ]),
    ).toEqual([
      ['New rounds', 2, 'under-way', '2008/09 Q1'],
      ['More bins', 1, 'under-way', '2008/09 Q2'],
    ]);
  });

  it('are those that were known on the day', () => {
    const on = (day: string) => actionViews(knownWith([first, later, second], {}, day)).map(({ action: held }) => held);
    expect(on('2008-07-14')).toEqual([]);
    expect(on('2008-07-15')).toEqual([first]);
    expect(on('2009-01-14')).toEqual([first, second]);
    expect(on('2009-01-15')).toEqual([later, second]);
  });
});
