import { hash } from 'node:crypto';
import { type Account, normalEmail } from '../domain/account.ts';
import { Invalid, invalid, Throttled } from '../domain/errors.ts';
import type { IsoMoment } from '../domain/moment.ts';
import { needsSecondFactor } from '../domain/role.ts';
import { ACCOUNT_LIMIT, ADDRESS_LIMIT, LINK_LIMIT, type Limit, nextTry, windowStart } from '../domain/throttle.ts';
import { type AccessDeps, authorOf } from './access.ts';
import { makeLink, type NewLink } from './links.ts';
import type { Mailer } from './mail.ts';
import { stepOf } from './one-time-codes.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { isDeviceMark, recoveryCodeHash, unseal } from './tokens.ts';

/** Where a try comes from. */
export interface Origin {
  /** The network address. */
  readonly address: string;
  /** The mark of a browser that an account has signed in from; null where there is none. */
  readonly device: string | null;
}

/** Who has shown a password, and whether that is enough. */
export interface PasswordShown {
  readonly account: Account;
  readonly codeNeeded: boolean;
}

const WRONG = 'The e-mail address or the password is not right.';

/**
 * Checks an e-mail address and a password. Every try counts, before it is checked; the answer and its time are the
 * same for an account that is not there.
 * @throws Invalid where they are not right, Throttled where there were too many tries
 */
export async function checkSignIn(
  deps: AccessDeps,
  given: { readonly email: string; readonly password: string },
  origin: Origin,
): Promise<PasswordShown> {
  const { store } = deps;
  const email = normalEmail(given.email);
  const account = store.accounts.findByEmail(email);
  countTry(deps, subjectOf(deps, email, account, origin), origin);
  const active = account?.state === 'active' ? account : null;
  const stored = active && store.accounts.findPassword(active.id);
  const { right, outdated } = await checkPassword(given.password, stored);
  if (!right || active === null) throw new Invalid([{ field: 'email', message: WRONG }]);
  if (outdated) await hashAgain(deps, active, given.password);
  const codeNeeded = store.secondFactors.find(active.id) !== null;
  if (!codeNeeded) forgetTries(deps, active, origin);
  return { account: active, codeNeeded };
}

async function hashAgain(deps: AccessDeps, account: Account, given: string): Promise<void> {
  const password = await hashPassword(given);
  deps.store.write(authorOf(deps, account), () => deps.store.accounts.setPassword(account.id, password));
}

/**
 * Checks the code of a second factor, or a recovery code. Each counts once.
 * @throws Invalid where it is not right, Throttled where there were too many tries
 */
export function checkCode(deps: AccessDeps, account: Account, code: string, origin: Origin): { recovery: boolean } {
  countTry(deps, subjectOf(deps, account.email, account, origin), origin);
  const recovery = takesRecoveryCode(deps, account, code);
  if (!recovery && !takesCode(deps, account, code)) {
    throw invalid('code', 'This code is not right. Wait for the next one in your app, or use a recovery code.');
  }
  forgetTries(deps, account, origin);
  return { recovery };
}

function takesCode(deps: AccessDeps, account: Account, code: string): boolean {
  const { store, settings, clock } = deps;
  const factor = store.secondFactors.find(account.id);
  const secret = factor && unseal(settings.secret, factor.secret);
  const step = secret === null ? null : stepOf(secret, code, clock());
  if (step === null) return false;
  return store.write(authorOf(deps, account), () => store.secondFactors.takeStep(account.id, step));
}

function takesRecoveryCode(deps: AccessDeps, account: Account, code: string): boolean {
  const author = authorOf(deps, account);
  if (code.replace(/[^A-Za-z0-9]/g, '').length !== 16) return false;
  const hashed = recoveryCodeHash(code);
  return deps.store.write(author, () => deps.store.secondFactors.takeCode(account.id, hashed, author.at));
}

/** Whether the account must set up a second factor before it can go on. */
export function lacksSecondFactor({ store, settings }: AccessDeps, account: Account): boolean {
  if (!settings.secondFactorDemanded || !needsSecondFactor(account.role) || account.demonstration) return false;
  return store.secondFactors.find(account.id) === null;
}

/**
 * What tries on an account are counted by. A browser that the account has signed in from has a count of its own:
 * strangers who try its password cannot keep its owner out.
 */
function subjectOf({ settings }: AccessDeps, email: string, account: Account | null, { device }: Origin): string {
  const isKnown = account !== null && device !== null && isDeviceMark(settings.secret, account.id, device);
  return hash('sha256', `account ${email} ${isKnown ? device : ''}`, 'hex');
}

function addressSubject({ address }: Origin): string {
  return hash('sha256', `address ${address}`, 'hex');
}

function countTry(deps: AccessDeps, subject: string, origin: Origin): void {
  const now = deps.clock();
  const byAddress = addressSubject(origin);
  requireFree(deps, subject, ACCOUNT_LIMIT, now);
  requireFree(deps, byAddress, ADDRESS_LIMIT, now);
  deps.store.tries.insert(subject, now);
  deps.store.tries.insert(byAddress, now);
}

function requireFree({ store }: AccessDeps, subject: string, limit: Limit, now: IsoMoment): void {
  const free = nextTry(store.tries.list(subject, windowStart(now, limit)), now, limit);
  if (free === null) return;
  const minutes = Math.max(1, Math.ceil((Date.parse(free) - Date.parse(now)) / 60_000));
  throw new Throttled(
    `Too many tries. Wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} and try again; a link to set another password works at once.`,
  );
}

function forgetTries(deps: AccessDeps, account: Account, origin: Origin): void {
  deps.store.tries.remove(subjectOf(deps, account.email, account, origin));
}

/**
 * Counts something that anybody may ask for, such as a link by e-mail, by the address that it comes from.
 * @throws Throttled where there were too many
 */
export function countAsking(deps: AccessDeps, origin: Origin): void {
  const now = deps.clock();
  const subject = addressSubject(origin);
  requireFree(deps, subject, ADDRESS_LIMIT, now);
  deps.store.tries.insert(subject, now);
}

/**
 * Sends a link to set another password to the account with this address, if there is one. Nothing that the asking
 * person sees depends on that, nor on how many were sent before: the message goes after the answer.
 * @throws Throttled where there were too many such requests
 */
export function askForReset(deps: AccessDeps, email: string, origin: Origin): Promise<void> {
  countAsking(deps, origin);
  const account = deps.store.accounts.findByEmail(normalEmail(email));
  if (account === null || account.state === 'disabled' || account.demonstration || deps.mail === null)
    return Promise.resolve();
  const { mail, store, settings } = deps;
  const subject = hash('sha256', `link ${account.email}`, 'hex');
  const now = deps.clock();
  if (nextTry(store.tries.list(subject, windowStart(now, LINK_LIMIT)), now, LINK_LIMIT) !== null)
    return Promise.resolve();
  store.tries.insert(subject, now);
  const kind = account.state === 'invited' ? 'invitation' : 'reset';
  const author = authorOf(deps, null);
  const link = store.write(author, () => makeLink(store, settings.baseUrl, kind, account.id, author.at));
  return sendLink(mail, account, link, kind);
}

export function sendLink(
  mail: Mailer,
  { email, name }: Pick<Account, 'email' | 'name'>,
  { address }: NewLink,
  kind: 'invitation' | 'reset',
): Promise<void> {
  const [subject, sentence, hours] =
    kind === 'invitation'
      ? [
          'Your account in the LAA target tracker',
          'An account has been set up for you in the LAA target tracker. Set its password here:',
          '24 hours',
        ]
      : [
          'Set another password for the LAA target tracker',
          'Somebody, we hope you, asked for a link to set another password. Here it is:',
          'one hour',
        ];
  const text = [
    `${name},`,
    sentence,
    address,
    `The link counts once, and for ${hours}. If you did not expect this message, leave it: nothing happens without the link.`,
  ].join('\n\n');
  return mail({ to: email, subject, text: `${text}\n` });
}
