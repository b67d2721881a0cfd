import type { PackageTitle } from '../domain/data-package.ts';
import type { IsoDate, IsoMoment } from '../domain/moment.ts';
import type { Db } from './database.ts';

/** What the record knows of itself. */
export interface RecordState {
  readonly revision: number;
  /** The newest moment at which something was recorded here, not imported. */
  readonly last_recorded_at: IsoMoment | null;
  /** The day on which an example's clock starts. */
  readonly today: IsoDate | null;
  readonly is_example: 0 | 1;
}

export interface State {
  /** Rises with every write. */
  revision(): number;
  raiseRevision(): void;
  find(): RecordState;
  /** The newest figure or commentary recorded by a moment; the empty text where there is none. */
  latestRecordedBy(moment: IsoMoment): IsoMoment;
  findTitle(): PackageTitle;
  setTitle(title: PackageTitle): void;
  setRecordedAt(moment: IsoMoment): void;
  setExample(today: IsoDate): void;
}

export function recordState(db: Db): State {
  const revision = db.prepare('SELECT revision FROM record_state').pluck();
  const raise = db.prepare('UPDATE record_state SET revision = revision + 1');
  const state = db.prepare('SELECT revision, last_recorded_at, today, is_example FROM record_state');
  const latest = db
    .prepare(
      `SELECT max(
         coalesce((SELECT max(recorded_at) FROM figures WHERE recorded_at <= @moment), ''),
         coalesce((SELECT max(recorded_at) FROM commentaries WHERE recorded_at <= @moment), ''))`,
    )
    .pluck();
  const title = db.prepare(
    'SELECT package_name AS name, package_title AS title, package_description AS description FROM record_state',
  );
  const setTitle = db.prepare(
    'UPDATE record_state SET package_name = @name, package_title = @title, package_description = @description',
  );
  const setRecordedAt = db.prepare(
    "UPDATE record_state SET last_recorded_at = max(coalesce(last_recorded_at, ''), @moment)",
  );
  const setExample = db.prepare('UPDATE record_state SET today = ?, is_example = 1');
  return {
    revision: () => revision.get() as number,
    raiseRevision: () => void raise.run(),
    find: () => state.get() as RecordState,
    latestRecordedBy: (moment) => latest.get({ moment }) as IsoMoment,
    findTitle: () => title.get() as PackageTitle,
    setTitle: (given) => void setTitle.run(given),
    setRecordedAt: (moment) => void setRecordedAt.run({ moment }),
    setExample: (today) => void setExample.run(today),
  };
}
