import type { Assessment } from '../domain/assessment.ts';
import { cancellationOf } from '../domain/cancellation.ts';
import { periodText } from '../domain/period.ts';
import { type Fraction, fractionNumber } from '../domain/quantity.ts';
import { type Reward, rewardMarks } from '../domain/reward.ts';
import { spreadsheetCsv } from './spreadsheet-csv.ts';

const COLUMNS = [
  'agreement',
  'indicator',
  'part',
  'title',
  'lead',
  'period',
  'pot',
  'share',
  'payment',
  'expected',
  'at_risk',
  'threshold_at',
  'units_to_threshold',
  'pounds_per_unit',
  'cancelled_on',
  'illustrative',
] as const;

/** A stretch target with what hangs on it. */
interface Row {
  readonly assessment: Assessment;
  readonly reward: Reward;
  /** The name of the partnership. */
  readonly lead: string;
}

/** What hangs on each stretch target: pounds to the penny, the rest not rounded; empty where it is not known. */
export function rewardCsv(rows: readonly Row[]): string {
  return spreadsheetCsv(COLUMNS, rows.map(cellsOf));
}

function cellsOf({ assessment, reward, lead }: Row): string[] {
  const { row } = assessment.known.record.measure;
  const at = reward.atForecast;
  return [
    assessment.known.record.agreement.code,
    row.indicator,
    row.part,
    row.title,
    lead,
    periodText(assessment.period),
    poundsCell(reward.pot),
    cell(at?.share),
    poundsCell(at?.payment),
    poundsCell(at?.expected),
    poundsCell(at?.atRisk),
    cell(reward.thresholdAt),
    cell(at?.unitsToThreshold),
    poundsCell(reward.poundsPerUnit),
    cancellationOf(assessment.known)?.cancelled_on ?? '',
    rewardMarks(assessment, reward).rest ? 'yes' : 'no',
  ];
}

function cell(value: Fraction | null | undefined): string {
  return value === null || value === undefined ? '' : String(fractionNumber(value));
}

function poundsCell(value: Fraction | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  const pounds = typeof value === 'number' ? value : fractionNumber(value);
  return String(Math.round(pounds * 100) / 100);
}
