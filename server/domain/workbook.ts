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
  /** Worked out by the spreadsheet. @see cellAddress */
  | { readonly kind: 'formula'; readonly formula: string; readonly format: NumberFormat }
  | null;

/** Decimals to show, whole per cent, or a word. */
export type NumberFormat = number | 'percent' | 'word';
