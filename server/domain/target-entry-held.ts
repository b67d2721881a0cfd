import { type Agreement, COLUMNS, type Indicator, type Row, type TargetTerms } from './data-package.ts';
import type { Problem } from './errors.ts';
import { type Book, latestBaseline } from './known.ts';
import { parseYear, yearText } from './period.ts';
import { quantityText, withoutGrouping } from './quantity.ts';
import {
  EMPTY_ENTRY,
  INDICATOR_FIELDS,
  labelOf,
  type TargetEntry,
  type TargetField,
  TERMS_FIELDS,
  targetFieldOf,
} from './target-entry.ts';
import { listWords } from './wording.ts';

/**
 * The form as it stands for a target that is in the record.
 * @param suppressUnder figures on fewer cases are kept from the public
 */
export function entryOf(
  agreement: Agreement,
  terms: TargetTerms,
  indicator: Indicator,
  book: Book | null,
  suppressUnder = 0,
): TargetEntry {
  const baseline = book === null ? null : latestBaseline(book);
  const targets = [...(book?.target ?? [])].map(([year, row]) => [yearText(year), quantityText(row.value)]);
  // The form's stretch is that of the last year, as it is read; one of another year stays as it is.
  const stretch = book?.stretch.get(agreement.last_year);
  return {
    ...EMPTY_ENTRY,
    ...textsOf('indicators', indicator, INDICATOR_FIELDS),
    ...textsOf('targets', terms, TERMS_FIELDS),
    reason: '',
    baseline_year: baseline === null ? '' : yearText(baseline.period),
    baseline: baseline === null ? '' : quantityText(baseline.value),
    stretch: stretch === undefined ? '' : quantityText(stretch.value),
    suppress_under: suppressionText(suppressUnder),
    targets: Object.fromEntries(targets),
  };
}

/** As the form has it: empty where every figure is shown. */
export function suppressionText(under: number): string {
  return under === 0 ? '' : String(under);
}

function textsOf<F extends 'indicators' | 'targets', C extends string>(
  file: F,
  row: Row<F>,
  fields: readonly C[],
): Record<C, string> {
  const columns: Readonly<Record<string, { text(value: unknown): string }>> = COLUMNS[file];
  const cells = row as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(fields.map((field) => [field, columns[field]?.text(cells[field]) ?? ''])) as Record<
    C,
    string
  >;
}

/**
 * Where an entry is another than what the record holds now, field by field, each with what the record holds: for a
 * person whose change was overtaken by another one.
 * @param nameOf a partnership's name by its code
 */
export function differencesOf(entry: TargetEntry, held: TargetEntry, nameOf: (code: string) => string): Problem[] {
  const named = (field: string, text: string): string =>
    PARTNERSHIP_FIELDS.has(field)
      ? listWords(
          text
            .split('|')
            .filter((code) => code !== '')
            .map(nameOf),
        )
      : text;
  const texts = (given: TargetEntry): [string, string][] => [
    ...COMPARED_FIELDS.map((field): [string, string] => [field, given[field]]),
    ...Object.entries(given.targets).map(([year, text]): [string, string] => [`target ${year}`, text]),
  ];
  const mine = new Map(texts(entry));
  const theirs = new Map(texts(held));
  return [...new Set([...mine.keys(), ...theirs.keys()])].flatMap((key) => {
    const now = theirs.get(key) ?? '';
    if (withoutGrouping(mine.get(key) ?? '') === withoutGrouping(now)) return [];
    const year = parseYear(key.replace(/^target /, ''));
    const field = year === null ? key : targetFieldOf(year);
    const label = year === null ? labelOf(key) : `Target for ${yearText(year)}`;
    return [{ field, message: `${label}: the record now has ${named(key, now) || 'nothing'}. Yours stands below.` }];
  });
}

const PARTNERSHIP_FIELDS: ReadonlySet<string> = new Set(['lead', 'contributors', 'delivery_group']);

/** What the record holds of a target; a reason and who decided belong to one change only. */
const COMPARED_FIELDS = [
  ...TERMS_FIELDS.filter((field) => field !== 'reason'),
  'baseline_year',
  'baseline',
  'stretch',
  'suppress_under',
] as const satisfies readonly TargetField[];
