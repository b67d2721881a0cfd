import { describe, expect, it } from 'vitest';
import { COMMAND_LINE, TODAY } from '../support/authors.ts';
import { LEAD, withLead } from '../support/memory-store.ts';

const LATER = '2026-11-25T09:30:00Z';

/** A lead with sessions `one` and `two`, somebody else with `other`, and `nobody` who has not signed in. */
function withSessions() {
  const { store, id } = withLead();
  const { sessions } = store;
  const other = store.write(
    COMMAND_LINE,
    () => store.accounts.insert({ ...LEAD, email: 'b@c', demonstration: false }, TODAY).id,
  );
  const save = (hash: string, account: number | null, at = TODAY): void =>
    sessions.save(hash, { account, data: `{"of":"${hash}"}`, browser: 'Firefox', created_at: at, seen_at: at });
  save('one', id);
  save('two', id, LATER);
  save('other', other);
  save('nobody', null);
  const left = (): string[] => ['one', 'two', 'other', 'nobody'].filter((hash) => sessions.find(hash) !== null);
  return { store, id, other, sessions, left };
}

describe('a session', () => {
  it('comes back as it went in, by its hash alone', () => {
    const { id, sessions } = withSessions();
    const one = { account: id, data: '{"of":"one"}', browser: 'Firefox', created_at: TODAY, seen_at: TODAY };
    expect(sessions.find('one')).toEqual({ id: 1, ...one });
    expect(sessions.find('three')).toBeNull();
    expect(sessions.find('ONE')).toBeNull();
  });

  it('of an account are listed newest first', () => {
    const { id, other, sessions } = withSessions();
    expect(sessions.list(id).map(({ created_at }) => created_at)).toEqual([LATER, TODAY]);
    expect(sessions.list(other)).toHaveLength(1);
    expect(sessions.list(99)).toEqual([]);
  });

  it('that is saved again keeps its number, its browser and when it began', () => {
    const { id, sessions } = withSessions();
    sessions.save('nobody', { account: id, data: '{}', browser: 'Chrome', created_at: LATER, seen_at: LATER });
    expect(sessions.find('nobody')).toEqual({
      id: 4,
      account: id,
      data: '{}',
      browser: 'Firefox',
      created_at: TODAY,
      seen_at: LATER,
    });
  });

  it('is noted as used, the others are not', () => {
    const { sessions } = withSessions();
    sessions.touch('one', LATER);
    expect([sessions.find('one')?.seen_at, sessions.find('other')?.seen_at]).toEqual([LATER, TODAY]);
    sessions.touch('three', LATER);
    expect(sessions.find('three')).toBeNull();
  });
});

describe('sessions end', () => {
  type Door = ReturnType<typeof withSessions>;
  it.each<[sentence: string, end: (door: Door) => unknown, left: string[]]>([
    ['by their hash', ({ sessions }) => sessions.remove('one'), ['two', 'other', 'nobody']],
    ['by a hash that there is not', ({ sessions }) => sessions.remove('x'), ['one', 'two', 'other', 'nobody']],
    ['all of an account', ({ sessions, id }) => sessions.removeAll(id, null), ['other', 'nobody']],
    ['all of an account but one', ({ sessions, id }) => sessions.removeAll(id, 'two'), ['two', 'other', 'nobody']],
    [
      'all of an account, excepting somebody else’s',
      ({ sessions, id }) => sessions.removeAll(id, 'other'),
      ['other', 'nobody'],
    ],
    ['used before a moment', ({ sessions }) => sessions.removeOld(LATER, TODAY), ['two']],
    [
      'at exactly that moment not',
      ({ sessions }) => sessions.removeOld(TODAY, TODAY),
      ['one', 'two', 'other', 'nobody'],
    ],
    ['begun before a moment', ({ sessions }) => sessions.removeOld(TODAY, LATER), ['two']],
  ])('%s', (_sentence, end, left) => {
    const door = withSessions();
    end(door);
    expect(door.left()).toEqual(left);
  });

  it('by their number only where they are the account’s own', () => {
    const { id, other, sessions, left } = withSessions();
    expect(sessions.removeOwn(other, 1)).toBe(false);
    expect(left()).toContain('one');
    expect(sessions.removeOwn(id, 1)).toBe(true);
    expect(sessions.removeOwn(id, 1)).toBe(false);
    expect(left()).toEqual(['two', 'other', 'nobody']);
  });
});

it('sessions leave the audit and the revision as they were', () => {
  const { store, id, sessions } = withSessions();
  const [head, revision] = [store.audit.head(), store.state.revision()];
  sessions.touch('one', LATER);
  sessions.removeAll(id, null);
  sessions.removeOld(LATER, LATER);
  expect([store.audit.head(), store.state.revision()]).toEqual([head, revision]);
});
