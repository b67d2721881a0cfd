import type { Assessment } from './assessment.ts';
import type { Commitment, Figure, Provenance } from './data-package.ts';
import { type KnownTarget, latestBaseline, targetOfYear } from './known.ts';
import { yearOf } from './period.ts';

/** From the weakest to the strongest: an illustrative part makes the whole illustrative (contract.md). */
const WEAKEST_FIRST: readonly Provenance[] = ['illustrative', 'entered', 'published'];

/** The weakest of some provenances; null of none. */
export function weakest(provenances: readonly Provenance[]): Provenance | null {
  return WEAKEST_FIRST.find((provenance) => provenances.includes(provenance)) ?? null;
}

/**
 * The weakest provenance of figure and target (contract.md): of a flow every quarter of the sum counts, and where
 * the year has no target of its own, the commitments of the path that stands in for it.
 */
export function provenanceOf(assessment: Assessment): Provenance | null {
  return weakest([...figuresShown(assessment), ...targetsShown(assessment)].map((row) => row.provenance));
}

/** Which of an assessment's numbers rest on something illustrative, to be marked where they are shown. */
export interface Marks {
  readonly baseline: boolean;
  readonly actual: boolean;
  readonly expected: boolean;
  readonly target: boolean;
  /** The gap, or the milestones that stand in for it. */
  readonly gap: boolean;
  /** The light and the sentence that says why. */
  readonly light: boolean;
}

export function marksOf(assessment: Assessment): Marks {
  const { book, path, judged, judgedBy, milestones } = assessment.judgement;
  const onPath = path === null ? [] : [...book.baseline.values(), ...book.target.values(), ...book.stretch.values()];
  const baseline = latestBaseline(book);
  const actual = assessment.actual !== null && isMarked(figuresShown(assessment));
  const expected = judged !== null && isMarked(path === null ? targetsShown(assessment) : onPath);
  const dates = isMarked(milestones?.due ?? []);
  return {
    baseline: baseline !== null && isMarked([baseline]),
    actual,
    expected,
    target: assessment.target !== null && isMarked(targetsShown(assessment)),
    gap: judged === null ? judgedBy === 'milestones' && dates : actual || expected,
    light: actual || expected || dates || (assessment.decidedBy === 'year_end' && isAheadMarked(assessment)),
  };
}

/** What the light of the year's end rests on. */
export function isAheadMarked(assessment: Assessment): boolean {
  return isMarked([...figuresBehind(assessment), ...targetsShown(assessment)]);
}

/** Whether one of some rows is illustrative, so that what is said of them together is. */
export function isMarked(rows: readonly { readonly provenance: Provenance }[]): boolean {
  return weakest(rows.map((row) => row.provenance)) === 'illustrative';
}

/** Whether any figure or commitment on a counting rule is illustrative: what was ever forecast on it may rest on all. */
export function isBasisMarked({ figures, books }: KnownTarget, basis: string): boolean {
  const book = books.get(basis);
  const levels =
    book === undefined ? [] : [...book.baseline.values(), ...book.target.values(), ...book.stretch.values()];
  return isMarked([...(figures.get(basis)?.values() ?? []), ...levels]);
}

function figuresShown({ known, judgement }: Assessment): Figure[] {
  const { basis, figure, yearToDate } = judgement;
  const figures = known.figures.get(basis);
  const summed = yearToDate?.quarters.flatMap((quarter) => figures?.get(quarter.period) ?? []) ?? [];
  return figure === null ? summed : [figure, ...summed];
}

/** Every figure on the judged basis up to u: a forecast may rest on any of them. */
export function figuresBehind({ known, judgement: { basis, quarter } }: Assessment): Figure[] {
  return [...(known.figures.get(basis)?.values() ?? [])].filter(({ period }) => quarter !== null && period <= quarter);
}

function targetsShown({ judgement: { book }, period }: Assessment): Commitment[] {
  const own = targetOfYear(book, yearOf(period));
  // The path that stands in leads from the baseline to all of them.
  return own === null ? [...book.baseline.values(), ...book.target.values(), ...book.stretch.values()] : [own];
}
