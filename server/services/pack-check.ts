import { createPublicKey, verify } from 'node:crypto';
import { layoutNow } from '../documents/layout.ts';
import { RULES_VERSION } from '../domain/assessment.ts';
import { Conflict } from '../domain/errors.ts';
import {
  contentDifferences,
  type EditionHashes,
  type Manifest,
  PACK_EDITIONS,
  PACK_FORMATS,
  type Pack,
  type PackEdition,
  type PackFormat,
} from '../domain/pack.ts';
import type { PackContent, PackSeal } from '../store/packs.ts';
import type { Store } from '../store/store.ts';
import { type MadePack, madeFrom, type PackInputs, packFileOf, sha256, unpacked } from './pack-content.ts';
import { rowDifferences } from './pack-rows.ts';
import { findPack } from './packs.ts';
import type { Deps } from './reading.ts';

/** What a check of a pack found. */
export interface PackCheck {
  readonly pack: Pack;
  readonly manifest: Manifest;
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
 * @throws NotFound where there is no such pack, Conflict where nothing of it is frozen
 */
export async function checkPack({ store }: Deps, id: number): Promise<PackCheck> {
  const pack = findPack(store, id);
  const kept = store.packs.findContent(id);
  if (kept === null) throw new Conflict('It is a draft: there is nothing to check yet.');
  const manifest = JSON.parse(kept.manifest) as Manifest;
  const found: Findings = { holds: [], faults: [], otherwise: [] };
  const seal = store.packs.findSeal(id);
  if (seal !== null) {
    told(
      found,
      isSealed(seal, kept.manifest),
      'the seal',
      'The seal is not one of this pack: what is sealed was changed.',
    );
  }
  checkKept(store, kept, manifest, found);
  const isWhole = told(
    found,
    sha256(kept.inputs) === manifest.inputs,
    'the rows that it was made from',
    'The rows that it was made from are not those that were sealed.',
  );
  const moved = isWhole ? await checkInputs(store, kept, manifest, found) : [];
  return { pack, manifest, ...found, moved };
}

function told({ holds, faults }: Findings, is: boolean, good: string, bad: string): boolean {
  if (is) holds.push(good);
  else faults.push(bad);
  return is;
}

const OF: Readonly<Record<PackEdition, string>> = { board: 'the Board’s', public: 'the public’s' };

/** What is kept of its contents and files adds up to what was sealed. */
function checkKept({ packs }: Store, kept: PackContent, { editions }: Manifest, found: Findings): void {
  for (const edition of PACK_EDITIONS) {
    const content = edition === 'board' ? kept.content : kept.public_content;
    const is = sha256(content) === editions[edition].content;
    told(found, is, `${OF[edition]} text`, `What ${OF[edition]} edition says is not what was sealed.`);
    for (const format of PACK_FORMATS) {
      const bytes = packs.findFile(editions[edition].files[format]);
      const isKept = bytes !== null && sha256(bytes) === editions[edition].files[format];
      const name = `${OF[edition]} ${format.toUpperCase()}`;
      told(found, isKept, name, `What is handed on as ${name} is not the file that was sealed.`);
    }
  }
}

/** @returns what the record holds otherwise since */
async function checkInputs(
  store: Store,
  kept: PackContent,
  manifest: Manifest,
  found: Findings,
): Promise<readonly string[]> {
  const inputs = unpacked(kept.inputs);
  const { faults, moved } = rowDifferences(inputs, store);
  found.faults.push(...faults.map((row) => `The record was changed past the app: ${row}.`));
  if (manifest.rules_version !== RULES_VERSION) {
    found.otherwise.push(
      `It was made by version ${manifest.rules_version} of the rules; this is version ${RULES_VERSION}.`,
    );
  }
  const parts = differingParts(manifest.layout, layoutNow());
  if (parts.length > 0) found.otherwise.push(`Its files were set by another layout: ${parts.join(', ')}.`);
  for (const edition of PACK_EDITIONS) {
    await checkEdition(inputs, edition, kept, manifest, found);
  }
  return moved;
}

function differingParts(was: Manifest['layout'], is: Manifest['layout']): string[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((part) => was[part] !== is[part]).sort();
}

/** Works an edition out again: its numbers, its words and, where this version sets them so, its files. */
async function checkEdition(
  inputs: PackInputs,
  edition: PackEdition,
  kept: PackContent,
  manifest: Manifest,
  found: Findings,
): Promise<void> {
  const hashes = manifest.editions[edition];
  const made = madeFrom(inputs, edition);
  const isSameRules = manifest.rules_version === RULES_VERSION;
  if (isSameRules) {
    const is = sha256(await packFileOf(made, 'csv')) === hashes.files.csv;
    told(
      found,
      is,
      `${OF[edition]} colours and numbers, worked out again`,
      `The colours and numbers of ${OF[edition]} edition do not come out as they were published.`,
    );
  }
  const differences = contentDifferences(edition === 'board' ? kept.content : kept.public_content, made.content);
  if (differences.length > 0) {
    found.otherwise.push(`Made again, ${OF[edition]} edition says otherwise: ${differences.join(', ')}.`);
  }
  const isMadeSo = sha256(made.content) === hashes.content && differingParts(manifest.layout, layoutNow()).length === 0;
  if (isMadeSo && !isChecked(edition, manifest)) await checkFiles(made, edition, hashes, found);
}

/** The public reads the Board's own files where nothing is kept back. */
function isChecked(edition: PackEdition, { editions }: Manifest): boolean {
  return edition === 'public' && JSON.stringify(editions.board) === JSON.stringify(editions.public);
}

async function checkFiles(
  made: MadePack,
  edition: PackEdition,
  { files }: EditionHashes,
  found: Findings,
): Promise<void> {
  for (const format of PACK_FORMATS) {
    const is = sha256(await packFileOf(made, format)) === files[format];
    const name = `${OF[edition]} ${format.toUpperCase()}`;
    told(found, is, `${name}, made again`, `Made again, ${name} is not the file that was published.`);
  }
}

function isSealed({ public_key, seal }: PackSeal, manifest: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(public_key, 'base64'), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(manifest), key, Buffer.from(seal, 'base64'));
  } catch {
    return false;
  }
}

/** A published file that was found again by what it adds up to. */
export interface FoundFile {
  readonly pack: Pack;
  readonly manifest: Manifest;
  readonly edition: PackEdition;
  readonly format: PackFormat;
  readonly isSealed: boolean;
}

/**
 * The published pack that a downloaded file belongs to; null where none has such a file.
 * @param hash its SHA-256 in hexadecimal
 */
export function findFile({ store }: Deps, hash: string): FoundFile | null {
  for (const pack of store.packs.list()) {
    const [seal, kept] = [store.packs.findSeal(pack.id), store.packs.findContent(pack.id)];
    if (seal === null || kept === null) continue;
    const manifest = JSON.parse(kept.manifest) as Manifest;
    // Where both editions are the same file, it is the one that everybody may have.
    for (const edition of PACK_EDITIONS.toReversed()) {
      const format = PACK_FORMATS.find((each) => manifest.editions[edition].files[each] === hash);
      if (format !== undefined) return { pack, manifest, edition, format, isSealed: isSealed(seal, kept.manifest) };
    }
  }
  return null;
}
