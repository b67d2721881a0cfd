import type { Assessment } from './assessment.ts';
import { chanceOf, chanceWords } from './chance.ts';
import type { Indicator } from './data-package.ts';
import { type Forecast, forecastOf } from './forecast.ts';
import { yearEnd } from './indicator.ts';
import { LIGHT_SIGNS, RAG } from './light.ts';
import { yearOf } from './period.ts';
import { figuresBehind, isMarked, marksOf } from './provenance.ts';
import { exact, type Fraction, type Quantity, rounded } from './quantity.ts';
import { rewardMarks, rewardOf } from './reward.ts';
import { rewardWords } from './reward-words.ts';
import { robustnessOf } from './robustness.ts';
import { type RunRate, runRateOf } from './run-rate.ts';
import { numberWords, periodEndWords, shortValue, upperFirst, valueWords } from './wording.ts';
import { yearTarget } from './year-target.ts';

/** Something that is known of the year's end, in words. */
export interface OutlookFact {
  readonly label: string;
  readonly text: string;
  /** It rests on something that no source gives. */
  readonly illustrative: boolean;
}

/**
 * What lies ahead of a target: where the year will end, how likely the target is, what is still needed, how sure the
 * colour is, and what hangs on it in pounds (rules.md 4, 5.4, 5.6, 7). Nothing of what is not known.
 */
export function outlookOf(assessment: Assessment): OutlookFact[] {
  const forecast = forecastOf(assessment.known, assessment.judgement, assessment.period);
  return [
    ...(forecast === null ? [] : [yearEndFact(assessment, forecast), ...chanceFact(assessment, forecast)]),
    ...neededFact(assessment),
    ...robustnessFact(assessment),
    ...rewardFact(assessment),
  ];
}

const COUNTS = ['none', 'one', 'two', 'three', 'four', 'five', 'six'] as const;

function howFound({ method, basedOn }: Forecast): string {
  const words: Readonly<Record<Forecast['method'], string>> = {
    actual: '',
    profile: `as the last ${COUNTS[basedOn] ?? basedOn} years ran`,
    'straight-line': 'if it goes on at the rate so far',
    seasonal: 'if it moves as it did a year before',
    drift: `if it goes on as over the last ${basedOn} figures`,
    'no-change': 'if it stays as it is',
  };
  return words[method];
}

function yearEndFact(assessment: Assessment, forecast: Forecast): OutlookFact {
  const { known, period } = assessment;
  const { row } = known.record.measure;
  const value = valueWords(rounded(forecast.value, row.decimals), row);
  const illustrative = isMarked(figuresBehind(assessment));
  if (forecast.method === 'actual')
    return { label: 'At the year’s end', text: `${value}. The year’s end has come.`, illustrative };
  const between =
    forecast.low === null || forecast.high === null
      ? ''
      : `, in four of five cases between ${shortNearest(forecast.low, assessment)} and ${shortNearest(forecast.high, assessment)}`;
  const when = periodEndWords(yearEnd(known.record.measure, yearOf(period)));
  return { label: 'Forecast', text: `${value} by ${when}${between}, ${howFound(forecast)}.`, illustrative };
}

function shortNearest(value: number, { known }: Assessment): string {
  const { row } = known.record.measure;
  return shortValue(Math.round(value * 10_000), row);
}

/** Words first, the number second: from two years only the words (rules.md 4). */
function chanceFact(assessment: Assessment, forecast: Forecast): OutlookFact[] {
  const { known, judgement, period } = assessment;
  const target = yearTarget(known, judgement, yearOf(period));
  if (target === null) return [];
  const goal = valueWords(rounded(target.value, known.record.measure.row.decimals), known.record.measure.row);
  const chance = chanceOf(known, judgement, forecast, target.value);
  const illustrative = isMarked(figuresBehind(assessment)) || marksOf(assessment).target;
  const label = `Chance of ${goal}`;
  if (chance === null) return [{ label, text: whyNoChance(forecast), illustrative: false }];
  const isSettled = chance === 0 || chance === 1;
  if (forecast.method === 'actual')
    return [{ label, text: chance === 1 ? 'It is met.' : 'It is missed.', illustrative }];
  const isFromFew = forecast.method === 'profile' && forecast.basedOn < 3;
  const number = isFromFew || isSettled ? '' : `, ${percentWords(chance)}`;
  return [{ label, text: `${upperFirst(chanceWords(chance))}${number}.`, illustrative }];
}

function percentWords(chance: number): string {
  const percent = Math.round(chance * 100);
  if (percent === 0) return 'under 1%';
  return percent === 100 ? 'over 99%' : `${percent}%`;
}

function whyNoChance({ method, sd }: Forecast): string {
  if (method === 'actual') return 'Not said while the figure is provisional.';
  if (method === 'drift' && sd !== null) return 'Not said from fewer than eight quarters.';
  return 'Not said: this forecast does not know how far it may be out.';
}

function neededFact(assessment: Assessment): OutlookFact[] {
  const rate = runRateOf(assessment.known, assessment.judgement, assessment.period);
  if (rate === null) return [];
  const illustrative = isMarked(figuresBehind(assessment)) || marksOf(assessment).target;
  const { row } = assessment.known.record.measure;
  const isLimit = row.measure === 'flow' && row.polarity === 'lower';
  return [{ label: isLimit ? 'May still come' : 'Still needed', text: neededWords(assessment, rate), illustrative }];
}

function neededWords({ known }: Assessment, { needed, pace, best, words }: RunRate): string {
  const { row } = known.record.measure;
  // One decimal more than the figure has: a step of a quarter is smaller than that of a year.
  const number = (value: Fraction | Quantity): string => {
    const decimals = Math.min(row.decimals + 1, 4);
    const quantity = rounded(typeof value === 'number' ? exact(value) : value, decimals);
    return numberWords(quantity, quantity % 10_000 === 0 ? 0 : decimals);
  };
  const paceWords = pace === null ? '' : `; so far it was ${number(pace)}`;
  const bestWords = best === null ? '' : `, in the best quarter ${number(best)}`;
  const verdict = words === null ? '' : `: ${words}`;
  return `${number(needed)}${pointsWords(row, number(needed))} a quarter${paceWords}${bestWords}${verdict}.`;
}

function pointsWords({ unit }: Indicator, number: string): string {
  if (unit !== '%') return '';
  return number === '1' || number === '−1' ? ' point' : ' points';
}

function robustnessFact(assessment: Assessment): OutlookFact[] {
  const counts = robustnessOf(assessment.known, assessment.judgement);
  if (counts === null) return [];
  const parts = RAG.filter((colour) => counts[colour] > 0).map((colour) => ({
    colour: LIGHT_SIGNS[colour].word.toLowerCase(),
    count: counts[colour],
  }));
  const [only] = parts;
  const text =
    parts.length === 1 && only !== undefined
      ? `${only.colour} under all six`
      : parts.map(({ colour, count }) => `${colour} under ${COUNTS[count]}`).join(', ');
  const rules = 'the tolerance halved, as set and doubled; the path as set and straight';
  return [
    {
      label: 'Under other rules',
      text: `${upperFirst(text)} (${rules}).`,
      illustrative: marksOf(assessment).light,
    },
  ];
}

function rewardFact(assessment: Assessment): OutlookFact[] {
  const reward = rewardOf(assessment);
  if (reward === null) return [];
  const { rest: illustrative } = rewardMarks(assessment, reward);
  return [{ label: 'Reward', text: rewardWords(reward, assessment.known.record.measure.row), illustrative }];
}
