import { describe, expect, it } from 'vitest';
import type { Db } from '../../server/store/database.ts';

const rowsOf = (db: Db, table: string): Record<string, unknown>[] =>
  db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[];

/** Every way to change what is in a table, tried on its last row. @param made a record in which each table has a row */
export function appendOnly(tables: readonly string[], made: () => { readonly db: Db }): void {
  describe.each(tables)('%s are append-only', (table) => {
    it.each<[sentence: string, sql: (into: string, column: string, key: string) => string]>([
      ['UPDATE', (_into, column) => `UPDATE ${table} SET ${column} = ${column}`],
      ['UPDATE OR REPLACE', (_into, column) => `UPDATE OR REPLACE ${table} SET ${column} = ${column}`],
      ['DELETE', () => `DELETE FROM ${table}`],
      ['REPLACE', (into) => `REPLACE ${into}`],
      ['INSERT OR REPLACE', (into) => `INSERT OR REPLACE ${into}`],
      [
        'UPSERT',
        (into, column, key) => `INSERT ${into} ON CONFLICT (${key}) DO UPDATE SET ${column} = excluded.${column}`,
      ],
    ])('%s is refused, and every row is as it was', (_sentence, sql) => {
      const { db } = made();
      const before = rowsOf(db, table);
      const row = before.at(-1) ?? {};
      const columns = Object.keys(row);
      const into = `INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`;
      const key = db.prepare(`SELECT name FROM pragma_table_info('${table}') WHERE pk > 0 ORDER BY pk`).pluck().all();
      const statement = db.prepare(sql(into, columns.at(-1) ?? '', key.join(', ')));
      const given = statement.source.includes('@') ? [row] : [];
      expect(() => statement.run(...given)).toThrow(/append-only|does not follow/);
      expect(rowsOf(db, table)).toEqual(before);
    });
  });
}
