import { FAINT, INK, LINE, QUIET, rule, widthOf, write, writeQuarters } from './chart-labels.js';
import { BREAK_HEIGHT, drawLevels, geometry, writeLevels } from './chart-levels.js';
import { writeBeside } from './chart-placing.js';
import { markColour } from './chart-trend.js';

/**
 * @typedef {Omit<import('../server/domain/chart.ts').TrendChart, 'table'>} Trend
 * @typedef {import('./chart-placing.js').Box} Box
 * @typedef {import('chart.js').Chart} Drawing
 */

/**
 * What is drawn beside the lines: levels, breaks of rule, and every label.
 * @param {Trend} trend
 * @returns {import('chart.js').Plugin<'line'>}
 */
export function trendMarks(trend) {
  return {
    id: 'trendMarks',
    beforeDatasetsDraw(drawing) {
      drawing.ctx.save();
      drawYears(trend, drawing);
      drawAhead(trend, drawing);
      drawLevels(trend, drawing);
      drawBreaks(trend, drawing);
      drawing.ctx.restore();
    },
    afterDatasetsDraw(drawing) {
      drawing.ctx.save();
      writeInside(trend, drawing, writeLevels(trend, drawing));
      writePlaces(trend, drawing);
      drawing.ctx.restore();
    },
  };
}

/**
 * @param {Trend} trend
 * @param {Drawing} drawing
 */
function drawYears(trend, drawing) {
  const { area, band } = geometry(trend, drawing);
  trend.quarters.forEach(({ year }, index) => {
    if (index === 0 || trend.quarters[index - 1]?.year === year) return;
    const x = area.left + index * band;
    rule(drawing.ctx, [x, area.top], [x, area.bottom + 6], { colour: FAINT });
  });
  rule(drawing.ctx, [area.left, area.bottom], [area.right, area.bottom], { colour: QUIET });
}

/**
 * A pale wedge from the last figure to where the year may end, with a dashed line in its middle.
 * @param {Trend} trend
 * @param {Drawing} drawing
 */
function drawAhead(trend, drawing) {
  const { ahead } = trend;
  if (ahead === null) return;
  const { x, y } = geometry(trend, drawing);
  const { ctx } = drawing;
  const [left, right] = [x(ahead.from), x(ahead.to)];
  if (ahead.between !== null) {
    ctx.beginPath();
    ctx.moveTo(left, y(ahead.start));
    for (const end of ahead.between) ctx.lineTo(right, y(end));
    ctx.closePath();
    ctx.fillStyle = LINE;
    ctx.fill();
  }
  rule(ctx, [left, y(ahead.start)], [right, y(ahead.value)], { colour: QUIET, dash: [5, 4] });
}

/**
 * @param {Trend} trend
 * @param {Drawing} drawing
 */
function drawBreaks(trend, drawing) {
  const { area, band } = geometry(trend, drawing);
  trend.breaks.forEach(({ before, name }, index) => {
    const x = area.left + before * band;
    const y = area.top - 16 - BREAK_HEIGHT * (trend.breaks.length - 1 - index);
    const top = trend.size === 'small' ? area.top : y - 7;
    rule(drawing.ctx, [x, top], [x, area.bottom], { colour: INK, dash: [8, 3, 2, 3] });
    if (trend.size === 'small') return;
    const left = Math.max(0, Math.min(x + 6, drawing.width - widthOf(drawing.ctx, name, { size: 13 })));
    write(drawing.ctx, name, { x: left, y }, { size: 13, halo: true });
  });
}

/**
 * The last value at its point, then the names of the thin lines.
 * @param {Trend} trend
 * @param {Drawing} drawing
 * @param {Box[]} boxes what is written already
 */
function writeInside(trend, drawing, boxes) {
  const { ctx, width } = drawing;
  const { area } = geometry(trend, drawing);
  const frame = { ...area, left: area.left + 2, top: area.top - 9, right: width };
  const drawn = { frame, strokes: strokesOf(trend, drawing), boxes: [...boxes] };
  const quiet = { size: 13, colour: QUIET };
  writeLast(trend, drawing, drawn);
  if (trend.size === 'small') return;
  for (const { label, values } of trend.others) {
    writeBeside(ctx, label, spotsOf(trend, drawing, values).toReversed(), drawn, quiet);
  }
  writeAhead(trend, drawing, drawn);
  if (trend.levels.some((level) => level.kind === 'path')) return;
  writeBeside(ctx, 'expected', spotsOf(trend, drawing, expectedAhead(trend)), drawn, quiet);
}

/**
 * @param {Trend} trend
 * @param {Drawing} drawing
 * @param {import('./chart-placing.js').Drawn} drawn
 */
function writeLast(trend, drawing, drawn) {
  const last = trend.quarters.find((quarter) => quarter.printed !== null);
  if (!last?.printed) return;
  const spots = spotsOf(
    trend,
    drawing,
    trend.quarters.map((quarter) => (quarter === last ? quarter.actual : null)),
  );
  const style = { size: 16, bold: true, colour: markColour(last), distance: 12 };
  writeBeside(drawing.ctx, last.printed, spots, drawn, style);
}

/**
 * @param {Trend} trend
 * @param {Drawing} drawing
 * @param {import('./chart-placing.js').Drawn} drawn
 */
function writeAhead(trend, drawing, drawn) {
  const { ahead } = trend;
  if (!ahead?.label) return;
  const { x, y } = geometry(trend, drawing);
  writeBeside(drawing.ctx, ahead.label, [{ x: x(ahead.to), y: y(ahead.value) }], drawn, { size: 13, colour: QUIET });
}

/**
 * The part of the path that no figure has reached yet; all of it where there is none.
 * @param {Trend} trend
 */
function expectedAhead({ quarters }) {
  const last = quarters.findLastIndex((quarter) => quarter.actual !== null);
  const ahead = quarters.map(({ expected }, index) => (index > last ? expected : null));
  return ahead.some((value) => value !== null) ? ahead : quarters.map((quarter) => quarter.expected);
}

/**
 * @param {Trend} trend
 * @param {Drawing} drawing
 * @param {readonly (number | null)[]} values one for each quarter
 */
function spotsOf(trend, drawing, values) {
  const { x, y } = geometry(trend, drawing);
  return values.flatMap((value, index) => (value === null ? [] : [{ x: x(index), y: y(value) }]));
}

/**
 * Every line that a label should not cover.
 * @param {Trend} trend
 * @param {Drawing} drawing
 * @returns {import('./chart-placing.js').Stroke[]}
 */
function strokesOf(trend, drawing) {
  const { area, band, y } = geometry(trend, drawing);
  const { quarters } = trend;
  const series = trend.others.map((other) => other.values);
  return [
    ...seriesStrokes(
      trend,
      drawing,
      quarters.map((quarter) => quarter.actual),
      4,
    ),
    ...seriesStrokes(
      trend,
      drawing,
      quarters.map((quarter) => quarter.expected),
      2,
    ),
    ...series.flatMap((values) => seriesStrokes(trend, drawing, values, 3)),
    ...trend.levels
      .filter(({ kind }) => kind !== 'path' && kind !== 'forecast')
      .map(({ value, from, to }) => ({
        from: { x: area.left + from * band, y: y(value) },
        to: { x: area.left + (to + 1) * band, y: y(value) },
        weight: 1,
      })),
    ...aheadStrokes(trend, drawing),
    ...trend.breaks.map(({ before }) => {
      const x = area.left + before * band;
      return { from: { x, y: area.top }, to: { x, y: area.bottom }, weight: 1 };
    }),
  ];
}

/**
 * @param {Trend} trend
 * @param {Drawing} drawing
 * @returns {import('./chart-placing.js').Stroke[]}
 */
function aheadStrokes(trend, drawing) {
  const { ahead } = trend;
  if (ahead === null) return [];
  const { x, y } = geometry(trend, drawing);
  const from = { x: x(ahead.from), y: y(ahead.start) };
  return [ahead.value, ...(ahead.between ?? [])].map((end) => ({ from, to: { x: x(ahead.to), y: y(end) }, weight: 2 }));
}

/**
 * The pieces of a line; a point to which no line leads is one too.
 * @param {Trend} trend
 * @param {Drawing} drawing
 * @param {readonly (number | null)[]} values
 * @param {number} weight
 */
function seriesStrokes(trend, drawing, values, weight) {
  const { x, y } = geometry(trend, drawing);
  return values.flatMap((value, index) => {
    if (value === null) return [];
    const before = trend.quarters[index]?.goesOn ? (values[index - 1] ?? null) : null;
    const to = { x: x(index), y: y(value) };
    return [{ from: before === null ? to : { x: x(index - 1), y: y(before) }, to, weight }];
  });
}

/**
 * @param {Trend} trend
 * @param {Drawing} drawing
 */
function writePlaces(trend, drawing) {
  const { area, band, x } = geometry(trend, drawing);
  const places = trend.quarters.map(({ quarter, year }, index) => ({ quarter, year, x: x(index) }));
  writeQuarters(drawing.ctx, places, { band, top: area.bottom, yearsOnly: trend.size === 'small' });
}
