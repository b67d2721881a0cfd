import type { Assessment } from './assessment.ts';
import type { Indicator } from './data-package.ts';
import { compare, exact, type Fraction, fractionNumber, rounded } from './quantity.ts';
import type { Reward, RewardAtForecast, RewardTotal } from './reward.ts';
import { poundsWords, shortValue, valueWords } from './wording.ts';

/** What hangs on a stretch target, in sentences. */
export function rewardWords({ pot, thresholdAt, poundsPerUnit, atForecast: at }: Reward, row: Indicator): string {
  const atRisk = at === null ? 'how much of it is at risk is not known yet' : atRiskWords(at);
  const start = thresholdAt === null ? '' : ` Payment begins at ${finerWords(thresholdAt, row)}${awayWords(at, row)}.`;
  const each =
    poundsPerUnit === null
      ? ''
      : ` Each further ${unitName(row)} is worth ${poundsWords(fractionNumber(poundsPerUnit))}.`;
  return `${poundsWords(fractionNumber(pot))} hangs on the stretch; ${atRisk}.${start}${each}`;
}

function atRiskWords({ payment, expected, atRisk }: RewardAtForecast): string {
  const paid = payment.n === 0n ? 'nothing' : poundsWords(fractionNumber(payment));
  // What is at risk is the mean over all that may come, where that is known.
  const isMean = expected !== fractionNumber(payment);
  const link = isMean ? '; allowing for how far that may be out,' : ', and';
  return `at this forecast ${paid} would be paid${link} ${poundsWords(atRisk)} is at risk`;
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

function awayWords(at: RewardAtForecast | null, row: Indicator): string {
  if (at === null) return '';
  if (at.unitsToThreshold.n === 0n) return ', which the forecast reaches';
  return `, ${distanceWords(at.unitsToThreshold, row)} from the forecast`;
}

/** How far it is between two values, without the longer part of the unit. */
function distanceWords(distance: Fraction, row: Indicator): string {
  return finerWords(distance, { ...row, unit: row.unit === '%' ? 'points' : 'number' });
}

/** Where the forecast stands to the threshold, and what a further unit is worth, in short. */
export function thresholdWords({ known, forecast }: Assessment, reward: Reward): string {
  const { row } = known.record.measure;
  const { thresholdAt, poundsPerUnit, atForecast: at } = reward;
  if (thresholdAt === null || poundsPerUnit === null) return '–';
  const each = `a ${unitName(row) === 'one' ? 'unit' : unitName(row)} is worth ${poundsWords(fractionNumber(poundsPerUnit))}`;
  const threshold = finerWords(thresholdAt, row);
  if (at === null || forecast === null) return `payment begins at ${threshold}; ${each}`;
  const value = shortValue(rounded(forecast.value, row.decimals), row);
  const stands =
    at.unitsToThreshold.n === 0n
      ? `reaches ${threshold}`
      : `${distanceWords(at.unitsToThreshold, row)} ${row.polarity === 'higher' ? 'short of' : 'above'} ${threshold}`;
  return `${value}, ${stands}; ${each}`;
}

/** What an agreement's rewards come to, for a Board that reads one sentence. */
export function rewardSentence({ pot, payment, atRisk, notYetAssessed }: RewardTotal): string {
  if (pot === 0) return 'No pot is on record for it.';
  const waiting = notYetAssessed === 0 ? '' : ` Of ${poundsWords(notYetAssessed)} nothing can be said yet.`;
  if (payment === null || atRisk === null) return `${poundsWords(pot)} in all.${waiting}`;
  return `Of ${poundsWords(pot)}, ${poundsWords(atRisk)} is at risk; at the forecasts ${poundsWords(payment)} would be paid.${waiting}`;
}
