import { cellAddress } from '../domain/cell-address.ts';
import { Invalid, type Problem } from '../domain/errors.ts';
import { NUMBER_COLUMNS, RETURN_COLUMNS, type ReturnColumn, type ReturnedRow } from '../domain/return-sheet.ts';
import { withoutApostrophe } from './apostrophe.ts';
import { type Header, headerFaults, headerOf, type TableCell, type TableLine } from './return-header.ts';
import { type NumberSource, typedNumber } from './return-number.ts';
import { MOST_ROWS, refusal } from './return-refusals.ts';

/** A sheet or a CSV file as it stands there, with whatever is above and beside the return. */
export interface Table {
  readonly source: NumberSource;
  readonly lines: readonly TableLine[];
}

type Report = (message: string) => void;
type Place = (column: number, line: number) => string;

const MOST_PROBLEMS = 50;
const MOST_SHOWN = 40;
/** The texts that people write, in which blanks at the ends are theirs. */
const WORDS: readonly ReturnColumn[] = ['title', 'unit', 'commentary'];

const FAULTS = {
  formula: 'holds a formula. Write its result in its place (in Excel: copy it, then paste its value)',
  error: 'holds an error of the spreadsheet, such as #REF!. Write what is meant in its place',
  date: 'holds a date or a time, which spreadsheets make of entries such as 1/4. Format the cell as text and write again what is meant',
  truth: 'holds TRUE or FALSE. Write a number or a text in its place',
} as const;
const UNCLEAR = 'which can be read in more than one way.';
/** Where a comma separates cells, and in a workbook, a point is a decimal point; elsewhere nobody can tell. */
const CLEARER: Readonly<Record<NumberSource, string>> = {
  commas: 'Write it with a point for decimals and without separators of thousands, such as 1234.5',
  workbook: 'Write it with a point for decimals and without separators of thousands, such as 1234.5',
  others: 'Send the return as XLSX, or as CSV with commas between the cells',
};

/**
 * The rows of a return below its header row, blank rows left out; columns may stand in any order.
 * Throws Invalid with every problem: columns that are missing or stand twice, anything written in columns that are
 * not of a return, formulas, dates, errors and numbers that can be read in two ways; each with its place.
 */
export function tableRows({ source, lines }: Table): ReturnedRow[] {
  const header = headerOf(lines);
  const problems: Problem[] = [];
  const report: Report = (message) => void problems.push({ field: 'file', message });
  for (const fault of headerFaults(header)) report(fault);
  if (header === null) throw new Invalid(problems);
  if (header.below.length > MOST_ROWS) throw refusal('rows');
  const place: Place = source === 'workbook' ? placeInSheet : placeInFile;
  reportStray(header, place, report);
  const rows = header.below.map((line) =>
    returnedRow(header, line, source, (column, fault) => {
      report(`${place(header.places.get(column) ?? 0, line.line)} (${column}) ${fault}.`);
    }),
  );
  if (problems.length > 0) throw new Invalid(shortened(problems));
  return rows.filter(({ cells }) => RETURN_COLUMNS.some((column) => cells[column].trim() !== ''));
}

function placeInSheet(column: number, line: number): string {
  return `Cell ${cellAddress(column, line)}`;
}

function placeInFile(column: number, line: number): string {
  return `Cell ${column + 1} of line ${line}`;
}

/** What stands beside the columns of the return would be lost without a word. Said once a column. */
function reportStray({ places, repeated, labels, below }: Header, place: Place, report: Report): void {
  const own = new Set(places.values());
  const stray = below.flatMap(({ line, cells }) =>
    [...cells].filter(([column, cell]) => !own.has(column) && !isBlank(cell)).map(([column]) => ({ column, line })),
  );
  const columns = new Map(stray.toReversed().map((cell) => [cell.column, cell]));
  for (const { column, line } of columns.values()) {
    const label = labels.get(column) ?? '';
    if (repeated.some((name) => name === label.toLowerCase())) continue;
    report(`${place(column, line)} ${label === '' ? UNNAMED : strayText(label)}`);
  }
}

const UNNAMED =
  'stands beside the columns of the return. Take it out; in a CSV file, put quotes around a text with a separator in it.';

function strayText(label: string): string {
  return `stands in the column ‘${shortText(label)}’, which is not of the return. Take the column out.`;
}

function isBlank(cell: TableCell): boolean {
  return 'text' in cell && cell.text.trim() === '';
}

function returnedRow(
  { places }: Header,
  { line, cells }: TableLine,
  source: NumberSource,
  report: (column: ReturnColumn, fault: string) => void,
): ReturnedRow {
  const read = (column: ReturnColumn): string => {
    const cell = cells.get(places.get(column) ?? -1);
    if (cell === undefined) return '';
    const { text, fault } = cellText(cell, column, source);
    if (fault !== undefined) report(column, fault);
    return text ?? '';
  };
  const texts = Object.fromEntries(RETURN_COLUMNS.map((column) => [column, read(column)]));
  return { line, cells: texts as ReturnedRow['cells'] };
}

function cellText(cell: TableCell, column: ReturnColumn, source: NumberSource): { text?: string; fault?: string } {
  if (!('text' in cell)) return { fault: FAULTS[cell.kind] };
  if (cell.kind === 'number') return { text: cell.text };
  const text = withoutApostrophe(cell.text);
  if (WORDS.includes(column)) return { text };
  if (!NUMBER_COLUMNS.includes(column)) return { text: text.trim() };
  const number = typedNumber(text, source);
  return number === null
    ? { fault: `says ‘${shortText(text.trim())}’, ${UNCLEAR} ${CLEARER[source]}` }
    : { text: number };
}

function shortText(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

function shortened(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= MOST_PROBLEMS) return problems;
  const message = `There are ${problems.length - MOST_PROBLEMS} more problems of this kind.`;
  return [...problems.slice(0, MOST_PROBLEMS), { field: 'file', message }];
}
