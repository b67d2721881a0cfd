import { hash } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { EMPTY_ROW } from '../../server/domain/return-row.ts';
import { TODAY } from '../support/authors.ts';
import { type FileApp, fileApp } from '../support/file-app.ts';

/** A pseudo-random number below another, the same in every run. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const RETURN = { period: 2008 * 4 + 1, partnership: 'OSCP' } as const;
const INCIDENTS = {
  agreement: 'LAA1',
  indicator: 'LAA1 DV',
  part: 'a',
  basis: 'standard',
  quarter: 2008 * 4 + 1,
} as const;

/** A return that was typed into, submitted, sent back, signed off and opened again, with a link to it. */
function addReturn({ store }: FileApp): void {
  const at = '2008-11-19T09:00:00Z';
  const names = { figure_name: 'Lead', words_name: 'Lead', saved_name: 'Lead' };
  const typed = { ...EMPTY_ROW, value: '1504', held: 1, action: 0, saved_at: at, saved_by: 1, ...names };
  const step = { ...RETURN, at, due: '2008-11-05' };
  const { agreement, indicator, part } = INCIDENTS;
  store.write({ actor: 3, at: TODAY }, () => {
    store.returnRows.save({ ...RETURN, ...INCIDENTS, ...typed }, 0);
    store.returnRows.save({ ...RETURN, ...INCIDENTS, ...typed, value: '1510' }, 1);
    store.returns.append({ ...step, event: 'submitted', account: 1 });
    store.returns.append({ ...step, event: 'sent-back', account: 3 }, [{ ...INCIDENTS, text: 'Why?' }]);
    store.returns.append({ ...step, event: 'submitted', account: 1 });
    store.returns.append({ ...step, event: 'signed-off', account: 3 });
    const said = {
      method: 'drift',
      value: 6079,
      sd: 55,
      chance: 0.1,
      target: 6564,
      year_end: 'red',
      own_view: null,
    } as const;
    const kept = { ...said, sequence: 4, basis: 'standard', rules_version: 1 };
    store.keptForecasts.keep({ ...RETURN, agreement, indicator, part, ...kept });
    const reopening = { account: 1, until: '2008-11-30', reason: 'Late', at, opened_by: 3 };
    store.returns.reopen({ ...RETURN, agreement, indicator, part, ...reopening });
    const link = { name: 'The police', created_at: TODAY, created_by: 3, expires_at: '2026-12-05T23:59:59Z' };
    store.returnLinks.insert({ ...RETURN, ...link, hash: 'hash' });
  });
}

/** A record with a chain of some length, and its head as somebody wrote it down. */
export function longChain(): { file: string; head: string; rows: number } {
  const app = fileApp();
  for (let round = 0; round < 100; round += 1) {
    app.store.write({ actor: 3, at: TODAY }, () => app.store.accounts.setName(3, `Name ${round}`));
  }
  addReturn(app);
  const figure = app.store.rows.figures.list().find((row) => row.indicator === 'NI 192' && row.version === 2);
  for (let version = 3; version < 60 && figure !== undefined; version += 1) {
    const latest = app.store.versions.figures.findLatest(figure);
    const next = {
      ...figure,
      version: (latest?.version ?? 0) + 1,
      value: version * 100,
      numerator: null,
      denominator: null,
    };
    app.store.write({ actor: 3, at: TODAY }, () => app.store.rows.figures.insert(next));
  }
  const { sequence, hash: head } = app.store.audit.head();
  app.store.close();
  return { file: app.file, head, rows: sequence };
}

interface Raw {
  readonly db: Database.Database;
  readonly rows: number;
  random(below: number): number;
}

const CHAIN_COLUMNS = ['at', 'actor', 'action', 'object', '"key"', 'old', 'new', 'hash'] as const;

/** Ways to change the file past the app, each with the first row that is then wrong; null where a file is named. */
export const EDITS: readonly [what: string, (raw: Raw) => number | string][] = [
  [
    'one value of one row',
    ({ db, rows, random }) => {
      const [row, column] = [1 + random(rows), CHAIN_COLUMNS[random(CHAIN_COLUMNS.length)] ?? 'at'];
      const other: Readonly<Record<string, unknown>> = {
        actor: 99,
        action: 'removed',
        '"key"': '{"id":99}',
        old: '{"x":1}',
        new: '{"x":1}',
      };
      db.prepare(`UPDATE audit SET ${column} = ? WHERE sequence = ?`).run(other[column] ?? `${random(1e9)}`, row);
      return row;
    },
  ],
  [
    'a row taken out',
    ({ db, rows, random }) => {
      const row = 1 + random(rows - 1);
      db.prepare('DELETE FROM audit WHERE sequence = ?').run(row);
      return row;
    },
  ],
  [
    'two rows changed about',
    ({ db, rows, random }) => {
      const row = 1 + random(rows - 1);
      for (const [from, to] of [
        [row, -1],
        [row + 1, row],
        [-1, row + 1],
      ]) {
        db.prepare('UPDATE audit SET sequence = ? WHERE sequence = ?').run(to, from);
      }
      return row;
    },
  ],
  [
    'the tail cut',
    ({ db, rows, random }) => {
      db.prepare('DELETE FROM audit WHERE sequence > ?').run(rows - 1 - random(50));
      return 'head';
    },
  ],
  [
    'a row changed and the chain worked out anew from there',
    ({ db, rows, random }) => {
      const row = 1 + random(rows);
      db.prepare("UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE sequence = ?").run(row);
      rechain(db);
      return 'head';
    },
  ],
  [
    'the tail cut, and other rows in its place',
    ({ db, rows, random }) => {
      const kept = rows - 1 - random(50);
      db.prepare('DELETE FROM audit WHERE sequence > ?').run(kept);
      db.prepare(
        `INSERT INTO audit SELECT sequence + ${kept}, at, actor, action, object, "key", old, new, hash FROM audit WHERE sequence <= ?`,
      ).run(rows - kept);
      rechain(db);
      return 'head';
    },
  ],
  [
    'a figure',
    ({ db, random }) => {
      const ids = db
        .prepare('SELECT indicator, part, basis, period, version FROM figures WHERE value IS NOT NULL')
        .all();
      const key = ids[random(ids.length)] as Record<string, unknown>;
      db.prepare(
        `UPDATE figures SET value = value + 1 WHERE indicator = @indicator AND part = @part AND basis = @basis
           AND period = @period AND version = @version`,
      ).run(key);
      return 'figures';
    },
  ],
  [
    'an account that may do more',
    ({ db, random }) => {
      const id = 1 + random(3);
      db.prepare("UPDATE accounts SET role = 'administrator' WHERE id = ?").run(id);
      return `accounts {"id":${id}}`;
    },
  ],
  [
    'an account that is open again, or closed',
    ({ db, random }) => {
      const id = 1 + random(4);
      db.prepare("UPDATE accounts SET state = 'disabled' WHERE id = ?").run(id);
      return `accounts {"id":${id}}`;
    },
  ],
  [
    'a partnership given to somebody',
    ({ db }) => {
      db.prepare("INSERT INTO account_partnerships VALUES (1, 'OWP')").run();
      return 'account_partnerships {"account":1,"partnership":"OWP"}';
    },
  ],
  [
    'a number in a draft',
    ({ db }) => {
      db.prepare("UPDATE return_rows SET value = '1770'").run();
      return 'return_rows {"period":8033,"partnership":"OSCP"';
    },
  ],
  [
    'by whom a draft was saved',
    ({ db }) => {
      db.prepare('UPDATE return_rows SET saved_by = 3').run();
      return 'return_rows {"period":8033,"partnership":"OSCP"';
    },
  ],
  [
    'a return signed off by somebody else, at another time, or not',
    ({ db, random }) => {
      const changes = ["event = 'submitted'", 'account = 1', "at = '2008-11-18T09:00:00Z'"];
      db.prepare(`UPDATE return_events SET ${changes[random(3)]} WHERE sequence = 4`).run();
      return 'return_events {"period":8033,"partnership":"OSCP","sequence":4}';
    },
  ],
  [
    'a step taken out',
    ({ db }) => {
      db.prepare('DELETE FROM return_events WHERE sequence = 4').run();
      return 'return_events {"period":8033,"partnership":"OSCP","sequence":4}';
    },
  ],
  [
    'why a row was sent back',
    ({ db }) => {
      db.prepare("UPDATE return_remarks SET text = 'All is well'").run();
      return 'return_remarks {"period":8033,"partnership":"OSCP","sequence":2';
    },
  ],
  [
    'a target opened for longer, or for somebody else',
    ({ db, random }) => {
      db.prepare(`UPDATE return_reopenings SET ${['account = 2', "until = '2009-11-30'"][random(2)]}`).run();
      return 'return_reopenings {"period":8033,"partnership":"OSCP","number":1}';
    },
  ],
  [
    'a forecast that was kept, made better afterwards',
    ({ db, random }) => {
      const changes = ["year_end = 'green'", 'value = 7000', "own_view = 'green'"];
      db.prepare(`UPDATE kept_forecasts SET ${changes[random(3)]}`).run();
      return 'kept_forecasts {"period":8033,"partnership":"OSCP","sequence":4';
    },
  ],
  [
    'a link that counts for longer, or for another return',
    ({ db, random }) => {
      const changes = ["expires_at = '2027-12-05T23:59:59Z'", "partnership = 'OWP'"];
      db.prepare(`UPDATE return_links SET ${changes[random(2)]}`).run();
      return 'return_links {"id":1}';
    },
  ],
  [
    'a link that nobody made',
    ({ db }) => {
      db.prepare(
        `INSERT INTO return_links (hash, period, partnership, name, created_at, created_by, expires_at)
         VALUES ('other', 8033, 'OSCP', 'Me', '${TODAY}', 3, '2026-12-05T23:59:59Z')`,
      ).run();
      return 'return_links {"id":2}';
    },
  ],
  [
    'how the dates of returns follow',
    ({ db }) => {
      db.prepare('UPDATE return_settings SET due_before_papers = 0').run();
      return 'return_settings';
    },
  ],
  [
    'a meeting',
    ({ db }) => {
      db.prepare("UPDATE meetings SET papers_due = '2008-11-05' WHERE date = '2008-11-19'").run();
      return 'the rows of meetings';
    },
  ],
  [
    'a person let in by the single sign-on',
    ({ db }) => {
      db.prepare(
        "INSERT INTO identities (issuer, subject, label, account, first_seen_at) VALUES ('i', 's', 'l', 4, ?)",
      ).run(TODAY);
      return 'identities {"id":1}';
    },
  ],
  [
    'what is better, turned about',
    ({ db, random }) => {
      const row = 1 + random(60);
      db.prepare(
        `UPDATE indicators SET polarity = CASE polarity WHEN 'higher' THEN 'lower' ELSE 'higher' END
         WHERE (indicator, part) = (SELECT indicator, part FROM indicators LIMIT 1 OFFSET ${row})`,
      ).run();
      return 'the rows of indicators';
    },
  ],
  [
    'an answer to the Board',
    ({ db }) => {
      db.prepare("UPDATE decisions SET answer = 'All is well'").run();
      return 'the rows of decisions';
    },
  ],
  [
    'a figure taken out',
    ({ db, random }) => {
      const ids = db.prepare('SELECT indicator, part, basis, period, version FROM figures').all();
      const key = ids[random(ids.length)] as Record<string, unknown>;
      db.prepare(
        `DELETE FROM figures WHERE indicator = @indicator AND part = @part AND basis = @basis
           AND period = @period AND version = @version`,
      ).run(key);
      return 'figures';
    },
  ],
];

/** The hashes as the app would have made them, so that the chain holds in itself. */
function rechain(db: Database.Database): void {
  let before = '0'.repeat(64);
  const rows = db.prepare('SELECT * FROM audit ORDER BY sequence').all() as Record<string, unknown>[];
  for (const { sequence, at, actor, action, object, key, old, new: now } of rows) {
    before = hash('sha256', JSON.stringify([before, sequence, at, actor, action, object, key, old, now]), 'hex');
    db.prepare('UPDATE audit SET hash = ? WHERE sequence = ?').run(before, sequence);
  }
}

/** Changes a copy of the file as somebody with a tool for databases would, every guard of the schema taken off. */
export function edited(
  file: string,
  copy: string,
  change: (db: Database.Database) => number | string,
): number | string {
  copyFileSync(file, copy);
  const db = new Database(copy);
  try {
    const guards = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all() as string[];
    for (const name of guards) db.exec(`DROP TRIGGER "${name}"`);
    db.pragma('foreign_keys = OFF');
    db.pragma('ignore_check_constraints = ON');
    return change(db);
  } finally {
    db.close();
  }
}
