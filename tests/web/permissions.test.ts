import { beforeAll, describe, expect, it } from 'vitest';
import type { Account } from '../../server/domain/account.ts';
import { PERMISSIONS } from '../../server/domain/permission.ts';
import { COMMAND_LINE, TODAY } from '../support/authors.ts';
import { hasSection, mainText, openPage, sendForm, tableRows, texts } from '../support/page.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

function leadOf({ store }: TestApp, ...partnerships: string[]): Account {
  const email = `${partnerships.join('-').toLowerCase()}@test.invalid`;
  const account = { email, name: 'A lead', post: 'Lead', role: 'lead', partnerships, demonstration: true } as const;
  return store.write(COMMAND_LINE, () => store.accounts.insert(account, TODAY));
}

const DV_A = '/figures/laa1/laa1-dv/a';
const WASTE = '/figures/laa2/ni-192';
const CHECK = { period: '2008-09-q2', basis: 'standard', value: '40', status: 'final', note: 'Mine', step: 'check' };

describe('the books of an agreement', () => {
  const test = testApp();

  // LAA1 closes on 30 November 2009.
  it.each([
    ['on the day on which they close a lead still records', 'lead', '2009-11-30', 200, ''],
    [
      'the day after it is too late for a lead',
      'lead',
      '2009-12-01',
      403,
      'closed on 30 November 2009. Only performance officers can record a figure and a commentary now.',
    ],
    ['an officer can still put something right', 'officer', '2009-12-01', 200, ''],
  ] as const)('%s', async (_sentence, role, day, status, words) => {
    test.setNow(`${day}T09:00:00Z`);
    const page = await sendForm(test.as(role), DV_A, CHECK);
    expect(page.status).toBe(status);
    expect(mainText(page)).toContain(words);
  });
});

describe('a target that is withdrawn', () => {
  it('takes no figure from a lead, and says since when and why', async () => {
    const test = testApp();
    const lead = test.as(leadOf(test, 'CYPT'));
    test.setNow('2009-03-30T09:00:00Z');
    expect((await sendForm(lead, '/figures/laa2/ni-74', CHECK)).status).toBe(200);
    test.setNow('2009-04-01T09:00:00Z');
    const page = await sendForm(lead, '/figures/laa2/ni-74', CHECK);
    expect(page.status).toBe(403);
    expect(mainText(page)).toContain('Withdrawn since 31 March 2009: ');
    expect(hasSection(await openPage(lead, '/targets/laa2/ni-74'), 'Record a figure')).toBe(false);
  });
});

describe('a partnership that is followed by another', () => {
  let test: TestApp;
  let people: Readonly<Record<'its own' | 'the successor’s', Account>>;

  beforeAll(() => {
    test = testApp();
    people = { 'its own': leadOf(test, 'OWP'), 'the successor’s': leadOf(test, 'EWP') };
  });

  // The Waste Partnership ends on 31 August 2009; what it led is led by the Environment and Waste Partnership then.
  it.each([
    ['while it is active, its people record', 'its own', '2009-08-31', 200],
    ['while it is active, those of its successor do not', 'the successor’s', '2009-08-31', 403],
    ['when it has ended, its people record for the successor', 'its own', '2009-09-01', 200],
    ['when it has ended, those of the successor record', 'the successor’s', '2009-09-01', 200],
    ['and so they do when the terms name the successor', 'its own', '2009-10-20', 200],
    ['and so do those of the successor', 'the successor’s', '2009-10-20', 200],
  ] as const)('%s', async (_sentence, who, day, status) => {
    test.setNow(`${day}T09:00:00Z`);
    expect((await sendForm(test.as(people[who]), WASTE, CHECK)).status).toBe(status);
  });
});

describe('what somebody may not do has no button', () => {
  const test = testApp();

  it.each([
    ['officer', true, true, true],
    ['lead', false, false, true],
    ['board', false, false, false],
    ['administrator', false, false, false],
  ] as const)(
    'as %s: adding a target %s, changing one %s, recording a figure %s',
    async (role, add, change, record) => {
      const list = await openPage(test.as(role), '/targets');
      expect(texts(list, 'main a').includes('Add a target')).toBe(add);
      const page = await openPage(test.as(role), '/targets/laa1/laa1-dv/a');
      expect(texts(page, 'main a').includes('Change this target')).toBe(change);
      expect(hasSection(page, 'Record a figure')).toBe(record);
      expect(mainText(page).includes('can record a figure and a commentary.')).toBe(!record);
      expect(texts(page, '.masthead__links a').includes('Accounts')).toBe(role === 'administrator');
    },
  );

  it('a lead sees the form on targets of their partnership only', async () => {
    const page = await openPage(test.as('lead'), '/targets/laa2/ni-192');
    expect(hasSection(page, 'Record a figure')).toBe(false);
    expect(mainText(page)).toContain(
      'Only performance officers, and partnership leads of Oxfordshire Waste Partnership, can record a figure and a commentary.',
    );
  });

  it('two people who may do other things do not get each other’s page', async () => {
    const address = '/targets/laa2/ni-196';
    const pages = await Promise.all(
      (['officer', 'board', 'lead', 'administrator'] as const).map((role) => openPage(test.as(role), address)),
    );
    expect(pages.map((page) => hasSection(page, 'Record a figure'))).toEqual([true, false, false, false]);
  });
});

describe('the page of permissions', () => {
  it('prints every line of the table', async () => {
    const page = await openPage(testApp().as('board'), '/help/permissions');
    const rows = page.root.querySelectorAll('main table').flatMap(tableRows);
    expect(rows).toHaveLength(Object.keys(PERMISSIONS).length);
    const line = rows.find(({ head }) => head.includes('POST /figures'));
    expect(line?.cells).toEqual({
      Public: 'no',
      Administrator: 'no',
      'Performance officer': 'yes',
      'Partnership lead': 'own',
      'Board member': 'no',
    });
  });
});
