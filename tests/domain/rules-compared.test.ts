import { describe, expect, it } from 'vitest';
import type { Commitment, Provenance } from '../../server/domain/data-package.ts';
import {
  isJudgedBasis,
  notJudgedWords,
  type RuleColumn,
  ruleColumn,
  ruleRows,
} from '../../server/domain/rules-compared.ts';
import { type Amount, assessedOn, commitment, figure, type GivenTarget, yearOfFigures } from '../support/records.ts';

const count = { unit: 'number', decimals: 0 } as const;
const flow = { measure: 'flow', ...count } as const;
const running = { measure: 'running', ...count } as const;
const lower = { polarity: 'lower' } as const;
const national = { basis: 'national' };
const local = { basis: 'local' };
const board = { decided_by: 'the Board', decided_on: '2008-03-20' };
const MEETING = '2008-11-19';

function columnOf(given: GivenTarget, basis?: string, text = '2008/09 Q2', date = MEETING): RuleColumn {
  return ruleColumn(assessedOn(date, text, given, basis), basis ?? 'Standard');
}

/** Without the first sentence, which says whether it is judged. */
const decidedOf = (given: GivenTarget, basis?: string, text?: string): string =>
  columnOf(given, basis, text).standing.replace(/^[^.]*\. /, '');

/** Counted by three rules: agreed on one, refused on another, and only counted on the third. */
const counted: GivenTarget = {
  indicator: flow,
  bases: ['national', 'local'],
  terms: { tolerance_mode: 'relative', tolerance: 3 },
  commitments: [
    commitment('target', '2008/09', 1200, board),
    commitment('target', '2008/09', 1000, {
      ...national,
      state: 'refused',
      decided_by: 'the Government Office',
      decided_on: '2008-09-30',
      recorded_on: '2008-09-30',
    }),
  ],
  figures: [
    ...yearOfFigures('2008/09', [270, 270]),
    ...yearOfFigures('2008/09', [245, 245], national),
    ...yearOfFigures('2008/09', [100, 150], local),
  ],
};

describe('a target on each of its counting rules', () => {
  it('has the same rows for all', () => {
    expect(ruleRows(assessedOn(MEETING, '2008/09 Q2', counted))).toEqual([
      'Target for 2008/09',
      'So far',
      'Forecast',
      'Needed a quarter',
    ]);
  });

  it.each([
    ['a sum that should be low', flow, 'May still come a quarter'],
    ['a running count that should be low', running, 'May still come a quarter'],
    ['a level that should be low', {}, 'Needed a quarter'],
  ])('the last row says what it holds: %s', (_, measured, row) => {
    const given = { ...counted, indicator: { ...measured, ...lower } };
    expect(ruleRows(assessedOn(MEETING, '2008/09 Q2', given)).at(-1)).toBe(row);
  });

  it('the one that is judged: (1,200 − 540) / 2, twice 540, 60 short of a half', () => {
    expect(columnOf(counted)).toEqual({
      title: 'Standard',
      basis: null,
      standing: 'Judged. Agreed by the Board on 20 March 2008',
      now: 'red',
      yearEnd: 'red',
      cells: ['1,200', '540 of 600 expected: 60 short', '1,080', '330; best so far 270'],
      illustrative: true,
    });
  });

  it('one that was refused: 10 short of a half is inside 3% of 500, and 20 of 1,000', () => {
    expect(columnOf(counted, 'national')).toEqual({
      title: 'national',
      basis: 'national',
      standing: 'As if it had been agreed. Refused by the Government Office on 30 September 2008',
      now: 'amber',
      yearEnd: 'amber',
      cells: ['1,000', '490 of 500 expected: 10 short', '980', '255; best so far 245'],
      illustrative: true,
    });
  });

  it('one that is only counted', () => {
    expect(columnOf(counted, 'local')).toEqual({
      title: 'local',
      basis: 'local',
      standing: 'Not judged. No target on this rule',
      now: 'no-target',
      yearEnd: 'no-forecast',
      cells: ['–', '250', '–', '–'],
      illustrative: true,
    });
  });

  it('the light now stands beside that of the year’s end, and not the worse of the two', () => {
    // By its own profile 480 were expected; as the last two years ran 1,080 are forecast, 120 short with a σ of 23.
    const given: GivenTarget = {
      ...counted,
      terms: { path: 'profile', profile: '20|20|30|30' },
      figures: [
        ...yearOfFigures('2006/07', [250, 250, 250, 250]),
        ...yearOfFigures('2007/08', [250, 250, 250, 250]),
        ...yearOfFigures('2008/09', [270, 270]),
      ],
    };
    expect(columnOf(given)).toMatchObject({ now: 'green', yearEnd: 'red' });
  });

  it('the only one there is', () => {
    const { bases: _, ...only } = counted;
    expect(columnOf({ ...only, commitments: only.commitments?.slice(0, 1) ?? [] }).standing).toMatch(/^Judged\./);
  });

  it('agreed on two rules, the last decided is judged and the other is not', () => {
    const later = commitment('target', '2008/09', 1000, {
      ...national,
      decided_by: 'the Board',
      decided_on: '2008-06-20',
      recorded_on: '2008-06-20',
    });
    const given = { ...counted, commitments: [...(counted.commitments ?? []).slice(0, 1), later] };
    expect(columnOf(given)).toMatchObject({ basis: null, standing: 'Judged. Agreed by the Board on 20 June 2008' });
    expect(columnOf(given, 'standard')).toMatchObject({
      basis: 'standard',
      standing: 'Not judged. Agreed by the Board on 20 March 2008',
    });
  });
});

describe('a target that is shown on a rule on which it is not judged', () => {
  const said = (basis?: string): string =>
    notJudgedWords(assessedOn(MEETING, '2008/09 Q2', counted, basis), 'The other');

  it('says so, who refused it, and that all is as if it had been agreed', () => {
    expect(said('national')).toBe(
      'The other is not the rule on which this target is judged. Refused by the Government Office on ' +
        '30 September 2008. What is below is as if it had been agreed.',
    );
  });

  it('where nothing is agreed or refused on it, nothing is shown as if it were', () => {
    expect(said('local')).toBe('The other is not the rule on which this target is judged. No target on this rule.');
  });

  it.each<[string | undefined, boolean]>([
    [undefined, true],
    ['standard', true],
    ['national', false],
  ])('asked for %s', (basis, is) => {
    expect(isJudgedBasis(assessedOn(MEETING, '2008/09 Q2', counted, basis))).toBe(is);
  });
});

describe('how the target that is shown came about', () => {
  const agreeing = (...commitments: Commitment[]): GivenTarget => ({ ...counted, commitments });
  const v2 = { version: 2, recorded_on: '2008-09-30', decided_on: '2008-09-29', decided_by: 'the Government Office' };

  it.each<[string, GivenTarget, string | undefined, string]>([
    ['agreed, nobody says by whom', agreeing(commitment('target', '2008/09', 1200)), undefined, 'Agreed'],
    [
      'by whom and not when',
      agreeing(commitment('target', '2008/09', 1200, { decided_by: 'the Board' })),
      undefined,
      'Agreed by the Board',
    ],
    [
      'when and not by whom',
      agreeing(commitment('target', '2008/09', 1200, { decided_on: '2008-03-01' })),
      undefined,
      'Agreed on 1 March 2008',
    ],
    [
      'agreed anew',
      agreeing(commitment('target', '2008/09', 1200, board), commitment('target', '2008/09', 1100, v2)),
      undefined,
      'Agreed by the Government Office on 29 September 2008',
    ],
    [
      'what was refused later leaves it as it is',
      agreeing(
        commitment('target', '2008/09', 1200, board),
        commitment('target', '2008/09', 1100, { ...v2, state: 'refused' }),
      ),
      undefined,
      'Agreed by the Board on 20 March 2008',
    ],
    [
      'what was not known yet too',
      agreeing(
        commitment('target', '2008/09', 1200, board),
        commitment('target', '2008/09', 1100, { ...v2, recorded_on: '2008-11-20' }),
      ),
      undefined,
      'Agreed by the Board on 20 March 2008',
    ],
    [
      'a target before a stretch, whatever their versions',
      agreeing(commitment('stretch', '2008/09', 1300, v2), commitment('target', '2008/09', 1200, board)),
      undefined,
      'Agreed by the Board on 20 March 2008',
    ],
    [
      'this year’s, not the next one’s',
      agreeing(commitment('target', '2008/09', 1200, board), commitment('target', '2009/10', 1300, v2)),
      undefined,
      'Agreed by the Board on 20 March 2008',
    ],
    [
      'a stretch where there is no target',
      agreeing(commitment('stretch', '2008/09', 1300, v2)),
      undefined,
      'Agreed by the Government Office on 29 September 2008',
    ],
    [
      'of what is not agreed the last word',
      agreeing(
        commitment('target', '2008/09', 1200, board),
        commitment('target', '2008/09', 1000, { ...national, state: 'refused', ...board }),
        commitment('target', '2008/09', 1050, { ...national, ...v2, state: 'proposed', decided_on: null }),
      ),
      'national',
      'Proposed by the Government Office',
    ],
    [
      'another year, to which the way of this one does not lead',
      agreeing(commitment('target', '2007/08', 1200, board)),
      undefined,
      'No target for 2008/09 on this rule',
    ],
    ['nothing at all', agreeing(), undefined, 'No target on this rule'],
    [
      'a baseline is no target',
      agreeing(commitment('baseline', '2008/09', 1200, board)),
      undefined,
      'No target on this rule',
    ],
  ])('%s', (_, given, basis, words) => {
    expect(decidedOf(given, basis)).toBe(words);
  });

  it('the target of a later year, where the path to it stands in for one', () => {
    // From 40 to 46 in three years: 42 at the end of the first.
    const given: GivenTarget = {
      commitments: [commitment('baseline', '2007/08', 40), commitment('target', '2010/11', 46, board)],
      figures: yearOfFigures('2008/09', [40, 41]),
    };
    expect(columnOf(given)).toMatchObject({
      standing: 'Judged. Agreed for 2010/11 by the Board on 20 March 2008',
      cells: ['42.0%', '41.0% against 41.0% expected: exactly as expected', '41.0%', '0.50'],
    });
  });
});

describe('the numbers of a rule', () => {
  const cellsOf = (given: GivenTarget, text?: string): readonly string[] =>
    columnOf(given, undefined, text, '2011-12-31').cells;
  const ofYear = (goal: Amount, amounts: readonly Amount[], given: GivenTarget = {}): GivenTarget => ({
    indicator: flow,
    commitments: [commitment('target', '2008/09', goal)],
    figures: yearOfFigures('2008/09', amounts),
    ...given,
  });
  const level = (given: GivenTarget): GivenTarget => ({
    commitments: [commitment('baseline', '2007/08', 40), commitment('target', '2008/09', 44)],
    figures: yearOfFigures('2008/09', [41, 42]),
    ...given,
  });

  it.each<[string, GivenTarget, string, readonly string[]]>([
    [
      // (44 − 42) / 2; 42 is half the way from 40 to 44.
      'a percentage is set against another',
      level({}),
      '2008/09 Q2',
      ['44.0%', '42.0% against 42.0% expected: exactly as expected', '42.0%', '1'],
    ],
    [
      // 44.9 and two fifths of 0.1249: 44.94996, rounded once. (45 − 44.9) / 2.
      'a forecast a hair below the half of what is shown',
      level({
        commitments: [commitment('target', '2008/09', 45)],
        figures: [
          ...yearOfFigures('2007/08', ['44.7751', '44.8', '44.82', '44.84']),
          ...yearOfFigures('2008/09', ['44.86', '44.9']),
        ],
      }),
      '2008/09 Q2',
      ['45.0%', '44.9% against 45.0% expected: 0.1 points short', '44.9%', '0.05'],
    ],
    [
      'two decimals and a long unit that the table has said already',
      level({ indicator: { unit: 'per 1,000 population', decimals: 2, ...lower } }),
      '2008/09 Q2',
      ['44.00', '42.00 against 42.00 expected: exactly as expected', '42.00', '1'],
    ],
    [
      'a level in the sense of a grade',
      level({
        indicator: { unit: 'level 0-4', decimals: 0 },
        commitments: [commitment('target', '2008/09', 3)],
        figures: yearOfFigures('2008/09', [1, 2]),
      }),
      '2008/09 Q2',
      ['level 3', 'level 2 against level 3 expected: 1 short', 'level 2', '0.5'],
    ],
    [
      // (−2 − −0.6) / 2; −1 was expected.
      'below nought',
      level({
        indicator: { unit: '% change on 2007/08', ...lower },
        commitments: [commitment('baseline', '2007/08', 0), commitment('target', '2008/09', -2)],
        figures: yearOfFigures('2008/09', ['-0.2', '-0.6']),
      }),
      '2008/09 Q2',
      ['−2.0%', '−0.6% against −1.0% expected: 0.4 points over', '−0.6%', '−0.70'],
    ],
    [
      'a running count has no best quarter',
      ofYear(20, [3, 8], { indicator: running }),
      '2008/09 Q2',
      ['20', '8 of 10 expected: 2 short', '16', '6'],
    ],
    [
      'reached: nothing is needed any more',
      ofYear(540, [280, 260]),
      '2008/09 Q2',
      ['540', '540 of 270 expected: 270 ahead', '1,080', 'already reached'],
    ],
    [
      'a limit that is passed',
      ofYear(439, [240, 200], { indicator: { ...flow, ...lower } }),
      '2008/09 Q2',
      // Half of 439 is 219.5, which is 220.
      ['439', '440 of 220 expected: 220 over', '880', 'already missed'],
    ],
    [
      'a limit to which nothing is left',
      ofYear(440, [240, 200], { indicator: { ...flow, ...lower } }),
      '2008/09 Q2',
      ['440', '440 of 220 expected: 220 over', '880', '0; best so far 200'],
    ],
    [
      'at the year’s end',
      ofYear(1000, [250, 250, 250, 250]),
      '2008/09 Q4',
      ['1,000', '1,000 of 1,000 expected: exactly as expected', '1,000', '–'],
    ],
    ['no figure', ofYear(1000, []), '2008/09 Q2', ['1,000', '–', '–', '–']],
    [
      'a hole in the sum',
      ofYear(1000, [], { figures: [figure('2008/09 Q2', 250)] }),
      '2008/09 Q2',
      ['1,000', '–', '–', '–'],
    ],
    ['parked', level({ terms: { state: 'parked' } }), '2008/09 Q2', ['44.0%', '42.0%', '–', '–']],
  ])('%s', (_, given, text, cells) => {
    expect(cellsOf(given, text)).toEqual(cells);
  });
});

describe('what a rule rests on', () => {
  const marked = (figures: Provenance, commitments: Provenance, given: GivenTarget = counted): boolean =>
    columnOf({
      ...given,
      figures: (given.figures ?? []).map((row) => ({ ...row, provenance: figures })),
      commitments: (given.commitments ?? []).map((row) => ({ ...row, provenance: commitments })),
    }).illustrative;

  it.each<[string, boolean, boolean]>([
    ['nothing made up', marked('published', 'entered'), false],
    ['figures', marked('illustrative', 'published'), true],
    ['the target', marked('published', 'illustrative'), true],
    [
      'the target, also where there is no figure yet',
      marked('published', 'illustrative', { ...counted, figures: [] }),
      true,
    ],
    [
      'the target, also while it is parked',
      marked('published', 'illustrative', { ...counted, terms: { state: 'parked' } }),
      true,
    ],
  ])('%s', (_, is, illustrative) => {
    expect(is).toBe(illustrative);
  });

  it('the baseline, from which what is expected rises', () => {
    const published = { provenance: 'published' } as const;
    const given = (provenance: Provenance): GivenTarget => ({
      commitments: [
        commitment('baseline', '2007/08', 40, { provenance }),
        commitment('target', '2008/09', 44, published),
      ],
      figures: [figure('2008/09 Q2', 42, published)],
    });
    expect(
      [columnOf(given('illustrative')), columnOf(given('published'))].map(({ illustrative }) => illustrative),
    ).toEqual([true, false]);
  });

  it('a figure of a year before, on which the forecast and the best quarter rest', () => {
    const made = figure('2007/08 Q1', 250, { provenance: 'illustrative' });
    const figures = (counted.figures ?? []).map((row) => ({ ...row, provenance: 'published' as const }));
    const commitments = (counted.commitments ?? []).map((row) => ({ ...row, provenance: 'published' as const }));
    expect(columnOf({ ...counted, commitments, figures: [made, ...figures] }).illustrative).toBe(true);
    const elsewhere = { ...made, basis: 'national' };
    expect(columnOf({ ...counted, commitments, figures: [elsewhere, ...figures] }).illustrative).toBe(false);
  });
});
