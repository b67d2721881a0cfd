import type { Commitment } from './data-package.ts';
import { type Book, type KnownTarget, latestBaseline, targetOfYear, targetYears } from './known.ts';
import type { Year } from './period.ts';
import { absolute, exact, type Fraction, fraction, minus, over, type Quantity, times } from './quantity.ts';

const ZERO = fraction(0);
const HUNDRED = fraction(100);

/**
 * How far short still counts as amber, in the indicator's unit, not rounded (rules.md 3.4).
 * @param expected the rounded expected value
 * @param share W(q) of a flow, by which an absolute tolerance shrinks; null for other measures
 */
export function toleranceOf(
  known: KnownTarget,
  book: Book,
  year: Year,
  expected: Quantity,
  share: Fraction | null,
): Fraction {
  const { tolerance, tolerance_mode: mode } = known.terms;
  if (tolerance === null || mode === null) return ZERO;
  if (mode === 'absolute') return share === null ? exact(tolerance) : times(exact(tolerance), share);
  const percent = over(exact(tolerance), HUNDRED);
  return mode === 'relative'
    ? absolute(times(percent, exact(expected)))
    : times(percent, plannedImprovement(book, year) ?? ZERO);
}

/** |T − B|, T the target of the year or the next on the path (rules.md 3.4); null without both. */
function plannedImprovement(book: Book, year: Year): Fraction | null {
  const baseline = latestBaseline(book);
  const target = targetOfYear(book, year) ?? nextTarget(book, year);
  return baseline === null || target === null ? null : absolute(minus(exact(target.value), exact(baseline.value)));
}

/** The first target or stretch of a later year. */
export function nextTarget(book: Book, year: Year): Commitment | null {
  const next = targetYears(book).find((later) => later > year);
  return next === undefined ? null : targetOfYear(book, next);
}
