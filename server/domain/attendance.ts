import type { Problem } from './errors.ts';
import type { Read } from './figure-entry.ts';
import { codeAddress } from './target-order.ts';

/** Who came to a meeting of a board for a partnership. */
export const ATTENDANCES = ['chair', 'deputy', 'nobody'] as const;
export type Attendance = (typeof ATTENDANCES)[number];

const WORDS: Readonly<Record<Attendance, string>> = {
  chair: 'the chair',
  deputy: 'somebody for the chair',
  nobody: 'nobody',
};

export function attendanceWords(attendance: Attendance): string {
  return WORDS[attendance];
}

/** The field of a partnership in the form. */
export function attendanceField(partnership: string): string {
  return `came-${codeAddress(partnership)}`;
}

/**
 * Reads what was chosen of each partnership; those of which nothing was are left out.
 * @param entry by the fields of the form
 * @param partnerships their codes
 */
export function readAttendance(
  entry: Readonly<Record<string, string>>,
  partnerships: readonly string[],
): Read<ReadonlyMap<string, Attendance>> {
  const problems: Problem[] = [];
  const came = new Map<string, Attendance>();
  for (const partnership of partnerships) {
    const field = attendanceField(partnership);
    const typed = entry[field] ?? '';
    const attendance = ATTENDANCES.find((each) => each === typed);
    if (attendance !== undefined) came.set(partnership, attendance);
    else if (typed !== '') problems.push({ field, message: 'Choose who came from the list.' });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: came };
}
