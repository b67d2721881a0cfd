import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createDatabase, migrationFiles, openDatabase, UnusableDatabase } from '../../server/store/database.ts';
import { temporaryFolder } from '../support/folders.ts';

const newFile = (): string => join(temporaryFolder(), 'laa.db');

describe('opening a database', () => {
  test.each([
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
    ['recursive_triggers', 1],
    ['trusted_schema', 0],
    ['busy_timeout', 5000],
  ])('sets %s', (pragma, value) => {
    const file = newFile();
    createDatabase(file).close();
    const db = openDatabase(file);
    expect(db.pragma(pragma, { simple: true })).toBe(value);
    db.close();
  });

  test('brings it to the newest schema, and then leaves it', () => {
    const file = newFile();
    createDatabase(file).close();
    const db = openDatabase(file);
    expect(db.pragma('user_version', { simple: true })).toBe(migrationFiles().length);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  });

  test('refuses a newer schema and leaves it alone', () => {
    const file = newFile();
    const db = createDatabase(file);
    db.pragma('user_version = 999');
    db.close();
    expect(() => openDatabase(file)).toThrow(
      `the database is of a newer version (999) than this program (${migrationFiles().length})`,
    );
    expect(() => openDatabase(file)).toThrow(UnusableDatabase);
  });

  test('never creates one that is missing', () => {
    const file = newFile();
    expect(() => openDatabase(file)).toThrow(UnusableDatabase);
    expect(existsSync(file)).toBe(false);
  });

  test.each([
    ['a text file', 'agreement,indicator\n'.repeat(100)],
    ['a file that only begins like one', `SQLite format 3\0${'x'.repeat(4096)}`],
  ])('refuses %s in one line', (_, content) => {
    const file = newFile();
    writeFileSync(file, content);
    expect(() => openDatabase(file)).toThrow(/^the database .* cannot be opened: .+$/);
  });

  test('refuses a folder', () => {
    const folder = newFile();
    mkdirSync(folder);
    expect(() => openDatabase(folder)).toThrow(UnusableDatabase);
  });
});

describe('creating a database', () => {
  test('makes the folders on its way', () => {
    const file = join(temporaryFolder(), 'a', 'b', 'laa.db');
    createDatabase(file).close();
    expect(existsSync(file)).toBe(true);
  });

  test('never touches one that is there', () => {
    const file = newFile();
    createDatabase(file).close();
    expect(() => createDatabase(file)).toThrow(`the database ${file} exists already`);
  });
});

test('migrations are numbered from 1 without a gap', () => {
  expect(migrationFiles().map((name) => Number(name.slice(0, 4)))).toEqual(
    migrationFiles().map((_, index) => index + 1),
  );
});
