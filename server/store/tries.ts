import type { IsoMoment } from '../domain/moment.ts';
import type { Db } from './database.ts';

/** Tries that count against a limit; no part of the record, its revision or its audit. */
export interface Tries {
  /** Moments of the tries on something since then. */
  list(subject: string, since: IsoMoment): IsoMoment[];
  insert(subject: string, at: IsoMoment): void;
  /** Forgets the tries on something. */
  remove(subject: string): void;
  /** Forgets all that are older, so that the table stays small. */
  removeBefore(at: IsoMoment): void;
}

export function tries(db: Db): Tries {
  const list = db.prepare('SELECT at FROM tries WHERE subject = ? AND at > ?').pluck();
  const insert = db.prepare('INSERT INTO tries (subject, at) VALUES (?, ?)');
  const remove = db.prepare('DELETE FROM tries WHERE subject = ?');
  const removeBefore = db.prepare('DELETE FROM tries WHERE at <= ?');
  return {
    list: (subject, since) => list.all(subject, since) as IsoMoment[],
    insert: (subject, at) => void insert.run(subject, at),
    remove: (subject) => void remove.run(subject),
    removeBefore: (at) => void removeBefore.run(at),
  };
}
