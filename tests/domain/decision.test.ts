import { describe, expect, it } from 'vitest';
import type { Decision } from '../../server/domain/data-package.ts';
import { decisionStandingWords, isOpenOn, standingOn, youAsked } from '../../server/domain/decision.ts';
import {
  type AnswerEntry,
  type DecisionEntry,
  readAnswerEntry,
  readDecisionEntry,
} from '../../server/domain/decision-entry.ts';

const DAY = '2008-11-19';

function decision(given: Partial<Decision> = {}): Decision {
  return {
    board: 'PSB',
    date: '2008-09-10',
    number: 1,
    kind: 'challenge',
    text: 'What will change?',
    owner_role: 'Partnership Officer',
    due: null,
    answer: null,
    answered_on: null,
    agreement: null,
    indicator: null,
    part: null,
    provenance: 'entered',
    source: null,
    ...given,
  };
}

describe('how it stands on a day', () => {
  it.each<[sentence: string, given: Partial<Decision>, standing: string, words: string]>([
    ['a challenge without a day is open', {}, 'open', 'open'],
    ['on the day it is due it is open', { due: DAY }, 'open', 'open, due on 19 November 2008'],
    ['the day after it is overdue', { due: '2008-11-18' }, 'overdue', 'overdue since 18 November 2008'],
    ['answered that day', { answer: 'So.', answered_on: DAY }, 'answered', 'answered on 19 November 2008'],
    ['answered the day after is not known yet', { answer: 'So.', answered_on: '2008-11-20' }, 'open', 'open'],
    ['answered late is answered', { due: '2008-10-01', answered_on: DAY }, 'answered', 'answered on 19 November 2008'],
    ['a decision that nobody sees to is noted', { kind: 'decision', owner_role: null }, 'noted', 'noted'],
    ['one with a post is open', { kind: 'decision' }, 'open', 'open'],
    [
      'one with a day is open',
      { kind: 'decision', owner_role: null, due: DAY },
      'open',
      'open, due on 19 November 2008',
    ],
    ['a challenge of nobody is open', { owner_role: null }, 'open', 'open'],
  ])('%s', (_sentence, given, standing, words) => {
    const made = decision(given);
    expect([standingOn(made, DAY), decisionStandingWords(made, DAY)]).toEqual([standing, words]);
    expect(isOpenOn(made, DAY)).toBe(standing === 'open' || standing === 'overdue');
  });
});

describe('what a meeting begins with', () => {
  const meeting = { board: 'PSB', date: DAY };
  const asked = (...all: Decision[]): string[] => youAsked(all, meeting, DAY).map(({ text }) => text);
  const of = (text: string, given: Partial<Decision>): Decision => decision({ text, ...given });

  it('every challenge of the meeting before, answered or not', () => {
    expect(
      asked(
        of('open', {}),
        of('answered', { number: 2, answered_on: '2008-10-01' }),
        of('a decision that is done', { number: 3, kind: 'decision', answered_on: '2008-09-10' }),
        of('noted', { number: 4, kind: 'decision', owner_role: null }),
      ),
    ).toEqual(['open', 'answered']);
  });

  it('of earlier ones what is open still, or was answered since the last', () => {
    expect(
      asked(
        of('of the last', {}),
        of('open still', { date: '2008-06-11' }),
        of('answered since', { date: '2008-06-11', number: 2, answered_on: '2008-09-11' }),
        of('answered by then', { date: '2008-06-11', number: 3, answered_on: '2008-09-10' }),
      ),
    ).toEqual(['open still', 'answered since', 'of the last']);
  });

  it('decisions that somebody sees to are followed until they are closed', () => {
    expect(
      asked(
        of('seen to', { kind: 'decision' }),
        of('closed', { kind: 'decision', number: 2, answered_on: '2008-09-10' }),
      ),
    ).toEqual(['seen to']);
  });

  it('nothing of the meeting itself, of later ones or of another board', () => {
    expect(
      asked(of('itself', { date: DAY }), of('later', { date: '2009-02-18' }), of('other', { board: 'LSP' })),
    ).toEqual([]);
  });
});

describe('a decision as it is typed', () => {
  const TARGETS = new Map([['/targets/laa2/ni-192', { agreement: 'LAA2', indicator: 'NI 192', part: '' }]]);
  const typed = (given: Partial<DecisionEntry>): DecisionEntry => ({
    kind: 'challenge',
    text: 'Why?',
    owner_role: 'Head of waste',
    due: '12/12/2008',
    target: '',
    ...given,
  });
  const fieldsOf = (given: Partial<DecisionEntry>): string[] => {
    const read = readDecisionEntry(typed(given), TARGETS, DAY);
    return read.ok ? [] : read.problems.map(({ field }) => field);
  };

  it('is read with its target', () => {
    expect(readDecisionEntry(typed({ target: '/targets/laa2/ni-192' }), TARGETS, DAY)).toEqual({
      ok: true,
      value: {
        kind: 'challenge',
        text: 'Why?',
        owner_role: 'Head of waste',
        due: '2008-12-12',
        agreement: 'LAA2',
        indicator: 'NI 192',
        part: '',
      },
    });
  });

  it.each<[sentence: string, given: Partial<DecisionEntry>, fields: string[]]>([
    ['a decision needs no post and no day', { kind: 'decision', owner_role: '', due: '' }, []],
    ['a challenge needs both', { owner_role: '', due: '' }, ['owner_role', 'due']],
    ['neither kind', { kind: '' }, ['kind']],
    ['no words', { text: '' }, ['text']],
    ['words to the limit', { text: 'x'.repeat(2000) }, []],
    ['one letter more', { text: 'x'.repeat(2001) }, ['text']],
    ['a post that is a text', { owner_role: 'x'.repeat(201) }, ['owner_role']],
    ['due on the day of the meeting', { due: '19/11/2008' }, []],
    ['due the day before', { due: '18/11/2008' }, ['due']],
    ['a day that is none', { due: 'soon' }, ['due']],
    ['a target that is not there', { target: '/targets/laa9/ni-1' }, ['target']],
  ])('%s', (_sentence, given, fields) => {
    expect(fieldsOf(given)).toEqual(fields);
  });

  it.each<[sentence: string, given: Partial<AnswerEntry>, fields: string[]]>([
    ['an answer today', {}, []],
    ['without words', { answer: '' }, ['answer']],
    ['on the day of the meeting', { answered_on: '19/11/2008' }, []],
    ['the day before', { answered_on: '18/11/2008' }, ['answered_on']],
    ['today', { answered_on: '1/12/2008' }, []],
    ['tomorrow', { answered_on: '2/12/2008' }, ['answered_on']],
    ['a day that is none', { answered_on: 'soon' }, ['answered_on']],
  ])('an answer: %s', (_sentence, given, fields) => {
    const read = readAnswerEntry({ answer: 'So.', answered_on: '', ...given }, DAY, '2008-12-01');
    expect(read.ok ? [] : read.problems.map(({ field }) => field)).toEqual(fields);
  });

  it('an answer without a day is one of today', () => {
    expect(readAnswerEntry({ answer: 'So.', answered_on: '' }, DAY, '2008-12-01')).toEqual({
      ok: true,
      value: { answer: 'So.', answered_on: '2008-12-01' },
    });
  });
});
