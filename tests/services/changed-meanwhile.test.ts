import { describe, expect, it } from 'vitest';
import { Invalid, NotFound } from '../../server/domain/errors.ts';
import { firstLink, useLink } from '../../server/services/links.ts';
import { changePassword } from '../../server/services/own-account.ts';
import { checkPassword, hashPassword } from '../../server/services/passwords.ts';
import { checkSignIn } from '../../server/services/sign-in.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import { addPerson, browserOn, codeAt, leadsTo, PASSWORD, quickHash } from '../support/door.ts';
import { newEmail, newMember } from '../support/people.ts';
import { emptyApp, testApp } from '../support/test-app.ts';

const ORIGIN = { address: '192.0.2.1', device: null };
const NEXT = 'eight grey geese at dawn';

/** A password takes a while to check, and others go on meanwhile. */
describe('while a password is being checked', () => {
  it.each<[string, 'password' | 'state']>([
    ['another password is set: the one before opens nothing', 'password'],
    ['the account is disabled: nobody comes in', 'state'],
  ])('%s', async (_sentence, what) => {
    const test = testApp();
    const { store, deps } = test;
    const { id, email } = await addPerson(test, {});
    const next = await hashPassword(NEXT);
    const checked = checkSignIn(deps, { email, password: PASSWORD }, ORIGIN);
    store.write(COMMAND_LINE, () => {
      if (what === 'password') store.accounts.setPassword(id, next);
      else store.accounts.setState(id, 'disabled');
    });
    await expect(checked).rejects.toThrow(Invalid);
  });

  it('and is of older parameters, another one that is set is not written over', async () => {
    const test = testApp();
    const { store, deps } = test;
    const { id, email } = await addPerson(test, { quick: true });
    const next = await hashPassword(NEXT);
    const checked = checkSignIn(deps, { email, password: PASSWORD }, ORIGIN);
    // The check of the quick hash is over at once; what follows is the making of another.
    await new Promise((resolve) => setTimeout(resolve, 40));
    store.write(COMMAND_LINE, () => store.accounts.setPassword(id, next));
    await expect(checked).rejects.toThrow(Invalid);
    expect(store.accounts.findPassword(id)).toBe(next);
  });

  it('a reset wins over a change with the password before', async () => {
    const test = testApp();
    const { store, deps } = test;
    const person = await addPerson(test, { quick: true });
    const reset = await quickHash;
    const changed = changePassword(deps, person, { current: PASSWORD, next: NEXT }, ORIGIN, 'session');
    let settled = false;
    changed.then(
      () => {
        settled = true;
      },
      () => {
        settled = true;
      },
    );
    // As soon as the older hash was made again the password has been checked, and the next one is being made.
    while (!settled && store.accounts.findPassword(person.id) === reset) await new Promise(setImmediate);
    store.write(COMMAND_LINE, () => store.accounts.setPassword(person.id, reset));
    await expect(changed).rejects.toThrow('This is not your password.');
    expect((await checkPassword(PASSWORD, store.accounts.findPassword(person.id))).right).toBe(true);
  });
});

describe('somebody who has shown a password and not yet a code', () => {
  it('begins again when the password is another one', async () => {
    const test = testApp();
    const person = await newMember(test, 'board');
    const own = browserOn(test.bare);
    await own.send('/sign-in', { email: person.email, password: PASSWORD });
    const page = await own.open('/account/second-factor');
    const secret = page.root.querySelector('.secret')?.text.replace(/\s/g, '') ?? '';
    await own.send('/account/second-factor', { code: codeAt(secret, test.deps.clock()) });
    const thief = browserOn(test.bare);
    expect(leadsTo(await thief.send('/sign-in', { email: person.email, password: PASSWORD }))).toBe('/sign-in/code');
    await own.send('/account/password', { current: PASSWORD, next: NEXT });
    expect(leadsTo(await thief.open('/sign-in/code'))).toBe('/sign-in');
    // Nor does it stand among the sessions of the person.
    await browserOn(test.bare).send('/sign-in', { email: person.email, password: NEXT });
    const rows = (await own.open('/account')).root.querySelectorAll('tbody tr');
    expect(rows).toHaveLength(1);
  });
});

describe('who has no password here', () => {
  it.each([
    ['because they come by the single sign-on', { password: null }, {}],
    ['because passwords do not count', {}, { localSignIn: false }],
  ] as const)('%s sets none', async (_sentence, given, settings) => {
    const test = testApp(settings);
    const person = await addPerson(test, { ...given, email: newEmail() });
    const before = test.store.accounts.findPassword(person.id);
    const browser = browserOn(test.as(person));
    const page = await browser.send('/account/password', { current: '', next: NEXT });
    expect(page.status).toBe(403);
    expect(test.store.accounts.findPassword(person.id)).toBe(before);
  });
});

describe('the link of the first administrator', () => {
  it('with an address that an account has: refused at the field, and the link still counts', async () => {
    const { store, deps } = emptyApp();
    const { email } = store.accounts.list()[0] ?? { email: '' };
    const link = firstLink(store, deps.settings, COMMAND_LINE);
    const token = link.address.split('/').at(-1) ?? '';
    const entry = { email, name: 'First', post: 'Administrator', password: NEXT };
    const use = (given: typeof entry) => useLink(deps, token, given, (read) => read);
    await expect(use(entry)).rejects.toMatchObject({ problems: [{ field: 'email' }] });
    await use({ ...entry, email: 'first@test.invalid' });
    await expect(use({ ...entry, email: 'second@test.invalid' })).rejects.toThrow(NotFound);
    expect(store.accounts.listAdministrators(true)).toHaveLength(1);
  });
});
