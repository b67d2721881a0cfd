import type {
  Agreement,
  Cancellation,
  Decision,
  Instalment,
  Meeting,
  Partnership,
  Update,
} from '../domain/data-package.ts';
import { invalid, NotFound } from '../domain/errors.ts';
import type { TargetRecord } from '../domain/known.ts';
import { type AsAt, asAtMoment, endOfDay, type IsoMoment, parseDate } from '../domain/moment.ts';
import { codeAddress } from '../domain/target-order.ts';
import { dateWords } from '../domain/wording.ts';
import { isBusy } from '../store/database.ts';
import type { Store } from '../store/store.ts';

/** Whether something failed because something else was writing to the record for too long. */
export const isBusyRecord = isBusy;

/** What every service is given: the record and its clock. */
export interface Deps {
  readonly store: Store;
  readonly now: () => IsoMoment;
}

/**
 * The record at one revision. Rows are loaded when first asked for; what is worked out from them is kept beside
 * them, and all of it is dropped together when the record moves on.
 */
export interface Reading {
  readonly revision: number;
  agreements(): readonly Agreement[];
  partnerships(): ReadonlyMap<string, Partnership>;
  targets(agreement: Agreement): readonly TargetRecord[];
  meetings(): readonly Meeting[];
  decisions(): readonly Decision[];
  updates(): readonly Update[];
  instalments(): readonly Instalment[];
  cancellations(): readonly Cancellation[];
  /** What `make` gives, kept under a key until the record moves on: for rows, and for what finds them. */
  hold<T>(key: string, make: () => T): T;
  /** The same for what is worked out from rows, of which only the newest results are kept. */
  remember<T>(key: string, make: () => T): T;
}

/** How many results are kept; the oldest goes first, so that walking through dates cannot fill the memory. */
const KEPT = 2000;

const readings = new WeakMap<Store, Reading>();

/** The record as it stands now, from memory where it has not changed since the last call. */
export function readingOf(store: Store): Reading {
  const held = readings.get(store);
  const revision = store.state.revision();
  if (held?.revision === revision) return held;
  const reading = newReading(store, revision);
  readings.set(store, reading);
  return reading;
}

/** A reading of one's own, which nobody keeps: for what walks through all of a large record once. */
export function passingReading(store: Store): Reading {
  return newReading(store, store.state.revision());
}

function newReading(store: Store, revision: number): Reading {
  // Results point to rows and are compared with them by identity, so rows stay as long as any result may.
  const hold = memoryOf(Number.POSITIVE_INFINITY);
  const { rows, targets } = store;
  return {
    revision,
    hold,
    remember: memoryOf(KEPT),
    agreements: () => hold('agreements', () => rows.agreements.list().sort(byYears)),
    partnerships: () =>
      hold(
        'partnerships',
        () => new Map(rows.partnerships.list().map((partnership) => [partnership.code, partnership])),
      ),
    targets: (agreement) => hold(`targets ${agreement.code}`, () => store.read(() => targets.list(agreement))),
    meetings: () => hold('meetings', () => rows.meetings.list()),
    decisions: () => hold('decisions', () => rows.decisions.list()),
    updates: () => hold('updates', () => rows.updates.list()),
    instalments: () => hold('instalments', () => rows.instalments.list()),
    cancellations: () => hold('cancellations', () => rows.cancellations.list()),
  };
}

/** Keeps so many results by key; the oldest goes first. */
function memoryOf(limit: number): Reading['remember'] {
  const kept = new Map<string, unknown>();
  return <T>(key: string, make: () => T): T => {
    if (kept.has(key)) return kept.get(key) as T;
    const made = make();
    kept.set(key, made);
    if (kept.size > limit) kept.delete(kept.keys().next().value as string);
    return made;
  };
}

function byYears(a: Agreement, b: Agreement): number {
  return a.first_year - b.first_year || a.last_year - b.last_year;
}

/** The as-at moment of a page: what was asked for, or now. */
export interface AsAtChoice {
  readonly asAt: AsAt;
  /** The date that was asked for; null for now. */
  readonly chosen: string | null;
  /** Two choices with the same key show the same record. */
  readonly key: string;
}

/**
 * @param given a date, or null for now
 * @throws Invalid where it is no date or is after today (contract.md)
 */
export function chooseAsAt({ store, now }: Deps, given: string | null): AsAtChoice {
  const moment = now();
  if (given === null) {
    return choiceOfNow(store, moment);
  }
  const date = parseDate(given);
  if (date === null) throw invalid('as_at', 'The as-at date must be a day such as 2008-11-19.');
  if (date > moment.slice(0, 10)) {
    throw invalid(
      'as_at',
      `The as-at date must not be after today: choose a day up to ${dateWords(moment.slice(0, 10))}.`,
    );
  }
  return { asAt: endOfDay(date), chosen: date, key: date };
}

const choicesOfNow = new WeakMap<Reading, AsAtChoice>();

/** Within a second, the clock's step, now stays the same choice: what was recorded by then is asked for once. */
function choiceOfNow(store: Store, moment: IsoMoment): AsAtChoice {
  const reading = readings.get(store);
  const held = reading && choicesOfNow.get(reading);
  if (held?.asAt.moment === moment) return held;
  const asAt = asAtMoment(moment);
  const choice = { asAt, chosen: null, key: `${asAt.date} ${store.state.latestRecordedBy(moment)}` };
  if (reading !== undefined) choicesOfNow.set(reading, choice);
  return choice;
}

/**
 * An agreement by its code or its form in an address.
 * @throws NotFound
 */
export function findAgreement(reading: Reading, code: string): Agreement {
  const agreements = reading.agreements();
  const byAddress = reading.hold('agreements by address', () =>
    Map.groupBy(agreements, (row) => codeAddress(row.code)),
  );
  return byAddress.get(codeAddress(code))?.[0] ?? noSuchAgreement(code);
}

export function noSuchAgreement(code: string): never {
  throw new NotFound(`There is no agreement ${code}.`);
}
