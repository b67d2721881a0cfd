import { chanceOf } from './chance.ts';
import type { Forecast } from './forecast.ts';
import { colourOf } from './judged.ts';
import type { Judgement } from './judgement.ts';
import type { KnownTarget } from './known.ts';
import type { AheadLight, Rag } from './light.ts';
import { type Period, type Year, yearOf } from './period.ts';
import { exact, type Fraction, type Quantity, rounded } from './quantity.ts';
import { plannedTarget, toleranceOf } from './tolerance.ts';
import { yearTarget } from './year-target.ts';

/** Where the year will end, set against a goal (rules.md 4). */
export interface AheadJudged {
  readonly light: Rag;
  /** What gave the colour: the figure of the year's end itself, the chance, or the value of the forecast. */
  readonly by: 'outturn' | 'chance' | 'value';
  /** T(y) or S, exact, in the indicator's unit. */
  readonly goal: Fraction;
  /** As for E = goal, not rounded. */
  readonly tolerance: Fraction;
  /** Of reaching the goal, 0 to 1; null where it is not known. */
  readonly chance: number | null;
  /** Of coming within the tolerance. */
  readonly chanceWithin: number | null;
}

/** From which chance of the goal on it is green, and from which chance of coming within the tolerance on amber. */
const GREEN_FROM = 0.8;
const AMBER_FROM = 0.4;

/**
 * The year's end against T(y), y the period's year (rules.md 4). Null where it has no colour: without a forecast or a
 * target of the year, and for a forecast that only says that nothing changes.
 */
export function yearEndOf(
  known: KnownTarget,
  judgement: Judgement,
  period: Period,
  forecast: Forecast | null,
): AheadJudged | null {
  const year = yearOf(period);
  const target = yearTarget(known, judgement, year);
  if (target === null || forecast === null) return null;
  return judgeAhead(known, judgement, forecast, target.value, plannedTarget(judgement.book, year));
}

/** The stretch light, with what it was decided on where it has a colour. */
export interface StretchAhead {
  readonly light: AheadLight;
  readonly judged: AheadJudged | null;
}

/**
 * The same against the stretch, in its own year (rules.md 4); `too-early` before it. Null after it, and where there is
 * no stretch.
 */
export function stretchAheadOf(
  known: KnownTarget,
  judgement: Judgement,
  period: Period,
  forecast: Forecast | null,
): StretchAhead | null {
  const { stretch } = judgement.book;
  const year = yearOf(period);
  const own = stretch.get(year);
  if (own === undefined) return isBefore(stretch, year) ? { light: 'too-early', judged: null } : null;
  const judged = forecast && judgeAhead(known, judgement, forecast, exact(own.value), own.value);
  return { light: judged?.light ?? 'no-forecast', judged };
}

function isBefore(stretch: ReadonlyMap<Year, unknown>, year: Year): boolean {
  return [...stretch.keys()].some((later) => later > year);
}

/** @param planned what a tolerance that is a share of the planned improvement goes by */
function judgeAhead(
  known: KnownTarget,
  judgement: Judgement,
  forecast: Forecast,
  goal: Fraction,
  planned: Quantity | null,
): AheadJudged | null {
  const { decimals } = known.record.measure.row;
  const expected = rounded(goal, decimals);
  const tolerance = toleranceOf(known, judgement.book, expected, planned, null);
  const chance = chanceOf(known, judgement, forecast, goal);
  const chanceWithin = chance === null ? null : chanceOf(known, judgement, forecast, goal, tolerance);
  const facts = { goal, tolerance, chance, chanceWithin };
  if (forecast.method !== 'actual') {
    const light = byChance(forecast, chance, chanceWithin);
    if (light !== null) return { light, by: 'chance', ...facts };
    if (forecast.method === 'no-change') return null;
  }
  const gap = known.record.measure.direction * (rounded(forecast.value, decimals) - expected);
  return { light: colourOf(gap, tolerance), by: forecast.method === 'actual' ? 'outturn' : 'value', ...facts };
}

/** Null where the chance is not known, or only that the goal is out of reach: then the value decides. */
function byChance({ sd }: Forecast, chance: number | null, within: number | null): Rag | null {
  if (chance === null || (sd === null && chance < 1)) return null;
  if (chance >= GREEN_FROM) return 'green';
  return (within ?? 0) >= AMBER_FROM ? 'amber' : 'red';
}
