import { INK, LINE, QUIET, rule, widthOf, write } from './chart-labels.js';
import { spread } from './chart-placing.js';

/**
 * @typedef {Omit<import('../server/domain/chart.ts').TrendChart, 'table'>} Trend
 * @typedef {import('../server/domain/chart.ts').DrawnLevel} DrawnLevel
 * @typedef {import('./chart-placing.js').Box} Box
 * @typedef {import('chart.js').Chart} Drawing
 */

const NARROW_TREND = 480;
export const BREAK_HEIGHT = 22;

/**
 * Room around the lines for what is written there.
 * @param {Trend} trend
 * @param {Drawing} drawing
 */
export function trendRoom(trend, drawing) {
  const widths = namedLevels(trend)
    .flatMap((level) => levelTexts(trend, drawing, level))
    .map((text, index) => widthOf(drawing.ctx, text, { size: 13, bold: index % 2 === 1 }));
  const single = new Set(trend.quarters.map((quarter) => quarter.year)).size === trend.quarters.length;
  return {
    top: 10 + (trend.size === 'small' ? 0 : BREAK_HEIGHT * trend.breaks.length),
    right: widths.length === 0 ? 12 : Math.max(...widths) + 14,
    bottom: trend.size === 'small' || single ? 24 : 40,
    left: 0,
  };
}

/** @param {Trend} trend */
function namedLevels({ levels, size }) {
  return levels.filter(
    ({ label, kind }) => label !== null && (size === 'full' || kind === 'target' || kind === 'stretch'),
  );
}

/**
 * @param {Trend} trend
 * @param {Drawing} drawing
 * @param {DrawnLevel} level
 */
function levelTexts({ size }, { width }, { label }) {
  if (label === null) return [];
  return [
    label.name,
    size === 'small' || width < NARROW_TREND ? label.value : `${label.year}: ${label.value}`.replace(/^: /, ''),
  ];
}

/**
 * Where the places and values of a chart lie on its paper.
 * @param {Trend} trend
 * @param {Drawing} drawing
 */
export function geometry({ quarters }, { scales, chartArea }) {
  const band = (chartArea.right - chartArea.left) / quarters.length;
  return {
    area: chartArea,
    band,
    /** @param {number} index */
    x: (index) => chartArea.left + (index + 0.5) * band,
    /** @param {number} value */
    y: (value) => scales.y?.getPixelForValue(value) ?? 0,
  };
}

const DASHES = {
  target: [],
  stretch: [7, 3],
  baseline: [2, 2],
  path: [],
  forecast: [],
  mean: [],
  limit: [],
  'trial-limit': [5, 5],
};

/**
 * Thin lines at the values to reach or to start from.
 * @param {Trend} trend
 * @param {Drawing} drawing
 */
export function drawLevels(trend, drawing) {
  const { area, band, y } = geometry(trend, drawing);
  for (const { kind, value, from, to } of trend.levels) {
    if (kind === 'path' || kind === 'forecast' || (kind === 'baseline' && trend.size === 'small')) continue;
    const [left, right] = [area.left + from * band, area.left + (to + 1) * band];
    const colour = kind === 'target' || kind === 'stretch' ? INK : QUIET;
    rule(drawing.ctx, [left, y(value)], [right, y(value)], { colour, dash: DASHES[kind] });
  }
}

const LABEL_HEIGHT = 31;

/**
 * Names and values of the levels in the margin, each at the end of its line.
 * @param {Trend} trend
 * @param {Drawing} drawing
 * @returns {Box[]} where they stand
 */
export function writeLevels(trend, drawing) {
  const { area, y } = geometry(trend, drawing);
  const levels = namedLevels(trend).toSorted((a, b) => b.value - a.value);
  const wanted = levels.map((level) => y(level.value));
  const heights = spread(wanted, LABEL_HEIGHT, area.top, area.bottom - 8);
  return levels.map((level, index) => {
    const [height = 0, end = 0] = [heights[index], wanted[index]];
    const [name = '', value = ''] = levelTexts(trend, drawing, level);
    const quiet = level.kind !== 'target' && level.kind !== 'stretch';
    rule(drawing.ctx, [area.right, end], [area.right + 8, height], { colour: quiet ? LINE : INK });
    write(drawing.ctx, name, { x: area.right + 11, y: height - 7 }, { size: 13, colour: QUIET });
    const style = { size: 13, bold: !quiet, colour: quiet ? QUIET : INK };
    write(drawing.ctx, value, { x: area.right + 11, y: height + 8 }, style);
    return { left: area.right, top: height - 14, right: drawing.width, bottom: height + 15 };
  });
}
