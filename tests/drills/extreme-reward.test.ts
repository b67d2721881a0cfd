import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writePackageCsv } from '../../server/documents/package-csv.ts';
import type { Commitment, PackageRows } from '../../server/domain/data-package.ts';
import { importPackage, RefusedPackage } from '../../server/services/data-package.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import { partnership } from '../support/package-rows.ts';
import { formValues, openPage, problemsOn, sendForm } from '../support/page.ts';
import {
  type Amount,
  agreement,
  basis,
  commitment,
  figure,
  indicator,
  quantity,
  terms,
  yearOfFigures,
} from '../support/records.ts';
import { emptyApp, type TestApp } from '../support/test-app.ts';
import {
  appWith,
  B,
  COUNT,
  close,
  FLOW,
  from,
  type Given,
  holds,
  jsonOf,
  packageOf,
  paid,
  REWARDED,
  refusedBy,
  rowsOf,
  T,
  TARGET,
  times,
  wordsOf,
  wordsOfAll,
} from './extreme-record.ts';

const HUGE = '999999999.9999';
const TINY = '0.0001';

describe('the threshold exactly', () => {
  const ended = (level: Amount, polarity: 'higher' | 'lower', commitments: readonly Commitment[]): Given => ({
    agreement: REWARDED,
    indicator: { unit: 'number', decimals: 1, polarity },
    commitments,
    figures: [figure('2010/11 Q4', level)],
    at: '2010/11 Q4',
  });
  /** The stretch is below the baseline, because lower is better. */
  const fewer = [B(800), ...paid(800, 715, 200_000, '2010/11')];
  const more = [B(4000), ...paid(4000, 4790, 400_000, '2010/11')];
  const FEWER = { threshold_at: 749, pounds_per_unit: close(200_000 / 85) };
  const MORE = { threshold_at: 4474, pounds_per_unit: close(400_000 / 790) };

  holds([
    [
      // (749 − 800) / (715 − 800) = 51 / 85.
      'lower is better, 0.6 to the last digit: paid',
      ended(749, 'lower', fewer),
      {
        stretch: 'red',
        stretch_met: false,
        improvement_share: 0.6,
        reward: { share: 0.6, payment: 120_000, expected: 120_000, at_risk: 80_000, units_to_threshold: 0, ...FEWER },
      },
    ],
    [
      'lower is better, one more: nothing',
      ended('749.1', 'lower', fewer),
      {
        reward: { share: close(50.9 / 85, 10), payment: 0, at_risk: 200_000, units_to_threshold: 0.1, ...FEWER },
      },
    ],
    [
      'lower is better, at the stretch: all of it',
      ended(715, 'lower', fewer),
      { stretch: 'green', stretch_met: true, reward: { share: 1, payment: 200_000, at_risk: 0, ...FEWER } },
    ],
    [
      'lower is better, worse than without the agreement: nothing, and a share below nothing',
      ended(885, 'lower', fewer),
      { reward: { share: -1, payment: 0, at_risk: 200_000, units_to_threshold: 136, ...FEWER } },
    ],
    [
      // 474 / 790.
      'higher is better, 0.6 to the last digit: paid',
      ended(4474, 'higher', more),
      { reward: { share: 0.6, payment: 240_000, at_risk: 160_000, units_to_threshold: 0, ...MORE } },
    ],
    [
      'higher is better, a tenth less: nothing',
      ended('4473.9', 'higher', more),
      { reward: { payment: 0, at_risk: 400_000, units_to_threshold: 0.1, ...MORE } },
    ],
    [
      // As binary fractions (4.3 − 4.6) / (4.1 − 4.6) is below 0.6.
      'where binary fractions miss it',
      ended('4.3', 'lower', [B('4.6'), ...paid('4.6', '4.1', 1000, '2010/11')]),
      { reward: { share: 0.6, payment: 600, at_risk: 400, units_to_threshold: 0, threshold_at: 4.3 } },
    ],
    [
      // 450 / (3/4) = 600 of 1,000.
      'by a forecast: paid',
      {
        agreement: REWARDED,
        indicator: FLOW,
        commitments: paid(0, 1000, 50_000, '2010/11'),
        figures: from('2010/11 Q1', [150, 150, 150]),
        at: '2010/11 Q3',
      },
      {
        stretch: 'red',
        forecast: { value: 600 },
        reward: { share: 0.6, payment: 30_000, expected: 30_000, at_risk: 20_000, units_to_threshold: 0 },
      },
    ],
  ]);

  it('of a whole agreement: three of five targets far beyond their stretch, two far short', async () => {
    const codes = ['NI 1', 'NI 2', 'NI 3', 'NI 4', 'NI 192'];
    const of = <T extends object>(rows: readonly T[]) =>
      codes.flatMap((code) => rows.map((row) => ({ ...row, indicator: code })));
    const rows: Partial<PackageRows> = {
      agreements: [agreement({ reward_scheme: 'whole-agreement', reward_threshold: quantity('0.6') })],
      partnerships: [partnership()],
      indicators: of([indicator(COUNT)]),
      targets: of([terms()]),
      commitments: of([B(0), ...paid(0, 100, 40_000, '2010/11')]),
      figures: of([figure('2010/11 Q4', 0)]).map((row, index) => ({ ...row, value: quantity(index < 3 ? 700 : 0) })),
    };
    const app = appWith(rows, '2010/11 Q4');
    const json = jsonOf(app, '2010/11 Q4');
    await wordsOfAll(app, json, '2010/11 Q4');
    // (1 + 1 + 1 + 0 + 0) / 5 of five times £40,000.
    expect(json.reward).toEqual({
      scheme: 'whole-agreement',
      pot: 200_000,
      payment: 120_000,
      expected: 120_000,
      at_risk: 80_000,
      not_yet_assessed: 0,
    });
    expect(json.targets.map(({ reward }) => reward)).toEqual(codes.map(() => null));
  });
});

describe('a stretch equal to what is expected without it', () => {
  const given: Given = {
    agreement: REWARDED,
    commitments: [B(38), ...paid(40, 45, 100_000, '2010/11')],
    figures: [figure('2009/10 Q2', 40)],
  };
  const level = (item: Commitment['item'], amount: Amount, more: Partial<Omit<Commitment, 'value'>> = {}) => ({
    ...commitment(item, '2010/11', amount),
    ...more,
  });
  const stored = ({ store }: TestApp): number => store.rows.commitments.list().length;

  it('is refused by the import, with the line and the reason', () => {
    const app = emptyApp();
    expect(refusedBy(app, rowsOf({ ...given, commitments: paid(40, 40, 1, '2010/11') }))).toEqual([
      'commitments.csv:3: value: 40 is the expected-without of standard 2010/11 too; stretch and expected-without need to differ',
    ]);
    expect(stored(app)).toBe(0);
  });

  it.each([
    ['the stretch', level('stretch', 40, { version: 2 })],
    ['what is expected without it', level('expected-without', 45, { version: 2 })],
    ['a stretch that is only proposed', level('stretch', 40, { version: 2, state: 'proposed' })],
  ])('is refused where a new version makes it so: %s', (_sentence, row) => {
    const app = appWith(rowsOf(given));
    const problems = refusedBy(app, { ...rowsOf(given), commitments: [row] });
    expect(problems).toEqual([expect.stringMatching(/^commitments\.csv:2: value: .* need to differ$/)]);
    expect(stored(app)).toBe(4);
  });

  it('is refused by the form that changes a target, at the field, and nothing is stored', async () => {
    const app = appWith(rowsOf(given));
    const form = formValues(await openPage(app.app, '/terms/laa2/ni-192'), '/terms/laa2/ni-192');
    expect(form).toMatchObject({ stretch: '45' });
    const change = { reason: 'Tried', reason_code: 'refresh' };
    const refused = await sendForm(app.app, '/terms/laa2/ni-192', { ...form, ...change, stretch: '40.0' });
    expect(refused.status).toBe(422);
    expect(problemsOn(refused).stretch).toContain('stretch and expected-without need to differ');
    expect(stored(app)).toBe(4);
    const taken = await sendForm(app.app, '/terms/laa2/ni-192', { ...form, ...change, stretch: '40.1' });
    expect(taken.status).toBe(303);
    expect(stored(app)).toBe(5);
  });

  it('that comes about only where what was put forward is taken together pays for nothing, and breaks nothing', async () => {
    const other = { basis: 'national' };
    const app = appWith({
      ...rowsOf(given),
      bases: [basis('national')],
      commitments: [
        ...given.commitments,
        level('expected-without', 40, other),
        level('expected-without', 42, { ...other, version: 2, state: 'proposed' }),
        level('stretch', 40, { ...other, state: 'proposed' }),
        level('reward-pot', 500, { ...other, state: 'proposed' }),
      ],
      figures: [...given.figures, { ...figure('2009/10 Q2', 40), ...other }],
    });
    await wordsOfAll(app, jsonOf(app));
    await wordsOf(app, `${TARGET}?basis=national`);
  });
});

describe('very large and very small', () => {
  const FINE = { unit: 'number', decimals: 4 } as const;

  holds([
    [
      // Half way from 0.0001 to 999,999,999.9999, in exact decimals: 500,000,000.
      'the smallest figure against the largest target',
      { indicator: FINE, commitments: [B(TINY), T(HUGE)], figures: [figure('2008/09 Q4', TINY)], at: '2008/09 Q4' },
      {
        now: 'red',
        year_end: 'red',
        actual: 0.0001,
        expected: 500_000_000,
        target: 500_000_000,
        gap: -499_999_999.9999,
        improvement_share: 0,
        forecast: { method: 'actual', value: 0.0001, sd: 0, chance: 0 },
        flip: { better: 499_999_999.9999, worse: null },
      },
      ['0.0001 by March 2009 against 500,000,000.0000 expected: 499,999,999.9999 short'],
    ],
    [
      'the largest figure',
      { indicator: FINE, commitments: [B(TINY), T(HUGE)], figures: [figure('2008/09 Q4', HUGE)], at: '2008/09 Q4' },
      {
        now: 'green',
        gap: 499_999_999.9999,
        improvement_share: 1,
        forecast: { value: 999_999_999.9999, chance: 1 },
        flip: { better: null, worse: 500_000_000 },
      },
    ],
    [
      // Four times the largest. A unit between 0 and 0.0001 is worth 999,999,999.9999 / 0.0001 pounds.
      'a year of the largest figures, and the largest pot on the smallest stretch',
      {
        agreement: REWARDED,
        indicator: { ...FINE, measure: 'flow' },
        commitments: [T(HUGE), ...paid(0, TINY, HUGE)],
        figures: from('2009/10 Q1', times(4, HUGE)),
        at: '2009/10 Q4',
      },
      {
        now: 'green',
        actual: 3_999_999_999.9996,
        gap: 2_999_999_999.9997,
        reward: {
          pot: 1_000_000_000,
          share: 39_999_999_999_996,
          payment: 1_000_000_000,
          at_risk: 0,
          threshold_at: 0.00006,
          units_to_threshold: 0,
          pounds_per_unit: 9_999_999_999_999,
        },
      },
      ['£1,000,000,000', '£9,999,999,999,999'],
    ],
    [
      // w = 0.0001 / 2,999,999,999.9998; 999,999,999.9999 / w = 9,999,999,999,999 × 2,999,999,999.9998 = 3.0 × 10²².
      'a forecast from the smallest share of a year: many digits, and no letter among them',
      {
        agreement: REWARDED,
        indicator: { ...FINE, measure: 'flow' },
        commitments: [T(HUGE), ...paid(TINY, HUGE, HUGE)],
        figures: [
          ...yearOfFigures('2007/08', [TINY, HUGE, HUGE, HUGE]),
          ...yearOfFigures('2008/09', [TINY, HUGE, HUGE, HUGE]),
          figure('2009/10 Q1', HUGE),
        ],
        at: '2009/10 Q1',
      },
      {
        now: 'green',
        year_end: 'green',
        forecast: { method: 'profile', value: 9_999_999_999_999 * 2_999_999_999.9998, sd: 0, chance: 1 },
        run_rate: { needed: 0, words: 'already reached' },
        reward: { payment: 1_000_000_000, at_risk: 0, pounds_per_unit: 1 },
      },
      ['29,999,999,999,99'],
    ],
  ]);

  it('a number that the record cannot hold exactly is refused', () => {
    const app = emptyApp();
    const folder = packageOf(rowsOf({ commitments: [T(1)], figures: [figure('2008/09 Q1', 1)], at: '2008/09 Q1' }));
    const [header = ''] = writePackageCsv('figures', []).split('\n');
    for (const value of ['100000000000', '0.00001', '1e5', 'NaN', 'Infinity']) {
      const row = `NI 192,,standard,2008/09 Q1,1,${value},,,final,,2008-07-14T09:00:00Z,,,illustrative,`;
      writeFileSync(join(folder, 'figures.csv'), `${header}\n${row}\n`);
      expect(() => importPackage(app.store, folder, COMMAND_LINE)).toThrow(RefusedPackage);
    }
    expect(app.store.rows.figures.list()).toEqual([]);
  });
});

describe('one case, or none', () => {
  const PERCENT = { multiplier: 100 } as const;
  const of = (numerator: Amount, denominator: Amount, value: Amount): Given => ({
    indicator: PERCENT,
    commitments: [B(50), T(75)],
    figures: [figure('2009/10 Q2', value, { numerator: quantity(numerator) / 10_000, denominator })],
  });

  // 50 + 25 × 6/8 = 68.75. Wilson for none of one: 0 to z² / (1 + z²) = 3.8415 / 4.8415 = 0.7935; for one of one its mirror.
  holds([
    [
      'none of one',
      of(0, 1, 0),
      { now: 'red', actual: 0, expected: 68.8, gap: -68.8, flip: { better: 68.8, worse: null } },
      ['(1 case more)', '0 of 1: what lies behind it is between 0.0% and 79.3% in 19 of 20 such cases'],
    ],
    [
      'one of one',
      of(1, 1, 100),
      { now: 'green', actual: 100, gap: 31.2, flip: { better: null, worse: 31.3 } },
      ['(1 case fewer)', '1 of 1: what lies behind it is between 20.7% and 100.0% in 19 of 20 such cases'],
    ],
  ]);

  it('nothing can be divided by nothing: refused, and nothing is stored', () => {
    const app = emptyApp();
    expect(refusedBy(app, rowsOf(of(0, 0, 0)))).toEqual([
      'figures.csv:2: denominator: 0 divides nothing; another number is allowed',
    ]);
    expect(app.store.rows.figures.list()).toEqual([]);
  });
});
