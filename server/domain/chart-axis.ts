import type { Indicator } from './data-package.ts';
import { type Quantity, quantityNumber, step, wholeQuantity } from './quantity.ts';
import { shortNumber } from './wording.ts';

/** The scale of values of a chart, with the places and texts of its gridlines. */
export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
}

type Unit = Pick<Indicator, 'unit' | 'decimals'>;

/** At most so many spaces between gridlines. */
export const GRID = { full: 7, small: 4 } as const;
/** Above this part of the highest value the lowest one leaves too much empty paper under it. */
const NEAR_ZERO = 0.4;
/** Room beyond the values, as a part of their range. */
const AIR = 0.05;
const HUNDRED = wholeQuantity(100);

/**
 * A scale with a few round gridlines that holds all values.
 * @param fromZero as counts need; another scale starts at zero too where the values come near it
 */
export function axisFor(
  values: readonly Quantity[],
  row: Unit,
  { fromZero, grid = GRID.full }: { fromZero: boolean; grid?: number },
): Axis {
  if (values.length === 0) return axisBetween(0, step(row.decimals), row, grid);
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const zero = lowest >= 0 && (fromZero || lowest <= NEAR_ZERO * highest);
  const air = AIR * (highest - (zero ? 0 : lowest)) || step(row.decimals);
  const low = zero ? 0 : lowest >= 0 ? Math.max(0, lowest - air) : lowest - air;
  const share = row.unit.startsWith('%') && highest <= HUNDRED;
  return axisBetween(low, share ? Math.min(highest + air, HUNDRED) : highest + air, row, grid);
}

function axisBetween(low: number, high: number, row: Unit, grid: number): Axis {
  const apart = roundStep((high - low) / grid, step(row.decimals));
  const [first, last] = [Math.floor(low / apart), Math.ceil(high / apart)];
  const places = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * apart);
  return {
    min: quantityNumber(first * apart),
    max: quantityNumber(last * apart),
    ticks: places.map((place) => ({ value: quantityNumber(place), text: tickText(place, row) })),
  };
}

/** The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below `least`, in whole steps of the unit. */
function roundStep(least: number, smallest: Quantity): Quantity {
  for (let power = smallest; ; power *= 10) {
    const steps = [power, 2 * power, ...(power === smallest ? [] : [2.5 * power]), 5 * power];
    const found = steps.find((candidate) => candidate >= least);
    if (found !== undefined) return found;
  }
}

function tickText(place: Quantity, { unit }: Unit): string {
  return `${shortNumber(place)}${unit.startsWith('%') ? '%' : ''}`;
}

/** Said beside a chart whose axis does not show zero; null where it does. */
export function axisNote({ min, max, ticks }: Axis): string | null {
  return min > 0 || max < 0 ? `The axis starts at ${ticks[0]?.text}.` : null;
}
