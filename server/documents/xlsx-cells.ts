import { columnOf } from '../domain/cell-address.ts';
import { MOST_CELLS, MOST_ROWS, refusal } from './return-refusals.ts';
import type { XlsxPackage } from './xlsx-package.ts';
import { textOf } from './xlsx-strings.ts';
import type { Attributes } from './xml-events.ts';

/** A cell of a sheet as it is stored; cells without anything in them are left out. */
export interface StoredCell {
  /** From 0. */
  readonly column: number;
  /** `n` a number, `s` the number of a shared string, `str` and `inlineStr` text, `b`, `e` an error, `d` a date. */
  readonly type: string;
  /** The number of its style. */
  readonly style: number;
  readonly value: string;
  readonly isFormula: boolean;
}

export interface StoredRow {
  /** From 1. */
  readonly line: number;
  readonly cells: readonly StoredCell[];
}

/** Titles and guidance stand above the header. */
const MOST_ABOVE = 100;

type Growing = { -readonly [Key in keyof StoredCell]: StoredCell[Key] };

/** The rows of a sheet that hold something. Stops, and throws Invalid, at more rows or cells than a return has. */
export async function storedRows({ read }: XlsxPackage, part: string): Promise<StoredRow[]> {
  const rows: StoredRow[] = [];
  let [line, column, count] = [0, -1, 0];
  let cells: StoredCell[] = [];
  let cell: Growing | null = null;
  const text = textOf(['v', 't'], (piece) => {
    if (cell !== null) cell.value += piece;
  });

  const openRow = (address: string | undefined): void => {
    line = address === undefined ? line + 1 : Number(address);
    if (!Number.isInteger(line)) throw refusal('damaged');
    [cells, column] = [[], -1];
  };
  const openCell = ({ r, t: type = 'n', s = '0' }: Attributes): void => {
    const place = r === undefined ? column + 1 : columnOf(r);
    if (place === null) throw refusal('damaged');
    column = place;
    cell = { column, type, style: Number(s), value: '', isFormula: false };
  };
  const closeCell = (): void => {
    if (cell !== null && (cell.value !== '' || cell.isFormula)) cells.push(cell);
    cell = null;
  };
  const closeRow = (): void => {
    if (cells.length > 0) rows.push({ line, cells });
    count += cells.length;
    if (count > MOST_CELLS) throw refusal('cells');
    if (rows.length > MOST_ROWS + MOST_ABOVE) throw refusal('rows');
  };

  const open = (name: string, attributes: Attributes): void => {
    text.open(name);
    if (name === 'row') openRow(attributes.r);
    else if (name === 'c') openCell(attributes);
    else if (name === 'f' && cell !== null) cell.isFormula = true;
  };
  const close = (name: string): void => {
    text.close(name);
    if (name === 'c') closeCell();
    else if (name === 'row') closeRow();
  };
  await read(part, { open, close, text: text.text }, true);
  return rows;
}
