import { createCanvas, GlobalFonts, type SKRSContext2D, SvgExportFlag } from '@napi-rs/canvas';
import { Chart, type ChartConfiguration } from 'chart.js/auto';
import { chartConfig, chartHeight } from '../../public/chart-config.js';
import type { Chart as DrawnChart } from '../domain/chart.ts';
import { FONT_FILES } from './fonts.ts';

/** A chart as a picture, with its size in pixels of 96 to the inch. */
export interface ChartPicture {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

/** As wide as a page has room for. */
const WIDTH = 640;
/** Three beside each other. */
const SMALL_WIDTH = 300;
const SHARPNESS = 3;
/** They are printed at two thirds of their size. */
const SMALL_SHARPNESS = 2;

// The configuration asks for Arial, which a server seldom has.
for (const file of [FONT_FILES.regular, FONT_FILES.bold]) GlobalFonts.registerFromPath(file, 'Arial');

/** As lines and letters, for a document that can hold them: it stays sharp at every size. */
export function chartSvg(chart: DrawnChart): ChartPicture {
  const { width, height } = sizeOf(chart);
  const canvas = createCanvas(width, height, SvgExportFlag.NoPrettyXML);
  const bytes = drawn(canvas.getContext('2d'), chart, 1, () => canvas.getContent());
  return { bytes, width, height };
}

/** As points, three times as fine as on a screen. */
export function chartPng(chart: DrawnChart): ChartPicture {
  const { width, height } = sizeOf(chart);
  const canvas = createCanvas(width, height);
  const bytes = drawn(canvas.getContext('2d'), chart, width === WIDTH ? SHARPNESS : SMALL_SHARPNESS, () =>
    canvas.toBuffer('image/png'),
  );
  return { bytes, width, height };
}

function sizeOf(chart: DrawnChart): { width: number; height: number } {
  const width = chart.kind === 'trend' && chart.size === 'small' ? SMALL_WIDTH : WIDTH;
  return { width, height: chartHeight(chart, width) };
}

/** The same configuration as on the pages, drawn once. @param taken what is taken of the canvas before it is let go */
function drawn(context: SKRSContext2D, chart: DrawnChart, sharpness: number, taken: () => Buffer): Buffer {
  const config = chartConfig(chart) as ChartConfiguration;
  // Only what a browser's canvas has besides is missing, and nothing here asks for it.
  const place = context as unknown as CanvasRenderingContext2D;
  const options = { ...config.options, responsive: false, devicePixelRatio: sharpness };
  const drawing = new Chart(place, { ...config, options });
  try {
    return taken();
  } finally {
    drawing.destroy();
  }
}
