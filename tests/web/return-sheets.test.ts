import readXlsx from 'read-excel-file/node';
import request from 'supertest';
import { beforeEach, describe, expect, it } from 'vitest';
import { RETURN_COLUMNS } from '../../server/domain/return-sheet.ts';
import { fileAt, formValues, h1Of, mainText, openPage, type Page, sendForm, tableRows } from '../support/page.ts';
import {
  ASSAULTS,
  BEHAVIOUR,
  bandOf,
  bothValues,
  boxOf,
  bringSheet,
  DETECTIONS,
  EMPTY_DAY,
  fillIn,
  INCIDENTS,
  RETURN,
  saidOf,
  sheetWith,
  takeSheet,
  WHOLE,
} from '../support/returns.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

let test: TestApp;

beforeEach(() => {
  test = testApp();
  test.setNow(EMPTY_DAY);
});

/** Each cell that differs: its target, what it is, what it was and what it becomes. */
function differencesOn({ root }: Page): string[][] {
  const table = root.querySelector('main table');
  return table === null ? [] : tableRows(table).map(({ head, cells }) => [head, ...Object.values(cells)]);
}

const INCIDENTS_TITLE = 'Domestic violence: domestic incidents reported to the police LAA1 DV a, 2008/09 Q2';

describe('the sheet of a return', () => {
  it('is a CSV of the return’s columns, a row a target, filled with what is there', async () => {
    test.setNow('2008-11-19T00:00:00Z');
    const { text, headers } = await request(test.app).get('/returns/2008-09-q2/ovsdp.csv');
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="return-2008-09-q2-ovsdp.csv"',
      'cache-control': 'no-store',
    });
    expect(text.replace(/\/[0-9a-f]{12},/g, '/…,')).toBe(
      [
        `\uFEFF${RETURN_COLUMNS.join(',')}`,
        '2008-09-q2/ovsdp/…,OX2030,OX2030 1,,standard,Community-led plans adopted,number,2008/09 Q2,7,,,final,,,,',
        '2008-09-q2/ovsdp/…,OX2030,OX2030 2,,standard,Information Points opened in market towns,number,2008/09 Q2,3,,,final,,,,',
        '',
      ].join('\r\n'),
    );
  });

  it('holds what is in the draft, with the signs of formulas made harmless', async () => {
    await fillIn(test.as('lead'), { [INCIDENTS]: { value: '1504', commentary: '=1+1', cause: 'Data' } });
    const { columns, rows } = await takeSheet(test.as('lead'));
    expect(columns).toEqual([...RETURN_COLUMNS]);
    expect(rows).toHaveLength(11);
    expect(rows[0]).toMatchObject({ value: '1504', commentary: "'=1+1", cause: 'Data', status: 'final' });
  });

  it('is a workbook with the same cells', async () => {
    await fillIn(test.as('lead'), WHOLE);
    const { bytes, type, name } = await fileAt(test.as('lead'), `${RETURN}.xlsx`);
    expect([type, name]).toEqual([
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'attachment; filename="return-2008-09-q2-oscp.xlsx"',
    ]);
    const [sheet] = await readXlsx(bytes);
    const lines = (sheet?.data ?? []).map((cells) => cells.map((cell) => (cell === null ? '' : String(cell))));
    const head = lines.findIndex(([first]) => first === 'return_id');
    expect(lines[head]).toEqual([...RETURN_COLUMNS]);
    const { columns, rows } = await takeSheet(test.as('lead'));
    expect(lines.slice(head + 1, head + 1 + rows.length)).toEqual(
      rows.map((row) => columns.map((column) => row[column])),
    );
    // And back as it is.
    expect(mainText(await bringSheet(test.as('lead'), bytes))).toContain('says what the return says already');
  });
});

describe('a sheet that comes back', () => {
  it('is compared cell by cell, and nothing is stored', async () => {
    const sheet = await takeSheet(test.as('lead'));
    const before = test.store.audit.head();
    const page = await bringSheet(
      test.as('lead'),
      sheetWith(sheet, {
        'LAA1 DV a': {
          value: '1504',
          status: 'final',
          commentary: 'Levelled off.\nNo more.',
          cause: 'Data',
          own_view: 'red',
        },
        'NI 20': { numerator: '981', denominator: '633080', status: 'provisional' },
      }),
    );
    expect([page.status, h1Of(page)]).toEqual([200, 'What the sheet would change']);
    expect(mainText(page)).toContain('Nothing is stored yet 8 cells in 2 targets differ.');
    const assaults = 'Assault with injury crime rate LAA2 NI 20, 2008/09 Q2';
    expect(differencesOn(page).map(([head, , from, to]) => [head, from, to])).toEqual([
      [INCIDENTS_TITLE, 'empty', '1504'],
      [INCIDENTS_TITLE, 'empty', 'final'],
      [INCIDENTS_TITLE, 'empty', 'Levelled off. No more.'],
      [INCIDENTS_TITLE, 'empty', 'Data'],
      [INCIDENTS_TITLE, 'empty', 'red'],
      [assaults, 'empty', '981'],
      [assaults, 'empty', '633080'],
      [assaults, 'empty', 'provisional'],
    ]);
    expect(test.store.audit.head()).toEqual(before);
    expect(bandOf(await openPage(test.as('lead'), RETURN)).State).toBe('Open');
  });

  it('says of two counting rules of one indicator which is which', async () => {
    const { columns, rows } = await takeSheet(test.as('lead'));
    const filled = rows.map((row) =>
      row.part === 'a' && row.indicator === 'LAA1 DV' ? { ...row, value: '1504' } : row,
    );
    const page = await bringSheet(test.as('lead'), sheetWith({ columns, rows: filled }));
    const heads = differencesOn(page).map(([head]) => head);
    expect([heads.length, new Set(heads).size]).toEqual([2, 2]);
  });

  it('is saved from there as a draft, and what was typed on the page besides stays', async () => {
    const besides = { action_title: 'Patrols', action_owner: 'Area commander', note: '' };
    await fillIn(test.as('lead'), { [INCIDENTS]: { value: '1500', ...besides } });
    const sheet = await takeSheet(test.as('lead'));
    const page = await bringSheet(
      test.as('lead'),
      sheetWith(sheet, { 'LAA1 DV a': { value: '1504', commentary: 'Two\nlines' } }),
    );
    expect(differencesOn(page)).toEqual([
      [INCIDENTS_TITLE, 'Figure', '1500', '1504'],
      [INCIDENTS_TITLE, 'What lies behind it', 'empty', 'Two lines'],
    ]);
    const done = await sendForm(test.as('lead'), RETURN, { ...formValues(page, RETURN), step: 'save' });
    expect([done.status, done.headers.location]).toEqual([303, `${RETURN}?done=saved`]);
    const now = await openPage(test.as('lead'), RETURN);
    expect(boxOf(now, INCIDENTS, 'value')).toBe('1504');
    expect(boxOf(now, INCIDENTS, 'commentary')).toBe('Two\nlines');
    expect(boxOf(now, INCIDENTS, 'action_title')).toBe('Patrols');
    expect(saidOf(now, INCIDENTS)).toContain('Saved by Manager, Safer Communities Unit');
  });

  it('as it went out changes nothing, whatever stands in it', async () => {
    await fillIn(test.as('lead'), { ...WHOLE, [INCIDENTS]: { value: '1504', commentary: '=1+1\n"two", three' } });
    const page = await bringSheet(test.as('lead'), sheetWith(await takeSheet(test.as('lead'))));
    expect([page.status, differencesOn(page)]).toEqual([200, []]);
    expect(mainText(page)).toContain('The sheet says what the return says already.');
  });

  it('has numbers without separators, however they were typed, and makes no difference of that', async () => {
    await fillIn(test.as('lead'), {
      [INCIDENTS]: { value: '1,504' },
      [ASSAULTS]: { numerator: '981', denominator: '633 080' },
    });
    const sheet = await takeSheet(test.as('lead'));
    expect([sheet.rows[0]?.value, sheet.rows[4]?.denominator]).toEqual(['1504', '633080']);
    expect(differencesOn(await bringSheet(test.as('lead'), sheetWith(sheet)))).toEqual([]);
  });

  it('is understood with its columns about, blank rows, semicolons, a decimal comma and an old alphabet', async () => {
    const { columns, rows } = await takeSheet(test.as('lead'));
    const turned = { columns: [...columns].reverse(), rows };
    const csv = sheetWith(
      turned,
      { 'NI 20': { value: '1,55', status: 'final', commentary: 'Fewer in Bärenfels’ clubs' } },
      ';',
    );
    const [head, ...lines] = csv.split('\n');
    const spaced = [head, ';;;', ...lines.flatMap((line) => [line, ';'.repeat(15)])].join('\r\n');
    // ä and ’ as Windows-1252 has them.
    const bytes = Buffer.from(spaced.replaceAll('’', '\u0092'), 'latin1');
    const page = await bringSheet(test.as('lead'), bytes);
    expect(differencesOn(page).map(([, cell, , to]) => [cell, to])).toEqual([
      ['Figure', '1.55'],
      ['Provisional or final', 'final'],
      ['What lies behind it', 'Fewer in Bärenfels’ clubs'],
    ]);
  });

  it('may leave out targets that it says nothing of', async () => {
    const { columns, rows } = await takeSheet(test.as('lead'));
    const one = { columns, rows: rows.filter(({ indicator }) => indicator === 'NI 20') };
    const page = await bringSheet(test.as('lead'), sheetWith(one, { 'NI 20': { value: '1.55', status: 'final' } }));
    expect(differencesOn(page)).toHaveLength(2);
  });

  it('with an impossible value is saved but for that row, which comes back with why', async () => {
    const sheet = sheetWith(await takeSheet(test.as('lead')), {
      'LAA1 DV a': { value: '1504.5', status: 'final' },
      'LAA1 DV b': { value: '397', status: 'final' },
    });
    const page = await bringSheet(test.as('lead'), sheet);
    const sent = await sendForm(test.as('lead'), RETURN, { ...formValues(page, RETURN), step: 'save' });
    expect([sent.status, boxOf(sent, INCIDENTS, 'value')]).toEqual([422, '1504.5']);
    expect(saidOf(sent, INCIDENTS)).toContain('Enter a whole number');
    expect(boxOf(await openPage(test.as('lead'), RETURN), DETECTIONS, 'value')).toBe('397');
  });

  it('is overtaken by nobody, and overtakes nobody, between the differences and the saving', async () => {
    const sheet = sheetWith(await takeSheet(test.as('lead')), { 'LAA1 DV a': { value: '1510', status: 'final' } });
    const page = await bringSheet(test.as('lead'), sheet);
    await fillIn(test.app, { [INCIDENTS]: { value: '1504' } });
    const sent = await sendForm(test.as('lead'), RETURN, { ...formValues(page, RETURN), step: 'save' });
    expect([sent.status, bothValues(sent, INCIDENTS)]).toEqual([409, { Figure: ['1504', '1510'] }]);
    expect(boxOf(sent, INCIDENTS, 'value')).toBe('1510');
  });
});

it('a row whose status was not said is asked for it, and is kept as it came', async () => {
  const sheet = sheetWith(await takeSheet(test.as('lead')), { 'OX2030 4 c': { value: '-3.6' } });
  const page = await bringSheet(test.as('lead'), sheet);
  await sendForm(test.as('lead'), RETURN, { ...formValues(page, RETURN), step: 'save' });
  const now = await openPage(test.as('lead'), RETURN);
  expect([boxOf(now, BEHAVIOUR, 'value'), boxOf(now, BEHAVIOUR, 'status')]).toEqual(['-3.6', '']);
  expect(saidOf(now, BEHAVIOUR)).toContain('Choose whether the figure is provisional or final.');
});
