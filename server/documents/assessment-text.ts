import type { Assessment } from '../domain/assessment.ts';
import type { AgreementAssessment } from '../domain/assessment-json.ts';
import { LIGHT_SIGNS } from '../domain/light.ts';
import { periodText } from '../domain/period.ts';
import { reconcile, reconciliationLine } from '../domain/reconciliation.ts';
import { gapWords, milestoneWords } from '../domain/sentence.ts';
import { shortValue } from '../domain/wording.ts';

const HEAD = ['Target', 'Colour', 'Year end', 'Actual', 'Expected', 'Target', 'Gap', 'Title'];

/** The assessment of every target as a table to read in a terminal, with the reconciliation line. */
export function assessmentText({ agreement, period, asAt, assessments }: AgreementAssessment): string {
  const rows = [HEAD, ...assessments.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const counts = reconcile(assessments.map((assessment) => assessment.overall));
  return [`${agreement.code}, ${periodText(period)}, as at ${asAt}`, reconciliationLine(counts), '', ...lines, ''].join(
    '\n',
  );
}

function cellsOf(assessment: Assessment): string[] {
  const { row } = assessment.known.record.measure;
  const value = (quantity: number | null | undefined) => (quantity == null ? '-' : shortValue(quantity, row));
  return [
    [row.indicator, row.part].join(' ').trim(),
    LIGHT_SIGNS[assessment.overall].word,
    LIGHT_SIGNS[assessment.yearEnd?.light ?? 'no-forecast'].word,
    value(assessment.actual),
    value(assessment.judgement.judged?.expected),
    value(assessment.target),
    gapWords(assessment) || milestoneWords(assessment) || '-',
    row.title,
  ];
}
