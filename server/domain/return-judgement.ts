import { type Assessment, assess } from './assessment.ts';
import type { Commentary, Figure } from './data-package.ts';
import type { Problem } from './errors.ts';
import { type NewFigure, noteText } from './figure-entry.ts';
import { isListed } from './judgement.ts';
import { figureKnown, firstPeriod, type KnownTarget } from './known.ts';
import type { Light } from './light.ts';
import { commentaryFor, openActions } from './narrative.ts';
import { type PlausibilityNote, plausibilityNotes } from './plausibility.ts';
import { explanationReason, gateProblems } from './return-gate.ts';
import { type ReadRow, type RowEntry, readRow } from './return-row.ts';
import type { ScopeRow } from './return-scope.ts';
import { standingOf } from './standing.ts';

/** What is to be said of a row as it is typed. */
export interface RowJudgement {
  readonly read: ReadRow;
  /** The figure that the record holds in its place; null where there is none. */
  readonly held: Figure | null;
  /** With what is typed; null where the target is out of the count. */
  readonly after: Assessment | null;
  /** The light of the quarter before; null where the agreement did not run. */
  readonly before: Light | null;
  readonly notes: readonly PlausibilityNote[];
  /** Why it must be explained: its colour, or that it fell; null where it need not be. */
  readonly reason: string | null;
  /** What is still to be said before the return can be submitted. */
  readonly asks: readonly Problem[];
}

/**
 * Judges a row of a return as it is typed.
 * @param today by the record's clock
 * @param earlier figures typed for earlier quarters of the same target, on which a year to date depends
 */
export function judgeRow(
  row: ScopeRow,
  entry: RowEntry,
  today: string,
  earlier: readonly NewFigure[] = [],
): RowJudgement {
  const { name, kind } = row;
  const known = earlier.reduce(withFigure, row.known);
  const read = readRow(known, name, entry, today);
  const held = figureKnown(known, name.basis, name.quarter);
  const after = assessWith(known, name.quarter, kind === 'beside' ? name.basis : null, read.figure);
  const before = lightBefore(known, name.quarter);
  const notes = read.figure === null ? [] : plausibilityNotes(known, read.figure);
  const figureAsks = [...read.unfinished, ...answerAsk(row, read, entry), ...correctionAsk(read, held, entry)];
  if (kind === 'beside' || read.figure === null || read.figure.value === null) {
    return { read, held, after, before, notes, reason: null, asks: figureAsks };
  }
  const facts = {
    entry,
    read,
    after,
    before,
    openActions: openActions(known),
    previous: saidBefore(known, name.quarter),
    today,
  };
  return {
    read,
    held,
    after,
    before,
    notes,
    reason: explanationReason(facts),
    asks: [...figureAsks, ...gateProblems(facts)],
  };
}

/** The assessment of a quarter with a figure that is not recorded yet, as the version above all there are. */
function assessWith(
  known: KnownTarget,
  quarter: number,
  basis: string | null,
  figure: NewFigure | null,
): Assessment | null {
  if (figure === null) return assess(known, quarter, basis);
  return assess(withFigure(known, figure), quarter, basis);
}

/** A target as it would be known with a figure that is not recorded yet, as the version above all there are. */
function withFigure(known: KnownTarget, figure: NewFigure): KnownTarget {
  const periods = new Map(known.figures.get(figure.basis));
  const version = (periods.get(figure.period)?.version ?? 0) + 1;
  periods.set(figure.period, { ...figure, version, recorded_at: known.asAt.moment, recorded_by: null });
  return { ...known, figures: new Map(known.figures).set(figure.basis, periods) };
}

function lightBefore(known: KnownTarget, quarter: number): Light | null {
  if (quarter <= firstPeriod(known.record.agreement) || !isListed(known)) return null;
  return standingOf(known, quarter - 1, null).overall;
}

/** What was said last for an earlier quarter. */
function saidBefore(known: KnownTarget, quarter: number): Commentary | null {
  return commentaryFor(known, quarter - 1);
}

/** A figure that is due must be there, or the reason why there is none. */
function answerAsk({ required }: ScopeRow, { figure }: ReadRow, entry: RowEntry): Problem[] {
  const isTyped = [entry.value, entry.numerator, entry.denominator, entry.missing_reason].some((text) => text !== '');
  if (!required || figure !== null || isTyped) return [];
  return [{ field: 'value', message: 'Enter the figure, or choose why there is none.' }];
}

/** A figure that takes another's place must say why. */
function correctionAsk({ figure }: ReadRow, held: Figure | null, entry: RowEntry): Problem[] {
  if (figure === null || held === null || held.missing_reason === 'not-published' || entry.note !== '') return [];
  if (isSameFigure(figure, held) || isConfirmed(figure, held)) return [];
  return [{ field: 'note', message: noteText(held) }];
}

type Amount = Pick<Figure, 'value' | 'numerator' | 'denominator' | 'status' | 'missing_reason'>;

/** Nothing new is said of the figure; numbers behind it that are not typed are not taken back. */
export function isSameFigure(typed: Amount, held: Amount): boolean {
  return typed.status === held.status && isSameAmount(typed, held);
}

/** What was provisional is final, and the same. */
export function isConfirmed(typed: Amount, held: Amount): boolean {
  return typed.status === 'final' && held.status === 'provisional' && isSameAmount(typed, held);
}

function isSameAmount(typed: Amount, held: Amount): boolean {
  const isRatio = typed.numerator !== null || typed.denominator !== null;
  const isSameRatio = typed.numerator === held.numerator && typed.denominator === held.denominator;
  return typed.value === held.value && typed.missing_reason === held.missing_reason && (!isRatio || isSameRatio);
}
