import { stringify } from 'csv-stringify/sync';
import type { Column } from '../domain/column.ts';
import { COLUMNS, FILES, type FileName, type Row } from '../domain/data-package.ts';
import { type PackageProblem, shown, WHOLE_FILE } from '../domain/package-problem.ts';
import type { Cells, ReadRow } from '../domain/package-rows.ts';
import { type CsvFault, type CsvRecord, csvRecords } from './csv-records.ts';

/** What could be read of one file of a data package. */
export interface PackageFile<F extends FileName> {
  readonly rows: readonly ReadRow<Row<F>>[];
  readonly problems: readonly PackageProblem[];
  /** Whether every row and column is there, so that what refers to the file can be judged. */
  readonly whole: boolean;
}

type Columns = readonly (readonly [name: string, column: Column])[];
/** The place of each column in the file's rows; a column that is missing has none. */
type Places = ReadonlyMap<string, number>;
type Report = (line: number, column: string, message: string) => void;

const MOST_KEPT = 10_000;

const columnsOf = (file: FileName): Columns => Object.entries(COLUMNS[file]);

/**
 * Reads one file: a leading byte order mark is accepted, and LF or CRLF, columns in any order and blank lines.
 * Every malformed cell is a problem; its row is kept, so that all that is wrong comes to light at once.
 */
export function readPackageCsv<F extends FileName>(file: F, bytes: Buffer): PackageFile<F> {
  const problems: PackageProblem[] = [];
  const report = reporter(file, problems);
  const { records, fault } = csvRecords(bytes);
  const [header, ...lines] = records;
  const places = placesOf(columnsOf(file), header, report);
  const rows = header === undefined ? [] : lines.map((record) => readRow(file, places, header, record, report));
  if (fault !== null) report(fault.line, faultyColumn(fault, header), fault.message);
  else if (header === undefined)
    report(1, WHOLE_FILE, 'is empty; a header row with the names of the columns is needed');
  const whole = fault === null && places.size === columnsOf(file).length;
  return { rows: rows as unknown as ReadRow<Row<F>>[], problems, whole };
}

/** Keeps the first problems only: a file of another kind could have millions, and nobody reads more. */
function reporter(file: FileName, problems: PackageProblem[]): Report {
  return (line, column, message) => {
    if (problems.length < MOST_KEPT) problems.push({ file: `${file}.csv`, line, column, message });
  };
}

function faultyColumn({ cell }: CsvFault, header: CsvRecord | undefined): string {
  const name = cell === null ? undefined : header?.cells[cell];
  return name === undefined ? WHOLE_FILE : plainName(name);
}

function placesOf(columns: Columns, header: CsvRecord | undefined, report: Report): Places {
  const places = new Map<string, number>();
  if (header === undefined) return places;
  const names = columns.map(([name]) => name);
  header.cells.forEach((name, place) => {
    if (!names.includes(name)) report(header.line, plainName(name), `is no column; allowed: ${names.join(', ')}`);
    else if (places.has(name)) report(header.line, name, 'stands twice in the header; each column may stand once');
    else places.set(name, place);
  });
  for (const name of names) {
    if (!places.has(name)) report(header.line, name, 'is missing from the header; every column of the file is needed');
  }
  return places;
}

/** A name from the header that is not ours, without anything that would break the line it is printed on. */
function plainName(name: string): string {
  return /^[\w -]{1,40}$/.test(name) ? name : shown(name);
}

function readRow(file: FileName, places: Places, header: CsvRecord, record: CsvRecord, report: Report): ReadRow {
  const row: Record<string, Cells[string]> = {};
  const malformed = new Set<string>();
  const aligned = isAligned(header, record, report);
  for (const [name, column] of columnsOf(file)) {
    const text = record.cells[places.get(name) ?? -1];
    const value = readCell(column, text);
    row[name] = value ?? column.empty;
    if (value !== undefined && (aligned || FILES[file].key.includes(name))) continue;
    malformed.add(name);
    if (aligned && text !== undefined) report(record.line, name, wrongCell(column, text));
  }
  return { line: record.line, row, malformed };
}

/**
 * Whether a row has as many cells as the header. Where it has not, its cells have moved: they are not judged one by
 * one, and only its key is taken, so that what refers to the row is not called unknown.
 */
function isAligned(header: CsvRecord, { line, cells }: CsvRecord, report: Report): boolean {
  const needed = header.cells.length;
  if (cells.length === needed) return true;
  const message = `the row has ${cells.length} cells and the header ${needed}; the same number is needed`;
  report(line, plainName(wrongLength(header.cells, cells)), message);
  return false;
}

/** The first column without a cell, or the last one where there are too many cells. */
function wrongLength(header: readonly string[], cells: readonly string[]): string {
  return header[Math.min(cells.length, header.length - 1)] ?? WHOLE_FILE;
}

/** Undefined where there is no cell, or it is malformed, or empty and must not be. */
function readCell(column: Column, text: string | undefined): Cells[string] | undefined {
  if (text === undefined) return undefined;
  if (text === '') return column.required ? undefined : column.empty;
  return (column.parse(text) as Cells[string]) ?? undefined;
}

function wrongCell(column: Column, text: string): string {
  return text === '' ? `is empty; ${column.allowed} is needed` : `${shown(text)} is not ${column.allowed}`;
}

/** The text of one file: the package's order of columns, LF, quotes only where they are needed. */
export function writePackageCsv<F extends FileName>(file: F, rows: readonly Row<F>[]): string {
  const columns = columnsOf(file);
  const lines = (rows as unknown as readonly Cells[]).map((row) =>
    columns.map(([name, column]) => column.text(row[name] ?? null)),
  );
  return stringify([columns.map(([name]) => name), ...lines]);
}
