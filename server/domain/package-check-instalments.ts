import type { Instalment } from './data-package.ts';
import { type PackageProblem, shown } from './package-problem.ts';
import { isSound, type Merge, nameOf, type PlacedRow } from './package-rows.ts';
import { quantityText, wholeQuantity } from './quantity.ts';

const READS = ['year', 'share'];

/** Agreements whose instalments, with those that stay in the record, are not the whole payment. */
export function instalmentProblems(merge: Merge): PackageProblem[] {
  const { incoming, unread } = merge;
  // An instalment whose agreement could not be read may be that of any.
  if (unread.has('instalments') || !incoming.instalments.every((read) => isSound(read, ['agreement']))) return [];
  const kept = [...merge.after.instalments.values()].filter(({ line }) => line === null);
  const byAgreement = Map.groupBy([...kept, ...incoming.instalments], ({ row }) => nameOf(row, ['agreement']));
  // An unknown agreement is told as that.
  return [...byAgreement].flatMap(([name, rows]) => (merge.after.agreements.has(name) ? sumProblems(rows) : []));
}

/** @param rows of one agreement, those of the record first */
function sumProblems(rows: readonly PlacedRow<Instalment>[]): PackageProblem[] {
  const last = rows.at(-1);
  if (last === undefined || last.line === null || !rows.every((placed) => isSound(placed, READS))) return [];
  const sum = rows.reduce((total, { row }) => total + row.share, 0);
  if (sum === wholeQuantity(100)) return [];
  const message = `the shares of ${shown(last.row.agreement)} sum to ${quantityText(sum)}; shares that sum to exactly 100, with those of the record, are allowed`;
  return [{ file: 'instalments.csv', line: last.line, column: 'share', message }];
}
