import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { laaIn } from './support/command-line.ts';
import { contents, EXAMPLE, edit, exampleCopy, temporaryFolder } from './support/folders.ts';

const HELP = `usage: npm run -s laa -- COMMAND`;

describe('wrong usage', () => {
  test.each<[string, string[], string]>([
    ['no command', [], 'no command given'],
    ['an unknown command', ['implode'], 'there is no command implode'],
    ['a word from every object', ['toString'], 'there is no command toString'],
    ['a missing word', ['import'], '0 words given, 1 needed'],
    ['a word too many', ['init', 'here'], '1 words given, 0 needed'],
    ['an unknown option', ['export', 'x', '--as-of', '2008-11-19'], "Unknown option '--as-of'"],
    [
      'a day that does not exist',
      ['export', 'x', '--as-at', '2008-02-30'],
      '--as-at: 2008-02-30 is not a date such as 2008-11-19',
    ],
  ])('%s ends with 2 and help on stderr', (_, args, complaint) => {
    const { status, out, error } = laaIn(temporaryFolder())(...args);
    expect([status, out]).toEqual([2, '']);
    expect(error).toContain(complaint);
    expect(error).toContain(HELP);
  });

  test('help asked for ends with 0 on stdout', () => {
    const { status, out, error } = laaIn(temporaryFolder())('--help');
    expect([status, error]).toEqual([0, '']);
    expect(out).toContain(HELP);
  });
});

describe('a bad environment', () => {
  test.each([
    ['LAA_TODAY', '2008-02-30', 'LAA_TODAY is "2008-02-30"; a date such as 2008-11-19 is needed\n'],
    ['PORT', 'http', 'PORT is "http"; a port from 0 to 65535 is needed\n'],
    ['PORT', '65536', 'PORT is "65536"; a port from 0 to 65535 is needed\n'],
  ])('%s stops with one line that names it', (name, value, line) => {
    expect(laaIn(temporaryFolder(), { [name]: value })('init')).toEqual({ status: 1, out: '', error: line });
  });
});

describe('init', () => {
  test('creates a database, with a link for the first administrator', () => {
    const folder = temporaryFolder();
    const [laa, file] = [laaIn(folder), join(folder, 'laa.db')];
    const [made = '', sentence, link = ''] = laa('init').out.split('\n');
    expect([made, sentence]).toEqual([
      `created ${file}`,
      expect.stringMatching(
        /^The first administrator sets up their account here, once, until \d+ \w+ \d{4}, \d\d:\d\d:$/,
      ),
    ]);
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/links\/[\w-]{43}$/);
  });

  test.each([['import'], ['export']])('is the only one that may: %s says so', (command) => {
    const folder = temporaryFolder();
    const file = join(folder, 'laa.db');
    const error = `there is no database ${file}; "npm run -s laa -- init" creates one\n`;
    expect(laaIn(folder)(command, EXAMPLE)).toEqual({ status: 1, out: '', error });
    expect(existsSync(file)).toBe(false);
  });

  test('another file in its place is refused in one line', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'laa.db'), 'no database'.repeat(100));
    const { status, error } = laaIn(folder)('import', EXAMPLE);
    expect(status).toBe(1);
    expect(error).toMatch(/^the database .* cannot be opened: .+\n$/);
  });
});

describe('import and export', () => {
  test('carry the example through', () => {
    const folder = temporaryFolder();
    const [laa, out] = [laaIn(folder), join(folder, 'out')];
    laa('init');
    expect(laa('import', EXAMPLE, '--check').out).toContain('no problem found; nothing was stored, as asked\n');
    expect(laa('import', EXAMPLE).out).toContain('figures.csv: 690 new, 0 identical, 0 replaced\n');
    expect(laa('import', EXAMPLE).out).toContain('figures.csv: 0 new, 690 identical, 0 replaced\n');
    expect(laa('export', out)).toMatchObject({ status: 0, error: '' });
    expect(contents(out)).toEqual(contents(EXAMPLE));
    expect(laa('export', join(folder, 'then'), '--as-at', '2008-11-19').out).toContain('targets.csv: 67 rows\n');
    const later = laa('export', join(folder, 'later'), '--as-at', '2999-01-01');
    expect(later).toMatchObject({ status: 1, out: '' });
    expect(later.error).toMatch(/^The as-at date must not be after today: choose a day up to /);
    expect(existsSync(join(folder, 'later'))).toBe(false);
  });

  test('every problem is a line on stderr, and nothing is stored', () => {
    const [folder, broken] = [temporaryFolder(), exampleCopy()];
    const laa = laaIn(folder);
    laa('init');
    edit(broken, 'figures.csv', 2, ',57.4,', ',57.5,');
    edit(broken, 'agreements.csv', 2, ',2006/07,', ',2006/08,');
    const error = [
      'agreements.csv:2: first_year: "2006/08" is not a financial year such as 2008/09',
      'figures.csv:2: value: 57.5 is not 3640 / 6342 × 100; 57.4 is allowed',
      'nothing was stored',
      '',
    ].join('\n');
    expect(laa('import', broken, '--check')).toEqual({ status: 1, out: '', error });
    expect(laa('import', broken)).toEqual({ status: 1, out: '', error });
    expect(laa('export', join(folder, 'out')).out).toContain('agreements.csv: 0 rows\n');
  });

  test.skipIf(process.platform === 'win32')('a disk that fills up leaves the earlier export whole', () => {
    const folder = temporaryFolder();
    const [laa, out] = [laaIn(folder), join(folder, 'out')];
    laa('init');
    laa('import', EXAMPLE);
    laa('export', out);
    // No file may grow over 64 kB, as the figures must.
    const limited = `trap '' XFSZ; ulimit -f 64; exec "$0" "$@"`;
    const { status, error } = laaIn(folder, {}, ['bash', '-c', limited, process.execPath])('export', out);
    expect(status).toBe(1);
    expect(error).toContain('the export was not made');
    expect(contents(out)).toEqual(contents(EXAMPLE));
  });
});
