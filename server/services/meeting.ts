import type { Writer } from '../domain/account.ts';
import { type AgendaItem, type AskedToReport, agendaOf, askedToReport } from '../domain/agenda.ts';
import { type Attendance, readAttendance } from '../domain/attendance.ts';
import type { Decision, Meeting, Partnership } from '../domain/data-package.ts';
import { youAsked } from '../domain/decision.ts';
import { type AnswerEntry, type DecisionEntry, readAnswerEntry, readDecisionEntry } from '../domain/decision-entry.ts';
import { Conflict, Invalid, NotFound } from '../domain/errors.ts';
import { isListed } from '../domain/judgement.ts';
import type { IsoDate } from '../domain/moment.ts';
import type { Pack } from '../domain/pack.ts';
import type { Period } from '../domain/period.ts';
import { codeAddress, targetAddress } from '../domain/target-order.ts';
import { isInside, knownTargets } from './assessments.ts';
import { type BoardView, boardForQuarter, type TargetRow } from './board.ts';
import { type AsAtChoice, chooseAsAt, type Deps, type Reading, readingOf } from './reading.ts';
import { boardMeetings } from './return-context.ts';

/** A meeting by the words of its address. */
export interface MeetingName {
  /** The board's code, or its form in an address. */
  readonly board: string;
  readonly date: string;
}

/** A target to choose, by the words of its address. */
export interface TargetChoice {
  readonly agreement: string;
  readonly indicator: string;
  readonly part: string;
  readonly address: string;
  readonly title: string;
}

export interface MeetingPageView {
  readonly meeting: Meeting;
  readonly board: Partnership;
  /** As known on the day of the meeting, or today where that is to come. */
  readonly choice: AsAtChoice;
  readonly today: IsoDate;
  /** Of the quarter that it reviews; null where it reviews none, or no agreement runs then. */
  readonly boardView: BoardView | null;
  readonly asked: readonly Decision[];
  readonly agenda: readonly AgendaItem[];
  readonly reporting: readonly AskedToReport[];
  /** Who came for each partnership, by its code, as it was noted last; empty where nothing is. */
  readonly came: ReadonlyMap<string, Attendance>;
  /** What was decided and asked there, in its order. */
  readonly decisions: readonly Decision[];
  readonly targets: readonly TargetChoice[];
  /** Its packs, in the order of their revisions. */
  readonly packs: readonly Pack[];
}

/** @throws NotFound where that board does not meet on that day */
export function meetingView(deps: Deps, name: MeetingName): MeetingPageView {
  const reading = readingOf(deps.store);
  const now = chooseAsAt(deps, null);
  const today = now.asAt.date;
  const { meeting, board } = findMeeting(reading, name);
  const choice = meeting.date < today ? chooseAsAt(deps, meeting.date) : now;
  const boardView = quarterOfMeeting(deps, reading, meeting.reviews, choice);
  const rows = boardView?.groups.flatMap((group) => group.rows) ?? [];
  const day = choice.asAt.date;
  const all = reading.decisions();
  const asked = youAsked(all, meeting, day);
  return {
    meeting,
    board,
    choice,
    today,
    boardView,
    asked,
    agenda: agendaOf(rows, boardView?.reds ?? [], boardView?.changes ?? [], asked),
    reporting: askedToReport(
      leadsOf(reading, rows),
      rows,
      boardView?.changes ?? [],
      asked,
      missedBefore(deps, meeting),
      day,
    ),
    came: deps.store.attendance.find(meeting),
    decisions: all.filter((each) => each.board === meeting.board && each.date === meeting.date),
    targets: targetChoices(reading, now),
    packs: deps.store.packs.list().filter((pack) => pack.board === meeting.board && pack.date === meeting.date),
  };
}

/** For whom nobody came to the meeting of the board before. */
function missedBefore({ store }: Deps, { board, date }: Meeting): ReadonlySet<string> {
  const before = boardMeetings(readingOf(store))
    .filter((each) => each.board === board && each.date < date)
    .toSorted((a, b) => (a.date < b.date ? -1 : 1))
    .at(-1);
  const came = before === undefined ? [] : [...store.attendance.find(before)];
  return new Set(came.flatMap(([partnership, attendance]) => (attendance === 'nobody' ? [partnership] : [])));
}

function quarterOfMeeting(deps: Deps, reading: Reading, period: Period | null, choice: AsAtChoice): BoardView | null {
  if (period === null || !reading.agreements().some((agreement) => isInside(agreement, period))) return null;
  return boardForQuarter(deps, { agreement: null, period, asAt: choice.asAt.date });
}

function leadsOf(reading: Reading, rows: readonly TargetRow[]): { code: string; name: string; chair: string | null }[] {
  const codes = new Set(rows.map(({ assessment }) => assessment.known.terms.lead));
  return [...codes].flatMap((code) => {
    const row = reading.partnerships().get(code);
    return row === undefined ? [] : [{ code, name: row.name, chair: row.chair }];
  });
}

function findMeeting(reading: Reading, name: MeetingName): { meeting: Meeting; board: Partnership } {
  const meeting = boardMeetings(reading).find(
    (each) => codeAddress(each.board) === codeAddress(name.board) && each.date === name.date,
  );
  const board = meeting && reading.partnerships().get(meeting.board);
  if (meeting === undefined || board === undefined) throw new NotFound(`No board ${name.board} meets on ${name.date}.`);
  return { meeting, board };
}

/** The targets in the count today, in the order of the agreements. */
function targetChoices(reading: Reading, choice: AsAtChoice): TargetChoice[] {
  return reading.agreements().flatMap((agreement) =>
    knownTargets(reading, agreement, choice)
      .filter(isListed)
      .map(({ record }) => {
        const { indicator, part, title } = record.measure.row;
        const name = { agreement: agreement.code, indicator, part };
        return { ...name, address: targetAddress(agreement.code, { indicator, part }), title };
      }),
  );
}

/**
 * Puts a decision or a challenge on record under its meeting, with the next number there.
 * @throws Invalid that lists every problem at its field, NotFound
 */
export function addDecision(deps: Deps, writer: Writer, name: MeetingName, entry: DecisionEntry): void {
  const { store } = deps;
  store.write(writer, () => {
    const reading = readingOf(store);
    const { meeting } = findMeeting(reading, name);
    const choices = targetChoices(reading, chooseAsAt(deps, null));
    const targets = new Map(
      choices.map(({ address, agreement, indicator, part }) => [address, { agreement, indicator, part }]),
    );
    const read = readDecisionEntry(entry, targets, meeting.date);
    if (!read.ok) throw new Invalid(read.problems);
    const own = store.rows.decisions
      .list()
      .filter((each) => each.board === meeting.board && each.date === meeting.date);
    const number = Math.max(0, ...own.map((each) => each.number)) + 1;
    const rest = { answer: null, answered_on: null, provenance: 'entered', source: null } as const;
    store.rows.decisions.insert({ board: meeting.board, date: meeting.date, number, ...read.value, ...rest });
  });
}

/**
 * Says what came of a decision or a challenge, once.
 * @throws Invalid, NotFound, and Conflict where it is answered already
 */
export function answerDecision(
  deps: Deps,
  writer: Writer,
  name: MeetingName,
  number: number,
  entry: AnswerEntry,
): void {
  const { store } = deps;
  store.write(writer, () => {
    const { meeting } = findMeeting(readingOf(store), name);
    const held = store.rows.decisions.find({ board: meeting.board, date: meeting.date, number });
    if (held === null) throw new NotFound(`Nothing was decided or asked there as number ${number}.`);
    if (held.answered_on !== null) throw new Conflict('It is answered already: look at it as it is now.');
    const read = readAnswerEntry(entry, meeting.date, chooseAsAt(deps, null).asAt.date);
    if (!read.ok) throw new Invalid(read.problems);
    store.rows.decisions.replace({ ...held, ...read.value });
  });
}

/**
 * Notes who came to a meeting for the partnerships that lead targets; what is as it was noted before is not noted again.
 * @param entry by the fields of the form
 * @throws Invalid, NotFound, and Conflict before the day of the meeting
 */
export function noteAttendance(
  deps: Deps,
  writer: Writer,
  name: MeetingName,
  entry: Readonly<Record<string, string>>,
): void {
  const { store } = deps;
  store.write(writer, () => {
    const { meeting, today, reporting, came } = meetingView(deps, name);
    if (meeting.date > today) throw new Conflict('The meeting is still to come: who came is noted after it.');
    const read = readAttendance(
      entry,
      reporting.map(({ code }) => code),
    );
    if (!read.ok) throw new Invalid(read.problems);
    for (const [partnership, attendance] of read.value) {
      if (came.get(partnership) === attendance) continue;
      const { board, date } = meeting;
      store.attendance.note({ board, date, partnership, came: attendance, at: deps.now(), account: writer.actor });
    }
  });
}
