import type { Agreement, Decision, Meeting, Partnership, Update } from '../domain/data-package.ts';
import { NotFound } from '../domain/errors.ts';
import { quartersUpTo } from '../domain/history.ts';
import type { Light } from '../domain/light.ts';
import type { Period } from '../domain/period.ts';
import { type Counts, reconcile } from '../domain/reconciliation.ts';
import { codeAddress, plainly } from '../domain/target-order.ts';
import type { Store } from '../store/store.ts';
import { isInside } from './assessments.ts';
import { countsOf, latestPeriod, quartersOf, type TargetRow, targetRows } from './board.ts';
import { type AsAtChoice, chooseAsAt, type Deps, type Reading, readingOf } from './reading.ts';

export interface PartnershipQuestion {
  readonly code: string;
  readonly period: Period | null;
  readonly asAt: string | null;
}

export interface PartnershipView {
  readonly question: PartnershipQuestion;
  readonly partnership: Partnership;
  readonly parent: Partnership | null;
  readonly predecessors: readonly Partnership[];
  readonly successor: Partnership | null;
  readonly deliveryGroups: readonly Partnership[];
  readonly period: Period;
  readonly choice: AsAtChoice;
  readonly allQuarters: readonly Period[];
  /** Targets that it leads, in every agreement in force in the quarter. */
  readonly leads: readonly TargetRow[];
  /** Targets of others to which it contributes. */
  readonly contributes: readonly TargetRow[];
  readonly counts: Counts;
  /** Colours of the targets that it leads, in the last eight quarters by the same as-at. */
  readonly quarters: readonly { readonly period: Period; readonly counts: Counts }[];
  readonly meetings: { readonly past: readonly Meeting[]; readonly coming: readonly Meeting[] };
  /** The latest update by the as-at date, all its sections. */
  readonly update: readonly Update[];
  readonly decisions: readonly Decision[];
}

const QUARTERS_SHOWN = 8;

/**
 * A partnership with its targets, groups, meetings and latest update.
 * @throws NotFound for an unknown partnership
 */
export function partnershipView(deps: Deps, question: PartnershipQuestion): PartnershipView {
  const reading = readingOf(deps.store);
  const choice = chooseAsAt(deps, question.asAt);
  const partnership = findPartnership(reading, question.code);
  const period = question.period ?? latestPeriod(reading.agreements(), choice);
  return reading.remember(`partnership ${JSON.stringify(question)} ${choice.key}`, () => ({
    question,
    partnership,
    period,
    choice,
    allQuarters: quartersOf(reading.agreements(), choice),
    ...relationsOf(reading, partnership),
    ...targetsOf(deps.store, reading, partnership, period, choice),
    meetings: meetingsOf(reading, partnership, choice),
    update: latestUpdate(reading, partnership, choice),
    decisions: reading.decisions().filter((row) => row.board === partnership.code && row.date <= choice.asAt.date),
  }));
}

/** @throws NotFound */
export function findPartnership(reading: Reading, code: string): Partnership {
  const byAddress = reading.hold('partnerships by address', () =>
    Map.groupBy(reading.partnerships().values(), (row) => codeAddress(row.code)),
  );
  const found = byAddress.get(codeAddress(code))?.[0];
  if (found === undefined) throw new NotFound(`There is no partnership ${code}.`);
  return found;
}

function relationsOf(reading: Reading, { code, parent, successor }: Partnership) {
  const partnerships = reading.partnerships();
  const all = [...partnerships.values()].sort((a, b) => plainly(a.name, b.name));
  return {
    parent: parent === null ? null : (partnerships.get(parent) ?? null),
    successor: successor === null ? null : (partnerships.get(successor) ?? null),
    predecessors: all.filter((row) => row.successor === code),
    deliveryGroups: all.filter((row) => row.parent === code),
  };
}

function targetsOf({ targets }: Store, reading: Reading, { code }: Partnership, period: Period, choice: AsAtChoice) {
  // Of a record of many areas only one concerns a partnership; reading the others would take seconds.
  const concerned = new Set(targets.agreementsWith(code));
  const agreements = reading.agreements().filter((row) => concerned.has(row.code) && isInside(row, period));
  const rows = agreements.flatMap((agreement) => targetRows(reading, agreement, period, choice));
  const leads = rows.filter(({ assessment }) => assessment.known.terms.lead === code);
  return {
    leads,
    contributes: rows.filter(({ assessment }) => assessment.known.terms.contributors?.split('|').includes(code)),
    counts: countsOf(leads.map((row) => row.assessment)),
    quarters: quartersUpTo(period, QUARTERS_SHOWN).map((quarter) => ({
      period: quarter,
      counts: reconcile(leads.flatMap(({ history }) => history.lights.get(quarter) ?? [])),
    })),
  };
}

function meetingsOf(reading: Reading, { code }: Partnership, { asAt }: AsAtChoice): PartnershipView['meetings'] {
  const meetings = reading.meetings().filter((row) => row.board === code);
  return {
    past: meetings.filter((row) => row.date <= asAt.date).toReversed(),
    coming: meetings.filter((row) => row.date > asAt.date),
  };
}

function latestUpdate(reading: Reading, { code }: Partnership, { asAt }: AsAtChoice): Update[] {
  const known = reading.updates().filter((row) => row.partnership === code && row.as_at <= asAt.date);
  const latest = known.at(-1)?.as_at;
  return known.filter((row) => row.as_at === latest);
}

export interface PartnershipListing {
  readonly partnership: Partnership;
  readonly counts: Counts;
}

export interface PartnershipList {
  readonly question: { readonly period: Period | null; readonly asAt: string | null };
  readonly period: Period;
  readonly choice: AsAtChoice;
  readonly allQuarters: readonly Period[];
  /** Those that lead a target in the quarter, by name. */
  readonly leading: readonly PartnershipListing[];
  /** All others, by kind and name. */
  readonly others: readonly Partnership[];
}

/** Every partnership, those that lead targets with their colours. */
export function listPartnerships(deps: Deps, question: PartnershipList['question']): PartnershipList {
  const reading = readingOf(deps.store);
  const choice = chooseAsAt(deps, question.asAt);
  const period = question.period ?? latestPeriod(reading.agreements(), choice);
  return reading.remember(`partnerships ${JSON.stringify(question)} ${choice.key}`, () => {
    const agreements = reading.agreements().filter((agreement) => isInside(agreement, period));
    const counts = countsByLead(reading, agreements, period, choice);
    const all = [...reading.partnerships().values()].sort((a, b) => plainly(a.kind, b.kind) || plainly(a.name, b.name));
    const leading = all.flatMap((partnership) => {
      const held = counts.get(partnership.code);
      return held === undefined ? [] : [{ partnership, counts: held }];
    });
    return {
      question,
      period,
      choice,
      allQuarters: quartersOf(reading.agreements(), choice),
      leading,
      others: all.filter((row) => !counts.has(row.code)),
    };
  });
}

/** How many targets of each colour every lead partnership has. */
function countsByLead(
  reading: Reading,
  agreements: readonly Agreement[],
  period: Period,
  choice: AsAtChoice,
): Map<string, Counts> {
  const lights = new Map<string, Light[]>();
  for (const { assessment } of agreements.flatMap((agreement) => targetRows(reading, agreement, period, choice))) {
    const { lead } = assessment.known.terms;
    lights.set(lead, [...(lights.get(lead) ?? []), assessment.overall]);
  }
  return new Map([...lights].map(([lead, held]) => [lead, reconcile(held)]));
}
