import { describe, expect, it } from 'vitest';
import { h1Of, mainText, openPage, type Page, problemsOn, sendForm, textOf, texts } from '../support/page.ts';
import {
  ASSAULTS,
  BEHAVIOUR,
  bandOf,
  boxOf,
  CRIME,
  DAMAGE,
  DETECTIONS,
  EMPTY_DAY,
  fieldsOfRow,
  fillIn,
  headOf,
  INCIDENTS,
  INCIDENTS_NATIONAL,
  isLocked,
  noticesOn,
  RETURN,
  rowOn,
  SHOPS,
  saidOf,
  sendRow,
  TREATMENT,
  withTyped,
} from '../support/returns.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

/** The example on a day on which nothing of the return is in. */
function emptyDay(): TestApp {
  const test = testApp();
  test.setNow(EMPTY_DAY);
  return test;
}

/** The labels of a row’s boxes, without the name of the target that is read out with each. */
function labelsOf(page: Page, key: string): string[] {
  return texts(page, `[data-row="${key}"] .entry__boxes label`).map((label) => label.replace(/: .*$/, ''));
}

describe('the page of a return', () => {
  const test = emptyDay();
  const opened = openPage(test.as('lead'), RETURN);

  it('has every target that is due on one page, in the register’s order, agreement by agreement', async () => {
    const page = await opened;
    expect([page.status, h1Of(page)]).toEqual([200, 'Return of Oxfordshire Safer Communities Partnership']);
    expect(page.root.querySelectorAll('[data-row]').map((row) => row.getAttribute('data-row'))).toEqual([
      INCIDENTS,
      INCIDENTS_NATIONAL,
      DETECTIONS,
      'laa1_laa1-dv_b_national_2008-09-q2',
      ASSAULTS,
      'laa2_ni-32__standard_2008-09-q2',
      TREATMENT,
      SHOPS,
      CRIME,
      DAMAGE,
      BEHAVIOUR,
    ]);
    expect(texts(page, 'form.return h2')).toEqual([
      'Local Area Agreement 2006-09',
      'Local Area Agreement 2008-11',
      'Oxfordshire 2030 local targets',
    ]);
  });

  it('says where it stands, when it is due, and how much is in', async () => {
    // The Board meets on Wednesday 19 November 2008 and its papers are due on the 12th: five working days before is
    // the 5th. Seven figures are due by 24 October; NI 32 has no target yet, NI 40 comes in January.
    expect(bandOf(await opened)).toMatchObject({
      State: 'Open',
      Due: '5 November 2008',
      Figures: '0 of 7 that are due 4 more can be given',
    });
    expect(mainText(await opened)).toContain('the Board reviews it on 19 November 2008');
  });

  it.each([
    // A year’s target of 6,564, half of it by the half year: 3,282.
    [
      INCIDENTS,
      ['2007/08 Q2', '2007/08 Q3', '2007/08 Q4', '2008/09 Q1'],
      ['1,502 ill.', '1,498 ill.', '1,515 ill.', '1,512 ill.', '3,282 year to date 1,512 so far ill.'],
    ],
    // 26 + 26 per cent of 6.15 is 3.198.
    [
      ASSAULTS,
      ['2007/08 Q2', '2007/08 Q3', '2007/08 Q4', '2008/09 Q1'],
      ['1.67 ill.', '1.54 ill.', '1.57 ill.', '1.56 ill.', '3.20 ill. year to date 1.56 so far ill.'],
    ],
    // Two figures a year; from 13 to 10 over a year, 11.5 at the half year, and whole numbers are published.
    [
      SHOPS,
      ['2006/07 Q2', '2006/07 Q4', '2007/08 Q2', '2007/08 Q4'],
      ['–', '16% ill.', '15% ill.', '13% ill.', '12% ill.'],
    ],
    // From 0 to −2 over a year.
    [CRIME, ['2007/08 Q2', '2007/08 Q3', '2007/08 Q4', '2008/09 Q1'], ['–', '–', '–', '−3.1% ill.', '−1.0% ill.']],
    // Nothing is agreed on this rule: the Government Office refused it.
    [
      INCIDENTS_NATIONAL,
      ['2007/08 Q2', '2007/08 Q3', '2007/08 Q4', '2008/09 Q1'],
      ['–', '1,149 ill.', '1,163 ill.', '1,172 ill.', '–'],
    ],
  ])('shows the last four figures and what is expected beside the boxes of %s', async (key, quarters, values) => {
    const table = rowOn(await opened, key).querySelector('.entry__past');
    const cells = table?.querySelectorAll('tbody td') ?? [];
    expect(table?.querySelectorAll('thead th').map((cell) => cell.text)).toEqual([...quarters, 'Expected']);
    expect(cells.map(textOf)).toEqual(values);
  });

  it('asks for the numbers behind a rate or a share, and for a count alone', async () => {
    const page = await opened;
    expect(labelsOf(page, ASSAULTS)).toEqual([
      'Recorded offences in the quarter',
      'out of Residents',
      'or the figure',
      'It is',
      'or none, because',
    ]);
    expect(labelsOf(page, INCIDENTS)).toEqual(['Figure', 'It is', 'or none, because']);
  });

  it('says what need not be given, and why', async () => {
    const page = await opened;
    expect(headOf(page, TREATMENT)).toContain('its source publishes it by 13 January 2009; not needed before then');
    expect(headOf(page, 'laa2_ni-32__standard_2008-09-q2')).toContain('placeholder; not needed to submit');
    expect(headOf(page, INCIDENTS_NATIONAL)).toContain(
      'kept up beside the counting rule that is judged; not needed to submit',
    );
    expect(headOf(page, INCIDENTS)).not.toContain('not needed');
  });

  it('is found by the code of the partnership in any case, and not for what has no return', async () => {
    expect((await openPage(test.app, '/returns/2008-09-Q2/OSCP')).status).toBe(200);
    const answers = ['/returns/2008-09-q2/nobody', '/returns/2008-09-q5/oscp', '/returns/soon/oscp'];
    for (const address of answers)
      expect([address, (await openPage(test.app, address)).status]).toEqual([address, 404]);
    const none = await openPage(test.app, '/returns/2008-09-q2/cosg');
    expect(none.status).toBe(404);
    expect(mainText(none)).toContain('Central Oxfordshire Steering Group has no return for 2008/09 Q2');
  });
});

describe('before it opens', () => {
  it.each([
    // Twenty working days before 5 November 2008 is 8 October; no bank holiday falls in between.
    ['the day before', '2008-10-07T23:59:59Z', 'Not open', true],
    ['the day on which it does', '2008-10-08T00:00:00Z', 'Open', false],
  ])('nobody types: %s', async (_sentence, now, state, locked) => {
    const test = testApp();
    test.setNow(now);
    for (const role of ['lead', 'officer'] as const) {
      const page = await openPage(test.as(role), RETURN);
      expect([bandOf(page).State, isLocked(page, INCIDENTS)]).toEqual([state, locked]);
    }
    const sent = await sendForm(test.as('lead'), RETURN, {
      [`seen.${INCIDENTS}`]: '0',
      [`value.${INCIDENTS}`]: '1504',
      [`status.${INCIDENTS}`]: 'final',
    });
    expect(sent.status).toBe(locked ? 422 : 303);
    if (!locked) return;
    expect(problemsOn(sent)[`value.${INCIDENTS}`]).toContain('Locked: the return opens on 8 October 2008.');
    expect(boxOf(sent, INCIDENTS, 'value')).toBe('1504');
  });
});

describe('saving', () => {
  it('keeps what is typed as a draft and records nothing', async () => {
    const test = emptyDay();
    const page = await fillIn(test.as('lead'), { [INCIDENTS]: { value: '1,504' }, [ASSAULTS]: { numerator: '981' } });
    expect([page.status, page.headers.location]).toEqual([303, `${RETURN}?done=saved`]);
    const again = await openPage(test.as('lead'), page.headers.location ?? '');
    expect(noticesOn(again)).toEqual(['Saved as a draft. Nothing is recorded until the return is submitted.']);
    expect(bandOf(again)).toMatchObject({ State: 'Draft', Figures: '1 of 7 that are due 4 more can be given' });
    expect([boxOf(again, INCIDENTS, 'value'), boxOf(again, ASSAULTS, 'numerator')]).toEqual(['1,504', '981']);
    expect(test.store.rows.figures.list()).toHaveLength(690);
    expect(test.store.rows.commentaries.list()).toHaveLength(83);
    expect(mainText(await openPage(test.app, '/targets/laa1/laa1-dv/a'))).not.toContain('1,504');
  });

  it('says who saved each row, and when', async () => {
    const test = emptyDay();
    await fillIn(test.as('lead'), { [INCIDENTS]: { value: '1504' } });
    test.setNow('2008-10-25T10:15:00Z');
    await fillIn(test.app, { [DETECTIONS]: { value: '397' } });
    const page = await openPage(test.app, RETURN);
    expect(saidOf(page, INCIDENTS)).toContain('Saved by Manager, Safer Communities Unit, 24 October 2008, 09:00');
    expect(saidOf(page, DETECTIONS)).toContain('Saved by Performance officer, 25 October 2008, 10:15');
    expect(saidOf(page, ASSAULTS)).toBe('Nothing typed yet');
  });

  it('gives all of it back to whoever signs in again, with its line breaks and signs', async () => {
    const test = emptyDay();
    const commentary = 'Two lines\nof "commentary" & <b>signs</b>';
    const typed = { value: '1504', commentary: commentary.replace('\n', '\r\n'), cause: 'Data', own_view: 'red' };
    await fillIn(test.as('lead'), { [INCIDENTS]: typed });
    const page = await openPage(test.as('lead'), RETURN);
    expect(boxOf(page, INCIDENTS, 'commentary')).toBe(commentary);
    expect(['value', 'cause', 'own_view'].map((field) => boxOf(page, INCIDENTS, field as 'value'))).toEqual([
      '1504',
      'Data',
      'red',
    ]);
  });

  it('a form without a change saves nothing, and makes no draft of it', async () => {
    const test = emptyDay();
    expect((await fillIn(test.as('lead'), {})).status).toBe(303);
    expect(bandOf(await openPage(test.as('lead'), RETURN)).State).toBe('Open');
    expect(test.store.audit.head()).toEqual(testApp().store.audit.head());
  });

  it('one row alone is saved by the script of the page, which is told what it would do', async () => {
    const test = emptyDay();
    const page = await openPage(test.as('lead'), RETURN);
    const fields = fieldsOfRow(withTyped(page, RETURN, { [INCIDENTS]: { value: '1504' } }), INCIDENTS);
    const { status, body } = await sendRow(test.as('lead'), 'save', fields);
    expect([status, body.outcome, body.seen]).toEqual([200, 'saved', 1]);
    expect(body.html).toContain('266 short');
    expect(boxOf(await openPage(test.as('lead'), RETURN), INCIDENTS, 'value')).toBe('1504');
  });

  it('a look says the same and saves nothing', async () => {
    const test = emptyDay();
    const page = await openPage(test.as('lead'), RETURN);
    const fields = fieldsOfRow(withTyped(page, RETURN, { [INCIDENTS]: { value: '1504' } }), INCIDENTS);
    const { status, body } = await sendRow(test.as('lead'), 'look', fields);
    expect([status, body.outcome]).toEqual([200, 'looked']);
    expect(body.html).toContain('266 short');
    expect(body.html).toContain('Not saved yet');
    expect(bandOf(await openPage(test.as('lead'), RETURN)).State).toBe('Open');
  });

  it('another page of the same return is told of it', async () => {
    const test = emptyDay();
    const page = await openPage(test.as('lead'), RETURN);
    const since = page.root.querySelector('form.return')?.getAttribute('data-now') ?? '';
    const rows = async () => JSON.parse((await openPage(test.as('lead'), `${RETURN}/rows?since=${since}`)).html);
    expect((await rows()).rows).toEqual([]);
    test.setNow('2008-10-24T09:00:20Z');
    await fillIn(test.app, { [INCIDENTS]: { value: '1504' } });
    const { now, rows: changed } = await rows();
    expect(now).toBe('2008-10-24T09:00:20Z');
    expect(changed).toMatchObject([{ key: INCIDENTS, seen: 1, entry: { value: '1504' } }]);
    expect(changed[0].html).toContain('Saved by Performance officer');
  });
});
