import type { ForecastMethod } from './forecast.ts';
import { yearEnd } from './indicator.ts';
import { type KnownTarget, lastPeriod } from './known.ts';
import type { Rag } from './light.ts';
import { ownViewFor } from './narrative.ts';
import { type Period, yearOf } from './period.ts';
import { fractionNumber, quantityNumber } from './quantity.ts';
import { standingOf } from './standing.ts';

/** What was said of a year's end before it came: by the rules, and by the lead (rules.md 4). */
export interface SaidForecast {
  readonly basis: string;
  /** Null where the rules could say nothing, and only the lead did. */
  readonly method: ForecastMethod | null;
  /** F, unbounded, in the indicator's unit. */
  readonly value: number | null;
  readonly sd: number | null;
  /** Of the target, 0 to 1. */
  readonly chance: number | null;
  /** The target of the year that it was held against. */
  readonly goal: number | null;
  /** Null where the year's end had no colour. */
  readonly year_end: Rag | null;
  readonly own_view: Rag | null;
}

/**
 * What can be said of the year's end for a quarter, as the target is known. Null where the year's end has come, and
 * where neither the rules nor the lead say anything.
 */
export function saidFor(known: KnownTarget, period: Period): SaidForecast | null {
  if (period >= yearEnd(known.record.measure, yearOf(period))) return null;
  const { judgement, forecast, yearEnd: ahead } = standingOf(known, period, null);
  const own_view = ownViewFor(known, period);
  if (forecast === null && own_view === null) return null;
  return {
    basis: judgement.basis,
    method: forecast?.method ?? null,
    value: forecast === null ? null : fractionNumber(forecast.unbounded),
    sd: forecast?.sd ?? null,
    chance: ahead?.chance ?? null,
    goal: ahead === null ? null : fractionNumber(ahead.goal),
    year_end: ahead?.light ?? null,
    own_view,
  };
}

/** What came in the end. */
export interface Outturn {
  readonly light: Rag;
  /** In the indicator's unit, rounded as it is judged. */
  readonly value: number;
  readonly goal: number;
}

/**
 * How the year of a quarter ended on a counting rule, as the target is known. Null while it has not ended, its figure
 * is missing or provisional, or nothing was agreed that it could be held against.
 */
export function outturnOf(known: KnownTarget, basis: string, period: Period): Outturn | null {
  const end = yearEnd(known.record.measure, yearOf(period));
  if (end > lastPeriod(known.record.agreement)) return null;
  const { judgement, forecast, yearEnd: ended } = standingOf(known, end, basis);
  if (ended?.by !== 'outturn' || forecast === null || judgement.provisional || judgement.judged === null) return null;
  return { light: ended.light, value: quantityNumber(judgement.judged.actual), goal: fractionNumber(ended.goal) };
}
