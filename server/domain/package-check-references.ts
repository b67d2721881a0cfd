import { FILE_NAMES, FILES, type FileName } from './data-package.ts';
import { STANDARD_BASIS } from './known.ts';
import { cellText } from './package-check-wording.ts';
import { type PackageProblem, shown } from './package-problem.ts';
import { type Cells, isSound, type Merge, nameOf, type ReadRow } from './package-rows.ts';

interface Target {
  readonly file: FileName;
  readonly fields: readonly string[];
}
/** Whether the package or the record has a row of a file with these values in its first fields. */
type Known = (target: Target, values: readonly string[]) => boolean;

const PARTNERSHIP: Target = { file: 'partnerships', fields: ['code'] };
const BASIS: Target = { file: 'bases', fields: ['indicator', 'part', 'basis'] };

/** Codes that neither the package nor the record knows: of references, contributors and bases. */
export function referenceProblems(merge: Merge): PackageProblem[] {
  const known = knownNames(merge);
  return FILE_NAMES.flatMap((file) => {
    const rows: readonly ReadRow[] = merge.incoming[file];
    return rows.flatMap((read) =>
      onePerColumn([
        ...unknownReferences(merge, known, file, read),
        ...(file === 'targets' ? unknownContributors(merge, known, read) : []),
        ...(file === 'figures' || file === 'commitments' ? unknownBasis(merge, known, file, read) : []),
      ]),
    );
  });
}

/** An unknown agreement is told once, though a target and an agreement are referred to by the same cell. */
function onePerColumn(problems: readonly PackageProblem[]): PackageProblem[] {
  return [...new Map(problems.toReversed().map((problem) => [problem.column, problem])).values()].toReversed();
}

function knownNames(merge: Merge): Known {
  const names = new Map<string, Set<string>>();
  return ({ file, fields }, values) => {
    const used = fields.slice(0, values.length);
    const id = `${file} ${used.join(' ')}`;
    const set = names.get(id) ?? namesIn(merge, file, used);
    names.set(id, set);
    return set.has(JSON.stringify(values));
  };
}

function namesIn(merge: Merge, file: FileName, fields: readonly string[]): Set<string> {
  const incoming: readonly ReadRow[] = merge.incoming[file];
  const held: ReadonlyMap<string, Cells> = merge.held[file];
  return new Set([
    ...[...held.values()].map((row) => nameOf(row, fields)),
    ...incoming.filter((read) => isSound(read, fields)).map(({ row }) => nameOf(row, fields)),
  ]);
}

/** An empty cell of a name is the empty text, as a part may be; a name that is empty throughout refers to nothing. */
function unknownReferences(merge: Merge, known: Known, file: FileName, read: ReadRow): PackageProblem[] {
  return FILES[file].references.flatMap(({ fields, to }) => {
    const target: Target = { file: to.file === '' ? file : to.file, fields: to.fields };
    if (merge.unread.has(target.file) || !isSound(read, fields)) return [];
    const values = fields.map((field) => String(read.row[field] ?? ''));
    if (values.every((value) => value === '') || known(target, values)) return [];
    // The cell at fault is the first with which no row begins any more.
    const fault = fields.findIndex((_, index) => !known(target, values.slice(0, index + 1)));
    const column = fields[fault] ?? '';
    return [
      { file: `${file}.csv`, line: read.line, column, message: unknown(cellText(file, column, read.row), target) },
    ];
  });
}

function unknown(found: string, { file, fields }: Target): string {
  return `${found} is unknown; the ${fields.join(' + ')} of a row of ${file}.csv, or of the record, is allowed`;
}

function unknownContributors(merge: Merge, known: Known, read: ReadRow): PackageProblem[] {
  const { contributors } = read.row;
  if (typeof contributors !== 'string' || merge.unread.has('partnerships')) return [];
  const strangers = contributors.split('|').filter((code) => !known(PARTNERSHIP, [code]));
  if (strangers.length === 0) return [];
  const message = unknown(strangers.map(shown).join(', '), PARTNERSHIP);
  return [{ file: 'targets.csv', line: read.line, column: 'contributors', message }];
}

/** Every indicator has the standard basis; of an unknown indicator only that is told. */
function unknownBasis(merge: Merge, known: Known, file: FileName, read: ReadRow): PackageProblem[] {
  const values = BASIS.fields.map((field) => String(read.row[field] ?? ''));
  if (values[2] === STANDARD_BASIS || merge.unread.has('bases') || !isSound(read, BASIS.fields)) return [];
  const measure = values.slice(0, 2);
  if (known(BASIS, values) || !known({ file: 'indicators', fields: ['indicator', 'part'] }, measure)) return [];
  const message = `${unknown(shown(values[2] ?? ''), BASIS)}, and standard always`;
  return [{ file: `${file}.csv`, line: read.line, column: 'basis', message }];
}
