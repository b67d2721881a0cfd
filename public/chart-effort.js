import { COLOURS, INK, QUIET, rule, write } from './chart-labels.js';
import { writeBeside } from './chart-placing.js';
import { MARKS } from './chart-trend.js';

/**
 * @typedef {Omit<import('../server/domain/chart-effort.ts').EffortChart, 'table'>} Effort
 * @typedef {import('chart.js').Chart} Drawing
 */

/**
 * One point a target.
 * @param {Effort} effort
 * @returns {import('chart.js').ChartDataset<'scatter'>[]}
 */
export function effortPoints({ points }) {
  const colours = points.map(({ light }) => (light === null ? INK : COLOURS[light]));
  return [
    {
      label: 'At risk',
      data: points.map(({ reach, pounds }) => ({ x: reach, y: pounds })),
      pointStyle: points.map(({ light }) => (light === null ? 'circle' : MARKS[light])),
      pointRadius: 7,
      pointHoverRadius: 10,
      pointBackgroundColor: colours,
      pointBorderColor: colours,
      clip: false,
    },
  ];
}

/** Room for the names above the highest point, and at the edge. */
export const EFFORT_ROOM = { top: 26, right: 24, bottom: 4, left: 0 };

/**
 * What is drawn beside the points: where the best quarter so far lies, and every name.
 * @param {Effort} effort
 * @returns {import('chart.js').Plugin<'scatter'>}
 */
export function effortMarks(effort) {
  return {
    id: 'effortMarks',
    beforeDatasetsDraw(drawing) {
      drawing.ctx.save();
      drawDivide(effort, drawing);
      drawing.ctx.restore();
    },
    afterDatasetsDraw(drawing) {
      drawing.ctx.save();
      writeNames(effort, drawing);
      drawing.ctx.restore();
    },
  };
}

/**
 * @param {Drawing} drawing
 * @param {number} reach
 * @param {number} pounds
 */
function placeOf({ scales }, reach, pounds) {
  return { x: scales.x?.getPixelForValue(reach) ?? 0, y: scales.y?.getPixelForValue(pounds) ?? 0 };
}

/**
 * @param {Effort} effort
 * @param {Drawing} drawing
 */
function drawDivide({ divide }, drawing) {
  const { ctx, chartArea: area } = drawing;
  const { x } = placeOf(drawing, divide, 0);
  rule(ctx, [area.left, area.bottom], [area.right, area.bottom], { colour: QUIET });
  rule(ctx, [x, area.top - 16], [x, area.bottom], { colour: INK, dash: [7, 3] });
  const style = { size: 13, colour: QUIET };
  write(ctx, 'done so far', { x: x - 8, y: area.top - 14 }, { ...style, align: 'right' });
  write(ctx, 'more than ever', { x: x + 8, y: area.top - 14 }, style);
}

/**
 * @param {Effort} effort
 * @param {Drawing} drawing
 */
function writeNames({ points }, drawing) {
  const { ctx, chartArea: area, width } = drawing;
  const drawn = {
    frame: { left: area.left, top: area.top - 4, right: width, bottom: area.bottom },
    strokes: [],
    boxes: points.map(({ reach, pounds }) => {
      const { x, y } = placeOf(drawing, reach, pounds);
      return { left: x - 8, top: y - 8, right: x + 8, bottom: y + 8 };
    }),
  };
  for (const { label, reach, pounds } of points) {
    writeBeside(ctx, label, [placeOf(drawing, reach, pounds)], drawn, { size: 14, bold: true, distance: 14 });
  }
}
