import type { Commitment, TargetTerms } from './data-package.ts';
import { type Book, emptyBook, latestBaseline, targetOfYear, targetYears } from './known.ts';
import { words } from './package-check-wording.ts';
import type { PackageProblem } from './package-problem.ts';
import { isSound, type Merge, nameOf, type PlacedRow } from './package-rows.ts';
import { yearText } from './period.ts';
import { quantityText } from './quantity.ts';

const TARGET = ['agreement', 'indicator', 'part'];
const READS = ['basis', 'item', 'period', 'value', 'state', 'recorded_on'];

type Placed = PlacedRow<Commitment>;

/** Tolerances that have no planned improvement to be a share of, and stretches that pay for nothing. */
export function commitmentProblems(merge: Merge): PackageProblem[] {
  const commitments = [...merge.after.commitments.values()].filter((placed) => isSound(placed, READS));
  const byTarget = Map.groupBy(commitments, ({ row }) => nameOf(row, TARGET));
  return [...shareProblems(merge, byTarget), ...[...byTarget.values()].flatMap(stretchProblems)];
}

function shareProblems(merge: Merge, commitments: ReadonlyMap<string, readonly Placed[]>): PackageProblem[] {
  if (merge.unread.has('commitments')) return [];
  // Beside a commitment that could not be read there is no telling whether a baseline is agreed.
  const unreadable = merge.incoming.commitments.filter((read) => !isSound(read, READS));
  const unclear = new Set(unreadable.map(({ row }) => nameOf(row, TARGET)));
  const terms = [...merge.after.targets.values()].filter((placed) => isSound(placed, ['tolerance_mode']));
  return [...Map.groupBy(terms, ({ row }) => nameOf(row, TARGET))]
    .filter(([target]) => !unclear.has(target))
    .flatMap(([target, versions]) => shareProblemsOf(versions, commitments.get(target) ?? []));
}

function shareProblemsOf(versions: readonly PlacedRow<TargetTerms>[], placed: readonly Placed[]): PackageProblem[] {
  const latest = Math.max(...versions.map(({ row }) => row.version));
  const rows = placed.map(({ row }) => row);
  return versions.flatMap(({ line, row }) => {
    const message = shareFault(row, row.version === latest, rows);
    if (message === null) return [];
    if (line !== null) return [{ file: 'targets.csv', line, column: 'tolerance_mode', message }];
    return lastIncoming(placed).map((at) => ({ file: 'commitments.csv', line: at, column: 'value', message }));
  });
}

/** Of what is wrong with a target in the record, the last new commitment is the cause. */
function lastIncoming(rows: readonly Placed[]): number[] {
  const line = Math.max(...rows.map((placed) => placed.line ?? 0));
  return line > 0 ? [line] : [];
}

/**
 * What is wrong with a tolerance that is a share of the planned improvement (rules.md 3.4); null where nothing is.
 * Every version needs an agreed baseline; from the target must differ the one that holds now.
 */
export function shareFault(terms: TargetTerms, isLatest: boolean, commitments: readonly Commitment[]): string | null {
  if (terms.tolerance_mode !== 'share') return null;
  const books = agreedBooks(commitments).filter((book) => latestBaseline(book) !== null);
  if (books.length === 0) return 'share of the planned improvement, but no baseline is agreed; one is needed';
  return isLatest ? (books.map(unimproved).find((fault) => fault !== null) ?? null) : null;
}

function unimproved(book: Book): string | null {
  const baseline = latestBaseline(book)?.value;
  const year = targetYears(book).find((each) => targetOfYear(book, each)?.value === baseline);
  if (year === undefined || baseline === undefined) return null;
  const value = quantityText(baseline);
  return `share of the planned improvement, but the target of ${yearText(year)} is the baseline, ${value}; they need to differ`;
}

/** What is in force in the end, by basis: a later agreed version replaces an earlier one (rules.md 1.5). */
function agreedBooks(commitments: readonly Commitment[]): Book[] {
  const agreed = commitments.filter(({ state }) => state === 'agreed').toSorted((a, b) => a.version - b.version);
  return [...Map.groupBy(agreed, ({ basis }) => basis)].map(([basis, rows]) => {
    const book = emptyBook(basis);
    for (const row of rows) book[row.item].set(row.period, row);
    return book;
  });
}

/** A stretch equal to what is expected without it leaves nothing to share out, on whatever day it is looked at. */
function stretchProblems(ofTarget: readonly Placed[]): PackageProblem[] {
  const pairs = ofTarget.filter(({ row }) => row.item === 'stretch' || row.item === 'expected-without');
  return [...Map.groupBy(pairs, ({ row }) => nameOf(row, ['basis', 'period'])).values()].flatMap((rows) => {
    const agreed = rows.filter(({ row }) => row.state === 'agreed');
    const equal = everEqual(rows) ?? everEqual(agreed);
    if (equal === null) return [];
    const [at, other] = equal[0].line === null ? [equal[1], equal[0]] : equal;
    if (at.line === null) return [];
    const { basis, period, value } = other.row;
    const where = words([basis, yearText(period)]);
    const message = `${quantityText(value)} is the ${other.row.item} of ${where} too; stretch and expected-without need to differ`;
    return [{ file: 'commitments.csv', line: at.line, column: 'value', message }];
  });
}

/** The versions of a stretch and of what is expected without it that held on one day and are equal. */
function everEqual(rows: readonly Placed[]): readonly [Placed, Placed] | null {
  const days = [...new Set(rows.map(({ row }) => row.recorded_on))].sort();
  for (const day of days) {
    const stretch = latestOn(rows, 'stretch', day);
    const without = latestOn(rows, 'expected-without', day);
    if (stretch !== null && without !== null && stretch.row.value === without.row.value) return [stretch, without];
  }
  return null;
}

function latestOn(rows: readonly Placed[], item: Commitment['item'], day: string): Placed | null {
  const visible = rows.filter(({ row }) => row.item === item && row.recorded_on <= day);
  return visible.reduce<Placed | null>(
    (held, next) => (held && held.row.version > next.row.version ? held : next),
    null,
  );
}
