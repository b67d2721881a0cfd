import type { IsoDate, IsoMoment } from './moment.ts';

/** A draft follows the record; what is frozen waits for a second person; what is published never changes. */
export type PackState = 'draft' | 'frozen' | 'published';

export type PackStepKind = 'frozen' | 'opened' | 'published';

/** A pack of a meeting in one of its revisions. */
export interface Pack {
  readonly id: number;
  readonly board: string;
  readonly date: IsoDate;
  readonly revision: number;
  readonly made_at: IsoMoment;
  /** Null for the command line. */
  readonly account: number | null;
}

export interface PackStep {
  readonly pack: number;
  readonly sequence: number;
  readonly step: PackStepKind;
  readonly at: IsoMoment;
  readonly account: number | null;
}

export const PACK_FORMATS = ['pdf', 'docx', 'xlsx', 'csv'] as const;
export type PackFormat = (typeof PACK_FORMATS)[number];

/** The Board reads all of it; the public does not see what small numbers would tell of a person. */
export const PACK_EDITIONS = ['board', 'public'] as const;
export type PackEdition = (typeof PACK_EDITIONS)[number];

/** What an edition adds up to: SHA-256, in hexadecimal. */
export interface EditionHashes {
  readonly content: string;
  /** Of the colours and numbers alone, whatever words stand beside them. */
  readonly numbers: string;
}

/** What the seal of a pack is set on: everything that its files are made from, by its SHA-256 in hexadecimal. */
export interface Manifest {
  readonly pack: number;
  readonly board: string;
  readonly date: IsoDate;
  readonly revision: number;
  /** The moment up to which the record was known. */
  readonly moment: IsoMoment;
  readonly rules_version: number;
  /** By which small numbers were kept back from the public. */
  readonly suppression_version: number;
  /** Of the parts of the layout that the files are set by. */
  readonly layout: Readonly<Record<string, string>>;
  readonly inputs: string;
  readonly editions: Readonly<Record<PackEdition, EditionHashes>>;
}

/** Files by their SHA-256 in hexadecimal. */
export type FileHashes = Readonly<Record<PackFormat, string>>;

/**
 * What a published pack is handed on as. Its seal stands in the small print of its files, and so cannot be set on them:
 * this is what the seal of the files is set on.
 */
export interface FileList {
  readonly pack: number;
  /** The seal of the pack. */
  readonly seal: string;
  readonly files: Readonly<Record<PackEdition, FileHashes>>;
}

/** As much of a seal as stands in small print: enough to be compared, too little to be checked against a guess. */
export function sealStart(seal: string): string {
  return seal.slice(0, 16);
}

/**
 * What stands at the foot of every page of a file.
 * @param content its SHA-256 in hexadecimal
 * @param seal of the pack; null before it is published
 */
export function smallPrint(content: string, seal: string | null): string {
  const standing = seal === null ? 'not published' : `seal ${sealStart(seal)}`;
  return `content ${content.slice(0, 16)}; ${standing}`;
}

export function packState(steps: readonly Pick<PackStep, 'step'>[]): PackState {
  const last = steps.at(-1)?.step;
  if (last === 'published') return 'published';
  return last === 'frozen' ? 'frozen' : 'draft';
}

const STATES: Readonly<Record<PackState, string>> = {
  draft: 'A draft',
  frozen: 'Frozen, for a second person to look at',
  published: 'Published',
};

export function packStateWords(state: PackState): string {
  return STATES[state];
}

/** Why a step may not be taken; null where it may. */
export type StepRefusal = string | null;

/**
 * @param who the account that would take it
 * @param alone whether one person may do both: a setting for small councils
 */
export function stepRefusal(
  step: PackStepKind,
  steps: readonly Pick<PackStep, 'step' | 'account'>[],
  who: number | null,
  alone: boolean,
): StepRefusal {
  const state = packState(steps);
  if (state === 'published') return 'It is published: a correction is made as its next revision.';
  if (step === 'frozen') return state === 'draft' ? null : 'It is frozen already: look at it as it is now.';
  if (state !== 'frozen') return 'It is a draft: somebody freezes it first.';
  if (step === 'published' && !alone && steps.at(-1)?.account === who) {
    return 'You froze it: a second person looks at it and publishes it.';
  }
  return null;
}

/** The headings under which two contents differ, each in words that name the place. @throws where one is no content */
export function contentDifferences(published: string, again: string): string[] {
  if (published === again) return [];
  const [was, is] = [published, again].map((text) => JSON.parse(text) as { blocks?: readonly unknown[] });
  const [before, after] = [partsOf(was?.blocks ?? []), partsOf(is?.blocks ?? [])];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const differing = names.filter((name) => before.get(name) !== after.get(name));
  return differing.length === 0 ? ['what stands above its first heading'] : differing;
}

/** The blocks under each heading, as one text. */
function partsOf(blocks: readonly unknown[]): Map<string, string> {
  const parts = new Map<string, string>();
  let [part, target] = ['the beginning', ''];
  for (const block of blocks as readonly { kind: string; level?: number; text?: string }[]) {
    if (block.kind === 'heading' && block.level === 2) [part, target] = [block.text ?? '', ''];
    if (block.kind === 'heading' && block.level === 3) target = `: ${block.text ?? ''}`;
    const name = `‘${part}${target}’`;
    parts.set(name, (parts.get(name) ?? '') + JSON.stringify(block));
  }
  return parts;
}
