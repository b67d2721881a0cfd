import { RETURN_COLUMNS, type ReturnCells } from '../../server/domain/return-sheet.ts';
import { returnCells } from './return-sheets.ts';
import { type ZipMember, zipFile } from './zip-files.ts';

const MAIN = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** What a workbook is made of, as XML; all that is left out is as Excel would have it. */
export interface WorkbookParts {
  /** What stands in `sheetData` of each sheet. */
  readonly sheets?: Readonly<Record<string, string>>;
  /** The attributes of sheets in the workbook. */
  readonly states?: Readonly<Record<string, string>>;
  /** The items of the shared strings. */
  readonly strings?: string;
  /** Formats by their numbers, from 164, and the format of each style. */
  readonly formats?: Readonly<Record<number, string>>;
  readonly styles?: readonly number[];
  readonly mainType?: string;
  /** More content types. */
  readonly types?: string;
  /** What stands before the root of the first sheet. */
  readonly prologue?: string;
  readonly more?: readonly ZipMember[];
}

/** A workbook as spreadsheet programs write it, by hand. */
export function workbookFile(parts: WorkbookParts = {}): Buffer {
  const { sheets = { Return: tableXml([returnCells()]) }, states = {}, more = [], types = '', prologue = '' } = parts;
  const { mainType = MAIN, strings = '', formats = {}, styles = [0] } = parts;
  const names = Object.keys(sheets);
  const related = [
    ...names.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`]),
    ['sharedStrings', 'sharedStrings.xml'],
    ['styles', '/xl/styles.xml'],
  ];
  const xml: readonly (readonly [string, string])[] = [
    ['[Content_Types].xml', `<Types><Override PartName="/xl/workbook.xml" ContentType="${mainType}"/>${types}</Types>`],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${NAMESPACE}" xmlns:r="${RELATIONS}"><sheets>${names
        .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" ${states[name] ?? ''} r:id="r${index}"/>`)
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships>${related
        .map(([kind, target], index) => `<Relationship Id="r${index}" Type="${RELATIONS}/${kind}" Target="${target}"/>`)
        .join('')}</Relationships>`,
    ],
    [
      'xl/styles.xml',
      `<styleSheet><numFmts>${Object.entries(formats)
        .map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
        .join('')}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>${styles
        .map((id) => `<xf numFmtId="${id}"/>`)
        .join('')}</cellXfs></styleSheet>`,
    ],
    ['xl/sharedStrings.xml', `<sst xmlns="${NAMESPACE}">${strings}</sst>`],
    ...names.map(
      (name, index) =>
        [
          `xl/worksheets/sheet${index + 1}.xml`,
          `${index === 0 ? prologue : ''}<worksheet xmlns="${NAMESPACE}"><sheetData>${sheets[name]}</sheetData></worksheet>`,
        ] as const,
    ),
  ];
  const replaced = new Set(more.map(({ name }) => name));
  return zipFile([
    ...xml.filter(([name]) => !replaced.has(name)).map(([name, content]) => ({ name, content })),
    ...more,
  ]);
}

/** A header row and rows below it, in a sheet, as inline texts; empty texts have no cell. */
export function tableXml(rows: readonly ReturnCells[], firstRow = 1): string {
  const texts = [
    RETURN_COLUMNS as readonly string[],
    ...rows.map((cells) => RETURN_COLUMNS.map((name) => cells[name])),
  ];
  return texts.map((row, index) => rowXml(firstRow + index, row.map(textXml))).join('');
}

/** A row of a sheet; a cell that is null is left out. */
export function rowXml(row: number, cells: readonly (string | null)[]): string {
  const placed = cells.map(
    (cell, index) => cell?.replace('<c', `<c r="${String.fromCharCode(65 + index)}${row}"`) ?? '',
  );
  return `<row r="${row}">${placed.join('')}</row>`;
}

export function textXml(text: string): string | null {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return text === '' ? null : `<c t="inlineStr"><is><t xml:space="preserve">${escaped}</t></is></c>`;
}

/** A sheet with one target in it, of which some cells are given as XML: `<c s="1"><v>0.412</v></c>`. */
export function sheetWith(given: Partial<Record<keyof ReturnCells, string>>): string {
  const header = rowXml(7, RETURN_COLUMNS.map(textXml));
  const cells = RETURN_COLUMNS.map((column) => given[column] ?? textXml(returnCells()[column]));
  return header + rowXml(8, cells);
}
