import type { Commentary, Commitment, Figure, Indicator, PackageRows } from './data-package.ts';
import { type Period, yearOf } from './period.ts';
import { type Quantity, wholeQuantity } from './quantity.ts';

/** Moves on when other figures are kept back from the same rows: what was published before then comes out otherwise. */
export const SUPPRESSION_VERSION = 1;

/**
 * The rows of a record as the public may see them. Where an indicator says so, small numbers are kept back, and with
 * them whatever would give them away: other quarters of the year, baselines that repeat them, and the words said while
 * they were the last figure. Notes and who recorded what are left out everywhere.
 *
 * What is left is a record like any other, in which a figure that is kept back is missing as suppressed: whatever is
 * worked out from it (colours, sums, forecasts, what is expected of a season) knows no more than its reader.
 */
export function openRows(rows: PackageRows): PackageRows {
  const kept = keptBack(rows);
  return {
    ...rows,
    figures: rows.figures.map((row) => ({
      ...row,
      recorded_by: null,
      note: null,
      ...(kept.get(measureOf(row))?.quarters.has(row.period) && row.value !== null ? SUPPRESSED : {}),
    })),
    commitments: rows.commitments.filter((row) => !isKeptBaseline(row, kept.get(measureOf(row)))),
    commentaries: rows.commentaries.map((row) => ({
      ...row,
      recorded_by: null,
      ...(isAboutKept(row, kept.get(measureOf(row))) ? { text: NOT_SHOWN, cause: null } : {}),
    })),
  };
}

const SUPPRESSED = {
  value: null,
  numerator: null,
  denominator: null,
  status: null,
  missing_reason: 'suppressed',
} as const;

const NOT_SHOWN = 'Not shown, because it is about a figure that is kept back.';

/** Whether the public sees less than the Board. */
export function isSuppressed(rows: PackageRows, open: PackageRows): boolean {
  const missing = ({ figures }: PackageRows): number => figures.filter(({ value }) => value === null).length;
  return missing(open) > missing(rows) || open.commitments.length < rows.commitments.length;
}

/** What is kept back of a measure. */
interface Kept {
  readonly under: Quantity;
  readonly isCount: boolean;
  /** On every counting rule and in every version. */
  readonly quarters: ReadonlySet<Period>;
  /** Quarters that have a number, ascending. */
  readonly numbers: readonly Period[];
}

function measureOf({ indicator, part }: Pick<Figure, 'indicator' | 'part'>): string {
  return JSON.stringify([indicator, part]);
}

function keptBack({ figures, indicators, suppressions }: PackageRows): ReadonlyMap<string, Kept> {
  const byMeasure = Map.groupBy(figures, measureOf);
  const about = new Map(indicators.map((row) => [measureOf(row), row]));
  return new Map(
    suppressions.flatMap((row): [string, Kept][] => {
      const name = measureOf(row);
      const indicator = about.get(name);
      if (indicator === undefined) return [];
      const [own, under] = [byMeasure.get(name) ?? [], wholeQuantity(row.under)];
      const numbers = own.filter(({ value }) => value !== null).map(({ period }) => period);
      return [
        [
          name,
          {
            under,
            isCount: indicator.multiplier === null,
            quarters: quartersKeptBack(indicator, own, under),
            numbers: [...new Set(numbers)].sort((a, b) => a - b),
          },
        ],
      ];
    }),
  );
}

/** A baseline is the figure at its year’s end, or the sum of its year; and it may be a small number itself. */
function isKeptBaseline({ item, period, value }: Commitment, kept: Kept | undefined): boolean {
  if (item !== 'baseline' || kept === undefined) return false;
  return (
    [...kept.quarters].some((quarter) => yearOf(quarter) === period) || (kept.isCount && Math.abs(value) < kept.under)
  );
}

/** What is said for a quarter is about the last figure by then. */
function isAboutKept({ period }: Commentary, kept: Kept | undefined): boolean {
  if (kept === undefined) return false;
  const last = kept.numbers.findLast((quarter) => quarter <= period);
  return kept.quarters.has(period) || (last !== undefined && kept.quarters.has(last));
}

function quartersKeptBack(indicator: Indicator, figures: readonly Figure[], under: Quantity): ReadonlySet<Period> {
  const small = new Set(figures.filter((row) => isSmall(row, indicator, under)).map(({ period }) => period));
  const kept = new Set(small);
  if (indicator.pattern === 'rolling' || indicator.measure === 'snapshot') return kept;
  for (const ofBasis of Map.groupBy(figures, ({ basis }) => basis).values()) {
    const counts = countsOf(ofBasis, indicator);
    if (indicator.measure === 'running') keepSteps(counts, kept, under);
    else
      for (const ofYear of Map.groupBy(counts, ([period]) => yearOf(period)).values())
        keepSummands(ofYear, small, kept);
  }
  return kept;
}

/** The number of cases behind a figure, all of them, or those that are not among them, is below the limit. */
function isSmall(row: Figure, { multiplier }: Indicator, under: Quantity): boolean {
  const { numerator, denominator } = ratioOf(row, multiplier);
  const isCount = multiplier === null && numerator === null && denominator === null;
  const others = numerator === null || denominator === null ? null : denominator - numerator;
  return [isCount ? row.value : null, numerator, denominator, others === null || others < 0 ? null : others].some(
    (count) => count !== null && Math.abs(count) < under,
  );
}

/** Published figures sometimes give only one of the two: the other follows from the value, which is rounded. */
function ratioOf(
  { value, numerator, denominator }: Figure,
  multiplier: Quantity | null,
): Pick<Figure, 'numerator' | 'denominator'> {
  if (value === null || multiplier === null || multiplier === 0) return { numerator, denominator };
  if (numerator === null && denominator !== null) {
    return { numerator: nearestWhole((value * denominator) / multiplier), denominator };
  }
  if (denominator === null && numerator !== null && value !== 0) {
    return { numerator, denominator: nearestWhole((numerator * multiplier) / value) };
  }
  return { numerator, denominator };
}

function nearestWhole(quantity: number): Quantity {
  return wholeQuantity(Math.round(quantity / wholeQuantity(1)));
}

type Counts = readonly (readonly [period: Period, cases: Quantity])[];

/** The cases of each quarter in order, by its latest version; quarters without a number are left out. */
function countsOf(figures: readonly Figure[], { multiplier }: Indicator): Counts {
  const inOrder = figures.toSorted((a, b) => a.period - b.period || a.version - b.version);
  const latest = new Map(
    inOrder.map((row) => [row.period, ratioOf(row, multiplier).numerator ?? (multiplier === null ? row.value : null)]),
  );
  return [...latest].filter((pair): pair is [Period, Quantity] => pair[1] !== null);
}

/**
 * A sum of a year that is known elsewhere gives a single missing quarter away, and several of which it is known that
 * each is small. So one more is kept back that is not small itself: a later one rather than an earlier one, which may
 * have been published before the small one came.
 */
function keepSummands(ofYear: Counts, small: ReadonlySet<Period>, kept: Set<Period>): void {
  const quarters = ofYear.map(([period]) => period);
  const first = quarters.find((period) => kept.has(period));
  if (first === undefined || quarters.some((period) => kept.has(period) && !small.has(period))) return;
  const others = quarters.filter((period) => !kept.has(period));
  const next = others.find((period) => period > first) ?? others.at(-1);
  if (next !== undefined) kept.add(next);
}

/** Of a running count, which is never reset, a quarter with few cases is the step between two figures that are shown. */
function keepSteps(counts: Counts, kept: Set<Period>, under: Quantity): void {
  let shown = 0;
  for (const [period, count] of counts) {
    if (kept.has(period)) continue;
    // Another agreement may count the same measure anew.
    const step = count < shown ? count : count - shown;
    if (step < under) kept.add(period);
    else shown = count;
  }
}
