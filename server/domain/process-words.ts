import type { Indicator } from './data-package.ts';
import {
  type CauseKind,
  FOR_FULL,
  type ProcessBehaviour,
  type ProcessPoint,
  type Signal,
  type SpecialCause,
  type TargetStanding,
} from './process-behaviour.ts';
import { listWords, periodEndWords, periodWords } from './wording.ts';

const STANDINGS: Readonly<Record<TargetStanding, string>> = {
  'consistently-met': 'consistently met',
  'consistently-missed': 'consistently missed',
  'hit-or-miss': 'hit or missed by chance',
};

/**
 * What it means for the Board, in one sentence. With limits for trial it says so and from how many quarters, and claims
 * nothing more. Where concern and improvement both fire, concern is said first (rules.md 6).
 */
export function behaviourSentence(behaviour: ProcessBehaviour, row: Pick<Indicator, 'measure' | 'pattern'>): string {
  const { points, signals, standing, trial } = behaviour;
  const end = points.at(-1) as ProcessPoint;
  const change = row.pattern === 'seasonal' ? ' (change on the year before)' : '';
  const quarters = `${points.length} quarters to ${periodEndWords(end.period)}${change}`;
  if (trial) {
    return `Too early to call a quarter unusual: until there are ${FOR_FULL}, the limits are for trial, drawn from the ${quarters}.`;
  }
  const goal = row.measure === 'snapshot' ? 'the target' : 'a quarter’s share of the target';
  const now = `${periodWords(end.period)}${change}`;
  if (signals.length > 0) {
    const words =
      standing === null ? '' : `; as long as the process keeps to its limits, ${goal} is ${STANDINGS[standing]}`;
    return `${opening(signals)}: ${now} ${listWords(end.causes.map(causeWords))}${words}.`;
  }
  const outlook = standing === null ? '' : `, so ${goal} will be ${STANDINGS[standing]} unless the process changes`;
  const quiet = points.some(({ causes }) => causes.length > 0)
    ? `Nothing unusual now, though earlier quarters stand out: ${now} lies`
    : `Nothing unusual: the ${quarters} stay`;
  return `${quiet} within what the process usually gives${outlook}.`;
}

function opening(signals: readonly Signal[]): string {
  if (signals.length > 1) return 'A concern, and an improvement beside it, that are more than chance';
  return signals[0] === 'concern' ? 'A concern that is more than chance' : 'An improvement that is more than chance';
}

function causeWords({ kind, direction }: SpecialCause): string {
  const side = direction === 1 ? 'above' : 'below';
  const words: Readonly<Record<CauseKind, string>> = {
    outside: `lies ${side} what the process usually gives`,
    trend: `is the latest of at least seven that ${direction === 1 ? 'rose' : 'fell'} without a break`,
    'two-of-three': `is one of two in three that lie far ${side} the average`,
    'one-side': `is the latest of at least seven in a row ${side} the average`,
  };
  return words[kind];
}
