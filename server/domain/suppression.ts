import type { Figure, Indicator, PackageRows } from './data-package.ts';
import { type Period, yearOf } from './period.ts';
import { type Quantity, wholeQuantity } from './quantity.ts';

/**
 * The rows of a record as the public may see them. Where an indicator says so, small numbers are kept back, and with
 * them whatever would give them away: other quarters of the year, and the words said for those quarters. Notes and who
 * recorded what are left out everywhere.
 *
 * What is left is a record like any other, in which a figure that is kept back is missing as suppressed: whatever is
 * worked out from it (colours, sums, forecasts, what is expected of a season) knows no more than its reader.
 */
export function openRows(rows: PackageRows): PackageRows {
  const kept = keptBack(rows);
  const isKept = (row: Pick<Figure, 'indicator' | 'part' | 'period'>): boolean =>
    kept.get(measureOf(row))?.has(row.period) ?? false;
  return {
    ...rows,
    figures: rows.figures.map((row) => ({
      ...row,
      recorded_by: null,
      note: null,
      ...(isKept(row) && row.value !== null ? SUPPRESSED : {}),
    })),
    commentaries: rows.commentaries.filter((row) => !isKept(row)).map((row) => ({ ...row, recorded_by: null })),
  };
}

const SUPPRESSED = {
  value: null,
  numerator: null,
  denominator: null,
  status: null,
  missing_reason: 'suppressed',
} as const;

/** How many figures differ between a record and what the public sees of it. */
export function suppressedCount(rows: PackageRows, open: PackageRows): number {
  const missing = ({ figures }: PackageRows): number => figures.filter(({ value }) => value === null).length;
  return missing(open) - missing(rows);
}

function measureOf({ indicator, part }: Pick<Figure, 'indicator' | 'part'>): string {
  return JSON.stringify([indicator, part]);
}

/** By measure, the quarters whose figures are kept back, on every counting rule and in every version. */
function keptBack({ figures, indicators, suppressions }: PackageRows): ReadonlyMap<string, ReadonlySet<Period>> {
  const byMeasure = Map.groupBy(figures, measureOf);
  const about = new Map(indicators.map((row) => [measureOf(row), row]));
  return new Map(
    suppressions.flatMap((row): [string, ReadonlySet<Period>][] => {
      const name = measureOf(row);
      const indicator = about.get(name);
      if (indicator === undefined) return [];
      return [[name, quartersKeptBack(indicator, byMeasure.get(name) ?? [], wholeQuantity(row.under))]];
    }),
  );
}

function quartersKeptBack(indicator: Indicator, figures: readonly Figure[], under: Quantity): ReadonlySet<Period> {
  const kept = new Set(figures.filter((row) => isSmall(row, indicator, under)).map(({ period }) => period));
  if (indicator.pattern === 'rolling' || indicator.measure === 'snapshot') return kept;
  const widen = indicator.measure === 'flow' ? keepSummands : keepSteps;
  for (const ofBasis of Map.groupBy(figures, ({ basis }) => basis).values()) {
    for (const ofYear of Map.groupBy(ofBasis, ({ period }) => yearOf(period)).values()) {
      widen(countsOf(ofYear, indicator), kept, under);
    }
  }
  return kept;
}

/** The number of cases behind a figure, all of them, or those that are not among them, is below the limit. */
function isSmall({ value, numerator, denominator }: Figure, { multiplier }: Indicator, under: Quantity): boolean {
  const isCount = multiplier === null && numerator === null && denominator === null;
  const others = numerator === null || denominator === null ? null : denominator - numerator;
  return [isCount ? value : null, numerator, denominator, others === null || others < 0 ? null : others].some(
    (count) => count !== null && Math.abs(count) < under,
  );
}

/** The cases of each quarter of a year, in order, by its latest version; quarters without a number are left out. */
function countsOf(figures: readonly Figure[], { multiplier }: Indicator): Map<Period, Quantity> {
  const latest = figures.toSorted((a, b) => a.period - b.period || a.version - b.version);
  const counts = latest.map(({ period, numerator, value }) => [
    period,
    numerator ?? (multiplier === null ? value : null),
  ]);
  return new Map(counts.filter((pair): pair is [Period, Quantity] => pair[1] !== null));
}

/**
 * A sum of a year that is known elsewhere, as a baseline is, gives a single missing quarter away, and several whose sum
 * is small. So others are kept back until what is missing is two quarters or more with cases enough: later ones first,
 * because earlier ones may have been published before the small one came.
 */
function keepSummands(counts: ReadonlyMap<Period, Quantity>, kept: Set<Period>, under: Quantity): void {
  for (;;) {
    const missing = [...counts.keys()].filter((period) => kept.has(period));
    const [first] = missing;
    const sum = missing.reduce((total, period) => total + (counts.get(period) ?? 0), 0);
    if (first === undefined || (missing.length > 1 && Math.abs(sum) >= under)) return;
    const others = [...counts.keys()].filter((period) => !kept.has(period));
    const next = others.find((period) => period > first) ?? others.at(-1);
    if (next === undefined) return;
    kept.add(next);
  }
}

/** Of a count that runs through the year, a quarter with few cases is the step between two figures that are shown. */
function keepSteps(counts: ReadonlyMap<Period, Quantity>, kept: Set<Period>, under: Quantity): void {
  let shown = 0;
  for (const [period, count] of counts) {
    if (kept.has(period)) continue;
    if (Math.abs(count - shown) < under) kept.add(period);
    else shown = count;
  }
}
