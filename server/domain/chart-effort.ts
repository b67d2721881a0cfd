import type { Assessment } from './assessment.ts';
import { type Axis, axisFor } from './chart-axis.ts';
import type { ChartTable, ChartTexts, PointWords } from './chart-texts.ts';
import type { Indicator } from './data-package.ts';
import { isRag, type Rag } from './light.ts';
import { yearOf } from './period.ts';
import { compare, exact, type Fraction, fraction, fractionNumber, over, times, wholeQuantity } from './quantity.ts';
import { type Reward, rewardMarks } from './reward.ts';
import { isLimit, perQuarter, type RunRate, runRateOf, settledWords } from './run-rate.ts';
import { listWords, poundsWords, shortPounds } from './wording.ts';

/** Where effort pays: pounds at risk against how reachable the needed run rate is. */
export interface EffortChart extends ChartTexts {
  readonly kind: 'effort';
  readonly points: readonly EffortPoint[];
  /** In per cent of the best quarter so far. */
  readonly across: Axis;
  /** In pounds. */
  readonly up: Axis;
  /** Where what is needed was never done before. */
  readonly divide: number;
}

export interface EffortPoint {
  readonly label: string;
  /** In per cent; what is further out stands at the edge. */
  readonly reach: number;
  readonly pounds: number;
  /** The stretch light; null where it has no colour. */
  readonly light: Rag | null;
  readonly words: PointWords;
}

/** A stretch target with what hangs on it. */
interface Row {
  readonly assessment: Assessment;
  readonly reward: Reward;
}

const EDGE = 200;
const DIVIDE = 100;
const ZERO = fraction(0);

/**
 * What is needed a quarter as a share of the best quarter so far, 1 being as good as ever (rules.md 5.4); where there
 * is no best quarter, of the present pace. Of a count that should stay low it is the best quarter, or the pace, as a
 * share of what may still come. 0 where no more is needed, `beyond` where the pace leads the other way, or nothing may
 * come any more.
 * @param isCapped a count that should stay low
 */
export function reachOf(rate: RunRate, direction: 1 | -1, isCapped: boolean): Fraction | 'beyond' {
  const { needed, pace, best } = rate;
  const usual = best === null ? pace : exact(best);
  if (isCapped) return compare(needed, ZERO) <= 0 || usual === null ? 'beyond' : over(usual, needed);
  const towards = (value: Fraction): Fraction => times(fraction(direction), value);
  if (compare(towards(needed), ZERO) <= 0) return ZERO;
  return usual === null || compare(towards(usual), ZERO) <= 0 ? 'beyond' : over(needed, usual);
}

/**
 * The chart of an agreement's rewards; null where nothing is at risk of which a run rate is known.
 * @param nameOf what a target is called in few words
 */
export function effortChart(rows: readonly Row[], nameOf: (assessment: Assessment) => string): EffortChart | null {
  const placed = rows.flatMap((row) => pointOf(row, nameOf) ?? []);
  if (placed.length === 0) return null;
  const points = placed.map(({ point }) => point);
  const up = axisFor(
    points.map(({ pounds }) => wholeQuantity(Math.round(pounds))),
    { unit: 'number', decimals: 0 },
    { fromZero: true, grid: 5 },
  );
  return {
    kind: 'effort',
    title: 'Where effort pays',
    sentence: sentenceOf(points),
    unit: 'Pounds at risk, against what the full stretch needs a quarter in per cent of the best quarter so far; of a level in per cent of its present pace',
    notes: notesOf(points, rows.length - points.length),
    illustrative: placed.some(({ illustrative }) => illustrative),
    points,
    across: { min: 0, max: EDGE, ticks: [0, 50, 100, 150, 200].map((value) => ({ value, text: `${value}%` })) },
    up: { ...up, ticks: up.ticks.map(({ value }) => ({ value, text: shortPounds(value) })) },
    divide: DIVIDE,
    table: tableOf(placed),
  };
}

interface Placed {
  readonly point: EffortPoint;
  readonly needed: string;
  readonly illustrative: boolean;
}

function pointOf({ assessment, reward }: Row, nameOf: (assessment: Assessment) => string): Placed | null {
  const { known, judgement, period, stretch } = assessment;
  const { row, direction } = known.record.measure;
  const goal = judgement.book.stretch.get(yearOf(period));
  const rate = goal === undefined ? null : runRateOf(known, judgement, period, exact(goal.value));
  const atRisk = reward.atForecast?.atRisk ?? 0;
  if (rate === null || Math.round(atRisk) <= 0) return null;
  const reach = reachOf(rate, direction, isLimit(row));
  const percent = reach === 'beyond' ? Number.POSITIVE_INFINITY : 100 * fractionNumber(reach);
  const needed = neededWords(rate, row, percent);
  const light = stretch?.light ?? null;
  return {
    needed,
    illustrative: rewardMarks(assessment, reward).rest,
    point: {
      label: nameOf(assessment),
      reach: Math.min(percent, EDGE),
      pounds: atRisk,
      light: light !== null && isRag(light) ? light : null,
      words: { heading: row.title, details: [`${poundsWords(atRisk)} at risk`, needed] },
    },
  };
}

function neededWords(rate: RunRate, row: Indicator, percent: number): string {
  const settled = settledWords(row, rate.needed);
  if (settled !== null) return settled;
  const what = isLimit(row) ? 'at most' : 'needed';
  const usual = rate.best === null ? 'the present pace' : 'the best quarter so far';
  const size = percent === Number.POSITIVE_INFINITY ? 'out of reach of the present pace' : `${Math.round(percent)}%`;
  const share = isLimit(row) ? `${usual} is ${size} of it` : `${size} of ${usual}`;
  return `${what} ${perQuarter(rate.needed, row)} a quarter, ${percent === Number.POSITIVE_INFINITY ? size : share}`;
}

/** What the full stretch takes of each, within what was done so far and beyond it. */
function sentenceOf(points: readonly EffortPoint[]): string {
  const part = (some: readonly EffortPoint[]): string => {
    const pounds = some.reduce((total, point) => total + point.pounds, 0);
    return `${poundsWords(pounds)} (${listWords(some.map(({ label }) => label))})`;
  };
  const within = points.filter(({ reach }) => reach <= DIVIDE);
  const beyond = points.filter(({ reach }) => reach > DIVIDE);
  const near = within.length === 0 ? '' : `The full stretch asks no more than was done so far for ${part(within)}. `;
  const far = beyond.length === 0 ? '' : `It asks more than was ever done for ${part(beyond)}.`;
  return `${near}${near === '' ? far.replace('It asks', 'The full stretch asks') : far}`.trim();
}

function notesOf(points: readonly EffortPoint[], missing: number): string[] {
  const edge = points.some(({ reach }) => reach === EDGE) ? 'At the right edge: twice the best, or more.' : '';
  const left =
    missing === 0 ? '' : 'Not shown: where nothing is at risk, nothing is known yet, or the year’s end has come.';
  return ['Points: round is green, triangle amber, square red, for the stretch.', edge, left].filter(
    (note) => note !== '',
  );
}

function tableOf(placed: readonly Placed[]): ChartTable {
  const column = (text: string, numeric: boolean) => ({ text, numeric });
  return {
    caption: 'Pounds at risk, and how reachable what is needed is',
    columns: [column('Target', false), column('At risk', true), column('Needed', false)],
    rows: placed.map(({ point, needed }) => ({
      href: null,
      cells: [point.label, poundsWords(point.pounds), needed],
    })),
  };
}
