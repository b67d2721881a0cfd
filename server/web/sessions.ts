import type { CookieOptions, Request, RequestHandler, Response } from 'express';
import session, { type SessionData, Store } from 'express-session';
import type { Account } from '../domain/account.ts';
import type { AccessDeps } from '../services/access.ts';
import { endSession, findSession, forgetOld, saveSession } from '../services/sessions.ts';
import type { SignOnTrip } from '../services/single-sign-on.ts';
import { newToken } from '../services/tokens.ts';
import { deviceMarkFor } from '../services/tries.ts';

/** How somebody came in. */
export type Door = 'password' | 'single sign-on' | 'example' | 'link';

declare module 'express-session' {
  interface SessionData {
    /** Who is signed in. */
    account?: number;
    door?: Door;
    browser?: string;
    /** Who has shown a password and not yet a code, and where they were going. */
    pending?: { readonly account: number; readonly since: string; readonly next: string };
    /** What is kept while somebody is at the single sign-on. */
    trip?: SignOnTrip & { readonly next: string };
    /** A sealed secret for a second factor that is not confirmed yet. */
    factor?: string;
    /** Whose session this was before it ended by time. */
    endedFor?: number;
    /** It is in the record, and is not put there again where it has been ended meanwhile. */
    begun?: true;
  }
}

/** With TLS before the app, a name that only this host can set, and only so. */
export function cookieName({ settings }: AccessDeps, what = 'laa'): string {
  return isSecure(settings) ? `__Host-${what}` : what;
}

function isSecure({ baseUrl }: AccessDeps['settings']): boolean {
  return baseUrl.startsWith('https://');
}

/** Kept from scripts, from other sites' forms, and with TLS from the open line. */
function cookieFlags({ settings }: AccessDeps): CookieOptions {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(settings) };
}

/** Has the browser forget the session that was ended. */
export function forgetCookie(deps: AccessDeps, response: Response): void {
  response.clearCookie(cookieName(deps), cookieFlags(deps));
}

/** Sessions on SQLite: the cookie has a signed number of 256 bits, the record its hash. */
export function sessions(deps: AccessDeps): RequestHandler {
  return session({
    name: cookieName(deps),
    secret: deps.settings.secret,
    genid: newToken,
    store: new RecordSessions(deps),
    resave: false,
    saveUninitialized: false,
    cookie: cookieFlags(deps),
  });
}

type Done<T extends unknown[]> = (error: unknown, ...results: T) => void;

/**
 * What express-session asks of a store, answered by the services. It has no `touch`: that a session is used is noted
 * when it is found, where it is at hand, and an answer can go out as one piece.
 */
class RecordSessions extends Store {
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    super();
    this.#deps = deps;
  }

  override get(id: string, done: Done<[SessionData | null]>): void {
    const found = findSession(this.#deps, id);
    if (found === null) {
      done(null, null);
      return;
    }
    const held = JSON.parse(found.data) as SessionData;
    if (!found.ended) {
      done(null, { ...held, begun: true });
      return;
    }
    // Who had only shown a password was not in yet, and keeps nothing.
    const { cookie, account } = held;
    done(null, { cookie, ...(account === undefined ? {} : { endedFor: account }) });
  }

  override set(id: string, held: SessionData, done: Done<[]> = () => {}): void {
    const { begun = false, ...data } = held;
    const { account = data.pending?.account ?? null, browser = '' } = data;
    // Another request may have ended it while this one was being answered.
    if (!begun || findSession(this.#deps, id) !== null) {
      saveSession(this.#deps, id, { account, browser, data: JSON.stringify(data) });
    }
    done(null);
  }

  override destroy(id: string, done: Done<[]> = () => {}): void {
    endSession(this.#deps, id);
    done(null);
  }
}

/** A new session with a new number: what was there before cannot be used any more. */
export async function freshSession(request: Request): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    request.session.regenerate((error) => (error ? reject(error) : resolve()));
  });
}

/** Signs somebody in: a new session, and a mark by which this browser is known again. */
export async function enter(
  deps: AccessDeps,
  request: Request,
  response: Response,
  account: Account,
  door: Door,
): Promise<void> {
  await freshSession(request);
  request.session.account = account.id;
  request.session.door = door;
  request.session.browser = browserWords(request.get('user-agent') ?? '');
  forgetOld(deps);
  markDevice(deps, request, response, account);
}

/** Has this browser known again as one of the account's. */
export function markDevice(deps: AccessDeps, request: Request, response: Response, account: Account): void {
  const made = deviceMarkFor(deps, account, { address: request.ip ?? '', device: deviceMark(deps, request) });
  if (made === null) return;
  const maxAge = made.days * 86_400_000;
  response.cookie(cookieName(deps, 'laa-device'), made.mark, { ...cookieFlags(deps), maxAge });
}

/** The mark of this browser, as it was sent; null where there is none. */
export function deviceMark(deps: AccessDeps, request: Request): string | null {
  return cookieOf(request, cookieName(deps, 'laa-device'));
}

/** A cookie as it was sent; null where there is none. */
export function cookieOf(request: Request, name: string): string | null {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const found = pairs.find((pair) => pair.startsWith(`${name}=`));
  return found === undefined ? null : decoded(found.slice(name.length + 1));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const SYSTEMS = [
  ['Windows', 'Windows'],
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Mac OS', 'Mac'],
  ['CrOS', 'Chromebook'],
  ['Linux', 'Linux'],
] as const;

/** `Firefox on Windows`: enough to know one's own sessions by. */
export function browserWords(agent: string): string {
  const browser = BROWSERS.find(([sign]) => agent.includes(sign))?.[1] ?? 'A browser';
  const system = SYSTEMS.find(([sign]) => agent.includes(sign))?.[1];
  return system === undefined ? browser : `${browser} on ${system}`;
}
