import type { IsoDate, IsoMoment } from './moment.ts';
import { isClosed, type ScopeRow } from './return-scope.ts';
import {
  type ReturnEventKind,
  type ReturnParty,
  type ReturnState,
  returnStateWords,
  stateAfter,
} from './return-state.ts';
import { dateWords, momentWords } from './wording.ts';

/** What a box of a return is locked by. */
export interface LockFacts {
  readonly state: ReturnState;
  readonly party: ReturnParty;
  readonly opens: IsoDate;
  readonly today: IsoDate;
  /** What was last done with the return, and by whom in words; null where nothing was. */
  readonly last: { readonly at: IsoMoment; readonly by: string } | null;
  /** Until when the target was opened again for the person who looks; null where it was not. */
  readonly reopenedUntil: IsoDate | null;
  /** Another return has answered the figure and is submitted or signed off; left out where none is. */
  readonly elsewhere?: LockElsewhere | null;
}

/** A return that holds a figure fast, though it is asked for in another one too. */
export interface LockElsewhere {
  readonly state: ReturnEventKind;
  readonly at: IsoMoment;
  /** By whom, in words. */
  readonly by: string;
  /** `Oxfordshire Safer Communities Partnership for July to September 2008`. */
  readonly title: string;
}

/** Whether somebody can type into a row: into the draft, as a correction, or not at all and why. */
export type RowAccess =
  | { readonly kind: 'draft' }
  | { readonly kind: 'correction'; readonly until: IsoDate }
  | { readonly kind: 'locked'; readonly sentence: string };

const REOPEN = 'A performance officer can open one target again for one person.';

/** Why a box is locked, since when, by whom, and who can open it. */
export function rowAccess(row: ScopeRow, facts: LockFacts): RowAccess {
  const { state, party, reopenedUntil } = facts;
  if (party !== 'officer' && isClosed(row.known, facts.today)) return locked(closedSentence(row));
  if (facts.elsewhere) return locked(elsewhereSentence(facts.elsewhere));
  if (stateAfter(state, 'save', party) !== null) return { kind: 'draft' };
  const isReopened = stateAfter(state, 'correct', reopenedUntil === null ? party : 'reopened-for') !== null;
  if (isReopened && reopenedUntil !== null) return { kind: 'correction', until: reopenedUntil };
  return locked(lockSentence(facts));
}

function locked(sentence: string): RowAccess {
  return { kind: 'locked', sentence };
}

function closedSentence({ known }: ScopeRow): string {
  const { title, closed_on: closed } = known.record.agreement;
  return `Locked: the books of ${title} closed on ${dateWords(closed ?? '')}. Only performance officers can still record here.`;
}

/** Why a figure cannot be recorded anywhere else than in the return that has answered it. */
export function elsewhereSentence({ state, at, by, title }: LockElsewhere): string {
  const step = returnStateWords(state).toLowerCase();
  const who = `A performance officer can ${state === 'submitted' ? 'send it back' : 'open it again there'}.`;
  return `Locked: part of the return of ${title}, ${step} on ${momentWords(at)} by ${by}. ${who}`;
}

/** Why nobody, or not this person, can type into a return in its state. */
export function lockSentence({ state, opens, last }: Pick<LockFacts, 'state' | 'opens' | 'last'>): string {
  const when = last === null ? '' : ` on ${momentWords(last.at)} by ${last.by}`;
  if (state === 'not-open') return `Locked: the return opens on ${dateWords(opens)}.`;
  if (state === 'submitted') return `Locked: submitted${when}. A performance officer can send it back.`;
  if (state === 'signed-off') return `Locked: signed off${when}. ${REOPEN}`;
  return 'Only performance officers, and those who answer for the partnership, can type here.';
}
