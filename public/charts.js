import { chartConfig, chartHeight, pointsOf } from './chart-config.js';

/**
 * Draws the charts of a page. Each figure has its numbers in `data-chart`; its sentence and table are there already.
 * @typedef {import('./chart-config.js').DrawnChart} DrawnChart
 * @typedef {InstanceType<typeof import('chart.js').Chart>} Drawing
 */

const { Chart } = /** @type {{ Chart: typeof import('chart.js').Chart }} */ (/** @type {unknown} */ (globalThis));

const PRINT_WIDTH = 640;
const PRINT_SHARPNESS = 3;

/** @type {Map<Element, () => void>} */
const waiting = new Map();
/** @type {{ drawing: Drawing, data: DrawnChart, place: HTMLElement }[]} */
const drawn = [];

/** Charts are drawn when they come near the window. */
const nearby = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) if (entry.isIntersecting) drawNow(entry.target);
  },
  { rootMargin: '300px' },
);

for (const figure of document.querySelectorAll('figure[data-chart]')) prepare(/** @type {HTMLElement} */ (figure));
window.addEventListener('beforeprint', beforePrint);
window.addEventListener('afterprint', afterPrint);

/** @param {HTMLElement} figure */
function prepare(figure) {
  const place = figure.querySelector('.chart__place');
  if (!(place instanceof HTMLElement)) return;
  /** @type {DrawnChart} */
  const data = JSON.parse(figure.dataset.chart ?? '');
  place.style.height = `${chartHeight(data, place.clientWidth)}px`;
  waiting.set(figure, () => draw(place, data));
  nearby.observe(figure);
}

/** @param {Element} figure */
function drawNow(figure) {
  nearby.unobserve(figure);
  waiting.get(figure)?.();
  waiting.delete(figure);
}

/**
 * @param {HTMLElement} place
 * @param {DrawnChart} data
 */
function draw(place, data) {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', `${data.title}. ${data.sentence}`);
  canvas.tabIndex = 0;
  place.append(canvas);
  const config = chartConfig(data);
  config.options = {
    ...config.options,
    onResize: (_drawing, { width }) => {
      place.style.height = `${chartHeight(data, width)}px`;
    },
  };
  const drawing = new Chart(canvas, config);
  drawn.push({ drawing, data, place });
  readByKeys(canvas, drawing, data, spokenLine(place));
}

/** @param {HTMLElement} place */
function spokenLine(place) {
  const line = document.createElement('p');
  line.className = 'chart__point';
  line.setAttribute('aria-live', 'polite');
  place.after(line);
  return line;
}

const HINT = 'Arrow keys, Home and End read the points; Escape stops.';

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Drawing} drawing
 * @param {DrawnChart} data
 * @param {HTMLElement} line
 */
function readByKeys(canvas, drawing, data, line) {
  const points = pointsOf(data);
  let at = -1;
  /** @param {number} index */
  const show = (index) => {
    at = index;
    const point = points[index];
    line.textContent = point === undefined ? '' : `${point.heading}: ${point.details.join(', ')}`;
    mark(drawing, index);
  };
  canvas.addEventListener('focus', () => {
    line.textContent = HINT;
  });
  canvas.addEventListener('blur', () => show(-1));
  canvas.addEventListener('keydown', (event) => {
    const next = placeAfter(event.key, at, points.length);
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    show(next);
  });
}

/**
 * The place that a key leads to, −1 for none; null for a key that means nothing here.
 * @param {string} key
 * @param {number} at
 * @param {number} count
 */
function placeAfter(key, at, count) {
  if (key === 'ArrowRight' || key === 'ArrowDown') return Math.min(at + 1, count - 1);
  if (key === 'ArrowLeft' || key === 'ArrowUp') return at === -1 ? count - 1 : Math.max(at - 1, 0);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return key === 'Escape' ? -1 : null;
}

/**
 * Marks what is drawn at a place, and shows its words there as for the pointer.
 * @param {Drawing} drawing
 * @param {number} index
 */
function mark(drawing, index) {
  const active = drawing
    .getSortedVisibleDatasetMetas()
    .filter((meta) => meta.data[index] !== undefined && valueAt(drawing, meta.index, index) !== null)
    .map((meta) => ({ datasetIndex: meta.index, index }));
  drawing.setActiveElements(active);
  drawing.tooltip?.setActiveElements(active, { x: 0, y: 0 });
  drawing.update('none');
}

/**
 * @param {Drawing} drawing
 * @param {number} dataset
 * @param {number} index
 */
function valueAt({ data }, dataset, index) {
  const values = /** @type {readonly unknown[] | undefined} */ (data.datasets[dataset]?.data);
  return values?.[index] ?? null;
}

/** On paper every chart is there, as wide as the sheet and sharp. */
function beforePrint() {
  for (const figure of [...waiting.keys()]) drawNow(figure);
  for (const { drawing, data, place } of drawn) {
    const width = Math.min(place.clientWidth, PRINT_WIDTH);
    drawing.options.devicePixelRatio = PRINT_SHARPNESS;
    drawing.resize(width, chartHeight(data, width));
  }
}

function afterPrint() {
  for (const { drawing } of drawn) {
    // Zero is the screen's own.
    drawing.options.devicePixelRatio = 0;
    drawing.resize();
  }
}
