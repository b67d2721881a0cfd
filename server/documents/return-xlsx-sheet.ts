import { cellAddress, columnLetters } from '../domain/cell-address.ts';
import {
  NUMBER_COLUMNS,
  RETURN_COLUMNS,
  type ReturnColumn,
  type ReturnSheet,
  type SheetRow,
} from '../domain/return-sheet.ts';
import { withOwnApostrophe } from './apostrophe.ts';
import { entryRules } from './return-xlsx-entry.ts';
import { STYLE } from './return-xlsx-styles.ts';
import {
  columnsXml,
  emptyCell,
  LINE_HEIGHT,
  linesOf,
  numberCell,
  ONE_PAGE_WIDE,
  pageXml,
  rowXml,
  SHEET_NAMESPACE,
  textCell,
} from './xlsx-xml.ts';

/** The rows above the header stay in sight; with more sentences, little else would. All stand on ‘Guidance’. */
const MOST_GUIDANCE_ABOVE = 4;
/** Of a target: who answers on paper needs room. */
const FEWEST_LINES = 2;

/** In characters. */
const WIDTHS: Readonly<Record<ReturnColumn, number>> = {
  return_id: 14,
  agreement: 12,
  indicator: 11,
  part: 9,
  basis: 11,
  title: 34,
  unit: 12,
  period: 12,
  value: 12,
  numerator: 12,
  denominator: 13,
  status: 12,
  missing_reason: 17,
  commentary: 52,
  cause: 17,
  own_view: 11,
};

const GUIDANCE_WIDTH = 90;

/** In points. */
const TITLE_HEIGHT = 22;
/** The highest row that Excel shows. */
const MOST_HEIGHT = 405;

/** The cells of a sheet from its header row to its last target. */
export interface TableArea {
  /** The row with the names of the columns, from 1: below the title, the guidance and a row of air. */
  readonly header: number;
  readonly last: number;
  readonly lastColumn: string;
}

export function tableArea({ guidance, rows }: ReturnSheet): TableArea {
  const header = 3 + Math.min(guidance.length, MOST_GUIDANCE_ABOVE);
  return { header, last: header + rows.length, lastColumn: columnLetters(RETURN_COLUMNS.length - 1) };
}

/** The part of the sheet ‘Return’: locked but for the cells to answer, without a password. */
export function returnSheetXml(sheet: ReturnSheet): string {
  const { header, last, lastColumn } = tableArea(sheet);
  return [
    `<worksheet xmlns="${SHEET_NAMESPACE}">${ONE_PAGE_WIDE}`,
    viewXml(sheet, header),
    columnsXml(RETURN_COLUMNS.map((column) => WIDTHS[column])),
    `<sheetData>${rowsXml(sheet, header)}</sheetData>`,
    '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>',
    entryRules(sheet.rows, header + 1),
    pageXml('landscape', sheet.title),
    `<ignoredErrors><ignoredError sqref="A${header}:${lastColumn}${last}" numberStoredAsText="1"/></ignoredErrors>`,
    '</worksheet>',
  ].join('');
}

/** The part of the sheet ‘Guidance’: the title and every sentence, one a row. */
export function guidanceSheetXml({ title, guidance }: ReturnSheet): string {
  const rows = guidance.map((text, index) => {
    return rowXml(index + 2, [textCell(0, index + 2, text, STYLE.sentence)], heightOf(linesOf(text, GUIDANCE_WIDTH)));
  });
  return [
    `<worksheet xmlns="${SHEET_NAMESPACE}">${ONE_PAGE_WIDE}`,
    '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>',
    columnsXml([GUIDANCE_WIDTH]),
    `<sheetData>${titleRow(title)}${rows.join('')}</sheetData>${pageXml('portrait', title)}`,
    '</worksheet>',
  ].join('');
}

/** The title, guidance and header row stay in sight; the cursor waits in the first cell to answer. */
function viewXml({ rows }: ReturnSheet, header: number): string {
  const open = Math.max(
    rows.findIndex(({ answers }) => answers.length > 0),
    0,
  );
  const answers: readonly ReturnColumn[] = rows[open]?.answers ?? [];
  const column = RETURN_COLUMNS.findIndex((name) => answers.includes(name));
  const cursor = cellAddress(Math.max(column, 0), header + 1 + open);
  return [
    '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">',
    `<pane ySplit="${header}" topLeftCell="A${header + 1}" activePane="bottomLeft" state="frozen"/>`,
    `<selection pane="bottomLeft" activeCell="${cursor}" sqref="${cursor}"/>`,
    '</sheetView></sheetViews>',
  ].join('');
}

function titleRow(title: string): string {
  return rowXml(1, [textCell(0, 1, title, STYLE.title)], TITLE_HEIGHT);
}

function rowsXml({ title, guidance, rows }: ReturnSheet, header: number): string {
  const above = guidance.slice(0, MOST_GUIDANCE_ABOVE).map((sentence, index) => {
    return rowXml(index + 2, [textCell(0, index + 2, sentence, STYLE.plain)], LINE_HEIGHT);
  });
  const names = RETURN_COLUMNS.map((column, index) => {
    return textCell(index, header, column, NUMBER_COLUMNS.includes(column) ? STYLE.numberHeader : STYLE.header);
  });
  const targets = rows.map((row, index) => targetRow(row, header + 1 + index));
  return [titleRow(title), ...above, rowXml(header, names, LINE_HEIGHT), ...targets].join('');
}

function targetRow({ cells, answers }: SheetRow, row: number): string {
  const open: readonly ReturnColumn[] = answers;
  const written = RETURN_COLUMNS.map((column, index) => {
    const [text, isNumber] = [cells[column], NUMBER_COLUMNS.includes(column)];
    const style = isNumber ? numberStyle(open.includes(column)) : textStyle(open.includes(column));
    if (text === '') return emptyCell(index, row, style);
    return isNumber && isKept(text)
      ? numberCell(index, row, text, style)
      : textCell(index, row, withOwnApostrophe(text), style);
  });
  const lines = RETURN_COLUMNS.map((column) => linesOf(cells[column], WIDTHS[column]));
  return rowXml(row, written, heightOf(Math.max(FEWEST_LINES, ...lines)));
}

function heightOf(lines: number): number {
  return Math.min(lines * LINE_HEIGHT, MOST_HEIGHT);
}

const textStyle = (isOpen: boolean): number => (isOpen ? STYLE.answerText : STYLE.text);
const numberStyle = (isOpen: boolean): number => (isOpen ? STYLE.answerNumber : STYLE.number);

/** Whether a workbook keeps a decimal as it is: it has fifteen digits. */
function isKept(decimal: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(decimal) && decimal.replace(/\D/g, '').length <= 15;
}
