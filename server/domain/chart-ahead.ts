import { methodWords, rangeOf } from './ahead-words.ts';
import type { Trend } from './chart-trend.ts';
import { yearEnd } from './indicator.ts';
import { yearOf } from './period.ts';
import { type Quantity, rounded } from './quantity.ts';
import { shortValue } from './wording.ts';

/** Where the year may end: a wedge that opens from the last figure to the year's end. */
export interface Ahead {
  /** The indices of the places between which it lies. */
  readonly from: number;
  readonly to: number;
  readonly start: Quantity;
  readonly value: Quantity;
  /** Four of five cases lie between them; null where the forecast knows no spread, or one too small to show. */
  readonly between: readonly [low: Quantity, high: Quantity] | null;
}

/** Null without a forecast, and once the year's end has come. */
export function aheadOf({ assessment, places }: Pick<Trend, 'assessment' | 'places'>): Ahead | null {
  const { forecast, known, judgement, period } = assessment;
  const { measure } = known.record;
  if (forecast === null || forecast.method === 'actual') return null;
  const from = places.findIndex((place) => place.period === judgement.quarter);
  const to = places.findIndex((place) => place.period === yearEnd(measure, yearOf(period)));
  const start = places[from]?.actual ?? null;
  if (start === null || to <= from) return null;
  const { decimals } = measure.row;
  return { from, to, start, value: rounded(forecast.value, decimals), between: rangeOf(forecast, decimals) };
}

/** `6,079, in four of five cases 6,008 to 6,150`. */
export function aheadWords({ value, between }: Ahead, { assessment }: Pick<Trend, 'assessment'>): string {
  const { row } = assessment.known.record.measure;
  const range = between?.map((end) => shortValue(end, row)).join(' to ');
  return `${shortValue(value, row)}${range === undefined ? '' : `, in four of five cases ${range}`}`;
}

/** What the wedge is, for the notes of a chart. */
export function aheadNote({ between }: Ahead, { assessment: { forecast } }: Pick<Trend, 'assessment'>): string {
  const how = forecast === null ? '' : methodWords(forecast);
  return `${between === null ? 'Dashed' : 'Shaded'}: where the year ends ${how}.`;
}

/** What is written at the wedge. */
export function aheadLabel({ value }: Ahead, { assessment }: Pick<Trend, 'assessment'>): string {
  return `forecast ${shortValue(value, assessment.known.record.measure.row)}`;
}
