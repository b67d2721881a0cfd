import { FILE_NAMES, FILES, type FileName, type PackageRows } from '../domain/data-package.ts';
import { type AsAt, asAtMoment } from '../domain/moment.ts';
import { rowsAsAt } from '../domain/package-as-at.ts';
import type { Store } from '../store/store.ts';
import type { PackInputs } from './pack-content.ts';

/** The rows of a record as they were known at a moment. */
export function rowsKnown(store: Store, asAt: AsAt): PackageRows {
  const rows = Object.fromEntries(FILE_NAMES.map((file) => [file, store.rows[file].list()]));
  return rowsAsAt(rows as unknown as PackageRows, asAt);
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
    .filter((key) => was.get(key) !== is.get(key))
    .map((key) => ({
      isFault: FILES[file].fact && was.has(key),
      sentence: `${file} ${key}: ${whatOf(was.has(key), is.has(key))}`,
    }));
}

function whatOf(wasThere: boolean, isThere: boolean): string {
  if (!isThere) return 'is gone';
  return wasThere ? 'is not as it was' : 'came since';
}

function byKey(file: FileName, rows: PackageRows): Map<string, string> {
  const named: readonly string[] = FILES[file].key;
  return new Map(
    (rows[file] as unknown as readonly Record<string, unknown>[]).map((row) => [
      named.map((column) => String(row[column])).join(' '),
      JSON.stringify(row),
    ]),
  );
}
