import { describe, expect, it } from 'vitest';
import { COMMAND_LINE, TODAY } from '../support/authors.ts';
import { auditTextOf, toldOf, withLead } from '../support/memory-store.ts';

const PERSON = {
  issuer: 'https://login.example',
  subject: 'sub-4711',
  label: 'Ann Cowley (ann@login.example)',
  account: null,
  first_seen_at: TODAY,
};

function withPerson() {
  const memory = withLead();
  const { store } = memory;
  const person = store.write(COMMAND_LINE, () => store.identities.insert(PERSON));
  return { ...memory, person, identities: store.identities };
}

describe('a person of the single sign-on', () => {
  it('comes back as they went in, by number and by what the provider calls them', () => {
    const { person, identities } = withPerson();
    expect(person).toEqual({ id: 1, ...PERSON });
    expect(identities.find(1)).toEqual(person);
    expect(identities.findBySubject(PERSON.issuer, PERSON.subject)).toEqual(person);
    expect(identities.list()).toEqual([person]);
  });

  it.each<[sentence: string, issuer: string, subject: string]>([
    ['another provider', 'https://other.example', PERSON.subject],
    ['another person', PERSON.issuer, 'sub-4712'],
    ['the same in capitals', PERSON.issuer, 'SUB-4711'],
  ])('%s is somebody else', (_sentence, issuer, subject) => {
    const { store, identities } = withPerson();
    expect(identities.findBySubject(issuer, subject)).toBeNull();
    const other = store.write(COMMAND_LINE, () => identities.insert({ ...PERSON, issuer, subject }));
    expect(identities.list().map(({ id }) => id)).toEqual([1, other.id]);
  });

  it('is kept once', () => {
    const { store, identities } = withPerson();
    expect(() => store.write(COMMAND_LINE, () => identities.insert(PERSON))).toThrow(/UNIQUE/);
    expect(identities.find(2)).toBeNull();
  });

  it('is linked to an account, and the link is taken away again; what changes nothing is not noted', () => {
    const { store, id: account, identities } = withPerson();
    const changed = (old: number | null, now: number | null) => ({
      action: 'changed',
      object: 'identities',
      key: { id: 1 },
      old: { account: old },
      new: { account: now },
    });
    expect(toldOf(store, () => identities.link(1, null))).toEqual([]);
    expect(toldOf(store, () => identities.link(1, account))).toEqual([changed(null, account)]);
    expect(identities.find(1)?.account).toBe(account);
    expect(toldOf(store, () => identities.link(1, account))).toEqual([]);
    expect(toldOf(store, () => identities.link(1, null))).toEqual([changed(account, null)]);
    expect(identities.find(1)?.account).toBeNull();
    expect(toldOf(store, () => identities.link(99, account))).toEqual([]);
  });

  it('is not linked to an account that there is not', () => {
    const { store, identities } = withPerson();
    expect(() => store.write(COMMAND_LINE, () => identities.link(1, 99))).toThrow(/FOREIGN KEY/);
    expect(identities.find(1)?.account).toBeNull();
  });
});

it('who they are at the provider does not stand in the audit; that they came does', () => {
  const { db, store, id: account } = withPerson();
  const told = toldOf(store, () => void store.identities.insert({ ...PERSON, subject: 'sub-4712', account }));
  expect(told).toEqual([{ action: 'added', object: 'identities', key: { id: 2 }, old: null, new: { account } }]);
  expect(auditTextOf(db)).not.toMatch(/cowley|login\.example|sub-47/i);
});
