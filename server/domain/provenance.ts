import type { Assessment } from './assessment.ts';
import type { Provenance } from './data-package.ts';
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
export function provenanceOf({ known, judgement, period }: Assessment): Provenance | null {
  const { book, basis, figure, yearToDate } = judgement;
  const figures = known.figures.get(basis);
  const summed = yearToDate?.quarters.flatMap((quarter) => figures?.get(quarter.period) ?? []) ?? [];
  const own = targetOfYear(book, yearOf(period));
  const targets = own === null ? [...book.target.values(), ...book.stretch.values()] : [own];
  return weakest([...(figure === null ? [] : [figure]), ...summed, ...targets].map((row) => row.provenance));
}
