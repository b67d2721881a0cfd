import type { Assessment } from './assessment.ts';
import type { Commitment, Figure, Provenance } from './data-package.ts';
import { targetOfYear } from './known.ts';
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
  readonly actual: boolean;
  readonly expected: boolean;
  readonly target: boolean;
}

export function marksOf(assessment: Assessment): Marks {
  const { book, path } = assessment.judgement;
  const onPath = path === null ? [] : [...book.baseline.values(), ...book.target.values(), ...book.stretch.values()];
  const marked = (rows: readonly { provenance: Provenance }[]) =>
    weakest(rows.map((row) => row.provenance)) === 'illustrative';
  return {
    actual: assessment.actual !== null && marked(figuresShown(assessment)),
    expected: assessment.judgement.judged !== null && marked(path === null ? targetsShown(assessment) : onPath),
    target: assessment.target !== null && marked(targetsShown(assessment)),
  };
}

function figuresShown({ known, judgement }: Assessment): Figure[] {
  const { basis, figure, yearToDate } = judgement;
  const figures = known.figures.get(basis);
  const summed = yearToDate?.quarters.flatMap((quarter) => figures?.get(quarter.period) ?? []) ?? [];
  return figure === null ? summed : [figure, ...summed];
}

function targetsShown({ judgement: { book }, period }: Assessment): Commitment[] {
  const own = targetOfYear(book, yearOf(period));
  return own === null ? [...book.target.values(), ...book.stretch.values()] : [own];
}
