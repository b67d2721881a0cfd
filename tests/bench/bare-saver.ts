import { COLUMNS, type Commentary, type Figure } from '../../server/domain/data-package.ts';
import { wholeQuantity } from '../../server/domain/quantity.ts';
import { openDatabase } from '../../server/store/database.ts';
import { advance, entryFor, type Slot } from './save-slots.ts';

/**
 * The least that saving a figure with its commentary can be: two prepared inserts in one transaction, into the same
 * tables with the same settings.
 */
export function bareSaver(file: string, take: () => Slot) {
  const db = openDatabase(file);
  const insertFigure = db.prepare(insertInto('figures'));
  const insertCommentary = db.prepare(insertInto('commentaries'));
  const insert = db.transaction((figure: Figure, commentary: Commentary) => {
    insertFigure.run(figure);
    insertCommentary.run(commentary);
  });
  const saveOne = (): void => {
    const slot = take();
    insert.immediate(figureFor(slot), commentaryFor(slot));
    advance(slot);
  };
  return { saveOne, close: () => void db.close() };
}

function insertInto(table: 'figures' | 'commentaries'): string {
  const columns = Object.keys(COLUMNS[table]);
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`;
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
