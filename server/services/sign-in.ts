import { type Account, normalEmail } from '../domain/account.ts';
import { type Invalid, invalid } from '../domain/errors.ts';
import { needsSecondFactor } from '../domain/role.ts';
import { type AccessDeps, authorOf } from './access.ts';
import { makeLink, type NewLink } from './links.ts';
import type { Mailer } from './mail.ts';
import { stepOf } from './one-time-codes.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { recoveryCodeHash, unseal } from './tokens.ts';
import { countTry, forgetTries, type Origin, takesLink } from './tries.ts';

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
  countTry(deps, email, account, origin);
  const active = account?.state === 'active' ? account : null;
  const stored = active && store.accounts.findPassword(active.id);
  const { right, outdated } = await checkPassword(given.password, stored);
  // Another request may have closed the account, or set another password, while this one was being checked.
  if (!right || active === null || stored === null || !stillHolds(deps, active, stored)) throw wrong();
  if (outdated && !(await hashAgain(deps, active, given.password, stored))) throw wrong();
  const codeNeeded = store.secondFactors.find(active.id) !== null;
  if (!codeNeeded) forgetTries(deps, active, origin);
  return { account: active, codeNeeded };
}

function wrong(): Invalid {
  return invalid('email', WRONG);
}

function stillHolds({ store }: AccessDeps, { id }: Account, password: string): boolean {
  return store.accounts.find(id)?.state === 'active' && store.accounts.findPassword(id) === password;
}

/** False where the password is another one by now. */
async function hashAgain(deps: AccessDeps, account: Account, given: string, before: string): Promise<boolean> {
  const password = await hashPassword(given);
  return deps.store.write(authorOf(deps, account), () => {
    if (!stillHolds(deps, account, before)) return false;
    deps.store.accounts.setPassword(account.id, password);
    return true;
  });
}

/**
 * Checks the code of a second factor, or a recovery code. Each counts once.
 * @throws Invalid where it is not right, Throttled where there were too many tries
 */
export function checkCode(deps: AccessDeps, account: Account, code: string, origin: Origin): { recovery: boolean } {
  countTry(deps, account.email, account, origin);
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
 * Sends a link to set another password to the account with this address, if there is one that has a password, or waits
 * for its first. To be called when the asking person has been answered: neither what they see nor how long it takes
 * depends on whether there is an account, nor on how many links were sent before.
 */
export async function sendReset(deps: AccessDeps, email: string): Promise<void> {
  const { mail, store, settings } = deps;
  const account = store.accounts.findByEmail(normalEmail(email));
  if (mail === null || account === null || !mayReset(deps, account) || !takesLink(deps, account)) return;
  const kind = account.state === 'invited' ? 'invitation' : 'reset';
  const author = authorOf(deps, null);
  const link = store.write(author, () => makeLink(store, settings.baseUrl, kind, account.id, author.at));
  await sendLink(mail, account, link, kind);
}

/** Who comes by the single sign-on alone gets no password by asking for one. */
function mayReset({ store }: AccessDeps, { id, state, demonstration }: Account): boolean {
  if (state === 'disabled' || demonstration) return false;
  return state === 'invited' || store.accounts.findPassword(id) !== null;
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
