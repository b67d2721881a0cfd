import { FILES, type Row } from '../domain/data-package.ts';
import type { Db } from './database.ts';

/** Facts, of which a correction is the next version. */
export const FACT_FILES = ['targets', 'commitments', 'figures', 'commentaries', 'actions'] as const;

export type FactFile = (typeof FACT_FILES)[number];

export interface Versions<F extends FactFile> {
  /** The highest version of the fact with this row's key; null where there is none. */
  findLatest(key: Partial<Row<F>>): Row<F> | null;
  /** Every version of it, ascending. */
  list(key: Partial<Row<F>>): Row<F>[];
}

export function versionsOf<F extends FactFile>(db: Db, file: F): Versions<F> {
  const key = FILES[file].key.filter((column) => column !== 'version');
  const same = key.map((column) => `"${column}" = @${column}`).join(' AND ');
  const latest = db.prepare(`SELECT * FROM ${file} WHERE ${same} ORDER BY version DESC LIMIT 1`);
  const all = db.prepare(`SELECT * FROM ${file} WHERE ${same} ORDER BY version`);
  return {
    findLatest: (row) => (latest.get(row) as Row<F> | undefined) ?? null,
    list: (row) => all.all(row) as Row<F>[],
  };
}
