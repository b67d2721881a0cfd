import { type Assessment, assess } from '../domain/assessment.ts';
import type { AgreementAssessment } from '../domain/assessment-json.ts';
import type { Agreement } from '../domain/data-package.ts';
import { invalid } from '../domain/errors.ts';
import { firstPeriod, hasBasis, type KnownTarget, knownTarget, lastPeriod } from '../domain/known.ts';
import type { AsAt } from '../domain/moment.ts';
import { lastPeriodEndedBefore, type Period, periodText } from '../domain/period.ts';
import { type AsAtChoice, chooseAsAt, type Deps, findAgreement, type Reading, readingOf } from './reading.ts';

/** The targets of an agreement that were known at a moment, in the agreement's order. */
export function knownTargets(reading: Reading, agreement: Agreement, { asAt, key }: AsAtChoice): KnownTarget[] {
  return reading.remember(`known ${agreement.code} ${key}`, () =>
    reading.targets(agreement).flatMap((record) => knownTarget(record, asAt) ?? []),
  );
}

/** All targets in the count of an agreement, assessed; an empty list for a period outside its years. */
export function assessmentsOf(
  reading: Reading,
  agreement: Agreement,
  period: Period,
  choice: AsAtChoice,
  basis: string | null = null,
): Assessment[] {
  if (!isInside(agreement, period)) return [];
  return reading.remember(`assessments ${agreement.code} ${period} ${basis} ${choice.key}`, () =>
    knownTargets(reading, agreement, choice).flatMap((known) => assess(known, period, basis) ?? []),
  );
}

export function isInside(agreement: Agreement, period: Period): boolean {
  return period >= firstPeriod(agreement) && period <= lastPeriod(agreement);
}

/**
 * The last quarter that ended before the as-at date, but not after the agreement's last (rules.md 1.4); its first
 * where none has ended yet, so that a young agreement can be looked at.
 */
export function defaultPeriod(agreement: Agreement, asAt: AsAt): Period {
  const ended = Math.min(lastPeriodEndedBefore(asAt.date), lastPeriod(agreement));
  return Math.max(ended, firstPeriod(agreement));
}

/** @throws Invalid where the period is outside the agreement's years (rules.md 1.4) */
export function requireInside(agreement: Agreement, period: Period): void {
  if (isInside(agreement, period)) return;
  const [first, last] = [periodText(firstPeriod(agreement)), periodText(lastPeriod(agreement))];
  throw invalid('period', `${periodText(period)} is outside ${agreement.code}, which runs from ${first} to ${last}.`);
}

export interface AssessmentQuestion {
  readonly agreement: string;
  readonly period: Period | null;
  readonly asAt: string | null;
  readonly basis: string | null;
}

/**
 * The assessment of every target of an agreement (contract.md, `assess`).
 * @throws NotFound for an unknown agreement, Invalid for a period, as-at or basis that cannot be used
 */
export function assessAgreement(deps: Deps, question: AssessmentQuestion): AgreementAssessment {
  const reading = readingOf(deps.store);
  const choice = chooseAsAt(deps, question.asAt);
  const agreement = findAgreement(reading, question.agreement);
  const period = question.period ?? defaultPeriod(agreement, choice.asAt);
  requireInside(agreement, period);
  const { basis } = question;
  if (basis !== null && !reading.targets(agreement).some((record) => hasBasis(record, basis))) {
    throw invalid('basis', `No indicator of ${agreement.code} is counted on a basis ${basis}.`);
  }
  const assessments = assessmentsOf(reading, agreement, period, choice, basis);
  return { agreement, period, asAt: choice.chosen ?? choice.asAt.moment, assessments };
}
