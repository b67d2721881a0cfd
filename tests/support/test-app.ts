import { createHmac } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { Express } from 'express';
import { type AppDeps, createApp } from '../../server/app.ts';
import type { Account } from '../../server/domain/account.ts';
import type { IsoMoment } from '../../server/domain/moment.ts';
import type { Role } from '../../server/domain/role.ts';
import { createLog } from '../../server/log.ts';
import { saveSession } from '../../server/services/sessions.ts';
import { createRecord, loadExample } from '../../server/services/setup.ts';
import { newToken } from '../../server/services/tokens.ts';
import type { Store } from '../../server/store/store.ts';
import { COMMAND_LINE, TODAY } from './authors.ts';

/** The Board meets on this day; what was recorded later is not known yet. */
export const MEETING = '2008-11-19';

export const SECRET = 'Zq7-tests-only-Kv4xW9mR2pL8sD3fG6hJ1';

export interface TestApp {
  /** The app as a performance officer meets it: every request without a session of its own has the officer's. */
  readonly app: RequestListener;
  /** The app itself, as somebody meets it who is not signed in. */
  readonly bare: Express;
  readonly store: Store;
  readonly deps: AppDeps;
  /** The app as somebody meets it who is signed in. */
  as(who: Role | Account): RequestListener;
  /** The cookie of a new session, as a browser sends it. */
  cookieOf(who: Role | Account): string;
  /** Moves the record's clock. */
  setNow(moment: IsoMoment): void;
  /** Moves the machine's clock, by which sessions and links end. */
  setClock(moment: IsoMoment): void;
}

/** What a test sets otherwise than it is outside production. */
export interface TestSettings extends Partial<AppDeps['settings']> {
  readonly mail?: AppDeps['mail'];
  readonly log?: AppDeps['log'];
  readonly trustProxy?: number;
}

/** The real app on a fresh record with the example, its clock standing at the start of the Board's day. */
export function testApp(settings: TestSettings = {}): TestApp {
  const store = createRecord(':memory:', COMMAND_LINE);
  loadExample(store, COMMAND_LINE);
  return appOn(store, settings);
}

/** The real app on a record without any agreement, and with an officer. */
export function emptyApp(settings: TestSettings = {}): TestApp {
  const store = createRecord(':memory:', COMMAND_LINE);
  const officer = { email: 'officer@test.invalid', name: 'An officer', post: 'Performance officer' };
  store.write(COMMAND_LINE, () => {
    const account = { ...officer, role: 'officer', partnerships: [], demonstration: false } as const;
    store.accounts.setState(store.accounts.insert(account, TODAY).id, 'active');
  });
  return appOn(store, settings);
}

export function appOn(
  store: Store,
  { mail = null, log = createLog('silent'), trustProxy = 0, ...given }: TestSettings = {},
): TestApp {
  let now = `${MEETING}T00:00:00Z`;
  let clock = TODAY;
  const settings = {
    secret: SECRET,
    baseUrl: 'http://127.0.0.1:3000',
    production: false,
    secondFactorDemanded: false,
    localSignIn: true,
    singleSignOn: null,
    onePersonPacks: false,
    ...given,
  };
  const deps: AppDeps = { store, now: () => now, clock: () => clock, log, mail, trustProxy, settings };
  const bare = createApp(deps);
  const cookieOf = (who: Role | Account): string => sessionCookie(deps, accountOf(store, who));
  const as = (who: Role | Account): RequestListener => withCookie(bare, cookieOf(who));
  return {
    app: withCookie(bare, cookieOf('officer')),
    bare,
    store,
    deps,
    as,
    cookieOf,
    setNow: (moment) => {
      now = moment;
    },
    setClock: (moment) => {
      clock = moment;
    },
  };
}

function accountOf(store: Store, who: Role | Account): Account {
  if (typeof who !== 'string') return who;
  const account = store.accounts.list().find(({ role, state }) => role === who && state === 'active');
  if (account === undefined) throw new Error(`there is no ${who} in this record`);
  return account;
}

/** A session as signing in makes it. */
function sessionCookie(deps: AppDeps, { id: account }: Account): string {
  const id = newToken();
  const cookie = { originalMaxAge: null, httpOnly: true, path: '/', sameSite: 'lax' };
  const data = JSON.stringify({ cookie, account, door: 'password', browser: 'A test' });
  saveSession(deps, id, { account, data, browser: 'A test' });
  const name = deps.settings.baseUrl.startsWith('https://') ? '__Host-laa' : 'laa';
  return `${name}=${encodeURIComponent(signed(id))}`;
}

/** The number of a session as its cookie carries it. */
export function signed(id: string, secret = SECRET): string {
  return `s:${id}.${createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, '')}`;
}

function withCookie(app: Express, cookie: string): RequestListener {
  return (request, response) => {
    request.headers.cookie ??= cookie;
    app(request, response);
  };
}
