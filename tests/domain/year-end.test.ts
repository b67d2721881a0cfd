import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../server/domain/assessment.ts';
import { fractionNumber } from '../../server/domain/quantity.ts';
import { standingOf } from '../../server/domain/standing.ts';
import {
  type Amount,
  assessedOn,
  commitment,
  figure,
  type GivenTarget,
  knownOn,
  milestone,
  period,
  yearOfFigures,
} from '../support/records.ts';

const count = { unit: 'number', decimals: 0 } as const;
const flow = { measure: 'flow', ...count } as const;
const late = '2011-12-31';

function assessed(given: GivenTarget, text = '2008/09 Q2'): Assessment {
  return assessedOn(late, text, given);
}

/** The light of the year's end and what gave it. */
function endOf(given: GivenTarget, text?: string): (string | undefined)[] {
  const { yearEnd } = assessed(given, text);
  return [yearEnd?.light, yearEnd?.by];
}

const tolerance = (amount: Amount, mode: 'absolute' | 'relative' | 'share' = 'absolute'): GivenTarget => ({
  terms: { tolerance_mode: mode, tolerance: amount },
});

/** A level with a target of 45 for 2008/09, of which a whole year of figures is in. */
function ended(last: Amount, given: GivenTarget = tolerance(1)): GivenTarget {
  const commitments = [commitment('baseline', '2007/08', 40), commitment('target', '2008/09', 45)];
  return { commitments, figures: yearOfFigures('2008/09', [41, 42, 43, last]), ...given };
}

/** A count of which half comes in the first half of every year, exactly; so far 5,000 came: 10,000 is forecast. */
function halfOf(target: Amount, given: GivenTarget = tolerance(0)): GivenTarget {
  return {
    indicator: flow,
    commitments: [commitment('target', '2008/09', target)],
    figures: [
      ...yearOfFigures('2006/07', [2500, 2500, 2500, 2500]),
      ...yearOfFigures('2007/08', [2000, 2500, 2500, 2000]),
      ...yearOfFigures('2008/09', [2500, 2500]),
    ],
    ...given,
  };
}

/** A count without earlier years: twice of what came by half the year. */
function straight(target: Amount, soFar: readonly Amount[], given: GivenTarget = {}): GivenTarget {
  return {
    indicator: flow,
    commitments: [commitment('target', '2008/09', target)],
    figures: yearOfFigures('2008/09', soFar),
    ...given,
  };
}

const lower = { indicator: { ...flow, polarity: 'lower' } } as const;

describe('the year’s end, once it has come', () => {
  it.each<[string, Amount, string]>([
    ['equal is met', 45, 'green'],
    ['short by the tolerance exactly', 44, 'amber'],
    ['by a step more', '43.9', 'red'],
    ['judged as it is published: 44.95 is 45.0', '44.95', 'green'],
  ])('%s', (_, last, light) => {
    expect(endOf(ended(last), '2008/09 Q4')).toEqual([light, 'outturn']);
  });

  it.each<[string, GivenTarget, Amount, string]>([
    // 4% of 45 is 1.8; 20% of the 5 from 40 to 45 is 1.
    ['relative: of the target', tolerance(4, 'relative'), '43.2', 'amber'],
    ['relative, a step more', tolerance(4, 'relative'), '43.1', 'red'],
    ['a share of the planned improvement', tolerance(20, 'share'), 44, 'amber'],
    ['a share, a step more', tolerance(20, 'share'), '43.9', 'red'],
    ['none', {}, '44.9', 'red'],
  ])('with a tolerance: %s', (_, given, last, light) => {
    expect(endOf(ended(last, given), '2008/09 Q4')).toEqual([light, 'outturn']);
  });

  it('stays the year’s end in the quarters that follow', () => {
    // Summer results, worked case 9.8: T 64, A 63.2, absolute 1.
    const results: GivenTarget = {
      indicator: { due_quarters: '2' },
      commitments: [commitment('baseline', '2007/08', '60.8'), commitment('target', '2008/09', 64)],
      figures: [figure('2008/09 Q2', '63.2')],
      ...tolerance(1),
    };
    for (const text of ['2008/09 Q2', '2008/09 Q4']) {
      expect(assessed(results, text)).toMatchObject({ now: 'amber', overall: 'amber', decidedBy: 'now' });
      expect(endOf(results, text)).toEqual(['amber', 'outturn']);
    }
  });
});

describe('by the value of a forecast that knows no spread', () => {
  it.each<[string, GivenTarget, string]>([
    ['exactly at the target', straight(200, [50, 50]), 'green'],
    ['short by the tolerance: 190 of 200, 10 allowed', straight(200, [45, 50], tolerance(10)), 'amber'],
    ['an absolute tolerance is that of the whole year', straight(200, [45, 49], tolerance(10)), 'red'],
    ['passed already, higher is better', straight(90, [45, 50]), 'green'],
    ['within, lower is better', straight(180, [45, 50], { ...lower, ...tolerance(10) }), 'amber'],
    ['beyond, lower is better', straight(179, [45, 50], { ...lower, ...tolerance(10) }), 'red'],
    ['below, lower is better', straight(190, [45, 50], lower), 'green'],
    ['missed already, but within', straight(94, [45, 50], { ...lower, ...tolerance(96) }), 'amber'],
    ['missed already, and beyond', straight(94, [45, 50], { ...lower, ...tolerance(95) }), 'red'],
  ])('%s', (_, given, light) => {
    expect(endOf(given)[0]).toBe(light);
  });

  it('a drift of fewer than eight figures is judged by its value', () => {
    // Two a quarter: 50 by March.
    const given = { figures: [...yearOfFigures('2007/08', [36, 38, 40, 42]), ...yearOfFigures('2008/09', [44, 46])] };
    expect(endOf({ ...given, commitments: [commitment('target', '2008/09', 50)] })).toEqual(['green', 'value']);
    expect(endOf({ ...given, commitments: [commitment('target', '2008/09', '50.1')] })).toEqual(['red', 'value']);
  });

  it('the forecast is held to what the value can be', () => {
    // Three a quarter from 96 leads to 102%, which is 100%.
    const figures = [...yearOfFigures('2007/08', [81, 84, 87, 90]), ...yearOfFigures('2008/09', [93, 96])];
    expect(endOf({ figures, commitments: [commitment('target', '2008/09', 100)] })).toEqual(['green', 'value']);
  });
});

describe('by the chance', () => {
  // σ is the root of the 5,000 to come, 70.711. Φ(0.8416) = 0.8: 59.5 above the target. Φ(−0.2533) = 0.4: 17.9 below.
  it.each<[string, GivenTarget, string]>([
    ['0.802: 60 above the target', halfOf(9940), 'green'],
    ['0.798: 59 above the target', halfOf(9941), 'amber'],
    ['0.405: 17 below it', halfOf(10_017), 'amber'],
    ['0.399: 18 below it', halfOf(10_018), 'red'],
    ['the tolerance counts for amber: 0.405', halfOf(10_117, tolerance(100)), 'amber'],
    ['and no further: 0.399', halfOf(10_118, tolerance(100)), 'red'],
    ['and not for green', halfOf(9941, tolerance(100)), 'amber'],
    ['lower is better: 0.802', halfOf(10_060, lower), 'green'],
    ['lower is better: 0.798', halfOf(10_059, lower), 'amber'],
    ['lower is better: 0.405', halfOf(9983, lower), 'amber'],
    ['lower is better: 0.399', halfOf(9982, lower), 'red'],
    ['reached already', halfOf(5000), 'green'],
    ['missed already', halfOf(4999, lower), 'red'],
    [
      'missed already, and likely to stay within the tolerance',
      halfOf(4999, { ...lower, ...tolerance(5000) }),
      'amber',
    ],
    ['missed already, and past the tolerance', halfOf(4000, { ...lower, ...tolerance(999) }), 'red'],
  ])('%s', (_, given, light) => {
    expect(endOf(given)).toEqual([light, 'chance']);
  });

  it('a spread of nothing is sure', () => {
    // Exactly a half a point a quarter, eight figures: 45.0 by March, and nothing else.
    const even = ['41', '41.5', '42', '42.5', '43', '43.5', '44', '44.5'];
    const given = {
      figures: [...yearOfFigures('2007/08', even.slice(0, 4)), ...yearOfFigures('2008/09', even.slice(4))],
    };
    const at = (target: Amount, also: GivenTarget = {}) =>
      endOf(
        { figures: given.figures.slice(0, 7), commitments: [commitment('target', '2008/09', target)], ...also },
        '2008/09 Q3',
      );
    // Seven figures have no chance; eight, from a quarter earlier on, do.
    expect(at('44.5')).toEqual(['green', 'value']);
    const early = figure('2006/07 Q4', '40.5');
    const eight = (target: Amount, also: GivenTarget = {}) =>
      at(target, { figures: [early, ...given.figures.slice(0, 7)], ...also });
    expect(eight('44.5')).toEqual(['green', 'chance']);
    expect(eight('44.6')).toEqual(['red', 'chance']);
    expect(eight('44.6', { ...tolerance('0.1'), figures: [early, ...given.figures.slice(0, 7)] })).toEqual([
      'amber',
      'chance',
    ]);
  });
});

describe('no colour for the year’s end', () => {
  it.each<[string, GivenTarget]>([
    ['where nothing is known but the last figure', { ...ended(43), figures: yearOfFigures('2008/09', [41, 42]) }],
    ['without a figure', { ...ended(43), figures: [] }],
    ['while it is parked', { ...ended(43), terms: { state: 'parked' } }],
    ['without a target', { figures: yearOfFigures('2008/09', [41, 42]) }],
    [
      'for milestones alone',
      {
        indicator: { due_quarters: '4' },
        commitments: [commitment('target', '2008/09', 45)],
        milestones: [milestone('2008-06-30', '2008-06-30')],
      },
    ],
  ])('%s', (_, given) => {
    const { yearEnd, overall, now, forecast } = assessed(given);
    expect(yearEnd).toBeNull();
    expect(overall).toBe(now);
    if (forecast !== null) expect(forecast.method).toBe('no-change');
  });

  it('without a target of the year, the path’s value at its end stands in', () => {
    // From 40 to 50 in two years: 45 at the end of the first.
    const given: GivenTarget = {
      commitments: [commitment('baseline', '2007/08', 40), commitment('target', '2009/10', 50)],
      figures: yearOfFigures('2008/09', [41, 42, 43, 45]),
    };
    expect(endOf(given, '2008/09 Q4')).toEqual(['green', 'outturn']);
    expect(endOf({ ...given, figures: yearOfFigures('2008/09', [41, 42, 43, '44.9']) }, '2008/09 Q4')[0]).toBe('red');
  });
});

describe('the stretch light', () => {
  const stretched = (last: Amount, given: GivenTarget = tolerance(20, 'share')): GivenTarget =>
    ended(last, {
      commitments: [
        commitment('baseline', '2007/08', 40),
        commitment('target', '2008/09', 45),
        commitment('stretch', '2008/09', 50),
      ],
      ...given,
    });
  const lightOf = (given: GivenTarget, text = '2008/09 Q4') => assessed(given, text).stretch?.light ?? null;

  it('is judged against the stretch, and a share goes by what is planned to the stretch', () => {
    // 20% of the 10 from 40 to 50 is 2; of the 5 to the target 1.
    expect([50, 48, '47.9'].map((last) => lightOf(stretched(last)))).toEqual(['green', 'amber', 'red']);
    expect([45, 44, '43.9'].map((last) => endOf(stretched(last), '2008/09 Q4')[0])).toEqual(['green', 'amber', 'red']);
  });

  it.each<[string, GivenTarget, string, string | null]>([
    [
      'too early before its year',
      { ...ended(45), commitments: [commitment('target', '2008/09', 45), commitment('stretch', '2010/11', 50)] },
      '2008/09 Q4',
      'too-early',
    ],
    [
      'none after its year',
      { ...ended(45), commitments: [commitment('stretch', '2008/09', 45), commitment('target', '2009/10', 45)] },
      '2009/10 Q1',
      null,
    ],
    ['none without a stretch', ended(45), '2008/09 Q4', null],
    ['no forecast without a figure', { ...stretched(45), figures: [] }, '2008/09 Q2', 'no-forecast'],
    [
      'no forecast where nothing but the last figure is known',
      { ...stretched(45), figures: yearOfFigures('2008/09', [41, 42]) },
      '2008/09 Q2',
      'no-forecast',
    ],
    [
      'a stretch that is the target too',
      { ...ended(45), commitments: [commitment('baseline', '2007/08', 40), commitment('stretch', '2008/09', 45)] },
      '2008/09 Q4',
      'green',
    ],
  ])('%s', (_, given, text, light) => {
    expect(lightOf(given, text)).toBe(light);
  });
});

describe('overall is the worse of now and the year’s end', () => {
  const standing = (given: GivenTarget, text = '2008/09 Q2') => {
    const { judgement, yearEnd, overall, decidedBy } = standingOf(knownOn(late, given), period(text), null);
    return [judgement.light, yearEnd?.light ?? null, overall, decidedBy];
  };

  it.each<[string, GivenTarget, (string | null)[]]>([
    ['both green: now', halfOf(9940), ['green', 'green', 'green', 'now']],
    // Half of 9,990 is 4,995, of which 5,000 came; 10 above the target is a chance of 0.56.
    ['green now, amber at the end', halfOf(9990), ['green', 'amber', 'amber', 'year_end']],
    // By its own profile 6,000 were expected; as earlier years ran, the year will end well.
    [
      'red now, green at the end',
      halfOf(9900, { terms: { path: 'profile', profile: '30|31|20|19' } }),
      ['red', 'green', 'red', 'now'],
    ],
    ['both red: now', halfOf(12_000), ['red', 'red', 'red', 'now']],
    [
      'no colour at the end: now',
      { ...ended(43), figures: yearOfFigures('2008/09', [42, 43]) },
      ['green', null, 'green', 'now'],
    ],
    ['no colour at all: the grey of now', { ...ended(43), figures: [] }, ['no-return', null, 'no-return', null]],
  ])('%s', (_, given, lights) => {
    expect(standing(given)).toEqual(lights);
  });

  it('a year’s end alone has a colour: it decides', () => {
    // Published with four months' lag, without a baseline: the last figure is of the year before the first target.
    const given: GivenTarget = {
      agreement: { first_year: 2007, last_year: 2009 },
      indicator: { lag_days: 120 },
      terms: { recorded_on: '2007-03-31' },
      commitments: [commitment('target', '2008/09', 50, { recorded_on: '2007-03-31' })],
      figures: [...yearOfFigures('2006/07', [40, 41, 42, 43]), ...yearOfFigures('2007/08', [44, 45, 46, 47])],
    };
    const { judgement, yearEnd, overall, decidedBy } = standingOf(
      knownOn('2008-07-10', given),
      period('2008/09 Q1'),
      null,
    );
    expect([judgement.light, yearEnd?.light, overall, decidedBy]).toEqual([
      'no-baseline',
      'green',
      'green',
      'year_end',
    ]);
  });

  it('keeps what it was decided on', () => {
    const { yearEnd } = assessed(halfOf(10_018, tolerance(5)));
    expect(fractionNumber(yearEnd?.goal ?? { n: 0n, d: 1n })).toBe(10_018);
    expect(fractionNumber(yearEnd?.tolerance ?? { n: 0n, d: 1n })).toBe(5);
    // Φ(−18 / 70.711) and Φ(−13 / 70.711).
    expect(yearEnd?.chance).toBeCloseTo(0.3995, 3);
    expect(yearEnd?.chanceWithin).toBeCloseTo(0.4271, 3);
  });
});
