import { describe, expect, it } from 'vitest';
import type { AccountState } from '../../server/domain/account.ts';
import type { Role } from '../../server/domain/role.ts';
import type { Store } from '../../server/store/store.ts';
import { COMMAND_LINE, TODAY } from '../support/authors.ts';
import { auditTextOf, LEAD, memoryStore, type Told, toldOf, withLead } from '../support/memory-store.ts';

const OFFICER = { ...LEAD, email: 'bob@council.example', name: 'Bob Dray', role: 'officer', partnerships: [] } as const;

const inserted = (store: Store, given: Partial<typeof OFFICER | { role: Role }> = {}, demonstration = false) =>
  store.write(COMMAND_LINE, () => store.accounts.insert({ ...OFFICER, ...given, demonstration }, TODAY));

const changed = (id: number, old: object, now: object): Told => ({
  action: 'changed',
  object: 'accounts',
  key: { id },
  old: { ...old },
  new: { ...now },
});
const joined = (account: number, partnership: string): Told => ({
  action: 'added',
  object: 'account_partnerships',
  key: { account, partnership },
  old: null,
  new: {},
});
const left = (account: number, partnership: string): Told => ({
  action: 'removed',
  object: 'account_partnerships',
  key: { account, partnership },
  old: {},
  new: null,
});

describe('an account', () => {
  it('comes back as it went in, invited, with its partnerships in order', () => {
    const { store } = withLead();
    const given = { ...LEAD, email: 'c@d', partnerships: ['OWP', 'DAAT'] };
    const { id } = store.write(COMMAND_LINE, () => store.accounts.insert({ ...given, demonstration: false }, TODAY));
    const kept = { ...given, id, state: 'invited', demonstration: false, partnerships: ['DAAT', 'OWP'] };
    expect([store.accounts.find(id), store.accounts.findByEmail('c@d')]).toEqual([kept, kept]);
    expect(store.accounts.findPassword(id)).toBeNull();
  });

  it('of the example is active at once', () => {
    const { store } = memoryStore();
    expect(store.accounts.hasDemonstration()).toBe(false);
    expect(inserted(store, {}, true)).toMatchObject({ state: 'active', demonstration: true });
    expect(store.accounts.hasDemonstration()).toBe(true);
  });

  it('that is not there is null', () => {
    const { store } = memoryStore();
    expect([store.accounts.find(1), store.accounts.findByEmail('x@y'), store.accounts.findPassword(1)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('of everybody stand in the order of their addresses', () => {
    const { store } = withLead();
    for (const email of ['z@x', 'b@x']) inserted(store, { email } as never);
    expect(store.accounts.list().map(({ email }) => email)).toEqual([LEAD.email, 'b@x', 'z@x']);
  });

  it.each<[sentence: string, given: object]>([
    ['an address that is taken', { email: LEAD.email }],
    ['an address in capitals', { email: 'Bob@council.example' }],
    ['no address', { email: '' }],
    ['no name', { name: '' }],
    ['no post', { post: '' }],
    ['a role that there is not', { role: 'superuser' }],
    ['a partnership that there is not', { partnerships: ['X'] }],
  ])('is refused by the schema with %s, and nothing is left', (_sentence, given) => {
    const { db, store } = withLead();
    const before = auditTextOf(db);
    expect(() => inserted(store, given)).toThrow(/constraint failed/i);
    expect([store.accounts.list().length, auditTextOf(db)]).toEqual([1, before]);
  });

  it.each(['update', 'setName', 'setState', 'setPassword'] as const)('%s is refused where there is none', (name) => {
    const { store } = memoryStore();
    const given = { update: OFFICER, setName: 'x', setState: 'active', setPassword: 'x' }[name];
    const change = store.accounts[name] as (id: number, given: unknown) => void;
    expect(() => store.write(COMMAND_LINE, () => change(5, given))).toThrow('there is no account 5');
  });

  it('its number is never given again', () => {
    const { db, store } = memoryStore();
    const { id } = inserted(store);
    db.exec('DELETE FROM accounts');
    expect(inserted(store).id).toBe(id + 1);
  });
});

describe('a password', () => {
  it.each<[before: AccountState, after: AccountState]>([
    ['invited', 'active'],
    ['active', 'active'],
    ['disabled', 'disabled'],
  ])('makes an account that was %s %s', (before, after) => {
    const { store, id } = withLead();
    store.write(COMMAND_LINE, () => {
      store.accounts.setState(id, before);
      store.accounts.setPassword(id, '$argon2id$x');
    });
    expect(store.accounts.find(id)?.state).toBe(after);
    expect(store.accounts.findPassword(id)).toBe('$argon2id$x');
  });
});

describe('administrators who can come in', () => {
  it.each<
    [role: Role, state: AccountState, way: 'password' | 'single' | 'none', byPassword: boolean, canCome: boolean]
  >([
    ['administrator', 'active', 'password', true, true],
    ['administrator', 'active', 'password', false, false],
    ['administrator', 'active', 'single', true, true],
    ['administrator', 'active', 'single', false, true],
    ['administrator', 'active', 'none', true, false],
    ['administrator', 'invited', 'single', true, false],
    ['administrator', 'disabled', 'password', true, false],
    ['officer', 'active', 'password', true, false],
  ])('%s, %s, by %s, where passwords count (%s): %s', (role, state, way, byPassword, canCome) => {
    const { store } = memoryStore();
    const { id } = inserted(store, { role });
    store.write(COMMAND_LINE, () => {
      const known = { issuer: 'i', subject: 's', label: 'l', account: id, first_seen_at: COMMAND_LINE.at };
      if (way === 'password') store.accounts.setPassword(id, '$argon2id$x');
      if (way === 'single') store.identities.insert(known);
      store.accounts.setState(id, state);
    });
    expect(store.accounts.listAdministrators(byPassword)).toEqual(canCome ? [id] : []);
  });
});

describe('what the audit tells', () => {
  it.each<[sentence: string, change: (store: Store, id: number) => void, told: (id: number) => Told[]]>([
    [
      'another name',
      ({ accounts }, id) => accounts.setName(id, 'Ann Dray'),
      (id) => [changed(id, {}, { identity: 'changed' })],
    ],
    ['the same name', ({ accounts }, id) => accounts.setName(id, LEAD.name), () => []],
    [
      'another state',
      ({ accounts }, id) => accounts.setState(id, 'disabled'),
      (id) => [changed(id, { state: 'invited' }, { state: 'disabled' })],
    ],
    ['the same state', ({ accounts }, id) => accounts.setState(id, 'invited'), () => []],
    [
      'the first password',
      ({ accounts }, id) => accounts.setPassword(id, '$argon2id$x'),
      (id) => [changed(id, { state: 'invited' }, { state: 'active', password: 'changed' })],
    ],
    ['everything as it was', ({ accounts }, id) => accounts.update(id, LEAD), () => []],
    [
      'another address',
      ({ accounts }, id) => accounts.update(id, { ...LEAD, email: 'x@y' }),
      (id) => [changed(id, {}, { identity: 'changed' })],
    ],
    [
      'another post and role, and no partnership any more',
      ({ accounts }, id) => accounts.update(id, { ...LEAD, post: 'Chief', role: 'board', partnerships: [] }),
      (id) => [changed(id, { post: 'Waste officer', role: 'lead' }, { post: 'Chief', role: 'board' }), left(id, 'OWP')],
    ],
    [
      'other partnerships alone',
      ({ accounts }, id) => accounts.update(id, { ...LEAD, partnerships: ['DAAT', 'OSCP'] }),
      (id) => [joined(id, 'DAAT'), joined(id, 'OSCP'), left(id, 'OWP')],
    ],
    [
      'one more partnership',
      ({ accounts }, id) => accounts.update(id, { ...LEAD, partnerships: ['DAAT', 'OWP'] }),
      (id) => [joined(id, 'DAAT')],
    ],
  ])('%s', (_sentence, change, told) => {
    const { store, id } = withLead();
    expect(toldOf(store, () => change(store, id))).toEqual(told(id));
  });

  it('of a new one: what it may do, one row more for each partnership', () => {
    const { store } = withLead();
    const given = { ...LEAD, email: 'c@d', partnerships: ['OSCP', 'OWP'], demonstration: false };
    const told = toldOf(store, () => void store.accounts.insert(given, TODAY));
    const id = store.accounts.findByEmail('c@d')?.id ?? 0;
    expect(told).toEqual([
      {
        action: 'added',
        object: 'accounts',
        key: { id },
        old: null,
        new: { role: 'lead', post: 'Waste officer', state: 'invited', demonstration: false },
      },
      joined(id, 'OSCP'),
      joined(id, 'OWP'),
    ]);
  });

  it('no name, address or password ever', () => {
    const { db, store, id } = withLead();
    store.write(COMMAND_LINE, () => {
      store.accounts.setName(id, 'Zebedee Yaxley');
      store.accounts.setPassword(id, '$argon2id$v=19$m=65536$salt$tag');
      store.accounts.update(id, { ...LEAD, name: 'Quentin Wragge', email: 'quentin@wragge.example' });
      store.accounts.setState(id, 'disabled');
    });
    expect(auditTextOf(db)).not.toMatch(/ann|cowley|council|zebedee|yaxley|quentin|wragge|argon2|salt/i);
  });
});
