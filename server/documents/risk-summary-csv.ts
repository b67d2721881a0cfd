import { stringify } from 'csv-stringify/sync';
import type { Assessment } from '../domain/assessment.ts';
import { RISK_SUMMARY_COLUMNS, riskSummaryRow } from '../domain/risk-summary.ts';

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

/** The risk summary as CSV: UTF-8 with a BOM, CRLF, and no cell of text that a spreadsheet would run as a formula. */
export function riskSummaryCsv(assessments: readonly Assessment[]): string {
  const rows = assessments.map((assessment) => riskSummaryRow(assessment).map(withoutFormula));
  return stringify([RISK_SUMMARY_COLUMNS, ...rows], { bom: true, record_delimiter: '\r\n' });
}

function withoutFormula(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}
