import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailer } from '../../server/services/mail.ts';
import { newToken } from '../../server/services/tokens.ts';
import {
  addPerson,
  type Browser,
  browserAs,
  browserOn,
  codeAt,
  keptLog,
  leadsTo,
  minutesLater,
  PASSWORD,
} from '../support/door.ts';
import { linkIn, type MailServer, mailServer } from '../support/mail-server.ts';
import { mainText, type Page, texts } from '../support/page.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

const EMAIL = 'ann.archer@county.example';
const NEW = 'another four words';
const WRONG = 'not this one at all';
const MEGABYTE = 'x'.repeat(1024 * 1024);

/** All that a request at the door could leave behind. */
function held({ store }: TestApp): unknown {
  const accounts = store.accounts.list();
  return {
    accounts,
    passwords: accounts.map(({ id }) => store.accounts.findPassword(id)),
    factors: accounts.map(({ id }) => [store.secondFactors.find(id), store.secondFactors.countCodes(id)]),
    sessions: accounts.map(({ id }) => store.sessions.list(id).map((session) => session.id)),
    links: accounts.map(({ id }) => store.links.findOpen(id)),
    kept: accounts.map(({ id }) => store.keptEntries.find(id)),
    figures: store.rows.figures.list().length,
    audit: store.audit.head(),
  };
}

interface Scene {
  readonly test: TestApp;
  readonly stranger: Browser;
  /** Somebody who is signed in. */
  readonly own: Browser;
  readonly officer: Browser;
  readonly admin: Browser;
  /** Somebody who is asked for a code, where that is wanted. */
  readonly asked: Browser;
  /** A link that counts, unless one that was used is wanted. */
  readonly link: string;
  readonly log: ReturnType<typeof keptLog>;
}

type Wanted = 'nothing' | 'asked for a code' | 'a used link';

async function scene(wanted: Wanted = 'nothing'): Promise<Scene> {
  const log = keptLog();
  const test = testApp({ log: log.log });
  const person = await addPerson(test, { quick: true });
  const { id } = await addPerson(test, { email: 'bob.baker@county.example', state: 'invited', password: null });
  const own = browserAs(test, person);
  const [officer, admin] = [browserAs(test, 'officer'), browserAs(test, 'administrator')];
  const link = linkIn(mainText(await admin.send(`/admin/accounts/${id}/link`)));
  const asked = browserOn(test.bare);
  if (wanted === 'a used link') await browserOn(test.bare).send(link, { password: NEW });
  if (wanted === 'asked for a code') {
    const secret = texts(await own.open('/account/second-factor'), 'code.secret')[0] ?? '';
    await own.send('/account/second-factor', { code: codeAt(secret, minutesLater(0)) });
    await asked.send('/sign-in', { email: EMAIL, password: PASSWORD });
  }
  log.lines.length = 0;
  return { test, stranger: browserOn(test.bare), own, officer, admin, asked, link, log };
}

type Send = (scene: Scene) => Promise<Page>;
const body = (from: 'stranger' | 'own' | 'asked', address: string, text: string, headers = {}): Send => {
  return (all) => all[from].post(address, text, headers);
};

describe('what cannot be taken is refused, leaves nothing behind and one line in the log', () => {
  it.each<[sentence: string, status: number, send: Send, wanted?: Wanted]>([
    ['a wrong password', 422, ({ stranger }) => stranger.send('/sign-in', { email: EMAIL, password: WRONG })],
    [
      'an address and a password sent twice',
      422,
      body('stranger', '/sign-in', `email=a&email=${EMAIL}&password=x&password=${PASSWORD}`),
    ],
    ['an address as an object', 422, body('stranger', '/sign-in', `email[x]=${EMAIL}&password=${PASSWORD}`)],
    ['a password as a list', 422, body('stranger', '/sign-in', `email=${EMAIL}&password[]=${PASSWORD}`)],
    ['a prototype', 422, body('stranger', '/sign-in', '__proto__=x&constructor=y&email=__proto__&password=__proto__')],
    ['a prototype as an object', 422, body('stranger', '/sign-in', '__proto__[email]=x&__proto__[admin]=1')],
    ['signs that are none', 422, body('stranger', '/sign-in', 'email=%00%FF%FE&password=%ED%A0%80%00')],
    ['half a percent sign', 422, body('stranger', '/sign-in', 'email=%&password=%E0%A4')],
    ['nothing', 422, body('stranger', '/sign-in', '')],
    ['SQL', 422, ({ stranger }) => stranger.send('/sign-in', { email: "' OR 1=1 --", password: "' OR 1=1 --" })],
    [
      'a line for the log',
      422,
      ({ stranger }) => stranger.send('/sign-in', { email: 'x\n{"level":30,"event":"sign-in"}', password: 'x' }),
    ],
    ['an address of a megabyte', 413, ({ stranger }) => stranger.send('/sign-in', { email: MEGABYTE, password: 'x' })],
    [
      'a password of a megabyte',
      413,
      ({ stranger }) => stranger.send('/sign-in', { email: EMAIL, password: MEGABYTE }),
    ],
    ['two thousand fields', 413, body('stranger', '/sign-in', 'a=1&'.repeat(2000))],
    [
      'a megabyte that comes small',
      413,
      ({ stranger }) => stranger.post('/sign-in', gzipSync(MEGABYTE), { 'Content-Encoding': 'gzip' }),
    ],
    ['what is not packed as it says', 400, body('stranger', '/sign-in', 'email=x', { 'Content-Encoding': 'gzip' })],
    ['an unknown way of packing', 415, body('stranger', '/sign-in', 'email=x', { 'Content-Encoding': 'rot13' })],
    [
      'unknown letters',
      415,
      body('stranger', '/sign-in', 'email=x', { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-7' }),
    ],
    ['JSON', 415, body('stranger', '/sign-in', '{"email":{"$ne":1}}', { 'Content-Type': 'application/json' })],
    [
      'a form for files',
      415,
      body('stranger', '/sign-in', '--x\r\n', { 'Content-Type': 'multipart/form-data; boundary=x' }),
    ],
    ['a form of another site', 403, body('own', '/account/name', 'name=Eve', { 'Sec-Fetch-Site': 'cross-site' })],
    [
      'a forgotten password of a megabyte',
      413,
      ({ stranger }) => stranger.send('/sign-in/forgotten', { email: MEGABYTE }),
    ],
    ['a wrong code', 422, ({ asked }) => asked.send('/sign-in/code', { code: '000000' }), 'asked for a code'],
    [
      'a wrong recovery code',
      422,
      ({ asked }) => asked.send('/sign-in/code', { code: 'AAAA-BBBB-CCCC-DDDD' }),
      'asked for a code',
    ],
    ['a code as an object', 422, body('asked', '/sign-in/code', 'code[x]=1'), 'asked for a code'],
    ['a code of a megabyte', 413, ({ asked }) => asked.send('/sign-in/code', { code: MEGABYTE }), 'asked for a code'],
    ['a used link', 404, ({ stranger, link }) => stranger.open(link), 'a used link'],
    ['a password by a used link', 404, ({ stranger, link }) => stranger.send(link, { password: NEW }), 'a used link'],
    [
      'a link that has run out',
      404,
      ({ test, stranger, link }) => {
        test.setClock(minutesLater(24 * 60));
        return stranger.open(link);
      },
    ],
    [
      'a password by a link that has run out',
      404,
      ({ test, stranger, link }) => {
        test.setClock(minutesLater(24 * 60));
        return stranger.send(link, { password: NEW });
      },
    ],
    ['a garbled link', 404, ({ stranger, link }) => stranger.open(link.slice(0, -2))],
    ['a link that never was', 404, ({ stranger }) => stranger.send(`/links/${newToken()}`, { password: NEW })],
    ['a link of letters that are none', 400, ({ stranger }) => stranger.open('/links/%E0%A4%A')],
    [
      'a new password that is short, by a link',
      422,
      ({ stranger, link }) => stranger.send(link, { password: 'short' }),
    ],
    [
      'a new password as an object, by a link',
      422,
      ({ stranger, link }) => stranger.post(link, 'password[x]=another+four+words'),
    ],
    [
      'a new password of a megabyte, by a link',
      413,
      ({ stranger, link }) => stranger.send(link, { password: MEGABYTE }),
    ],
    [
      'the same by a link in capitals',
      413,
      ({ stranger, link }) => stranger.send(link.replace('/links/', '/LINKS/'), { password: MEGABYTE }),
    ],
    ['a wrong present password', 422, ({ own }) => own.send('/account/password', { current: WRONG, next: NEW })],
    ['passwords as lists', 422, body('own', '/account/password', 'current=x&current=y&next=x&next=y')],
    [
      'a new password of a megabyte',
      413,
      ({ own }) => own.send('/account/password', { current: PASSWORD, next: MEGABYTE }),
    ],
    ['a name as an object', 422, body('own', '/account/name', 'name[first]=Eve')],
    ['a name of a megabyte', 413, ({ own }) => own.send('/account/name', { name: MEGABYTE })],
    ['a prototype as a name', 422, body('own', '/account/name', '__proto__=Eve&__proto__[name]=Eve')],
    [
      'a wrong first code',
      422,
      async ({ own }) => {
        await own.open('/account/second-factor');
        return own.send('/account/second-factor', { code: '000000' });
      },
    ],
    [
      'a wrong password for recovery codes',
      422,
      ({ own }) => own.send('/account/recovery-codes', { factor_password: WRONG }),
    ],
    [
      'a wrong password for the second factor',
      422,
      ({ own }) => own.send('/account/second-factor/remove', { factor_password: WRONG }),
    ],
    ['somebody who is not signed in', 303, ({ stranger }) => stranger.send('/account/name', { name: 'Eve' })],
    ['a role that may not', 403, ({ own }) => own.open('/admin')],
    ['a form that names no figure', 422, ({ officer }) => officer.send('/figures/laa2/ni-192', {})],
    ['an invitation of nobody', 422, ({ admin }) => admin.send('/admin/accounts', {})],
    [
      'an account that there is not',
      404,
      ({ admin }) => admin.send('/admin/accounts/9999/state', { state: 'disabled' }),
    ],
    ['a number that is none', 404, ({ admin }) => admin.send('/admin/identities/__proto__', { account: '1' })],
  ])('%s', async (_sentence, status, send, wanted) => {
    const all = await scene(wanted);
    const before = held(all.test);
    const page = await send(all);
    expect(page.status).toBe(status);
    expect(held(all.test)).toEqual(before);
    expect(all.log.events()).toMatchObject([{ level: 30, event: expect.stringMatching(/refused$/) }]);
    const line = all.log.lines.join('');
    expect(line).not.toContain(all.link.slice(7, 40));
    for (const typed of [PASSWORD, WRONG, NEW, EMAIL, '000000', 'xxxxxxxxxx']) expect(line).not.toContain(typed);
    expect(line.length).toBeLessThan(600);
  });

  it('eleven wrong passwords are eleven lines, the last of which says that it was one too many', async () => {
    const all = await scene();
    for (let tries = 0; tries < 11; tries += 1) await all.stranger.send('/sign-in', { email: EMAIL, password: WRONG });
    const because = all.log.events().map((event) => event.because);
    expect(because).toEqual([...Array.from({ length: 10 }, () => 'password'), 'throttled']);
  });
});

describe('what the log is told', () => {
  let server: MailServer;
  beforeAll(async () => {
    server = await mailServer();
  });
  afterAll(() => server.close());

  it('never holds a password, a code, a secret, a link or the number of a session', async () => {
    const log = keptLog();
    const test = testApp({ log: log.log, mail: mailer(server.url, 'laa@county.example') });
    const hidden: string[] = [PASSWORD, WRONG, NEW, EMAIL];
    const hide = (...words: string[]) => {
      for (const word of words) {
        expect(word.length).toBeGreaterThan(5);
        hidden.push(word);
      }
    };
    const entry = { email: EMAIL, name: 'Ann Archer', post: 'Clerk', role: 'board' };
    await browserAs(test, 'administrator').send('/admin/accounts', entry);
    const link = linkIn((await server.arrived(1))[0]?.text ?? '');
    const browser = browserOn(test.bare);
    expect(leadsTo(await browser.send(link, { password: PASSWORD }))).toBe('/');
    hide(link.slice(7), ...browser.cookies.values());
    const secret = texts(await browser.open('/account/second-factor'), 'code.secret')[0] ?? '';
    const code = codeAt(secret, minutesLater(0));
    const recovery = texts(await browser.send('/account/second-factor', { code }), '.codes code');
    hide(secret, secret.replaceAll(' ', ''), code, ...recovery);
    await browser.send('/account/password', { current: PASSWORD, next: NEW });
    await browser.send('/account/password', { current: WRONG, next: NEW });
    await browser.send('/sign-out');
    await browser.send('/sign-in', { email: EMAIL, password: WRONG });
    await browser.send('/sign-in', { email: EMAIL, password: NEW });
    await browser.send('/sign-in/code', { code: recovery[0] ?? '' });
    hide(...browser.cookies.values());
    await browser.send('/sign-in/forgotten', { email: EMAIL });
    const reset = linkIn((await server.arrived(2))[1]?.text ?? '');
    await browserOn(test.bare).send(reset, { password: 'short' });
    await browserOn(test.bare).send(reset, { password: MEGABYTE });
    hide(reset.slice(7));
    await browser.open(link);
    expect(log.events().map(({ event }) => event)).toEqual([
      'link used',
      'sign-in',
      'second factor set',
      'password changed',
      'own account refused',
      'sign-out',
      'sign-in refused',
      'recovery code used',
      'sign-in',
      'link refused',
      'refused',
      'link refused',
    ]);
    for (const word of hidden) {
      expect(log.lines.join('')).not.toContain(word);
      expect(log.lines.join('')).not.toContain(decodeURIComponent(word));
    }
  });

  it('a message that could not be sent is an error, without its link', async () => {
    const strict = await mailServer({ onRcptTo: (_to, _session, done) => done(new Error('nobody here of that name')) });
    const log = keptLog();
    const test = testApp({ log: log.log, mail: mailer(strict.url, 'laa@county.example') });
    await addPerson(test);
    expect((await browserOn(test.bare).send('/sign-in/forgotten', { email: EMAIL })).status).toBe(200);
    for (let waits = 0; log.lines.length === 0 && waits < 300; waits += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(log.events()).toMatchObject([{ level: 50, event: 'mail' }]);
    expect(log.lines.join('')).not.toMatch(/links\/\w/);
    await strict.close();
  });

  it('an error that nobody expected has a reference, and names a link by nothing but that it is one', async () => {
    const log = keptLog();
    const test = testApp({ log: log.log });
    const token = newToken();
    test.store.close();
    for (const start of ['/links/', '/Links/', '/guest/']) {
      const page = await browserOn(test.bare).open(start + token);
      expect(page.status).toBe(500);
      expect(page.html).not.toContain(token);
    }
    expect(log.events()).toMatchObject([
      { level: 50, request: 'GET /links/…' },
      { level: 50, request: 'GET /links/…' },
      { level: 50, request: 'GET /guest/…' },
    ]);
    expect(log.lines.join('')).not.toContain(token);
  });
});
