import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import init, { type TypstCompiler, TypstCompilerBuilder } from '@myriaddreamin/typst-ts-web-compiler';
import type { Chart } from '../domain/chart.ts';
import { LIGHT_SIGNS } from '../domain/light.ts';
import type { Block, Report, Run } from '../domain/report.ts';
import { chartSvg } from './chart-picture.ts';
import { FONT_FILES } from './fonts.ts';
import { plainText } from './plain-text.ts';

const LAYOUT = join(import.meta.dirname, 'report.typ');
const PDF = 1;
/** Errors with their place, without colours. */
const WITH_PLACE = 2;

let compiler: Promise<TypstCompiler> | null = null;

/**
 * A report as a tagged PDF. The same report gives the same bytes: the day in it is the report's own.
 * @throws where the layout cannot be set, which no content can bring about
 */
export async function reportPdf(report: Report): Promise<Buffer> {
  compiler ??= compilerWithFonts();
  const typst = await compiler;
  try {
    const pictures: Chart[] = [];
    const blocks = report.blocks.map((block) => laidOut(block, pictures));
    for (const [index, chart] of pictures.entries()) typst.map_shadow(pictureFile(index), chartSvg(chart));
    typst.map_shadow('/report.json', Buffer.from(JSON.stringify({ ...textsOf(report), blocks })));
    typst.add_source('/report.typ', readFileSync(LAYOUT, 'utf8'));
    return Buffer.from(pdfOf(typst));
  } finally {
    typst.reset_shadow();
    typst.reset();
  }
}

function pdfOf(typst: TypstCompiler): Uint8Array {
  const world = typst.snapshot('/', '/report.typ', null);
  try {
    const { result, diagnostics } = world.get_artifact(PDF, WITH_PLACE) as {
      result?: Uint8Array;
      diagnostics?: readonly unknown[];
    };
    if (result === undefined) throw new Error(`The PDF could not be set: ${JSON.stringify(diagnostics)}`);
    return result;
  } finally {
    world.free();
  }
}

async function compilerWithFonts(): Promise<TypstCompiler> {
  const module = import.meta.resolve('@myriaddreamin/typst-ts-web-compiler/wasm');
  await init({ module_or_path: readFileSync(new URL(module)) });
  const builder = new TypstCompilerBuilder();
  builder.set_dummy_access_model();
  for (const file of Object.values(FONT_FILES)) await builder.add_raw_font(readFileSync(file));
  return builder.build();
}

function textsOf({ title, under, runningHead, date, smallPrint }: Report): Record<string, string | number> {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return {
    title: plainText(title),
    under: plainText(under),
    runningHead: plainText(runningHead),
    year,
    month,
    day,
    smallPrint: plainText(smallPrint ?? ''),
  };
}

function pictureFile(index: number): string {
  return `/picture-${index}.svg`;
}

/** A block as the layout reads it: texts as they can be printed, colours with their word, pictures as files. */
function laidOut(block: Block, pictures: Chart[]): unknown {
  switch (block.kind) {
    case 'heading':
      return { ...block, text: plainText(block.text) };
    case 'words':
      return { ...block, runs: block.runs.map(pieceOf) };
    case 'list':
      return { ...block, items: block.items.map((item) => item.map(pieceOf)) };
    case 'facts':
      return { ...block, facts: block.facts.map(({ label, runs }) => ({ label, runs: runs.map(pieceOf) })) };
    case 'table':
      return { ...block, rows: block.rows.map((row) => row.map((cell) => cell.map(pieceOf))) };
    case 'picture':
      return { kind: 'picture', ...pictureOf(block.chart, pictures) };
    case 'pictures':
      return { kind: 'pictures', pictures: block.charts.map((chart) => pictureOf(chart, pictures)) };
    case 'page-break':
      return block;
  }
}

/** What the layout is told of a picture, which is put with the others to be drawn. */
function pictureOf(chart: Chart, pictures: Chart[]): Record<string, string> {
  pictures.push(chart);
  const { title, sentence, unit, notes, illustrative } = chart;
  const note = `${unit}. ${notes.join(' ')}${illustrative ? ' Illustrative figures.' : ''}`;
  return { file: pictureFile(pictures.length - 1), title, alt: `${title}. ${sentence}`, sentence, note };
}

function pieceOf(run: Run): unknown {
  if (run.kind === 'light') return { ...run, word: LIGHT_SIGNS[run.light].word };
  return run.kind === 'text' ? { ...run, text: plainText(run.text) } : run;
}
