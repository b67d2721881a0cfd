import { beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../server/domain/account.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import {
  formValues,
  openPage,
  type Page,
  problemAt,
  rowUnder,
  sectionOf,
  sectionText,
  sendForm,
  textOf,
} from '../support/page.ts';
import { period, quantity } from '../support/records.ts';
import {
  bandOf,
  bothValues,
  boxOf,
  check,
  DETECTIONS,
  EMPTY_DAY,
  fillIn,
  headOf,
  INCIDENTS,
  INCIDENTS_NATIONAL,
  isLocked,
  newPerson,
  noticesOn,
  RETURN,
  saidOf,
  submitWhole,
  withTyped,
} from '../support/returns.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

let test: TestApp;
let lead: Account;
let other: Account;

/** Signed off on 27 October 2008; two leads answer for the partnership. */
beforeEach(async () => {
  test = testApp();
  test.setNow(EMPTY_DAY);
  lead = test.store.accounts.list().find(({ role }) => role === 'lead') as Account;
  other = newPerson(test, 'lead', 'Olu Adeyemi', ['OSCP']);
  await submitWhole(test.as(lead));
  test.setNow('2008-10-27T08:00:00Z');
  await check(test.app, 'sign-off');
});

const REASON = 'Six reports came in late';

function reopen(given: Readonly<Record<string, string>> = {}): Promise<Page> {
  const fields = { row: INCIDENTS, account: String(lead.id), until: '2008-11-05', reason: REASON, ...given };
  return sendForm(test.app, `${RETURN}/reopen`, fields);
}

function incidents() {
  return test.store.rows.figures
    .list()
    .filter((row) => row.indicator === 'LAA1 DV' && row.part === 'a' && row.basis === 'standard')
    .filter((row) => row.period === period('2008/09 Q2'));
}

describe('a target that is opened again', () => {
  it('is open for one person, on every counting rule, and says until when', async () => {
    const done = await reopen();
    expect([done.status, done.headers.location]).toEqual([303, `${RETURN}?done=reopened`]);
    const page = await openPage(test.as(lead), RETURN);
    expect([isLocked(page, INCIDENTS), isLocked(page, INCIDENTS_NATIONAL), isLocked(page, DETECTIONS)]).toEqual([
      false,
      false,
      true,
    ]);
    expect(headOf(page, INCIDENTS)).toContain(
      'Opened again for you until 5 November 2008. What you record here is a correction: it is in the record at once.',
    );
    expect(bandOf(page).State).toContain('Signed off');
  });

  it('stays locked for everybody else', async () => {
    await reopen();
    for (const who of [other, 'officer'] as const) {
      const page = await openPage(test.as(who), RETURN);
      expect(isLocked(page, INCIDENTS)).toBe(true);
      expect(saidOf(page, INCIDENTS)).toContain('Locked: signed off on 27 October 2008, 08:00 by Performance officer.');
      const fields = { [`seen.${INCIDENTS}`]: '1', [`value.${INCIDENTS}`]: '1510', [`status.${INCIDENTS}`]: 'final' };
      expect((await sendForm(test.as(who), RETURN, fields)).status).toBe(422);
    }
    expect(incidents()).toHaveLength(2);
  });

  it.each([
    ['to the last second of the day', '2008-11-05T23:59:59Z', 303],
    ['and no longer', '2008-11-06T00:00:00Z', 422],
  ])('%s', async (_sentence, now, status) => {
    await reopen();
    const fields = withTyped(await openPage(test.as(lead), RETURN), RETURN, {
      [INCIDENTS]: { value: '1510', note: 'Six late reports' },
    });
    test.setNow(now);
    expect((await sendForm(test.as(lead), RETURN, fields)).status).toBe(status);
    expect(incidents()).toHaveLength(status === 303 ? 3 : 2);
  });

  it('is told of under what was done with the return', async () => {
    await reopen();
    expect(sectionText(await openPage(test.app, RETURN), 'What was done with it')).toContain(
      `Domestic violence: domestic incidents reported to the police was opened again for Manager, Safer Communities Unit until 5 November 2008, by Performance officer on 27 October 2008, 08:00: ${REASON}`,
    );
  });
});

describe('a correction after sign-off', () => {
  const typed = { [INCIDENTS]: { value: '1510', note: 'Six late reports' } };

  it('is recorded at once, as a version that is marked as such', async () => {
    await reopen();
    test.setNow('2008-10-28T09:30:00Z');
    expect((await fillIn(test.as(lead), typed)).status).toBe(303);
    expect(incidents().at(-1)).toMatchObject({
      version: 3,
      value: quantity(1510),
      note: 'Correction after sign-off: Six late reports',
      recorded_at: '2008-10-28T09:30:00Z',
      recorded_by: 'Manager, Safer Communities Unit',
      provenance: 'entered',
    });
    expect(bandOf(await openPage(test.app, RETURN)).State).toContain('Signed off');
  });

  it('is said to be recorded, and not to be a draft', async () => {
    await reopen();
    const done = await fillIn(test.as(lead), typed);
    const page = await openPage(test.as(lead), done.headers.location ?? '');
    expect(noticesOn(page)).toEqual(['Recorded as a correction.']);
  });

  it('reaches the Board’s view: 1,512 + 1,510 is 260 short of 3,282', async () => {
    await reopen();
    await fillIn(test.as(lead), typed);
    const head = 'Domestic violence: domestic incidents reported to the police LAA1 DV a';
    expect(rowUnder(await openPage(test.app, '/'), 'Red', head)).toMatchObject({ Now: '3,022', Gap: '260 short' });
  });

  it('says why, or is not recorded', async () => {
    await reopen();
    const page = await fillIn(test.as(lead), { [INCIDENTS]: { value: '1510' } });
    expect(page.status).toBe(422);
    expect(saidOf(page, INCIDENTS)).toContain(
      'There is a figure for 2008/09 Q2 already. Say in the note why it is corrected.',
    );
    expect(boxOf(page, INCIDENTS, 'value')).toBe('1510');
    expect(boxOf(await openPage(test.as(lead), RETURN), INCIDENTS, 'value')).toBe('1504');
    expect(incidents()).toHaveLength(2);
  });

  it('explains its colour as any other figure does', async () => {
    await reopen();
    const page = await fillIn(test.as(lead), { [INCIDENTS]: { ...typed[INCIDENTS], commentary: '' } });
    expect(page.status).toBe(422);
    expect(saidOf(page, INCIDENTS)).toContain('Red: say what lies behind it.');
    expect(incidents()).toHaveLength(2);
  });

  it('can be followed by another', async () => {
    await reopen();
    await fillIn(test.as(lead), typed);
    await fillIn(test.as(lead), { [INCIDENTS]: { value: '1512', note: 'Two more' } });
    expect(incidents().map(({ version, note }) => [version, note])).toEqual([
      [1, 'Reporting has levelled off'],
      [2, null],
      [3, 'Correction after sign-off: Six late reports'],
      [4, 'Correction after sign-off: Two more'],
    ]);
  });

  it('never overtakes another: the second sees both', async () => {
    await reopen();
    await reopen({ account: String(other.id) });
    const fields = withTyped(await openPage(test.as(other), RETURN), RETURN, {
      [INCIDENTS]: { value: '1520', note: 'Counted again' },
    });
    await fillIn(test.as(lead), typed);
    const page = await sendForm(test.as(other), RETURN, fields);
    expect(page.status).toBe(409);
    expect(bothValues(page, INCIDENTS)).toEqual({
      Figure: ['1510', '1520'],
      Note: ['Six late reports', 'Counted again'],
    });
    expect(incidents()).toHaveLength(3);
  });

  it('is not a way to submit the return again', async () => {
    await reopen();
    const page = await fillIn(test.as(lead), {}, 'submit');
    expect(page.status).toBe(409);
  });
});

/** What a person may be chosen from, as words. */
function peopleOn(page: Page): string[] {
  const options = sectionOf(page, 'Open one target again').querySelectorAll('select[name="account"] option');
  return options.map(textOf);
}

describe('opening again', () => {
  it('asks for a target, a person, a day and a reason, each at its field', async () => {
    const page = await reopen({ row: '', account: '', until: '', reason: '' });
    expect(page.status).toBe(422);
    expect(['row', 'account', 'until', 'reason'].map((field) => problemAt(page, field))).toEqual([
      'Choose the target.',
      'Choose the person.',
      // Sixty days after 27 October 2008.
      'Choose a day from 27 October 2008 to 26 December 2008.',
      'Say why it is opened again.',
    ]);
  });

  it.each([
    ['today', '2008-10-27', 303],
    ['the day before', '2008-10-26', 422],
    ['the last of sixty days', '2008-12-26', 303],
    ['the day after that', '2008-12-27', 422],
    ['no day', 'soon', 422],
  ])('until %s', async (_sentence, until, status) => {
    expect((await reopen({ until })).status).toBe(status);
  });

  it.each<[string, Record<string, string>, string]>([
    ['a row of another return', { row: 'laa2_ni-192__standard_2008-09-q2' }, 'row'],
    ['nobody', { account: '99' }, 'account'],
    ['words', { account: 'lead' }, 'account'],
    ['a reason of more than 1,000 characters', { reason: 'x'.repeat(1001) }, 'reason'],
  ])('%s is refused, and all that was typed is kept', async (_sentence, given, field) => {
    const page = await reopen(given);
    expect(page.status).toBe(422);
    expect(problemAt(page, field)).not.toBe('');
    const kept = formValues(page, `${RETURN}/reopen`);
    expect([kept.until, kept.reason]).toEqual(['2008-11-05', given.reason ?? REASON]);
  });

  it('offers officers and those who answer for the partnership', async () => {
    newPerson(test, 'lead', 'Zoe of Waste', ['OWP']);
    expect(peopleOn(await openPage(test.app, RETURN))).toEqual([
      'Choose',
      'Example lead, Manager, Safer Communities Unit',
      'Example officer, Performance officer',
      'Olu Adeyemi, Post of Olu Adeyemi',
    ]);
  });

  it.each(['board', 'administrator'] as const)('is not for a person who cannot type there: %s', async (role) => {
    const account = test.store.accounts.list().find((person) => person.role === role)?.id;
    const page = await reopen({ account: String(account) });
    expect([page.status, problemAt(page, 'account')]).toEqual([422, 'Choose the person.']);
  });

  it('is not for a lead of another partnership, nor for an account that is disabled', async () => {
    const waste = newPerson(test, 'lead', 'Zoe of Waste', ['OWP']);
    test.store.write(COMMAND_LINE, () => test.store.accounts.setState(other.id, 'disabled'));
    for (const account of [waste, other]) {
      expect(problemAt(await reopen({ account: String(account.id) }), 'account')).toBe('Choose the person.');
    }
  });

  it('offers those of a partnership that has ended, who answer for its successor', async () => {
    // The Waste Partnership ended on 31 August 2009; the Environment and Waste Partnership leads its targets.
    newPerson(test, 'lead', 'Zoe of Waste', ['OWP']);
    test.setNow('2009-11-18T09:00:00Z');
    const name = {
      period: period('2009/10 Q2'),
      partnership: 'EWP',
      at: '2009-11-17T09:00:00Z',
      account: null,
      due: '2009-11-04',
    };
    test.store.write(COMMAND_LINE, () => {
      test.store.returns.append({ ...name, event: 'submitted' });
      test.store.returns.append({ ...name, event: 'signed-off' });
    });
    expect(peopleOn(await openPage(test.app, '/returns/2009-10-q2/ewp'))).toContain(
      'Zoe of Waste, Post of Zoe of Waste',
    );
  });

  it('says which of two rows of one indicator is which', async () => {
    const page = await openPage(test.app, RETURN);
    const options = sectionOf(page, 'Open one target again').querySelectorAll('select[name="row"] option').map(textOf);
    expect(new Set(options).size).toBe(options.length);
  });
});
