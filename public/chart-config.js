import { countMarks } from './chart-bar-marks.js';
import { countBars, countsHeight, countsRoom } from './chart-bars.js';
import { EFFORT_ROOM, effortMarks, effortPoints } from './chart-effort.js';
import { FAINT, FONT, INK, PAPER, QUIET } from './chart-labels.js';
import { BREAK_HEIGHT, trendRoom } from './chart-levels.js';
import { trendLines } from './chart-trend.js';
import { trendMarks } from './chart-trend-marks.js';

/**
 * The one configuration of Chart.js, for the pages and for pictures in documents. It knows no page: whoever draws
 * gives a canvas.
 * @typedef {Omit<import('../server/domain/chart.ts').TrendChart, 'table'>} Trend
 * @typedef {Omit<import('../server/domain/chart-counts.ts').CountsChart, 'table'>} Counts
 * @typedef {Omit<import('../server/domain/chart-effort.ts').EffortChart, 'table'>} Effort
 * @typedef {Trend | Counts | Effort} DrawnChart
 * @typedef {import('../server/domain/chart-texts.ts').PointWords} PointWords
 * @typedef {import('../server/domain/chart-axis.ts').Axis} Axis
 */

/**
 * @param {DrawnChart} chart what a builder of `server/domain` made; its table is not needed
 * @returns {import('chart.js').ChartConfiguration<'line', (number | null)[]> |
 *   import('chart.js').ChartConfiguration<'bar', number[]> | import('chart.js').ChartConfiguration<'scatter'>}
 */
export function chartConfig(chart) {
  if (chart.kind === 'effort') return effortConfig(chart);
  return chart.kind === 'trend' ? trendConfig(chart) : countsConfig(chart);
}

/**
 * The height in pixels that a chart needs at a width.
 * @param {DrawnChart} chart
 * @param {number} width
 */
export function chartHeight(chart, width) {
  if (chart.kind === 'effort') return 320;
  if (chart.kind !== 'trend') return countsHeight(chart, width);
  return chart.size === 'small' ? 180 : 300 + BREAK_HEIGHT * chart.breaks.length;
}

/**
 * What is said of each place, from left to right or from top to bottom.
 * @param {DrawnChart} chart
 * @returns {PointWords[]}
 */
export function pointsOf(chart) {
  if (chart.kind === 'effort') return chart.points.map((place) => place.words);
  return (chart.kind === 'trend' ? chart.quarters : chart.bars).map((place) => place.words);
}

/**
 * @param {Trend} trend
 * @returns {import('chart.js').ChartConfiguration<'line', (number | null)[]>}
 */
function trendConfig(trend) {
  return {
    type: 'line',
    data: {
      labels: trend.quarters.map(({ quarter, year }) => `${quarter} ${year}`),
      datasets: trendLines(trend),
    },
    options: {
      ...shared(trend, 'x'),
      layout: { autoPadding: false, padding: ({ chart }) => trendRoom(trend, chart) },
      scales: { x: { ...BARE, offset: true }, y: valueScale(trend.axis) },
    },
    plugins: [trendMarks(trend)],
  };
}

/**
 * @param {Counts} counts
 * @returns {import('chart.js').ChartConfiguration<'bar', number[]>}
 */
function countsConfig(counts) {
  const lying = counts.kind === 'counts';
  const longest = Math.max(1, ...counts.bars.map((bar) => bar.total));
  const values = lying ? { ...BARE, min: 0, max: longest } : { ...valueScale(counts.axis), max: longest };
  return {
    type: 'bar',
    data: { labels: counts.bars.map(({ label, group }) => `${label} ${group}`.trim()), datasets: countBars(counts) },
    options: {
      ...shared(counts, lying ? 'y' : 'x'),
      indexAxis: lying ? 'y' : 'x',
      layout: { autoPadding: false, padding: ({ chart }) => countsRoom(counts, chart) },
      scales: lying
        ? { x: { ...values, stacked: true }, y: { ...BARE, stacked: true } }
        : { x: { ...BARE, stacked: true }, y: { ...values, stacked: true } },
    },
    plugins: [countMarks(counts)],
  };
}

/**
 * @param {Effort} effort
 * @returns {import('chart.js').ChartConfiguration<'scatter'>}
 */
function effortConfig(effort) {
  return {
    type: 'scatter',
    data: { datasets: effortPoints(effort) },
    options: {
      ...shared(effort, 'x'),
      interaction: { mode: 'nearest', intersect: false },
      layout: { autoPadding: false, padding: EFFORT_ROOM },
      scales: { x: valueScale(effort.across), y: valueScale(effort.up) },
    },
    plugins: [effortMarks(effort)],
  };
}

/** A scale that writes nothing itself. */
const BARE = { ticks: { display: false }, grid: { display: false, drawTicks: false }, border: { display: false } };

/** @param {Axis} axis */
function valueScale({ min, max, ticks }) {
  const texts = new Map(ticks.map(({ value, text }) => [value, text]));
  return {
    min,
    max,
    /** @param {{ ticks: { value: number }[], max: number }} scale */
    afterBuildTicks: (scale) => {
      scale.ticks = ticks.filter(({ value }) => value <= scale.max).map(({ value }) => ({ value }));
    },
    ticks: {
      color: QUIET,
      font: { family: FONT, size: 13 },
      padding: 6,
      autoSkip: false,
      /** @param {string | number} value */
      callback: (value) => texts.get(Number(value)) ?? '',
    },
    grid: { color: FAINT, drawTicks: false },
    border: { display: false },
  };
}

/**
 * @param {DrawnChart} chart
 * @param {'x' | 'y'} axis along which the places lie
 */
function shared(chart, axis) {
  const points = pointsOf(chart);
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: /** @type {const} */ (false),
    font: { family: FONT, size: 14 },
    interaction: { mode: /** @type {const} */ ('index'), intersect: false, axis },
    plugins: { legend: { display: false }, tooltip: tooltip(points) },
  };
}

/**
 * The same words for the pointer as for the keyboard, once for all lines at a place.
 * @param {readonly PointWords[]} points
 */
function tooltip(points) {
  return {
    displayColors: false,
    backgroundColor: PAPER,
    borderColor: INK,
    borderWidth: 1,
    cornerRadius: 0,
    padding: 10,
    titleColor: INK,
    titleFont: { family: FONT, size: 14 },
    bodyColor: INK,
    bodyFont: { family: FONT, size: 14 },
    /** @type {(item: unknown, index: number) => boolean} */
    filter: (_item, index) => index === 0,
    callbacks: {
      /** @param {{ dataIndex: number }[]} items */
      title: (items) => points[items[0]?.dataIndex ?? 0]?.heading ?? '',
      /** @param {{ dataIndex: number }} item */
      label: (item) => [...(points[item.dataIndex]?.details ?? [])],
    },
  };
}
