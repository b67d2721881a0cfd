import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  commentaryText,
  differingFields,
  EMPTY_ROW,
  entryOf,
  figureFields,
  isSameEntry,
  normalEntry,
  ROW_FIELDS,
  type RowEntry,
  type RowField,
  type RowName,
  readRow,
  rowKey,
} from '../../server/domain/return-row.ts';
import { codeAddress } from '../../server/domain/target-order.ts';
import { type Amount, figure, type GivenTarget, knownOn, period, quantity } from '../support/records.ts';

const NAME: RowName = {
  agreement: 'LAA2',
  indicator: 'NI 192',
  part: '',
  basis: 'standard',
  quarter: period('2008/09 Q2'),
};

const entry = (given: Partial<RowEntry>): RowEntry => ({ ...EMPTY_ROW, ...given });

const read = (given: Partial<RowEntry>, more: GivenTarget = {}, name: Partial<RowName> = {}, today = '2008-11-19') =>
  readRow(knownOn('2008-11-19', more), { ...NAME, ...name }, entry(given), today);

const fieldsOf = (problems: readonly { readonly field: string }[]) => problems.map(({ field }) => field).toSorted();

/** A share of 100, worked out from its parts, to one decimal place. */
const SHARE: GivenTarget = { indicator: { multiplier: 100 } };
const COUNT: GivenTarget = { indicator: { unit: 'number', decimals: 0 } };
const LEVEL: GivenTarget = { indicator: { unit: 'level 1-5', decimals: 0 } };

describe('what is typed of a figure', () => {
  it.each<[sentence: string, given: Partial<RowEntry>, value: Amount, more?: GivenTarget]>([
    ['a value', { value: '41.2', status: 'final' }, '41.2'],
    ['nothing of a hundred', { value: '0', status: 'final' }, 0],
    ['all of a hundred', { value: '100', status: 'final' }, 100],
    ['no cases', { value: '0', status: 'final' }, 0, COUNT],
    ['the lowest level', { value: '1', status: 'final' }, 1, LEVEL],
    ['the highest level', { value: '5', status: 'final' }, 5, LEVEL],
    ['37 of 50', { numerator: '37', denominator: '50', status: 'final' }, 74, SHARE],
    ['1 of 3', { numerator: '1', denominator: '3', status: 'final' }, '33.3', SHARE],
    ['1 of 16, 6.25: half goes up', { numerator: '1', denominator: '16', status: 'final' }, '6.3', SHARE],
  ])('%s', (_sentence, given, value, more) => {
    const row = read(given, more);
    expect(row.figure?.value).toBe(quantity(value));
    expect([row.problems, row.unfinished]).toEqual([[], []]);
  });

  it.each(['provisional', 'final'] as const)('is %s where that is said', (status) => {
    expect(read({ value: '41.2', status }).figure?.status).toBe(status);
  });

  it.each(['not-published', 'not-collected', 'suppressed', 'not-required'] as const)(
    'or there is none: %s, whatever was ticked beside it',
    (missing_reason) => {
      const { figure: none, problems } = read({ missing_reason, status: 'final' });
      expect(none).toMatchObject({ value: null, status: null, missing_reason });
      expect(problems).toEqual([]);
    },
  );

  it('is a figure of the row’s own quarter and counting rule, with its note', () => {
    const name = { basis: 'local', quarter: period('2008/09 Q1') };
    const given = { value: '41.2', status: 'final', note: 'Recount' };
    expect(read(given, { bases: ['local'] }, name).figure).toEqual({
      indicator: 'NI 192',
      part: '',
      basis: 'local',
      period: period('2008/09 Q1'),
      value: quantity('41.2'),
      numerator: null,
      denominator: null,
      status: 'final',
      missing_reason: null,
      note: 'Recount',
      provenance: 'entered',
      source: null,
    });
  });
});

describe('an impossible value is not kept', () => {
  it.each<[sentence: string, given: Partial<RowEntry>, field: string, more?: GivenTarget]>([
    ['more than all', { value: '100.1', status: 'final' }, 'value'],
    ['more than all, and not said whether it is final', { value: '100.1' }, 'value'],
    ['less than nothing', { value: '-0.1', status: 'final' }, 'value'],
    ['fewer than no cases', { value: '-1', status: 'final' }, 'value', COUNT],
    ['a level below the lowest', { value: '0', status: 'final' }, 'value', LEVEL],
    ['a level above the highest', { value: '6', status: 'final' }, 'value', LEVEL],
    ['51 of 50', { numerator: '51', denominator: '50', status: 'final' }, 'numerator', SHARE],
    ['of nothing', { numerator: '1', denominator: '0', status: 'final' }, 'denominator', SHARE],
    ['of less than nothing', { numerator: '1', denominator: '-2', status: 'final' }, 'denominator', SHARE],
    ['no number', { value: 'forty', status: 'final' }, 'value'],
    [
      'parts that give more than can be kept',
      { numerator: '99999999999', denominator: '0.0001', status: 'final' },
      'numerator',
      { indicator: { unit: 'per 1,000', multiplier: 1000 } },
    ],
    ['no number, and not said whether it is final', { value: 'forty' }, 'value'],
    ['a numerator that is no number', { numerator: 'x', denominator: '50', status: 'final' }, 'numerator', SHARE],
    ['a decimal too many', { value: '41.25', status: 'final' }, 'value'],
    [
      'a value that is not that of its parts',
      { value: '74.1', numerator: '37', denominator: '50', status: 'final' },
      'value',
      SHARE,
    ],
    ['parts of a figure that has none', { numerator: '37', denominator: '50', status: 'final' }, 'numerator'],
    ['a figure and a reason why there is none', { value: '41', missing_reason: 'suppressed' }, 'missing_reason'],
    ['a reason that there is not', { missing_reason: 'lost' }, 'missing_reason'],
    ['a colour that there is not', { own_view: 'purple' }, 'own_view'],
    ['a grey that is no colour', { own_view: 'no-data' }, 'own_view'],
    ['a day that there is not', { action_title: 'New rounds', action_due: '30/2/2009' }, 'action_due'],
    ['an effect that is no number', { action_title: 'New rounds', action_effect: 'some' }, 'action_effect'],
    ['a quarter that there is not', { action_title: 'New rounds', action_by: '2008-09-q5' }, 'action_by'],
  ])('%s', (_sentence, given, field, more) => {
    expect(fieldsOf(read(given, more).problems)).toEqual([field]);
  });

  it('unless a value on that counting rule lies outside already', () => {
    const figures = [figure('2008/09 Q1', 104)];
    expect(read({ value: '103', status: 'final' }, { figures }).problems).toEqual([]);
  });

  it.each<[sentence: string, today: string, fields: string[]]>([
    ['on the last day of its quarter', '2008-09-30', ['period']],
    ['the day after it is possible', '2008-10-01', []],
  ])('a figure of a quarter that has not ended: %s', (_sentence, today, fields) => {
    expect(fieldsOf(read({ value: '41.2', status: 'final' }, {}, {}, today).problems)).toEqual(fields);
  });

  it('on a counting rule that there is not', () => {
    expect(fieldsOf(read({ value: '41.2', status: 'final' }, {}, { basis: 'local' }).problems)).toEqual(['basis']);
  });
});

describe('what is half said is kept, and is no figure', () => {
  it.each<[sentence: string, given: Partial<RowEntry>, fields: string[], more?: GivenTarget]>([
    ['a value, not whether it is final', { value: '41.2' }, ['status']],
    ['a value that is neither', { value: '41.2', status: 'draft' }, ['status']],
    ['a numerator alone', { numerator: '37', status: 'final' }, ['denominator'], SHARE],
    ['a denominator alone', { denominator: '50', status: 'final' }, ['numerator'], SHARE],
    ['a numerator, and nothing else', { numerator: '37' }, ['denominator', 'status'], SHARE],
    ['who does something, not what', { action_owner: 'Head of waste' }, ['action_title']],
    ['by when, not what', { action_due: '2008-12-31' }, ['action_title']],
    ['to what effect, not what is done', { action_effect: '0.5' }, ['action_title']],
    ['when it should show, not what is done', { action_by: '2008-09-q4' }, ['action_title']],
  ])('%s', (_sentence, given, fields, more) => {
    const row = read(given, more);
    expect([row.figure, row.action, row.problems]).toEqual([null, null, []]);
    expect(fieldsOf(row.unfinished)).toEqual(fields);
  });
});

describe('of a figure nothing need be said', () => {
  it.each<[sentence: string, given: Partial<RowEntry>]>([
    ['nothing at all', {}],
    ['‘final’ alone, as a form sends it', { status: 'final' }],
    ['words', { commentary: 'New rounds began in July.', cause: 'Capacity' }],
  ])('%s is neither wrong nor unfinished', (_sentence, given) => {
    expect(read(given)).toEqual({ figure: null, action: null, ownView: null, problems: [], unfinished: [] });
  });

  it.each(['green', 'amber', 'red'] as const)('a view of the year’s end is kept: %s', (own_view) => {
    expect(read({ own_view })).toMatchObject({ ownView: own_view, problems: [] });
  });
});

describe('an action', () => {
  it.each<[sentence: string, given: Partial<RowEntry>, action: object]>([
    [
      'with all that can be said of it',
      { action_owner: 'Head of waste', action_due: '31/12/2008', action_effect: '+0.5', action_by: '2008-09-q4' },
      {
        owner_role: 'Head of waste',
        due: '2008-12-31',
        expected_effect: quantity('0.5'),
        expected_by: period('2008/09 Q4'),
      },
    ],
    ['with its title alone', {}, { owner_role: null, due: null, expected_effect: null, expected_by: null }],
    ['that lowers the figure', { action_effect: '−35' }, { expected_effect: quantity(-35) }],
  ])('%s', (_sentence, given, action) => {
    const row = read({ action_title: 'New rounds', ...given });
    expect(row.action).toMatchObject({ title: 'New rounds', ...action });
    expect([row.problems, row.unfinished]).toEqual([[], []]);
  });
});

describe('words are limited', () => {
  const title = { action_title: 'New rounds' };

  it.each<[field: RowField, limit: number, beside?: Partial<RowEntry>]>([
    ['note', 4000],
    ['commentary', 4000],
    ['cause', 200],
    ['unchanged', 1000],
    ['better', 1000],
    ['action_title', 500],
    ['action_owner', 200, title],
  ])('%s: %i characters are kept, one more is not', (field, limit, beside = {}) => {
    expect(read({ ...beside, [field]: 'x'.repeat(limit) }).problems).toEqual([]);
    expect(read({ ...beside, [field]: 'x'.repeat(limit + 1) }).problems).toEqual([
      { field, message: `Use at most ${limit} characters.` },
    ]);
  });

  it('the sentences that are asked for besides count with the commentary', () => {
    const long = { commentary: 'x'.repeat(3000), unchanged: 'y'.repeat(998) };
    expect(fieldsOf(read(long).problems)).toEqual([]);
    expect(fieldsOf(read({ ...long, unchanged: 'y'.repeat(999) }).problems)).toEqual(['commentary']);
  });

  it('beside a figure as well', () => {
    const given = { value: '41.2', status: 'final', note: 'x'.repeat(4001), cause: 'x'.repeat(201) };
    expect(fieldsOf(read(given).problems)).toEqual(['cause', 'note']);
  });
});

describe('what a row is called', () => {
  it.each<[sentence: string, given: Partial<RowName>, key: string]>([
    ['with a part', { agreement: 'LAA1', indicator: 'LAA1 DV', part: 'a' }, 'laa1_laa1-dv_a_standard_2008-09-q2'],
    ['without one', {}, 'laa2_ni-192__standard_2008-09-q2'],
    [
      'on another counting rule, for an earlier quarter',
      { basis: 'Local 2', quarter: period('2007/08 Q4') },
      'laa2_ni-192__local-2_2007-08-q4',
    ],
  ])('%s', (_sentence, given, key) => {
    expect(rowKey({ ...NAME, ...given })).toBe(key);
  });

  it('two rows have one key only where every code has one address, as an import refuses', () => {
    const code = fc.constantFrom('NI 1', 'NI', '1', 'NI 1 a', 'a', 'ni-1', 'a_b', 'A B', '1 standard', 'standard');
    const name = fc.record({
      agreement: code,
      indicator: code,
      part: fc.oneof(fc.constant(''), code),
      basis: code,
      quarter: fc.integer({ min: period('2008/09 Q1'), max: period('2008/09 Q2') }),
    });
    const addresses = ({ agreement, indicator, part, basis, quarter }: RowName) =>
      JSON.stringify([...[agreement, indicator, part, basis].map(codeAddress), quarter]);
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(rowKey(a) === rowKey(b)).toBe(addresses(a) === addresses(b));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('one entry beside another', () => {
  const anyEntry: fc.Arbitrary<RowEntry> = fc.record(
    Object.fromEntries(ROW_FIELDS.map((field) => [field, fc.string({ maxLength: 3 })])) as Record<
      RowField,
      fc.Arbitrary<string>
    >,
  );

  it('differs in the fields that were changed, in their order, and only there', () => {
    fc.assert(
      fc.property(anyEntry, fc.subarray([...ROW_FIELDS]), (held, fields) => {
        const changed = { ...held, ...Object.fromEntries(fields.map((field) => [field, `${held[field]}!`])) };
        expect(differingFields(held, changed)).toEqual(fields);
        expect(isSameEntry(held, changed)).toBe(fields.length === 0);
      }),
    );
  });

  it('is what was typed, without when and by whom it was kept', () => {
    const kept = { ...entry({ value: '41.2' }), version: 3, saved_by: 7, saved_name: 'Waste officer' };
    expect(entryOf(kept)).toEqual(entry({ value: '41.2' }));
  });

  it.each<[sentence: string, given: Partial<RowEntry>, status: string]>([
    ['a status without a figure says nothing', { status: 'final' }, ''],
    ['nor beside a reason', { status: 'final', missing_reason: 'suppressed' }, ''],
    ['of a value it does', { status: 'final', value: '41.2' }, 'final'],
    ['of a numerator', { status: 'provisional', numerator: '37' }, 'provisional'],
    ['of a denominator', { status: 'provisional', denominator: '50' }, 'provisional'],
  ])('%s', (_sentence, given, status) => {
    expect(normalEntry(entry(given))).toEqual(entry({ ...given, status }));
  });

  it('the words that are recorded are all that were asked for, a paragraph each', () => {
    const [commentary, unchanged, better] = ['Less waste.', 'Nothing is new.', 'The plant opens in March.'];
    expect(commentaryText(entry({ commentary, unchanged, better }))).toBe([commentary, unchanged, better].join('\n\n'));
    expect(commentaryText(entry({ commentary, better }))).toBe(`${commentary}\n\n${better}`);
    expect(commentaryText(EMPTY_ROW)).toBe('');
  });
});

describe('what the record holds, as it would be typed', () => {
  it.each<[sentence: string, held: ReturnType<typeof figure> | null, fields: Partial<RowEntry>]>([
    ['nothing', null, {}],
    ['a value', figure('2008/09 Q2', '41.2', { status: 'provisional' }), { value: '41.2', status: 'provisional' }],
    [
      'parts, from which the value follows',
      figure('2008/09 Q2', 74, { numerator: 37, denominator: 50 }),
      { value: '', numerator: '37', denominator: '50', status: 'final' },
    ],
    ['one part of two: the value', figure('2008/09 Q2', 74, { numerator: 37 }), { value: '74', numerator: '' }],
    ['a reason', figure('2008/09 Q2', null, { missing_reason: 'suppressed' }), { missing_reason: 'suppressed' }],
  ])('%s', (_sentence, held, fields) => {
    expect(figureFields(held)).toMatchObject(fields);
  });

  const amountOf = ({ value, numerator, denominator, status, missing_reason }: ReturnType<typeof figure>) => ({
    value,
    numerator,
    denominator,
    status,
    missing_reason,
  });
  const status = fc.constantFrom('provisional' as const, 'final' as const);
  const values = fc
    .tuple(fc.integer({ min: 0, max: 1000 }), status)
    .map(([tenths, given]) => figure('2008/09 Q2', `${Math.floor(tenths / 10)}.${tenths % 10}`, { status: given }));
  /** So many of so many in tenths of a per cent, half up. */
  const shares = fc
    .tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 99_999 }), status)
    .map(([of, many, given]) => {
      const numerator = Math.min(many, of);
      const tenths = Math.floor((2000 * numerator + of) / (2 * of));
      const value = `${Math.floor(tenths / 10)}.${tenths % 10}`;
      return figure('2008/09 Q2', value, { numerator, denominator: of, status: given });
    });
  const reasons = fc
    .constantFrom('not-published' as const, 'not-collected' as const, 'suppressed' as const, 'not-required' as const)
    .map((missing_reason) => figure('2008/09 Q2', null, { missing_reason }));

  it('reads back as the same amount', () => {
    fc.assert(
      fc.property(fc.oneof(values, shares, reasons), (held) => {
        const { figure: typed, problems } = read(figureFields(held), SHARE);
        expect(problems).toEqual([]);
        expect(typed).toMatchObject(amountOf(held));
      }),
    );
  });
});
