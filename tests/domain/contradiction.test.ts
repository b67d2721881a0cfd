import { describe, expect, it } from 'vitest';
import { contradictionsOf, isRedWithoutNewAction } from '../../server/domain/contradiction.ts';
import type { Action, Commentary } from '../../server/domain/data-package.ts';
import { historyOf } from '../../server/domain/history.ts';
import type { Light } from '../../server/domain/light.ts';
import { action, commentary } from '../support/package-rows.ts';
import { assessedOn, commitment, type GivenTarget, knownOn, period, yearOfFigures } from '../support/records.ts';

const count = { unit: 'number', decimals: 0, measure: 'flow' } as const;

/** Half of every year came in its first half; so far 5,000 came, so that 10,000 is forecast, with a spread of 70.7. */
function half(target: number, given: GivenTarget = {}): GivenTarget {
  return {
    indicator: count,
    commitments: [commitment('target', '2008/09', target)],
    figures: [
      ...yearOfFigures('2006/07', [2500, 2500, 2500, 2500]),
      ...yearOfFigures('2007/08', [2500, 2500, 2500, 2500]),
      ...yearOfFigures('2008/09', [2500, 2500]),
    ],
    ...given,
  };
}

function said(quarter: string, given: Partial<Commentary> = {}): Commentary {
  return commentary({
    period: period(quarter),
    text: `Said for ${quarter}.`,
    recorded_at: '2008-11-01T09:00:00Z',
    ...given,
  });
}

function kindsOf(given: GivenTarget, before: Light | null = null): string[] {
  return contradictionsOf(assessedOn('2008-11-19', '2008/09 Q2', given), before).map(({ kind }) => kind);
}

const ownView = (own_view: 'green' | 'amber' | 'red'): GivenTarget => ({
  commentaries: [said('2008/09 Q2', { own_view })],
});

// Against 9,900 the chance is 0.92, against 9,990 0.56, against 10,100 0.08: green, amber, red.
const [GREEN, AMBER, RED] = [9900, 9990, 10_100];
/** More of it was expected by now than came, so that the light now is red. */
const late = { path: 'profile', profile: '30|31|20|19' } as const;

describe('what contradicts itself', () => {
  it.each<[string, GivenTarget, Light | null, string[]]>([
    ['nothing', half(GREEN), null, []],
    ['a view that is better than the year’s end', half(AMBER, ownView('green')), null, ['own-view']],
    ['better than red', half(RED, ownView('amber')), null, ['own-view']],
    ['not one that is the same', half(AMBER, ownView('amber')), null, []],
    ['nor one that is worse', half(AMBER, ownView('red')), null, []],
    ['nor where the year’s end has no colour', half(AMBER, { ...ownView('green'), figures: [] }), null, []],
    [
      'a year’s end two steps better than now',
      half(GREEN, { terms: late, commentaries: [said('2008/09 Q2')] }),
      null,
      ['two-steps'],
    ],
    ['not one step', half(AMBER, { terms: late, commentaries: [said('2008/09 Q2')] }), null, []],
    ['red without a word', half(RED), null, ['no-commentary']],
    ['not amber that stays so', half(AMBER), 'amber', []],
    ['a fall to amber without a word', half(AMBER), 'green', ['no-commentary']],
    ['a fall to red', half(RED), 'amber', ['no-commentary']],
    ['not where there was no colour before', half(AMBER), 'no-return', []],
    [
      'a word of the quarter before is none',
      half(RED, { commentaries: [said('2008/09 Q1')] }),
      null,
      ['no-commentary'],
    ],
    [
      'nor one that was not known yet',
      half(RED, { commentaries: [said('2008/09 Q2', { recorded_at: '2008-11-20T09:00:00Z' })] }),
      null,
      ['no-commentary'],
    ],
    [
      'the words of the quarter before, whatever their capitals and spaces',
      half(GREEN, {
        commentaries: [said('2008/09 Q1', { text: 'As  before. ' }), said('2008/09 Q2', { text: 'as before.' })],
      }),
      null,
      ['same-commentary'],
    ],
    [
      'not those of an earlier quarter',
      half(GREEN, {
        commentaries: [said('2007/08 Q4', { text: 'As before.' }), said('2008/09 Q2', { text: 'As before.' })],
      }),
      null,
      [],
    ],
    ['nothing of a target without a colour', half(RED, { figures: [] }), 'green', []],
  ])('%s', (_, given, before, kinds) => {
    expect(kindsOf(given, before)).toEqual(kinds);
  });

  it('is said in a sentence', () => {
    const texts = (given: GivenTarget, before: Light | null) =>
      contradictionsOf(assessedOn('2008-11-19', '2008/09 Q2', given), before).map(({ text }) => text);
    expect(texts(half(AMBER, ownView('green')), null)).toEqual([
      'The lead says green for the year’s end; by the rules it is amber.',
    ]);
    expect(texts(half(RED), 'green')).toEqual(['Fell from green to red, and nothing has been said for the quarter.']);
    expect(texts(half(RED), 'red')).toEqual(['Red, and nothing has been said for the quarter.']);
  });
});

describe('red for three quarters without a new action', () => {
  const level = (actions: readonly Action[], amounts = [30, 30, 30]): GivenTarget => ({
    commitments: [commitment('baseline', '2007/08', 40), commitment('target', '2008/09', 44)],
    figures: yearOfFigures('2008/09', amounts),
    actions,
  });
  const on = (given: GivenTarget, text = '2008/09 Q3'): boolean => {
    const known = knownOn('2009-02-18', given);
    return isRedWithoutNewAction({ known, period: period(text) }, historyOf(known, period(text)).lights);
  };

  it.each<[string, GivenTarget, boolean]>([
    ['nothing was ever started', level([]), true],
    ['started on the day on which the first red quarter ended', level([action({ recorded_on: '2008-06-30' })]), true],
    ['started on the day after', level([action({ recorded_on: '2008-07-01' })]), false],
    [
      'an old one with a new state is not new',
      level([action({ recorded_on: '2008-05-01' }), action({ version: 2, recorded_on: '2009-01-15' })]),
      true,
    ],
    ['not known yet', level([action({ recorded_on: '2009-02-19' })]), true],
    ['red for two quarters only', level([], [41, 30, 30]), false],
    ['red, amber, red', { ...level([], [30, 42, 30]) }, false],
  ])('%s', (_, given, stuck) => {
    expect(on(given)).toBe(stuck);
  });

  it('not in the second quarter', () => {
    expect(on(level([]), '2008/09 Q2')).toBe(false);
  });
});
