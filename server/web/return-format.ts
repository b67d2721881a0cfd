import type { ObservedEffect } from '../domain/action-effect.ts';
import type { ActionEntry } from '../domain/action-entry.ts';
import type { Action, Indicator } from '../domain/data-package.ts';
import type { Problem } from '../domain/errors.ts';
import type { KnownTarget } from '../domain/known.ts';
import { lastPeriodEndedBefore, type Period, parsePeriodAddress, periodAddress, periodText } from '../domain/period.ts';
import { quantityText } from '../domain/quantity.ts';
import type { ReminderKind } from '../domain/return-dates.ts';
import type { RowEntry, RowField } from '../domain/return-row.ts';
import { CAUSES } from '../domain/return-sheet.ts';
import { returnStateWords } from '../domain/return-state.ts';
import { codeAddress, targetAddress } from '../domain/target-order.ts';
import { countWords, dateWords, differenceWords, listWords, shortValue, unitWords } from '../domain/wording.ts';
import type { DeskReturn, ReturnDesk } from '../services/return-desk.ts';
import type { ReturnNotice, RowPage } from './return-page.ts';

const FIELD_WORDS: Readonly<Record<RowField, string>> = {
  value: 'Figure',
  numerator: 'Numerator',
  denominator: 'Out of',
  status: 'Provisional or final',
  missing_reason: 'Why there is none',
  note: 'Note',
  commentary: 'What lies behind it',
  cause: 'Cause',
  own_view: 'Own view of the year’s end',
  unchanged: 'What is new',
  better: 'Why the view is better',
  action_title: 'What is being done',
  action_owner: 'By whom',
  action_due: 'By when',
  action_effect: 'Effect on the figure',
  action_by: 'To be seen by',
};

const NOTICES: Readonly<Record<ReturnNotice, string>> = {
  saved: 'Saved as a draft. Nothing is recorded until the return is submitted.',
  submitted: 'Submitted. The figures are in the record, and a performance officer can check them.',
  'sent-back': 'Sent back, with your reasons at their rows.',
  'signed-off': 'Signed off. The quarter is locked for this partnership.',
  reopened: 'Opened again for one person.',
  linked: 'The link is made. Hand it over now: it is not shown again.',
  revoked: 'The link is taken back; what came through it stays.',
  recorded: 'Recorded as a correction.',
};

const REMINDER_WORDS: Readonly<Record<ReminderKind, string>> = {
  opening: 'When a return opens',
  'week-before': 'Seven working days before it is due',
  'day-before': 'One working day before it is due',
  'day-after': 'One working day after it was due',
  'week-after': 'Seven working days after it was due',
};

/** The causes that a list offers, and the one that is there already. */
function causesWith(cause: string): string[] {
  const causes: readonly string[] = CAUSES;
  return cause === '' || causes.includes(cause) ? [...causes] : [...causes, cause];
}

/** `LAA1 LAA1 DV a`: what tells two targets of the same title apart. */
function nameOf({ record: { agreement, measure } }: KnownTarget): string {
  return [agreement.code, measure.row.indicator, measure.row.part].filter((word) => word !== '').join(' ');
}

/** The targets of a return, each once, by the key of one of its rows. */
function targetOptions(rows: readonly RowPage[]): { value: string; text: string }[] {
  const byTarget = Map.groupBy(rows, ({ row: { known } }) => known);
  return [...byTarget].flatMap(([known, [first]]) =>
    first === undefined ? [] : [{ value: first.key, text: `${known.record.measure.row.title} (${nameOf(known)})` }],
  );
}

interface AgreementRows {
  readonly title: string;
  readonly rows: RowPage[];
}

/** Rows under the titles of their agreements, in the order in which they come. */
function rowsByAgreement(rows: readonly RowPage[]): AgreementRows[] {
  const groups = Map.groupBy(rows, (row) => row.row.known.record.agreement.title);
  return [...groups].map(([title, members]) => ({ title, rows: members }));
}

/** A quarter and those of the two years after it, for when an effect should show. */
function quartersFrom(period: Period): Period[] {
  return Array.from({ length: 9 }, (_, index) => period + index);
}

function deskState(state: DeskReturn['state']): string {
  return state === 'brought-in' ? 'Figures in' : returnStateWords(state);
}

function deskWords({ state, daysLate, missing, asked }: DeskReturn): string {
  const late = daysLate > 0 ? `, ${countWords(daysLate, 'day')} late` : '';
  return `${deskState(state).toLowerCase()}${late}${missing > 0 ? `, ${missing} of ${asked} missing` : ''}`;
}

function returnHref({ period, partnership }: { readonly period: Period; readonly partnership: string }): string {
  return `/returns/${periodAddress(period)}/${codeAddress(partnership)}`;
}

/** What a desk comes to, in a sentence: what is late first. */
function deskSentence({ toChase }: ReturnDesk): string {
  const late = toChase.filter(({ daysLate }) => daysLate > 0);
  const named = (returns: ReturnDesk['toChase']): string =>
    listWords([...new Set(returns.map(({ holder }) => holder.name))]);
  if (late.length > 0)
    return `${countWords(late.length, 'return')} ${late.length === 1 ? 'is' : 'are'} late: ${named(late)}.`;
  const [next] = toChase;
  if (next === undefined) return 'No return is owed.';
  return `No return is late; ${countWords(toChase.length, 'return')} ${toChase.length === 1 ? 'is' : 'are'} open, the first due on ${dateWords(next.dates.due)}.`;
}

/** `5 Nov`, for the head of a narrow column. */
function shortDate(date: string): string {
  const [day = '', month = ''] = dateWords(date).split(' ');
  return `${day} ${month.slice(0, 3)}`;
}

/** A quarter that is chosen already stands in its list, however far off. */
function withQuarter(quarters: readonly Period[], chosen: string): Period[] {
  const period = chosen === '' ? null : parsePeriodAddress(chosen);
  return period === null || quarters.includes(period) ? [...quarters] : [...quarters, period].sort((a, b) => a - b);
}

/** An action as its form shows it. */
function actionEntry({ title, owner_role, due, state, expected_effect: effect, expected_by: by }: Action): ActionEntry {
  return {
    title,
    owner_role: owner_role ?? '',
    due: due ?? '',
    state,
    expected_effect: effect === null ? '' : quantityText(effect),
    expected_by: by === null ? '' : periodAddress(by),
  };
}

/** How the figure has moved: `seen: +28, from 402 in 2007/08 Q4 to 430 in 2008/09 Q4`. */
function observedWords(observed: ObservedEffect | null, row: Indicator): string {
  if (observed === null) return 'nothing to be seen yet';
  const { from, to, change } = observed;
  const sign = change === 0 ? '' : change > 0 ? '+' : '−';
  const [before, after] = [shortValue(from.value ?? 0, row), shortValue(to.value ?? 0, row)];
  return `seen: ${sign}${differenceWords(change, row)}, from ${before} in ${periodText(from.period)} to ${after} in ${periodText(to.period)}`;
}

/** Sentences that are asked for only where something calls for them. */
const SENTENCES = [
  { name: 'unchanged', label: 'These are last quarter’s words: what is new, or why nothing is' },
  { name: 'better', label: 'Your own view is better than the colour: why' },
] as const;

const STATUSES = [
  { value: 'final', text: 'Final' },
  { value: 'provisional', text: 'Provisional' },
] as const;

/** Final is what most figures are; one that came without a word on it is asked for one. */
function statusOptions({ value, numerator, denominator, status }: RowEntry) {
  const isTyped = value !== '' || numerator !== '' || denominator !== '';
  return isTyped && status === '' ? [{ value: '', text: 'Choose' }, ...STATUSES] : STATUSES;
}

/** The class of a field with a problem; empty where it has none. */
function errorClass(problems: readonly Problem[], field: string, base: string): string {
  return problems.some((problem) => problem.field === field) ? ` ${base}--error` : '';
}

/** What the templates of returns print with. */
export const returnFormat = {
  rowFieldWords: (field: RowField) => FIELD_WORDS[field],
  returnNotice: (notice: ReturnNotice) => NOTICES[notice],
  reminderWords: (kind: ReminderKind) => REMINDER_WORDS[kind],
  returnState: (state: Parameters<typeof returnStateWords>[0]) => returnStateWords(state),
  statusOptions,
  sentencesAsked: SENTENCES,
  actionsHref: ({ record }: KnownTarget) =>
    targetAddress(record.agreement.code, record.measure.row).replace(/^\/targets/, '/actions'),
  errorClass,
  hasProblem: (problems: readonly Problem[], field: string) => problems.some((problem) => problem.field === field),
  effectUnit: ({ unit }: Indicator) =>
    unit.startsWith('%') || unit === 'percentage points' ? 'points' : unitWords(unit),
  problemsAt: (problems: readonly Problem[], field: string) => problems.filter((problem) => problem.field === field),
  targetOptions,
  causesWith,
  rowsByAgreement,
  quartersFrom,
  withQuarter,
  actionEntry,
  observedWords,
  lastEnded: ({ asAt }: KnownTarget) => lastPeriodEndedBefore(asAt.date),
  deskState,
  deskWords,
  deskSentence,
  returnHref,
  shortDate,
  /** `value.laa1_laa1-dv_a_standard_2008-09-q2` in words; null where the name is of no row. */
  rowNameWords: (name: string): string | null => {
    const [field = '', key = ''] = name.split('.');
    const words = (FIELD_WORDS as Readonly<Record<string, string>>)[field];
    return words === undefined || key === ''
      ? null
      : `${words}, ${key
          .split('_')
          .slice(0, 3)
          .filter((part) => part !== '')
          .join(' ')
          .toUpperCase()}`;
  },
} as const;
