import type { IsoMoment } from '../domain/moment.ts';
import type { AuditLog } from './audit.ts';
import type { Db } from './database.ts';

export interface SecondFactor {
  /** Sealed; see `services/tokens.ts`. */
  readonly secret: string;
  readonly confirmed_at: IsoMoment;
  readonly last_step: number;
}

export interface SecondFactors {
  find(account: number): SecondFactor | null;
  /** Sets it, in place of one that is there. */
  set(account: number, factor: SecondFactor): void;
  /** Takes a time step; false where a code of it, or of a later one, was taken before. */
  takeStep(account: number, step: number): boolean;
  /** The factor and all recovery codes. */
  remove(account: number): void;
  /** How many recovery codes are left. */
  countCodes(account: number): number;
  /** New recovery codes, as hashes, in place of all there are. */
  replaceCodes(account: number, hashes: readonly string[]): void;
  /** Takes a recovery code; false where it is none, or was used. */
  takeCode(account: number, hash: string, at: IsoMoment): boolean;
}

export function secondFactors(db: Db, audit: AuditLog): SecondFactors {
  const found = db.prepare('SELECT secret, confirmed_at, last_step FROM second_factors WHERE account = ?');
  const insert = db.prepare(
    'INSERT INTO second_factors (account, secret, confirmed_at, last_step) VALUES (@account, @secret, @confirmed_at, @last_step)',
  );
  const remove = db.prepare('DELETE FROM second_factors WHERE account = ?');
  const step = db.prepare('UPDATE second_factors SET last_step = @step WHERE account = @account AND last_step < @step');
  const codes = db.prepare('SELECT hash FROM recovery_codes WHERE account = ?').pluck();
  const left = db.prepare('SELECT count(*) FROM recovery_codes WHERE account = ? AND used_at IS NULL').pluck();
  const addCode = db.prepare('INSERT INTO recovery_codes (account, hash) VALUES (?, ?)');
  const dropCode = db.prepare('DELETE FROM recovery_codes WHERE account = ? AND hash = ?');
  const useCode = db.prepare(
    'UPDATE recovery_codes SET used_at = ? WHERE account = ? AND hash = ? AND used_at IS NULL',
  );

  /** A part of the hash tells rows apart and gives nothing away. */
  const codeKey = (account: number, hash: string) => ({ account, code: hash.slice(0, 8) });

  function removeFactor(account: number): void {
    if (remove.run(account).changes === 0) return;
    audit.note({ action: 'removed', object: 'second_factors', key: { account }, old: {}, new: null });
  }

  function removeCodes(account: number): void {
    for (const hash of codes.all(account) as string[]) {
      dropCode.run(account, hash);
      audit.note({ action: 'removed', object: 'recovery_codes', key: codeKey(account, hash), old: {}, new: null });
    }
  }

  return {
    find: (account) => (found.get(account) as SecondFactor | undefined) ?? null,
    set: (account, factor) => {
      removeFactor(account);
      insert.run({ account, ...factor });
      const { confirmed_at } = factor;
      audit.note({ action: 'added', object: 'second_factors', key: { account }, old: null, new: { confirmed_at } });
    },
    takeStep: (account, taken) => {
      const isNew = step.run({ account, step: taken }).changes === 1;
      if (isNew) {
        audit.note({
          action: 'changed',
          object: 'second_factors',
          key: { account },
          old: {},
          new: { last_step: taken },
        });
      }
      return isNew;
    },
    remove: (account) => {
      removeFactor(account);
      removeCodes(account);
    },
    countCodes: (account) => left.get(account) as number,
    replaceCodes: (account, hashes) => {
      removeCodes(account);
      for (const hash of hashes) {
        addCode.run(account, hash);
        audit.note({ action: 'added', object: 'recovery_codes', key: codeKey(account, hash), old: null, new: {} });
      }
    },
    takeCode: (account, hash, at) => {
      const isTaken = useCode.run(at, account, hash).changes === 1;
      if (isTaken) {
        audit.note({
          action: 'changed',
          object: 'recovery_codes',
          key: codeKey(account, hash),
          old: {},
          new: { used_at: at },
        });
      }
      return isTaken;
    },
  };
}
