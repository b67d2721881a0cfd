import { describe, expect, it } from 'vitest';
import type { Account } from '../../server/domain/account.ts';
import { TODAY } from '../support/authors.ts';
import { addPerson, type Browser, browserAs, browserOn, leadsTo, minutesLater } from '../support/door.ts';
import { formValues, h1Of, mainText, type Page, textOf, texts } from '../support/page.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

const NI_192 = '/figures/laa2/ni-192';
const ENTRY = {
  period: '2008-09-q2',
  basis: 'standard',
  value: '39.19',
  numerator: '',
  denominator: '',
  status: 'final',
  missing_reason: '',
  note: 'A lorry was counted twice',
  commentary: 'Two lines\r\nof commentary & <b>signs</b>',
  step: 'save',
  seen: '1',
};

function officerOf({ store }: TestApp): Account {
  const found = store.accounts.list().find(({ role }) => role === 'officer');
  if (found === undefined) throw new Error('there is no officer');
  return found;
}

/** Comes in again, by a button of the example. */
function comeIn(browser: Browser, account: Account, next = ''): Promise<Page> {
  return browser.send('/sign-in/example', { account: String(account.id), next });
}

/** A browser whose session has ended while a form was open, which is then sent. */
async function late(address = NI_192, fields: Record<string, string | string[]> = ENTRY) {
  const test = testApp();
  const officer = officerOf(test);
  const browser = browserAs(test, officer);
  expect((await browser.open('/targets/laa2/ni-192')).status).toBe(200);
  test.setClock(minutesLater(30));
  const page = await browser.send(address, fields);
  return { test, officer, browser, page };
}

/** What a page lists as facts, by their names. */
function facts(page: Page): Record<string, string> {
  const rows = page.root.querySelectorAll('main .facts div');
  return Object.fromEntries(rows.map((row) => [textOf(row.querySelector('dt')), textOf(row.querySelector('dd'))]));
}

describe('a figure that is sent when the session has ended', () => {
  it('is kept and not recorded, and the sign-in page says so', async () => {
    const { test, browser, page } = await late();
    expect(leadsTo(page)).toBe('/sign-in?ended=kept');
    expect(mainText(await browser.open('/sign-in?ended=kept'))).toContain('What you entered is kept');
    expect(test.store.rows.figures.list()).toHaveLength(690);
  });

  it('is shown after signing in again, and sent again to be checked', async () => {
    const { test, officer, browser } = await late();
    expect(leadsTo(await comeIn(browser, officer, '/targets'))).toBe('/account/kept');
    const page = await browser.open('/account/kept');
    expect([page.status, h1Of(page)]).toEqual([200, 'Go on with what you were entering']);
    expect(facts(page)).toMatchObject({
      Figure: '39.19',
      Note: 'A lorry was counted twice',
      Commentary: 'Two lines of commentary & <b>signs</b>',
    });
    expect(Object.keys(facts(page))).not.toContain('Numerator');
    expect(formValues(page, NI_192)).toEqual(ENTRY);
    const checked = await browser.send(NI_192, { ...formValues(page, NI_192), step: 'check' });
    expect([checked.status, h1Of(checked)]).toEqual([200, 'Check the figure before it is saved']);
    expect(test.store.rows.figures.list()).toHaveLength(690);
    expect(leadsTo(await browser.open('/account/kept'))).toBe('/');
  });

  it('can be saved as it was', async () => {
    const { test, officer, browser } = await late();
    await comeIn(browser, officer);
    const again = await browser.send(NI_192, formValues(await browser.open('/account/kept'), NI_192));
    expect(leadsTo(again)).toBe('/targets/laa2/ni-192?period=2008-09-q2&saved=yes');
    const noted = test.store.rows.figures.list().filter(({ note }) => note === 'A lorry was counted twice');
    expect(noted).toMatchObject([{ indicator: 'NI 192', version: 3, provenance: 'entered' }]);
    expect(test.store.rows.figures.list()).toHaveLength(691);
  });

  it('is let go of where it is not wanted', async () => {
    const { test, officer, browser } = await late();
    await comeIn(browser, officer);
    expect(leadsTo(await browser.send('/account/kept'))).toBe('/');
    expect(leadsTo(await browser.open('/account/kept'))).toBe('/');
    expect(test.store.keptEntries.find(officer.id)).toBeNull();
    expect(test.store.rows.figures.list()).toHaveLength(690);
  });

  it('is not shown to another account, even in the same browser, and stays for its own', async () => {
    const { test, officer, browser } = await late();
    const other = await addPerson(test, { role: 'officer' });
    const lead = test.store.accounts.list().find(({ role }) => role === 'lead') ?? other;
    expect(leadsTo(await comeIn(browser, lead))).toBe('/');
    expect(leadsTo(await browser.open('/account/kept'))).toBe('/');
    expect(leadsTo(await browser.send('/account/kept'))).toBe('/');
    expect(leadsTo(await browserAs(test, other).open('/account/kept'))).toBe('/');
    expect(leadsTo(await comeIn(browserOn(test.bare), officer))).toBe('/account/kept');
  });

  it('the last of several is kept', async () => {
    const { officer, browser } = await late();
    await browser.send(NI_192, { ...ENTRY, value: '40.2' });
    await comeIn(browser, officer);
    expect(facts(await browser.open('/account/kept')).Figure).toBe('40.2');
  });

  it.each([
    ['a second before a day is over', 24 * 60 - 1 / 60, '/account/kept'],
    ['after exactly a day no more', 24 * 60, '/'],
  ])('is kept for a day: %s', async (_sentence, minutes, address) => {
    const { test, officer, browser } = await late();
    test.setClock(minutesLater(minutes, minutesLater(30)));
    expect(leadsTo(await comeIn(browser, officer))).toBe(address);
  });

  it('names that a form does not have do no harm', async () => {
    const { officer, browser } = await late(NI_192, {
      ...ENTRY,
      ['__proto__']: 'a',
      constructor: 'b',
      '<i>': 'c',
    });
    await comeIn(browser, officer);
    const page = await browser.open('/account/kept');
    expect(page.status).toBe(200);
    expect(facts(page)).toMatchObject({ '<i>': 'c' });
    expect(Object.values(facts(page))).toContain('b');
    expect(texts(page, 'main i')).toEqual([]);
  });
});

it('the terms of a target are kept as well, with every box that was ticked', async () => {
  const address = '/terms/laa2/ni-192';
  const test = testApp();
  const officer = officerOf(test);
  const browser = browserAs(test, officer);
  const form = formValues(await browser.open(address), address);
  const fields = { ...form, contributors: ['CYPT', 'HWB'], reason_code: 'corrected', reason: 'They help' };
  test.setClock(minutesLater(30));
  expect(leadsTo(await browser.send(address, fields))).toBe('/sign-in?ended=kept');
  expect(leadsTo(await comeIn(browser, officer))).toBe('/account/kept');
  const kept = formValues(await browser.open('/account/kept'), address);
  expect(kept).toEqual(fields);
  expect(leadsTo(await browser.send(address, kept))).toBe('/targets/laa2/ni-192');
  const held = test.store.rows.targets.list().filter(({ indicator }) => indicator === 'NI 192');
  expect(held.at(-1)).toMatchObject({ contributors: 'CYPT|HWB', reason: 'They help' });
});

describe('what is not kept', () => {
  it.each([
    ['a password', '/account/password', { current: 'one', next: 'another four words' }],
    ['a name', '/account/name', { name: 'Ann' }],
    ['a code', '/account/second-factor', { code: '123456' }],
    ['the end of a session', '/account/sessions', { session: 'others' }],
    ['an invitation', '/admin/accounts', { email: 'x@y', name: 'X', post: 'Y', role: 'board' }],
  ])('%s', async (_sentence, address, fields) => {
    const { test, officer, browser, page } = await late(address, fields);
    expect(leadsTo(page)).toBe('/sign-in?ended=yes');
    expect(test.store.keptEntries.find(officer.id)).toBeNull();
    expect(leadsTo(await comeIn(browser, officer, '/targets'))).toBe('/targets');
  });

  it('a page that was asked for, which one is led back to', async () => {
    const test = testApp();
    const browser = browserAs(test, officerOf(test));
    test.setClock(minutesLater(30));
    const sent = leadsTo(await browser.open('/targets?agreement=laa2'));
    expect(sent).toBe('/sign-in?next=%2Ftargets%3Fagreement%3Dlaa2');
    expect(mainText(await browser.open(sent))).toContain('a session ends after 30 minutes without use');
    expect(test.store.keptEntries.find(officerOf(test).id)).toBeNull();
  });

  it('what somebody sends who never was signed in, or has signed out', async () => {
    const test = testApp();
    const officer = officerOf(test);
    expect(leadsTo(await browserOn(test.bare).send(NI_192, ENTRY))).toBe('/sign-in?ended=yes');
    const browser = browserAs(test, officer);
    const cookie = browser.cookies.get('laa') ?? '';
    await browser.send('/sign-out');
    browser.cookies.set('laa', cookie);
    expect(leadsTo(await browser.send(NI_192, ENTRY))).toBe('/sign-in?ended=yes');
    expect(test.store.accounts.list().map(({ id }) => test.store.keptEntries.find(id))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('what is sent with a session that has not ended', async () => {
    const test = testApp();
    await browserAs(test, officerOf(test)).send(NI_192, { ...ENTRY, step: 'check' });
    expect(test.store.keptEntries.find(officerOf(test).id)).toBeNull();
    expect(test.store.state.find().today).not.toBe(TODAY);
  });
});
