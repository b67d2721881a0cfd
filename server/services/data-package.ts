import { writePackageCsv } from '../documents/package-csv.ts';
import type { Author } from '../domain/account.ts';
import { FILE_NAMES, FILES, type FileName, type PackageRows, packageDescriptor } from '../domain/data-package.ts';
import { Invalid } from '../domain/errors.ts';
import { endOfDay, type IsoDate } from '../domain/moment.ts';
import { rowsAsAt } from '../domain/package-as-at.ts';
import { checkPackage, type ImportPlan } from '../domain/package-check.ts';
import { inFileOrder, type PackageProblem, problemText } from '../domain/package-problem.ts';
import type { Store } from '../store/store.ts';
import { DESCRIPTOR, writeFolder } from './package-folder.ts';
import { type ReadPackage, readPackage } from './package-reading.ts';

/** Is told what is being done, for a person who waits. */
export type Progress = (doing: string) => void;

/** A package with problems, all of them in order of file and line. Nothing of it is stored. */
export class RefusedPackage extends Invalid {
  readonly found: readonly PackageProblem[];

  constructor(found: readonly PackageProblem[]) {
    super(found.map((problem) => ({ field: problem.column, message: problemText(problem) })));
    this.found = found;
  }
}

/**
 * Checks a data package and stores it, all of it or nothing, with one audit row; with `check` nothing is stored. Into a record with
 * content: new keys are added, identical rows are skipped, and rows of files other than facts are replaced.
 * The package's title is kept where the record was empty; when something was recorded here is not touched.
 * @returns what was, or would be, done with the rows of each file
 * @throws NotFound where there is no such folder
 * @throws RefusedPackage with every problem
 */
export function importPackage(
  store: Store,
  folder: string,
  author: Author,
  { check = false, progress = () => {} }: { check?: boolean; progress?: Progress } = {},
): ImportPlan['counts'] {
  const read = readPackage(folder, progress);
  progress('checking');
  if (check) return store.read(() => planOf(read, recordRows(store)).counts);
  // What is checked is what is written to: nothing else can change the record in between.
  const storeAll = (): ImportPlan['counts'] => {
    const record = recordRows(store);
    const plan = planOf(read, record);
    progress('storing');
    for (const file of FILE_NAMES) storeFile(store, plan, file);
    if (isEmpty(record)) store.state.setTitle({ ...store.state.findTitle(), ...read.about });
    return plan.counts;
  };
  return store.writeAsOne(author, storeAll, (counts) => ({
    action: 'imported',
    object: 'package',
    key: {},
    old: null,
    new: { files: read.hashes, rows: counts },
  }));
}

function planOf({ incoming, unread, problems }: ReadPackage, record: PackageRows): ImportPlan {
  const checked = checkPackage(incoming, record, unread);
  const all = inFileOrder([...problems, ...checked.problems]);
  if (all.length > 0) throw new RefusedPackage(all);
  return checked.plan;
}

function recordRows(store: Store): PackageRows {
  return Object.fromEntries(FILE_NAMES.map((file) => [file, store.rows[file].list()])) as unknown as PackageRows;
}

function isEmpty(record: PackageRows): boolean {
  return FILE_NAMES.every((file) => record[file].length === 0);
}

function storeFile<F extends FileName>(store: Store, plan: ImportPlan, file: F): void {
  for (const row of plan.insert[file]) store.rows[file].insert(row);
  for (const row of plan.replace[file]) store.rows[file].replace(row);
}

/**
 * Writes the record as a data package: the files that every package needs, the others where they have rows, and
 * `datapackage.json`. Import into an empty record and export again give the same bytes.
 * @param asAt null for all that is recorded; a day for what was known at its end (see `rowsAsAt`)
 * @returns how many rows each file holds
 * @throws Conflict where the folder holds other things, or cannot be written to
 */
export function exportPackage(store: Store, folder: string, asAt: IsoDate | null): ReadonlyMap<FileName, number> {
  const { about, rows } = store.read(() => ({ about: store.state.findTitle(), rows: recordRows(store) }));
  const known = asAt === null ? rows : rowsAsAt(rows, endOfDay(asAt));
  const files = FILE_NAMES.filter((file) => FILES[file].needed || known[file].length > 0);
  const descriptor = `${JSON.stringify(packageDescriptor(about, files), null, 2)}\n`;
  const texts = files.map((file) => [`${file}.csv`, csvOf(file, known)] as const);
  writeFolder(folder, new Map([...texts, [DESCRIPTOR, descriptor]]));
  return new Map(files.map((file) => [file, known[file].length]));
}

function csvOf<F extends FileName>(file: F, rows: PackageRows): string {
  return writePackageCsv(file, rows[file]);
}
