import type { Assessment } from './assessment.ts';
import { chanceWords } from './chance.ts';
import type { Forecast } from './forecast.ts';
import { yearEnd } from './indicator.ts';
import { yearOf } from './period.ts';
import { rounded } from './quantity.ts';
import { gapBetween, periodEndWords, shortValue, toleranceWords, valueWords } from './wording.ts';
import type { AheadJudged } from './year-end.ts';

/**
 * The light of the year's end, or of the stretch, in a sentence: where the year will end, against what, and what that
 * means (rules.md 4).
 */
export function yearEndSentence(
  { known, period, forecast }: Assessment,
  judged: AheadJudged,
  goalName: 'target' | 'stretch' = 'target',
): string {
  const { row } = known.record.measure;
  const value = valueWords(rounded(forecast?.value ?? judged.goal, row.decimals), row);
  const by = periodEndWords(yearEnd(known.record.measure, yearOf(period)));
  const goal = shortValue(rounded(judged.goal, row.decimals), row);
  const is = judged.by === 'outturn' ? 'was the figure' : 'is forecast';
  return `${value} ${is} by ${by} against a ${goalName} of ${goal}: ${verdict({ known, forecast }, judged)}.`;
}

function verdict({ known, forecast }: Pick<Assessment, 'known' | 'forecast'>, judged: AheadJudged): string {
  if (judged.by === 'chance' && forecast !== null)
    return chanceVerdict(known.record.measure.row.decimals, forecast, judged);
  const { row, direction } = known.record.measure;
  const gap = direction * (rounded(forecast?.value ?? judged.goal, row.decimals) - rounded(judged.goal, row.decimals));
  const words = gapBetween(gap, row, 'exactly as agreed');
  if (judged.light === 'green') return words;
  if (judged.tolerance.n === 0n) return `${words}, with no tolerance`;
  const within = judged.light === 'amber' ? 'within' : 'more than';
  return `${words}, ${within} the tolerance of ${toleranceWords(judged.tolerance, row.decimals)}`;
}

function chanceVerdict(decimals: number, forecast: Forecast, judged: AheadJudged): string {
  const reaching = `reaching it is ${likelihoodWords(forecast, judged.chance ?? 0)}`;
  if (judged.light === 'green') return reaching;
  if (judged.light === 'amber') return `${reaching}, and green takes a chance of 80%`;
  if (judged.tolerance.n === 0n) return `${reaching}, with no tolerance`;
  const within = likelihoodWords(forecast, judged.chanceWithin ?? 0);
  return `${reaching}, coming within the tolerance of ${toleranceWords(judged.tolerance, decimals)} ${within}`;
}

/** Words first, the number second: `unlikely (14%)`. From two years only, and where it is settled, the words alone. */
export function likelihoodWords(forecast: Forecast, chance: number): string {
  const isSettled = chance === 0 || chance === 1;
  return isFromFew(forecast) || isSettled ? chanceWords(chance) : `${chanceWords(chance)} (${percentWords(chance)})`;
}

/** A chance from two years only is not put into a number (rules.md 4). */
function isFromFew({ method, basedOn }: Forecast): boolean {
  return method === 'profile' && basedOn < 3;
}

function percentWords(chance: number): string {
  const percent = Math.round(chance * 100);
  if (percent === 0) return 'under 1%';
  return percent === 100 ? 'over 99%' : `${percent}%`;
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
