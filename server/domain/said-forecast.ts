import type { ForecastMethod } from './forecast.ts';
import { bringsFigure, yearEnd } from './indicator.ts';
import { type KnownTarget, lastPeriod } from './known.ts';
import type { Rag } from './light.ts';
import { ownViewFor } from './narrative.ts';
import { type Period, periodEnd, yearOf } from './period.ts';
import { fractionNumber, quantityNumber } from './quantity.ts';
import { standingOf } from './standing.ts';
import { yearTarget } from './year-target.ts';

/** What was said of a year's end before it came: by the rules, and by the lead (rules.md 4). */
export interface SaidForecast {
  readonly basis: string;
  /** Null where the rules could say nothing, and only the lead did. */
  readonly method: ForecastMethod | null;
  /** F as it was shown, in the indicator's unit. */
  readonly value: number | null;
  readonly sd: number | null;
  /** Of the target, 0 to 1. */
  readonly chance: number | null;
  /** T of the year, against which it was held; null where nothing was agreed. */
  readonly target: number | null;
  /** Null where the year's end had no colour. */
  readonly year_end: Rag | null;
  readonly own_view: Rag | null;
}

/**
 * What can be said of the year's end for a quarter, as the target is known. Null once that day has come, in the record
 * or by the calendar: whoever speaks then knows the answer. Null too where neither the rules nor the lead say anything,
 * and without a word of the lead for a quarter that brings no figure, of which the one before has said it.
 */
export function saidFor(known: KnownTarget, period: Period): SaidForecast | null {
  const { measure } = known.record;
  const end = yearEnd(measure, yearOf(period));
  if (period >= end || known.asAt.date > periodEnd(end)) return null;
  const own_view = ownViewFor(known, period);
  const { judgement, forecast, yearEnd: ahead } = standingOf(known, period, null);
  if (own_view === null && (forecast === null || !bringsFigure(measure, period))) return null;
  const target = yearTarget(known, judgement, yearOf(period));
  return {
    basis: judgement.basis,
    method: forecast?.method ?? null,
    value: forecast === null ? null : fractionNumber(forecast.value),
    sd: forecast?.sd ?? null,
    chance: ahead?.chance ?? null,
    target: target === null ? null : fractionNumber(target.value),
    year_end: ahead?.light ?? null,
    own_view,
  };
}

/** What came in the end. */
export interface Outturn {
  readonly light: Rag;
  /** In the indicator's unit, rounded as it is judged. */
  readonly value: number;
  /** T of the year, as it stands now. */
  readonly target: number;
}

/**
 * How the year of a quarter ended on a counting rule, from the figures and levels as they are known, under the terms
 * that held on the year's last day: a target that is parked later is not let off. Null while the year has not ended or
 * its figure is missing or provisional; `not-judged` where it was parked, or out of the count, before it ended.
 */
export function outturnOf(known: KnownTarget, basis: string, period: Period): Outturn | 'not-judged' | null {
  const end = yearEnd(known.record.measure, yearOf(period));
  if (end > lastPeriod(known.record.agreement)) return null;
  const day = periodEnd(end);
  const terms = known.record.terms.findLast((version) => version.recorded_on <= day) ?? known.terms;
  if (known.asAt.date > day && terms.state !== 'agreed') return 'not-judged';
  const { judgement, forecast, yearEnd: ended } = standingOf({ ...known, terms }, end, basis);
  if (ended?.by !== 'outturn' || forecast === null || judgement.provisional || judgement.judged === null) return null;
  return { light: ended.light, value: quantityNumber(judgement.judged.actual), target: fractionNumber(ended.goal) };
}
