import { COLUMNS, FILE_NAMES, FILES, type FileName, type PackageRows } from '../domain/data-package.ts';
import { type AsAt, asAtMoment, type IsoMoment } from '../domain/moment.ts';
import type { Pack, PackEdition } from '../domain/pack.ts';
import type { PackReturn } from '../domain/pack-report.ts';
import { rowsAsAt } from '../domain/package-as-at.ts';
import type { Store } from '../store/store.ts';

/** All that a pack is made from: with it alone it can be made again. */
export interface PackInputs {
  readonly pack: Pick<Pack, 'id' | 'board' | 'date' | 'revision'>;
  readonly moment: IsoMoment;
  readonly returns: readonly PackReturn[];
  /** Where each edition says otherwise than that of the revision before. */
  readonly corrected: Readonly<Record<PackEdition, readonly string[]>>;
  readonly rows: PackageRows;
}

/**
 * The rows of a record as they were known at a moment, but for who recorded a figure or said something: a pack does not
 * tell it, and what is frozen would keep a person for good.
 */
export function rowsKnown(store: Store, asAt: AsAt): PackageRows {
  const rows = Object.fromEntries(FILE_NAMES.map((file) => [file, store.rows[file].list()]));
  const known = rowsAsAt(rows as unknown as PackageRows, asAt);
  return {
    ...known,
    figures: known.figures.map((row) => ({ ...row, recorded_by: null })),
    commentaries: known.commentaries.map((row) => ({ ...row, recorded_by: null })),
  };
}

/** Rows as a pack froze them, with the files and columns that came to the record since, empty. */
export function completed(rows: PackageRows): PackageRows {
  const complete = (file: FileName): unknown[] => {
    const empty = Object.fromEntries(Object.keys(COLUMNS[file]).map((column) => [column, null]));
    return (rows[file] ?? []).map((row) => ({ ...empty, ...row }));
  };
  return Object.fromEntries(FILE_NAMES.map((file) => [file, complete(file)])) as unknown as PackageRows;
}

/** What of the rows behind a pack the record holds otherwise, each by its file and key. */
export interface RowDifferences {
  /** Facts that are not as they were, or gone: no correction does that. */
  readonly faults: readonly string[];
  /** What came since, and rows that may change. */
  readonly moved: readonly string[];
}

export function rowDifferences(inputs: PackInputs, store: Store): RowDifferences {
  const now = rowsKnown(store, asAtMoment(inputs.moment));
  const all = FILE_NAMES.flatMap((file) => differencesIn(file, inputs.rows, now));
  const [faults, moved] = [true, false].map((isFault) =>
    all.filter((each) => each.isFault === isFault).map(({ sentence }) => sentence),
  );
  return { faults: faults ?? [], moved: moved ?? [] };
}

function differencesIn(
  file: FileName,
  before: PackageRows,
  after: PackageRows,
): { isFault: boolean; sentence: string }[] {
  const [was, is] = [byKey(file, before), byKey(file, after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((key) => !isSame(was.get(key), is.get(key)))
    .map((key) => ({
      isFault: FILES[file].fact && was.has(key),
      sentence: `${file} ${key}: ${whatOf(was.has(key), is.has(key))}`,
    }));
}

function whatOf(wasThere: boolean, isThere: boolean): string {
  if (!isThere) return 'is gone';
  return wasThere ? 'is not as it was' : 'came since';
}

type Cells = Readonly<Record<string, unknown>>;

/** By the columns that the earlier row has: others came to the record later. */
function isSame(was: Cells | undefined, is: Cells | undefined): boolean {
  if (was === undefined || is === undefined) return false;
  return Object.entries(was).every(([column, value]) => is[column] === value);
}

function byKey(file: FileName, rows: PackageRows): Map<string, Cells> {
  const named: readonly string[] = FILES[file].key;
  return new Map(
    ((rows[file] ?? []) as unknown as readonly Cells[]).map((row) => [
      named.map((column) => String(row[column])).join(' '),
      row,
    ]),
  );
}
