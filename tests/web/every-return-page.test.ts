import { describe, expect, it } from 'vitest';
import type { Account } from '../../server/domain/account.ts';
import { openPage, type Page, sendForm, texts } from '../support/page.ts';
import { faultsOf } from '../support/page-faults.ts';
import {
  ASSAULTS,
  bringSheet,
  check,
  DETECTIONS,
  EMPTY_DAY,
  fillIn,
  INCIDENTS,
  newPerson,
  RETURN,
  SHOPS,
  sheetWith,
  submitWhole,
  takeSheet,
  WHOLE,
  withTyped,
} from '../support/returns.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

/** A page in some state, and the status that it comes with. */
type State = [sentence: string, status: number, open: (test: TestApp) => Promise<Page>];

/** What others may send: each problem that a row can have must find its box. */
const WRONG = {
  [INCIDENTS]: { value: 'many', action_due: 'soon', action_effect: 'some', status: 'certain' },
  [DETECTIONS]: { value: '397', missing_reason: 'not-collected', commentary: 'x'.repeat(4001) },
  [ASSAULTS]: { numerator: 'x', denominator: 'y', value: 'z' },
  [SHOPS]: { numerator: '110', denominator: '109', note: 'x'.repeat(4001), action_owner: 'x'.repeat(201) },
} as const;

async function signedOff(test: TestApp): Promise<void> {
  await submitWhole(test.as('lead'));
  await check(test.app, 'sign-off');
}

const leadOf = ({ store }: TestApp): Account => store.accounts.list().find(({ role }) => role === 'lead') as Account;

function reopen(test: TestApp, given: Readonly<Record<string, string>> = {}): Promise<Page> {
  const fields = { row: INCIDENTS, account: String(leadOf(test).id), until: '2008-11-05', reason: 'Late', ...given };
  return sendForm(test.app, `${RETURN}/reopen`, fields);
}

async function guestOf(test: TestApp): Promise<string> {
  const made = await sendForm(test.app, `${RETURN}/links`, { link_name: 'The <police>', link_until: '2026-12-05' });
  return new URL(texts(made, '.handed')[0] ?? '').pathname;
}

async function overtaken(test: TestApp): Promise<Page> {
  const other = newPerson(test, 'lead', 'Olu Adeyemi', ['OSCP']);
  const fields = withTyped(await openPage(test.as(other), RETURN), RETURN, { [INCIDENTS]: { value: '1510' } });
  await fillIn(test.as('lead'), { [INCIDENTS]: { value: '1504', commentary: '<b>Mine</b>' } });
  return sendForm(test.as(other), RETURN, fields);
}

function openOn(test: TestApp, now: string, address: string): Promise<Page> {
  test.setNow(now);
  return openPage(test.app, address);
}

const STATES: State[] = [
  ['before it opens', 200, (test) => openOn(test, '2008-10-01T00:00:00Z', RETURN)],
  ['that is open', 200, (test) => openPage(test.as('lead'), RETURN)],
  [
    'with a draft',
    200,
    async (test) => {
      await fillIn(test.as('lead'), { ...WHOLE, [INCIDENTS]: { value: '15040', commentary: '<i>Late</i>' } });
      return openPage(test.as('lead'), `${RETURN}?done=saved`);
    },
  ],
  ['with everything missing', 422, (test) => fillIn(test.as('lead'), {}, 'submit')],
  [
    'with everything to be explained',
    422,
    (test) => fillIn(test.as('lead'), { [DETECTIONS]: { value: '397' } }, 'submit'),
  ],
  ['with every kind of wrong value', 422, (test) => fillIn(test.as('lead'), WRONG)],
  ['in which somebody was faster', 409, overtaken],
  [
    'that is submitted, as an officer checks it',
    200,
    async (test) => {
      await submitWhole(test.as('lead'));
      return openPage(test.app, `${RETURN}?done=submitted`);
    },
  ],
  [
    'that is sent back without a reason',
    422,
    async (test) => {
      await submitWhole(test.as('lead'));
      return check(test.app, 'send-back');
    },
  ],
  [
    'that was sent back',
    200,
    async (test) => {
      await submitWhole(test.as('lead'));
      await check(test.app, 'send-back', { [INCIDENTS]: 'Is the <campaign> in it?' });
      return openPage(test.as('lead'), RETURN);
    },
  ],
  [
    'that is signed off',
    200,
    async (test) => {
      await signedOff(test);
      return openPage(test.app, `${RETURN}?done=signed-off`);
    },
  ],
  [
    'of which nothing is opened again for want of words',
    422,
    async (test) => {
      await signedOff(test);
      return reopen(test, { row: '', account: '', until: '', reason: '' });
    },
  ],
  [
    'of which a target is open again',
    200,
    async (test) => {
      await signedOff(test);
      await reopen(test);
      return openPage(test.as(leadOf(test)), RETURN);
    },
  ],
  [
    'for which a link is made',
    200,
    (test) => sendForm(test.app, `${RETURN}/links`, { link_name: 'The police', link_until: '2026-12-05' }),
  ],
  [
    'for which no link is made',
    422,
    (test) => sendForm(test.app, `${RETURN}/links`, { link_name: '', link_until: '' }),
  ],
  [
    'with links that count and do not',
    200,
    async (test) => {
      await guestOf(test);
      await guestOf(test);
      await sendForm(test.app, `${RETURN}/links`, { revoke: '1' });
      return openPage(test.app, `${RETURN}?done=revoked`);
    },
  ],
  ['as somebody sees it by a link', 200, async (test) => openPage(test.bare, await guestOf(test))],
  [
    'as somebody sees it by a link, with errors',
    422,
    async (test) => fillIn(test.bare, WRONG, 'save', await guestOf(test)),
  ],
  [
    'as a sheet would change it',
    200,
    async (test) => {
      const sheet = await takeSheet(test.as('lead'));
      return bringSheet(test.as('lead'), sheetWith(sheet, { 'LAA1 DV a': { value: '1504', commentary: '<b>' } }));
    },
  ],
  [
    'as a sheet leaves it',
    200,
    async (test) => bringSheet(test.as('lead'), sheetWith(await takeSheet(test.as('lead')))),
  ],
  ['to which no sheet is brought', 422, (test) => bringSheet(test.as('lead'), 'hello')],
  ['on the desk, on which much is late', 200, (test) => openOn(test, '2009-01-05T09:00:00Z', '/returns')],
  [
    'whose action is refused',
    422,
    (test) =>
      sendForm(test.as('lead'), '/actions/laa1/laa1-dv/a', { action: '0', title: '', due: 'x', expected_effect: 'y' }),
  ],
  ['whose meeting is refused', 422, (test) => sendForm(test.app, '/meetings', { date: 'soon', reviews: 'x' })],
  ['whose dates are refused', 422, (test) => sendForm(test.app, '/meetings/dates', {})],
];

describe('a return', () => {
  it.each(STATES)(
    '%s has one heading, its headers, no blank, no machine’s word, and every link on it finds its place',
    async (_sentence, status, open) => {
      const test = testApp();
      test.setNow(EMPTY_DAY);
      const page = await open(test);
      expect(page.status).toBe(status);
      // Of what a link opens the address is told to nobody, where others tell it to this site.
      expect(faultsOf(page).filter((fault) => !fault.startsWith('referrer-policy'))).toEqual([]);
      expect(page.headers['cache-control']).toBe('no-store');
    },
  );
});
