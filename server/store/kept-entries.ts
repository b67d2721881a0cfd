import type { IsoMoment } from '../domain/moment.ts';
import type { Db } from './database.ts';

/** A form that somebody was sending when their session ended. */
export interface KeptEntry {
  /** Where it was sent to. */
  readonly address: string;
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  readonly kept_at: IsoMoment;
}

/** One form a person, until they come back; no part of the record, its revision or its audit. */
export interface KeptEntries {
  find(account: number): KeptEntry | null;
  /** Puts it in place of one that is there. */
  set(account: number, entry: KeptEntry): void;
  remove(account: number): void;
  /** Those that were kept before a moment. */
  removeBefore(at: IsoMoment): void;
}

export function keptEntries(db: Db): KeptEntries {
  const found = db.prepare('SELECT address, fields, kept_at FROM kept_entries WHERE account = ?');
  const set = db.prepare(
    `INSERT INTO kept_entries (account, address, fields, kept_at) VALUES (@account, @address, @fields, @kept_at)
     ON CONFLICT (account) DO UPDATE SET address = excluded.address, fields = excluded.fields, kept_at = excluded.kept_at`,
  );
  const remove = db.prepare('DELETE FROM kept_entries WHERE account = ?');
  const removeBefore = db.prepare('DELETE FROM kept_entries WHERE kept_at < ?');
  return {
    find: (account) => {
      const row = found.get(account) as { address: string; fields: string; kept_at: IsoMoment } | undefined;
      return row === undefined ? null : { ...row, fields: JSON.parse(row.fields) as KeptEntry['fields'] };
    },
    set: (account, { address, fields, kept_at }) =>
      void set.run({ account, address, fields: JSON.stringify(fields), kept_at }),
    remove: (account) => void remove.run(account),
    removeBefore: (at) => void removeBefore.run(at),
  };
}
