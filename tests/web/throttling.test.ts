import { describe, expect, it } from 'vitest';
import { COMMAND_LINE } from '../support/authors.ts';
import {
  addPerson,
  type Browser,
  browserAs,
  browserOn,
  minutesLater,
  PASSWORD,
  quickHash,
  signedIn,
} from '../support/door.ts';
import { h1Of, problemsOn } from '../support/page.ts';
import { testApp } from '../support/test-app.ts';

const EMAIL = 'ann.archer@county.example';
const WRONG = { email: EMAIL, password: 'not this one at all' };
const RIGHT = { email: EMAIL, password: PASSWORD };

async function statuses(browser: Browser, count: number, fields: Record<string, string> = WRONG): Promise<number[]> {
  const answers: number[] = [];
  for (let sent = 0; sent < count; sent += 1) answers.push((await browser.send('/sign-in', fields)).status);
  return answers;
}

const times = (count: number, status: number) => Array.from({ length: count }, () => status);

/** The end of a wait, in seconds before or after. */
const after15 = (seconds: number) => minutesLater(15 + seconds / 60);

describe('one account', () => {
  it('ten checks in a quarter of an hour are made, and the next is not, even if it is right', async () => {
    const test = testApp();
    await addPerson(test, { quick: true });
    const stranger = browserOn(test.bare);
    expect(await statuses(stranger, 11)).toEqual([...times(10, 422), 429]);
    const page = await stranger.send('/sign-in', RIGHT);
    expect([page.status, h1Of(page), stranger.cookies.size]).toEqual([429, 'Sign in', 0]);
    expect(problemsOn(page)).toEqual({
      email: 'Too many tries. Wait 15 minutes and try again; a link to set another password works at once.',
    });
  });

  it('it is so for an address that nobody has as well', async () => {
    const test = testApp();
    const nobody = { ...WRONG, email: 'nobody@county.example' };
    const page = () => browserOn(test.bare).send('/sign-in', nobody);
    expect(await statuses(browserOn(test.bare), 10, nobody)).toEqual(times(10, 422));
    expect([(await page()).status, Object.keys(problemsOn(await page()))]).toEqual([429, ['email']]);
  });

  it('twenty at once are ten checks', async () => {
    const test = testApp();
    await addPerson(test, { quick: true });
    const answers = await Promise.all(Array.from({ length: 20 }, () => statuses(browserOn(test.bare), 1)));
    expect(answers.flat().sort()).toEqual([...times(10, 422), ...times(10, 429)]);
  });

  it.each([
    ['a second before a quarter of an hour is over', -1, 429],
    ['a quarter of an hour later', 0, 303],
  ])('it is free again by itself: %s', async (_sentence, seconds, status) => {
    const test = testApp();
    await addPerson(test, { quick: true });
    await statuses(browserOn(test.bare), 15);
    test.setClock(after15(seconds));
    expect((await browserOn(test.bare).send('/sign-in', RIGHT)).status).toBe(status);
  });

  it('tries that were refused do not make the wait longer', async () => {
    const test = testApp();
    await addPerson(test, { quick: true });
    await statuses(browserOn(test.bare), 10);
    test.setClock(minutesLater(14));
    expect(await statuses(browserOn(test.bare), 3)).toEqual(times(3, 429));
    test.setClock(minutesLater(15));
    expect((await browserOn(test.bare).send('/sign-in', RIGHT)).status).toBe(303);
  });

  it('each try counts for a quarter of an hour of its own', async () => {
    const test = testApp();
    await addPerson(test, { quick: true });
    await statuses(browserOn(test.bare), 4);
    test.setClock(minutesLater(10));
    await statuses(browserOn(test.bare), 6);
    test.setClock(minutesLater(15));
    expect(await statuses(browserOn(test.bare), 6)).toEqual([...times(4, 422), ...times(2, 429)]);
  });

  it('the address in capitals is the same account', async () => {
    const test = testApp();
    await addPerson(test, { quick: true });
    await statuses(browserOn(test.bare), 10);
    const page = await browserOn(test.bare).send('/sign-in', { ...RIGHT, email: ' Ann.ARCHER@county.example' });
    expect(page.status).toBe(429);
  });

  it('others are not kept out', async () => {
    const test = testApp();
    await addPerson(test, { quick: true });
    await addPerson(test, { email: 'bob.baker@county.example' });
    await statuses(browserOn(test.bare), 11);
    await signedIn(test.bare, 'bob.baker@county.example');
  });

  it('signing in forgets the tries before it', async () => {
    const test = testApp();
    await addPerson(test, { quick: true });
    const browser = browserOn(test.bare);
    await statuses(browser, 9);
    expect((await browser.send('/sign-in', RIGHT)).status).toBe(303);
    browser.cookies.clear();
    expect((await browser.send('/sign-in', RIGHT)).status).toBe(303);
  });

  it('asking for the present password on the own page counts too', async () => {
    const test = testApp();
    const browser = browserAs(test, await addPerson(test, { quick: true }));
    const fields = { current: 'not this one at all', next: 'another four words' };
    const answers: number[] = [];
    for (let sent = 0; sent < 11; sent += 1) answers.push((await browser.send('/account/password', fields)).status);
    expect(answers).toEqual([...times(10, 422), 429]);
    expect((await browser.send('/account/password', { ...fields, current: PASSWORD })).status).toBe(429);
  });
});

describe('a browser that the account has signed in from before', () => {
  /** Its owner has signed in and out, then strangers have used up all tries. */
  async function besieged() {
    const test = testApp();
    const account = await addPerson(test);
    const owner = await signedIn(test.bare, EMAIL);
    await owner.send('/sign-out');
    await statuses(browserOn(test.bare), 10);
    return { test, account, owner };
  }

  it('is not kept out by strangers', async () => {
    const { test, owner } = await besieged();
    expect([...owner.cookies.keys()]).toEqual(['laa-device']);
    expect(await statuses(browserOn(test.bare), 1, RIGHT)).toEqual([429]);
    expect(await statuses(owner, 1, RIGHT)).toEqual([303]);
    expect(await statuses(browserOn(test.bare), 1, RIGHT)).toEqual([429]);
  });

  it('is not known any more when the password is another one', async () => {
    const { test, account, owner } = await besieged();
    const hash = await quickHash;
    test.store.write(COMMAND_LINE, () => test.store.accounts.setPassword(account.id, hash));
    expect(await statuses(owner, 1, RIGHT)).toEqual([429]);
  });

  it('is not kept out by others at its network address either', async () => {
    const { test, owner } = await besieged();
    const neighbour = browserOn(test.bare);
    for (let sent = 0; sent < 60; sent += 1) {
      await neighbour.send('/sign-in/forgotten', { email: `person-${sent}@county.example` });
    }
    expect((await neighbour.send('/sign-in/forgotten', { email: EMAIL })).status).toBe(429);
    expect(await statuses(owner, 1, RIGHT)).toEqual([303]);
  });

  it('has ten tries of its own', async () => {
    const { owner } = await besieged();
    expect(await statuses(owner, 11)).toEqual([...times(10, 422), 429]);
  });

  it.each<[string, (mark: string) => string]>([
    ['with something behind it', (mark) => `${mark}.0`],
    ['with another beginning', (mark) => `A${mark}`],
    ['without its end', (mark) => mark.slice(0, -1)],
    ['that is empty', () => ''],
    ['of letters that are none', () => '\u00e9.\u00e9'],
  ])('a mark %s is that of a stranger', async (_sentence, made) => {
    const { test, owner } = await besieged();
    const stranger = browserOn(test.bare);
    const mark = made(owner.cookies.get('laa-device') ?? '');
    stranger.cookies.set('laa-device', encodeURIComponent(mark));
    expect(await statuses(stranger, 1, RIGHT)).toEqual([429]);
  });
});

describe('one network address', () => {
  const forgotten = async (browser: Browser, count: number) => {
    const answers: number[] = [];
    for (let sent = 0; sent < count; sent += 1) {
      answers.push((await browser.send('/sign-in/forgotten', { email: `person-${sent}@county.example` })).status);
    }
    return answers;
  };

  it('sixty checks and requests together are taken, whoever they are for, and then none for a while', async () => {
    const test = testApp();
    await addPerson(test, { quick: true });
    const browser = browserOn(test.bare);
    expect(await forgotten(browser, 55)).toEqual(times(55, 200));
    expect(await statuses(browser, 5)).toEqual(times(5, 422));
    expect(await forgotten(browser, 1)).toEqual([429]);
    expect(await statuses(browser, 1, RIGHT)).toEqual([429]);
    test.setClock(after15(-1));
    expect(await forgotten(browser, 1)).toEqual([429]);
    test.setClock(after15(0));
    expect(await forgotten(browser, 1)).toEqual([200]);
    expect(await statuses(browser, 1, RIGHT)).toEqual([303]);
  });

  it('a name that the browser gives itself does not make it another', async () => {
    const test = testApp();
    await forgotten(browserOn(test.bare), 60);
    expect(await forgotten(browserOn(test.bare, { 'X-Forwarded-For': '192.0.2.7' }), 1)).toEqual([429]);
  });

  it('behind a proxy it is the one that the proxy saw', async () => {
    const test = testApp({ trustProxy: 1 });
    await forgotten(browserOn(test.bare, { 'X-Forwarded-For': '192.0.2.7' }), 60);
    expect(await forgotten(browserOn(test.bare, { 'X-Forwarded-For': '198.51.100.1, 192.0.2.7' }), 1)).toEqual([429]);
    expect(await forgotten(browserOn(test.bare, { 'X-Forwarded-For': '192.0.2.8' }), 1)).toEqual([200]);
  });
});
