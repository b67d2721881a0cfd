import { beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../server/domain/account.ts';
import { browserAs, leadsTo, minutesLater } from '../support/door.ts';
import { formValues, h1Of, mainText, openPage, problemsOn, sendForm, textOf, texts } from '../support/page.ts';
import {
  ASSAULTS,
  bandOf,
  bothValues,
  boxOf,
  DETECTIONS,
  EMPTY_DAY,
  fieldsOfRow,
  fillIn,
  INCIDENTS,
  INCIDENTS_NATIONAL,
  newPerson,
  RETURN,
  rowOn,
  saidOf,
  sendRow,
  TREATMENT,
  WHOLE,
  withTyped,
} from '../support/returns.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

let test: TestApp;
let other: Account;

beforeEach(() => {
  test = testApp();
  test.setNow(EMPTY_DAY);
  other = newPerson(test, 'lead', 'Olu Adeyemi', ['OSCP']);
});

const LEAD = 'Manager, Safer Communities Unit';

describe('two people in one row', () => {
  it.each([
    ['the lead first', '1504', '1510'],
    ['the other first', '1510', '1504'],
  ])('%s: the second is shown both values, and keeps what was typed', async (sentence, faster, slower) => {
    const [one, two] = sentence === 'the lead first' ? (['lead', other] as const) : ([other, 'lead'] as const);
    const typed = { [INCIDENTS]: { value: slower, commentary: 'Mine' } };
    const fields = withTyped(await openPage(test.as(two), RETURN), RETURN, typed);
    expect((await fillIn(test.as(one), { [INCIDENTS]: { value: faster } })).status).toBe(303);
    const page = await sendForm(test.as(two), RETURN, { ...fields, step: 'save' });
    expect(page.status).toBe(409);
    expect(problemsOn(page)).toEqual({
      [`row.${INCIDENTS}`]:
        'Domestic violence: domestic incidents reported to the police: somebody else was faster. Both are shown.',
    });
    expect(textOf(rowOn(page, INCIDENTS).querySelector('.entry__conflict p'))).toContain(
      `Not saved: ${one === 'lead' ? LEAD : 'Post of Olu Adeyemi'} was faster (24 October 2008, 09:00).`,
    );
    expect(bothValues(page, INCIDENTS)).toEqual({
      Figure: [faster, slower],
      'What lies behind it': ['empty', 'Mine'],
    });
    expect([boxOf(page, INCIDENTS, 'value'), boxOf(page, INCIDENTS, 'commentary')]).toEqual([slower, 'Mine']);
    expect(boxOf(await openPage(test.as(one), RETURN), INCIDENTS, 'value')).toBe(faster);
  });

  it('who has seen both can put the own value in place of the other', async () => {
    const fields = withTyped(await openPage(test.as(other), RETURN), RETURN, { [INCIDENTS]: { value: '1510' } });
    await fillIn(test.as('lead'), { [INCIDENTS]: { value: '1504' } });
    const page = await sendForm(test.as(other), RETURN, { ...fields, step: 'save' });
    expect((await sendForm(test.as(other), RETURN, formValues(page, RETURN))).status).toBe(303);
    const now = await openPage(test.as('lead'), RETURN);
    expect(boxOf(now, INCIDENTS, 'value')).toBe('1510');
    expect(saidOf(now, INCIDENTS)).toContain('Saved by Post of Olu Adeyemi');
  });

  it('or take the other one, and what else is on the page is saved', async () => {
    const fields = withTyped(await openPage(test.as(other), RETURN), RETURN, { [INCIDENTS]: { value: '1510' } });
    await fillIn(test.as('lead'), { [INCIDENTS]: { value: '1504' } });
    const page = await sendForm(test.as(other), RETURN, { ...fields, step: 'save' });
    const button = rowOn(page, INCIDENTS).querySelector('.entry__conflict button[name="theirs"]');
    const typed = withTyped(page, RETURN, { [DETECTIONS]: { value: '397' } });
    delete typed.step;
    const answer = await sendForm(test.as(other), RETURN, { ...typed, theirs: button?.getAttribute('value') ?? '' });
    expect(answer.status).toBe(303);
    const now = await openPage(test.as(other), RETURN);
    expect([boxOf(now, INCIDENTS, 'value'), boxOf(now, DETECTIONS, 'value')]).toEqual(['1504', '397']);
    expect(saidOf(now, INCIDENTS)).toContain(`Saved by ${LEAD}`);
  });

  it('but not where a third was faster still', async () => {
    const fields = withTyped(await openPage(test.as(other), RETURN), RETURN, { [INCIDENTS]: { value: '1510' } });
    await fillIn(test.as('lead'), { [INCIDENTS]: { value: '1504' } });
    const page = await sendForm(test.as(other), RETURN, { ...fields, step: 'save' });
    await fillIn(test.app, { [INCIDENTS]: { value: '1515' } });
    const again = await sendForm(test.as(other), RETURN, formValues(page, RETURN));
    expect([again.status, bothValues(again, INCIDENTS)]).toEqual([409, { Figure: ['1515', '1510'] }]);
  });

  it('the other rows that the second typed are saved', async () => {
    const typed = { [INCIDENTS]: { value: '1510' }, [DETECTIONS]: { value: '397' } };
    const fields = withTyped(await openPage(test.as(other), RETURN), RETURN, typed);
    await fillIn(test.as('lead'), { [INCIDENTS]: { value: '1504' } });
    expect((await sendForm(test.as(other), RETURN, fields)).status).toBe(409);
    expect(boxOf(await openPage(test.as('lead'), RETURN), DETECTIONS, 'value')).toBe('397');
  });

  it('two who type the same do not stand in each other’s way', async () => {
    const typed = { [INCIDENTS]: { value: '1504' } };
    const fields = withTyped(await openPage(test.as(other), RETURN), RETURN, typed);
    await fillIn(test.as('lead'), typed);
    expect((await sendForm(test.as(other), RETURN, fields)).status).toBe(303);
    expect(saidOf(await openPage(test.as('lead'), RETURN), INCIDENTS)).toContain(`Saved by ${LEAD}`);
  });

  it('the script of the page is told the same, with both values', async () => {
    const page = await openPage(test.as(other), RETURN);
    const fields = fieldsOfRow(withTyped(page, RETURN, { [INCIDENTS]: { value: '1510' } }), INCIDENTS);
    await fillIn(test.as('lead'), { [INCIDENTS]: { value: '1504' } });
    const { status, body } = await sendRow(test.as(other), 'save', fields);
    expect([status, body.outcome, body.seen]).toEqual([409, 'overtaken', 1]);
    expect(body.entry.value).toBe('1504');
    expect(body.html).toContain('<td data-label="Theirs">1504</td><td data-label="Yours">1510</td>');
  });
});

describe('a row that nobody touched', () => {
  it('is not overtaken, and overtakes nobody', async () => {
    const fields = withTyped(await openPage(test.as(other), RETURN), RETURN, { [DETECTIONS]: { value: '397' } });
    await fillIn(test.as('lead'), { [INCIDENTS]: { value: '1504' }, [ASSAULTS]: { value: '1.55' } });
    expect((await sendForm(test.as(other), RETURN, fields)).status).toBe(303);
    const page = await openPage(test.as('lead'), RETURN);
    expect([INCIDENTS, ASSAULTS, DETECTIONS].map((key) => boxOf(page, key, 'value'))).toEqual(['1504', '1.55', '397']);
  });

  it('is not emptied by a form that was opened before it was typed into', async () => {
    const fields = withTyped(await openPage(test.as(other), RETURN), RETURN);
    await fillIn(test.as('lead'), { [INCIDENTS]: { value: '1504' } });
    expect((await sendForm(test.as(other), RETURN, fields)).status).toBe(303);
    expect(boxOf(await openPage(test.as('lead'), RETURN), INCIDENTS, 'value')).toBe('1504');
  });
});

describe('submitting after somebody else has typed', () => {
  it('is refused, says where, and keeps what was typed', async () => {
    const fields = withTyped(await openPage(test.as(other), RETURN), RETURN, WHOLE);
    expect((await fillIn(test.as('lead'), { [TREATMENT]: { value: '1561' } })).status).toBe(303);
    const page = await sendForm(test.as(other), RETURN, { ...fields, step: 'submit' });
    expect(page.status).toBe(409);
    expect(problemsOn(page)).toEqual({
      return:
        'Not submitted: somebody else typed something after you looked (Drug users in effective treatment). Look at it below, then submit.',
    });
    expect(bandOf(page).State).toBe('Draft');
    expect(boxOf(page, INCIDENTS, 'value')).toBe('1504');
    expect(boxOf(page, TREATMENT, 'value')).toBe('1561');
    expect(test.store.rows.figures.list()).toHaveLength(690);
  });

  it('goes through from the page that comes back', async () => {
    const fields = withTyped(await openPage(test.as(other), RETURN), RETURN, WHOLE);
    await fillIn(test.as('lead'), { [INCIDENTS_NATIONAL]: { value: '1168' } });
    const page = await sendForm(test.as(other), RETURN, { ...fields, step: 'submit' });
    expect(page.status).toBe(409);
    const again = await sendForm(test.as(other), RETURN, { ...formValues(page, RETURN), step: 'submit' });
    expect([again.status, problemsOn(again)]).toEqual([303, {}]);
  });

  it('a form that says nothing of the rows does not submit what is typed', async () => {
    await fillIn(test.as('lead'), WHOLE);
    const page = await sendForm(test.as('lead'), RETURN, { step: 'submit' });
    expect([page.status, bandOf(page).State]).toEqual([409, 'Draft']);
  });
});

describe('a session that has ended while a return was open', () => {
  it('keeps what was typed, which is shown and saved after signing in again', async () => {
    const lead = test.store.accounts.list().find(({ role }) => role === 'lead') as Account;
    const browser = browserAs(test, lead);
    const fields = withTyped(await browser.open(RETURN), RETURN, {
      [INCIDENTS]: { value: '1504', missing_reason: '', commentary: 'Levelled off' },
    });
    test.setClock(minutesLater(30));
    expect(leadsTo(await browser.send(RETURN, fields))).toBe('/sign-in?ended=kept');
    expect(bandOf(await openPage(test.as('officer'), RETURN)).State).toBe('Open');
    const entered = await browser.send('/sign-in/example', { account: String(lead.id), next: '' });
    expect(leadsTo(entered)).toBe('/account/kept');
    const kept = await browser.open('/account/kept');
    expect(h1Of(kept)).toBe('Go on with what you were entering');
    expect(mainText(kept)).toContain('1504');
    expect(mainText(kept)).toContain('Levelled off');
    expect(leadsTo(await browser.send(RETURN, formValues(kept, RETURN)))).toBe(`${RETURN}?done=saved`);
    const page = await browser.open(RETURN);
    expect([boxOf(page, INCIDENTS, 'value'), boxOf(page, INCIDENTS, 'commentary')]).toEqual(['1504', 'Levelled off']);
  });

  it('shows what was typed by its names, and nothing of what the form carries besides', async () => {
    const lead = test.store.accounts.list().find(({ role }) => role === 'lead') as Account;
    const browser = browserAs(test, lead);
    const fields = withTyped(await browser.open(RETURN), RETURN, { [INCIDENTS]: { value: '1504' } });
    test.setClock(minutesLater(30));
    await browser.send(RETURN, fieldsOfRow(fields, INCIDENTS));
    await browser.send('/sign-in/example', { account: String(lead.id), next: '' });
    const names = texts(await browser.open('/account/kept'), 'main .facts dt');
    expect(names).toEqual(['Figure, LAA1 LAA1-DV A', 'Provisional or final, LAA1 LAA1-DV A']);
  });

  it('a sheet is not kept, and nobody says that it is', async () => {
    const lead = test.store.accounts.list().find(({ role }) => role === 'lead') as Account;
    const browser = browserAs(test, lead);
    await browser.open(RETURN);
    test.setClock(minutesLater(30));
    const body = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nreturn_id\r\n--x--\r\n';
    const sent = await browser.post(`${RETURN}/sheet`, body, { 'Content-Type': 'multipart/form-data; boundary=x' });
    expect(leadsTo(sent)).toBe('/sign-in?ended=yes');
    expect(test.store.keptEntries.find(lead.id)).toBeNull();
  });
});
