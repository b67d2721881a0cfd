import type { Account } from '../../server/domain/account.ts';
import type { Role } from '../../server/domain/role.ts';
import { newSecret } from '../../server/services/one-time-codes.ts';
import { newRecoveryCode, recoveryCodeHash, seal } from '../../server/services/tokens.ts';
import { COMMAND_LINE } from './authors.ts';
import { addPerson } from './door.ts';
import type { TestApp } from './test-app.ts';

let people = 0;

/** An address that nobody has yet. */
export function newEmail(): string {
  people += 1;
  return `ann.archer.${people}@county.example`;
}

/** Somebody new who signs in with `PASSWORD`. */
export function newMember(app: TestApp, role: Role): Promise<Account> {
  return addPerson(app, { email: newEmail(), role });
}

/** Somebody new who has an account and no password yet. */
export function newInvited(app: TestApp, role: Role): Promise<Account> {
  return addPerson(app, { email: newEmail(), role, state: 'invited', password: null });
}

/** Makes somebody answer for these partnerships. */
export function answering({ store }: TestApp, account: Account, partnerships: readonly string[]): void {
  store.write(COMMAND_LINE, () => store.accounts.update(account.id, { ...account, partnerships }));
}

/** Gives somebody a second factor, with two recovery codes. */
export function withFactor({ store, deps }: TestApp, { id }: Account): void {
  const factor = { secret: seal(deps.settings.secret, newSecret()), confirmed_at: COMMAND_LINE.at, last_step: 0 };
  store.write(COMMAND_LINE, () => {
    store.secondFactors.set(id, factor);
    store.secondFactors.replaceCodes(id, [newRecoveryCode(), newRecoveryCode()].map(recoveryCodeHash));
  });
}
