import type { Assessment } from './assessment.ts';
import { isRag, LIGHT_SIGNS, type Light, type Rag, stepsBetter } from './light.ts';
import { actionsFirstKnown, commentaryOf, isSameText } from './narrative.ts';
import { type Period, periodEnd } from './period.ts';

export type ContradictionKind = 'own-view' | 'two-steps' | 'no-commentary' | 'same-commentary';

/** Two things said of a target that do not go together. */
export interface Contradiction {
  readonly kind: ContradictionKind;
  /** To be read out. */
  readonly text: string;
}

/**
 * Where the lights, the lead's own view and the commentary of a target contradict each other (rules.md 4, own view).
 * @param before the overall light of the quarter before, same as-at; null where the agreement did not run
 */
export function contradictionsOf(assessment: Assessment, before: Light | null): Contradiction[] {
  return [
    ...rosierView(assessment),
    ...suddenTurn(assessment),
    ...unexplained(assessment, before),
    ...repeated(assessment),
  ];
}

const word = (light: Rag): string => LIGHT_SIGNS[light].word.toLowerCase();

function rosierView({ ownView, yearEnd }: Assessment): Contradiction[] {
  if (ownView === null || yearEnd === null || stepsBetter(ownView, yearEnd.light) <= 0) return [];
  const text = `The lead says ${word(ownView)} for the year’s end; by the rules it is ${word(yearEnd.light)}.`;
  return [{ kind: 'own-view', text }];
}

function suddenTurn({ now, yearEnd }: Assessment): Contradiction[] {
  if (!isRag(now) || yearEnd === null || stepsBetter(yearEnd.light, now) < 2) return [];
  return [{ kind: 'two-steps', text: 'Red now, yet the year’s end is green: something has to turn for that.' }];
}

function unexplained({ known, period, overall }: Assessment, before: Light | null): Contradiction[] {
  if (!isRag(overall)) return [];
  const fell = before !== null && isRag(before) && stepsBetter(before, overall) > 0;
  if (commentaryOf(known, period) !== null || (overall !== 'red' && !fell)) return [];
  const how = fell ? `Fell from ${word(before)} to ${word(overall)}` : 'Red';
  return [{ kind: 'no-commentary', text: `${how}, and nothing has been said for the quarter.` }];
}

function repeated({ known, period }: Assessment): Contradiction[] {
  const [said, before] = [commentaryOf(known, period), commentaryOf(known, period - 1)];
  if (said === null || before === null || !isSameText(said.text, before.text)) return [];
  return [{ kind: 'same-commentary', text: 'What is said is word for word what was said the quarter before.' }];
}

const LONG_RED = 3;

/**
 * Whether a target has been red for three quarters or more, and nothing new has been started since the end of the
 * first of these three, when the red was there to see.
 * @param lights the overall lights by quarter, same as-at
 */
export function isRedWithoutNewAction(
  { known, period }: Pick<Assessment, 'known' | 'period'>,
  lights: ReadonlyMap<Period, Light>,
): boolean {
  const quarters = Array.from({ length: LONG_RED }, (_, back) => period - back);
  if (quarters.some((quarter) => lights.get(quarter) !== 'red')) return false;
  const seen = periodEnd(period - LONG_RED + 1);
  return actionsFirstKnown(known).every((day) => day <= seen);
}
