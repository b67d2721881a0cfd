import type { Assessment } from './assessment.ts';
import { type Ahead, aheadLabel } from './chart-ahead.ts';
import { type Axis, axisFor, GRID } from './chart-axis.ts';
import type { CountsChart } from './chart-counts.ts';
import type { EffortChart } from './chart-effort.ts';
import { type Level, levelsOf } from './chart-levels.ts';
import { goesOn } from './chart-series.ts';
import { trendTable } from './chart-table.ts';
import type { ChartTexts, PointWords } from './chart-texts.ts';
import {
  isTrendIllustrative,
  type OtherRule,
  type Place,
  type RuleBreak,
  type Trend,
  type TrendSize,
  trendOf,
} from './chart-trend.ts';
import { pointWords, trendNotes, trendSentence, trendUnit } from './chart-words.ts';
import type { Rag } from './light.ts';
import { quarterOf, yearOf, yearText } from './period.ts';
import { type Quantity, quantityNumber } from './quantity.ts';
import { shortValue } from './wording.ts';

/** Anything that is drawn by `public/charts.js`. */
export type Chart = TrendChart | CountsChart | EffortChart;

/** One target over time: figures against what was expected, with the levels it is to reach. */
export interface TrendChart extends ChartTexts {
  readonly kind: 'trend';
  readonly size: TrendSize;
  /** There is no figure and nothing was expected: the sentence alone says so, and nothing is drawn. */
  readonly blank: boolean;
  /** Only quarters that bring a figure, so that a hole is always a figure that is missing. */
  readonly quarters: readonly TrendQuarter[];
  /** The path stands still between its points. */
  readonly stepped: boolean;
  readonly levels: readonly DrawnLevel[];
  readonly others: readonly OtherSeries[];
  readonly breaks: readonly RuleBreak[];
  /** Where the year may end; null where nothing says, or it has come. */
  readonly ahead: DrawnAhead | null;
  readonly axis: Axis;
}

export interface TrendQuarter {
  readonly quarter: string;
  readonly year: string;
  /** Null is a gap. */
  readonly actual: number | null;
  readonly light: Rag | null;
  /** More than chance (rules.md 6). */
  readonly special: boolean;
  readonly provisional: boolean;
  readonly expected: number | null;
  /** Whether the lines go on from the quarter before: a flow starts again with the year. */
  readonly goesOn: boolean;
  /** The value to print at its point: that of the last figure only. */
  readonly printed: string | null;
  readonly words: PointWords;
}

/** A level with its value as a number to draw. */
export type DrawnLevel = Omit<Level, 'value'> & { readonly value: number };

/** A wedge from the last figure to the year's end, as numbers to draw. */
export interface DrawnAhead {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly value: number;
  readonly between: readonly [low: number, high: number] | null;
  /** What to write at its end; null where the margin names it. */
  readonly label: string | null;
}

/** The same indicator counted by another rule, which is not the one judged. */
export interface OtherSeries {
  /** Its name with its last value. */
  readonly label: string;
  readonly values: readonly (number | null)[];
}

/** The chart of an assessed target, on the basis and up to the period that it is assessed for. */
export function trendChart(assessment: Assessment, size: TrendSize = 'full'): TrendChart {
  const trend = trendOf(assessment);
  const { row } = assessment.known.record.measure;
  const levels = levelsOf(trend);
  const axis = trendAxis(trend, levels, size);
  return {
    kind: 'trend',
    size,
    blank: trend.places.every(({ actual, expected }) => actual === null && expected === null),
    title: row.measure === 'flow' ? `${row.title}, year to date` : row.title,
    sentence: trendSentence(trend, size),
    unit: trendUnit(row),
    notes: trendNotes(trend, axis, size),
    illustrative: isTrendIllustrative(trend),
    quarters: trend.places.map((place, index) => trendQuarter(trend, place, index)),
    stepped: assessment.judgement.path?.shape === 'step',
    levels: levels.map((level) => ({ ...level, value: quantityNumber(level.value) })),
    others: trend.others.map((other) => otherSeries(trend, other)),
    breaks: trend.breaks,
    ahead: trend.ahead && drawnAhead(trend.ahead, trend),
    axis,
    table: trendTable(trend),
  };
}

/** Counts start at zero; a rate shows the range that it moves in. */
function trendAxis({ assessment, places, others, ahead }: Trend, levels: readonly Level[], size: TrendSize): Axis {
  const { row } = assessment.known.record.measure;
  const values = [
    ...places.flatMap((place) => [place.actual, place.expected]),
    ...others.flatMap((other) => other.values),
    ...levels.map((level) => level.value),
    ...(ahead === null ? [] : [ahead.value, ...(ahead.between ?? [])]),
  ].filter((value) => value !== null);
  const fromZero = row.measure !== 'snapshot' || row.unit === 'number' || row.unit.startsWith('level');
  return axisFor(values, row, { fromZero, grid: GRID[size] });
}

function trendQuarter(trend: Trend, place: Place, index: number): TrendQuarter {
  const { measure } = trend.assessment.known.record;
  const { period, actual, expected, light, provisional } = place;
  return {
    quarter: `Q${quarterOf(period)}`,
    year: yearText(yearOf(period)),
    actual: plotted(actual),
    light,
    special: false,
    provisional,
    expected: plotted(expected),
    goesOn: goesOn(measure, trend.places[index - 1]?.period, period),
    printed: place === trend.last && actual !== null ? shortValue(actual, measure.row) : null,
    words: pointWords(trend, place, index),
  };
}

function otherSeries({ assessment }: Trend, { name, values, last }: OtherRule): OtherSeries {
  return { label: `${name} ${shortValue(last, assessment.known.record.measure.row)}`, values: values.map(plotted) };
}

function drawnAhead(ahead: Ahead, trend: Trend): DrawnAhead {
  const { from, to, start, value, between } = ahead;
  return {
    from,
    to,
    start: quantityNumber(start),
    value: quantityNumber(value),
    between: between && [quantityNumber(between[0]), quantityNumber(between[1])],
    label: to === trend.places.length - 1 ? null : aheadLabel(ahead, trend),
  };
}

function plotted(value: Quantity | null): number | null {
  return value === null ? null : quantityNumber(value);
}
