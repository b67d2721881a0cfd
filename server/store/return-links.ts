import type { IsoMoment } from '../domain/moment.ts';
import type { AuditLog } from './audit.ts';
import type { Db } from './database.ts';
import type { ReturnName } from './return-rows.ts';

/** A link to one return for somebody without an account; what it is called by is kept as a hash only. */
export interface ReturnLink extends ReturnName {
  readonly id: number;
  /** Who it was made for. */
  readonly name: string;
  readonly created_at: IsoMoment;
  readonly created_by: number;
  readonly expires_at: IsoMoment;
  /** When it was revoked; null while it was not. */
  readonly ended_at: IsoMoment | null;
}

export interface ReturnLinks {
  insert(link: Omit<ReturnLink, 'id' | 'ended_at'> & { readonly hash: string }): void;
  findByHash(hash: string): ReturnLink | null;
  find(id: number): ReturnLink | null;
  /** Of a return, newest first. */
  list(name: ReturnName): ReturnLink[];
  /** Revokes it; one that was revoked stays as it is. */
  end(id: number, at: IsoMoment): void;
}

export function returnLinks(db: Db, audit: AuditLog): ReturnLinks {
  const SELECT = 'SELECT id, period, partnership, name, created_at, created_by, expires_at, ended_at FROM return_links';
  const insert = db.prepare(
    `INSERT INTO return_links (hash, period, partnership, name, created_at, created_by, expires_at)
     VALUES (@hash, @period, @partnership, @name, @created_at, @created_by, @expires_at)`,
  );
  const byHash = db.prepare(`${SELECT} WHERE hash = ?`);
  const byId = db.prepare(`${SELECT} WHERE id = ?`);
  const list = db.prepare(`${SELECT} WHERE period = @period AND partnership = @partnership ORDER BY id DESC`);
  const end = db.prepare('UPDATE return_links SET ended_at = ? WHERE id = ? AND ended_at IS NULL');
  return {
    insert: (link) => {
      const id = Number(insert.run(link).lastInsertRowid);
      const { period, partnership, expires_at } = link;
      audit.note({
        action: 'added',
        object: 'return_links',
        key: { id },
        old: null,
        new: { period, partnership, expires_at },
      });
    },
    findByHash: (hash) => (byHash.get(hash) as ReturnLink | undefined) ?? null,
    find: (id) => (byId.get(id) as ReturnLink | undefined) ?? null,
    list: (name) => list.all(name) as ReturnLink[],
    end: (id, at) => {
      if (end.run(at, id).changes === 0) return;
      audit.note({ action: 'changed', object: 'return_links', key: { id }, old: {}, new: { ended_at: at } });
    },
  };
}
