/** The columns of a quarterly return as a file, in order (data-package.md). */
export const RETURN_COLUMNS = [
  'return_id',
  'agreement',
  'indicator',
  'part',
  'basis',
  'title',
  'unit',
  'period',
  'value',
  'numerator',
  'denominator',
  'status',
  'missing_reason',
  'commentary',
  'cause',
  'own_view',
] as const;

export type ReturnColumn = (typeof RETURN_COLUMNS)[number];

/** The cells in which a partnership answers; the others say what is asked. */
export const ANSWER_COLUMNS = [
  'value',
  'numerator',
  'denominator',
  'status',
  'missing_reason',
  'commentary',
  'cause',
  'own_view',
] as const satisfies readonly ReturnColumn[];

export type AnswerColumn = (typeof ANSWER_COLUMNS)[number];

/** The answers that are numbers. */
export const NUMBER_COLUMNS: readonly ReturnColumn[] = ['value', 'numerator', 'denominator'];

/** What lies behind a figure that falls short, as lists offer it; other words are taken as well. */
export const CAUSES = [
  'Demand',
  'Capacity',
  'Economy',
  'Recording change',
  'Data',
  'Small numbers',
  'Weather',
] as const;

/** One target of a return as text: numbers with a point and without grouping, an empty text where nothing is said. */
export type ReturnCells = Readonly<Record<ReturnColumn, string>>;

/** A return as it goes out. */
export interface ReturnSheet {
  /** `Oxfordshire Safer Communities Partnership, July to September 2008`. */
  readonly title: string;
  /** What to do with it, a sentence an item. */
  readonly guidance: readonly string[];
  readonly rows: readonly SheetRow[];
}

export interface SheetRow {
  readonly cells: ReturnCells;
  /** The cells of this row that can be answered; the others stay locked. */
  readonly answers: readonly AnswerColumn[];
}

/** A row of a file that came back. */
export interface ReturnedRow {
  /** The row of the sheet or the line of the file, from 1. */
  readonly line: number;
  readonly cells: ReturnCells;
}
