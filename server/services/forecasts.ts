import { RULES_VERSION } from '../domain/assessment.ts';
import type { Agreement } from '../domain/data-package.ts';
import type { ForecastMethod } from '../domain/forecast.ts';
import { type ForecastScore, SCORED_METHODS, type ScoredForecast, scoreOf } from '../domain/forecast-score.ts';
import { isListed } from '../domain/judgement.ts';
import { firstPeriod, type KnownTarget, knownTarget, lastPeriod, type TargetRecord } from '../domain/known.ts';
import { type AsAt, endOfDay } from '../domain/moment.ts';
import { type Period, periodEnd } from '../domain/period.ts';
import { isBasisMarked } from '../domain/provenance.ts';
import { outturnOf, type SaidForecast, saidFor } from '../domain/said-forecast.ts';
import { plainly } from '../domain/target-order.ts';
import type { SignedForecast } from '../store/kept-forecasts.ts';
import type { Store } from '../store/store.ts';
import { isInside, knownTargets } from './assessments.ts';
import { agreementsFor, latestPeriod, nameOf } from './board.ts';
import { type AsAtChoice, chooseAsAt, type Deps, findAgreement, type Reading, readingOf } from './reading.ts';
import { boardMeetings, type ReturnContext } from './return-context.ts';

/** Keeps what is forecast for the quarter of a return, of each of its targets; part of its sign-off. */
export function keepForecasts(store: Store, { period, partnership, scope }: ReturnContext, sequence: number): void {
  for (const known of new Set(scope.map((row) => row.known))) {
    const { agreement, measure } = known.record;
    // A figure may be owed by an agreement that has ended.
    const said = isInside(agreement, period) ? saidFor(known, period) : null;
    if (said === null) continue;
    const { indicator, part } = measure.row;
    const key = { period, partnership, sequence, agreement: agreement.code, indicator, part };
    store.keptForecasts.keep({ ...key, ...said, rules_version: RULES_VERSION });
  }
}

/** A forecast of a target for a quarter, with what came. */
export interface ForecastCase extends ScoredForecast {
  readonly known: KnownTarget;
  readonly period: Period;
  /** The name of the partnership whose return it was, or that led the target when it was said. */
  readonly lead: string;
  /** Kept at a sign-off; otherwise worked out again, as the record was known then. */
  readonly kept: boolean;
  /** A figure up to the year’s end, or what was agreed, is given by no source. */
  readonly illustrative: boolean;
}

/** A forecast that can be held against what came, or why it cannot. */
type Outcome = ForecastCase | 'moved' | 'not-judged';

export interface ForecastQuestion {
  /** Null for the first agreement in force. */
  readonly agreement: string | null;
  readonly asAt: string | null;
}

export interface ForecastView {
  readonly question: ForecastQuestion;
  readonly agreement: Agreement | null;
  readonly choice: AsAtChoice;
  /** Those of which the year has ended, by target and quarter. */
  readonly cases: readonly ForecastCase[];
  readonly leftOut: {
    /** Their target was changed afterwards: they cannot be held against what came. */
    readonly moved: number;
    /** Their target was parked, or taken out of the count, before the year ended. */
    readonly notJudged: number;
  };
  /** How many of the cases were kept at a sign-off. */
  readonly keptCount: number;
  readonly total: ForecastScore;
  readonly byMethod: readonly { readonly method: ForecastMethod; readonly score: ForecastScore }[];
  readonly byPartnership: readonly { readonly name: string; readonly score: ForecastScore }[];
  readonly allAgreements: readonly Agreement[];
}

/**
 * How forecasts of an agreement's targets did, as far as their years have ended. Where a return was signed off here,
 * what was kept then counts; for other quarters the forecast is worked out again from the record as it was known when
 * the Board met on the quarter, or else when the next quarter had ended.
 * @throws NotFound for an unknown agreement
 */
export function forecastView(deps: Deps, question: ForecastQuestion): ForecastView {
  const reading = readingOf(deps.store);
  const choice = chooseAsAt(deps, question.asAt);
  const agreement =
    question.agreement === null ? defaultAgreement(reading, choice) : findAgreement(reading, question.agreement);
  return reading.remember(`forecasts ${JSON.stringify(question)} ${choice.key}`, () => {
    const found = agreement === null ? [] : casesOf(deps.store, reading, agreement, choice);
    const cases = found.filter((each) => typeof each !== 'string');
    const byLead = [...Map.groupBy(cases, ({ lead }) => lead)].sort(([a], [b]) => plainly(a, b));
    return {
      question,
      agreement,
      choice,
      cases,
      leftOut: {
        moved: found.filter((each) => each === 'moved').length,
        notJudged: found.filter((each) => each === 'not-judged').length,
      },
      keptCount: cases.filter(({ kept }) => kept).length,
      total: scoreOf(cases),
      byMethod: SCORED_METHODS.flatMap((method) => {
        const own = cases.filter(({ said }) => said.method === method);
        return own.length === 0 ? [] : [{ method, score: scoreOf(own) }];
      }),
      byPartnership: byLead.map(([name, own]) => ({ name, score: scoreOf(own) })),
      allAgreements: reading.agreements(),
    };
  });
}

function defaultAgreement(reading: Reading, choice: AsAtChoice): Agreement | null {
  return agreementsFor(reading, null, latestPeriod(reading.agreements(), choice))[0] ?? null;
}

function casesOf(store: Store, reading: Reading, agreement: Agreement, choice: AsAtChoice): Outcome[] {
  const kept = store.keptForecasts.list(agreement.code).filter(({ at }) => at <= choice.asAt.moment);
  const keptFor = new Map(kept.map((forecast) => [keyOf(forecast, forecast.period), forecast]));
  const days = reviewDays(reading, agreement);
  return knownTargets(reading, agreement, choice).flatMap((known) =>
    [...days].flatMap(([period, day]) => {
      const held = keptFor.get(keyOf({ agreement: agreement.code, ...known.record.measure.row }, period)) ?? null;
      const told = held === null ? worked(known.record, period, day, choice.asAt) : signed(held);
      return told === null ? [] : (caseOf(reading, known, period, told) ?? []);
    }),
  );
}

function keyOf(name: { agreement: string; indicator: string; part: string }, period: Period): string {
  return JSON.stringify([name.agreement, name.indicator, name.part, period]);
}

/** When each quarter was looked at: the day of the Board's meeting on it, else the day on which the next one ended. */
function reviewDays(reading: Reading, agreement: Agreement): Map<Period, AsAt> {
  const met = new Map(boardMeetings(reading).map(({ reviews, date }) => [reviews, date]));
  const quarters = Array.from(
    { length: lastPeriod(agreement) - firstPeriod(agreement) + 1 },
    (_, index) => firstPeriod(agreement) + index,
  );
  return new Map(quarters.map((quarter) => [quarter, endOfDay(met.get(quarter) ?? periodEnd(quarter + 1))]));
}

/** What was said, by whom it was led then, and whether it was kept. */
interface Told {
  readonly said: SaidForecast;
  readonly lead: string;
  readonly kept: boolean;
}

function signed(forecast: SignedForecast): Told {
  return { said: forecast, lead: forecast.partnership, kept: true };
}

function worked(record: TargetRecord, period: Period, day: AsAt, until: AsAt): Told | null {
  const then = day.moment > until.moment ? null : knownTarget(record, day);
  const said = then === null || !isListed(then) ? null : saidFor(then, period);
  return said === null || then === null ? null : { said, lead: then.terms.lead, kept: false };
}

/** A target is the same where it differs by less than can be entered. */
const SMALLEST = 0.00005;

/** Null while what it is about is not known. */
function caseOf(reading: Reading, known: KnownTarget, period: Period, { said, lead, kept }: Told): Outcome | null {
  const came = outturnOf(known, said.basis, period);
  if (came === null || came === 'not-judged') return came;
  if (said.target !== null && Math.abs(said.target - came.target) > SMALLEST) return 'moved';
  return {
    known,
    period,
    said,
    came,
    lead: nameOf(reading, lead),
    kept,
    direction: known.record.measure.direction,
    illustrative: isBasisMarked(known, said.basis),
  };
}
