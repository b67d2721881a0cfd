import type { IsoMoment } from '../domain/moment.ts';
import type { Db } from './database.ts';

/** A session in being; what it is called by is kept as a hash only. */
export interface Session {
  readonly id: number;
  /** Null before anybody has signed in. */
  readonly account: number | null;
  /** What the session holds, as JSON. */
  readonly data: string;
  /** What the browser says it is. */
  readonly browser: string;
  readonly created_at: IsoMoment;
  readonly seen_at: IsoMoment;
}

/** Sessions come and go with people's work: they are no part of the record, its revision or its audit. */
export interface Sessions {
  find(hash: string): Session | null;
  /** Of an account, newest first. */
  list(account: number): Session[];
  /** Puts a session in place of the one with its hash, which keeps when it was created. */
  save(hash: string, session: Omit<Session, 'id'>): void;
  /** Notes that it was used. */
  touch(hash: string, at: IsoMoment): void;
  remove(hash: string): void;
  /** One of an account's own, by its number. */
  removeOwn(account: number, id: number): boolean;
  /** All of an account's, or all but the one with this hash. */
  removeAll(account: number, except: string | null): void;
  /** Those last used, or begun, before these moments. */
  removeOld(seenBefore: IsoMoment, createdBefore: IsoMoment): void;
}

export function sessions(db: Db): Sessions {
  const SELECT = 'SELECT id, account, data, browser, created_at, seen_at FROM sessions';
  const found = db.prepare(`${SELECT} WHERE hash = ?`);
  const own = db.prepare(`${SELECT} WHERE account = ? ORDER BY created_at DESC, id DESC`);
  const save = db.prepare(
    `INSERT INTO sessions (hash, id, account, data, browser, created_at, seen_at)
     VALUES (@hash, (SELECT coalesce(max(id), 0) + 1 FROM sessions), @account, @data, @browser, @created_at, @seen_at)
     ON CONFLICT (hash) DO UPDATE SET account = excluded.account, data = excluded.data, seen_at = excluded.seen_at`,
  );
  const touch = db.prepare('UPDATE sessions SET seen_at = ? WHERE hash = ?');
  const remove = db.prepare('DELETE FROM sessions WHERE hash = ?');
  const removeOwn = db.prepare('DELETE FROM sessions WHERE account = ? AND id = ?');
  const removeAll = db.prepare('DELETE FROM sessions WHERE account = ? AND hash IS NOT ?');
  const removeOld = db.prepare('DELETE FROM sessions WHERE seen_at < ? OR created_at < ?');
  return {
    find: (hash) => (found.get(hash) as Session | undefined) ?? null,
    list: (account) => own.all(account) as Session[],
    save: (hash, session) => void save.run({ hash, ...session }),
    touch: (hash, at) => void touch.run(at, hash),
    remove: (hash) => void remove.run(hash),
    removeOwn: (account, id) => removeOwn.run(account, id).changes === 1,
    removeAll: (account, except) => void removeAll.run(account, except),
    removeOld: (seenBefore, createdBefore) => void removeOld.run(seenBefore, createdBefore),
  };
}
