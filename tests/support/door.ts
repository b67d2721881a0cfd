import type { RequestListener } from 'node:http';
import { parse } from 'node-html-parser';
import { Secret, TOTP } from 'otpauth';
import pino from 'pino';
import request from 'supertest';
import type { Account } from '../../server/domain/account.ts';
import type { IsoMoment } from '../../server/domain/moment.ts';
import type { Role } from '../../server/domain/role.ts';
import type { Log } from '../../server/log.ts';
import { hashPassword } from '../../server/services/passwords.ts';
import { COMMAND_LINE, TODAY } from './authors.ts';
import type { Page } from './page.ts';
import type { TestApp } from './test-app.ts';

/** What people of the tests sign in with. */
export const PASSWORD = 'four words in a row';

const hashed = hashPassword(PASSWORD);

/** The same with the least work that argon2 knows, for tests of many checks. */
export const quickHash = hashPassword(PASSWORD, { memory: 8, passes: 1, parallelism: 1 });

export interface Person {
  readonly email?: string;
  readonly role?: Role;
  readonly state?: Account['state'];
  /** Null where none was ever set. */
  readonly password?: string | null;
  /** Checking the password costs next to nothing until it has been right once. */
  readonly quick?: boolean;
}

/** An account beside those of the example, whose password is `PASSWORD` unless it is said otherwise. */
export async function addPerson({ store }: TestApp, given: Person = {}): Promise<Account> {
  const { email = 'ann.archer@county.example', role = 'board', state = 'active', password = PASSWORD } = given;
  const text =
    password === null
      ? null
      : password !== PASSWORD
        ? await hashPassword(password)
        : await (given.quick ? quickHash : hashed);
  const partnerships = role === 'lead' ? ['OWP'] : [];
  return store.write(COMMAND_LINE, () => {
    const { id } = store.accounts.insert(
      { email, name: 'Ann Archer', post: 'Clerk to the Board', role, partnerships, demonstration: false },
      TODAY,
    );
    if (text !== null) store.accounts.setPassword(id, text);
    store.accounts.setState(id, state);
    return {
      id,
      email,
      name: 'Ann Archer',
      post: 'Clerk to the Board',
      role,
      state,
      partnerships,
      demonstration: false,
    };
  });
}

type Fields = Readonly<Record<string, string | readonly string[]>>;
type Headers = Readonly<Record<string, string>>;

/** Somebody's browser: it keeps cookies and sends them again, and follows nothing by itself. */
export interface Browser {
  readonly cookies: Map<string, string>;
  /** What the last answer had to say on cookies, as it stood there. */
  readonly told: readonly string[];
  open(address: string): Promise<Page>;
  /** Sends a form as a page of this site does. */
  send(address: string, fields?: Fields, headers?: Headers): Promise<Page>;
  /** Sends a body as it is. */
  post(address: string, body: string | Buffer, headers?: Headers): Promise<Page>;
}

export function browserOn(app: RequestListener, always: Headers = {}): Browser {
  const cookies = new Map<string, string>();
  let told: readonly string[] = [];

  async function answered(asked: request.Test, headers: Headers): Promise<Page> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const {
      status,
      headers: given,
      text = '',
    } = await asked.redirects(0).set({ ...always, ...headers, ...(cookie === '' ? {} : { Cookie: cookie }) });
    told = (given['set-cookie'] as unknown as string[] | undefined) ?? [];
    for (const line of told) keep(line);
    return { status, headers: given, html: text, root: parse(text) };
  }

  function keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
    else cookies.set(name, value);
  }

  const post: Browser['post'] = (address, body, headers = {}) => {
    const form = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded' };
    const asked = request(app)
      .post(address)
      .serialize((given: unknown) => given as string)
      .send(body);
    return answered(asked, { ...form, ...headers });
  };
  return {
    cookies,
    get told() {
      return told;
    },
    open: (address) => answered(request(app).get(address), {}),
    post,
    send: (address, fields = {}, headers = {}) => {
      const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each) => [name, each]));
      return post(address, new URLSearchParams(pairs as string[][]).toString(), headers);
    },
  };
}

/** A browser in which somebody has signed in with their password. */
export async function signedIn(app: RequestListener, email: string, password = PASSWORD): Promise<Browser> {
  const browser = browserOn(app);
  const { status } = await browser.send('/sign-in', { email, password });
  if (status !== 303) throw new Error(`signing in as ${email} is answered with ${status}`);
  return browser;
}

/** A browser that has the cookie of somebody’s session, as if they had signed in. */
export function browserAs(test: TestApp, who: Role | Account): Browser {
  const browser = browserOn(test.bare);
  const [name = '', value = ''] = test.cookieOf(who).split('=');
  browser.cookies.set(name, value);
  return browser;
}

/** Where an answer leads on to. */
export function leadsTo({ status, headers }: Page): string {
  return status === 303 ? (headers.location ?? '') : `no other page: it is a ${status}`;
}

/** What an authenticator app shows at a moment. @param secret as the page has it */
export function codeAt(secret: string, moment: IsoMoment): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')), digits: 6, period: 30 });
  return totp.generate({ timestamp: Date.parse(moment) });
}

/** A log whose lines are kept for the test. */
export function keptLog(): { readonly log: Log; readonly lines: string[]; events(): Record<string, unknown>[] } {
  const lines: string[] = [];
  const log = pino({ level: 'info', base: null }, { write: (line: string) => void lines.push(line) });
  return { log, lines, events: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

/** `2026-11-25T09:00:00Z` and so many minutes. */
export function minutesLater(minutes: number, moment: IsoMoment = TODAY): IsoMoment {
  return `${new Date(Date.parse(moment) + minutes * 60_000).toISOString().slice(0, 19)}Z`;
}
