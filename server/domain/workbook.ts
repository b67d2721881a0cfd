/** Tables for a spreadsheet, before they become a file. */
export interface Workbook {
  readonly title: string;
  readonly sheets: readonly Sheet[];
}

/** A sheet before its rows. */
export interface SheetForm {
  readonly columns: readonly SheetColumn[];
  /** How many columns stay in sight. */
  readonly frozen: number;
  /** Whether rows can be chosen by their cells. */
  readonly filtered: boolean;
}

export interface Sheet extends SheetForm {
  /** At most 31 characters. */
  readonly name: string;
  readonly rows: readonly SheetRow[];
}

export interface SheetColumn {
  readonly head: string;
  /** In characters. */
  readonly width: number;
  readonly look: ColumnLook;
}

/** Words; sentences, which take as many lines as they need; numbers; words of lights, which take their colour. */
export type ColumnLook = 'words' | 'sentences' | 'numbers' | 'lights';

export type SheetRow = readonly SheetCell[];

/** Null is an empty cell. */
export type SheetCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly format: NumberFormat }
  /** Worked out by the spreadsheet; the value is for whoever only looks at the file. @see cellAddress */
  | {
      readonly kind: 'formula';
      readonly formula: string;
      readonly value: number | string;
      readonly format: NumberFormat;
    }
  | null;

/** Decimals to show, from 0 to 4, whole per cent, or a word. */
export type NumberFormat = number | 'percent' | 'word';

/** Takes the rows of a sheet, one after the other. */
export interface RowSink {
  add(row: SheetRow): void;
}

/** A workbook that takes its rows as they come, so that they need not all be there at once. */
export interface WorkbookSink<Rows extends RowSink, Done> {
  /** A further sheet. What it is called and where it stands is said at the end. */
  sheet(form: SheetForm): Rows;
  /** @param sheets in the order of the workbook; each of those that were asked for stands there once */
  done(title: string, sheets: readonly (readonly [name: string, rows: Rows])[]): Done;
}

interface HeldRows extends RowSink {
  readonly form: SheetForm;
  readonly rows: SheetRow[];
}

/** A workbook that keeps its rows. */
export function heldWorkbook(): WorkbookSink<HeldRows, Workbook> {
  return {
    sheet: (form) => {
      const rows: SheetRow[] = [];
      return { form, rows, add: (row) => void rows.push(row) };
    },
    done: (title, sheets) => ({ title, sheets: sheets.map(([name, { form, rows }]) => ({ name, ...form, rows })) }),
  };
}
