import { COLOURS, INK, PAPER, widthOf } from './chart-labels.js';

/**
 * @typedef {Omit<import('../server/domain/chart-counts.ts').CountsChart, 'table'>} Counts
 * @typedef {import('chart.js').Chart} Drawing
 */

/** Worst first, each with its letter, so that the colour is not needed. */
export const SHARES = /** @type {const} */ ([
  { key: 'red', letter: 'R', name: 'Red', fill: COLOURS.red, ink: PAPER },
  { key: 'amber', letter: 'A', name: 'Amber', fill: COLOURS.amber, ink: PAPER },
  { key: 'green', letter: 'G', name: 'Green', fill: COLOURS.green, ink: PAPER },
  { key: 'grey', letter: '–', name: 'Not judged', fill: '#e3e5e6', ink: INK },
]);

export const THICKNESS = 24;
export const NARROW = 560;
const KEY_HEIGHT = 34;
const WIDEST_LABEL = 220;
const LEAST_COLUMN = 200;
/** A target is as high as its number, up to this many in a column. */
const TARGET_HEIGHT = 14;
const MOST_HIGH = 25;

/**
 * @param {Counts} counts
 * @returns {import('chart.js').ChartDataset<'bar', number[]>[]}
 */
export function countBars({ bars, kind }) {
  return SHARES.map(({ key, name, fill }) => ({
    label: name,
    data: bars.map((bar) => bar.shares[key]),
    backgroundColor: fill,
    hoverBackgroundColor: fill,
    borderColor: PAPER,
    borderWidth: 1,
    borderSkipped: false,
    ...(kind === 'counts'
      ? { barThickness: THICKNESS }
      : { categoryPercentage: 0.8, barPercentage: 1, maxBarThickness: 56 }),
  }));
}

/**
 * @param {Counts} counts
 * @param {number} width
 */
export function countsHeight({ kind, bars }, width) {
  if (kind === 'quarters') {
    const most = Math.max(0, ...bars.map((bar) => bar.total));
    return KEY_HEIGHT + 56 + Math.max(LEAST_COLUMN, TARGET_HEIGHT * Math.min(most, MOST_HIGH));
  }
  return KEY_HEIGHT + bars.length * (width < NARROW ? 54 : 40) + 4;
}

/**
 * @param {Counts} counts
 * @param {Drawing} drawing
 */
export function countsRoom({ kind, bars }, drawing) {
  if (kind === 'quarters') return { top: KEY_HEIGHT + 16, right: 0, bottom: 40, left: 0 };
  const widest = Math.max(0, ...bars.map((bar) => widthOf(drawing.ctx, bar.label)));
  const left = drawing.width < NARROW ? 0 : Math.min(widest, WIDEST_LABEL) + 12;
  return { top: KEY_HEIGHT, right: 32, bottom: 0, left };
}
