import type { IsoDate } from './moment.ts';

/** Where a return stands. `open` has nothing typed into it yet, `draft` has. */
export const RETURN_STATES = ['not-open', 'open', 'draft', 'submitted', 'sent-back', 'signed-off'] as const;

export type ReturnState = (typeof RETURN_STATES)[number];

/** What can be done with a return. `correct` is a save in a target that was opened again. */
export const RETURN_ACTIONS = ['save', 'submit', 'send-back', 'sign-off', 'reopen', 'correct'] as const;

export type ReturnAction = (typeof RETURN_ACTIONS)[number];

/**
 * Who somebody is to a return: an officer, a lead who answers for its partnership, somebody with a link to it, or
 * anybody else. `reopened-for` is whoever a target was opened again for, in that target and until that day.
 */
export const RETURN_PARTIES = ['officer', 'holder', 'guest', 'reopened-for', 'other'] as const;

export type ReturnParty = (typeof RETURN_PARTIES)[number];

interface Transition {
  readonly to: ReturnState;
  readonly by: readonly ReturnParty[];
}

const ENTERING: readonly ReturnParty[] = ['officer', 'holder', 'guest'];
const ANSWERING: readonly ReturnParty[] = ['officer', 'holder'];
const CHECKING: readonly ReturnParty[] = ['officer'];

/** Every step that a return can take, and who can take it; what does not stand here cannot be done. */
export const TRANSITIONS: Readonly<Record<ReturnState, Readonly<Partial<Record<ReturnAction, Transition>>>>> = {
  'not-open': {},
  open: { save: { to: 'draft', by: ENTERING }, submit: { to: 'submitted', by: ANSWERING } },
  draft: { save: { to: 'draft', by: ENTERING }, submit: { to: 'submitted', by: ANSWERING } },
  submitted: { 'send-back': { to: 'sent-back', by: CHECKING }, 'sign-off': { to: 'signed-off', by: CHECKING } },
  'sent-back': { save: { to: 'sent-back', by: ENTERING }, submit: { to: 'submitted', by: ANSWERING } },
  'signed-off': {
    reopen: { to: 'signed-off', by: CHECKING },
    correct: { to: 'signed-off', by: ['reopened-for'] },
  },
};

/** The state after a step; null where somebody may not take it, or nobody can. */
export function stateAfter(state: ReturnState, action: ReturnAction, party: ReturnParty): ReturnState | null {
  const step = TRANSITIONS[state][action];
  return step?.by.includes(party) ? step.to : null;
}

/** What was done with a return as a whole, as it is kept. */
export type ReturnEventKind = 'submitted' | 'sent-back' | 'signed-off';

/**
 * Where a return stands on a day: what was last done with it says so; before anything was, whether something has been
 * typed, and then whether it has opened.
 */
export function returnState(
  last: ReturnEventKind | null,
  hasRows: boolean,
  { opens, today }: { readonly opens: IsoDate; readonly today: IsoDate },
): ReturnState {
  if (last !== null) return last;
  if (hasRows) return 'draft';
  return today >= opens ? 'open' : 'not-open';
}

/** Whether figures can be typed into it by those who answer for it. */
export function isEditable(state: ReturnState): boolean {
  return TRANSITIONS[state].save !== undefined;
}

const WORDS: Readonly<Record<ReturnState, string>> = {
  'not-open': 'Not open',
  open: 'Open',
  draft: 'Draft',
  submitted: 'Submitted',
  'sent-back': 'Sent back',
  'signed-off': 'Signed off',
};

export function returnStateWords(state: ReturnState): string {
  return WORDS[state];
}

const ACTION_WORDS: Readonly<Record<ReturnAction, string>> = {
  save: 'typed into',
  submit: 'submitted',
  'send-back': 'sent back',
  'sign-off': 'signed off',
  reopen: 'opened again',
  correct: 'corrected',
};

/** Why a step cannot be taken: `A return that is signed off cannot be submitted.` */
export function refusalWords(state: ReturnState, action: ReturnAction): string {
  const where: Readonly<Record<ReturnState, string>> = {
    'not-open': 'has not opened yet',
    open: 'is open',
    draft: 'is a draft',
    submitted: 'is submitted',
    'sent-back': 'was sent back',
    'signed-off': 'is signed off',
  };
  return `A return that ${where[state]} cannot be ${ACTION_WORDS[action]}.`;
}
