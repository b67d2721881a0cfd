import { againstExpected, colourOf, type PathRule } from './judged.ts';
import type { Judgement } from './judgement.ts';
import type { KnownTarget } from './known.ts';
import type { Rag } from './light.ts';
import { fraction, times } from './quantity.ts';

/** Under how many of six rules a figure has each colour; they sum to 6. */
export type Robustness = Readonly<Record<Rag, number>>;

const PATHS: readonly PathRule[] = ['as-set', 'straight'];
const TOLERANCES = [fraction(1, 2), fraction(1), fraction(2)];

/**
 * The colour now of the figure of u with the tolerance halved, as set and doubled, each on the path as set and straight
 * through the points, or k/n for a flow (rules.md 5.6). Null where no figure was judged.
 */
export function robustnessOf(known: KnownTarget, judgement: Judgement): Robustness | null {
  const { judged, quarter } = judgement;
  if (judged === null || quarter === null) return null;
  const counts: Record<Rag, number> = { green: 0, amber: 0, red: 0 };
  for (const rule of PATHS) {
    const { gap, tolerance } = againstExpected(known, judgement, quarter, rule);
    for (const factor of TOLERANCES) counts[colourOf(gap, times(tolerance, factor))] += 1;
  }
  return counts;
}
