import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { IsoMoment } from '../../server/domain/moment.ts';
import { browserSite } from '../support/browser.ts';
import { temporaryFolder } from '../support/folders.ts';
import { KEYBOARD, tabTo } from '../support/hands.ts';
import { send } from '../support/page-kind.ts';
import { testApp } from '../support/test-app.ts';

const ADDRESS = '/returns/2008-09-q2/oscp';
/** The quarter has ended, the return is open, and nothing of it is in yet. */
const OPEN_DAY: IsoMoment = '2008-10-24T09:00:00Z';

const appThen = () => {
  const app = testApp();
  app.setNow(OPEN_DAY);
  return app;
};

const key = (indicator: string, part = ''): string => {
  const agreement = indicator.startsWith('laa1') ? 'laa1' : indicator.startsWith('ox') ? 'ox2030' : 'laa2';
  return `${agreement}_${indicator}_${part}_standard_2008-09-q2`;
};
/** The counting rule that the domestic abuse target was agreed on. */
const DV = { a: 'laa1_laa1-dv_a_standard_2008-09-q2', b: 'laa1_laa1-dv_b_standard_2008-09-q2' } as const;

const field = (page: Page, name: string, row: string): Locator => page.locator(`[id="${name}.${row}"]`);
const rowOf = (page: Page, row: string): Locator => page.locator(`[data-row="${row}"]`);
const feedback = (page: Page, row: string): Locator => rowOf(page, row).locator('.entry__feedback');

async function saidAt(page: Page, row: string, words: string | RegExp): Promise<void> {
  await feedback(page, row).getByText(words).first().waitFor();
}

/** What the example says came in later for the quarter. */
const FIGURES: readonly (readonly [row: string, field: string, typed: string])[] = [
  [DV.a, 'value', '1504'],
  [DV.b, 'value', '397'],
  [key('ni-20'), 'numerator', '981'],
  [key('ni-20'), 'denominator', '633080'],
  [key('ox2030-3'), 'value', '12'],
  [key('ox2030-4', 'a'), 'numerator', '-578'],
  [key('ox2030-4', 'a'), 'denominator', '24100'],
  [key('ox2030-4', 'b'), 'numerator', '-43'],
  [key('ox2030-4', 'b'), 'denominator', '4660'],
  [key('ox2030-4', 'c'), 'numerator', '-551'],
  [key('ox2030-4', 'c'), 'denominator', '15300'],
];

describe('a lead with ten minutes', () => {
  const site = browserSite(appThen);

  test('completes the return by keyboard alone, sees each colour while typing, and submits it', async () => {
    const page = await site.visit(ADDRESS, { as: 'lead' });
    await tabTo(field(page, 'value', DV.a));
    await page.keyboard.type('1504');
    // By hand: 1,512 + 1,504 = 3,016 against half of 6,564, 3,282.
    await saidAt(page, DV.a, '266 short');
    await saidAt(page, DV.a, 'Not saved yet');
    await page.keyboard.press('Enter');
    await saidAt(page, DV.a, /^Saved by Manager, Safer Communities Unit/);
    expect(await page.evaluate(() => document.activeElement?.id)).toMatch(/^value\.laa1_laa1-dv_a_national/);

    // The second counting rule is not needed; the arrow leads on.
    await page.keyboard.press('ArrowDown');
    for (const [row, name, typed] of FIGURES.slice(1)) {
      await leadTo(page, field(page, name, row));
      await page.keyboard.type(typed);
    }
    await page.keyboard.press('Enter');
    await saidAt(page, key('ox2030-4', 'c'), /^Saved by/);
    for (const [row, colour] of [
      [DV.b, 'Red'],
      [key('ni-20'), 'Green'],
      [key('ox2030-4', 'b'), 'Amber'],
    ] as const) {
      await saidAt(page, row, colour);
    }

    await KEYBOARD.follow(page.getByRole('button', { name: 'Submit the return' }));
    const summary = page.locator('.govuk-error-summary');
    await summary.waitFor();
    await page.waitForFunction(() => document.activeElement?.classList.contains('govuk-error-summary'));
    expect(await summary.innerText()).toContain('Red: say what lies behind it.');
    await explain(page, DV.a, 'Reporting has levelled off.', 'Recording');
    await explain(page, DV.b, 'Fewer arrests end in a charge.', 'Capacity');
    await explain(page, key('ox2030-4', 'b'), 'Cars were left open at night.', 'Demand');
    for (const row of [DV.b, key('ox2030-4', 'b')]) await addAction(page, row);
    await KEYBOARD.follow(page.getByRole('button', { name: 'Submit the return' }));
    await page.getByRole('status').getByText('Submitted.').waitFor();

    const target = await site.visit('/targets/laa1/laa1-dv/a?period=2008-09-q2', { as: 'board' });
    expect(await target.locator('.reason').innerText()).toContain('Year to date 3,016 by September 2008 against 3,282');
    expect(await target.getByRole('region', { name: 'What has been said' }).innerText()).toContain(
      'Reporting has levelled off.',
    );
  });
});

/** Enter leads from box to box, until it is there. */
async function leadTo(page: Page, box: Locator): Promise<void> {
  const wanted = await box.getAttribute('id');
  for (let step = 0; step < 40; step += 1) {
    if ((await page.evaluate(() => document.activeElement?.id)) === wanted) return;
    await page.keyboard.press('Enter');
  }
  expect.fail(`Enter does not lead to ${wanted}`);
}

async function explain(page: Page, row: string, words: string, cause: string): Promise<void> {
  await KEYBOARD.type(field(page, 'commentary', row), words);
  await KEYBOARD.choose(field(page, 'cause', row), cause);
}

async function addAction(page: Page, row: string): Promise<void> {
  await KEYBOARD.type(field(page, 'action_title', row), 'Visit every street');
  await KEYBOARD.type(field(page, 'action_owner', row), 'Police area commander');
  await KEYBOARD.type(field(page, 'action_due', row), '31/12/2008');
  await KEYBOARD.type(field(page, 'action_effect', row), '1');
}

describe('the sheet', () => {
  const site = browserSite(appThen);

  test('goes out, is filled in, comes back with what differs, is saved and submitted', async () => {
    const page = await site.visit(ADDRESS, { as: 'lead' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV', exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('return-2008-09-q2-oscp.csv');
    const file = join(temporaryFolder(), 'return.csv');
    await download.saveAs(file);
    writeFileSync(file, filled(readFileSync(file, 'utf8')));

    await page.getByLabel('The sheet, Excel or CSV').setInputFiles(file);
    await send(page, 'Show what differs');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('What the sheet would change');
    expect(await page.getByRole('row', { name: /sanction detections/ }).allInnerTexts()).toHaveLength(4);
    await send(page, 'Save these as the draft');
    await page.getByRole('status').getByText('Saved as a draft.').waitFor();
    expect(await field(page, 'value', DV.a).inputValue()).toBe('1504');
    await saidAt(page, DV.a, '266 short');

    // What is being done is said on the page.
    for (const row of [DV.b, key('ox2030-4', 'b')]) {
      await field(page, 'action_title', row).fill('Visit every street');
      await field(page, 'action_owner', row).fill('Police area commander');
      await field(page, 'action_due', row).fill('2008-12-31');
      await field(page, 'action_effect', row).fill('1');
    }
    await send(page, 'Submit the return');
    await page.getByRole('status').getByText('Submitted.').waitFor();
  });
});

/** The sheet as somebody fills it in: each row answered by its indicator and part. */
function filled(csv: string): string {
  const answers: Readonly<Record<string, string>> = {
    'LAA1 DV,a,standard': '1504,,,final,,Reporting has levelled off.,Recording change,',
    'LAA1 DV,b,standard': '397,,,final,,Fewer arrests end in a charge.,Capacity,',
    'NI 20,,standard': ',981,633080,final,,,,',
    'OX2030 3,,standard': '12,,,final,,,,',
    'OX2030 4,a,standard': ',-578,24100,final,,,,',
    'OX2030 4,b,standard': ',-43,4660,final,,Cars were left open at night.,Demand,',
    'OX2030 4,c,standard': ',-551,15300,final,,,,',
  };
  return csv
    .split('\r\n')
    .map((line) => {
      const [, , indicator = '', part = '', basis = ''] = line.split(',');
      const answer = answers[`${indicator},${part},${basis}`];
      return answer === undefined ? line : `${line.slice(0, line.length - ',,,,,,,'.length)}${answer}`;
    })
    .join('\r\n');
}

describe('two leads on one figure', () => {
  const site = browserSite(appThen);

  test('the second is shown both values, and either can be chosen', async () => {
    const [first, second] = [await site.visit(ADDRESS, { as: 'lead' }), await site.visit(ADDRESS, { as: 'officer' })];
    await typeInto(first, DV.a, '1504');
    await typeInto(second, DV.a, '1540');
    await saidAt(second, DV.a, /Manager, Safer Communities Unit was faster/);
    const cells = await feedback(second, DV.a).getByRole('row', { name: 'Figure' }).getByRole('cell').allInnerTexts();
    expect(cells).toEqual(['1504', '1540']);
    expect(await field(second, 'value', DV.a).inputValue()).toBe('1540');

    await second.getByRole('button', { name: 'Save mine instead' }).click();
    await saidAt(second, DV.a, /^Saved by Performance officer/);
    await typeInto(first, DV.a, '1505');
    await saidAt(first, DV.a, /Performance officer was faster/);
    await first.getByRole('button', { name: 'Take theirs' }).click();
    await saidAt(first, DV.a, /^Saved by Performance officer/);
    expect(await field(first, 'value', DV.a).inputValue()).toBe('1540');
  });

  test.each([
    ['Save mine instead', '1541', '1541'],
    ['Take theirs', '1542', '1503'],
  ])('without JavaScript as well: %s', async (button, mine, stands) => {
    const second = await site.visit(ADDRESS, { as: 'officer', javaScriptEnabled: false });
    const first = await site.visit(ADDRESS, { as: 'lead' });
    await typeInto(first, DV.a, '1503');
    await saidAt(first, DV.a, /^Saved by Manager, Safer Communities Unit/);
    await field(second, 'value', DV.a).fill(mine);
    await second.getByRole('button', { name: 'Save the draft' }).click();
    await second.getByRole('button', { name: button }).click();
    expect(await field(second, 'value', DV.a).inputValue()).toBe(stands);
    expect(await second.getByRole('heading', { name: 'There is a problem' }).count()).toBe(0);
  });
});

describe('two people on one return', () => {
  const site = browserSite(appThen);

  test('see each other’s saves without loading the page again, but for the row that they are in', async () => {
    const page = await site.visit(ADDRESS, { as: 'lead' });
    await page.clock.install();
    await page.reload();
    await field(page, 'value', DV.b).fill('39');

    const officer = await site.visit(ADDRESS);
    await typeInto(officer, DV.a, '1504');
    await saidAt(officer, DV.a, /^Saved by Performance officer/);
    await typeInto(officer, DV.b, '397');
    await saidAt(officer, DV.b, /^Saved by Performance officer/);

    await page.clock.runFor(16_000);
    await saidAt(page, DV.a, /^Saved by Performance officer/);
    expect(await field(page, 'value', DV.a).inputValue()).toBe('1504');
    expect(await field(page, 'value', DV.b).inputValue()).toBe('39');
  });
});

describe('without JavaScript', () => {
  const site = browserSite(appThen);

  test('a lead saves the draft, sees what it would do, and finds it again after signing in anew', async () => {
    const page = await site.visit(ADDRESS, { as: 'lead', javaScriptEnabled: false });
    await field(page, 'value', DV.a).fill('1504');
    await field(page, 'value', DV.b).press('Enter');
    await page.getByRole('status').getByText('Saved as a draft.').waitFor();
    await saidAt(page, DV.a, '266 short');
    await saidAt(page, DV.a, 'Off the trend');

    await send(page, 'Sign out');
    await send(page, 'Enter as a partnership lead');
    await page.goto(site.url + ADDRESS);
    expect(await field(page, 'value', DV.a).inputValue()).toBe('1504');
  });
});

async function typeInto(page: Page, row: string, value: string): Promise<void> {
  await field(page, 'value', row).fill(value);
  await field(page, 'value', row).press('Enter');
}

describe('an officer', () => {
  const site = browserSite();

  test('sends a return back with a reason, the lead puts it right, and the officer signs it off', async () => {
    const lead = await site.visit(ADDRESS, { as: 'lead' });
    await explainAmber(lead);
    await send(lead, 'Submit the return');
    await lead.getByRole('status').getByText('Submitted.').waitFor();

    const officer = await site.visit(ADDRESS);
    await officer.locator(`[id="remark.${key('ni-20')}"]`).fill('Offences of September are missing');
    await send(officer, 'Send the return back');

    await lead.reload();
    expect(await rowOf(lead, key('ni-20')).innerText()).toContain('Sent back: Offences of September are missing');
    await field(lead, 'numerator', key('ni-20')).fill('990');
    // A figure that takes another's place asks why.
    await field(lead, 'note', key('ni-20')).waitFor({ state: 'visible' });
    await field(lead, 'note', key('ni-20')).fill('Offences of September were missing');
    await send(lead, 'Submit the return');
    await lead.getByRole('status').getByText('Submitted.').waitFor();

    await officer.reload();
    await send(officer, 'Sign the return off');
    await lead.reload();
    const locked = await rowOf(lead, key('ni-20')).innerText();
    expect(locked).toContain('Locked: signed off on 19 November 2008');
    expect(locked).toContain('by Performance officer. A performance officer can open one target again');
    expect(await field(lead, 'numerator', key('ni-20')).isDisabled()).toBe(true);
  });
});

/** What stands in the way of the example's own figures: an amber of which nobody has said what is being done. */
async function explainAmber(page: Page): Promise<void> {
  const row = key('ox2030-4', 'b');
  await field(page, 'action_title', row).fill('Light the car parks');
  await field(page, 'action_owner', row).fill('Police area commander');
  await field(page, 'action_due', row).fill('2009-01-31');
  await field(page, 'action_effect', row).fill('-0.5');
}
