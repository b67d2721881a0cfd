import { RETURN_COLUMNS, type ReturnSheet } from '../domain/return-sheet.ts';
import { withOwnApostrophe } from './apostrophe.ts';
import { spreadsheetCsv } from './spreadsheet-csv.ts';

/**
 * A return as CSV: the columns of data-package.md, one row a target. Lines inside a cell end as the rows do, by which
 * the writer knows that the cell needs quotes. The title and the guidance of a return stand in its workbook only.
 */
export function returnCsv({ rows }: ReturnSheet): string {
  return spreadsheetCsv(
    RETURN_COLUMNS,
    rows.map(({ cells }) =>
      RETURN_COLUMNS.map((column) => withOwnApostrophe(cells[column]).replace(/\r\n?|\n/g, '\r\n')),
    ),
  );
}
