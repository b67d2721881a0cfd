import type { Action } from './data-package.ts';
import type { Problem } from './errors.ts';
import type { Read } from './figure-entry.ts';
import { parsePeriodAddress } from './period.ts';
import { parseTypedNumber, type Quantity } from './quantity.ts';
import { parseTypedDate } from './typed-date.ts';

export const ACTION_FIELDS = ['title', 'owner_role', 'due', 'state', 'expected_effect', 'expected_by'] as const;

/** What is typed of an action, as text; empty where nothing is. */
export type ActionEntry = Readonly<Record<(typeof ACTION_FIELDS)[number], string>>;

export const ACTION_STATES = ['planned', 'under-way', 'done', 'dropped'] as const satisfies readonly Action['state'][];

/** An action but for its number, version and when it was recorded. */
export type ActionTerms = Pick<Action, (typeof ACTION_FIELDS)[number]>;

type Wrong = (field: keyof ActionEntry, message: string) => void;

/** Reads what was typed; every problem is named at its field. */
export function readActionEntry(entry: ActionEntry): Read<ActionTerms> {
  const problems: Problem[] = [];
  const wrong: Wrong = (field, message) => void problems.push({ field, message });
  const state = ACTION_STATES.find((known) => known === entry.state);
  if (entry.title === '') wrong('title', 'Say what is being done.');
  if (state === undefined) wrong('state', 'Choose how it stands.');
  const terms = {
    title: limited(entry, 'title', 500, wrong),
    owner_role: limited(entry, 'owner_role', 200, wrong) || null,
    due: readDay(entry.due, 'due', wrong),
    state: state ?? 'planned',
    expected_effect: readEffect(entry.expected_effect, 'expected_effect', wrong),
    expected_by: readQuarter(entry.expected_by, 'expected_by', wrong),
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: terms };
}

function limited(entry: ActionEntry, field: keyof ActionEntry, limit: number, wrong: Wrong): string {
  if (entry[field].length > limit) wrong(field, `Use at most ${limit} characters.`);
  return entry[field];
}

/** A day, null where nothing is typed or it is wrong. */
export function readDay<F extends string>(
  typed: string,
  field: F,
  wrong: (field: F, message: string) => void,
): string | null {
  const day = typed === '' ? null : parseTypedDate(typed);
  if (typed !== '' && day === null) wrong(field, 'Enter a day such as 31/12/2008.');
  return day;
}

/** The effect on the figure in its own unit, with or without a sign; null where nothing is typed or it is wrong. */
export function readEffect<F extends string>(
  typed: string,
  field: F,
  wrong: (field: F, message: string) => void,
): Quantity | null {
  if (typed === '') return null;
  const size = parseTypedNumber(typed.replace(/^\+/, ''));
  if (size === null) wrong(field, 'Enter the effect as a number in the unit of the figure, such as 35 or -0.5.');
  return size;
}

/** A quarter, null where nothing is typed or it is wrong. */
export function readQuarter<F extends string>(
  typed: string,
  field: F,
  wrong: (field: F, message: string) => void,
): number | null {
  const quarter = typed === '' ? null : parsePeriodAddress(typed);
  if (typed !== '' && quarter === null) wrong(field, 'Choose a quarter.');
  return quarter;
}
