import type {
  Action,
  Commitment,
  Figure,
  Indicator,
  Milestone,
  Partnership,
  TargetTerms,
  Update,
} from './data-package.ts';
import { type KnownTarget, STANDARD_BASIS } from './known.ts';
import type { IsoDate } from './moment.ts';
import { periodText } from './period.ts';
import { countWords, dateWords, differenceWords, listWords, shortNumber, upperFirst } from './wording.ts';

/** The board's own words for the values that the record holds. */
const STATES: Record<TargetTerms['state'], string> = {
  agreed: 'Agreed',
  placeholder: 'Placeholder',
  parked: 'Parked',
  renegotiating: 'Being renegotiated',
  superseded: 'Superseded',
  withdrawn: 'Withdrawn',
};
const ITEMS: Record<Commitment['item'], string> = {
  baseline: 'Baseline',
  target: 'Target',
  stretch: 'Stretch target',
  'expected-without': 'Expected without the agreement',
  'reward-pot': 'Reward pot',
};
const COMMITMENT_STATES: Record<Commitment['state'], string> = {
  agreed: 'Agreed',
  proposed: 'Proposed',
  refused: 'Refused',
};
const REASONS: Record<Commitment['reason_code'], string> = {
  initial: 'Agreed at the start',
  refresh: 'Refresh of the agreement',
  'definition-change': 'Change of definition',
  'external-factor': 'Something outside the partnership’s reach',
  'national-setting': 'Set nationally',
  correction: 'Correction',
};
const ACTION_STATES: Record<Action['state'], string> = {
  planned: 'Planned',
  'under-way': 'Under way',
  done: 'Done',
  dropped: 'Dropped',
};
const MISSING_REASONS: Record<NonNullable<Figure['missing_reason']>, string> = {
  'not-published': 'Not published yet',
  'not-collected': 'Not collected',
  suppressed: 'Suppressed: numbers too small to show',
  'not-required': 'Not required',
};
const INFLUENCE: Record<NonNullable<TargetTerms['influence']>, string> = {
  control: 'The partnership controls it',
  shared: 'The partnership shares it with others',
  context: 'Mostly outside the partnership’s reach',
};
const KINDS: Record<Partnership['kind'], string> = {
  board: 'Boards',
  thematic: 'Thematic partnerships',
  'delivery-group': 'Delivery groups',
  other: 'Other partnerships',
};
const SECTIONS: Record<Update['section'], string> = {
  focus: 'Focus',
  priorities: 'Priorities',
  achievements: 'Achievements',
  issues: 'Issues',
  aims: 'Aims',
  challenges: 'Challenges',
  membership: 'Membership',
  'sub-groups': 'Sub-groups',
  governance: 'Governance',
  'big-society': 'Big society',
};
const MEASURES: Record<Indicator['measure'], string> = {
  snapshot: 'a level at the quarter’s end',
  flow: 'counted in each quarter and added up over the year',
  running: 'counted from the agreement’s first day',
};

export const stateWords = (state: TargetTerms['state']): string => STATES[state];
export const itemWords = (item: Commitment['item']): string => ITEMS[item];
export const commitmentState = (state: Commitment['state']): string => COMMITMENT_STATES[state];
export const reasonCode = (code: Commitment['reason_code']): string => REASONS[code];
export const actionState = (state: Action['state']): string => ACTION_STATES[state];
export const kindWords = (kind: Partnership['kind']): string => KINDS[kind];
export const sectionWords = (section: Update['section']): string => SECTIONS[section];
export const influenceWords = (influence: TargetTerms['influence']): string =>
  influence === null ? 'Not stated' : INFLUENCE[influence];

interface Option {
  readonly value: string;
  readonly text: string;
}

function options(words: Readonly<Record<string, string>>): readonly Option[] {
  return Object.entries(words).map(([value, text]) => ({ value, text }));
}

export const missingReasons = options(MISSING_REASONS);
export const targetStates = options(STATES);
export const actionStates = options(ACTION_STATES);
export const measureOptions = options(MEASURES);
export const influenceOptions = options(INFLUENCE);
export const reasonOptions = options(REASONS);

/** How an indicator is counted and when its figures come: one sentence. */
export function measureWords(row: Indicator): string {
  const quarters = row.due_quarters.split('|');
  const when =
    quarters.length === 4
      ? 'a figure every quarter'
      : `a figure in quarter${quarters.length === 1 ? '' : 's'} ${listWords(quarters)}`;
  const years = row.every_years === 1 ? '' : `, every ${row.every_years} years`;
  const lag = row.lag_days === null ? '' : `, due ${countWords(row.lag_days, 'day')} after the quarter’s end`;
  const rolling = row.pattern === 'rolling' ? ', over the twelve months before' : '';
  return `${upperFirst(MEASURES[row.measure])}${rolling}; ${when}${years}${lag}`;
}

/** The tolerance and who set it. */
export function toleranceTerms(terms: TargetTerms): string {
  const { tolerance, tolerance_mode: mode, tolerance_set_by: by } = terms;
  const setBy = by === null ? '' : `, set by: ${by}`;
  if (tolerance === null || mode === null || tolerance === 0) return `None: anything short is red${setBy}`;
  const size = shortNumber(tolerance);
  if (mode === 'absolute') return `${size} in the unit of the indicator${setBy}`;
  return `${size}% of ${mode === 'relative' ? 'what is expected' : 'the planned improvement'}${setBy}`;
}

/** What an action should bring, and by when. */
export function effectWords({ expected_effect: effect, expected_by: by }: Action, row: Indicator): string {
  if (effect === null) return '–';
  const size = `${effect < 0 ? '−' : '+'}${differenceWords(effect, row)}`;
  return by === null ? size : `${size} by ${periodText(by)}`;
}

/** Whether a milestone is complete, as known on a day. */
export function completionWords({ due, completed_on: done }: Milestone, today: IsoDate): string {
  if (done !== null && done <= today) return `${dateWords(done)}${done > due ? ', late' : ''}`;
  return due < today ? 'not complete, overdue' : 'not yet';
}

/** The name of a counting rule. */
export function basisTitle({ record }: KnownTarget, basis: string): string {
  const title = record.bases.find((row) => row.basis === basis)?.title;
  return title ?? (basis === STANDARD_BASIS ? 'Standard' : basis);
}

/** From when to when a partnership was or is at work; empty where neither is stated. */
export function activeWords({ active_from: from, active_to: to }: Partnership): string {
  if (from !== null && to !== null) return `At work from ${dateWords(from)} to ${dateWords(to)}.`;
  if (from !== null) return `At work since ${dateWords(from)}.`;
  return to === null ? '' : `At work until ${dateWords(to)}.`;
}

/** Whether another version of the same figure has taken its place. */
export function isSuperseded({ figures }: KnownTarget, figure: Figure): boolean {
  return figures.get(figure.basis)?.get(figure.period) !== figure;
}

/** What a target is called in short, its agreement included: `LAA2 NI 192`, `LAA1 DV a`. */
export function codeOf({ known }: { readonly known: KnownTarget }): string {
  const { agreement, measure } = known.record;
  return codeWords({ agreement: agreement.code, ...measure.row });
}

/** The same by its codes. */
export function codeWords(name: { agreement: string; indicator: string; part: string | null }): string {
  const { agreement, indicator, part } = name;
  const named = indicator.startsWith(agreement) ? indicator : `${agreement} ${indicator}`;
  return part === null || part === '' ? named : `${named} ${part}`;
}
