/** Tables for a spreadsheet, before they become a file. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
}

export interface Sheet {
  /** At most 31 characters. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** How many columns stay in sight. */
  readonly frozen: number;
  /** Whether rows can be chosen by their cells. */
  readonly filtered: boolean;
}

export interface SheetColumn {
  readonly head: string;
  /** In characters. */
  readonly width: number;
  /** Its cells are words of lights, and take their colour. */
  readonly coloured: boolean;
}

/** Null is an empty cell. */
export type SheetCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly format: NumberFormat }
  /** Worked out by the spreadsheet. @see the addresses of `cellAddress` */
  | { readonly kind: 'formula'; readonly formula: string; readonly format: NumberFormat }
  | null;

/** Decimals to show, whole per cent, or a word. */
export type NumberFormat = number | 'percent' | 'word';

/** `A2` for the first cell under the head. @param column from 0 @param row of the rows, from 0 */
export function cellAddress(column: number, row: number): string {
  let [name, rest] = ['', column];
  while (rest >= 0) {
    name = String.fromCharCode(65 + (rest % 26)) + name;
    rest = Math.floor(rest / 26) - 1;
  }
  return `${name}${row + 2}`;
}
