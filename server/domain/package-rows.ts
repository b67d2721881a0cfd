import { FILE_NAMES, FILES, type FileName, type PackageRows, type Row } from './data-package.ts';

/** A row whose file does not matter. */
export type Cells = Readonly<Record<string, string | number | null>>;

/** A row as it was read from a package. */
export interface ReadRow<R = Cells> {
  /** The line on which it starts; 1 is the header. */
  readonly line: number;
  readonly row: R;
  /** Columns whose cell could not be read, or is empty and must not be: checks that read them are left out. */
  readonly malformed: ReadonlySet<string>;
}

/** A row that the record would hold after an import; `line` is null where the package does not give it. */
export interface PlacedRow<R = Cells> extends Omit<ReadRow<R>, 'line'> {
  readonly line: number | null;
}

export type IncomingRows = { readonly [F in FileName]: readonly ReadRow<Row<F>>[] };

/** A package beside the record that it is to go into. */
export interface Merge {
  readonly incoming: IncomingRows;
  /** Files that could not be read as a whole: what refers to them cannot be judged. */
  readonly unread: ReadonlySet<FileName>;
  /** What the record holds now, by key. */
  readonly held: { readonly [F in FileName]: ReadonlyMap<string, Row<F>> };
  /** What it would hold afterwards, by key; of a repeated key the first row. */
  readonly after: { readonly [F in FileName]: ReadonlyMap<string, PlacedRow<Row<F>>> };
}

const NONE: ReadonlySet<string> = new Set();

/** Values as one text, without a separator that a value could hold too; an empty cell of a name is the empty text. */
export function nameOf(row: Cells, fields: readonly string[]): string {
  return JSON.stringify(fields.map((field) => row[field] ?? ''));
}

export function keyOf(file: FileName, row: Cells): string {
  return nameOf(row, FILES[file].key);
}

/** Of a versioned fact, the key that its versions share. */
export function versionedKey(file: FileName): readonly string[] {
  return FILES[file].key.slice(0, -1);
}

export function isSound({ malformed }: Pick<ReadRow, 'malformed'>, columns: readonly string[]): boolean {
  return malformed.size === 0 || !columns.some((column) => malformed.has(column));
}

export function mergeOf(incoming: IncomingRows, record: PackageRows, unread: ReadonlySet<FileName>): Merge {
  const held = byFile((file) => new Map(cellsOf(record[file]).map((row) => [keyOf(file, row), row])));
  const after = byFile((file) => placedRows(file, incoming[file], held[file]));
  return { incoming, unread, held: held as unknown as Merge['held'], after: after as unknown as Merge['after'] };
}

function byFile<T>(make: (file: FileName) => T): { readonly [F in FileName]: T } {
  return Object.fromEntries(FILE_NAMES.map((file) => [file, make(file)])) as { [F in FileName]: T };
}

const cellsOf = (rows: readonly Cells[]): readonly Cells[] => rows;

function placedRows(
  file: FileName,
  incoming: readonly ReadRow[],
  held: ReadonlyMap<string, Cells>,
): Map<string, PlacedRow> {
  const placed = new Map<string, PlacedRow>();
  for (const [key, row] of held) placed.set(key, { line: null, row, malformed: NONE });
  for (const read of incoming) {
    if (!isSound(read, FILES[file].key)) continue;
    const key = keyOf(file, read.row);
    if ((placed.get(key)?.line ?? null) === null) placed.set(key, read);
  }
  return placed;
}

/** Whether two rows of a file say the same in every column. */
export function sameRow(a: Cells, b: Cells): boolean {
  return Object.keys(a).every((column) => a[column] === b[column]);
}
