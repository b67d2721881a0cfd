import { createServer } from 'node:http';
import pino from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Account } from '../../server/domain/account.ts';
import { parseRoleGrants } from '../../server/domain/role-grants.ts';
import { makeLink } from '../../server/services/links.ts';
import { COMMAND_LINE, TODAY } from '../support/authors.ts';
import { PASSWORD } from '../support/door.ts';
import { h1Of, hasSection, mainText, openPage, type Page, rowsUnder, sendForm, texts } from '../support/page.ts';
import { newMember, withFactor } from '../support/people.ts';
import { type Claims, listen, startProvider, type TestProvider } from '../support/provider.ts';
import { appOn, emptyApp, type TestApp, type TestSettings, testApp } from '../support/test-app.ts';
import { type Visiting, visiting } from '../support/visiting.ts';

interface LogLine {
  readonly level: number;
  readonly event?: string;
  readonly because?: string;
  readonly status?: number;
}

/** The app on a port of its own, with a provider of its own. */
interface Place {
  readonly site: string;
  readonly provider: TestProvider;
  readonly test: TestApp;
  /** All that the app has logged, as it stands there. */
  readonly lines: string[];
}

type Given = TestSettings & { readonly roles?: string; readonly roleClaim?: string; readonly on?: TestApp };

async function place({ roles = '', roleClaim, on = emptyApp(), ...settings }: Given = {}): Promise<Place> {
  const server = createServer();
  const site = `http://127.0.0.1:${await listen(server, 0)}`;
  const grants = parseRoleGrants(roles) ?? [];
  const provider = await startProvider(site, { grants, ...(roleClaim === undefined ? {} : { roleClaim }) });
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  const test = appOn(on.store, { baseUrl: site, singleSignOn: provider.settings, log, ...settings });
  server.on('request', test.bare);
  return { site, provider, test, lines };
}

const FIRST = { email: 'new@test.invalid', name: 'New Person', post: 'Officer' };

const ROWAN: Claims = { name: 'Rowan Hale', email: 'rowan.hale@test.invalid' };

function events({ lines }: Place): LogLine[] {
  return lines.map((line) => JSON.parse(line) as LogLine);
}

/** Goes to the provider and comes back, as the one whom it is told of. */
function signInAs({ site, provider }: Place, subject: string, claims: Claims, browser = visiting()): Promise<Page> {
  provider.know(subject, claims);
  provider.seat(subject);
  return browser.open(`${site}/sign-in/single`);
}

/** Goes to the provider and as far as the address that leads back, without opening it. */
async function backAddress(
  { site, provider }: Place,
  browser: Visiting,
  change: (asked: URLSearchParams) => void = () => {},
): Promise<string> {
  provider.know('rowan', ROWAN);
  provider.seat('rowan');
  const asked = new URL((await browser.step(`${site}/sign-in/single`)) ?? '');
  change(asked.searchParams);
  let at = asked.href;
  while (!at.startsWith(`${site}/sign-in/single/callback`)) {
    const next = await browser.step(at);
    if (next === null) throw new Error(`${at} leads nowhere`);
    at = next;
  }
  return at;
}

/** Whether a browser is in: somebody who is not is sent to the sign-in page. */
async function isIn({ site }: Place, browser: Visiting): Promise<boolean> {
  return h1Of(await browser.open(`${site}/account`)) !== 'Sign in';
}

/** An account that a person of the provider is linked with already. */
async function linked({ test, provider }: Place, subject: string, role: Account['role']): Promise<Account> {
  const account = await newMember(test, role);
  const { issuer } = provider.settings;
  test.store.write(COMMAND_LINE, () => {
    const known = { issuer, subject, label: account.name, account: account.id, first_seen_at: TODAY };
    test.store.identities.insert(known);
  });
  return account;
}

function accountsOf({ test }: Place): Account[] {
  return test.store.accounts.list();
}

const NO_ACCOUNT =
  'The single sign-on knows you, but no account here is yours yet. An administrator can link it; ask one, then sign in again.';
const NO_GROUP =
  'The single sign-on knows you, but none of your groups there may come in here. Ask whoever looks after the groups, then sign in again.';
const UNUSABLE = 'The single sign-on’s answer cannot be used. Begin again from the sign-in page.';
const NOT_BEGUN = 'This sign-on was not begun in this browser. Begin again from the sign-in page.';
const SILENT = 'The single sign-on does not answer. Try again in a minute.';

describe('the way there', () => {
  it('asks with a code, PKCE by S256, and a state and nonce that are new each time', async () => {
    const here = await place();
    const { site, provider } = here;
    await linked(here, 'rowan', 'board');
    for (const browser of [visiting(), visiting()]) await signInAs(here, 'rowan', ROWAN, browser);
    const [first, second] = provider.asked;
    expect(Object.fromEntries(first ?? [])).toEqual({
      client_id: 'laa-targets',
      response_type: 'code',
      redirect_uri: `${site}/sign-in/single/callback`,
      scope: 'openid email profile',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(first?.get(name)).not.toBe(second?.get(name));
  });

  it.each([
    ['a page of this app', '/partnerships?as_at=2008-11-19', '/partnerships?as_at=2008-11-19'],
    ['another site', 'https://elsewhere.invalid/', '/'],
    ['another site without its protocol', '//elsewhere.invalid/', '/'],
  ])('and back to %s', async (_sentence, next, expected) => {
    const here = await place();
    await linked(here, 'rowan', 'board');
    const browser = visiting();
    here.provider.know('rowan', ROWAN);
    here.provider.seat('rowan');
    let at = `${here.site}/sign-in/single?next=${encodeURIComponent(next)}`;
    while (!at.includes('/sign-in/single/callback')) at = (await browser.step(at)) ?? expect.fail('it leads nowhere');
    expect(await browser.step(at)).toBe(`${here.site}${expected}`);
  });
});

describe('an answer that is not to our question', () => {
  const other = 'A'.repeat(43);

  it.each<[string, string, (here: Place, browser: Visiting) => Promise<Page>]>([
    [
      'a changed state',
      UNUSABLE,
      async (here, browser) =>
        browser.open((await backAddress(here, browser)).replace(/state=[\w-]+/, `state=${other}`)),
    ],
    [
      'no state',
      UNUSABLE,
      async (here, browser) => browser.open((await backAddress(here, browser)).replace(/&state=[\w-]+/, '')),
    ],
    [
      'a changed code',
      UNUSABLE,
      async (here, browser) => browser.open((await backAddress(here, browser)).replace(/code=[\w-]+/, `code=${other}`)),
    ],
    [
      'an answer in the name of another provider',
      UNUSABLE,
      async (here, browser) =>
        browser.open((await backAddress(here, browser)).replace(/iss=[^&]+/, 'iss=https%3A%2F%2Felsewhere.invalid')),
    ],
    [
      'a token for another nonce',
      UNUSABLE,
      async (here, browser) => browser.open(await backAddress(here, browser, (asked) => asked.set('nonce', other))),
    ],
    [
      'a code for another challenge',
      UNUSABLE,
      async (here, browser) =>
        browser.open(await backAddress(here, browser, (asked) => asked.set('code_challenge', other))),
    ],
    [
      'a person who turned away',
      UNUSABLE,
      async ({ site, provider }, browser) => {
        provider.seat(null);
        return browser.open(`${site}/sign-in/single`);
      },
    ],
    [
      'nothing in it',
      UNUSABLE,
      async ({ site }, browser) => {
        await browser.step(`${site}/sign-in/single`);
        return browser.open(`${site}/sign-in/single/callback`);
      },
    ],
    [
      'nobody left from here',
      NOT_BEGUN,
      ({ site }, browser) => browser.open(`${site}/sign-in/single/callback?code=${other}&state=${other}`),
    ],
    [
      'somebody else left from here',
      NOT_BEGUN,
      async (here, browser) => browser.open(await backAddress(here, visiting())),
    ],
    [
      'an answer that was tried already with another state',
      NOT_BEGUN,
      async (here, browser) => {
        const address = await backAddress(here, browser);
        await browser.open(address.replace(/state=[\w-]+/, `state=${other}`));
        here.lines.length = 0;
        return browser.open(address);
      },
    ],
  ])('%s is refused, nobody is in, and the log has one line', async (_sentence, expected, arrive) => {
    const here = await place();
    await linked(here, 'rowan', 'officer');
    const browser = visiting();
    const page = await arrive(here, browser);
    expect([page.status, mainText(page)]).toEqual([422, expect.stringContaining(expected)]);
    expect(events(here)).toEqual([expect.objectContaining({ event: 'sign-in refused', because: expected })]);
    expect(await isIn(here, browser)).toBe(false);
  });

  it('an answer that has let somebody in lets nobody in again, in this browser or another', async () => {
    const here = await place();
    await linked(here, 'rowan', 'officer');
    const [browser, thief] = [visiting(), visiting()];
    const address = await backAddress(here, browser);
    await browser.open(address);
    expect(await isIn(here, browser)).toBe(true);
    // With a trip of its own under way, its state is another.
    await thief.step(`${here.site}/sign-in/single`);
    for (const each of [browser, thief]) expect((await each.open(address)).status).toBe(422);
    expect(await isIn(here, thief)).toBe(false);
    expect(events(here).filter(({ event }) => event === 'sign-in')).toHaveLength(1);
    expect(events(here).filter(({ event }) => event === 'sign-in refused')).toHaveLength(2);
  });

  it('a link from elsewhere does not end the session of somebody who is in', async () => {
    const here = await place();
    await linked(here, 'rowan', 'officer');
    const browser = visiting();
    await signInAs(here, 'rowan', ROWAN, browser);
    expect(await browser.step(`${here.site}/sign-in/single?next=%2Ftargets`)).toBe(`${here.site}/targets`);
    expect(await isIn(here, browser)).toBe(true);
  });

  it('a session from before the sign-in is another than the one after it', async () => {
    const here = await place();
    await linked(here, 'rowan', 'board');
    const browser = visiting();
    const address = await backAddress(here, browser);
    const before = browser.cookies(here.site);
    await browser.open(address);
    expect(before).toMatch(/^laa=s%3A/);
    expect(browser.cookies(here.site)).not.toContain(before);
  });
});

describe('who a person is', () => {
  it('is said by issuer and subject: the address of somebody’s account opens nothing', async () => {
    const here = await place();
    const account = await newMember(here.test, 'administrator');
    const browser = visiting();
    const page = await signInAs(here, 'stranger', { name: account.name, email: account.email }, browser);
    expect([page.status, mainText(page)]).toEqual([403, expect.stringContaining(NO_ACCOUNT)]);
    expect(await isIn(here, browser)).toBe(false);
    expect(here.test.store.identities.list()).toMatchObject([{ subject: 'stranger', account: null }]);
  });

  it('is not said by a subject of another provider', async () => {
    const here = await place();
    const { store } = here.test;
    const account = await newMember(here.test, 'administrator');
    const elsewhere = { issuer: 'https://elsewhere.invalid', subject: 'rowan', label: '', first_seen_at: TODAY };
    store.write(COMMAND_LINE, () => store.identities.insert({ ...elsewhere, account: account.id }));
    expect((await signInAs(here, 'rowan', ROWAN)).status).toBe(403);
  });

  it('is said by an administrator: unknown, seen on the page of accounts, linked, and then in', async () => {
    const here = await place();
    const { test } = here;
    const account = await newMember(test, 'officer');
    const browser = visiting();
    const refused = await signInAs(here, 'rowan', ROWAN, browser);
    expect([refused.status, mainText(refused)]).toEqual([403, expect.stringContaining(NO_ACCOUNT)]);

    const administrator = test.as(await newMember(test, 'administrator'));
    const page = await openPage(administrator, '/admin');
    const [row, ...others] = rowsUnder(page, 'People of the single sign-on without an account');
    expect([row?.head, others]).toEqual([
      `Rowan Hale (rowan.hale@test.invalid) ${here.provider.settings.issuer}, rowan`,
      [],
    ]);
    // Nobody is chosen until somebody chooses.
    expect(page.root.querySelector('#identity-1 option')?.getAttribute('value')).toBe('');
    const sent = await sendForm(administrator, '/admin/identities/1', { account: String(account.id) });
    expect([sent.status, sent.headers.location]).toEqual([303, '/admin?done=linked']);

    const after = await openPage(administrator, '/admin?done=linked');
    expect(texts(after, '[role="status"]')).toEqual(['The single sign-on is linked.']);
    expect(hasSection(after, 'People of the single sign-on without an account')).toBe(false);
    expect((await signInAs(here, 'rowan', ROWAN, browser)).status).toBe(200);
    expect(mainText(await browser.open(`${here.site}/account`))).toContain(account.email);
    expect(accountsOf(here).find(({ id }) => id === account.id)).toMatchObject({ name: account.name, role: 'officer' });
  });

  it('the link is taken away again: their sessions end, and they are unknown once more', async () => {
    const here = await place();
    const account = await linked(here, 'rowan', 'officer');
    const browser = visiting();
    await signInAs(here, 'rowan', ROWAN, browser);
    expect(await isIn(here, browser)).toBe(true);
    const administrator = here.test.as(await newMember(here.test, 'administrator'));
    expect((await sendForm(administrator, '/admin/identities/1', { account: '' })).headers.location).toBe(
      '/admin?done=unlinked',
    );
    expect(await isIn(here, browser)).toBe(false);
    expect((await signInAs(here, 'rowan', ROWAN, browser)).status).toBe(403);
    expect(accountsOf(here)).toContainEqual(account);
  });

  it('an invited person who is linked needs no password', async () => {
    const here = await place();
    const administrator = here.test.as(await newMember(here.test, 'administrator'));
    const fields = { email: 'rowan.hale@test.invalid', name: 'Rowan Hale', post: 'Analyst', role: 'officer' };
    await sendForm(administrator, '/admin/accounts', fields);
    const account = accountsOf(here).find(({ email }) => email === fields.email);
    await signInAs(here, 'rowan', ROWAN);
    await sendForm(administrator, '/admin/identities/1', { account: String(account?.id) });
    const browser = visiting();
    await signInAs(here, 'rowan', ROWAN, browser);
    expect(await isIn(here, browser)).toBe(true);
    expect(here.test.store.accounts.find(account?.id ?? 0)?.state).toBe('active');
  });

  it('a disabled account is refused with its own sentence', async () => {
    const here = await place();
    const { store } = here.test;
    const account = await linked(here, 'rowan', 'officer');
    store.write(COMMAND_LINE, () => store.accounts.setState(account.id, 'disabled'));
    const browser = visiting();
    const page = await signInAs(here, 'rowan', ROWAN, browser);
    expect([page.status, mainText(page)]).toEqual([
      403,
      expect.stringContaining('Your account here is disabled. An administrator can enable it again.'),
    ]);
    expect(await isIn(here, browser)).toBe(false);
  });
});

describe('groups that say what a person may do', () => {
  const roles = 'all-staff=board;laa-waste=lead:OWP;laa-crime=lead:OSCP,CDRP-OX;laa-officers=officer';

  function rowan(here: Place): Account | undefined {
    return accountsOf(here).find(({ email }) => email === ROWAN.email);
  }

  it.each<[string, unknown, Account['role'], readonly string[]]>([
    ['one group', ['all-staff'], 'board', []],
    ['one that is told without a list', 'laa-officers', 'officer', []],
    ['one beside others that are granted nothing', ['car-park', 'laa-waste'], 'lead', ['OWP']],
    ['two leads: the partnerships of both', ['laa-waste', 'laa-crime'], 'lead', ['CDRP-OX', 'OSCP', 'OWP']],
    ['several roles: the one that may do most', ['all-staff', 'laa-waste', 'laa-officers'], 'officer', []],
  ])('%s makes an account, and lets them in', async (_sentence, groups, role, partnerships) => {
    const here = await place({ roles, on: testApp() });
    const browser = visiting();
    expect((await signInAs(here, 'rowan', { ...ROWAN, groups }, browser)).status).toBe(200);
    expect(rowan(here)).toMatchObject({ name: 'Rowan Hale', role, partnerships, state: 'active' });
    expect(await isIn(here, browser)).toBe(true);
  });

  it('the claim may have another name', async () => {
    const here = await place({ roles, roleClaim: 'https://council.example/roles', on: testApp() });
    const claims = { ...ROWAN, groups: ['laa-officers'], 'https://council.example/roles': ['all-staff'] };
    await signInAs(here, 'another-claim', { ...claims, email: 'claim@test.invalid' });
    expect(accountsOf(here).find(({ email }) => email === 'claim@test.invalid')?.role).toBe('board');
  });

  it.each<[string, Claims, string]>([
    ['no groups', {}, NO_GROUP],
    ['an empty list', { groups: [] }, NO_GROUP],
    ['other groups only', { groups: ['car-park'] }, NO_GROUP],
    ['a group in other letters', { groups: ['LAA-officers'] }, NO_GROUP],
    ['groups that are no texts', { groups: [{ id: 'laa-officers' }] }, NO_GROUP],
    [
      'the address of an account that is there',
      { groups: ['laa-officers'], email: 'officer@example.invalid' },
      NO_ACCOUNT,
    ],
    ['that address in capitals', { groups: ['laa-officers'], email: ' OFFICER@Example.INVALID ' }, NO_ACCOUNT],
    ['no address', { groups: ['laa-officers'], email: undefined }, NO_ACCOUNT],
    ['an empty address', { groups: ['laa-officers'], email: '' }, NO_ACCOUNT],
    ['an address that is no text', { groups: ['laa-officers'], email: { of: 'work' } }, NO_ACCOUNT],
  ])('%s: refused, and no account is made', async (_sentence, claims, expected) => {
    const here = await place({ roles, on: testApp() });
    const before = accountsOf(here);
    const browser = visiting();
    const page = await signInAs(here, 'rowan', { ...ROWAN, ...claims }, browser);
    expect([page.status, mainText(page)]).toEqual([403, expect.stringContaining(expected)]);
    expect(accountsOf(here)).toEqual(before);
    expect(await isIn(here, browser)).toBe(false);
  });

  it('a lead’s group whose partnership is not in the record lets nobody in', async () => {
    const here = await place({ roles, on: emptyApp() });
    const page = await signInAs(here, 'rowan', { ...ROWAN, groups: ['laa-waste'] });
    expect([page.status, rowan(here)]).toEqual([403, undefined]);
  });

  it.each<[string, Claims, string]>([
    ['an empty name', { name: '' }, ROWAN.email as string],
    ['a name that is no text', { name: 7 }, ROWAN.email as string],
  ])('%s: the address stands in its place', async (_sentence, claims, name) => {
    const here = await place({ roles, on: testApp() });
    await signInAs(here, 'rowan', { ...ROWAN, groups: ['all-staff'], ...claims });
    expect(rowan(here)?.name).toBe(name);
  });

  it('the role follows the groups at the next sign-in, and a session of the older role ends', async () => {
    const here = await place({ roles, on: testApp() });
    const [first, second] = [visiting(), visiting()];
    await signInAs(here, 'rowan', { ...ROWAN, groups: ['laa-officers'] }, first);
    const id = rowan(here)?.id;
    await signInAs(here, 'rowan', { ...ROWAN, groups: ['laa-waste'] }, second);
    expect(rowan(here)).toMatchObject({ id, role: 'lead', partnerships: ['OWP'] });
    expect([await isIn(here, first), await isIn(here, second)]).toEqual([false, true]);
    await signInAs(here, 'rowan', { ...ROWAN, groups: ['all-staff'] }, visiting());
    expect(rowan(here)).toMatchObject({ id, role: 'board', partnerships: [] });
  });

  it('somebody who is in no group any more is refused, and let in again with one', async () => {
    const here = await place({ roles, on: testApp() });
    await signInAs(here, 'rowan', { ...ROWAN, groups: ['laa-officers'] });
    const browser = visiting();
    const page = await signInAs(here, 'rowan', { ...ROWAN, groups: ['car-park'] }, browser);
    expect([page.status, mainText(page)]).toEqual([403, expect.stringContaining(NO_GROUP)]);
    expect(await isIn(here, browser)).toBe(false);
    await signInAs(here, 'rowan', { ...ROWAN, groups: ['laa-officers'] }, browser);
    expect(await isIn(here, browser)).toBe(true);
  });

  it('another name or address at the provider is the same account, and changes nothing of it', async () => {
    const here = await place({ roles, on: testApp() });
    await signInAs(here, 'rowan', { ...ROWAN, groups: ['all-staff'] });
    const before = rowan(here);
    await signInAs(here, 'rowan', { name: 'R. Hale-Moss', email: 'moss@test.invalid', groups: ['all-staff'] });
    expect(rowan(here)).toEqual(before);
    expect(accountsOf(here).some(({ email }) => email === 'moss@test.invalid')).toBe(false);
  });

  it('the last administrator stays one, until there is another', async () => {
    const here = await place({ roles });
    const only = await linked(here, 'rowan', 'administrator');
    const claims = { ...ROWAN, groups: ['all-staff'] };
    expect((await signInAs(here, 'rowan', claims)).status).toBe(200);
    expect(here.test.store.accounts.find(only.id)?.role).toBe('administrator');
    await newMember(here.test, 'administrator');
    await signInAs(here, 'rowan', claims);
    expect(here.test.store.accounts.find(only.id)?.role).toBe('board');
  });

  it('a post that only named the role goes with it; one that somebody entered stays', async () => {
    const here = await place({ roles, on: testApp() });
    await signInAs(here, 'rowan', { ...ROWAN, groups: ['laa-officers'] });
    expect(rowan(here)?.post).toBe('Performance officer');
    await signInAs(here, 'rowan', { ...ROWAN, groups: ['all-staff'] });
    const person = rowan(here);
    expect(person?.post).toBe('Board member');
    const { store } = here.test;
    if (person) store.write(COMMAND_LINE, () => store.accounts.update(person.id, { ...person, post: 'Leader' }));
    await signInAs(here, 'rowan', { ...ROWAN, groups: ['laa-officers'] });
    expect(rowan(here)?.post).toBe('Leader');
  });

  it('a disabled account stays closed, whatever the groups say', async () => {
    const here = await place({ roles, on: testApp() });
    const { store } = here.test;
    await signInAs(here, 'rowan', { ...ROWAN, groups: ['all-staff'] });
    store.write(COMMAND_LINE, () => store.accounts.setState(rowan(here)?.id ?? 0, 'disabled'));
    const page = await signInAs(here, 'rowan', { ...ROWAN, groups: ['laa-officers'] });
    expect([page.status, rowan(here)?.role, rowan(here)?.state]).toEqual([403, 'board', 'disabled']);
  });

  it('an account with the person’s address comes to be theirs by an administrator, and then follows the groups', async () => {
    const here = await place({ roles, on: testApp() });
    const account = await newMember(here.test, 'board');
    const claims = { name: 'Rowan Hale', email: account.email, groups: ['laa-officers'] };
    expect((await signInAs(here, 'rowan', claims)).status).toBe(403);
    await sendForm(here.test.as('administrator'), '/admin/identities/1', { account: String(account.id) });
    expect((await signInAs(here, 'rowan', claims)).status).toBe(200);
    expect(here.test.store.accounts.find(account.id)?.role).toBe('officer');
  });
});

describe('with the password’s door closed', () => {
  const closed = { localSignIn: false };

  it('the page offers the single sign-on only', async () => {
    const here = await place(closed);
    const page = await openPage(here.test.bare, '/sign-in');
    expect([page.status, texts(page, 'main h2')]).toEqual([200, ['With the single sign-on']]);
    expect(page.root.querySelectorAll('main form, main input')).toEqual([]);
    expect(page.root.querySelector('main a[role="button"]')?.getAttribute('href')).toBe('/sign-in/single?next=%2F');
  });

  it.each([
    ['/sign-in', 'a right password'],
    ['/sign-in/forgotten', 'a request for a link'],
  ])('POST %s refuses %s', async (address) => {
    const here = await place({ ...closed, mail: async () => {} });
    const { email } = await newMember(here.test, 'officer');
    const page = await sendForm(here.test.bare, address, { email, password: PASSWORD, next: '/' });
    expect([page.status, mainText(page)]).toEqual([
      403,
      expect.stringContaining('Here people sign in with the single sign-on only.'),
    ]);
    expect(page.headers['set-cookie']).toBeUndefined();
  });

  it('an invitation or a reset sets no password, but the first administrator comes in', async () => {
    const { store, bare, deps } = (await place(closed)).test;
    const { id } = store.write(COMMAND_LINE, () =>
      store.accounts.insert({ ...FIRST, role: 'board', partnerships: [], demonstration: false }, TODAY),
    );
    const linkFor = (kind: 'first' | 'invitation', account: number | null) =>
      new URL(store.write(COMMAND_LINE, () => makeLink(store, deps.settings.baseUrl, kind, account, TODAY)).address);
    const invitation = linkFor('invitation', id).pathname;
    for (const page of [await openPage(bare, invitation), await sendForm(bare, invitation, { password: PASSWORD })]) {
      expect([page.status, mainText(page)]).toEqual([403, expect.stringContaining('with the single sign-on only')]);
    }
    expect(store.accounts.find(id)?.state).toBe('invited');
    const first = { ...FIRST, email: 'first@test.invalid', password: PASSWORD };
    expect((await sendForm(bare, linkFor('first', null).pathname, first)).status).toBe(303);
    expect(store.accounts.listAdministrators(true)).toHaveLength(1);
  });

  it('and the single sign-on still lets people in', async () => {
    const here = await place(closed);
    await linked(here, 'rowan', 'officer');
    const browser = visiting();
    await signInAs(here, 'rowan', ROWAN, browser);
    expect(await isIn(here, browser)).toBe(true);
  });

  it('with both open the page has both, and without a provider there is no way to one', async () => {
    const both = await openPage((await place()).test.bare, '/sign-in');
    expect(texts(both, 'main h2')).toEqual(['With your e-mail address', 'Or with the single sign-on']);
    const { bare } = emptyApp();
    expect(texts(await openPage(bare, '/sign-in'), 'main h2')).toEqual(['With your e-mail address']);
    for (const address of ['/sign-in/single', '/sign-in/single/callback?code=x&state=y']) {
      expect((await openPage(bare, address)).status).toBe(404);
    }
  });
});

describe('the second factor', () => {
  it.each<[string, boolean]>([
    ['is not demanded of who comes by the single sign-on', false],
    ['that was set up is not asked for either', true],
  ])('%s', async (_sentence, hasFactor) => {
    const here = await place({ secondFactorDemanded: true });
    const account = await linked(here, 'rowan', 'administrator');
    if (hasFactor) withFactor(here.test, account);
    const browser = visiting();
    await signInAs(here, 'rowan', ROWAN, browser);
    expect(h1Of(await browser.open(`${here.site}/admin`))).toBe('Accounts');
  });

  it('is demanded of the same person where they come with the password', async () => {
    const here = await place({ secondFactorDemanded: true });
    const account = await linked(here, 'rowan', 'administrator');
    const page = await openPage(here.test.as(account), '/admin');
    expect([page.status, page.headers.location]).toEqual([303, '/account/second-factor']);
  });
});

describe('a provider that does not answer', () => {
  it('before anybody has left: 503 with a plain sentence, and works again when it is back', async () => {
    const here = await place();
    await linked(here, 'rowan', 'board');
    await here.provider.goDown();
    const browser = visiting();
    const page = await browser.open(`${here.site}/sign-in/single`);
    expect([page.status, mainText(page)]).toEqual([503, expect.stringContaining(SILENT)]);
    expect(events(here)).toEqual([expect.objectContaining({ event: 'refused', status: 503, because: SILENT })]);
    await here.provider.comeBack();
    await signInAs(here, 'rowan', ROWAN, browser);
    expect(await isIn(here, browser)).toBe(true);
  });

  it('while somebody is there: the same, and they begin again', async () => {
    const here = await place();
    await linked(here, 'rowan', 'board');
    const browser = visiting();
    const address = await backAddress(here, browser);
    await here.provider.goDown();
    const page = await browser.open(address);
    expect([page.status, mainText(page)]).toEqual([503, expect.stringContaining(SILENT)]);
    expect(events(here)).toEqual([expect.objectContaining({ event: 'refused', status: 503, because: SILENT })]);
    await here.provider.comeBack();
    await signInAs(here, 'rowan', ROWAN, browser);
    expect(await isIn(here, browser)).toBe(true);
  });

  it('leaves the password’s door as it is', async () => {
    const here = await place();
    await here.provider.goDown();
    expect((await openPage(here.test.bare, '/sign-in')).status).toBe(200);
  });
});

describe('the log', () => {
  let here: Place;
  const secrets: string[] = [];

  beforeAll(async () => {
    here = await place({ roles: 'all-staff=board', on: testApp() });
    const browser = visiting();
    const address = await backAddress(here, browser, (asked) => {
      for (const name of ['state', 'nonce', 'code_challenge']) secrets.push(asked.get(name) ?? '');
    });
    secrets.push(new URL(address).searchParams.get('code') ?? '', here.provider.settings.clientSecret);
    secrets.push(browser.cookies(here.site).slice('laa=s%3A'.length), here.test.deps.settings.secret);
    await browser.open(address);
    await browser.open(address);
    await signInAs(here, 'rowan', { ...ROWAN, groups: ['all-staff'] }, browser);
    await here.provider.goDown();
    await visiting().open(`${here.site}/sign-in/single/callback?code=${secrets[3]}&state=${secrets[0]}`);
  });

  it('tells of each refusal and of who came in, by number', () => {
    const id = accountsOf(here).find(({ email }) => email === ROWAN.email)?.id;
    expect(events(here)).toEqual([
      expect.objectContaining({ event: 'refused', status: 403, request: 'GET /sign-in/single/callback' }),
      expect.objectContaining({ event: 'sign-in refused', because: NOT_BEGUN }),
      expect.objectContaining({ event: 'sign-in', account: id, door: 'single sign-on' }),
      expect.objectContaining({ event: 'sign-in refused', because: NOT_BEGUN }),
    ]);
  });

  it('has no secret in it, and names nobody', () => {
    const all = here.lines.join('');
    expect(secrets.filter((secret) => secret.length < 10)).toEqual([]);
    expect(secrets.filter((secret) => all.includes(secret))).toEqual([]);
    expect(/Rowan|Hale|test\.invalid/.test(all)).toBe(false);
  });
});
