import type { Assessment } from './assessment.ts';
import type { Indicator } from './data-package.ts';
import { compare, exact, type Fraction, fraction, fractionNumber, rounded, times } from './quantity.ts';
import type { Reward, RewardAtForecast, RewardTotal } from './reward.ts';
import { poundsWords, shortNumber, shortValue, valueWords } from './wording.ts';

/** What hangs on a stretch target, in sentences. */
export function rewardWords(reward: Reward, row: Indicator): string {
  const { pot, poundsPerUnit, isOver, atForecast: at } = reward;
  const unknown = isOver ? 'its year is over' : 'how much of it is at risk is not known yet';
  const atRisk = at === null ? unknown : atRiskWords(at);
  const each =
    poundsPerUnit === null
      ? ''
      : ` Each further ${unitName(row)} is worth ${poundsWords(fractionNumber(poundsPerUnit))}.`;
  return `${poundsWords(fractionNumber(pot))} hangs on the stretch; ${atRisk}.${startWords(reward, row)}${each}`;
}

function atRiskWords({ payment, expected, atRisk, isOutturn }: RewardAtForecast): string {
  const paid = payment.n === 0n ? 'nothing' : poundsWords(fractionNumber(payment));
  if (isOutturn) return `on the year’s figure ${paid} is earned, and ${poundsWords(atRisk)} is not`;
  // What is at risk is the mean over all that may come, where that is known.
  const isMean = expected !== fractionNumber(payment);
  const link = isMean ? '; allowing for how far that may be out,' : ', and';
  return `at this forecast ${paid} would be paid${link} ${poundsWords(atRisk)} is at risk`;
}

/** Where payment begins, with how much, and how far that is. */
function startWords({ pot, threshold, thresholdAt, atForecast: at }: Reward, row: Indicator): string {
  if (thresholdAt === null) return '';
  const point = `the ${shortNumber(rounded(times(threshold, fraction(100)), 2))}% point, ${finerWords(thresholdAt, row)}`;
  const pounds = poundsWords(fractionNumber(times(pot, threshold)));
  return ` Payment begins at ${point}, with ${pounds}${at === null ? '' : awayWords(at, row)}.`;
}

function unitName({ unit }: Indicator): string {
  if (unit === '%') return 'point';
  return unit === 'number' ? 'one' : 'unit';
}

/** A value with one decimal more than its figures have, where it needs it. */
function finerWords(value: Fraction, row: Indicator): string {
  const nearest = rounded(value, row.decimals);
  const isWhole = compare(exact(nearest), value) === 0;
  const decimals = isWhole ? row.decimals : Math.min(row.decimals + 1, 4);
  return valueWords(rounded(value, decimals), { unit: row.unit, decimals });
}

function awayWords({ unitsToThreshold: units, isOutturn }: RewardAtForecast, row: Indicator): string {
  const what = isOutturn ? 'figure' : 'forecast';
  if (units.n === 0n) return `, which the ${what} reaches`;
  const way = row.polarity === 'higher' ? 'more' : 'less';
  return `: ${distanceWords(units, row)} ${way} than the ${what}`;
}

/** How far it is between two values, without the longer part of the unit. */
function distanceWords(distance: Fraction, row: Indicator): string {
  return finerWords(distance, { ...row, unit: row.unit === '%' ? 'points' : 'number' });
}

/** Where the forecast stands to the threshold, and what a further unit is worth, in short; or why that is not known. */
export function thresholdWords(assessment: Assessment, reward: Reward): string {
  const { known, forecast } = assessment;
  const { row } = known.record.measure;
  const { thresholdAt, poundsPerUnit, atForecast: at } = reward;
  if (thresholdAt === null || poundsPerUnit === null) {
    return 'no threshold: what was expected without the agreement is not on record';
  }
  const each = `a ${unitName(row) === 'one' ? 'unit' : unitName(row)} is worth ${poundsWords(fractionNumber(poundsPerUnit))}`;
  const threshold = finerWords(thresholdAt, row);
  if (at === null || forecast === null) {
    return `${notKnownWords(assessment, reward)}; payment begins at ${threshold}; ${each}`;
  }
  const value = shortValue(rounded(forecast.value, row.decimals), row);
  const stands =
    at.unitsToThreshold.n === 0n
      ? `reaches ${threshold}`
      : `${distanceWords(at.unitsToThreshold, row)} ${row.polarity === 'higher' ? 'short of' : 'above'} ${threshold}`;
  return `${value}, ${stands}; ${each}`;
}

/** Why nothing is known of what will be paid. */
function notKnownWords({ forecast }: Assessment, { isOver }: Reward): string {
  if (isOver) return 'its year is over';
  return forecast === null ? 'no forecast' : 'its year has not begun';
}

/** What an agreement's rewards come to, for a Board that reads one sentence. */
export function rewardSentence({
  pot,
  payment,
  expected,
  atRisk,
  notYetAssessed,
}: Omit<RewardTotal, 'scheme'>): string {
  if (pot === 0) return 'No pot is on record for it.';
  if (payment === null || expected === null || atRisk === null) {
    const all = notYetAssessed === pot ? ', of which nothing can be said yet' : '';
    return `${poundsWords(pot)} in all${all}.`;
  }
  const waiting = notYetAssessed === 0 ? '' : `; of ${poundsWords(notYetAssessed)} nothing can be said yet`;
  const sum = `Of ${poundsWords(pot)}, ${poundsWords(atRisk)} is at risk and ${poundsWords(expected)} to be expected${waiting}.`;
  return `${sum} At the forecasts themselves ${poundsWords(payment)} would be paid.`;
}
