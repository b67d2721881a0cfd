import type { ScoredForecast } from '../domain/forecast-score.ts';
import type { KnownTarget } from '../domain/known.ts';
import type { Period } from '../domain/period.ts';
import { periodText } from '../domain/period.ts';
import { spreadsheetCsv } from './spreadsheet-csv.ts';

const COLUMNS = [
  'agreement',
  'indicator',
  'part',
  'title',
  'lead',
  'period',
  'basis',
  'kept',
  'method',
  'forecast',
  'sd',
  'chance',
  'target',
  'year_end',
  'own_view',
  'outturn',
  'outturn_light',
] as const;

interface Row extends ScoredForecast {
  readonly known: KnownTarget;
  readonly period: Period;
  /** The name of the partnership. */
  readonly lead: string;
  readonly kept: boolean;
}

/** Every forecast whose year has ended, with what came; numbers not rounded, empty where nothing was said. */
export function forecastsCsv(rows: readonly Row[]): string {
  return spreadsheetCsv(COLUMNS, rows.map(cellsOf));
}

function cellsOf({ known, period, lead, kept, said, came }: Row): string[] {
  const { row } = known.record.measure;
  const cell = (value: string | number | null): string => String(value ?? '');
  return [
    known.record.agreement.code,
    row.indicator,
    row.part,
    row.title,
    lead,
    periodText(period),
    said.basis,
    kept ? 'yes' : 'no',
    cell(said.method),
    cell(said.value),
    cell(said.sd),
    cell(said.chance),
    cell(came.target),
    cell(said.year_end),
    cell(said.own_view),
    cell(came.value),
    came.light,
  ];
}
