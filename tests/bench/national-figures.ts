import type { Figure } from '../../server/domain/data-package.ts';
import { addDays } from '../../server/domain/moment.ts';
import { type Period, periodEnd, periodOf } from '../../server/domain/period.ts';
import { exact, over, type Quantity, rounded, times, wholeQuantity } from '../../server/domain/quantity.ts';
import type { MeasureKind } from './national-measures.ts';

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export type Random = () => number;

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Rows of figures that every target has. */
export const FIGURES_EACH = 12;
const FIRST = periodOf(2007, 1);

type Named = Pick<Figure, 'indicator' | 'part'>;
type Amount = Pick<Figure, 'value' | 'numerator' | 'denominator'>;

/**
 * The figures of one indicator up to 2009/10: twelve quarters, or of one that comes once a year six years, each
 * first provisional and then final.
 */
export function figuresOf(name: Named, kind: MeasureKind, random: Random): Figure[] {
  return slotsOf(kind).map(({ period, version, status }, index) => ({
    ...name,
    basis: 'standard',
    period,
    version,
    ...amountOf(kind, period, random),
    status,
    missing_reason: null,
    recorded_at: `${addDays(periodEnd(period), version * 30)}T09:${String(10 + index)}:00Z`,
    recorded_by: 'Partnership co-ordinator',
    note: version > 1 ? 'Final figure of the publisher' : null,
    provenance: 'illustrative',
    source: 'Made up for the benchmarks',
  }));
}

interface Slot {
  readonly period: Period;
  readonly version: number;
  readonly status: 'provisional' | 'final';
}

function slotsOf({ row }: MeasureKind): Slot[] {
  const places = Array.from({ length: FIGURES_EACH }, (_, index) => index);
  if (row.due_quarters.includes('|')) {
    return places.map((index) => ({ period: FIRST + index, version: 1, status: index < 10 ? 'final' : 'provisional' }));
  }
  return places.map((index) => ({
    period: periodOf(2004 + Math.floor(index / 2), Number(row.due_quarters)),
    version: (index % 2) + 1,
    status: index % 2 === 0 ? 'provisional' : 'final',
  }));
}

function amountOf(kind: MeasureKind, period: Period, random: Random): Amount {
  const value = typicalValue(kind, period) + (random() - 0.45) * 2 * kind.spread;
  const { multiplier, decimals } = kind.row;
  if (multiplier === null) {
    return { value: inSteps(Math.max(value, 0), decimals), numerator: null, denominator: null };
  }
  const denominator = wholeQuantity(2000 + Math.floor(random() * 3000));
  const numerator = wholeQuantity(Math.round((denominator / 10_000) * (value / 100)));
  const counted = rounded(times(over(exact(numerator), exact(denominator)), exact(multiplier)), decimals);
  return { value: counted, numerator, denominator };
}

/** What a figure would be if all went evenly: a running count grows from April 2008. */
function typicalValue({ row, level, planned }: MeasureKind, period: Period): number {
  const years = (period - periodOf(2007, 4)) / 4;
  if (row.measure === 'running') return level * Math.max(period - periodOf(2008, 1) + 1, 0);
  const season = row.pattern === 'seasonal' ? (period % 2) * 0.04 : 0;
  return level * (1 + (planned / 3) * years + season);
}

/** The nearest value that an indicator of these decimals is published in. */
export function inSteps(value: number, decimals: number): Quantity {
  const scale = 10 ** decimals;
  return (Math.round(value * scale) * 10_000) / scale;
}

/** The baseline of 2007/08 and the targets of the three years after it, as an even plan has them. */
export function planOf(kind: MeasureKind): { readonly baseline: Quantity; readonly targets: readonly Quantity[] } {
  const { row, level, planned } = kind;
  const ofYear = row.measure === 'flow' ? 4 * level : level;
  const at = (years: number): number =>
    row.measure === 'running' ? 4 * level * years : ofYear * (1 + (planned / 3) * years);
  return {
    baseline: inSteps(at(0), row.decimals),
    targets: [1, 2, 3].map((years) => inSteps(at(years), row.decimals)),
  };
}
