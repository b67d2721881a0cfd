import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../server/domain/judgement.ts';
import { robustnessOf } from '../../server/domain/robustness.ts';
import {
  type Amount,
  commitment,
  figure,
  type GivenTarget,
  type GivenTerms,
  knownOn,
  milestone,
  period,
  yearOfFigures,
} from '../support/records.ts';

const absolute = (tolerance: Amount): GivenTerms => ({ tolerance_mode: 'absolute', tolerance });
const flow = { measure: 'flow', unit: 'number', decimals: 0 } as const;

type Counts = [green: number, amber: number, red: number] | null;

function countsAt(given: GivenTarget, text = '2008/09 Q2'): Counts {
  const known = knownOn('2009-05-20', given);
  const counts = robustnessOf(known, judge(known, period(text), null));
  return counts && [counts.green, counts.amber, counts.red];
}

/** 40 at the start and 44 at the end of 2008/09: straight 42 is expected half way, in steps still 40. */
const risen = (actual: Amount, terms: GivenTerms): GivenTarget => ({
  terms,
  commitments: [commitment('baseline', '2007/08', 40), commitment('target', '2008/09', 44)],
  figures: [figure('2008/09 Q2', actual)],
});

/** 25 of 100 are expected in the first half by the profile, 50 by equal quarters. */
const summed = (second: Amount, terms: GivenTerms): GivenTarget => ({
  indicator: flow,
  terms: { path: 'profile', profile: '10|15|35|40', ...terms },
  commitments: [commitment('target', '2008/09', 100)],
  figures: yearOfFigures('2008/09', [0, second]),
});

describe('the colour under six rules (5.6)', () => {
  it.each<[string, GivenTarget, Counts]>([
    ['straight already: each rule of the tolerance counts twice', risen('41.2', absolute(1)), [0, 4, 2]],
    ['short by half the tolerance exactly', risen('41.5', absolute(1)), [0, 6, 0]],
    ['a step more', risen('41.4', absolute(1)), [0, 4, 2]],
    ['short by the tolerance exactly', risen(41, absolute(1)), [0, 4, 2]],
    ['a step more than the tolerance', risen('40.9', absolute(1)), [0, 2, 4]],
    ['short by twice the tolerance exactly', risen(40, absolute(1)), [0, 2, 4]],
    ['a step more than twice the tolerance', risen('39.9', absolute(1)), [0, 0, 6]],
    ['met: green whatever the tolerance', risen(42, absolute(1)), [6, 0, 0]],
    ['no tolerance at all', risen('41.9', {}), [0, 0, 6]],
    ['in steps it is met, straight it is 1 short', risen(41, { ...absolute(1), path: 'step' }), [3, 2, 1]],
    ['a relative tolerance: 5% of 42 is 2.1', risen(40, { tolerance_mode: 'relative', tolerance: 5 }), [0, 4, 2]],
    ['a tolerance of a share: 25% of 4 is 1', risen('40.9', { tolerance_mode: 'share', tolerance: 25 }), [0, 2, 4]],
    [
      // 25 expected by the profile. Of 50 by equal quarters 20 are missing; a tolerance of 40 is 20 half way.
      'a flow by its profile and by equal quarters',
      summed(30, absolute(40)),
      [3, 2, 1],
    ],
    [
      // By the profile 5 short of 25: tolerances 5, 10 and 20. By equal quarters 30 short: 10, 20 and 40.
      'a flow whose tolerance grows with the expected share',
      summed(20, absolute(40)),
      [0, 4, 2],
    ],
  ])('%s', (_, given, counts) => {
    expect(countsAt(given)).toEqual(counts);
  });

  it.each<[string, GivenTarget]>([
    ['a figure that is missing', { ...risen(42, absolute(1)), figures: [] }],
    ['a target that is parked', risen(42, { ...absolute(1), state: 'parked' })],
    ['milestones only', { ...risen(42, {}), figures: [], milestones: [milestone('2008-06-30', null)] }],
  ])('null without a judged figure: %s', (_, given) => {
    expect(countsAt(given)).toBeNull();
  });

  it('stays that of the figure where milestones give the colour', () => {
    const given: GivenTarget = {
      indicator: { due_quarters: '2', lag_days: 21 },
      terms: absolute(1),
      commitments: [commitment('target', '2008/09', 42)],
      figures: [figure('2008/09 Q2', 43)],
      milestones: [milestone('2008-11-01', null)],
    };
    expect(countsAt(given, '2008/09 Q4')).toEqual([6, 0, 0]);
  });

  it('is counted under six rules, among them the one that is set', () => {
    const terms = fc.record({
      tolerance_mode: fc.constantFrom<'absolute' | 'relative' | 'share'>('absolute', 'relative', 'share'),
      tolerance: fc.integer({ min: 0, max: 50 }),
      path: fc.constantFrom<'linear' | 'step'>('linear', 'step'),
    });
    fc.assert(
      fc.property(terms, fc.integer({ min: 0, max: 100 }), (given, actual) => {
        const known = knownOn('2009-05-20', risen(actual, given));
        const judgement = judge(known, period('2008/09 Q2'), null);
        const counts = robustnessOf(known, judgement);
        expect((counts?.green ?? 0) + (counts?.amber ?? 0) + (counts?.red ?? 0)).toBe(6);
        expect(judgement.judged && counts?.[judgement.judged.light]).toBeGreaterThan(0);
      }),
    );
  });
});
