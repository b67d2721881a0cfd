import type { Chart } from './chart.ts';
import type { AheadLight, Light } from './light.ts';
import type { IsoDate } from './moment.ts';

/**
 * What leaves the app to be read, before it becomes a file: a title and blocks in their order. Every format is written
 * from this one, so that none says more or less than another.
 */
export interface Report {
  readonly title: string;
  /** The agreement, the quarter and the day, under the title. */
  readonly under: string;
  /** What stands at the head of every page after the first. */
  readonly runningHead: string;
  /** The day as known on which it was made: the date of the document, so that the same record gives the same bytes. */
  readonly date: IsoDate;
  /** Under what stands at the foot of every page; null for nothing. */
  readonly smallPrint: string | null;
  readonly blocks: readonly Block[];
}

export type Block = Heading | Words | List | Facts | TableBlock | Picture | Pictures | PageBreak;

export interface Heading {
  readonly kind: 'heading';
  /** Under the title, which is the only one above them. */
  readonly level: 2 | 3;
  readonly text: string;
}

export interface Words {
  readonly kind: 'words';
  readonly style: 'lead' | 'plain' | 'quiet';
  readonly runs: readonly Run[];
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly (readonly Run[])[];
}

/** Labels with what is known of each. */
export interface Facts {
  readonly kind: 'facts';
  readonly facts: readonly { readonly label: string; readonly runs: readonly Run[] }[];
}

/** The first cell of a row is its head. */
export interface TableBlock {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly (readonly Run[])[])[];
}

export interface ReportColumn {
  readonly text: string;
  readonly numeric: boolean;
  /** How much of the width it takes beside the others. */
  readonly share: number;
}

export interface Picture {
  readonly kind: 'picture';
  readonly chart: Chart;
}

/** Small pictures beside each other, under their titles. */
export interface Pictures {
  readonly kind: 'pictures';
  readonly charts: readonly Chart[];
}

export interface PageBreak {
  readonly kind: 'page-break';
}

/** A piece of a sentence. */
export type Run = TextRun | LightRun | MarkRun;

export interface TextRun {
  readonly kind: 'text';
  readonly text: string;
  readonly style: 'plain' | 'strong' | 'quiet';
}

/** A colour, as word and shape. */
export interface LightRun {
  readonly kind: 'light';
  readonly light: Light | AheadLight;
}

/** What stands before it is illustrative. */
export interface MarkRun {
  readonly kind: 'mark';
}

export const MARK: MarkRun = { kind: 'mark' };

export function text(words: string): TextRun {
  return { kind: 'text', text: words, style: 'plain' };
}

export function strong(words: string): TextRun {
  return { kind: 'text', text: words, style: 'strong' };
}

export function quiet(words: string): TextRun {
  return { kind: 'text', text: words, style: 'quiet' };
}

export function lightRun(light: Light | AheadLight): LightRun {
  return { kind: 'light', light };
}

/** Words, marked where they rest on something that no source gives. */
export function marked(words: string, illustrative: boolean): Run[] {
  return illustrative ? [text(words), MARK] : [text(words)];
}

export function words(runs: readonly Run[], style: Words['style'] = 'plain'): Words {
  return { kind: 'words', style, runs };
}

export function heading(level: Heading['level'], words: string): Heading {
  return { kind: 'heading', level, text: words };
}
