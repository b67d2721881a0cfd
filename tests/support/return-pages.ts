import type { Page } from 'playwright-core';
import type { ReturnEventKind } from '../../server/domain/return-state.ts';
import { makeReturnLink } from '../../server/services/return-links.ts';
import { COMMAND_LINE } from './authors.ts';
import type { Site, Visit } from './browser.ts';
import { at, type PageKind, send, sendWrong } from './page-kind.ts';
import { type TestApp, testApp } from './test-app.ts';

const RETURN = { period: 4 * 2008 + 1, partnership: 'OSCP' } as const;
const ADDRESS = '/returns/2008-09-q2/oscp';
/** The quarter has ended, the return is open, and nothing of it is in yet. */
const OPEN_DAY = '2008-10-24T09:00:00Z';
const DV = 'laa1_laa1-dv_a_standard_2008-09-q2';

/** An app whose return of Safer Communities for 2008/09 Q2 has come so far. */
function appAfter(...events: ReturnEventKind[]): TestApp {
  const app = testApp();
  app.store.write(COMMAND_LINE, () => {
    for (const event of events) {
      const remarks = event === 'sent-back' ? [REMARK] : [];
      app.store.returns.append(
        { ...RETURN, event, at: '2008-11-18T10:00:00Z', account: 3, due: '2008-11-05' },
        remarks,
      );
    }
  });
  return app;
}

const REMARK = {
  agreement: 'LAA1',
  indicator: 'LAA1 DV',
  part: 'a',
  basis: 'standard',
  quarter: RETURN.period,
  text: 'The figure of Cherwell is missing',
};

function after(name: string, as: 'lead' | 'officer', ...events: ReturnEventKind[]): PageKind {
  return { name, open: (site, visit) => site.visit(ADDRESS, { ...visit, as, app: appAfter(...events) }) };
}

/** The pages of returns, of what is being done, and of the meetings that they follow from. */
export const RETURN_PAGES: readonly PageKind[] = [
  at('where the returns stand, for an officer', '/returns'),
  at('where the returns stand, for a lead', '/returns', { as: 'lead' }),
  at('a return that is open', ADDRESS, { as: 'lead', now: OPEN_DAY }),
  at('a return whose figures are in', ADDRESS, { as: 'lead' }),
  at('a return before it opens', '/returns/2008-09-q3/oscp', { as: 'lead' }),
  at('a return with figures that are owed', '/returns/2008-09-q2/hwb'),
  after('a return that is submitted, for the officer who checks it', 'officer', 'submitted'),
  after('a return that was sent back', 'lead', 'submitted', 'sent-back'),
  after('a return that is signed off, for an officer', 'officer', 'submitted', 'signed-off'),
  after('a return that is signed off, for its lead', 'lead', 'submitted', 'signed-off'),
  {
    name: 'a return with a target that was opened again',
    open: (site, visit) => site.visit(ADDRESS, { ...visit, as: 'lead', app: reopened() }),
  },
  {
    name: 'a return that cannot be submitted yet',
    now: OPEN_DAY,
    open: async (site, visit) => sendWrong(await site.visit(ADDRESS, { ...visit, as: 'lead' }), 'Submit the return'),
  },
  {
    name: 'a return with a figure that cannot be',
    now: OPEN_DAY,
    open: async (site, visit) => {
      const page = await typed(site, 'about 1500', { ...visit, as: 'lead' });
      return sendWrong(page, 'Save the draft');
    },
  },
  {
    name: 'a return with a figure that somebody else was faster with',
    now: OPEN_DAY,
    open: async (site, visit) => {
      const app = openApp();
      const slow = await typed(site, '1504', { ...visit, as: 'lead', app });
      await typed(site, '1540', { as: 'officer', app, save: true });
      return sendWrong(slow, 'Save the draft');
    },
  },
  {
    name: 'a return by a link, without an account',
    open: (site, visit) => {
      const app = openApp();
      return site.visit(linkTo(app), { ...visit, as: null, app });
    },
  },
  {
    name: 'a link to a return, shown once',
    open: async (site, visit) => {
      const page = await site.visit(ADDRESS, { ...visit, app: testApp() });
      await page.locator('#link_name').fill('Thames Valley Police, analyst');
      await page.locator('#link_until').fill('5/12/2026');
      await send(page, 'Make a link');
      return page;
    },
  },
  at('a link to a return that does not count', '/guest/nothing', { as: null, status: 404 }),
  {
    name: 'what a sheet would change',
    open: (site, visit) => broughtBack(site, (csv) => csv.replace('1504,,,final', '1505,,,final'), visit),
  },
  {
    name: 'a sheet that cannot be taken',
    open: async (site, visit) => {
      const page = await broughtBack(site, () => 'this,is,no,return\n', visit);
      await page.locator('.govuk-error-summary').waitFor();
      return page;
    },
  },
  at('the meetings of the Board', '/meetings'),
  at('a meeting with what was asked there', '/meetings/psb/2008-11-19'),
  at('a meeting that is to come, for a lead', '/meetings/psb/2009-02-18', { as: 'lead' }),
  {
    name: 'a meeting with a decision that has errors',
    open: async (site, visit) => sendWrong(await site.visit('/meetings/psb/2008-11-19', visit), 'Record it'),
  },
  at('the meetings of the Board, for a lead', '/meetings', { as: 'lead' }),
  {
    name: 'a meeting with errors',
    open: async (site, visit) => sendWrong(await site.visit('/meetings', visit), 'Save the meeting'),
  },
  at('what is being done about a target', '/actions/laa1/laa1-dv/a', { as: 'lead' }),
  {
    name: 'an action with errors',
    open: async (site, visit) => sendWrong(await site.visit('/actions/laa1/laa1-dv/a', visit), 'Add the action'),
  },
  at('one’s own reminders', '/account/reminders', { as: 'lead' }),
];

function openApp(): TestApp {
  const app = testApp();
  app.setNow(OPEN_DAY);
  return app;
}

function reopened(): TestApp {
  const app = appAfter('submitted', 'signed-off');
  app.store.write(COMMAND_LINE, () => {
    const target = { agreement: 'LAA1', indicator: 'LAA1 DV', part: 'a' };
    const rest = { until: '2008-12-01', reason: 'Cases of September came late', at: '2008-11-18T12:00:00Z' };
    app.store.returns.reopen({ ...RETURN, ...target, account: 1, ...rest, opened_by: 3 });
  });
  return app;
}

async function typed(site: Site, value: string, visit: Visit & { save?: boolean }): Promise<Page> {
  const { save = false, ...own } = visit;
  const page = await site.visit(ADDRESS, own);
  await page.locator(`[id="value.${DV}"]`).fill(value);
  if (save) await send(page, 'Save the draft');
  return page;
}

/** Where a link for the police leads, on the site itself. */
function linkTo(app: TestApp): string {
  const officer = app.store.accounts.list().find(({ role }) => role === 'officer');
  if (officer === undefined) throw new Error('there is no officer in this record');
  const { address } = makeReturnLink(app.deps, officer, RETURN, {
    name: 'Thames Valley Police, analyst',
    until: '2026-12-05',
  });
  return new URL(address).pathname;
}

/** Takes the sheet of the return, changes it, and brings it back. */
async function broughtBack(site: Site, change: (csv: string) => string, visit?: Visit): Promise<Page> {
  const page = await site.visit(ADDRESS, { ...visit, as: 'lead' });
  const csv = await (await page.request.get(`${new URL(page.url()).origin}${ADDRESS}.csv`)).text();
  const file = { name: 'return.csv', mimeType: 'text/csv', buffer: Buffer.from(change(csv)) };
  await page.getByLabel('The sheet, Excel or CSV').setInputFiles(file);
  await send(page, 'Show what differs');
  return page;
}
