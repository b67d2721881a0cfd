import type { Figure, Indicator } from './data-package.ts';
import { bringsFigure, figureQuarterBefore } from './indicator.ts';
import type { KnownTarget } from './known.ts';
import type { Period } from './period.ts';
import { valueInQuarter } from './progress.ts';
import { absolute, compare, exact, fraction, minus, type Quantity, rounded, times, wholeQuantity } from './quantity.ts';
import { type Reading, trendLine } from './trend-line.ts';
import { unitSlip } from './unit-slip.ts';
import { bounded, isShare, isWithinLimits, limitsInUse, type ValueLimits } from './value-limits.ts';
import { numberWords, periodWords, shortNumber, shortValue } from './wording.ts';

export type PlausibilityKind =
  | 'outside-range'
  | 'off-trend'
  | 'numerator-over-denominator'
  | 'unit-slip'
  | 'same-as-last';

/** Why a figure that is being typed may be wrong. It never stops anybody from saving. */
export interface PlausibilityNote {
  readonly kind: PlausibilityKind;
  readonly sentence: string;
}

type TypedFigure = Pick<Figure, 'basis' | 'period' | 'value' | 'numerator' | 'denominator'>;

/** The latest figures before the one that is typed are looked at, at most so many. */
const LOOKED_AT = 12;
/** Fewer have no range to speak of. */
const FOR_RANGE = 4;
/** Fewer have no trend to speak of. */
const FOR_TREND = 6;
/** So many mean deviations from the trend are still nothing out of the way. */
const DEVIATIONS = fraction(3);

/** A figure beside the readings before it, which are ascending. */
interface Comparison {
  readonly row: Indicator;
  /** As typed. */
  readonly typed: Quantity;
  readonly now: Reading;
  readonly past: readonly Reading[];
  readonly limits: ValueLimits | null;
}

/**
 * What looks wrong about a figure, the gravest first; nothing where it has no value. It is held against the figures in
 * force of earlier due quarters on its basis, the last twelve that have a value; a running count by its rises.
 * - A numerator above the denominator, of a share. Equal is well.
 * - A slip of the unit (`unit-slip.ts`). It explains the two that follow, so that they are not said beside it.
 * - Outside the range of at least four figures: below the lowest or above the highest. Equal is inside.
 * - Off the trend of at least six figures (`offTrend`).
 * - The very value of the due quarter before. Not said of a level, which seldom moves, nor of 0 after 0.
 */
export function plausibilityNotes(known: KnownTarget, figure: TypedFigure): PlausibilityNote[] {
  if (figure.value === null) return [];
  const compared = comparisonOf(known, figure, figure.value);
  const slip = compared === null ? null : slipOfUnit(compared);
  const beside = slip === null ? compared : null;
  return [
    ...note('numerator-over-denominator', numeratorOver(known.record.measure.row, figure)),
    ...note('unit-slip', slip),
    ...note('outside-range', beside === null ? null : outsideRange(beside)),
    ...note('off-trend', beside === null ? null : offTrend(beside)),
    ...note('same-as-last', sameAsLast(known, figure)),
  ];
}

function note(kind: PlausibilityKind, sentence: string | null): PlausibilityNote[] {
  return sentence === null ? [] : [{ kind, sentence }];
}

/** Null for a running count whose figure of the quarter before is missing. */
function comparisonOf(known: KnownTarget, { basis, period }: TypedFigure, typed: Quantity): Comparison | null {
  const { measure } = known.record;
  const now = readingOf(known, basis, period, typed);
  if (now === null) return null;
  const past = [...(known.figures.get(basis)?.values() ?? [])]
    .filter((figure) => figure.period < period && bringsFigure(measure, figure.period))
    .sort((a, b) => a.period - b.period)
    .flatMap((figure) => readingOf(known, basis, figure.period, figure.value) ?? [])
    .slice(-LOOKED_AT);
  return { row: measure.row, typed, now, past, limits: limitsInUse(known, basis) };
}

function readingOf(known: KnownTarget, basis: string, period: Period, value: Quantity | null): Reading | null {
  const inQuarter = value === null ? null : valueInQuarter(known, basis, period, value);
  return inQuarter === null ? null : { period, value: inQuarter };
}

function lowestOf(past: readonly Reading[]): Quantity {
  return Math.min(...past.map(({ value }) => value));
}

function highestOf(past: readonly Reading[]): Quantity {
  return Math.max(...past.map(({ value }) => value));
}

function outsideRange({ row, now, past }: Comparison): string | null {
  const [low, high] = [lowestOf(past), highestOf(past)];
  if (past.length < FOR_RANGE || (now.value >= low && now.value <= high)) return null;
  const range = `${shortValue(low, row)} to ${shortValue(high, row)}`;
  return `${opening(row, now, 'Outside')} the range of ${lastOnes(row, past)}: ${range}.`;
}

/**
 * More than three mean deviations from where the trend leads; exactly three is within. What it leads to is bounded by
 * what is possible. Nothing where every figure lies on the line, because then the least step aside would be too far,
 * and nothing for a seasonal indicator, whose quarters do not lie on a line.
 */
function offTrend({ row, now, past, limits }: Comparison): string | null {
  if (past.length < FOR_TREND || row.pattern === 'seasonal') return null;
  const trend = trendLine(past, now.period);
  const expected = bounded(trend.expected, limits);
  const distance = absolute(minus(exact(now.value), expected));
  if (trend.deviation.n === 0n || compare(distance, times(DEVIATIONS, trend.deviation)) <= 0) return null;
  const leads = shortValue(rounded(expected, row.decimals), row);
  return `${opening(row, now, 'Off')} the trend of ${lastOnes(row, past)}, which leads to about ${leads}.`;
}

/** About 10, 100 or 1,000 times too large or too small beside at least four figures. */
function slipOfUnit({ row, typed, now, past, limits }: Comparison): string | null {
  if (past.length < FOR_RANGE) return null;
  const reach = { before: typed - now.value, lowest: lowestOf(past), highest: highestOf(past), limits };
  const slip = unitSlip(typed, reach, row.decimals);
  if (slip === null) return null;
  const factor = `${numberWords(wholeQuantity(slip.power), 0)} times too ${slip.isLarge ? 'large' : 'small'}`;
  return `About ${factor} beside the last ${past.length} figures. Did you mean ${shortValue(slip.meant, row)}?`;
}

/** `The change since the figure before, 40, is outside`; of all but running counts only the last word. */
function opening({ measure, ...row }: Indicator, { value }: Reading, word: 'Outside' | 'Off'): string {
  if (measure !== 'running') return word;
  return `The change since the figure before, ${shortValue(value, row)}, is ${word.toLowerCase()}`;
}

function lastOnes({ measure }: Indicator, past: readonly Reading[]): string {
  return `the last ${past.length} ${measure === 'running' ? 'changes' : 'figures'}`;
}

/** Only of a share, where the numerator is counted among the denominator. */
function numeratorOver(row: Indicator, { numerator, denominator }: TypedFigure): string | null {
  if (row.multiplier !== wholeQuantity(100) || !isShare(row.unit)) return null;
  if (numerator === null || denominator === null || numerator <= denominator) return null;
  return `The numerator, ${shortNumber(numerator)}, is above the denominator, ${shortNumber(denominator)}: a share cannot be above 100%.`;
}

function sameAsLast({ record, figures }: KnownTarget, { basis, period, value }: TypedFigure): string | null {
  const { measure } = record;
  const before = figureQuarterBefore(measure, period);
  const held = before === null ? null : (figures.get(basis)?.get(before) ?? null);
  if (held === null || held.value !== value || value === 0 || measure.row.unit.startsWith('level')) return null;
  return `The same as the figure for ${periodWords(held.period)}.`;
}

/**
 * What to enter instead of a value that cannot be; null where it can. A per cent lies from 0 to 100 and a level within
 * its unit's, both ends included, and anything else is 0 or more (rules.md 4). Changes and differences are free, and so
 * is a basis on which a figure in force or a commitment of any state, but for a reward pot, lies outside already.
 */
export function impossibleValue(known: KnownTarget, basis: string, value: Quantity): string | null {
  const limits = limitsInUse(known, basis);
  return limits === null || isWithinLimits(value, limits) ? null : limits.words;
}
