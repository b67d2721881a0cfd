import type { Polarity } from '../domain/data-package.ts';
import type { Db } from './database.ts';

/** One entry of the catalogue; what is not known of it is null, its polarity included. */
export interface NationalIndicator {
  readonly ni: string;
  readonly title: string;
  readonly polarity: Polarity | null;
  readonly unit: string | null;
  readonly frequency: string | null;
  readonly department: string | null;
  /** Whether title, unit and polarity were checked against a public source. */
  readonly verified: 'yes' | 'no';
  readonly source: string | null;
}

export interface Catalogue {
  /** By number. */
  list(): NationalIndicator[];
  find(ni: string): NationalIndicator | null;
  insert(entry: NationalIndicator): void;
}

export function nationalIndicators(db: Db): Catalogue {
  const columns = 'ni, title, polarity, unit, frequency, department, verified, source';
  const list = db.prepare(`SELECT ${columns} FROM national_indicators ORDER BY CAST(substr(ni, 4) AS INTEGER), ni`);
  const find = db.prepare(`SELECT ${columns} FROM national_indicators WHERE ni = ?`);
  const insert = db.prepare(
    `INSERT INTO national_indicators (${columns})
     VALUES (@ni, @title, @polarity, @unit, @frequency, @department, @verified, @source)`,
  );
  return {
    list: () => list.all() as NationalIndicator[],
    find: (ni) => (find.get(ni) as NationalIndicator | undefined) ?? null,
    insert: (entry) => void insert.run(entry),
  };
}
