import { closeSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';

export type Db = Database.Database;

const MIGRATIONS = join(import.meta.dirname, '../../db/migrations');

/** Settings of every connection; `openDatabase` reads each back and refuses to go on if one did not take. */
const PRAGMAS = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  recursive_triggers: 1,
  trusted_schema: 0,
  busy_timeout: 5000,
} as const;

/** Whether something failed because another process held the database for longer than is waited. */
export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

/** A database that cannot be used; the message says why in one line. */
export class UnusableDatabase extends Error {}

/**
 * Opens a database that exists and brings it to the newest schema.
 * @throws UnusableDatabase where the file is missing, is no database, or is newer than this code
 */
export function openDatabase(file: string): Db {
  return prepared(() => new Database(file, { fileMustExist: true }), file);
}

/** Creates an empty database; the file must not be there yet. `:memory:` makes one that is not kept. */
export function createDatabase(file: string): Db {
  if (file === ':memory:') return prepared(() => new Database(file), file);
  try {
    mkdirSync(dirname(file), { recursive: true });
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new UnusableDatabase(
      `the database ${file} ${exists ? 'exists already' : `cannot be created: ${(error as Error).message}`}`,
    );
  }
  return openDatabase(file);
}

function prepared(open: () => Db, file: string): Db {
  let db: Db | null = null;
  try {
    db = open();
    setPragmas(db, file === ':memory:');
    migrate(db);
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof UnusableDatabase) throw error;
    throw new UnusableDatabase(`the database ${file} cannot be opened: ${(error as Error).message}`);
  }
}

function setPragmas(db: Db, inMemory: boolean): void {
  for (const [name, value] of Object.entries(PRAGMAS)) {
    if (inMemory && name === 'journal_mode') continue;
    db.pragma(`${name} = ${value}`);
    const read = db.pragma(name, { simple: true });
    if (read !== value) throw new UnusableDatabase(`the database setting ${name} is ${read} and must be ${value}`);
  }
}

/** Migrations by number, 1 … n. */
export function migrationFiles(): string[] {
  return readdirSync(MIGRATIONS).sort();
}

function migrate(db: Db): void {
  const files = migrationFiles();
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > files.length) {
    throw new UnusableDatabase(`the database is of a newer version (${version}) than this program (${files.length})`);
  }
  files.slice(version).forEach((file, index) => {
    const sql = readFileSync(join(MIGRATIONS, file), 'utf8');
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version + index + 1}`);
    }).immediate();
  });
}
