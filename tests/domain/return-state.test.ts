import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IsoDate } from '../../server/domain/moment.ts';
import {
  isEditable,
  RETURN_ACTIONS,
  RETURN_PARTIES,
  RETURN_STATES,
  type ReturnAction,
  type ReturnEventKind,
  type ReturnParty,
  type ReturnState,
  refusalWords,
  returnState,
  returnStateWords,
  stateAfter,
} from '../../server/domain/return-state.ts';

/** Where a step leads: for an officer, a holder, a guest, somebody a target was opened again for, and anybody else. */
type Cells = readonly [ReturnState | '', ReturnState | '', ReturnState | '', ReturnState | '', ReturnState | ''];

const NOBODY: Cells = ['', '', '', '', ''];

/**
 * The whole machine, written a second time by hand. Figures are typed while a return is open, a draft or sent back, by
 * officers, by those who answer for the partnership and by guests with a link; guests never submit. Only officers send
 * back, sign off and open again, and what is signed off is corrected by nobody but whom it was opened again for.
 */
const MATRIX: Readonly<Record<ReturnState, Readonly<Record<ReturnAction, Cells>>>> = {
  'not-open': {
    save: NOBODY,
    submit: NOBODY,
    'send-back': NOBODY,
    'sign-off': NOBODY,
    reopen: NOBODY,
    correct: NOBODY,
  },
  open: {
    save: ['draft', 'draft', 'draft', '', ''],
    submit: ['submitted', 'submitted', '', '', ''],
    'send-back': NOBODY,
    'sign-off': NOBODY,
    reopen: NOBODY,
    correct: NOBODY,
  },
  draft: {
    save: ['draft', 'draft', 'draft', '', ''],
    submit: ['submitted', 'submitted', '', '', ''],
    'send-back': NOBODY,
    'sign-off': NOBODY,
    reopen: NOBODY,
    correct: NOBODY,
  },
  submitted: {
    save: NOBODY,
    submit: NOBODY,
    'send-back': ['sent-back', '', '', '', ''],
    'sign-off': ['signed-off', '', '', '', ''],
    reopen: NOBODY,
    correct: NOBODY,
  },
  'sent-back': {
    save: ['sent-back', 'sent-back', 'sent-back', '', ''],
    submit: ['submitted', 'submitted', '', '', ''],
    'send-back': NOBODY,
    'sign-off': NOBODY,
    reopen: NOBODY,
    correct: NOBODY,
  },
  'signed-off': {
    save: NOBODY,
    submit: NOBODY,
    'send-back': NOBODY,
    'sign-off': NOBODY,
    reopen: ['signed-off', '', '', '', ''],
    correct: ['', '', '', 'signed-off', ''],
  },
};

const PARTIES: readonly ReturnParty[] = ['officer', 'holder', 'guest', 'reopened-for', 'other'];

const CELLS = Object.entries(MATRIX).flatMap(([state, steps]) =>
  Object.entries(steps).flatMap(([action, cells]) =>
    PARTIES.map((party, index) => ({ state, action, party, to: cells[index] || null })),
  ),
) as { state: ReturnState; action: ReturnAction; party: ReturnParty; to: ReturnState | null }[];

describe('every step from every state by everybody', () => {
  it('stands in the table: six states, six steps, five parties', () => {
    expect(CELLS).toHaveLength(180);
    expect(Object.keys(MATRIX).sort()).toEqual([...RETURN_STATES].sort());
    expect(Object.keys(MATRIX.open).sort()).toEqual([...RETURN_ACTIONS].sort());
    expect([...PARTIES].sort()).toEqual([...RETURN_PARTIES].sort());
  });

  it.each(CELLS)('$state, $action by $party: $to', ({ state, action, party, to }) => {
    expect(stateAfter(state, action, party)).toBe(to);
  });
});

describe('whatever is tried by whomever, in whatever order', () => {
  const tries = fc.array(fc.tuple(fc.constantFrom(...RETURN_ACTIONS), fc.constantFrom(...RETURN_PARTIES)), {
    maxLength: 40,
  });

  /** The states that an open return goes through; a step that cannot be taken leaves it where it is. */
  function walk(steps: readonly (readonly [ReturnAction, ReturnParty])[]): ReturnState[] {
    const states: ReturnState[] = ['open'];
    for (const [action, party] of steps) {
      const now = states.at(-1) ?? 'open';
      states.push(stateAfter(now, action, party) ?? now);
    }
    return states;
  }

  it('a return is signed off only after it was submitted, and stays so', () => {
    fc.assert(
      fc.property(tries, (steps) => {
        const states = walk(steps);
        const first = states.indexOf('signed-off');
        if (first === -1) return;
        expect(states[first - 1]).toBe('submitted');
        expect(new Set(states.slice(first))).toEqual(new Set(['signed-off']));
      }),
    );
  });

  it('guests by themselves never get further than a draft', () => {
    fc.assert(
      fc.property(tries, (steps) => {
        const byGuests = steps.map(([action]) => [action, 'guest'] as const);
        expect(['open', 'draft']).toContain(walk(byGuests).at(-1));
      }),
    );
  });
});

describe('where a return stands', () => {
  const OPENS: IsoDate = '2008-10-08';

  it.each<[sentence: string, last: ReturnEventKind | null, hasRows: boolean, today: IsoDate, state: ReturnState]>([
    ['the day before it opens', null, false, '2008-10-07', 'not-open'],
    ['on the day on which it opens', null, false, '2008-10-08', 'open'],
    ['on any later day', null, false, '2009-03-31', 'open'],
    ['as soon as something is typed', null, true, '2008-10-08', 'draft'],
    ['typed into before its opening was put off', null, true, '2008-10-07', 'draft'],
    ['submitted, with what was typed', 'submitted', true, '2008-11-05', 'submitted'],
    ['submitted with nothing typed, because all was in', 'submitted', false, '2008-11-05', 'submitted'],
    ['submitted before its opening was put off', 'submitted', true, '2008-10-07', 'submitted'],
    ['sent back', 'sent-back', true, '2008-11-06', 'sent-back'],
    ['signed off', 'signed-off', true, '2008-11-07', 'signed-off'],
    ['signed off with nothing typed', 'signed-off', false, '2008-11-07', 'signed-off'],
  ])('%s', (_sentence, last, hasRows, today, state) => {
    expect(returnState(last, hasRows, { opens: OPENS, today })).toBe(state);
  });

  it.each<[ReturnState, boolean, words: string]>([
    ['not-open', false, 'Not open'],
    ['open', true, 'Open'],
    ['draft', true, 'Draft'],
    ['submitted', false, 'Submitted'],
    ['sent-back', true, 'Sent back'],
    ['signed-off', false, 'Signed off'],
  ])('%s: it can be typed into: %s, and is called ‘%s’', (state, editable, words) => {
    expect([isEditable(state), returnStateWords(state)]).toEqual([editable, words]);
  });
});

describe('why a step cannot be taken', () => {
  it.each<[ReturnState, ReturnAction, sentence: string]>([
    ['not-open', 'save', 'A return that has not opened yet cannot be typed into.'],
    ['open', 'sign-off', 'A return that is open cannot be signed off.'],
    ['draft', 'send-back', 'A return that is a draft cannot be sent back.'],
    ['submitted', 'submit', 'A return that is submitted cannot be submitted.'],
    ['sent-back', 'reopen', 'A return that was sent back cannot be opened again.'],
    ['signed-off', 'correct', 'A return that is signed off cannot be corrected.'],
  ])('%s, %s: %s', (state, action, sentence) => {
    expect(refusalWords(state, action)).toBe(sentence);
  });
});
