import type { FigureEntry } from '../../server/domain/figure-entry.ts';
import { firstPeriod, knownTarget, lastPeriod, type TargetRecord } from '../../server/domain/known.ts';
import { type AsAt, endOfDay } from '../../server/domain/moment.ts';
import { lastPeriodEndedBefore, type Period, periodAddress } from '../../server/domain/period.ts';
import type { Store } from '../../server/store/store.ts';

/** A place for a figure: a target and a quarter, with the versions that are there. */
export interface Slot {
  readonly agreement: string;
  readonly indicator: string;
  readonly part: string;
  readonly period: Period;
  /** The version that a person sees, 0 for none. */
  seen: number;
  /** The versions that the next figure and the next commentary take. */
  nextFigure: number;
  nextCommentary: number;
}

/** Every quarter of an agreement that has ended by a day, of every target that brings a figure each quarter. */
export function slotsOf(store: Store, code: string, today: string): Slot[] {
  const agreement = store.rows.agreements.list().find((row) => row.code === code);
  if (agreement === undefined) throw new Error(`there is no agreement ${code}`);
  const last = Math.min(lastPeriod(agreement), lastPeriodEndedBefore(today));
  const periods = Array.from({ length: last - firstPeriod(agreement) + 1 }, (_, index) => last - index);
  const records = store.targets.list(agreement).filter(({ measure }) => measure.everyQuarter);
  return periods.flatMap((period) => records.flatMap((record) => slotOf(store, record, period, endOfDay(today)) ?? []));
}

function slotOf(store: Store, record: TargetRecord, period: Period, asAt: AsAt): Slot | null {
  const known = knownTarget(record, asAt);
  if (known === null) return null;
  const { indicator, part } = record.measure.row;
  const name = { agreement: record.agreement.code, indicator, part, period };
  return {
    ...name,
    seen: known.figures.get('standard')?.get(period)?.version ?? 0,
    nextFigure: 1 + (store.versions.figures.findLatest({ indicator, part, basis: 'standard', period })?.version ?? 0),
    nextCommentary: 1 + (store.versions.commentaries.findLatest(name)?.version ?? 0),
  };
}

/** What a person types to record it. */
export function entryFor({ period }: Slot): FigureEntry {
  return {
    period: periodAddress(period),
    basis: 'standard',
    value: '50',
    numerator: '',
    denominator: '',
    status: 'final',
    missing_reason: '',
    note: 'The publisher has corrected the figure',
    commentary: 'The corrected figure changes little; work goes on as planned.',
  };
}

/** Notes that a figure with its commentary is saved. */
export function advance(slot: Slot): void {
  slot.seen = slot.nextFigure;
  slot.nextFigure += 1;
  slot.nextCommentary += 1;
}
