/** One measurement beside what it is held against, and what is promised of it (quality.md, "It is fast"). */
export interface Line {
  readonly what: string;
  readonly measured: string;
  readonly against: string;
  /** Measured through against; null where the target is a plain number. */
  readonly ratio: number | null;
  readonly target: string;
  /** `told` is measured without a target of its own. */
  readonly result: 'ok' | 'MISSED' | 'told' | `not run: ${string}`;
}

type Bound = { readonly atLeast: number } | { readonly atMost: number };

/** A line that is judged by its ratio. */
export function byRatio(line: Pick<Line, 'what' | 'measured' | 'against'>, ratio: number, bound: Bound): Line {
  const target = 'atLeast' in bound ? `>= ${bound.atLeast}` : `<= ${bound.atMost}`;
  return { ...line, ratio, target, result: isKept(ratio, bound) ? 'ok' : 'MISSED' };
}

/** A line that is judged by what was measured itself. */
export function byValue(line: Pick<Line, 'what' | 'measured' | 'target'>, value: number, atMost: number): Line {
  return { ...line, against: '', ratio: null, result: isKept(value, { atMost }) ? 'ok' : 'MISSED' };
}

/** A line without a target. */
export function told(line: Pick<Line, 'what' | 'measured' | 'against'>, ratio: number): Line {
  return { ...line, ratio, target: '', result: 'told' };
}

export function notRun(what: string, why: string): Line {
  return { what, measured: '', against: '', ratio: null, target: '', result: `not run: ${why}` };
}

/** Not a number is never good enough. */
function isKept(value: number, bound: Bound): boolean {
  return 'atLeast' in bound ? value >= bound.atLeast : value <= bound.atMost;
}

/** Whether a line stands for a promise that was shown to be kept, or for none. */
export function passes({ result }: Line): boolean {
  return result === 'ok' || result === 'told';
}

const HEAD = ['what', 'measured', 'against', 'ratio', 'target', 'result'];

/** The lines as one table, columns under their names. */
export function tableOf(lines: readonly Line[]): string {
  const cells = [HEAD, ...lines.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const rows = cells.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return rows.map((row) => `${row.trimEnd()}\n`).join('');
}

function cellsOf({ what, measured, against, ratio, target, result }: Line): string[] {
  return [what, measured, against, ratio === null ? '' : ratio.toFixed(2), target, result];
}
