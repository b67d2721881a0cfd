import type { Assessment } from '../domain/assessment.ts';
import { byLead, type Change, changesOf, type LeadGroup, worstFirst } from '../domain/board.ts';
import { cancellationBy, cancellationOf } from '../domain/cancellation.ts';
import { type Contradiction, contradictionsOf, isRedWithoutNewAction } from '../domain/contradiction.ts';
import type { Action, Agreement, Cancellation, Commentary } from '../domain/data-package.ts';
import { invalid } from '../domain/errors.ts';
import { type History, historyOf, quartersUpTo } from '../domain/history.ts';
import { firstPeriod } from '../domain/known.ts';
import { commentaryFor, openActions } from '../domain/narrative.ts';
import { lastPeriodEndedBefore, type Period, periodText } from '../domain/period.ts';
import { type Counts, reconcile } from '../domain/reconciliation.ts';
import { type RewardTotal, rewardMarks, rewardOf, rewardSum, rewardTotal } from '../domain/reward.ts';
import { assessmentsOf, defaultPeriod, isInside, requireInside } from './assessments.ts';
import { type AsAtChoice, chooseAsAt, type Deps, findAgreement, type Reading, readingOf } from './reading.ts';

export interface BoardQuestion {
  /** Null for every agreement in force in the quarter. */
  readonly agreement: string | null;
  /** Null for the last quarter that ended before the as-at date. */
  readonly period: Period | null;
  readonly asAt: string | null;
}

/** A target on a list: its assessment with what is said and done about it. */
export interface TargetRow {
  readonly assessment: Assessment;
  readonly history: History;
  readonly lead: string;
  readonly commentary: Commentary | null;
  readonly openActions: readonly Action[];
  readonly contradictions: readonly Contradiction[];
  /** Red for three quarters or more, and nothing new was started since. */
  readonly withoutNewAction: boolean;
}

export interface BoardView {
  readonly question: BoardQuestion;
  /** The one that was asked for, or every one in force in the quarter. */
  readonly agreements: readonly Agreement[];
  readonly chosen: Agreement | null;
  readonly period: Period;
  readonly choice: AsAtChoice;
  readonly counts: Counts;
  /** By the same as-at; null where no agreement ran then. */
  readonly countsBefore: Counts | null;
  readonly reds: readonly TargetRow[];
  readonly ambers: readonly TargetRow[];
  /** What hangs on stretch targets in pounds; null where no agreement here is rewarded. */
  readonly reward: Omit<RewardTotal, 'scheme'> | null;
  /** Rewards of these agreements that were cancelled by the as-at date. */
  readonly cancelled: readonly Cancellation[];
  /** A number of the reward rests on something that no source gives. */
  readonly rewardIllustrative: boolean;
  /** Those of which something contradicts itself. */
  readonly contradicting: readonly TargetRow[];
  readonly redWithoutNewAction: readonly TargetRow[];
  readonly changes: readonly Change[];
  /** The last eight quarters, ascending. */
  readonly quarters: readonly Period[];
  readonly groups: readonly LeadGroup<TargetRow>[];
  readonly allAgreements: readonly Agreement[];
  /** Those of which a quarter had ended by the as-at date. */
  readonly openAgreements: readonly Agreement[];
  readonly allQuarters: readonly Period[];
  /** The quarters before and after, where the page can show them for the same agreement. */
  readonly before: Period | null;
  readonly after: Period | null;
}

const QUARTERS_SHOWN = 8;

/**
 * The Board's view of a quarter.
 * @throws NotFound for an unknown agreement, Invalid for a period in which none of the agreements runs
 */
export function boardForQuarter(deps: Deps, question: BoardQuestion): BoardView {
  const reading = readingOf(deps.store);
  const choice = chooseAsAt(deps, question.asAt);
  const chosen = question.agreement === null ? null : findAgreement(reading, question.agreement);
  const period = question.period ?? latestPeriod(chosen === null ? reading.agreements() : [chosen], choice);
  return reading.remember(`board ${JSON.stringify(question)} ${choice.key}`, () => ({
    question,
    ...boardOf(reading, choice, chosen, period),
  }));
}

/** The latest default period of some agreements of which a quarter has ended; where none has, the first to come. */
export function latestPeriod(agreements: readonly Agreement[], { asAt }: AsAtChoice): Period {
  const ended = lastPeriodEndedBefore(asAt.date);
  const defaults = agreements.map((agreement) => defaultPeriod(agreement, asAt));
  const past = defaults.filter((period) => period <= ended);
  if (past.length > 0) return Math.max(...past);
  return defaults.length > 0 ? Math.min(...defaults) : ended;
}

/** Every quarter of some agreements that had ended by the as-at date, newest first. */
export function quartersOf(agreements: readonly Agreement[], choice: AsAtChoice): Period[] {
  const first = Math.min(...agreements.map(firstPeriod));
  const last = Math.min(latestPeriod(agreements, choice), lastPeriodEndedBefore(choice.asAt.date));
  if (agreements.length === 0 || last < first) return [];
  const quarters = quartersUpTo(last, last - first + 1).reverse();
  return quarters.filter((quarter) => agreements.some((agreement) => isInside(agreement, quarter)));
}

function boardOf(
  reading: Reading,
  choice: AsAtChoice,
  chosen: Agreement | null,
  period: Period,
): Omit<BoardView, 'question'> {
  const agreements = agreementsFor(reading, chosen, period);
  const rows = agreements.flatMap((agreement) => targetRows(reading, agreement, period, choice));
  const before = agreements.flatMap((agreement) => assessmentsOf(reading, agreement, period - 1, choice));
  const all = reading.agreements();
  const cancelled = agreements.flatMap((agreement) => cancelledBy(reading, agreement, choice) ?? []);
  const askable = quartersOf(chosen === null ? all : [chosen], choice);
  return {
    agreements,
    chosen,
    period,
    choice,
    counts: countsOf(rows.map((row) => row.assessment)),
    countsBefore: agreements.some((agreement) => isInside(agreement, period - 1)) ? countsOf(before) : null,
    reds: ofColour(rows, 'red'),
    ambers: ofColour(rows, 'amber'),
    ...rewardAcross(agreements, cancelled, rows),
    cancelled,
    contradicting: rows.filter(({ contradictions }) => contradictions.length > 0),
    redWithoutNewAction: ofColour(rows, 'red').filter(({ withoutNewAction }) => withoutNewAction),
    changes: changesOf(rows, period),
    quarters: quartersUpTo(period, QUARTERS_SHOWN),
    groups: byLead(rows, (code) => nameOf(reading, code)),
    allAgreements: all,
    openAgreements: all.filter((agreement) => quartersOf([agreement], choice).length > 0),
    allQuarters: quartersOf(all, choice),
    before: askable.includes(period - 1) ? period - 1 : null,
    after: askable.includes(period + 1) ? period + 1 : null,
  };
}

/** The agreement that was asked for, or every one in force in the quarter. */
export function agreementsFor(reading: Reading, chosen: Agreement | null, period: Period): Agreement[] {
  if (chosen !== null) {
    requireInside(chosen, period);
    return [chosen];
  }
  const all = reading.agreements();
  const inForce = all.filter((agreement) => isInside(agreement, period));
  if (inForce.length === 0 && all.length > 0) throw invalid('period', `No agreement runs in ${periodText(period)}.`);
  return inForce;
}

/** The targets of an agreement with what is said and done about each, in the agreement's order. */
export function targetRows(reading: Reading, agreement: Agreement, period: Period, choice: AsAtChoice): TargetRow[] {
  return reading.remember(`rows ${agreement.code} ${period} ${choice.key}`, () =>
    assessmentsOf(reading, agreement, period, choice).map((assessment) => {
      const { known } = assessment;
      const history = historyOf(known, period);
      return {
        assessment,
        history,
        lead: nameOf(reading, known.terms.lead),
        commentary: commentaryFor(known, period),
        openActions: openActions(known),
        contradictions: contradictionsOf(assessment, history.lights.get(period - 1) ?? null),
        withoutNewAction: isRedWithoutNewAction(assessment, history.lights),
      };
    }),
  );
}

/** That the reward of an agreement was cancelled by a day; null where it was not. */
export function cancelledBy(reading: Reading, { code }: Agreement, { asAt }: AsAtChoice): Cancellation | null {
  return cancellationBy(
    reading.cancellations().find(({ agreement }) => agreement === code),
    asAt,
  );
}

function isRewardMarked(assessment: Assessment): boolean {
  const reward = cancellationOf(assessment.known) === null ? rewardOf(assessment) : null;
  if (reward === null) return false;
  const { pot, rest } = rewardMarks(assessment, reward);
  return pot || rest;
}

/** What hangs on some targets of several agreements, those left out whose reward was cancelled. */
export function rewardAcross(
  agreements: readonly Agreement[],
  cancelled: readonly Cancellation[],
  rows: readonly TargetRow[],
): Pick<BoardView, 'reward' | 'rewardIllustrative'> {
  const standing = agreements.filter(({ code }) => cancelled.every((row) => row.agreement !== code));
  return {
    reward: rewardSum(standing.flatMap((agreement) => rewardOfRows(agreement, rows) ?? [])),
    rewardIllustrative: rows.some(({ assessment }) => isRewardMarked(assessment)),
  };
}

function rewardOfRows(agreement: Agreement, rows: readonly TargetRow[]): RewardTotal | null {
  const own = rows.filter(({ assessment }) => assessment.known.record.agreement === agreement);
  return rewardTotal(
    agreement,
    own.map(({ assessment }) => assessment),
  );
}

export function countsOf(assessments: readonly Assessment[]): Counts {
  return reconcile(assessments.map((assessment) => assessment.overall));
}

function ofColour(rows: readonly TargetRow[], colour: 'red' | 'amber'): TargetRow[] {
  return rows.filter((row) => row.assessment.overall === colour).sort((a, b) => worstFirst(a.assessment, b.assessment));
}

export function nameOf(reading: Reading, code: string): string {
  return reading.partnerships().get(code)?.name ?? code;
}
