import { hash } from 'node:crypto';
import type { AuditValues } from '../domain/audit.ts';
import { FILE_NAMES, type FileName } from '../domain/data-package.ts';
import { DEFAULT_SETTINGS } from '../domain/return-dates.ts';
import { ROW_FIELDS } from '../domain/return-row.ts';
import type { Db } from './database.ts';
import { KEPT_COLUMNS } from './kept-forecasts.ts';
import { PACK_TABLES } from './packs.ts';
import type { Rows } from './rows.ts';
import { FACT_FILES } from './versions.ts';

/** Sums are taken modulo 2^256, so that they do not depend on the order of the rows. */
const SIZE = 1n << 256n;

type AllRows = { readonly [F in FileName]: Pick<Rows<F>, 'list' | 'audited'> };

/** What the rows of a file add up to, and each of them by its key. */
interface Held {
  readonly digests: ReadonlyMap<string, bigint>;
  readonly sum: bigint;
}

/** What every file of the record adds up to, as the audit keeps it when many rows were written as one. */
export function contentOf(rows: AllRows): AuditValues {
  const sums = FILE_NAMES.map((file) => [file, heldOf(rows, file).sum] as const);
  return { content: Object.fromEntries(sums.flatMap(([file, sum]) => (sum === 0n ? [] : [[file, sum.toString(16)]]))) };
}

function heldOf(rows: AllRows, file: FileName): Held {
  const { list, audited } = rows[file] as Pick<Rows<FileName>, 'list' | 'audited'>;
  const digests = new Map(
    list().map((row) => {
      const { key, values } = audited(row);
      return [JSON.stringify(key), digest(file, JSON.stringify(key), JSON.stringify(values))];
    }),
  );
  return { digests, sum: [...digests.values()].reduce((sum, each) => (sum + each) % SIZE, 0n) };
}

function digest(object: string, key: string, values: string | null): bigint {
  return BigInt(`0x${hash('sha256', `${object} ${key} ${values}`, 'hex')}`);
}

interface Noted {
  readonly sequence: number;
  readonly action: string;
  readonly object: string;
  readonly key: string;
  readonly old: string | null;
  readonly new: string | null;
}

/**
 * Whether the record is what the audit tells of: its rows as they were when they were last written as one and as they
 * were added since; who may come in, and what was done with returns, as they were set up and changed.
 * @returns what is wrong, in one sentence that names the row or the file; null where they agree
 */
export function contentCheck(db: Db, rows: AllRows): () => string | null {
  const noted = db.prepare('SELECT sequence, action, object, "key", old, new FROM audit ORDER BY sequence');
  const beside = besideTables(db);
  return () => {
    const noticed = noted.all() as Noted[];
    return recordFault(noticed, rows) ?? besideFault(noticed, beside());
  };
}

function recordFault(told: readonly Noted[], rows: AllRows): string | null {
  const held = new Map(FILE_NAMES.map((file) => [file as string, heldOf(rows, file)]));
  const sums = new Map<string, bigint>();
  for (const row of told) {
    const fault = follow(held, sums, row);
    if (fault !== null) return fault;
  }
  // A record that is older than its audit holds rows that nobody noted.
  if (told[0]?.action !== 'created') return null;
  const wrong = [...held].find(([file, { sum }]) => sum !== (sums.get(file) ?? 0n));
  return wrong === undefined ? null : `the rows of ${wrong[0]} are not as they were written`;
}

/** Brings the sums to where they stood after a row of the audit; what is wrong with it, or null. */
function follow(held: ReadonlyMap<string, Held>, sums: Map<string, bigint>, row: Noted): string | null {
  if (row.action === 'imported' || row.action === 'created') restart(sums, row);
  if (row.action === 'changed' && held.has(row.object)) exchange(sums, row);
  return row.action === 'added' ? addedFault(held, sums, row) : null;
}

/** Adds a row to the sum of its file. Facts never change, so that each must still be there as it came. */
function addedFault(held: ReadonlyMap<string, Held>, sums: Map<string, bigint>, row: Noted): string | null {
  const { sequence, object, key } = row;
  const file = held.get(object);
  if (file === undefined) return null;
  const was = digest(object, key, row.new);
  sums.set(object, ((sums.get(object) ?? 0n) + was) % SIZE);
  const isThere = !isFact(object) || file.digests.get(key) === was;
  return isThere ? null : `a row of ${object} is not as row ${sequence} of the audit tells it: ${key}`;
}

/** A row that was put in another's place; facts never are. */
function exchange(sums: Map<string, bigint>, { object, key, old, new: now }: Noted): void {
  const difference = digest(object, key, now) - digest(object, key, old);
  sums.set(object, ((((sums.get(object) ?? 0n) + difference) % SIZE) + SIZE) % SIZE);
}

function isFact(object: string): boolean {
  return FACT_FILES.some((file) => file === object);
}

/** What was written as one told of the whole record as it stood then. */
function restart(sums: Map<string, bigint>, { new: values }: Noted): void {
  const { content } = JSON.parse(values ?? '{}') as { content?: Record<string, string> };
  if (content === undefined) return;
  sums.clear();
  for (const [file, sum] of Object.entries(content)) sums.set(file, BigInt(`0x${sum}`));
}

/** By table and key, the columns that the audit keeps of who may come in, and of what was done with returns. */
type Noticed = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Tables beside the record whose rows the audit tells in full, and the columns that it keeps of them. */
interface Beside {
  readonly key: readonly string[];
  readonly columns: readonly string[];
}

const RETURN = ['period', 'partnership'] as const;
const ROW = ['agreement', 'indicator', 'part', 'basis', 'quarter'] as const;

const BESIDE: Readonly<Record<string, Beside>> = {
  accounts: { key: ['id'], columns: ['role', 'post', 'state', 'demonstration'] },
  account_partnerships: { key: ['account', 'partnership'], columns: [] },
  identities: { key: ['id'], columns: ['account'] },
  return_rows: { key: [...RETURN, ...ROW], columns: [...ROW_FIELDS, 'held', 'action', 'saved_by'] },
  return_events: { key: [...RETURN, 'sequence'], columns: ['event', 'at', 'account', 'due'] },
  return_remarks: { key: [...RETURN, 'sequence', ...ROW], columns: ['text'] },
  return_reopenings: {
    key: [...RETURN, 'number'],
    columns: ['agreement', 'indicator', 'part', 'account', 'until', 'reason', 'at', 'opened_by'],
  },
  kept_forecasts: { key: [...RETURN, 'sequence', 'agreement', 'indicator', 'part'], columns: [...KEPT_COLUMNS] },
  return_links: { key: ['id'], columns: [...RETURN, 'expires_at', 'ended_at'] },
  return_settings: { key: [], columns: Object.keys(DEFAULT_SETTINGS) },
  meeting_attendance: { key: ['board', 'date', 'partnership', 'version'], columns: ['came', 'at', 'account'] },
  ...PACK_TABLES,
  reminder_refusals: { key: ['account', 'kind'], columns: [] },
};

function besideTables(db: Db): () => Noticed {
  const tables = Object.entries(BESIDE).map(([table, { key, columns }]) => {
    const names = [...key, ...columns].map((column) => `"${column}"`).join(', ');
    return { table, key, rows: db.prepare(`SELECT ${names} FROM ${table}`) };
  });
  return () =>
    new Map(
      tables.flatMap(({ table, key, rows }) =>
        (rows.all() as Record<string, unknown>[]).map((row): [string, Record<string, unknown>] => {
          const [named, rest] = [picked(row, key), picked(row, BESIDE[table]?.columns ?? [])];
          return [`${table} ${JSON.stringify(named)}`, told(table, rest)];
        }),
      ),
    );
}

/** As the audit writes it: what is yes or no is kept as a number in its table. */
function told(table: string, row: Record<string, unknown>): Record<string, unknown> {
  return table === 'accounts' ? { ...row, demonstration: row.demonstration === 1 } : row;
}

function besideFault(noted: readonly Noted[], held: Noticed): string | null {
  const expected = new Map<string, Record<string, unknown>>([['return_settings {}', { ...DEFAULT_SETTINGS }]]);
  for (const { action, object, key, new: values } of noted) {
    const columns = BESIDE[object]?.columns;
    if (columns === undefined) continue;
    const name = `${object} ${key}`;
    const now = JSON.parse(values ?? '{}') as Record<string, unknown>;
    if (action === 'removed') expected.delete(name);
    else expected.set(name, { ...expected.get(name), ...picked(now, columns) });
  }
  const names = [...new Set([...expected.keys(), ...held.keys()])];
  const wrong = names.find((name) => sorted(expected.get(name)) !== sorted(held.get(name)));
  return wrong === undefined ? null : `${wrong} is not as the audit tells it`;
}

function picked(values: Readonly<Record<string, unknown>>, columns: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(columns.filter((column) => column in values).map((column) => [column, values[column]]));
}

/** Without what is not set: the audit leaves out what a row does not say yet. */
function sorted(values: Readonly<Record<string, unknown>> | undefined): string {
  if (values === undefined) return '';
  return JSON.stringify(
    Object.entries(values)
      .filter(([, value]) => value !== null)
      .sort(),
  );
}
