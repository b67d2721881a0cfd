import { readDay, readEffect, readQuarter } from './action-entry.ts';
import type { Action, Figure } from './data-package.ts';
import type { Problem } from './errors.ts';
import { type NewFigure, readFigureEntry } from './figure-entry.ts';
import type { KnownTarget } from './known.ts';
import { isRag, type Rag } from './light.ts';
import type { IsoDate } from './moment.ts';
import { type Period, periodAddress } from './period.ts';
import { impossibleValue } from './plausibility.ts';
import { quantityText } from './quantity.ts';
import { codeAddress } from './target-order.ts';

/** What a row of a return is about. */
export interface RowName {
  readonly agreement: string;
  readonly indicator: string;
  readonly part: string;
  readonly basis: string;
  /** The quarter of the figure: the return's own, or an earlier one whose figure is still owed. */
  readonly quarter: Period;
}

export const ROW_FIELDS = [
  'value',
  'numerator',
  'denominator',
  'status',
  'missing_reason',
  'note',
  'commentary',
  'cause',
  'own_view',
  'unchanged',
  'better',
  'action_title',
  'action_owner',
  'action_due',
  'action_effect',
  'action_by',
] as const;

export type RowField = (typeof ROW_FIELDS)[number];

/** What is typed into a row, as text; empty where nothing is. */
export type RowEntry = Readonly<Record<RowField, string>>;

export const EMPTY_ROW: RowEntry = Object.fromEntries(ROW_FIELDS.map((field) => [field, ''])) as RowEntry;

/** A row as it is kept between visits. */
export interface DraftRow extends RowName, RowEntry {
  readonly period: Period;
  readonly partnership: string;
  readonly version: number;
  /** The version of the figure that the record held when this was typed; 0 for none. */
  readonly held: number;
  /** The number of the action that the row has made; 0 for none yet. */
  readonly action: number;
  /** Who typed the figure, and who the words: a post each, or the name that a link was made for. */
  readonly figure_name: string;
  readonly words_name: string;
  readonly saved_at: string;
  /** The account that saved it last; null where it came through a link. */
  readonly saved_by: number | null;
  readonly saved_name: string;
}

/** The fields that make the figure, and those that make the words beside it. */
const FIGURE_PART = ['value', 'numerator', 'denominator', 'status', 'missing_reason', 'note'] as const;
const WORDS_PART = ['commentary', 'cause', 'own_view', 'unchanged', 'better'] as const;

/**
 * Whose name stands beside the figure and the words of a row when somebody has typed into it: their own where they
 * changed that part, else that of whoever typed it before.
 * @param before what the row held; @param names who typed that, null where nobody has yet
 */
export function namesAfter(
  before: RowEntry,
  entry: RowEntry,
  names: Pick<DraftRow, 'figure_name' | 'words_name'> | null,
  own: string,
): Pick<DraftRow, 'figure_name' | 'words_name'> {
  const isChanged = (part: readonly RowField[]): boolean => part.some((field) => before[field] !== entry[field]);
  return {
    figure_name: names === null || isChanged(FIGURE_PART) ? own : names.figure_name,
    words_name: names === null || isChanged(WORDS_PART) ? own : names.words_name,
  };
}

/** What a row is called in forms and addresses: `laa1_laa1-dv_a_standard_2008-09-q2`; one name, one key. */
export function rowKey({ agreement, indicator, part, basis, quarter }: RowName): string {
  return [...[agreement, indicator, part, basis].map(codeAddress), periodAddress(quarter)].join('_');
}

/** A row of what was kept, without when and by whom. */
export function entryOf(row: RowEntry): RowEntry {
  return Object.fromEntries(ROW_FIELDS.map((field) => [field, row[field]])) as RowEntry;
}

/** Whether anything is said of the figure itself. */
function saysFigure({ value, numerator, denominator }: RowEntry): boolean {
  return value !== '' || numerator !== '' || denominator !== '';
}

/** A form says ‘final’ of every row; without a figure that says nothing. */
export function normalEntry(entry: RowEntry): RowEntry {
  return saysFigure(entry) ? entry : { ...entry, status: '' };
}

export function isSameEntry(a: RowEntry, b: RowEntry): boolean {
  return ROW_FIELDS.every((field) => a[field] === b[field]);
}

/** The fields in which two people differ, to be shown beside each other. */
export function differingFields(a: RowEntry, b: RowEntry): RowField[] {
  return ROW_FIELDS.filter((field) => a[field] !== b[field]);
}

/** What the record holds for a row, as it would be typed. */
export function figureFields(figure: Figure | null): Partial<RowEntry> {
  if (figure === null) return {};
  const { value, numerator, denominator, status, missing_reason } = figure;
  const isRatio = numerator !== null && denominator !== null;
  return {
    value: value === null || isRatio ? '' : quantityText(value),
    numerator: isRatio ? quantityText(numerator) : '',
    denominator: isRatio ? quantityText(denominator) : '',
    status: status ?? '',
    missing_reason: missing_reason ?? '',
  };
}

/** An action as it would be recorded, but for its number, version, when and by whom. */
export type NewAction = Pick<Action, 'title' | 'owner_role' | 'due' | 'expected_effect' | 'expected_by'>;

export interface ReadRow {
  /** Null while nothing, or not enough, is said. */
  readonly figure: NewFigure | null;
  /** Null where none is being added. */
  readonly action: NewAction | null;
  readonly ownView: Rag | null;
  /** What cannot be kept: each at its field. */
  readonly problems: readonly Problem[];
  /** What can be kept but not submitted. */
  readonly unfinished: readonly Problem[];
}

/**
 * Reads what is typed into a row. What cannot be is a problem and blocks saving; what is half said can be kept.
 * @param today by the record's clock: a quarter is recorded once it has ended
 */
export function readRow(known: KnownTarget, name: RowName, entry: RowEntry, today: IsoDate): ReadRow {
  const typed = { ...entry, period: periodAddress(name.quarter), basis: name.basis };
  const isSilent = [entry.value, entry.numerator, entry.denominator, entry.missing_reason].every((text) => text === '');
  const read = readFigureEntry(known.record, typed, today);
  // What cannot be cannot be, whether or not it is said that it is final.
  const whole = read.ok ? read : readFigureEntry(known.record, { ...typed, status: 'final' }, today);
  const impossible = whole.ok ? possible(known, whole.value) : [];
  const figure = read.ok && impossible.length === 0 ? read.value : null;
  const said: readonly Problem[] = read.ok ? [] : read.problems;
  const faults: Problem[] = [...(isSilent ? silentProblems(said) : said), ...impossible];
  const { action, problems } = readAction(entry);
  const ownView = isRag(entry.own_view as Rag) ? (entry.own_view as Rag) : null;
  if (entry.own_view !== '' && ownView === null)
    problems.push({ field: 'own_view', message: 'Choose one of the colours.' });
  const all = [...faults, ...problems, ...lengthProblems(entry)];
  return {
    figure,
    action,
    ownView,
    problems: all.filter(({ unfinished }) => unfinished === undefined),
    unfinished: all.filter(({ unfinished }) => unfinished === true),
  };
}

/** A row in which nothing is said of the figure is not wrong; whether it must be said is asked at the end. */
function silentProblems(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ unfinished }) => unfinished === undefined);
}

function possible(known: KnownTarget, { basis, value, numerator }: NewFigure): Problem[] {
  const message = value === null ? null : impossibleValue(known, basis, value);
  return message === null ? [] : [{ field: numerator === null ? 'value' : 'numerator', message }];
}

/** Reads the action that is being added, if one is. */
function readAction(entry: RowEntry): { action: NewAction | null; problems: Problem[] } {
  const { action_title: title, action_owner: owner } = entry;
  const problems: Problem[] = [];
  const wrong = (field: RowField, message: string): void => void problems.push({ field, message });
  const action = {
    title,
    owner_role: owner || null,
    due: readDay(entry.action_due, 'action_due', wrong),
    expected_effect: readEffect(entry.action_effect, 'action_effect', wrong),
    expected_by: readQuarter(entry.action_by, 'action_by', wrong),
  };
  if (title === '' && [owner, entry.action_due, entry.action_effect, entry.action_by].some((text) => text !== '')) {
    problems.push({ field: 'action_title', message: 'Say what is being done.', unfinished: true });
  }
  return { action: title === '' ? null : action, problems };
}

const LIMITS: Readonly<Partial<Record<RowField, number>>> = {
  cause: 200,
  unchanged: 1000,
  better: 1000,
  action_title: 500,
  action_owner: 200,
};

/** As many characters as a commentary has, with the sentences that are asked for besides. */
const WORDS_LIMIT = 4000;

function lengthProblems(entry: RowEntry): Problem[] {
  const isLong = commentaryText(entry).length > WORDS_LIMIT && entry.commentary.length <= WORDS_LIMIT;
  return [
    ...(isLong
      ? [{ field: 'commentary', message: `Use at most ${WORDS_LIMIT} characters for all that is said.` }]
      : []),
    ...limitProblems(entry),
  ];
}

function limitProblems(entry: RowEntry): Problem[] {
  return Object.entries(LIMITS).flatMap(([field, limit]) =>
    entry[field as RowField].length > limit ? [{ field, message: `Use at most ${limit} characters.` }] : [],
  );
}

/** The words that are recorded: what was said, and the sentences that were asked for besides. */
export function commentaryText({ commentary, unchanged, better }: RowEntry): string {
  return [commentary, unchanged, better].filter((text) => text !== '').join('\n\n');
}
