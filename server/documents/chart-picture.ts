import { createCanvas, GlobalFonts, type SKRSContext2D, SvgExportFlag } from '@napi-rs/canvas';
import { Chart, type ChartConfiguration, type Plugin } from 'chart.js/auto';
import { chartConfig, chartHeight } from '../../public/chart-config.js';
import type { Chart as DrawnChart } from '../domain/chart.ts';
import { FONT_FILES } from './fonts.ts';

/** In pixels of 96 to the inch. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** As wide as a page has room for. */
const WIDTH = 640;
/** Three beside each other. */
const SMALL_WIDTH = 300;
/** Some 250 points to the inch in print: an office suite keeps 220 of its own pictures. */
const SHARPNESS = 2.5;
/** As much: they are printed at two thirds of their size. */
const SMALL_SHARPNESS = 1.75;

// The configuration asks for Arial, which a server seldom has.
for (const file of [FONT_FILES.regular, FONT_FILES.bold]) GlobalFonts.registerFromPath(file, 'Arial');

/** A chart as lines and letters, for a document that can hold them: it stays sharp at every size. */
export function chartSvg(chart: DrawnChart): Buffer {
  const { width, height } = pictureSize(chart);
  const canvas = createCanvas(width, height, SvgExportFlag.NoPrettyXML);
  return drawn(canvas.getContext('2d'), chart, 1, () => canvas.getContent());
}

/** So many at a time: each is some megabytes before it is packed. */
const AT_ONCE = 4;

/** Charts as points, finer than on a screen, in their order. Several are packed while the next is drawn. */
export async function chartPngs(charts: readonly DrawnChart[]): Promise<Buffer[]> {
  const pictures: Buffer[] = [];
  const rest = charts.entries();
  const lane = async (): Promise<void> => {
    for (const [place, chart] of rest) pictures[place] = await chartPng(chart);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return pictures;
}

function chartPng(chart: DrawnChart): Promise<Buffer> {
  const { width, height } = pictureSize(chart);
  const canvas = createCanvas(width, height);
  const sharpness = width === WIDTH ? SHARPNESS : SMALL_SHARPNESS;
  return drawn(canvas.getContext('2d'), chart, sharpness, () => canvas.encode('png'));
}

export function pictureSize(chart: DrawnChart): PictureSize {
  const width = chart.kind === 'trend' && chart.size === 'small' ? SMALL_WIDTH : WIDTH;
  return { width, height: chartHeight(chart, width) };
}

/** White, whatever the paper or the screen of a document is: ink on a dark one would not be seen. */
const GROUND: Plugin = {
  id: 'ground',
  beforeDraw: ({ ctx, width, height }) => {
    ctx.fillStyle = '#ffffff';
    ctx.fillRect(0, 0, width, height);
  },
};

/** The same configuration as on the pages, drawn once. @param taken what is taken of the canvas before it is let go */
function drawn<Taken>(context: SKRSContext2D, chart: DrawnChart, sharpness: number, taken: () => Taken): Taken {
  const config = chartConfig(chart) as ChartConfiguration;
  // Only what a browser's canvas has besides is missing, and nothing here asks for it.
  const place = context as unknown as CanvasRenderingContext2D;
  const options = { ...config.options, responsive: false, devicePixelRatio: sharpness };
  const plugins = [GROUND, ...(config.plugins ?? [])];
  const drawing = new Chart(place, { ...config, options, plugins });
  try {
    return taken();
  } finally {
    drawing.destroy();
  }
}
