import { describe, expect, it } from 'vitest';
import { type FigureEntry, noteProblem, readFigureEntry } from '../../server/domain/figure-entry.ts';
import { type Amount, figure, type GivenTarget, period, quantity, target } from '../support/records.ts';

const entry = (given: Partial<FigureEntry> = {}): FigureEntry => ({
  period: '2008-09-q2',
  basis: '',
  value: '41.2',
  numerator: '',
  denominator: '',
  status: 'final',
  missing_reason: '',
  note: '',
  commentary: '',
  ...given,
});

const read = (given: Partial<FigureEntry>, more: GivenTarget = {}, today = '2008-11-19') =>
  readFigureEntry(target(more), entry(given), today);

/** A share per thousand, worked out from its parts. */
const RATE: GivenTarget = { indicator: { multiplier: 1000, decimals: 2, unit: 'per 1,000 population' } };

it('a figure as it will be recorded, but for its version and when', () => {
  expect(read({ note: 'Late return' })).toEqual({
    ok: true,
    value: {
      indicator: 'NI 192',
      part: '',
      basis: 'standard',
      period: period('2008/09 Q2'),
      value: quantity('41.2'),
      numerator: null,
      denominator: null,
      status: 'final',
      missing_reason: null,
      note: 'Late return',
      provenance: 'entered',
      source: null,
    },
  });
});

describe('a value as people type it', () => {
  it.each<[sentence: string, given: Partial<FigureEntry>, value: Amount | null, more?: GivenTarget]>([
    ['a decimal', { value: '41.2' }, '41.2'],
    ['a whole number', { value: '41' }, 41],
    ['decimals that say no more', { value: '41.20' }, '41.2'],
    ['thousands with commas', { value: '1,234,567' }, 1_234_567],
    ['thousands with blanks', { value: '12 345' }, 12_345],
    ['a per cent sign', { value: '41.2%' }, '41.2'],
    ['a minus sign', { value: '-0.6' }, '-0.6'],
    ['a typographic minus sign', { value: '−0.6' }, '-0.6'],
    ['nothing at all is a number', { value: '0' }, 0],
    ['the parts alone', { value: '', numerator: '987', denominator: '632,460' }, '1.56', RATE],
    ['the parts and what they give', { value: '1.56', numerator: '987', denominator: '632460' }, '1.56', RATE],
    ['the half of the last decimal goes up', { value: '', numerator: '1', denominator: '200000' }, '0.01', RATE],
    ['no cases', { value: '', numerator: '0', denominator: '632460' }, 0, RATE],
    ['a reason', { value: '', status: '', missing_reason: 'not-collected' }, null],
  ])('%s', (_sentence, given, value, more) => {
    const answer = read(given, more);
    expect(answer.ok && answer.value.value).toBe(value === null ? null : quantity(value));
  });

  it('a reason has no status, even where one was ticked', () => {
    const answer = read({ value: '', status: 'final', missing_reason: 'suppressed' });
    expect(answer).toMatchObject({ ok: true, value: { status: null, missing_reason: 'suppressed' } });
  });
});

describe('what is wrong, at its field', () => {
  it.each<[sentence: string, given: Partial<FigureEntry>, fields: string[], more?: GivenTarget]>([
    ['no quarter', { period: '' }, ['period']],
    ['a quarter before the agreement', { period: '2007-08-q4' }, ['period']],
    ['a quarter after the agreement', { period: '2011-12-q1' }, ['period']],
    ['a quarter that brings no figure', {}, ['period'], { indicator: { due_quarters: '1|3|4' } }],
    [
      'a year without the survey',
      { period: '2009-10-q2' },
      ['period', 'period'],
      { indicator: { due_quarters: '2', every_years: 2, survey_year: 2008 } },
    ],
    ['a counting rule that there is not', { basis: 'national' }, ['basis']],
    ['two commas for a point', { value: '41.2.3' }, ['value']],
    ['a number that is too long', { value: '123456789012' }, ['value']],
    ['a decimal too many', { value: '41.25' }, ['value']],
    ['neither value nor reason', { value: '' }, ['value']],
    ['no status', { status: '' }, ['status']],
    ['value and reason', { missing_reason: 'suppressed' }, ['missing_reason']],
    [
      'parts and reason',
      { value: '', numerator: '1', denominator: '2', missing_reason: 'suppressed' },
      ['missing_reason'],
      RATE,
    ],
    ['a reason that there is not', { value: '', missing_reason: 'lost' }, ['missing_reason']],
    ['parts where there are none', { value: '', numerator: '1', denominator: '2' }, ['numerator']],
    ['one part', { value: '', numerator: '987' }, ['denominator'], RATE],
    ['the other part', { value: '', denominator: '632460' }, ['numerator'], RATE],
    ['nothing to divide by', { value: '', numerator: '1', denominator: '0' }, ['denominator'], RATE],
    ['less than nothing to divide by', { value: '', numerator: '1', denominator: '-2' }, ['denominator'], RATE],
    [
      'a value beside parts that give another',
      { value: '1.57', numerator: '987', denominator: '632460' },
      ['value'],
      RATE,
    ],
    ['a note of 4,001 characters', { note: 'x'.repeat(4001) }, ['note']],
    ['everything', { period: 'x', basis: 'x', value: 'x', status: 'x' }, ['period', 'basis', 'status', 'value']],
  ])('%s', (_sentence, given, fields, more) => {
    const answer = read(given, more);
    const found = answer.ok ? [] : answer.problems.map(({ field }) => field);
    expect(found.toSorted()).toEqual(fields.toSorted());
  });

  it.each([
    ['on its last day it has not ended', '2008-09-30', false],
    ['the day after it has', '2008-10-01', true],
  ])('a quarter: %s', (_sentence, today, ok) => {
    expect(read({}, {}, today).ok).toBe(ok);
  });

  it('4,000 characters are not too many', () => {
    expect(read({ note: 'x'.repeat(4000), commentary: 'x'.repeat(4000) }).ok).toBe(true);
  });
});

describe('a note', () => {
  const held = figure('2008/09 Q2', 41);

  it.each([
    ['is not needed for a first figure', '', null, null],
    ['is needed where it corrects one', '', held, 'note'],
    ['that is there will do', 'Recount', held, null],
  ])('%s', (_sentence, note, before, field) => {
    expect(noteProblem(entry({ note }), before)?.field ?? null).toBe(field);
  });
});
