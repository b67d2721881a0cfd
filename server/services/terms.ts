import type { Author } from '../domain/account.ts';
import type { Agreement, Commitment, Indicator, PackageRows, Partnership } from '../domain/data-package.ts';
import { Conflict, Invalid, type Problem } from '../domain/errors.ts';
import { judgedBasis, type KnownTarget, STANDARD_BASIS } from '../domain/known.ts';
import { checkPackage } from '../domain/package-check.ts';
import type { IncomingRows } from '../domain/package-rows.ts';
import type { Year } from '../domain/period.ts';
import {
  EMPTY_ENTRY,
  labelOf,
  readTargetEntry,
  type TargetContext,
  type TargetEntry,
  type TargetReading,
  targetFieldOf,
} from '../domain/target-entry.ts';
import { differencesOf, entryOf, suppressionText } from '../domain/target-entry-held.ts';
import { plainly } from '../domain/target-order.ts';
import type { NationalIndicator } from '../store/national-indicators.ts';
import type { Store } from '../store/store.ts';
import { chooseAsAt, type Deps, findAgreement, type Reading, readingOf } from './reading.ts';
import { findKnown, type TargetName } from './targets.ts';

/** What the form to set up a target offers to choose from. */
export interface TargetChoices {
  readonly agreements: readonly Agreement[];
  readonly catalogue: readonly NationalIndicator[];
}

export function targetChoices({ store }: Deps): TargetChoices {
  return { agreements: readingOf(store).agreements(), catalogue: store.catalogue.list() };
}

/** A target that is being set up or changed. */
export interface TargetDraft {
  readonly agreement: Agreement;
  /** In the record already: its definition is not changed here. */
  readonly indicator: Indicator | null;
  /** What the catalogue says of a National Indicator. */
  readonly national: NationalIndicator | null;
  /** Null for a new target. */
  readonly known: KnownTarget | null;
  readonly entry: TargetEntry;
  /** The version of the terms that the person sees; 0 for a new target. */
  readonly seen: number;
  readonly basis: string;
  readonly partnerships: readonly Partnership[];
}

/**
 * A new target, filled in from the record or the catalogue as far as that goes; the polarity never is.
 * @throws NotFound for an unknown agreement
 */
export function newTarget(deps: Deps, agreementCode: string, code: string, part: string): TargetDraft {
  const reading = readingOf(deps.store);
  const agreement = findAgreement(reading, agreementCode);
  const indicator = findIndicator(deps.store, code, part);
  const national = deps.store.catalogue.find(code);
  const entry: TargetEntry = {
    ...EMPTY_ENTRY,
    indicator: code,
    part,
    title: national?.title ?? '',
    unit: national?.unit ?? '',
    suppress_under: suppressionText(suppressedUnder(deps.store, { indicator: code, part })),
  };
  return { agreement, indicator, national, known: null, entry, seen: 0, basis: STANDARD_BASIS, ...choices(reading) };
}

/** @throws NotFound */
export function draftOf(deps: Deps, name: TargetName): TargetDraft {
  const reading = readingOf(deps.store);
  const agreement = findAgreement(reading, name.agreement);
  const known = findKnown(reading, agreement, chooseAsAt(deps, null), name);
  const indicator = known.record.measure.row;
  const basis = judgedBasis(known, agreement.last_year);
  const under = suppressedUnder(deps.store, indicator);
  const entry = entryOf(agreement, known.terms, indicator, known.books.get(basis) ?? null, under);
  return { agreement, indicator, national: null, known, entry, seen: known.terms.version, basis, ...choices(reading) };
}

/** Below how many cases figures of a measure are kept from the public; 0 where they are not. */
function suppressedUnder({ rows }: Store, { indicator, part }: Pick<Indicator, 'indicator' | 'part'>): number {
  return rows.suppressions.find({ indicator, part })?.under ?? 0;
}

function choices(reading: Reading): Pick<TargetDraft, 'partnerships'> {
  return { partnerships: [...reading.partnerships().values()].sort((a, b) => plainly(a.name, b.name)) };
}

function findIndicator({ rows }: Store, code: string, part: string): Indicator | null {
  return rows.indicators.list().find((row) => row.indicator === code && row.part === part) ?? null;
}

/**
 * Stores what was typed as the next version of a target's terms, with new versions of the commitments that differ,
 * in one transaction and under the same checks as an import.
 * @throws Invalid that lists every problem at its field
 * @throws Conflict where the target was changed after the person looked
 */
export function saveTarget(deps: Deps, author: Author, draft: TargetDraft, entry: TargetEntry, seen: number): void {
  const { store } = deps;
  store.write(author, () => {
    if (draft.known !== null && draft.seen !== seen) {
      throw new Conflict('This target was changed after you looked, so yours was not saved.');
    }
    const { rows, suppressUnder, problems } = readTargetEntry(entry, contextOf(deps, draft, entry));
    const all = [...problems, ...alreadyThere(store, draft, entry), ...checked(store, rows)];
    if (all.length > 0) throw new Invalid(withoutRepeats(all));
    keep(store, rows, suppressUnder);
    store.state.setRecordedAt(deps.now());
  });
}

function keep(store: Store, { indicators, targets, commitments }: TargetReading['rows'], suppressUnder: number): void {
  for (const { row } of indicators) store.rows.indicators.insert(row);
  for (const { row } of targets) store.rows.targets.insert(row);
  for (const { row } of commitments) store.rows.commitments.insert(row);
  for (const { row } of targets) keepSuppression(store, row, suppressUnder);
}

/** It belongs to the measure, and so to every target of it. */
function keepSuppression(
  { rows }: Store,
  { indicator, part }: Pick<Indicator, 'indicator' | 'part'>,
  under: number,
): void {
  const held = rows.suppressions.find({ indicator, part });
  if (held === null && under > 0) rows.suppressions.insert({ indicator, part, under, source: null });
  if (held !== null && held.under !== under) rows.suppressions.replace({ ...held, under });
}

function contextOf({ store, now }: Deps, draft: TargetDraft, entry: TargetEntry): TargetContext {
  const { agreement, indicator, known, basis } = draft;
  const name = indicator ?? { indicator: entry.indicator, part: entry.part };
  const key = { agreement: agreement.code, indicator: name.indicator, part: name.part };
  return {
    agreement,
    indicator,
    terms: known?.terms ?? null,
    book: known?.books.get(basis) ?? null,
    basis,
    today: now().slice(0, 10),
    nextTermsVersion: (store.versions.targets.findLatest(key)?.version ?? 0) + 1,
    nextVersion: (item: Commitment['item'], period: Year) =>
      (store.versions.commitments.findLatest({ ...key, basis, item, period })?.version ?? 0) + 1,
  };
}

/** Where what was typed is another than what the record holds now: what to show to whoever came second. */
export function differences({ entry: held, partnerships }: TargetDraft, entry: TargetEntry): Problem[] {
  const names = new Map(partnerships.map(({ code, name }) => [code, name]));
  return differencesOf(entry, held, (code) => names.get(code) ?? code);
}

/** A new target must not be there yet, and a local indicator's code must be free. */
function alreadyThere(
  { versions }: Store,
  { agreement, indicator, known }: TargetDraft,
  entry: TargetEntry,
): Problem[] {
  if (known !== null) return [];
  const name = indicator ?? { indicator: entry.indicator, part: entry.part };
  const held = versions.targets.findLatest({ agreement: agreement.code, indicator: name.indicator, part: name.part });
  if (held === null) return [];
  return [{ field: 'indicator', message: `${agreement.title} has this target already; change it on its own page.` }];
}

/** The checks of an import, with what the record holds that they look at; figures and what is said play no part. */
function checked({ rows }: Store, entered: Pick<IncomingRows, 'indicators' | 'targets' | 'commitments'>): Problem[] {
  const none = {
    bases: [],
    milestones: [],
    figures: [],
    commentaries: [],
    actions: [],
    meetings: [],
    decisions: [],
    updates: [],
    instalments: [],
    cancellations: [],
    suppressions: [],
  };
  const incoming: IncomingRows = { agreements: [], partnerships: [], ...none, ...entered };
  const record: PackageRows = {
    ...none,
    agreements: rows.agreements.list(),
    partnerships: rows.partnerships.list(),
    indicators: rows.indicators.list(),
    bases: rows.bases.list(),
    targets: rows.targets.list(),
    commitments: rows.commitments.list(),
  };
  const { problems } = checkPackage(incoming, record);
  return problems.map(({ file, line, column, message }) => ({
    field: file === 'commitments.csv' ? commitmentField(entered, line, column) : column,
    message: `${labelOf(column)}: ${message}.`,
  }));
}

/** A problem of a commitment's value stands at the amount that was typed. */
function commitmentField({ commitments }: Pick<IncomingRows, 'commitments'>, line: number, column: string): string {
  const row = commitments.find((read) => read.line === line)?.row;
  if (row === undefined || column !== 'value') return column;
  return row.item === 'target' ? targetFieldOf(row.period) : row.item;
}

function withoutRepeats(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ field }, index) => problems.findIndex((other) => other.field === field) === index);
}
