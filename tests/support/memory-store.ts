import type { Author } from '../../server/domain/account.ts';
import type { AuditRow } from '../../server/domain/audit.ts';
import type { AuditQuestion } from '../../server/store/audit.ts';
import { createDatabase, type Db } from '../../server/store/database.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { COMMAND_LINE, TODAY } from './authors.ts';
import { partnership } from './package-rows.ts';

/** An empty record that is kept in memory only, with its database to look past it. */
export interface MemoryStore {
  readonly db: Db;
  readonly store: Store;
}

export function memoryStore(): MemoryStore {
  const db = createDatabase(':memory:');
  return { db, store: openStore(db) };
}

export const EVERYTHING: AuditQuestion = { actor: null, key: null, from: null, to: null, before: null, limit: 1000 };

/** What a row of the audit tells, without its place in the chain. */
export type Told = Pick<AuditRow, 'action' | 'object' | 'key' | 'old' | 'new'>;

/** Runs one write and gives what the audit tells of it, oldest first. */
export function toldOf(store: Store, work: () => void, author: Author = COMMAND_LINE): Told[] {
  const { sequence } = store.audit.head();
  store.write(author, work);
  const rows = store.audit.list(EVERYTHING).filter((row) => row.sequence > sequence);
  return rows.reverse().map(({ action, object, key, old, new: now }) => ({ action, object, key, old, new: now }));
}

/** All that the audit holds, as it is kept, in one text. */
export function auditTextOf(db: Db): string {
  return JSON.stringify(db.prepare('SELECT * FROM audit ORDER BY sequence').all());
}

/** Two partnerships and a lead of one of them, who is invited. */
export function withLead(): MemoryStore & { readonly id: number } {
  const memory = memoryStore();
  const { store } = memory;
  const id = store.write(COMMAND_LINE, () => {
    for (const code of ['DAAT', 'OSCP', 'OWP']) store.rows.partnerships.insert(partnership({ code, name: code }));
    return store.accounts.insert({ ...LEAD, demonstration: false }, TODAY).id;
  });
  return { ...memory, id };
}

export const LEAD = {
  email: 'ann.cowley@council.example',
  name: 'Ann Cowley',
  post: 'Waste officer',
  role: 'lead',
  partnerships: ['OWP'],
} as const;
