import { NARROW, SHARES, THICKNESS } from './chart-bars.js';
import { PAPER, QUIET, widthOf, wrapped, write, writeQuarters } from './chart-labels.js';

/**
 * @typedef {import('./chart-bars.js').Counts} Counts
 * @typedef {import('chart.js').Chart} Drawing
 * @typedef {{ x: number, y: number, width: number, height: number }} Rectangle
 */

const LINE_HEIGHT = 16;

/**
 * Letters and numbers on the bars, their totals, and the names beside them.
 * @param {Counts} counts
 * @returns {import('chart.js').Plugin<'bar'>}
 */
export function countMarks(counts) {
  return {
    id: 'countMarks',
    afterDatasetsDraw(drawing) {
      drawing.ctx.save();
      writeKey(drawing);
      counts.bars.forEach((_, index) => {
        markBar(counts, drawing, index);
      });
      if (counts.kind === 'quarters') writeColumns(counts, drawing);
      drawing.ctx.restore();
    },
  };
}

const SWATCH = 18;

/** @param {Drawing} drawing */
function writeKey({ ctx, width }) {
  const style = { size: width < NARROW ? 13 : 14 };
  const needed = SHARES.reduce((sum, { name }) => sum + SWATCH + 5 + widthOf(ctx, name, style), 0);
  const gap = Math.min(18, (width - needed) / (SHARES.length - 1));
  let x = 0;
  for (const { letter, name, fill, ink, key } of SHARES) {
    const swatch = { x, y: 2, width: SWATCH, height: SWATCH };
    ctx.fillStyle = fill;
    ctx.fillRect(swatch.x, swatch.y, swatch.width, swatch.height);
    if (key === 'amber') hatch(ctx, swatch);
    fitText(ctx, [letter], swatch, fill, ink);
    write(ctx, name, { x: x + SWATCH + 5, y: 2 + SWATCH / 2 }, style);
    x += SWATCH + 5 + widthOf(ctx, name, style) + gap;
  }
}

/**
 * @param {Counts} counts
 * @param {Drawing} drawing
 * @param {number} index
 */
function markBar(counts, drawing, index) {
  const bar = counts.bars[index];
  if (bar === undefined) return;
  const { ctx } = drawing;
  const named = SHARES.map((share, dataset) => {
    if (bar.shares[share.key] === 0) return true;
    const rectangle = rectangleOf(drawing, dataset, index);
    if (share.key === 'amber') hatch(ctx, rectangle);
    const text = fitText(ctx, shareTexts(share.letter, bar.shares[share.key]), rectangle, share.fill, share.ink);
    return text.startsWith(share.letter);
  });
  const end = rectangleOf(drawing, SHARES.length - 1, index);
  if (counts.kind === 'quarters') {
    write(ctx, String(bar.total), { x: end.x + end.width / 2, y: end.y - 9 }, { bold: true, align: 'center' });
    return;
  }
  const after = { x: end.x + end.width + 6, y: end.y + end.height / 2 };
  write(ctx, String(bar.total), after, { bold: true });
  if (named.includes(false)) writeShares(drawing, bar, { ...after, x: after.x + widthOf(ctx, String(bar.total)) + 8 });
  writeName(drawing, bar.label, after.y);
}

/**
 * What a short bar has no room for inside.
 * @param {Drawing} drawing
 * @param {Counts['bars'][number]} bar
 * @param {{ x: number, y: number }} at
 */
function writeShares({ ctx, width }, { shares }, at) {
  const style = { size: 13, colour: QUIET };
  const text = SHARES.filter(({ key }) => shares[key] > 0)
    .map(({ key, letter }) => `${letter} ${shares[key]}`)
    .join(', ');
  if (at.x + widthOf(ctx, text, style) <= width) write(ctx, text, at, style);
}

/**
 * From the longest; a letter alone stands for one.
 * @param {string} letter
 * @param {number} count
 */
function shareTexts(letter, count) {
  return [`${letter} ${count}`, `${letter}${count}`, count === 1 ? letter : String(count)];
}

/**
 * The name of a bar before it, or above it where the paper is narrow.
 * @param {Drawing} drawing
 * @param {string} label
 * @param {number} middle
 */
function writeName({ ctx, width, chartArea }, label, middle) {
  const beside = width >= NARROW;
  const room = beside ? chartArea.left - 12 : width;
  const [first = '', ...rest] = wrapped(ctx, label, room);
  const lines =
    beside && rest.length > 0 ? [first, shortened(ctx, rest.join(' '), room)] : [shortened(ctx, label, room)];
  const top = beside ? middle - ((lines.length - 1) * LINE_HEIGHT) / 2 : middle - THICKNESS / 2 - 10;
  lines.forEach((line, index) => {
    const at = { x: beside ? room : 0, y: top + index * LINE_HEIGHT };
    write(ctx, line, at, { align: beside ? 'right' : 'left' });
  });
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} label
 * @param {number} room
 */
function shortened(ctx, label, room) {
  if (widthOf(ctx, label) <= room) return label;
  let text = label;
  while (text !== '' && widthOf(ctx, `${text}…`) > room) text = text.slice(0, -1).trimEnd();
  return `${text}…`;
}

/**
 * @param {Drawing} drawing
 * @param {number} dataset
 * @param {number} index
 * @returns {Rectangle}
 */
function rectangleOf(drawing, dataset, index) {
  const element = /** @type {import('chart.js').BarElement} */ (drawing.getDatasetMeta(dataset).data[index]);
  const names = /** @type {const} */ (['x', 'y', 'base', 'width', 'height', 'horizontal']);
  const { x, y, base, width, height, horizontal } = element.getProps([...names], true);
  const [endX, endY] = [x ?? base, y ?? base];
  return horizontal
    ? { x: Math.min(endX, base), y: endY - height / 2, width: Math.abs(endX - base), height }
    : { x: endX - width / 2, y: Math.min(endY, base), width, height: Math.abs(endY - base) };
}

/**
 * The first of some texts that fits, in the middle, on a plain ground; the empty text where none does.
 * @param {CanvasRenderingContext2D} ctx
 * @param {readonly string[]} texts
 * @param {Rectangle} rectangle
 * @param {string} fill
 * @param {string} ink
 */
function fitText(ctx, texts, { x, y, width, height }, fill, ink) {
  const style = { bold: true, size: 13 };
  const text = texts.find((candidate) => widthOf(ctx, candidate, style) + 4 <= width);
  if (text === undefined || height < 12) return '';
  const [room, middle] = [Math.min(widthOf(ctx, text, style) + 6, width - 2), { x: x + width / 2, y: y + height / 2 }];
  ctx.fillStyle = fill;
  ctx.fillRect(middle.x - room / 2, middle.y - 6, room, 12);
  write(ctx, text, middle, { ...style, colour: ink, align: 'center' });
  return text;
}

/**
 * Slanted lines, by which amber is told from its neighbours without colour.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Rectangle} rectangle
 */
function hatch(ctx, { x, y, width, height }) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x + 1, y + 1, Math.max(0, width - 2), Math.max(0, height - 2));
  ctx.clip();
  ctx.beginPath();
  ctx.strokeStyle = PAPER;
  ctx.lineWidth = 1.25;
  for (let start = x - height; start < x + width; start += 6) {
    ctx.moveTo(start, y + height);
    ctx.lineTo(start + height, y);
  }
  ctx.stroke();
  ctx.restore();
}

/**
 * @param {Counts} counts
 * @param {Drawing} drawing
 */
function writeColumns({ bars }, { ctx, chartArea }) {
  const band = (chartArea.right - chartArea.left) / bars.length;
  const places = bars.map(({ label, group }, index) => ({
    quarter: label,
    year: group,
    x: chartArea.left + (index + 0.5) * band,
  }));
  ctx.fillStyle = QUIET;
  ctx.fillRect(chartArea.left, chartArea.bottom, chartArea.right - chartArea.left, 1);
  writeQuarters(ctx, places, { band, top: chartArea.bottom, yearsOnly: false });
}
