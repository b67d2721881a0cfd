import type { Assessment } from './assessment.ts';
import { type Ahead, aheadOf } from './chart-ahead.ts';
import { actualOf, chartQuarters, expectedOf } from './chart-series.ts';
import { judge } from './judgement.ts';
import { type KnownTarget, STANDARD_BASIS } from './known.ts';
import type { Rag } from './light.ts';
import { type Period, periodEnd, periodStart } from './period.ts';
import { figuresBehind, isMarked } from './provenance.ts';
import type { Quantity } from './quantity.ts';
import { dateWords } from './wording.ts';

/** A quarter on the chart. */
export interface Place {
  readonly period: Period;
  /** The judged value, rounded; null is a gap. */
  readonly actual: Quantity | null;
  readonly provisional: boolean;
  /** The light of this quarter's figure; null where it was not judged. */
  readonly light: Rag | null;
  readonly expected: Quantity | null;
}

/** The same indicator counted by a rule that is not the one judged. */
export interface OtherRule {
  readonly basis: string;
  readonly name: string;
  /** One for each place. */
  readonly values: readonly (Quantity | null)[];
  readonly last: Quantity;
}

/** Where a counting rule begins: before the place with this index. */
export interface RuleBreak {
  readonly before: number;
  readonly name: string;
}

/** What a trend chart is made of, before it is put into numbers and words. */
export interface Trend {
  readonly assessment: Assessment;
  /** The quarters that bring a figure, ascending. */
  readonly places: readonly Place[];
  /** The last one with a figure; null without any. */
  readonly last: Place | null;
  readonly others: readonly OtherRule[];
  readonly breaks: readonly RuleBreak[];
  readonly ahead: Ahead | null;
}

/** `small` is for many charts side by side: fewer labels and words, the same rules for the scales. */
export type TrendSize = 'full' | 'small';

export function trendOf(assessment: Assessment): Trend {
  const { known, judgement, period } = assessment;
  const places = chartQuarters(known, judgement, period).map((quarter) => placeOf(assessment, quarter));
  return {
    assessment,
    places,
    last: places.findLast((place) => place.actual !== null) ?? null,
    others: otherRules(assessment, places),
    breaks: breaksOf(known, places),
    ahead: aheadOf({ assessment, places }),
  };
}

/** Figures after the assessed period are left out: the chart shows what the light stands on. */
function placeOf({ known, judgement, period }: Assessment, quarter: Period): Place {
  const { basis } = judgement;
  const { value, provisional } =
    quarter > period ? { value: null, provisional: false } : actualOf(known, basis, quarter);
  return {
    period: quarter,
    actual: value,
    provisional: value !== null && provisional,
    light: value === null ? null : lightOf(known, quarter, basis),
    expected: expectedOf(known, judgement, quarter),
  };
}

/** The colour that the figure of a quarter had; null outside the agreement and where it was not judged. */
function lightOf(known: KnownTarget, quarter: Period, basis: string): Rag | null {
  const judgement = judge(known, quarter, basis);
  return judgement.quarter === quarter ? (judgement.judged?.light ?? null) : null;
}

function otherRules({ known, judgement, period }: Assessment, places: readonly Place[]): OtherRule[] {
  return [...known.figures.keys()]
    .filter((basis) => basis !== judgement.basis)
    .flatMap((basis) => {
      const values = places.map((place) => (place.period > period ? null : actualOf(known, basis, place.period).value));
      const last = values.findLast((value) => value !== null) ?? null;
      return last === null ? [] : [{ basis, name: ruleName(known, basis), values, last }];
    });
}

function ruleName({ record }: KnownTarget, basis: string): string {
  const row = record.bases.find((candidate) => candidate.basis === basis);
  return row?.title ?? (basis === STANDARD_BASIS ? 'Standard' : basis);
}

/** A rule that begins with the first quarter shown, or before it, breaks nothing. */
function breaksOf({ record }: KnownTarget, places: readonly Place[]): RuleBreak[] {
  return record.bases.flatMap(({ title, from }) => {
    if (from === null) return [];
    const before = places.findIndex((place) => from <= periodEnd(place.period));
    const first = places[before];
    if (first === undefined || (before === 0 && from <= periodStart(first.period))) return [];
    return [{ before, name: `${title}, from ${dateWords(from)}` }];
  });
}

/** Whether any figure or commitment that is shown is illustrative. */
export function isTrendIllustrative({ assessment, places, others, ahead }: Trend): boolean {
  const { known, judgement, period } = assessment;
  const shown = new Set(places.map((place) => place.period).filter((quarter) => quarter <= period));
  const bases = [judgement.basis, ...others.map((other) => other.basis)];
  const figures = bases.flatMap((basis) => [...(known.figures.get(basis)?.values() ?? [])]);
  const { target, stretch, baseline } = judgement.book;
  const commitments = [target, stretch, baseline].flatMap((years) => [...years.values()]);
  // A forecast may rest on figures from before the chart begins.
  const behind = ahead === null ? [] : figuresBehind(assessment);
  return isMarked([...figures.filter((figure) => shown.has(figure.period)), ...behind, ...commitments]);
}
