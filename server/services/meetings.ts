import type { Writer } from '../domain/account.ts';
import type { Meeting, Partnership } from '../domain/data-package.ts';
import { Invalid } from '../domain/errors.ts';
import { type MeetingEntry, readMeetingEntry } from '../domain/meeting-entry.ts';
import { lastPeriodEndedBefore, type Period } from '../domain/period.ts';
import { type ReturnDates, type ReturnSettings, readReturnSettings } from '../domain/return-dates.ts';
import { type AsAtChoice, chooseAsAt, type Deps, readingOf } from './reading.ts';
import { boardMeetings, datesOf } from './return-context.ts';

/** A meeting of a board with the dates of the returns that it reviews. */
export interface MeetingView {
  readonly meeting: Meeting;
  readonly board: Partnership;
  /** Null where it reviews no quarter, or an earlier meeting reviews the same. */
  readonly dates: ReturnDates | null;
  readonly past: boolean;
}

export interface MeetingsView {
  readonly choice: AsAtChoice;
  /** The newest first. */
  readonly meetings: readonly MeetingView[];
  readonly boards: readonly Partnership[];
  readonly settings: ReturnSettings;
  /** Quarters that a meeting may review, the newest first. */
  readonly quarters: readonly Period[];
}

const QUARTERS_AHEAD = 6;
const QUARTERS_BACK = 10;

/** The meetings of the boards, and how the dates of returns follow from them. */
export function meetingsView(deps: Deps): MeetingsView {
  const reading = readingOf(deps.store);
  const choice = chooseAsAt(deps, null);
  const today = choice.asAt.date;
  const partnerships = reading.partnerships();
  const last = lastPeriodEndedBefore(today) + QUARTERS_AHEAD;
  return {
    choice,
    meetings: boardMeetings(reading)
      .flatMap((meeting) => {
        const board = partnerships.get(meeting.board);
        if (board === undefined) return [];
        const dates = meeting.reviews === null ? null : datesOf(deps, reading, meeting.reviews);
        return [{ meeting, board, dates: dates?.meeting === meeting ? dates : null, past: meeting.date < today }];
      })
      .sort((a, b) => (a.meeting.date < b.meeting.date ? 1 : -1)),
    boards: [...partnerships.values()].filter(({ kind }) => kind === 'board'),
    settings: deps.store.returnSettings.find(),
    quarters: Array.from({ length: QUARTERS_AHEAD + QUARTERS_BACK }, (_, index) => last - index),
  };
}

/**
 * Adds a meeting, or changes the one of the same board and day.
 * @throws Invalid that lists every problem at its field
 */
export function saveMeeting(deps: Deps, writer: Writer, entry: MeetingEntry): void {
  const { store } = deps;
  store.write(writer, () => {
    const boards = [...readingOf(store).partnerships().values()].filter(({ kind }) => kind === 'board');
    const read = readMeetingEntry(entry, new Set(boards.map(({ code }) => code)));
    if (!read.ok) throw new Invalid(read.problems);
    store.rows.meetings.replace(read.value);
  });
}

/** @throws Invalid that lists every problem at its field */
export function saveReturnSettings(
  deps: Deps,
  writer: Writer,
  entry: Readonly<Record<keyof ReturnSettings, string>>,
): void {
  const read = readReturnSettings(entry);
  if (!read.ok) throw new Invalid(read.problems);
  deps.store.write(writer, () => deps.store.returnSettings.set(read.value));
}
