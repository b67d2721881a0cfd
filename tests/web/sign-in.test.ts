import { describe, expect, it } from 'vitest';
import { createRecord, loadExample } from '../../server/services/setup.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import { addPerson, browserAs, browserOn, leadsTo, PASSWORD, signedIn } from '../support/door.ts';
import { formValues, h1Of, hasSection, mainText, type Page, problemAt, problemsOn, texts } from '../support/page.ts';
import { appOn, type TestSettings, testApp } from '../support/test-app.ts';

const EMAIL = 'ann.archer@county.example';
const WRONG = 'The e-mail address or the password is not right.';

/** The app as it runs for a council: no example buttons, and only under its own name. */
const PRODUCTION: TestSettings = { production: true };
const OWN_HOST = { Host: '127.0.0.1:3000' };

describe('with e-mail address and password', () => {
  it('one is led to the Board’s view, and stays signed in', async () => {
    const test = testApp();
    await addPerson(test);
    const browser = browserOn(test.bare);
    expect(leadsTo(await browser.send('/sign-in', { email: EMAIL, password: PASSWORD }))).toBe('/');
    const board = await browser.open('/');
    expect([board.status, texts(board, '.masthead__links--quiet a')[1]]).toEqual([200, 'Your account: Board member']);
  });

  it.each([
    ['capitals', 'Ann.Archer@County.Example'],
    ['blanks around it', '  ann.archer@county.example '],
  ])('the address is the same with %s', async (_sentence, email) => {
    const test = testApp();
    await addPerson(test);
    expect(leadsTo(await browserOn(test.bare).send('/sign-in', { email, password: PASSWORD }))).toBe('/');
  });

  const blanks = '  between two blanks  ';
  it.each([
    ['as it was set', blanks, 303],
    ['without its blanks', blanks.trim(), 422],
    ['with one blank more', `${blanks} `, 422],
  ])('blanks at the ends of a password are part of it: %s', async (_sentence, password, status) => {
    const test = testApp();
    await addPerson(test, { password: blanks });
    expect((await browserOn(test.bare).send('/sign-in', { email: EMAIL, password })).status).toBe(status);
  });

  it('a letter that another keyboard makes of two signs is the same', async () => {
    const test = testApp();
    await addPerson(test, { password: 'a caf\u00e9 by the river' });
    const password = 'a cafe\u0301 by the river';
    expect((await browserOn(test.bare).send('/sign-in', { email: EMAIL, password })).status).toBe(303);
  });

  it('a password that was hashed with less work is hashed again when it is right', async () => {
    const test = testApp();
    const person = await addPerson(test, { quick: true });
    const { accounts } = test.store;
    await browserOn(test.bare).send('/sign-in', { email: EMAIL, password: 'not this one at all' });
    expect(accounts.findPassword(person.id)).toMatch(/^\$argon2id\$v=19\$m=8,t=1,p=1\$/);
    await signedIn(test.bare, EMAIL);
    expect(accounts.findPassword(person.id)).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    await signedIn(test.bare, EMAIL);
  });
});

describe('who cannot come in', () => {
  it.each<[string, Parameters<typeof addPerson>[1] | null, string, string]>([
    ['an address that nobody has', null, 'nobody@county.example', PASSWORD],
    ['a wrong password', {}, EMAIL, 'not this one at all'],
    ['no password', {}, EMAIL, ''],
    ['an account that is disabled', { state: 'disabled' }, EMAIL, PASSWORD],
    ['an account that is invited', { state: 'invited', password: null }, EMAIL, PASSWORD],
    ['an account of the example', null, 'administrator@example.invalid', ''],
    ['no address', null, '', ''],
  ])('%s gets the same answer', async (_sentence, person, email, password) => {
    const test = testApp();
    if (person !== null) await addPerson(test, person);
    const browser = browserOn(test.bare);
    const page = await browser.send('/sign-in', { email, password });
    expect([page.status, h1Of(page), problemsOn(page)]).toEqual([422, 'Sign in', { email: WRONG }]);
    expect(problemAt(page, 'email')).toBe(WRONG);
    expect(formValues(page, '/sign-in')).toEqual({ next: '/', email, password: '' });
    expect([...browser.cookies]).toEqual([]);
    expect(wordsOf(page)).toBe(wordsOf(await browserOn(test.bare).send('/sign-in', { email: 'x@y', password: 'z' })));
  });

  /** All that an answer says but the address that was typed. */
  const wordsOf = (page: Page) => page.html.replace(/(name="email" type="email" value=")[^"]*/, '$1');

  it('and takes about as long for an address that nobody has', async () => {
    const test = testApp();
    await addPerson(test);
    const browser = browserOn(test.bare);
    const shortest = async (email: string) => {
      const times: number[] = [];
      for (let count = 0; count < 3; count += 1) {
        const start = performance.now();
        await browser.send('/sign-in', { email, password: 'not this one at all' });
        times.push(performance.now() - start);
      }
      return Math.min(...times);
    };
    // A check that was left out would take a hundredth of the time.
    expect((await shortest('nobody@county.example')) / (await shortest(EMAIL))).toBeGreaterThan(0.4);
  });

  it('where only the single sign-on opens the door, no password does', async () => {
    const test = testApp({ localSignIn: false });
    await addPerson(test);
    const browser = browserOn(test.bare);
    expect((await browser.send('/sign-in', { email: EMAIL, password: PASSWORD })).status).toBe(403);
    expect((await browser.open('/sign-in/forgotten')).status).toBe(403);
    expect((await browser.open('/sign-in')).root.querySelector('#password')).toBeNull();
  });
});

describe('where one goes on to', () => {
  const test = testApp();
  const example = () => String(test.store.accounts.list().find(({ role }) => role === 'board')?.id);

  it.each([
    ['a page of this site', '/targets', '/targets'],
    ['with what it asks for', '/targets?agreement=laa2&as_at=2008-11-01', '/targets?agreement=laa2&as_at=2008-11-01'],
    ['nothing', '', '/'],
    ['another host', '//evil.example', '/'],
    ['another host, with a backslash', '/\\evil.example', '/'],
    ['another host, behind a tab', '/\t/evil.example', '/'],
    ['a page of another host, behind a tab', '/\t/evil.example/targets', '/'],
    ['another host, behind dots', '/..//evil.example', '/evil.example'],
    ['another host, behind one dot', '/.//evil.example', '/evil.example'],
    ['another host, behind an escaped dot', '/%2e//evil.example', '/evil.example'],
    ['another host, behind a page of ours', '/targets/..//evil.example/', '/evil.example/'],
    ['another site', 'https://evil.example/', '/'],
    ['another site, without slashes', 'https:evil.example', '/'],
    ['a script', 'javascript:alert(1)', '/'],
    ['a page as data', 'data:text/html,hello', '/'],
    ['this site by its whole address', 'http://127.0.0.1:3000/targets', '/'],
    ['another name before ours', '@evil.example', '/'],
    ['a word', 'targets', '/'],
    ['a header', '/targets\r\nSet-Cookie: laa=evil', '/targetsSet-Cookie:%20laa=evil'],
  ])('%s', async (_sentence, next, address) => {
    const browser = browserOn(test.bare);
    const asked = `/sign-in?${new URLSearchParams({ next })}`;
    expect(formValues(await browser.open(asked), '/sign-in').next).toBe(address);
    expect(leadsTo(await browser.send('/sign-in/example', { account: example(), next }))).toBe(address);
    expect(leadsTo(await browser.open(asked))).toBe(address);
  });

  it('a page that was asked for before', async () => {
    const browser = browserOn(test.bare);
    const sent = leadsTo(await browser.open('/targets?agreement=laa2'));
    expect(sent).toBe('/sign-in?next=%2Ftargets%3Fagreement%3Dlaa2');
    const { next = '' } = formValues(await browser.open(sent), '/sign-in');
    expect(leadsTo(await browser.send('/sign-in/example', { account: example(), next }))).toBe(
      '/targets?agreement=laa2',
    );
  });

  it('it is kept where the password was wrong', async () => {
    const page = await browserOn(test.bare).send('/sign-in', { email: 'x@y', password: '', next: '/targets' });
    expect(formValues(page, '/sign-in').next).toBe('/targets');
  });
});

describe('the accounts of the example', () => {
  it('can be entered by anybody, with a button for each role', async () => {
    const test = testApp();
    const page = await browserOn(test.bare).open('/sign-in');
    const accounts = page.root
      .querySelectorAll('.example [name="account"]')
      .map((field) => field.getAttribute('value'));
    expect(texts(page, '.example button')).toEqual([
      'Enter as a partnership lead',
      'Enter as a Board member',
      'Enter as a performance officer',
      'Enter as an administrator',
    ]);
    const entered = [];
    for (const account of accounts) {
      const browser = browserOn(test.bare);
      expect(leadsTo(await browser.send('/sign-in/example', { account: account ?? '', next: '/' }))).toBe('/');
      entered.push(texts(await browser.open('/'), '.masthead__links--quiet a')[1]);
    }
    expect(entered).toEqual([
      'Your account: partnership lead',
      'Your account: Board member',
      'Your account: performance officer',
      'Your account: administrator',
    ]);
  });

  it.each([
    ['somebody’s own account', (own: number) => String(own)],
    ['no account', () => ''],
    ['an account that is none', () => '999'],
    ['a word', () => '__proto__'],
  ])('%s is not entered that way', async (_sentence, account) => {
    const test = testApp();
    const { id } = await addPerson(test);
    const browser = browserOn(test.bare);
    expect((await browser.send('/sign-in/example', { account: account(id) })).status).toBe(404);
    expect([...browser.cookies]).toEqual([]);
  });

  it('in production there are no buttons, and nobody enters', async () => {
    const test = testApp(PRODUCTION);
    const ids = test.store.accounts.list().map(({ id }) => String(id));
    const browser = browserOn(test.bare, OWN_HOST);
    const page = await browser.open('/sign-in');
    expect([page.status, hasSection(page, 'Enter the example')]).toEqual([200, false]);
    expect(ids).toHaveLength(4);
    for (const account of ids) expect((await browser.send('/sign-in/example', { account })).status).toBe(404);
    expect([...browser.cookies]).toEqual([]);
  });

  it('a session of one from before production does not count in it', async () => {
    const store = createRecord(':memory:', COMMAND_LINE);
    loadExample(store, COMMAND_LINE);
    const { cookies } = browserAs(appOn(store), 'administrator');
    const browser = browserOn(appOn(store, PRODUCTION).bare, OWN_HOST);
    browser.cookies.set('laa', cookies.get('laa') ?? '');
    expect(leadsTo(await browser.open('/admin'))).toBe('/sign-in?next=%2Fadmin');
    for (const address of ['/sign-in/code', '/account/second-factor']) {
      expect((await browser.open(address)).status).toBe(303);
    }
  });
});

it('the page says why one is there again', async () => {
  const browser = browserOn(testApp().bare);
  expect(mainText(await browser.open('/sign-in?out=yes'))).toContain('You are signed out.');
  expect(mainText(await browser.open('/sign-in?ended=yes'))).toContain('a session ends after 30 minutes without use');
  expect(mainText(await browser.open('/sign-in'))).not.toContain('signed out');
});
