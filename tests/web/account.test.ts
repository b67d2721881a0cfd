import { describe, expect, it } from 'vitest';
import {
  addPerson,
  type Browser,
  browserAs,
  browserOn,
  leadsTo,
  minutesLater,
  PASSWORD,
  signedIn,
} from '../support/door.ts';
import {
  formValues,
  h1Of,
  mainText,
  type Page,
  problemAt,
  problemsOn,
  rowsUnder,
  sectionOf,
  sectionText,
  texts,
} from '../support/page.ts';
import { testApp } from '../support/test-app.ts';

const EMAIL = 'ann.archer@county.example';
const NEW = 'another four words';

async function isIn(browser: Browser): Promise<boolean> {
  return (await browser.open('/account')).status === 200;
}

/** The buttons that end a session, by what each sends. */
function ends(page: Page): string[] {
  return sectionOf(page, 'Where you are signed in')
    .querySelectorAll('[name="session"]')
    .map((button) => button.getAttribute('value') ?? '');
}

describe('the own account', () => {
  it('says who one is and what one may do', async () => {
    const test = testApp();
    const page = await browserAs(test, await addPerson(test, { role: 'lead' })).open('/account');
    expect([h1Of(page), texts(page, '.under-title')[0]]).toEqual([
      'Your account',
      'Ann Archer · Partnership lead: figures, commentary and actions of the targets that their partnerships lead or contribute to',
    ]);
    expect(mainText(page)).toContain(`E-mail address ${EMAIL}`);
    expect(mainText(page)).toMatch(/Answers for [^.]*Waste Partnership/);
  });

  it.each(['name', 'password', 'sessions', 'factor'])('says that it is done: %s', async (done) => {
    const page = await browserAs(testApp(), 'board').open(`/account?done=${done}`);
    expect(texts(page, '.saved p')).toHaveLength(1);
  });

  it.each(['nothing', 'constructor', '__proto__', 'toString', ''])(
    'says nothing of what is no word: %s',
    async (done) => {
      const page = await browserAs(testApp(), 'board').open(`/account?done=${done}`);
      expect([page.status, texts(page, '.saved')]).toEqual([200, []]);
    },
  );

  it('an account of the example has neither password nor second factor', async () => {
    const page = await browserAs(testApp(), 'officer').open('/account');
    expect(texts(page, 'main h2')).toEqual(['Name', 'Where you are signed in']);
  });
});

describe('the own name', () => {
  it('can be changed', async () => {
    const test = testApp();
    const person = await addPerson(test);
    const browser = browserAs(test, person);
    expect(leadsTo(await browser.send('/account/name', { name: '  Zoë O’Archer ' }))).toBe('/account?done=name');
    expect(formValues(await browser.open('/account'), '/account/name')).toEqual({ name: 'Zoë O’Archer' });
    expect(test.store.accounts.find(person.id)?.name).toBe('Zoë O’Archer');
  });

  it.each([
    ['empty', '', 'Enter your name.'],
    ['blank', '   ', 'Enter your name.'],
    ['of 201 characters', 'x'.repeat(201), 'Use at most 200 characters.'],
  ])('is not changed to one that is %s', async (_sentence, name, message) => {
    const test = testApp();
    const person = await addPerson(test);
    const page = await browserAs(test, person).send('/account/name', { name });
    expect([page.status, problemsOn(page)]).toEqual([422, { name: message }]);
    expect(test.store.accounts.find(person.id)?.name).toBe('Ann Archer');
  });

  it('is text wherever it is shown', async () => {
    const test = testApp();
    const browser = browserAs(test, await addPerson(test));
    await browser.send('/account/name', { name: '<img src=x>' });
    const page = await browser.open('/account');
    expect(page.root.querySelectorAll('main img')).toEqual([]);
    expect(texts(page, '.under-title')[0]).toContain('<img src=x>');
  });
});

describe('the own password', () => {
  it('can be changed, which ends all other sessions and leaves this one', async () => {
    const test = testApp();
    const person = await addPerson(test);
    const [here, there, elsewhere] = [
      await signedIn(test.bare, EMAIL),
      browserAs(test, person),
      browserAs(test, person),
    ];
    const stranger = browserAs(test, 'officer');
    expect(leadsTo(await here.send('/account/password', { current: PASSWORD, next: NEW }))).toBe(
      '/account?done=password',
    );
    expect(mainText(await here.open('/account?done=password'))).toContain(
      'Your password is changed. Your other sessions have ended.',
    );
    const answers = [];
    for (const browser of [here, there, elsewhere, stranger]) answers.push(await isIn(browser));
    expect(answers).toEqual([true, false, false, true]);
    await signedIn(test.bare, EMAIL, NEW);
    expect((await browserOn(test.bare).send('/sign-in', { email: EMAIL, password: PASSWORD })).status).toBe(422);
  });

  it.each([
    ['the present one is wrong', 'not this one at all', NEW, 'current', 'This is not your password.'],
    ['the present one is left out', '', NEW, 'current', 'This is not your password.'],
    [
      'the new one is short',
      PASSWORD,
      'short',
      'next',
      'Use 12 characters or more; three or four words in a row will do.',
    ],
    [
      'the new one is of the own name',
      PASSWORD,
      'Ann Archer 12',
      'next',
      'This password is made of your name, your address or the name of this place. Choose another one.',
    ],
  ])('is not changed where %s, and no session ends', async (_sentence, current, next, field, message) => {
    const test = testApp();
    const person = await addPerson(test);
    const before = test.store.accounts.findPassword(person.id);
    const [here, there] = [browserAs(test, person), browserAs(test, person)];
    const page = await here.send('/account/password', { current, next });
    expect([page.status, problemsOn(page), problemAt(page, field)]).toEqual([422, { [field]: message }, message]);
    expect(formValues(page, '/account/password')).toEqual({ username: EMAIL, current: '', next: '' });
    expect(test.store.accounts.findPassword(person.id)).toBe(before);
    expect([await isIn(here), await isIn(there)]).toEqual([true, true]);
  });

  it('blanks at its ends are part of it', async () => {
    const test = testApp();
    const browser = browserAs(test, await addPerson(test));
    await browser.send('/account/password', { current: PASSWORD, next: ` ${NEW} ` });
    expect((await browserOn(test.bare).send('/sign-in', { email: EMAIL, password: NEW })).status).toBe(422);
    await signedIn(test.bare, EMAIL, ` ${NEW} `);
  });
});

describe('the own sessions', () => {
  async function three() {
    const test = testApp();
    const person = await addPerson(test);
    const browsers = [browserAs(test, person)];
    for (const minutes of [1, 2]) {
      test.setClock(minutesLater(minutes));
      browsers.push(browserAs(test, person));
    }
    const [first, second, third] = browsers as [Browser, Browser, Browser];
    return { test, person, first, second, third };
  }
  const areIn = async (...browsers: Browser[]) => {
    const answers = [];
    for (const browser of browsers) answers.push(await isIn(browser));
    return answers;
  };

  it('are listed newest first, and the one in use is marked', async () => {
    const { second } = await three();
    const rows = rowsUnder(await second.open('/account'), 'Where you are signed in');
    expect(rows.map(({ head, cells }) => [head, cells.Since, cells['End it']])).toEqual([
      ['A test', '25 November 2026, 09:02', 'End'],
      ['A test (this one)', '25 November 2026, 09:01', 'with ‘Sign out’'],
      ['A test', '25 November 2026, 09:00', 'End'],
    ]);
  });

  it.each([
    ['Firefox on Windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0'],
    ['Edge on Windows', 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0'],
    [
      'Safari on iPhone',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1 Version/18.1 Safari/604.1',
    ],
    ['A browser', '<script>alert(1)</script>'],
  ])('are told apart by their browser: %s', async (words, agent) => {
    const test = testApp();
    const browser = browserOn(test.bare, { 'User-Agent': agent });
    const account = String(test.store.accounts.list().find(({ role }) => role === 'board')?.id);
    await browser.send('/sign-in/example', { account });
    const [row] = rowsUnder(await browser.open('/account'), 'Where you are signed in');
    expect(row?.head).toBe(`${words} (this one)`);
  });

  it('one can be ended', async () => {
    const { first, second, third } = await three();
    const [newest = ''] = ends(await first.open('/account'));
    expect(leadsTo(await first.send('/account/sessions', { session: newest }))).toBe('/account?done=sessions');
    expect(await areIn(first, second, third)).toEqual([true, true, false]);
  });

  it('all others can be ended', async () => {
    const { test, first, second, third } = await three();
    const stranger = browserAs(test, 'officer');
    await second.send('/account/sessions', { session: 'others' });
    expect(await areIn(first, second, third, stranger)).toEqual([false, true, false, true]);
    expect(ends(await second.open('/account'))).toEqual([]);
  });

  it('those of somebody else cannot be ended', async () => {
    const { test, person, first, second, third } = await three();
    const numbers = test.store.sessions.list(person.id).map(({ id }) => String(id));
    for (const role of ['board', 'administrator'] as const) {
      const stranger = browserAs(
        test,
        test.store.accounts.list().find((each) => each.demonstration && each.role === role) ?? role,
      );
      for (const session of numbers) await stranger.send('/account/sessions', { session });
      await stranger.send('/account/sessions', { session: 'others' });
    }
    expect(await areIn(first, second, third)).toEqual([true, true, true]);
  });

  it.each(['', '0', '-1', '1e3', '__proto__', '9'.repeat(30), "1' OR '1'='1"])(
    'no number of one ends none: ‘%s’',
    async (session) => {
      const { first, second, third } = await three();
      expect(leadsTo(await first.send('/account/sessions', { session }))).toBe('/account?done=sessions');
      expect(await areIn(first, second, third)).toEqual([true, true, true]);
    },
  );

  it('those that have ended by time are not listed', async () => {
    const { test, third } = await three();
    test.setClock(minutesLater(31));
    const page = await third.open('/account');
    expect(rowsUnder(page, 'Where you are signed in')).toHaveLength(1);
    expect(sectionText(page, 'Where you are signed in')).not.toContain('End all others');
  });
});
