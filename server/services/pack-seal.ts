import { createPublicKey, verify } from 'node:crypto';
import {
  type FileHashes,
  type FileList,
  PACK_EDITIONS,
  PACK_FORMATS,
  type Pack,
  type PackEdition,
  type PackFormat,
} from '../domain/pack.ts';
import type { PackSeal } from '../store/packs.ts';
import type { Store } from '../store/store.ts';
import type { Deps } from './reading.ts';

/** Null for what is not JSON. */
export function parsed<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

/** Before files told their seal, the seal was set on them with all the rest. */
type OlderManifest = { readonly editions: Readonly<Record<PackEdition, { readonly files?: FileHashes }>> };

/** What a published pack is handed on as, whether its seal holds or not; null where it is not published or cannot be read. */
export function fileListOf({ packs }: Store, id: number): FileList | null {
  const held = packs.findFileList(id);
  if (held !== null) return parsed<FileList>(held.files);
  const seal = packs.findSeal(id);
  const editions = seal === null ? undefined : parsed<OlderManifest>(packs.findManifest(id) ?? '')?.editions;
  const [board, open] = [editions?.board.files, editions?.public.files];
  return seal === null || board === undefined || open === undefined
    ? null
    : { pack: id, seal: seal.seal, files: { board, public: open } };
}

/** Whether a seal is one of a text. */
function isSealed({ public_key, seal }: Pick<PackSeal, 'public_key' | 'seal'>, text: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(public_key, 'base64'), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text), key, Buffer.from(seal, 'base64'));
  } catch {
    return false;
  }
}

/**
 * Whether the seal of a pack is one of what was frozen, and the one that the audit tells of: whoever can write a seal of
 * their own has not written the audit.
 */
export function isPackSealed(store: Store, id: number): boolean {
  const [seal, manifest] = [store.packs.findSeal(id), store.packs.findManifest(id)];
  if (seal === null || manifest === null || !isSealed(seal, manifest)) return false;
  const { pack, ...rest } = seal;
  return isNoted(store, 'pack_seals', pack, rest);
}

/** Whether the list of a pack’s files is sealed by the key of its seal, for this seal, and as the audit tells of it. */
export function areFilesSealed(store: Store, id: number): boolean {
  const [seal, held, list] = [store.packs.findSeal(id), store.packs.findFileList(id), fileListOf(store, id)];
  if (seal === null || list === null || list.pack !== id || list.seal !== seal.seal) return false;
  // An older one stands in what the seal of the pack is set on.
  if (held === null) return true;
  const { pack, ...rest } = held;
  return isSealed({ ...seal, seal: held.seal }, held.files) && isNoted(store, 'pack_file_lists', pack, rest);
}

function isNoted({ audit }: Store, object: string, pack: number, row: Readonly<Record<string, unknown>>): boolean {
  const noted = audit.noted(object, { pack });
  return noted !== null && Object.entries(row).every(([column, value]) => noted[column] === value);
}

/** A published file that was found again by what it adds up to. */
export interface FoundFile {
  readonly pack: Pack;
  readonly edition: PackEdition;
  readonly format: PackFormat;
  readonly isSealed: boolean;
}

/**
 * The published pack that a downloaded file belongs to; null where none has such a file.
 * @param hash its SHA-256 in hexadecimal
 * @param editions those that are looked at
 */
export function findFile({ store }: Deps, hash: string, editions: readonly PackEdition[]): FoundFile | null {
  for (const pack of store.packs.list()) {
    const files = fileListOf(store, pack.id)?.files;
    // Where both editions are the same file, it is the one that everybody may have.
    for (const edition of PACK_EDITIONS.toReversed().filter((each) => editions.includes(each))) {
      const format = PACK_FORMATS.find((each) => files?.[edition][each] === hash);
      if (format === undefined) continue;
      return { pack, edition, format, isSealed: isPackSealed(store, pack.id) && areFilesSealed(store, pack.id) };
    }
  }
  return null;
}
