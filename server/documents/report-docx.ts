import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  ImageRun,
  type IParagraphOptions,
  type IRunOptions,
  type ISectionOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { unzipSync } from 'fflate';
import type { Chart } from '../domain/chart.ts';
import { isRag, LIGHT_SIGNS, type Rag } from '../domain/light.ts';
import type { IsoDate } from '../domain/moment.ts';
import type { Block, Heading, Picture, Pictures, Report, Run, TableBlock, Words } from '../domain/report.ts';
import { chartPngs, pictureSize } from './chart-picture.ts';
import { plainText } from './plain-text.ts';
import { type PackedPart, packedPart, storedPart, zipPieces } from './zip-writing.ts';

const COLOURS: Readonly<Record<Rag, string>> = { green: '005A30', amber: 'B25400', red: 'B10E1E' };
/** Typed here, because a document of Word has no room for drawn ones in a line of text. */
const SHAPES: Readonly<Record<Rag, string>> = { green: '●', amber: '▲', red: '■' };
const QUIET = '505A5F';
const LINE = 'B1B4B6';

/** In twentieths of a point: A4 and its margins. */
const PAGE = { width: 11906, height: 16838, margin: 1021 };
const ROOM = PAGE.width - 2 * PAGE.margin;
/** Pixels of 96 to the inch that fit between the margins. */
const PICTURE_WIDTH = 600;
/** Of a third of that, less the room between. */
const SMALL_PICTURE_WIDTH = 200;

/**
 * A report as a document of Word, by styles: a council’s template gives it its own look. The same report gives the same
 * bytes.
 */
export async function reportDocx(report: Report): Promise<Buffer> {
  const { title, under, blocks } = report;
  const charts: Chart[] = [];
  const children = [
    new Paragraph({ style: 'Title', children: [plain(title)] }),
    new Paragraph({ style: 'Subtitle', children: [plain(under)] }),
    ...blocks.flatMap((block, index) => blockParts(block, index + 1, charts)),
  ];
  const document = new Document({
    title: `${plainText(title)}: ${plainText(under)}`,
    creator: 'LAA target tracker',
    styles: STYLES,
    sections: [sectionOf(report, children)],
  });
  const [pictures, file] = await Promise.all([chartPngs(charts), Packer.toBuffer(document)]);
  return finished(file, pictures, report.date);
}

const STYLES = {
  default: {
    document: {
      run: { font: 'Arial', size: 20, language: { value: 'en-GB' } },
      paragraph: { spacing: { after: 100, line: 264, lineRule: LineRuleType.AUTO } },
    },
    title: { run: { size: 44, bold: true }, paragraph: { spacing: { after: 60 } } },
    heading2: { run: { size: 28, bold: true, color: '0B0C0C' }, paragraph: { spacing: { before: 320, after: 120 } } },
    heading3: {
      run: { size: 22, bold: true, color: '0B0C0C' },
      paragraph: { spacing: { before: 220, after: 60 }, keepNext: true },
    },
  },
  paragraphStyles: [
    { id: 'Subtitle', name: 'Subtitle', basedOn: 'Normal', run: { color: QUIET, size: 20 } },
    { id: 'Lead', name: 'Lead', basedOn: 'Normal', run: { size: 24 } },
    { id: 'Quiet', name: 'Quiet', basedOn: 'Normal', run: { color: QUIET, size: 17 } },
    { id: 'SmallPrint', name: 'Small print', basedOn: 'Quiet', run: { size: 13 } },
    { id: 'Caption', name: 'caption', basedOn: 'Quiet', paragraph: { keepNext: true } },
    { id: 'TableText', name: 'Table text', basedOn: 'Normal', run: { size: 17 }, paragraph: { spacing: { after: 0 } } },
  ],
} as const;

function sectionOf({ under, smallPrint }: Report, children: readonly (Paragraph | Table)[]): ISectionOptions {
  const { width, height, margin } = PAGE;
  const number = new TextRun({ children: [PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES] });
  const numbered = new Paragraph({ style: 'Quiet', alignment: AlignmentType.RIGHT, children: [number] });
  return {
    properties: {
      page: { size: { width, height }, margin: { top: margin, bottom: margin, left: margin, right: margin } },
    },
    footers: {
      default: new Footer({
        children: [
          new Paragraph({ style: 'Quiet', children: [plain(under)] }),
          ...(smallPrint === null ? [] : [new Paragraph({ style: 'SmallPrint', children: [plain(smallPrint)] })]),
          numbered,
        ],
      }),
    },
    children,
  };
}

/**
 * @param place of the block, from 1: pictures are numbered by it, and not by how many were ever made
 * @param charts to which those of the block are added
 */
function blockParts(block: Block, place: number, charts: Chart[]): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [headingOf(block)];
    case 'words':
      return [new Paragraph({ ...styleOf(block), children: block.runs.map(runOf) })];
    case 'list':
      return block.items.map((item) => new Paragraph({ bullet: { level: 0 }, children: item.map(runOf) }));
    case 'facts':
      return block.facts.map(
        ({ label, runs }) => new Paragraph({ children: [runText(`${label}: `, { color: QUIET }), ...runs.map(runOf)] }),
      );
    case 'table':
      return tableParts(block);
    case 'picture':
      return pictureParts(block, place, charts);
    case 'pictures':
      return picturesParts(block, place, charts);
    case 'page-break':
      return [new Paragraph({ pageBreakBefore: true })];
  }
}

function headingOf({ level, text }: Heading): Paragraph {
  return new Paragraph({
    heading: level === 2 ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_3,
    children: [plain(text)],
  });
}

function styleOf({ style }: Words): IParagraphOptions {
  if (style === 'plain') return {};
  return { style: style === 'lead' ? 'Lead' : 'Quiet' };
}

function tableParts({ caption, columns, rows }: TableBlock): (Paragraph | Table)[] {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const columnWidths = columns.map(({ share }) => Math.round((ROOM * share) / shares));
  const cell = (children: ParagraphChild[], column: number): TableCell =>
    new TableCell({
      margins: { top: 40, bottom: 40, left: 0, right: 100 },
      width: { size: columnWidths[column] ?? 0, type: WidthType.DXA },
      children: [
        new Paragraph({
          style: 'TableText',
          alignment: columns[column]?.numeric ? AlignmentType.RIGHT : AlignmentType.LEFT,
          children,
        }),
      ],
    });
  const head = columns.map(({ text }, index) => cell([runText(text, { color: QUIET })], index));
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const line = { style: BorderStyle.SINGLE, size: 4, color: LINE };
  return [
    new Paragraph({ style: 'Caption', children: [plain(caption)] }),
    new Table({
      width: { size: ROOM, type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      columnWidths,
      borders: { top: none, left: none, right: none, insideVertical: none, insideHorizontal: line, bottom: line },
      rows: [
        new TableRow({ tableHeader: true, cantSplit: true, children: head }),
        ...rows.map(
          (row) => new TableRow({ cantSplit: true, children: row.map((runs, index) => cell(runs.map(runOf), index)) }),
        ),
      ],
    }),
  ];
}

function pictureParts({ chart }: Picture, place: number, charts: Chart[]): Paragraph[] {
  const { sentence, unit, notes, illustrative } = chart;
  const note = `${unit}. ${notes.join(' ')}${illustrative ? ' Illustrative figures.' : ''}`;
  return [
    new Paragraph({ keepNext: true, children: [plain(sentence)] }),
    new Paragraph({ keepNext: true, children: [imageOf(chart, charts, PICTURE_WIDTH, String(place))] }),
    new Paragraph({ style: 'Quiet', children: [plain(note)] }),
  ];
}

const STANDS_FOR = 'picture ';

/**
 * What stands for a picture until all are drawn: the library would pack each of them once more.
 * @param wide in pixels of 96 to the inch
 */
function imageOf(chart: Chart, charts: Chart[], wide: number, id: string): ImageRun {
  const { width, height } = pictureSize(chart);
  charts.push(chart);
  const title = plainText(chart.title);
  return new ImageRun({
    type: 'png',
    data: Buffer.from(`${STANDS_FOR}${charts.length - 1}`),
    transformation: { width: wide, height: Math.round((height * wide) / width) },
    altText: { id, title, description: plainText(`${chart.title}. ${chart.sentence}`), name: title },
  });
}

const IN_A_ROW = 3;

/**
 * Three beside each other, in a table that is none to the eye; each row stays whole. Two tables with nothing between
 * them would grow together, and the pictures would have the heads of the one before.
 */
function picturesParts(block: Pictures, place: number, charts: Chart[]): (Paragraph | Table)[] {
  if (block.charts.length === 0) return [];
  const wide = Math.floor(ROOM / IN_A_ROW);
  const cellOf = (children: Paragraph[]): TableCell =>
    new TableCell({
      margins: { top: 60, bottom: 120, left: 0, right: 160 },
      width: { size: wide, type: WidthType.DXA },
      children,
    });
  const cells = block.charts.map((chart, index) =>
    cellOf([
      new Paragraph({ style: 'TableText', children: [runText(chart.title, { bold: true })] }),
      new Paragraph({ style: 'TableText', children: [plain(chart.sentence)] }),
      // Pictures of one place are numbered after its thousand, so that no two in the document have one number.
      new Paragraph({ children: [imageOf(chart, charts, SMALL_PICTURE_WIDTH, String(1000 * place + index))] }),
    ]),
  );
  // A row that is not full would stretch its last cell.
  while (cells.length % IN_A_ROW !== 0) cells.push(cellOf([new Paragraph({})]));
  const rows = Array.from({ length: cells.length / IN_A_ROW }, (_, row) =>
    cells.slice(row * IN_A_ROW, (row + 1) * IN_A_ROW),
  );
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  return [
    new Paragraph({ style: 'TableText', children: [] }),
    new Table({
      width: { size: ROOM, type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      columnWidths: [wide, wide, wide],
      borders: { top: none, left: none, right: none, insideVertical: none, insideHorizontal: none, bottom: none },
      rows: rows.map((children) => new TableRow({ cantSplit: true, children })),
    }),
  ];
}

function runOf(run: Run): ParagraphChild {
  if (run.kind === 'mark') return runText(' ill.', { italics: true, color: QUIET });
  if (run.kind === 'text') {
    if (run.style === 'strong') return runText(run.text, { bold: true });
    return run.style === 'quiet' ? runText(run.text, { color: QUIET }) : plain(run.text);
  }
  const { word } = LIGHT_SIGNS[run.light];
  if (!isRag(run.light)) return runText(`– ${word}`, { bold: true });
  const fill = COLOURS[run.light];
  // No-break spaces keep the ground of the word from ending at its letters.
  return runText(`\u00a0${SHAPES[run.light]}\u00a0${word}\u00a0`, {
    bold: true,
    color: 'FFFFFF',
    shading: { type: ShadingType.CLEAR, fill, color: 'auto' },
  });
}

function plain(text: string): TextRun {
  return runText(text, {});
}

/** A line break in a text is one in the document. */
function runText(text: string, options: IRunOptions): TextRun {
  const lines = plainText(text).split('\n');
  if (lines.length === 1) return new TextRun({ ...options, text: lines[0] ?? '' });
  const children = lines.map(
    (line, index) => new TextRun({ ...options, text: line, ...(index > 0 ? { break: 1 } : {}) }),
  );
  return new TextRun({ children });
}

const DATES = /(<dcterms:(created|modified) [^>]*>)[^<]*/g;

/** Pictures come in. The library writes the time of making into its properties and its zip; the report’s day does instead. */
function finished(file: Buffer, pictures: readonly Buffer[], date: IsoDate): Buffer {
  const parts = Object.entries(unzipSync(file)).map(([name, bytes]): PackedPart => {
    const picture = name.startsWith('word/media/') ? pictures[placeIn(bytes)] : undefined;
    if (picture !== undefined) return storedPart(name, picture);
    if (name !== 'docProps/core.xml') return packedPart(name, bytes);
    return packedPart(name, Buffer.from(bytes).toString().replace(DATES, `$1${date}T00:00:00Z`));
  });
  return Buffer.concat([...zipPieces(parts)]);
}

/** Which picture something stands for. */
function placeIn(bytes: Uint8Array): number {
  return Number(Buffer.from(bytes).toString().replace(STANDS_FOR, ''));
}
