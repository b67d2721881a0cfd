import type { Meeting } from './data-package.ts';
import type { Read } from './figure-entry.ts';
import type { IsoDate } from './moment.ts';
import { type Period, parsePeriodAddress, periodEnd, periodText } from './period.ts';
import { parseTypedDate } from './typed-date.ts';
import { dateWords } from './wording.ts';

export const MEETING_FIELDS = ['board', 'date', 'papers_due', 'reviews', 'venue'] as const;

/** What is typed to add a meeting or change one, as text. */
export type MeetingEntry = Readonly<Record<(typeof MEETING_FIELDS)[number], string>>;

/**
 * Reads what was typed; every problem is named at its field.
 * @param boards codes of the boards that there are
 */
export function readMeetingEntry(entry: MeetingEntry, boards: ReadonlySet<string>): Read<Meeting> {
  const date = parseTypedDate(entry.date);
  const papers = entry.papers_due === '' ? null : parseTypedDate(entry.papers_due);
  const reviews = entry.reviews === '' ? null : parsePeriodAddress(entry.reviews);
  const checks: readonly [field: keyof MeetingEntry, isWrong: boolean, message: string][] = [
    ['board', !boards.has(entry.board), 'Choose the board.'],
    ['date', date === null, 'Enter the day of the meeting, such as 18/2/2009.'],
    ['papers_due', entry.papers_due !== '' && papers === null, 'Enter a day such as 11/2/2009, or leave it empty.'],
    ['papers_due', isAfter(papers, date), 'Papers are due on the day of the meeting or before.'],
    ['reviews', entry.reviews !== '' && reviews === null, 'Choose a quarter, or none.'],
    ['reviews', isTooSoon(reviews, date), reviews === null ? '' : tooSoon(reviews)],
    ['venue', entry.venue.length > 200, 'Use at most 200 characters.'],
  ];
  const problems = checks.flatMap(([field, isWrong, message]) => (isWrong ? [{ field, message }] : []));
  if (problems.length > 0 || date === null) return { ok: false, problems };
  const rest = { venue: entry.venue || null, provenance: 'entered', source: null } as const;
  return { ok: true, value: { board: entry.board, date, papers_due: papers, reviews, ...rest } };
}

/** Null, a day that is not there, is after none and none is after it. */
function isAfter(a: IsoDate | null, b: IsoDate | null): boolean {
  return a !== null && b !== null && a > b;
}

function isTooSoon(reviews: Period | null, date: IsoDate | null): boolean {
  return reviews !== null && date !== null && date <= periodEnd(reviews);
}

function tooSoon(reviews: Period): string {
  const end = dateWords(periodEnd(reviews));
  return `${periodText(reviews)} ends on ${end}: choose a quarter that has ended by the meeting.`;
}
