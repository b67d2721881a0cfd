import { type Figure, MISSING_REASONS } from './data-package.ts';
import type { Problem } from './errors.ts';
import { bringsFigure, type Measure } from './indicator.ts';
import { firstPeriod, hasBasis, lastPeriod, type TargetOutline } from './known.ts';
import type { IsoDate } from './moment.ts';
import { type Period, parsePeriodAddress, periodEnd, periodText } from './period.ts';
import {
  exact,
  over,
  parseTypedNumber,
  QUANTITY_LIMIT,
  type Quantity,
  rounded,
  roundedQuantity,
  times,
} from './quantity.ts';
import { countWords, dateWords } from './wording.ts';

/** What a person types to record a figure, as text; empty where nothing was typed. */
export interface FigureEntry {
  readonly period: string;
  readonly basis: string;
  readonly value: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly status: string;
  readonly missing_reason: string;
  readonly note: string;
  readonly commentary: string;
}

export const FIGURE_FIELDS = [
  'period',
  'basis',
  'value',
  'numerator',
  'denominator',
  'status',
  'missing_reason',
  'note',
  'commentary',
] as const satisfies readonly (keyof FigureEntry)[];

/** A figure as it would be recorded, but for its version, when and by whom. */
export type NewFigure = Omit<Figure, 'version' | 'recorded_at' | 'recorded_by'>;

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: Problem[] };

const TEXT_LIMIT = 4000;

/**
 * Reads what was typed for a target; every problem is named at its field.
 * @param today a quarter is recorded once it has ended
 */
export function readFigureEntry(record: TargetOutline, entry: FigureEntry, today: IsoDate): Read<NewFigure> {
  const problems: Problem[] = [];
  const wrong: Wrong = (field, message) => void problems.push({ field, message });
  const unfinished: Wrong = (field, message) => void problems.push({ field, message, unfinished: true });
  const period = readPeriod(record, entry, today, wrong);
  const basis = entry.basis === '' ? 'standard' : entry.basis;
  if (!hasBasis(record, basis)) wrong('basis', 'Choose one of the counting rules of this indicator.');
  const amount = readAmount(record.measure, entry, wrong, unfinished);
  checkLengths(entry, wrong);
  if (problems.length > 0 || period === null) return { ok: false, problems };
  const { indicator, part } = record.measure.row;
  const rest = {
    note: entry.note || null,
    provenance: 'entered',
    source: null,
  } as const;
  return { ok: true, value: { indicator, part, basis, period, ...amount, ...rest } };
}

/** A figure that takes another's place must say why; the one that was only waited for takes nobody's. */
export function noteProblem(entry: FigureEntry, held: Figure | null): Problem | null {
  return held === null || held.missing_reason === 'not-published' || entry.note !== ''
    ? null
    : { field: 'note', message: noteText(held) };
}

export function noteText({ period }: Pick<Figure, 'period'>): string {
  return `There is a figure for ${periodText(period)} already. Say in the note why it is corrected.`;
}

type Wrong = (field: keyof FigureEntry, message: string) => void;

function readPeriod(record: TargetOutline, entry: FigureEntry, today: IsoDate, wrong: Wrong): Period | null {
  const period = parsePeriodAddress(entry.period);
  const { agreement, measure } = record;
  if (period === null || period < firstPeriod(agreement) || period > lastPeriod(agreement)) {
    wrong('period', 'Choose the quarter that the figure is for.');
    return null;
  }
  if (!bringsFigure(measure, period)) wrong('period', `${periodText(period)} brings no figure for this indicator.`);
  if (periodEnd(period) >= today) {
    wrong('period', `${periodText(period)} ends on ${dateWords(periodEnd(period))}; record its figure after that day.`);
  }
  return period;
}

type Amount = Pick<Figure, 'value' | 'numerator' | 'denominator' | 'status' | 'missing_reason'>;
const NO_AMOUNT = { value: null, numerator: null, denominator: null, status: null, missing_reason: null } as const;

function readAmount(measure: Measure, entry: FigureEntry, wrong: Wrong, unfinished: Wrong): Amount {
  const given = entry.value !== '' || entry.numerator !== '' || entry.denominator !== '';
  if (entry.missing_reason !== '') {
    const reason = MISSING_REASONS.find((known) => known === entry.missing_reason) ?? null;
    if (given) wrong('missing_reason', 'Enter a figure or the reason why there is none, not both.');
    if (reason === null) wrong('missing_reason', 'Choose one of the reasons.');
    return { ...NO_AMOUNT, missing_reason: reason };
  }
  if (!given) {
    unfinished('value', 'Enter the figure, or choose why there is none.');
    return NO_AMOUNT;
  }
  const status = entry.status === 'provisional' || entry.status === 'final' ? entry.status : null;
  if (status === null) unfinished('status', 'Choose whether the figure is provisional or final.');
  return { ...NO_AMOUNT, ...readValue(measure, entry, wrong, unfinished), status };
}

function readValue(
  measure: Measure,
  entry: FigureEntry,
  wrong: Wrong,
  unfinished: Wrong,
): Pick<Figure, 'value' | 'numerator' | 'denominator'> {
  const value = readNumber('value', entry.value, wrong);
  const numerator = readNumber('numerator', entry.numerator, wrong);
  const denominator = readNumber('denominator', entry.denominator, wrong);
  if (entry.numerator === '' && entry.denominator === '') {
    checkDecimals(measure, value, wrong);
    return { value, numerator: null, denominator: null };
  }
  const computed = readRatio(measure, entry, { numerator, denominator }, wrong, unfinished);
  if (value !== null && computed !== null && value !== computed) {
    wrong(
      'value',
      'The value is not what numerator and denominator give. Correct one of them, or leave the value empty.',
    );
  }
  return { value: computed, numerator, denominator };
}

function readNumber(field: 'value' | 'numerator' | 'denominator', typed: string, wrong: Wrong): Quantity | null {
  if (typed === '') return null;
  const quantity = parseTypedNumber(typed);
  if (quantity === null) wrong(field, 'Enter a number such as 41.2, with at most 4 decimal places.');
  return quantity;
}

function checkDecimals({ row }: Measure, value: Quantity | null, wrong: Wrong): void {
  if (value === null || roundedQuantity(value, row.decimals) === value) return;
  const allowed = row.decimals === 0 ? 'a whole number' : `at most ${countWords(row.decimals, 'decimal place')}`;
  wrong('value', `Enter ${allowed}: that is how this indicator is published.`);
}

function readRatio(
  measure: Measure,
  entry: FigureEntry,
  { numerator, denominator }: Pick<Figure, 'numerator' | 'denominator'>,
  wrong: Wrong,
  unfinished: Wrong,
): Quantity | null {
  const { multiplier, decimals } = measure.row;
  if (multiplier === null) {
    wrong('numerator', 'This indicator has no numerator and denominator. Enter the value alone.');
    return null;
  }
  if (entry.numerator === '') unfinished('numerator', 'Enter both numerator and denominator.');
  if (entry.denominator === '') unfinished('denominator', 'Enter a denominator above 0.');
  else if (denominator !== null && denominator <= 0) wrong('denominator', 'Enter a denominator above 0.');
  if (numerator === null || denominator === null || denominator <= 0) return null;
  const value = rounded(times(over(exact(numerator), exact(denominator)), exact(multiplier)), decimals);
  if (Math.abs(value) <= QUANTITY_LIMIT) return value;
  wrong('numerator', 'Numerator and denominator give a value that is too large. Correct one of them.');
  return null;
}

function checkLengths(entry: FigureEntry, wrong: Wrong): void {
  for (const field of ['note', 'commentary'] as const) {
    if (entry[field].length > TEXT_LIMIT) wrong(field, `Use at most ${TEXT_LIMIT} characters.`);
  }
}
