import type { Row } from './data-package.ts';
import { yearText } from './period.ts';
import { parseQuantity, quantityText, wholeQuantity } from './quantity.ts';

const MOST_LAG = 3660;

type Checked = 'agreements' | 'partnerships' | 'indicators' | 'targets' | 'commitments' | 'figures';

/** What the cells of one row must say together. */
export interface RowRule<F extends Checked> {
  /** Where a problem is shown. */
  readonly column: keyof Row<F> & string;
  /** What the rule reads; a row in which one of these is malformed is not judged. */
  readonly reads: readonly (keyof Row<F> & string)[];
  /** What is wrong, and what is allowed; null where nothing is. */
  check(row: Row<F>): string | null;
}

const AGREEMENT: readonly RowRule<'agreements'>[] = [
  {
    column: 'last_year',
    reads: ['first_year', 'last_year'],
    check: ({ first_year: first, last_year: last }) =>
      last < first ? `${yearText(last)} is before the first year; ${yearText(first)} or a later year is allowed` : null,
  },
];

const PARTNERSHIP: readonly RowRule<'partnerships'>[] = [
  {
    column: 'active_to',
    reads: ['active_from', 'active_to'],
    check: ({ active_from: from, active_to: to }) =>
      from !== null && to !== null && to < from
        ? `${to} is before active_from; ${from} or a later day is allowed`
        : null,
  },
];

const INDICATOR: readonly RowRule<'indicators'>[] = [
  {
    column: 'survey_year',
    reads: ['every_years', 'survey_year'],
    check: ({ every_years: years, survey_year: from }) =>
      years > 1 && from === null
        ? `is empty; a figure every ${years} years needs the year from which they count`
        : null,
  },
  {
    // Ten years: much later a day could be none that the calendar can write.
    column: 'lag_days',
    reads: ['lag_days'],
    check: ({ lag_days: lag }) =>
      lag !== null && lag > MOST_LAG ? `${lag} days is more than ten years; 0 to ${MOST_LAG} is allowed` : null,
  },
];

const TARGET: readonly RowRule<'targets'>[] = [
  { column: 'profile', reads: ['profile'], check: ({ profile }) => (profile === null ? null : wrongProfile(profile)) },
  {
    column: 'tolerance_mode',
    reads: ['tolerance_mode', 'tolerance'],
    check: ({ tolerance_mode: mode, tolerance }) =>
      mode === null && tolerance !== null
        ? `is empty beside a tolerance of ${quantityText(tolerance)}; absolute, relative or share is needed`
        : null,
  },
];

/** The profile is the share of the year in per cent, by quarter. */
function wrongProfile(profile: string): string | null {
  const shares = profile.split('|').map(parseQuantity);
  const allowed = 'four shares with at most 4 decimal places that sum to 100 are allowed';
  if (shares.length !== 4) return `has ${shares.length} shares; ${allowed}`;
  const sum = shares.reduce<number>((total, share) => total + (share ?? Number.NaN), 0);
  if (Number.isNaN(sum)) return `has a share with more than 4 decimal places; ${allowed}`;
  return sum === wholeQuantity(100) ? null : `sums to ${quantityText(sum)}; ${allowed}`;
}

const COMMITMENT: readonly RowRule<'commitments'>[] = [
  {
    column: 'value',
    reads: ['item', 'value'],
    check: ({ item, value }) =>
      item === 'reward-pot' && value < 0 ? `${quantityText(value)} is below 0; pounds from 0 are allowed` : null,
  },
  {
    column: 'decided_on',
    reads: ['recorded_on', 'decided_on'],
    check: ({ recorded_on: recorded, decided_on: decided }) =>
      decided !== null && decided > recorded
        ? `${decided} is after recorded_on; ${recorded} or an earlier day is allowed`
        : null,
  },
];

const FIGURE: readonly RowRule<'figures'>[] = [
  {
    column: 'value',
    reads: ['value', 'missing_reason'],
    check: ({ value, missing_reason: reason }) =>
      value === null && reason === null ? 'is empty, and so is missing_reason; one of the two is needed' : null,
  },
  {
    column: 'missing_reason',
    reads: ['value', 'missing_reason'],
    check: ({ value, missing_reason: reason }) =>
      value !== null && reason !== null ? `${reason} stands beside a value; one of the two is allowed` : null,
  },
  {
    column: 'status',
    reads: ['value', 'missing_reason', 'status'],
    check: ({ value, missing_reason: reason, status }) => {
      if (value !== null) return status === null ? 'is empty beside a value; provisional or final is needed' : null;
      return status !== null && reason !== null ? `${status} stands beside no value; an empty cell is allowed` : null;
    },
  },
  {
    // One of the two alone is as a source may give it, and is kept.
    column: 'numerator',
    reads: ['value', 'missing_reason', 'numerator', 'denominator'],
    check: ({ value, missing_reason: reason, numerator, denominator }) =>
      value === null && reason !== null && numerator !== null && denominator !== null
        ? 'stands with a denominator beside a missing reason; the two give a value, an empty cell is allowed'
        : null,
  },
  {
    column: 'denominator',
    reads: ['denominator'],
    check: ({ denominator }) => (denominator === 0 ? '0 divides nothing; another number is allowed' : null),
  },
];

/** The rules of each file that need no other row. */
export const ROW_RULES = {
  agreements: AGREEMENT,
  partnerships: PARTNERSHIP,
  indicators: INDICATOR,
  targets: TARGET,
  commitments: COMMITMENT,
  figures: FIGURE,
} as const satisfies { readonly [F in Checked]: readonly RowRule<F>[] };
