import type { IsoDate } from '../domain/moment.ts';
import type { ReminderKind } from '../domain/return-dates.ts';
import type { AuditLog } from './audit.ts';
import type { Db } from './database.ts';

/** `null`: it was begun, and nothing says whether it went out. */
export type ReminderOutcome = 'sent' | 'failed' | null;

export interface Reminder {
  readonly account: number;
  readonly day: IsoDate;
  readonly kind: ReminderKind;
  readonly outcome: ReminderOutcome;
}

/** What has been sent comes and goes with the calendar and is not audited; what people turn down is. */
export interface Reminders {
  /** Puts a person's reminder of a day in hand; false where it was in hand already. */
  claim(reminder: Omit<Reminder, 'outcome'>): boolean;
  note(account: number, day: IsoDate, outcome: 'sent' | 'failed'): void;
  /** Of the days from one on, newest first. */
  listSince(day: IsoDate): Reminder[];
  /** The last day for which each account was sent one, or may have been. */
  lastDays(): ReadonlyMap<number, IsoDate>;
  refusedBy(account: number): ReminderKind[];
  refusals(): ReadonlyMap<number, ReadonlySet<ReminderKind>>;
  refuse(account: number, kinds: readonly ReminderKind[]): void;
}

export function reminders(db: Db, audit: AuditLog): Reminders {
  const claim = db.prepare(
    'INSERT INTO reminders (account, day, kind) VALUES (@account, @day, @kind) ON CONFLICT DO NOTHING',
  );
  const note = db.prepare('UPDATE reminders SET outcome = @outcome WHERE account = @account AND day = @day');
  const since = db.prepare(
    'SELECT account, day, kind, outcome FROM reminders WHERE day >= ? ORDER BY day DESC, account',
  );
  const last = db.prepare(
    "SELECT account, max(day) AS day FROM reminders WHERE outcome IS NOT 'failed' GROUP BY account",
  );
  const refused = db.prepare('SELECT kind FROM reminder_refusals WHERE account = ? ORDER BY kind').pluck();
  const allRefused = db.prepare('SELECT account, kind FROM reminder_refusals ORDER BY account, kind');
  const refuse = db.prepare('INSERT INTO reminder_refusals (account, kind) VALUES (?, ?)');
  const accept = db.prepare('DELETE FROM reminder_refusals WHERE account = ? AND kind = ?');

  const refusedBy = (account: number) => refused.all(account) as ReminderKind[];

  return {
    claim: (reminder) => claim.run(reminder).changes === 1,
    note: (account, day, outcome) => void note.run({ account, day, outcome }),
    listSince: (day) => since.all(day) as Reminder[],
    lastDays: () =>
      new Map((last.all() as { account: number; day: IsoDate }[]).map(({ account, day }) => [account, day])),
    refusedBy,
    refusals: () => {
      const rows = allRefused.all() as { account: number; kind: ReminderKind }[];
      const byAccount = Map.groupBy(rows, (row) => row.account);
      return new Map([...byAccount].map(([account, held]) => [account, new Set(held.map(({ kind }) => kind))]));
    },
    refuse: (account, kinds) => {
      const held = refusedBy(account);
      for (const kind of kinds.filter((each) => !held.includes(each))) {
        refuse.run(account, kind);
        audit.note({ action: 'added', object: 'reminder_refusals', key: { account, kind }, old: null, new: {} });
      }
      for (const kind of held.filter((each) => !kinds.includes(each))) {
        accept.run(account, kind);
        audit.note({ action: 'removed', object: 'reminder_refusals', key: { account, kind }, old: {}, new: null });
      }
    },
  };
}
