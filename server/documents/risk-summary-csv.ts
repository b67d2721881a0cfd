import type { Assessment } from '../domain/assessment.ts';
import { type ChosenColumn, riskSummaryRow, summaryColumns } from '../domain/risk-summary.ts';
import { spreadsheetCsv, spreadsheetLines } from './spreadsheet-csv.ts';

/** The risk summary as CSV (contract.md). @param chosen the columns beside those that name the target; null for all */
export function riskSummaryCsv(
  assessments: readonly Assessment[],
  chosen: readonly ChosenColumn[] | null = null,
): string {
  const columns = summaryColumns(chosen);
  return spreadsheetCsv(
    columns,
    assessments.map((assessment) => riskSummaryRow(assessment, columns)),
  );
}

/** Lines of it without the head, for one that is written piece by piece. */
export function riskSummaryLines(assessments: readonly Assessment[], chosen: readonly ChosenColumn[] | null): string {
  const columns = summaryColumns(chosen);
  return spreadsheetLines(assessments.map((assessment) => riskSummaryRow(assessment, columns)));
}
