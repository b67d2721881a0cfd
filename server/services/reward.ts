import type { Assessment } from '../domain/assessment.ts';
import type { Agreement, Cancellation, Instalment } from '../domain/data-package.ts';
import { lastPeriod } from '../domain/known.ts';
import type { Period } from '../domain/period.ts';
import { mostAtRisk, type Reward, type RewardTotal, rewardOf, rewardTotal } from '../domain/reward.ts';
import { assessmentsOf } from './assessments.ts';
import { agreementsFor, cancelledBy, latestPeriod, nameOf, quartersOf } from './board.ts';
import { type AsAtChoice, chooseAsAt, type Deps, type Reading, readingOf } from './reading.ts';

export interface RewardQuestion {
  /** Null for the last quarter that ended before the as-at date. */
  readonly period: Period | null;
  readonly asAt: string | null;
}

/** A stretch target with what hangs on it. */
export interface RewardRow {
  readonly assessment: Assessment;
  readonly reward: Reward;
  /** The name of the partnership. */
  readonly lead: string;
}

export interface PartnershipReward {
  readonly code: string;
  readonly name: string;
  readonly total: RewardTotal;
}

export interface AgreementReward {
  readonly agreement: Agreement;
  readonly total: RewardTotal;
  /** Null where it was not cancelled by the as-at date. */
  readonly cancellation: Cancellation | null;
  /** In the order of their years. */
  readonly instalments: readonly Instalment[];
  /** Those at which most is at risk first. Empty where the agreement is rewarded as a whole. */
  readonly rows: readonly RewardRow[];
  /** Of those that lead a target with a reward, in the order of the rows. */
  readonly partnerships: readonly PartnershipReward[];
}

export interface EndedAgreement {
  readonly agreement: Agreement;
  readonly last: Period;
}

export interface RewardView {
  readonly question: RewardQuestion;
  readonly period: Period;
  readonly choice: AsAtChoice;
  /** Agreements in force in the quarter that have a reward scheme. */
  readonly agreements: readonly AgreementReward[];
  /** Those with a reward scheme whose last quarter is before this one; what they came to is in that quarter. */
  readonly ended: readonly EndedAgreement[];
  readonly allQuarters: readonly Period[];
}

/**
 * What hangs on the stretch targets, in pounds (rules.md 7).
 * @throws Invalid for a period in which no agreement runs
 */
export function rewardView(deps: Deps, question: RewardQuestion): RewardView {
  const reading = readingOf(deps.store);
  const choice = chooseAsAt(deps, question.asAt);
  const all = reading.agreements();
  const period = question.period ?? latestPeriod(all, choice);
  return reading.remember(`reward ${JSON.stringify(question)} ${choice.key}`, () => ({
    question,
    period,
    choice,
    agreements: agreementsFor(reading, null, period).flatMap(
      (agreement) => agreementReward(reading, agreement, period, choice) ?? [],
    ),
    ended: all
      .filter((agreement) => agreement.reward_scheme !== 'none' && lastPeriod(agreement) < period)
      .map((agreement) => ({ agreement, last: lastPeriod(agreement) })),
    allQuarters: quartersOf(all, choice),
  }));
}

function agreementReward(
  reading: Reading,
  agreement: Agreement,
  period: Period,
  choice: AsAtChoice,
): AgreementReward | null {
  if (agreement.reward_scheme === 'none') return null;
  const assessments = assessmentsOf(reading, agreement, period, choice);
  const total = rewardTotal(agreement, assessments);
  if (total === null) return null;
  const rows = assessments
    .flatMap((assessment) => {
      const reward = rewardOf(assessment);
      return reward === null ? [] : [{ assessment, reward, lead: nameOf(reading, assessment.known.terms.lead) }];
    })
    .sort((a, b) => mostAtRisk(a.reward, b.reward));
  return {
    agreement,
    total,
    cancellation: cancelledBy(reading, agreement, choice),
    instalments: reading.instalments().filter((row) => row.agreement === agreement.code),
    rows,
    partnerships: partnershipsOf(agreement, rows),
  };
}

function partnershipsOf(agreement: Agreement, rows: readonly RewardRow[]): PartnershipReward[] {
  const byLead = Map.groupBy(rows, ({ assessment }) => assessment.known.terms.lead);
  return [...byLead].flatMap(([code, led]) => {
    const total = rewardTotal(
      agreement,
      led.map(({ assessment }) => assessment),
    );
    return total === null ? [] : [{ code, name: led[0]?.lead ?? code, total }];
  });
}
