import { FILE_NAMES, FILES, type FileName } from './data-package.ts';
import { cellText } from './package-check-wording.ts';
import type { PackageProblem } from './package-problem.ts';
import { type Cells, isSound, keyOf, type Merge, nameOf, type ReadRow, sameRow, versionedKey } from './package-rows.ts';

/** Repeated keys, facts that the record holds with other content, and versions that do not follow one another. */
export function keyProblems(merge: Merge): PackageProblem[] {
  return FILE_NAMES.flatMap((file) => [
    ...repeatedKeys(merge, file),
    ...(FILES[file].fact ? [...changedFacts(merge, file), ...versionGaps(merge, file)] : []),
  ]);
}

function soundRows({ incoming }: Merge, file: FileName): readonly ReadRow[] {
  const rows: readonly ReadRow[] = incoming[file];
  return rows.filter((read) => isSound(read, FILES[file].key));
}

function repeatedKeys(merge: Merge, file: FileName): PackageProblem[] {
  const { key } = FILES[file];
  const first = new Map<string, number>();
  const problems: PackageProblem[] = [];
  for (const { line, row } of soundRows(merge, file)) {
    const name = keyOf(file, row);
    const seen = first.get(name);
    if (seen === undefined) first.set(name, line);
    else {
      const message = `has the key of line ${seen} again; each ${key.join(' + ')} may stand once`;
      problems.push({ file: `${file}.csv`, line, column: key.at(-1) ?? '', message });
    }
  }
  return problems;
}

function changedFacts(merge: Merge, file: FileName): PackageProblem[] {
  return soundRows(merge, file).flatMap(({ line, row, malformed }) => {
    const held: Cells | undefined = merge.held[file].get(keyOf(file, row));
    if (held === undefined || malformed.size > 0 || sameRow(row, held)) return [];
    const column = Object.keys(row).find((name) => row[name] !== held[name]) ?? '';
    const [given, there] = [cellText(file, column, row), cellText(file, column, held)];
    const message = `${given} differs from the record's ${there}; what was recorded stays, a correction is the next version`;
    return [{ file: `${file}.csv`, line, column, message }];
  });
}

/** Versions run 1, 2, 3, … counting those in the record; a gap is told once, at the row that comes after it. */
function versionGaps(merge: Merge, file: FileName): PackageProblem[] {
  const shared = versionedKey(file);
  const rows: readonly ReadRow[] = merge.incoming[file];
  // Beside a version that could not be read there is no telling which one is missing.
  const unclear = new Set(
    rows.filter(({ malformed }) => malformed.has('version')).map(({ row }) => nameOf(row, shared)),
  );
  return soundRows(merge, file).flatMap(({ line, row }) => {
    const before = Number(row.version) - 1;
    if (before < 1 || merge.after[file].has(keyOf(file, { ...row, version: before }))) return [];
    if (unclear.has(nameOf(row, shared))) return [];
    const message = `version ${before + 1} without version ${before}; the versions of a row run 1, 2, 3, … without a gap`;
    return [{ file: `${file}.csv`, line, column: 'version', message }];
  });
}
