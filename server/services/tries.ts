import { hash } from 'node:crypto';
import type { Account } from '../domain/account.ts';
import { Throttled } from '../domain/errors.ts';
import type { IsoMoment } from '../domain/moment.ts';
import { networkOf } from '../domain/network.ts';
import { ACCOUNT_LIMIT, ADDRESS_LIMIT, LINK_LIMIT, type Limit, nextTry, windowStart } from '../domain/throttle.ts';
import { countWords } from '../domain/wording.ts';
import type { AccessDeps } from './access.ts';
import { DEVICE_DAYS, deviceOf, newDeviceMark } from './tokens.ts';

/** Where a try comes from. */
export interface Origin {
  /** The network address. */
  readonly address: string;
  /** The mark of a browser that an account has signed in from; null where there is none. */
  readonly device: string | null;
}

/** The browser's own number, where it has signed in to this account with the password that holds now. */
function knownDevice(
  { store, settings, clock }: AccessDeps,
  account: Account | null,
  { device }: Origin,
): string | null {
  if (account === null || device === null) return null;
  return deviceOf(settings.secret, account.id, store.accounts.findPassword(account.id), device, clock());
}

/** A mark for this browser, and for how many days it counts; null where it has one that counts. */
export function deviceMarkFor(
  deps: AccessDeps,
  account: Account,
  origin: Origin,
): { readonly mark: string; readonly days: number } | null {
  if (knownDevice(deps, account, origin) !== null) return null;
  const password = deps.store.accounts.findPassword(account.id);
  return { mark: newDeviceMark(deps.settings.secret, account.id, password, deps.clock()), days: DEVICE_DAYS };
}

function subject(kind: 'account' | 'address' | 'link', of: string): string {
  return hash('sha256', `${kind} ${of}`, 'hex');
}

/**
 * Counts a try on an account, before it is checked. A browser that the account has signed in from has a count of its
 * own and no other: strangers who try the account's password, or from the same address, cannot keep its owner out.
 * @param email what was typed, in small letters, whether or not it is an account's
 * @throws Throttled where there were too many tries
 */
export function countTry(deps: AccessDeps, email: string, account: Account | null, origin: Origin): void {
  const device = knownDevice(deps, account, origin);
  const onAccount = subject('account', `${email} ${device ?? ''}`);
  const fromAddress = subject('address', networkOf(origin.address));
  requireFree(deps, onAccount, ACCOUNT_LIMIT);
  if (device === null) requireFree(deps, fromAddress, ADDRESS_LIMIT);
  const now = deps.clock();
  deps.store.tries.insert(onAccount, now);
  if (device === null) deps.store.tries.insert(fromAddress, now);
}

/** Who has come in has tried enough. */
export function forgetTries(deps: AccessDeps, account: Account, origin: Origin): void {
  const device = knownDevice(deps, account, origin);
  deps.store.tries.remove(subject('account', `${account.email} ${device ?? ''}`));
}

/** The tries of strangers too: whoever has used a link of the account is its owner. */
export function forgetAllTries({ store }: AccessDeps, account: Account): void {
  store.tries.remove(subject('account', `${account.email} `));
}

/**
 * Counts something that anybody may ask for, such as a link by e-mail, by the address that it comes from.
 * @throws Throttled where there were too many
 */
export function countAsking(deps: AccessDeps, origin: Origin): void {
  const fromAddress = subject('address', networkOf(origin.address));
  requireFree(deps, fromAddress, ADDRESS_LIMIT);
  deps.store.tries.insert(fromAddress, deps.clock());
}

/** Whether another link may go to an account that somebody has named; it is counted if so. */
export function takesLink(deps: AccessDeps, account: Account): boolean {
  const named = subject('link', account.email);
  if (freeAt(deps, named, LINK_LIMIT) !== null) return false;
  deps.store.tries.insert(named, deps.clock());
  return true;
}

function freeAt({ store, clock }: AccessDeps, on: string, limit: Limit): IsoMoment | null {
  const now = clock();
  return nextTry(store.tries.list(on, windowStart(now, limit)), now, limit);
}

function requireFree(deps: AccessDeps, on: string, limit: Limit): void {
  const free = freeAt(deps, on, limit);
  if (free === null) return;
  const minutes = Math.max(1, Math.ceil((Date.parse(free) - Date.parse(deps.clock())) / 60_000));
  throw new Throttled(
    `Too many tries. Wait ${countWords(minutes, 'minute')} and try again; a link to set another password works at once.`,
  );
}
