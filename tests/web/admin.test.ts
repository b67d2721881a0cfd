import { readdirSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../server/domain/account.ts';
import type { Role } from '../../server/domain/role.ts';
import type { Mailer } from '../../server/services/mail.ts';
import { createRecord, loadExample } from '../../server/services/setup.ts';
import { COMMAND_LINE, TODAY } from '../support/authors.ts';
import { addPerson, PASSWORD } from '../support/door.ts';
import { temporaryFolder } from '../support/folders.ts';
import {
  formValues,
  h1Of,
  hasSection,
  mainText,
  openPage,
  type Page,
  problemAt,
  problemsOn,
  sectionText,
  sendForm,
  tableRows,
  texts,
} from '../support/page.ts';
import { newEmail, newInvited, newMember, withFactor } from '../support/people.ts';
import { appOn, emptyApp, type TestApp, type TestSettings, testApp } from '../support/test-app.ts';

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Somebody who is to be invited. */
const person = (given: Fields = {}): Fields => ({
  email: 'Ashley.Moreau@Test.Invalid',
  name: 'Ashley Moreau',
  post: 'Waste Partnership co-ordinator',
  role: 'lead',
  partnerships: ['OWP'],
  ...given,
});

/** An account as the form that changes it sends it. */
const formOf = ({ email, name, post, role, partnerships }: Account, given: Fields = {}): Fields => ({
  email,
  name,
  post,
  role,
  partnerships,
  ...given,
});

interface Office {
  readonly test: TestApp;
  /** The app as its administrator meets it. */
  readonly admin: RequestListener;
  readonly administrator: Account;
}

/** An office with one administrator who can come in. */
function office(settings: TestSettings = {}): Office {
  const test = testApp(settings);
  const administrator = test.store.accounts.list().find(({ role }) => role === 'administrator');
  if (administrator === undefined) throw new Error('the example has no administrator');
  return { test, admin: test.as(administrator), administrator };
}

function accountOf({ store }: TestApp, id: number): Account {
  const account = store.accounts.find(id);
  if (account === null) throw new Error(`there is no account ${id}`);
  return account;
}

function findBy({ store }: TestApp, email: string): Account {
  const account = store.accounts.findByEmail(email);
  if (account === null) throw new Error(`there is no account ${email}`);
  return account;
}

/** The path of the link that a page shows. */
function shownLink(page: Page): string {
  const address = texts(page, '[role="status"] code')[0] ?? '';
  return address.replace('http://127.0.0.1:3000', '');
}

/** Whether a session still counts: somebody whose does not is sent to the sign-in page. */
async function isIn(session: RequestListener): Promise<boolean> {
  return (await openPage(session, '/account')).status === 200;
}

function audited({ store }: TestApp, after = 0) {
  const all = { actor: null, key: null, from: null, to: null, before: null, limit: 100_000 };
  return store.audit.list(all).filter(({ sequence }) => sequence > after);
}

describe('inviting', () => {
  it.each<[string, Fields, string, string]>([
    ['no address', { email: '' }, 'email', 'Enter an e-mail address, such as name@council.example.'],
    ['an address without @', { email: 'ashley' }, 'email', 'Enter an e-mail address, such as name@council.example.'],
    ['two addresses', { email: 'a@b.c, d@e.f' }, 'email', 'Enter an e-mail address, such as name@council.example.'],
    [
      'a line break in an address',
      { email: 'a@b.c\nBcc: d@e.f' },
      'email',
      'Enter an e-mail address, such as name@council.example.',
    ],
    [
      'an address that has an account, in other letters',
      { email: 'Officer@EXAMPLE.invalid' },
      'email',
      'There is an account with this e-mail address already.',
    ],
    ['an address of 201 characters', { email: `${'a'.repeat(199)}@b` }, 'email', 'Use at most 200 characters.'],
    ['no name', { name: ' ' }, 'name', 'Enter the person’s name.'],
    ['a name of 201 characters', { name: 'a'.repeat(201) }, 'name', 'Use at most 200 characters.'],
    ['no post', { post: '' }, 'post', 'Enter the post, such as Waste Partnership co-ordinator.'],
    ['a post of 201 characters', { post: 'a'.repeat(201) }, 'post', 'Use at most 200 characters.'],
    ['no role', { role: '' }, 'role', 'Choose what the person may do.'],
    ['a role that there is not', { role: 'king' }, 'role', 'Choose what the person may do.'],
    ['a lead of nothing', { partnerships: [] }, 'partnerships', 'Choose at least one partnership for a lead.'],
    [
      'a lead of a partnership that there is not',
      { partnerships: ['OWP', 'NOPE'] },
      'partnerships',
      'Choose partnerships that are in the list.',
    ],
  ])(
    '%s: the problem stands at its field, all else is kept, and nobody is invited',
    async (_, given, field, message) => {
      const { test, admin } = office();
      const before = audited(test).length;
      const page = await sendForm(admin, '/admin/accounts', person(given));
      expect([page.status, h1Of(page), problemsOn(page)]).toEqual([422, 'Accounts', { [field]: message }]);
      expect(problemAt(page, field)).toBe(message);
      const { [field]: _wrong, ...others } = person(given);
      const kept = formValues(page, '/admin/accounts');
      const asSent = 'partnerships' in others ? { ...others, partnerships: 'OWP' } : others;
      expect(kept).toMatchObject(asSent);
      expect(audited(test)).toHaveLength(before);
    },
  );

  it('every problem is listed at once', async () => {
    const page = await sendForm(office().admin, '/admin/accounts', {});
    expect(Object.keys(problemsOn(page))).toEqual(['email', 'name', 'post', 'role']);
  });

  it('200 characters are not too many', async () => {
    const { admin } = office();
    const whole = 'a'.repeat(200);
    const page = await sendForm(
      admin,
      '/admin/accounts',
      person({ name: whole, post: whole, email: `${'a'.repeat(198)}@b` }),
    );
    expect(page.status).toBe(200);
  });

  it('makes an account that waits for its password, with the partnerships of a lead only', async () => {
    const { test, admin } = office();
    await sendForm(admin, '/admin/accounts', person({ partnerships: ['OWP', 'OSCP', 'OWP'] }));
    await sendForm(admin, '/admin/accounts', person({ email: 'b@test.invalid', role: 'board' }));
    expect(findBy(test, 'ashley.moreau@test.invalid')).toMatchObject({
      name: 'Ashley Moreau',
      post: 'Waste Partnership co-ordinator',
      role: 'lead',
      state: 'invited',
      demonstration: false,
      partnerships: ['OSCP', 'OWP'],
    });
    expect(findBy(test, 'b@test.invalid').partnerships).toEqual([]);
    const rows = tableRows((await openPage(admin, '/admin')).root.querySelector('table') ?? expect.fail('no table'));
    expect(rows.find(({ head }) => head.startsWith('Ashley Moreau ashley.moreau'))?.cells).toEqual({
      'May do': 'Partnership lead',
      'Answers for': 'Oxfordshire Safer Communities Partnership and Oxfordshire Waste Partnership',
      State: 'Invited, no password yet',
      'Second factor': 'none',
    });
  });

  it('without a mail server its link is shown this once, opens the account, and counts once', async () => {
    const { test, admin } = office();
    const page = await sendForm(admin, '/admin/accounts', person());
    const [handed = ''] = texts(page, '[role="status"]');
    // 24 hours after 25 November 2026, 09:00.
    expect(handed).toMatch(
      /^Hand this link to Ashley Moreau yourself\. It is shown this once, counts once, and until 26 November 2026, 09:00: http:\/\/127\.0\.0\.1:3000\/links\/[\w-]{43}$/,
    );
    const link = shownLink(page);
    const { id } = findBy(test, 'ashley.moreau@test.invalid');
    for (const address of ['/admin', `/admin/accounts/${id}`, '/audit']) {
      expect((await openPage(admin, address)).html).not.toContain(link.slice('/links/'.length));
    }
    expect((await openPage(test.bare, link)).status).toBe(200);
    expect((await sendForm(test.bare, link, { password: PASSWORD })).status).toBe(303);
    expect(accountOf(test, id).state).toBe('active');
    expect((await openPage(test.bare, link)).status).toBe(404);
  });

  it('the link counts for 24 hours', async () => {
    const { test, admin } = office();
    const link = shownLink(await sendForm(admin, '/admin/accounts', person()));
    test.setClock('2026-11-26T08:59:59Z');
    expect((await openPage(test.bare, link)).status).toBe(200);
    test.setClock('2026-11-26T09:00:00Z');
    expect((await openPage(test.bare, link)).status).toBe(404);
  });

  it('the database holds the hash of the link only', async () => {
    const folder = temporaryFolder();
    const store = createRecord(join(folder, 'laa.db'), COMMAND_LINE);
    loadExample(store, COMMAND_LINE);
    const test = appOn(store);
    const administrator = await newMember(test, 'administrator');
    const fields = person({ role: 'board', partnerships: [] });
    const token = shownLink(await sendForm(test.as(administrator), '/admin/accounts', fields)).slice('/links/'.length);
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    store.close();
    expect(token).toHaveLength(43);
    // The address stands in the same rows, so that the search would have found it.
    expect(bytes.some((text) => text.includes('ashley.moreau@test.invalid'))).toBe(true);
    expect(bytes.some((text) => text.includes(token))).toBe(false);
  });

  it('with a mail server the link goes to the person, and is shown to nobody', async () => {
    const sent: Parameters<Mailer>[0][] = [];
    const mail: Mailer = async (message) => void sent.push(message);
    const { test, admin } = office({ mail });
    const page = await sendForm(admin, '/admin/accounts', person());
    expect(texts(page, '[role="status"]')).toEqual(['The link has gone to ashley.moreau@test.invalid.']);
    expect(page.html).not.toContain('/links/');
    expect(sent.map(({ to }) => to)).toEqual(['ashley.moreau@test.invalid']);
    const link = /http:\/\/127\.0\.0\.1:3000(\/links\/[\w-]{43})\n/.exec(sent[0]?.text ?? '')?.[1] ?? '';
    expect((await openPage(test.bare, link)).status).toBe(200);
  });

  it('where the mail server refuses, the account is there and the link is shown with the reason', async () => {
    const mail: Mailer = async () => {
      throw new Error('550 No such mailbox here');
    };
    const { test, admin } = office({ mail });
    const page = await sendForm(admin, '/admin/accounts', person());
    expect(texts(page, '[role="status"]')[0]).toContain('could not be sent. The mail server said: 550 No such mailbox');
    expect((await openPage(test.bare, shownLink(page))).status).toBe(200);
  });

  it('what was typed is shown as text', async () => {
    const { test, admin } = office();
    await sendForm(admin, '/admin/accounts', person({ name: '<b id="x">Ash</b>' }));
    const { id } = findBy(test, 'ashley.moreau@test.invalid');
    for (const address of ['/admin', `/admin/accounts/${id}`, '/audit']) {
      const page = await openPage(admin, address);
      expect(page.root.querySelector('#x')).toBeNull();
    }
  });
});

describe('changing', () => {
  it('stores what was entered, and says so', async () => {
    const { test, admin } = office();
    const account = await newMember(test, 'board');
    const address = `/admin/accounts/${account.id}`;
    const given = { email: 'New.Address@test.invalid', name: 'Robin New', post: 'Head of Waste' };
    const sent = await sendForm(admin, address, formOf(account, given));
    expect([sent.status, sent.headers.location]).toEqual([303, `${address}?done=changed`]);
    expect(accountOf(test, account.id)).toEqual({ ...account, ...given, email: 'new.address@test.invalid' });
    const page = await openPage(admin, `${address}?done=changed`);
    expect([h1Of(page), texts(page, '[role="status"]')]).toEqual(['Robin New', ['The account is changed.']]);
    expect(formValues(page, address)).toMatchObject({ ...given, email: 'new.address@test.invalid', role: 'board' });
  });

  it.each<[string, Fields, string, string]>([
    ['no name', { name: '' }, 'name', 'Enter the person’s name.'],
    [
      'somebody else’s address',
      { email: 'lead@example.invalid' },
      'email',
      'There is an account with this e-mail address already.',
    ],
    ['a lead of nothing', { role: 'lead' }, 'partnerships', 'Choose at least one partnership for a lead.'],
  ])('%s: the problem stands at its field, and nothing is stored', async (_sentence, given, field, message) => {
    const { test, admin } = office();
    const account = await newMember(test, 'board');
    const page = await sendForm(admin, `/admin/accounts/${account.id}`, formOf(account, given));
    expect([page.status, problemsOn(page), problemAt(page, field)]).toEqual([422, { [field]: message }, message]);
    expect(formValues(page, `/admin/accounts/${account.id}`)).toMatchObject(given);
    expect(accountOf(test, account.id)).toEqual(account);
  });

  it.each<[string, (account: Account) => Fields, boolean]>([
    [
      'another role ends the person’s sessions at the next request',
      (account) => formOf(account, { role: 'officer' }),
      false,
    ],
    ['another name and post do not', (account) => formOf(account, { name: 'Robin New', post: 'Head' }), true],
  ])('%s', async (_sentence, change, stays) => {
    const { test, admin } = office();
    const account = await newMember(test, 'board');
    const sessions = [test.as(account), test.as(account)];
    await sendForm(admin, `/admin/accounts/${account.id}`, change(account));
    expect(await Promise.all(sessions.map(isIn))).toEqual([stays, stays]);
    expect(await isIn(admin)).toBe(true);
  });

  it('the partnerships of a lead count from the next request, in the session that is there', async () => {
    const { test, admin } = office();
    const account = await newMember(test, 'lead');
    const session = test.as(account);
    const waste = { period: '2008-09-q2', basis: 'standard', value: '39.2', status: 'final', note: 'x', step: 'check' };
    const crime = { ...waste, value: '1672' };
    const statuses = async () => [
      (await sendForm(session, '/figures/laa2/ni-192', waste)).status,
      (await sendForm(session, '/figures/laa1/laa1-dv/a', crime)).status,
    ];
    expect(await statuses()).toEqual([200, 403]);
    await sendForm(admin, `/admin/accounts/${account.id}`, formOf(account, { partnerships: ['OSCP'] }));
    expect(await statuses()).toEqual([403, 200]);
  });

  it.each([
    ['GET', '/admin/accounts/999'],
    ['GET', '/admin/accounts/x'],
    ['POST', '/admin/accounts/999'],
    ['POST', '/admin/accounts/999/state'],
    ['POST', '/admin/accounts/999/link'],
    ['POST', '/admin/accounts/999/second-factor'],
    ['POST', '/admin/accounts/1/state'],
    ['POST', '/admin/identities/999'],
  ])('%s %s: there is no such account, or nothing that can be done with it', async (method, address) => {
    const { admin } = office();
    const fields = address.endsWith('1/state') ? { state: 'invited' } : person({ state: 'disabled', account: '1' });
    const page = method === 'GET' ? await openPage(admin, address) : await sendForm(admin, address, fields);
    expect(page.status).toBe(404);
  });
});

describe('the door of an account', () => {
  it('disabling ends sessions and links at once; the account stays', async () => {
    const { test, admin } = office();
    const [account, waiting] = [await newMember(test, 'officer'), await newInvited(test, 'board')];
    const link = shownLink(await sendForm(admin, `/admin/accounts/${waiting.id}/link`, {}));
    const session = test.as(account);
    for (const { id } of [account, waiting]) {
      const sent = await sendForm(admin, `/admin/accounts/${id}/state`, { state: 'disabled' });
      expect([sent.status, sent.headers.location]).toEqual([303, `/admin/accounts/${id}?done=disabled`]);
      expect(accountOf(test, id).state).toBe('disabled');
    }
    expect(await isIn(session)).toBe(false);
    expect((await openPage(test.bare, link)).status).toBe(404);
    const tried = await sendForm(test.bare, '/sign-in', { email: account.email, password: PASSWORD, next: '/' });
    expect(tried.status).toBe(422);
  });

  it('enabling again opens it: with its password, or waiting for its first; old links stay ended', async () => {
    const { test, admin } = office();
    const [account, waiting] = [await newMember(test, 'officer'), await newInvited(test, 'board')];
    const link = shownLink(await sendForm(admin, `/admin/accounts/${waiting.id}/link`, {}));
    const session = test.as(account);
    for (const { id } of [account, waiting]) {
      for (const state of ['disabled', 'enabled']) await sendForm(admin, `/admin/accounts/${id}/state`, { state });
    }
    expect([accountOf(test, account.id).state, accountOf(test, waiting.id).state]).toEqual(['active', 'invited']);
    expect((await openPage(test.bare, link)).status).toBe(404);
    expect(await isIn(session)).toBe(false);
    const tried = await sendForm(test.bare, '/sign-in', { email: account.email, password: PASSWORD, next: '/' });
    expect([tried.status, tried.headers.location]).toEqual([303, '/']);
  });

  it('a new link ends the older one; for somebody with a password it sets another, and counts an hour', async () => {
    const { test, admin } = office();
    const account = await newMember(test, 'officer');
    const page = await openPage(admin, `/admin/accounts/${account.id}`);
    expect(texts(page, '#link')).toEqual(['Make a link to set another password']);
    const [older, newer] = [
      shownLink(await sendForm(admin, `/admin/accounts/${account.id}/link`, {})),
      shownLink(await sendForm(admin, `/admin/accounts/${account.id}/link`, {})),
    ];
    expect((await openPage(test.bare, older)).status).toBe(404);
    test.setClock('2026-11-25T09:59:59Z');
    expect((await openPage(test.bare, newer)).status).toBe(200);
    test.setClock('2026-11-25T10:00:00Z');
    expect((await openPage(test.bare, newer)).status).toBe(404);
  });

  it('another address ends what was sent to the one before, and its sessions', async () => {
    const { test, admin } = office();
    const sent = shownLink(await sendForm(admin, '/admin/accounts', person({ email: 'typo@test.invalid' })));
    const { id } = findBy(test, 'typo@test.invalid');
    await sendForm(admin, `/admin/accounts/${id}`, person({ email: 'right@test.invalid' }));
    expect((await openPage(test.bare, sent)).status).toBe(404);
    const member = await newMember(test, 'board');
    const session = test.as(member);
    await sendForm(admin, `/admin/accounts/${member.id}`, { ...person({ role: 'board' }), email: 'new@test.invalid' });
    expect(await isIn(session)).toBe(false);
  });

  it('a new invitation ends the older one', async () => {
    const { test, admin } = office();
    const older = shownLink(await sendForm(admin, '/admin/accounts', person()));
    const { id } = findBy(test, 'ashley.moreau@test.invalid');
    expect(texts(await openPage(admin, `/admin/accounts/${id}`), '#link')).toEqual(['Make a new invitation']);
    const newer = shownLink(await sendForm(admin, `/admin/accounts/${id}/link`, {}));
    expect((await openPage(test.bare, older)).status).toBe(404);
    expect((await openPage(test.bare, newer)).status).toBe(200);
  });

  it.each<[string, (test: TestApp) => Account | Promise<Account>, string]>([
    [
      'that is disabled',
      async (test) => {
        const account = await newInvited(test, 'board');
        test.store.write(COMMAND_LINE, () => test.store.accounts.setState(account.id, 'disabled'));
        return account;
      },
      'This account is disabled. Enable it first.',
    ],
    [
      'of the example',
      (test) => findBy(test, 'board@example.invalid'),
      'This account belongs to the example and has no password.',
    ],
  ])('an account %s gets no link', async (_sentence, make, sentence) => {
    const { test, admin } = office();
    const page = await sendForm(admin, `/admin/accounts/${(await make(test)).id}/link`, {});
    expect([page.status, problemsOn(page)]).toEqual([409, { link: sentence }]);
    expect(page.html).not.toContain('/links/');
  });

  it('a second factor is taken away with its recovery codes; the person’s sessions end', async () => {
    const { test, admin } = office();
    const account = await newMember(test, 'officer');
    withFactor(test, account);
    const [address, session, before] = [
      `/admin/accounts/${account.id}`,
      test.as(account),
      test.store.audit.head().sequence,
    ];
    expect(mainText(await openPage(admin, address))).toContain('second factor set up');
    const sent = await sendForm(admin, `${address}/second-factor`, {});
    expect([sent.status, sent.headers.location]).toEqual([303, `${address}?done=factor`]);
    expect(test.store.secondFactors.find(account.id)).toBeNull();
    expect(await isIn(session)).toBe(false);
    const page = await openPage(admin, `${address}?done=factor`);
    expect(mainText(page)).toContain('no second factor');
    expect(mainText(page)).not.toContain('Take the second factor away');
    expect(
      audited(test, before)
        .map(({ action, object }) => `${object} ${action}`)
        .sort(),
    ).toEqual(['recovery_codes removed', 'recovery_codes removed', 'second_factors removed']);
    const signedIn = await sendForm(test.bare, '/sign-in', { email: account.email, password: PASSWORD, next: '/' });
    expect(signedIn.headers.location).toBe('/');
  });
});

describe('the last administrator', () => {
  const SENTENCE = 'This is the only administrator who can sign in. Make somebody else an administrator first.';

  /** Another administrator, who cannot come in. */
  const OTHERS: readonly [string, (test: TestApp) => void | Promise<void>][] = [
    ['is alone', () => {}],
    [
      'has another beside them who is only invited',
      async (test) => {
        await newInvited(test, 'administrator');
      },
    ],
    [
      'has another beside them who is disabled',
      async (test) => {
        const { id } = await newInvited(test, 'administrator');
        test.store.write(COMMAND_LINE, () => test.store.accounts.setState(id, 'disabled'));
      },
    ],
  ];

  it.each(OTHERS)('who %s can neither be disabled nor given another role', async (_sentence, add) => {
    const { test, admin, administrator } = office();
    await add(test);
    const address = `/admin/accounts/${administrator.id}`;
    const disabled = await sendForm(admin, `${address}/state`, { state: 'disabled' });
    expect([disabled.status, problemsOn(disabled)]).toEqual([409, { state: SENTENCE }]);
    const changed = await sendForm(admin, address, formOf(administrator, { role: 'officer', post: 'Analyst' }));
    expect([changed.status, problemsOn(changed)]).toEqual([409, { role: SENTENCE }]);
    expect(formValues(changed, address)).toMatchObject({ role: 'officer', post: 'Analyst' });
    expect(accountOf(test, administrator.id)).toEqual(administrator);
    expect(await isIn(admin)).toBe(true);
    const page = await openPage(admin, address);
    expect(mainText(page)).toContain('This is the only administrator who can sign in');
    expect(page.root.querySelector(`form[action="${address}/state"]`)).toBeNull();
  });

  it('may be given another name, post and address', async () => {
    const { test, admin, administrator } = office();
    const given = { name: 'Ada', post: 'Analyst', email: 'ada@test.invalid' };
    await sendForm(admin, `/admin/accounts/${administrator.id}`, formOf(administrator, given));
    expect(accountOf(test, administrator.id)).toMatchObject(given);
  });

  it.each<[string, (account: Account) => [string, Fields]]>([
    ['disabled', ({ id }) => [`/admin/accounts/${id}/state`, { state: 'disabled' }]],
    ['given another role', (account) => [`/admin/accounts/${account.id}`, formOf(account, { role: 'board' })]],
  ])(
    'with another who can come in they may be %s, by themselves too, and then the other is the last',
    async (_, step) => {
      const { test, admin, administrator } = office();
      const other = await newMember(test, 'administrator');
      expect((await sendForm(admin, ...step(administrator))).status).toBe(303);
      expect(await isIn(admin)).toBe(false);
      const last = await sendForm(test.as(other), ...step(other));
      expect(last.status).toBe(409);
      expect(accountOf(test, other.id)).toEqual(other);
    },
  );
});

describe('people of the single sign-on', () => {
  function seen({ store }: TestApp, account: number | null): number {
    const known = { issuer: 'https://login.invalid', subject: 's-1', label: 'Sam Doe', account, first_seen_at: TODAY };
    return store.write(COMMAND_LINE, () => store.identities.insert(known)).id;
  }

  it('are listed until somebody says whose account is theirs, and then stand at the account', async () => {
    const { test, admin } = office();
    const account = await newMember(test, 'board');
    const id = seen(test, null);
    expect(sectionText(await openPage(admin, '/admin'), 'People of the single sign-on')).toContain('Sam Doe');
    await sendForm(admin, `/admin/identities/${id}`, { account: String(account.id) });
    expect(hasSection(await openPage(admin, '/admin'), 'People of the single sign-on')).toBe(false);
    const page = await openPage(admin, `/admin/accounts/${account.id}`);
    expect(sectionText(page, 'Single sign-on')).toContain('Sam Doe https://login.invalid, s-1');
    expect(formValues(page, `/admin/identities/${id}`)).toEqual({});
  });

  it('taking the link away ends the sessions of the account', async () => {
    const { test, admin } = office();
    const account = await newMember(test, 'board');
    const [id, session] = [seen(test, account.id), test.as(account)];
    await sendForm(admin, `/admin/identities/${id}`, { account: '' });
    expect(test.store.identities.find(id)?.account).toBeNull();
    expect(await isIn(session)).toBe(false);
  });

  it.each([
    [
      'it is the only way in for the only administrator',
      { password: null },
      true,
      409,
      'This is the only administrator who can sign in.',
    ],
    ['there is a password, but none counts', {}, false, 409, 'This is the only administrator who can sign in.'],
    ['there is a password, and it counts', {}, true, 303, ''],
  ] as const)(
    'the link of an administrator is taken away: %s',
    async (_sentence, given, localSignIn, status, words) => {
      const test = emptyApp({ localSignIn });
      const only = await addPerson(test, { email: newEmail(), role: 'administrator', ...given });
      const id = seen(test, only.id);
      const page = await sendForm(test.as(only), `/admin/identities/${id}`, { account: '' });
      expect(page.status).toBe(status);
      expect(Object.values(problemsOn(page)).join(' ')).toContain(words);
      expect(test.store.identities.find(id)?.account).toBe(status === 409 ? only.id : null);
    },
  );

  it.each([['999'], ['x'], ['-1'], ['1 OR 1']])('account %s: there is none, and nobody is linked', async (account) => {
    const { test, admin } = office();
    const id = seen(test, null);
    expect((await sendForm(admin, `/admin/identities/${id}`, { account })).status).toBe(404);
    expect(test.store.identities.find(id)?.account).toBeNull();
  });
});

describe('everybody else', () => {
  const { test } = office();
  const id = findBy(test, 'board@example.invalid').id;

  const ROUTES: readonly [method: 'GET' | 'POST', address: string, does: string][] = [
    ['GET', '/admin', 'see all accounts'],
    ['POST', '/admin/accounts', 'invite a person'],
    ['GET', `/admin/accounts/${id}`, 'see an account'],
    ['POST', `/admin/accounts/${id}`, 'change an account'],
    ['POST', `/admin/accounts/${id}/state`, 'disable an account, or enable it again'],
    ['POST', `/admin/accounts/${id}/link`, 'send a new link'],
    ['POST', `/admin/accounts/${id}/second-factor`, 'take a person’s second factor away, where the phone is lost'],
    ['POST', '/admin/identities/1', 'link a single sign-on to an account'],
    ['GET', '/audit', 'search the audit'],
    ['GET', '/audit.csv', 'take the audit away'],
  ];
  const SIGNED_IN: readonly [Role, string][] = [
    ['board', 'a Board member'],
    ['lead', 'a partnership lead'],
    ['officer', 'a performance officer'],
  ];
  const fields = person({ state: 'disabled', account: '' });

  it.each(SIGNED_IN)('%s: told who can, and nothing happens', async (role, words) => {
    const before = test.store.audit.head();
    for (const [method, address, does] of ROUTES) {
      const app = test.as(role);
      const page = method === 'GET' ? await openPage(app, address) : await sendForm(app, address, fields);
      expect([page.status, mainText(page)]).toEqual([
        403,
        expect.stringContaining(`Only administrators can ${does}. You are signed in as ${words}.`),
      ]);
    }
    expect(test.store.audit.head()).toEqual(before);
  });

  it('somebody who is not signed in is sent to do so', async () => {
    const before = test.store.audit.head();
    for (const [method, address] of ROUTES) {
      const page = method === 'GET' ? await openPage(test.bare, address) : await sendForm(test.bare, address, fields);
      expect([page.status, page.headers.location]).toEqual([303, expect.stringMatching(/^\/sign-in\?/)]);
    }
    expect(test.store.audit.head()).toEqual(before);
  });
});

describe('the audit of all this', () => {
  it('has a row for each changed row, by the administrator’s number, and names nobody', async () => {
    const { test, admin, administrator } = office();
    const before = test.store.audit.head().sequence;
    const page = await sendForm(admin, '/admin/accounts', person());
    const { id } = findBy(test, 'ashley.moreau@test.invalid');
    const address = `/admin/accounts/${id}`;
    const moved = { email: 'moved@test.invalid', name: 'Ashley Hale', role: 'board', partnerships: [] };
    await sendForm(admin, address, person(moved));
    await sendForm(admin, `${address}/state`, { state: 'disabled' });
    await sendForm(admin, `${address}/state`, { state: 'enabled' });

    const rows = audited(test, before).reverse();
    expect(rows.map(({ action, object, key, old, new: now }) => ({ action, object, key, old, new: now }))).toEqual([
      {
        action: 'added',
        object: 'accounts',
        key: { id },
        old: null,
        new: { role: 'lead', post: 'Waste Partnership co-ordinator', state: 'invited', demonstration: false },
      },
      {
        action: 'added',
        object: 'account_partnerships',
        key: { account: id, partnership: 'OWP' },
        old: null,
        new: {},
      },
      {
        action: 'added',
        object: 'account_links',
        key: { id: 1 },
        old: null,
        new: { kind: 'invitation', account: id, expires_at: '2026-11-26T09:00:00Z' },
      },
      {
        action: 'changed',
        object: 'accounts',
        key: { id },
        old: { role: 'lead' },
        new: { role: 'board', identity: 'changed' },
      },
      {
        action: 'removed',
        object: 'account_partnerships',
        key: { account: id, partnership: 'OWP' },
        old: {},
        new: null,
      },
      { action: 'changed', object: 'account_links', key: { id: 1 }, old: {}, new: { ended_at: TODAY } },
      { action: 'changed', object: 'accounts', key: { id }, old: { state: 'invited' }, new: { state: 'disabled' } },
      { action: 'changed', object: 'accounts', key: { id }, old: { state: 'disabled' }, new: { state: 'invited' } },
    ]);
    expect(new Set(rows.map(({ actor, at }) => `${actor} ${at}`))).toEqual(new Set([`${administrator.id} ${TODAY}`]));
    const all = JSON.stringify(audited(test));
    const named = ['Ashley', 'Moreau', 'Hale', 'test.invalid', 'Example lead', 'example.invalid'];
    expect(named.filter((word) => all.includes(word))).toEqual([]);
    expect(all).not.toContain(shownLink(page).slice('/links/'.length));
  });
});
