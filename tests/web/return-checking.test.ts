import { describe, expect, it } from 'vitest';
import { formValues, hasSection, openPage, problemAt, problemsOn, sendForm, texts } from '../support/page.ts';
import { period } from '../support/records.ts';
import {
  bandOf,
  check,
  DETECTIONS,
  EMPTY_DAY,
  fillIn,
  INCIDENTS,
  INCIDENTS_NATIONAL,
  isLocked,
  noticesOn,
  RETURN,
  saidOf,
  submitWhole,
  withTyped,
} from '../support/returns.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

const NAME = { period: period('2008/09 Q2'), partnership: 'OSCP' };
const SIGNED = '2008-10-27T08:00:00Z';
const LOCK =
  'Locked: signed off on 27 October 2008, 08:00 by Performance officer. A performance officer can open one target again for one person.';

async function submitted(): Promise<TestApp> {
  const test = testApp();
  test.setNow(EMPTY_DAY);
  await submitWhole(test.as('lead'));
  test.setNow(SIGNED);
  return test;
}

/** The figure form on the target’s own page. */
const FIGURE = {
  period: '2008-09-q2',
  basis: 'standard',
  value: '1600',
  status: 'final',
  note: 'Counted again',
  seen: '2',
  step: 'save',
};
const DIRECT = '/figures/laa1/laa1-dv/a';

describe('signing a return off', () => {
  it('locks the quarter for the partnership, officers included, and every box says why', async () => {
    const test = await submitted();
    const page = await check(test.app, 'sign-off');
    expect([page.status, page.headers.location]).toEqual([303, `${RETURN}?done=signed-off`]);
    for (const role of ['lead', 'officer'] as const) {
      const locked = await openPage(test.as(role), `${RETURN}?done=signed-off`);
      expect(noticesOn(locked)).toEqual(['Signed off. The quarter is locked for this partnership.']);
      expect(bandOf(locked).State).toBe('Signed off 27 October 2008, 08:00, Performance officer');
      for (const row of locked.root.querySelectorAll('[data-row]')) {
        const key = row.getAttribute('data-row') ?? '';
        expect([key, isLocked(locked, key), saidOf(locked, key).startsWith(LOCK)]).toEqual([key, true, true]);
      }
      expect(texts(locked, 'main button').filter((words) => /Save|Submit/.test(words))).toEqual([]);
    }
  });

  it('is offered to officers alone, while it is submitted', async () => {
    const test = await submitted();
    expect(hasSection(await openPage(test.app, RETURN), 'Check the return')).toBe(true);
    expect(hasSection(await openPage(test.as('lead'), RETURN), 'Check the return')).toBe(false);
    await check(test.app, 'sign-off');
    expect(hasSection(await openPage(test.app, RETURN), 'Check the return')).toBe(false);
  });

  it('the figure cannot be changed on the target’s own page either: neither checked nor saved', async () => {
    const test = await submitted();
    await check(test.app, 'sign-off');
    const before = test.store.rows.figures.list();
    for (const [role, step] of [
      ['lead', 'check'],
      ['lead', 'save'],
      ['officer', 'check'],
      ['officer', 'save'],
    ] as const) {
      const page = await sendForm(test.as(role), DIRECT, { ...FIGURE, step });
      expect(page.status).toBe(422);
      expect(problemAt(page, 'period')).toMatch(
        /^Locked: part of the return of Oxfordshire Safer Communities Partnership for July to September 2008, signed off on 27 October 2008, 08:00 by Performance officer\./,
      );
    }
    expect(test.store.rows.figures.list()).toEqual(before);
  });

  it('nor while it waits to be checked', async () => {
    const test = await submitted();
    const page = await sendForm(test.as('lead'), DIRECT, FIGURE);
    expect(page.status).toBe(422);
    expect(problemAt(page, 'period')).toMatch(
      /^Locked: part of the return of .+, submitted on 24 October 2008, 09:00 by Manager, Safer Communities Unit\./,
    );
  });

  it('other quarters and other partnerships stay open', async () => {
    const test = await submitted();
    await check(test.app, 'sign-off');
    // 1,512 of the first quarter is version 1.
    const first = { ...FIGURE, period: '2008-09-q1', seen: '1' };
    expect((await sendForm(test.as('lead'), DIRECT, first)).status).toBe(303);
    expect(bandOf(await openPage(test.app, '/returns/2008-09-q2/hp')).State).toBe('Open');
  });

  it('a figure that the return left open can still come in on the target’s own page', async () => {
    const test = await submitted();
    await check(test.app, 'sign-off');
    test.setNow('2009-01-12T09:00:00Z');
    expect(saidOf(await openPage(test.as('lead'), RETURN), 'laa2_ni-40__standard_2008-09-q2')).toContain(
      'A figure that comes in later can be recorded on the target’s own page.',
    );
    const treatment = { ...FIGURE, value: '1561', note: '', seen: '0' };
    expect((await sendForm(test.as('lead'), '/figures/laa2/ni-40', treatment)).status).toBe(303);
  });

  it('does not go through where it was sent back and submitted again after the officer looked', async () => {
    const test = await submitted();
    const fields = formValues(await openPage(test.app, RETURN), `${RETURN}/check`);
    await check(test.app, 'send-back', { [INCIDENTS]: 'Is the campaign in it?' });
    expect((await fillIn(test.as('lead'), {}, 'submit')).status).toBe(303);
    const page = await sendForm(test.app, `${RETURN}/check`, { ...fields, step: 'sign-off' });
    expect(page.status).toBe(409);
    expect(problemsOn(page)).toEqual({
      return: 'The return was sent back and submitted again after you looked. Look at it as it is now.',
    });
    expect(bandOf(page).State).toContain('Submitted');
    expect(test.store.returns.listEvents(NAME).map(({ event }) => event)).toEqual([
      'submitted',
      'sent-back',
      'submitted',
    ]);
  });

  it.each(['', 'x', '0', '99'])('nor where it says ‘%s’ of what was seen', async (seen) => {
    const test = await submitted();
    const page = await sendForm(test.app, `${RETURN}/check`, { step: 'sign-off', seen });
    expect(page.status).toBe(409);
    expect(bandOf(page).State).toContain('Submitted');
  });
});

/** Each state, as it is reached from the one before. */
const STATES = ['Open', 'Draft', 'Submitted', 'Sent back', 'Signed off'] as const;
type State = (typeof STATES)[number];

/** An app in which the return stands so. */
async function standing(state: State): Promise<TestApp> {
  const test = testApp();
  test.setNow(EMPTY_DAY);
  if (state === 'Draft') await fillIn(test.as('lead'), { [INCIDENTS]: { value: '1504' } });
  if (state === 'Open' || state === 'Draft') return test;
  await submitWhole(test.as('lead'));
  if (state === 'Sent back') await check(test.app, 'send-back', { [INCIDENTS]: 'Why?' });
  if (state === 'Signed off') await check(test.app, 'sign-off');
  return test;
}

describe('over HTTP, what cannot be done with a return as it stands changes nothing', () => {
  const saving = { [`seen.${DETECTIONS}`]: '0', [`value.${DETECTIONS}`]: '400', [`status.${DETECTIONS}`]: 'final' };
  const STEPS = {
    save: ['lead', RETURN, saving],
    submit: ['lead', RETURN, { step: 'submit' }],
    'send back': ['officer', `${RETURN}/check`, { step: 'send-back', [`remark.${INCIDENTS}`]: 'Why?' }],
    'sign off': ['officer', `${RETURN}/check`, { step: 'sign-off', seen: '1' }],
    'open again': [
      'officer',
      `${RETURN}/reopen`,
      { row: INCIDENTS, account: '1', until: '2008-10-31', reason: 'Late reports' },
    ],
  } as const;

  it.each<[State, keyof typeof STEPS, number]>([
    ['Open', 'send back', 409],
    ['Open', 'sign off', 409],
    ['Open', 'open again', 409],
    ['Draft', 'send back', 409],
    ['Draft', 'sign off', 409],
    ['Draft', 'open again', 409],
    ['Submitted', 'save', 422],
    ['Submitted', 'submit', 409],
    ['Submitted', 'open again', 409],
    ['Sent back', 'send back', 409],
    ['Sent back', 'sign off', 409],
    ['Sent back', 'open again', 409],
    ['Signed off', 'save', 422],
    ['Signed off', 'submit', 409],
    ['Signed off', 'send back', 409],
    ['Signed off', 'sign off', 409],
  ])('%s: %s', async (state, step, status) => {
    const test = await standing(state);
    const before = test.store.audit.head();
    const [role, address, fields] = STEPS[step];
    const page = await sendForm(test.as(role), address, fields);
    expect([page.status, bandOf(page).State?.startsWith(state)]).toEqual([status, true]);
    expect(test.store.audit.head()).toEqual(before);
  });

  it.each(['send back', 'sign off', 'open again'] as const)('a lead cannot %s', async (step) => {
    const test = await standing(step === 'open again' ? 'Signed off' : 'Submitted');
    const [, address, fields] = STEPS[step];
    expect((await sendForm(test.as('lead'), address, fields)).status).toBe(403);
  });
});

it('a lead’s page after submitting shows what was typed in every locked box', async () => {
  const test = await submitted();
  const page = await openPage(test.as('lead'), RETURN);
  expect(page.root.querySelector(`[id="value.${INCIDENTS}"]`)?.attributes).toMatchObject({ value: '1504' });
  expect(saidOf(page, INCIDENTS_NATIONAL)).toContain('Locked: submitted');
  expect(() => withTyped(page, RETURN, { [INCIDENTS]: { value: '1' } })).toThrow('Nobody can type');
});
