import type { Forecast } from './forecast.ts';
import { isProvisional, type Judgement } from './judgement.ts';
import type { KnownTarget } from './known.ts';
import { shareUpTo } from './normal.ts';
import { compare, exact, type Fraction, fraction, fractionNumber, minus, plus, times } from './quantity.ts';

const ZERO = fraction(0);
/** A drift of fewer figures is shown, but nothing is said of how sure it is. */
const DRIFT_FOR_CHANCE = 8;

/**
 * The chance, 0 to 1, that the year ends at a goal or better (rules.md 4). Null where too little is known to say.
 * @param goal a target or stretch, in the indicator's unit
 * @param slack how far short of the goal still counts, not below 0: the tolerance, for the chance of coming within it
 */
export function chanceOf(
  known: KnownTarget,
  judgement: Judgement,
  forecast: Forecast,
  goal: Fraction,
  slack: Fraction = ZERO,
): number | null {
  const settled = settledChance(known, judgement, goal, slack);
  if (settled !== null) return settled;
  const { method, basedOn, sd, unbounded } = forecast;
  if (sd === null || (method === 'drift' && basedOn < DRIFT_FOR_CHANCE)) return null;
  if (method === 'actual' && isProvisional(judgement)) return null;
  const ahead = plus(times(fraction(known.record.measure.direction), minus(unbounded, goal)), slack);
  if (sd === 0) return compare(ahead, ZERO) >= 0 ? 1 : 0;
  return shareUpTo(fractionNumber(ahead) / sd);
}

/** A sum that has reached its target has met it, and one that has passed what it should stay below never will. */
function settledChance(known: KnownTarget, { actual }: Judgement, goal: Fraction, slack: Fraction): number | null {
  const { row, direction } = known.record.measure;
  if (row.measure === 'snapshot' || actual === null) return null;
  if (direction === 1) return compare(exact(actual), goal) >= 0 ? 1 : null;
  return compare(exact(actual), plus(goal, slack)) > 0 ? 0 : null;
}

/** From which chance on each word holds (rules.md 4). */
const WORDS = [
  [0.9, 'very likely'],
  [0.66, 'likely'],
  [0.33, 'about even'],
  [0.1, 'unlikely'],
] as const;

export type ChanceWords = (typeof WORDS)[number][1] | 'very unlikely';

export function chanceWords(chance: number): ChanceWords {
  return WORDS.find(([least]) => chance >= least)?.[1] ?? 'very unlikely';
}
