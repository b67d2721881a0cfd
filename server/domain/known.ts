import type {
  Action,
  Agreement,
  Basis,
  Cancellation,
  Commentary,
  Commitment,
  Figure,
  Milestone,
  TargetTerms,
} from './data-package.ts';
import type { Measure } from './indicator.ts';
import type { AsAt, IsoDate } from './moment.ts';
import { type Period, periodOf, type Year } from './period.ts';

export const STANDARD_BASIS = 'standard';

/** All that the record holds of one target, whenever it was recorded. */
export interface TargetRecord {
  readonly agreement: Agreement;
  /** That the agreement's reward was cancelled, on whatever day; null where it was not. */
  readonly cancellation: Cancellation | null;
  readonly measure: Measure;
  readonly bases: readonly Basis[];
  /** Versions of the terms, commitments and facts in ascending order of version. */
  readonly terms: readonly TargetTerms[];
  readonly commitments: readonly Commitment[];
  readonly milestones: readonly Milestone[];
  readonly figures: readonly Figure[];
  readonly commentaries: readonly Commentary[];
  readonly actions: readonly Action[];
}

/** A target without what is recorded of it over time. */
export type TargetOutline = Pick<TargetRecord, 'agreement' | 'measure' | 'bases' | 'terms'>;

/** Commitments of one basis that hold, by the year they apply to. */
export interface Book {
  readonly basis: string;
  readonly baseline: ReadonlyMap<Year, Commitment>;
  readonly target: ReadonlyMap<Year, Commitment>;
  readonly stretch: ReadonlyMap<Year, Commitment>;
  readonly 'expected-without': ReadonlyMap<Year, Commitment>;
  readonly 'reward-pot': ReadonlyMap<Year, Commitment>;
}

/** A target as it was known at a moment: the versions that held then, and nothing recorded later (rules.md 1.4). */
export interface KnownTarget {
  readonly record: TargetRecord;
  readonly asAt: AsAt;
  readonly terms: TargetTerms;
  /** In force: agreed, by basis (rules.md 1.5). */
  readonly books: ReadonlyMap<string, Book>;
  /** The figure that holds for each period, by basis (rules.md 1.5). */
  readonly figures: ReadonlyMap<string, ReadonlyMap<Period, Figure>>;
}

/** Null where no version of the target is recorded yet: it is not in the count (rules.md 1.4). */
export function knownTarget(record: TargetRecord, asAt: AsAt): KnownTarget | null {
  const terms = record.terms.findLast((version) => version.recorded_on <= asAt.date);
  if (terms === undefined) return null;
  return { record, asAt, terms, books: booksInForce(record, asAt), figures: figuresKnown(record.figures, asAt) };
}

/** Who led a target on a day; before its first version was recorded, whoever that names. */
export function leadOn({ terms }: Pick<TargetRecord, 'terms'>, day: IsoDate): string | null {
  return (terms.findLast((version) => version.recorded_on <= day) ?? terms[0])?.lead ?? null;
}

/** The version of the terms by which the target came into the state that it is in. */
export function stateSince({ record, asAt, terms }: KnownTarget): TargetTerms {
  const versions = record.terms.filter((version) => version.recorded_on <= asAt.date);
  const before = versions.findLastIndex((version) => version.state !== terms.state);
  return versions[before + 1] ?? terms;
}

export function firstPeriod(agreement: Agreement): Period {
  return periodOf(agreement.first_year, 1);
}

export function lastPeriod(agreement: Agreement): Period {
  return periodOf(agreement.last_year, 4);
}

type MutableBook = { -readonly [K in keyof Book]: Book[K] extends string ? string : Map<Year, Commitment> };

export function emptyBook(basis: string): MutableBook {
  return {
    basis,
    baseline: new Map(),
    target: new Map(),
    stretch: new Map(),
    'expected-without': new Map(),
    'reward-pot': new Map(),
  };
}

function booksInForce(record: TargetRecord, asAt: AsAt): Map<string, Book> {
  const books = new Map<string, MutableBook>();
  for (const row of record.commitments) {
    if (row.state !== 'agreed' || row.recorded_on > asAt.date) continue;
    entry(books, row.basis, () => emptyBook(row.basis))[row.item].set(row.period, row);
  }
  return books;
}

/**
 * What would hold on a basis if all that was put forward had been agreed: where nothing is agreed, the latest
 * version of any state (rules.md 1.6).
 */
export function bookIfAgreed(known: KnownTarget, basis: string): Book {
  const agreed = known.books.get(basis);
  const book = emptyBook(basis);
  for (const row of known.record.commitments) {
    if (row.basis !== basis || row.recorded_on > known.asAt.date) continue;
    book[row.item].set(row.period, agreed?.[row.item].get(row.period) ?? row);
  }
  return book;
}

/** The agreed target of a year, else the agreed stretch of it (rules.md 2.1). */
export function targetOfYear(book: Book, year: Year): Commitment | null {
  return book.target.get(year) ?? book.stretch.get(year) ?? null;
}

/** Years with a target or stretch, ascending. */
export function targetYears(book: Book): Year[] {
  return [...new Set([...book.target.keys(), ...book.stretch.keys()])].sort((a, b) => a - b);
}

/** The latest baseline (rules.md 2.2). */
export function latestBaseline(book: Book): Commitment | null {
  return book.baseline.size === 0 ? null : (book.baseline.get(Math.max(...book.baseline.keys())) ?? null);
}

function figuresKnown(figures: readonly Figure[], asAt: AsAt): Map<string, Map<Period, Figure>> {
  const bases = new Map<string, Map<Period, Figure>>();
  for (const figure of figures) {
    if (figure.recorded_at > asAt.moment) continue;
    const periods = entry(bases, figure.basis, () => new Map<Period, Figure>());
    const held = periods.get(figure.period);
    if (held === undefined || supersedes(figure, held)) periods.set(figure.period, figure);
  }
  return bases;
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const held = map.get(key);
  if (held !== undefined) return held;
  const made = make();
  map.set(key, made);
  return made;
}

/** The version recorded last holds; of two recorded at once, the higher (rules.md 1.5). */
function supersedes(figure: Figure, held: Figure): boolean {
  return figure.recorded_at === held.recorded_at
    ? figure.version > held.version
    : figure.recorded_at > held.recorded_at;
}

/** The figure that holds for a quarter on a basis; null where none is known. */
export function figureKnown({ figures }: KnownTarget, basis: string, quarter: Period): Figure | null {
  return figures.get(basis)?.get(quarter) ?? null;
}

/** Of the versions of one figure the one that holds; null where none was recorded by then (rules.md 1.5). */
export function figureInForce(versions: readonly Figure[], { moment }: AsAt): Figure | null {
  const visible = versions.filter((figure) => figure.recorded_at <= moment);
  return visible.reduce<Figure | null>((held, next) => (held === null || supersedes(next, held) ? next : held), null);
}

/** Whether the indicator is counted on a basis at all: every indicator is on `standard` (data-package.md). */
export function hasBasis(record: Pick<TargetRecord, 'bases'>, basis: string): boolean {
  return basis === STANDARD_BASIS || record.bases.some((row) => row.basis === basis);
}

/**
 * The basis on which a year is judged: that of its target (a target before a stretch), else of the next one,
 * else of the last one; of several the last decided, then `standard` (rules.md 1.6).
 */
export function judgedBasis(known: KnownTarget, year: Year): string {
  const books = [...known.books.values()];
  const years = [...new Set(books.flatMap(targetYears))].sort((a, b) => a - b);
  const judged = years.includes(year) ? year : (years.find((later) => later > year) ?? years.at(-1));
  if (judged === undefined) return STANDARD_BASIS;
  const targets = books.flatMap((book) => book.target.get(judged) ?? []);
  const candidates = targets.length > 0 ? targets : books.flatMap((book) => book.stretch.get(judged) ?? []);
  return candidates.reduce(preferredBasis).basis;
}

function preferredBasis(held: Commitment, next: Commitment): Commitment {
  const [heldOn, nextOn] = [held.decided_on ?? '', next.decided_on ?? ''];
  if (heldOn !== nextOn) return nextOn > heldOn ? next : held;
  if (held.basis === STANDARD_BASIS || next.basis === STANDARD_BASIS)
    return held.basis === STANDARD_BASIS ? held : next;
  return next.basis < held.basis ? next : held;
}
