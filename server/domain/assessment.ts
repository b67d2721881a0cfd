import { type Flips, flipsOf } from './flip.ts';
import { isListed, type LastKnown, lastKnown } from './judgement.ts';
import { type Book, type KnownTarget, latestBaseline } from './known.ts';
import { isRag, type Light, type Rag } from './light.ts';
import { ownViewFor } from './narrative.ts';
import { type Period, type Year, yearOf } from './period.ts';
import { type Direction, directionOf, improvementShare } from './progress.ts';
import { type Fraction, type Quantity, rounded, roundedQuantity } from './quantity.ts';
import { type Standing, standingOf } from './standing.ts';
import { type StretchAhead, stretchAheadOf } from './year-end.ts';
import { yearTarget } from './year-target.ts';

/** The version of rules.md that this code follows. */
export const RULES_VERSION = 1;

/** One target assessed for a period and an as-at moment: its lights with all that goes beside them. */
export interface Assessment extends Standing {
  readonly known: KnownTarget;
  readonly period: Period;
  readonly now: Light;
  /** Null without a stretch in the period's year or a later one. */
  readonly stretch: StretchAhead | null;
  /** The lead's own colour for the year's end, kept apart (rules.md 4). */
  readonly ownView: Rag | null;
  readonly lastKnown: LastKnown | null;
  /** Rounded for judging, of the period's year; null where the year has no target. */
  readonly target: Quantity | null;
  /** The year has no target of its own, and the path's value at its end stands for it (rules.md 2.1). */
  readonly targetStandsIn: boolean;
  readonly baseline: Quantity | null;
  readonly actual: Quantity | null;
  readonly improvementShare: Fraction | null;
  readonly direction: Direction;
  readonly flips: Flips;
}

/**
 * Assesses a target; null where it is not in the agreement's count (rules.md 3.1).
 * @param period a quarter inside the agreement's years
 * @param askedBasis a basis to judge on instead of the agreed one; null for the agreed one
 */
export function assess(known: KnownTarget, period: Period, askedBasis: string | null = null): Assessment | null {
  if (!isListed(known)) return null;
  const standing = standingOf(known, period, askedBasis);
  const { judgement, forecast } = standing;
  const { light: now, book, actual } = judgement;
  const { decimals } = known.record.measure.row;
  const target = yearTarget(known, judgement, yearOf(period));
  const baseline = latestBaseline(book);
  const looksBack = !isRag(now) && now !== 'parked' && now !== 'no-target';
  return {
    known,
    period,
    ...standing,
    now,
    stretch: stretchAheadOf(known, judgement, period, forecast),
    ownView: ownViewFor(known, period),
    lastKnown: looksBack ? lastKnown(known, period, askedBasis) : null,
    target: target === null ? null : rounded(target.value, decimals),
    targetStandsIn: target?.standsIn ?? false,
    baseline: baseline === null ? null : roundedQuantity(baseline.value, decimals),
    actual: actual === null ? null : roundedQuantity(actual, decimals),
    improvementShare: improvementShare(known, judgement, yearOf(period)),
    direction: directionOf(known, judgement),
    flips: flipsOf(known, judgement),
  };
}

/** The agreed stretch of a year, rounded for judging; null without one. */
export function stretchOf(known: KnownTarget, book: Book, year: Year): Quantity | null {
  const stretch = book.stretch.get(year);
  return stretch === undefined ? null : roundedQuantity(stretch.value, known.record.measure.row.decimals);
}
