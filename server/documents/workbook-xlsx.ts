import { cellAddress, columnLetters } from '../domain/cell-address.ts';
import { LIGHT_SIGNS, RAG } from '../domain/light.ts';
import type {
  ColumnLook,
  RowSink,
  SheetCell,
  SheetForm,
  SheetRow,
  Workbook,
  WorkbookSink,
} from '../domain/workbook.ts';
import { plainText } from './plain-text.ts';
import { headStyle, numberStyle, textStyle, WORKBOOK_STYLES } from './workbook-styles.ts';
import { bookParts, sheetPart, XML_START } from './xlsx-book.ts';
import {
  columnsXml,
  formulaCell,
  LINE_HEIGHT,
  linesOf,
  numberCell,
  ONE_PAGE_WIDE,
  pageXml,
  rowXml,
  SHEET_NAMESPACE,
  textCell,
} from './xlsx-xml.ts';
import { xmlText } from './xml-text.ts';
import { growingPart, IN_MEMORY, type PackedPart, type Spool, zipPieces } from './zip-writing.ts';

/** A cell of a workbook holds so many characters, and no more. */
const LONGEST = 32_767;
const CUT = ' … (cut: a cell holds no more; the whole text is in the app)';
const HEAD_LINES = 2;
/** Of a row: a table stays one to look through, and what is longer is read in its cell. */
const MOST_LINES = 8;

/**
 * Tables as a workbook: typed numbers, live formulas, words that colour themselves, heads that stay in sight. The same
 * tables give the same bytes.
 */
export function workbookXlsx({ title, sheets }: Workbook): Buffer {
  const sink = growingXlsx(IN_MEMORY);
  const written = sheets.map((sheet) => {
    const rows = sink.sheet(sheet);
    for (const row of sheet.rows) rows.add(row);
    return [sheet.name, rows] as const;
  });
  return Buffer.concat([...sink.done(title, written)]);
}

interface GrowingSheet extends RowSink {
  readonly frozen: number;
  end(part: string, title: string): PackedPart;
}

/** The same workbook from rows as they come. It ends in its bytes, piece by piece. @param spool where rows wait */
export function growingXlsx(spool: Spool): WorkbookSink<GrowingSheet, Iterable<Buffer>> {
  return {
    sheet: (form) => growingSheet(form, spool),
    done: (given, sheets) => {
      const title = plainText(given);
      const names = sheets.map(([name]) => name);
      const definedNames = sheets.map(([name, { frozen }], index) => printTitles(name, index, frozen));
      const parts = sheets.map(([, sheet], index) => sheet.end(sheetPart(index + 1), title));
      return zipPieces(bookParts({ title, names, styles: WORKBOOK_STYLES, definedNames }, parts));
    },
  };
}

function growingSheet(form: SheetForm, spool: Spool): GrowingSheet {
  const { columns } = form;
  const part = growingPart(spool);
  let last = 1;
  part.add(`${XML_START}<worksheet xmlns="${SHEET_NAMESPACE}">${widthXml(form)}${viewXml(form)}`);
  part.add(`${columnsXml(columns.map(({ width }) => width))}<sheetData>`);
  const heads = columns.map(({ head, look }, index) => textCell(index, 1, head, headStyle(look)));
  part.add(rowXml(1, heads, HEAD_LINES * LINE_HEIGHT));
  return {
    frozen: form.frozen,
    add: (row) => {
      last += 1;
      part.add(rowXml(last, cellsXml(row, columns, last), linesIn(row, columns) * LINE_HEIGHT));
    },
    end: (name, title) => {
      part.add(
        `</sheetData>${filterXml(form, last)}${coloursXml(form, last)}${pageXml('landscape', title)}</worksheet>`,
      );
      return part.end(name);
    },
  };
}

/** Of one page in landscape, in characters that can still be read there. */
const WIDEST_PAGE = 150;

/** A table that fits is printed one page wide; a wider one goes on, with its heads and names on every page. */
function widthXml({ columns }: SheetForm): string {
  return columns.reduce((sum, { width }) => sum + width, 0) <= WIDEST_PAGE ? ONE_PAGE_WIDE : '';
}

/** Sentences take as many lines as they need, within reason. */
function linesIn(row: SheetRow, columns: SheetForm['columns']): number {
  const needed = row.map((cell, index) => {
    const column = columns[index];
    return cell?.kind === 'text' && column?.look === 'sentences' ? linesOf(cell.text, column.width) : 1;
  });
  return Math.min(MOST_LINES, Math.max(1, ...needed));
}

function cellsXml(row: SheetRow, columns: SheetForm['columns'], line: number): string[] {
  return row.flatMap((cell, column) =>
    cell === null ? [] : [cellXmlOf(cell, column, line, columns[column]?.look ?? 'words')],
  );
}

function cellXmlOf(cell: NonNullable<SheetCell>, column: number, line: number, look: ColumnLook): string {
  if (cell.kind === 'text') return textCell(column, line, shortened(plainText(cell.text)), textStyle(look));
  const style = cell.format === 'word' ? textStyle(look) : numberStyle(cell.format);
  if (cell.kind === 'number') return numberCell(column, line, String(cell.value), style);
  return formulaCell(column, line, cell.formula, cell.value, style);
}

function shortened(text: string): string {
  return text.length <= LONGEST ? text : text.slice(0, LONGEST - CUT.length).toWellFormed() + CUT;
}

/** The heads stay in sight, and the first columns. */
function viewXml({ frozen }: SheetForm): string {
  const split = frozen === 0 ? '' : ` xSplit="${frozen}"`;
  const pane = frozen === 0 ? 'bottomLeft' : 'bottomRight';
  return [
    '<sheetViews><sheetView workbookViewId="0">',
    `<pane${split} ySplit="1" topLeftCell="${cellAddress(frozen, 2)}" activePane="${pane}" state="frozen"/>`,
    `<selection pane="${pane}"/></sheetView></sheetViews>`,
  ].join('');
}

/** Rows can be chosen by their cells. */
function filterXml({ columns, filtered }: SheetForm, last: number): string {
  return filtered ? `<autoFilter ref="A1:${cellAddress(columns.length - 1, last)}"/>` : '';
}

/** Words of lights take their colour, also those that a formula finds. */
function coloursXml({ columns }: SheetForm, last: number): string {
  if (last === 1) return '';
  const coloured = columns.flatMap(({ look }, index) => (look === 'lights' ? [columnLetters(index)] : []));
  return coloured
    .map((column, place) => {
      const rules = RAG.map((light, index) => {
        const about = `dxfId="${index}" priority="${place * RAG.length + index + 1}"`;
        return `<cfRule type="cellIs" ${about} operator="equal"><formula>"${LIGHT_SIGNS[light].word}"</formula></cfRule>`;
      });
      return `<conditionalFormatting sqref="${column}2:${column}${last}">${rules.join('')}</conditionalFormatting>`;
    })
    .join('');
}

/** Printed, the heads and the first columns stand on every page. */
function printTitles(name: string, index: number, frozen: number): string {
  const sheet = `'${name.replaceAll("'", "''")}'`;
  const columns = frozen === 0 ? '' : `${sheet}!$A:$${columnLetters(frozen - 1)},`;
  const range = xmlText(`${columns}${sheet}!$1:$1`);
  return `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${range}</definedName>`;
}
