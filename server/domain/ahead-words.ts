import type { Assessment } from './assessment.ts';
import { chanceWords } from './chance.ts';
import type { Forecast } from './forecast.ts';
import { yearEnd } from './indicator.ts';
import { isProvisional } from './judgement.ts';
import { yearOf } from './period.ts';
import { exact, minus, type Quantity, rounded, roundedQuantity } from './quantity.ts';
import { isLimit, settledWords } from './run-rate.ts';
import { gapBetween, periodEndWords, shortValue, toleranceWords, upperFirst, valueWords } from './wording.ts';
import type { AheadJudged } from './year-end.ts';

/**
 * The light of the year's end, or of the stretch, in a sentence: where the year will end, against what, and what that
 * means (rules.md 4).
 */
export function yearEndSentence(
  assessment: Assessment,
  judged: AheadJudged,
  goalName: 'target' | 'stretch' = 'target',
): string {
  const { known, period, forecast, judgement } = assessment;
  const { row } = known.record.measure;
  const value = valueWords(rounded(forecast?.value ?? judged.goal, row.decimals), row);
  const by = periodEndWords(yearEnd(known.record.measure, yearOf(period)));
  const goal = shortValue(rounded(judged.goal, row.decimals), row);
  const is = judged.by === 'outturn' ? 'was the figure' : 'is forecast';
  const provisional = judged.by === 'outturn' && isProvisional(judgement) ? ' (provisional)' : '';
  return upperFirst(
    `${value} ${is} by ${by}${provisional} against a ${goalName} of ${goal}: ${verdict(assessment, judged)}.`,
  );
}

function verdict(assessment: Assessment, judged: AheadJudged): string {
  const { known, forecast } = assessment;
  if (judged.by === 'chance' && forecast !== null) return chanceVerdict(assessment, forecast, judged);
  const { row, direction } = known.record.measure;
  const gap = direction * (rounded(forecast?.value ?? judged.goal, row.decimals) - rounded(judged.goal, row.decimals));
  const words = gapBetween(gap, row, 'met exactly');
  if (judged.light === 'green') return words;
  if (judged.tolerance.n === 0n) return `${words}, with no tolerance`;
  const within = judged.light === 'amber' ? 'within' : 'more than';
  return `${words}, ${within} the tolerance of ${toleranceWords(judged.tolerance, row.decimals)}`;
}

function chanceVerdict({ known, judgement }: Assessment, forecast: Forecast, judged: AheadJudged): string {
  const { row } = known.record.measure;
  const settled = settledWords(row, minus(judged.goal, exact(judgement.actual ?? 0)));
  const doing = isLimit(row) ? 'keeping to it' : 'reaching it';
  const words = settled ?? `${doing} is ${likelihoodWords(forecast, judged.chance ?? 0)}`;
  if (judged.light === 'green') return words;
  if (judged.light === 'amber' && settled === null) return `${words}, and green takes a chance of 80%`;
  if (judged.tolerance.n === 0n) return `${words}, with no tolerance`;
  const within = likelihoodWords(forecast, judged.chanceWithin ?? 0);
  return `${words}, coming within the tolerance of ${toleranceWords(judged.tolerance, row.decimals)} ${within}`;
}

/** Words first, the number second: `unlikely (14%)`. From two years only, and where it is settled, the words alone. */
export function likelihoodWords(forecast: Forecast, chance: number): string {
  const isSettled = chance === 0 || chance === 1;
  return isFromFew(forecast) || isSettled ? chanceWords(chance) : `${chanceWords(chance)} (${percentWords(chance)})`;
}

/** A chance from two years only is not put into a number (rules.md 4). */
export function isFromFew({ method, basedOn }: Forecast): boolean {
  return method === 'profile' && basedOn < 3;
}

/** The per cents from which on another word or another colour holds (rules.md 4). */
const BOUNDARIES: readonly number[] = [10, 33, 40, 66, 80, 90];

function percentWords(chance: number): string {
  const percent = Math.round(chance * 100);
  if (percent === 0) return 'under 1%';
  if (percent === 100) return 'over 99%';
  // Rounded up to a boundary it would contradict the word and the colour beside it.
  const isBelow = BOUNDARIES.includes(percent) && chance < percent / 100;
  return `${isBelow ? 'just under ' : ''}${percent}%`;
}

const COUNTS = ['none', 'one', 'two', 'three', 'four', 'five', 'six'] as const;

/** A small number as a word, to be read out. */
export function countWord(count: number): string {
  return COUNTS[count] ?? String(count);
}

/** How a forecast comes about, in words: `as the last two years ran`. Empty where the year's end has come. */
export function methodWords({ method, basedOn }: Forecast): string {
  const words: Readonly<Record<Forecast['method'], string>> = {
    actual: '',
    profile: `as the last ${countWord(basedOn)} years ran`,
    'straight-line': 'if it goes on at the rate so far',
    seasonal: 'if it moves as it did a year before',
    drift: `if it goes on as over the last ${basedOn} figures`,
    'no-change': 'if it stays as it is',
  };
  return words[method];
}

/**
 * The ends of the interval that is shown, to the indicator's decimals. Null without one, and where both ends look the
 * same.
 */
export function rangeOf({ low, high }: Forecast, decimals: number): readonly [least: Quantity, most: Quantity] | null {
  if (low === null || high === null) return null;
  const [least, most] = [nearest(low, decimals), nearest(high, decimals)];
  return least === most ? null : [least, most];
}

/** A number as it is shown, half away from zero (rules.md 1.2). @param decimals of the indicator */
export function nearest(value: number, decimals: number): Quantity {
  return roundedQuantity(Math.round(value * 10_000), decimals);
}
