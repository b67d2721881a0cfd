import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createRecord, loadExample } from '../../server/services/setup.ts';
import { COMMAND_LINE } from './authors.ts';
import { temporaryFolder } from './folders.ts';
import { appOn, type TestApp, type TestSettings } from './test-app.ts';

/** Every row of a table as JSON, by the table's name. */
export type Dump = ReadonlyMap<string, ReadonlySet<string>>;

export interface FileApp extends TestApp {
  /** The database's file. */
  readonly file: string;
  /** Every row that the file holds, but for tables of the kind that comes and goes. */
  dump(): Dump;
}

/** No part of the record: who is signed in, what is being tried, and where the record stands. */
const PASSING: ReadonlySet<string> = new Set(['sessions', 'tries', 'kept_entries', 'record_state', 'sqlite_sequence']);

/** The real app on the example in a file, which can be looked at past the app. */
export function fileApp(settings: TestSettings = {}): FileApp {
  const file = join(temporaryFolder(), 'laa.db');
  const store = createRecord(file, COMMAND_LINE);
  loadExample(store, COMMAND_LINE);
  return { ...appOn(store, settings), file, dump: () => dumpOf(file) };
}

export function dumpOf(file: string): Dump {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
    const tables = names.filter((name) => !PASSING.has(name));
    return new Map(
      tables.map((name) => [
        name,
        new Set(
          db
            .prepare(`SELECT * FROM "${name}"`)
            .all()
            .map((row) => JSON.stringify(row)),
        ),
      ]),
    );
  } finally {
    db.close();
  }
}

/** The rows that one dump has and another has not, by table. */
export function rowsOnlyIn(one: Dump, other: Dump): [table: string, row: Record<string, unknown>][] {
  return [...one].flatMap(([table, rows]) =>
    [...rows]
      .filter((row) => other.get(table)?.has(row) !== true)
      .map((row): [string, Record<string, unknown>] => [table, JSON.parse(row) as Record<string, unknown>]),
  );
}
