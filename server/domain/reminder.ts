import { daysBetween, type IsoDate } from './moment.ts';
import type { Period } from './period.ts';
import type { ReminderKind, ReturnDates } from './return-dates.ts';
import { plainly } from './target-order.ts';

/** A return on which somebody can still act. */
export interface ReminderReturn {
  /** Its code. */
  readonly partnership: string;
  readonly partnershipName: string;
  readonly period: Period;
  readonly dates: ReturnDates;
  readonly state: 'open' | 'draft' | 'sent-back';
  /** Figures that are still needed. */
  readonly missing: number;
  /** Where the return is made, from the root of the site: `/returns/…`. */
  readonly address: string;
}

export interface ReminderPerson {
  readonly account: number;
  /** Codes of the partnerships that the person answers for today. */
  readonly codes: readonly string[];
  /** The kinds that the person has turned down. */
  readonly refused: ReadonlySet<ReminderKind>;
  /** The day of the last reminder of any kind; null where there was none. */
  readonly lastSent: IsoDate | null;
}

/** One message to one person. */
export interface DueReminder {
  readonly account: number;
  /** That of the most urgent return that calls for a reminder. */
  readonly kind: ReminderKind;
  /** Every open return on which the person can act, the most urgent first. */
  readonly items: ReminderReturn[];
}

/** From one reminder to the next there are so many calendar days or more, whatever their kinds. */
const DAYS_BETWEEN = 5;

/** Calendar days for which a return’s last reminder is caught up: nobody is chased for what was given up long ago. */
const CATCHING_UP = 28;

/**
 * The reminders to send today, at most one a person, in the order of the people.
 *
 * A return calls for the latest of its reminders whose day has come; one that was missed is caught up until the next
 * one’s day, and the last for 28 days, that day included. It has had it as soon as the person has been sent anything on
 * that day or later, since a message names every return on which its reader can act. So the day after is told five days
 * after the day before, in place of two.
 *
 * Nothing goes to who was sent something less than five calendar days ago (on the fifth day it may), or has turned down
 * the kinds called for. Only returns of the person’s own partnerships that are open count: the longest overdue first,
 * then by the day on which they are due, then by the name of the partnership.
 */
export function dueReminders(
  today: IsoDate,
  returns: readonly ReminderReturn[],
  people: readonly ReminderPerson[],
): DueReminder[] {
  const open = returns.filter(({ dates }) => dates.opens <= today).sort(byUrgency);
  return people.flatMap((person) => reminderTo(person, open, today) ?? []);
}

/** What was due first is the longest overdue, so that the day alone says what is more urgent. */
function byUrgency(a: ReminderReturn, b: ReminderReturn): number {
  return plainly(a.dates.due, b.dates.due) || plainly(a.partnershipName, b.partnershipName) || a.period - b.period;
}

function reminderTo(person: ReminderPerson, open: readonly ReminderReturn[], today: IsoDate): DueReminder | null {
  const { account, codes, refused, lastSent } = person;
  if (lastSent !== null && daysBetween(lastSent, today) < DAYS_BETWEEN) return null;
  const items = open.filter(({ partnership }) => codes.includes(partnership));
  const called = items.flatMap(({ dates }) => kindCalledFor(dates, today, lastSent) ?? []);
  const kind = called.find((each) => !refused.has(each));
  return kind === undefined ? null : { account, kind, items };
}

function kindCalledFor({ reminders }: ReturnDates, today: IsoDate, lastSent: IsoDate | null): ReminderKind | null {
  const latest = reminders.findLast(({ on }) => on <= today);
  if (latest === undefined || (lastSent !== null && lastSent >= latest.on)) return null;
  const isLast = latest === reminders.at(-1);
  return isLast && daysBetween(latest.on, today) > CATCHING_UP ? null : latest.kind;
}
