import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whatever says how a report looks in its files: when one of them changes, files come out otherwise. */
const PARTS = [
  'report.typ',
  'report-pdf.ts',
  'report-docx.ts',
  'workbook-xlsx.ts',
  'risk-summary-csv.ts',
  'spreadsheet-csv.ts',
  'chart-picture.ts',
  'plain-text.ts',
  'fonts.ts',
];

/** SHA-256 of the layout, in hexadecimal: the version of how files are set. */
export function layoutHash(folder: string = import.meta.dirname): string {
  return hash('sha256', PARTS.map((part) => readFileSync(join(folder, part), 'utf8')).join('\0'), 'hex');
}
