import type { Assessment } from './assessment.ts';
import type { Action, Commentary } from './data-package.ts';
import type { Problem } from './errors.ts';
import { isRag, LIGHT_SIGNS, type Light, stepsBetter } from './light.ts';
import type { IsoDate } from './moment.ts';
import { isSameText } from './narrative.ts';
import type { ReadRow, RowEntry } from './return-row.ts';

/** What a row is held against before it can be submitted. */
export interface GateFacts {
  readonly entry: RowEntry;
  readonly read: ReadRow;
  /** With what is typed; null where the target is out of the count. */
  readonly after: Assessment | null;
  /** Of the quarter before; null where there is none. */
  readonly before: Light | null;
  /** Planned or under way. */
  readonly openActions: readonly Action[];
  /** What was said last for an earlier quarter. */
  readonly previous: Commentary | null;
  readonly today: IsoDate;
}

/** Why a target must be explained: its colour, or that it fell; null where it need not be. */
export function explanationReason({ after, before }: Pick<GateFacts, 'after' | 'before'>): string | null {
  if (after === null) return null;
  const { overall, decidedBy } = after;
  if (!isRag(overall)) return null;
  const word = `${LIGHT_SIGNS[overall].word}${decidedBy === 'year_end' ? ' at the year’s end' : ''}`;
  const fell = before !== null && isRag(before) && stepsBetter(before, overall) > 0;
  if (fell) return `${word}, and ${LIGHT_SIGNS[before].word.toLowerCase()} the quarter before`;
  return overall === 'green' ? null : word;
}

/** What is still to be said before the row can be submitted, each at its field; empty where nothing is. */
export function gateProblems(facts: GateFacts): Problem[] {
  const reason = explanationReason(facts);
  return [
    ...(reason === null ? [] : explanation(facts, reason)),
    ...(isUnchanged(facts) && facts.entry.unchanged === ''
      ? [
          {
            field: 'unchanged',
            message: 'This is word for word what was said last time. Say what is new, or why nothing is.',
          },
        ]
      : []),
    ...rosierProblem(facts),
  ];
}

function explanation({ entry, read, openActions, today }: GateFacts, reason: string): Problem[] {
  const asks: Problem[] = [];
  if (entry.commentary === '') asks.push({ field: 'commentary', message: `${reason}: say what lies behind it.` });
  if (entry.cause === '') asks.push({ field: 'cause', message: `${reason}: choose the cause.` });
  if (openActions.some((action) => isWhole(action, today))) return asks;
  const { action } = read;
  if (action === null) {
    return [...asks, { field: 'action_title', message: `${reason}: say what is being done about it.` }];
  }
  if (action.owner_role === null) asks.push({ field: 'action_owner', message: 'Say who is doing it.' });
  if (action.due === null) asks.push({ field: 'action_due', message: 'Say by when it will be done.' });
  else if (action.due < today)
    asks.push({ field: 'action_due', message: 'That day has passed. Say by when it will be done.' });
  if (action.expected_effect === null) {
    asks.push({ field: 'action_effect', message: 'Say what it should do to the figure, in the figure’s own unit.' });
  }
  return asks;
}

/** An action that says who, by when and to what effect, and whose day has not passed. */
export function isWhole({ owner_role: owner, due, expected_effect: effect }: Action, today: IsoDate): boolean {
  return owner !== null && due !== null && due >= today && effect !== null;
}

/** The same words as last time, whatever their spaces and capitals. */
function isUnchanged({ entry, previous }: GateFacts): boolean {
  if (previous === null || entry.commentary === '') return false;
  const [said] = previous.text.split('\n\n');
  return isSameText(entry.commentary, previous.text) || isSameText(entry.commentary, said ?? '');
}

/** The lead's own view is a step or more better than the light of the year's end (rules.md 4, own view). */
function rosierProblem({ entry, read: { ownView }, after }: GateFacts): Problem[] {
  const light = after?.yearEnd?.light ?? null;
  if (ownView === null || light === null || stepsBetter(ownView, light) <= 0 || entry.better !== '') return [];
  const word = LIGHT_SIGNS[light].word.toLowerCase();
  const message = `Your own view is better than the light of the year’s end, which is ${word}. Say in a sentence why.`;
  return [{ field: 'better', message }];
}
