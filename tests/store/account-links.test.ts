import { describe, expect, it } from 'vitest';
import type { AccountLink } from '../../server/store/account-links.ts';
import type { Store } from '../../server/store/store.ts';
import { COMMAND_LINE, TODAY } from '../support/authors.ts';
import { auditTextOf, memoryStore, type Told, toldOf, withLead } from '../support/memory-store.ts';

const LATER = '2026-11-25T10:00:00Z';
const WEEK = '2026-12-02T09:00:00Z';

type Given = Partial<Pick<AccountLink, 'kind' | 'account' | 'created_at'>> & { readonly hash: string };

const insert = (store: Store, given: Given): void =>
  store.links.insert({ kind: 'invitation', account: null, created_at: TODAY, expires_at: WEEK, ...given });

const added = (id: number, kind: string, account: number | null): Told => ({
  action: 'added',
  object: 'account_links',
  key: { id },
  old: null,
  new: { kind, account, expires_at: WEEK },
});
const ended = (id: number, at: string): Told => ({
  action: 'changed',
  object: 'account_links',
  key: { id },
  old: {},
  new: { ended_at: at },
});

describe('a link', () => {
  it('is found by its hash alone, and open until it ends', () => {
    const { store, id: account } = withLead();
    expect(store.links.findOpen(account)).toBeNull();
    expect(toldOf(store, () => insert(store, { hash: 'one', account }))).toEqual([added(1, 'invitation', account)]);
    const link = { id: 1, kind: 'invitation', account, created_at: TODAY, expires_at: WEEK, ended_at: null };
    expect(store.links.findByHash('one')).toEqual(link);
    expect(store.links.findOpen(account)).toEqual(link);
    expect(store.links.findByHash('two')).toBeNull();

    expect(toldOf(store, () => store.links.end(1, LATER))).toEqual([ended(1, LATER)]);
    expect(store.links.findOpen(account)).toBeNull();
    expect(store.links.findByHash('one')).toEqual({ ...link, ended_at: LATER });
  });

  it.each<[sentence: string, id: number]>([
    ['that has ended', 1],
    ['that there is not', 99],
  ])('%s does not end again, and nothing is noted', (_sentence, id) => {
    const { store, id: account } = withLead();
    store.write(COMMAND_LINE, () => {
      insert(store, { hash: 'one', account });
      store.links.end(1, TODAY);
    });
    expect(toldOf(store, () => store.links.end(id, LATER))).toEqual([]);
    expect(store.links.findByHash('one')?.ended_at).toBe(TODAY);
  });

  it('ends those of the same account that were made before', () => {
    const { store, id: account } = withLead();
    store.write(COMMAND_LINE, () => insert(store, { hash: 'one', account }));
    const told = toldOf(store, () => insert(store, { hash: 'two', kind: 'reset', account, created_at: LATER }));
    expect(told).toEqual([ended(1, LATER), added(2, 'reset', account)]);
    expect(store.links.findOpen(account)?.id).toBe(2);
  });

  it('for the first administrator ends the ones for them before it, and nobody else’s', () => {
    const { store, id: account } = withLead();
    store.write(COMMAND_LINE, () => {
      insert(store, { hash: 'hers', account });
      insert(store, { hash: 'one', kind: 'first' });
    });
    const told = toldOf(store, () => insert(store, { hash: 'two', kind: 'first', created_at: LATER }));
    expect(told).toEqual([ended(2, LATER), added(3, 'first', null)]);
    expect(store.links.findOpen(account)?.id).toBe(1);
  });

  it('all of an account end at once, those that have ended not again', () => {
    const { store, id: account } = withLead();
    store.write(COMMAND_LINE, () => {
      insert(store, { hash: 'one', account });
      insert(store, { hash: 'two', account });
      insert(store, { hash: 'first', kind: 'first' });
    });
    expect(toldOf(store, () => store.links.endAll(account, LATER))).toEqual([ended(2, LATER)]);
    expect(toldOf(store, () => store.links.endAll(account, LATER))).toEqual([]);
    expect(store.links.findByHash('first')?.ended_at).toBeNull();
    expect(store.links.findByHash('one')?.ended_at).toBe(TODAY);
  });

  it.each<[sentence: string, given: (account: number) => Given]>([
    ['a first one with an account', (account) => ({ hash: 'x', kind: 'first', account })],
    ['an invitation of nobody', () => ({ hash: 'x' })],
    ['a hash that is there', (account) => ({ hash: 'one', account })],
    ['an account that there is not', () => ({ hash: 'x', account: 99 })],
  ])('is refused by the schema: %s', (_sentence, given) => {
    const { store, id: account } = withLead();
    store.write(COMMAND_LINE, () => insert(store, { hash: 'one', account }));
    expect(() => store.write(COMMAND_LINE, () => insert(store, given(account)))).toThrow(/constraint failed/);
    expect(store.links.findOpen(account)?.id).toBe(1);
  });
});

it('no hash of a link stands in the audit', () => {
  const { db, store } = memoryStore();
  store.write(COMMAND_LINE, () => {
    insert(store, { hash: 'c0ffee', kind: 'first' });
    store.links.endAll(null, LATER);
  });
  expect(auditTextOf(db)).not.toContain('c0ffee');
});
