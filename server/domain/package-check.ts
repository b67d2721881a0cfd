import { FILE_NAMES, FILES, type FileName, type PackageRows } from './data-package.ts';
import { addressProblems } from './package-check-addresses.ts';
import { circleProblems } from './package-check-circles.ts';
import { commitmentProblems } from './package-check-commitments.ts';
import { instalmentProblems } from './package-check-instalments.ts';
import { keyProblems } from './package-check-keys.ts';
import { referenceProblems } from './package-check-references.ts';
import { rowProblems } from './package-check-rows.ts';
import { inFileOrder, type PackageProblem } from './package-problem.ts';
import { type IncomingRows, keyOf, type Merge, mergeOf, sameRow } from './package-rows.ts';

/** What an import does with the rows of one file. */
export interface ImportCounts {
  readonly new: number;
  readonly identical: number;
  readonly replaced: number;
}

/** The rows that an import would write; a file's new rows in order of version. */
export interface ImportPlan {
  readonly insert: PackageRows;
  readonly replace: PackageRows;
  readonly counts: { readonly [F in FileName]: ImportCounts };
}

const CHECKS: readonly ((merge: Merge) => PackageProblem[])[] = [
  keyProblems,
  referenceProblems,
  addressProblems,
  circleProblems,
  rowProblems,
  commitmentProblems,
  instalmentProblems,
];

/**
 * Judges a package against the record that it is to go into: every problem across its rows, in order of file and
 * line, and what an import would write if there is none. What a single cell shows is found on reading.
 * @param unread files that could not be read as a whole; references to them are not judged
 */
export function checkPackage(
  incoming: IncomingRows,
  record: PackageRows,
  unread: ReadonlySet<FileName> = new Set(),
): { problems: PackageProblem[]; plan: ImportPlan } {
  const merge = mergeOf(incoming, record, unread);
  return { problems: inFileOrder(CHECKS.flatMap((check) => check(merge))), plan: planOf(merge) };
}

function planOf(merge: Merge): ImportPlan {
  const plans = FILE_NAMES.map((file) => [file, planOfFile(merge, file)] as const);
  const pick = <K extends 'insert' | 'replace' | 'counts'>(kind: K) =>
    Object.fromEntries(plans.map(([file, plan]) => [file, plan[kind]])) as unknown;
  return {
    insert: pick('insert') as ImportPlan['insert'],
    replace: pick('replace') as ImportPlan['replace'],
    counts: pick('counts') as ImportPlan['counts'],
  };
}

function planOfFile({ incoming, held }: Merge, file: FileName) {
  const rows = incoming[file].map(({ row }) => ({ row, there: held[file].get(keyOf(file, row)) }));
  const insert = rows.filter(({ there }) => there === undefined).map(({ row }) => row);
  const replace = rows.filter(({ row, there }) => there !== undefined && !sameRow(row, there)).map(({ row }) => row);
  const counts = {
    new: insert.length,
    identical: rows.length - insert.length - replace.length,
    replaced: replace.length,
  };
  return { insert: FILES[file].fact ? inVersionOrder(insert) : insert, replace, counts };
}

function inVersionOrder<R>(rows: readonly R[]): R[] {
  const version = (row: R): number => (row as { version: number }).version;
  return rows.toSorted((a, b) => version(a) - version(b));
}
