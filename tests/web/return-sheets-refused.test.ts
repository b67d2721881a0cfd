import request from 'supertest';
import { beforeEach, describe, expect, it } from 'vitest';
import { RETURN_COLUMNS } from '../../server/domain/return-sheet.ts';
import { h1Of, openPage, type Page, texts } from '../support/page.ts';
import {
  ASSAULTS,
  boxOf,
  bringSheet,
  CRIME,
  check,
  EMPTY_DAY,
  fillIn,
  INCIDENTS,
  RETURN,
  sheetWith,
  submitWhole,
  takeSheet,
  WHOLE,
} from '../support/returns.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

let test: TestApp;

beforeEach(() => {
  test = testApp();
  test.setNow(EMPTY_DAY);
});

/** What is said of why a sheet is not taken. */
function refusalsOn(page: Page): string[] {
  return texts(page, '.govuk-error-summary li');
}

describe('a sheet that is not taken', () => {
  it('was made before somebody typed: the rows that changed are named, and those alone', async () => {
    const sheet = sheetWith(await takeSheet(test.as('lead')), {
      'LAA1 DV a': { value: '1510', status: 'final' },
      'NI 20': { value: '1.55', status: 'final' },
    });
    await fillIn(test.app, { [INCIDENTS]: { value: '1504' }, [CRIME]: { value: '-2.4' } });
    const page = await bringSheet(test.as('lead'), sheet);
    expect(page.status).toBe(422);
    expect(refusalsOn(page)).toEqual([
      expect.stringMatching(
        /^Row 2 \(LAA1 LAA1 DV a\) has changed by Performance officer since the sheet was made: Domestic violence: domestic incidents reported to the police\./,
      ),
      expect.stringMatching(
        /^Row 10 \(OX2030 OX2030 4 a\) has changed by Performance officer since the sheet was made: Recorded all crime/,
      ),
    ]);
    expect(boxOf(await openPage(test.as('lead'), RETURN), ASSAULTS, 'value')).toBe('');
  });

  it('was made before the return was sent back', async () => {
    await fillIn(test.as('lead'), WHOLE);
    const sheet = sheetWith(await takeSheet(test.as('lead')), { 'LAA1 DV a': { value: '1510' } });
    await fillIn(test.as('lead'), {}, 'submit');
    await check(test.app, 'send-back', { [INCIDENTS]: 'Why?' });
    const page = await bringSheet(test.as('lead'), sheet);
    expect([page.status, refusalsOn(page).length]).toEqual([422, 11]);
  });

  it('belongs to a return that is submitted, which is said at each row that would change', async () => {
    await submitWhole(test.as('lead'));
    const page = await bringSheet(
      test.as('lead'),
      sheetWith(await takeSheet(test.as('lead')), { 'LAA1 DV a': { value: '1510' } }),
    );
    expect([page.status, refusalsOn(page)]).toEqual([
      422,
      [
        expect.stringMatching(
          /^Row 2 \(LAA1 LAA1 DV a\) cannot be changed\. Locked: submitted on 24 October 2008, 09:00 by Manager, Safer Communities Unit\./,
        ),
      ],
    ]);
  });

  it.each([
    ['another partnership’s', '/returns/2008-09-q2/owp'],
    ['another quarter’s', '/returns/2008-09-q1/oscp'],
  ])('is %s', async (_sentence, address) => {
    const before = test.store.audit.head();
    const page = await bringSheet(test.as('officer'), sheetWith(await takeSheet(test.as('officer'), address)));
    expect(page.status).toBe(422);
    expect(refusalsOn(page)[0]).toMatch(/^Row 2 belongs to the return of /);
    expect(test.store.audit.head()).toEqual(before);
  });

  it('has another return’s numbers under this one’s targets', async () => {
    const { columns, rows } = await takeSheet(test.as('lead'));
    const forged = rows.map((row) => ({ ...row, return_id: (row.return_id ?? '').replace('oscp', 'owp') }));
    const page = await bringSheet(test.as('lead'), sheetWith({ columns, rows: forged }));
    expect(page.status).toBe(422);
    expect(refusalsOn(page)[0]).toBe(
      'Row 2 belongs to the return of OWP for 2008/09 Q2. Bring the sheet back on the page that it was taken from.',
    );
  });

  it.each([
    ['nothing', ''],
    ['a made-up one', '2008-09-q2/oscp/000000000000'],
    ['another word', 'x'],
  ])('says %s of the state that it was made from', async (_sentence, return_id) => {
    const sheet = sheetWith(await takeSheet(test.as('lead')), { 'LAA1 DV a': { return_id, value: '1510' } });
    const page = await bringSheet(test.as('lead'), sheet);
    expect([page.status, refusalsOn(page).length]).toEqual([422, 1]);
  });

  it('has a target twice', async () => {
    const { columns, rows } = await takeSheet(test.as('lead'));
    const page = await bringSheet(test.as('lead'), sheetWith({ columns, rows: [...rows, ...rows.slice(0, 1)] }));
    expect([page.status, refusalsOn(page)]).toEqual([
      422,
      ['Rows 2 and 13 are about the same figure. Keep one of them.'],
    ]);
  });

  it.each([
    ['no row', RETURN_COLUMNS.join(','), 'There is no row under the names of the columns.'],
    ['nothing', '', 'Choose the sheet to bring back; an empty file holds none.'],
    ['more than 5 MB', 'x'.repeat(5 * 1024 * 1024 + 1), 'The file has more than 5 MB.'],
    ['no table', 'hello', 'No row with the names of the columns was found.'],
  ])('holds %s', async (_sentence, file, words) => {
    const page = await bringSheet(test.as('lead'), file);
    expect(page.status).toBe(422);
    expect(refusalsOn(page).join(' ')).toContain(words);
    expect(h1Of(page)).toBe('Return of Oxfordshire Safer Communities Partnership');
  });

  it('was not chosen, or came with another', async () => {
    const asked = () => request(test.as('lead')).post(`${RETURN}/sheet`).set('Sec-Fetch-Site', 'same-origin');
    const none = await asked().field('step', 'x');
    expect([none.status, none.text.includes('Choose the sheet to bring back')]).toEqual([422, true]);
    const two = await asked().attach('file', Buffer.from('a'), 'a').attach('file', Buffer.from('b'), 'b');
    expect([two.status, two.text.includes('Send one file, the sheet, and nothing else.')]).toEqual([422, true]);
    const other = await asked().attach('picture', Buffer.from('a'), 'a');
    expect(other.status).toBe(422);
    const broken = await asked().set('Content-Type', 'multipart/form-data; boundary=x').send('--y\r\nbroken');
    expect(broken.status).toBe(422);
  });

  it('is of a lead of another partnership', async () => {
    const sheet = sheetWith(await takeSheet(test.as('officer'), '/returns/2008-09-q2/owp'));
    expect((await bringSheet(test.as('lead'), sheet, '/returns/2008-09-q2/owp')).status).toBe(403);
  });
});
