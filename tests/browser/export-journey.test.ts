import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { areasUpTo, createNational, NATIONAL_TODAY } from '../bench/national.ts';
import { browserSite } from '../support/browser.ts';
import { appOn } from '../support/test-app.ts';

const site = browserSite(() => {
  const app = appOn(createNational(':memory:', areasUpTo(20)));
  app.setNow(`${NATIONAL_TODAY}T12:00:00Z`);
  return app;
});

test('a large export shows how far it is by itself, and is taken away when it is there', async () => {
  const page = await site.visit('/report');
  await page.getByRole('link', { name: 'CSV, one row a target' }).click();
  await page.getByRole('heading', { name: 'Writing the risk summary' }).waitFor();
  await page.getByText('It is ready: 1,060 targets.').waitFor();
  const taken = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Take it away' }).click();
  const file = await taken;
  expect(file.suggestedFilename()).toBe('all-agreements-2009-10-q4-risk-summary-as-at-2010-05-20.csv');
  expect(
    readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n'),
  ).toHaveLength(1061);
});
