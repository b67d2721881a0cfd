import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ROLES } from '../../server/domain/role.ts';
import { browserSite } from '../support/browser.ts';
import { drawCharts, EVERY_PAGE, openPage } from '../support/pages.ts';

const WIDE = { width: 1280, height: 900 };
/** 1280 pixels at 400%. */
const NARROWEST = { width: 320, height: 640 };

const site = browserSite();

describe('320 pixels wide, which is 400% on a screen of 1280', () => {
  test.each(EVERY_PAGE)(
    '$name: nothing scrolls sideways but a frame, spaced as WCAG 1.4.12 asks or not',
    async (kind) => {
      const page = await openPage(kind, site, { viewport: NARROWEST });
      await drawCharts(page);
      await expect.poll(() => tooWide(page)).toEqual([]);
      await spaceText(page);
      await expect.poll(() => tooWide(page)).toEqual([]);
      expect(await cutOff(page)).toEqual([]);
      await page.setViewportSize(WIDE);
      await expect.poll(() => tooWide(page)).toEqual([]);
      expect(await cutOff(page)).toEqual([]);
    },
  );
});

test.each(ROLES)('1280 pixels wide, the masthead of a person with the role %s stands on one line', async (role) => {
  const page = await site.visit('/help', { viewport: WIDE, as: role });
  const tops = await page
    .locator('.masthead li')
    .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().top));
  expect(tops.length).toBeGreaterThan(5);
  expect(Math.max(...tops) - Math.min(...tops)).toBeLessThan(2);
});

/** What makes the page scroll sideways, runs into its margin, or scrolls itself and is no frame made for it. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const named = (element: Element): string => element.outerHTML.slice(0, 120);
    const all = [...document.querySelectorAll('body *')].filter(
      (element) => element.closest('.frame, .govuk-visually-hidden') === null,
    );
    const scrolling = all.filter(
      (element) => /auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth,
    );
    const { scrollWidth, clientWidth } = document.documentElement;
    const main = document.querySelector('main') ?? document.body;
    const margin = main.getBoundingClientRect().right - Number.parseFloat(getComputedStyle(main).paddingRight);
    const outside = all.filter((element) => {
      const { right } = element.getBoundingClientRect();
      return right > clientWidth || (main !== element && main.contains(element) && right > margin + 1);
    });
    // Text that cannot be broken sticks out of an element that itself does not.
    const unbroken = scrollWidth > clientWidth ? all.filter((element) => element.scrollWidth > clientWidth) : [];
    return [...scrolling, ...outside, ...unbroken].map(named);
  });
}

/** Elements whose own box hides a part of their text. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter(
        (element) =>
          element.closest('.frame, .govuk-visually-hidden, .govuk-skip-link, textarea, input, select') === null,
      )
      .filter((element) => /hidden|clip/.test(getComputedStyle(element).overflow) && element.textContent !== '')
      .filter(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) => {
        return scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1;
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}

/** As a reader's own style sheet would do it; not blocked by the page's policy, as it is no text in the page. */
function spaceText(page: Page): Promise<void> {
  return page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets.push(sheet);
  });
}
