import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { laaIn } from './support/command-line.ts';
import { temporaryFolder } from './support/folders.ts';
import { publishedIn } from './support/packs.ts';

let folder = '';
let file = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'laa-'));
  file = await publishedIn(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The record as it is, with something changed past the app. */
function changed(sql: string): string {
  const copy = temporaryFolder();
  cpSync(file, join(copy, 'laa.db'));
  const db = new Database(join(copy, 'laa.db'));
  for (const name of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all()) {
    db.exec(`DROP TRIGGER ${name}`);
  }
  expect(db.prepare(sql).run().changes).toBe(1);
  db.close();
  return copy;
}

/** The project with a line more in one of its files. */
function changedProject(part: string, line: string): string {
  const copy = temporaryFolder();
  const root = join(import.meta.dirname, '..');
  for (const each of ['server', 'views', 'public', 'db', 'package.json']) {
    cpSync(join(root, each), join(copy, each), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
  appendFileSync(join(copy, part), line);
  return copy;
}

function pdfOf(database: string): Buffer {
  const db = new Database(database, { readonly: true });
  const bytes = db
    .prepare("SELECT bytes FROM pack_files WHERE substr(bytes, 1, 4) = CAST('%PDF' AS BLOB)")
    .pluck()
    .get();
  db.close();
  return bytes as Buffer;
}

describe('pack verify', () => {
  test('of a published pack, in another time zone: identical', () => {
    const { status, out, error } = laaIn(folder, { TZ: 'Pacific/Auckland' })('pack', 'verify', '1');
    expect([status, out, error]).toEqual([0, 'identical\n', '']);
  });

  test('of a record in which one figure was changed: names it', () => {
    const copy = changed(
      `UPDATE figures SET value = value + 10000 WHERE indicator = 'LAA1 DV' AND part = 'a' AND basis = 'standard'
       AND value = 15040000`,
    );
    const { status, error } = laaIn(copy)('pack', 'verify', '1');
    expect([status, error]).toEqual([
      1,
      expect.stringMatching(/changed past the app: figures LAA1 DV a standard \d+ 1: is not as it was/),
    ]);
  });

  test('of a record in which one byte of a file was changed: names it', () => {
    const copy = changed(
      "UPDATE pack_files SET bytes = CAST(bytes || x'00' AS BLOB) WHERE substr(bytes, 1, 4) = CAST('%PDF' AS BLOB)",
    );
    const { status, error } = laaIn(copy)('pack', 'verify', '1');
    expect([status, error]).toEqual([1, expect.stringContaining('the Board’s PDF is not the file that was sealed')]);
  });

  test('with another template: names it, and what was published is kept', () => {
    const root = changedProject('server/documents/report.typ', '\n// Changed\n');
    const { status, out, error } = laaIn(folder, {}, [process.execPath], root)('pack', 'verify', '1');
    expect([status, error]).toEqual([0, '']);
    expect(out).toBe(
      'Its files were set by another layout: server/documents/report.typ.\nas it was frozen; this version of the app makes it otherwise\n',
    );
  });

  test('of a file that was taken away', () => {
    const path = join(temporaryFolder(), 'pack.pdf');
    writeFileSync(path, pdfOf(file));
    const { status, out } = laaIn(folder)('pack', 'verify', path);
    expect([status, out]).toEqual([
      0,
      'identical: the pdf of the public edition of pack 1, PSB 2008-11-19, revision 1\n',
    ]);
  });

  test('of a file with one byte changed', () => {
    const path = join(temporaryFolder(), 'pack.pdf');
    const bytes = pdfOf(file);
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const { status, error } = laaIn(folder)('pack', 'verify', path);
    expect([status, error]).toEqual([1, expect.stringContaining('is no file of a published pack')]);
  });

  test.each([
    ['no such pack', ['pack', 'verify', '9'], 1, 'There is no pack 9.'],
    ['no such file', ['pack', 'verify', 'nowhere.pdf'], 2, 'there is no pack and no file nowhere.pdf'],
    ['another word', ['pack', 'print', '1'], 2, 'pack verify is needed'],
    ['nothing to check', ['pack', 'verify'], 2, '2 needed'],
  ])('%s', (_what, args, code, says) => {
    const { status, error } = laaIn(folder)(...args);
    expect([status, error]).toEqual([code, expect.stringContaining(says)]);
  });
});
