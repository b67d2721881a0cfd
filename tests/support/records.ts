import { type Assessment, assess } from '../../server/domain/assessment.ts';
import type {
  Action,
  Agreement,
  Basis,
  Cancellation,
  Commentary,
  Commitment,
  Figure,
  Indicator,
  Milestone,
  TargetTerms,
} from '../../server/domain/data-package.ts';
import { type Measure, measureOf } from '../../server/domain/indicator.ts';
import { type Judgement, judge } from '../../server/domain/judgement.ts';
import { type KnownTarget, knownTarget, type TargetRecord } from '../../server/domain/known.ts';
import { addDays, endOfDay } from '../../server/domain/moment.ts';
import { type Period, parsePeriod, parseYear, periodEnd, type Year } from '../../server/domain/period.ts';
import { parseQuantity, type Quantity } from '../../server/domain/quantity.ts';

/** A decimal as people write it: `743.33` or `'0.0001'`. */
export type Amount = string | number;

type With<T, K extends keyof T> = Partial<Omit<T, K>> & { readonly [P in K]?: Amount | null };

function understood<T>(value: T | null, text: string): T {
  if (value === null) throw new Error(`A test gives ‘${text}’, which is not understood`);
  return value;
}

export function quantity(amount: Amount): Quantity {
  return understood(parseQuantity(String(amount)), String(amount));
}

/** `2008/09 Q2` as a period. */
export function period(text: string): Period {
  return understood(parsePeriod(text), text);
}

/** `2008/09` as a year. */
export function year(text: string): Year {
  return understood(parseYear(text), text);
}

function optional(amount: Amount | null): Quantity | null {
  return amount === null ? null : quantity(amount);
}

/** Three years from 2008/09, without reward or closing day. */
export function agreement(given: Partial<Agreement> = {}): Agreement {
  return {
    code: 'LAA2',
    title: 'Local Area Agreement 2008-11',
    first_year: 2008,
    last_year: 2010,
    reward_scheme: 'none',
    reward_threshold: null,
    closed_on: null,
    notes: null,
    source: null,
    ...given,
  };
}

/** A level in per cent with one decimal, higher is better, due every quarter and published within 28 days. */
export function indicator({ multiplier = null, ...given }: With<Indicator, 'multiplier'> = {}): Indicator {
  return {
    indicator: 'NI 192',
    part: '',
    title: 'Household waste recycled and composted',
    definition: null,
    unit: '%',
    decimals: 1,
    polarity: 'higher',
    measure: 'snapshot',
    pattern: 'plain',
    due_quarters: '1|2|3|4',
    every_years: 1,
    survey_year: null,
    lag_days: 28,
    numerator_label: null,
    denominator_label: null,
    multiplier: optional(multiplier),
    data_source: null,
    source: null,
    ...given,
  };
}

export function measure(given: With<Indicator, 'multiplier'> = {}): Measure {
  return measureOf(indicator(given));
}

export type GivenTerms = With<TargetTerms, 'tolerance'>;

/** Agreed from the start, on a straight path, with no tolerance. */
export function terms({ tolerance = null, ...given }: GivenTerms = {}): TargetTerms {
  return {
    agreement: 'LAA2',
    indicator: 'NI 192',
    part: '',
    version: 1,
    recorded_on: '2008-03-31',
    reason: null,
    lead: 'OWP',
    contributors: null,
    delivery_group: null,
    lead_officer_role: null,
    statutory: 'no',
    state: 'agreed',
    path: 'linear',
    profile: null,
    tolerance_mode: null,
    tolerance: optional(tolerance),
    tolerance_set_by: null,
    influence: null,
    successor_agreement: null,
    successor_indicator: null,
    successor_part: null,
    source: null,
    ...given,
  };
}

/** Agreed at the start on the standard basis. */
export function commitment(
  item: Commitment['item'],
  yearText: string,
  value: Amount,
  given: Partial<Omit<Commitment, 'item' | 'period' | 'value'>> = {},
): Commitment {
  return {
    agreement: 'LAA2',
    indicator: 'NI 192',
    part: '',
    basis: 'standard',
    item,
    period: year(yearText),
    version: 1,
    value: quantity(value),
    state: 'agreed',
    recorded_on: '2008-03-31',
    decided_on: null,
    decided_by: null,
    reason_code: 'initial',
    reason: null,
    provenance: 'illustrative',
    source: null,
    ...given,
  };
}

/** A final figure on the standard basis, recorded a fortnight after its quarter ended; null is a figure without a value. */
export function figure(
  periodText: string,
  value: Amount | null,
  { numerator = null, denominator = null, ...given }: With<Figure, 'numerator' | 'denominator'> = {},
): Figure {
  return {
    indicator: 'NI 192',
    part: '',
    basis: 'standard',
    period: period(periodText),
    version: 1,
    value: optional(value),
    numerator: optional(numerator),
    denominator: optional(denominator),
    status: value === null ? null : 'final',
    missing_reason: null,
    recorded_at: `${addDays(periodEnd(period(periodText)), 14)}T09:00:00Z`,
    recorded_by: null,
    note: null,
    provenance: 'illustrative',
    source: null,
    ...given,
  };
}

/** Figures of a year's quarters in order, one for each amount. */
export function yearOfFigures(yearText: string, amounts: readonly Amount[], given: Partial<Figure> = {}): Figure[] {
  return amounts.map((amount, index) => ({ ...figure(`${yearText} Q${index + 1}`, amount), ...given }));
}

export function milestone(due: string, completedOn: string | null, title = 'Plan adopted'): Milestone {
  return {
    agreement: 'LAA2',
    indicator: 'NI 192',
    part: '',
    due,
    title,
    weight: null,
    completed_on: completedOn,
    provenance: 'illustrative',
    source: null,
  };
}

export function basis(code: string): Basis {
  return { indicator: 'NI 192', part: '', basis: code, title: code, rule: null, from: null, to: null, ruled_by: null };
}

export interface GivenTarget {
  readonly agreement?: Partial<Agreement>;
  readonly cancellation?: Cancellation;
  readonly indicator?: With<Indicator, 'multiplier'>;
  /** One version, or all of them in order. */
  readonly terms?: GivenTerms | readonly GivenTerms[];
  readonly commitments?: readonly Commitment[];
  readonly figures?: readonly Figure[];
  readonly milestones?: readonly Milestone[];
  readonly commentaries?: readonly Commentary[];
  readonly actions?: readonly Action[];
  /** Codes of the counting rules beside `standard`. */
  readonly bases?: readonly string[];
}

function isList(given: GivenTerms | readonly GivenTerms[]): given is readonly GivenTerms[] {
  return Array.isArray(given);
}

/** All that is recorded of one target. */
export function target(given: GivenTarget = {}): TargetRecord {
  const versions = given.terms ?? {};
  return {
    agreement: agreement(given.agreement),
    cancellation: given.cancellation ?? null,
    measure: measure(given.indicator),
    bases: (given.bases ?? []).map(basis),
    terms: isList(versions)
      ? versions.map((each, index) => terms({ version: index + 1, ...each }))
      : [terms({ ...versions })],
    commitments: given.commitments ?? [],
    milestones: given.milestones ?? [],
    figures: given.figures ?? [],
    commentaries: given.commentaries ?? [],
    actions: given.actions ?? [],
  };
}

/** What was known of a target at the end of a day; the target must have been recorded by then. */
export function knownOn(date: string, given: GivenTarget): KnownTarget {
  return understood(knownTarget(target(given), endOfDay(date)), date);
}

/** The light of a target for a quarter as known at the end of a day. */
export function judgedOn(date: string, periodText: string, given: GivenTarget, askedBasis?: string): Judgement {
  return judge(knownOn(date, given), period(periodText), askedBasis ?? null);
}

/** The assessment of a target in the agreement's count. */
export function assessedOn(date: string, periodText: string, given: GivenTarget, askedBasis?: string): Assessment {
  return understood(assess(knownOn(date, given), period(periodText), askedBasis ?? null), periodText);
}
