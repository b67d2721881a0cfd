import { stringify } from 'csv-stringify/sync';

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

/** A table for spreadsheets: UTF-8 with a BOM, CRLF, and no cell of text that a spreadsheet would run as a formula. */
export function spreadsheetCsv(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\ufeff${lines([columns])}${spreadsheetLines(rows)}`;
}

/** The lines of such a table without its head, for one that is written piece by piece. */
export function spreadsheetLines(rows: readonly (readonly string[])[]): string {
  return lines(rows.map((row) => row.map(withoutFormula)));
}

function lines(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], {
    record_delimiter: '\r\n',
    // A lone line break in a cell would otherwise end the record for whoever reads it.
    quoted_match: /[\r\n]/,
  });
}

function withoutFormula(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}
