import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../server/domain/assessment.ts';
import { exact, type Fraction, fraction, fractionNumber } from '../../server/domain/quantity.ts';
import {
  expectedShareOfPot,
  paymentFor,
  type RewardTotal,
  rewardOf,
  rewardSum,
  rewardTotal,
} from '../../server/domain/reward.ts';
import {
  type Amount,
  agreement,
  assessedOn,
  commitment,
  figure,
  type GivenTarget,
  quantity,
  yearOfFigures,
} from '../support/records.ts';

const perTarget = { reward_scheme: 'per-target', reward_threshold: quantity('0.6') } as const;
const whole = { reward_scheme: 'whole-agreement', reward_threshold: quantity('0.6') } as const;
const flow = { measure: 'flow', unit: 'number', decimals: 0 } as const;
const lower = { polarity: 'lower' } as const;

/** A stretch of 2008/09 with what hangs on it. */
function stretched(without: Amount, stretch: Amount, pot: Amount | null, given: GivenTarget = {}): GivenTarget {
  const pots = pot === null ? [] : [commitment('reward-pot', '2008/09', pot)];
  return {
    agreement: perTarget,
    indicator: { unit: 'number', decimals: 0 },
    ...given,
    commitments: [
      commitment('expected-without', '2008/09', without),
      commitment('stretch', '2008/09', stretch),
      ...pots,
    ],
  };
}

function number(value: Fraction | null | undefined): number | null {
  return value === null || value === undefined ? null : fractionNumber(value);
}

/** [share, payment, expected, at risk, threshold at, units to the threshold, pounds a unit]. */
function numbersOf(given: GivenTarget, text = '2008/09 Q4'): (number | null)[] | null {
  const reward = rewardOf(assessedOn('2011-12-31', text, given));
  if (reward === null) return null;
  const at = reward.atForecast;
  return [
    number(at?.share),
    number(at?.payment),
    at?.expected ?? null,
    at?.atRisk ?? null,
    number(reward.thresholdAt),
    number(at?.unitsToThreshold),
    number(reward.poundsPerUnit),
  ];
}

describe('worked case 9.3: from 4,000 to 4,790 for £400,000, and from 800 down to 715 for £200,000', () => {
  const up = { without: 4000, stretch: 4790, pot: 400_000 };
  const down = { without: 800, stretch: 715, pot: 200_000 };

  it.each([
    [up, 4300, 0.3797, 0],
    [up, 4474, 0.6, 240_000],
    [up, 4473, 0.5987, 0],
    [up, 4600, 0.7595, 303_797.47],
    [up, 4789, 0.9987, 399_493.67],
    [up, 4790, 1, 400_000],
    [up, 5000, 1.2658, 400_000],
    [down, 749, 0.6, 120_000],
    [down, 750, 0.5882, 0],
    [down, 715, 1, 200_000],
  ])('%o at %d', ({ without, stretch, pot }, actual, share, payment) => {
    const indicator = { unit: 'number', decimals: 0, polarity: stretch > without ? 'higher' : 'lower' } as const;
    const given = stretched(without, stretch, pot, { indicator, figures: [figure('2008/09 Q4', actual)] });
    const [s, paid, expected, atRisk] = numbersOf(given) ?? [];
    expect(s).toBeCloseTo(share, 4);
    expect(paid).toBeCloseTo(payment, 2);
    expect(expected).toBe(paid);
    expect(atRisk).toBeCloseTo(pot - payment, 2);
  });
});

describe('what is known of the reward of a target (7)', () => {
  const two = [...yearOfFigures('2006/07', [20, 20, 30, 30]), ...yearOfFigures('2007/08', [30, 30, 30, 30])];
  const half = { indicator: flow, figures: [...two, ...yearOfFigures('2008/09', [40, 50])] };

  it('at the year’s end: how far the threshold is, in the target’s own unit', () => {
    const given = stretched(4000, 4790, 400_000, { figures: [figure('2008/09 Q4', 4300)] });
    expect(numbersOf(given)?.slice(4)).toEqual([4474, 174, expect.closeTo(506.33, 2)]);
    const reached = stretched(4000, 4790, 400_000, { figures: [figure('2008/09 Q4', 4475)] });
    expect(numbersOf(reached)?.[5]).toBe(0);
  });

  it('lower is better: the threshold lies above the stretch', () => {
    const given = stretched(800, 715, 200_000, {
      indicator: { unit: 'number', decimals: 0, ...lower },
      figures: [figure('2008/09 Q4', 760)],
    });
    expect(numbersOf(given)?.slice(4)).toEqual([749, 11, expect.closeTo(2352.94, 2)]);
  });

  it('with a forecast that may be out: the mean over all that may come', () => {
    // The forecast is 200, half of the stretch, with a σ of 17.356 (see the forecast’s tests).
    const [share, payment, expected, atRisk] = numbersOf(stretched(180, 220, 1000, half), '2008/09 Q2') ?? [];
    expect([share, payment]).toEqual([0.5, 0]);
    expect(expected).toBeCloseTo(1000 * meanPayment(0.5, 17.3559 / 40, 0.6), 0);
    expect((expected ?? 0) + (atRisk ?? 0)).toBeCloseTo(1000, 9);
  });

  it.each<[string, GivenTarget, string, (number | null)[] | null]>([
    [
      'before the stretch’s year',
      stretched(180, 220, 1000, { ...half, agreement: { ...perTarget, first_year: 2007 } }),
      '2007/08 Q4',
      [null, null, null, null, 204, null, 25],
    ],
    [
      'without a figure',
      stretched(180, 220, 1000, { indicator: flow }),
      '2008/09 Q2',
      [null, null, null, null, 204, null, 25],
    ],
    [
      'parked',
      stretched(180, 220, 1000, { ...half, terms: { state: 'parked' } }),
      '2008/09 Q2',
      [null, null, null, null, 204, null, 25],
    ],
    ['without a pot', stretched(180, 220, null, half), '2008/09 Q2', null],
    [
      'a scheme for the agreement as a whole',
      stretched(180, 220, 1000, { ...half, agreement: whole }),
      '2008/09 Q2',
      null,
    ],
    ['no scheme', stretched(180, 220, 1000, { ...half, agreement: {} }), '2008/09 Q2', null],
  ])('%s', (_, given, text, numbers) => {
    expect(numbersOf(given, text)).toEqual(numbers);
  });

  it('without what would have come anyway only the pot is known', () => {
    const given = stretched(0, 220, 1000, half);
    const rows = (given.commitments ?? []).filter(({ item }) => item !== 'expected-without');
    expect(numbersOf({ ...given, commitments: rows }, '2008/09 Q2')).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

/** The mean payment by adding up thin slices of the forecast, eight σ to each side. */
function meanPayment(middle: number, spread: number, threshold: number): number {
  const slices = 200_000;
  const width = (16 * spread) / slices;
  let sum = 0;
  for (let slice = 0; slice < slices; slice += 1) {
    const share = middle - 8 * spread + (slice + 0.5) * width;
    const z = (share - middle) / spread;
    const paid = share < threshold ? 0 : Math.min(share, 1);
    sum += (paid * Math.exp((-z * z) / 2) * width) / (spread * Math.sqrt(2 * Math.PI));
  }
  return sum;
}

describe('the mean payment over a normal forecast (7)', () => {
  it.each([
    [0.5, 0.1, 0.6],
    [0.6, 0.1, 0.6],
    [0.8, 0.05, 0.6],
    [1, 0.2, 0.6],
    [1.3, 0.4, 0.6],
    [-0.5, 0.6, 0.6],
    [0.7, 2, 0],
  ])('share %d, spread %d, threshold %d', (middle, spread, threshold) => {
    expect(expectedShareOfPot(middle, spread, threshold)).toBeCloseTo(meanPayment(middle, spread, threshold), 4);
  });

  const shares = fc.double({ min: -3, max: 3, noNaN: true });
  const spreads = fc.double({ min: 0.001, max: 2, noNaN: true });
  const thresholds = fc.double({ min: 0, max: 1, noNaN: true });

  it('lies between nothing and the pot', () => {
    fc.assert(
      fc.property(shares, spreads, thresholds, (middle, spread, threshold) => {
        const share = expectedShareOfPot(middle, spread, threshold);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('rises with the forecast', () => {
    fc.assert(
      fc.property(
        shares,
        fc.double({ min: 0, max: 1, noNaN: true }),
        spreads,
        thresholds,
        (middle, more, spread, threshold) => {
          const [before, after] = [middle, middle + more].map((each) => expectedShareOfPot(each, spread, threshold));
          expect(after ?? 0).toBeGreaterThanOrEqual((before ?? 0) - 1e-9);
        },
      ),
    );
  });

  it('what is paid never falls as the share rises', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300, max: 300 }), fc.integer({ min: 0, max: 100 }), (percent, more) => {
        const paid = (share: number): number =>
          fractionNumber(paymentFor(fraction(1000), fraction(share, 100), exact(6000)));
        expect(paid(percent + more)).toBeGreaterThanOrEqual(paid(percent));
      }),
    );
  });
});

describe('what an agreement comes to (7)', () => {
  const assessed = (given: GivenTarget): Assessment => assessedOn('2011-12-31', '2008/09 Q4', given);
  const at = (actual: Amount | null, pot: Amount | null, given: GivenTarget = {}): Assessment =>
    assessed(stretched(4000, 5000, pot, { figures: actual === null ? [] : [figure('2008/09 Q4', actual)], ...given }));

  it('by target: sums, and what is not assessed yet apart', () => {
    const total = rewardTotal(agreement(perTarget), [
      at(4800, 100),
      at(5200, 200),
      at(4100, 400),
      at(null, 800),
      at(4900, null),
    ]);
    expect(total).toEqual({
      scheme: 'per-target',
      pot: 1500,
      payment: 280,
      expected: 280,
      atRisk: 420,
      notYetAssessed: 800,
    });
  });

  it('by target, and nothing is assessed', () => {
    const nothing = { payment: null, expected: null, atRisk: null };
    expect(rewardTotal(agreement(perTarget), [at(null, 800)])).toEqual({
      scheme: 'per-target',
      pot: 800,
      ...nothing,
      notYetAssessed: 800,
    });
    expect(rewardTotal(agreement(perTarget), [])).toEqual({
      scheme: 'per-target',
      pot: 0,
      ...nothing,
      notYetAssessed: 0,
    });
  });

  it.each<[string, (Amount | null)[], number | null]>([
    // Held to 0 and 1 the shares are 1, 0.4 and 0.5: 0.6333 of £900.
    ['the mean of the shares, none above 1', [5400, 4400, 4500], 570],
    // 1, 0.8 and 0.
    ['and none below 0', [5000, 4800, 3000], 540],
    ['a step below the threshold', [5000, 4799, 3000], 0],
    ['not known while one of them is not', [5000, 4800, null], null],
  ])('as a whole: %s', (_, actuals, payment) => {
    const total = rewardTotal(
      agreement(whole),
      actuals.map((actual) => at(actual, 300, { agreement: whole })),
    );
    expect(total).toMatchObject({ scheme: 'whole-agreement', pot: 900, notYetAssessed: payment === null ? 900 : 0 });
    if (payment === null) expect(total).toMatchObject({ payment: null, expected: null, atRisk: null });
    else
      expect([total?.payment, total?.expected, (total?.atRisk ?? 0) + payment]).toEqual([
        expect.closeTo(payment, 9),
        expect.closeTo(payment, 9),
        expect.closeTo(900, 9),
      ]);
  });

  it('as a whole: a target without a stretch does not count, and without pots there is nothing to lose', () => {
    const plain = assessed({ agreement: whole, commitments: [commitment('target', '2008/09', 40)] });
    expect(rewardTotal(agreement(whole), [plain])).toMatchObject({ pot: 0, payment: null, notYetAssessed: 0 });
    expect(rewardTotal(agreement(whole), [at(4800, 300, { agreement: whole }), plain])?.payment).toBeCloseTo(240, 9);
  });

  it('none without a scheme', () => {
    expect(rewardTotal(agreement(), [at(4800, 100)])).toBeNull();
  });
});

describe('what several agreements come to together', () => {
  const total = (given: Partial<RewardTotal> = {}): RewardTotal => ({
    scheme: 'per-target',
    pot: 1500,
    payment: 280,
    expected: 300,
    atRisk: 400,
    notYetAssessed: 800,
    ...given,
  });
  const unknown = { payment: null, expected: null, atRisk: null };

  it('nothing of none', () => {
    expect(rewardSum([])).toBeNull();
  });

  it('one is as it is', () => {
    const { scheme: _, ...alone } = total();
    expect(rewardSum([total()])).toEqual(alone);
  });

  it('two are added up, whatever their schemes', () => {
    const other = total({
      scheme: 'whole-agreement',
      pot: 900,
      payment: 570,
      expected: 560,
      atRisk: 340,
      notYetAssessed: 0,
    });
    expect(rewardSum([total(), other])).toEqual({
      pot: 2400,
      payment: 850,
      expected: 860,
      atRisk: 740,
      notYetAssessed: 800,
    });
  });

  it('what is known of one is in the sums, and the pot of the other is not assessed yet', () => {
    const other = total({ ...unknown, pot: 900, notYetAssessed: 900 });
    for (const totals of [
      [total(), other],
      [other, total()],
    ]) {
      expect(rewardSum(totals)).toEqual({ pot: 2400, payment: 280, expected: 300, atRisk: 400, notYetAssessed: 1700 });
    }
  });

  it('nothing is known where nothing is of any', () => {
    const other = total({ ...unknown, pot: 900, notYetAssessed: 900 });
    expect(rewardSum([other, other])).toEqual({ pot: 1800, ...unknown, notYetAssessed: 1800 });
  });

  it('nothing paid is known, and not the same as not known', () => {
    const nothing = total({ payment: 0, expected: 0, atRisk: 0 });
    expect(rewardSum([nothing, total(unknown)])).toMatchObject({ payment: 0, expected: 0, atRisk: 0 });
  });
});
