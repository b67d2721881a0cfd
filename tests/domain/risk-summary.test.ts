import { describe, expect, it } from 'vitest';
import { assess } from '../../server/domain/assessment.ts';
import type { Action, Commentary } from '../../server/domain/data-package.ts';
import { knownTarget } from '../../server/domain/known.ts';
import { endOfDay } from '../../server/domain/moment.ts';
import { RISK_SUMMARY_COLUMNS, riskSummaryRow } from '../../server/domain/risk-summary.ts';
import { action, commentary } from '../support/package-rows.ts';
import { commitment, figure, type GivenTarget, period, quantity, target, yearOfFigures } from '../support/records.ts';

function summary(
  given: GivenTarget,
  [day, quarter]: readonly [string, string] = ['2008-11-19', '2008/09 Q2'],
  said: readonly Commentary[] = [],
  actions: readonly Action[] = [],
): Record<string, string> {
  const known = knownTarget({ ...target(given), commentaries: said, actions }, endOfDay(day));
  const assessment = known && assess(known, period(quarter));
  const row = assessment === null ? [] : riskSummaryRow(assessment);
  return Object.fromEntries(row.map((cell, index) => [RISK_SUMMARY_COLUMNS[index] ?? '', cell]));
}

const PATH = [commitment('baseline', '2007/08', 38), commitment('target', '2008/09', 42)];

it('has the columns of the contract, in its order', () => {
  expect(RISK_SUMMARY_COLUMNS.join(',')).toBe(
    'agreement,indicator,part,title,lead,contributors,unit,polarity,period,figure_period,actual,status,expected,target,stretch,gap,now,year_end,overall,own_view,direction_previous,direction_year_ago,forecast,chance,needed_per_quarter,reward_at_risk,reason,commentary,open_actions,age_days,provenance',
  );
});

describe('what stands in a row', () => {
  // rules.md 9.1: B 800, T 715 over three years; E after two of them is 743.33, the gap −16.67.
  const worked: GivenTarget = {
    indicator: { unit: 'number', decimals: 2, polarity: 'lower' },
    terms: { tolerance_mode: 'relative', tolerance: 5, contributors: 'CYPT|HWB' },
    commitments: [commitment('baseline', '2007/08', 800), commitment('target', '2010/11', 715)],
    figures: [figure('2009/10 Q4', 760, { status: 'provisional' })],
  };

  it.each<[sentence: string, row: Record<string, string>, cells: Record<string, string>]>([
    [
      'expected value and gap as they are, not rounded; the path’s end as target',
      summary(worked, ['2010-05-01', '2009/10 Q4']),
      {
        actual: '760',
        status: 'provisional',
        expected: String(800 - (85 * 2) / 3),
        gap: String(-50 / 3),
        target: '743.33',
        contributors: 'CYPT|HWB',
        polarity: 'lower',
        now: 'amber',
        overall: 'amber',
      },
    ],
    [
      'a sum is provisional where one of its quarters is',
      summary({
        indicator: { measure: 'flow', unit: 'number', decimals: 0 },
        commitments: [commitment('target', '2008/09', 100)],
        figures: [figure('2008/09 Q1', 20, { status: 'provisional' }), figure('2008/09 Q2', 30)],
      }),
      { actual: '50', status: 'provisional', expected: '50', gap: '0', now: 'green' },
    ],
    [
      'the age of a figure of an earlier quarter, from that quarter’s end',
      summary({ indicator: { due_quarters: '1|3' }, commitments: PATH, figures: [figure('2008/09 Q1', 39)] }),
      { period: '2008/09 Q2', figure_period: '2008/09 Q1', age_days: '142' },
    ],
    [
      'no figure has no age, and nothing is expected of it',
      summary({ commitments: PATH }),
      {
        figure_period: '',
        actual: '',
        status: '',
        expected: '',
        gap: '',
        age_days: '',
        now: 'no-return',
        target: '42',
      },
    ],
    [
      'a missing figure has an age, but no status',
      summary({ commitments: PATH, figures: [figure('2008/09 Q2', null, { missing_reason: 'suppressed' })] }),
      { figure_period: '2008/09 Q2', actual: '', status: '', age_days: '50', now: 'no-data' },
    ],
    [
      'the stretch in its own year',
      summary({ commitments: [...PATH, commitment('stretch', '2008/09', 45)], figures: [figure('2008/09 Q2', 41)] }),
      { stretch: '45', target: '42' },
    ],
    [
      'no stretch of another year',
      summary({ commitments: [...PATH, commitment('stretch', '2010/11', 45)], figures: [figure('2008/09 Q2', 41)] }),
      { stretch: '', target: '42' },
    ],
    [
      'which way it goes, by what is better',
      summary({
        indicator: { polarity: 'lower' },
        commitments: PATH,
        figures: [...yearOfFigures('2007/08', [40, 40, 40, 40]), ...yearOfFigures('2008/09', [39, 40])],
      }),
      { direction_previous: 'worsening', direction_year_ago: 'no change' },
    ],
    [
      'what is not known is empty, never invented: one figure says nothing of the year’s end',
      summary({ commitments: PATH, figures: [figure('2008/09 Q2', 41)] }),
      {
        year_end: 'no-forecast',
        own_view: '',
        forecast: '41',
        chance: '',
        needed_per_quarter: '0.5',
        reward_at_risk: '',
      },
    ],
    // A half of every year in its first half, so far 5,000: 10,000, with a spread of 70.711. 59 above 9,941 are
    // 0.83439 of it, a chance of 0.79797; 4,941 are to come in two quarters.
    [
      'what lies ahead',
      summary({
        indicator: { measure: 'flow', unit: 'number', decimals: 0 },
        commitments: [commitment('target', '2008/09', 9941)],
        figures: [
          ...yearOfFigures('2006/07', [2500, 2500, 2500, 2500]),
          ...yearOfFigures('2007/08', [2500, 2500, 2500, 2500]),
          ...yearOfFigures('2008/09', [2500, 2500]),
        ],
      }),
      {
        now: 'green',
        year_end: 'amber',
        overall: 'amber',
        forecast: '10000',
        chance: expect.stringMatching(/^0\.7979/),
        needed_per_quarter: '2470.5',
      },
    ],
    // Worked case 9.3: N 4,000, S 4,790, £400,000; 4,600 came by the year’s end: £303,797.47 is paid.
    [
      'the pounds at risk, to the penny',
      summary(
        {
          agreement: { reward_scheme: 'per-target', reward_threshold: quantity('0.6') },
          indicator: { unit: 'number', decimals: 0 },
          commitments: [
            commitment('stretch', '2008/09', 4790),
            commitment('expected-without', '2008/09', 4000),
            commitment('reward-pot', '2008/09', 400_000),
          ],
          figures: [figure('2008/09 Q4', 4600)],
        },
        ['2009-05-01', '2008/09 Q4'],
      ),
      { forecast: '4600', reward_at_risk: '96202.53', stretch: '4790', year_end: 'red' },
    ],
    [
      'the lead’s own view of the year’s end',
      summary({ commitments: PATH, figures: [figure('2008/09 Q2', 41)] }, undefined, [
        commentary({ period: period('2008/09 Q2'), own_view: 'amber' }),
      ]),
      { own_view: 'amber', overall: 'green' },
    ],
  ])('%s', (_sentence, row, cells) => {
    expect(row).toMatchObject(cells);
  });

  it('the commentary of the quarter itself, as known then, and never of another', () => {
    const said = [
      commentary({ period: period('2008/09 Q1'), text: 'Old' }),
      commentary({ period: period('2008/09 Q2'), text: 'New', recorded_at: '2008-11-04T10:00:00Z' }),
      commentary({ period: period('2008/09 Q2'), text: 'Newer', version: 2, recorded_at: '2008-11-24T10:00:00Z' }),
    ];
    const on = (day: string, quarter = '2008/09 Q2') => summary({ commitments: PATH }, [day, quarter], said).commentary;
    expect([on('2008-11-19'), on('2008-11-24'), on('2008-11-03')]).toEqual(['New', 'Newer', '']);
    expect(on('2009-02-01', '2008/09 Q3')).toBe('');
  });

  it('open actions are those planned or under way on the day', () => {
    const actions = [
      action({ action: 1, state: 'planned', recorded_on: '2008-11-01' }),
      action({ action: 1, version: 2, state: 'done', recorded_on: '2008-11-19' }),
      action({ action: 2, state: 'under-way', recorded_on: '2008-11-01' }),
      action({ action: 3, state: 'dropped', recorded_on: '2008-11-01' }),
    ];
    const on = (day: string) => summary({ commitments: PATH }, [day, '2008/09 Q2'], [], actions).open_actions;
    expect([on('2008-11-18'), on('2008-11-19'), on('2008-10-31')]).toEqual(['2', '1', '0']);
  });
});
