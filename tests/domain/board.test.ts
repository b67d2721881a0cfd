import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../server/domain/assessment.ts';
import { byLead, type ChangeKind, changesOf, worstFirst } from '../../server/domain/board.ts';
import type { Light } from '../../server/domain/light.ts';
import {
  type Amount,
  assessedOn,
  commitment,
  figure,
  type GivenTarget,
  milestone,
  period,
  quantity,
} from '../support/records.ts';

const Q2 = '2008/09 Q2';
const MEETING = '2008-11-19';

function assessed(indicator: string, given: GivenTarget): Assessment {
  return assessedOn(MEETING, Q2, { ...given, indicator: { ...given.indicator, indicator } });
}

/** A target of which 40 is expected by now. */
function share(indicator: string, actual: Amount, given: GivenTarget = {}): Assessment {
  return assessed(indicator, {
    commitments: [commitment('baseline', '2007/08', 38), commitment('target', '2008/09', 42)],
    figures: [figure(Q2, actual)],
    ...given,
  });
}

/** 38 without the agreement, 42 with it; paid from 40.4 on. */
const withPot = (pot: number, year = '2008/09'): GivenTarget => ({
  agreement: { reward_scheme: 'per-target', reward_threshold: quantity('0.6') },
  commitments: [
    commitment('expected-without', year, 38),
    commitment('baseline', '2007/08', 38),
    commitment('target', '2008/09', 42),
    commitment('stretch', year, 42),
    commitment('reward-pot', year, pot),
  ],
});

const yearly = (due: string): GivenTarget => ({
  indicator: { due_quarters: '4' },
  commitments: [commitment('target', '2008/09', 42)],
  milestones: [milestone(due, null)],
});

describe('worst first', () => {
  it.each<[sentence: string, worse: Assessment, better: Assessment]>([
    ['the larger gap of the same expected value', share('NI 2', 36), share('NI 1', 38)],
    [
      'the larger gap in proportion: 2 of 5 before 20 of 100',
      assessed('NI 2', { commitments: [commitment('target', '2008/09', 5)], figures: [figure(Q2, 3)] }),
      assessed('NI 1', { commitments: [commitment('target', '2008/09', 100)], figures: [figure(Q2, 80)] }),
    ],
    [
      'a gap against nothing expected before all others',
      assessed('NI 2', {
        indicator: { polarity: 'lower' },
        commitments: [commitment('target', '2008/09', 0)],
        figures: [figure(Q2, '0.1')],
      }),
      share('NI 1', 1),
    ],
    ['where reward depends on it, before a larger gap', share('NI 2', 39, withPot(750_000)), share('NI 1', 20)],
    // 40.6 is 0.65 of the way: £350,000 of a million is at risk. 40.3 is under the threshold: all of £400,000 is.
    [
      'more pounds at risk, of a smaller pot',
      share('NI 2', '40.3', withPot(400_000)),
      share('NI 1', '40.6', withPot(1_000_000)),
    ],
    [
      'where nothing can be said yet, all of the pot is',
      share('NI 2', 38, { ...withPot(750_000), figures: [] }),
      share('NI 1', 38, withPot(740_000)),
    ],
    [
      'a reward of the agreement as a whole is no target’s own',
      share('NI 2', 36),
      share('NI 1', 38, { ...withPot(750_000), agreement: { reward_scheme: 'whole-agreement' } }),
    ],
    ['the larger reward', share('NI 2', 39, withPot(1_500_000)), share('NI 1', 38, withPot(750_000))],
    ['of the same reward the larger gap', share('NI 2', 38, withPot(750_000)), share('NI 1', 39, withPot(750_000))],
    ['a reward of another year counts for nothing', share('NI 2', 36), share('NI 1', 38, withPot(750_000, '2010/11'))],
    ['a figure before milestones', share('NI 2', 39), assessed('NI 1', yearly('2008-08-01'))],
    [
      'the milestone that is overdue for longer',
      assessed('NI 2', yearly('2008-08-01')),
      assessed('NI 1', yearly('2008-09-01')),
    ],
    ['at last the agreement’s order', share('NI 9', 38), share('NI 10', 38)],
  ])('%s', (_sentence, worse, better) => {
    expect(worstFirst(worse, better)).toBeLessThan(0);
    expect(worstFirst(better, worse)).toBeGreaterThan(0);
    expect([better, worse].sort(worstFirst)[0]).toBe(worse);
  });

  it('a target is as bad as itself', () => {
    const same = share('NI 1', 38);
    expect(worstFirst(same, same)).toBe(0);
  });
});

describe('what changed', () => {
  const now = period(Q2);

  function kindOf(from: Light | null, to: Light): ChangeKind | null {
    const assessment = { ...share('NI 1', 39), overall: to };
    const lights = new Map(from === null ? [] : [[now - 1, from] as const]);
    return changesOf([{ assessment, history: { lights, since: null } }], now)[0]?.kind ?? null;
  }

  it.each<[from: Light | null, to: Light, kind: ChangeKind | null]>([
    ['green', 'amber', 'worse'],
    ['green', 'red', 'worse'],
    ['amber', 'red', 'worse'],
    ['red', 'amber', 'better'],
    ['amber', 'green', 'better'],
    ['not-due', 'red', 'judged'],
    ['no-return', 'green', 'judged'],
    ['green', 'no-return', 'not-judged'],
    ['red', 'parked', 'not-judged'],
    ['not-due', 'no-data', 'other'],
    ['red', 'red', null],
    ['not-due', 'not-due', null],
    [null, 'red', null],
  ])('from %s to %s is %s', (from, to, kind) => {
    expect(kindOf(from, to)).toBe(kind);
  });

  it('stands worse first, then better, then judged, not judged and the rest', () => {
    const moves: [Light, Light][] = [
      ['not-due', 'no-data'],
      ['green', 'no-return'],
      ['not-due', 'green'],
      ['red', 'green'],
      ['green', 'red'],
    ];
    const rows = moves.map(([from, to]) => ({
      assessment: { ...share('NI 1', 39), overall: to },
      history: { lights: new Map([[now - 1, from]]), since: null },
    }));
    expect(changesOf(rows, now).map(({ kind }) => kind)).toEqual(['worse', 'better', 'judged', 'not-judged', 'other']);
  });
});

it('targets stand under the partnership that leads them, by its name', () => {
  const rows = [
    { assessment: share('NI 1', 39, { terms: { lead: 'OWP' } }) },
    { assessment: share('NI 2', 39, { terms: { lead: 'CYPT' } }) },
    { assessment: share('NI 3', 39, { terms: { lead: 'OWP' } }) },
  ];
  const names: Record<string, string> = { OWP: 'A waste partnership', CYPT: 'Children’s trust' };
  const groups = byLead(rows, (code) => names[code] ?? code);
  expect(
    groups.map(({ lead, name, rows: members }) => [
      lead,
      name,
      members.map(({ assessment }) => assessment.known.record.measure.row.indicator),
    ]),
  ).toEqual([
    ['OWP', 'A waste partnership', ['NI 1', 'NI 3']],
    ['CYPT', 'Children’s trust', ['NI 2']],
  ]);
});
