import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Author } from '../../server/domain/account.ts';
import type { AuditQuestion, Change } from '../../server/store/audit.ts';
import type { Db } from '../../server/store/database.ts';
import type { Store } from '../../server/store/store.ts';
import { COMMAND_LINE, TODAY } from '../support/authors.ts';
import { EVERYTHING, LEAD, type MemoryStore, memoryStore, toldOf } from '../support/memory-store.ts';
import { agreement, figure, indicator, meeting, milestone, partnership, target } from '../support/package-rows.ts';

const START = '0'.repeat(64);
const ANN: Author = { actor: 7, at: '2026-11-26T10:00:00Z' };
const BOB: Author = { actor: 8, at: '2026-11-27T23:59:59Z' };

interface Raw {
  readonly sequence: number;
  readonly at: string;
  readonly actor: number | null;
  readonly action: string;
  readonly object: string;
  readonly key: string;
  readonly old: string | null;
  readonly new: string | null;
  readonly hash: string;
}

const rawRows = (db: Db): Raw[] => db.prepare('SELECT * FROM audit ORDER BY sequence').all() as Raw[];

/** The chain as anybody can work it out from the rows with a SHA-256 of their own. */
function chainOf(rows: readonly Raw[]): string[] {
  const hashes: string[] = [];
  for (const { sequence, at, actor, action, object, key, old, new: now } of rows) {
    const text = JSON.stringify([hashes.at(-1) ?? START, sequence, at, actor, action, object, key, old, now]);
    hashes.push(createHash('sha256').update(text, 'utf8').digest('hex'));
  }
  return hashes;
}

/** Seven rows: three of the command line, three of Ann's and one of Bob's, the last a change. */
function withHistory(): MemoryStore {
  const memory = memoryStore();
  const { rows, write } = memory.store;
  write(COMMAND_LINE, () => {
    rows.agreements.insert(agreement());
    rows.partnerships.insert(partnership());
    rows.indicators.insert(indicator());
  });
  write(ANN, () => {
    rows.targets.insert(target());
    rows.milestones.insert(milestone());
    rows.figures.insert(figure());
  });
  write(BOB, () => rows.milestones.replace(milestone({ completed_on: '2009-01-05' })));
  return memory;
}

/** Lets somebody write into the file past the app. */
function unlock(db: Db): void {
  for (const name of ['audit_keep_on_update', 'audit_keep_on_delete', 'audit_follow']) db.exec(`DROP TRIGGER ${name}`);
}

describe('the chain', () => {
  it('is empty at first and holds', () => {
    const { store } = memoryStore();
    expect(store.audit.head()).toEqual({ sequence: 0, hash: START });
    expect(store.audit.verify(null)).toEqual({ rows: 0, head: { sequence: 0, hash: START }, fault: null });
    expect(store.audit.verify(START).fault).toBeNull();
  });

  it('has the SHA-256 of the hash before it and of all of the row', () => {
    const { db, store } = withHistory();
    const rows = rawRows(db);
    expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(rows.map(({ hash }) => hash)).toEqual(chainOf(rows));
    expect(store.audit.head()).toEqual({ sequence: 7, hash: chainOf(rows)[6] });
    expect(store.audit.verify(null)).toEqual({ rows: 7, head: store.audit.head(), fault: null });
  });

  it('tells who, when, what, and the values before and after', () => {
    const { store } = withHistory();
    const [newest, before] = store.audit.list(EVERYTHING);
    expect(newest).toMatchObject({
      at: BOB.at,
      actor: 8,
      action: 'changed',
      object: 'milestones',
      key: { agreement: 'LAA2', indicator: 'NI 192', part: '', due: '2008-12-31', title: 'Contract let' },
      old: { completed_on: null },
      new: { completed_on: '2009-01-05' },
    });
    expect(before).toMatchObject({
      at: ANN.at,
      actor: 7,
      action: 'added',
      object: 'figures',
      key: { indicator: 'NI 192', part: '', basis: 'standard', period: 8033, version: 1 },
      old: null,
      new: { value: 412_000, status: 'final' },
    });
  });

  it('holds with letters of all kinds in it', () => {
    const { db, store } = withHistory();
    const title = '“Naïve” – 東京 🐘 \u2028 \\ "';
    store.write(ANN, () => store.rows.milestones.insert(milestone({ title })));
    expect(store.audit.verify(null).fault).toBeNull();
    expect(rawRows(db).map(({ hash }) => hash)).toEqual(chainOf(rawRows(db)));
    expect(store.audit.list(EVERYTHING)[0]?.key).toMatchObject({ title });
  });
});

describe('a write', () => {
  it('notes one row for each that it changes, in their order', () => {
    const { store } = withHistory();
    const told = toldOf(store, () => {
      store.rows.meetings.insert(meeting());
      store.rows.meetings.replace(meeting({ venue: 'County Hall' }));
      store.rows.meetings.replace(meeting({ date: '2009-02-11' }));
      store.rows.figures.insert(figure({ version: 2 }));
    });
    expect(told.map(({ action, object }) => `${object} ${action}`)).toEqual([
      'meetings added',
      'meetings changed',
      'meetings added',
      'figures added',
    ]);
    expect(told[1]).toMatchObject({ old: { venue: null }, new: { venue: 'County Hall' } });
  });

  it('that changes nothing notes nothing and leaves the revision', () => {
    const { store } = withHistory();
    const revision = store.state.revision();
    expect(toldOf(store, () => {})).toEqual([]);
    const same = milestone({ completed_on: '2009-01-05' });
    expect(toldOf(store, () => store.rows.milestones.replace(same))).toEqual([]);
    expect(store.state.revision()).toBe(revision);
  });

  it('keeps the names of people who stand in the record out of the audit', () => {
    const { db, store } = withHistory();
    const named = partnership({ code: 'ESP', chair: 'Cllr Zebedee', cabinet_member: 'Cllr Yaxley' });
    const told = toldOf(store, () => {
      store.rows.partnerships.insert(named);
      store.rows.partnerships.replace({ ...named, chair: 'Cllr Xanthippe' });
      store.rows.figures.insert(figure({ version: 2, recorded_by: 'Quentin Wragge' }));
    });
    expect(told).toHaveLength(3);
    expect(store.rows.partnerships.list()[0]).toMatchObject({ chair: 'Cllr Xanthippe' });
    expect(JSON.stringify(rawRows(db))).not.toMatch(/Zebedee|Yaxley|Xanthippe|Wragge/);
  });

  it('gives back what its work gives back', () => {
    const { store } = memoryStore();
    expect(store.write(ANN, () => 42)).toBe(42);
  });

  it.each<[sentence: string, change: (store: Store) => void]>([
    ['a row of the record', ({ rows }) => rows.agreements.insert(agreement({ code: 'X' }))],
    ['a row in place of another', ({ rows }) => rows.milestones.replace(milestone({ weight: 1 }))],
    [
      'an account',
      ({ accounts }) => accounts.insert({ ...LEAD, role: 'board', partnerships: [], demonstration: false }, TODAY),
    ],
    [
      'a link',
      ({ links }) => links.insert({ hash: 'h', kind: 'first', account: null, created_at: TODAY, expires_at: TODAY }),
    ],
    [
      'a person of the single sign-on',
      ({ identities }) =>
        identities.insert({ issuer: 'i', subject: 's', label: 'l', account: null, first_seen_at: TODAY }),
    ],
  ])('is needed to change %s', (_sentence, change) => {
    const { store } = withHistory();
    const { sequence } = store.audit.head();
    expect(() => store.read(() => change(store))).toThrow(/was changed outside a write/);
    expect(() => change(store)).toThrow(/was changed outside a write/);
    expect(store.audit.head().sequence).toBe(sequence);
  });

  it('is over when it is over, also when it failed', () => {
    const { store } = withHistory();
    const failing = (): never => {
      throw new Error('half way');
    };
    expect(() => store.write(ANN, failing)).toThrow('half way');
    expect(() => store.rows.agreements.insert(agreement({ code: 'X' }))).toThrow('outside a write');
  });

  it.each<[sentence: string, fail: (store: Store) => void, message: RegExp]>([
    [
      'its work',
      () => {
        throw new Error('half way');
      },
      /half way/,
    ],
    ['the schema', ({ rows }) => rows.agreements.insert(agreement()), /UNIQUE/],
    [
      'a reference that is looked at in the end',
      ({ rows }) => rows.partnerships.insert(partnership({ code: 'P', successor: 'NOWHERE' })),
      /FOREIGN KEY/,
    ],
  ])('that is stopped by %s leaves no audit row and no revision', (_sentence, fail, message) => {
    const { store } = withHistory();
    const [head, revision] = [store.audit.head(), store.state.revision()];
    const work = (): void => {
      store.rows.agreements.insert(agreement({ code: 'X' }));
      fail(store);
    };
    expect(() => store.write(ANN, work)).toThrow(message);
    expect(() => store.writeAsOne(ANN, work, () => SUMMARY)).toThrow(message);
    expect([store.audit.head(), store.state.revision()]).toEqual([head, revision]);
    expect(store.rows.agreements.list()).toHaveLength(1);
    store.write(ANN, () => {});
    expect(store.state.revision()).toBe(revision);
  });

  it('cannot go on after it has answered', () => {
    const { store } = withHistory();
    const late = async (): Promise<void> => store.rows.agreements.insert(agreement({ code: 'X' }));
    expect(() => store.write(ANN, late)).toThrow(/promise/);
    expect(store.rows.agreements.list()).toHaveLength(1);
  });

  it('in the record raises its revision once, whatever number of rows', () => {
    const { store } = withHistory();
    const revision = store.state.revision();
    store.write(ANN, () => {
      store.rows.figures.insert(figure({ version: 2 }));
      store.rows.figures.insert(figure({ version: 3 }));
    });
    expect(store.state.revision()).toBe(revision + 1);
  });

  it('of who may come in leaves the revision, and so does signing in', () => {
    const { store } = withHistory();
    const revision = store.state.revision();
    store.write(ANN, () => {
      const { id } = store.accounts.insert({ ...LEAD, demonstration: false }, TODAY);
      store.accounts.setPassword(id, 'x');
      store.links.insert({ hash: 'h', kind: 'reset', account: id, created_at: TODAY, expires_at: TODAY });
      store.secondFactors.set(id, { secret: 's', confirmed_at: TODAY, last_step: 1 });
      store.secondFactors.replaceCodes(id, ['c']);
      store.identities.insert({ issuer: 'i', subject: 's', label: 'l', account: id, first_seen_at: TODAY });
      store.sessions.save('h', { account: id, data: '{}', browser: 'b', created_at: TODAY, seen_at: TODAY });
      store.tries.insert('t', TODAY);
      store.keptEntries.set(id, { address: '/', fields: {}, kept_at: TODAY });
    });
    expect(store.state.revision()).toBe(revision);
    store.write(ANN, () => store.rows.figures.insert(figure({ version: 2 })));
    expect(store.state.revision()).toBe(revision + 1);
  });
});

const SUMMARY: Change = { action: 'imported', object: 'package', key: {}, old: null, new: { rows: 2 } };

describe('a write within a write', () => {
  const add = (store: Store, code: string) => store.rows.agreements.insert(agreement({ code }));
  const actors = (store: Store) => store.audit.list(EVERYTHING).map(({ actor, key }) => [key.code, actor]);

  it('is its own author’s; after it the outer one writes on', () => {
    const { store } = memoryStore();
    store.write(ANN, () => {
      add(store, 'A');
      store.write(BOB, () => add(store, 'B'));
      add(store, 'C');
    });
    expect(actors(store)).toEqual([
      ['C', 7],
      ['B', 8],
      ['A', 7],
    ]);
  });

  it('that fails and is caught takes its own rows back only', () => {
    const { store } = memoryStore();
    store.write(ANN, () => {
      add(store, 'A');
      const failing = (): never => {
        add(store, 'B');
        throw new Error('inner');
      };
      expect(() => store.write(BOB, failing)).toThrow('inner');
      add(store, 'C');
    });
    expect(actors(store)).toEqual([
      ['C', 7],
      ['A', 7],
    ]);
    expect(store.audit.verify(null).fault).toBeNull();
  });

  it('goes with the outer one where that fails', () => {
    const { store } = memoryStore();
    const failing = (): never => {
      store.write(BOB, () => add(store, 'B'));
      throw new Error('outer');
    };
    expect(() => store.write(ANN, failing)).toThrow('outer');
    expect([store.audit.head().sequence, store.rows.agreements.list(), store.state.revision()]).toEqual([0, [], 0]);
  });
});

describe('a write that is noted as one', () => {
  const two = (store: Store) => (): string => {
    store.rows.agreements.insert(agreement());
    store.rows.partnerships.insert(partnership());
    return 'two rows';
  };

  it('leaves one row, made of what the work gave back, and raises the revision', () => {
    const { store } = memoryStore();
    const answer = store.writeAsOne(ANN, two(store), (result) => ({ ...SUMMARY, new: { result } }));
    expect(answer).toBe('two rows');
    const rows = store.audit.list(EVERYTHING);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ ...SUMMARY, at: ANN.at, actor: 7, new: { result: 'two rows' } });
    expect(store.state.revision()).toBe(1);
    expect(store.audit.verify(null).fault).toBeNull();
  });

  it('leaves none where the summary says that nothing changed', () => {
    const { store } = memoryStore();
    expect(
      store.writeAsOne(
        ANN,
        () => 1,
        () => null,
      ),
    ).toBe(1);
    expect([store.audit.head().sequence, store.state.revision()]).toEqual([0, 0]);
  });

  it('has a write within it noted by itself', () => {
    const { store } = memoryStore();
    const work = (): void => {
      two(store)();
      store.write(BOB, () => store.rows.agreements.insert(agreement({ code: 'X' })));
    };
    store.writeAsOne(ANN, work, () => SUMMARY);
    expect(store.audit.list(EVERYTHING).map(({ actor, object }) => [object, actor])).toEqual([
      ['package', 7],
      ['agreements', 8],
    ]);
  });

  it('within a write is one row among its others', () => {
    const { store } = memoryStore();
    store.write(BOB, () => {
      store.rows.agreements.insert(agreement({ code: 'X' }));
      store.writeAsOne(ANN, two(store), () => SUMMARY);
      store.rows.agreements.insert(agreement({ code: 'Y' }));
    });
    expect(store.audit.list(EVERYTHING).map(({ actor, object }) => [object, actor])).toEqual([
      ['agreements', 8],
      ['package', 7],
      ['agreements', 8],
    ]);
  });
});

describe('the audit is append-only', () => {
  const columns = 'sequence, at, actor, action, object, "key", old, new, hash';
  const again = `INTO audit (${columns}) SELECT ${columns} FROM audit WHERE sequence = 3`;
  const at = (sequence: string) =>
    `INTO audit (${columns}) VALUES (${sequence}, '${TODAY}', NULL, 'added', 'x', '{}', NULL, '{}', 'h')`;

  it.each<[sentence: string, sql: string]>([
    ['UPDATE', "UPDATE audit SET object = 'x' WHERE sequence = 3"],
    ['UPDATE to the same', 'UPDATE audit SET at = at'],
    ['UPDATE OR REPLACE', 'UPDATE OR REPLACE audit SET sequence = 2 WHERE sequence = 3'],
    ['UPDATE OR IGNORE', "UPDATE OR IGNORE audit SET object = 'x'"],
    ['DELETE of one', 'DELETE FROM audit WHERE sequence = 7'],
    ['DELETE of all', 'DELETE FROM audit'],
    ['REPLACE', `REPLACE ${again}`],
    ['REPLACE of the newest', `REPLACE ${at('7')}`],
    ['INSERT OR REPLACE', `INSERT OR REPLACE ${again}`],
    ['INSERT OR IGNORE', `INSERT OR IGNORE ${again}`],
    ['UPSERT', `INSERT ${at('3')} ON CONFLICT (sequence) DO UPDATE SET object = excluded.object`],
    ['INSERT of one that is there', `INSERT ${again}`],
    ['INSERT with a gap', `INSERT ${at('9')}`],
    ['INSERT before the first', `INSERT ${at('0')}`],
    ['INSERT below nought', `INSERT ${at('-1')}`],
    ['INSERT without a number', `INSERT ${at('NULL')}`],
    ['INSERT OR REPLACE with a gap', `INSERT OR REPLACE ${at('9')}`],
    ['INSERT of what is no JSON', `INSERT ${at('8').replace("'{}', NULL", "'{', NULL")}`],
    ['INSERT of an action that there is not', `INSERT ${at('8').replace("'added'", "'hidden'")}`],
  ])('%s is refused, and the rows are as they were', (_sentence, sql) => {
    const { db } = withHistory();
    const before = rawRows(db);
    expect(() => db.exec(sql)).toThrow(/append-only|does not follow|constraint failed/);
    expect(rawRows(db)).toEqual(before);
    db.close();
  });
});

describe('what was changed past the app is found', () => {
  const changed = (row: number) => `row ${row} is not as it was written, or follows another row than it did`;
  const set = (assignment: string, row = 7) => `UPDATE audit SET ${assignment} WHERE sequence = ${row}`;

  it.each<[sentence: string, sql: string, fault: string]>([
    ['when, by a second', set("at = '2026-11-27T23:59:58Z'"), changed(7)],
    ['who', set('actor = 9'), changed(7)],
    ['who, to the command line', set('actor = NULL'), changed(7)],
    ['who, from the command line', set('actor = 0', 1), changed(1)],
    ['what was done', set("action = 'added'"), changed(7)],
    ['the table', set("object = 'meetings'"), changed(7)],
    ['the key', set(`"key" = replace("key", 'NI 192', 'NI 193')`), changed(7)],
    ['the key, by a blank that says nothing', set(`"key" = "key" || ' '`), changed(7)],
    ['the old values', set(`old = '{"completed_on":"2008-12-01"}'`), changed(7)],
    ['the old values taken away', set('old = NULL'), changed(7)],
    ['old values where there were none', set("old = '{}'", 4), changed(4)],
    ['the new values', set("new = replace(new, '2009-01-05', '2008-12-31')"), changed(7)],
    ['the new values taken away', set('new = NULL'), changed(7)],
    ['the hash', set("hash = replace(hash, substr(hash, 1, 1), 'x')"), changed(7)],
    ['the hash of the first', set(`hash = '${START}'`, 1), changed(1)],
    ['a hash in capitals', set('hash = upper(hash)', 3), changed(3)],
    ['a row in the middle', set("object = 'x'", 4), changed(4)],
    ['the number of the last', set('sequence = 8'), 'row 7 is missing: row 8 follows row 6'],
    ['the first removed', 'DELETE FROM audit WHERE sequence = 1', 'row 1 is missing: row 2 follows row 0'],
    ['one in the middle removed', 'DELETE FROM audit WHERE sequence = 4', 'row 4 is missing: row 5 follows row 3'],
    [
      'one in the middle removed, and the others moved up',
      'DELETE FROM audit WHERE sequence = 4; UPDATE audit SET sequence = sequence - 1 WHERE sequence > 4',
      changed(4),
    ],
    [
      'two exchanged',
      'UPDATE audit SET sequence = 100 WHERE sequence = 3; UPDATE audit SET sequence = 3 WHERE sequence = 4; UPDATE audit SET sequence = 4 WHERE sequence = 100',
      changed(3),
    ],
    ['two faults: the first is named', `${set("object = 'x'", 5)}; ${set("object = 'x'", 2)}`, changed(2)],
    [
      'one put at the end that does not follow',
      `INSERT INTO audit SELECT 8, at, actor, action, object, "key", old, new, hash FROM audit WHERE sequence = 7`,
      changed(8),
    ],
  ])('%s', (_sentence, sql, fault) => {
    const { db, store } = withHistory();
    const { hash } = store.audit.head();
    unlock(db);
    db.exec(sql);
    expect(store.audit.verify(null).fault).toBe(fault);
    expect(store.audit.verify(hash).fault).toBe(fault);
    db.close();
  });

  const CUT = 'the head that was written down is not in the chain: rows were cut off or written anew';

  /** Writes the whole chain anew after an edit, so that it holds in itself. */
  function forge(db: Db, sql: string): void {
    unlock(db);
    db.exec(sql);
    const rows = rawRows(db);
    const update = db.prepare('UPDATE audit SET hash = ? WHERE sequence = ?');
    chainOf(rows).forEach((hash, index) => {
      update.run(hash, rows[index]?.sequence);
    });
  }

  it.each<[sentence: string, sql: string]>([
    ['a cut tail', 'DELETE FROM audit WHERE sequence = 7'],
    ['a longer one', 'DELETE FROM audit WHERE sequence > 3'],
    ['all of it', 'DELETE FROM audit'],
    [
      'a chain written anew after an edit of the first row',
      "UPDATE audit SET at = '2026-11-24T09:00:00Z' WHERE sequence = 1",
    ],
    ['a chain written anew after an edit of the last row', 'UPDATE audit SET actor = 9 WHERE sequence = 7'],
  ])('with the head that was written down: %s', (_sentence, sql) => {
    const { db, store } = withHistory();
    const { hash } = store.audit.head();
    forge(db, sql);
    expect(store.audit.verify(null).fault).toBeNull();
    expect(store.audit.verify(hash).fault).toBe(CUT);
    db.close();
  });

  it('a head that was written down earlier is still in the chain', () => {
    const { store } = withHistory();
    const { hash } = store.audit.head();
    store.write(ANN, () => store.rows.figures.insert(figure({ version: 2 })));
    expect(store.audit.verify(hash)).toMatchObject({ rows: 8, fault: null });
    expect(store.audit.verify('f'.repeat(64)).fault).toBe(CUT);
  });

  it('the rows before the fault are counted', () => {
    const { db, store } = withHistory();
    unlock(db);
    db.exec(set("object = 'x'", 4));
    expect(store.audit.verify(null)).toMatchObject({ rows: 3, head: { sequence: 3 } });
  });
});

describe('the audit is searched', () => {
  it.each<[sentence: string, question: Partial<AuditQuestion>, sequences: number[]]>([
    ['for everything, newest first', {}, [7, 6, 5, 4, 3, 2, 1]],
    ['for one account', { actor: 7 }, [6, 5, 4]],
    ['for the command line', { actor: 0 }, [3, 2, 1]],
    ['for somebody who did nothing', { actor: 99 }, []],
    [
      'for a target, with the figures of its indicator',
      { key: { agreement: 'LAA2', indicator: 'NI 192' } },
      [7, 6, 5, 4, 3],
    ],
    ['for a target of another agreement', { key: { agreement: 'LAA1', indicator: 'NI 192' } }, [6, 3]],
    ['for an indicator, whose figures have no agreement', { key: { indicator: 'NI 192' } }, [7, 6, 5, 4, 3]],
    ['for a part that is empty', { key: { indicator: 'NI 192', part: '' } }, [7, 6, 5, 4, 3]],
    ['for another part', { key: { indicator: 'NI 192', part: 'a' } }, []],
    ['for the beginning of an indicator', { key: { indicator: 'NI 19' } }, []],
    ['for nothing in particular of the key', { key: {} }, [7, 6, 5, 4, 3, 2, 1]],
    ['for what would be SQL', { key: { indicator: "' OR 1=1 --" } }, []],
    ['from a day on', { from: '2026-11-26' }, [7, 6, 5, 4]],
    ['from a day after the last', { from: '2026-11-28' }, []],
    ['to a day, to its last second', { to: '2026-11-27' }, [7, 6, 5, 4, 3, 2, 1]],
    ['to the day before', { to: '2026-11-26' }, [6, 5, 4, 3, 2, 1]],
    ['on one day', { from: '2026-11-25', to: '2026-11-25' }, [3, 2, 1]],
    ['before a row', { before: 4 }, [3, 2, 1]],
    ['before the first', { before: 1 }, []],
    ['the newest two', { limit: 2 }, [7, 6]],
    ['the next two', { limit: 2, before: 6 }, [5, 4]],
    [
      'all of it together',
      {
        actor: 7,
        key: { agreement: 'LAA2', indicator: 'NI 192' },
        before: 6,
        from: '2026-11-26',
        to: '2026-11-26',
        limit: 1,
      },
      [5],
    ],
  ])('%s', (_sentence, question, sequences) => {
    const { store } = withHistory();
    expect(store.audit.list({ ...EVERYTHING, ...question }).map(({ sequence }) => sequence)).toEqual(sequences);
  });
});
