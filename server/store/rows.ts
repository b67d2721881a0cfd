import { COLUMNS, FILES, type FileName, type Row } from '../domain/data-package.ts';
import type { Db } from './database.ts';

/** The rows of one file of the data package, in a table with the same name and columns. */
export interface Rows<F extends FileName> {
  /** In key order: text by code point, numbers and versions by value. */
  list(): Row<F>[];
  insert(row: Row<F>): void;
  /** Puts a row in place of the one with its key; not for facts, whose tables refuse it. */
  replace(row: Row<F>): void;
}

export function rowsOf<F extends FileName>(db: Db, file: F): Rows<F> {
  const columns = Object.keys(COLUMNS[file]);
  const quoted = columns.map((column) => `"${column}"`);
  const insert = `INSERT INTO ${file} (${quoted.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`;
  const insertRow = db.prepare(insert);
  const key = FILES[file].key.map((column) => `"${column}"`).join(', ');
  const changes = quoted.map((column) => `${column} = excluded.${column}`).join(', ');
  const replaceRow = db.prepare(`${insert} ON CONFLICT (${key}) DO UPDATE SET ${changes}`);
  const listRows = db.prepare(`SELECT ${quoted.join(', ')} FROM ${file} ORDER BY ${key}`);
  return {
    list: () => listRows.all() as Row<F>[],
    insert: (row) => void insertRow.run(row),
    replace: (row) => void replaceRow.run(row),
  };
}
