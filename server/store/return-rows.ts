import { type AuditValues, changedValues } from '../domain/audit.ts';
import type { Period } from '../domain/period.ts';
import { type DraftRow, ROW_FIELDS, type RowName } from '../domain/return-row.ts';
import type { AuditLog } from './audit.ts';
import type { Db } from './database.ts';

/** Which return. */
export interface ReturnName {
  readonly period: Period;
  /** A partnership's code. */
  readonly partnership: string;
}

export interface ReturnRows {
  list(name: ReturnName): DraftRow[];
  find(name: ReturnName & RowName): DraftRow | null;
  /** Every return into which something was typed, in the quarters from one on. */
  listReturns(from: Period): ReturnName[];
  /** Notes which action a row has made. */
  noteAction(name: ReturnName & RowName, action: number): void;
  /**
   * Keeps a row as the version after the one that was seen.
   * @param seen 0 where there was none
   * @returns false where another version has come in since, and nothing is kept
   */
  save(row: Omit<DraftRow, 'version'>, seen: number): boolean;
}

const NAME = ['period', 'partnership', 'agreement', 'indicator', 'part', 'basis', 'quarter'] as const;
/** Without who it was by name or post: the audit has the account's number. */
const VALUES = [...ROW_FIELDS, 'held', 'action', 'saved_by'] as const;
const KEPT = [
  ...ROW_FIELDS,
  'held',
  'action',
  'figure_name',
  'words_name',
  'saved_at',
  'saved_by',
  'saved_name',
] as const;

export function returnRows(db: Db, audit: AuditLog): ReturnRows {
  const columns = [...NAME, ...KEPT].join(', ');
  const same = NAME.map((column) => `${column} = @${column}`).join(' AND ');
  const changes = KEPT.map((column) => `${column} = @${column}`).join(', ');
  const given = [...NAME, ...KEPT].map((column) => `@${column}`).join(', ');
  const list = db.prepare(
    `SELECT * FROM return_rows WHERE period = @period AND partnership = @partnership
     ORDER BY agreement, indicator, part, basis, quarter`,
  );
  const find = db.prepare(`SELECT * FROM return_rows WHERE ${same}`);
  const listReturns = db.prepare('SELECT DISTINCT period, partnership FROM return_rows WHERE period >= ?');
  const insert = db.prepare(
    `INSERT INTO return_rows (${columns}, version) VALUES (${given}, 1)
     ON CONFLICT DO NOTHING`,
  );
  const update = db.prepare(
    `UPDATE return_rows SET version = version + 1, ${changes} WHERE ${same} AND version = @seen`,
  );
  const setAction = db.prepare(`UPDATE return_rows SET action = @action WHERE ${same}`);

  const keyOf = (row: ReturnName & RowName): AuditValues => Object.fromEntries(NAME.map((name) => [name, row[name]]));
  const valuesOf = (row: Pick<DraftRow, (typeof VALUES)[number]>): AuditValues =>
    Object.fromEntries(VALUES.map((name) => [name, row[name]]));

  return {
    list: (name) => list.all(name) as DraftRow[],
    find: (name) => (find.get(name) as DraftRow | undefined) ?? null,
    listReturns: (from) => listReturns.all(from) as ReturnName[],
    noteAction: (name, action) => {
      const before = find.get(name) as DraftRow | undefined;
      if (before === undefined || before.action === action) return;
      setAction.run({ ...name, action });
      const changed = { old: { action: before.action }, new: { action } };
      audit.note({ action: 'changed', object: 'return_rows', key: keyOf(name), ...changed });
    },
    save: (row, seen) => {
      const before = find.get(row) as DraftRow | undefined;
      const isKept = (seen === 0 ? insert.run(row) : update.run({ ...row, seen })).changes === 1;
      if (!isKept) return false;
      const changed =
        before === undefined ? { old: null, new: valuesOf(row) } : changedValues(valuesOf(before), valuesOf(row));
      audit.note({
        action: before === undefined ? 'added' : 'changed',
        object: 'return_rows',
        key: keyOf(row),
        ...changed,
      });
      return true;
    },
  };
}
