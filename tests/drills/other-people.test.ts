import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../server/domain/account.ts';
import { PERMISSIONS, type RouteName } from '../../server/domain/permission.ts';
import { targetAddress } from '../../server/domain/target-order.ts';
import { COMMAND_LINE, TODAY } from '../support/authors.ts';
import { type FileApp, fileApp } from '../support/file-app.ts';
import { openPage, sendForm } from '../support/page.ts';
import { addressOf } from './routes.ts';

const CANARY = 'CANARY-7f3a';
const SAVE = {
  period: '2008-09-q2',
  basis: 'standard',
  value: '50',
  status: 'final',
  note: 'Mine',
  step: 'save',
  seen: '1',
};

/** A person who answers for one partnership alone. */
function leadOf({ store }: FileApp, code: string): Account {
  const email = `lead-${code.toLowerCase().replace(/\W/g, '-')}@test.invalid`;
  const account = { email, name: `Lead of ${code}`, post: 'Lead', role: 'lead', partnerships: [code] } as const;
  return store.write(COMMAND_LINE, () => store.accounts.insert({ ...account, demonstration: true }, TODAY));
}

interface Target {
  readonly address: string;
  /** Those who lead it or contribute to it, by the terms that are known on the Board's day. */
  readonly holders: readonly string[];
}

/** Worked out from the rows of the example, apart from the rule. */
function targetsOf({ store }: FileApp): Target[] {
  const known = store.rows.targets.list().filter(({ recorded_on }) => recorded_on <= '2008-11-19');
  const newest = new Map(known.map((row) => [targetAddress(row.agreement, row), row]));
  return [...newest].map(([address, { lead, contributors }]) => ({
    address,
    holders: [lead, ...(contributors?.split('|') ?? [])],
  }));
}

/** Puts the canary where the record has words. */
function plantCanaries({ store: { rows } }: FileApp): void {
  for (const row of rows.indicators.list()) rows.indicators.replace({ ...row, title: CANARY, definition: CANARY });
  for (const row of rows.partnerships.list()) rows.partnerships.replace({ ...row, name: CANARY });
  for (const row of rows.agreements.list()) rows.agreements.replace({ ...row, title: CANARY });
  for (const row of rows.decisions.list()) rows.decisions.replace({ ...row, text: CANARY });
  for (const row of rows.updates.list()) rows.updates.replace({ ...row, text: CANARY });
}

describe('a lead', () => {
  it('of each partnership records figures for its targets, and for no other’s', async () => {
    const app = fileApp();
    const targets = targetsOf(app);
    const codes = [...new Set(targets.flatMap(({ holders }) => holders))].sort();
    expect(codes.length).toBeGreaterThan(5);
    const before = app.dump();
    for (const code of codes) {
      const lead = app.as(leadOf(app, code));
      for (const { address, holders } of targets) {
        const { status } = await sendForm(lead, address.replace('/targets', '/figures'), { ...SAVE, step: 'check' });
        const isOwn = holders.includes(code);
        expect([code, address, status === 403]).toEqual([code, address, !isOwn]);
      }
    }
    expect(app.dump().get('figures')).toEqual(before.get('figures'));
    app.store.close();
  });

  it('who saves all the same changes no row', async () => {
    const app = fileApp();
    const lead = app.as(leadOf(app, 'OWP-OPS'));
    const others = targetsOf(app).filter(({ holders }) => !holders.includes('OWP-OPS'));
    const before = app.dump();
    for (const { address } of others) {
      const { status } = await sendForm(lead, address.replace('/targets', '/figures'), SAVE);
      expect([address, status]).toEqual([address, 403]);
    }
    expect(app.dump()).toEqual(before);
  });

  it('changes no target, not even their own', async () => {
    const app = fileApp();
    const lead = app.as('lead');
    const before = app.dump();
    for (const { address } of targetsOf(app)) {
      const terms = address.replace('/targets', '/terms');
      expect((await openPage(lead, terms)).status).toBe(403);
      expect((await sendForm(lead, terms, { reason: 'Mine', seen: '1' })).status).toBe(403);
    }
    expect(app.dump()).toEqual(before);
  });
});

describe('what belongs to somebody else', () => {
  it('a session of another account is not ended by its number', async () => {
    const app = fileApp();
    app.cookieOf('officer');
    const officer = app.store.accounts.list().find(({ role }) => role === 'officer')?.id ?? 0;
    const [session] = app.store.sessions.list(officer);
    await sendForm(app.as('lead'), '/account/sessions', { session: String(session?.id) });
    expect(app.store.sessions.list(officer)).toHaveLength(2);
    app.store.close();
  });

  it('of accounts, links and the audit nobody but an administrator sees a byte', async () => {
    const app = fileApp();
    const account = {
      email: `${CANARY.toLowerCase()}@test.invalid`,
      name: CANARY,
      post: CANARY,
      role: 'board',
    } as const;
    const { id } = app.store.write(COMMAND_LINE, () =>
      app.store.accounts.insert({ ...account, partnerships: [], demonstration: false }, TODAY),
    );
    const routes = (Object.keys(PERMISSIONS) as RouteName[]).filter((route) => route.startsWith('GET'));
    const addresses = routes.map((route) => addressOf(route).replace('/accounts/1', `/accounts/${id}`));
    for (const visitor of [app.bare, app.as('board'), app.as('lead'), app.as('officer')]) {
      for (const address of addresses) {
        const { text = '' } = await request(visitor).get(address);
        expect([address, text.toLowerCase().includes(CANARY.toLowerCase())]).toEqual([address, false]);
      }
    }
    expect((await openPage(app.as('administrator'), '/admin')).html).toContain(CANARY);
    app.store.close();
  });

  it('what one person was entering is shown to nobody else', async () => {
    const app = fileApp();
    app.setClock('2026-11-25T08:00:00Z');
    const cookie = app.cookieOf('lead');
    app.setClock(TODAY);
    const kept = await request(app.bare)
      .post('/figures/laa1/laa1-dv/a')
      .set({ Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' })
      .type('form')
      .send({ ...SAVE, commentary: CANARY });
    expect(kept.headers.location).toBe('/sign-in?ended=kept');
    for (const role of ['officer', 'board', 'administrator'] as const) {
      expect((await openPage(app.as(role), '/account/kept')).html).not.toContain(CANARY);
    }
    expect((await openPage(app.as('lead'), '/account/kept')).html).toContain(CANARY);
    app.store.close();
  });

  it('the public sees nothing of the record, whatever it holds', async () => {
    const app = fileApp();
    app.store.write(COMMAND_LINE, () => plantCanaries(app));
    const targets = targetsOf(app).map(({ address }) => address);
    const routes = (Object.keys(PERMISSIONS) as RouteName[]).map(addressOf);
    for (const address of new Set([...routes, ...targets, '/nowhere', '/?agreement=laa1', '/partnerships/owp'])) {
      const read = await request(app.bare).get(address);
      const sent = await request(app.bare).post(address).set('Sec-Fetch-Site', 'same-origin');
      const said = [read, sent].map(({ text, headers }) => `${text} ${JSON.stringify(headers)}`).join(' ');
      expect([address, said.includes(CANARY)]).toEqual([address, false]);
    }
    expect((await openPage(app.as('board'), '/')).html).toContain(CANARY);
    app.store.close();
  });
});
