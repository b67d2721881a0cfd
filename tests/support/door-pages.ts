import type { Page } from 'playwright-core';
import type { Account } from '../../server/domain/account.ts';
import { addMinutes } from '../../server/domain/moment.ts';
import { newLink } from '../../server/services/accounts.ts';
import { firstLink, type NewLink } from '../../server/services/links.ts';
import { COMMAND_LINE, TODAY } from './authors.ts';
import type { Site, Visit } from './browser.ts';
import { addPerson, PASSWORD } from './door.ts';
import { at, type PageKind, send, sendWrong } from './page-kind.ts';
import { answering, newEmail, newInvited, newMember, withFactor } from './people.ts';
import { emptyApp, type TestApp } from './test-app.ts';

/** A target that the example’s lead answers for. */
const OWN = '/targets/laa1/laa1-dv/a';
const HALF_AN_HOUR_LATER = addMinutes(TODAY, 31);

const SINGLE_SIGN_ON = {
  issuer: 'https://sign-on.test.invalid',
  clientId: 'laa',
  clientSecret: 'a secret of the tests',
  roleClaim: 'groups',
  grants: [],
};

/** Takes every message, and sends it nowhere. */
const mail = async (): Promise<void> => {};

const brokenMail = async (): Promise<void> => {
  throw new Error('550 No such mailbox here');
};

/** Coming in. */
const SIGN_IN_PAGES: readonly PageKind[] = [
  at('signing in to the example', '/sign-in', { as: null }),
  {
    name: 'signing in with the single sign-on as well',
    open: (site, visit) =>
      site.visit('/sign-in', { ...visit, as: null, app: emptyApp({ singleSignOn: SINGLE_SIGN_ON }) }),
  },
  {
    name: 'signing in, refused',
    open: async (site, visit) => {
      const page = await site.visit('/sign-in', { ...visit, as: null, app: emptyApp() });
      await signIn(page, 'nobody@test.invalid', 'not the password');
      return sendWrong(page, 'Sign in');
    },
  },
  {
    name: 'signing in after signing out',
    open: async (site, visit) => {
      const page = await site.visit('/help', { ...visit, as: 'board' });
      await send(page, 'Sign out');
      return page;
    },
  },
  {
    name: 'signing in again, with what was being entered kept',
    open: (site, visit) => endedWhileTyping(site, visit),
  },
  {
    name: 'going on with what was being entered',
    open: async (site, visit) => {
      const page = await endedWhileTyping(site, visit);
      await send(page, 'Enter as a partnership lead');
      await page.getByRole('heading', { name: 'Go on with what you were entering' }).waitFor();
      return page;
    },
  },
  { name: 'the code of the second factor', open: askedForCode },
  {
    name: 'the code of the second factor, refused',
    open: async (site, visit) => sendWrong(await askedForCode(site, visit), 'Sign in with this code'),
  },
  at('a forgotten password where no message can be sent', '/sign-in/forgotten', { as: null }),
  { name: 'a forgotten password', open: forgotten },
  {
    name: 'a forgotten password, asked for',
    open: async (site, visit) => {
      const page = await forgotten(site, visit);
      await page.getByLabel('E-mail address', { exact: true }).fill('officer@test.invalid');
      await send(page, 'Send the link');
      return page;
    },
  },
];

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail address', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
}

async function endedWhileTyping(site: Site, visit?: Visit): Promise<Page> {
  const page = await site.visit(OWN, { ...visit, as: exampleLead(site) });
  await page.locator('#value').fill('3111');
  await page.locator('#note').fill('The September returns of the Cherwell area were missing');
  await page.locator('#commentary').fill('Reporting has levelled off; a campaign started on 29 October.');
  site.app.setClock(HALF_AN_HOUR_LATER);
  await send(page, 'Show what this figure does');
  return page;
}

async function askedForCode(site: Site, visit?: Visit): Promise<Page> {
  const account = await newMember(site.app, 'officer');
  withFactor(site.app, account);
  const page = await site.visit('/sign-in', { ...visit, as: null });
  await signIn(page, account.email, PASSWORD);
  await send(page, 'Sign in');
  await page.getByRole('heading', { name: 'Your code' }).waitFor();
  return page;
}

function forgotten(site: Site, visit?: Visit): Promise<Page> {
  return site.visit('/sign-in/forgotten', { ...visit, as: null, app: emptyApp({ mail }) });
}

/** What the links open that set a password. */
const LINK_PAGES: readonly PageKind[] = [
  { name: 'the link of the first administrator', open: openFirst },
  {
    name: 'the link of the first administrator with errors',
    open: async (site, visit) => sendWrong(await openFirst(site, visit), 'Set this password and sign in'),
  },
  { name: 'an invitation', open: openInvitation },
  {
    name: 'an invitation with errors',
    open: async (site, visit) => {
      const page = await openInvitation(site, visit);
      await page.getByLabel('New password').fill('password');
      return sendWrong(page, 'Set this password and sign in');
    },
  },
  {
    name: 'a link to set another password',
    open: async (site, visit) => {
      const account = await newMember(site.app, 'board');
      const { link } = await newLink(site.app.deps, null, account.id);
      return site.visit(pathOf(link), { ...visit, as: null });
    },
  },
  at('a link that counts no more', '/links/used', { as: null, status: 404 }),
];

function openFirst(site: Site, visit?: Visit): Promise<Page> {
  const app = emptyApp();
  const link = firstLink(app.store, app.deps.settings, COMMAND_LINE);
  return site.visit(pathOf(link), { ...visit, as: null, app });
}

async function openInvitation(site: Site, visit?: Visit): Promise<Page> {
  const { link } = await newLink(site.app.deps, null, (await newInvited(site.app, 'officer')).id);
  return site.visit(pathOf(link), { ...visit, as: null });
}

function pathOf(link: NewLink | null): string {
  if (link === null) throw new Error('the link went by e-mail');
  return new URL(link.address).pathname;
}

/** One's own account. */
const ACCOUNT_PAGES: readonly PageKind[] = [
  {
    name: 'the own account of a lead with several sessions and without a second factor',
    open: async (site, visit) => {
      const account = await newMember(site.app, 'lead');
      answering(site.app, account, ['CYPT', 'OSCP', 'OWP']);
      for (const _session of ['one', 'another']) site.app.cookieOf(account);
      return site.visit('/account', { ...visit, as: account });
    },
  },
  { name: 'the own account of an officer with a second factor', open: ownWithFactor },
  {
    name: 'the own account after the password was changed',
    open: async (site, visit) => {
      const page = await ownWithFactor(site, visit);
      await page.locator('#current').fill(PASSWORD);
      await page.locator('#next').fill('walnut harbour umbrella seven');
      await send(page, 'Change the password');
      await page.getByRole('status').waitFor();
      return page;
    },
  },
  {
    name: 'the own account with errors at the password',
    open: async (site, visit) => sendWrong(await ownWithFactor(site, visit), 'Change the password'),
  },
  {
    name: 'the own account with errors at the second factor',
    open: async (site, visit) => sendWrong(await ownWithFactor(site, visit), 'Take the second factor away'),
  },
  {
    name: 'the own account without a name',
    open: async (site, visit) => {
      const page = await ownWithFactor(site, visit);
      await page.getByLabel('Your name').fill('');
      return sendWrong(page, 'Change the name');
    },
  },
  at('setting up a second factor', '/account/second-factor', { as: 'lead' }),
  {
    name: 'setting up a second factor that is demanded',
    open: (site, visit) => site.visit('/', { ...visit, as: 'officer', app: emptyApp({ secondFactorDemanded: true }) }),
  },
  {
    name: 'setting up a second factor with an error',
    open: async (site, visit) =>
      sendWrong(await site.visit('/account/second-factor', { ...visit, as: 'lead' }), 'Set up the second factor'),
  },
  {
    name: 'recovery codes',
    open: async (site, visit) => {
      const page = await ownWithFactor(site, visit);
      await page.locator('#factor_password').fill(PASSWORD);
      await send(page, 'Make new recovery codes');
      await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
      return page;
    },
  },
];

async function ownWithFactor(site: Site, visit?: Visit): Promise<Page> {
  const account = await newMember(site.app, 'officer');
  withFactor(site.app, account);
  return site.visit('/account', { ...visit, as: account });
}

/** Accounts and the audit. */
const ADMIN_PAGES: readonly PageKind[] = [
  at('the accounts', '/admin', { as: 'administrator' }),
  {
    name: 'the accounts with errors',
    open: async (site, visit) =>
      sendWrong(await site.visit('/admin', { ...visit, as: 'administrator' }), 'Invite this person'),
  },
  {
    name: 'the accounts with a lead of nothing',
    open: async (site, visit) => {
      const page = await site.visit('/admin', { ...visit, as: 'administrator' });
      await page.getByLabel('Partnership lead').check();
      return sendWrong(page, 'Invite this person');
    },
  },
  {
    name: 'the accounts with a link to hand over',
    open: async (site, visit) => {
      const page = await site.visit('/admin', { ...visit, as: 'administrator' });
      await invite(page, newEmail());
      return page;
    },
  },
  {
    name: 'the accounts with a message that could not be sent',
    open: async (site, visit) => {
      const app = await withAdministrator(emptyApp({ mail: brokenMail }));
      const page = await site.visit('/admin', { ...visit, as: 'administrator', app });
      await invite(page, 'robin.person@test.invalid');
      return page;
    },
  },
  {
    name: 'the accounts with people of the single sign-on who have none',
    open: (site, visit) => {
      for (const label of ['Alex Other', 'alex.other.with.a.long.address@oxfordshire.test.invalid']) {
        signedOnOnce(site.app, label, null);
      }
      return site.visit('/admin', { ...visit, as: 'administrator' });
    },
  },
  {
    name: 'the account of the last administrator',
    open: (site, visit) => openLastAdministrator(site, visit),
  },
  {
    name: 'the account of the last administrator, who cannot become anything else',
    open: async (site, visit) => {
      const page = await openLastAdministrator(site, visit);
      await page.getByLabel('Board member').check();
      return sendWrong(page, 'Change the account');
    },
  },
  {
    name: 'an account with a second factor and a single sign-on',
    open: async (site, visit) => {
      const account = await newMember(site.app, 'lead');
      answering(site.app, account, ['OSCP', 'OWP']);
      withFactor(site.app, account);
      signedOnOnce(site.app, account.name, account.id);
      return site.visit(`/admin/accounts/${account.id}`, { ...visit, as: 'administrator' });
    },
  },
  {
    name: 'an account with a new link to hand over',
    open: async (site, visit) => {
      const { id } = await newInvited(site.app, 'board');
      const page = await site.visit(`/admin/accounts/${id}`, { ...visit, as: 'administrator' });
      await send(page, 'Make a new invitation');
      return page;
    },
  },
  {
    name: 'an account that is disabled',
    open: async (site, visit) => {
      const { id } = await newInvited(site.app, 'board');
      site.app.store.write(COMMAND_LINE, () => site.app.store.accounts.setState(id, 'disabled'));
      return site.visit(`/admin/accounts/${id}`, { ...visit, as: 'administrator' });
    },
  },
  at('the audit', '/audit', { as: 'administrator' }),
  at('the audit of one target', '/audit?target=NI+192&from=2026-11-01&to=2026-11-30', { as: 'administrator' }),
  at('the audit without a hit', '/audit?from=2030-01-01', { as: 'administrator' }),
];

async function invite(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail address', { exact: true }).fill(email);
  await page.getByLabel('Name', { exact: true }).fill('Robin Person');
  await page.getByLabel('Post', { exact: true }).fill('Waste Partnership co-ordinator');
  await page.getByLabel('Performance officer').check();
  await send(page, 'Invite this person');
  await page.locator('code.address').first().waitFor();
}

async function withAdministrator(app: TestApp): Promise<TestApp> {
  await addPerson(app, { role: 'administrator', quick: true });
  return app;
}

async function openLastAdministrator(site: Site, visit?: Visit): Promise<Page> {
  const app = await withAdministrator(emptyApp());
  const account = app.store.accounts.list().find(({ role }) => role === 'administrator');
  return site.visit(`/admin/accounts/${account?.id}`, { ...visit, as: 'administrator', app });
}

/** Somebody whom the single sign-on has brought. */
function signedOnOnce({ store }: TestApp, label: string, account: number | null): void {
  const { issuer } = SINGLE_SIGN_ON;
  const subject = `${label}-${store.identities.list().length}`;
  store.write(COMMAND_LINE, () =>
    store.identities.insert({ issuer, subject, label, account, first_seen_at: COMMAND_LINE.at }),
  );
}

/** What is for everybody, and what is not. */
const OTHER_PAGES: readonly PageKind[] = [
  at('the help', '/help'),
  at('who may do what', '/help/permissions', { as: 'board' }),
  at('the accessibility statement, for somebody outside', '/accessibility', { as: null }),
  at('the privacy notice', '/privacy'),
  asExampleLead('a page that is not for leads', '/admin', 403),
  at('the Board’s view for an administrator', '/', { as: 'administrator' }),
  at('a target for a Board member', OWN, { as: 'board' }),
  asExampleLead('a target for its lead', OWN),
  asExampleLead('a target for the lead of another', '/targets/laa2/ni-192'),
];

/** The lead of Safer Communities, whoever else leads what by now. */
function exampleLead({ app }: Site): Account {
  const account = app.store.accounts.findByEmail('lead@example.invalid');
  if (account === null) throw new Error('the example has no lead');
  return account;
}

function asExampleLead(name: string, path: string, status = 200): PageKind {
  return { name, open: (site, visit) => site.visit(path, { ...visit, as: exampleLead(site), status }) };
}

/** The kind of page of this name. */
export function doorPage(name: string): PageKind {
  const kind = DOOR_PAGES.find((candidate) => candidate.name === name);
  if (kind === undefined) throw new Error(`there is no kind of page ‘${name}’`);
  return kind;
}

/** Every kind of page about people and the door, and every state that one can be in. */
export const DOOR_PAGES: readonly PageKind[] = [
  ...SIGN_IN_PAGES,
  ...LINK_PAGES,
  ...ACCOUNT_PAGES,
  ...ADMIN_PAGES,
  ...OTHER_PAGES,
];
