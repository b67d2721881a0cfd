import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../server/domain/data-package.ts';
import { periodText } from '../../server/domain/period.ts';
import { impossibleValue, type PlausibilityKind, plausibilityNotes } from '../../server/domain/plausibility.ts';
import { type Amount, commitment, figure, type GivenTarget, knownOn, period, quantity } from '../support/records.ts';

/** The quarter of the figure that is typed; the figures before it end with 2008/09 Q1. */
const NOW = period('2008/09 Q2');
const counts = { unit: 'number', decimals: 0 } as const;

/** Figures of consecutive quarters (or of every so many) up to the one before the typed figure's. */
function leadingUp(amounts: readonly (Amount | null)[], every = 1, given: Partial<Figure> = {}): Figure[] {
  return amounts.map((amount, index) => ({
    ...figure(periodText(NOW - every * (amounts.length - index)), amount),
    ...given,
  }));
}

function notesOn(given: GivenTarget, value: Amount | null, typed: { numerator?: Amount; denominator?: Amount } = {}) {
  const known = knownOn('2010-01-01', given);
  return plausibilityNotes(known, {
    basis: 'standard',
    period: NOW,
    value: value === null ? null : quantity(value),
    numerator: typed.numerator === undefined ? null : quantity(typed.numerator),
    denominator: typed.denominator === undefined ? null : quantity(typed.denominator),
  });
}

const kindsOn = (...asked: Parameters<typeof notesOn>): PlausibilityKind[] => notesOn(...asked).map(({ kind }) => kind);
const sentencesOn = (...asked: Parameters<typeof notesOn>): string[] =>
  notesOn(...asked).map(({ sentence }) => sentence);

describe('outside the range', () => {
  const four = { indicator: counts, figures: leadingUp([1300, 1204, 1611, 1500]) };

  it.each<[string, GivenTarget, Amount, PlausibilityKind[]]>([
    ['the lowest is inside', four, 1204, []],
    ['one below the lowest', four, 1203, ['outside-range']],
    ['the highest is inside', four, 1611, []],
    ['one above the highest', four, 1612, ['outside-range']],
    ['three figures have no range', { indicator: counts, figures: leadingUp([1204, 1611, 1500]) }, 1612, []],
    [
      'a quarter without a value is no figure',
      { indicator: counts, figures: leadingUp([1300, null, 1611, 1500]) },
      1612,
      [],
    ],
    [
      'the thirteenth before is not looked at',
      {
        indicator: { ...counts, pattern: 'seasonal' },
        figures: leadingUp([900, 11, 10, 11, 12, 11, 10, 11, 12, 11, 10, 11, 12]),
      },
      13,
      ['outside-range'],
    ],
    [
      'the twelfth is',
      {
        indicator: { ...counts, pattern: 'seasonal' },
        figures: leadingUp([14, 10, 11, 12, 11, 10, 11, 12, 11, 10, 11, 12]),
      },
      13,
      [],
    ],
    [
      'figures of other bases do not count',
      { indicator: counts, figures: leadingUp([1300, 1204, 1611, 1500], 1, { basis: 'profile' }) },
      1700,
      [],
    ],
    [
      'nor do quarters in which nothing is due',
      { indicator: { ...counts, due_quarters: '2|4' }, figures: leadingUp([1300, 1204, 1611, 1500]) },
      1700,
      [],
    ],
    [
      'figures of an indicator due once a year lie years apart',
      { indicator: { ...counts, due_quarters: '2' }, figures: leadingUp([1300, 1204, 1611, 1500], 4) },
      1612,
      ['outside-range'],
    ],
    [
      'below nought, of a change',
      { indicator: { unit: '% change on 2007/08' }, figures: leadingUp([-5, -9, 2, -4]) },
      '-9.1',
      ['outside-range'],
    ],
  ])('%s', (_, given, value, kinds) => {
    expect(kindsOn(given, value)).toEqual(kinds);
  });

  it('later figures, and the one that it takes the place of, do not count', () => {
    const later = [figure('2008/09 Q2', 1700), figure('2008/09 Q3', 1800)];
    expect(kindsOn({ indicator: counts, figures: [...four.figures, ...later] }, 1700)).toEqual(['outside-range']);
  });

  it('of two versions the one in force counts', () => {
    const corrected = { ...figure('2008/09 Q1', 1700), version: 2, recorded_at: '2008-08-01T09:00:00Z' };
    expect(kindsOn({ indicator: counts, figures: [...four.figures, corrected] }, 1650)).toEqual([]);
  });

  it('says the range and how many figures it is the range of', () => {
    expect(sentencesOn(four, 1700)).toEqual(['Outside the range of the last 4 figures: 1,204 to 1,611.']);
  });

  it('says a per cent with its sign', () => {
    const figures = leadingUp(['39.5', 41, '40.2', 42, 41]);
    expect(sentencesOn({ figures }, 45)).toEqual(['Outside the range of the last 5 figures: 39.5% to 42.0%.']);
  });
});

describe('off the trend', () => {
  /** Two more a quarter, which leads to 100, and so much off that line; the offsets are chosen not to bend it. */
  const around = (offsets: readonly number[]): Figure[] =>
    leadingUp(offsets.map((offset, index) => 100 - 2 * (offsets.length - index) + offset));
  /** Each is two off the line. */
  const eight = { indicator: counts, figures: around([2, -2, -2, 2, 2, -2, -2, 2]) };
  /** Two off the line on average. */
  const six = { indicator: counts, figures: around([0, 0, 3, -3, -3, 3]) };
  /** Leads to 66, on average 4/7 off the line. */
  const gap = { indicator: counts, figures: leadingUp([51, 51, 54, null, 58, 60, 61, 65]) };
  /** Leads to 101%, which cannot be, 0.2 off the line on average. */
  const nearAll = { figures: leadingUp([89, 91, '93.3', '94.7', '96.7', '99.3']) };
  /** Leads to −1, which cannot be, 0.6 off the line on average. */
  const nearNought = { indicator: { unit: 'number' }, figures: leadingUp([11, 9, '7.9', '4.1', '2.1', '1.9']) };

  it.each<[string, GivenTarget, Amount, boolean]>([
    ['three mean deviations above is within', eight, 106, false],
    ['one more is off', eight, 107, true],
    ['three mean deviations below is within', eight, 94, false],
    ['one more is off', eight, 93, true],
    ['six figures are enough: three mean deviations', six, 106, false],
    ['six figures are enough: one more', six, 107, true],
    ['five are not', { indicator: counts, figures: around([0, 3, -3, -3, 3]) }, 130, false],
    ['a seasonal indicator has no trend', { ...eight, indicator: { ...counts, pattern: 'seasonal' } }, 107, false],
    ['a rolling one has', { ...eight, indicator: { ...counts, pattern: 'rolling' } }, 107, true],
    [
      'figures that all lie on the line say nothing',
      { indicator: counts, figures: around([0, 0, 0, 0, 0, 0]) },
      110,
      false,
    ],
    ['a missing quarter does not bend the line: within', gap, 67, false],
    ['a missing quarter does not bend the line: off', gap, 68, true],
    ['a line beyond what can be leads to the most there can be', nearAll, 100, false],
    ['from which three mean deviations are within', nearAll, '99.4', false],
    ['and one step more is off', nearAll, '99.3', true],
    ['a line below nought leads to nought', nearNought, 0, false],
    ['from which three mean deviations are within', nearNought, '1.8', false],
    ['and one step more is off', nearNought, '1.9', true],
  ])('%s', (_, given, value, said) => {
    expect(kindsOn(given, value).includes('off-trend')).toBe(said);
  });

  it('says where the trend leads', () => {
    expect(sentencesOn(eight, 93)).toEqual(['Off the trend of the last 8 figures, which leads to about 100.']);
    expect(sentencesOn(nearAll, '99.3')).toContain('Off the trend of the last 6 figures, which leads to about 100.0%.');
  });
});

describe('a slip of the unit', () => {
  /** Its reach is from 800 to 2,000. */
  const thousands = { indicator: counts, figures: leadingUp([1000, 1200, 1100, 1600]) };
  const tens = { indicator: counts, figures: leadingUp([9, 10, 11, 12]) };
  const few = { indicator: counts, figures: leadingUp([1, 2, 3, 3]) };
  const shares = { figures: leadingUp([85, 88, 90, 92]) };

  it.each<[string, GivenTarget, Amount, PlausibilityKind]>([
    ['ten times too large, at the upper end of the reach', thousands, 20_000, 'unit-slip'],
    ['and beyond it', thousands, 20_001, 'outside-range'],
    ['ten times too large, at the lower end of the reach', thousands, 8000, 'unit-slip'],
    ['and beyond it', thousands, 7999, 'outside-range'],
    ['ten times too small, at the lower end of the reach', thousands, 80, 'unit-slip'],
    ['and beyond it', thousands, 79, 'outside-range'],
    ['ten times too small, at the upper end of the reach', thousands, 200, 'unit-slip'],
    ['and beyond it', thousands, 201, 'outside-range'],
    ['the value itself at the upper end of the reach', thousands, 2000, 'outside-range'],
    ['the value itself at the lower end of the reach', thousands, 800, 'outside-range'],
    ['a hundred times', thousands, 120_000, 'unit-slip'],
    ['a thousand times', thousands, 1_200_000, 'unit-slip'],
    ['ten thousand times is no slip', thousands, 12_000_000, 'outside-range'],
    ['nought is nothing times anything', thousands, 0, 'outside-range'],
    ['a value below nought has no slip', thousands, -12, 'outside-range'],
    ['nor have figures with a nought among them', { ...few, figures: leadingUp([0, 2, 3, 3]) }, 30, 'outside-range'],
    [
      'nor changes on either side of nought',
      { indicator: { unit: '% change on 2007/08' }, figures: leadingUp([-5, 4, -3, 6]) },
      50,
      'outside-range',
    ],
    ['rounded by less than a twentieth: 10.5 for 11', tens, 105, 'unit-slip'],
    ['rounded by more: 9.5 for 10', tens, 95, 'outside-range'],
    ['25 is no slip for 3', few, 25, 'outside-range'],
    ['30 is', few, 30, 'unit-slip'],
    ['a share of 10% for all', shares, 10, 'unit-slip'],
    ['a share cannot have been meant that is more than all', shares, '10.1', 'outside-range'],
  ])('%s', (_, given, value, kind) => {
    expect(kindsOn(given, value)).toEqual([kind]);
  });

  it('needs four figures', () => {
    expect(kindsOn({ indicator: counts, figures: leadingUp([1000, 1200, 1100]) }, 12_000)).toEqual([]);
  });

  it.each<[string, GivenTarget, Amount, string]>([
    [
      'too large',
      { figures: leadingUp(['40.2', 41, '39.8', '41.5']) },
      412,
      'About 10 times too large beside the last 4 figures. Did you mean 41.2%?',
    ],
    [
      'too small',
      { figures: leadingUp(['40.2', 41, '39.8', '41.5']) },
      '0.4',
      'About 100 times too small beside the last 4 figures. Did you mean 40.0%?',
    ],
    [
      'a digit typed twice',
      thousands,
      12_044,
      'About 10 times too large beside the last 4 figures. Did you mean 1,204?',
    ],
    [
      'single cases for thousands',
      { indicator: { unit: 'number' }, figures: leadingUp(['1.2', '1.3', '1.1', '1.4']) },
      1204,
      'About 1,000 times too large beside the last 4 figures. Did you mean 1.2?',
    ],
    [
      'of several the least',
      { indicator: counts, figures: leadingUp([10, 1000, 20, 500]) },
      5000,
      'About 10 times too large beside the last 4 figures. Did you mean 500?',
    ],
  ])('says what was meant: %s', (_, given, value, sentence) => {
    expect(sentencesOn(given, value)).toEqual([sentence]);
  });

  it('explains what else would be said', () => {
    const figures = leadingUp([1000, 1010, 1001, 1011, 1002, 1012]);
    expect(kindsOn({ indicator: counts, figures }, 1100)).toEqual(['outside-range', 'off-trend']);
    expect(kindsOn({ indicator: counts, figures }, 10_100)).toEqual(['unit-slip']);
  });
});

describe('a running count is held against its rises', () => {
  const running = { ...counts, measure: 'running', pattern: 'seasonal' } as const;
  const since2006 = { first_year: 2006 };
  const given = { agreement: since2006, indicator: running, figures: leadingUp([2, 4, 7, 9, 12, 14, 17, 19, 22]) };

  it.each<[string, GivenTarget, Amount, PlausibilityKind[]]>([
    ['as many more as the most', given, 25, []],
    ['one more than the most', given, 26, ['outside-range']],
    ['as many more as the least', given, 24, []],
    ['one fewer than the least', given, 23, ['outside-range']],
    ['the count without the last digit of another', given, 240, ['unit-slip']],
    ['no more at all', given, 22, ['outside-range', 'same-as-last']],
    [
      'nothing where the count of the quarter before is missing',
      { ...given, figures: leadingUp([2, 4, 7, 9, 12, 14, 17, null]) },
      90,
      [],
    ],
    [
      'an agreement starts from nought: a rise of nine after rises of ten',
      { indicator: running, figures: leadingUp([10, 20, 30, 40, 9]) },
      18,
      [],
    ],
    [
      'and not from the last count of the one before: a rise of eight',
      { indicator: running, figures: leadingUp([10, 20, 30, 40, 9]) },
      17,
      ['outside-range'],
    ],
  ])('%s', (_, target, value, kinds) => {
    expect(kindsOn(target, value)).toEqual(kinds);
  });

  it('says so', () => {
    expect(sentencesOn(given, 26)).toEqual([
      'The change since the figure before, 4, is outside the range of the last 9 changes: 2 to 3.',
    ]);
    expect(sentencesOn({ ...given, indicator: { ...running, pattern: 'plain' } }, 32)).toContain(
      'The change since the figure before, 10, is off the trend of the last 9 changes, which leads to about 3.',
    );
  });
});

describe('a numerator above its denominator', () => {
  const share = { indicator: { multiplier: 100 } };

  it.each<[string, GivenTarget, Amount, Amount, boolean]>([
    ['above', share, 51, 50, true],
    ['equal', share, 50, 50, false],
    ['below', share, 49, 50, false],
    ['a rate per thousand', { indicator: { unit: 'per 1,000 population', multiplier: 1000 } }, 51, 50, false],
    [
      'a ratio times 100 that is no per cent',
      { indicator: { unit: 'per 100 children', multiplier: 100 } },
      51,
      50,
      false,
    ],
    ['a change in per cent', { indicator: { unit: '% change on 2007/08', multiplier: 100 } }, 51, 50, false],
    ['a reduction in per cent', { indicator: { unit: '% reduction', multiplier: 100 } }, 51, 50, false],
    ['a per cent by another multiplier', { indicator: { multiplier: 1000 } }, 51, 50, false],
  ])('%s', (_, given, numerator, denominator, said) => {
    const kinds = kindsOn(given, 60, { numerator, denominator });
    expect(kinds).toEqual(said ? ['numerator-over-denominator'] : []);
  });

  it('nothing where one of them is missing', () => {
    expect(kindsOn(share, 60, { numerator: 51 })).toEqual([]);
    expect(kindsOn(share, 60, { denominator: 50 })).toEqual([]);
  });

  it('says both, before anything else', () => {
    const figures = leadingUp([10, 11, 10, 11]);
    expect(sentencesOn({ ...share, figures }, 102, { numerator: '1224', denominator: 1200 })).toEqual([
      'The numerator, 1,224, is above the denominator, 1,200: a share cannot be above 100%.',
      'About 10 times too large beside the last 4 figures. Did you mean 10.2%?',
    ]);
  });
});

describe('the same as last time', () => {
  const level = { unit: 'level 0-4', decimals: 0, due_quarters: '4' } as const;

  it.each<[string, GivenTarget, Amount, PlausibilityKind[]]>([
    ['the same', { figures: leadingUp(['41.2']) }, '41.2', ['same-as-last']],
    ['a step more', { figures: leadingUp(['41.2']) }, '41.3', []],
    ['nought after nought', { indicator: counts, figures: leadingUp([0]) }, 0, []],
    ['a level that stays', { indicator: level, figures: [figure('2007/08 Q4', 2)] }, 2, []],
    ['the same as two quarters ago', { figures: leadingUp(['41.2', 41]) }, '41.2', []],
    ['the quarter before has no figure', { figures: leadingUp(['41.2', null]) }, '41.2', []],
    [
      'a year ago, of a yearly figure',
      { indicator: { due_quarters: '2' }, figures: leadingUp(['41.2'], 4) },
      '41.2',
      ['same-as-last'],
    ],
    ['on another basis', { figures: leadingUp(['41.2'], 1, { basis: 'profile' }) }, '41.2', []],
  ])('%s', (_, given, value, kinds) => {
    expect(kindsOn(given, value)).toEqual(kinds);
  });

  it('says as which', () => {
    expect(sentencesOn({ figures: leadingUp(['41.2']) }, '41.2')).toEqual([
      'The same as the figure for April to June 2008.',
    ]);
  });
});

describe('in any case', () => {
  const someCounts = fc.array(fc.integer({ min: 1000, max: 9999 }), { minLength: 1, maxLength: 14 });

  it('a figure without a value has no notes', () => {
    expect(notesOn({ figures: leadingUp([40, 41, 42, 43]) }, null)).toEqual([]);
  });

  it('all figures a number of times as large have the same notes', () => {
    fc.assert(
      fc.property(
        someCounts,
        fc.integer({ min: 0, max: 99_999_999 }),
        fc.integer({ min: 2, max: 9 }),
        (past, value, by) => {
          const plain = kindsOn({ indicator: counts, figures: leadingUp(past) }, value);
          const scaled = leadingUp(past.map((each) => each * by));
          expect(kindsOn({ indicator: counts, figures: scaled }, value * by)).toEqual(plain);
        },
      ),
    );
  });

  it('a value between two of the last twelve is neither outside nor a slip', () => {
    fc.assert(
      fc.property(someCounts, fc.nat(), fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (past, a, b, share) => {
        const last = past.slice(-12);
        const [from = 0, to = 0] = [last[a % last.length], last[b % last.length]];
        const value = Math.round(from + share * (to - from));
        const kinds = kindsOn({ indicator: counts, figures: leadingUp(past) }, value);
        expect(kinds.filter((kind) => kind === 'outside-range' || kind === 'unit-slip')).toEqual([]);
      }),
    );
  });
});

describe('what a value cannot be', () => {
  const percent = 'Enter a percentage from 0 to 100.';
  const level = 'Enter a level from 0 to 4.';
  const notBelow = 'Enter a number that is not below 0.';
  const unit = (name: string): GivenTarget => ({ indicator: { unit: name, decimals: 1 } });

  it.each<[string, GivenTarget, Amount, string | null]>([
    ['100% can be', {}, 100, null],
    ['a step more cannot', {}, '100.1', percent],
    ['0% can be', {}, 0, null],
    ['a step less cannot', {}, '-0.1', percent],
    ['a per cent of something named', unit('% of households'), '100.1', percent],
    ['a change can fall below nought', unit('% change on 2007/08'), '-12.5', null],
    ['and can more than double', unit('% change on the year before'), 130, null],
    ['so can a reduction', unit('% reduction'), '-3', null],
    ['a gap in points can close and open the other way', unit('percentage points'), '-0.4', null],
    ['a count of nought can be', { indicator: counts }, 0, null],
    ['a count below nought cannot', { indicator: counts }, -1, notBelow],
    ['a count can be large', { indicator: counts }, 1_000_000, null],
    ['a rate below nought cannot', unit('per 1,000 population'), '-0.1', notBelow],
    ['a level of nought can be', unit('level 0-4'), 0, null],
    ['the highest level can be', unit('level 0-4'), 4, null],
    ['one above it cannot', unit('level 0-4'), 5, level],
    ['one below nought cannot', unit('level 0-4'), -1, level],
    ['the lowest level need not be nought', unit('level 1-5'), 0, 'Enter a level from 1 to 5.'],
    ['a level that does not say how far it goes', unit('level'), 5, null],
    ['nor that it could be below nought', unit('level'), -1, notBelow],
    ['a figure outside already', { figures: [figure('2008/09 Q1', 104)] }, '100.1', null],
    ['a figure exactly at the end', { figures: [figure('2008/09 Q1', 100)] }, '100.1', percent],
    [
      'a figure outside that was corrected',
      {
        figures: [
          figure('2008/09 Q1', 104),
          { ...figure('2008/09 Q1', 94), version: 2, recorded_at: '2008-08-01T09:00:00Z' },
        ],
      },
      '100.1',
      percent,
    ],
    [
      'a figure outside on another basis',
      { figures: [{ ...figure('2008/09 Q1', 104), basis: 'profile' }] },
      '100.1',
      percent,
    ],
    ['a baseline outside already', { commitments: [commitment('baseline', '2007/08', 104)] }, '100.1', null],
    ['a target below nought', { indicator: counts, commitments: [commitment('target', '2008/09', -5)] }, -1, null],
    [
      'a target that was refused',
      { commitments: [commitment('target', '2008/09', 104, { state: 'refused' })] },
      '100.1',
      null,
    ],
    [
      'a target on another basis',
      { commitments: [commitment('target', '2008/09', 104, { basis: 'profile' })] },
      '100.1',
      percent,
    ],
    [
      'a target not yet recorded',
      { commitments: [commitment('target', '2008/09', 104, { recorded_on: '2010-01-02' })] },
      '100.1',
      percent,
    ],
    ['gains less losses', { indicator: { ...counts, title: 'Net additional homes provided' } }, -5, null],
    ['a reward pot is in pounds', { commitments: [commitment('reward-pot', '2008/09', 400_000)] }, '100.1', percent],
  ])('%s', (_, given, value, sentence) => {
    expect(impossibleValue(knownOn('2010-01-01', given), 'standard', quantity(value))).toBe(sentence);
  });

  it('the limits of one basis say nothing of another', () => {
    const known = knownOn('2010-01-01', { figures: [{ ...figure('2008/09 Q1', 104), basis: 'profile' }] });
    expect(impossibleValue(known, 'profile', quantity(110))).toBeNull();
  });
});
