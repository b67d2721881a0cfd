import type { Partnership } from '../domain/data-package.ts';
import { quartersUpTo } from '../domain/history.ts';
import { figureKnown, type KnownTarget } from '../domain/known.ts';
import type { IsoDate } from '../domain/moment.ts';
import type { Period } from '../domain/period.ts';
import { lateDays, type ReturnDates } from '../domain/return-dates.ts';
import { dueRows, isAnswered, isFiguresIn, type ScopeRow } from '../domain/return-scope.ts';
import { type ReturnState, returnState } from '../domain/return-state.ts';
import { plainly } from '../domain/target-order.ts';
import type { ReturnEvent } from '../store/returns.ts';
import type { Store } from '../store/store.ts';
import { latestPeriod } from './board.ts';
import { type AsAtChoice, chooseAsAt, type Deps, type Reading, readingOf } from './reading.ts';
import { datesOf, leadDay, targetsByLead } from './return-context.ts';

/** One return on the desk. */
export interface DeskReturn {
  readonly period: Period;
  readonly partnership: string;
  readonly dates: ReturnDates;
  /**
   * Its state; `brought-in` where nobody has returned it here, and every figure that it asks for is in all the same.
   */
  readonly state: ReturnState | 'brought-in';
  /** Figures that are due and not in. */
  readonly missing: number;
  /** Figures of agreed targets that are not in, also where their sources publish them later. */
  readonly unanswered: number;
  /** It is submitted or signed off, or every figure that is due came in otherwise. */
  readonly complete: boolean;
  /** Figures that it asks for. */
  readonly asked: number;
  /** Calendar days since it was due, while it is neither submitted nor complete. */
  readonly daysLate: number;
  /** When it was submitted first, or its last figure came in; null while it did not. */
  readonly completedOn: IsoDate | null;
  /** Whether it was there on its day; null while that is open, or nothing was due by then. */
  readonly onTime: boolean | null;
}

export interface DeskLine {
  readonly partnership: Partnership;
  /** By quarter, as the columns of the desk; null where it has no return. */
  readonly returns: readonly (DeskReturn | null)[];
}

export interface ReturnDesk {
  readonly choice: AsAtChoice;
  /** Ascending. */
  readonly quarters: readonly { readonly period: Period; readonly dates: ReturnDates; readonly onTime: OnTime }[];
  readonly lines: readonly DeskLine[];
  /** Returns that are open and not in, the latest first. */
  readonly toChase: readonly HeldReturn[];
  /** Returns that are submitted and wait for an officer. */
  readonly toCheck: readonly HeldReturn[];
}

export interface HeldReturn extends DeskReturn {
  readonly holder: Partnership;
}

/** How many returns of a quarter were there on their day, of those of which that is known. */
export interface OnTime {
  readonly count: number;
  readonly of: number;
}

const QUARTERS_SHOWN = 8;

/** Where every return of the last quarters stands. */
export function returnDesk(deps: Deps): ReturnDesk {
  const last = latestPeriod(readingOf(deps.store).agreements(), chooseAsAt(deps, null));
  return deskOf(deps, quartersUpTo(last, QUARTERS_SHOWN));
}

/** Where every return of some quarters stands. @param periods ascending */
export function deskOf(deps: Deps, periods: readonly Period[]): ReturnDesk {
  const reading = readingOf(deps.store);
  const choice = chooseAsAt(deps, null);
  const quarters = periods.map((period) => {
    const dates = datesOf(deps, reading, period);
    return { period, dates, targets: leadsOn(reading, choice, leadDay(dates, choice.asAt.date)) };
  });
  const done = doneWith(deps.store, periods[0] ?? 0);
  const lines = partnershipsIn(reading, quarters).flatMap((partnership) => {
    const returns = quarters.map(({ targets, ...quarter }) =>
      deskReturn(choice, { ...quarter, partnership, targets: targets.get(partnership.code) ?? [] }, done),
    );
    return returns.some((each) => each !== null) ? [{ partnership, returns }] : [];
  });
  const all = lines.flatMap(({ partnership: holder, returns }) =>
    returns.flatMap((each) => (each === null ? [] : [{ ...each, holder }])),
  );
  return {
    choice,
    quarters: quarters.map(({ period, dates }, index) => ({
      period,
      dates,
      onTime: onTimeOf(lines.flatMap(({ returns }) => returns[index] ?? [])),
    })),
    lines,
    toChase: all.filter(isToChase).sort(mostUrgentFirst),
    toCheck: all.filter(({ state }) => state === 'submitted').sort(mostUrgentFirst),
  };
}

function mostUrgentFirst(a: HeldReturn, b: HeldReturn): number {
  return b.daysLate - a.daysLate || plainly(a.dates.due, b.dates.due) || plainly(a.holder.name, b.holder.name);
}

/** Open, and not there. */
export function isToChase({ state, complete }: Pick<DeskReturn, 'state' | 'complete'>): boolean {
  return !complete && state !== 'not-open';
}

function onTimeOf(returns: readonly DeskReturn[]): OnTime {
  const known = returns.flatMap(({ onTime }) => (onTime === null ? [] : [onTime]));
  return { count: known.filter((isOnTime) => isOnTime).length, of: known.length };
}

type ByLead = ReadonlyMap<string, readonly KnownTarget[]>;

/** The targets of every agreement by who led them on a day. */
function leadsOn(reading: Reading, choice: AsAtChoice, day: IsoDate): ByLead {
  const byLead = new Map<string, KnownTarget[]>();
  for (const agreement of reading.agreements()) {
    for (const [code, targets] of targetsByLead(reading, choice, agreement, day)) {
      byLead.set(code, [...(byLead.get(code) ?? []), ...targets]);
    }
  }
  return byLead;
}

/** Every partnership that led a target in one of some quarters, by name. */
function partnershipsIn(reading: Reading, quarters: readonly { readonly targets: ByLead }[]): Partnership[] {
  const codes = new Set(quarters.flatMap(({ targets }) => [...targets.keys()]));
  const partnerships = reading.partnerships();
  return [...codes].flatMap((code) => partnerships.get(code) ?? []).sort((a, b) => plainly(a.name, b.name));
}

/** What was done with the returns of the quarters from one on. */
interface Done {
  readonly events: ReadonlyMap<string, readonly ReturnEvent[]>;
  readonly typed: ReadonlySet<string>;
}

const nameOf = ({ period, partnership }: { period: Period; partnership: string }): string => `${period} ${partnership}`;

function doneWith({ returns, returnRows }: Store, from: Period): Done {
  return {
    events: Map.groupBy(returns.listSince(from), nameOf),
    typed: new Set(returnRows.listReturns(from).map(nameOf)),
  };
}

interface Asked {
  readonly period: Period;
  readonly dates: ReturnDates;
  readonly partnership: Partnership;
  readonly targets: readonly KnownTarget[];
}

function deskReturn({ asAt }: AsAtChoice, asked: Asked, done: Done): DeskReturn | null {
  const { period, dates, partnership, targets } = asked;
  const today = asAt.date;
  const scope = dueRows(targets, period, { today, due: dates.due });
  if (scope.length === 0) return null;
  const name = nameOf({ period, partnership: partnership.code });
  const events = done.events.get(name) ?? [];
  const state = returnState(events.at(-1)?.event ?? null, done.typed.has(name), { opens: dates.opens, today });
  const open = scope.filter((row) => row.known.terms.state === 'agreed' && !isAnswered(row.known, row.name));
  const missing = open.filter((row) => row.required).length;
  const isComplete = isIn(state) || (state !== 'sent-back' && isFiguresIn(scope));
  const { due, completedOn } = isComplete ? completionOf(events, scope, dates) : { due: dates.due, completedOn: null };
  return {
    period,
    partnership: partnership.code,
    dates,
    state: isComplete && state === 'open' && isAnyIn(scope) ? 'brought-in' : state,
    missing,
    unanswered: open.length,
    complete: isComplete,
    asked: scope.length,
    daysLate: isComplete || state === 'not-open' ? 0 : lateDays(dates.due, today),
    completedOn,
    onTime: missing === 0 && completedOn === null ? null : onTimeBy(due, today, completedOn),
  };
}

function isIn(state: ReturnState): boolean {
  return state === 'submitted' || state === 'signed-off';
}

/** Null while its day has not passed and it is not there. */
function onTimeBy(due: IsoDate, today: IsoDate, completedOn: IsoDate | null): boolean | null {
  if (completedOn !== null) return completedOn <= due;
  return today <= due ? null : false;
}

function isAnyIn(scope: readonly ScopeRow[]): boolean {
  return scope.some((row) => isAnswered(row.known, row.name));
}

/** When a return was there, and when it was due by the calendar of that time. */
function completionOf(events: readonly ReturnEvent[], scope: readonly ScopeRow[], dates: ReturnDates) {
  const submitted = events.find(({ event }) => event === 'submitted');
  if (submitted !== undefined) return { due: submitted.due, completedOn: submitted.at.slice(0, 10) };
  return { due: dates.due, completedOn: lastFigureOn(scope, dates.due) };
}

/**
 * When the last of a return's figures came in first, those left out that their sources publish later than it is due;
 * null where none is in.
 */
function lastFigureOn(scope: readonly ScopeRow[], due: IsoDate): IsoDate | null {
  const inTime = scope.filter(({ dueOn }) => dueOn <= due);
  const days = inTime.flatMap((row) => firstRecorded(row) ?? []).sort();
  return days.at(-1) ?? null;
}

/** When the first version of a figure came in; null where none is known. */
function firstRecorded({ known, name }: ScopeRow): IsoDate | null {
  if (figureKnown(known, name.basis, name.quarter) === null) return null;
  const versions = known.record.figures.filter(({ basis, period }) => basis === name.basis && period === name.quarter);
  return versions.map((figure) => figure.recorded_at.slice(0, 10)).sort()[0] ?? null;
}
