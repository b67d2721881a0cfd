import { FILE_NAMES, type FileName } from '../domain/data-package.ts';
import type { Db } from './database.ts';
import { type Catalogue, nationalIndicators } from './national-indicators.ts';
import { type Rows, rowsOf } from './rows.ts';
import { recordState, type State } from './state.ts';
import { type TargetRecords, targetRecords } from './target-records.ts';
import { type FactFile, type Versions, versionsOf } from './versions.ts';

/** The record: every statement is prepared here, so that a wrong column stops the start. */
export interface Store {
  readonly rows: { readonly [F in FileName]: Rows<F> };
  readonly versions: { readonly [F in FactFile]: Versions<F> };
  readonly targets: TargetRecords;
  readonly catalogue: Catalogue;
  readonly state: State;
  /** Runs a write in one IMMEDIATE transaction, all of it or nothing, and raises the record's revision with it. */
  write<T>(work: () => T): T;
  /** Reads in one transaction, so that all of it belongs to one moment. */
  read<T>(work: () => T): T;
  close(): void;
}

export function openStore(db: Db): Store {
  const state = recordState(db);
  const work = db.transaction(<T>(writing: () => T): T => {
    const result = writing();
    state.raiseRevision();
    return result;
  });
  return {
    rows: Object.fromEntries(FILE_NAMES.map((file) => [file, rowsOf(db, file)])) as unknown as Store['rows'],
    versions: {
      targets: versionsOf(db, 'targets'),
      commitments: versionsOf(db, 'commitments'),
      figures: versionsOf(db, 'figures'),
      commentaries: versionsOf(db, 'commentaries'),
      actions: versionsOf(db, 'actions'),
    },
    targets: targetRecords(db),
    catalogue: nationalIndicators(db),
    state,
    write: (writing) => work.immediate(writing) as ReturnType<typeof writing>,
    read: (reading) => db.transaction(reading)(),
    close: () => void db.close(),
  };
}
