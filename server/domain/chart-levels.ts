import type { Place, Trend } from './chart-trend.ts';
import { latestBaseline, targetOfYear } from './known.ts';
import { type Year, yearOf, yearText } from './period.ts';
import { type Quantity, roundedQuantity } from './quantity.ts';
import { shortValue } from './wording.ts';

/** A value to reach or to start from: a thin horizontal line over the places from one index to another, inclusive. */
export interface Level {
  /** `path` and `forecast` are no lines of their own: they name where the path and the forecast end. */
  readonly kind: 'target' | 'stretch' | 'baseline' | 'path' | 'forecast' | 'mean' | 'limit' | 'trial-limit';
  readonly value: Quantity;
  readonly from: number;
  readonly to: number;
  /** What stands at its end; null for a line of another year, which explains itself. */
  readonly label: LevelLabel | null;
}

export interface LevelLabel {
  readonly name: string;
  readonly year: string;
  readonly value: string;
}

/** The baseline, and target and stretch of the assessed year; for a flow, the targets of the other years too. */
export function levelsOf(trend: Trend): Level[] {
  const { measure } = trend.assessment.known.record;
  const ownYear = yearOf(trend.assessment.period);
  const years = measure.row.measure === 'flow' ? yearsOf(trend.places) : [ownYear];
  return [
    ...baselineLevel(trend),
    ...years.flatMap((year) => yearLevels(trend, year, year === ownYear)),
    ...pathLevel(trend),
    ...forecastLevel(trend),
  ];
}

function yearsOf(places: readonly Place[]): Year[] {
  return [...new Set(places.map((place) => yearOf(place.period)))];
}

function baselineLevel(trend: Trend): Level[] {
  const baseline = latestBaseline(trend.assessment.judgement.book);
  // A running count starts from nought whatever the baseline says.
  if (baseline === null || trend.assessment.known.record.measure.row.measure === 'running') return [];
  const span = { from: 0, to: trend.places.length - 1 };
  return [levelAt(trend, 'baseline', baseline.value, span, { name: 'Baseline', year: baseline.period })];
}

/** Target and stretch are one line where they are the same value. */
function yearLevels(trend: Trend, year: Year, own: boolean): Level[] {
  const { target, stretch } = committed(trend, year);
  const span = spanOf(trend, year);
  if (target === null || span === null) return [];
  const condition = trend.assessment.judgement.ifAgreed ? ', if agreed' : '';
  const named = (name: string) => (own ? { name: `${name}${condition}`, year } : null);
  if (stretch === target) return [levelAt(trend, 'stretch', target, span, named('Stretch target'))];
  return [
    levelAt(trend, 'target', target, span, named('Target')),
    ...(stretch === null ? [] : [levelAt(trend, 'stretch', stretch, span, named('Stretch'))]),
  ];
}

/** Where the path goes on beyond the assessed year. */
function pathLevel(trend: Trend): Level[] {
  const { places, assessment } = trend;
  const last = places.at(-1);
  if (last === undefined || last.expected === null || yearOf(last.period) === yearOf(assessment.period)) return [];
  const end = places.length - 1;
  const label = { name: 'Expected', year: yearOf(last.period) };
  return [levelAt(trend, 'path', last.expected, { from: end, to: end }, label)];
}

/** A forecast that leads to the edge of the chart is named in its margin; any other at its end. */
function forecastLevel(trend: Trend): Level[] {
  const { ahead, places, assessment } = trend;
  const end = places.length - 1;
  if (ahead === null || ahead.to !== end) return [];
  const label = { name: 'Forecast', year: yearOf(assessment.period) };
  return [levelAt(trend, 'forecast', ahead.value, { from: end, to: end }, label)];
}

/** What is agreed for a year, rounded. A stretch without a target is the target too. */
export function committed(
  { assessment }: Trend,
  year: Year,
): { readonly target: Quantity | null; readonly stretch: Quantity | null } {
  const { known, judgement } = assessment;
  const { decimals } = known.record.measure.row;
  const value = (row: { value: Quantity } | null) => (row === null ? null : roundedQuantity(row.value, decimals));
  return {
    target: value(targetOfYear(judgement.book, year)),
    stretch: value(judgement.book.stretch.get(year) ?? null),
  };
}

/** A flow's target belongs to its year alone; any other is drawn on to the end, where its name stands. */
function spanOf({ assessment, places }: Trend, year: Year): { from: number; to: number } | null {
  const from = places.findIndex((place) => yearOf(place.period) === year);
  if (from === -1) return null;
  const flow = assessment.known.record.measure.row.measure === 'flow';
  return { from, to: flow ? places.findLastIndex((place) => yearOf(place.period) === year) : places.length - 1 };
}

function levelAt(
  trend: Trend,
  kind: Level['kind'],
  quantity: Quantity,
  span: { readonly from: number; readonly to: number },
  named: { readonly name: string; readonly year: Year } | null,
): Level {
  const { row } = trend.assessment.known.record.measure;
  const value = roundedQuantity(quantity, row.decimals);
  const label = named && { name: named.name, year: yearText(named.year), value: shortValue(value, row) };
  return { kind, value, ...span, label };
}
