/** A judged colour, from best to worst. */
export const RAG = ['green', 'amber', 'red'] as const;
export type Rag = (typeof RAG)[number];

/** Why a target has no colour now (rules.md 3), in the order of the reconciliation line (rules.md 8). */
export const GREYS = ['no-return', 'not-due', 'no-data', 'not-required', 'no-target', 'no-baseline', 'parked'] as const;
export type Grey = (typeof GREYS)[number];

/** The light now. Grey is never counted as red or green (rules.md 3.7). */
export const LIGHTS = [...RAG, ...GREYS] as const;
export type Light = (typeof LIGHTS)[number];

/** The light of the year's end or of a stretch (rules.md 4): a colour, or why there is none. */
export type AheadLight = Rag | 'no-forecast' | 'too-early';

export function isRag(light: Light | AheadLight): light is Rag {
  return (RAG as readonly string[]).includes(light);
}

export function worse(a: Rag, b: Rag): Rag {
  return RAG.indexOf(a) >= RAG.indexOf(b) ? a : b;
}

/** How many steps one colour is better than another: 2 from red to green; below 0 where it is worse. */
export function stepsBetter(a: Rag, than: Rag): number {
  return RAG.indexOf(than) - RAG.indexOf(a);
}

/** How a light is shown: always a word and a shape beside its colour, a letter in the heat map. */
export interface LightSign {
  readonly word: string;
  /** Drawn, not typed: not every font has the shapes. A path in a square of 10 by 10. */
  readonly outline: string;
  readonly letter: string;
}

const DISC = 'M5 0a5 5 0 1 1 0 10a5 5 0 1 1 0-10z';
const TRIANGLE = 'M5 0l5 10h-10z';
const SQUARE = 'M0 0h10v10h-10z';
const DASH = 'M0 4h10v2h-10z';

export const LIGHT_SIGNS: Readonly<Record<Light | AheadLight, LightSign>> = {
  green: { word: 'Green', outline: DISC, letter: 'G' },
  amber: { word: 'Amber', outline: TRIANGLE, letter: 'A' },
  red: { word: 'Red', outline: SQUARE, letter: 'R' },
  'no-return': { word: 'No return', outline: DASH, letter: '–' },
  'not-due': { word: 'Not due', outline: DASH, letter: '–' },
  'no-data': { word: 'No data', outline: DASH, letter: '–' },
  'not-required': { word: 'Not required', outline: DASH, letter: '–' },
  'no-target': { word: 'No target', outline: DASH, letter: '–' },
  'no-baseline': { word: 'No baseline', outline: DASH, letter: '–' },
  parked: { word: 'Parked', outline: DASH, letter: '–' },
  'no-forecast': { word: 'No forecast', outline: DASH, letter: '–' },
  'too-early': { word: 'Too early', outline: DASH, letter: '–' },
};
