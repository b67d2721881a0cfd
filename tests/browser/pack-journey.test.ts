import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { browserSite } from '../support/browser.ts';
import { type Hands, KEYBOARD, POINTER } from '../support/hands.ts';
import { newPerson } from '../support/returns.ts';
import { testApp } from '../support/test-app.ts';

const site = browserSite();

function heading(page: Page): Promise<string> {
  return page.getByRole('heading', { level: 1 }).innerText();
}

async function press(page: Page, hands: Hands, name: string): Promise<void> {
  const answered = page.waitForEvent('framenavigated');
  await hands.follow(page.getByRole('button', { name, exact: true }));
  await answered;
  await page.waitForLoadState();
}

/** Ticks every return that is not signed off. */
async function tickAll(page: Page, isKeyboard: boolean): Promise<void> {
  for (const box of await page.locator('input[name="partnership"]').all()) {
    if (isKeyboard) {
      await KEYBOARD.type(box, ' ');
    } else {
      await box.check();
    }
    expect(await box.isChecked()).toBe(true);
  }
}

describe.each([
  ['by pointer', POINTER],
  ['by keyboard alone', KEYBOARD],
] as const)('a pack %s', (_name, hands) => {
  test('is begun from a meeting, frozen by one officer, published by another, and read by anybody', async () => {
    const app = testApp();
    const second = newPerson(app, 'officer', 'A second officer');
    const page = await site.visit('/meetings/psb/2008-11-19', { app });
    await hands.follow(page.getByRole('link', { name: 'Packs of meetings' }));
    await page.waitForURL('**/packs');
    await hands.choose(page.getByLabel('For the meeting'), '19 November 2008, PSB');
    await press(page, hands, 'Begin the pack');
    expect(await heading(page)).toBe('Performance and risk: July to September 2008');
    await tickAll(page, hands === KEYBOARD);
    await hands.type(page.getByLabel('Why the pack goes without'), 'Their figures came with the papers');
    await press(page, hands, 'Mark them as missing');
    await press(page, hands, 'Freeze it for a second person');
    await page.getByRole('heading', { name: 'Frozen, for a second person to look at' }).waitFor();
    expect(await page.getByRole('button', { name: 'Publish the pack' }).count()).toBe(0);

    const checking = await site.visit('/packs', { app, as: second });
    await hands.follow(checking.getByRole('link', { name: '19 November 2008' }));
    await checking.waitForURL('**/packs/1');
    await press(checking, hands, 'Publish the pack');
    await checking.getByRole('heading', { name: 'Published', exact: true }).waitFor();

    const anybody = await site.visit('/sign-in', { app, as: null });
    await hands.follow(anybody.getByRole('link', { name: 'Published packs' }).first());
    await anybody.waitForURL('**/published');
    await hands.follow(anybody.getByRole('link', { name: '19 November 2008', exact: true }));
    await anybody.waitForURL('**/published/1');
    await hands.follow(anybody.getByRole('link', { name: 'Every target, by partnership' }));
    await anybody.waitForURL('**/partnerships');
    await hands.follow(anybody.getByRole('link', { name: 'Domestic violence: domestic incidents' }));
    await anybody.waitForURL('**/laa1-dv/a');
    expect(await anybody.locator('main').innerText()).toContain('266 short');
  });
});
