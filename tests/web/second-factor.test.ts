import { describe, expect, it } from 'vitest';
import type { Role } from '../../server/domain/role.ts';
import { TODAY } from '../support/authors.ts';
import {
  addPerson,
  type Browser,
  browserAs,
  browserOn,
  codeAt,
  leadsTo,
  minutesLater,
  PASSWORD,
} from '../support/door.ts';
import { h1Of, mainText, type Page, problemsOn, sectionText, texts } from '../support/page.ts';
import { type TestApp, type TestSettings, testApp } from '../support/test-app.ts';

const EMAIL = 'ann.archer@county.example';
const NOT_RIGHT = 'This code is not right. Wait for the next one in your app, or use a recovery code.';

/** The secret as the page shows it. */
function secretOn(page: Page): string {
  return texts(page, 'code.secret')[0] ?? '';
}

/** Sets a second factor up as a person does, with the code of this moment. */
async function setUp(browser: Browser, moment = TODAY): Promise<{ secret: string; recovery: string[] }> {
  const secret = secretOn(await browser.open('/account/second-factor'));
  const page = await browser.send('/account/second-factor', { code: codeAt(secret, moment) });
  expect([page.status, h1Of(page)]).toEqual([200, 'Your recovery codes']);
  return { secret, recovery: texts(page, '.codes code') };
}

/** Somebody with a second factor; the code of the first half minute was used to set it up. */
async function withFactor(settings: TestSettings = {}) {
  const test = testApp(settings);
  const person = await addPerson(test, { quick: true });
  const own = browserAs(test, person);
  return { test, person, own, ...(await setUp(own)) };
}

/** A browser in which the password has been shown, and a code is asked for. */
async function atCode({ bare }: TestApp, next = ''): Promise<Browser> {
  const browser = browserOn(bare);
  expect(leadsTo(await browser.send('/sign-in', { email: EMAIL, password: PASSWORD, next }))).toBe('/sign-in/code');
  return browser;
}

describe('setting a second factor up', () => {
  it('shows a secret to type, and the same as a picture', async () => {
    const test = testApp();
    const page = await browserAs(test, await addPerson(test)).open('/account/second-factor');
    expect(h1Of(page)).toBe('Your second factor');
    expect(secretOn(page)).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    expect(page.root.querySelector('img.qr')?.getAttribute('src')).toMatch(/^data:image\/svg\+xml;base64,/);
  });

  it('a code of it shows that the app has it; ten recovery codes are shown this once', async () => {
    const { own, recovery } = await withFactor();
    expect(new Set(recovery).size).toBe(10);
    for (const code of recovery) expect(code).toMatch(/^([A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}$/);
    const page = await own.open('/account');
    expect(sectionText(page, 'Second factor')).toContain('Set up on 25 November 2026; 10 recovery codes left.');
    expect(page.html).not.toContain(recovery[0]);
  });

  it('ends the other sessions', async () => {
    const test = testApp();
    const person = await addPerson(test);
    const [here, there] = [browserAs(test, person), browserAs(test, person)];
    await setUp(here);
    expect([(await here.open('/account')).status, (await there.open('/account')).status]).toEqual([200, 303]);
  });

  it.each<[string, (secret: string) => string]>([
    ['another code', (secret) => String((Number(codeAt(secret, TODAY)) + 1) % 1_000_000).padStart(6, '0')],
    ['the code of a minute ago', (secret) => codeAt(secret, minutesLater(-1))],
    ['the code of a minute later', (secret) => codeAt(secret, minutesLater(1))],
    ['nothing', () => ''],
    ['words', () => 'abcdef'],
    ['full-width digits', () => '１２３４５６'],
    ['pictures', () => '😀😀😀'],
    ['seven digits', (secret) => `${codeAt(secret, TODAY)}0`],
  ])('is not done by %s, and the picture stays', async (_sentence, code) => {
    const test = testApp();
    const browser = browserAs(test, await addPerson(test));
    const secret = secretOn(await browser.open('/account/second-factor'));
    const page = await browser.send('/account/second-factor', { code: code(secret) });
    expect([page.status, Object.keys(problemsOn(page)), secretOn(page)]).toEqual([422, ['code'], secret]);
    expect(sectionText(await browser.open('/account'), 'Second factor')).toContain('with your password alone');
  });

  it('without having seen the picture is refused', async () => {
    const test = testApp();
    const browser = browserAs(test, await addPerson(test));
    expect((await browser.send('/account/second-factor', { code: '123456' })).status).toBe(409);
  });

  it('does not take the place of one that there is', async () => {
    const { test, person, own, secret } = await withFactor();
    const before = test.store.secondFactors.find(person.id);
    expect(leadsTo(await own.open('/account/second-factor'))).toBe('/account');
    test.setClock(minutesLater(1));
    const page = await own.send('/account/second-factor', { code: codeAt(secret, minutesLater(1)) });
    expect([page.status, mainText(page)]).toEqual([409, expect.stringContaining('You have a second factor.')]);
    expect(test.store.secondFactors.find(person.id)).toEqual(before);
  });
});

describe('signing in with a second factor', () => {
  it('asks for a code after the password, and nothing is open before', async () => {
    const { test, secret } = await withFactor();
    test.setClock(minutesLater(5));
    const browser = await atCode(test, '/targets');
    expect(h1Of(await browser.open('/sign-in/code'))).toBe('Your code');
    expect(leadsTo(await browser.open('/account'))).toBe('/sign-in?next=%2Faccount');
    expect(browser.cookies.has('laa-device')).toBe(false);
    expect(leadsTo(await browser.send('/sign-in/code', { code: codeAt(secret, minutesLater(5)) }))).toBe('/targets');
    expect((await browser.open('/account')).status).toBe(200);
  });

  it.each([
    ['half a minute behind', -0.5],
    ['half a minute before', 0.5],
  ])('a phone may be %s', async (_sentence, minutes) => {
    const { test, secret } = await withFactor();
    test.setClock(minutesLater(5));
    const code = codeAt(secret, minutesLater(5 + minutes));
    expect(
      leadsTo(await (await atCode(test)).send('/sign-in/code', { code: ` ${code.slice(0, 3)} ${code.slice(3)} ` })),
    ).toBe('/');
  });

  it.each([
    ['a minute behind', -1],
    ['a minute before', 1],
  ])('but not %s', async (_sentence, minutes) => {
    const { test, secret } = await withFactor();
    test.setClock(minutesLater(5));
    const page = await (await atCode(test)).send('/sign-in/code', { code: codeAt(secret, minutesLater(5 + minutes)) });
    expect([page.status, problemsOn(page)]).toEqual([422, { code: NOT_RIGHT }]);
  });

  it('a code counts once, the one that set it up included', async () => {
    const { test, secret } = await withFactor();
    const used = await (await atCode(test)).send('/sign-in/code', { code: codeAt(secret, TODAY) });
    expect([used.status, problemsOn(used)]).toEqual([422, { code: NOT_RIGHT }]);
    test.setClock(minutesLater(5));
    const code = codeAt(secret, minutesLater(5));
    const [one, other] = [await atCode(test), await atCode(test)];
    expect(leadsTo(await one.send('/sign-in/code', { code }))).toBe('/');
    const again = await other.send('/sign-in/code', { code });
    expect([again.status, problemsOn(again)]).toEqual([422, { code: NOT_RIGHT }]);
    expect((await other.send('/sign-in/code', { code: codeAt(secret, minutesLater(4.5)) })).status).toBe(422);
    test.setClock(minutesLater(5.5));
    expect(leadsTo(await other.send('/sign-in/code', { code: codeAt(secret, minutesLater(5.5)) }))).toBe('/');
  });

  it('of two who use a code at once one comes in', async () => {
    const { test, secret } = await withFactor();
    test.setClock(minutesLater(5));
    const code = codeAt(secret, minutesLater(5));
    const browsers = [await atCode(test), await atCode(test)];
    const pages = await Promise.all(browsers.map((browser) => browser.send('/sign-in/code', { code })));
    expect(pages.map(({ status }) => status).sort()).toEqual([303, 422]);
  });

  it.each(['', 'abcdef', '１２３４５６', '😀😀😀', '12345', '1234567', '__proto__', 'x'.repeat(5000)])(
    'what is no code is refused: ‘%.12s’',
    async (code) => {
      const { test } = await withFactor();
      const page = await (await atCode(test)).send('/sign-in/code', { code });
      expect([page.status, problemsOn(page)]).toEqual([422, { code: NOT_RIGHT }]);
    },
  );

  it('ten wrong codes in a quarter of an hour, and then not even the right one', async () => {
    const { test, secret } = await withFactor();
    test.setClock(minutesLater(20));
    const browser = await atCode(test);
    const statuses = [];
    for (let tries = 0; tries < 10; tries += 1) {
      statuses.push((await browser.send('/sign-in/code', { code: '000000' })).status);
    }
    // The password was a check too.
    expect(statuses).toEqual([422, 422, 422, 422, 422, 422, 422, 422, 422, 429]);
    expect((await browser.send('/sign-in/code', { code: codeAt(secret, minutesLater(20)) })).status).toBe(429);
  });

  it.each([
    ['a second before ten minutes', 10 - 1 / 60, 200],
    ['ten minutes later no more', 10, 303],
  ])('the password waits for its code: %s', async (_sentence, minutes, status) => {
    const { test } = await withFactor();
    const browser = await atCode(test);
    test.setClock(minutesLater(minutes));
    expect((await browser.open('/sign-in/code')).status).toBe(status);
  });

  it('who has shown no password is asked for it', async () => {
    const browser = browserOn(testApp().bare);
    expect(leadsTo(await browser.open('/sign-in/code'))).toBe('/sign-in');
    expect(leadsTo(await browser.send('/sign-in/code', { code: '123456' }))).toBe('/sign-in');
  });

  it('an account that is disabled meanwhile does not come in', async () => {
    const { test, person, secret } = await withFactor();
    const browser = await atCode(test);
    await browserAs(test, 'administrator').send(`/admin/accounts/${person.id}/state`, { state: 'disabled' });
    test.setClock(minutesLater(1));
    expect(leadsTo(await browser.send('/sign-in/code', { code: codeAt(secret, minutesLater(1)) }))).toBe('/sign-in');
  });

  it('the session before the code is another than the one after', async () => {
    const { test, secret } = await withFactor();
    test.setClock(minutesLater(5));
    const browser = await atCode(test);
    const before = browserOn(test.bare);
    before.cookies.set('laa', browser.cookies.get('laa') ?? '');
    await browser.send('/sign-in/code', { code: codeAt(secret, minutesLater(5)) });
    expect(browser.cookies.get('laa')).not.toBe(before.cookies.get('laa'));
    expect(leadsTo(await before.open('/account'))).toBe('/sign-in?next=%2Faccount');
  });
});

describe('recovery codes', () => {
  it('each counts once in place of a code, however it is typed', async () => {
    const { test, recovery } = await withFactor();
    const [first = '', second = ''] = recovery;
    const browser = await atCode(test);
    expect(leadsTo(await browser.send('/sign-in/code', { code: first }))).toBe('/');
    expect(sectionText(await browser.open('/account'), 'Second factor')).toContain('9 recovery codes left');
    const again = await (await atCode(test)).send('/sign-in/code', { code: first });
    expect([again.status, problemsOn(again)]).toEqual([422, { code: NOT_RIGHT }]);
    const typed = ` ${second.toLowerCase().replaceAll('-', ' ')} `;
    expect(leadsTo(await (await atCode(test)).send('/sign-in/code', { code: typed }))).toBe('/');
  });

  it('those of somebody else do not count', async () => {
    const { test } = await withFactor();
    const other = browserAs(test, await addPerson(test, { email: 'bob.baker@county.example' }));
    const [code = ''] = (await setUp(other)).recovery;
    expect((await (await atCode(test)).send('/sign-in/code', { code })).status).toBe(422);
  });

  it('new ones are made for the present password, and the old ones end', async () => {
    const { test, own, recovery } = await withFactor();
    const refused = await own.send('/account/recovery-codes', { factor_password: 'not this one at all' });
    expect([refused.status, problemsOn(refused)]).toEqual([422, { factor_password: 'This is not your password.' }]);
    const made = texts(await own.send('/account/recovery-codes', { factor_password: PASSWORD }), '.codes code');
    expect(made).toHaveLength(10);
    expect(made.filter((code) => recovery.includes(code))).toEqual([]);
    expect((await (await atCode(test)).send('/sign-in/code', { code: recovery[0] ?? '' })).status).toBe(422);
    expect(leadsTo(await (await atCode(test)).send('/sign-in/code', { code: made[0] ?? '' }))).toBe('/');
  });

  it('there are none without a second factor', async () => {
    const test = testApp();
    const browser = browserAs(test, await addPerson(test));
    expect((await browser.send('/account/recovery-codes', { factor_password: PASSWORD })).status).toBe(409);
  });
});

describe('taking it away', () => {
  it('takes the present password, and then the password is enough', async () => {
    const { test, own } = await withFactor();
    const refused = await own.send('/account/second-factor/remove', { factor_password: 'not this one at all' });
    expect([refused.status, problemsOn(refused)]).toEqual([422, { factor_password: 'This is not your password.' }]);
    expect(leadsTo(await own.send('/account/second-factor/remove', { factor_password: PASSWORD }))).toBe(
      '/account?done=factor',
    );
    expect(leadsTo(await browserOn(test.bare).send('/sign-in', { email: EMAIL, password: PASSWORD }))).toBe('/');
    await setUp(own);
  });

  it('an administrator can do it for somebody whose phone is lost', async () => {
    const { test, person, own } = await withFactor();
    await browserAs(test, 'administrator').send(`/admin/accounts/${person.id}/second-factor`);
    expect((await own.open('/account')).status).toBe(303);
    expect(leadsTo(await browserOn(test.bare).send('/sign-in', { email: EMAIL, password: PASSWORD }))).toBe('/');
  });
});

describe('where it is demanded', () => {
  const PAGES = [
    '/',
    '/targets',
    '/targets.csv',
    '/partnerships',
    '/help',
    '/targets/new',
    '/targets/laa2/ni-192',
    '/terms/laa2/ni-192',
  ];
  const demanding = async (role: Role) => {
    const test = testApp({ secondFactorDemanded: true });
    return browserAs(test, await addPerson(test, { role }));
  };

  it.each<Role>(['administrator', 'officer'])(
    'an %s is led to set it up from every page, and can go on then',
    async (role) => {
      const browser = await demanding(role);
      const pages = [...PAGES, ...(role === 'administrator' ? ['/admin', '/audit', '/audit.csv'] : [])];
      for (const address of pages)
        expect([address, leadsTo(await browser.open(address))]).toEqual([address, '/account/second-factor']);
      for (const address of ['/figures/laa2/ni-192', '/terms/laa2/ni-192', '/admin/accounts', '/targets/new']) {
        expect([address, leadsTo(await browser.send(address, { value: '1' }))]).toEqual([
          address,
          '/account/second-factor',
        ]);
      }
      for (const address of ['/account', '/account/second-factor'])
        expect((await browser.open(address)).status).toBe(200);
      expect(mainText(await browser.open('/account/second-factor'))).toContain('need one before they can go on');
      await setUp(browser);
      expect((await browser.open('/')).status).toBe(200);
    },
  );

  it.each<Role>(['lead', 'board'])('a %s is not asked', async (role) => {
    const browser = await demanding(role);
    for (const address of ['/', '/targets', '/account']) expect((await browser.open(address)).status).toBe(200);
    expect(mainText(await browser.open('/account/second-factor'))).not.toContain('need one before they can go on');
  });

  it('one can sign out without it', async () => {
    expect(leadsTo(await (await demanding('officer')).send('/sign-out'))).toBe('/sign-in?out=yes');
  });

  it('who takes it away is led to set up another', async () => {
    const browser = await demanding('officer');
    await setUp(browser);
    await browser.send('/account/second-factor/remove', { factor_password: PASSWORD });
    expect(leadsTo(await browser.open('/targets'))).toBe('/account/second-factor');
  });

  it('where it is not, nobody is asked', async () => {
    const test = testApp();
    for (const role of ['administrator', 'officer'] as const) {
      expect(
        (await browserAs(test, await addPerson(test, { role, email: `${role}@county.example` })).open('/')).status,
      ).toBe(200);
    }
  });
});
