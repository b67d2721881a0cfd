import type { Commitment } from './data-package.ts';
import { type Book, type KnownTarget, latestBaseline, targetOfYear, targetYears } from './known.ts';
import type { Year } from './period.ts';
import { absolute, exact, type Fraction, fraction, minus, over, type Quantity, times } from './quantity.ts';

const ZERO = fraction(0);
const HUNDRED = fraction(100);

/**
 * How far short still counts as amber, in the indicator's unit, not rounded (rules.md 3.4).
 * @param expected the rounded expected value
 * @param goal what a share of the planned improvement is planned towards; null where nothing is
 * @param share W(q) of a flow, by which an absolute tolerance shrinks; null for other measures and at the year's end
 */
export function toleranceOf(
  { terms: { tolerance, tolerance_mode: mode } }: KnownTarget,
  book: Book,
  expected: Quantity,
  goal: Quantity | null,
  share: Fraction | null,
): Fraction {
  if (tolerance === null || mode === null) return ZERO;
  if (mode === 'absolute') return share === null ? exact(tolerance) : times(exact(tolerance), share);
  const percent = over(exact(tolerance), HUNDRED);
  return mode === 'relative'
    ? absolute(times(percent, exact(expected)))
    : times(percent, plannedImprovement(book, goal));
}

/** |T − B|; 0 without both. */
function plannedImprovement(book: Book, goal: Quantity | null): Fraction {
  const baseline = latestBaseline(book);
  return baseline === null || goal === null ? ZERO : absolute(minus(exact(goal), exact(baseline.value)));
}

/**
 * What the improvement of a year is planned towards: its target, the next on the path, or after the last the last
 * (rules.md 3.4, which is silent after the last; 5.2 says the same of the share of the improvement).
 */
export function plannedTarget(book: Book, year: Year): Quantity | null {
  return (targetOfYear(book, year) ?? nextTarget(book, year) ?? lastTarget(book))?.value ?? null;
}

function lastTarget(book: Book): Commitment | null {
  const last = targetYears(book).at(-1);
  return last === undefined ? null : targetOfYear(book, last);
}

/** The first target or stretch of a later year. */
export function nextTarget(book: Book, year: Year): Commitment | null {
  const next = targetYears(book).find((later) => later > year);
  return next === undefined ? null : targetOfYear(book, next);
}
