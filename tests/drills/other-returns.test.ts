import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { PERMISSIONS, type RouteName } from '../../server/domain/permission.ts';
import { exportPackage } from '../../server/services/data-package.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import { type FileApp, fileApp } from '../support/file-app.ts';
import { contents, temporaryFolder } from '../support/folders.ts';
import { openPage, sendForm, texts } from '../support/page.ts';
import { bringSheet, EMPTY_DAY, fillIn, INCIDENTS, newPerson, sheetWith, takeSheet } from '../support/returns.ts';
import { addressOf } from './routes.ts';

const CANARY = 'CANARY-7f3a';
const Q2 = 2008 * 4 + 1;
/** Whose returns there are for July to September 2008, with a row of each. */
const ROWS: Readonly<Record<string, string>> = {
  CYPT: 'laa2_ni-117__standard_2008-09-q2',
  ENV: 'ox2030_ox2030-5__standard_2008-09-q2',
  HP: 'laa2_ni-156__standard_2008-09-q2',
  HWB: 'laa2_ni-135__standard_2008-09-q2',
  OEP: 'ox2030_ox2030-6__standard_2008-09-q2',
  OSCP: INCIDENTS,
  OVSDP: 'ox2030_ox2030-1__standard_2008-09-q2',
  OWP: 'laa2_ni-192__standard_2008-09-q2',
};
const CODES = Object.keys(ROWS);
const addressOfReturn = (code: string): string => `/returns/2008-09-q2/${code.toLowerCase()}`;

function emptyDay(): FileApp {
  const app = fileApp();
  app.setNow(EMPTY_DAY);
  return app;
}

/** A row of another return as its own form would send it. */
function typed(code: string, value = '40'): Record<string, string> {
  const key = ROWS[code] ?? '';
  return { [`seen.${key}`]: '0', [`value.${key}`]: value, [`status.${key}`]: 'final', [`commentary.${key}`]: 'Mine' };
}

describe('a lead', () => {
  it('of each partnership opens, fills in and takes away its own return, and no other’s', async () => {
    const app = emptyDay();
    for (const code of CODES) {
      const lead = app.as(newPerson(app, 'lead', `Zoe of ${code}`, [code]));
      for (const other of CODES) {
        const address = addressOfReturn(other);
        const read = ['', '.csv', '.xlsx', '/rows'].map((more) => openPage(lead, `${address}${more}`));
        const statuses = (await Promise.all(read)).map(({ status }) => status);
        expect([code, other, statuses]).toEqual([code, other, Array(4).fill(code === other ? 200 : 403)]);
      }
    }
    app.store.close();
  });

  it('changes no row of another’s, by no route, whatever is sent', async () => {
    const app = emptyDay();
    const leads = CODES.map((code) => [code, app.as(newPerson(app, 'lead', `Zoe of ${code}`, [code]))] as const);
    const sheets = new Map(
      await Promise.all(
        CODES.map(async (code) => [code, sheetWith(await takeSheet(app.app, addressOfReturn(code)))] as const),
      ),
    );
    const before = app.dump();
    for (const [code, lead] of leads) {
      for (const other of CODES.filter((each) => each !== code)) {
        const address = addressOfReturn(other);
        const answers = [
          await sendForm(lead, address, typed(other)),
          await sendForm(lead, address, { ...typed(other), step: 'submit' }),
          await sendForm(lead, address, typed(other), { 'Sec-Fetch-Site': 'same-origin', 'X-Row': 'save' }),
          await bringSheet(lead, sheets.get(other) ?? '', address),
          ...(await Promise.all(
            ['/check', '/reopen', '/links'].map((more) => sendForm(lead, `${address}${more}`, { step: 'sign-off' })),
          )),
        ];
        expect([code, other, answers.map(({ status }) => status)]).toEqual([code, other, Array(7).fill(403)]);
      }
    }
    expect(app.dump()).toEqual(before);
    app.store.close();
  });

  it('types through the own return into no row of another’s', async () => {
    const app = emptyDay();
    const before = app.dump();
    for (const other of CODES.filter((code) => code !== 'OSCP')) {
      const { status } = await sendForm(app.as('lead'), addressOfReturn('OSCP'), typed(other));
      expect([other, status]).toEqual([other, 422]);
    }
    expect(app.dump()).toEqual(before);
    app.store.close();
  });

  it('says how no action of another’s stands', async () => {
    const app = emptyDay();
    const before = app.dump();
    for (const target of ['laa2/ni-192', 'laa2/ni-131', 'laa2/ni-117', 'ox2030/ox2030-5']) {
      expect((await openPage(app.as('lead'), `/actions/${target}`)).status).toBe(403);
      const sent = await sendForm(app.as('lead'), `/actions/${target}`, { action: '0', title: 'Mine', state: 'done' });
      expect(sent.status).toBe(403);
    }
    expect(app.dump()).toEqual(before);
    app.store.close();
  });
});

/** A link to a return, as it is handed over. */
async function linkTo(app: FileApp, code: string, name: string): Promise<string> {
  const fields = { link_name: name, link_until: '2026-12-05' };
  const made = await sendForm(app.as('officer'), `${addressOfReturn(code)}/links`, fields);
  return new URL(texts(made, '.handed')[0] ?? '').pathname;
}

/** Puts the canary wherever a return has words: into its rows, its reasons, its links and what was opened again. */
async function plantCanaries(app: FileApp, code: string): Promise<void> {
  const key = ROWS[code] ?? '';
  const words = { commentary: CANARY, cause: CANARY, action_title: CANARY, action_owner: CANARY, note: CANARY };
  const fields = Object.entries(words).map(([field, text]) => [`${field}.${key}`, text]);
  const saved = await sendForm(app.as('officer'), addressOfReturn(code), {
    ...typed(code),
    ...Object.fromEntries(fields),
  });
  expect([code, saved.status]).toEqual([code, 303]);
  await linkTo(app, code, CANARY);
  const row = app.store.returnRows.list({ period: Q2, partnership: code })[0];
  if (row === undefined) throw new Error(`Nothing was typed for ${code}`);
  const { agreement, indicator, part, basis, quarter } = row;
  const name = { period: Q2, partnership: code, at: EMPTY_DAY, account: 3 };
  const step = { ...name, due: '2008-11-05' };
  app.store.write(COMMAND_LINE, () => {
    app.store.returns.append({ ...step, event: 'submitted' });
    app.store.returns.append({ ...step, event: 'sent-back' }, [
      { agreement, indicator, part, basis, quarter, text: CANARY },
    ]);
    app.store.returns.reopen({
      ...name,
      agreement,
      indicator,
      part,
      until: '2008-11-30',
      reason: CANARY,
      opened_by: 3,
    });
  });
}

/** Every address for reading that there is, and those of every return. */
function everyAddress(app: FileApp): string[] {
  const routes = (Object.keys(PERMISSIONS) as RouteName[]).filter((route) => route.startsWith('GET')).map(addressOf);
  const returns = CODES.flatMap((code) =>
    ['', '.csv', '.xlsx', '/rows'].map((more) => `${addressOfReturn(code)}${more}`),
  );
  const partnerships = app.store.rows.partnerships.list().map(({ code }) => `/partnerships/${code.toLowerCase()}`);
  const targets = ['/targets/laa2/ni-192', '/targets/laa2/ni-135', '/targets/laa2/ni-117', '/targets/laa2/ni-156'];
  return [...new Set([...routes, ...returns, ...partnerships, ...targets, '/meetings?board=PSB&date=2008-11-19'])];
}

/** Where the canary is met. */
async function sightings(visitor: FileApp['app'], addresses: readonly string[]): Promise<string[]> {
  const seen: string[] = [];
  for (const address of addresses) {
    const { text, body, headers } = await request(visitor).get(address);
    const said = `${text ?? ''} ${JSON.stringify(body)} ${JSON.stringify(headers)}`;
    if (said.includes(CANARY)) seen.push(address);
  }
  return seen;
}

describe('what is typed into a return', () => {
  it('reaches no page or file of a lead of another partnership, a Board member, an administrator or the public', async () => {
    const app = emptyDay();
    for (const code of CODES.filter((each) => each !== 'OSCP')) await plantCanaries(app, code);
    const addresses = everyAddress(app);
    for (const visitor of [app.as('lead'), app.as('board'), app.as('administrator'), app.bare]) {
      // The audit tells administrators what was typed, and by which account.
      const seen = (await sightings(visitor, addresses)).filter((address) => !address.startsWith('/audit'));
      expect(seen).toEqual([]);
    }
    const lead = app.as(newPerson(app, 'lead', 'Zoe of Waste', ['OWP']));
    expect(await sightings(lead, addresses)).toEqual(
      ['', '.csv', '/rows'].map((more) => `${addressOfReturn('OWP')}${more}`),
    );
    app.store.close();
  });

  it('is no part of an export before it is submitted', async () => {
    const app = emptyDay();
    for (const code of CODES) await plantCanaries(app, code);
    const folder = `${temporaryFolder()}/package`;
    exportPackage(app.store, folder, null);
    expect(Object.entries(contents(folder)).filter(([, text]) => text.includes(CANARY))).toEqual([]);
    app.store.close();
  });
});

describe('a link to a return', () => {
  it('opens that return alone: no byte of another reaches whoever has it', async () => {
    const app = emptyDay();
    const link = await linkTo(app, 'OSCP', 'The police');
    for (const code of CODES.filter((each) => each !== 'OSCP')) await plantCanaries(app, code);
    const { html } = await openPage(app.bare, link);
    expect([html.includes(CANARY), html.includes('data-row="laa1_laa1-dv_a')]).toEqual([false, true]);
    const more = [link, `${link}/rows`, `${link}.csv`, `${link}/../${link.slice(7)}`, `${link}?partnership=owp`];
    expect(await sightings(app.bare, [...more, ...everyAddress(app)])).toEqual([]);
    app.store.close();
  });

  it('does not tell by its page for whom other links were made', async () => {
    const app = emptyDay();
    const link = await linkTo(app, 'OSCP', 'The police');
    await linkTo(app, 'OSCP', CANARY);
    expect(await sightings(app.bare, [link, `${link}/rows`])).toEqual([]);
    app.store.close();
  });

  it('changes no row but of that return', async () => {
    const app = emptyDay();
    const link = await linkTo(app, 'OSCP', 'The police');
    const before = app.dump();
    for (const other of CODES.filter((code) => code !== 'OSCP')) {
      const sent = await sendForm(app.bare, link, { ...typed(other), partnership: other, period: '2008-09-q2' });
      expect([other, sent.status]).toEqual([other, 422]);
    }
    expect(app.dump()).toEqual(before);
    expect((await fillIn(app.bare, { [INCIDENTS]: { value: '1504' } }, 'save', link)).status).toBe(303);
    const rows = CODES.map((code) => app.store.returnRows.list({ period: Q2, partnership: code }).length);
    expect(rows).toEqual(CODES.map((code) => (code === 'OSCP' ? 1 : 0)));
    app.store.close();
  });
});
