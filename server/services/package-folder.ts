import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FILE_NAMES } from '../domain/data-package.ts';
import { Conflict, NotFound } from '../domain/errors.ts';

export const DESCRIPTOR = 'datapackage.json';
/** The names that a package's folder may hold. */
const OWN_NAMES = [...FILE_NAMES.map((file) => `${file}.csv`), DESCRIPTOR];
const UNFINISHED = '.partial';

/** A file may have this many bytes; a larger one is never read. */
const MOST_BYTES = 64 * 1024 * 1024;

/** A file's bytes, or why it cannot be read; `missing` where there is none. */
export type FolderFile = { readonly bytes: Buffer } | { readonly refused: string } | 'missing';

/** @throws NotFound where there is no such folder */
export function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new NotFound(`the folder ${folder} ${reason(error)}`);
  }
}

export function readFolderFile(folder: string, name: string): FolderFile {
  const path = join(folder, name);
  try {
    const status = lstatSync(path);
    if (!status.isFile()) return { refused: 'is no ordinary file; a folder, link or device is not read' };
    if (status.size > MOST_BYTES) return { refused: `has ${megabytes(status.size)} MB; at most 64 MB are read` };
    return { bytes: readFileSync(path) };
  } catch (error) {
    return code(error) === 'ENOENT' ? 'missing' : { refused: reason(error) };
  }
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 / 1024);
}

function code(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  ENOTDIR: 'is no folder',
  EACCES: 'may not be opened by this user',
  EPERM: 'may not be opened by this user',
  ENOSPC: 'has no space left',
  EROFS: 'cannot be written to',
};

function reason(error: unknown): string {
  return REASONS[code(error) ?? ''] ?? `cannot be used: ${(error as Error).message}`;
}

/**
 * Writes a package's files into a folder, which is made where it is not there. What an earlier package left in it is
 * replaced. Until all is written nothing of the old package changes; while the new files take their places, neither
 * the agreements nor the descriptor is there, so that a broken export is never taken for a whole package.
 * @throws Conflict where the folder holds anything else, or cannot be written to
 */
export function writeFolder(folder: string, files: ReadonlyMap<string, string>): void {
  const made = makeFolder(folder);
  refuseForeign(folder);
  try {
    for (const [name, text] of files) writeFileSync(unfinished(folder, name), text, { flush: true });
    putInPlace(folder, [...files.keys()]);
  } catch (error) {
    for (const name of OWN_NAMES) rmSync(unfinished(folder, name), { force: true });
    if (made && readdirSync(folder).length === 0) rmdirSync(folder);
    throw new Conflict(`the folder ${folder} ${reason(error)}; the export was not made`);
  }
}

const unfinished = (folder: string, name: string): string => join(folder, `${name}${UNFINISHED}`);

/** Whether the folder was not there before. */
function makeFolder(folder: string): boolean {
  try {
    return mkdirSync(folder, { recursive: true }) !== undefined;
  } catch (error) {
    throw new Conflict(`the folder ${folder} ${code(error) === 'EEXIST' ? 'is a file' : reason(error)}`);
  }
}

function refuseForeign(folder: string): void {
  const own = new Set(OWN_NAMES.flatMap((name) => [name, `${name}${UNFINISHED}`]));
  const foreign = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => !entry.isFile() || !own.has(entry.name),
  );
  const [first] = foreign;
  if (first === undefined) return;
  const more = foreign.length === 1 ? '' : ` and ${foreign.length - 1} more`;
  throw new Conflict(
    `the folder ${folder} holds ${first.name}${more}, which an export does not write; a new or empty folder is needed`,
  );
}

function putInPlace(folder: string, names: readonly string[]): void {
  const last = ['agreements.csv', DESCRIPTOR];
  for (const name of [...last.toReversed(), ...OWN_NAMES.filter((own) => !names.includes(own))]) {
    rmSync(join(folder, name), { force: true });
  }
  const rest = names.filter((name) => !last.includes(name));
  for (const name of [...rest, ...last]) renameSync(unfinished(folder, name), join(folder, name));
}
