import { FILE_NAMES } from './data-package.ts';

/** One thing that keeps a data package out of the record. */
export interface PackageProblem {
  /** The file's name in the folder, `figures.csv`. */
  readonly file: string;
  /** The line on which the row starts; 1 is the header, and stands for the file as a whole too. */
  readonly line: number;
  /** The column's name, or `file` where the file as a whole is at fault. */
  readonly column: string;
  /** What is wrong, and what is allowed. */
  readonly message: string;
}

/** The column of a problem with a file as a whole. */
export const WHOLE_FILE = 'file';

const MOST_SHOWN = 60;
const MOST_PRINTED = 1000;

/** A found text in quotes, short and on one line, so that a problem stays one line whatever the file holds. */
export function shown(found: string): string {
  const short = found.length > MOST_SHOWN ? `${found.slice(0, MOST_SHOWN)}…` : found;
  return JSON.stringify(short).replace(/[\u007f-\u009f\u2028\u2029]/g, ' ');
}

/** `figures.csv:12: value: what is wrong, and what is allowed`. */
export function problemText({ file, line, column, message }: PackageProblem): string {
  return `${file}:${line}: ${column}: ${message}`;
}

/** One line a problem; after the first thousand only how many more there are. */
export function problemLines(problems: readonly PackageProblem[]): string[] {
  const lines = problems.slice(0, MOST_PRINTED).map(problemText);
  const more = problems.length - lines.length;
  return more === 0 ? lines : [...lines, `and ${more} more`];
}

const ORDER = new Map<string, number>(FILE_NAMES.map((name, index) => [`${name}.csv`, index]));

/** In the package's order of files, then by line; what belongs to no file of the package comes last. */
export function inFileOrder(problems: readonly PackageProblem[]): PackageProblem[] {
  const place = ({ file }: PackageProblem): number => ORDER.get(file) ?? ORDER.size;
  return problems.toSorted((a, b) => place(a) - place(b) || a.line - b.line);
}
