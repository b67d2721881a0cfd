import type { Figure } from './data-package.ts';
import type { Judged } from './judged.ts';
import type { Judgement } from './judgement.ts';
import type { KnownTarget } from './known.ts';
import type { Rag } from './light.ts';
import { exact, type Fraction, over, type Quantity, rounded, step, stepsWithin, times } from './quantity.ts';
import { valueRange } from './value-range.ts';

export interface Flip {
  readonly colour: Rag;
  /** The smallest change of the actual, a size without sign, in steps of the indicator's decimals. */
  readonly change: Quantity;
  /** The actual at which the colour turns. */
  readonly at: Quantity;
  /** The fewest whole cases more or fewer in the numerator that do it; null without numerator and denominator. */
  readonly cases: number | null;
}

/** How far the figure is from the next better and the next worse colour that can be reached (rules.md 5.5). */
export interface Flips {
  readonly better: Flip | null;
  readonly worse: Flip | null;
}

export const NO_FLIPS: Flips = { better: null, worse: null };

export function flipsOf(known: KnownTarget, judgement: Judgement): Flips {
  const { judged } = judgement;
  if (judged === null) return NO_FLIPS;
  const { decimals } = known.record.measure.row;
  const unit = step(decimals);
  const amber = stepsWithin(judged.tolerance, decimals);
  const flip = (colour: Rag, gapThere: number): Flip | null => reach(known, judgement, judged, colour, gapThere * unit);
  if (judged.light === 'green') {
    const worse = amber > 0 ? flip('amber', -1) : null;
    return { better: null, worse: worse ?? flip('red', -amber - 1) };
  }
  if (judged.light === 'amber') return { better: flip('green', 0), worse: flip('red', -amber - 1) };
  const better = amber > 0 ? flip('amber', -amber) : null;
  return { better: better ?? flip('green', 0), worse: null };
}

/** The change that brings the gap to a value; null where no figure can be there. */
function reach(known: KnownTarget, judgement: Judgement, judged: Judged, colour: Rag, gap: Quantity): Flip | null {
  const { direction } = known.record.measure;
  const at = judged.expected + direction * gap;
  const { lowest, highest } = valueRange(known, judgement);
  if (at < lowest || at > highest) return null;
  const change = at - judged.actual;
  return { colour, change: Math.abs(change), at, cases: casesNeeded(known, judgement, at, Math.sign(change)) };
}

/** A numerator moved until the judged value reaches `at`, the rest of a flow's year as it is (rules.md 5.5). */
function casesNeeded(known: KnownTarget, judgement: Judgement, at: Quantity, sign: number): number | null {
  const { figure, actual } = judgement;
  if (figure === null || figure.value === null || actual === null) return null;
  const { decimals } = known.record.measure.row;
  const rate = rateOf(known, figure);
  if (rate === null || figure.numerator === null) return null;
  const others = actual - figure.value;
  const { numerator } = figure;
  const reached = (cases: number): boolean => {
    const value = rounded(times(exact(numerator + sign * cases * 10_000), rate), decimals);
    return sign > 0 ? value + others >= at : value + others <= at;
  };
  return fewest(reached);
}

function rateOf(known: KnownTarget, figure: Figure): Fraction | null {
  const { multiplier } = known.record.measure.row;
  if (figure.denominator === null || figure.denominator <= 0 || multiplier === null || multiplier === 0) return null;
  return over(exact(multiplier), exact(figure.denominator));
}

/** The smallest whole number from 0 for which a monotone condition holds. */
function fewest(holds: (cases: number) => boolean): number | null {
  let high = 1;
  while (!holds(high)) {
    high *= 2;
    if (high > 1e9) return null;
  }
  let low = 0;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
