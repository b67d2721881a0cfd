import type { Account, AccountState, NewAccount } from '../domain/account.ts';
import { changedValues } from '../domain/audit.ts';
import type { IsoMoment } from '../domain/moment.ts';
import type { AuditLog } from './audit.ts';
import type { Db } from './database.ts';

export interface Accounts {
  find(id: number): Account | null;
  /** @param email in small letters */
  findByEmail(email: string): Account | null;
  /** By e-mail address. */
  list(): Account[];
  insert(account: NewAccount & Pick<Account, 'demonstration'>, at: IsoMoment): Account;
  /** Role, post, name, address and partnerships as given. */
  update(id: number, account: NewAccount): void;
  setName(id: number, name: string): void;
  setState(id: number, state: AccountState): void;
  /** The argon2id text; null where no password is set. */
  findPassword(id: number): string | null;
  /** An account that was invited is active from then on; one that is disabled stays so. */
  setPassword(id: number, password: string): void;
  /**
   * Administrators who can come in: by a password, by the single sign-on, or as accounts of the example.
   * @param byPassword whether passwords open the door
   */
  listAdministrators(byPassword: boolean): number[];
  hasDemonstration(): boolean;
}

interface Found extends Omit<Account, 'demonstration' | 'partnerships'> {
  readonly demonstration: 0 | 1;
  /** A JSON list. */
  readonly codes: string;
}

const SELECT = `SELECT id, email, name, post, role, state, demonstration,
  CASE role WHEN 'lead' THEN
    (SELECT json_group_array(partnership)
     FROM (SELECT partnership FROM account_partnerships WHERE account = id ORDER BY partnership))
  ELSE '[]' END AS codes
  FROM accounts`;

export function accounts(db: Db, audit: AuditLog): Accounts {
  const byId = db.prepare(`${SELECT} WHERE id = ?`);
  const byEmail = db.prepare(`${SELECT} WHERE email = ?`);
  const all = db.prepare(`${SELECT} ORDER BY email`);
  const insert = db.prepare(
    `INSERT INTO accounts (email, name, post, role, state, demonstration, created_at)
     VALUES (@email, @name, @post, @role, @state, @demonstration, @at)`,
  );
  const update = db.prepare(
    'UPDATE accounts SET email = @email, name = @name, post = @post, role = @role WHERE id = @id',
  );
  const setName = db.prepare('UPDATE accounts SET name = ? WHERE id = ?');
  const setState = db.prepare('UPDATE accounts SET state = ? WHERE id = ?');
  const password = db.prepare('SELECT password FROM accounts WHERE id = ?').pluck();
  const setPassword = db.prepare(
    "UPDATE accounts SET password = ?, state = iif(state = 'invited', 'active', state) WHERE id = ?",
  );
  const addPartnership = db.prepare('INSERT INTO account_partnerships (account, partnership) VALUES (?, ?)');
  const dropPartnership = db.prepare('DELETE FROM account_partnerships WHERE account = ? AND partnership = ?');
  const administrators = db
    .prepare(
      `SELECT id FROM accounts WHERE role = 'administrator' AND state = 'active' AND (
         demonstration = 1 OR (@byPassword AND password IS NOT NULL)
         OR EXISTS (SELECT 1 FROM identities WHERE account = accounts.id)) ORDER BY id`,
    )
    .pluck();
  const demonstration = db.prepare('SELECT count(*) FROM accounts WHERE demonstration = 1').pluck();

  const find = (id: number): Account | null => accountOf(byId.get(id) as Found | undefined);

  /** Names and addresses are kept out of the audit; that they changed is not. */
  function noteChange(before: Account, change: () => void, also: Readonly<Record<string, string>> = {}): void {
    change();
    const after = find(before.id);
    if (after === null) return;
    const named = before.name === after.name && before.email === after.email ? {} : { identity: 'changed' };
    const { old, new: now } = changedValues(audited(before), audited(after));
    const values = { ...now, ...named, ...also };
    if (Object.keys(values).length === 0) return;
    audit.note({ action: 'changed', object: 'accounts', key: { id: before.id }, old, new: values });
  }

  function setPartnerships(id: number, held: readonly string[], codes: readonly string[]): void {
    for (const partnership of codes.filter((code) => !held.includes(code))) {
      addPartnership.run(id, partnership);
      audit.note({
        action: 'added',
        object: 'account_partnerships',
        key: { account: id, partnership },
        old: null,
        new: {},
      });
    }
    for (const partnership of held.filter((code) => !codes.includes(code))) {
      dropPartnership.run(id, partnership);
      audit.note({
        action: 'removed',
        object: 'account_partnerships',
        key: { account: id, partnership },
        old: {},
        new: null,
      });
    }
  }

  function existing(id: number): Account {
    const account = find(id);
    if (account === null) throw new Error(`there is no account ${id}`);
    return account;
  }

  return {
    find,
    findByEmail: (email) => accountOf(byEmail.get(email) as Found | undefined),
    list: () => (all.all() as Found[]).flatMap((row) => accountOf(row) ?? []),
    insert: ({ partnerships, demonstration: isDemonstration, ...account }, at) => {
      const state: AccountState = isDemonstration ? 'active' : 'invited';
      const row = { ...account, state, demonstration: isDemonstration ? 1 : 0, at };
      const id = Number(insert.run(row).lastInsertRowid);
      const { role, post } = account;
      audit.note({
        action: 'added',
        object: 'accounts',
        key: { id },
        old: null,
        new: { role, post, state, demonstration: isDemonstration },
      });
      setPartnerships(id, [], partnerships);
      return existing(id);
    },
    update: (id, { partnerships, ...account }) => {
      const before = existing(id);
      noteChange(before, () => void update.run({ id, ...account }));
      setPartnerships(id, before.partnerships, partnerships);
    },
    setName: (id, name) => noteChange(existing(id), () => void setName.run(name, id)),
    setState: (id, state) => noteChange(existing(id), () => void setState.run(state, id)),
    findPassword: (id) => (password.get(id) as string | null | undefined) ?? null,
    setPassword: (id, text) => noteChange(existing(id), () => void setPassword.run(text, id), { password: 'changed' }),
    listAdministrators: (byPassword) => administrators.all({ byPassword: byPassword ? 1 : 0 }) as number[],
    hasDemonstration: () => (demonstration.get() as number) > 0,
  };
}

function accountOf(row: Found | undefined): Account | null {
  if (row === undefined) return null;
  const { codes, demonstration, ...account } = row;
  return { ...account, demonstration: demonstration === 1, partnerships: JSON.parse(codes) as string[] };
}

function audited({ role, post, state }: Account): Readonly<Record<string, string>> {
  return { role, post, state };
}
