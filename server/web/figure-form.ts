import type { Problem } from '../domain/errors.ts';
import type { FigureEntry } from '../domain/figure-entry.ts';
import { bringsFigure, type Measure } from '../domain/indicator.ts';
import { firstPeriod, hasBasis, type KnownTarget, lastPeriod, STANDARD_BASIS } from '../domain/known.ts';
import { lastPeriodEndedBefore, type Period, periodAddress } from '../domain/period.ts';
import { targetAddress } from '../domain/target-order.ts';
import type { FigureCheck } from '../services/figures.ts';

/** The form to record a figure, as it stands on the page. */
export interface FigureForm {
  readonly action: string;
  readonly measure: Measure;
  readonly bases: readonly { readonly basis: string; readonly title: string }[];
  /** Quarters that have ended and bring a figure, newest first. */
  readonly periods: readonly Period[];
  readonly entry: FigureEntry;
  readonly problems: readonly Problem[];
}

/** What would be saved, with what it would do, to be confirmed. */
export interface FigureCheckPage {
  readonly known: KnownTarget;
  readonly check: FigureCheck;
  readonly form: FigureForm;
  /** Why it was not saved; null where nothing stands against it. */
  readonly conflict: string | null;
}

export function figureAddress({ record }: KnownTarget): string {
  return targetAddress(record.agreement.code, record.measure.row).replace(/^\/targets/, '/figures');
}

const EMPTY: FigureEntry = {
  period: '',
  basis: '',
  value: '',
  numerator: '',
  denominator: '',
  status: '',
  missing_reason: '',
  note: '',
  commentary: '',
};

/** An empty form for the quarter that a page shows. */
export function emptyEntry(period: Period, basis: string): FigureEntry {
  return { ...EMPTY, period: periodAddress(period), basis };
}

export function figureForm(known: KnownTarget, entry: FigureEntry, problems: readonly Problem[]): FigureForm {
  const { measure, bases } = known.record;
  const named = new Map([
    [STANDARD_BASIS, 'Standard'],
    ...bases.map((row): [string, string] => [row.basis, row.title]),
  ]);
  return {
    action: figureAddress(known),
    measure,
    bases: [...named].flatMap(([basis, title]) => (hasBasis(known.record, basis) ? [{ basis, title }] : [])),
    periods: figurePeriods(known),
    entry,
    problems,
  };
}

function figurePeriods({ record: { agreement, measure }, asAt }: KnownTarget): Period[] {
  const last = Math.min(lastPeriod(agreement), lastPeriodEndedBefore(asAt.date));
  const periods: Period[] = [];
  for (let period = last; period >= firstPeriod(agreement); period -= 1) {
    if (bringsFigure(measure, period)) periods.push(period);
  }
  return periods;
}
