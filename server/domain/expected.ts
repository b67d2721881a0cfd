import { figureQuarterBefore } from './indicator.ts';
import { type Book, emptyBook, type KnownTarget, targetOfYear } from './known.ts';
import { expectedOnPath, expectedShare, lacksBaseline, pathOf } from './path.ts';
import { type Period, periodOf, quarterOf, yearOf } from './period.ts';
import { exact, type Quantity, rounded, times } from './quantity.ts';

/** What the figure of a quarter will be judged against, whether or not it is in. */
export interface Expected {
  /** Rounded for judging; of a flow for the year to date. Null where nothing says. */
  readonly value: Quantity | null;
  /** Of a flow: what the year's earlier quarters come to, those that are missing left out. Null for other measures. */
  readonly soFar: Quantity | null;
}

/** The value expected by the end of a quarter (rules.md 2.2 to 2.4). @param basis the one that is judged */
export function expectedBy(known: KnownTarget, basis: string, quarter: Period): Expected {
  const { row } = known.record.measure;
  const book = known.books.get(basis) ?? emptyBook(basis);
  if (row.measure === 'flow')
    return { value: flowExpected(known, book, quarter), soFar: earlierSum(known, basis, quarter) };
  const path = pathOf(known, book);
  const isKnown = path !== null && !lacksBaseline(path, book, yearOf(quarter));
  return { value: isKnown ? rounded(expectedOnPath(path, quarter), row.decimals) : null, soFar: null };
}

function flowExpected(known: KnownTarget, book: Book, quarter: Period): Quantity | null {
  const target = targetOfYear(book, yearOf(quarter));
  if (target === null) return null;
  const { share } = expectedShare(known, book.basis, quarter);
  return rounded(times(exact(target.value), share), known.record.measure.row.decimals);
}

function earlierSum(known: KnownTarget, basis: string, quarter: Period): Quantity {
  const figures = known.figures.get(basis);
  return known.record.measure.quarters
    .filter((each) => each < quarterOf(quarter))
    .reduce((sum, each) => sum + (figures?.get(periodOf(yearOf(quarter), each))?.value ?? 0), 0);
}

/** The due quarters before one, newest first, no more than so many. */
export function dueQuartersBefore(known: KnownTarget, quarter: Period, most: number): Period[] {
  const quarters: Period[] = [];
  let before = figureQuarterBefore(known.record.measure, quarter);
  while (before !== null && quarters.length < most) {
    quarters.push(before);
    before = figureQuarterBefore(known.record.measure, before);
  }
  return quarters;
}
