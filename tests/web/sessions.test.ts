import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRecord, loadExample } from '../../server/services/setup.ts';
import { newToken, tokenHash } from '../../server/services/tokens.ts';
import { COMMAND_LINE, TODAY } from '../support/authors.ts';
import {
  addPerson,
  type Browser,
  browserAs,
  browserOn,
  keptLog,
  leadsTo,
  minutesLater,
  PASSWORD,
  signedIn,
} from '../support/door.ts';
import { temporaryFolder } from '../support/folders.ts';
import { linkIn } from '../support/mail-server.ts';
import { mainText } from '../support/page.ts';
import { appOn, signed, type TestApp, type TestSettings, testApp } from '../support/test-app.ts';

const EMAIL = 'ann.archer@county.example';

/** The number of the session that a browser has a cookie of. */
function numberOf(browser: Browser, name = 'laa'): string {
  return decodeURIComponent(browser.cookies.get(name) ?? '').replace(/^s:([^.]*)\..*$/, '$1');
}

/** A browser with nothing but the session cookie of another, as it is now. */
function replayed(test: TestApp, browser: Browser): Browser {
  const thief = browserOn(test.bare);
  thief.cookies.set('laa', browser.cookies.get('laa') ?? '');
  return thief;
}

async function isIn(browser: Browser): Promise<boolean> {
  const { status } = await browser.open('/account');
  expect([200, 303]).toContain(status);
  return status === 200;
}

async function enterExample(browser: Browser, { store }: TestApp): Promise<void> {
  const id = store.accounts.list().find(({ role, demonstration }) => role === 'board' && demonstration)?.id;
  expect(leadsTo(await browser.send('/sign-in/example', { account: String(id) }))).toBe('/');
}

describe('the number of a session', () => {
  it('is another after signing in, and the one before counts for nothing', async () => {
    const test = testApp();
    const browser = browserOn(test.bare);
    await enterExample(browser, test);
    const before = replayed(test, browser);
    const number = numberOf(browser);
    await enterExample(browser, test);
    expect(numberOf(browser)).toMatch(/^[\w-]{43}$/);
    expect(numberOf(browser)).not.toBe(number);
    expect([await isIn(browser), await isIn(before)]).toEqual([true, false]);
  });

  it('is never one that somebody brings along, even with our signature', async () => {
    const test = testApp();
    const number = newToken();
    const browser = browserOn(test.bare);
    browser.cookies.set('laa', encodeURIComponent(signed(number)));
    const trap = replayed(test, browser);
    await enterExample(browser, test);
    expect(numberOf(browser)).not.toBe(number);
    expect([await isIn(browser), await isIn(trap)]).toEqual([true, false]);
  });

  it('is kept as a hash only, as are links, and the password and the second factor are not to be read', async () => {
    const file = join(temporaryFolder(), 'laa.db');
    const store = createRecord(file, COMMAND_LINE);
    loadExample(store, COMMAND_LINE);
    const test = appOn(store);
    const person = await addPerson(test);
    const browser = await signedIn(test.bare, EMAIL);
    const admin = browserAs(test, 'administrator');
    const link = linkIn(mainText(await admin.send(`/admin/accounts/${person.id}/link`)));
    const secret =
      mainText(await browser.open('/account/second-factor')).match(/(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}/)?.[0] ?? '';
    expect(secret).toHaveLength(39);
    const bytes = ['', '-wal'].map((end) => readFileSync(file + end, 'latin1')).join('');
    expect(bytes).toContain(tokenHash(numberOf(browser)));
    expect(bytes).toContain(tokenHash(link.replace('/links/', '')));
    for (const hidden of [
      numberOf(browser),
      link.replace('/links/', ''),
      PASSWORD,
      secret,
      secret.replaceAll(' ', ''),
    ]) {
      expect(bytes).not.toContain(hidden);
    }
    store.close();
  });

  it('nobody who only looks at the sign-in page has one', async () => {
    const test = testApp();
    const browser = browserOn(test.bare);
    await browser.open('/sign-in');
    await browser.open('/');
    await browser.send('/sign-in', { email: 'x@y', password: 'z' });
    expect([...browser.cookies]).toEqual([]);
  });
});

describe('the end of a session', () => {
  it.each([
    ['a second before half an hour without use', 30 - 1 / 60, true],
    ['exactly half an hour without use', 30, false],
    ['later than that', 31, false],
  ])('by rest: %s', async (_sentence, minutes, counts) => {
    const test = testApp();
    const browser = browserAs(test, 'board');
    test.setClock(minutesLater(minutes));
    expect(await isIn(browser)).toBe(counts);
  });

  it.each([
    ['a second before twelve hours', 12 * 60 - 1 / 60, true],
    ['exactly twelve hours', 12 * 60, false],
    ['a second later', 12 * 60 + 1 / 60, false],
  ])('however busy: %s', async (_sentence, minutes, counts) => {
    const test = testApp();
    const browser = browserAs(test, 'board');
    for (let passed = 20; passed < 12 * 60; passed += 20) {
      test.setClock(minutesLater(passed));
      expect(await isIn(browser)).toBe(true);
    }
    test.setClock(minutesLater(minutes));
    expect(await isIn(browser)).toBe(counts);
  });

  it('one that has ended is not brought back by using it', async () => {
    const test = testApp();
    const browser = browserAs(test, 'board');
    test.setClock(minutesLater(30));
    for (const address of ['/', '/sign-in', '/account/second-factor']) await browser.open(address);
    expect(await isIn(browser)).toBe(false);
    test.setClock(minutesLater(29));
    expect(test.store.sessions.find(tokenHash(numberOf(browser)))?.seen_at).toBe(TODAY);
  });

  it('using it puts the end off', async () => {
    const test = testApp();
    const browser = browserAs(test, 'board');
    test.setClock(minutesLater(29));
    expect(await isIn(browser)).toBe(true);
    test.setClock(minutesLater(58));
    expect(await isIn(browser)).toBe(true);
    test.setClock(minutesLater(88));
    expect(await isIn(browser)).toBe(false);
  });

  it('that it was used is written once a minute at most', async () => {
    const test = testApp();
    const browser = browserAs(test, 'board');
    const seen = [];
    for (const seconds of [1, 59, 60, 61, 119, 120]) {
      test.setClock(minutesLater(seconds / 60));
      await browser.open('/account');
      seen.push(test.store.sessions.find(tokenHash(numberOf(browser)))?.seen_at);
    }
    const [one, two] = [minutesLater(1), minutesLater(2)];
    expect(seen).toEqual([TODAY, TODAY, one, one, one, two]);
  });
});

describe('signing out', () => {
  it('ends the session, whose cookie is taken back and counts no more', async () => {
    const test = testApp();
    const browser = browserAs(test, 'board');
    const thief = replayed(test, browser);
    expect(leadsTo(await browser.send('/sign-out'))).toBe('/sign-in?out=yes');
    expect(browser.told.filter((line) => line.startsWith('laa='))).toEqual([
      'laa=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax',
    ]);
    expect(await isIn(thief)).toBe(false);
    expect(test.store.sessions.find(tokenHash(numberOf(thief)))).toBeNull();
  });

  it('leaves the person’s other sessions alone', async () => {
    const test = testApp();
    const [here, there] = [browserAs(test, 'board'), browserAs(test, 'board')];
    await here.send('/sign-out');
    expect([await isIn(here), await isIn(there)]).toEqual([false, true]);
  });

  it('does nothing for somebody who is not signed in', async () => {
    expect(leadsTo(await browserOn(testApp().bare).send('/sign-out'))).toBe('/sign-in?out=yes');
  });

  it('is not done by a link', async () => {
    const browser = browserAs(testApp(), 'board');
    expect((await browser.open('/sign-out')).status).toBe(404);
    expect(await isIn(browser)).toBe(true);
  });
});

describe('what ends all sessions of an account', () => {
  type End = (test: TestApp, id: number, admin: Browser) => Promise<unknown>;

  it.each<[string, End]>([
    [
      'a password set by a link',
      async (test, id, admin) => {
        const link = linkIn(mainText(await admin.send(`/admin/accounts/${id}/link`)));
        return browserOn(test.bare).send(link, { password: 'another four words' });
      },
    ],
    [
      'another role',
      (_test, id, admin) =>
        admin.send(`/admin/accounts/${id}`, { email: EMAIL, name: 'Ann Archer', post: 'Clerk', role: 'officer' }),
    ],
    ['being disabled', (_test, id, admin) => admin.send(`/admin/accounts/${id}/state`, { state: 'disabled' })],
    [
      'being disabled and enabled again',
      async (_test, id, admin) => {
        await admin.send(`/admin/accounts/${id}/state`, { state: 'disabled' });
        return admin.send(`/admin/accounts/${id}/state`, { state: 'enabled' });
      },
    ],
    ['the second factor taken away', (_test, id, admin) => admin.send(`/admin/accounts/${id}/second-factor`)],
  ])('%s', async (_sentence, end) => {
    const test = testApp();
    const person = await addPerson(test);
    const [one, other] = [browserAs(test, person), browserAs(test, person)];
    const stranger = browserAs(test, 'lead');
    expect([await isIn(one), await isIn(other)]).toEqual([true, true]);
    await end(test, person.id, browserAs(test, 'administrator'));
    expect([await isIn(one), await isIn(other), await isIn(stranger)]).toEqual([false, false, true]);
  });

  it('a page that is being made meanwhile does not bring the session back', async () => {
    const test = testApp();
    const person = await addPerson(test);
    const browser = browserAs(test, person);
    const meanwhile: RequestListener = (request, response) => {
      const setHeader = response.setHeader.bind(response);
      response.setHeader = (name, value) => {
        if (name === 'Content-Length') test.store.sessions.removeAll(person.id, null);
        return setHeader(name, value);
      };
      test.bare(request, response);
    };
    const slow = browserOn(meanwhile);
    slow.cookies.set('laa', browser.cookies.get('laa') ?? '');
    // This page keeps the secret that it offers in the session.
    expect((await slow.open('/account/second-factor')).status).toBe(200);
    expect(await isIn(browser)).toBe(false);
    expect(test.store.sessions.list(person.id)).toEqual([]);
  });
});

describe('a cookie that is not as it was given', () => {
  it.each<[string, (number: string, cookie: string) => string]>([
    ['signed with another secret', (number) => signed(number, 'another secret of thirty-two letters')],
    ['without a signature', (number) => `s:${number}`],
    ['with an empty signature', (number) => `s:${number}.`],
    ['without the sign that it is signed', (number) => number],
    ['with another number', (_number, cookie) => cookie.replace('s:', 's:A')],
    ['of a number that never was', () => signed(newToken())],
    ['of a hash as it is kept', (number) => signed(tokenHash(number))],
    ['of no number', () => signed('')],
    ['of an object', () => 'j:{"account":1}'],
    ['of 3,000 letters', () => 'x'.repeat(3000)],
    ['of letters that are none', () => '%E0%A4%A'],
  ])('%s opens nothing, and is noted once', async (_sentence, made) => {
    const { log, events, lines } = keptLog();
    const test = testApp({ log });
    const browser = browserAs(test, 'administrator');
    const cookie = made(numberOf(browser), decodeURIComponent(browser.cookies.get('laa') ?? ''));
    browser.cookies.set('laa', cookie.startsWith('%') ? cookie : encodeURIComponent(cookie));
    expect(leadsTo(await browser.open('/admin'))).toBe('/sign-in?next=%2Fadmin');
    expect(events()).toMatchObject([{ event: 'session refused' }]);
    expect(leadsTo(await browser.send('/account/name', { name: 'Eve' }))).toBe('/sign-in?ended=yes');
    expect(events()).toMatchObject([{ event: 'session refused' }, { event: 'session refused' }]);
    expect(lines.join('')).not.toContain(cookie);
  });
});

describe('the cookies', () => {
  const flags = async (settings: TestSettings, headers: Record<string, string>) => {
    const test = testApp(settings);
    const browser = browserOn(test.bare, headers);
    await enterExample(browser, test);
    return browser;
  };
  const NEVER = /Domain/i;

  it('over plain http are kept from scripts and from other sites', async () => {
    const { told } = await flags({}, {});
    expect(told.map((line) => line.replace(/=[^;]+/, '=…').replace(/Expires=[^;]+/, 'Expires=…'))).toEqual([
      'laa-device=…; Max-Age=15552000; Path=/; Expires=…; HttpOnly; SameSite=Lax',
      'laa=…; Path=/; HttpOnly; SameSite=Lax',
    ]);
    expect(told.join()).not.toMatch(NEVER);
  });

  const TLS: TestSettings = { baseUrl: 'https://laa.county.example', trustProxy: 1 };
  const THROUGH = { Host: 'laa.county.example', 'X-Forwarded-Proto': 'https' };

  it('behind TLS can be set by this host only, and travel by TLS only', async () => {
    const { told } = await flags(TLS, THROUGH);
    expect(told.map((line) => line.replace(/=[^;]+/, '=…').replace(/Expires=[^;]+/, 'Expires=…'))).toEqual([
      '__Host-laa-device=…; Max-Age=15552000; Path=/; Expires=…; HttpOnly; Secure; SameSite=Lax',
      '__Host-laa=…; Path=/; HttpOnly; Secure; SameSite=Lax',
    ]);
    expect(told.join()).not.toMatch(NEVER);
  });

  it('behind TLS they are what counts, and a cookie of the plain name is not', async () => {
    const test = testApp(TLS);
    const browser = browserOn(test.bare, THROUGH);
    await enterExample(browser, test);
    expect(await isIn(browser)).toBe(true);
    const plain = browserOn(test.bare, THROUGH);
    plain.cookies.set('laa', browser.cookies.get('__Host-laa') ?? '');
    expect(await isIn(plain)).toBe(false);
    await browser.send('/sign-out');
    expect([...browser.cookies.keys()]).toEqual(['__Host-laa-device']);
  });

  it.each([
    ['without the proxy’s word that it was TLS', { Host: 'laa.county.example' }],
    ['with the proxy’s word that it was not', { ...THROUGH, 'X-Forwarded-Proto': 'http' }],
  ])('no session is handed out %s', async (_sentence, headers) => {
    const { cookies } = await flags(TLS, headers);
    expect(cookies.has('__Host-laa')).toBe(false);
  });

  it('a word that it was TLS counts from a proxy only', async () => {
    const { cookies } = await flags({ ...TLS, trustProxy: 0 }, THROUGH);
    expect(cookies.has('__Host-laa')).toBe(false);
  });
});

describe('what was shown to somebody who is signed in', () => {
  const test = testApp();

  it.each(['/', '/targets', '/targets.csv', '/account', '/account/second-factor', '/help', '/sign-in', '/nowhere'])(
    '%s is not kept by the browser',
    async (address) => {
      const { headers } = await browserAs(test, 'officer').open(address);
      expect(headers['cache-control']).toBe('no-store');
    },
  );
});
