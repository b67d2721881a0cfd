import { layoutNow } from '../documents/layout.ts';
import { RULES_VERSION } from '../domain/assessment.ts';
import { Conflict } from '../domain/errors.ts';
import type { IsoMoment } from '../domain/moment.ts';
import {
  contentDifferences,
  type FileList,
  type Manifest,
  PACK_EDITIONS,
  PACK_FORMATS,
  type Pack,
  type PackEdition,
  type PackState,
  packState,
} from '../domain/pack.ts';
import { SUPPRESSION_VERSION } from '../domain/suppression.ts';
import type { PackContent } from '../store/packs.ts';
import type { Store } from '../store/store.ts';
import { differingParts, type MadePack, madeFrom, numbersHash, packFileOf, sha256, unpacked } from './pack-content.ts';
import { type PackInputs, rowDifferences } from './pack-rows.ts';
import { areFilesSealed, fileListOf, isPackSealed, parsed } from './pack-seal.ts';
import { findPack } from './packs.ts';
import type { Deps } from './reading.ts';

/** What a check of a pack found. */
export interface PackCheck {
  readonly pack: Pack;
  readonly state: PackState;
  /** As known when; null where that cannot be read. */
  readonly moment: IsoMoment | null;
  /** What was checked and holds. */
  readonly holds: readonly string[];
  /** What is not as it was published, each naming its place; empty where all is. */
  readonly faults: readonly string[];
  /** What this version of the app would make otherwise; empty where it makes every byte again. */
  readonly otherwise: readonly string[];
  /** Rows that the record holds otherwise since, as a correction does. */
  readonly moved: readonly string[];
}

interface Findings {
  readonly holds: string[];
  readonly faults: string[];
  readonly otherwise: string[];
}

/**
 * Makes a pack again from the record as it was known then, and compares everything with what was sealed.
 * @throws NotFound where there is no such pack, Conflict where it is a draft
 */
export async function checkPack({ store }: Deps, id: number): Promise<PackCheck> {
  const pack = findPack(store, id);
  const state = packState(store.packs.listSteps(id));
  const kept = state === 'draft' ? null : store.packs.findContent(id);
  if (kept === null) throw new Conflict('It is a draft: there is nothing to check yet.');
  const found: Findings = { holds: [], faults: [], otherwise: [] };
  // A step that was taken away does not make a draft of what was published.
  const isPublished =
    state === 'published' || store.packs.findSeal(id) !== null || store.packs.findFileList(id) !== null;
  if (isPublished) checkSeal(store, id, found);
  checkAudit(store, found);
  const manifest = parsed<Manifest>(kept.manifest);
  if (manifest === null) {
    found.faults.push('What is sealed cannot be read: it was changed.');
    return { pack, state, moment: null, ...found, moved: [] };
  }
  const isOwn = (['board', 'date', 'revision'] as const).every((name) => manifest[name] === pack[name]);
  told(found, isOwn && manifest.pack === pack.id, 'its meeting and its revision', 'What is sealed is another pack.');
  checkKept(kept, manifest, found);
  const list = isPublished ? checkList(store, id, found) : null;
  if (list !== null) checkFiles(store, list, found);
  const isWhole = told(
    found,
    sha256(kept.inputs) === manifest.inputs,
    'the rows that it was made from',
    'The rows that it was made from are not those that were sealed.',
  );
  const moved = isWhole ? await checkInputs(store, { kept, manifest, list }, found) : [];
  return { pack, state, moment: manifest.moment, ...found, moved };
}

function checkSeal(store: Store, id: number, found: Findings): void {
  const is = isPackSealed(store, id);
  told(found, is, 'the seal', 'The seal is not one of this pack: it is gone, or what is sealed was changed.');
}

function checkAudit(store: Store, found: Findings): void {
  const fault = store.audit.verify(null).fault ?? store.contentFault();
  told(found, fault === null, 'the audit', `The record is not as its audit tells: ${fault}.`);
}

function told({ holds, faults }: Findings, is: boolean, good: string, bad: string): boolean {
  if (is) holds.push(good);
  else faults.push(bad);
  return is;
}

const OF: Readonly<Record<PackEdition, string>> = { board: 'the Board’s', public: 'the public’s' };

/** What is kept of what it says adds up to what was sealed. */
function checkKept(kept: PackContent, { editions }: Manifest, found: Findings): void {
  for (const edition of PACK_EDITIONS) {
    const content = edition === 'board' ? kept.content : kept.public_content;
    const is = sha256(content) === editions[edition].content;
    told(found, is, `${OF[edition]} text`, `What ${OF[edition]} edition says is not what was sealed.`);
  }
}

/** The files of a published pack are those that were sealed with it. @returns their list; null where that does not hold */
function checkList(store: Store, id: number, found: Findings): FileList | null {
  const holds = areFilesSealed(store, id);
  told(
    found,
    holds,
    'the seal of its files',
    'The list of its files is not one of this seal: it is gone or was changed.',
  );
  return holds ? fileListOf(store, id) : null;
}

function checkFiles({ packs }: Store, { files }: FileList, found: Findings): void {
  for (const edition of PACK_EDITIONS) {
    for (const format of PACK_FORMATS) {
      const bytes = packs.findFile(files[edition][format]);
      const isKept = bytes !== null && sha256(bytes) === files[edition][format];
      const name = `${OF[edition]} ${format.toUpperCase()}`;
      told(found, isKept, name, `What is handed on as ${name} is not the file that was sealed.`);
    }
  }
}

/** What a pack was made from and as. */
interface Sealed {
  readonly kept: PackContent;
  readonly manifest: Manifest;
  /** Null before it is published. */
  readonly list: FileList | null;
}

/** @returns what the record holds otherwise since */
async function checkInputs(store: Store, sealed: Sealed, found: Findings): Promise<readonly string[]> {
  const { kept, manifest } = sealed;
  const inputs = unpacked(kept.inputs);
  const { faults, moved } = rowDifferences(inputs, store);
  found.faults.push(...faults.map((row) => `The record was changed past the app: ${row}.`));
  if (manifest.rules_version !== RULES_VERSION) {
    found.otherwise.push(
      `It was made by version ${manifest.rules_version} of the rules; this is version ${RULES_VERSION}.`,
    );
  }
  if (manifest.suppression_version !== SUPPRESSION_VERSION) {
    found.otherwise.push('Other small numbers would be kept back from the public today.');
  }
  const parts = differingParts(manifest.layout, layoutNow());
  if (parts.length > 0) found.otherwise.push(`Its files were set by another layout: ${parts.join(', ')}.`);
  for (const edition of PACK_EDITIONS) {
    await checkEdition(inputs, edition, sealed, found);
  }
  return moved;
}

/** Works an edition out again: its numbers, its words and, where this version sets them so, its files. */
async function checkEdition(
  inputs: PackInputs,
  edition: PackEdition,
  { kept, manifest, list }: Sealed,
  found: Findings,
): Promise<void> {
  const hashes = manifest.editions[edition];
  const made = madeFrom(inputs, edition);
  if (isOfToday(edition, manifest)) {
    told(
      found,
      numbersHash(made) === hashes.numbers,
      `${OF[edition]} colours and numbers, worked out again`,
      `The colours and numbers of ${OF[edition]} edition do not come out as they were published.`,
    );
  }
  const content = edition === 'board' ? kept.content : kept.public_content;
  // What cannot be read any more has no places to name.
  const differences = parsed(content) === null ? [] : contentDifferences(content, made.content);
  if (differences.length > 0) {
    found.otherwise.push(`Made again, ${OF[edition]} edition says otherwise: ${differences.join(', ')}.`);
  }
  const isMadeSo = sha256(made.content) === hashes.content && differingParts(manifest.layout, layoutNow()).length === 0;
  // Once something is wrong, that the rest would come out again says nothing more.
  const isSound = found.faults.length === 0;
  if (list !== null && isSound && isMadeSo && !isChecked(edition, list)) await checkMade(made, edition, list, found);
}

/** Whether the rules that it was made by are those of this version. */
function isOfToday(edition: PackEdition, manifest: Manifest): boolean {
  const isSuppressedSo = edition === 'board' || manifest.suppression_version === SUPPRESSION_VERSION;
  return manifest.rules_version === RULES_VERSION && isSuppressedSo;
}

/** The public reads the Board's own files where nothing is kept back. */
function isChecked(edition: PackEdition, { files }: FileList): boolean {
  return edition === 'public' && JSON.stringify(files.board) === JSON.stringify(files.public);
}

async function checkMade(
  made: MadePack,
  edition: PackEdition,
  { files, seal }: FileList,
  found: Findings,
): Promise<void> {
  for (const format of PACK_FORMATS) {
    const is = sha256(await packFileOf(made, format, seal)) === files[edition][format];
    const name = `${OF[edition]} ${format.toUpperCase()}`;
    told(found, is, `${name}, made again`, `Made again, ${name} is not the file that was published.`);
  }
}
