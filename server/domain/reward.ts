import type { Assessment } from './assessment.ts';
import { chanceOf } from './chance.ts';
import type { Agreement } from './data-package.ts';
import type { Forecast } from './forecast.ts';
import type { Book } from './known.ts';
import { density, shareUpTo } from './normal.ts';
import { type Year, yearOf } from './period.ts';
import { figuresBehind, isMarked } from './provenance.ts';
import {
  absolute,
  compare,
  exact,
  type Fraction,
  fraction,
  fractionNumber,
  minus,
  over,
  plus,
  type Quantity,
  times,
} from './quantity.ts';

/** What hangs on a stretch target, in pounds and not rounded (rules.md 7). */
export interface Reward {
  readonly pot: Fraction;
  /** N + threshold × (S − N), in the indicator's unit; null without both S and N. */
  readonly thresholdAt: Fraction | null;
  readonly poundsPerUnit: Fraction | null;
  /** The share of the stretch from which on something is paid, 0 to 1. */
  readonly threshold: Fraction;
  /** The stretch is of a year before the period's: nothing more will be said of it for this period. */
  readonly isOver: boolean;
  /** Null before the stretch's own year, and without a forecast. */
  readonly atForecast: RewardAtForecast | null;
}

export interface RewardAtForecast {
  /** s at the forecast, uncapped: 0 is the performance without the agreement, 1 the stretch. */
  readonly share: Fraction;
  readonly payment: Fraction;
  /** In pounds; the mean over all that may come, where the forecast has a chance and a spread, else the payment. */
  readonly expected: number;
  /** pot − expected, in pounds. */
  readonly atRisk: number;
  /** How far the forecast is from the threshold, in the indicator's unit; 0 once it is there. */
  readonly unitsToThreshold: Fraction;
  /** The year's end has come: its figure, not a forecast. */
  readonly isOutturn: boolean;
}

/** Of an agreement, in pounds. */
export interface RewardTotal {
  readonly scheme: 'per-target' | 'whole-agreement';
  readonly pot: number;
  /** These three are null where nothing is assessed. */
  readonly payment: number | null;
  readonly expected: number | null;
  readonly atRisk: number | null;
  /** Pots of which nothing can be said yet. */
  readonly notYetAssessed: number;
}

const ZERO = fraction(0);
const ONE = fraction(1);

/**
 * What is paid for a share of the stretch (rules.md 7): nothing below the threshold, in proportion from there, and no
 * more than the pot.
 * @param share s, exact
 * @param threshold 0 to 1; at it exactly something is paid
 */
export function paymentFor(pot: Fraction, share: Fraction, threshold: Fraction): Fraction {
  if (compare(share, threshold) < 0) return ZERO;
  return compare(share, ONE) >= 0 ? pot : times(pot, share);
}

/**
 * The mean payment, as a share of the pot, over a normal forecast (rules.md 7).
 * @param middle s at the forecast
 * @param spread σ as a share of the stretch, above 0
 */
export function expectedShareOfPot(middle: number, spread: number, threshold: number): number {
  const [from, to] = [(threshold - middle) / spread, (1 - middle) / spread];
  const between = middle * (shareUpTo(to) - shareUpTo(from)) - spread * (density(to) - density(from));
  return Math.min(1, Math.max(0, between + 1 - shareUpTo(to)));
}

/** The reward of one target under scheme `per-target`; null under others, and without a pot. */
export function rewardOf(assessment: Assessment): Reward | null {
  const { known, judgement, period } = assessment;
  const { agreement } = known.record;
  if (agreement.reward_scheme !== 'per-target') return null;
  const year = stretchYear(judgement.book, yearOf(period));
  const pot = year === null ? undefined : judgement.book['reward-pot'].get(year);
  if (year === null || pot === undefined) return null;
  const span = spanOf(judgement.book, year);
  const threshold = thresholdOf(agreement);
  const facts = { pot: exact(pot.value), threshold, isOver: year < yearOf(period) };
  if (span === null) return { ...facts, thresholdAt: null, poundsPerUnit: null, atForecast: null };
  const forecast = year === yearOf(period) ? assessment.forecast : null;
  return {
    ...facts,
    thresholdAt: thresholdAt(span, threshold),
    poundsPerUnit: over(exact(pot.value), absolute(span.width)),
    atForecast: forecast && atForecast(assessment, forecast, exact(pot.value), span, threshold),
  };
}

/** Which numbers of a reward rest on something made up. */
export interface RewardMarks {
  readonly pot: boolean;
  /** What is paid and at risk, the threshold and the pounds a unit. */
  readonly rest: boolean;
}

export function rewardMarks(assessment: Assessment, { atForecast: at }: Reward): RewardMarks {
  const { book } = assessment.judgement;
  const pots = [...book['reward-pot'].values()];
  const levels = [...book.stretch.values(), ...book['expected-without'].values()];
  return {
    pot: isMarked(pots),
    rest: isMarked([...pots, ...levels]) || (at !== null && isMarked(figuresBehind(assessment))),
  };
}

/** Pounds as they are written down. */
export function toThePenny(pounds: number): number {
  return Math.round(pounds * 100) / 100;
}

/** Those at which most is at risk first; where that is not known yet, last. For sorting. */
export function mostAtRisk(a: Reward, b: Reward): number {
  return (b.atForecast?.atRisk ?? -1) - (a.atForecast?.atRisk ?? -1);
}

/** The year of the stretch that a period is about: its own, else the next, else the last. */
function stretchYear({ stretch }: Book, year: Year): Year | null {
  const years = [...stretch.keys()].sort((a, b) => a - b);
  return years.find((each) => each >= year) ?? years.at(-1) ?? null;
}

/** From the performance without the agreement to the stretch; they are never equal. */
interface Span {
  readonly without: Fraction;
  readonly stretch: Fraction;
  /** S − N, below 0 where lower is better. */
  readonly width: Fraction;
}

function spanOf(book: Book, year: Year): Span | null {
  const [stretch, without] = [book.stretch.get(year), book['expected-without'].get(year)];
  if (stretch === undefined || without === undefined || stretch.value === without.value) return null;
  return {
    without: exact(without.value),
    stretch: exact(stretch.value),
    width: exact(stretch.value - without.value),
  };
}

function thresholdOf({ reward_threshold: threshold }: Agreement): Fraction {
  return exact(threshold ?? 0);
}

function thresholdAt({ without, width }: Span, threshold: Fraction): Fraction {
  return plus(without, times(threshold, width));
}

function shareAt(value: Fraction, { without, width }: Span): Fraction {
  return over(minus(value, without), width);
}

function atForecast(
  { known, judgement }: Assessment,
  forecast: Forecast,
  pot: Fraction,
  span: Span,
  threshold: Fraction,
): RewardAtForecast {
  const share = shareAt(forecast.unbounded, span);
  const payment = paymentFor(pot, share, threshold);
  const chance = chanceOf(known, judgement, forecast, span.stretch);
  const spread = (forecast.sd ?? 0) / Math.abs(fractionNumber(span.width));
  const expected =
    chance !== null && spread > 0
      ? fractionNumber(pot) * expectedShareOfPot(fractionNumber(share), spread, fractionNumber(threshold))
      : fractionNumber(payment);
  const short = times(
    fraction(known.record.measure.direction),
    minus(thresholdAt(span, threshold), forecast.unbounded),
  );
  return {
    share,
    payment,
    expected,
    atRisk: fractionNumber(pot) - expected,
    unitsToThreshold: compare(short, ZERO) > 0 ? short : ZERO,
    isOutturn: forecast.method === 'actual',
  };
}

/** What an agreement's targets come to; null for scheme `none` (rules.md 7). @param assessments of one period */
export function rewardTotal(agreement: Agreement, assessments: readonly Assessment[]): RewardTotal | null {
  if (agreement.reward_scheme === 'none') return null;
  return agreement.reward_scheme === 'per-target' ? sumOfTargets(assessments) : ofWhole(agreement, assessments);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Several agreements together: what is known of any is in the sums. Null of none. */
export function rewardSum(totals: readonly RewardTotal[]): Omit<RewardTotal, 'scheme'> | null {
  if (totals.length === 0) return null;
  const known = (values: readonly (number | null)[]): number | null => {
    const there = values.filter((value) => value !== null);
    return there.length === 0 ? null : sum(there);
  };
  return {
    pot: sum(totals.map(({ pot }) => pot)),
    payment: known(totals.map(({ payment }) => payment)),
    expected: known(totals.map(({ expected }) => expected)),
    atRisk: known(totals.map(({ atRisk }) => atRisk)),
    notYetAssessed: sum(totals.map(({ notYetAssessed }) => notYetAssessed)),
  };
}

function sumOfTargets(assessments: readonly Assessment[]): RewardTotal {
  const rewards = assessments.flatMap((assessment) => rewardOf(assessment) ?? []);
  const assessed = rewards.flatMap(({ atForecast: at }) => at ?? []);
  const waiting = rewards.filter(({ atForecast: at }) => at === null);
  const known = (values: readonly number[]): number | null => (values.length === 0 ? null : sum(values));
  return {
    scheme: 'per-target',
    pot: sum(rewards.map(({ pot }) => fractionNumber(pot))),
    payment: known(assessed.map(({ payment }) => fractionNumber(payment))),
    expected: known(assessed.map(({ expected }) => expected)),
    atRisk: known(assessed.map(({ atRisk }) => atRisk)),
    notYetAssessed: sum(waiting.map(({ pot }) => fractionNumber(pot))),
  };
}

/** One proportion for all: the mean of s over the targets with S and N, each held to 0 to 1. */
function ofWhole(agreement: Agreement, assessments: readonly Assessment[]): RewardTotal {
  const pots = assessments.flatMap(({ judgement }) => [...judgement.book['reward-pot'].values()]);
  const pot = exact(pots.reduce((sum: Quantity, { value }) => sum + value, 0));
  const shares = assessments.flatMap((assessment) => shareOfWhole(assessment) ?? []);
  const known = shares.flatMap((share) => (share === 'not-known' ? [] : share));
  if (known.length === 0 || known.length < shares.length) {
    const pounds = fractionNumber(pot);
    return {
      scheme: 'whole-agreement',
      pot: pounds,
      payment: null,
      expected: null,
      atRisk: null,
      notYetAssessed: pounds,
    };
  }
  const proportion = over(known.reduce(plus), fraction(known.length));
  const payment = fractionNumber(paymentFor(pot, proportion, thresholdOf(agreement)));
  const pounds = fractionNumber(pot);
  return {
    scheme: 'whole-agreement',
    pot: pounds,
    payment,
    expected: payment,
    atRisk: pounds - payment,
    notYetAssessed: 0,
  };
}

/** s of a target at its forecast, held to 0 to 1; null for one without S and N, which does not count. */
function shareOfWhole({ judgement, forecast: ofYear, period }: Assessment): Fraction | 'not-known' | null {
  const year = stretchYear(judgement.book, yearOf(period));
  const span = year === null ? null : spanOf(judgement.book, year);
  if (span === null) return null;
  const forecast = year === yearOf(period) ? ofYear : null;
  if (forecast === null) return 'not-known';
  const share = shareAt(forecast.unbounded, span);
  if (compare(share, ZERO) < 0) return ZERO;
  return compare(share, ONE) > 0 ? ONE : share;
}
