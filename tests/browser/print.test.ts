import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { browserSite, type Visit } from '../support/browser.ts';
import { doorPage } from '../support/door-pages.ts';
import { openPage } from '../support/pages.ts';
import { pdfPages } from '../support/pdf.ts';

/** In points, 72 to the inch. */
const A4 = [595, 842];
/** What app.css leaves between its margins on A4, in pixels of 96 to the inch. */
const BETWEEN_MARGINS = { width: 687, height: 1000 };

type Open = (visit?: Visit) => Promise<Page>;

const RECORD_SHEETS: [string, Open][] = [
  sheet('the Board’s view', '/'),
  sheet('a target', '/targets/laa1/laa1-dv/a'),
  sheet('another target', '/targets/laa2/ni-192'),
  sheet('a partnership', '/partnerships/oscp'),
  sheet('the list of targets', '/targets'),
  sheet('the risk summary', '/report?agreement=laa1'),
  sheet('a meeting', '/meetings/psb/2008-11-19'),
  sheet('the reward', '/reward'),
  sheet('how forecasts did', '/forecasts?agreement=laa1'),
];
const DOOR_SHEETS: [string, Open][] = [
  'recovery codes',
  'going on with what was being entered',
  'the own account of a lead with several sessions and without a second factor',
  'the accounts with people of the single sign-on who have none',
  'an account with a second factor and a single sign-on',
  'the audit',
  'who may do what',
].map(doorSheet);

const site = browserSite();

function sheet(name: string, path: string): [string, Open] {
  return [name, (visit) => site.visit(path, visit)];
}

function doorSheet(name: string): [string, Open] {
  return [name, (visit) => openPage(doorPage(name), site, visit)];
}

/** A page as it is laid out on paper. */
async function onPaper(open: Open): Promise<Page> {
  const page = await open({ viewport: BETWEEN_MARGINS });
  await page.emulateMedia({ media: 'print' });
  return page;
}

describe.each([...RECORD_SHEETS, ...DOOR_SHEETS])('%s on paper', (_name, open) => {
  test('comes out on pages of A4, with every chart drawn', async () => {
    const page = await open();
    const pages = await pdfPages(await page.pdf({ preferCSSPageSize: true }));
    expect(pages.length).toBeGreaterThan(0);
    for (const { size } of pages) expect(size).toEqual(A4);
    const [figures, drawn] = [
      page.locator('figure.chart[data-chart]'),
      page.locator('figure.chart[data-chart] canvas'),
    ];
    expect(await drawn.count()).toBe(await figures.count());
  });

  test('has no navigation and no form', async () => {
    const page = await onPaper(open);
    const shown = await page
      .locator('.no-print, nav[aria-label="Main"] a, form, button, .govuk-skip-link')
      .evaluateAll((all) => all.filter((element) => element.checkVisibility()).map((element) => element.outerHTML));
    expect(shown).toEqual([]);
  });

  test('is not wider than the sheet', async () => {
    const page = await onPaper(open);
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll('body *')]
        .filter((element) => element.closest('.govuk-visually-hidden') === null && element.checkVisibility())
        .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect(wide).toEqual([]);
  });
});

describe.each(RECORD_SHEETS)('%s on paper', (_name, open) => {
  test('repeats the heads of its tables and keeps a row together', async () => {
    const page = await onPaper(open);
    expect(await styles(page, '.table thead, .heat thead', 'display')).toEqual(['table-header-group']);
    expect(await styles(page, '.table tbody tr', 'breakInside')).toEqual(['avoid']);
  });

  test('prints its links as the words they are', async () => {
    const page = await onPaper(open);
    const links = 'main a:not(.cell)';
    expect(await styles(page, links, 'textDecorationLine')).toEqual(['none']);
    const blue = await page.locator(links).evaluateAll((all) =>
      all
        .filter((link) => link.checkVisibility())
        .filter((link) => getComputedStyle(link).color !== getComputedStyle(link.parentElement ?? link).color)
        .map((link) => link.outerHTML),
    );
    expect(blue).toEqual([]);
  });
});

describe('the story of a target on paper', () => {
  test.each(['/targets/laa1/laa1-dv/a', '/targets/laa1/laa1-dv/b'])(
    '%s stands on one sheet, and what is behind it begins on the next',
    async (path) => {
      const page = await site.visit(path);
      const [first, second] = await pdfPages(await page.pdf({ preferCSSPageSize: true }));
      for (const heading of ['Why ', 'What it would take', 'What is being done'])
        expect(first?.text).toContain(heading);
      expect(second?.text).toContain('As known on 19 November 2008 Every action, and how');
    },
  );
});

describe('recovery codes on paper', () => {
  test('stand there, all ten', async () => {
    const page = await onPaper(doorSheet('recovery codes')[1]);
    expect(await page.locator('.codes li:visible').count()).toBe(10);
  });
});

describe('the Board’s view on paper', () => {
  const [, open] = sheet('the Board’s view', '/');

  test('shows the heat map whole, with its colours', async () => {
    const page = await onPaper(open);
    const heat = page.locator('.heat');
    expect(await heat.isVisible()).toBe(true);
    expect(await styles(page, '.frame:has(.heat)', 'overflowX')).toEqual(['visible']);
    expect(await styles(page, '.cell, .light', 'printColorAdjust')).toEqual(['exact']);
    expect(await heat.locator('tbody').count()).toBeGreaterThan(5);
    expect(await styles(page, '.heat tr', 'breakInside')).toEqual(['avoid']);
  });

  test('never breaks a target across pages', async () => {
    const page = await onPaper(open);
    expect(await page.locator('.targets__row').count()).toBeGreaterThan(10);
    expect(await styles(page, '.targets__row', 'breakInside')).toEqual(['avoid']);
  });

  test('numbers its pages at the foot, and says there as known when', async () => {
    const page = await onPaper(open);
    const feet = await page.evaluate(() =>
      [...document.styleSheets]
        .flatMap((sheet) => [...sheet.cssRules])
        .flatMap((rule) => (rule instanceof CSSPageRule ? [rule.cssText] : []))
        .join(' '),
    );
    expect(feet).toMatch(/@bottom-right {[^}]*counter\(page\)/);
    expect(feet).toMatch(/@bottom-left {[^}]*as known on 19 November 2008/i);
  });

  test('shows each chart no wider than the sheet', async () => {
    const page = await onPaper(open);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    for (const chart of await page.locator('figure.chart[data-chart] canvas').all()) {
      const box = await chart.boundingBox();
      expect(box?.width).toBeGreaterThan(200);
      expect(box?.width).toBeLessThanOrEqual(BETWEEN_MARGINS.width);
    }
  });
});

/** The different values that a property has on the elements that fit. */
async function styles(page: Page, selector: string, property: string): Promise<string[]> {
  return page
    .locator(selector)
    .evaluateAll(
      (all, name) => [...new Set(all.map((element) => String(Reflect.get(getComputedStyle(element), name))))],
      property,
    );
}
