import type { FileName } from './data-package.ts';
import {
  COMMENTARY_OF_AGREEMENT,
  FIGURE_OF_INDICATOR,
  REWARD_OF_AGREEMENT,
  TARGET_OF_INDICATOR,
} from './package-check-context.ts';
import { ROW_RULES } from './package-check-rules.ts';
import { keyText } from './package-check-wording.ts';
import type { PackageProblem } from './package-problem.ts';
import { type Cells, isSound, type Merge, nameOf, type PlacedRow, type ReadRow } from './package-rows.ts';

interface Rule {
  readonly column: string;
  readonly reads: readonly string[];
  check(row: Cells): string | null;
}
interface Beside {
  readonly file: FileName;
  /** The columns that name the other row. */
  readonly names: readonly string[];
  readonly other: 'indicators' | 'agreements';
  readonly rules: readonly OtherRule[];
}
interface OtherRule {
  readonly column: string;
  readonly reads: readonly string[];
  readonly context: readonly string[];
  check(row: Cells, other: Cells): string | null;
}

const MEASURE = ['indicator', 'part'];

// The rules are typed where they stand; here a file is only a name, and its rows are cells.
const RULES = ROW_RULES as unknown as Readonly<Partial<Record<FileName, readonly Rule[]>>>;
const BESIDE = [
  { file: 'targets', names: MEASURE, other: 'indicators', rules: TARGET_OF_INDICATOR },
  { file: 'figures', names: MEASURE, other: 'indicators', rules: FIGURE_OF_INDICATOR },
  { file: 'commentaries', names: ['agreement'], other: 'agreements', rules: COMMENTARY_OF_AGREEMENT },
  { file: 'instalments', names: ['agreement'], other: 'agreements', rules: REWARD_OF_AGREEMENT },
  { file: 'cancellations', names: ['agreement'], other: 'agreements', rules: REWARD_OF_AGREEMENT },
] as unknown as readonly Beside[];

/** Rows that contradict themselves, or the indicator or agreement that they belong to. */
export function rowProblems(merge: Merge): PackageProblem[] {
  const alone = Object.entries(RULES).flatMap(([file, rules]) => {
    const rows: readonly ReadRow[] = merge.incoming[file as FileName];
    return rows.flatMap((read) => rules.flatMap((rule) => broken(file, read, rule, (row) => rule.check(row))));
  });
  return [...alone, ...BESIDE.flatMap((beside) => [...newRows(merge, beside), ...heldRows(merge, beside)])];
}

function broken(
  file: string,
  read: ReadRow,
  { column, reads }: Pick<Rule, 'column' | 'reads'>,
  check: (row: Cells) => string | null,
): PackageProblem[] {
  const message = isSound(read, reads) ? check(read.row) : null;
  return message === null ? [] : [{ file: `${file}.csv`, line: read.line, column, message }];
}

function newRows(merge: Merge, { file, names, other, rules }: Beside): PackageProblem[] {
  const rows: readonly ReadRow[] = merge.incoming[file];
  return rows.flatMap((read) => {
    const context: PlacedRow | undefined = merge.after[other].get(nameOf(read.row, names));
    if (context === undefined) return [];
    return rules
      .filter((rule) => isSound(context, rule.context))
      .flatMap((rule) => broken(file, read, rule, (row) => rule.check(row, context.row)));
  });
}

/** A replaced indicator or agreement must not make wrong what the record holds: of each, the first such row is told. */
function heldRows(merge: Merge, beside: Beside): PackageProblem[] {
  const problems = new Map<string, PackageProblem>();
  const held: Iterable<Cells> = merge.held[beside.file].values();
  for (const row of held) {
    const context: PlacedRow | undefined = merge.after[beside.other].get(nameOf(row, beside.names));
    for (const problem of context === undefined ? [] : madeWrong(beside, row, context)) {
      const place = `${problem.line} ${problem.column}`;
      if (!problems.has(place)) problems.set(place, problem);
    }
  }
  return [...problems.values()];
}

function madeWrong({ file, other, rules }: Beside, row: Cells, context: PlacedRow): PackageProblem[] {
  const { line } = context;
  if (line === null) return [];
  return rules.flatMap((rule) => {
    const wrong = isSound(context, rule.context) ? rule.check(row, context.row) : null;
    if (wrong === null) return [];
    const message = `would make ${keyText(file, row)} of the record's ${file} wrong: ${rule.column} ${wrong}`;
    return [{ file: `${other}.csv`, line, column: rule.context[0] ?? '', message }];
  });
}
