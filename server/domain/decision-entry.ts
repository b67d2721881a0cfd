import { readDay } from './action-entry.ts';
import type { Decision } from './data-package.ts';
import type { Problem } from './errors.ts';
import type { Read } from './figure-entry.ts';
import type { IsoDate } from './moment.ts';
import { dateWords } from './wording.ts';

export const DECISION_FIELDS = ['kind', 'text', 'owner_role', 'due', 'target'] as const;
/** What is typed of a decision or a challenge, as text; empty where nothing is. */
export type DecisionEntry = Readonly<Record<(typeof DECISION_FIELDS)[number], string>>;

export const ANSWER_FIELDS = ['answer', 'answered_on'] as const;
export type AnswerEntry = Readonly<Record<(typeof ANSWER_FIELDS)[number], string>>;

/** A target by its codes. */
export type DecisionTarget = Pick<Decision, 'agreement' | 'indicator' | 'part'>;

export type DecisionTerms = Pick<Decision, 'kind' | 'text' | 'owner_role' | 'due'> & DecisionTarget;

const KINDS = ['decision', 'challenge'] as const satisfies readonly Decision['kind'][];
const LONGEST = 2000;

/**
 * Reads what was typed; every problem is named at its field. A challenge says who answers it and by when.
 * @param targets by the words of their addresses
 * @param date of the meeting
 */
export function readDecisionEntry(
  entry: DecisionEntry,
  targets: ReadonlyMap<string, DecisionTarget>,
  date: IsoDate,
): Read<DecisionTerms> {
  const problems: Problem[] = [];
  const wrong = (field: keyof DecisionEntry, message: string): void => void problems.push({ field, message });
  const kind = KINDS.find((each) => each === entry.kind);
  const due = readDay(entry.due, 'due', wrong);
  const target = entry.target === '' ? NO_TARGET : targets.get(entry.target);
  const isChallenge = kind === 'challenge';
  const checks: readonly [field: keyof DecisionEntry, isWrong: boolean, message: string][] = [
    ['kind', kind === undefined, 'Choose whether it is a decision or a challenge.'],
    ['text', entry.text === '', 'Say what was decided, or asked.'],
    ['text', entry.text.length > LONGEST, `Use at most ${LONGEST} characters.`],
    ['owner_role', entry.owner_role.length > 200, 'Use at most 200 characters.'],
    ['owner_role', isChallenge && entry.owner_role === '', 'Say who answers it: a post.'],
    ['due', isChallenge && entry.due === '', 'Say by when it is answered.'],
    ['due', due !== null && due < date, `The meeting is on ${dateWords(date)}: enter a day that is not before it.`],
    ['target', target === undefined, 'Choose a target of the list, or none.'],
  ];
  for (const [field, isWrong, message] of checks) if (isWrong) wrong(field, message);
  if (problems.length > 0 || kind === undefined || target === undefined) return { ok: false, problems };
  return { ok: true, value: { kind, text: entry.text, owner_role: entry.owner_role || null, due, ...target } };
}

const NO_TARGET: DecisionTarget = { agreement: null, indicator: null, part: null };

/** @param date of the meeting @param today by the record's clock: nothing is answered on a day to come */
export function readAnswerEntry(
  entry: AnswerEntry,
  date: IsoDate,
  today: IsoDate,
): Read<{ readonly answer: string; readonly answered_on: IsoDate }> {
  const problems: Problem[] = [];
  const wrong = (field: keyof AnswerEntry, message: string): void => void problems.push({ field, message });
  const day = entry.answered_on === '' ? today : readDay(entry.answered_on, 'answered_on', wrong);
  if (entry.answer === '') wrong('answer', 'Say what the answer is, or what came of it.');
  if (entry.answer.length > LONGEST) wrong('answer', `Use at most ${LONGEST} characters.`);
  if (day !== null && day > today) wrong('answered_on', 'That day has not come yet.');
  if (day !== null && day < date)
    wrong('answered_on', `The meeting was on ${dateWords(date)}: enter a day that is not before it.`);
  if (problems.length > 0 || day === null) return { ok: false, problems };
  return { ok: true, value: { answer: entry.answer, answered_on: day } };
}
