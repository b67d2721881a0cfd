import type { Agreement, Partnership } from '../domain/data-package.ts';
import { NotFound } from '../domain/errors.ts';
import { LIGHTS, type Light } from '../domain/light.ts';
import { type Period, periodAddress } from '../domain/period.ts';
import type { RiskFacts } from '../domain/risk-report.ts';
import type { ChosenColumn } from '../domain/risk-summary.ts';
import { codeAddress } from '../domain/target-order.ts';
import { agreementsFor, cancelledBy, countsOf, latestPeriod, quartersOf, rewardAcross, targetRows } from './board.ts';
import { findPartnership } from './partnerships.ts';
import { type AsAtChoice, chooseAsAt, type Deps, findAgreement, type Reading, readingOf } from './reading.ts';

export interface ReportQuestion {
  /** Null for every agreement in force in the quarter. */
  readonly agreement: string | null;
  /** Null for the last quarter that ended before the as-at date. */
  readonly period: Period | null;
  readonly asAt: string | null;
  /** One that leads targets; null for all. */
  readonly partnership: string | null;
  /** Null for all. */
  readonly colours: readonly Light[] | null;
  /** What is said of each target; null for the usual. */
  readonly columns: readonly ChosenColumn[] | null;
}

export interface ReportView {
  readonly question: ReportQuestion;
  readonly facts: RiskFacts;
  readonly choice: AsAtChoice;
  /** What a file of it is called, without its ending: agreement, quarter, what it is, and as known when. */
  readonly fileName: string;
  readonly allAgreements: readonly Agreement[];
  readonly allQuarters: readonly Period[];
  /** Those that lead a target here, by name. */
  readonly leads: readonly Partnership[];
}

/**
 * The risk summary of a quarter, for every format.
 * @throws NotFound for an unknown agreement, or a partnership that leads nothing there; Invalid for a period in which
 * none of the agreements runs
 */
export function reportView(deps: Deps, question: ReportQuestion): ReportView {
  const reading = readingOf(deps.store);
  const choice = chooseAsAt(deps, question.asAt);
  return reading.remember(`report ${JSON.stringify(question)} ${choice.key}`, () => viewOf(reading, question, choice));
}

/** What a risk summary is about, before any target is looked at. */
export interface ReportScope {
  readonly agreements: readonly Agreement[];
  readonly period: Period;
  readonly choice: AsAtChoice;
  readonly partnership: Partnership | null;
  /** How many targets are looked at; of a partnership, those of the agreements in which it has one. */
  readonly size: number;
  /** What a file of it is called, without its ending: agreement, quarter, what it is, and as known when. */
  readonly fileName: string;
}

/** @throws NotFound for an unknown agreement or partnership, Invalid as the view of it does */
export function reportScope(deps: Deps, question: ReportQuestion): ReportScope {
  const { store } = deps;
  const reading = readingOf(store);
  const choice = chooseAsAt(deps, question.asAt);
  const chosen = question.agreement === null ? null : findAgreement(reading, question.agreement);
  const period = question.period ?? latestPeriod(chosen === null ? reading.agreements() : [chosen], choice);
  const partnership = question.partnership === null ? null : findPartnership(reading, question.partnership);
  const concerned = partnership === null ? null : new Set(store.targets.agreementsWith(partnership.code));
  const agreements = agreementsFor(reading, chosen, period).filter(({ code }) => concerned?.has(code) ?? true);
  return {
    agreements,
    period,
    choice,
    partnership,
    size: agreements.reduce((sum, agreement) => sum + store.targets.names(agreement).length, 0),
    fileName: fileNameOf(chosen, period, partnership, question.colours, choice),
  };
}

/** More targets than this are no page and no paper that anybody reads. */
export const LONGEST_READ = 1000;

/** What a risk summary can be chosen by. */
export type ReportChoices = Pick<ReportView, 'question' | 'allAgreements' | 'allQuarters' | 'leads'>;

/** Of one that is too large to be read: its partnerships are not looked up. */
export function choicesOnly(deps: Deps, question: ReportQuestion): ReportChoices {
  const all = readingOf(deps.store).agreements();
  return { question, allAgreements: all, allQuarters: quartersOf(all, chooseAsAt(deps, question.asAt)), leads: [] };
}

function viewOf(reading: Reading, question: ReportQuestion, choice: AsAtChoice): ReportView {
  const all = reading.agreements();
  const chosen = question.agreement === null ? null : findAgreement(reading, question.agreement);
  const period = question.period ?? latestPeriod(chosen === null ? all : [chosen], choice);
  const agreements = agreementsFor(reading, chosen, period);
  const rows = agreements.flatMap((agreement) => targetRows(reading, agreement, period, choice));
  const leads = leadsOf(reading, rows);
  const partnership = question.partnership === null ? null : findLead(leads, question.partnership);
  const led =
    partnership === null ? rows : rows.filter(({ assessment }) => assessment.known.terms.lead === partnership.code);
  const { colours, columns } = question;
  const cancelled = agreements.flatMap((agreement) => cancelledBy(reading, agreement, choice) ?? []);
  return {
    question,
    facts: {
      agreements,
      period,
      asAt: choice.asAt,
      partnership: partnership?.name ?? null,
      colours,
      columns,
      counts: countsOf(led.map(({ assessment }) => assessment)),
      targets: colours === null ? led : led.filter(({ assessment }) => colours.includes(assessment.overall)),
      ...rewardAcross(agreements, cancelled, led),
      cancelled,
    },
    choice,
    fileName: fileNameOf(chosen, period, partnership, colours, choice),
    allAgreements: all,
    allQuarters: quartersOf(chosen === null ? all : [chosen], choice),
    leads,
  };
}

function leadsOf(reading: Reading, rows: ReturnType<typeof targetRows>): Partnership[] {
  const codes = new Set(rows.map(({ assessment }) => assessment.known.terms.lead));
  return [...codes]
    .flatMap((code) => reading.partnerships().get(code) ?? [])
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function findLead(leads: readonly Partnership[], address: string): Partnership {
  const found = leads.find(({ code }) => codeAddress(code) === codeAddress(address));
  if (found === undefined) throw new NotFound(`No target of this quarter is led by a partnership ${address}.`);
  return found;
}

function fileNameOf(
  agreement: Agreement | null,
  period: Period,
  partnership: Partnership | null,
  colours: readonly Light[] | null,
  { asAt }: AsAtChoice,
): string {
  return [
    agreement === null ? 'all-agreements' : codeAddress(agreement.code),
    periodAddress(period),
    'risk-summary',
    ...(partnership === null ? [] : [codeAddress(partnership.code)]),
    ...LIGHTS.filter((light) => colours?.includes(light)),
    `as-at-${asAt.date}`,
  ].join('-');
}
