import { unzipSync } from 'fflate';
import writeXlsxFile from 'write-excel-file/node';
import {
  getCellAddress,
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
} from 'write-excel-file/utility';
import { LIGHT_SIGNS, RAG } from '../domain/light.ts';
import type { NumberFormat, Sheet, SheetCell, Workbook } from '../domain/workbook.ts';
import { plainText } from './plain-text.ts';
import { zipOf } from './zip-writing.ts';

const COLOURS = { green: '#005a30', amber: '#b25400', red: '#b10e1e' } as const;
type Features = NonNullable<NonNullable<Parameters<typeof writeXlsxFile>[1]>['features']>;

const WORDS = RAG.map((light) => ({ word: LIGHT_SIGNS[light].word, colour: COLOURS[light] }));

/** A cell of a workbook holds so many characters, and no more. */
const LONGEST = 32_767;
const CUT = ' … (cut: a cell holds no more; the whole text is in the app)';

/**
 * Tables as a workbook: typed numbers, live formulas, words that colour themselves, heads that stay in sight. The same
 * tables give the same bytes.
 */
export async function workbookXlsx({ sheets }: Workbook): Promise<Buffer> {
  const file = await writeXlsxFile(sheets.map(written), {
    fontFamily: 'Arial',
    fontSize: 10,
    features: [filters(sheets)],
  }).toBuffer();
  return withoutTime(file);
}

function written({ name, columns, rows, frozen }: Sheet) {
  const rules = columns.flatMap(({ coloured }, index) => (coloured ? colouring(index + 1, rows.length) : []));
  return {
    sheet: name,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    stickyColumnsCount: frozen,
    data: [
      columns.map(({ head }) => ({
        type: String,
        value: head,
        fontWeight: 'bold' as const,
        wrap: true,
        alignVertical: 'top' as const,
      })),
      ...rows.map((row) => row.map(cellOf)),
    ],
    ...(rules.length === 0 ? {} : { conditionalFormatting: rules }),
  };
}

/** Words of lights take their colour, also those that a formula finds. @param column from 1 */
function colouring(column: number, rows: number) {
  return WORDS.map(({ word, colour }) => ({
    cellRange: { from: { row: 2, column }, to: { row: rows + 1, column } },
    condition: { operator: '=' as const, value: word },
    style: { backgroundColor: colour, textColor: '#ffffff', fontWeight: 'bold' as const },
  }));
}

function cellOf(cell: SheetCell) {
  if (cell === null) return null;
  const top = { alignVertical: 'top' as const };
  if (cell.kind === 'text') return { type: String, value: shortened(plainText(cell.text)), ...top };
  const format = formatOf(cell.format);
  if (cell.kind === 'number') return { type: Number, value: cell.value, ...format, ...top };
  return { type: 'Formula' as const, value: cell.formula, ...format, ...top };
}

function formatOf(format: NumberFormat): { format?: string } {
  if (format === 'word') return {};
  if (format === 'percent') return { format: '0%' };
  return { format: format === 0 ? '#,##0' : `#,##0.${'0'.repeat(format)}` };
}

function shortened(text: string): string {
  return text.length <= LONGEST ? text : text.slice(0, LONGEST - CUT.length).toWellFormed() + CUT;
}

/** Choosing rows by their cells, which the library leaves to whoever wants it. */
function filters(sheets: readonly Sheet[]): Features[number] {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _options, { sheetIndex }) => {
            const sheet = sheets[sheetIndex];
            if (sheet === undefined || !sheet.filtered) return xml;
            const last = getCellAddress(sheet.rows.length, sheet.columns.length - 1);
            const order = getOrderOfSiblings('xl/worksheets/sheet{id}.xml', 'worksheet');
            if (order === undefined) throw new Error('the order of a sheet’s parts is not known');
            return insertElementMarkupAccordingToOrderOfSiblings(
              xml,
              `<autoFilter ref="A1:${last}"/>`,
              order,
              'worksheet',
            );
          },
        },
      },
    },
  };
}

/** The library’s zip holds the time of making. */
function withoutTime(file: Buffer): Buffer {
  return zipOf(Object.entries(unzipSync(file)));
}
