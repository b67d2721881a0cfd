import type { Account } from '../domain/account.ts';
import { addMinutes, type IsoMoment } from '../domain/moment.ts';
import { LINK_LIMIT } from '../domain/throttle.ts';
import { isBusy } from '../store/database.ts';
import type { KeptEntry } from '../store/kept-entries.ts';
import type { Session } from '../store/sessions.ts';
import type { Store } from '../store/store.ts';
import type { AccessDeps } from './access.ts';
import { tokenHash } from './tokens.ts';

/** Without a request for so long a session ends. */
export const IDLE_MINUTES = 30;
/** However busy, a session ends after so long. */
export const LONGEST_HOURS = 12;
/** What was ended is still known for a while, so that what was being typed can be kept for its owner. */
const REMEMBERED_HOURS = 24;

/** A page is not refused because something else is being written: the next request notes it. */
function noteUse(store: Store, hash: string, now: IsoMoment): void {
  try {
    store.sessions.touch(hash, now);
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
}

export interface FoundSession {
  readonly data: string;
  /** It has ended by time: nobody is signed in by it, but whose it was is known. */
  readonly ended: boolean;
  readonly account: number | null;
}

function hasEnded({ seen_at, created_at }: Session, now: IsoMoment): boolean {
  return addMinutes(seen_at, IDLE_MINUTES) <= now || addMinutes(created_at, LONGEST_HOURS * 60) <= now;
}

/**
 * The session of a request, which is noted as used once a minute at most; one that has ended stays so.
 * @param id what the cookie says; null where there is no such session
 */
export function findSession({ store, clock }: AccessDeps, id: string): FoundSession | null {
  const hash = tokenHash(id);
  const session = store.sessions.find(hash);
  if (session === null) return null;
  const now = clock();
  const ended = hasEnded(session, now);
  if (!ended && addMinutes(session.seen_at, 1) <= now) noteUse(store, hash, now);
  return { data: session.data, ended, account: session.account };
}

/** Keeps what a session holds; a new one begins now. */
export function saveSession(
  { store, clock }: AccessDeps,
  id: string,
  session: Pick<Session, 'account' | 'data' | 'browser'>,
): void {
  const now = clock();
  store.sessions.save(tokenHash(id), { ...session, created_at: now, seen_at: now });
}

export function endSession({ store }: AccessDeps, id: string): void {
  store.sessions.remove(tokenHash(id));
}

/** Forgets sessions that ended long ago, and tries that no longer count. */
export function forgetOld({ store, clock }: AccessDeps): void {
  const now = clock();
  store.sessions.removeOld(
    addMinutes(now, -REMEMBERED_HOURS * 60),
    addMinutes(now, -(REMEMBERED_HOURS + LONGEST_HOURS) * 60),
  );
  store.keptEntries.removeBefore(addMinutes(now, -REMEMBERED_HOURS * 60));
  store.tries.removeBefore(addMinutes(now, -LINK_LIMIT.minutes));
}

export interface OwnSession extends Pick<Session, 'id' | 'browser' | 'created_at' | 'seen_at'> {
  /** The one that asks. */
  readonly current: boolean;
}

/** An account's sessions that have not ended, newest first. @param id the asking one's */
export function ownSessions({ store, clock }: AccessDeps, account: Account, id: string): OwnSession[] {
  const current = store.sessions.find(tokenHash(id))?.id;
  return store.sessions
    .list(account.id)
    .filter((session) => !hasEnded(session, clock()) && isSignedIn(session))
    .map(({ id: number, browser, created_at, seen_at }) => {
      return { id: number, browser, created_at, seen_at, current: number === current };
    });
}

/** Who has only shown a password is not in yet. */
function isSignedIn({ data }: Session): boolean {
  return 'account' in (JSON.parse(data) as object);
}

/** Ends one of an account's own sessions. */
export function endOwnSession({ store }: AccessDeps, account: Account, number: number): void {
  store.sessions.removeOwn(account.id, number);
}

/** Ends all of an account's sessions but the asking one. */
export function endOtherSessions({ store }: AccessDeps, account: Account, id: string): void {
  store.sessions.removeAll(account.id, tokenHash(id));
}

/** Keeps a form that could not be taken because its session had ended, for the person whose it was. */
export function keepEntry(
  { store, clock }: AccessDeps,
  account: number,
  address: string,
  fields: KeptEntry['fields'],
): void {
  store.keptEntries.set(account, { address, fields, kept_at: clock() });
}

/** What was kept, unless that was longer ago than sessions are remembered. */
export function keptEntry({ store, clock }: AccessDeps, account: Account): KeptEntry | null {
  const entry = store.keptEntries.find(account.id);
  return entry !== null && addMinutes(entry.kept_at, REMEMBERED_HOURS * 60) > clock() ? entry : null;
}

/** Lets go of what was kept: it was sent again, or is not wanted. */
export function forgetEntry({ store }: AccessDeps, account: Account): void {
  if (store.keptEntries.find(account.id) !== null) store.keptEntries.remove(account.id);
}
