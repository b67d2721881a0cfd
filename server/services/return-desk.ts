import type { Partnership } from '../domain/data-package.ts';
import { figureKnown, type KnownTarget } from '../domain/known.ts';
import type { IsoDate } from '../domain/moment.ts';
import type { Period } from '../domain/period.ts';
import { lateDays, type ReturnDates } from '../domain/return-dates.ts';
import { dueRows, isAnswered, type ScopeRow } from '../domain/return-scope.ts';
import { type ReturnState, returnState } from '../domain/return-state.ts';
import { plainly } from '../domain/target-order.ts';
import type { ReturnEvent } from '../store/returns.ts';
import type { Store } from '../store/store.ts';
import { latestPeriod } from './board.ts';
import { type AsAtChoice, chooseAsAt, type Deps, type Reading, readingOf } from './reading.ts';
import { datesOf, targetsByLead } from './return-context.ts';

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
  readonly toChase: readonly (DeskReturn & { readonly holder: Partnership })[];
}

/** How many returns of a quarter were there on their day, of those of which that is known. */
export interface OnTime {
  readonly count: number;
  readonly of: number;
}

const QUARTERS_SHOWN = 8;

/** Where every return of the last quarters stands. */
export function returnDesk(deps: Deps): ReturnDesk {
  const reading = readingOf(deps.store);
  const choice = chooseAsAt(deps, null);
  const last = latestPeriod(reading.agreements(), choice);
  const quarters = Array.from({ length: QUARTERS_SHOWN }, (_, index) => {
    const period = last - QUARTERS_SHOWN + 1 + index;
    return { period, dates: datesOf(deps, reading, period) };
  });
  const done = doneWith(deps.store, last - QUARTERS_SHOWN + 1);
  const all = leads(reading, choice);
  const lines = all.flatMap(({ partnership, targets }) => {
    const returns = quarters.map((quarter) => deskReturn(choice, { ...quarter, partnership, targets }, done));
    return returns.some((each) => each !== null) ? [{ partnership, returns }] : [];
  });
  return {
    choice,
    quarters: quarters.map((quarter, index) => ({
      ...quarter,
      onTime: onTimeOf(lines.flatMap(({ returns }) => returns[index] ?? [])),
    })),
    lines,
    toChase: lines
      .flatMap(({ partnership, returns }) =>
        returns.flatMap((each) => (each !== null && isToChase(each) ? [{ ...each, holder: partnership }] : [])),
      )
      .sort(
        (a, b) => b.daysLate - a.daysLate || plainly(a.dates.due, b.dates.due) || plainly(a.holder.name, b.holder.name),
      ),
  };
}

/** Open, and not there. */
export function isToChase({ state, complete }: Pick<DeskReturn, 'state' | 'complete'>): boolean {
  return !complete && state !== 'not-open';
}

function onTimeOf(returns: readonly DeskReturn[]): OnTime {
  const known = returns.flatMap(({ onTime }) => (onTime === null ? [] : [onTime]));
  return { count: known.filter((isOnTime) => isOnTime).length, of: known.length };
}

/** Every partnership that leads a target, by name, with its targets. */
function leads(reading: Reading, choice: AsAtChoice): { partnership: Partnership; targets: KnownTarget[] }[] {
  const byLead = new Map<string, KnownTarget[]>();
  for (const agreement of reading.agreements()) {
    for (const [code, targets] of targetsByLead(reading, choice, agreement)) {
      byLead.set(code, [...(byLead.get(code) ?? []), ...targets]);
    }
  }
  const partnerships = reading.partnerships();
  return [...byLead]
    .flatMap(([code, targets]) => {
      const partnership = partnerships.get(code);
      return partnership === undefined ? [] : [{ partnership, targets }];
    })
    .sort((a, b) => plainly(a.partnership.name, b.partnership.name));
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
  const scope = dueRows(targets, period, today);
  if (scope.length === 0) return null;
  const name = nameOf({ period, partnership: partnership.code });
  const events = done.events.get(name) ?? [];
  const state = returnState(events.at(-1)?.event ?? null, done.typed.has(name), { opens: dates.opens, today });
  const open = scope.filter((row) => row.known.terms.state === 'agreed' && !isAnswered(row.known, row.name));
  const missing = open.filter((row) => row.required).length;
  const isComplete = isIn(state) || (state !== 'sent-back' && missing === 0 && isAnyIn(scope));
  const completedOn = isComplete ? completionOf(events, scope, dates.due) : null;
  return {
    period,
    partnership: partnership.code,
    dates,
    state: isComplete && state === 'open' ? 'brought-in' : state,
    missing,
    unanswered: open.length,
    complete: isComplete,
    asked: scope.length,
    daysLate: isComplete || state === 'not-open' ? 0 : lateDays(dates.due, today),
    completedOn,
    onTime: onTimeBy(dates.due, today, completedOn),
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

/**
 * When it was submitted first; without that, when the last of its figures came in first, those left out that their
 * sources publish later than the return is due.
 */
function completionOf(events: readonly ReturnEvent[], scope: readonly ScopeRow[], due: IsoDate): IsoDate | null {
  const submitted = events.find(({ event }) => event === 'submitted');
  if (submitted !== undefined) return submitted.at.slice(0, 10);
  const inTime = scope.filter(({ dueOn }) => dueOn <= due);
  const days = (inTime.length > 0 ? inTime : scope).flatMap((row) => firstRecorded(row) ?? []).sort();
  return days.at(-1) ?? null;
}

/** When the first version of a figure came in; null where none is known. */
function firstRecorded({ known, name }: ScopeRow): IsoDate | null {
  if (figureKnown(known, name.basis, name.quarter) === null) return null;
  const versions = known.record.figures.filter(({ basis, period }) => basis === name.basis && period === name.quarter);
  return versions.map((figure) => figure.recorded_at.slice(0, 10)).sort()[0] ?? null;
}
