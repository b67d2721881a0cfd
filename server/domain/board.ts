import type { Assessment } from './assessment.ts';
import { cancellationOf } from './cancellation.ts';
import type { History } from './history.ts';
import { isRag, type Light, stepsBetter } from './light.ts';
import { type Period, yearOf } from './period.ts';
import { fractionNumber } from './quantity.ts';
import { rewardOf } from './reward.ts';
import { byAgreementOrder, plainly } from './target-order.ts';

/**
 * Worst first: where reward depends on this year's stretch, the more pounds at risk; then the largest gap in proportion to
 * what was expected, a gap against an expected value of zero before all others; then those judged by milestones by
 * the days overdue; then the agreement's order.
 */
export function worstFirst(a: Assessment, b: Assessment): number {
  return (
    poundsAtRisk(b) - poundsAtRisk(a) ||
    shortfall(b) - shortfall(a) ||
    overdueDays(b) - overdueDays(a) ||
    byAgreementOrder(a.known.record.measure.row, b.known.record.measure.row)
  );
}

/**
 * Of the stretch of the period's own year; all of the pot where nothing can be said yet, 0 where none depends on it, or
 * the reward was cancelled.
 */
function poundsAtRisk(assessment: Assessment): number {
  const { known, judgement, period } = assessment;
  const hangs = judgement.book.stretch.has(yearOf(period)) && cancellationOf(known) === null;
  const reward = hangs ? rewardOf(assessment) : null;
  return reward === null ? 0 : (reward.atForecast?.atRisk ?? fractionNumber(reward.pot));
}

function shortfall({ judgement: { judged, judgedBy } }: Assessment): number {
  if (judged === null || judgedBy !== 'figure') return 0;
  return judged.expected === 0 ? (judged.gap < 0 ? Number.MAX_VALUE : 0) : -judged.gap / Math.abs(judged.expected);
}

function overdueDays({ judgement: { milestones } }: Assessment): number {
  return milestones?.overdue?.days ?? 0;
}

export type ChangeKind = 'worse' | 'better' | 'judged' | 'not-judged' | 'other';

/** A light that is not the one of the quarter before, both as known at the same moment. */
export interface Change {
  readonly assessment: Assessment;
  readonly from: Light;
  readonly to: Light;
  readonly kind: ChangeKind;
}

const KINDS: readonly ChangeKind[] = ['worse', 'better', 'judged', 'not-judged', 'other'];

/** What changed since the quarter before, worse first; a target without a light there has not changed. */
export function changesOf(rows: readonly { assessment: Assessment; history: History }[], period: Period): Change[] {
  return rows
    .flatMap(({ assessment, history }) => {
      const from = history.lights.get(period - 1);
      const to = assessment.overall;
      return from === undefined || from === to ? [] : [{ assessment, from, to, kind: kindOf(from, to) }];
    })
    .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

function kindOf(from: Light, to: Light): ChangeKind {
  if (isRag(from) && isRag(to)) return stepsBetter(to, from) < 0 ? 'worse' : 'better';
  if (isRag(to)) return 'judged';
  return isRag(from) ? 'not-judged' : 'other';
}

export interface LeadGroup<T> {
  readonly lead: string;
  readonly name: string;
  readonly rows: readonly T[];
}

/** Rows by the partnership that leads them, partnerships in the order of their names. */
export function byLead<T extends { assessment: Assessment }>(
  rows: readonly T[],
  nameOf: (code: string) => string,
): LeadGroup<T>[] {
  const groups = Map.groupBy(rows, ({ assessment }) => assessment.known.terms.lead);
  return [...groups]
    .map(([lead, members]) => ({ lead, name: nameOf(lead), rows: members }))
    .sort((a, b) => plainly(a.name, b.name));
}
