import { expect, it } from 'vitest';
import type { KeptEntry } from '../../server/store/kept-entries.ts';
import { COMMAND_LINE, TODAY } from '../support/authors.ts';
import { LEAD, withLead } from '../support/memory-store.ts';

const ENTRY: KeptEntry = {
  address: '/figures/laa2/ni-192?quarter=2008-09-q2',
  fields: { value: '41.2', note: '“Late” – 🐘\n', partnerships: ['OWP', 'DAAT'], empty: '' },
  kept_at: TODAY,
};

it('what somebody was entering comes back as they typed it', () => {
  const { store, id } = withLead();
  expect(store.keptEntries.find(id)).toBeNull();
  store.keptEntries.set(id, ENTRY);
  expect(store.keptEntries.find(id)).toEqual(ENTRY);
});

it('there is one a person: the newest takes the place of the one before', () => {
  const { store, id } = withLead();
  const newer = { address: '/targets/new', fields: { title: 'x' }, kept_at: '2026-11-25T10:00:00Z' };
  store.keptEntries.set(id, ENTRY);
  store.keptEntries.set(id, newer);
  expect(store.keptEntries.find(id)).toEqual(newer);
});

it('it is theirs alone, and goes when they let go of it', () => {
  const { store, id } = withLead();
  const other = store.write(
    COMMAND_LINE,
    () => store.accounts.insert({ ...LEAD, email: 'b@c', demonstration: false }, TODAY).id,
  );
  store.keptEntries.set(id, ENTRY);
  expect(store.keptEntries.find(other)).toBeNull();
  store.keptEntries.set(other, { ...ENTRY, address: '/' });
  store.keptEntries.remove(id);
  store.keptEntries.remove(id);
  expect([store.keptEntries.find(id), store.keptEntries.find(other)?.address]).toEqual([null, '/']);
});

it('nobody keeps anything without an account', () => {
  expect(() => withLead().store.keptEntries.set(99, ENTRY)).toThrow(/FOREIGN KEY/);
});

it('it leaves the audit and the revision as they were', () => {
  const { store, id } = withLead();
  const [head, revision] = [store.audit.head(), store.state.revision()];
  store.keptEntries.set(id, ENTRY);
  store.keptEntries.remove(id);
  expect([store.audit.head(), store.state.revision()]).toEqual([head, revision]);
});
