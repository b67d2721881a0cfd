import { headerOf, type TableCell, type TableLine } from './return-header.ts';
import { storedNumber } from './return-number.ts';
import { refusal } from './return-refusals.ts';
import type { Table } from './return-table.ts';
import { type StoredCell, type StoredRow, storedRows } from './xlsx-cells.ts';
import { type NumberLook, numberLooks } from './xlsx-formats.ts';
import { openXlsx, type XlsxPackage } from './xlsx-package.ts';
import { sharedStrings, unescapedText } from './xlsx-strings.ts';

/** The name of the sheet on which a return goes out. */
const SHEET_NAME = 'Return';

/** A shared text can stand in every cell: what all cells say together has a limit too, in characters. */
const MOST_TEXT = 5_000_000;

interface Shared {
  readonly strings: ReadonlyMap<number, string>;
  readonly looks: readonly NumberLook[];
}

/**
 * The sheet of a workbook that holds the return: the one named ‘Return’, or else the first visible one with a header
 * row. Throws Invalid for what must not be opened (openXlsx) and for more than a return can hold.
 */
export async function xlsxTable(bytes: Buffer): Promise<Table> {
  const opened = await openXlsx(bytes);
  const isOurs = ({ name }: { name: string }): boolean => name.trim().toLowerCase() === SHEET_NAME.toLowerCase();
  for (const { part } of opened.sheets.toSorted((a, b) => Number(isOurs(b)) - Number(isOurs(a)))) {
    const lines = await sheetLines(opened, part);
    if (headerOf(lines) !== null) return { source: 'workbook', lines };
  }
  return { source: 'workbook', lines: [] };
}

async function sheetLines(opened: XlsxPackage, part: string): Promise<TableLine[]> {
  const rows = await storedRows(opened, part);
  const shared = { strings: await sharedStrings(opened, stringsIn(rows)), looks: await numberLooks(opened) };
  let length = 0;
  return rows.map(({ line, cells }) => {
    const known = cells.map((cell) => [cell.column, tableCell(cell, shared)] as const);
    length += known.reduce((sum, [, cell]) => sum + ('text' in cell ? cell.text.length : 0), 0);
    if (length > MOST_TEXT) throw refusal('cells');
    return { line, cells: new Map(known) };
  });
}

function stringsIn(rows: readonly StoredRow[]): ReadonlySet<number> {
  return new Set(
    rows.flatMap(({ cells }) => cells.filter(({ type }) => type === 's').map(({ value }) => Number(value))),
  );
}

function tableCell({ type, style, value, isFormula }: StoredCell, { strings, looks }: Shared): TableCell {
  if (isFormula) return { kind: 'formula' };
  switch (type) {
    case 's':
      return textCell(strings.get(Number(value)) ?? '');
    case 'str':
    case 'inlineStr':
      return textCell(value);
    case 'b':
      return { kind: 'truth' };
    case 'd':
      return { kind: 'date' };
    case 'n':
      return numberCell(Number(value), looks[style] ?? 'plain');
    default:
      return { kind: 'error' };
  }
}

function textCell(stored: string): TableCell {
  return { kind: 'text', text: unescapedText(stored).replace(/\r\n?/g, '\n') };
}

/** Who types 41.2% means 41.2, and the workbook holds 0.412. */
function numberCell(stored: number, look: NumberLook): TableCell {
  if (!Number.isFinite(stored)) throw refusal('damaged');
  if (look === 'date') return { kind: 'date' };
  return { kind: 'number', text: storedNumber(look === 'percent' ? stored * 100 : stored) };
}
