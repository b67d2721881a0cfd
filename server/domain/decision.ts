import type { Decision } from './data-package.ts';
import type { IsoDate } from './moment.ts';
import { plainly } from './target-order.ts';
import { dateWords } from './wording.ts';

/** `noted` asks nothing of anybody; the others do until they are answered. */
export type DecisionStanding = 'noted' | 'open' | 'overdue' | 'answered';

/**
 * How a decision or a challenge stands on a day. A challenge always wants an answer; a decision wants one where it says
 * who sees to it, or by when.
 */
export function standingOn({ kind, owner_role, due, answered_on }: Decision, day: IsoDate): DecisionStanding {
  if (answered_on !== null && answered_on <= day) return 'answered';
  if (kind === 'decision' && owner_role === null && due === null) return 'noted';
  return due !== null && due < day ? 'overdue' : 'open';
}

export function isOpenOn(decision: Decision, day: IsoDate): boolean {
  const standing = standingOn(decision, day);
  return standing === 'open' || standing === 'overdue';
}

/**
 * What a meeting of a board begins with: what was asked at the one before it, whatever became of it, and of earlier ones
 * what is open still, or was answered since.
 * @param day as known on which
 */
export function youAsked(
  decisions: readonly Decision[],
  { board, date }: Pick<Decision, 'board' | 'date'>,
  day: IsoDate,
): Decision[] {
  const earlier = decisions.filter((each) => each.board === board && each.date < date);
  const before = earlier
    .map((each) => each.date)
    .sort()
    .at(-1);
  return earlier
    .filter((each) => {
      if (standingOn(each, day) === 'noted') return false;
      const isOfLast = each.date === before && each.kind === 'challenge';
      return isOfLast || isOpenOn(each, day) || (each.answered_on ?? '') > (before ?? '');
    })
    .sort((a, b) => plainly(a.date, b.date) || a.number - b.number);
}

/** How it stands, in words: `overdue since 11 February 2009`. */
export function decisionStandingWords(decision: Decision, day: IsoDate): string {
  const { due, answered_on: answered } = decision;
  switch (standingOn(decision, day)) {
    case 'answered':
      return `answered on ${dateWords(answered ?? day)}`;
    case 'overdue':
      return `overdue since ${dateWords(due ?? day)}`;
    case 'open':
      return due === null ? 'open' : `open, due on ${dateWords(due)}`;
    default:
      return 'noted';
  }
}
