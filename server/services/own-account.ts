import { type Account, nameProblem } from '../domain/account.ts';
import { Conflict, Forbidden, Invalid, invalid } from '../domain/errors.ts';
import { type AccessDeps, authorOf } from './access.ts';
import { ownWords, SINGLE_ONLY } from './links.ts';
import { newSecret, secretPicture, stepOf } from './one-time-codes.ts';
import { hashPassword, newPasswordProblem } from './passwords.ts';
import { checkSignIn } from './sign-in.ts';
import { newRecoveryCode, recoveryCodeHash, seal, tokenHash, unseal } from './tokens.ts';
import type { Origin } from './tries.ts';

const RECOVERY_CODES = 10;
const NOT_YOURS = 'This is not your password.';

/** @throws Invalid */
export function changeName(deps: AccessDeps, account: Account, name: string): void {
  const problem = nameProblem(name);
  if (problem !== null) throw invalid('name', problem);
  deps.store.write(authorOf(deps, account), () => deps.store.accounts.setName(account.id, name.trim()));
}

/**
 * Sets another password; all other sessions end.
 * @param session the asking session's id
 * @throws Invalid that lists every problem at its field, Throttled, Forbidden for somebody who has no password here
 */
export async function changePassword(
  deps: AccessDeps,
  account: Account,
  given: { readonly current: string; readonly next: string },
  origin: Origin,
  session: string,
): Promise<void> {
  if (!hasPassword(deps, account)) throw new Forbidden(SINGLE_ONLY);
  await requirePassword(deps, account, given.current, origin);
  const before = deps.store.accounts.findPassword(account.id);
  const problem = await newPasswordProblem(given.next, ownWords(account));
  if (problem !== null) throw invalid('next', problem);
  const password = await hashPassword(given.next);
  deps.store.write(authorOf(deps, account), () => {
    // A link may have set another one while this one was being hashed: then that one counts.
    if (deps.store.accounts.findPassword(account.id) !== before) throw invalid('current', NOT_YOURS);
    deps.store.accounts.setPassword(account.id, password);
    deps.store.links.endAll(account.id, deps.clock());
    deps.store.sessions.removeAll(account.id, tokenHash(session));
  });
}

/** Asks for the password before something that a borrowed session must not do. @throws Invalid, Throttled */
async function requirePassword(deps: AccessDeps, account: Account, password: string, origin: Origin): Promise<void> {
  if (deps.store.accounts.findPassword(account.id) === null) return;
  try {
    await checkSignIn(deps, { email: account.email, password }, origin);
  } catch (error) {
    if (error instanceof Invalid) throw invalid('current', NOT_YOURS);
    throw error;
  }
}

/** What an authenticator app is to be set up with. */
export interface NewFactor {
  /** Sealed, to be kept in the session until a code shows that the app has it. */
  readonly sealed: string;
  /** In groups of four, for typing. */
  readonly secret: string;
  /** The address of the picture. */
  readonly picture: string;
}

/** @param held a sealed secret that was offered before in this session, to offer the same again */
export async function offerFactor({ settings }: AccessDeps, account: Account, held: string | null): Promise<NewFactor> {
  const secret = (held && unseal(settings.secret, held)) ?? newSecret();
  return {
    sealed: held ?? seal(settings.secret, secret),
    secret: secret.replace(/(.{4})(?=.)/g, '$1 '),
    picture: await secretPicture(secret, account.email),
  };
}

/**
 * Sets a second factor up when a code shows that the app has its secret; all other sessions end.
 * @returns the recovery codes, which are shown this once
 * @throws Invalid where the code is not right, Conflict where no secret was offered in this session, or there is a
 * second factor, which takes the password to be taken away
 */
export function confirmFactor(
  deps: AccessDeps,
  account: Account,
  sealed: string | null,
  code: string,
  session: string,
): string[] {
  const { store, settings, clock } = deps;
  if (store.secondFactors.find(account.id) !== null) {
    throw new Conflict('You have a second factor. Take it away on your account page before you set up another one.');
  }
  const secret = sealed === null ? null : unseal(settings.secret, sealed);
  if (sealed === null || secret === null) throw new Conflict('Begin again: the picture has changed.');
  const step = stepOf(secret, code, clock());
  if (step === null) {
    throw invalid('code', 'This code is not right. Wait for the next one in your app and enter that.');
  }
  const author = authorOf(deps, account);
  return store.write(author, () => {
    store.secondFactors.set(account.id, { secret: sealed, confirmed_at: author.at, last_step: step });
    store.sessions.removeAll(account.id, tokenHash(session));
    return newCodes(deps, account);
  });
}

function newCodes({ store }: AccessDeps, account: Account): string[] {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  store.secondFactors.replaceCodes(account.id, codes.map(recoveryCodeHash));
  return codes;
}

/** New recovery codes in place of all there are. @throws Invalid, Throttled, Conflict without a second factor */
export async function remakeCodes(
  deps: AccessDeps,
  account: Account,
  password: string,
  origin: Origin,
): Promise<string[]> {
  await requirePassword(deps, account, password, origin);
  if (deps.store.secondFactors.find(account.id) === null) throw new Conflict('There is no second factor to recover.');
  return deps.store.write(authorOf(deps, account), () => newCodes(deps, account));
}

/** Takes the own second factor away. @throws Invalid, Throttled */
export async function dropFactor(deps: AccessDeps, account: Account, password: string, origin: Origin): Promise<void> {
  await requirePassword(deps, account, password, origin);
  deps.store.write(authorOf(deps, account), () => deps.store.secondFactors.remove(account.id));
}

export interface OwnFactor {
  readonly confirmedAt: string | null;
  readonly codesLeft: number;
}

export function ownFactor({ store }: AccessDeps, account: Account): OwnFactor {
  return {
    confirmedAt: store.secondFactors.find(account.id)?.confirmed_at ?? null,
    codesLeft: store.secondFactors.countCodes(account.id),
  };
}

/** Whether the account signs in with a password here. */
export function hasPassword({ store, settings }: AccessDeps, account: Account): boolean {
  return settings.localSignIn && store.accounts.findPassword(account.id) !== null;
}
