import type { AuditRow } from '../domain/audit.ts';
import { spreadsheetCsv } from './spreadsheet-csv.ts';

const COLUMNS = ['sequence', 'at', 'actor', 'action', 'object', 'key', 'old', 'new', 'hash'] as const;

/** Rows of the audit as CSV, with what the hashes are taken over. */
export function auditCsv(rows: readonly AuditRow[]): string {
  return spreadsheetCsv(
    COLUMNS,
    rows.map(({ sequence, at, actor, action, object, key, old, new: now, hash }) => [
      String(sequence),
      at,
      actor === null ? '' : String(actor),
      action,
      object,
      JSON.stringify(key),
      old === null ? '' : JSON.stringify(old),
      now === null ? '' : JSON.stringify(now),
      hash,
    ]),
  );
}
