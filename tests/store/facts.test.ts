import { describe, expect, test } from 'vitest';
import { FILES, type FileName } from '../../server/domain/data-package.ts';
import { createDatabase, type Db } from '../../server/store/database.ts';
import { openStore } from '../../server/store/store.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import {
  action,
  agreement,
  commentary,
  commitment,
  figure,
  indicator,
  milestone,
  partnership,
  target,
} from '../support/package-rows.ts';

const FACTS = {
  targets: { row: target(), column: 'state', next: target({ version: 2 }), gap: target({ version: 3 }) },
  commitments: {
    row: commitment(),
    column: 'value',
    next: commitment({ version: 2 }),
    gap: commitment({ version: 3 }),
  },
  figures: { row: figure(), column: 'value', next: figure({ version: 2 }), gap: figure({ version: 3 }) },
  commentaries: {
    row: commentary(),
    column: 'text',
    next: commentary({ version: 2 }),
    gap: commentary({ version: 3 }),
  },
  actions: { row: action(), column: 'title', next: action({ version: 2 }), gap: action({ version: 3 }) },
} as const;
type Fact = keyof typeof FACTS;
const NAMES = Object.keys(FACTS) as Fact[];

/** A database with one row of every fact. */
function withFacts(): { db: Db; insert: (file: FileName, row: object) => void } {
  const db = createDatabase(':memory:');
  const { rows, write } = openStore(db);
  const insert = (file: FileName, row: object): void => write(COMMAND_LINE, () => rows[file].insert(row as never));
  insert('agreements', agreement());
  insert('partnerships', partnership());
  insert('indicators', indicator());
  for (const fact of NAMES) insert(fact, FACTS[fact].row);
  return { db, insert };
}

const columnsOf = (row: object): string => Object.keys(row).join(', ');
const valuesOf = (row: object): string =>
  Object.keys(row)
    .map((column) => `@${column}`)
    .join(', ');

describe.each(NAMES)('%s are append-only', (fact) => {
  const { row, column, next, gap } = FACTS[fact];
  const insertion = `INTO ${fact} (${columnsOf(row)}) VALUES (${valuesOf(row)})`;
  const conflict = `ON CONFLICT (${FILES[fact].key.join(', ')}) DO UPDATE SET ${column} = excluded.${column}`;

  test.each([
    ['UPDATE', `UPDATE ${fact} SET ${column} = ${column}`, []],
    ['UPDATE OR REPLACE', `UPDATE OR REPLACE ${fact} SET ${column} = ${column}`, []],
    ['DELETE', `DELETE FROM ${fact}`, []],
    ['REPLACE', `REPLACE ${insertion}`, [row]],
    ['INSERT OR REPLACE', `INSERT OR REPLACE ${insertion}`, [row]],
    ['UPSERT', `INSERT ${insertion} ${conflict}`, [row]],
  ])('%s is refused, and the row is as it was', (_, sql, given) => {
    const { db } = withFacts();
    const before = db.prepare(`SELECT * FROM ${fact}`).all();
    expect(() => db.prepare(sql).run(...given)).toThrow(/append-only|version does not follow/);
    expect(db.prepare(`SELECT * FROM ${fact}`).all()).toEqual(before);
    db.close();
  });

  test('the same version again is refused, with INSERT OR IGNORE too', () => {
    const { db, insert } = withFacts();
    expect(() => insert(fact, row)).toThrow('version does not follow');
    expect(() => db.prepare(`INSERT OR IGNORE ${insertion}`).run(row)).toThrow('version does not follow');
    db.close();
  });

  test('a gap between versions is refused, the next one is not', () => {
    const { db, insert } = withFacts();
    expect(() => insert(fact, gap)).toThrow(`${fact}: version does not follow`);
    insert(fact, next);
    insert(fact, gap);
    expect(db.prepare(`SELECT version FROM ${fact}`).pluck().all()).toEqual([1, 2, 3]);
    db.close();
  });
});

describe('the schema refuses', () => {
  test.each<[string, FileName, object]>([
    ['a figure without a value or a reason', 'figures', figure({ version: 2, value: null, status: null })],
    ['a figure with both', 'figures', figure({ version: 2, missing_reason: 'suppressed' })],
    ['a value without a status', 'figures', figure({ version: 2, status: null })],
    ['a day that does not exist', 'actions', action({ version: 2, recorded_on: '2008-02-30' })],
    ['a time without its zone', 'figures', figure({ version: 2, recorded_at: '2008-11-04T10:00:00' })],
    ['a decision after its record', 'commitments', commitment({ version: 2, decided_on: '2008-07-01' })],
    ['an unknown state', 'targets', { ...target({ version: 2 }), state: 'agreeed' }],
    ['a value that is no number', 'commitments', { ...commitment({ version: 2 }), value: 'many' }],
    ['a broken decimal', 'commitments', commitment({ version: 2, value: 0.5 })],
    ['an agreement that ends before it begins', 'agreements', agreement({ code: 'X', last_year: 2007 })],
    ['an empty code', 'partnerships', partnership({ code: '' })],
    ['an unknown partnership', 'targets', target({ version: 2, lead: 'X' })],
    ['a milestone of no target', 'milestones', milestone({ indicator: 'NI 1' })],
    ['an indicator without a polarity', 'indicators', { ...indicator({ indicator: 'NI 1' }), polarity: null }],
  ])('%s', (_, file, row) => {
    const { db, insert } = withFacts();
    expect(() => insert(file, row)).toThrow(/constraint failed|cannot store/);
    db.close();
  });
});
