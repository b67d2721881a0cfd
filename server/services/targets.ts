import { type ActionView, actionViews } from '../domain/action-effect.ts';
import { type Assessment, assess } from '../domain/assessment.ts';
import { type Contradiction, contradictionsOf } from '../domain/contradiction.ts';
import type {
  Agreement,
  Commentary,
  Commitment,
  Decision,
  Figure,
  Milestone,
  TargetTerms,
} from '../domain/data-package.ts';
import { invalid, NotFound } from '../domain/errors.ts';
import { type History, historyOf } from '../domain/history.ts';
import { hasBasis, type KnownTarget, STANDARD_BASIS, type TargetOutline, type TargetRecord } from '../domain/known.ts';
import type { AsAt } from '../domain/moment.ts';
import { commentariesKnown } from '../domain/narrative.ts';
import type { Period } from '../domain/period.ts';
import { codeAddress, plainly } from '../domain/target-order.ts';
import type { Store } from '../store/store.ts';
import { defaultPeriod, knownTargets, requireInside } from './assessments.ts';
import { nameOf, quartersOf } from './board.ts';
import {
  type AsAtChoice,
  chooseAsAt,
  type Deps,
  findAgreement,
  noSuchAgreement,
  type Reading,
  readingOf,
} from './reading.ts';

/** A target by the words of its address. */
export interface TargetName {
  readonly agreement: string;
  readonly indicator: string;
  /** Empty where there is only one measure. */
  readonly part: string;
}

export interface TargetQuestion extends TargetName {
  readonly period: Period | null;
  readonly asAt: string | null;
  readonly basis: string | null;
}

/** The same target on a counting rule that is not the one it is judged on. */
export interface OtherBasis {
  readonly basis: string;
  readonly title: string;
  readonly rule: string | null;
  readonly assessment: Assessment;
}

/** A version of a target's terms, with the name of whoever led it then. */
export interface TermsVersion extends TargetTerms {
  readonly leadName: string;
}

export interface TargetView {
  readonly question: TargetQuestion;
  readonly agreement: Agreement;
  readonly known: KnownTarget;
  readonly period: Period;
  readonly choice: AsAtChoice;
  readonly allQuarters: readonly Period[];
  /** Null where the target is out of the agreement's count: withdrawn or superseded. */
  readonly assessment: Assessment | null;
  readonly history: History;
  readonly contradictions: readonly Contradiction[];
  readonly others: readonly OtherBasis[];
  readonly people: {
    readonly lead: string;
    readonly contributors: readonly { readonly code: string; readonly name: string }[];
    readonly deliveryGroup: string | null;
  };
  /** Every version known by the as-at moment, newest period first, newest version first. */
  readonly figures: readonly Figure[];
  readonly commentaries: readonly Commentary[];
  readonly actions: readonly ActionView[];
  readonly milestones: readonly Milestone[];
  /** Every version known, in key order. */
  readonly commitments: readonly Commitment[];
  /** Every version known, newest first. */
  readonly terms: readonly TermsVersion[];
  readonly decisions: readonly Decision[];
}

/**
 * Everything about one target, as known at a moment.
 * @throws NotFound where there is no such target, or none of its versions was recorded by then
 */
export function targetView(deps: Deps, question: TargetQuestion): TargetView {
  const reading = readingOf(deps.store);
  const choice = chooseAsAt(deps, question.asAt);
  const agreement = findAgreement(reading, question.agreement);
  const known = findKnown(reading, agreement, choice, question);
  const period = question.period ?? defaultPeriod(agreement, choice.asAt);
  requireInside(agreement, period);
  requireBasis(known.record, question.basis);
  const key = `target ${JSON.stringify(question)} ${choice.key}`;
  return reading.remember(key, () => viewOf(reading, question, agreement, known, period, choice));
}

/** @throws Invalid where the indicator is not counted on the basis that was asked for */
function requireBasis(record: TargetRecord, basis: string | null): void {
  if (basis === null || hasBasis(record, basis)) return;
  const counted = [STANDARD_BASIS, ...record.bases.map((row) => row.basis).filter((code) => code !== STANDARD_BASIS)];
  throw invalid('basis', `This target is not counted on a basis ${basis}: choose ${counted.join(' or ')}.`);
}

/** @throws NotFound */
export function findKnown(reading: Reading, agreement: Agreement, choice: AsAtChoice, name: TargetName): KnownTarget {
  const record = findRecord(reading, agreement, name);
  const known = knownTargets(reading, agreement, choice).find((target) => target.record === record);
  return known ?? notRecordedYet(choice.asAt);
}

/**
 * A target without what is recorded of it over time, read from the store by itself: to read the whole agreement, or
 * every agreement, would be most of the work of saving a figure.
 * @throws NotFound where there is no such target, or none of its versions was recorded by then
 */
export function outlineAt(store: Store, asAt: AsAt, name: TargetName): TargetOutline {
  const agreement = agreementAlone(store, name.agreement);
  const wanted = addressOf(name);
  const called = store.targets.names(agreement).find((row) => addressOf(row) === wanted);
  const outline = called === undefined ? null : store.targets.findOutline(agreement, called);
  if (outline === null) return noSuchTarget(agreement, name);
  return outline.terms.some((terms) => terms.recorded_on <= asAt.date) ? outline : notRecordedYet(asAt);
}

function agreementAlone({ targets }: Store, address: string): Agreement {
  const wanted = codeAddress(address);
  const code = targets.agreementCodes().find((candidate) => codeAddress(candidate) === wanted);
  return (code === undefined ? null : targets.findAgreement(code)) ?? noSuchAgreement(address);
}

function notRecordedYet({ date }: AsAt): never {
  throw new NotFound(`This target was not recorded yet on ${date}.`);
}

function noSuchTarget(agreement: Agreement, name: TargetName): never {
  throw new NotFound(`${agreement.title} has no target ${[name.indicator, name.part].join(' ').trim()}.`);
}

/** @throws NotFound */
function findRecord(reading: Reading, agreement: Agreement, name: TargetName): TargetRecord {
  const byAddress = reading.hold(`targets by address ${agreement.code}`, () =>
    Map.groupBy(reading.targets(agreement), ({ measure: { row } }) => addressOf(row)),
  );
  const record = byAddress.get(addressOf(name))?.[0];
  return record ?? noSuchTarget(agreement, name);
}

function addressOf({ indicator, part }: Pick<TargetName, 'indicator' | 'part'>): string {
  return `${codeAddress(indicator)}/${codeAddress(part)}`;
}

function viewOf(
  reading: Reading,
  question: TargetQuestion,
  agreement: Agreement,
  known: KnownTarget,
  period: Period,
  choice: AsAtChoice,
): TargetView {
  const { record, terms } = known;
  const { asAt } = choice;
  const assessment = assess(known, period, question.basis);
  const history = historyOf(known, period, question.basis);
  const onDay = <T extends { recorded_on: string }>(rows: readonly T[]) =>
    rows.filter((row) => row.recorded_on <= asAt.date);
  return {
    question,
    agreement,
    known,
    period,
    choice,
    allQuarters: quartersOf([agreement], choice),
    assessment,
    history,
    contradictions: assessment === null ? [] : contradictionsOf(assessment, history.lights.get(period - 1) ?? null),
    others: assessment === null ? [] : otherBases(known, period, assessment.judgement.basis),
    people: {
      lead: nameOf(reading, terms.lead),
      contributors: (terms.contributors?.split('|') ?? []).map((code) => ({ code, name: nameOf(reading, code) })),
      deliveryGroup: terms.delivery_group === null ? null : nameOf(reading, terms.delivery_group),
    },
    figures: newestFirst(record.figures.filter((figure) => figure.recorded_at <= asAt.moment)),
    commentaries: commentariesKnown(known),
    actions: actionViews(known),
    milestones: record.milestones,
    commitments: onDay(record.commitments),
    terms: onDay(record.terms)
      .toReversed()
      .map((version) => ({ ...version, leadName: nameOf(reading, version.lead) })),
    decisions: decisionsOn(reading, known),
  };
}

function newestFirst(figures: readonly Figure[]): Figure[] {
  return figures.toSorted((a, b) => b.period - a.period || plainly(b.basis, a.basis) || b.version - a.version);
}

function decisionsOn(reading: Reading, { record, asAt }: KnownTarget): Decision[] {
  const { agreement, measure } = record;
  return reading
    .decisions()
    .filter(
      (decision) =>
        decision.agreement === agreement.code &&
        decision.indicator === measure.row.indicator &&
        (decision.part ?? '') === measure.row.part &&
        decision.date <= asAt.date,
    );
}

/** The bases on which something is counted, each but the judged one assessed beside it (rules.md 1.6). */
function otherBases(known: KnownTarget, period: Period, judged: string): OtherBasis[] {
  const { bases } = known.record;
  const named = new Set([STANDARD_BASIS, ...bases.map((row) => row.basis)]);
  return [...named].flatMap((basis) => {
    const assessment = basis === judged ? null : assess(known, period, basis);
    if (assessment === null) return [];
    const row = bases.find((candidate) => candidate.basis === basis);
    return [{ basis, title: row?.title ?? 'Standard', rule: row?.rule ?? null, assessment }];
  });
}
