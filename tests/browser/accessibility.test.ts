import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axeViolations } from '../support/axe.ts';
import { browserSite } from '../support/browser.ts';
import { drawCharts, EVERY_PAGE, openPage } from '../support/pages.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 375, height: 800 };

const site = browserSite();

describe('WCAG 2.2 AA by axe, wide and on a phone', () => {
  test.each(EVERY_PAGE)('$name', async (kind) => {
    const page = await openPage(kind, site, { viewport: WIDE });
    await drawCharts(page);
    expect(await axeViolations(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    expect(await axeViolations(page)).toEqual([]);
  });

  test('an open table of numbers', async () => {
    const page = await site.visit('/');
    await page.locator('details').evaluateAll((all) => {
      for (const details of all) details.setAttribute('open', '');
    });
    expect(await axeViolations(page)).toEqual([]);
  });
});

describe('when the record cannot be read', () => {
  const closed = browserSite(closedApp);

  test('the error page says so, with a number to quote, and is as accessible', async () => {
    const page = await closed.visit('/', { status: 500 });
    expect(await page.locator('main').innerText()).toMatch(/quote the reference [0-9a-f]{8}\./);
    expect(await axeViolations(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    expect(await axeViolations(page)).toEqual([]);
  });
});

function closedApp(): TestApp {
  const app = testApp();
  app.store.close();
  return app;
}

describe.each(['light', 'dark'] as const)('forced colours on a %s ground', (colorScheme) => {
  const forced = { forcedColors: 'active', colorScheme } as const;

  test.each(['/', '/targets', '/targets/laa1/laa1-dv/a', '/partnerships/oscp'])(
    '%s: every light keeps its word, every cell of the heat map its letter',
    async (path) => {
      const page = await site.visit(path, forced);
      const lights = page.locator('.light, .cell');
      expect(await lights.count()).toBeGreaterThan(0);
      expect(await faint(lights)).toEqual([]);
    },
  );

  test('charts and sparklines keep the paper that their ink is for', async () => {
    for (const path of ['/', '/targets/laa1/laa1-dv/a']) {
      const page = await site.visit(path, forced);
      await drawCharts(page);
      const grounds = await page
        .locator('.spark, .chart canvas')
        .evaluateAll((all) => [...new Set(all.map((element) => getComputedStyle(element).backgroundColor))]);
      expect(grounds).toEqual(['rgb(255, 255, 255)']);
    }
  });
});

describe('somebody whom movement makes ill', () => {
  test.each(['/', '/targets/laa2/ni-192'])('%s: nothing moves', async (path) => {
    const page = await site.visit(path, { reducedMotion: 'reduce' });
    await drawCharts(page);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((element) => {
          const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
          return animationName !== 'none' || transitionDuration !== '0s' || scrollBehavior !== 'auto';
        })
        .map((element) => element.outerHTML.slice(0, 100)),
    );
    expect(moving).toEqual([]);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });
});

const WITH_CHARTS = ['/', '/targets/laa1/laa1-dv/a', '/targets/laa2/ni-192', '/partnerships/oscp'];

describe('charts', () => {
  test.each(WITH_CHARTS)('%s without JavaScript: each has its sentence, and its numbers as a table', async (path) => {
    const page = await site.visit(path, { javaScriptEnabled: false });
    const figures = await page.locator('figure.chart[data-chart]').all();
    expect(figures.length).toBeGreaterThan(0);
    for (const figure of figures) {
      expect((await figure.locator('.chart__sentence').innerText()).length).toBeGreaterThan(10);
      await figure.locator('summary').click();
      const cells = await figure.getByRole('table').getByRole('cell').allInnerTexts();
      expect(cells.length).toBeGreaterThan(0);
      expect(cells.filter((cell) => /undefined|NaN|null/.test(cell))).toEqual([]);
    }
  });

  test.each(WITH_CHARTS)('%s: each is drawn, has a name, and stands beside its table', async (path) => {
    const page = await site.visit(path);
    await drawCharts(page);
    for (const figure of await page.locator('figure.chart[data-chart]').all()) {
      const picture = figure.getByRole('img');
      expect(await picture.getAttribute('aria-label')).toContain(await figure.locator('.chart__title').innerText());
      expect(await figure.locator('table caption').textContent()).not.toBe('');
      expect(await figure.locator('table tbody tr').count()).toBeGreaterThan(0);
      const box = await picture.boundingBox();
      expect([(box?.width ?? 0) > 100, (box?.height ?? 0) > 40]).toEqual([true, true]);
    }
  });

  test.each(['/', '/targets/laa1/laa1-dv/a'])('%s: the arrow keys read the points one by one', async (path) => {
    const page = await site.visit(path);
    await drawCharts(page);
    const figure = page.locator('figure.chart[data-chart]').first();
    const spoken = figure.locator('[aria-live]');
    const said = async (key: string): Promise<string> => {
      const before = await spoken.textContent();
      await page.keyboard.press(key);
      await expect.poll(() => spoken.textContent()).not.toBe(before);
      return (await spoken.textContent()) ?? '';
    };
    await figure.getByRole('img').focus();
    const first = await said('ArrowRight');
    const second = await said('ArrowRight');
    const last = await said('End');
    expect(await said('Home')).toBe(first);
    expect(new Set([first, second, last]).size).toBe(3);
    for (const point of [first, second, last]) expect(point).toMatch(/^[^:]+: \S/);
  });
});

/** Those without words, or with words that have less than 4.5 to 1 against their ground. */
function faint(elements: Locator): Promise<string[]> {
  return elements.evaluateAll((all) => {
    const parts = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = ([red = 0, green = 0, blue = 0]: number[]): number => {
      const linear = (part: number): number =>
        part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    };
    const ground = (element: Element | null): number[] => {
      if (element === null) return [255, 255, 255];
      const colour = parts(getComputedStyle(element).backgroundColor);
      return colour[3] === 0 ? ground(element.parentElement) : colour;
    };
    const contrast = (element: Element): number => {
      const [dark = 0, light = 0] = [
        luminance(parts(getComputedStyle(element).color)),
        luminance(ground(element)),
      ].sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    };
    return all
      .filter((element) => element.textContent?.trim() === '' || contrast(element) < 4.5)
      .map((element) => element.outerHTML.slice(0, 120));
  });
}
