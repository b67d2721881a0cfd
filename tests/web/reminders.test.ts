import { describe, expect, it } from 'vitest';
import type { Account } from '../../server/domain/account.ts';
import { h1Of, linkTo, mainText, openPage, type Page, sendForm } from '../support/page.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

const ADDRESS = '/account/reminders';

/** Each box by its words, ticked or not. */
function boxesOn({ root }: Page): Record<string, boolean> {
  const items = root.querySelectorAll('main .govuk-checkboxes__item');
  return Object.fromEntries(
    items.map((item) => [
      item.querySelector('label')?.text ?? '',
      item.querySelector('input')?.hasAttribute('checked') ?? false,
    ]),
  );
}

const ALL = {
  'When a return opens': true,
  'Seven working days before it is due': true,
  'One working day before it is due': true,
  'One working day after it was due': true,
  'Seven working days after it was due': true,
};

function leadOf({ store }: TestApp): Account {
  return store.accounts.list().find(({ role }) => role === 'lead') as Account;
}

describe('a person’s own reminders', () => {
  it('are all ticked to begin with, and led to from the account', async () => {
    const test = testApp();
    const page = await openPage(test.as('lead'), ADDRESS);
    expect([page.status, h1Of(page), boxesOn(page)]).toEqual([200, 'Your reminders', ALL]);
    expect(linkTo(page, 'Your account')).toBe('/account');
    const links = (await openPage(test.as('lead'), '/account')).root.querySelectorAll('main a');
    expect(links.map((link) => link.getAttribute('href'))).toContain(ADDRESS);
  });

  it('are turned down by taking the tick away, and taken again by setting it', async () => {
    const test = testApp();
    const done = await sendForm(test.as('lead'), ADDRESS, { wanted: ['day-before', 'day-after'] });
    expect([done.status, done.headers.location]).toEqual([303, `${ADDRESS}?saved=yes`]);
    const page = await openPage(test.as('lead'), `${ADDRESS}?saved=yes`);
    expect(mainText(page)).toContain('Saved. From now on you get the reminders that are ticked.');
    expect(boxesOn(page)).toEqual({
      ...ALL,
      'When a return opens': false,
      'Seven working days before it is due': false,
      'Seven working days after it was due': false,
    });
    await sendForm(test.as('lead'), ADDRESS, {
      wanted: ['opening', 'week-before', 'day-before', 'day-after', 'week-after'],
    });
    expect(boxesOn(await openPage(test.as('lead'), ADDRESS))).toEqual(ALL);
    expect(test.store.reminders.refusedBy(leadOf(test).id)).toEqual([]);
  });

  it('can all be turned down', async () => {
    const test = testApp();
    expect((await sendForm(test.as('lead'), ADDRESS, {})).status).toBe(303);
    expect(Object.values(boxesOn(await openPage(test.as('lead'), ADDRESS)))).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('are one’s own: another person’s stay as they are', async () => {
    const test = testApp();
    await sendForm(test.as('officer'), ADDRESS, { wanted: [] });
    expect(boxesOn(await openPage(test.as('lead'), ADDRESS))).toEqual(ALL);
  });

  it('a kind that there is not is refused, and nothing changes', async () => {
    const test = testApp();
    const page = await sendForm(test.as('lead'), ADDRESS, { wanted: ['opening', 'hourly'] });
    expect(page.status).toBe(422);
    expect(boxesOn(await openPage(test.as('lead'), ADDRESS))).toEqual(ALL);
  });

  it('saying the same again is no change', async () => {
    const test = testApp();
    await sendForm(test.as('lead'), ADDRESS, { wanted: ['opening'] });
    const head = test.store.audit.head();
    await sendForm(test.as('lead'), ADDRESS, { wanted: ['opening'] });
    expect(test.store.audit.head()).toEqual(head);
  });

  it('say who gets them, and whether there is a mail server', async () => {
    const with_mail = testApp({ mail: async () => {} });
    const lead = mainText(await openPage(with_mail.as('lead'), ADDRESS));
    expect(lead).toContain(
      'Reminders of quarterly returns go to the leads who answer for them: one message with everything that waits for you, never two within five days.',
    );
    expect(lead).not.toContain('No mail server is set');
    const board = mainText(await openPage(testApp().as('board'), ADDRESS));
    expect(board).toContain('As your account is, none come to you; what you choose here counts if that changes.');
    expect(board).toContain('No mail server is set here, so none go out at present.');
  });
});
