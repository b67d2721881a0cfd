import { hash } from 'node:crypto';
import type { AuditValues } from '../domain/audit.ts';
import type { Change } from './audit.ts';
import type { Db } from './database.ts';
import type { Rows } from './rows.ts';
import { FACT_FILES, type FactFile } from './versions.ts';

/** Sums are taken modulo 2^256, so that they do not depend on the order of the rows. */
const SIZE = 1n << 256n;

/** What the facts that one audit row stands for add up to. */
export interface ContentSum {
  add(change: Pick<Change, 'object' | 'key' | 'new'>): void;
  /** As the audit keeps it, by file in hexadecimal; nothing where there was no fact. */
  values(): AuditValues;
}

export function contentSum(): ContentSum {
  const sums = new Map<string, bigint>();
  return {
    add: ({ object, key, new: values }) => {
      if (isFact(object)) sums.set(object, ((sums.get(object) ?? 0n) + digest(object, key, values)) % SIZE);
    },
    values: () => {
      const entries = [...sums].map(([file, sum]) => [file, sum.toString(16)]);
      return entries.length === 0 ? {} : { content: Object.fromEntries(entries) };
    },
  };
}

function isFact(object: string): object is FactFile {
  return FACT_FILES.some((file) => file === object);
}

function digest(object: string, key: AuditValues | string, values: AuditValues | string | null): bigint {
  const text = (part: AuditValues | string | null) => (typeof part === 'string' ? part : JSON.stringify(part));
  return BigInt(`0x${hash('sha256', `${object} ${text(key)} ${text(values)}`, 'hex')}`);
}

interface Noted {
  readonly sequence: number;
  readonly action: string;
  readonly object: string;
  readonly key: string;
  readonly new: string;
}

/**
 * Whether the facts in the record are those that the audit tells of: each row that was added by itself as it was
 * added, and the imported ones together. Facts never change, so that whatever differs was changed past the app.
 * @returns what is wrong, in one sentence that names the row or the file; null where they agree
 */
export function contentCheck(
  db: Db,
  rows: { readonly [F in FactFile]: Pick<Rows<F>, 'list' | 'audited'> },
): () => string | null {
  const noted = db.prepare(
    "SELECT sequence, action, object, \"key\", new FROM audit WHERE action IN ('added', 'imported') ORDER BY sequence",
  );
  const first = db.prepare('SELECT action FROM audit WHERE sequence = 1').pluck();
  return () => {
    const held = new Map(FACT_FILES.map((file) => [file as string, heldOf(rows[file], file)]));
    for (const row of noted.iterate() as IterableIterator<Noted>) {
      const fault = row.action === 'imported' ? takeImport(held, row) : takeRow(held, row);
      if (fault !== null) return fault;
    }
    // A record that is older than its audit holds rows that nobody noted.
    if (first.get() !== 'created') return null;
    const left = [...held].find(([, { sum }]) => sum !== 0n);
    return left === undefined ? null : `the imported rows of ${left[0]} are not as they came`;
  };
}

/** The rows of a file by their key, and what is left of their sum when those that the audit tells of are taken off. */
interface Held {
  readonly digests: ReadonlyMap<string, bigint>;
  sum: bigint;
}

function heldOf<F extends FactFile>({ list, audited }: Pick<Rows<F>, 'list' | 'audited'>, file: F): Held {
  const digests = new Map(
    list().map((row) => {
      const { key, values } = audited(row);
      return [JSON.stringify(key), digest(file, key, values)];
    }),
  );
  return { digests, sum: [...digests.values()].reduce((sum, each) => (sum + each) % SIZE, 0n) };
}

function takeRow(held: ReadonlyMap<string, Held>, { sequence, object, key, new: values }: Noted): string | null {
  const file = held.get(object);
  if (file === undefined) return null;
  const was = digest(object, key, values);
  if (file.digests.get(key) !== was)
    return `a row of ${object} is not as row ${sequence} of the audit tells it: ${key}`;
  file.sum = (file.sum - was + SIZE) % SIZE;
  return null;
}

function takeImport(held: ReadonlyMap<string, Held>, { new: values }: Noted): null {
  const { content = {} } = JSON.parse(values) as { content?: Record<string, string> };
  for (const [name, sum] of Object.entries(content)) {
    const file = held.get(name);
    if (file !== undefined) file.sum = (file.sum - BigInt(`0x${sum}`) + SIZE) % SIZE;
  }
  return null;
}
