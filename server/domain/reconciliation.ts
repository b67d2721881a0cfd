import { GREYS, LIGHT_SIGNS, LIGHTS, type Light } from './light.ts';
import { countWords } from './wording.ts';

/** How many targets have each light, and all together (rules.md 8). */
export type Counts = Readonly<Record<Light, number>> & { readonly total: number };

export function reconcile(lights: readonly Light[]): Counts {
  const counts = Object.fromEntries(LIGHTS.map((light) => [light, 0])) as Record<Light, number>;
  for (const light of lights) counts[light] += 1;
  return { ...counts, total: lights.length };
}

/** Targets without a colour: every kind of grey. */
export function notJudged(counts: Counts): number {
  return GREYS.reduce((sum, light) => sum + counts[light], 0);
}

/** Each kind of grey there is: `6 no target · 2 no return`. */
export function greyWords(counts: Counts): string {
  return greyParts(counts).join(' · ');
}

export function greyParts(counts: Counts): string[] {
  return GREYS.filter((light) => counts[light] > 0).map((light) => countOf(counts, light));
}

/** The line at the head of every summary, all lights named (rules.md 8). */
export function reconciliationLine(counts: Counts): string {
  return `${countWords(counts.total, 'target')} = ${LIGHTS.map((light) => countOf(counts, light)).join(' + ')}`;
}

function countOf(counts: Counts, light: Light): string {
  return `${counts[light]} ${LIGHT_SIGNS[light].word.toLowerCase()}`;
}
