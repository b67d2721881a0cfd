import { type Assessment, RULES_VERSION } from './assessment.ts';
import { chanceWords } from './chance.ts';
import type { Agreement } from './data-package.ts';
import { type Period, periodText } from './period.ts';
import { type Fraction, fractionNumber, type Quantity, quantityNumber } from './quantity.ts';
import { type Counts, reconcile } from './reconciliation.ts';
import { rewardOf, rewardTotal, toThePenny } from './reward.ts';
import { robustnessOf } from './robustness.ts';
import { runRateOf } from './run-rate.ts';
import { reasonOf } from './sentence.ts';

/** All targets of an agreement assessed for a period, in the agreement's order. */
export interface AgreementAssessment {
  readonly agreement: Agreement;
  readonly period: Period;
  /** The as-at as it was asked for: a date, or the moment of asking. */
  readonly asAt: string;
  readonly assessments: readonly Assessment[];
}

/** The assessment JSON of contract.md. */
export function assessmentJson({ agreement, period, asAt, assessments }: AgreementAssessment): unknown {
  return {
    agreement: agreement.code,
    period: periodText(period),
    as_at: asAt,
    rules_version: RULES_VERSION,
    counts: countsJson(reconcile(assessments.map((assessment) => assessment.overall))),
    reward: totalJson(agreement, assessments),
    targets: assessments.map(targetJson),
  };
}

function countsJson(counts: Counts): Record<string, number> {
  return { ...counts };
}

function targetJson(assessment: Assessment): unknown {
  const { known, judgement, now } = assessment;
  const { row } = known.record.measure;
  const judged = judgement.judged;
  return {
    indicator: row.indicator,
    part: row.part,
    title: row.title,
    lead: known.terms.lead,
    unit: row.unit,
    polarity: row.polarity,
    basis: judgement.basis,
    now,
    year_end: assessment.yearEnd?.light ?? 'no-forecast',
    stretch: assessment.stretch?.light ?? null,
    overall: assessment.overall,
    own_view: assessment.ownView,
    stretch_met: judgement.stretchMet,
    provisional: judgement.provisional,
    judged_by: judgement.judgedBy,
    decided_by: assessment.decidedBy,
    reason: reasonOf(assessment),
    figure: figureJson(assessment),
    last_known: assessment.lastKnown && {
      colour: assessment.lastKnown.light,
      period: periodText(assessment.lastKnown.period),
    },
    days_late: judgement.daysLate,
    actual: quantityJson(assessment.actual),
    expected: quantityJson(judged?.expected),
    target: quantityJson(assessment.target),
    baseline: quantityJson(assessment.baseline),
    gap: quantityJson(judged?.gap),
    tolerance: fractionJson(judged?.tolerance),
    improvement_share: fractionJson(assessment.improvementShare),
    direction: { previous: assessment.direction.previous, year_ago: assessment.direction.yearAgo },
    forecast: forecastJson(assessment),
    run_rate: runRateJson(assessment),
    flip: {
      better: quantityJson(assessment.flips.better?.change),
      worse: quantityJson(assessment.flips.worse?.change),
    },
    robustness: robustnessOf(known, judgement),
    reward: rewardJson(assessment),
  };
}

function forecastJson({ forecast, yearEnd }: Assessment): unknown {
  if (forecast === null) return null;
  const chance = yearEnd?.chance ?? null;
  return {
    method: forecast.method,
    value: fractionNumber(forecast.value),
    sd: forecast.sd,
    low: forecast.low,
    high: forecast.high,
    chance,
    words: chance === null ? null : chanceWords(chance),
  };
}

function runRateJson({ known, judgement, period }: Assessment): unknown {
  const rate = runRateOf(known, judgement, period);
  return (
    rate && {
      needed: fractionJson(rate.needed),
      pace: fractionJson(rate.pace),
      best: quantityJson(rate.best),
      words: rate.words,
    }
  );
}

function totalJson(agreement: Agreement, assessments: readonly Assessment[]): unknown {
  const total = rewardTotal(agreement, assessments);
  return (
    total && {
      scheme: total.scheme,
      pot: poundsJson(total.pot),
      payment: poundsJson(total.payment),
      expected: poundsJson(total.expected),
      at_risk: poundsJson(total.atRisk),
      not_yet_assessed: poundsJson(total.notYetAssessed),
    }
  );
}

function rewardJson(assessment: Assessment): unknown {
  const reward = rewardOf(assessment);
  const at = reward?.atForecast ?? null;
  return (
    reward && {
      pot: poundsJson(fractionJson(reward.pot)),
      share: fractionJson(at?.share),
      payment: poundsJson(fractionJson(at?.payment)),
      expected: poundsJson(at?.expected),
      at_risk: poundsJson(at?.atRisk),
      threshold_at: fractionJson(reward.thresholdAt),
      units_to_threshold: fractionJson(at?.unitsToThreshold),
      pounds_per_unit: poundsJson(fractionJson(reward.poundsPerUnit)),
    }
  );
}

function poundsJson(pounds: number | null | undefined): number | null {
  return pounds === null || pounds === undefined ? null : toThePenny(pounds);
}

function figureJson({ judgement: { figure } }: Assessment): unknown {
  return (
    figure && {
      period: periodText(figure.period),
      value: quantityJson(figure.value),
      version: figure.version,
      status: figure.status,
      missing_reason: figure.missing_reason,
      recorded_at: figure.recorded_at,
    }
  );
}

function quantityJson(quantity: Quantity | null | undefined): number | null {
  return quantity === null || quantity === undefined ? null : quantityNumber(quantity);
}

function fractionJson(value: Fraction | null | undefined): number | null {
  return value === null || value === undefined ? null : fractionNumber(value);
}
