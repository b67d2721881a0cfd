import { countWord, likelihoodWords, methodWords, yearEndSentence } from './ahead-words.ts';
import type { Assessment } from './assessment.ts';
import type { Figure, Indicator } from './data-package.ts';
import type { Forecast } from './forecast.ts';
import { hindsightOf, hindsightWords } from './hindsight.ts';
import { yearEnd } from './indicator.ts';
import { LIGHT_SIGNS, RAG } from './light.ts';
import { yearOf } from './period.ts';
import { figuresBehind, isMarked, marksOf } from './provenance.ts';
import { type Fraction, type Quantity, rounded } from './quantity.ts';
import { rewardMarks, rewardOf } from './reward.ts';
import { rewardWords } from './reward-words.ts';
import { robustnessOf } from './robustness.ts';
import { perQuarter, type RunRate, runRateOf } from './run-rate.ts';
import { spans, wilsonInterval } from './wilson.ts';
import { periodEndWords, shortNumber, shortValue, upperFirst, valueWords } from './wording.ts';
import type { AheadJudged } from './year-end.ts';
import { yearTarget } from './year-target.ts';

/** Something that is known of the year's end, in words. */
export interface OutlookFact {
  readonly label: string;
  readonly text: string;
  /** It rests on something that no source gives. */
  readonly illustrative: boolean;
}

/**
 * What lies ahead of a target: where the year will end, how likely the target is, what is still needed, and what hangs
 * on it in pounds (rules.md 4, 5.4, 7). Nothing of what is not known.
 */
export function outlookOf(assessment: Assessment): OutlookFact[] {
  const { forecast } = assessment;
  return [
    ...neededFact(assessment),
    ...(forecast === null ? [] : [yearEndFact(assessment, forecast), ...chanceFact(assessment, forecast)]),
    ...rewardFact(assessment),
  ];
}

/**
 * How far the lights and the forecast are to be trusted: what they were decided on (4), under other rules (5.6), by the size of the numbers (5.7), and
 * by what the same forecast would have said a year ago.
 */
export function certaintyOf(assessment: Assessment): OutlookFact[] {
  return [
    ...aheadFacts(assessment),
    ...robustnessFact(assessment),
    ...smallNumbersFact(assessment),
    ...hindsightFact(assessment),
  ];
}

/** Why the lights of the year's end and of the stretch are what they are (rules.md 5.1). */
function aheadFacts(assessment: Assessment): OutlookFact[] {
  const { yearEnd, stretch } = assessment;
  const illustrative = isMarked(figuresBehind(assessment)) || marksOf(assessment).target;
  const fact = (goal: 'target' | 'stretch', judged: AheadJudged | null): OutlookFact[] => {
    if (judged === null) return [];
    const colour = LIGHT_SIGNS[judged.light].word.toLowerCase();
    const label = `Why the ${goal === 'target' ? 'year’s end' : 'stretch'} is ${colour}`;
    return [{ label, text: `${yearEndSentence(assessment, judged, goal)} Rule 4.`, illustrative }];
  };
  return [...fact('target', yearEnd), ...fact('stretch', stretch?.judged ?? null)];
}

function hindsightFact(assessment: Assessment): OutlookFact[] {
  const hindsight = hindsightOf(assessment);
  if (hindsight === null) return [];
  const illustrative = isMarked(figuresBehind(assessment));
  return [{ label: 'A year ago', text: hindsightWords(assessment, hindsight), illustrative }];
}

/** The interval in which a figure that counts cases may lie, and whether what was expected lies in it too. */
function smallNumbersFact(assessment: Assessment): OutlookFact[] {
  const { known, judgement } = assessment;
  const { row } = known.record.measure;
  const { figure, judged } = judgement;
  const interval = figure === null ? null : wilsonInterval(figure, row);
  if (figure === null || interval === null || row.measure === 'flow') return [];
  const cases = ratioOf(figure);
  const between = `${shortNearest(interval.low, assessment)} and ${shortNearest(interval.high, assessment)}`;
  const text = `${cases}: what lies behind it is between ${between} in 19 of 20 such cases`;
  const verdict =
    judged === null
      ? ''
      : spans(interval, judged.expected)
        ? `; the ${shortValue(judged.expected, row)} expected lies in that, so the gap may be chance`
        : `; the ${shortValue(judged.expected, row)} expected lies outside of that`;
  return [{ label: 'Size of the numbers', text: `${text}${verdict}.`, illustrative: marksOf(assessment).actual }];
}

function ratioOf({ numerator, denominator }: Figure): string {
  return `${shortNumber(numerator ?? 0)} of ${shortNumber(denominator ?? 0)}`;
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
  return { label: 'Forecast', text: `${value} by ${when}${between}, ${methodWords(forecast)}.`, illustrative };
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
  const chance = assessment.yearEnd?.chance ?? null;
  const illustrative = isMarked(figuresBehind(assessment)) || marksOf(assessment).target;
  const label = `Chance of ${goal}`;
  if (chance === null) return [{ label, text: whyNoChance(forecast), illustrative: false }];
  if (forecast.method === 'actual')
    return [{ label, text: chance === 1 ? 'It is met.' : 'It is missed.', illustrative }];
  return [{ label, text: `${upperFirst(likelihoodWords(forecast, chance))}.`, illustrative }];
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
  const number = (value: Fraction | Quantity): string => perQuarter(value, row);
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
      : parts.map(({ colour, count }) => `${colour} under ${countWord(count)}`).join(', ');
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
