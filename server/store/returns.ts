import type { IsoDate, IsoMoment } from '../domain/moment.ts';
import type { Period } from '../domain/period.ts';
import type { RowName } from '../domain/return-row.ts';
import type { ReturnEventKind } from '../domain/return-state.ts';
import type { AuditLog } from './audit.ts';
import type { Db } from './database.ts';
import type { ReturnName } from './return-rows.ts';

/** What was done with a return as a whole. */
export interface ReturnEvent extends ReturnName {
  readonly sequence: number;
  readonly event: ReturnEventKind;
  /** By the record's clock. */
  readonly at: IsoMoment;
  /** Null for the command line. */
  readonly account: number | null;
  /** The day on which the return was due by the calendar of that moment. */
  readonly due: IsoDate;
}

/** Why a row was sent back. */
export interface ReturnRemark extends RowName {
  readonly sequence: number;
  readonly text: string;
}

/** A target of a return that is locked, opened again for one person until a day. */
export interface Reopening extends ReturnName, Pick<RowName, 'agreement' | 'indicator' | 'part'> {
  readonly number: number;
  readonly account: number;
  /** Inclusive, by the record's clock. */
  readonly until: IsoDate;
  readonly reason: string;
  readonly at: IsoMoment;
  readonly opened_by: number;
}

export interface Returns {
  /** What was done with a return, in order. */
  listEvents(name: ReturnName): ReturnEvent[];
  /** The last thing done with it; null where nothing was. */
  findLast(name: ReturnName): ReturnEvent | null;
  /** Everything done with any return of the quarters from one on, in order. */
  listSince(from: Period): ReturnEvent[];
  /** Notes what is done next. @returns its number */
  append(event: Omit<ReturnEvent, 'sequence'>, remarks?: readonly Omit<ReturnRemark, 'sequence'>[]): number;
  /** Why rows were sent back, each time. */
  listRemarks(name: ReturnName): ReturnRemark[];
  listReopenings(name: ReturnName): Reopening[];
  reopen(reopening: Omit<Reopening, 'number'>): void;
}

export function returns(db: Db, audit: AuditLog): Returns {
  const SELECT = 'SELECT period, partnership, sequence, event, at, account, due FROM return_events';
  const events = db.prepare(`${SELECT} WHERE period = @period AND partnership = @partnership ORDER BY sequence`);
  const last = db.prepare(
    `${SELECT} WHERE period = @period AND partnership = @partnership ORDER BY sequence DESC LIMIT 1`,
  );
  const since = db.prepare(`${SELECT} WHERE period >= ? ORDER BY period, partnership, sequence`);
  const insert = db.prepare(
    `INSERT INTO return_events (period, partnership, sequence, event, at, account, due)
     VALUES (@period, @partnership, @sequence, @event, @at, @account, @due)`,
  );
  const remarks = db.prepare(
    `SELECT sequence, agreement, indicator, part, basis, quarter, text FROM return_remarks
     WHERE period = @period AND partnership = @partnership ORDER BY sequence`,
  );
  const insertRemark = db.prepare(
    `INSERT INTO return_remarks (period, partnership, sequence, agreement, indicator, part, basis, quarter, text)
     VALUES (@period, @partnership, @sequence, @agreement, @indicator, @part, @basis, @quarter, @text)`,
  );
  const reopenings = db.prepare(
    `SELECT period, partnership, number, agreement, indicator, part, account, until, reason, at, opened_by
     FROM return_reopenings WHERE period = @period AND partnership = @partnership ORDER BY number`,
  );
  const insertReopening = db.prepare(
    `INSERT INTO return_reopenings
       (period, partnership, number, agreement, indicator, part, account, until, reason, at, opened_by)
     VALUES (@period, @partnership, @number, @agreement, @indicator, @part, @account, @until, @reason, @at, @opened_by)`,
  );

  const findLast = (name: ReturnName) => (last.get(name) as ReturnEvent | undefined) ?? null;
  const listReopenings = (name: ReturnName) => reopenings.all(name) as Reopening[];

  function insertRemarks(
    { period, partnership }: ReturnName,
    sequence: number,
    rows: readonly Omit<ReturnRemark, 'sequence'>[],
  ): void {
    for (const { text, agreement, indicator, part, basis, quarter } of rows) {
      const key = { period, partnership, sequence, agreement, indicator, part, basis, quarter };
      insertRemark.run({ ...key, text });
      audit.note({ action: 'added', object: 'return_remarks', key, old: null, new: { text } });
    }
  }

  return {
    listEvents: (name) => events.all(name) as ReturnEvent[],
    findLast,
    listSince: (from) => since.all(from) as ReturnEvent[],
    append: ({ period, partnership, ...event }, rows = []) => {
      const sequence = (findLast({ period, partnership })?.sequence ?? 0) + 1;
      insert.run({ period, partnership, sequence, ...event });
      const key = { period, partnership, sequence };
      audit.note({ action: 'added', object: 'return_events', key, old: null, new: event });
      insertRemarks({ period, partnership }, sequence, rows);
      return sequence;
    },
    listRemarks: (name) => remarks.all(name) as ReturnRemark[],
    listReopenings,
    reopen: ({ period, partnership, ...values }) => {
      const number = (listReopenings({ period, partnership }).at(-1)?.number ?? 0) + 1;
      insertReopening.run({ period, partnership, number, ...values });
      audit.note({
        action: 'added',
        object: 'return_reopenings',
        key: { period, partnership, number },
        old: null,
        new: values,
      });
    },
  };
}
