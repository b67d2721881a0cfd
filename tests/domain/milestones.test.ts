import { describe, expect, it } from 'vitest';
import type { Milestone } from '../../server/domain/data-package.ts';
import type { Light } from '../../server/domain/light.ts';
import { commitment, type GivenTarget, judgedOn, milestone } from '../support/records.ts';

/** No figure falls in the agreement before 2008/09 Q4. */
function annual(milestones: readonly Milestone[]): GivenTarget {
  return {
    indicator: { due_quarters: '4' },
    commitments: [commitment('baseline', '2007/08', 40), commitment('target', '2010/11', 52)],
    milestones,
  };
}

describe('judged by milestones at the end of September 2008, as known on 19 November (3.6)', () => {
  it.each<[string, Milestone[], Light, number | null]>([
    ['there are none', [], 'not-due', null],
    ['one due the day after the period', [milestone('2008-10-01', null)], 'not-due', null],
    [
      'one due on the period’s last day and open is on its first day of grace',
      [milestone('2008-09-30', null)],
      'amber',
      0,
    ],
    ['30 days overdue at the period’s end', [milestone('2008-08-31', null)], 'amber', 30],
    ['31 days overdue at the period’s end', [milestone('2008-08-30', null)], 'red', 31],
    ['complete on its day', [milestone('2008-08-30', '2008-08-30')], 'green', null],
    ['complete after the period, but by the as-at date', [milestone('2008-08-30', '2008-11-19')], 'green', null],
    ['complete the day after the as-at date', [milestone('2008-08-30', '2008-11-20')], 'red', 31],
    ['complete before its day', [milestone('2008-09-30', '2008-07-01')], 'green', null],
    ['one of two open', [milestone('2008-08-15', '2008-08-15'), milestone('2008-09-15', null)], 'amber', 15],
    [
      'the longest overdue decides, in whichever order they stand',
      [milestone('2008-09-15', null), milestone('2008-08-01', null), milestone('2008-09-01', null)],
      'red',
      60,
    ],
    [
      'the longest overdue of those still open',
      [milestone('2008-09-15', null), milestone('2008-06-01', '2008-10-01')],
      'amber',
      15,
    ],
    [
      'all complete, and one not due yet',
      [milestone('2008-08-15', '2008-08-15'), milestone('2008-12-31', null)],
      'green',
      null,
    ],
    ['due before the agreement began', [milestone('2008-03-01', null)], 'red', 213],
  ])('%s', (_, milestones, light, days) => {
    const judgement = judgedOn('2008-11-19', '2008/09 Q2', annual(milestones));
    expect(judgement.light).toBe(light);
    expect(judgement.milestones?.overdue?.days ?? null).toBe(days);
    expect(judgement.judgedBy).toBe(light === 'not-due' ? null : 'milestones');
    expect(judgement.rule).toBe('3.6');
  });
});

describe('an as-at date before the period ends counts instead of its end (3.6)', () => {
  it.each<[string, Milestone, Light, number | null]>([
    ['due the day after it', milestone('2008-08-16', null), 'not-due', null],
    ['due on it', milestone('2008-08-15', null), 'amber', 0],
    ['30 days overdue', milestone('2008-07-16', null), 'amber', 30],
    ['31 days overdue', milestone('2008-07-15', null), 'red', 31],
    ['complete on it', milestone('2008-07-15', '2008-08-15'), 'green', null],
    ['complete the day after it', milestone('2008-07-15', '2008-08-16'), 'red', 31],
  ])('%s', (_, given, light, days) => {
    const judgement = judgedOn('2008-08-15', '2008/09 Q2', annual([given]));
    expect([judgement.light, judgement.milestones?.overdue?.days ?? null]).toEqual([light, days]);
  });
});

describe('milestones stand in for a figure only where none is judged', () => {
  const open = [milestone('2008-07-15', null, 'Map of activities finished')];

  it.each<[string, GivenTarget, string, Light]>([
    ['a quarterly figure that is not due yet', { indicator: {}, milestones: open }, '2008-10-28', 'red'],
    ['a quarterly figure that is late', { indicator: {}, milestones: open }, '2008-10-29', 'no-return'],
    ['a parked target', { terms: { state: 'parked' }, milestones: open }, '2008-11-19', 'parked'],
    ['a target that is not agreed', { commitments: [], milestones: open }, '2008-11-19', 'no-target'],
    [
      'an annual figure of the baseline’s year',
      {
        agreement: { first_year: 2007 },
        indicator: { due_quarters: '1' },
        commitments: [commitment('baseline', '2008/09', 40), commitment('target', '2010/11', 52)],
        milestones: open,
      },
      '2008-11-19',
      'red',
    ],
  ])('%s', (_, given, date, light) => {
    expect(judgedOn(date, '2008/09 Q2', { ...annual([]), ...given }).light).toBe(light);
  });

  it('the one that is overdue longest is named', () => {
    const judgement = judgedOn('2008-11-19', '2008/09 Q2', annual([milestone('2008-09-15', null), ...open]));
    expect(judgement.milestones?.overdue?.milestone.title).toBe('Map of activities finished');
    expect(judgement.milestones?.due.map(({ due }) => due)).toEqual(['2008-07-15', '2008-09-15']);
  });
});
