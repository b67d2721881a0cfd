import type { AuditValues } from '../domain/audit.ts';
import { COLUMNS, FILES, type FileName, type Row } from '../domain/data-package.ts';
import type { AuditLog } from './audit.ts';
import type { Db } from './database.ts';

/** The rows of one file of the data package, in a table with the same name and columns. */
export interface Rows<F extends FileName> {
  /** In key order: text by code point, numbers and versions by value. */
  list(): Row<F>[];
  /** The row with a key; null where there is none. */
  find(key: Partial<Row<F>>): Row<F> | null;
  insert(row: Row<F>): void;
  /** Puts a row in place of the one with its key; not for facts, whose tables refuse it. */
  replace(row: Row<F>): void;
  /** How the audit tells of a row: what names it, and what it holds. */
  audited(row: Row<F>): { readonly key: AuditValues; readonly values: AuditValues };
}

type Values = Record<string, unknown>;

export function rowsOf<F extends FileName>(db: Db, audit: AuditLog, file: F): Rows<F> {
  const columns = Object.keys(COLUMNS[file]);
  const quoted = columns.map((column) => `"${column}"`);
  const insert = `INSERT INTO ${file} (${quoted.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`;
  const insertRow = db.prepare(insert);
  const named: readonly string[] = FILES[file].key;
  const key = named.map((column) => `"${column}"`).join(', ');
  const same = named.map((column) => `"${column}" = @${column}`).join(' AND ');
  const changes = quoted.map((column) => `${column} = excluded.${column}`).join(', ');
  const replaceRow = db.prepare(`${insert} ON CONFLICT (${key}) DO UPDATE SET ${changes}`);
  const listRows = db.prepare(`SELECT ${quoted.join(', ')} FROM ${file} ORDER BY ${key}`);
  const findRow = db.prepare(`SELECT ${quoted.join(', ')} FROM ${file} WHERE ${same}`);

  const keyOf = (row: Values): Values => Object.fromEntries(named.map((column) => [column, row[column]]));
  /** Without the key, and without who it was by name or post: the audit has the account's number. */
  const valuesOf = (row: Values): Values =>
    Object.fromEntries(
      columns
        .filter((column) => !named.includes(column) && !PERSONAL.has(column))
        .map((column) => [column, row[column]]),
    );

  return {
    list: () => listRows.all() as Row<F>[],
    find: (row) => (findRow.get(row) as Row<F> | undefined) ?? null,
    audited: (row) => ({ key: keyOf(row as unknown as Values), values: valuesOf(row as unknown as Values) }),
    insert: (row) => {
      const values = row as unknown as Values;
      // First the note: outside a write it throws, before anything has changed.
      audit.note({ action: 'added', object: file, key: keyOf(values), old: null, new: valuesOf(values) });
      insertRow.run(row);
    },
    replace: (row) => {
      const before = findRow.get(row) as Values | undefined;
      const values = row as unknown as Values;
      if (before !== undefined && columns.every((column) => before[column] === values[column])) return;
      replaceRow.run(row);
      // Whole rows: what the file adds up to is worked out from them.
      const changed = { old: before === undefined ? null : valuesOf(before), new: valuesOf(values) };
      audit.note({ action: before === undefined ? 'added' : 'changed', object: file, key: keyOf(values), ...changed });
    },
  };
}

/** Columns that may hold a person's name. */
const PERSONAL: ReadonlySet<string> = new Set([
  'recorded_by',
  'chair',
  'cabinet_member',
  'tolerance_set_by',
  'decided_by',
  'cancelled_by',
  'ruled_by',
]);
