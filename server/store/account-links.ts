import type { IsoMoment } from '../domain/moment.ts';
import type { AuditLog } from './audit.ts';
import type { Db } from './database.ts';

export type LinkKind = 'first' | 'invitation' | 'reset';

/** A single-use link; what it is called by is kept as a hash only. */
export interface AccountLink {
  readonly id: number;
  readonly kind: LinkKind;
  /** Null for the first administrator's, who has no account yet. */
  readonly account: number | null;
  readonly created_at: IsoMoment;
  readonly expires_at: IsoMoment;
  readonly ended_at: IsoMoment | null;
}

export interface AccountLinks {
  /** Makes a link; those of the same account, or earlier ones for the first administrator, end with it. */
  insert(link: Pick<AccountLink, 'kind' | 'account' | 'created_at' | 'expires_at'> & { readonly hash: string }): void;
  findByHash(hash: string): AccountLink | null;
  /** The newest link of an account that has not ended. */
  findOpen(account: number): AccountLink | null;
  /** One that has ended stays as it is. */
  end(id: number, at: IsoMoment): void;
  endAll(account: number | null, at: IsoMoment): void;
}

const SELECT = 'SELECT id, kind, account, created_at, expires_at, ended_at FROM account_links';

export function accountLinks(db: Db, audit: AuditLog): AccountLinks {
  const insert = db.prepare(
    `INSERT INTO account_links (hash, kind, account, created_at, expires_at)
     VALUES (@hash, @kind, @account, @created_at, @expires_at)`,
  );
  const byHash = db.prepare(`${SELECT} WHERE hash = ?`);
  const open = db.prepare(`${SELECT} WHERE account IS ? AND ended_at IS NULL ORDER BY id DESC`);
  const end = db.prepare('UPDATE account_links SET ended_at = ? WHERE id = ? AND ended_at IS NULL');

  function endOne(id: number, at: IsoMoment): void {
    if (end.run(at, id).changes === 0) return;
    audit.note({ action: 'changed', object: 'account_links', key: { id }, old: {}, new: { ended_at: at } });
  }

  function endAll(account: number | null, at: IsoMoment): void {
    for (const { id } of open.all(account) as AccountLink[]) endOne(id, at);
  }

  return {
    insert: (link) => {
      endAll(link.account, link.created_at);
      const id = Number(insert.run(link).lastInsertRowid);
      const { kind, account, expires_at } = link;
      audit.note({
        action: 'added',
        object: 'account_links',
        key: { id },
        old: null,
        new: { kind, account, expires_at },
      });
    },
    findByHash: (hash) => (byHash.get(hash) as AccountLink | undefined) ?? null,
    findOpen: (account) => (open.get(account) as AccountLink | undefined) ?? null,
    end: endOne,
    endAll,
  };
}
