import { isFromFew, likelihoodWords, methodWords, rangeOf } from './ahead-words.ts';
import type { Assessment } from './assessment.ts';
import { cancellationOf, cancellationWords } from './cancellation.ts';
import type { Indicator } from './data-package.ts';
import type { Forecast } from './forecast.ts';
import { yearEnd } from './indicator.ts';
import { yearOf } from './period.ts';
import { figuresBehind, isMarked, marksOf } from './provenance.ts';
import { absolute, compare, type Fraction, fraction, type Quantity, rounded, times } from './quantity.ts';
import { rewardMarks, rewardOf } from './reward.ts';
import { rewardWords } from './reward-words.ts';
import { isLimit, perQuarter, type RunRate, runRateOf, settledWords } from './run-rate.ts';
import { periodEndWords, shortValue, upperFirst, valueWords } from './wording.ts';
import { yearTarget } from './year-target.ts';

const ZERO = fraction(0);

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

function yearEndFact(assessment: Assessment, forecast: Forecast): OutlookFact {
  const { known, period } = assessment;
  const { row } = known.record.measure;
  const value = valueWords(rounded(forecast.value, row.decimals), row);
  const illustrative = isMarked(figuresBehind(assessment));
  if (forecast.method === 'actual')
    return { label: 'At the year’s end', text: `${value}. The year’s end has come.`, illustrative };
  const range = rangeOf(forecast, row.decimals)?.map((edge) => shortValue(edge, row));
  const between = range === undefined ? '' : `, in four of five cases between ${range.join(' and ')}`;
  const when = periodEndWords(yearEnd(known.record.measure, yearOf(period)));
  return { label: 'Forecast', text: `${value} by ${when}${between}, ${methodWords(forecast)}.`, illustrative };
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
  if (forecast.method === 'actual') {
    // As it is judged, which is on published values: a chance goes by exact ones.
    const text = assessment.yearEnd?.light === 'green' ? 'It is met.' : 'It is missed.';
    return [{ label, text, illustrative }];
  }
  // Words come without a number from two years; a Board that sees one elsewhere is told why.
  const isOpen = chance > 0 && chance < 1;
  const few = isFromFew(forecast) && isOpen ? ' Two years are too few to put a number on it.' : '';
  return [{ label, text: `${upperFirst(likelihoodWords(forecast, chance))}.${few}`, illustrative }];
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
  const settled = settledWords(row, rate.needed);
  const label = isLimit(row) ? 'May still come' : 'Still needed';
  const text =
    settled === null ? (roomWords(assessment, rate) ?? neededWords(assessment, rate)) : `${upperFirst(settled)}.`;
  return [{ label, text, illustrative }];
}

/**
 * A level that is there already can fall back: how much it may a quarter, and whether it is about to. Null while it is
 * not there, and for a count.
 */
function roomWords({ known }: Assessment, { needed, pace }: RunRate): string | null {
  const { row, direction } = known.record.measure;
  const towards = (value: Fraction): Fraction => times(fraction(direction), value);
  if (row.measure !== 'snapshot' || compare(towards(needed), ZERO) > 0) return null;
  const isLost = pace !== null && compare(towards(pace), towards(needed)) < 0;
  const lost = isLost && pace !== null ? `; at the present pace of ${perQuarter(pace, row)} a quarter it will not` : '';
  if (needed.n === 0n) return `Nothing: it is there, and has to stay${lost}.`;
  const room = perQuarter(absolute(needed), row);
  const way = row.polarity === 'higher' ? 'fall' : 'rise';
  return `Nothing: it is there, and may ${way} by up to ${room}${pointsWords(row, room)} a quarter and still be met${lost}.`;
}

function neededWords({ known }: Assessment, { needed, pace, best, words }: RunRate): string {
  const { row } = known.record.measure;
  const number = (value: Fraction | Quantity): string => perQuarter(value, row);
  const paceWords = pace === null ? '' : `; so far it was ${number(pace)}`;
  const bestWords = best === null ? '' : `, in the best quarter ${number(best)}`;
  const verdict = words === null ? '' : `: ${words}`;
  const change = row.measure === 'snapshot' ? 'a change of ' : '';
  return `${change}${number(needed)}${pointsWords(row, number(needed))} a quarter${paceWords}${bestWords}${verdict}.`;
}

function pointsWords({ unit }: Indicator, number: string): string {
  if (unit !== '%') return '';
  return number === '1' || number === '−1' ? ' point' : ' points';
}

function rewardFact(assessment: Assessment): OutlookFact[] {
  const reward = rewardOf(assessment);
  if (reward === null) return [];
  const { rest: illustrative } = rewardMarks(assessment, reward);
  const cancelled = cancellationOf(assessment.known);
  const words = rewardWords(reward, assessment.known.record.measure.row);
  const asShown = assessment.judgement.ifAgreed ? `If it had been agreed: ${words}` : words;
  const text = cancelled === null ? asShown : `${cancellationWords(cancelled)} Without that: ${asShown}`;
  return [{ label: 'Reward', text, illustrative }];
}
