import { type Assessment, stretchOf } from './assessment.ts';
import { cancellationOf } from './cancellation.ts';
import { daysBetween } from './moment.ts';
import { commentaryOf, openActions } from './narrative.ts';
import { periodEnd, periodText, yearOf } from './period.ts';
import { provenanceOf } from './provenance.ts';
import {
  exact,
  type Fraction,
  fraction,
  fractionNumber,
  minus,
  type Quantity,
  quantityText,
  times,
} from './quantity.ts';
import { rewardOf, toThePenny } from './reward.ts';
import { runRateOf } from './run-rate.ts';
import { reasonOf } from './sentence.ts';

type Cell = string | number | null;

/**
 * The columns of the risk summary (contract.md), each with what stands in it. Actual, target and stretch are the
 * judged values; expected, gap, forecast and what is needed are not rounded, pounds are to the penny.
 */
const SUMMARY = {
  agreement: ({ known }) => known.record.agreement.code,
  indicator: (assessment) => rowOf(assessment).indicator,
  part: (assessment) => rowOf(assessment).part,
  title: (assessment) => rowOf(assessment).title,
  lead: ({ known }) => known.terms.lead,
  contributors: ({ known }) => known.terms.contributors,
  unit: (assessment) => rowOf(assessment).unit,
  polarity: (assessment) => rowOf(assessment).polarity,
  period: ({ period }) => periodText(period),
  figure_period: ({ judgement: { figure } }) => figure && periodText(figure.period),
  actual: ({ actual }) => quantity(actual),
  status: ({ judgement: { figure, yearToDate } }) =>
    yearToDate?.provisional ? 'provisional' : (figure?.status ?? null),
  expected: ({ judgement: { judged } }) => judged && ratio(judged.exactExpected),
  target: ({ target }) => quantity(target),
  stretch: ({ known, judgement, period }) => quantity(stretchOf(known, judgement.book, yearOf(period))),
  gap: (assessment) => exactGap(assessment),
  now: ({ now }) => now,
  year_end: ({ yearEnd }) => yearEnd?.light ?? 'no-forecast',
  overall: ({ overall }) => overall,
  own_view: ({ ownView }) => ownView,
  direction_previous: ({ direction }) => direction.previous,
  direction_year_ago: ({ direction }) => direction.yearAgo,
  forecast: ({ forecast }) => forecast && ratio(forecast.value),
  chance: ({ yearEnd }) => yearEnd?.chance ?? null,
  needed_per_quarter: ({ known, judgement, period }) => {
    const rate = runRateOf(known, judgement, period);
    return rate && ratio(rate.needed);
  },
  reward_at_risk: (assessment) => {
    const reward = cancellationOf(assessment.known) === null ? rewardOf(assessment) : null;
    const atRisk = reward?.atForecast?.atRisk;
    return atRisk === undefined ? null : toThePenny(atRisk);
  },
  reason: reasonOf,
  commentary: ({ known, period }) => commentaryOf(known, period)?.text ?? null,
  open_actions: ({ known }) => openActions(known).length,
  age_days: ({ known, judgement: { figure } }) => figure && daysBetween(periodEnd(figure.period), known.asAt.date),
  provenance: provenanceOf,
} as const satisfies Readonly<Record<string, (assessment: Assessment) => Cell>>;

export type SummaryColumn = keyof typeof SUMMARY;
export const RISK_SUMMARY_COLUMNS = Object.keys(SUMMARY) as SummaryColumn[];

/** They name the target, and stand in every choice of columns. */
const NAMING = ['agreement', 'indicator', 'part', 'title'] as const satisfies readonly SummaryColumn[];

export type ChosenColumn = Exclude<SummaryColumn, (typeof NAMING)[number]>;

/** What may be chosen beside the name of the target, with what it is called. */
export const COLUMN_WORDS: Readonly<Record<ChosenColumn, string>> = {
  lead: 'Led by',
  contributors: 'Contributors',
  unit: 'Unit',
  polarity: 'Which way is better',
  period: 'Quarter',
  figure_period: 'Figure of',
  actual: 'Actual',
  status: 'Status',
  expected: 'Expected',
  target: 'Target',
  stretch: 'Stretch',
  gap: 'Gap',
  now: 'Now',
  year_end: 'Year end',
  overall: 'Colour',
  own_view: 'The lead says',
  direction_previous: 'Against the quarter before',
  direction_year_ago: 'Against a year ago',
  forecast: 'Forecast',
  chance: 'Chance',
  needed_per_quarter: 'Needed a quarter',
  reward_at_risk: 'At risk, £',
  reason: 'Why',
  commentary: 'What lies behind it',
  open_actions: 'Open actions',
  age_days: 'Age, days',
  provenance: 'Provenance',
};

export const CHOSEN_COLUMNS = Object.keys(COLUMN_WORDS) as ChosenColumn[];

/** @param chosen null for all @returns in the order of the risk summary, with those that name the target */
export function summaryColumns(chosen: readonly ChosenColumn[] | null): SummaryColumn[] {
  const kept: readonly SummaryColumn[] | null = chosen && [...NAMING, ...chosen];
  return RISK_SUMMARY_COLUMNS.filter((column) => kept === null || kept.includes(column));
}

/** Colours and numbers, without a word: what must come out again however it is worded. */
export const NUMBER_COLUMNS = [
  ...NAMING.filter((column) => column !== 'title'),
  'period',
  'figure_period',
  'actual',
  'expected',
  'target',
  'stretch',
  'gap',
  'now',
  'year_end',
  'overall',
  'own_view',
  'forecast',
  'chance',
  'needed_per_quarter',
  'reward_at_risk',
] as const satisfies readonly SummaryColumn[];

/** One row of the risk summary, in the order given; what is not known is empty. */
export function riskSummaryRow(
  assessment: Assessment,
  columns: readonly SummaryColumn[] = RISK_SUMMARY_COLUMNS,
): string[] {
  return columns.map((column) => String(SUMMARY[column](assessment) ?? ''));
}

function rowOf({ known }: Assessment) {
  return known.record.measure.row;
}

function quantity(value: Quantity | null): string | null {
  return value === null ? null : quantityText(value);
}

function ratio(value: Fraction): string {
  return String(fractionNumber(value));
}

function exactGap({ known, judgement: { judged, actual } }: Assessment): string | null {
  if (judged === null || actual === null) return null;
  return ratio(times(fraction(known.record.measure.direction), minus(exact(actual), judged.exactExpected)));
}
