import { describe, expect, it } from 'vitest';
import type { IsoDate } from '../../server/domain/moment.ts';
import { type LockFacts, lockSentence, type RowAccess, rowAccess } from '../../server/domain/return-lock.ts';
import { returnScope, type ScopeRow } from '../../server/domain/return-scope.ts';
import { RETURN_PARTIES, type ReturnParty, type ReturnState } from '../../server/domain/return-state.ts';
import { figure, knownOn, period } from '../support/records.ts';

const TODAY: IsoDate = '2008-11-19';

function rowOf(closed_on: IsoDate | null = null): ScopeRow {
  const known = knownOn(TODAY, { agreement: { closed_on }, figures: [figure('2008/09 Q1', 41)] });
  const row = returnScope([known], period('2008/09 Q2'), TODAY, new Set())[0];
  if (row === undefined) throw new Error('The return asks for nothing');
  return row;
}

const facts = (given: Partial<LockFacts> = {}): LockFacts => ({
  state: 'draft',
  party: 'holder',
  opens: '2008-10-08',
  today: TODAY,
  last: null,
  reopenedUntil: null,
  ...given,
});

const LAST = { at: '2008-11-04T10:05:00Z', by: 'Waste officer' };
const access = (given: Partial<LockFacts>, row = rowOf()): RowAccess => rowAccess(row, facts(given));
const sentenceOf = (given: RowAccess): string => (given.kind === 'locked' ? given.sentence : given.kind);

describe('who can type into a box', () => {
  it.each<[state: ReturnState, parties: ReturnParty[]]>([
    ['not-open', []],
    ['open', ['officer', 'holder', 'guest']],
    ['draft', ['officer', 'holder', 'guest']],
    ['submitted', []],
    ['sent-back', ['officer', 'holder', 'guest']],
    ['signed-off', []],
  ])('of a return that is %s: %j', (state, parties) => {
    const typing = RETURN_PARTIES.filter((party) => access({ state, party }).kind === 'draft');
    expect(typing).toEqual(parties);
  });

  it.each<[state: ReturnState, kind: RowAccess['kind']]>([
    ['not-open', 'locked'],
    ['open', 'draft'],
    ['draft', 'draft'],
    ['submitted', 'locked'],
    ['sent-back', 'draft'],
    ['signed-off', 'correction'],
  ])('that was opened again for a holder, in a return that is %s: %s', (state, kind) => {
    expect(access({ state, reopenedUntil: TODAY }).kind).toBe(kind);
  });

  it.each<ReturnParty>(['officer', 'holder', 'other'])('as a correction, until the day that was given: %s', (party) => {
    expect(access({ state: 'signed-off', party, reopenedUntil: '2008-12-01' })).toEqual({
      kind: 'correction',
      until: '2008-12-01',
    });
  });
});

describe('a locked box says why, since when, by whom, and who can open it', () => {
  it.each<[sentence: string, given: Partial<LockFacts>, words: string]>([
    ['before the return opens', { state: 'not-open' }, 'Locked: the return opens on 8 October 2008.'],
    ['to an officer too', { state: 'not-open', party: 'officer' }, 'Locked: the return opens on 8 October 2008.'],
    [
      'when it is submitted',
      { state: 'submitted', last: LAST },
      'Locked: submitted on 4 November 2008, 10:05 by Waste officer. A performance officer can send it back.',
    ],
    [
      'when it is signed off',
      { state: 'signed-off', last: LAST },
      'Locked: signed off on 4 November 2008, 10:05 by Waste officer. A performance officer can open one target again for one person.',
    ],
    [
      'when somebody else looks at what others type',
      { state: 'draft', party: 'other', last: null },
      'Only performance officers, and those who answer for the partnership, can type here.',
    ],
    [
      'when it was sent back to others',
      { state: 'sent-back', party: 'other', last: LAST },
      'Only performance officers, and those who answer for the partnership, can type here.',
    ],
  ])('%s', (_sentence, given, words) => {
    expect(sentenceOf(access(given))).toBe(words);
    expect(lockSentence(facts(given))).toBe(words);
  });
});

describe('when the books of the agreement are closed', () => {
  const CLOSED =
    'Locked: the books of Local Area Agreement 2008-11 closed on 18 November 2008. Only performance officers can still record here.';

  it.each<[sentence: string, closed_on: IsoDate, given: Partial<LockFacts>, words: string]>([
    ['on the day itself a holder can still type', TODAY, {}, 'draft'],
    ['the day after not', '2008-11-18', {}, CLOSED],
    ['nor a guest', '2008-11-18', { party: 'guest' }, CLOSED],
    ['an officer can', '2008-11-18', { party: 'officer' }, 'draft'],
    [
      'a target that was opened again is closed to a holder',
      '2008-11-18',
      { state: 'signed-off', last: LAST, reopenedUntil: TODAY },
      CLOSED,
    ],
    [
      'and not to an officer',
      '2008-11-18',
      { state: 'signed-off', party: 'officer', last: LAST, reopenedUntil: TODAY },
      'correction',
    ],
  ])('%s', (_sentence, closed_on, given, words) => {
    expect(sentenceOf(access(given, rowOf(closed_on)))).toBe(words);
  });
});
