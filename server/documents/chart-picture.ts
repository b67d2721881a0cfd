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
const SHARPNESS = 3;

// The configuration asks for Arial, which a server seldom has.
for (const file of [FONT_FILES.regular, FONT_FILES.bold]) GlobalFonts.registerFromPath(file, 'Arial');

/** As lines and letters, for a document that can hold them: it stays sharp at every size. */
export function chartSvg(chart: DrawnChart): ChartPicture {
  const height = chartHeight(chart, WIDTH);
  const canvas = createCanvas(WIDTH, height, SvgExportFlag.NoPrettyXML);
  const bytes = drawn(canvas.getContext('2d'), chart, 1, () => canvas.getContent());
  return { bytes, width: WIDTH, height };
}

/** As points, three times as fine as on a screen. */
export function chartPng(chart: DrawnChart): ChartPicture {
  const height = chartHeight(chart, WIDTH);
  const canvas = createCanvas(WIDTH, height);
  const bytes = drawn(canvas.getContext('2d'), chart, SHARPNESS, () => canvas.toBuffer('image/png'));
  return { bytes, width: WIDTH, height };
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
