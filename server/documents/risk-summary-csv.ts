import type { Assessment } from '../domain/assessment.ts';
import { RISK_SUMMARY_COLUMNS, riskSummaryRow } from '../domain/risk-summary.ts';
import { spreadsheetCsv } from './spreadsheet-csv.ts';

/** The risk summary as CSV (contract.md). */
export function riskSummaryCsv(assessments: readonly Assessment[]): string {
  return spreadsheetCsv(RISK_SUMMARY_COLUMNS, assessments.map(riskSummaryRow));
}
