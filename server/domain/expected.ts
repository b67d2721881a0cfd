import type { Figure } from './data-package.ts';
import { figureQuarterBefore } from './indicator.ts';
import { type Book, emptyBook, type KnownTarget, targetOfYear } from './known.ts';
import { expectedOnPath, expectedShare, lacksBaseline, pathOf } from './path.ts';
import { type Period, periodOf, quarterOf, yearOf } from './period.ts';
import { isMarked } from './provenance.ts';
import { exact, type Quantity, rounded, times } from './quantity.ts';

/** What the figure of a quarter will be judged against, whether or not it is in. */
export interface Expected {
  /** Rounded for judging; of a flow for the year to date. Null where nothing says. */
  readonly value: Quantity | null;
  /** Of a flow: what the year's earlier quarters come to, those that are missing left out. Null for other measures. */
  readonly soFar: Quantity | null;
  /** Whether either rests on something made up. */
  readonly illustrative: boolean;
  readonly soFarIllustrative: boolean;
}

/** The value expected by the end of a quarter (rules.md 2.2 to 2.4). @param basis the one that is judged */
export function expectedBy(known: KnownTarget, basis: string, quarter: Period): Expected {
  const { row } = known.record.measure;
  const book = known.books.get(basis) ?? emptyBook(basis);
  if (row.measure === 'flow') return expectedOfFlow(known, book, quarter);
  const path = pathOf(known, book);
  const isKnown = path !== null && !lacksBaseline(path, book, yearOf(quarter));
  const value = isKnown ? rounded(expectedOnPath(path, quarter), row.decimals) : null;
  const commitments = [...book.baseline.values(), ...book.target.values(), ...book.stretch.values()];
  return { value, soFar: null, illustrative: isKnown && isMarked(commitments), soFarIllustrative: false };
}

function expectedOfFlow(known: KnownTarget, book: Book, quarter: Period): Expected {
  const target = targetOfYear(book, yearOf(quarter));
  const earlier = earlierFigures(known, book.basis, quarter);
  return {
    value: flowExpected(known, book, quarter),
    soFar: earlier.reduce((sum, { value }) => sum + (value ?? 0), 0),
    illustrative: target !== null && isMarked([target]),
    soFarIllustrative: isMarked(earlier),
  };
}

function flowExpected(known: KnownTarget, book: Book, quarter: Period): Quantity | null {
  const target = targetOfYear(book, yearOf(quarter));
  if (target === null) return null;
  const { share } = expectedShare(known, book.basis, quarter);
  return rounded(times(exact(target.value), share), known.record.measure.row.decimals);
}

function earlierFigures(known: KnownTarget, basis: string, quarter: Period): Figure[] {
  const figures = known.figures.get(basis);
  return known.record.measure.quarters
    .filter((each) => each < quarterOf(quarter))
    .flatMap((each) => figures?.get(periodOf(yearOf(quarter), each)) ?? []);
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
