import { likelihoodWords, methodWords } from './ahead-words.ts';
import type { Assessment } from './assessment.ts';
import { cancellationOf } from './cancellation.ts';
import type { AheadLight } from './light.ts';
import { figuresBehind, isMarked, marksOf } from './provenance.ts';
import { exact, minus, rounded } from './quantity.ts';
import { rewardMarks, rewardOf } from './reward.ts';
import { isLimit, needsRecord, perQuarter, runRateOf, settledWords } from './run-rate.ts';
import { poundsWords, shortValue, upperFirst } from './wording.ts';

/** What lies ahead of a target, for one cell of a table. */
export interface BriefOutlook {
  readonly light: AheadLight;
  /** The best quarter so far would have to be beaten in every one that is left: to be shown strongly. Empty otherwise. */
  readonly record: string;
  /** Where the year will end, and how likely the target is; empty where nothing is known. */
  readonly text: string;
  /** It rests on something that no source gives. */
  readonly illustrative: boolean;
}

/** Where the year will end, what is needed, and whether that was ever done (rules.md 4, 5.4), as short as it can be said. */
export function briefOutlook(assessment: Assessment): BriefOutlook {
  const { yearEnd } = assessment;
  const parts = [forecastWords(assessment), neededWords(assessment)].filter((part) => part !== '');
  const [record, text] = [recordWords(assessment), parts.join('; ')];
  return {
    light: yearEnd?.light ?? 'no-forecast',
    record,
    text: text === '' ? '' : upperFirst(`${text}.`),
    illustrative: text + record !== '' && (isMarked(figuresBehind(assessment)) || marksOf(assessment).target),
  };
}

function forecastWords({ known, judgement, forecast, yearEnd }: Assessment): string {
  if (forecast === null) return '';
  const { row } = known.record.measure;
  const value = shortValue(rounded(forecast.value, row.decimals), row);
  if (yearEnd === null) return forecast.method === 'actual' ? `${value} came` : `${value} ${methodWords(forecast)}`;
  const goal = shortValue(rounded(yearEnd.goal, row.decimals), row);
  if (yearEnd.by === 'outturn') return `${value} came against ${goal}`;
  // What is settled is no longer likely or unlikely.
  const isOpen = settledWords(row, minus(yearEnd.goal, exact(judgement.actual ?? 0))) === null;
  const likely = yearEnd.chance !== null && isOpen ? `, ${likelihoodWords(forecast, yearEnd.chance)}` : '';
  return `${value} forecast against ${goal}${likely}`;
}

function recordWords({ known, judgement, period }: Assessment): string {
  const rate = runRateOf(known, judgement, period);
  if (rate === null || rate.best === null || !needsRecord(rate)) return '';
  const { row } = known.record.measure;
  const limit = isLimit(row) ? 'at most' : 'needed';
  return `A record every quarter: ${limit} ${perQuarter(rate.needed, row)}, best so far ${perQuarter(rate.best, row)}.`;
}

/** What is needed a quarter where no record says it already. */
function neededWords({ known, judgement, period }: Assessment): string {
  const rate = runRateOf(known, judgement, period);
  if (rate === null || needsRecord(rate)) return '';
  return rate.words ?? '';
}

/** Pounds at risk, for one cell of a table; null where no reward hangs on the target. */
export function atRiskOf(assessment: Assessment): { readonly text: string; readonly illustrative: boolean } | null {
  const reward = rewardOf(assessment);
  if (reward === null) return null;
  if (cancellationOf(assessment.known) !== null) return { text: 'cancelled', illustrative: false };
  const at = reward.atForecast;
  const marks = rewardMarks(assessment, reward);
  return at === null
    ? { text: 'not known yet', illustrative: false }
    : { text: poundsWords(at.atRisk), illustrative: marks.rest };
}
