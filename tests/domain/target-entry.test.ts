import { describe, expect, it } from 'vitest';
import { quantityText } from '../../server/domain/quantity.ts';
import {
  agreementYears,
  EMPTY_ENTRY,
  readTargetEntry,
  type TargetContext,
  type TargetEntry,
} from '../../server/domain/target-entry.ts';
import { differencesOf, entryOf } from '../../server/domain/target-entry-held.ts';
import { agreement, commitment, type GivenTarget, indicator, knownOn } from '../support/records.ts';

const GIVEN: GivenTarget = {
  indicator: { multiplier: 100, numerator_label: 'Tonnes recycled' },
  terms: { tolerance_mode: 'absolute', tolerance: '1.5', contributors: 'CYPT|HWB', reason: 'Agreed at the start' },
  commitments: [
    commitment('baseline', '2006/07', 37),
    commitment('baseline', '2007/08', '39.4'),
    commitment('target', '2008/09', 41),
    commitment('target', '2009/10', 43),
    commitment('stretch', '2010/11', 46),
  ],
};

const known = knownOn('2008-11-19', GIVEN);
const book = known.books.get('standard') ?? null;
const row = known.record.measure.row;
const shown: TargetEntry = entryOf(known.record.agreement, known.terms, row, book);

const context = (given: Partial<TargetContext> = {}): TargetContext => ({
  agreement: agreement(),
  indicator: row,
  terms: known.terms,
  book,
  basis: 'standard',
  today: '2008-11-19',
  nextTermsVersion: 2,
  nextVersion: () => 2,
  ...given,
});

function change(given: Partial<TargetEntry>, more: Partial<TargetContext> = {}) {
  const { rows, problems } = readTargetEntry(
    { ...shown, reason: 'The Board', reason_code: 'refresh', ...given },
    context(more),
  );
  return {
    fields: problems.map(({ field }) => field),
    levels: rows.commitments.map(({ row: each }) => [each.item, each.period, quantityText(each.value)]),
    terms: rows.targets[0]?.row,
    indicators: rows.indicators.length,
  };
}

describe('the form of a target that is there', () => {
  it('shows the latest baseline, every target, the stretch and the terms, and asks for a new reason', () => {
    expect(shown).toMatchObject({
      baseline_year: '2007/08',
      baseline: '39.4',
      stretch: '46',
      targets: { '2008/09': '41', '2009/10': '43' },
      tolerance: '1.5',
      contributors: 'CYPT|HWB',
      multiplier: '100',
      numerator_label: 'Tonnes recycled',
      reason: '',
    });
  });

  it('an empty one decides nothing that a person must', () => {
    const filled = Object.entries(EMPTY_ENTRY).filter(([, value]) => typeof value === 'string' && value !== '');
    expect(Object.fromEntries(filled)).toEqual({ every_years: '1', pattern: 'plain' });
  });
});

describe('a form that was overtaken', () => {
  const names = new Map([
    ['OWP', 'Oxfordshire Waste Partnership'],
    ['CYPT', 'Children’s Trust'],
    ['HWB', 'Health and Well-being'],
  ]);
  const nameOf = (code: string) => names.get(code) ?? code;

  it('is told of every field in which the record holds another value, with that value', () => {
    const mine = { ...shown, lead: 'EWP', tolerance: '2', contributors: '', stretch: '', targets: { '2008/09': '42' } };
    expect(differencesOf(mine, shown, nameOf)).toEqual([
      { field: 'lead', message: 'Led by: the record now has Oxfordshire Waste Partnership. Yours stands below.' },
      {
        field: 'contributors',
        message: 'Contributors: the record now has Children’s Trust and Health and Well-being. Yours stands below.',
      },
      { field: 'tolerance', message: 'Tolerance: the record now has 1.5. Yours stands below.' },
      { field: 'stretch', message: 'Stretch: the record now has 46. Yours stands below.' },
      { field: 'target_2008', message: 'Target for 2008/09: the record now has 41. Yours stands below.' },
      { field: 'target_2009', message: 'Target for 2009/10: the record now has 43. Yours stands below.' },
    ]);
  });

  it('what the record has not is said, and how a number is typed makes no difference', () => {
    const mine = {
      ...shown,
      tolerance_set_by: 'The Board',
      baseline: '39.4 %',
      reason: 'Mine',
      decided_by: 'Somebody',
    };
    expect(differencesOf(mine, shown, nameOf)).toEqual([
      { field: 'tolerance_set_by', message: 'Tolerance set by: the record now has nothing. Yours stands below.' },
    ]);
  });
});

it('a stretch of an earlier year is not taken for that of the last', () => {
  const early = knownOn('2008-11-19', { ...GIVEN, commitments: [commitment('stretch', '2009/10', 44)] });
  const entry = entryOf(early.record.agreement, early.terms, row, early.books.get('standard') ?? null);
  expect(entry.stretch).toBe('');
});

describe('what a change writes', () => {
  it.each<[sentence: string, given: Partial<TargetEntry>, levels: unknown[][]]>([
    ['nothing but the terms, where no level differs', { lead: 'EWP' }, []],
    ['a target that differs', { targets: { '2008/09': '41', '2009/10': '43.5' } }, [['target', 2009, '43.5']]],
    [
      'a target that was not there',
      { targets: { '2008/09': '41', '2009/10': '43', '2010/11': '45' } },
      [['target', 2010, '45']],
    ],
    ['a baseline of another year', { baseline_year: '2008/09', baseline: '40' }, [['baseline', 2008, '40']]],
    ['a stretch', { stretch: '1,046' }, [['stretch', 2010, '1046']]],
  ])('%s', (_sentence, given, levels) => {
    const answer = change(given);
    expect(answer.fields).toEqual([]);
    expect(answer.levels).toEqual(levels);
    expect(answer.indicators).toBe(0);
    expect(answer.terms).toMatchObject({ version: 2, recorded_on: '2008-11-19', reason: 'The Board' });
  });

  it.each<[sentence: string, given: Partial<TargetEntry>, fields: string[]]>([
    ['no reason', { reason: '' }, ['reason']],
    [
      'a level that differs without a kind of reason',
      { reason_code: '', targets: { '2008/09': '42', '2009/10': '43' } },
      ['reason_code'],
    ],
    ['a target that is emptied', { targets: { '2008/09': '', '2009/10': '43' } }, ['target_2008']],
    ['a stretch that is emptied', { stretch: '' }, ['stretch']],
    ['a baseline that is emptied', { baseline: '' }, ['baseline']],
    ['a baseline without its year', { baseline_year: '' }, ['baseline_year']],
    ['a baseline that is emptied, its year too', { baseline_year: '', baseline: '' }, ['baseline']],
    ['a baseline of another year that is empty', { baseline_year: '2006/07', baseline: '' }, ['baseline']],
    ['a year of the baseline in words', { baseline_year: 'before', baseline: '' }, ['baseline_year', 'baseline']],
    ['a target in words', { targets: { '2008/09': 'all', '2009/10': '43' } }, ['target_2008']],
    ['a state that there is not', { state: 'lost' }, ['state']],
    [
      'a day that there is not',
      { decided_on: '2008-02-30', targets: { '2008/09': '42', '2009/10': '43' } },
      ['decided_on'],
    ],
  ])('%s is refused', (_sentence, given, fields) => {
    expect(change(given).fields).toEqual(fields);
  });

  it('the first version needs no reason', () => {
    const first = readTargetEntry({ ...shown, reason: '' }, context({ terms: null, book: null, nextTermsVersion: 1 }));
    expect(first.problems).toEqual([]);
    expect(first.rows.commitments).toHaveLength(4);
  });

  it('a year of the baseline without one is not dropped', () => {
    const given = { ...shown, baseline: '' };
    const first = readTargetEntry(given, context({ terms: null, book: null, nextTermsVersion: 1 }));
    expect(first.problems).toEqual([
      { field: 'baseline', message: 'Give the baseline of that year, or leave its year empty too.' },
    ]);
  });

  it('an indicator that is new is written with it', () => {
    const first = readTargetEntry({ ...shown, polarity: '' }, context({ indicator: null, terms: null, book: null }));
    expect(first.problems.map(({ field }) => field)).toEqual(['polarity']);
    expect(first.rows.indicators).toHaveLength(1);
    const whole = readTargetEntry(shown, context({ indicator: null, terms: null, book: null }));
    expect(whole.rows.indicators[0]?.row).toEqual({ ...indicator(GIVEN.indicator), source: null });
  });
});

it('the years of an agreement, first and last included', () => {
  expect(agreementYears(agreement({ first_year: 2006, last_year: 2008 }))).toEqual([2006, 2007, 2008]);
});
