import { type Account, type AccountEntry, type Actor, normalEmail, readAccountEntry } from '../domain/account.ts';
import type { AuditHead } from '../domain/audit.ts';
import type { Partnership } from '../domain/data-package.ts';
import { Conflict, Invalid, NotFound, type Problem } from '../domain/errors.ts';
import type { IsoMoment } from '../domain/moment.ts';
import type { Role } from '../domain/role.ts';
import type { Identity } from '../store/identities.ts';
import { type AccessDeps, authorOf } from './access.ts';
import { makeLink, type NewLink } from './links.ts';
import { sendLink } from './sign-in.ts';

/** An account as an administrator sees it. */
export interface AccountView {
  readonly account: Account;
  readonly secondFactor: boolean;
  readonly partnershipNames: readonly string[];
}

export interface AccountsView {
  readonly accounts: readonly AccountView[];
  /** People of the single sign-on of whom nobody has said which account is theirs. */
  readonly unlinked: readonly Identity[];
  readonly partnerships: readonly Partnership[];
  readonly auditHead: AuditHead;
  readonly mail: boolean;
  readonly secondFactorDemanded: boolean;
  readonly localSignIn: boolean;
  readonly singleSignOn: string | null;
}

export function accountsView({ store, settings, mail }: AccessDeps): AccountsView {
  const partnerships = store.rows.partnerships.list();
  const names = new Map(partnerships.map(({ code, name }) => [code, name]));
  return {
    accounts: store.accounts.list().map((account) => ({
      account,
      secondFactor: store.secondFactors.find(account.id) !== null,
      partnershipNames: account.partnerships.map((code) => names.get(code) ?? code),
    })),
    unlinked: store.identities.list().filter((identity) => identity.account === null),
    partnerships,
    auditHead: store.audit.head(),
    mail: mail !== null,
    secondFactorDemanded: settings.secondFactorDemanded,
    localSignIn: settings.localSignIn,
    singleSignOn: settings.singleSignOn?.issuer ?? null,
  };
}

export interface OneAccountView extends AccountView {
  readonly identities: readonly Identity[];
  readonly partnerships: readonly Partnership[];
  /** It is the only administrator who can come in, and can be neither disabled nor given another role. */
  readonly last: boolean;
}

/** @throws NotFound */
export function accountView(deps: AccessDeps, id: number): OneAccountView {
  const { accounts, partnerships } = accountsView(deps);
  const found = accounts.find(({ account }) => account.id === id);
  if (found === undefined) throw new NotFound('There is no such account.');
  const identities = deps.store.identities.list().filter((identity) => identity.account === id);
  return { ...found, identities, partnerships, last: isLast(deps, found.account) };
}

/** Whether it is the only administrator who can come in. */
export function isLast(
  { store, settings }: Pick<AccessDeps, 'store' | 'settings'>,
  { id }: Pick<Account, 'id'>,
): boolean {
  const administrators = store.accounts.listAdministrators(settings.localSignIn);
  return administrators.length === 1 && administrators[0] === id;
}

/** Runs a change of accounts, which must leave an administrator who can come in where there was one. @throws Conflict */
function keepingAdministrator<T>({ store, settings }: AccessDeps, change: () => T): T {
  const before = store.accounts.listAdministrators(settings.localSignIn);
  const result = change();
  const after = store.accounts.listAdministrators(settings.localSignIn);
  if (before.length > 0 && after.length === 0) throw new Conflict(LAST);
  return result;
}

/** What became of a link: sent, or to be handed over by the administrator. */
export interface HandedLink {
  readonly account: Account;
  /** Null where it went by e-mail. */
  readonly link: NewLink | null;
  /** Why it could not be sent; null where it was, or there is no mail server. */
  readonly fault: string | null;
}

/**
 * Sets up an account and sends its invitation.
 * @throws Invalid that lists every problem at its field
 */
export function invite(deps: AccessDeps, by: Pick<Actor, 'id'> | null, entry: AccountEntry): Promise<HandedLink> {
  const { store, settings } = deps;
  const author = authorOf(deps, by);
  const made = store.write(author, () => {
    const { account: given, problems } = readAccountEntry(entry, codesOf(deps));
    requireNone([...problems, ...taken(deps, given.email, null)]);
    const account = store.accounts.insert({ ...given, demonstration: false }, author.at);
    return { account, link: makeLink(store, settings.baseUrl, 'invitation', account.id, author.at) };
  });
  return handOver(deps, made.account, made.link, 'invitation');
}

async function handOver(
  { mail }: AccessDeps,
  account: Account,
  link: NewLink,
  kind: 'invitation' | 'reset',
): Promise<HandedLink> {
  if (mail === null) return { account, link, fault: null };
  try {
    await sendLink(mail, account, link, kind);
    return { account, link: null, fault: null };
  } catch (error) {
    return { account, link, fault: (error as Error).message };
  }
}

function codesOf({ store }: AccessDeps): ReadonlySet<string> {
  return new Set(store.rows.partnerships.list().map(({ code }) => code));
}

function requireNone(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Invalid(problems);
}

function taken({ store }: AccessDeps, email: string, own: number | null): Problem[] {
  const there = store.accounts.findByEmail(normalEmail(email));
  return there === null || there.id === own
    ? []
    : [{ field: 'email', message: 'There is an account with this e-mail address already.' }];
}

/** @throws NotFound */
export function existing({ store }: AccessDeps, id: number): Account {
  const account = store.accounts.find(id);
  if (account === null) throw new NotFound('There is no such account.');
  return account;
}

const LAST = 'This is the only administrator who can sign in. Make somebody else an administrator first.';

/**
 * Changes an account. Where the role or the address changes, its sessions end; with the address, its links too.
 * @throws Invalid that lists every problem at its field, NotFound, Conflict for the last administrator
 */
export function changeAccount(deps: AccessDeps, by: Pick<Actor, 'id'>, id: number, entry: AccountEntry): void {
  const { store } = deps;
  const author = authorOf(deps, by);
  store.write(author, () => {
    const before = existing(deps, id);
    const { account, problems } = readAccountEntry(entry, codesOf(deps));
    requireNone([...problems, ...taken(deps, account.email, id)]);
    keepingAdministrator(deps, () => store.accounts.update(id, account));
    const isMoved = account.email !== before.email;
    // What was sent to the address before must not open the account any more.
    if (isMoved) store.links.endAll(id, author.at);
    if (isMoved || account.role !== before.role) store.sessions.removeAll(id, null);
  });
}

/**
 * Disables an account, whose sessions and links end at once, or enables it again.
 * @throws NotFound, Conflict for the last administrator
 */
export function setAccountState(deps: AccessDeps, by: Pick<Actor, 'id'> | null, id: number, enabled: boolean): void {
  const { store } = deps;
  const author = authorOf(deps, by);
  store.write(author, () => {
    const account = existing(deps, id);
    if (enabled === (account.state !== 'disabled')) return;
    const hasPassword = store.accounts.findPassword(id) !== null || account.demonstration || hasIdentity(deps, id);
    const state = enabled ? (hasPassword ? 'active' : 'invited') : 'disabled';
    keepingAdministrator(deps, () => store.accounts.setState(id, state));
    store.sessions.removeAll(id, null);
    store.links.endAll(id, author.at);
  });
}

function hasIdentity({ store }: AccessDeps, id: number): boolean {
  return store.identities.list().some((identity) => identity.account === id);
}

/**
 * A new link for an account: an invitation where no password was ever set, otherwise to set another one.
 * @throws NotFound, Conflict for an account that is disabled or belongs to the example
 */
export function newLink(deps: AccessDeps, by: Pick<Actor, 'id'> | null, id: number): Promise<HandedLink> {
  const { store, settings } = deps;
  const author = authorOf(deps, by);
  const account = existing(deps, id);
  if (account.state === 'disabled') throw new Conflict('This account is disabled. Enable it first.');
  if (account.demonstration) throw new Conflict('This account belongs to the example and has no password.');
  const kind = account.state === 'invited' ? 'invitation' : 'reset';
  const link = store.write(author, () => makeLink(store, settings.baseUrl, kind, id, author.at));
  return handOver(deps, account, link, kind);
}

/** Takes a person's second factor away, whose phone is lost; their sessions end. @throws NotFound */
export function removeSecondFactor(deps: AccessDeps, by: Pick<Actor, 'id'>, id: number): void {
  const { store } = deps;
  store.write(authorOf(deps, by), () => {
    existing(deps, id);
    store.secondFactors.remove(id);
    store.sessions.removeAll(id, null);
  });
}

/**
 * Says whose account a person of the single sign-on has; null takes the link away.
 * @throws NotFound, Conflict where it is the only way in for the last administrator
 */
export function linkIdentity(deps: AccessDeps, by: Pick<Actor, 'id'>, identity: number, account: number | null): void {
  const { store } = deps;
  store.write(authorOf(deps, by), () => {
    const found = store.identities.find(identity);
    if (found === null) throw new NotFound('There is no such person of the single sign-on.');
    const to = account === null ? null : existing(deps, account);
    keepingAdministrator(deps, () => store.identities.link(identity, account));
    if (to?.state === 'invited') store.accounts.setState(to.id, 'active');
    if (found.account !== null && found.account !== account) store.sessions.removeAll(found.account, null);
  });
}

/** Accounts of the example, one for each role, that anybody may enter while it is not in production. */
const EXAMPLE_ACCOUNTS: readonly { role: Role; name: string; post: string; partnerships: readonly string[] }[] = [
  { role: 'lead', name: 'Example lead', post: 'Manager, Safer Communities Unit', partnerships: ['OSCP'] },
  { role: 'board', name: 'Example Board member', post: 'Member of the Public Service Board', partnerships: [] },
  { role: 'officer', name: 'Example officer', post: 'Performance officer', partnerships: [] },
  { role: 'administrator', name: 'Example administrator', post: 'System administrator', partnerships: [] },
];

/** The accounts that anybody may enter; none in production, whatever the record holds. */
export function exampleAccounts({ store, settings }: AccessDeps): Account[] {
  if (settings.production) return [];
  const open = store.accounts.list().filter(({ demonstration, state }) => demonstration && state === 'active');
  return open.sort((a, b) => a.id - b.id);
}

/** Adds the accounts of the example. Within a write. */
export function addExampleAccounts({ accounts }: AccessDeps['store'], at: IsoMoment): void {
  for (const account of EXAMPLE_ACCOUNTS) {
    accounts.insert({ ...account, email: `${account.role}@example.invalid`, demonstration: true }, at);
  }
}
