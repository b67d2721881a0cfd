import {
  type Agreement,
  COLUMNS,
  type Commitment,
  type FileName,
  type Indicator,
  type Row,
  type TargetTerms,
} from './data-package.ts';
import type { Problem } from './errors.ts';
import type { Book } from './known.ts';
import type { IsoDate } from './moment.ts';
import type { IncomingRows, ReadRow } from './package-rows.ts';
import { parseYear, type Year, yearText } from './period.ts';
import { parseTypedNumber, withoutGrouping } from './quantity.ts';

/** Fields of the form that are columns of the same name. */
export const INDICATOR_FIELDS = [
  'indicator',
  'part',
  'title',
  'definition',
  'unit',
  'decimals',
  'polarity',
  'measure',
  'pattern',
  'due_quarters',
  'every_years',
  'survey_year',
  'lag_days',
  'numerator_label',
  'denominator_label',
  'multiplier',
  'data_source',
] as const satisfies readonly (keyof Indicator)[];

export const TERMS_FIELDS = [
  'lead',
  'contributors',
  'delivery_group',
  'lead_officer_role',
  'statutory',
  'state',
  'path',
  'profile',
  'tolerance_mode',
  'tolerance',
  'tolerance_set_by',
  'influence',
  'reason',
] as const satisfies readonly (keyof TargetTerms)[];

export const AMOUNT_FIELDS = [
  'baseline_year',
  'baseline',
  'stretch',
  'decided_by',
  'decided_on',
  'reason_code',
  'suppress_under',
] as const;

export type TargetField =
  | (typeof INDICATOR_FIELDS)[number]
  | (typeof TERMS_FIELDS)[number]
  | (typeof AMOUNT_FIELDS)[number];

/** What a person types to set up or change a target, as text; empty where nothing was typed. */
export type TargetEntry = Readonly<Record<TargetField, string>> & {
  /** By the year's text, `2008/09`. */
  readonly targets: Readonly<Record<string, string>>;
};

/** What is there already, that an entry is read against. */
export interface TargetContext {
  readonly agreement: Agreement;
  /** Null where the entry sets the indicator up too. */
  readonly indicator: Indicator | null;
  /** Null for a new target. */
  readonly terms: TargetTerms | null;
  /** What is in force on the basis that the entry changes; null for a new target. */
  readonly book: Book | null;
  readonly basis: string;
  readonly today: IsoDate;
  /** The number that the next version of the terms, or of a commitment, takes. */
  readonly nextTermsVersion: number;
  nextVersion(item: Commitment['item'], year: Year): number;
}

type EntryRows = Pick<IncomingRows, 'indicators' | 'targets' | 'commitments'>;

/** The rows that an entry stands for, and every cell that could not be read, at its field. */
export interface TargetReading {
  readonly rows: EntryRows;
  /** Figures of the measure on fewer cases are kept from the public; 0 where none are. */
  readonly suppressUnder: number;
  readonly problems: readonly Problem[];
}

export const targetFieldOf = (year: Year): string => `target_${year}`;

export function readTargetEntry(entry: TargetEntry, context: TargetContext): TargetReading {
  const problems: Problem[] = [];
  const indicator = context.indicator === null ? readCells('indicators', indicatorCells(entry), problems) : null;
  const name = context.indicator ?? { indicator: entry.indicator, part: entry.part };
  const terms = readCells('targets', termsCells(entry, context, name), problems);
  const commitments = commitmentsOf(entry, context, name, problems);
  if (context.terms !== null && entry.reason === '') {
    problems.push({ field: 'reason', message: 'Say why the target is changed.' });
  }
  const suppressUnder = suppressionOf(entry, problems);
  const rows = { indicators: indicator === null ? [] : [indicator], targets: [terms], commitments };
  return { rows, suppressUnder, problems };
}

function suppressionOf({ suppress_under: typed }: TargetEntry, problems: Problem[]): number {
  if (typed === '' || /^\d{1,4}$/.test(typed)) return Number(typed);
  problems.push({ field: 'suppress_under', message: 'Enter a whole number up to 9999, such as 5, or leave it empty.' });
  return 0;
}

type Texts = Readonly<Record<string, string>>;

/** Reads cells as the import does, and names what is wrong at the field with the column's name. */
function readCells<F extends FileName>(file: F, cells: Texts, problems: Problem[]): ReadRow<Row<F>> {
  const row: Record<string, unknown> = {};
  const malformed = new Set<string>();
  for (const [name, column] of Object.entries(COLUMNS[file])) {
    const cell = cells[name] ?? '';
    row[name] = cell === '' ? column.empty : column.parse(cell);
    const missing = cell === '' && column.required;
    if (!missing && (cell === '' || row[name] !== null)) continue;
    malformed.add(name);
    const wrong = `${labelOf(name)}: ${column.allowed} is needed.`;
    problems.push({ field: name, message: missing ? (ASKED_FOR[name] ?? wrong) : wrong });
  }
  return { line: 1, row: row as Row<F>, malformed };
}

function indicatorCells(entry: TargetEntry): Texts {
  return Object.fromEntries(INDICATOR_FIELDS.map((field) => [field, entry[field]]));
}

function termsCells(
  entry: TargetEntry,
  context: TargetContext,
  { indicator, part }: Pick<Indicator, 'indicator' | 'part'>,
): Texts {
  const { terms } = context;
  return {
    ...Object.fromEntries(TERMS_FIELDS.map((field) => [field, entry[field]])),
    agreement: context.agreement.code,
    indicator,
    part,
    version: String(context.nextTermsVersion),
    recorded_on: context.today,
    successor_agreement: terms?.successor_agreement ?? '',
    successor_indicator: terms?.successor_indicator ?? '',
    successor_part: terms?.successor_part ?? '',
    source: terms?.source ?? '',
  };
}

interface Amount {
  readonly item: 'baseline' | 'target' | 'stretch';
  readonly year: Year;
  readonly field: string;
  readonly text: string;
}

/** Baseline, targets and stretch as typed; a baseline needs its year. */
function amountsOf(entry: TargetEntry, { agreement, book }: TargetContext, problems: Problem[]): Amount[] {
  const years = agreementYears(agreement);
  const baselineYear = parseYear(entry.baseline_year);
  if (baselineYear === null && (entry.baseline !== '' || entry.baseline_year !== '')) {
    problems.push({ field: 'baseline_year', message: 'Give the year of the baseline, such as 2007/08.' });
  }
  if (entry.baseline === '' && book !== null && book.baseline.size > 0) {
    problems.push({ field: 'baseline', message: CANNOT_EMPTY });
  } else if (entry.baseline === '' && entry.baseline_year !== '') {
    problems.push({ field: 'baseline', message: 'Give the baseline of that year, or leave its year empty too.' });
  }
  return [
    ...(baselineYear === null
      ? []
      : [{ item: 'baseline', year: baselineYear, field: 'baseline', text: entry.baseline } as const]),
    ...years.map((year) => ({
      item: 'target' as const,
      year,
      field: targetFieldOf(year),
      text: entry.targets[yearText(year)] ?? '',
    })),
    { item: 'stretch', year: agreement.last_year, field: 'stretch', text: entry.stretch },
  ];
}

function commitmentsOf(
  entry: TargetEntry,
  context: TargetContext,
  name: Pick<Indicator, 'indicator' | 'part'>,
  problems: Problem[],
): ReadRow<Commitment>[] {
  const rows = amountsOf(entry, context, problems).flatMap((amount) => {
    const held = context.book?.[amount.item].get(amount.year);
    if (amount.text === '' && held !== undefined && amount.item !== 'baseline') {
      problems.push({ field: amount.field, message: CANNOT_EMPTY });
    }
    if (amount.text === '' || (held !== undefined && parseTypedNumber(amount.text) === held.value)) return [];
    const found: Problem[] = [];
    const row = readCells('commitments', commitmentCells(entry, context, name, amount), found);
    problems.push(...found.map((problem) => atAmount(problem, amount.field)));
    return [row];
  });
  // Each on a line of its own, so that what a check says of one leads back to it.
  return rows.map((row, index) => ({ ...row, line: index + 1 }));
}

/** A value that cannot be read stands at the field where it was typed. */
function atAmount(problem: Problem, field: string): Problem {
  return problem.field === 'value' ? { ...problem, field } : problem;
}

const CANNOT_EMPTY = 'This was agreed and stays in the record: give the value that takes its place.';

function commitmentCells(
  entry: TargetEntry,
  context: TargetContext,
  { indicator, part }: Pick<Indicator, 'indicator' | 'part'>,
  { item, year, text }: Amount,
): Texts {
  return {
    agreement: context.agreement.code,
    indicator,
    part,
    basis: context.basis,
    item,
    period: yearText(year),
    version: String(context.nextVersion(item, year)),
    value: withoutGrouping(text),
    state: 'agreed',
    recorded_on: context.today,
    decided_on: entry.decided_on,
    decided_by: entry.decided_by,
    // What is agreed first needs no reason; what changes does.
    reason_code: entry.reason_code || (context.terms === null ? 'initial' : ''),
    reason: entry.reason,
    provenance: 'entered',
    source: '',
  };
}

export function agreementYears({ first_year: first, last_year: last }: Agreement): Year[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** An empty form: nothing that a person must decide is decided for them, least of all the polarity. */
export const EMPTY_ENTRY: TargetEntry = {
  ...(Object.fromEntries(
    [...INDICATOR_FIELDS, ...TERMS_FIELDS, ...AMOUNT_FIELDS].map((field) => [field, '']),
  ) as Record<TargetField, string>),
  every_years: '1',
  pattern: 'plain',
  targets: {},
};

const LABELS: Readonly<Record<string, string>> = {
  indicator: 'Code',
  decimals: 'Decimals',
  polarity: 'Which is better',
  measure: 'How it is counted',
  due_quarters: 'Quarters that bring a figure',
  every_years: 'Every how many years',
  survey_year: 'Year of a survey',
  lag_days: 'Days until the figure is due',
  lead: 'Led by',
  statutory: 'Statutory',
  tolerance_mode: 'Kind of tolerance',
  decided_on: 'Decided on',
  reason_code: 'Kind of reason',
  suppress_under: 'Kept from the public below',
  value: 'Value',
};

/** What to do about a field that was left empty. */
const ASKED_FOR: Readonly<Record<string, string>> = {
  indicator: 'Enter the code of the indicator.',
  title: 'Enter a title.',
  unit: 'Enter the unit, such as number or %.',
  decimals: 'Enter how many decimals it is published with, 0 to 4.',
  polarity: 'Choose which is better: higher or lower.',
  measure: 'Choose how it is counted.',
  due_quarters: 'Tick the quarters that bring a figure.',
  every_years: 'Enter every how many years it is measured; 1 for every year.',
  reason_code: 'Choose the kind of reason for which a level changes.',
  lead: 'Choose the partnership that leads the target.',
  statutory: 'Choose whether it is statutory.',
  state: 'Choose the state of the target.',
  path: 'Choose the path on which it is judged.',
};

/** The name of a column as the form has it. */
export function labelOf(column: string): string {
  return LABELS[column] ?? `${column.charAt(0).toUpperCase()}${column.slice(1).replaceAll('_', ' ')}`;
}
