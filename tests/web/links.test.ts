import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstLink } from '../../server/services/links.ts';
import { mailer } from '../../server/services/mail.ts';
import { newToken } from '../../server/services/tokens.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import { addPerson, browserAs, browserOn, codeAt, leadsTo, minutesLater, PASSWORD, signedIn } from '../support/door.ts';
import { linkIn, type MailServer, mailServer } from '../support/mail-server.ts';
import { formValues, h1Of, mainText, problemAt, problemsOn, texts } from '../support/page.ts';
import { withFactor } from '../support/people.ts';
import { emptyApp, type TestApp, testApp } from '../support/test-app.ts';

const EMAIL = 'ann.archer@county.example';
const NEW = 'another four words';
const GONE =
  'This link has been used, has run out or is not whole. Ask an administrator for another, or use ‘Forgotten your password?’ on the sign-in page.';
const ENTRY = { email: EMAIL, name: 'Ann Archer', post: 'Clerk to the Board', role: 'board' };

/** Invites somebody and takes the link from the administrator’s page. */
async function invited(test: TestApp): Promise<string> {
  return linkIn(mainText(await browserAs(test, 'administrator').send('/admin/accounts', ENTRY)));
}

/** The link to set another password for somebody who has one. */
async function resetFor(test: TestApp, id: number): Promise<string> {
  return linkIn(mainText(await browserAs(test, 'administrator').send(`/admin/accounts/${id}/link`)));
}

describe('an invitation without a mail server', () => {
  it('is shown to the administrator once, with its end', async () => {
    const test = testApp();
    const admin = browserAs(test, 'administrator');
    const page = await admin.send('/admin/accounts', ENTRY);
    expect(texts(page, '.saved p')[0]).toBe(
      'Hand this link to Ann Archer yourself. It is shown this once, counts once, and until 26 November 2026, 09:00:',
    );
    expect(texts(page, '.saved code')[0]).toMatch(/^http:\/\/127\.0\.0\.1:3000\/links\/[\w-]{43}$/);
    expect(mainText(await admin.open('/admin'))).not.toContain('/links/');
  });

  it('opens a page that asks for a password, and setting it signs in', async () => {
    const test = testApp();
    const link = await invited(test);
    const browser = browserOn(test.bare);
    const page = await browser.open(link);
    expect([page.status, h1Of(page), texts(page, '.under-title')]).toEqual([
      200,
      'Set your password',
      [`for Ann Archer, ${EMAIL}`],
    ]);
    expect(formValues(page, link)).toEqual({ username: EMAIL, password: '' });
    expect(leadsTo(await browser.send(link, { password: NEW }))).toBe('/');
    expect((await browser.open('/')).status).toBe(200);
    await signedIn(test.bare, EMAIL, NEW);
  });

  it('is not for a cache, and its address is told to nobody', async () => {
    const test = testApp();
    const { headers } = await browserOn(test.bare).open(await invited(test));
    expect([headers['cache-control'], headers['referrer-policy']]).toEqual(['no-store', 'no-referrer']);
  });

  it('is not used up by looking', async () => {
    const test = testApp();
    const link = await invited(test);
    for (let looks = 0; looks < 3; looks += 1) expect((await browserOn(test.bare).open(link)).status).toBe(200);
    expect(leadsTo(await browserOn(test.bare).send(link, { password: NEW }))).toBe('/');
  });

  it('counts once', async () => {
    const test = testApp();
    const link = await invited(test);
    await browserOn(test.bare).send(link, { password: NEW });
    const again = browserOn(test.bare);
    const page = await again.send(link, { password: 'yet another four words' });
    expect([page.status, h1Of(page)]).toEqual([404, 'Page not found']);
    expect(mainText(page)).toContain(GONE);
    expect([(await again.open(link)).status, again.cookies.size]).toEqual([404, 0]);
    await signedIn(test.bare, EMAIL, NEW);
  });

  it('of two who use it at once one wins', async () => {
    const test = testApp();
    const link = await invited(test);
    const passwords = [NEW, 'yet another four words'];
    const pages = await Promise.all(passwords.map((password) => browserOn(test.bare).send(link, { password })));
    expect(pages.map(({ status }) => status).sort()).toEqual([303, 404]);
    await signedIn(test.bare, EMAIL, passwords[pages.findIndex(({ status }) => status === 303)]);
  });
});

describe('the end of a link', () => {
  it.each([
    ['an invitation, a second before a day is over', 24 * 60 - 1 / 60, 200],
    ['an invitation, after exactly a day', 24 * 60, 404],
  ])('%s', async (_sentence, minutes, status) => {
    const test = testApp();
    const link = await invited(test);
    test.setClock(minutesLater(minutes));
    const browser = browserOn(test.bare);
    expect((await browser.open(link)).status).toBe(status);
    expect((await browser.send(link, { password: NEW })).status).toBe(status === 200 ? 303 : 404);
  });

  it.each([
    ['a second before an hour is over', 60 - 1 / 60, 200],
    ['after exactly an hour', 60, 404],
  ])('a link to set another password, %s', async (_sentence, minutes, status) => {
    const test = testApp();
    const { id } = await addPerson(test);
    const link = await resetFor(test, id);
    test.setClock(minutesLater(minutes));
    const browser = browserOn(test.bare);
    expect((await browser.open(link)).status).toBe(status);
    expect((await browser.send(link, { password: NEW })).status).toBe(status === 200 ? 303 : 404);
  });

  it('it ends when another is made for the same account, and for no other one', async () => {
    const test = testApp();
    const { id } = await addPerson(test);
    const other = await resetFor(test, (await addPerson(test, { email: 'bob.baker@county.example' })).id);
    const first = await resetFor(test, id);
    const second = await resetFor(test, id);
    const statuses = [];
    for (const link of [first, second, other]) statuses.push((await browserOn(test.bare).open(link)).status);
    expect(statuses).toEqual([404, 200, 200]);
    expect((await browserOn(test.bare).send(first, { password: NEW })).status).toBe(404);
  });

  it.each([
    ['the account is disabled', '/state', { state: 'disabled' }],
    ['a new link is made', '/link', {}],
  ])('it ends when %s', async (_sentence, address, fields) => {
    const test = testApp();
    const { id } = await addPerson(test);
    const link = await resetFor(test, id);
    const admin = browserAs(test, 'administrator');
    await admin.send(`/admin/accounts/${id}${address}`, fields);
    expect((await browserOn(test.bare).send(link, { password: NEW })).status).toBe(404);
    await admin.send(`/admin/accounts/${id}/state`, { state: 'enabled' });
    expect((await browserOn(test.bare).open(link)).status).toBe(404);
  });

  it('it ends when the person changes the password meanwhile', async () => {
    const test = testApp();
    const person = await addPerson(test);
    const link = await resetFor(test, person.id);
    const changed = await browserAs(test, person).send('/account/password', { current: PASSWORD, next: NEW });
    expect(leadsTo(changed)).toBe('/account?done=password');
    expect((await browserOn(test.bare).open(link)).status).toBe(404);
  });

  it.each<[string, (link: string) => string]>([
    ['without its last letter', (link) => link.slice(0, -1)],
    ['with another last letter', (link) => link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A')],
    ['with a letter more', (link) => `${link}A`],
    ['in capitals', (link) => `/links/${link.slice(7).toUpperCase()}`],
    ['that never was', () => `/links/${newToken()}`],
    ['of nothing', () => '/links/%20'],
    ['of a path', () => '/links/..%2F..%2Fetc%2Fpasswd'],
    ['of SQL', () => `/links/${encodeURIComponent("' OR 1=1 --")}`],
    ['of the word prototype', () => '/links/__proto__'],
    ['of letters that are none', () => '/links/%E0%A4%A'],
  ])('one %s opens nothing', async (_sentence, changed) => {
    const test = testApp();
    const link = changed(await invited(test));
    const browser = browserOn(test.bare);
    for (const page of [await browser.open(link), await browser.send(link, { password: NEW })]) {
      expect(page.status).toBe(link.endsWith('%A') ? 400 : 404);
    }
    expect(browser.cookies.size).toBe(0);
  });
});

describe('a new password', () => {
  const SHORT = 'Use 12 characters or more; three or four words in a row will do.';
  const PATTERN = 'This password follows a pattern that is guessed early. Choose another one.';
  const COMMON = 'This password is among those that are tried first. Choose another one.';
  const OWN = 'This password is made of your name, your address or the name of this place. Choose another one.';

  it.each([
    ['eleven characters', 'kqzvwmxjphy', SHORT],
    ['eleven, of which some are made of two parts', '😀😀😀kqzvwmxj', SHORT],
    ['nothing', '', SHORT],
    ['257 characters', `${'kqzvwmxjp '.repeat(25)}abcdefg`, 'Use at most 256 characters.'],
    ['one letter twelve times', 'aaaaaaaaaaaa', PATTERN],
    ['twelve blanks', '            ', PATTERN],
    ['a piece again and again', 'qwe1qwe1qwe1', PATTERN],
    ['digits in a row', '123456789012', PATTERN],
    ['a word that is tried first, with digits', 'password123456', COMMON],
    ['the same with signs for letters', 'P@ssw0rd!!2026', COMMON],
    ['the own name', 'ann archer 12', OWN],
    ['the own address', 'ann.archer@county.example', OWN],
    ['the name of the place', 'oxfordshire99', OWN],
  ])('of %s is refused at its field, and the link still counts', async (_sentence, password, message) => {
    const test = testApp();
    const link = await invited(test);
    const browser = browserOn(test.bare);
    const page = await browser.send(link, { password });
    expect([page.status, problemsOn(page), problemAt(page, 'password')]).toEqual([422, { password: message }, message]);
    expect(formValues(page, link).password).toBe('');
    expect(page.root.querySelector('#password')?.hasAttribute('value')).toBe(false);
    expect(browser.cookies.size).toBe(0);
    expect(leadsTo(await browser.send(link, { password: NEW }))).toBe('/');
  });

  it.each([
    ['twelve small letters', 'kqzvwmxjphyr'],
    ['words with blanks', 'under the old bridge'],
    ['twelve signs of another script', 'ῥοδοδάκτυλος ἠώς'],
    ['with a line of pictures', '🐎🔋📎🌂🍏🐢🧭🪁🎈🥁🛶🧲'],
    ['256 characters', `${'kqzvwmxjp '.repeat(25)}abcdef`],
    ['with blanks at its ends, which are part of it', '   eleven ch    '],
  ])('of %s is taken, whatever it is made of', async (_sentence, password) => {
    const test = testApp();
    expect(leadsTo(await browserOn(test.bare).send(await invited(test), { password }))).toBe('/');
    await signedIn(test.bare, EMAIL, password);
  });
});

describe('a link to set another password', () => {
  it('takes the place of the old one', async () => {
    const test = testApp();
    const { id } = await addPerson(test);
    const link = await resetFor(test, id);
    const browser = browserOn(test.bare);
    expect(h1Of(await browser.open(link))).toBe('Set another password');
    expect(leadsTo(await browser.send(link, { password: NEW }))).toBe('/');
    expect((await browserOn(test.bare).send('/sign-in', { email: EMAIL, password: PASSWORD })).status).toBe(422);
    await signedIn(test.bare, EMAIL, NEW);
  });

  it('does not stand in for the second factor', async () => {
    const test = testApp();
    const person = await addPerson(test);
    const own = browserAs(test, person);
    const secret =
      mainText(await own.open('/account/second-factor')).match(/(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}/)?.[0] ?? '';
    await own.send('/account/second-factor', { code: codeAt(secret, minutesLater(0)) });
    const browser = browserOn(test.bare);
    const used = await browser.send(await resetFor(test, person.id), { password: NEW });
    expect([leadsTo(used), [...browser.cookies.keys()]]).toEqual(['/sign-in', ['laa-device']]);
    expect(leadsTo(await browser.send('/sign-in', { email: EMAIL, password: NEW }))).toBe('/sign-in/code');
    expect(leadsTo(await browser.open('/'))).toBe('/sign-in');
  });

  it('helps an owner with a second factor whom strangers keep busy, in a browser that is new', async () => {
    const test = testApp();
    const person = await addPerson(test, { quick: true });
    withFactor(test, person);
    const stranger = browserOn(test.bare);
    for (let tries = 0; tries < 11; tries += 1) await stranger.send('/sign-in', { email: EMAIL, password: 'wrong' });
    const browser = browserOn(test.bare);
    expect(leadsTo(await browser.send(await resetFor(test, person.id), { password: NEW }))).toBe('/sign-in');
    for (let tries = 0; tries < 10; tries += 1) await stranger.send('/sign-in', { email: EMAIL, password: 'wrong' });
    expect(leadsTo(await browser.send('/sign-in', { email: EMAIL, password: NEW }))).toBe('/sign-in/code');
  });

  it('helps somebody who has tried too often', async () => {
    const test = testApp();
    const { id } = await addPerson(test, { quick: true });
    const browser = browserOn(test.bare);
    for (let tries = 0; tries < 11; tries += 1) await browser.send('/sign-in', { email: EMAIL, password: 'wrong' });
    expect(leadsTo(await browser.send(await resetFor(test, id), { password: NEW }))).toBe('/');
  });
});

describe('the link for the first administrator', () => {
  const first = ({ store, deps }: TestApp) => linkIn(firstLink(store, deps.settings, COMMAND_LINE).address);
  const person = { email: 'Ada@County.example ', name: 'Ada Adams', post: 'System administrator', password: NEW };

  it('asks who it is, and sets the account up', async () => {
    const test = emptyApp();
    const link = first(test);
    const browser = browserOn(test.bare);
    const page = await browser.open(link);
    expect([h1Of(page), formValues(page, link)]).toEqual([
      'Set up the first administrator',
      { email: '', name: '', post: '', password: '' },
    ]);
    expect(leadsTo(await browser.send(link, person))).toBe('/');
    expect((await browser.open('/admin')).status).toBe(200);
    expect(test.store.accounts.findByEmail('ada@county.example')).toMatchObject({
      role: 'administrator',
      state: 'active',
      name: 'Ada Adams',
    });
  });

  it('names every field that is missing, and keeps what was typed', async () => {
    const test = emptyApp();
    const link = first(test);
    const page = await browserOn(test.bare).send(link, { ...person, email: 'ada', name: '', password: 'short' });
    expect([page.status, Object.keys(problemsOn(page))]).toEqual([422, ['email', 'name', 'password']]);
    expect(formValues(page, link)).toEqual({ email: 'ada', name: '', post: person.post, password: '' });
    expect(test.store.accounts.list()).toHaveLength(1);
  });

  it('counts until there is an administrator, and an older one no more', async () => {
    const test = emptyApp();
    const [older, link] = [first(test), first(test)];
    expect((await browserOn(test.bare).open(older)).status).toBe(404);
    await browserOn(test.bare).send(link, person);
    const page = await browserOn(test.bare).send(link, { ...person, email: 'eve@county.example' });
    expect(page.status).toBe(404);
    expect(() => first(test)).toThrow('There is an administrator already');
  });

  it.each([
    ['a second before a day is over', 24 * 60 - 1 / 60, 200],
    ['after exactly a day no more', 24 * 60, 404],
  ])('counts for a day: %s', async (_sentence, minutes, status) => {
    const test = emptyApp();
    const link = first(test);
    test.setClock(minutesLater(minutes));
    expect((await browserOn(test.bare).open(link)).status).toBe(status);
  });
});

describe('with a mail server', () => {
  let server: MailServer;
  beforeAll(async () => {
    server = await mailServer();
  });
  afterAll(() => server.close());
  const mailing = () => testApp({ mail: mailer(server.url, 'laa@county.example') });

  it('an invitation goes to the person and is not shown to the administrator', async () => {
    const test = mailing();
    const before = server.received.length;
    const page = await browserAs(test, 'administrator').send('/admin/accounts', ENTRY);
    expect(texts(page, '.saved p')).toEqual([`The link has gone to ${EMAIL}.`]);
    expect(page.html).not.toContain('/links/');
    const message = (await server.arrived(before + 1))[before];
    expect(message?.to).toEqual([EMAIL]);
    expect(message?.headers.subject).toBe('Your account in the LAA target tracker');
    expect(message?.text).toMatch(/^Ann Archer,\n\n[\s\S]*\nhttp:\/\/127\.0\.0\.1:3000\/links\/[\w-]{43}\n/);
    expect(message?.text).toContain('counts once, and for 24 hours');
    expect(leadsTo(await browserOn(test.bare).send(linkIn(message?.text ?? ''), { password: NEW }))).toBe('/');
  });

  it('a link to set another password says that it counts for an hour', async () => {
    const test = mailing();
    const before = server.received.length;
    const { id } = await addPerson(test);
    await browserAs(test, 'administrator').send(`/admin/accounts/${id}/link`);
    const message = (await server.arrived(before + 1))[before];
    expect(message?.text).toContain('counts once, and for one hour');
    expect(h1Of(await browserOn(test.bare).open(linkIn(message?.text ?? '')))).toBe('Set another password');
  });

  it('that does not take it, the link is shown with what the server said', async () => {
    const strict = await mailServer({ onRcptTo: (_to, _session, done) => done(new Error('nobody here of that name')) });
    const test = testApp({ mail: mailer(strict.url, 'laa@county.example') });
    const page = await browserAs(test, 'administrator').send('/admin/accounts', ENTRY);
    expect(page.status).toBe(200);
    expect(texts(page, '.saved p')[0]).toMatch(
      /^The message to ann\.archer@county\.example could not be sent\. .*nobody here of that name/,
    );
    expect(leadsTo(await browserOn(test.bare).send(linkIn(mainText(page)), { password: NEW }))).toBe('/');
    await strict.close();
  });

  describe('a forgotten password', () => {
    const asking = async (test: TestApp, email: string) => {
      const before = server.received.length;
      const page = await browserOn(test.bare).send('/sign-in/forgotten', { email });
      return { page, before };
    };
    const later = () => new Promise((resolve) => setTimeout(resolve, 300));

    it.each<[string, Parameters<typeof addPerson>[1] | null, string]>([
      ['an account that is active', {}, 'reset'],
      ['an account that is invited', { state: 'invited', password: null }, 'invitation'],
      ['an account that is disabled', { state: 'disabled' }, 'nothing'],
      ['no account', null, 'nothing'],
    ])('%s gets the same answer', async (_sentence, person, kind) => {
      const test = mailing();
      if (person !== null) await addPerson(test, person);
      const { page, before } = await asking(test, EMAIL);
      expect([page.status, h1Of(page), texts(page, '.saved p')]).toEqual([
        200,
        'Forgotten password',
        [
          `If there is an account with the address ${EMAIL}, a link to set another password is on its way to it. It counts once, for an hour.`,
        ],
      ]);
      if (kind === 'nothing') {
        await later();
        expect(server.received).toHaveLength(before);
        return;
      }
      const message = (await server.arrived(before + 1))[before];
      expect(message?.to).toEqual([EMAIL]);
      const opened = await browserOn(test.bare).open(linkIn(message?.text ?? ''));
      expect(h1Of(opened)).toBe(kind === 'reset' ? 'Set another password' : 'Set your password');
    });

    it('who comes by the single sign-on alone is sent nothing', async () => {
      const test = mailing();
      await addPerson(test, { password: null });
      const { before } = await asking(test, EMAIL);
      await later();
      expect(server.received).toHaveLength(before);
    });

    it('an account of the example is sent nothing', async () => {
      const { page, before } = await asking(mailing(), 'administrator@example.invalid');
      await later();
      expect([page.status, server.received.length]).toEqual([200, before]);
    });

    it('the page is the same to the letter but for the address', async () => {
      const test = mailing();
      await addPerson(test);
      const [there, not] = [await asking(test, EMAIL), await asking(test, 'nobody@county.example')];
      await server.arrived(there.before + 1);
      expect(there.page.html.replaceAll(EMAIL, '…')).toBe(not.page.html.replaceAll('nobody@county.example', '…'));
    });

    it('asked for twice, the second link counts alone', async () => {
      const test = mailing();
      await addPerson(test);
      const { before } = await asking(test, EMAIL);
      await server.arrived(before + 1);
      await asking(test, ` ${EMAIL.toUpperCase()} `);
      const links = (await server.arrived(before + 2)).slice(before).map(({ text }) => linkIn(text));
      const statuses = [];
      for (const link of links) statuses.push((await browserOn(test.bare).open(link)).status);
      expect(statuses).toEqual([404, 200]);
    });

    it('of four askings within the hour three send a link, and the page does not tell', async () => {
      const test = mailing();
      await addPerson(test);
      const { before, page: first } = await asking(test, EMAIL);
      for (const minutes of [1, 2]) {
        test.setClock(minutesLater(minutes));
        await asking(test, EMAIL);
      }
      await server.arrived(before + 3);
      test.setClock(minutesLater(59));
      expect((await asking(test, EMAIL)).page.html).toBe(first.html);
      await later();
      expect(server.received).toHaveLength(before + 3);
      test.setClock(minutesLater(60));
      await asking(test, EMAIL);
      await server.arrived(before + 4);
    });

    it('asking does not end sessions, nor the password that there is', async () => {
      const test = mailing();
      const person = await addPerson(test);
      const own = browserAs(test, person);
      const { before } = await asking(test, EMAIL);
      await server.arrived(before + 1);
      expect((await own.open('/account')).status).toBe(200);
      await signedIn(test.bare, EMAIL);
    });
  });
});

it('without a mail server the page of a forgotten password says whom to ask', async () => {
  const test = testApp();
  await addPerson(test);
  const page = await browserOn(test.bare).open('/sign-in/forgotten');
  expect(mainText(page)).toContain('This installation sends no e-mail. Ask an administrator');
  expect(page.root.querySelector('#email')).toBeNull();
  expect((await browserOn(test.bare).send('/sign-in/forgotten', { email: EMAIL })).status).toBe(200);
});
