import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { browserSite, type Site, type Visit } from '../support/browser.ts';
import { addPerson, codeAt, minutesLater, PASSWORD } from '../support/door.ts';
import { doorPage } from '../support/door-pages.ts';
import { describedBy, hasFocus } from '../support/fields.ts';
import { type Hands, KEYBOARD, POINTER } from '../support/hands.ts';
import { openPage } from '../support/pages.ts';
import { withFactor } from '../support/people.ts';
import { emptyApp, type TestApp, testApp } from '../support/test-app.ts';

const EMAIL = 'robin.reed@county.example';

function demandingApp(): TestApp {
  return emptyApp({ secondFactorDemanded: true });
}

function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true });
}

function field(page: Page, label: string): Locator {
  return page.getByLabel(label, { exact: true });
}

async function reached(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
}

describe.each<[string, Hands, Visit]>([
  ['by pointer', POINTER, {}],
  ['by pointer, without JavaScript', POINTER, { javaScriptEnabled: false }],
  ['by keyboard alone, the focus visible at every stop', KEYBOARD, {}],
])('somebody who is invited, %s', (_way, hands, browser) => {
  const site = browserSite(demandingApp);

  test('sets a password and a second factor by the link that was handed over, and signs in with both', async () => {
    const path = await invitation(site, hands, browser);
    const page = await site.visit(path, { ...browser, as: null });
    await reached(page, 'Set your password');
    expect(await page.locator('main').innerText()).toContain(`for Robin Reed, ${EMAIL}`);
    await hands.type(field(page, 'New password'), PASSWORD);
    await hands.follow(button(page, 'Set this password and sign in'));

    await reached(page, 'Your second factor');
    expect(await page.locator('main').innerText()).toContain('need one before they can go on');
    const secret = await page.locator('.secret').innerText();
    await hands.type(field(page, 'Code'), codeAt(secret, site.app.deps.clock()));
    await hands.follow(button(page, 'Set up the second factor'));
    await reached(page, 'Your recovery codes');
    const codes = await page.locator('.codes li').allInnerTexts();
    expect(new Set(codes).size).toBe(10);

    await hands.follow(button(page, 'Sign out'));
    await reached(page, 'Sign in');
    expect(await page.getByRole('status').innerText()).toBe('You are signed out.');
    // The code that set it up has been used: the next one is asked for.
    site.app.setClock(minutesLater(2));
    await hands.type(field(page, 'E-mail address'), EMAIL);
    await hands.type(field(page, 'Password'), PASSWORD);
    await hands.follow(button(page, 'Sign in'));
    await reached(page, 'Your code');
    await hands.type(field(page, 'Code'), codeAt(secret, site.app.deps.clock()));
    await hands.follow(button(page, 'Sign in with this code'));
    await page.waitForURL(`${site.url}/`);
    expect(await page.getByRole('link', { name: 'Board', exact: true }).getAttribute('aria-current')).toBe('page');
    await page.getByRole('link', { name: 'Your account: performance officer' }).waitFor();

    const late = await site.visit(path, { ...browser, as: null, status: 404 });
    expect(await late.locator('main').innerText()).toContain('This link has been used');
  });
});

/** An administrator invites an officer; no message can be sent. @returns where the link leads */
async function invitation(site: Site, hands: Hands, browser: Visit): Promise<string> {
  const administrator = await addPerson(site.app, { role: 'administrator' });
  withFactor(site.app, administrator);
  const page = await site.visit('/admin', { ...browser, as: administrator });
  await hands.type(field(page, 'E-mail address'), EMAIL);
  await hands.type(field(page, 'Name'), 'Robin Reed');
  await hands.type(field(page, 'Post'), 'Performance officer');
  await hands.tick(page.getByRole('radio', { name: 'Performance officer' }));
  await hands.follow(button(page, 'Invite this person'));
  const handed = page.getByRole('status');
  await handed.waitFor();
  expect(await handed.innerText()).toContain('Hand this link to Robin Reed yourself.');
  expect(await page.getByRole('row', { name: EMAIL }).innerText()).toContain('Invited, no password yet');
  return new URL(await handed.locator('.address').innerText()).pathname;
}

const SHOW = 'Show what this figure does';
const OWN = '/targets/laa1/laa1-dv/a';
const NOTE = 'The returns of one area were missing';

/** Enters a figure for July to September 2008 and goes no further. */
async function entered(page: Page, value: string): Promise<void> {
  await page.getByLabel('Quarter', { exact: true }).first().selectOption('July to September 2008');
  await page.getByLabel(/^Figure/).fill(value);
  await field(page, 'Final').check();
  await field(page, 'Note').fill(NOTE);
}

async function saved(page: Page): Promise<string> {
  await reached(page, 'Check the figure before it is saved');
  await button(page, 'Save the figure').click();
  await page.waitForURL('**?period=2008-09-q2&saved=yes');
  expect(await page.getByRole('status').innerText()).toContain('Saved.');
  return page.getByRole('row', { name: NOTE }).innerText();
}

describe.each<[string, Visit]>([
  ['with scripts', {}],
  ['without JavaScript', { javaScriptEnabled: false }],
])('a partnership lead, %s', (_way, browser) => {
  const site = browserSite(testApp);

  test('records a figure of a target that the partnership leads, which carries the lead’s post', async () => {
    const page = await site.visit(OWN, { ...browser, as: 'lead' });
    await entered(page, '1520');
    await button(page, SHOW).click();
    const row = await saved(page);
    expect(row).toContain('1,520');
    expect(row).toContain('Manager, Safer Communities Unit');
  });

  test('finds no form on another’s target, and is told who records there', async () => {
    const page = await site.visit('/targets/laa2/ni-192', { ...browser, as: 'lead' });
    expect(await button(page, SHOW).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Change this target' }).count()).toBe(0);
    await page
      .getByText(/^Only performance officers, and .*Oxfordshire Waste Partnership.*, can record a figure/)
      .waitFor();
  });

  test('is refused in a plain sentence where a figure is sent there all the same', async () => {
    const page = await site.visit('/targets/laa2/ni-192', { ...browser, as: 'lead' });
    const before = await page.getByRole('region', { name: 'Every figure and its versions' }).innerText();
    const answer = page.waitForResponse('**/figures/laa2/ni-192');
    await page.evaluate(() => {
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', action: '/figures/laa2/ni-192' });
      document.body.append(form);
      form.submit();
    });
    expect((await answer).status()).toBe(403);
    await reached(page, 'You cannot do this');
    expect(await page.locator('main').innerText()).toMatch(
      /Only performance officers, and .*Oxfordshire Waste Partnership.*, can record a figure/,
    );
    const after = await site.visit('/targets/laa2/ni-192', { ...browser, as: 'lead' });
    expect(await after.getByRole('region', { name: 'Every figure and its versions' }).innerText()).toBe(before);
  });
});

describe.each<[string, Visit]>([
  ['with scripts', {}],
  ['without JavaScript', { javaScriptEnabled: false }],
])('somebody whose session ends while they enter a figure, %s', (_way, browser) => {
  const site = browserSite(testApp);

  test('finds what they entered after signing in again, and nobody else does', async () => {
    const page = await site.visit(OWN, { ...browser, as: 'lead' });
    await entered(page, '1531');
    site.app.setClock(minutesLater(31));
    await button(page, SHOW).click();
    await reached(page, 'Sign in');
    expect(await page.getByRole('status').innerText()).toContain('What you entered is kept');

    const other = await site.visit('/sign-in', { ...browser, as: null });
    await button(other, 'Enter as a Board member').click();
    await other.waitForURL(`${site.url}/`);

    await button(page, 'Enter as a partnership lead').click();
    await reached(page, 'Go on with what you were entering');
    const kept = await page.locator('main').innerText();
    for (const words of ['domestic incidents', 'July to September 2008', '1531', NOTE]) expect(kept).toContain(words);
    await button(page, 'Send it again').click();
    const row = await saved(page);
    expect(row).toContain('1,531');
    expect(row).toContain('Manager, Safer Communities Unit');

    await page.goto(`${site.url}/account/kept`);
    expect(new URL(page.url()).pathname).toBe('/');
  });
});

describe('the error summary', () => {
  const site = browserSite(testApp);

  test.each([
    'signing in, refused',
    'the code of the second factor, refused',
    'the link of the first administrator with errors',
    'an invitation with errors',
    'the own account with errors at the password',
    'the own account with errors at the second factor',
    'the own account without a name',
    'setting up a second factor with an error',
    'the accounts with errors',
    'the accounts with a lead of nothing',
    'the account of the last administrator, who cannot become anything else',
  ])('of %s takes the focus, and each of its links leads to a field that says the same', async (name) => {
    const page = await openPage(doorPage(name), site);
    expect(await page.title()).toMatch(/^Error: /);
    await page.waitForFunction(() => document.activeElement?.classList.contains('govuk-error-summary'));
    const links = await page.locator('.govuk-error-summary').getByRole('link').all();
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) {
      const target = page.locator(`[id="${(await link.getAttribute('href'))?.slice(1)}"]`);
      await link.click();
      expect(await hasFocus(target), await link.innerText()).toBe(true);
      expect(await describedBy(target)).toContain(await link.innerText());
    }
  });
});
