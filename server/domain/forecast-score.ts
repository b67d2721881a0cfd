import type { ForecastMethod } from './forecast.ts';
import { stepsBetter } from './light.ts';
import type { Outturn, SaidForecast } from './said-forecast.ts';
import { countWords } from './wording.ts';

/** A forecast with what came in the end. */
export interface ScoredForecast {
  readonly said: SaidForecast;
  readonly came: Outturn;
  /** Of the indicator: +1 higher is better, −1 lower is. */
  readonly direction: 1 | -1;
}

/** How some forecasts did. */
export interface ForecastScore {
  /** Forecasts by the rules. */
  readonly count: number;
  /** Those of them that gave a colour, and those that gave the colour that came. */
  readonly coloured: number;
  readonly hits: number;
  /**
   * By how much the outturn was worse than the forecast, as a mean in per cent of the outturn: above 0 the forecasts
   * were too good. Outturns of 0 are left out; null of none.
   */
  readonly bias: number | null;
  readonly brier: BrierScore | null;
  readonly own: OwnScore;
}

/** How far chances were from what came, squared and averaged: 0 is perfect, 0.25 what a coin would score. */
export interface BrierScore {
  /** Forecasts with a chance. */
  readonly count: number;
  readonly score: number;
  /** What always saying the share that was met in the end would have scored. */
  readonly climatology: number;
}

/** How the leads' own views did against the colour that came. */
export interface OwnScore {
  readonly count: number;
  readonly hits: number;
  /** Better than what came. */
  readonly rosier: number;
  readonly gloomier: number;
}

export function scoreOf(forecasts: readonly ScoredForecast[]): ForecastScore {
  const coloured = forecasts.filter(({ said }) => said.year_end !== null);
  return {
    count: forecasts.filter(({ said }) => said.method !== null).length,
    coloured: coloured.length,
    hits: coloured.filter(({ said, came }) => said.year_end === came.light).length,
    bias: biasOf(forecasts),
    brier: brierOf(forecasts),
    own: ownScoreOf(forecasts),
  };
}

/** d × (F − A) / |A| in per cent. */
function biasOf(forecasts: readonly ScoredForecast[]): number | null {
  const errors = forecasts.flatMap(({ said: { value }, came, direction }) =>
    value === null || came.value === 0 ? [] : [(100 * direction * (value - came.value)) / Math.abs(came.value)],
  );
  return meanOf(errors);
}

function brierOf(forecasts: readonly ScoredForecast[]): BrierScore | null {
  const pairs = forecasts.flatMap(({ said: { chance }, came }) =>
    chance === null ? [] : [{ chance, met: came.light === 'green' ? 1 : 0 }],
  );
  const [score, share] = [
    meanOf(pairs.map(({ chance, met }) => (chance - met) ** 2)),
    meanOf(pairs.map(({ met }) => met)),
  ];
  if (score === null || share === null) return null;
  return { count: pairs.length, score, climatology: share * (1 - share) };
}

function ownScoreOf(forecasts: readonly ScoredForecast[]): OwnScore {
  const steps = forecasts.flatMap(({ said: { own_view: own }, came }) =>
    own === null ? [] : [stepsBetter(own, came.light)],
  );
  return {
    count: steps.length,
    hits: steps.filter((step) => step === 0).length,
    rosier: steps.filter((step) => step > 0).length,
    gloomier: steps.filter((step) => step < 0).length,
  };
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

const METHODS: Readonly<Record<ForecastMethod, string>> = {
  profile: 'As the years before ran',
  'straight-line': 'At the rate so far',
  seasonal: 'As a year before',
  drift: 'As the last figures moved',
  'no-change': 'As it stands',
  actual: 'The year’s end itself',
};

/** What a method is called in a table. */
export function methodName(method: ForecastMethod): string {
  return METHODS[method];
}

/** Methods in the order in which a forecast tries them. */
export const SCORED_METHODS: readonly ForecastMethod[] = ['profile', 'straight-line', 'seasonal', 'drift', 'no-change'];

/** What came of some forecasts, for a Board that reads one sentence. */
export function scoreSentence({ count, coloured, hits, brier, own }: ForecastScore): string {
  if (count === 0 && own.count === 0) return 'No forecast can be held against what came yet.';
  if (coloured === 0 && own.count === 0) return `${countWords(count, 'forecast')} so far, none of them with a colour.`;
  const rules =
    coloured === 0
      ? ''
      : `By the rules, ${hits} of ${coloured} forecasts had the colour that came${chanceVerdict(brier)}. `;
  const leads =
    own.count === 0
      ? ''
      : `The leads had it in ${own.hits} of ${own.count}, were rosier in ${own.rosier} and gloomier in ${own.gloomier}.`;
  return `${rules}${leads}`.trim();
}

/**
 * Empty where all were met, or none: the share is then never wrong, and says nothing; and where both look the same.
 */
function chanceVerdict(brier: BrierScore | null): string {
  if (brier === null || brier.climatology === 0) return '';
  const { score, climatology } = brier;
  if (score.toFixed(2) === climatology.toFixed(2)) return '';
  return `; their chances said ${score < climatology ? 'more' : 'less'} than the share that was met would have`;
}
