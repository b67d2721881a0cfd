import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../server/domain/data-package.ts';
import type { IsoDate } from '../../server/domain/moment.ts';
import { periodText } from '../../server/domain/period.ts';
import { rowKey } from '../../server/domain/return-row.ts';
import { isClosed, returnScope, type ScopeRow } from '../../server/domain/return-scope.ts';
import { commitment, figure, type GivenTarget, knownOn, period, yearOfFigures } from '../support/records.ts';

/** `owed 2008/09 Q1`, `due 2008/09 Q2`, `beside 2008/09 Q2 local`; an exclamation mark where it is required. */
function told({ kind, name, required }: ScopeRow): string {
  const basis = name.basis === 'standard' ? '' : ` ${name.basis}`;
  return `${kind} ${periodText(name.quarter)}${basis}${required ? '!' : ''}`;
}

interface Asked {
  readonly of?: string;
  readonly on?: IsoDate;
  /** Keys of rows into which something was typed. */
  readonly typed?: readonly string[];
}

function scopeOf(targets: readonly GivenTarget[], { of = '2008/09 Q2', on = '2008-11-19', typed = [] }: Asked = {}) {
  const known = targets.map((given) => knownOn(on, given));
  return returnScope(known, period(of), on, new Set(typed));
}

const toldOf = (given: GivenTarget, asked: Asked = {}): string[] => scopeOf([given], asked).map(told);

/** The figure of the first quarter is in. */
const FIRST = [figure('2008/09 Q1', 41)];

describe('the quarter’s own figure', () => {
  it.each<[sentence: string, given: GivenTarget, of: string, rows: string[]]>([
    ['every quarter, of one that is due every quarter', { figures: FIRST }, '2008/09 Q2', ['due 2008/09 Q2!']],
    [
      'in its quarter, of one that is due once a year',
      { indicator: { due_quarters: '2' } },
      '2008/09 Q2',
      ['due 2008/09 Q2!'],
    ],
    ['and in no other', { indicator: { due_quarters: '4' } }, '2008/09 Q2', []],
    [
      'of a survey every two years, in its year',
      { indicator: { due_quarters: '2', every_years: 2, survey_year: 2006 } },
      '2008/09 Q2',
      ['due 2008/09 Q2!'],
    ],
    [
      'and not in the year between',
      { indicator: { due_quarters: '2', every_years: 2, survey_year: 2007 } },
      '2008/09 Q2',
      [],
    ],
    ['in the agreement’s first quarter', {}, '2008/09 Q1', ['due 2008/09 Q1!']],
    ['not in the quarter before', {}, '2007/08 Q4', []],
    ['in its last quarter', { agreement: { first_year: 2007, last_year: 2007 } }, '2007/08 Q4', dueAfter(3)],
    ['not in the quarter after, for which only what is owed is left', ended(), '2008/09 Q1', owed('2007/08 Q4')],
    [
      'once it is in, too: it can be looked at',
      { figures: [...FIRST, figure('2008/09 Q2', 42)] },
      '2008/09 Q2',
      ['due 2008/09 Q2!'],
    ],
  ])('%s', (_sentence, given, of, rows) => {
    expect(toldOf(given, { of })).toEqual(rows);
  });

  /** The fourth quarter of 2007/08, after so many that are owed. */
  function dueAfter(count: number): string[] {
    return [...Array.from({ length: count }, (_, index) => `owed 2007/08 Q${index + 1}!`), 'due 2007/08 Q4!'];
  }

  function ended(): GivenTarget {
    const figures = yearOfFigures('2007/08', [40, 40, 40]);
    return { agreement: { first_year: 2007, last_year: 2007 }, figures };
  }

  function owed(quarter: string): string[] {
    return [`owed ${quarter}!`];
  }

  it('carries the last day on which it is not late: 30 September and 28 days', () => {
    expect(scopeOf([{ figures: FIRST }])[0]?.dueOn).toBe('2008-10-28');
  });

  it('is on the counting rule on which its year is judged', () => {
    const commitments = [commitment('target', '2008/09', 44, { basis: 'local' })];
    const figures = [figure('2008/09 Q1', 41, { basis: 'local' })];
    expect(toldOf({ bases: ['local'], commitments, figures })).toEqual(['due 2008/09 Q2 local!']);
  });
});

describe('it is required', () => {
  it.each<[sentence: string, on: IsoDate, rows: string[]]>([
    ['not while there is a day left', '2008-10-27', ['due 2008/09 Q2']],
    ['on the last day on which it is not late', '2008-10-28', ['due 2008/09 Q2!']],
    ['after it', '2008-10-29', ['due 2008/09 Q2!']],
  ])('%s', (_sentence, on, rows) => {
    expect(toldOf({ figures: FIRST }, { on })).toEqual(rows);
  });

  it.each<[sentence: string, lag_days: number | null, on: IsoDate, rows: string[]]>([
    ['without a lag from the last day of the quarter', null, '2008-09-30', ['due 2008/09 Q2!']],
    ['not the day before', null, '2008-09-29', ['due 2008/09 Q2']],
    ['with a lag of half a year not when the return is made', 182, '2008-11-19', ['due 2008/09 Q2']],
  ])('%s', (_sentence, lag_days, on, rows) => {
    expect(toldOf({ figures: FIRST, indicator: { lag_days } }, { on })).toEqual(rows);
  });

  it.each(['parked', 'renegotiating', 'placeholder'] as const)(
    'not of a target that is %s, of which nothing earlier is asked for either',
    (state) => {
      expect(toldOf({ terms: { state } })).toEqual(['due 2008/09 Q2']);
    },
  );

  it.each(['withdrawn', 'superseded'] as const)('nothing is asked of a target that is %s', (state) => {
    expect(toldOf({ terms: { state } })).toEqual([]);
  });
});

describe('what is owed from before', () => {
  /** Published 150 days after the quarter: of the quarter that ended on 30 June by 27 November. */
  const SLOW: GivenTarget = { indicator: { lag_days: 150 } };

  it.each<[sentence: string, given: GivenTarget, on: IsoDate, rows: string[]]>([
    ['nothing on the last day on which it is not late', SLOW, '2008-11-27', ['due 2008/09 Q2']],
    ['from the day after', SLOW, '2008-11-28', ['owed 2008/09 Q1!', 'due 2008/09 Q2']],
    ['a figure that is in is not', { figures: FIRST }, '2008-11-19', ['due 2008/09 Q2!']],
    ['nor one that is not collected', missing('not-collected'), '2008-11-19', ['due 2008/09 Q2!']],
    ['nor one that is suppressed', missing('suppressed'), '2008-11-19', ['due 2008/09 Q2!']],
    ['nor one that is not required', missing('not-required'), '2008-11-19', ['due 2008/09 Q2!']],
    [
      'one that was not published yet is',
      missing('not-published'),
      '2008-11-19',
      ['owed 2008/09 Q1!', 'due 2008/09 Q2!'],
    ],
    [
      'a figure on another counting rule does not answer for it',
      { bases: ['local'], figures: [figure('2008/09 Q1', 41, { basis: 'local' })] },
      '2008-11-19',
      ['owed 2008/09 Q1!', 'due 2008/09 Q2!', 'beside 2008/09 Q2 local'],
    ],
    [
      'only quarters that bring a figure',
      { agreement: { first_year: 2007 }, indicator: { due_quarters: '2|4' } },
      '2008-11-19',
      ['owed 2007/08 Q2!', 'owed 2007/08 Q4!', 'due 2008/09 Q2!'],
    ],
    [
      'also in a quarter that brings none itself',
      { agreement: { first_year: 2007 }, indicator: { due_quarters: '4' } },
      '2008-11-19',
      ['owed 2007/08 Q4!'],
    ],
  ])('%s', (_sentence, given, on, rows) => {
    expect(toldOf(given, { on })).toEqual(rows);
  });

  function missing(missing_reason: Figure['missing_reason']): GivenTarget {
    return { figures: [figure('2008/09 Q1', null, { missing_reason })] };
  }

  it('goes back eight quarters, the oldest first', () => {
    const rows = toldOf({ agreement: { first_year: 2005 } });
    expect(rows).toEqual([
      ...['2006/07 Q2', '2006/07 Q3', '2006/07 Q4', '2007/08 Q1', '2007/08 Q2', '2007/08 Q3', '2007/08 Q4'].map(
        (quarter) => `owed ${quarter}!`,
      ),
      'owed 2008/09 Q1!',
      'due 2008/09 Q2!',
    ]);
  });

  it('stays where something was typed into it, also once its figure is in', () => {
    const [row] = scopeOf([{}]);
    expect(row && told(row)).toBe('owed 2008/09 Q1!');
    expect(toldOf({ figures: FIRST }, { typed: [row ? rowKey(row.name) : ''] })).toEqual([
      'owed 2008/09 Q1!',
      'due 2008/09 Q2!',
    ]);
  });
});

describe('when the books close', () => {
  const closing = (closed_on: IsoDate): GivenTarget => ({ agreement: { closed_on } });

  it.each<[sentence: string, closed_on: IsoDate, rows: string[]]>([
    ['today, all is still asked for', '2008-11-19', ['owed 2008/09 Q1!', 'due 2008/09 Q2!']],
    ['the day before, nothing is required and nothing owed', '2008-11-18', ['due 2008/09 Q2']],
    ['on the figure’s last day, it can still be given', '2008-10-28', ['due 2008/09 Q2']],
    ['before it, it is not asked for', '2008-10-27', []],
  ])('%s', (_sentence, closed_on, rows) => {
    expect(toldOf(closing(closed_on))).toEqual(rows);
  });

  it('before a figure is due, it is not asked for though the books are open', () => {
    expect(toldOf({ ...closing('2008-12-01'), indicator: { lag_days: 63 } })).toEqual(['owed 2008/09 Q1!']);
    expect(toldOf({ ...closing('2008-12-01'), indicator: { lag_days: 62 } })).toEqual([
      'owed 2008/09 Q1!',
      'due 2008/09 Q2',
    ]);
  });

  it.each<[sentence: string, closed_on: IsoDate | null, closed: boolean]>([
    ['no day is set', null, false],
    ['the day itself', '2008-11-19', false],
    ['the day after', '2008-11-18', true],
  ])('closed or not: %s', (_sentence, closed_on, closed) => {
    expect(isClosed(knownOn('2008-11-19', { agreement: { closed_on } }), '2008-11-19')).toBe(closed);
  });
});

describe('a counting rule beside the one that is judged', () => {
  const local = (quarter: string): GivenTarget => ({
    agreement: { first_year: 2007 },
    bases: ['local'],
    figures: [...yearOfFigures('2007/08', [40, 40, 40, 40]), ...FIRST, figure(quarter, 38, { basis: 'local' })],
  });

  it.each<[sentence: string, quarter: string, rows: string[]]>([
    ['with a figure of this quarter', '2008/09 Q2', ['due 2008/09 Q2!', 'beside 2008/09 Q2 local']],
    ['with one four quarters back', '2007/08 Q2', ['due 2008/09 Q2!', 'beside 2008/09 Q2 local']],
    ['not with one five quarters back', '2007/08 Q1', ['due 2008/09 Q2!']],
  ])('is asked for, never required, while it is kept up: %s', (_sentence, quarter, rows) => {
    expect(toldOf(local(quarter))).toEqual(rows);
  });

  it('is not kept up by a figure of a later quarter', () => {
    expect(toldOf(local('2008/09 Q3'), { on: '2009-02-18' })).toEqual(['due 2008/09 Q2!']);
  });

  it('is the standard one, where another is judged', () => {
    const commitments = [commitment('target', '2008/09', 44, { basis: 'local' })];
    const figures = [...FIRST, figure('2008/09 Q1', 38, { basis: 'local' })];
    expect(toldOf({ bases: ['local'], commitments, figures })).toEqual(['due 2008/09 Q2 local!', 'beside 2008/09 Q2']);
  });

  it('is not asked for in a quarter that brings no figure', () => {
    const figures = [figure('2008/09 Q1', 38, { basis: 'local' })];
    expect(toldOf({ bases: ['local'], figures, indicator: { due_quarters: '4' } })).toEqual([]);
  });
});

describe('all rows of a return', () => {
  it('stand in the order of the targets, of each the oldest first', () => {
    const waste: GivenTarget = { indicator: { indicator: 'NI 191' } };
    const recycling: GivenTarget = { bases: ['local'], figures: [figure('2008/09 Q2', 38, { basis: 'local' })] };
    const rows = scopeOf([recycling, waste]).map((row) => `${row.name.indicator} ${told(row)}`);
    expect(rows).toEqual([
      'NI 192 owed 2008/09 Q1!',
      'NI 192 due 2008/09 Q2!',
      'NI 192 beside 2008/09 Q2 local',
      'NI 191 owed 2008/09 Q1!',
      'NI 191 due 2008/09 Q2!',
    ]);
  });

  it('have a key each, lie in the eight quarters before or in its own, and none goes by being typed into', () => {
    const quarters = ['2006/07 Q4', '2007/08 Q2', '2007/08 Q3', '2008/09 Q1', '2008/09 Q2'];
    const figures = fc.subarray(quarters.flatMap((each) => [figure(each, 41), figure(each, 38, { basis: 'local' })]));
    const days = fc.constantFrom('2008-10-01', '2008-10-28', '2008-11-19', '2009-06-30');
    fc.assert(
      fc.property(figures, days, fc.subarray(quarters), (held, on, typedInto) => {
        const given: GivenTarget = { agreement: { first_year: 2005 }, bases: ['local'], figures: held };
        const name = { agreement: 'LAA2', indicator: 'NI 192', part: '', basis: 'standard' };
        const typed = typedInto.map((each) => rowKey({ ...name, quarter: period(each) }));
        const keys = scopeOf([given], { on, typed }).map((row) => rowKey(row.name));
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys).toEqual(
          expect.arrayContaining([...typed, ...scopeOf([given], { on }).map((row) => rowKey(row.name))]),
        );
        const own = period('2008/09 Q2');
        const outside = scopeOf([given], { on, typed }).filter(
          ({ name: { quarter } }) => quarter > own || quarter < own - 8,
        );
        expect(outside).toEqual([]);
      }),
    );
  });
});
