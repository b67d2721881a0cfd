import { worstFirst } from '../domain/board.ts';
import type { Agreement, Partnership, TargetTerms } from '../domain/data-package.ts';
import { isListed } from '../domain/judgement.ts';
import type { KnownTarget } from '../domain/known.ts';
import { LIGHTS, type Light } from '../domain/light.ts';
import type { Period } from '../domain/period.ts';
import { codeAddress, plainly } from '../domain/target-order.ts';
import { knownTargets } from './assessments.ts';
import { agreementsFor, latestPeriod, nameOf, quartersOf, type TargetRow, targetRows } from './board.ts';
import { type AsAtChoice, chooseAsAt, type Deps, findAgreement, type Reading, readingOf } from './reading.ts';

export const LIST_SORTS = ['agreement', 'title', 'colour', 'partnership', 'worst'] as const;
export type ListSort = (typeof LIST_SORTS)[number];

export interface ListQuestion {
  readonly agreement: string | null;
  readonly partnership: string | null;
  readonly colour: Light | null;
  readonly state: TargetTerms['state'] | null;
  /** A code or words of the title, in any order, case ignored. */
  readonly words: string | null;
  readonly sort: ListSort;
  readonly period: Period | null;
  readonly asAt: string | null;
}

export interface TargetList {
  readonly question: ListQuestion;
  readonly period: Period;
  readonly choice: AsAtChoice;
  readonly rows: readonly TargetRow[];
  /** Withdrawn or superseded, so without a colour and outside every count; filtered as the rows are. */
  readonly outOfCount: readonly UncountedTarget[];
  /** How many there are before anything is filtered. */
  readonly total: number;
  readonly allAgreements: readonly Agreement[];
  readonly allQuarters: readonly Period[];
  /** Those that lead or contribute to a target here, by name. */
  readonly partnerships: readonly Partnership[];
}

/** A target that is not in its agreement's count (rules.md 3.1). */
export interface UncountedTarget {
  readonly known: KnownTarget;
  readonly lead: string;
}

/**
 * The targets of a quarter, filtered and sorted; the page and the risk summary ask the same.
 * @throws NotFound for an unknown agreement, Invalid for a period in which none runs
 */
export function listTargets(deps: Deps, question: ListQuestion): TargetList {
  const reading = readingOf(deps.store);
  const choice = chooseAsAt(deps, question.asAt);
  return reading.remember(`list ${JSON.stringify(question)} ${choice.key}`, () => listOf(reading, question, choice));
}

function listOf(reading: Reading, question: ListQuestion, choice: AsAtChoice): TargetList {
  const chosen = question.agreement === null ? null : findAgreement(reading, question.agreement);
  const period = question.period ?? latestPeriod(chosen === null ? reading.agreements() : [chosen], choice);
  const agreements = agreementsFor(reading, chosen, period);
  const all = agreements.flatMap((agreement) => targetRows(reading, agreement, period, choice));
  const codes = new Set(all.flatMap(({ assessment }) => partnershipCodes(assessment)));
  return {
    question,
    period,
    choice,
    rows: all.filter((row) => isRowAskedFor(row, question)).sort(ORDERS[question.sort]),
    outOfCount: question.colour === null ? uncounted(reading, agreements, question, choice) : [],
    total: all.length,
    allAgreements: reading.agreements(),
    allQuarters: quartersOf(reading.agreements(), choice),
    partnerships: [...reading.partnerships().values()]
      .filter(({ code }) => codes.has(code))
      .sort((a, b) => plainly(a.name, b.name)),
  };
}

function uncounted(
  reading: Reading,
  agreements: readonly Agreement[],
  question: ListQuestion,
  choice: AsAtChoice,
): UncountedTarget[] {
  return agreements
    .flatMap((agreement) => knownTargets(reading, agreement, choice))
    .filter((known) => !isListed(known))
    .map((known) => ({ known, lead: nameOf(reading, known.terms.lead) }))
    .filter((target) => isAskedFor(target, question));
}

function partnershipCodes({ known }: Pick<UncountedTarget, 'known'>): string[] {
  const { lead, contributors } = known.terms;
  return [lead, ...(contributors?.split('|') ?? [])];
}

function isRowAskedFor({ assessment, lead }: TargetRow, question: ListQuestion): boolean {
  const ofColour = question.colour === null || assessment.overall === question.colour;
  return ofColour && isAskedFor({ known: assessment.known, lead }, question);
}

function isAskedFor(target: UncountedTarget, { partnership, state, words }: ListQuestion): boolean {
  return (
    (state === null || target.known.terms.state === state) &&
    (partnership === null || partnershipCodes(target).some((code) => codeAddress(code) === codeAddress(partnership))) &&
    (words === null || matches(target, words))
  );
}

function matches({ known, lead }: UncountedTarget, words: string): boolean {
  const { agreement, measure } = known.record;
  const { indicator, part, title } = measure.row;
  const text =
    `${agreement.code} ${indicator} ${part} ${indicator.replaceAll(' ', '')}${part} ${title} ${lead}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

type Order = (a: TargetRow, b: TargetRow) => number;

const LIGHTS_WORST_FIRST: readonly Light[] = ['red', 'amber', ...LIGHTS.slice(3), 'green'];
const byTitle: Order = (a, b) => plainly(titleOf(a), titleOf(b));
const byColour: Order = (a, b) =>
  LIGHTS_WORST_FIRST.indexOf(a.assessment.overall) - LIGHTS_WORST_FIRST.indexOf(b.assessment.overall);

const ORDERS: Record<ListSort, Order> = {
  agreement: () => 0,
  title: byTitle,
  colour: byColour,
  partnership: (a, b) => plainly(a.lead, b.lead),
  worst: (a, b) => byColour(a, b) || worstFirst(a.assessment, b.assessment),
};

function titleOf({ assessment }: TargetRow): string {
  return assessment.known.record.measure.row.title;
}
