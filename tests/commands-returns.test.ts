import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createRecord, loadExample, openRecord } from '../server/services/setup.ts';
import { COMMAND_LINE } from './support/authors.ts';
import { type Answer, laaIn } from './support/command-line.ts';
import { temporaryFolder } from './support/folders.ts';
import { openPage } from './support/page.ts';
import {
  bandOf,
  boxOf,
  DETECTIONS,
  EMPTY_DAY,
  fillIn,
  INCIDENTS,
  newPerson,
  RETURN,
  type SheetTable,
  saidOf,
  sheetWith,
  takeSheet,
} from './support/returns.ts';
import { appOn, type TestApp } from './support/test-app.ts';

let folder: string;
let app: TestApp;
let sheet: SheetTable;
let laa: (...args: string[]) => Answer;

/** The example in a folder, on a day on which nothing of the return is in, and the sheet as it goes out. */
beforeEach(async () => {
  folder = temporaryFolder();
  const file = join(folder, 'laa.db');
  const store = createRecord(file, COMMAND_LINE);
  loadExample(store, COMMAND_LINE);
  store.close();
  const opened = openRecord(file);
  onTestFinished(() => opened.close());
  app = appOn(opened);
  app.setNow(EMPTY_DAY);
  sheet = await takeSheet(app.app);
  laa = laaIn(folder, { LAA_TODAY: EMPTY_DAY.slice(0, 10) });
});

const FILLED = {
  'LAA1 DV a': { value: '1504', status: 'final', commentary: 'Levelled off.' },
  'NI 20': { numerator: '981', denominator: '633080', status: 'final' },
};

function filled(content: string | Buffer = sheetWith(sheet, FILLED)): string {
  const file = join(folder, 'return.csv');
  writeFileSync(file, content);
  return file;
}

const DIFFERENCES = [
  'Oxfordshire Safer Communities Partnership, July to September 2008',
  'LAA1 LAA1 DV a standard, 2008/09 Q2: value: "" becomes "1504"',
  'LAA1 LAA1 DV a standard, 2008/09 Q2: status: "" becomes "final"',
  'LAA1 LAA1 DV a standard, 2008/09 Q2: commentary: "" becomes "Levelled off."',
  'LAA2 NI 20 standard, 2008/09 Q2: numerator: "" becomes "981"',
  'LAA2 NI 20 standard, 2008/09 Q2: denominator: "" becomes "633080"',
  'LAA2 NI 20 standard, 2008/09 Q2: status: "" becomes "final"',
];

describe('import-return', () => {
  test('prints what differs cell by cell and saves it as the draft', async () => {
    expect(laa('import-return', filled())).toEqual({
      status: 0,
      out: [...DIFFERENCES, 'saved as the draft of the return; it is submitted on its page', ''].join('\n'),
      error: '',
    });
    const page = await openPage(app.app, RETURN);
    expect(bandOf(page).State).toBe('Draft');
    expect(boxOf(page, INCIDENTS, 'value')).toBe('1504');
    expect(saidOf(page, INCIDENTS)).toContain('Saved by Command line, 24 October 2008');
    expect(app.store.rows.figures.list()).toHaveLength(690);
  });

  test('with --check prints the differences only', async () => {
    const before = app.store.audit.head();
    expect(laa('import-return', filled(), '--check')).toEqual({
      status: 0,
      out: [...DIFFERENCES, 'nothing was stored, as asked', ''].join('\n'),
      error: '',
    });
    expect(app.store.audit.head()).toEqual(before);
    expect(bandOf(await openPage(app.app, RETURN)).State).toBe('Open');
  });

  test('with --user saves for a person, by their post, in whatever letters the address is given', async () => {
    const done = laa('import-return', filled(), '--user', 'Lead@Example.invalid');
    expect([done.status, done.error]).toEqual([0, '']);
    const [row] = app.store.returnRows.list({ period: 2008 * 4 + 1, partnership: 'OSCP' });
    expect(row).toMatchObject({ saved_by: 1, saved_name: 'Manager, Safer Communities Unit' });
  });

  test('a sheet that says what is there already is no error', () => {
    expect(laa('import-return', filled(sheetWith(sheet)))).toMatchObject({
      status: 0,
      out: expect.stringContaining('the sheet says what the return says already'),
    });
  });

  test('is the same file twice: the second is stale', () => {
    const file = filled();
    expect(laa('import-return', file).status).toBe(0);
    const again = laa('import-return', file);
    expect(again).toMatchObject({ status: 1, out: '' });
    expect(again.error).toMatch(
      /^Row 2 \(LAA1 LAA1 DV a\) has changed by Command line since the sheet was made: .+\nRow 6 \(LAA2 NI 20\) has changed/,
    );
  });

  test('the audit holds afterwards', () => {
    laa('import-return', filled());
    expect(laa('audit', 'verify').status).toBe(0);
  });
});

describe('import-return refuses with 1 and stores nothing', () => {
  test.each<[string, () => string[], string]>([
    ['a file that is not there', () => [join(folder, 'none.csv')], 'cannot be read'],
    ['a folder', () => [folder], 'cannot be read'],
    ['an empty file', () => [filled('')], 'The file is empty.'],
    ['a file that is no sheet', () => [filled('hello')], 'No row with the names of the columns was found.'],
    [
      'a sheet that does not say which return it is',
      () => [filled(sheetWith({ ...sheet, rows: sheet.rows.map((row) => ({ ...row, return_id: '' })) }))],
      'The column return_id does not say which return this is.',
    ],
    [
      'a sheet of a partnership that there is not',
      () => [
        filled(sheetWith({ ...sheet, rows: sheet.rows.map((row) => ({ ...row, return_id: '2008-09-q2/none/x' })) })),
      ],
      'none',
    ],
    [
      'an impossible value, with all that was right besides',
      () => [filled(sheetWith(sheet, { ...FILLED, 'LAA1 DV b': { value: '1.5', status: 'final' } }))],
      'Enter a whole number',
    ],
    [
      'nobody of that address',
      () => [filled(), '--user', 'nobody@test.invalid'],
      'there is no active account nobody@test.invalid',
    ],
    ['a Board member', () => [filled(), '--user', 'board@example.invalid'], 'can fill in and submit a return.'],
    [
      'an administrator',
      () => [filled(), '--user', 'administrator@example.invalid'],
      'can fill in and submit a return.',
    ],
    [
      'a lead of another partnership',
      () => [filled(), '--user', newPerson(app, 'lead', 'Zoe of Waste', ['OWP']).email],
      'can fill in and submit a return.',
    ],
    [
      'an account that is disabled',
      () => {
        const { id, email } = newPerson(app, 'lead', 'Olu Adeyemi', ['OSCP']);
        app.store.write(COMMAND_LINE, () => app.store.accounts.setState(id, 'disabled'));
        return [filled(), '--user', email];
      },
      'there is no active account',
    ],
  ])('%s', (_sentence, args, words) => {
    const { status, out, error } = laa('import-return', ...args());
    expect([status, out.includes('saved')]).toEqual([1, false]);
    expect(error).toContain(words);
    expect(error).not.toContain('the command failed');
    expect(app.store.returnRows.list({ period: 2008 * 4 + 1, partnership: 'OSCP' })).toEqual([]);
  });

  test('a row that somebody typed into since, by name', async () => {
    await fillIn(app.app, { [INCIDENTS]: { value: '1510' } });
    const { status, error } = laa('import-return', filled());
    expect(status).toBe(1);
    expect(error).toBe(
      'Row 2 (LAA1 LAA1 DV a) has changed by Performance officer since the sheet was made: Domestic violence: domestic incidents reported to the police. Take a new sheet, or type this row on the page.\n',
    );
    const page = await openPage(app.app, RETURN);
    expect([boxOf(page, INCIDENTS, 'value'), boxOf(page, DETECTIONS, 'value')]).toEqual(['1510', '']);
  });

  test('a return that has not opened yet', () => {
    const early = laaIn(folder, { LAA_TODAY: '2008-10-07' });
    const { status, error } = early('import-return', filled());
    expect(status).toBe(1);
    expect(error).toContain('cannot be changed. Locked: the return opens on 8 October 2008.');
  });
});

describe('import-return with wrong usage ends with 2 and help on stderr', () => {
  test.each<[string, string[], string]>([
    ['no file', [], '0 words given, 1 needed'],
    ['two files', ['a.csv', 'b.csv'], '2 words given, 1 needed'],
    ['an unknown option', ['a.csv', '--force'], "Unknown option '--force'"],
    ['a user without an address', ['a.csv', '--user'], '--user'],
  ])('%s', (_sentence, args, complaint) => {
    const { status, out, error } = laa('import-return', ...args);
    expect([status, out]).toEqual([2, '']);
    expect(error).toContain(complaint);
    expect(error).toContain('import-return FILE [--user E-MAIL] [--check]');
  });
});
