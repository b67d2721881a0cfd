import { aheadNote, aheadWords } from './chart-ahead.ts';
import { type Axis, axisNote } from './chart-axis.ts';
import { committed } from './chart-levels.ts';
import { actualOf } from './chart-series.ts';
import type { PointWords } from './chart-texts.ts';
import type { Place, Trend, TrendSize } from './chart-trend.ts';
import type { Indicator } from './data-package.ts';
import { bringsFigure } from './indicator.ts';
import { judgedBasis } from './known.ts';
import { yearOf, yearText } from './period.ts';
import { missingWords } from './sentence.ts';
import {
  periodEndWords,
  periodWords,
  polarityWords,
  quarterWords,
  shortValue,
  unitWords,
  upperFirst,
  valueWords,
} from './wording.ts';

/** What the chart shows, to be read out; one of many side by side says the least. */
export function trendSentence(trend: Trend, size: TrendSize): string {
  const { last } = trend;
  const full = size === 'full';
  const figure =
    last === null ? 'No figure so far' : `${figureWords(trend, last)}${full ? yearBefore(trend.assessment, last) : ''}`;
  const parts = [figure, targetWords(trend)].filter((part) => part !== '');
  return upperFirst(`${parts.join('; ')}.${laterWords(trend)}${full ? otherWords(trend) : ''}`);
}

function figureWords({ assessment }: Trend, place: Place): string {
  const { row } = assessment.known.record.measure;
  const actual = `${valueWords(place.actual ?? 0, row)}${row.measure === 'flow' ? ' in the year to date' : ''}`;
  const provisional = place.provisional ? ' (provisional)' : '';
  const expected = place.expected === null ? '' : ` against ${shortValue(place.expected, row)} expected`;
  return `${actual} by ${periodEndWords(place.period)}${provisional}${expected}`;
}

function yearBefore({ known, judgement }: Trend['assessment'], { period, actual }: Place): string {
  const { value } = actualOf(known, judgement.basis, period - 4);
  if (value === null || actual === null) return '';
  if (value === actual) return ', the same as a year before';
  return `, ${actual > value ? 'up' : 'down'} from ${shortValue(value, known.record.measure.row)} a year before`;
}

function targetWords(trend: Trend): string {
  const { known, period, target: shown } = trend.assessment;
  const { row } = known.record.measure;
  const year = yearText(yearOf(period));
  const { target, stretch } = committed(trend, yearOf(period));
  if (target === null)
    return shown === null ? '' : `the path’s value at the end of ${year} is ${shortValue(shown, row)}`;
  const [is, condition] = trend.assessment.judgement.ifAgreed ? ['would be', ', if agreed'] : [null, ''];
  if (stretch === target) return `target and stretch for ${year} ${is ?? 'are'} ${shortValue(target, row)}${condition}`;
  const more = stretch === null ? '' : ` and the stretch ${shortValue(stretch, row)}`;
  return `the target for ${year} ${is ?? 'is'} ${shortValue(target, row)}${more}${condition}`;
}

/** A figure that the assessed quarter should bring and is not there. */
function laterWords({ assessment: { known, judgement, period }, last }: Trend): string {
  if (last === null || last.period >= period || !bringsFigure(known.record.measure, period)) return '';
  // Of a flow the year to date is shown, which takes every quarter of the year so far.
  const own = known.figures.get(judgement.basis)?.get(period)?.value ?? null;
  if (own !== null) return ` The figure for ${periodWords(period)} is in, but one before it in the year is missing.`;
  return ` There is no figure for ${periodWords(period)}.`;
}

function otherWords({ assessment: { known, period }, others }: Trend): string {
  const judged = judgedBasis(known, yearOf(period));
  return others
    .map(({ basis, name, last }) => {
      const rule =
        basis === judged
          ? `the counting rule that is judged (${name})`
          : `another counting rule (${name}), which is not judged`;
      return ` On ${rule}: ${shortValue(last, known.record.measure.row)}.`;
    })
    .join('');
}

/** `A count, year to date; higher is better`. */
export function trendUnit({ unit, measure, polarity, due_quarters: due }: Indicator): string {
  const sum = measure === 'flow' ? ', year to date' : measure === 'running' ? ', since the agreement began' : '';
  const yearly = /^\d$/.test(due) ? `, once a year in quarter ${due}` : '';
  return upperFirst(`${unitWords(unit).replace(/^%/, 'per cent')}${sum}${yearly}; ${polarityWords(polarity)}`);
}

export function trendNotes(trend: Trend, axis: Axis, size: TrendSize): string[] {
  const { places, ahead } = trend;
  const key = [
    places.some((place) => place.light !== null) ? 'Points: round is green, triangle amber, square red.' : '',
    places.some((place) => place.expected !== null) ? 'Dotted: expected.' : '',
    places.some((place) => place.provisional) ? 'Hollow: provisional.' : '',
    ahead === null ? '' : aheadNote(ahead, trend),
  ];
  return [...(size === 'full' ? key : []), axisNote(axis) ?? ''].filter((note) => note !== '');
}

export function pointWords(trend: Trend, place: Place, index: number): PointWords {
  const { row } = trend.assessment.known.record.measure;
  const { period, expected, light, provisional } = place;
  const details = [
    actualWords(trend, place),
    expected === null ? '' : `expected ${shortValue(expected, row)}`,
    light ?? '',
    provisional ? 'provisional' : '',
    trend.ahead?.to === index ? `forecast ${aheadWords(trend.ahead, trend)}` : '',
    ...trend.others.map(({ name, values }) => {
      const value = values[index] ?? null;
      return value === null ? '' : `${name} ${shortValue(value, row)}`;
    }),
  ];
  return { heading: upperFirst(quarterWords(period)), details: details.filter((detail) => detail !== '') };
}

/** The value, or why there is none; empty for a quarter after the assessed one. */
export function actualWords({ assessment }: Trend, { period, actual }: Place): string {
  const { known, judgement } = assessment;
  if (actual !== null) return valueWords(actual, known.record.measure.row);
  if (period > assessment.period) return '';
  const reason = known.figures.get(judgement.basis)?.get(period)?.missing_reason ?? null;
  return reason === null ? 'no figure' : `no figure: ${missingWords(reason)}`;
}
