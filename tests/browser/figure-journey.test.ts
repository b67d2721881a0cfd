import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { browserSite, type Site } from '../support/browser.ts';
import { describedBy, hasFocus } from '../support/fields.ts';

const ADDRESS = '/targets/laa2/ni-192';
const NOTE = 'The weighbridge returns of September were missing';
const SHOW = 'Show what this figure does';
const COMMENTARY = 'Two rounds were tipped as refuse while the new plant was shut.';

/** Opens the page of NI 192 and fills its form for July to September 2008. */
async function filled(site: Site, value: string, javaScriptEnabled: boolean): Promise<Page> {
  const page = await site.visit(ADDRESS, { javaScriptEnabled });
  const form = formOf(page);
  await form.getByLabel('Quarter').selectOption('July to September 2008');
  await form.getByLabel('Figure (%)').fill(value);
  await form.getByLabel('Final').check();
  await form.getByLabel('Note').fill(NOTE);
  await form.getByLabel('Commentary').fill(COMMENTARY);
  return page;
}

function formOf(page: Page): Locator {
  return page.locator('form', { has: page.getByRole('button', { name: SHOW }) });
}

async function check(page: Page): Promise<void> {
  await page.getByRole('button', { name: SHOW }).click();
  await page.waitForURL('**/figures/laa2/ni-192*');
}

/** The cells of a row of the page that says what a figure would do. */
function checked(page: Page, row: string): Promise<string[]> {
  return page.getByRole('row', { name: row }).getByRole('cell').allInnerTexts();
}

/** The rows of all figures of a quarter, each with its value, version and what is said of it. */
async function figures(page: Page, quarter: string): Promise<string[]> {
  const rows = await page
    .getByRole('region', { name: 'Every figure and its versions' })
    .getByRole('row')
    .allInnerTexts();
  return rows.map((row) => row.replaceAll(/\s+/g, ' ')).filter((row) => row.startsWith(quarter));
}

describe.each([
  ['with scripts', true],
  ['without JavaScript', false],
])('somebody who records a figure, %s', (_way, javaScriptEnabled) => {
  const site = browserSite();

  test('sees that 39.19 would be red, changes it to 39.2, which is amber, and saves that', async () => {
    const page = await filled(site, '39.19', javaScriptEnabled);
    await check(page);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Check the figure before it is saved');
    expect((await checked(page, 'Colour')).at(-1)).toContain('Red');
    expect((await checked(page, 'Why')).at(-1)).toContain('1.01 points short');

    await formOf(page).getByLabel('Figure (%)').fill('39.2');
    await check(page);
    expect((await checked(page, 'Figure')).at(-1)).toContain('39.20%');
    expect((await checked(page, 'Colour')).at(-1)).toContain('Amber');
    await page.getByText('would go from green to amber').waitFor();

    await page.getByRole('button', { name: 'Save the figure' }).click();
    await page.waitForURL(`**${ADDRESS}?period=2008-09-q2&saved=yes`);
    expect(await page.getByRole('status').innerText()).toContain('Saved.');
    expect(await page.locator('.lights').innerText()).toMatch(/^Now\s+Amber/);
    await page.getByRole('heading', { name: 'Why amber' }).waitFor();
    const [newest, before, ...others] = await figures(page, '2008/09 Q2');
    expect(newest).toContain('39.20%');
    expect(newest).toContain('3, final');
    expect(newest).toContain(NOTE);
    expect(before).toContain('1, provisional (replaced)');
    expect(others).toEqual([]);
    expect(await page.getByRole('region', { name: 'What has been said' }).innerText()).toContain(COMMENTARY);
  });

  test('is told at once what is wrong, keeps what was typed, and is led to the field', async () => {
    const page = await filled(site, '39.195', javaScriptEnabled);
    await check(page);
    expect(await page.title()).toMatch(/^Error: /);
    const summary = page.locator('.govuk-error-summary');
    expect(await summary.getByRole('link').allInnerTexts()).toEqual([
      'Enter at most 2 decimal places: that is how this indicator is published.',
    ]);
    const top = await summary.evaluate((element) => element.getBoundingClientRect().top);
    expect(top, 'the summary is on the screen').toBeGreaterThanOrEqual(0);
    expect(top, 'the summary is on the screen').toBeLessThan(900);
    const form = formOf(page);
    expect(await form.getByLabel('Figure (%)').inputValue()).toBe('39.195');
    expect(await form.getByLabel('Final').isChecked()).toBe(true);
    expect(await form.getByLabel('Note').inputValue()).toBe(NOTE);
    expect(await form.getByLabel('Commentary').inputValue()).toBe(COMMENTARY);

    await summary.getByRole('link', { name: 'Enter at most 2 decimal places' }).click();
    const figure = form.getByLabel('Figure (%)');
    await expect.poll(() => hasFocus(figure)).toBe(true);
    expect(await describedBy(figure)).toContain('Enter at most 2 decimal places');
  });
});

describe('the error summary', () => {
  const site = browserSite();

  test.each([
    ['of a figure', ADDRESS, SHOW],
    ['of a target', '/targets/new?agreement=laa2&ni=NI+4', 'Add the target'],
  ])('%s takes the focus, and each of its links leads to a field that says the same', async (_form, path, button) => {
    const page = await site.visit(path);
    await page.getByRole('button', { name: button }).click();
    const summary = page.locator('.govuk-error-summary');
    await page.waitForFunction(() => document.activeElement?.classList.contains('govuk-error-summary'));
    const links = await summary.getByRole('link').all();
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) {
      const field = page.locator(`[id="${(await link.getAttribute('href'))?.slice(1)}"]`);
      await link.click();
      expect(await hasFocus(field), await link.innerText()).toBe(true);
      expect(await describedBy(field)).toContain(await link.innerText());
    }
  });
});
