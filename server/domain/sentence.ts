import { yearEndSentence } from './ahead-words.ts';
import type { Assessment } from './assessment.ts';
import type { Change, ChangeKind } from './board.ts';
import type { Action, Figure } from './data-package.ts';
import { dueDate } from './indicator.ts';
import type { Judged } from './judged.ts';
import type { Judgement } from './judgement.ts';
import { type KnownTarget, stateSince } from './known.ts';
import { type Grey, LIGHT_SIGNS } from './light.ts';
import type { MilestoneJudgement } from './milestone.ts';
import { addDays, type IsoDate } from './moment.ts';
import { type Period, yearOf, yearText } from './period.ts';
import { stateWords } from './vocabulary.ts';
import {
  countWords,
  dateWords,
  gapBetween,
  periodEndWords,
  periodWords,
  quarterWords,
  shortValue,
  toleranceWords,
  upperFirst,
  valueWords,
} from './wording.ts';

const MISSING: Record<NonNullable<Figure['missing_reason']>, string> = {
  'not-published': 'its source has not published it',
  'not-collected': 'it was not collected',
  suppressed: 'it is suppressed because the numbers are too small to show',
  'not-required': 'none was required',
};

/** The reason for a missing figure, to finish a sentence. */
export function missingWords(reason: NonNullable<Figure['missing_reason']>): string {
  return MISSING[reason];
}

/** The sentence that a chairman can read out: what the light is and why (rules.md 5.1). */
export function reasonOf(assessment: Assessment): string {
  const { decidedBy, yearEnd } = assessment;
  const now = reasonNow(assessment);
  if (decidedBy !== 'year_end' || yearEnd === null) return now;
  return `${now} The year’s end decides: ${yearEndSentence(assessment, yearEnd)}`;
}

function reasonNow(assessment: Assessment): string {
  const { judgement } = assessment;
  if (judgement.judgedBy === 'milestones') return milestoneSentence(assessment);
  if (judgement.judged !== null) return figureSentence(assessment, judgement.judged);
  return greySentences[judgement.light as Grey](assessment);
}

function figureSentence(assessment: Assessment, judged: Judged): string {
  const { judgement } = assessment;
  const { row } = assessment.known.record.measure;
  const quarter = judgement.quarter ?? assessment.period;
  const sum = row.measure === 'flow' ? 'Year to date ' : '';
  const actual = `${sum}${valueWords(judged.actual, row)} by ${periodEndWords(quarter)}`;
  const provisional = judgement.provisional ? ' (provisional)' : '';
  const sentence = `${actual}${provisional} against ${shortValue(judged.expected, row)} expected: ${verdict(assessment, judged)}.`;
  return [upperFirst(sentence), ...remarks(assessment)].join(' ');
}

function verdict(assessment: Assessment, judged: Judged): string {
  const { row } = assessment.known.record.measure;
  const words = gapWords(assessment);
  if (judged.light === 'green') return words;
  if (judged.tolerance.n === 0n) return `${words}, with no tolerance`;
  const tolerance = toleranceWords(judged.tolerance, row.decimals);
  return `${words}, ${judged.light === 'amber' ? 'within' : 'more than'} the tolerance of ${tolerance}`;
}

function remarks(assessment: Assessment): string[] {
  const { judgement } = assessment;
  const year = yearText(yearOf(assessment.period));
  return [
    judgement.stretchMet ? 'The stretch is met.' : '',
    assessment.targetStandsIn ? `${year} has no target of its own; the path stands in for it.` : '',
    judgement.ifAgreed ? 'Nothing is agreed on this counting rule: this is what it would be if it had been.' : '',
    judgement.milestones !== null ? milestoneRemark(judgement.milestones) : '',
  ].filter((remark) => remark !== '');
}

function milestoneRemark({ due, overdue }: MilestoneJudgement): string {
  return overdue === null
    ? `${countWords(due.length, 'milestone')} since then ${due.length === 1 ? 'is' : 'are'} complete.`
    : `Since then ‘${overdue.milestone.title}’ ${overdueWords(overdue)}.`;
}

/** So many days it was late on the day up to which milestones are judged, which may not be the day on which this is read. */
function overdueWords({ milestone, days }: NonNullable<MilestoneJudgement['overdue']>): string {
  return `was ${countWords(days, 'day')} overdue on ${dateWords(addDays(milestone.due, days))}`;
}

/** The gap in words, by polarity: `266 short`, `1.4 points over`, `exactly as expected`. Empty where none was judged. */
export function gapWords({ known, judgement }: Assessment): string {
  const { judged } = judgement;
  if (judged === null) return '';
  return gapBetween(judged.gap, known.record.measure.row, 'exactly as expected');
}

/** How far the milestones that gave the colour are behind, for a table; empty where a figure gave it. */
export function milestoneWords({ judgement: { judgedBy, milestones } }: Assessment): string {
  if (judgedBy !== 'milestones' || milestones === null) return '';
  const { overdue, due } = milestones;
  if (overdue === null) return `${countWords(due.length, 'milestone')} complete`;
  return overdue.days === 0 ? 'milestone not complete' : `milestone ${countWords(overdue.days, 'day')} overdue`;
}

/** Since when the light is what it is: `red since quarter 1 of 2008/09`. */
export function sinceWords({ overall }: Pick<Assessment, 'overall'>, since: Period): string {
  return `${LIGHT_SIGNS[overall].word.toLowerCase()} since ${quarterWords(since)}`;
}

/** What is being done, each with its day. @param today the day on which it is said: what was due before it is overdue */
export function actionsWords(actions: readonly Action[], today: IsoDate): string {
  return actions.map(({ title, due }) => `${title}${due === null ? '' : ` (${dueWords(due, today)})`}`).join('; ');
}

function dueWords(due: IsoDate, today: IsoDate): string {
  return `by ${dateWords(due)}${due < today ? ', overdue' : ''}`;
}

const CHANGES: Record<ChangeKind, string> = {
  worse: 'worse',
  better: 'better',
  judged: 'now judged',
  'not-judged': 'no longer judged',
  other: 'not judged for another reason',
};

export function changeWords(kind: ChangeKind): string {
  return CHANGES[kind];
}

/**
 * How many changes of each kind, for the line above their list: `36 more: 35 now judged, 1 no longer judged`.
 * @param shown how many changes stand before them, so that these are more
 */
export function changesSummary(changes: readonly Pick<Change, 'kind'>[], shown: number): string {
  const kinds = Map.groupBy(changes, (change) => change.kind);
  const many = shown === 0 ? countWords(changes.length, 'other change') : `${changes.length} more`;
  return `${many}: ${[...kinds].map(([kind, those]) => `${those.length} ${CHANGES[kind]}`).join(', ')}`;
}

function milestoneSentence({ judgement }: Assessment): string {
  const { overdue, due } = judgement.milestones ?? { overdue: null, due: [] };
  if (overdue === null) {
    const all = due.length === 1 ? 'the one milestone' : `all ${countWords(due.length, 'milestone')}`;
    return `Judged by milestones: ${all} due so far ${due.length === 1 ? 'is' : 'are'} complete.`;
  }
  const { milestone, days } = overdue;
  const late = days === 0 ? 'and is not complete' : `and ${overdueWords({ milestone, days })}`;
  return `Judged by milestones: ‘${milestone.title}’ was due on ${dateWords(milestone.due)} ${late}.`;
}

const greySentences: Record<Grey, (assessment: Assessment) => string> = {
  'no-return': ({ known, judgement, period }) => {
    const missing = judgement.missing ?? period;
    return `No figure has come in for ${periodWords(missing)}; it was due on ${dateWords(
      dueDate(known.record.measure, missing),
    )} and is ${countWords(judgement.daysLate, 'day')} late.`;
  },
  'not-due': ({ known, judgement }) => notDueSentence(judgement, known.record.measure),
  'no-data': (assessment) => {
    const reason = missingReason(assessment);
    const words = periodWords(assessment.judgement.missing ?? assessment.period);
    return `There is no figure for ${words}: ${reason === null ? 'no reason was given' : MISSING[reason]}.`;
  },
  'not-required': (assessment) => {
    const words = periodWords(assessment.judgement.missing ?? assessment.period);
    return missingReason(assessment) === 'not-required'
      ? `No figure was required for ${words}.`
      : `The figure for ${words} would come after the agreement’s books closed, so none is required.`;
  },
  'no-target': ({ known, period }) =>
    known.terms.state === 'placeholder'
      ? 'No target is agreed yet: this one is a placeholder.'
      : `No target is agreed for ${yearText(yearOf(period))}.`,
  'no-baseline': ({ judgement, period }) =>
    `There is no baseline, so nothing says what was expected by ${periodEndWords(judgement.quarter ?? period)}.`,
  parked: ({ known }) => stateSentence(known),
};

/** Why the quarter that decided has no value; null where nothing says. */
function missingReason({ known, judgement, period }: Assessment): Figure['missing_reason'] {
  const figures = known.figures.get(judgement.basis);
  return figures?.get(judgement.missing ?? judgement.quarter ?? period)?.missing_reason ?? null;
}

/** Since when a target is in its state, and why: `Parked since 18 February 2009: until the downturn is clearer.` */
export function stateSentence(known: KnownTarget): string {
  const { recorded_on: on, reason } = stateSince(known);
  const why = reason === null ? '' : `: ${reason.replace(/\.$/, '')}`;
  return `${stateWords(known.terms.state)} since ${dateWords(on)}${why}.`;
}

function notDueSentence({ quarter, missing }: Judgement, measure: Assessment['known']['record']['measure']): string {
  const next = missing ?? quarter;
  if (next === null) return 'Nothing is due yet: no figure falls in this agreement up to now.';
  if (missing === null)
    return `The figure for ${periodWords(next)} is not judged: it belongs to the year of the baseline.`;
  return `Not due yet: the figure for ${periodWords(next)} is due by ${dateWords(dueDate(measure, next))}.`;
}
