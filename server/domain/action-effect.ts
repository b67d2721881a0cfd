import type { Action, Figure } from './data-package.ts';
import { judgedBasis, type KnownTarget } from './known.ts';
import type { IsoDate } from './moment.ts';
import { actionsKnown } from './narrative.ts';
import { lastPeriodEndedBefore, periodEnd, yearOf } from './period.ts';
import type { Quantity } from './quantity.ts';

/** How the figure has moved since an action took effect; that it moved it nobody can say from this alone. */
export interface ObservedEffect {
  /** The last figure of a quarter that had ended when the action took effect. */
  readonly from: Figure;
  /** That of the quarter in which the effect should show, or else the latest there is. */
  readonly to: Figure;
  /** In the unit of the figure; of a flow the figures of single quarters are compared. */
  readonly change: Quantity;
}

/**
 * What was observed of an action; null before there is a figure of a quarter that ended after it took effect, and of
 * one that is only planned, or was dropped.
 * @param first the first version of the action, which says when it was begun
 */
export function observedEffect(known: KnownTarget, action: Action, first: Action): ObservedEffect | null {
  if (action.state === 'planned' || action.state === 'dropped') return null;
  const figures = figuresOf(known, action);
  const since = tookEffect(action, first);
  const from = figures.findLast(({ period }) => periodEnd(period) < since);
  const by = action.expected_by;
  const due = by === null ? undefined : figures.find(({ period }) => period === by);
  const to = due ?? (by === null ? figures.at(-1) : figures.findLast(({ period }) => period < by));
  if (from === undefined || to === undefined || to.period <= from.period) return null;
  return { from, to, change: (to.value ?? 0) - (from.value ?? 0) };
}

/** What is done took effect on its day, where it has one after it was begun; what goes on, from when it was begun. */
function tookEffect({ state, due }: Action, { recorded_on: begun }: Action): IsoDate {
  return state === 'done' && due !== null && due > begun ? due : begun;
}

/** Figures with a value on the counting rule of the quarter in question, ascending. */
function figuresOf(known: KnownTarget, { expected_by: by, recorded_on: on }: Action): Figure[] {
  const year = yearOf(by ?? lastPeriodEndedBefore(on) + 1);
  const figures = known.figures.get(judgedBasis(known, year)) ?? new Map<number, Figure>();
  return [...figures.values()].filter(({ value }) => value !== null).sort((a, b) => a.period - b.period);
}

/** An action as it stands, with how the figure has moved since it was begun. */
export interface ActionView {
  readonly action: Action;
  readonly observed: ObservedEffect | null;
}

/** What is being done about a target, in the order in which it was begun. */
export function actionViews(known: KnownTarget): ActionView[] {
  return actionsKnown(known).map((action) => {
    const first = known.record.actions.find((row) => row.action === action.action) ?? action;
    return { action, observed: observedEffect(known, action, first) };
  });
}
