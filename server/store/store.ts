import type { Author } from '../domain/account.ts';
import { FILE_NAMES, type FileName } from '../domain/data-package.ts';
import { type AccountLinks, accountLinks } from './account-links.ts';
import { type Accounts, accounts } from './accounts.ts';
import { type Audit, auditLog, type Change } from './audit.ts';
import { contentCheck, contentOf } from './audit-content.ts';
import type { Db } from './database.ts';
import { type Identities, identities } from './identities.ts';
import { type KeptEntries, keptEntries } from './kept-entries.ts';
import { type KeptForecasts, keptForecasts } from './kept-forecasts.ts';
import { type MeetingAttendance, meetingAttendance } from './meeting-attendance.ts';
import { type Catalogue, nationalIndicators } from './national-indicators.ts';
import { type Packs, packs } from './packs.ts';
import { type Reminders, reminders } from './reminders.ts';
import { type ReturnLinks, returnLinks } from './return-links.ts';
import { type ReturnRows, returnRows } from './return-rows.ts';
import { returnSettings, type SettingsOfReturns } from './return-settings.ts';
import { type Returns, returns } from './returns.ts';
import { type Rows, rowsOf } from './rows.ts';
import { type SecondFactors, secondFactors } from './second-factors.ts';
import { type Sessions, sessions } from './sessions.ts';
import { recordState, type State } from './state.ts';
import { type TargetRecords, targetRecords } from './target-records.ts';
import { type Tries, tries } from './tries.ts';
import { type FactFile, type Versions, versionsOf } from './versions.ts';

/** The record: every statement is prepared here, so that a wrong column stops the start. */
export interface Store {
  readonly rows: { readonly [F in FileName]: Rows<F> };
  readonly versions: { readonly [F in FactFile]: Versions<F> };
  readonly targets: TargetRecords;
  readonly catalogue: Catalogue;
  readonly state: State;
  readonly returns: Returns;
  readonly returnRows: ReturnRows;
  readonly returnLinks: ReturnLinks;
  readonly returnSettings: SettingsOfReturns;
  readonly keptForecasts: KeptForecasts;
  readonly attendance: MeetingAttendance;
  readonly packs: Packs;
  readonly reminders: Reminders;
  readonly accounts: Accounts;
  readonly links: AccountLinks;
  readonly secondFactors: SecondFactors;
  readonly identities: Identities;
  readonly sessions: Sessions;
  readonly tries: Tries;
  readonly keptEntries: KeptEntries;
  readonly audit: Audit;
  /** What of the record and of who may come in is not as the audit tells it; null where all is. */
  contentFault(): string | null;
  /**
   * Runs a write in one IMMEDIATE transaction, all of it or nothing, with an audit row for each row that it changes,
   * and raises the record's revision where it changes the record.
   */
  write<T>(author: Author, work: () => T): T;
  /**
   * The same with one audit row for all, which also tells what the record adds up to then: an import, or a new record.
   * @param summary null where nothing changed
   */
  writeAsOne<T>(author: Author, work: () => T, summary: (result: T) => Change | null): T;
  /** Reads in one transaction, so that all of it belongs to one moment. */
  read<T>(work: () => T): T;
  close(): void;
}

export function openStore(db: Db): Store {
  const state = recordState(db);
  // Who may come in is no part of what pages show: a sign-in must not let go of what was worked out from the record.
  let recordChanged = false;
  const audit = auditLog(db, (object) => {
    recordChanged ||= FILE_NAMES.some((file) => file === object);
  });
  const work = db.transaction(<T>(writing: () => T): T => {
    const result = writing();
    if (recordChanged) state.raiseRevision();
    return result;
  });
  const inOne = <T>(writing: () => T): T => {
    try {
      return work.immediate(writing) as T;
    } finally {
      if (!db.inTransaction) recordChanged = false;
    }
  };
  const rows = Object.fromEntries(
    FILE_NAMES.map((file) => [file, rowsOf(db, audit, file)]),
  ) as unknown as Store['rows'];
  return {
    rows,
    contentFault: contentCheck(db, rows),
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
    returns: returns(db, audit),
    returnRows: returnRows(db, audit),
    returnLinks: returnLinks(db, audit),
    returnSettings: returnSettings(db, audit),
    keptForecasts: keptForecasts(db, audit),
    attendance: meetingAttendance(db, audit),
    packs: packs(db, audit),
    reminders: reminders(db, audit),
    accounts: accounts(db, audit),
    links: accountLinks(db, audit),
    secondFactors: secondFactors(db, audit),
    identities: identities(db, audit),
    sessions: sessions(db),
    tries: tries(db),
    keptEntries: keptEntries(db),
    audit,
    write: (author, writing) => inOne(() => audit.by(author, writing)),
    writeAsOne: (author, writing, summary) =>
      inOne(() =>
        audit.asOne(author, writing, (result) => {
          const change = summary(result);
          return change && { ...change, new: { ...change.new, ...contentOf(rows) } };
        }),
      ),
    read: (reading) => db.transaction(reading)(),
    close: () => void db.close(),
  };
}
