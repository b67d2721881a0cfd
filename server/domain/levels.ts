import type { Assessment } from './assessment.ts';
import type { Commitment } from './data-package.ts';
import { judgedBasis, type KnownTarget, latestBaseline } from './known.ts';
import { yearText } from './period.ts';
import { isMarked } from './provenance.ts';
import { valueWords } from './wording.ts';

/** A level that a target starts from or is to reach, in words. */
export interface LevelFact {
  readonly label: string;
  readonly text: string;
  readonly illustrative: boolean;
}

/** Baseline, yearly targets and stretch in force on the judged basis, as they stand in the agreement. */
export function levelFacts(known: KnownTarget, assessment: Assessment | null): LevelFact[] {
  const basis = assessment?.judgement.basis ?? judgedBasis(known, known.record.agreement.last_year);
  const book = known.books.get(basis);
  if (book === undefined) return [];
  const baseline = latestBaseline(book);
  return [
    ...fact(known, 'Baseline', baseline === null ? [] : [baseline]),
    ...fact(known, book.target.size === 1 ? 'Target' : 'Targets', [...book.target.values()]),
    ...fact(known, 'Stretch target', [...book.stretch.values()]),
  ];
}

function fact({ record }: KnownTarget, label: string, rows: readonly Commitment[]): LevelFact[] {
  if (rows.length === 0) return [];
  const levels = rows
    .toSorted((a, b) => a.period - b.period)
    .map((row) => `${valueWords(row.value, record.measure.row)} for ${yearText(row.period)}`);
  return [{ label, text: levels.join('; '), illustrative: isMarked(rows) }];
}

/** Commitments with those of the judged basis first, otherwise in the order given. */
export function judgedBasisFirst(rows: readonly Commitment[], assessment: Assessment | null): Commitment[] {
  const basis = assessment?.judgement.basis;
  return rows.toSorted((a, b) => Number(b.basis === basis) - Number(a.basis === basis));
}
