import { widthOf, write } from './chart-labels.js';

/**
 * Finds places for labels where they cover nothing.
 * @typedef {import('./chart-labels.js').Pen} Pen
 * @typedef {import('./chart-labels.js').Point} Point
 * @typedef {import('./chart-labels.js').Style} Style
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Box
 * @typedef {{ from: Point, to: Point, weight: number }} Stroke a line, and how bad it is to cover it
 * @typedef {{ frame: Box, strokes: Stroke[], boxes: Box[] }} Drawn where labels may go, and what stands there already
 */

const POORER = 0.15;
const COVERED_LABEL = 10;

/**
 * Writes a text beside one of some points, where it covers the fewest lines and labels, and keeps its place free
 * from later labels. The first points and the first sides are better.
 * @param {Pen} pen
 * @param {string} text
 * @param {readonly Point[]} points
 * @param {Drawn} drawn
 * @param {Style & { distance?: number }} [style]
 */
export function writeBeside(pen, text, points, drawn, style = {}) {
  const size = { width: widthOf(pen, text, style), height: style.size ?? 14 };
  const candidates = points
    .flatMap((point, rank) =>
      sidesOf(point, size, style.distance ?? 9).map((box, side) => ({ box, cost: POORER * (rank + side) })),
    )
    .filter(({ box }) => isInside(box, drawn.frame));
  const costs = candidates.map(({ box, cost }) => cost + costOf(box, drawn));
  const best = candidates[costs.indexOf(Math.min(...costs))]?.box;
  if (best === undefined) return;
  write(pen, text, { x: best.left, y: (best.top + best.bottom) / 2 }, { halo: true, ...style, align: 'left' });
  drawn.boxes.push(best);
}

/**
 * @param {Point} point
 * @param {{ width: number, height: number }} size
 * @param {number} distance
 */
function sidesOf({ x, y }, { width, height }, distance) {
  /** @type {(left: number, middle: number) => Box} */
  const box = (left, middle) => ({
    left,
    top: middle - height / 2,
    right: left + width,
    bottom: middle + height / 2,
  });
  const [over, under] = [y - distance - height / 2, y + distance + height / 2];
  return [
    box(x + distance, y),
    box(x - width / 2, under),
    box(x - width / 2, over),
    box(x + distance / 2, under),
    box(x - width - distance / 2, over),
    box(x + distance / 2, over),
    box(x - width - distance / 2, under),
    box(x - width - distance, y),
  ];
}

/**
 * @param {Box} box
 * @param {Box} frame
 */
function isInside(box, frame) {
  return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
}

/**
 * @param {Box} box
 * @param {Pick<Drawn, 'strokes' | 'boxes'>} drawn
 */
function costOf(box, { strokes, boxes }) {
  const near = { left: box.left - 3, top: box.top - 2, right: box.right + 3, bottom: box.bottom + 2 };
  const covered = boxes.filter(
    (other) => near.left < other.right && near.right > other.left && near.top < other.bottom && near.bottom > other.top,
  );
  const crossed = strokes.filter((stroke) => crosses(near, stroke));
  return crossed.reduce((sum, { weight }) => sum + weight, COVERED_LABEL * covered.length);
}

/**
 * Whether a straight line passes through a box, by cutting the line down to what lies between its edges.
 * @param {Box} box
 * @param {Stroke} stroke
 */
function crosses(box, { from, to }) {
  const across = within(from.x, to.x, box.left, box.right);
  const down = within(from.y, to.y, box.top, box.bottom);
  return across !== null && down !== null && Math.max(across[0], down[0]) <= Math.min(across[1], down[1]);
}

/**
 * The part of the way from one coordinate to another that lies between two others; null where none does.
 * @param {number} from
 * @param {number} to
 * @param {number} low
 * @param {number} high
 * @returns {[number, number] | null}
 */
function within(from, to, low, high) {
  if (from === to) return from < low || from > high ? null : [0, 1];
  const [a, b] = [(low - from) / (to - from), (high - from) / (to - from)];
  const [start, end] = [Math.max(0, Math.min(a, b)), Math.min(1, Math.max(a, b))];
  return start <= end ? [start, end] : null;
}

/**
 * Heights for labels that want to stand at some heights, moved as little as they must so that none covers another.
 * @param {readonly number[]} wanted ascending
 * @param {number} apart
 * @param {number} top
 * @param {number} bottom
 */
export function spread(wanted, apart, top, bottom) {
  const heights = [...wanted];
  let least = top;
  heights.forEach((height, index) => {
    heights[index] = Math.max(height, least);
    least = (heights[index] ?? 0) + apart;
  });
  let most = bottom;
  for (let index = heights.length - 1; index >= 0; index -= 1) {
    heights[index] = Math.min(heights[index] ?? 0, most);
    most = (heights[index] ?? 0) - apart;
  }
  return heights;
}
