import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { browserSite } from '../support/browser.ts';
import { type Hands, KEYBOARD, POINTER, tabTo } from '../support/hands.ts';

const INCIDENTS = 'Domestic violence: domestic incidents reported to the police';
const site = browserSite();

function board(): Promise<Page> {
  return site.visit('/');
}

function heading(page: Page): Promise<string> {
  return page.getByRole('heading', { level: 1 }).innerText();
}

describe('the first screen', () => {
  test('says the quarter in words, which agreements, and as known when', async () => {
    const page = await board();
    expect(await heading(page)).toBe('July to September 2008');
    const under = await page.locator('.under-title').innerText();
    expect(under).toContain('quarter 2 of 2008/09');
    expect(under).toContain('as known on 19 November 2008');
  });

  test('counts every target once: the colours and the greys add up to the total', async () => {
    const page = await board();
    const band = await page.locator('.band__cell:not(.band__cell--reward) .band__number').allInnerTexts();
    const [total = 0, ...parts] = band.map(Number);
    expect(total).toBe(64);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
    const line = await page.locator('.reconciliation').first().innerText();
    const [head = 0, ...summands] = (line.match(/\d+/g) ?? []).map(Number);
    expect([head, summands.reduce((sum, part) => sum + part, 0)]).toEqual([total, total]);
  });

  test('shows the three worst reds right after the counts', async () => {
    const page = await board();
    const counts = await page.locator('.band').boundingBox();
    const tables = page.locator('main table');
    expect(await tables.first().locator('caption').innerText()).toMatch(/^Red targets/);
    const titles = tables.first().locator('.targets__title');
    for (const worst of [0, 1, 2]) {
      const box = await titles.nth(worst).boundingBox();
      expect(box?.y).toBeGreaterThan((counts?.y ?? 0) + (counts?.height ?? 0));
      expect((box?.y ?? Number.POSITIVE_INFINITY) + (box?.height ?? 0), `red number ${worst + 1}`).toBeLessThan(900);
    }
  });
});

describe('the story of the domestic abuse target', () => {
  // What a browser leaves of a screen of 1,920 by 1,080.
  test('stands on one screen: why, what it would take, both counting rules and what is being done', async () => {
    const page = await site.visit('/targets/laa1/laa1-dv/a', { viewport: { width: 1920, height: 950 } });
    for (const name of ['Why red', 'What it would take', 'On both counting rules', 'What is being done']) {
      const box = await page.getByRole('region', { name }).boundingBox();
      expect((box?.y ?? Number.POSITIVE_INFINITY) + (box?.height ?? 0), name).toBeLessThanOrEqual(950);
    }
  });
});

describe.each<[string, Hands]>([
  ['by pointer', POINTER],
  ['by keyboard alone, the focus visible at every stop', KEYBOARD],
])('a Board member, %s', (_way, hands) => {
  test('sees why the domestic abuse target is red, and that another counting rule would make it amber', async () => {
    const page = await board();
    await hands.follow(page.getByRole('region', { name: /^Red/ }).getByRole('link', { name: INCIDENTS }));
    await page.waitForURL('**/targets/laa1/laa1-dv/a');
    expect(await heading(page)).toBe(INCIDENTS);
    const why = await page.getByRole('region', { name: 'Why red' }).innerText();
    for (const number of ['3,016', '3,282', '266 short', '98.46']) expect(why).toContain(number);
    const rules = page.getByRole('region', { name: 'On both counting rules' });
    expect(await rules.locator('.light').allInnerTexts()).toEqual(
      ['Red', 'Red', 'Amber', 'Amber'].map((word) => ` ${word}`),
    );
    expect(await rules.innerText()).toContain('2,340 of 2,395 expected: 55 short');
  });

  test('goes by the heat map to the same target in an earlier quarter', async () => {
    const page = await board();
    const row = page.getByRole('row', { name: INCIDENTS });
    await hands.follow(row.getByRole('link', { name: 'Amber, 2007/08 Q3' }));
    await page.waitForURL('**/targets/laa1/laa1-dv/a?period=2007-08-q3');
    expect(await page.locator('.lights').innerText()).toContain('2007/08 Q3, as known on');
    await page.getByRole('heading', { name: 'Why amber' }).waitFor();
  });

  test('chooses another quarter as it was known on another day', async () => {
    const page = await board();
    const form = page.getByRole('region', { name: 'Look at another quarter or date' });
    await hands.choose(form.getByLabel('Quarter'), '2008/09 Q1');
    await hands.enterDate(form.getByLabel('As known on'), '2008-08-31');
    await hands.follow(form.getByRole('button', { name: 'Show the Board’s view' }));
    await page.waitForURL('**/?agreement=&period=2008-09-q1&as_at=2008-08-31');
    expect(await heading(page)).toBe('April to June 2008');
    expect(await page.locator('.under-title').innerText()).toContain('as known on 31 August 2008');
  });
});

describe('the skip link', () => {
  test('is the first stop, can be seen there, and leads past the head of the page', async () => {
    const page = await board();
    const skip = page.getByRole('link', { name: 'Skip to main content' });
    await page.keyboard.press('Tab');
    expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true);
    const box = await skip.boundingBox();
    expect([box?.x, (box?.width ?? 0) > 100, (box?.height ?? 0) > 20]).toEqual([0, true, true]);
    await page.keyboard.press('Enter');
    await tabTo(page.getByRole('link', { name: 'LAA1 only' }));
    expect(await page.evaluate(() => document.activeElement?.closest('main')?.id)).toBe('main');
  });

  test('the stop after it is the first link of the main content', async () => {
    const page = await board();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const first = page.locator('main a, main button, main select, main input, main summary').first();
    expect(await first.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});
