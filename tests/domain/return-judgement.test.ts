import { describe, expect, it } from 'vitest';
import { assess } from '../../server/domain/assessment.ts';
import type { Figure } from '../../server/domain/data-package.ts';
import { knownTarget } from '../../server/domain/known.ts';
import type { Light } from '../../server/domain/light.ts';
import { endOfDay } from '../../server/domain/moment.ts';
import { isConfirmed, isSameFigure, judgeRow } from '../../server/domain/return-judgement.ts';
import { EMPTY_ROW, type RowEntry, readRow } from '../../server/domain/return-row.ts';
import { returnScope, type ScopeRow } from '../../server/domain/return-scope.ts';
import { action, commentary } from '../support/package-rows.ts';
import { commitment, figure, type GivenTarget, period, quantity, target, yearOfFigures } from '../support/records.ts';

const TODAY = '2008-11-19';

/** From 40 at the end of 2007/08 to 44 a year later: 41, 42, 43, 44. One short is still amber. */
const TARGET: GivenTarget = {
  terms: { tolerance_mode: 'absolute', tolerance: 1 },
  commitments: [commitment('baseline', '2007/08', 40), commitment('target', '2008/09', 44)],
  figures: [figure('2008/09 Q1', 41)],
};

/** The row of a quarter’s return for that quarter itself. */
function rowFor(given: GivenTarget, quarter: string, today: string): ScopeRow {
  const known = knownTarget(target(given), endOfDay(today));
  const row = known && returnScope([known], period(quarter), today, new Set()).find(({ kind }) => kind === 'due');
  if (!row) throw new Error(`${quarter} brings no figure`);
  return row;
}

function judged(typed: Partial<RowEntry>, given: GivenTarget = TARGET, quarter = '2008/09 Q2', today = TODAY) {
  return judgeRow(rowFor(given, quarter, today), { ...EMPTY_ROW, ...typed }, today);
}

const final = (value: string): Partial<RowEntry> => ({ value, status: 'final' });

const fieldsOf = (problems: readonly { readonly field: string }[]): string[] => problems.map(({ field }) => field);

describe('the colour that a figure would give', () => {
  it.each<[sentence: string, typed: Partial<RowEntry>, light: Light, reason: string | null]>([
    ['what was expected is green', final('42'), 'green', null],
    ['short by the tolerance is amber', final('41'), 'amber', 'Amber, and green the quarter before'],
    ['short by more is red', final('40.9'), 'red', 'Red, and green the quarter before'],
    ['a figure that was not collected is grey', { missing_reason: 'not-collected' }, 'no-data', null],
    ['nothing is a return that is late', {}, 'no-return', null],
    ['half of a figure is nothing', { value: '42' }, 'no-return', null],
  ])('%s', (_sentence, typed, light, reason) => {
    const { after, before, ...row } = judged(typed);
    expect([after?.overall, before, row.reason]).toEqual([light, 'green', reason]);
  });

  it('is worked out without recording the figure', () => {
    const row = rowFor(TARGET, '2008/09 Q2', TODAY);
    judgeRow(row, { ...EMPTY_ROW, ...final('42') }, TODAY);
    expect(assess(row.known, period('2008/09 Q2'))?.overall).toBe('no-return');
    expect([...(row.known.figures.get('standard')?.keys() ?? [])]).toEqual([period('2008/09 Q1')]);
  });

  it('is that of the figure typed, not of the one that it would take the place of', () => {
    const held = figure('2008/09 Q2', 42, { recorded_at: `${TODAY}T23:59:59Z` });
    const row = judged(final('40.9'), { ...TARGET, figures: [...(TARGET.figures ?? []), held] });
    expect([row.after?.overall, row.held]).toEqual(['red', held]);
  });

  it('is provisional with the figure', () => {
    expect(judged({ value: '42', status: 'provisional' }).after?.judgement.provisional).toBe(true);
    expect(judged(final('42')).after?.judgement.provisional).toBe(false);
  });

  it('of a flow is that of the year so far: 270 and 330 of the 600 that half the year should bring', () => {
    const flow: GivenTarget = {
      indicator: { measure: 'flow', unit: 'number', decimals: 0 },
      commitments: [commitment('target', '2008/09', 1200)],
      figures: [figure('2008/09 Q1', 270)],
    };
    expect(judged(final('330'), flow).after).toMatchObject({ overall: 'green', actual: quantity(600) });
    expect(judged(final('329'), flow).after).toMatchObject({ overall: 'red', actual: quantity(599) });
  });

  it('of a flow counts what is typed for an earlier quarter in the same return', () => {
    const flow: GivenTarget = {
      indicator: { measure: 'flow', unit: 'number', decimals: 0 },
      commitments: [commitment('target', '2008/09', 1200)],
      figures: [],
    };
    const { known, name } = rowFor(flow, '2008/09 Q2', TODAY);
    const earlier = readRow(known, { ...name, quarter: name.quarter - 1 }, { ...EMPTY_ROW, ...final('10') }, TODAY);
    if (earlier.figure === null) throw new Error('the first quarter is a figure');
    const row = rowFor(flow, '2008/09 Q2', TODAY);
    const alone = judgeRow(row, { ...EMPTY_ROW, ...final('10') }, TODAY);
    const together = judgeRow(row, { ...EMPTY_ROW, ...final('10') }, TODAY, [earlier.figure]);
    expect(alone.after?.overall).toBe('no-return');
    expect(together.after).toMatchObject({ overall: 'red', actual: quantity(20) });
    expect(fieldsOf(together.asks)).toEqual(['commentary', 'cause', 'action_title']);
  });

  it('is none where the value cannot be', () => {
    expect(judged(final('142')).after?.overall).toBe('no-return');
  });

  it('of an annual figure that comes late is that of its own quarter as soon as it is typed', () => {
    const annual: GivenTarget = { ...TARGET, indicator: { due_quarters: '2', lag_days: 120 }, figures: [] };
    expect(judged({}, annual).after?.overall).toBe('not-due');
    expect(judged(final('43.9'), annual).after?.overall).toBe('amber');
  });

  it('none, where the target is out of the count', () => {
    const row = { ...rowFor(TARGET, '2008/09 Q2', TODAY) };
    const known = { ...row.known, terms: { ...row.known.terms, state: 'withdrawn' as const } };
    expect(judgeRow({ ...row, known }, { ...EMPTY_ROW, ...final('30') }, TODAY)).toMatchObject({
      after: null,
      reason: null,
      asks: [],
    });
  });

  it('the agreement’s first quarter has none before it', () => {
    expect(judged(final('40'), { ...TARGET, figures: [] }, '2008/09 Q1').before).toBeNull();
  });
});

describe('the direction', () => {
  it.each<[typed: string, previous: string]>([
    ['41.1', 'improving'],
    ['41', 'no change'],
    ['40.9', 'worsening'],
  ])('%s after 41: %s', (value, previous) => {
    expect(judged(final(value)).after?.direction.previous).toBe(previous);
  });
});

describe('a note', () => {
  it('says what looks wrong, and blocks nothing', () => {
    const count: GivenTarget = { indicator: { unit: 'number', decimals: 0 }, figures: [figure('2008/09 Q1', 41)] };
    const { notes, read, asks } = judged(final('41'), count);
    expect(notes.map(({ kind }) => kind)).toEqual(['same-as-last']);
    expect([read.problems, asks]).toEqual([[], []]);
  });

  it('is not said before there is a figure', () => {
    expect(judged({ value: '41' }).notes).toEqual([]);
  });
});

describe('a figure that takes another’s place', () => {
  const ratio: GivenTarget = { ...TARGET, indicator: { multiplier: 100 } };
  const share = figure('2008/09 Q2', 50, { numerator: 37, denominator: 74 });
  const provisional = figure('2008/09 Q2', 44, { status: 'provisional' });
  const suppressed = figure('2008/09 Q2', null, { missing_reason: 'suppressed' });
  const parts = (numerator: string, denominator: string) => ({ numerator, denominator, status: 'final' });

  it.each<[sentence: string, held: Figure | null, typed: Partial<RowEntry>, fields: string[]]>([
    ['none is held', null, final('44'), []],
    ['what was not published yet is', figure('2008/09 Q2', null, { missing_reason: 'not-published' }), final('44'), []],
    ['the same again', figure('2008/09 Q2', 44), final('44.0'), []],
    ['another value', figure('2008/09 Q2', 44), final('44.1'), ['note']],
    ['another value, with a note', figure('2008/09 Q2', 44), { ...final('44.1'), note: 'Recount' }, []],
    ['what is cleared is asked for again', figure('2008/09 Q2', 44), {}, ['value']],
    ['provisional confirmed as final', provisional, final('44'), []],
    ['provisional, and another value when final', provisional, final('44.1'), ['note']],
    ['final, and now provisional', figure('2008/09 Q2', 44), { value: '44', status: 'provisional' }, ['note']],
    ['a reason for a figure', figure('2008/09 Q2', 44), { missing_reason: 'suppressed' }, ['note']],
    ['a figure for a reason', suppressed, final('44'), ['note']],
    ['the same reason', suppressed, { missing_reason: 'suppressed' }, []],
    ['another reason', suppressed, { missing_reason: 'not-collected' }, ['note']],
    ['the same parts', share, parts('37', '74'), []],
    ['other parts of the same value', share, parts('38', '76'), ['note']],
    ['the value alone of a figure with parts', share, final('50'), []],
    ['parts where there was a value alone', figure('2008/09 Q2', 50), parts('37', '74'), ['note']],
  ])('must say why where something differs: %s', (_sentence, held, typed, fields) => {
    const figures = [...(TARGET.figures ?? []), ...(held === null ? [] : [held])];
    expect(fieldsOf(judged(typed, { ...ratio, figures }).asks)).toEqual(fields);
  });

  it('in words that name the quarter', () => {
    const figures = [...(TARGET.figures ?? []), figure('2008/09 Q2', 44)];
    expect(judged(final('45'), { ...TARGET, figures }).asks).toEqual([
      { field: 'note', message: 'There is a figure for 2008/09 Q2 already. Say in the note why it is corrected.' },
    ]);
  });

  it.each<[sentence: string, typed: Figure, held: Figure, same: boolean, confirmed: boolean]>([
    ['the same', figure('2008/09 Q2', 44), figure('2008/09 Q2', 44), true, false],
    ['the same, now final', figure('2008/09 Q2', 44), provisional, false, true],
    ['the same, no longer final', provisional, figure('2008/09 Q2', 44), false, false],
    ['still provisional', provisional, provisional, true, false],
    ['another value', figure('2008/09 Q2', 45), provisional, false, false],
    ['no parts where there were some', figure('2008/09 Q2', 50), share, true, false],
    ['a numerator where there was another', figure('2008/09 Q2', 50, { numerator: 38 }), share, false, false],
  ])('nothing new is said of it, or it is confirmed: %s', (_sentence, typed, held, same, confirmed) => {
    expect([isSameFigure(typed, held), isConfirmed(typed, held)]).toEqual([same, confirmed]);
  });
});

describe('a figure that is required', () => {
  it.each<[sentence: string, today: string, typed: Partial<RowEntry>, fields: string[]]>([
    ['is asked for on its last day, 28 days after the quarter', '2008-10-28', {}, ['value']],
    ['and not the day before', '2008-10-27', {}, []],
    ['a reason will do', '2008-10-28', { missing_reason: 'not-published' }, []],
    ['words alone will not', '2008-10-28', { commentary: 'Not in yet.' }, ['value']],
    ['nor half of an action', '2008-10-28', { action_owner: 'Head of waste' }, ['action_title', 'value']],
    ['nor a colour that there is not', '2008-10-28', { own_view: 'purple' }, ['value']],
    ['a figure that is neither provisional nor final is asked about once', '2008-10-28', { value: '42' }, ['status']],
    ['a value that cannot be is said at its field, and not asked for again', '2008-10-28', final('x'), []],
  ])('%s', (_sentence, today, typed, fields) => {
    expect(fieldsOf(judged(typed, TARGET, '2008/09 Q2', today).asks)).toEqual(fields);
  });

  it('half of a figure is asked about also where none is required', () => {
    expect(fieldsOf(judged({ value: '42' }, TARGET, '2008/09 Q2', '2008-10-27').asks)).toEqual(['status']);
  });
});

describe('what must be explained', () => {
  const red = { ...final('40.9'), commentary: 'The plant was shut.', cause: 'Capacity' };
  const whole = { owner_role: 'Head of waste', due: '2008-12-31', expected_effect: quantity('0.5') };
  const said = (quarter: string) => commentary({ text: 'The plant was shut.', period: period(quarter) });

  it.each<
    [
      sentence: string,
      typed: Partial<RowEntry>,
      given: Pick<GivenTarget, 'actions' | 'commentaries' | 'figures'>,
      fields: string[],
    ]
  >([
    ['all of it', final('40.9'), {}, ['commentary', 'cause', 'action_title']],
    ['nothing before there is a figure', { commentary: 'The plant was shut.' }, {}, ['value']],
    ['nothing of a reason why there is none', { missing_reason: 'not-collected' }, {}, []],
    ['what is being done', red, {}, ['action_title']],
    ['not where an action is under way', red, { actions: [action({ ...whole, state: 'under-way' })] }, []],
    ['but where it is done', red, { actions: [action({ ...whole, state: 'done' })] }, ['action_title']],
    ['or dropped', red, { actions: [action({ ...whole, state: 'dropped' })] }, ['action_title']],
    [
      'what is new, where the quarter before was explained in the same words',
      red,
      { actions: [action(whole)], commentaries: [said('2008/09 Q1')] },
      ['unchanged'],
    ],
    [
      'not what was said of this quarter itself',
      red,
      { actions: [action(whole)], commentaries: [said('2008/09 Q2')] },
      [],
    ],
    // 0.18 a quarter from 40 to 40.9 lead to 41.3 by March, where 44 is the target.
    [
      'why one’s own view is better than the year’s end',
      { ...red, own_view: 'amber' },
      { actions: [action(whole)], figures: [...yearOfFigures('2007/08', [40, 40, 40, 40]), figure('2008/09 Q1', 41)] },
      ['better'],
    ],
    ['not while the year’s end has no colour', { ...red, own_view: 'amber' }, { actions: [action(whole)] }, []],
  ])('%s', (_sentence, typed, given, fields) => {
    expect(fieldsOf(judged(typed, { ...TARGET, ...given }).asks)).toEqual(fields);
  });
});

describe('a counting rule beside the one that is judged', () => {
  const local = { basis: 'local', state: 'proposed' } as const;
  const beside: GivenTarget = {
    ...TARGET,
    bases: ['local'],
    commitments: [
      ...(TARGET.commitments ?? []),
      commitment('baseline', '2007/08', 36, local),
      commitment('target', '2008/09', 40, local),
    ],
    figures: [figure('2008/09 Q2', 38, { basis: 'local' })],
  };
  const due = rowFor(beside, '2008/09 Q2', TODAY);
  const row: ScopeRow = { ...due, name: { ...due.name, basis: 'local' }, kind: 'beside', required: false };
  const typedBeside = (typed: Partial<RowEntry>) => judgeRow(row, { ...EMPTY_ROW, ...typed }, TODAY);

  it.each<[typed: string, light: Light]>([
    ['38', 'green'],
    ['37', 'amber'],
    ['36.9', 'red'],
  ])('is judged on itself, as if its target had been agreed: %s is %s', (value, light) => {
    expect(typedBeside(final(value)).after?.overall).toBe(light);
  });

  it('has no gate: nothing must be explained, not even better hopes', () => {
    const { read, reason, asks } = typedBeside({ ...final('30'), note: 'Recount', own_view: 'green' });
    expect(read.figure?.basis).toBe('local');
    expect([reason, asks]).toEqual([null, []]);
  });

  it('asks why a figure on it is corrected, and for the other half of one', () => {
    expect(fieldsOf(typedBeside(final('38.1')).asks)).toEqual(['note']);
    expect(fieldsOf(typedBeside({ value: '38' }).asks)).toEqual(['status']);
    expect(typedBeside({}).asks).toEqual([]);
  });
});
