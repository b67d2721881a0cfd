import type { Meeting } from './data-package.ts';
import type { Problem } from './errors.ts';
import type { Read } from './figure-entry.ts';
import { daysBetween, type IsoDate } from './moment.ts';
import { type Period, periodEnd } from './period.ts';
import { addWorkingDays, isWorkingDay } from './working-days.ts';

/** How the days of a return follow from the Board's meetings; all in working days of England and Wales. */
export interface ReturnSettings {
  /** From the day on which returns are due to that on which the Board’s papers are. */
  readonly due_before_papers: number;
  /** For which a return is open before it is due. */
  readonly opens_before_due: number;
  /** From the papers to the meeting, where a meeting does not say when its papers are due. */
  readonly papers_before_meeting: number;
  /** From the quarter’s end until a return is due where no meeting reviews the quarter. */
  readonly due_after_quarter: number;
}

export const DEFAULT_SETTINGS: ReturnSettings = {
  due_before_papers: 5,
  opens_before_due: 20,
  papers_before_meeting: 5,
  due_after_quarter: 30,
};

/** The most working days that a setting may say. */
const MOST_DAYS = 60;

/** Reminders of one return, in the order of their days. */
export const REMINDERS = ['opening', 'week-before', 'day-before', 'day-after', 'week-after'] as const;

export type ReminderKind = (typeof REMINDERS)[number];

/** Working days from the due day, negative before it; the opening has a day of its own. */
const FROM_DUE: Readonly<Record<Exclude<ReminderKind, 'opening'>, number>> = {
  'week-before': -7,
  'day-before': -1,
  'day-after': 1,
  'week-after': 7,
};

export interface Reminder {
  readonly kind: ReminderKind;
  readonly on: IsoDate;
}

/** The days of one quarter’s returns. */
export interface ReturnDates {
  /** The meeting that reviews the quarter; null where none does. */
  readonly meeting: Meeting | null;
  /** Null where no meeting reviews the quarter. */
  readonly papersDue: IsoDate | null;
  /** The first day on which a return can be made. */
  readonly opens: IsoDate;
  /** The last day on which a return is not late. */
  readonly due: IsoDate;
  /** Ascending, one a day; those that would come before the return is open, or with its opening, are left out. */
  readonly reminders: readonly Reminder[];
}

/**
 * When the returns of a quarter open, are due and are reminded of. The earliest meeting that reviews the quarter counts.
 * A return opens on the first working day after the quarter’s end or later, and is due on the day on which it opens
 * where the papers leave it no time: the meeting then has what can be had.
 * @param meetings those of boards, in any order
 */
export function returnDates(period: Period, meetings: readonly Meeting[], settings: ReturnSettings): ReturnDates {
  const reviewing = meetings.filter(({ reviews }) => reviews === period);
  const meeting = reviewing.reduce<Meeting | null>(earlier, null);
  const papersDue = meeting === null ? null : papersOf(meeting, settings);
  const earliest = addWorkingDays(periodEnd(period), 1);
  const wanted =
    papersDue === null
      ? addWorkingDays(periodEnd(period), settings.due_after_quarter)
      : workingDaysBefore(papersDue, settings.due_before_papers);
  const due = later(wanted, earliest);
  const opens = later(workingDaysBefore(due, settings.opens_before_due), earliest);
  return { meeting, papersDue, opens, due, reminders: remindersOf(opens, due) };
}

function earlier(held: Meeting | null, next: Meeting): Meeting {
  return held === null || next.date < held.date ? next : held;
}

/** The day that the meeting says, a working day or not; else so many working days before it. */
function papersOf({ papers_due, date }: Meeting, settings: ReturnSettings): IsoDate {
  return papers_due ?? workingDaysBefore(date, settings.papers_before_meeting);
}

/** None before a day that is no working day is the last one by then: never after what it must come before. */
function workingDaysBefore(date: IsoDate, count: number): IsoDate {
  return count === 0 && isWorkingDay(date) ? date : addWorkingDays(date, -Math.max(count, 1));
}

function later(a: IsoDate, b: IsoDate): IsoDate {
  return a > b ? a : b;
}

function remindersOf(opens: IsoDate, due: IsoDate): Reminder[] {
  const days = REMINDERS.map((kind) => ({
    kind,
    on: kind === 'opening' ? opens : addWorkingDays(due, FROM_DUE[kind]),
  }));
  return days.filter(({ kind, on }) => kind === 'opening' || on > opens);
}

/** Calendar days by which a day is late; 0 up to and on the due day itself. */
export function lateDays(due: IsoDate, day: IsoDate): number {
  return Math.max(0, daysBetween(due, day));
}

const SETTING_WORDS: Readonly<Record<keyof ReturnSettings, string>> = {
  due_before_papers: 'Working days before the papers',
  opens_before_due: 'Working days for which a return is open',
  papers_before_meeting: 'Working days before the meeting',
  due_after_quarter: 'Working days after the quarter',
};

/** Reads what was typed for each setting: whole numbers from 0 to 60. Every problem is named at its field. */
export function readReturnSettings(entry: Readonly<Record<keyof ReturnSettings, string>>): Read<ReturnSettings> {
  const problems: Problem[] = [];
  const days = (field: keyof ReturnSettings): number => {
    const typed = entry[field].trim();
    const isAllowed = /^\d+$/.test(typed) && Number(typed) <= MOST_DAYS;
    if (!isAllowed)
      problems.push({ field, message: `${SETTING_WORDS[field]}: enter a whole number from 0 to ${MOST_DAYS}.` });
    return Number(typed);
  };
  const value: ReturnSettings = {
    due_before_papers: days('due_before_papers'),
    opens_before_due: days('opens_before_due'),
    papers_before_meeting: days('papers_before_meeting'),
    due_after_quarter: days('due_after_quarter'),
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value };
}
