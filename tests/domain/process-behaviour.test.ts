import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../server/domain/judgement.ts';
import { periodText } from '../../server/domain/period.ts';
import {
  type CauseKind,
  type ProcessBehaviour,
  processBehaviourOf,
  processLimits,
  type Signal,
  type TargetStanding,
  targetOfQuarter,
} from '../../server/domain/process-behaviour.ts';
import { behaviourSentence } from '../../server/domain/process-words.ts';
import { exact, fractionNumber, quantityNumber } from '../../server/domain/quantity.ts';
import {
  type Amount,
  commitment,
  figure,
  type GivenTarget,
  indicator,
  knownOn,
  period,
  quantity,
  yearOfFigures,
} from '../support/records.ts';

const count = { unit: 'number', decimals: 0 } as const;
const flow = { measure: 'flow', ...count } as const;
const running = { measure: 'running', ...count } as const;
const seasonal = { pattern: 'seasonal' } as const;
const lower = { polarity: 'lower' } as const;
const FIRST = period('2005/06 Q1');
const LATE = '2014-12-31';

/** Figures of quarter after quarter from April 2005 on. */
function quarterly(values: readonly (Amount | null)[]) {
  return values.map((value, index) => figure(periodText(FIRST + index), value));
}

function behaviourAt(text: string, given: GivenTarget, basis = 'standard'): ProcessBehaviour | null {
  return processBehaviourOf(knownOn(LATE, given), basis, period(text), null);
}

function behaviourOf(
  values: readonly Amount[],
  given: GivenTarget['indicator'] = {},
  target: Amount | null = null,
): ProcessBehaviour {
  const known = knownOn(LATE, { indicator: given, figures: quarterly(values) });
  const goal = target === null ? null : exact(quantity(target));
  const behaviour = processBehaviourOf(known, 'standard', FIRST + values.length - 1, goal);
  if (behaviour === null) throw new Error('there is no process behaviour');
  return behaviour;
}

function limitsOf(values: readonly Amount[]): [mean: number, range: number, lower: number, upper: number] {
  const { mean, range, lower: low, upper: high } = processLimits(values.map(quantity));
  return [fractionNumber(mean), fractionNumber(range), fractionNumber(low), fractionNumber(high)];
}

/** `13 outside +`: which point, counted from 1, which cause and on which side. */
function causesIn({ points }: ProcessBehaviour): string[] {
  return points.flatMap(({ causes }, index) =>
    causes.map(({ kind, direction }) => `${index + 1} ${kind} ${direction === 1 ? '+' : '-'}`),
  );
}

function each(kind: CauseKind, sign: '+' | '-', first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${first + index} ${kind} ${sign}`);
}

/** So many values that swing between −size and size, beginning below. */
function swings(size: number, times: number): number[] {
  return Array.from({ length: times }, (_, index) => (index % 2 === 0 ? -size : size));
}

function mirrored(values: readonly number[]): number[] {
  return values.map((value) => 0 - value);
}

describe('mean and limits (6)', () => {
  it('worked case 9.6: a range that is far too wide does not widen the limits', () => {
    // Also the chart with which NHSRplotthedots shows how it leaves out outliers: 4.6, 1.94 and −0.72 in its caption.
    const values = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1];
    const [mean, range, low, high] = limitsOf(values);
    expect(mean).toBeCloseTo(1.944, 3);
    expect(range).toBe(1);
    expect(low).toBeCloseTo(-0.716, 3);
    expect(high).toBeCloseTo(4.604, 3);
    expect(causesIn(behaviourOf(values))).toEqual(['5 outside +']);
  });

  it.each<[string, number[], [mean: number, lower: number, upper: number]]>([
    // The tests of nhspy-plotthedots, the NHS’s version of the same charts in Python.
    ['a series that rises', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [5.5, 2.84, 8.16]],
    ['one that turns', [1, 2, 3, 4, 5, 4, 3, 2, 1, 2], [2.7, 0.04, 5.36]],
    ['one that jumps', [3, 1, 4, 1, 5, 9, 2], [3.571429, -6.625238, 13.768095]],
    ['one below nought', [-1, -2, -3, -2, -1, -2, -3, -4, -5, -6, -7, -4, -3, -2, -1, -2], [-3, -6.014667, 0.014667]],
    // The example in the description of statprocon.
    ['four values', [10, 50, 40, 30], [32.5, -20.7, 85.7]],
  ])('as others have it: %s', (_, values, [mean, low, high]) => {
    const found = limitsOf(values);
    expect(found[0]).toBeCloseTo(mean, 6);
    expect(found[2]).toBeCloseTo(low, 6);
    expect(found[3]).toBeCloseTo(high, 6);
  });

  it('NHS England’s own example: mean 76.67, limits 57 and 96, and one point outside', () => {
    // As nhspy-plotthedots read it off the film about the Making Data Count workbook.
    const behaviour = behaviourOf([89, 86, 75, 77, 81, 74, 72, 78, 76, 82, 77, 54, 66, 77, 86]);
    expect(fractionNumber(behaviour.mean)).toBeCloseTo(76.67, 2);
    expect(Math.round(fractionNumber(behaviour.lower))).toBe(57);
    expect(Math.round(fractionNumber(behaviour.upper))).toBe(96);
    expect(causesIn(behaviour)).toEqual(['12 outside -']);
  });

  it.each<[string, Amount[], number]>([
    // Ranges 10, 10, 65.34, 10, 4.66: their mean is 20, and 3.267 × 20 = 65.34. Left are 34.66 in four.
    ['a range of 3.267 times the mean exactly is dropped', [0, 10, 0, '65.34', '55.34', 60], 8.665],
    // Ranges 10, 10, 65.33, 10, 4.67: the mean is 20 again.
    ['one of a step less is kept', [0, 10, 0, '65.33', '55.33', 60], 20],
    // Ranges 10, 10, 65.35, 10, 4.65: the mean is 20 again. Left are 34.65 in four.
    ['one of a step more is dropped', [0, 10, 0, '65.35', '55.35', 60], 8.6625],
    // Ranges 100, 20 and twelve of 1: 3.267 × 132 / 14 = 30.8 drops the 100 alone, though 3.267 × 32 / 13 = 8.04.
    ['once only', [0, 100, 80, 81, 80, 81, 80, 81, 80, 81, 80, 81, 80, 81, 80], 32 / 13],
    ['where nothing moves there is no range', [7, 7, 7, 7, 7, 7], 0],
    ['a single step is dropped, and nothing is left', [5, 5, 5, 5, 5, 9, 9, 9, 9, 9], 0],
  ])('%s', (_, values, range) => {
    expect(limitsOf(values)[1]).toBe(range);
  });

  it('the limits of values that never move are their mean, and no value is outside', () => {
    const behaviour = behaviourOf(Array(14).fill(7));
    expect([behaviour.lower, behaviour.mean, behaviour.upper].map(fractionNumber)).toEqual([7, 7, 7]);
    expect(causesIn(behaviour)).toEqual([]);
  });
});

describe('how many points it takes (6)', () => {
  it.each<[string, number, boolean | null]>([
    ['five give nothing', 5, null],
    ['six give limits for trial', 6, true],
    ['so do twelve', 12, true],
    ['thirteen give full ones', 13, false],
  ])('%s', (_, points, trial) => {
    const behaviour = behaviourAt('2014/15 Q2', { figures: quarterly(swings(1, points)) });
    expect(behaviour?.trial ?? null).toBe(trial);
    expect(behaviour?.points.length ?? 0).toBe(trial === null ? 0 : points);
  });

  it('nothing is claimed from limits for trial', () => {
    // Twelve points that rise, of which the ends lie outside: everything would fire.
    const behaviour = behaviourOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], {}, 0);
    expect(causesIn(behaviour)).toEqual([]);
    expect(behaviour).toMatchObject({ trial: true, signals: [], standing: null });
  });
});

describe('a point outside the limits (6)', () => {
  // Twelve swings of 0.5471 and S: mean S / 13, mean range (21 × 0.5471 + S) / 12. S = 3.6309 makes them 0.2793 and 1.26,
  // and the limit 0.2793 + 2.66 × 1.26 = 3.6309. Of each step of S the limit moves up 1/13 + 2.66/12 = 0.3.
  const ending = (last: number) => [...swings(0.5471, 12), last];

  it('the limits are where the hand has them', () => {
    const { mean, range, upper } = behaviourOf(ending(3.6309));
    expect([mean, range, upper].map(fractionNumber)).toEqual([0.2793, 1.26, 3.6309]);
  });

  it.each<[string, number[], string[]]>([
    ['exactly on the upper limit is inside', ending(3.6309), []],
    ['a step above it is outside', ending(3.631), ['13 outside +']],
    ['a step below it is inside', ending(3.6308), []],
    ['exactly on the lower limit is inside', mirrored(ending(3.6309)), []],
    ['a step below it is outside', mirrored(ending(3.631)), ['13 outside -']],
  ])('%s', (_, values, causes) => {
    expect(causesIn(behaviourOf(values))).toEqual(causes);
  });
});

describe('two of three far out (6)', () => {
  // Twelve swings of 0.4919 and two of S: mean S / 7, mean range (21 × 0.4919 + S) / 13. S = 1.9551 makes them 0.2793 and
  // 0.945, and two thirds of the way 0.2793 + 2/3 × 2.66 × 0.945 = 1.9551. Of each step of the last one alone it moves up
  // 1/14 + 2/3 × 2.66/13 = 0.2, and as much again of the other.
  const ending = (...last: number[]) => [...swings(0.4919, 12), ...last];
  // With sixteen swings of 1, two thirds of the way lie between 4.5 and 5.6 from nought, and the limits beyond 6.8.
  const swinging = (...last: number[]) => [...swings(1, 16), ...last];

  it('two thirds of the way are where the hand has them', () => {
    const { mean, upper } = behaviourOf(ending(1.9551, 1.9551));
    const [middle, limit] = [fractionNumber(mean), fractionNumber(upper)];
    expect(middle + (2 / 3) * (limit - middle)).toBeCloseTo(1.9551, 10);
  });

  it.each<[string, number[], string[]]>([
    ['both exactly two thirds of the way', ending(1.9551, 1.9551), []],
    ['one of them a step beyond', ending(1.9551, 1.9552), []],
    ['both a step beyond', ending(1.9552, 1.9552), each('two-of-three', '+', 13, 14)],
    ['both exactly two thirds of the way down', mirrored(ending(1.9551, 1.9551)), []],
    ['both a step beyond, downwards', mirrored(ending(1.9552, 1.9552)), each('two-of-three', '-', 13, 14)],
    // Mean 11 / 19, mean range 49 / 18: two thirds of the way are 5.4.
    ['with another between, wherever that lies', swinging(6, -1, 6), ['17 two-of-three +', '19 two-of-three +']],
    // Mean 12 / 20, mean range 49 / 19: two thirds of the way are 5.2.
    ['two of four', swinging(6, -1, 1, 6), []],
    // Mean 1 / 19, mean range 47 / 18: two thirds of the way are 4.7 and −4.6.
    ['one on either side', swinging(6, 1, -6), []],
    // Mean 6 / 18, mean range 42 / 18: two thirds of the way are 4.5.
    ['one alone', swinging(6, 0), []],
    // Mean 16 / 19, mean range 48 / 18: two thirds of the way are 5.6, the limit 7.9.
    ['a point outside is far out too', swinging(6, 1, 9), ['17 two-of-three +', '19 outside +', '19 two-of-three +']],
  ])('%s', (_, values, causes) => {
    expect(causesIn(behaviourOf(values))).toEqual(causes);
  });
});

describe('seven in a row on one side of the mean (6)', () => {
  // The mean of each is nought, or that of a step among thirteen. No range is above 4, so that no limit is near.
  const low = [-1, -3, -1, -3, -1, -3];
  const high = [1, 3, 1, 3, 1, 3];
  const broken = (middle: number) => [...low, 1, 3, 1, middle, 3, 1, 3];

  it.each<[string, number[], string[]]>([
    ['six on either side', [...low, ...high, -1, 1], []],
    [
      'seven on either side',
      [...low, -1, ...high, 1],
      [...each('one-side', '-', 1, 7), ...each('one-side', '+', 8, 14)],
    ],
    ['a point on the mean breaks it', broken(0), []],
    ['a step above the mean does not', broken(0.0001), each('one-side', '+', 7, 13)],
    ['a step below the mean does', broken(-0.0001), []],
    ['downwards too a point on the mean breaks it', mirrored(broken(0)), []],
    ['and a step below it does not', mirrored(broken(0.0001)), each('one-side', '-', 7, 13)],
  ])('%s', (_, values, causes) => {
    expect(causesIn(behaviourOf(values))).toEqual(causes);
  });
});

describe('seven in a row rising or falling (6)', () => {
  // Swings of 1 before them. No more than one point lies two thirds of the way out, and none outside.
  const rising = [...swings(1, 6).reverse(), -3, -2, -1, 0, 1, 2, 3];
  const tied = (middle: number) => [...swings(1, 6).reverse(), -3, -2, -1, 0, middle, 1, 2];

  it.each<[string, number[], string[]]>([
    ['seven that rise, in six steps', rising, each('trend', '+', 7, 13)],
    ['seven that fall', mirrored(rising), each('trend', '-', 7, 13)],
    ['six that rise, in five steps', [...swings(1, 7).reverse(), -3, -2, -1, 0, 1, 2], []],
    ['a tie breaks it', tied(0), []],
    ['a step up does not', tied(0.0001), each('trend', '+', 7, 13)],
    ['a step down does', tied(-0.0001), []],
    ['a tie breaks a fall', mirrored(tied(0)), []],
  ])('%s', (_, values, causes) => {
    expect(causesIn(behaviourOf(values))).toEqual(causes);
  });

  it('a peak ends one and begins another, and the concern is said first', () => {
    const peak = [-3, -2, -1, 0, 1, 2, 3, 2, 1, 0, -1, -2, -3];
    const trends = (given: GivenTarget['indicator']) =>
      behaviourOf(peak, given).points[6]?.causes.filter(({ kind }) => kind === 'trend');
    const [up, down] = [
      { kind: 'trend', direction: 1 },
      { kind: 'trend', direction: -1 },
    ];
    expect(trends({})).toEqual([
      { ...down, signal: 'concern' },
      { ...up, signal: 'improvement' },
    ]);
    expect(trends(lower)).toEqual([
      { ...up, signal: 'concern' },
      { ...down, signal: 'improvement' },
    ]);
  });
});

describe('what the last point signals, by polarity (6)', () => {
  const above = [...swings(0.5471, 12), 3.631];
  // Mean 25.5 / 13 = 1.96 and, without the range of 10, a mean range of 13 / 11: the last point lies below the mean
  // with six others, but not two thirds of the way out.
  const recovering = [5, 7, 5, 7, 5, 7, -3, -2.5, -2, -1.5, -1, -0.5, 0];

  it.each<[string, number[], GivenTarget['indicator'], Signal[]]>([
    ['outside above, higher is better', above, {}, ['improvement']],
    ['outside above, lower is better', above, lower, ['concern']],
    ['outside below, higher is better', mirrored(above), {}, ['concern']],
    ['outside below, lower is better', mirrored(above), lower, ['improvement']],
    ['low and rising: concern first, higher is better', recovering, {}, ['concern', 'improvement']],
    ['low and rising: concern first, lower is better', recovering, lower, ['concern', 'improvement']],
    ['nothing, where an earlier point was outside', [-4, ...swings(0.5471, 14)], {}, []],
  ])('%s', (_, values, given, signals) => {
    expect(behaviourOf(values, given).signals).toEqual(signals);
  });

  it.each<[string, GivenTarget['indicator'], string[]]>([
    ['higher is better', {}, ['one-side concern', 'trend improvement']],
    ['lower is better', lower, ['trend concern', 'one-side improvement']],
  ])('low and rising, cause by cause: %s', (_, given, causes) => {
    const last = behaviourOf(recovering, given).points.at(-1);
    expect(last?.causes.map(({ kind, signal }) => `${kind} ${signal}`)).toEqual(causes);
  });
});

describe('the target against the limits (6)', () => {
  // Seven times 1 and 2: mean 1.5, mean range 1, limits −1.16 and 4.16.
  const values = Array.from({ length: 14 }, (_, index) => 1 + (index % 2));

  it.each<[string, GivenTarget['indicator'], Amount, TargetStanding]>([
    ['the lower limit meets it exactly', {}, '-1.16', 'consistently-met'],
    ['the lower limit falls a step short', {}, '-1.1599', 'hit-or-miss'],
    ['the upper limit meets it exactly', {}, '4.16', 'hit-or-miss'],
    ['the upper limit falls a step short', {}, '4.1601', 'consistently-missed'],
    ['lower is better: the upper limit meets it exactly', lower, '4.16', 'consistently-met'],
    ['lower is better: the upper limit is a step over', lower, '4.1599', 'hit-or-miss'],
    ['lower is better: the lower limit meets it exactly', lower, '-1.16', 'hit-or-miss'],
    ['lower is better: the lower limit is a step over', lower, '-1.1601', 'consistently-missed'],
  ])('%s', (_, given, target, standing) => {
    expect(behaviourOf(values, given, target).standing).toBe(standing);
  });

  it('a level that stands at its target is consistently met, in both directions', () => {
    expect(behaviourOf(Array(13).fill(100), {}, 100).standing).toBe('consistently-met');
    expect(behaviourOf(Array(13).fill(100), lower, 100).standing).toBe('consistently-met');
  });

  it('null without a target', () => {
    expect(behaviourOf(values).standing).toBeNull();
  });
});

describe('what the target asks of one quarter (6)', () => {
  const asked = (given: GivenTarget, text = '2009/10 Q2'): number | null => {
    const known = knownOn(LATE, given);
    const target = targetOfQuarter(known, judge(known, period(text), null), period(text));
    return target && fractionNumber(target);
  };
  const figures = quarterly(swings(1, 19));
  const goals = [commitment('target', '2008/09', 1000), commitment('target', '2009/10', 1200)];

  it.each<[string, GivenTarget, number | null]>([
    ['of a level the target', { commitments: goals, figures }, 1200],
    ['of a flow a quarter of it', { indicator: flow, commitments: goals, figures }, 300],
    ['of a running count the rise in the quarter', { indicator: running, commitments: goals, figures }, 50],
    ['of a seasonal indicator nothing', { indicator: seasonal, commitments: goals, figures }, null],
    [
      'of a flow with a profile nothing',
      { indicator: flow, terms: { path: 'profile', profile: '10|15|35|40' }, commitments: goals, figures },
      null,
    ],
    [
      'nor of one with a profile whatever its path is called',
      { indicator: flow, terms: { profile: '10|15|35|40' }, commitments: goals, figures },
      null,
    ],
    [
      'nor of one whose profile is that of earlier years',
      { indicator: flow, terms: { path: 'profile' }, commitments: goals, figures },
      null,
    ],
    ['nothing without a target', { figures }, null],
    [
      'nothing of a flow with a later target',
      { indicator: flow, commitments: [commitment('target', '2010/11', 9)] },
      null,
    ],
    ['nothing of one that is parked', { terms: { state: 'parked' }, commitments: goals, figures }, null],
    ['nothing of a placeholder', { terms: { state: 'placeholder' }, commitments: goals, figures }, null],
  ])('%s', (_, given, target) => {
    expect(asked(given)).toBe(target);
  });
});

describe('which figures it is of (6)', () => {
  const numbers = (behaviour: ProcessBehaviour | null) => behaviour?.points.map(({ value }) => quantityNumber(value));
  const periods = (behaviour: ProcessBehaviour | null) => behaviour?.points.map((point) => periodText(point.period));
  const late = '2014/15 Q2';

  it('of a flow the quarter’s own, never the year to date', () => {
    const given = { indicator: flow, figures: quarterly([10, 20, 30, 40, 11, 21]) };
    expect(numbers(behaviourAt(late, given))).toEqual([10, 20, 30, 40, 11, 21]);
  });

  it('of a running count the rise in the quarter, which begins anew with the agreement', () => {
    const figures = [
      ...yearOfFigures('2007/08', [50, 54, 57, 61]),
      ...yearOfFigures('2008/09', [5, 12, 18, 22]),
      ...yearOfFigures('2009/10', [26]),
    ];
    const behaviour = behaviourAt(late, { indicator: running, figures });
    // What 50 rose from is not known.
    expect(numbers(behaviour)).toEqual([4, 3, 4, 5, 7, 6, 4, 4]);
    expect(periods(behaviour)?.[0]).toBe('2007/08 Q2');
  });

  it('a rolling indicator has none, and neither has one that is not due every quarter', () => {
    const figures = quarterly(swings(1, 16));
    expect(behaviourAt(late, { figures })).not.toBeNull();
    expect(behaviourAt(late, { indicator: { pattern: 'rolling' }, figures })).toBeNull();
    expect(behaviourAt(late, { indicator: { due_quarters: '2|4' }, figures })).toBeNull();
    expect(behaviourAt(late, { indicator: { every_years: 2, survey_year: 2005 }, figures })).toBeNull();
  });

  it.each<[string, string, number | null]>([
    ['the last quarter counts', '2008/09 Q2', 14],
    ['the one after it does not', '2008/09 Q1', 13],
    ['nor does what came later', '2006/07 Q2', 6],
    ['until there are too few', '2006/07 Q1', null],
  ])('up to a quarter: %s', (_, text, points) => {
    expect(behaviourAt(text, { figures: quarterly(swings(1, 14)) })?.points.length ?? null).toBe(points);
  });

  it.each<[string, (Amount | null)[]]>([
    ['a figure without a value', [...swings(1, 15), null, 1, 2, 3, 4, 5, 6]],
    ['no figure', [...swings(1, 15), 9, 1, 2, 3, 4, 5, 6]],
  ])('only the latest unbroken run counts: %s', (_, values) => {
    const figures = quarterly(values).filter(({ value }) => value !== quantity(9));
    const behaviour = behaviourAt(late, { figures });
    expect(numbers(behaviour)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(periods(behaviour)?.[0]).toBe('2009/10 Q1');
  });

  it('a run that is too short gives nothing, however long an earlier one was', () => {
    expect(behaviourAt(late, { figures: quarterly([...swings(1, 15), null, 1, 2, 3, 4, 5]) })).toBeNull();
  });

  it('a gap at the end leaves the run before it', () => {
    expect(behaviourAt(late, { figures: quarterly([...swings(1, 6), null]) })?.points).toHaveLength(6);
  });

  it('figures of another basis never mix in', () => {
    const figures = quarterly(swings(1, 14)).map((row, index) => (index < 8 ? row : { ...row, basis: 'national' }));
    const given = { bases: ['national'], figures };
    expect(behaviourAt(late, given)?.points).toHaveLength(8);
    expect(periods(behaviourAt(late, given, 'national'))?.[0]).toBe('2007/08 Q1');
    expect(behaviourAt(late, given, 'national')?.points).toHaveLength(6);
    expect(behaviourAt(late, given, 'elsewhere')).toBeNull();
  });

  describe('of a seasonal indicator the change on the same quarter of last year', () => {
    const years = [
      ...yearOfFigures('2005/06', [10, 20, 30, 40]),
      ...yearOfFigures('2006/07', [11, 22, 31, 42]),
      ...yearOfFigures('2007/08', [13, 25, 34, 45]),
    ];
    const without = (text: string) => years.filter((row) => row.period !== period(text));

    it('from the fifth quarter on', () => {
      const behaviour = behaviourAt(late, { indicator: seasonal, figures: years });
      expect(numbers(behaviour)).toEqual([1, 2, 1, 2, 2, 3, 3, 3]);
      expect(periods(behaviour)?.[0]).toBe('2006/07 Q1');
    });

    it('a flow’s too', () => {
      const indicator = { ...flow, ...seasonal };
      expect(numbers(behaviourAt(late, { indicator, figures: years }))).toEqual([1, 2, 1, 2, 2, 3, 3, 3]);
    });

    it('it takes ten quarters for six changes', () => {
      expect(behaviourAt('2007/08 Q2', { indicator: seasonal, figures: years })?.points).toHaveLength(6);
      expect(behaviourAt('2007/08 Q1', { indicator: seasonal, figures: years })).toBeNull();
    });

    it('a missing quarter is missing a year later too', () => {
      const given = (text: string) => ({ indicator: seasonal, figures: without(text) });
      expect(numbers(behaviourAt(late, given('2005/06 Q2')))).toEqual([1, 2, 2, 3, 3, 3]);
      expect(behaviourAt(late, given('2006/07 Q2'))).toBeNull();
    });
  });
});

describe('what it means for the Board', () => {
  const ones = Array.from({ length: 14 }, (_, index) => 1 + (index % 2));
  const above = [...swings(0.5471, 12), 3.631];
  const recovering = [5, 7, 5, 7, 5, 7, -3, -2.5, -2, -1.5, -1, -0.5, 0];
  const sentence = (values: readonly Amount[], given: GivenTarget['indicator'] = {}, target: Amount | null = null) =>
    behaviourSentence(behaviourOf(values, given, target), indicator(given));

  it.each<[string, string, string]>([
    [
      'nothing unusual, hit or miss',
      sentence(ones, {}, 2),
      'Nothing unusual: the 14 quarters to September 2008 stay within what the process usually gives, so the target will be hit or missed by chance unless the process changes.',
    ],
    [
      'consistently met',
      sentence(ones, {}, -2),
      'Nothing unusual: the 14 quarters to September 2008 stay within what the process usually gives, so the target will be consistently met unless the process changes.',
    ],
    [
      'consistently missed, of a flow',
      sentence(ones, flow, 5),
      'Nothing unusual: the 14 quarters to September 2008 stay within what the process usually gives, so a quarter’s share of the target will be consistently missed unless the process changes.',
    ],
    [
      'without a target',
      sentence(ones),
      'Nothing unusual: the 14 quarters to September 2008 stay within what the process usually gives.',
    ],
    [
      'an earlier quarter was unusual',
      sentence([-4, ...swings(0.5471, 14)]),
      'Nothing unusual now, though earlier quarters stand out: October to December 2008 lies within what the process usually gives.',
    ],
    [
      'limits for trial',
      sentence([1, 2, 3, 4, 5, 6, 7, 8, 9], {}, 2),
      'Too early to call a quarter unusual: until there are 13, the limits are for trial, drawn from the 9 quarters to June 2007.',
    ],
    [
      'an improvement',
      sentence(above, {}, 3),
      'An improvement that is more than chance: April to June 2008 lies above what the process usually gives; as long as the process keeps to its limits, the target is hit or missed by chance.',
    ],
    [
      'a concern',
      sentence(above, lower),
      'A concern that is more than chance: April to June 2008 lies above what the process usually gives.',
    ],
    [
      'both, the concern first',
      sentence(recovering),
      'A concern, and an improvement beside it, that are more than chance: April to June 2008 is the latest of at least seven in a row below the average and is the latest of at least seven that rose without a break.',
    ],
    [
      'the other way about',
      sentence(mirrored(recovering), lower),
      'A concern, and an improvement beside it, that are more than chance: April to June 2008 is the latest of at least seven in a row above the average and is the latest of at least seven that fell without a break.',
    ],
    [
      'two of three',
      sentence(mirrored([...swings(0.4919, 12), 1.9552, 1.9552])),
      'A concern that is more than chance: July to September 2008 is one of two in three that lie far below the average.',
    ],
    [
      'of a seasonal indicator',
      sentence([10, 20, 30, 40, 11, 21, 31, 41, 12, 22, 32, 42], seasonal),
      'Too early to call a quarter unusual: until there are 13, the limits are for trial, drawn from the 8 quarters to March 2008 (change on the year before).',
    ],
  ])('%s', (_, said, expected) => {
    expect(said).toBe(expected);
  });
});

describe('whatever the figures are', () => {
  const series = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 13, maxLength: 40 });
  const signed = ({ points }: ProcessBehaviour) =>
    points.map(({ causes }) => causes.map(({ kind, signal }) => `${kind} ${signal}`));

  it('mirrored about nought, with the other polarity, they say the same', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: -500, max: 500 }), (values, target) => {
        const [as, mirror] = [behaviourOf(values, {}, target), behaviourOf(mirrored(values), lower, 0 - target)];
        expect(signed(mirror)).toEqual(signed(as));
        expect([mirror.signals, mirror.standing]).toEqual([as.signals, as.standing]);
      }),
    );
  });

  it('a shift and a scale change nothing but the limits', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: -900, max: 900 }), fc.integer({ min: 1, max: 9 }), (values, by, factor) => {
        const [as, moved] = [behaviourOf(values), behaviourOf(values.map((value) => factor * value + by))];
        expect(signed(moved)).toEqual(signed(as));
        expect(fractionNumber(moved.upper)).toBeCloseTo(factor * fractionNumber(as.upper) + by, 6);
      }),
    );
  });

  it('the limits lie as far below the mean as above it', () => {
    fc.assert(
      fc.property(series, (values) => {
        const [mean, range, low, high] = limitsOf(values);
        expect(high - mean).toBeCloseTo(2.66 * range, 6);
        expect(mean - low).toBeCloseTo(2.66 * range, 6);
      }),
    );
  });
});
