import type { IsoMoment } from './moment.ts';

/** What is done with a row; `imported` and `created` stand for many rows at once. */
export const AUDIT_ACTIONS = ['added', 'changed', 'removed', 'imported', 'created'] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Values by name, as they are kept: texts, numbers and lists of them. Never a name, an address or a secret. */
export type AuditValues = Readonly<Record<string, unknown>>;

/** One changed row. */
export interface AuditEntry {
  readonly at: IsoMoment;
  /** The account that did it; null for the command line. */
  readonly actor: number | null;
  readonly action: AuditAction;
  /** The table. */
  readonly object: string;
  /** The columns that name the row, with their values. */
  readonly key: AuditValues;
  readonly old: AuditValues | null;
  readonly new: AuditValues | null;
}

/** An entry in the chain. */
export interface AuditRow extends AuditEntry {
  /** 1, 2, … without a gap. */
  readonly sequence: number;
  /** SHA-256 over the hash before it and all of this row, in hexadecimal. */
  readonly hash: string;
}

/** Where the chain stands: what is written down outside the record, so that a cut or a forged tail is found. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

/** Before the first row. */
export const AUDIT_START: AuditHead = { sequence: 0, hash: '0'.repeat(64) };

/** What the hash of a row is taken over, as one text: the hash before it, then every part of it in this order. */
export function auditText(previous: string, sequence: number, row: StoredAuditEntry): string {
  const { at, actor, action, object, key, old, new: now } = row;
  return JSON.stringify([previous, sequence, at, actor, action, object, key, old, now]);
}

/** An entry with its values as the texts that are kept and hashed. */
export interface StoredAuditEntry extends Omit<AuditEntry, 'key' | 'old' | 'new'> {
  readonly key: string;
  readonly old: string | null;
  readonly new: string | null;
}

export interface StoredAuditRow extends StoredAuditEntry, AuditHead {}

/** What is wrong with a chain, in one sentence that names the first bad row; null where it holds. */
export type ChainFault = string | null;

/**
 * Whether a row follows the head before it.
 * @param hash what its text hashes to
 */
export function chainFault(before: AuditHead, row: StoredAuditRow, hash: string): ChainFault {
  if (row.sequence !== before.sequence + 1) {
    return `row ${before.sequence + 1} is missing: row ${row.sequence} follows row ${before.sequence}`;
  }
  return row.hash === hash ? null : `row ${row.sequence} is not as it was written, or follows another row than it did`;
}

/** Of two versions of a row, what differs; a value that only one of them has is left out of the other. */
export function changedValues(old: AuditValues, now: AuditValues): { old: AuditValues; new: AuditValues } {
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  const differing = names.filter((name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]));
  const pick = (values: AuditValues) =>
    Object.fromEntries(differing.filter((name) => name in values).map((name) => [name, values[name]]));
  return { old: pick(old), new: pick(now) };
}
