import { words } from './package-check-wording.ts';
import { type PackageProblem, shown } from './package-problem.ts';
import { type Cells, isSound, type Merge, nameOf, type ReadRow } from './package-rows.ts';
import { codeAddress } from './target-order.ts';

interface Addressed {
  readonly file: 'agreements' | 'partnerships' | 'targets' | 'bases';
  /** The columns within which an address may stand once. */
  readonly within: readonly string[];
  /** The columns whose codes make the address. */
  readonly codes: readonly string[];
}

const ADDRESSED: readonly Addressed[] = [
  { file: 'agreements', within: [], codes: ['code'] },
  { file: 'partnerships', within: [], codes: ['code'] },
  { file: 'targets', within: ['agreement'], codes: ['indicator', 'part'] },
  { file: 'bases', within: ['indicator', 'part'], codes: ['basis'] },
];

/** Codes that would lead to the address of another one, or to none at all. */
export function addressProblems(merge: Merge): PackageProblem[] {
  return ADDRESSED.flatMap((kind) => {
    const holders = new Map<string, Cells>();
    const held: Iterable<Cells> = merge.held[kind.file].values();
    for (const row of held) holderOf(holders, kind, row);
    return firstOfEachName(merge, kind).flatMap((read) => [
      ...bareCodes(kind, read),
      ...clashes(kind, read, holderOf(holders, kind, read.row)),
    ]);
  });
}

/** Each name once, though a target has many versions. */
function firstOfEachName(merge: Merge, { file, within, codes }: Addressed): ReadRow[] {
  const fields = [...within, ...codes];
  const rows = new Map<string, ReadRow>();
  const incoming: readonly ReadRow[] = merge.incoming[file];
  for (const read of incoming) {
    const name = nameOf(read.row, fields);
    if (isSound(read, fields) && !rows.has(name)) rows.set(name, read);
  }
  return [...rows.values()];
}

/** Whose address it is: the first row that asked for it. */
function holderOf(holders: Map<string, Cells>, { within, codes }: Addressed, row: Cells): Cells {
  const address = [
    ...within.map((field) => row[field]),
    ...codes.map((field) => codeAddress(String(row[field] ?? ''))),
  ];
  const name = JSON.stringify(address);
  const holder = holders.get(name) ?? row;
  holders.set(name, holder);
  return holder;
}

function bareCodes({ file, codes }: Addressed, { line, row }: ReadRow): PackageProblem[] {
  return codes.flatMap((column) => {
    const code = String(row[column] ?? '');
    if (code === '' || codeAddress(code) !== '') return [];
    const message = `${shown(code)} makes no address; a code with a letter or a digit is allowed`;
    return [{ file: `${file}.csv`, line, column, message }];
  });
}

function clashes({ file, codes }: Addressed, { line, row }: ReadRow, holder: Cells): PackageProblem[] {
  const column = codes.find((field) => row[field] !== holder[field]);
  if (column === undefined || codes.every((field) => codeAddress(String(row[field] ?? '')) === '')) return [];
  const [own, other] = [row, holder].map((cells) => shown(words(codes.map((field) => cells[field] ?? ''))));
  const message = `${own} has the address of ${other}; a code that differs from it in its letters or digits is allowed`;
  return [{ file: `${file}.csv`, line, column, message }];
}
