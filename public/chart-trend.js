import { COLOURS, INK, PAPER, QUIET } from './chart-labels.js';

/**
 * @typedef {Omit<import('../server/domain/chart.ts').TrendChart, 'table'>} Trend
 * @typedef {import('../server/domain/chart.ts').TrendQuarter} TrendQuarter
 * @typedef {import('chart.js').ChartDataset<'line', (number | null)[]>} Lines
 */

/** The shape of a light, as good as its colour where there is none. */
export const MARKS = { red: 'rect', amber: 'triangle', green: 'circle' };
const SIZES = { red: 5.5, amber: 5.5, green: 4.5 };

/**
 * The lines, the strongest last so that it lies on top.
 * @param {Trend} trend
 * @returns {Lines[]}
 */
export function trendLines(trend) {
  return [expectedLine(trend), ...trend.others.map((other) => otherLine(trend, other)), actualLine(trend)];
}

/**
 * No line leads from the end of one year to the start of the next where the count starts again.
 * @param {Trend} trend
 */
function pieces({ quarters }) {
  return {
    /** @param {{ p1DataIndex: number }} segment */
    borderColor: ({ p1DataIndex }) => (quarters[p1DataIndex]?.goesOn ? undefined : 'transparent'),
  };
}

/** @param {Trend} trend @returns {Lines} */
function expectedLine(trend) {
  return {
    label: 'Expected',
    data: trend.quarters.map((quarter) => quarter.expected),
    borderColor: QUIET,
    borderWidth: 2,
    borderDash: [2, 3],
    stepped: trend.stepped ? 'before' : false,
    segment: pieces(trend),
    pointRadius: trend.quarters.map((_, index) => (standsAlone(trend, index, 'expected') ? 2 : 0)),
    pointBackgroundColor: QUIET,
    pointHoverRadius: 3,
    spanGaps: false,
  };
}

/**
 * @param {Trend} trend
 * @param {Trend['others'][number]} other
 * @returns {Lines}
 */
function otherLine(trend, { label, values }) {
  return {
    label,
    data: [...values],
    borderColor: QUIET,
    borderWidth: 1.25,
    segment: pieces(trend),
    pointRadius: 2,
    pointBackgroundColor: QUIET,
    pointHoverRadius: 3,
    spanGaps: false,
  };
}

/** @param {Trend} trend @returns {Lines} */
function actualLine(trend) {
  const { quarters, size } = trend;
  const scale = size === 'small' ? 0.75 : 1;
  return {
    label: 'Actual',
    data: quarters.map((quarter) => quarter.actual),
    borderColor: INK,
    borderWidth: size === 'small' ? 2 : 3,
    segment: pieces(trend),
    pointStyle: quarters.map(styleOf),
    pointRadius: quarters.map(
      ({ light, special, printed }) =>
        scale * ((light === null ? (special ? 6 : 2.5) : SIZES[light]) + (printed ? 2 : 0)),
    ),
    pointHoverRadius: 8,
    pointBackgroundColor: quarters.map((quarter) => (quarter.provisional ? PAPER : markColour(quarter))),
    pointBorderColor: quarters.map(markColour),
    pointBorderWidth: quarters.map(({ provisional }) => (provisional ? 2 : 1)),
    pointHoverBorderWidth: 2,
    clip: false,
    spanGaps: false,
  };
}

/** @param {TrendQuarter} quarter */
function styleOf({ light, special }) {
  if (light !== null) return MARKS[light];
  return special ? 'rectRot' : 'circle';
}

/** @param {TrendQuarter} quarter */
export function markColour({ light }) {
  return light === null ? INK : COLOURS[light];
}

/**
 * A point without neighbours shows no line.
 * @param {Trend} trend
 * @param {number} index
 * @param {'expected' | 'actual'} series
 */
function standsAlone({ quarters }, index, series) {
  const [before, here, after] = [quarters[index - 1], quarters[index], quarters[index + 1]];
  const comes = here?.goesOn === true && before !== undefined && before[series] !== null;
  const goes = after?.goesOn === true && after[series] !== null;
  return !comes && !goes;
}
