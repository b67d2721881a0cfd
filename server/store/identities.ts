import type { IsoMoment } from '../domain/moment.ts';
import type { AuditLog } from './audit.ts';
import type { Db } from './database.ts';

/** Who somebody is at the single sign-on. */
export interface Identity {
  readonly id: number;
  readonly issuer: string;
  readonly subject: string;
  /** What the provider calls the person. */
  readonly label: string;
  /** Null where no administrator has said which account that is. */
  readonly account: number | null;
  readonly first_seen_at: IsoMoment;
}

export interface Identities {
  find(id: number): Identity | null;
  findBySubject(issuer: string, subject: string): Identity | null;
  /** Oldest first. */
  list(): Identity[];
  insert(identity: Omit<Identity, 'id'>): Identity;
  /** Links it to an account; null takes the link away. */
  link(id: number, account: number | null): void;
}

const SELECT = 'SELECT id, issuer, subject, label, account, first_seen_at FROM identities';

export function identities(db: Db, audit: AuditLog): Identities {
  const byId = db.prepare(`${SELECT} WHERE id = ?`);
  const bySubject = db.prepare(`${SELECT} WHERE issuer = ? AND subject = ?`);
  const all = db.prepare(`${SELECT} ORDER BY id`);
  const insert = db.prepare(
    `INSERT INTO identities (issuer, subject, label, account, first_seen_at)
     VALUES (@issuer, @subject, @label, @account, @first_seen_at)`,
  );
  const link = db.prepare('UPDATE identities SET account = ? WHERE id = ?');
  const find = (id: number): Identity | null => (byId.get(id) as Identity | undefined) ?? null;
  return {
    find,
    findBySubject: (issuer, subject) => (bySubject.get(issuer, subject) as Identity | undefined) ?? null,
    list: () => all.all() as Identity[],
    insert: (identity) => {
      const id = Number(insert.run(identity).lastInsertRowid);
      const { account } = identity;
      audit.note({ action: 'added', object: 'identities', key: { id }, old: null, new: { account } });
      return { id, ...identity };
    },
    link: (id, account) => {
      const before = find(id);
      if (before === null || before.account === account) return;
      link.run(account, id);
      const old = { account: before.account };
      audit.note({ action: 'changed', object: 'identities', key: { id }, old, new: { account } });
    },
  };
}
