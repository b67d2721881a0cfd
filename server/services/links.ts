import type { Account, Author } from '../domain/account.ts';
import { Conflict, Forbidden, Invalid, invalid, NotFound, type Problem } from '../domain/errors.ts';
import { addMinutes, type IsoMoment } from '../domain/moment.ts';
import type { AccountLink, LinkKind } from '../store/account-links.ts';
import type { Store } from '../store/store.ts';
import { type AccessDeps, authorOf } from './access.ts';
import { hashPassword, newPasswordProblem } from './passwords.ts';
import { newToken, tokenHash } from './tokens.ts';
import { forgetAllTries } from './tries.ts';

/** How long a link counts. */
const HOURS: Record<LinkKind, number> = { first: 24, invitation: 24, reset: 1 };

/** A link as it is handed over: it is shown or sent once, and kept as a hash only. */
export interface NewLink {
  readonly address: string;
  readonly expires_at: IsoMoment;
}

/**
 * Makes a single-use link; earlier ones of the same account end with it. Within a write.
 * @param account null for the first administrator
 */
export function makeLink(
  store: Store,
  baseUrl: string,
  kind: LinkKind,
  account: number | null,
  at: IsoMoment,
): NewLink {
  const token = newToken();
  const expires_at = addMinutes(at, HOURS[kind] * 60);
  store.links.insert({ hash: tokenHash(token), kind, account, created_at: at, expires_at });
  return { address: `${baseUrl}/links/${token}`, expires_at };
}

/** Where links lead, and whether passwords open the door. */
export type LinkSettings = Pick<AccessDeps['settings'], 'baseUrl' | 'localSignIn'>;

/**
 * A link for the first administrator, in place of one that was made before.
 * @throws Conflict where there is an administrator who can come in
 */
export function firstLink(store: Store, { baseUrl, localSignIn }: LinkSettings, author: Author): NewLink {
  return store.write(author, () => {
    if (store.accounts.listAdministrators(localSignIn).length > 0) {
      throw new Conflict('There is an administrator already, who can invite others.');
    }
    return makeLink(store, baseUrl, 'first', null, author.at);
  });
}

export interface OpenedLink {
  readonly link: AccountLink;
  /** Null for the first administrator's. */
  readonly account: Account | null;
}

/** What somebody is told who comes with a password where none counts. */
export const SINGLE_ONLY = 'Here people sign in with the single sign-on only.';

const GONE = {
  first:
    'This link has been used, has run out or is not whole. On the server, "npm run -s laa -- init" prints another while there is no administrator.',
  other:
    'This link has been used, has run out or is not whole. Ask an administrator for another, or use ‘Forgotten your password?’ on the sign-in page.',
} as const;

/**
 * What a link opens. Looking does not use it: mail scanners look too.
 * @throws NotFound where it was used, has run out, or never was; Forbidden where passwords do not count here
 */
export function openLink({ store, clock, settings }: AccessDeps, token: string): OpenedLink {
  const link = store.links.findByHash(tokenHash(token));
  const kind = link?.kind === 'first' ? 'first' : 'other';
  const account = link === null || link.account === null ? null : store.accounts.find(link.account);
  const isUsable =
    link !== null && link.ended_at === null && link.expires_at > clock() && account?.state !== 'disabled';
  const isTooLate = link?.kind === 'first' && store.accounts.listAdministrators(settings.localSignIn).length > 0;
  if (!isUsable || isTooLate) throw new NotFound(GONE[kind]);
  // Without an administrator nobody could be linked to the single sign-on, so the first one comes in all the same.
  if (!settings.localSignIn && link.kind !== 'first') throw new Forbidden(SINGLE_ONLY);
  return { link, account };
}

export interface LinkEntry {
  readonly email: string;
  readonly name: string;
  readonly post: string;
  readonly password: string;
}

/**
 * Sets a password by a link, which is used up by it; for the first administrator's, the account as well. All other
 * sessions of the account end.
 * @throws Invalid that lists every problem at its field, NotFound where the link does not count
 */
export async function useLink(
  deps: AccessDeps,
  token: string,
  entry: LinkEntry,
  readFirst: (entry: LinkEntry) => Pick<Account, 'email' | 'name' | 'post'>,
): Promise<Account> {
  const { store } = deps;
  const opened = openLink(deps, token);
  const problem = await newPasswordProblem(entry.password, ownWords(opened.account ?? entry));
  const problems = problem === null ? [] : [{ field: 'password', message: problem }];
  const person = opened.account ?? personOf(entry, problems, readFirst);
  if (problems.length > 0) throw new Invalid(problems);
  const password = await hashPassword(entry.password);
  const author = authorOf(deps, opened.account);
  return store.write(author, () => {
    // Another request may have used it while the password was being hashed.
    const { link, account: held } = openLink(deps, token);
    if (held === null && store.accounts.findByEmail(person.email) !== null) {
      throw invalid('email', 'There is an account with this e-mail address already. Enter another one.');
    }
    const account =
      held ??
      store.accounts.insert({ ...person, role: 'administrator', partnerships: [], demonstration: false }, author.at);
    store.links.end(link.id, author.at);
    store.accounts.setPassword(account.id, password);
    store.sessions.removeAll(account.id, null);
    forgetAllTries(deps, account);
    return { ...account, state: 'active' };
  });
}

/** @throws Invalid with these problems as well where the person has some */
function personOf<T>(entry: LinkEntry, others: readonly Problem[], read: (entry: LinkEntry) => T): T {
  try {
    return read(entry);
  } catch (error) {
    throw error instanceof Invalid ? new Invalid([...error.problems, ...others]) : error;
  }
}

/** Words that a password may not be made of, because they belong to the person. */
export function ownWords({ email, name }: Pick<Account, 'email' | 'name'>): string[] {
  return [email, ...email.split('@'), name, ...name.split(/\s+/), name.replace(/\s+/g, '')];
}
