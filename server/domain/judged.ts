import type { Commitment } from './data-package.ts';
import { type Book, type KnownTarget, targetOfYear } from './known.ts';
import type { Rag } from './light.ts';
import { type ExpectedShare, equalShare, expectedOnPath, expectedShare, type Path } from './path.ts';
import { type Period, yearOf } from './period.ts';
import { compare, exact, type Fraction, fraction, type Quantity, rounded, roundedQuantity, times } from './quantity.ts';
import { plannedTarget, toleranceOf } from './tolerance.ts';

/** A figure set against what was expected by then (rules.md 3.4). All but the tolerance are rounded for judging. */
export interface Judged {
  readonly light: Rag;
  readonly actual: Quantity;
  readonly expected: Quantity;
  /** E before it is rounded, for exports. */
  readonly exactExpected: Fraction;
  /** d × (A − E): negative is short of what was expected, in either polarity. */
  readonly gap: Quantity;
  readonly tolerance: Fraction;
  /** T of the year of u, from which a flow's expected value comes. */
  readonly target: Commitment | null;
  readonly share: ExpectedShare | null;
}

/** A value of a quarter and what it is set against. */
export interface Setting {
  readonly basis: string;
  readonly book: Book;
  /** Null for a flow. */
  readonly path: Path | null;
  /** Of a flow its year to date. */
  readonly actual: Quantity | null;
}

/** How the expected value comes about: as the target's terms say, or in equal steps whatever they say (rules.md 5.6). */
export type PathRule = 'as-set' | 'straight';

export function againstExpected(
  known: KnownTarget,
  { basis, book, path, actual: value }: Setting,
  quarter: Period,
  rule: PathRule = 'as-set',
): Judged {
  const { measure } = known.record;
  const { decimals } = measure.row;
  const target = targetOfYear(book, yearOf(quarter));
  const share = path === null ? shareBy(known, basis, quarter, rule) : null;
  const way = path === null || rule === 'as-set' ? path : { ...path, shape: 'linear' as const };
  const exactExpected = expectedBy(way, share, target, quarter);
  const expected = rounded(exactExpected, decimals);
  const tolerance = toleranceOf(known, book, expected, plannedTarget(book, yearOf(quarter)), share?.share ?? null);
  const actual = roundedQuantity(value ?? 0, decimals);
  const gap = measure.direction * (actual - expected) + 0;
  return { light: colourOf(gap, tolerance), actual, expected, exactExpected, gap, tolerance, target, share };
}

function shareBy(known: KnownTarget, basis: string, quarter: Period, rule: PathRule): ExpectedShare {
  return rule === 'as-set' ? expectedShare(known, basis, quarter) : equalShare(known.record.measure, quarter);
}

function expectedBy(
  path: Path | null,
  share: ExpectedShare | null,
  target: Commitment | null,
  quarter: Period,
): Fraction {
  if (path !== null) return expectedOnPath(path, quarter);
  return times(exact(target?.value ?? 0), share?.share ?? fraction(0));
}

/**
 * Equal is met, in both directions; short by the tolerance exactly is still amber (rules.md 3.4).
 * @param gap d × (A − E), on rounded values
 */
export function colourOf(gap: Quantity, tolerance: Fraction): Rag {
  if (gap >= 0) return 'green';
  return compare(exact(-gap), tolerance) <= 0 ? 'amber' : 'red';
}
