import { hash } from 'node:crypto';
import { type AuditHead, type AuditValues, auditText, type StoredAuditEntry } from '../../server/domain/audit.ts';
import { COLUMNS, type Commentary, type Figure } from '../../server/domain/data-package.ts';
import { wholeQuantity } from '../../server/domain/quantity.ts';
import { openDatabase } from '../../server/store/database.ts';
import { advance, entryFor, type Slot } from './save-slots.ts';

/**
 * The least that saving a figure with its commentary can be: four prepared inserts in one transaction, the two rows
 * and an audit row of each, into the same tables with the same settings.
 *
 * The hashes of the audit rows are taken here as the application takes them: each is made from the one before, so that
 * nobody can have them ready, and an audit without them is none. All else that the application does is left out: the
 * head of the chain, for one, is remembered and not read back, because nobody else writes to this record.
 */
export function bareSaver(file: string, take: () => Slot) {
  const db = openDatabase(file);
  const insertFigure = db.prepare(insertInto('figures', Object.keys(COLUMNS.figures)));
  const insertCommentary = db.prepare(insertInto('commentaries', Object.keys(COLUMNS.commentaries)));
  const insertAudit = db.prepare(insertInto('audit', AUDIT_COLUMNS));
  let head = db.prepare('SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1').get() as AuditHead;
  const note = (entry: StoredAuditEntry): void => {
    const sequence = head.sequence + 1;
    head = { sequence, hash: hash('sha256', auditText(head.hash, sequence, entry), 'hex') };
    insertAudit.run({ ...entry, ...head });
  };
  const insert = db.transaction((slot: Slot) => {
    const [figure, commentary] = [figureFor(slot), commentaryFor(slot)];
    insertFigure.run(figure);
    note(figureAudit(figure));
    insertCommentary.run(commentary);
    note(commentaryAudit(commentary));
  });
  const saveOne = (): void => {
    const slot = take();
    insert.immediate(slot);
    advance(slot);
  };
  return { saveOne, close: () => void db.close() };
}

const AUDIT_COLUMNS = ['sequence', 'at', 'actor', 'action', 'object', 'key', 'old', 'new', 'hash'];

function insertInto(table: string, columns: readonly string[]): string {
  const names = columns.map((column) => `"${column}"`);
  return `INSERT INTO ${table} (${names.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`;
}

const RECORDED = {
  recorded_at: '2010-05-20T09:00:00Z',
  recorded_by: 'Partnership co-ordinator',
  provenance: 'entered',
  source: null,
} as const;

function figureFor(slot: Slot): Figure {
  const { note } = entryFor(slot);
  const { indicator, part, period, nextFigure: version } = slot;
  const amount = { value: wholeQuantity(50), numerator: null, denominator: null } as const;
  const rest = { basis: 'standard', status: 'final', missing_reason: null, note } as const;
  return { indicator, part, period, version, ...amount, ...rest, ...RECORDED };
}

function commentaryFor(slot: Slot): Commentary {
  const { commentary: text } = entryFor(slot);
  const { agreement, indicator, part, period, nextCommentary: version } = slot;
  return { agreement, indicator, part, period, version, text, cause: null, own_view: null, ...RECORDED };
}

function figureAudit({ indicator, part, basis, period, version, recorded_by: _, ...values }: Figure): StoredAuditEntry {
  return auditOf('figures', { indicator, part, basis, period, version }, values);
}

function commentaryAudit(commentary: Commentary): StoredAuditEntry {
  const { agreement, indicator, part, period, version, recorded_by: _, ...values } = commentary;
  return auditOf('commentaries', { agreement, indicator, part, period, version }, values);
}

function auditOf(object: string, key: AuditValues, values: AuditValues): StoredAuditEntry {
  const { recorded_at: at } = RECORDED;
  return { at, actor: 1, action: 'added', object, key: JSON.stringify(key), old: null, new: JSON.stringify(values) };
}
