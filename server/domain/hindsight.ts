import { methodWords, rangeOf } from './ahead-words.ts';
import type { Assessment } from './assessment.ts';
import { actualOf } from './chart-series.ts';
import type { Indicator } from './data-package.ts';
import { type Forecast, forecastOf } from './forecast.ts';
import { yearEnd } from './indicator.ts';
import { judge } from './judgement.ts';
import { firstPeriod } from './known.ts';
import { type Period, yearOf } from './period.ts';
import { type Quantity, rounded } from './quantity.ts';
import { differenceWords, periodEndWords, shortValue, valueWords } from './wording.ts';

/** What the same rules would have said a year ago, and what came. */
export interface Hindsight {
  /** Made in the same quarter of the year before, from the figures up to then as they are known now. */
  readonly forecast: Forecast;
  readonly made: Period;
  readonly yearEnd: Period;
  /** The year's outturn, rounded as it is judged. */
  readonly came: Quantity;
}

/**
 * The forecast of a year ago beside its outturn. Null where the quarter lies outside the agreement, where there was no
 * forecast, where the year's end had come already, and where it has brought no value.
 */
export function hindsightOf({ known, judgement: { basis }, period }: Assessment): Hindsight | null {
  const made = period - 4;
  if (made < firstPeriod(known.record.agreement)) return null;
  const forecast = forecastOf(known, judge(known, made, basis), made);
  const end = yearEnd(known.record.measure, yearOf(made));
  const came = actualOf(known, basis, end).value;
  return forecast === null || forecast.method === 'actual' || came === null
    ? null
    : { forecast, made, yearEnd: end, came };
}

/** `It would have said 5,914 for March 2008, if it goes on at the rate so far; 5,970 came, 56 more.` */
export function hindsightWords(assessment: Assessment, { forecast, yearEnd: end, came }: Hindsight): string {
  const { row } = assessment.known.record.measure;
  const said = rounded(forecast.value, row.decimals);
  const between = rangeOf(forecast, row.decimals);
  const range = between === null ? '' : ` (${between.map((edge) => shortValue(edge, row)).join(' to ')})`;
  return `It would have said ${valueWords(said, row)}${range} for ${periodEndWords(end)}, ${methodWords(forecast)}; ${shortValue(came, row)} came, ${apartWords(came - said, row)}.`;
}

function apartWords(difference: Quantity, row: Indicator): string {
  if (difference === 0) return 'exactly that';
  const below = row.unit === 'number' ? 'fewer' : 'less';
  return `${differenceWords(difference, row)} ${difference > 0 ? 'more' : below}`;
}
