import { hash } from 'node:crypto';
import type { Author } from '../domain/account.ts';
import {
  AUDIT_START,
  type AuditAction,
  type AuditHead,
  type AuditRow,
  type AuditValues,
  auditText,
  type ChainFault,
  chainFault,
  type StoredAuditEntry,
  type StoredAuditRow,
} from '../domain/audit.ts';
import type { IsoDate } from '../domain/moment.ts';
import type { Db } from './database.ts';

/** One changed row, as the table's own file tells it. */
export interface Change {
  readonly action: AuditAction;
  readonly object: string;
  readonly key: AuditValues;
  readonly old: AuditValues | null;
  readonly new: AuditValues | null;
}

export interface AuditQuestion {
  /** Null for everybody; 0 for the command line. */
  readonly actor: number | null;
  /** A target or its indicator: values that the key must have. Null for all. */
  readonly key: Readonly<Record<string, string>> | null;
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  /** Only rows before this one; null for the newest. */
  readonly before: number | null;
  readonly limit: number;
}

export interface Audit {
  head(): AuditHead;
  /** Newest first. */
  list(question: AuditQuestion): AuditRow[];
  /** What was noted last of a row; null where nothing was, or where it was taken away. */
  noted(object: string, key: AuditValues): AuditValues | null;
  /** The first fault of the chain, from its beginning; and whether a head that was written down is in it. */
  verify(head: string | null): { readonly rows: number; readonly head: AuditHead; readonly fault: ChainFault };
}

/** The chain, and what writes to it while a write is going on. */
export interface AuditLog extends Audit {
  /** Notes one changed row. @throws Error outside a write: nothing changes without an author */
  note(change: Change): void;
  /** Runs a write of somebody; each row that it changes is noted. */
  by<T>(author: Author, work: () => T): T;
  /** Runs a write whose rows are noted as one. */
  asOne<T>(author: Author, work: () => T, summary: (result: T) => Change | null): T;
}

/** Who writes, and whether each row is noted by itself. */
type Writing = { readonly author: Author; readonly each: boolean } | null;

const SELECT = 'SELECT sequence, at, actor, action, object, "key", old, new, hash FROM audit';

/** @param onChange is told of every change, also of those that are noted as one */
export function auditLog(db: Db, onChange: (object: string) => void): AuditLog {
  const newest = db.prepare('SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1');
  const insert = db.prepare(
    `INSERT INTO audit (sequence, at, actor, action, object, "key", old, new, hash)
     VALUES (@sequence, @at, @actor, @action, @object, @key, @old, @new, @hash)`,
  );
  const all = db.prepare(`${SELECT} ORDER BY sequence`);
  const found = db.prepare(
    `${SELECT} WHERE sequence < @before
       AND (@actor IS NULL OR coalesce(actor, 0) = @actor)
       AND (@from IS NULL OR at >= @from) AND (@to IS NULL OR substr(at, 1, 10) <= @to)
       AND (@key IS NULL OR NOT EXISTS (
         SELECT 1 FROM json_each(@key) AS wanted
         -- Figures belong to an indicator, and so to whichever agreement has it.
         WHERE coalesce(audit."key" ->> wanted.key, iif(wanted.key = 'agreement', wanted.value, NULL)) IS NOT wanted.value))
     ORDER BY sequence DESC LIMIT @limit`,
  );
  const last = db
    .prepare('SELECT new FROM audit WHERE object = ? AND "key" = ? ORDER BY sequence DESC LIMIT 1')
    .pluck();
  let writing: Writing = null;

  function head(): AuditHead {
    return (newest.get() as AuditHead | undefined) ?? AUDIT_START;
  }

  function append({ at, actor }: Author, { action, object, key, old, new: now }: Change): void {
    const before = head();
    const sequence = before.sequence + 1;
    const entry: StoredAuditEntry = {
      at,
      actor,
      action,
      object,
      key: stored(key),
      old: old && stored(old),
      new: now && stored(now),
    };
    insert.run({ ...entry, sequence, hash: hashOf(before.hash, sequence, entry) });
  }

  function under<T>(next: Writing, work: () => T): T {
    const outer = writing;
    writing = next;
    try {
      return work();
    } finally {
      writing = outer;
    }
  }

  return {
    head,
    note: (change) => {
      if (writing === null) throw new Error(`a row of ${change.object} was changed outside a write`);
      onChange(change.object);
      if (writing.each) append(writing.author, change);
    },
    by: (author, work) => under({ author, each: true }, work),
    asOne: (author, work, summary) =>
      under({ author, each: false }, () => {
        const result = work();
        const change = summary(result);
        if (change !== null) append(author, change);
        return result;
      }),
    list: ({ key, before, ...rest }) => {
      const given = { ...rest, key: key && JSON.stringify(key), before: before ?? Number.MAX_SAFE_INTEGER };
      return (found.all(given) as StoredAuditRow[]).map(read);
    },
    noted: (object, key) => {
      const text = last.get(object, stored(key)) as string | null | undefined;
      return text == null ? null : (JSON.parse(text) as AuditValues);
    },
    verify: (wanted) => verified(all.iterate() as IterableIterator<StoredAuditRow>, wanted),
  };
}

function verified(rows: Iterable<StoredAuditRow>, wanted: string | null): ReturnType<Audit['verify']> {
  let head = AUDIT_START;
  let isFound = wanted === null || wanted === AUDIT_START.hash;
  for (const row of rows) {
    const fault = chainFault(head, row, hashOf(head.hash, row.sequence, row));
    if (fault !== null) return { rows: head.sequence, head, fault };
    head = { sequence: row.sequence, hash: row.hash };
    isFound ||= row.hash === wanted;
  }
  const fault = isFound
    ? null
    : 'the head that was written down is not in the chain: rows were cut off or written anew';
  return { rows: head.sequence, head, fault };
}

function hashOf(previous: string, sequence: number, entry: StoredAuditEntry): string {
  return hash('sha256', auditText(previous, sequence, entry), 'hex');
}

function stored(values: AuditValues): string {
  return JSON.stringify(values);
}

function read({ key, old, new: now, ...rest }: StoredAuditRow): AuditRow {
  const values = (text: string | null) => (text === null ? null : (JSON.parse(text) as AuditValues));
  return { ...rest, key: JSON.parse(key) as AuditValues, old: values(old), new: values(now) };
}
