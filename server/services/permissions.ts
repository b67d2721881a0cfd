import { type Account, type Actor, normalEmail } from '../domain/account.ts';
import type { Holding } from '../domain/permission.ts';
import type { ReturnParty } from '../domain/return-state.ts';
import { stateSentence } from '../domain/sentence.ts';
import { holdersOf, standingIn } from '../domain/succession.ts';
import { dateWords } from '../domain/wording.ts';
import type { AccessDeps } from './access.ts';
import { findPartnership } from './partnerships.ts';
import { chooseAsAt, type Deps, findAgreement, readingOf } from './reading.ts';
import { lacksSecondFactor } from './sign-in.ts';
import { findKnown, type TargetName } from './targets.ts';

/** What permission asks of a target: who answers for it today, and whether leads can still change it. */
export function holdingOf(deps: Deps, name: TargetName): Holding {
  const reading = readingOf(deps.store);
  const choice = chooseAsAt(deps, null);
  const agreement = findAgreement(reading, name.agreement);
  const known = findKnown(reading, agreement, choice, name);
  const today = choice.asAt.date;
  const partnerships = reading.partnerships();
  const isOver = agreement.closed_on !== null && agreement.closed_on < today;
  const isGone = known.terms.state === 'withdrawn' || known.terms.state === 'superseded';
  const closed = isOver
    ? `The books of ${agreement.title} closed on ${dateWords(agreement.closed_on ?? today)}.`
    : isGone
      ? stateSentence(known)
      : null;
  const holders = holdersOf(known.terms, partnerships, today);
  return { holders, holderNames: holders.map((code) => partnerships.get(code)?.name ?? code), closed };
}

/**
 * What permission asks of a return: who answers for its partnership today.
 * @throws NotFound for an unknown partnership
 */
export function holdingOfReturn(deps: Deps, partnership: string): Holding {
  const reading = readingOf(deps.store);
  const { code } = findPartnership(reading, partnership);
  const holder = standingIn(code, reading.partnerships(), deps.now().slice(0, 10));
  return { holders: [holder], holderNames: partnershipNames(deps, [holder]), closed: null };
}

/** What somebody is to a return. */
export function returnParty(
  deps: Deps,
  admission: Pick<Admission, 'account' | 'codes'> | null,
  partnership: string,
): ReturnParty {
  if (admission?.account.role === 'officer') return 'officer';
  const { holders } = holdingOfReturn(deps, partnership);
  return admission?.account.role === 'lead' && holders.some((code) => admission.codes.includes(code))
    ? 'holder'
    : 'other';
}

/** The partnerships that a person answers for today: those of their account, or what stands in their place. */
export function ownCodes(deps: Deps, { partnerships }: Pick<Actor, 'partnerships'>): string[] {
  if (partnerships.length === 0) return [];
  const all = readingOf(deps.store).partnerships();
  const today = deps.now().slice(0, 10);
  return [...new Set(partnerships.map((code) => standingIn(code, all, today)))].sort();
}

/** Names by code, in the order given. */
export function partnershipNames({ store }: Deps, codes: readonly string[]): string[] {
  const all = readingOf(store).partnerships();
  return codes.map((code) => all.get(code)?.name ?? code);
}

/** An active account by its e-mail address, with what it answers for today; null where there is none. */
export function admissionByEmail(deps: Deps, email: string): Pick<Admission, 'account' | 'codes'> | null {
  const account = deps.store.accounts.findByEmail(normalEmail(email));
  return account?.state === 'active' ? { account, codes: ownCodes(deps, account) } : null;
}

/** A person who is signed in, as they stand at this moment. */
export interface Admission {
  readonly account: Account;
  /** Codes of the partnerships that they answer for today. */
  readonly codes: readonly string[];
  /** They must set up a second factor before they can go on. */
  readonly factorMissing: boolean;
}

/**
 * Whether an account may come in at this moment; null where it may not.
 * @param byOther somebody else answers for who it is, its second factor included
 */
export function admissionOf(deps: Deps & AccessDeps, id: number, byOther: boolean): Admission | null {
  const account = deps.store.accounts.find(id);
  if (account === null || account.state !== 'active') return null;
  if (account.demonstration && deps.settings.production) return null;
  return { account, codes: ownCodes(deps, account), factorMissing: !byOther && lacksSecondFactor(deps, account) };
}
