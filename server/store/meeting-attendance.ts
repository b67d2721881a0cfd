import type { Attendance } from '../domain/attendance.ts';
import type { Meeting } from '../domain/data-package.ts';
import type { IsoMoment } from '../domain/moment.ts';
import type { AuditLog } from './audit.ts';
import type { Db } from './database.ts';

type MeetingKey = Pick<Meeting, 'board' | 'date'>;

export interface AttendanceNote extends MeetingKey {
  readonly partnership: string;
  readonly came: Attendance;
  readonly at: IsoMoment;
  /** Null for the command line. */
  readonly account: number | null;
}

export interface MeetingAttendance {
  /** What was noted last of each partnership, by its code. */
  find(meeting: MeetingKey): ReadonlyMap<string, Attendance>;
  /** Notes who came, as the next version; the versions before stay. */
  note(note: AttendanceNote): void;
}

export function meetingAttendance(db: Db, audit: AuditLog): MeetingAttendance {
  const found = db.prepare(
    'SELECT partnership, came FROM meeting_attendance WHERE board = @board AND date = @date ORDER BY partnership, version',
  );
  const next = db
    .prepare(
      `SELECT coalesce(max(version), 0) + 1 FROM meeting_attendance
       WHERE board = @board AND date = @date AND partnership = @partnership`,
    )
    .pluck();
  const insert = db.prepare(
    `INSERT INTO meeting_attendance (board, date, partnership, version, came, at, account)
     VALUES (@board, @date, @partnership, @version, @came, @at, @account)`,
  );
  return {
    find: ({ board, date }) => {
      const rows = found.all({ board, date }) as Pick<AttendanceNote, 'partnership' | 'came'>[];
      return new Map(rows.map(({ partnership, came }) => [partnership, came]));
    },
    note: ({ board, date, partnership, ...rest }) => {
      const version = next.get({ board, date, partnership }) as number;
      const key = { board, date, partnership, version };
      audit.note({ action: 'added', object: 'meeting_attendance', key, old: null, new: { ...rest } });
      insert.run({ ...key, ...rest });
    },
  };
}
