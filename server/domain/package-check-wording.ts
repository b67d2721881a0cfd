import type { Column } from './column.ts';
import { COLUMNS, FILES, type FileName } from './data-package.ts';
import { shown } from './package-problem.ts';
import type { Cells } from './package-rows.ts';

/** A cell as the package writes it; the empty text where there is nothing. */
function written(file: FileName, column: string, row: Cells): string {
  const columns: Readonly<Record<string, Column>> = COLUMNS[file];
  return columns[column]?.text(row[column] ?? null) ?? '';
}

/** A cell in quotes; `an empty cell` where there is nothing. */
export function cellText(file: FileName, column: string, row: Cells): string {
  const text = written(file, column, row);
  return text === '' ? 'an empty cell' : shown(text);
}

/** What names a row, in words: `LAA2 NI 195 a 2008/09 Q2 1`. */
export function keyText(file: FileName, row: Cells): string {
  return words(FILES[file].key.map((column) => written(file, column, row)));
}

/** The values that are there, in a row. */
export function words(values: readonly (string | number | null)[]): string {
  return values.filter((value) => value !== null && value !== '').join(' ');
}
