import { type Forecast, forecastOf } from './forecast.ts';
import { type Judgement, judge } from './judgement.ts';
import type { KnownTarget } from './known.ts';
import { isRag, type Light, worse } from './light.ts';
import type { Period } from './period.ts';
import { type AheadJudged, yearEndOf } from './year-end.ts';

/** How a target stands in a quarter: the light now, that of the year's end, and the worse of the two (rules.md 3, 4). */
export interface Standing {
  readonly judgement: Judgement;
  readonly forecast: Forecast | null;
  /** Null where the year's end has no colour. */
  readonly yearEnd: AheadJudged | null;
  /** The worse of the two where both have a colour, the one that has one, or the grey of now. */
  readonly overall: Light;
  /** Which of the two `overall` is; `now` where they agree, null where neither has a colour. */
  readonly decidedBy: 'now' | 'year_end' | null;
}

/**
 * @param period a quarter inside the agreement's years
 * @param askedBasis a basis to judge on instead of the agreed one; null for the agreed one
 */
export function standingOf(known: KnownTarget, period: Period, askedBasis: string | null): Standing {
  const judgement = judge(known, period, askedBasis);
  const forecast = forecastOf(known, judgement, period);
  const yearEnd = yearEndOf(known, judgement, period, forecast);
  return { judgement, forecast, yearEnd, ...overallOf(judgement.light, yearEnd) };
}

function overallOf(now: Light, yearEnd: AheadJudged | null): Pick<Standing, 'overall' | 'decidedBy'> {
  if (yearEnd === null) return { overall: now, decidedBy: isRag(now) ? 'now' : null };
  if (isRag(now) && worse(now, yearEnd.light) === now) return { overall: now, decidedBy: 'now' };
  return { overall: yearEnd.light, decidedBy: 'year_end' };
}
