import { hash } from 'node:crypto';
import { z } from 'zod';
import { readPackageCsv } from '../documents/package-csv.ts';
import { FILE_NAMES, FILES, type FileName, type PackageTitle } from '../domain/data-package.ts';
import { type PackageProblem, WHOLE_FILE } from '../domain/package-problem.ts';
import type { IncomingRows, ReadRow } from '../domain/package-rows.ts';
import { DESCRIPTOR, listFolder, readFolderFile } from './package-folder.ts';

/** What could be read of a package's folder, before its rows are compared with one another and with the record. */
export interface ReadPackage {
  readonly incoming: IncomingRows;
  /** What `datapackage.json` says of the package; null where there is none. */
  readonly about: Partial<PackageTitle> | null;
  readonly problems: readonly PackageProblem[];
  /** Files that are missing or broken: what refers to them cannot be judged. */
  readonly unread: ReadonlySet<FileName>;
  /** SHA-256 of every file that was read, in hexadecimal, by its name. */
  readonly hashes: Readonly<Record<string, string>>;
}

interface ReadFile {
  readonly rows: readonly ReadRow[];
  readonly problems: readonly PackageProblem[];
  readonly whole: boolean;
  /** Null where there is nothing to read. */
  readonly hash: string | null;
}

/**
 * Reads a package's folder. Files without which a package may stand may be absent; other files than CSV are ignored.
 * @throws NotFound where there is no such folder
 */
export function readPackage(folder: string, progress: (doing: string) => void = () => {}): ReadPackage {
  const names = listFolder(folder);
  const files = FILE_NAMES.map((file) => {
    progress(`reading ${file}.csv`);
    return [file, readFile(folder, file)] as const;
  });
  const descriptor = readDescriptor(folder);
  return {
    incoming: Object.fromEntries(files.map(([file, { rows }]) => [file, rows])) as unknown as IncomingRows,
    about: descriptor.about,
    problems: [...files.flatMap(([, { problems }]) => problems), ...descriptor.problems, ...strangers(names)],
    unread: new Set(files.filter(([, { whole }]) => !whole).map(([file]) => file)),
    hashes: Object.fromEntries(files.flatMap(([file, { hash: of }]) => (of === null ? [] : [[`${file}.csv`, of]]))),
  };
}

function readFile(folder: string, file: FileName): ReadFile {
  const read = readFolderFile(folder, `${file}.csv`);
  if (read === 'missing' && !FILES[file].needed) return { rows: [], problems: [], whole: true, hash: null };
  if (read === 'missing') return unreadable(file, 'is not in the folder; every package needs it');
  if ('refused' in read) return unreadable(file, read.refused);
  return { ...(readPackageCsv(file, read.bytes) as Omit<ReadFile, 'hash'>), hash: hash('sha256', read.bytes, 'hex') };
}

function unreadable(file: FileName, message: string): ReadFile {
  return {
    rows: [],
    problems: [{ file: `${file}.csv`, line: 1, column: WHOLE_FILE, message }],
    whole: false,
    hash: null,
  };
}

/** A file with a misspelt name would otherwise be left out without a word. */
function strangers(names: readonly string[]): PackageProblem[] {
  const own = FILE_NAMES.map((file) => `${file}.csv`);
  const message = `is no file of a data package; allowed: ${own.join(', ')}`;
  return names
    .filter((name) => name.toLowerCase().endsWith('.csv') && !own.includes(name))
    .toSorted()
    .map((file) => ({ file, line: 1, column: WHOLE_FILE, message }));
}

const NO_TEXT = { error: 'is no text; a text is allowed' };

const DESCRIPTION = z.object(
  {
    name: z.string(NO_TEXT).min(1, { error: 'is empty; a name is needed' }).optional(),
    title: z.string(NO_TEXT).nullish(),
    description: z.string(NO_TEXT).nullish(),
  },
  { error: 'is no JSON object; a Frictionless data package is allowed' },
);

function readDescriptor(folder: string): Pick<ReadPackage, 'about' | 'problems'> {
  const read = readFolderFile(folder, DESCRIPTOR);
  if (read === 'missing') return { about: null, problems: [] };
  if ('refused' in read) return { about: null, problems: [wrong(WHOLE_FILE, read.refused)] };
  const json = parsedJson(read.bytes);
  if (json === undefined)
    return { about: null, problems: [wrong(WHOLE_FILE, 'is not JSON in UTF-8; mend or remove it')] };
  const { data, error } = DESCRIPTION.safeParse(json);
  if (error === undefined) return { about: titleOf(data), problems: [] };
  const problems = error.issues.map(({ path, message }) => wrong(path.map(String).join('.') || WHOLE_FILE, message));
  return { about: null, problems };
}

function titleOf({ name, title = null, description = null }: z.infer<typeof DESCRIPTION>): Partial<PackageTitle> {
  return { ...(name === undefined ? {} : { name }), title, description };
}

function wrong(column: string, message: string): PackageProblem {
  return { file: DESCRIPTOR, line: 1, column, message };
}

/** Undefined where it is not JSON. */
function parsedJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
