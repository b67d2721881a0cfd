import type { Assessment } from './assessment.ts';
import { actualOf, expectedOf, goesOn, quartersBetween } from './chart-series.ts';
import { isRag, type Light } from './light.ts';
import { quantityNumber } from './quantity.ts';

/** The last eight quarters in the height of a line of text: paths for a drawing of this size, coordinates rounded. */
export interface Sparkline {
  readonly width: number;
  readonly height: number;
  /** Empty where there is nothing to draw; a gap starts a new piece. */
  readonly actual: string;
  readonly expected: string;
  readonly end: SparkEnd | null;
}

/** The last figure, marked in the shape and colour of its light. */
export interface SparkEnd {
  readonly shape: string;
  readonly light: 'green' | 'amber' | 'red' | 'grey';
}

const QUARTERS = 8;
const [WIDTH, HEIGHT, MARGIN, MARK] = [120, 32, 6, 4];

interface Spot {
  readonly x: number;
  readonly y: number;
  /** The line comes from the spot before. */
  readonly goesOn: boolean;
}

/** Figures and path of the last eight quarters of an assessed target, those of them that bring a figure. */
export function sparkline(assessment: Assessment): Sparkline {
  const { known, judgement, period, now } = assessment;
  const { measure } = known.record;
  const quarters = quartersBetween(measure, period - QUARTERS + 1, period);
  const actual = quarters.map((quarter) => actualOf(known, judgement.basis, quarter).value);
  const expected = quarters.map((quarter) => expectedOf(known, judgement, quarter));
  const high = scale([...actual, ...expected].filter((value) => value !== null).map(quantityNumber));
  const spots = (values: readonly (number | null)[]) =>
    values.map((value, index): Spot | null => {
      const quarter = quarters[index];
      if (value === null || quarter === undefined) return null;
      const before = (values[index - 1] ?? null) === null ? undefined : quarters[index - 1];
      const x = MARGIN + ((quarter - period + QUARTERS - 1) * (WIDTH - 2 * MARGIN)) / (QUARTERS - 1);
      return { x: tenth(x), y: tenth(high(quantityNumber(value))), goesOn: goesOn(measure, before, quarter) };
    });
  const last = spots(actual).findLast((spot) => spot !== null);
  return {
    width: WIDTH,
    height: HEIGHT,
    actual: line(spots(actual)),
    expected: line(spots(expected)),
    end: last === undefined ? null : endAt(last, now),
  };
}

/** The height on paper of a value; a single value stands in the middle. */
function scale(values: readonly number[]): (value: number) => number {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = HEIGHT - 2 * MARGIN;
  return (value) => (high === low ? HEIGHT / 2 : HEIGHT - MARGIN - ((value - low) / (high - low)) * room);
}

/** A spot without neighbours is a stroke of no length, which a round line cap makes a dot. */
function line(spots: readonly (Spot | null)[]): string {
  return spots
    .filter((spot) => spot !== null)
    .map((spot) => (spot.goesOn ? `L${spot.x} ${spot.y}` : `M${spot.x} ${spot.y}h0`))
    .join('');
}

function endAt({ x, y }: Spot, light: Light): SparkEnd {
  const shapes = {
    green: `M${tenth(x - MARK)} ${y}a${MARK} ${MARK} 0 1 0 ${2 * MARK} 0a${MARK} ${MARK} 0 1 0 ${-2 * MARK} 0z`,
    amber: `M${tenth(x - MARK)} ${tenth(y + MARK)}h${2 * MARK}l${-MARK} ${-2 * MARK}z`,
    red: `M${tenth(x - MARK)} ${tenth(y - MARK)}h${2 * MARK}v${2 * MARK}h${-2 * MARK}z`,
  };
  return isRag(light) ? { shape: shapes[light], light } : { shape: shapes.green, light: 'grey' };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
