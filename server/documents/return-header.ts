import { RETURN_COLUMNS, type ReturnColumn } from '../domain/return-sheet.ts';

/** What a file holds in a cell. Empty cells are left out. */
export type TableCell =
  | { readonly kind: 'text' | 'number'; readonly text: string }
  | { readonly kind: 'formula' | 'error' | 'date' | 'truth' };

export interface TableLine {
  /** The row of the sheet or the line of the file, from 1. */
  readonly line: number;
  /** By column, from 0. */
  readonly cells: ReadonlyMap<number, TableCell>;
}

/** The row with the names of the columns. */
export interface Header {
  /** The lines below it. */
  readonly below: readonly TableLine[];
  /** The column of each name, from 0: the first where one stands twice. */
  readonly places: ReadonlyMap<ReturnColumn, number>;
  readonly repeated: readonly ReturnColumn[];
  /** What the row says over each column, names of the return or others. */
  readonly labels: ReadonlyMap<number, string>;
}

/** A title may well be the word ‘value’; a header has more names. */
const FEWEST_NAMES = 2;
/** Titles and guidance stand above it. */
const MOST_ABOVE = 100;

/** The name of a column that a text is, whatever its case and the blanks around it; null where it is none. */
export function columnNamed(text: string): ReturnColumn | null {
  const name = text.trim().toLowerCase();
  return RETURN_COLUMNS.find((column) => column === name) ?? null;
}

/** The row with the most names of columns, near the top; null where none has two of them. */
export function headerOf(lines: readonly TableLine[]): Header | null {
  const headers = lines.slice(0, MOST_ABOVE).map((line, index) => headerAt(line, lines.slice(index + 1)));
  const most = Math.max(...headers.map(({ places }) => places.size));
  return most < FEWEST_NAMES ? null : (headers.find(({ places }) => places.size === most) ?? null);
}

function headerAt({ cells }: TableLine, below: readonly TableLine[]): Header {
  const labels = new Map([...cells].map(([place, cell]) => [place, 'text' in cell ? cell.text.trim() : '']));
  const named = [...labels].flatMap(([place, label]) => {
    const column = columnNamed(label);
    return column === null ? [] : [[column, place] as const];
  });
  const repeated = RETURN_COLUMNS.filter((column) => named.filter(([name]) => name === column).length > 1);
  return { below, places: new Map(named.toReversed()), repeated, labels };
}

/** What is wrong with a header, a sentence a fault; all missing columns in one. */
export function headerFaults(header: Header | null): string[] {
  if (header === null) {
    return [`No row with the names of the columns was found. They are ${RETURN_COLUMNS.join(', ')}.`];
  }
  const missing = RETURN_COLUMNS.filter((column) => !header.places.has(column));
  const twice = header.repeated.map((column) => `The column ${column} stands twice. Take one of the two out.`);
  return missing.length === 0 ? twice : [missingText(missing), ...twice];
}

function missingText(missing: readonly ReturnColumn[]): string {
  const [columns, are, them] = missing.length === 1 ? ['column', 'is', 'it'] : ['columns', 'are', 'them'];
  return `The ${columns} ${missing.join(', ')} ${are} missing. Put ${them} back, without anything below where there is nothing to say.`;
}
