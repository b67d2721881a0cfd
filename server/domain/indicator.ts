import type { Indicator } from './data-package.ts';
import { addDays, type IsoDate } from './moment.ts';
import { type Period, periodEnd, periodOf, quarterOf, type Year, yearOf } from './period.ts';

/** An indicator with what the rules ask of it worked out once. */
export interface Measure {
  readonly row: Indicator;
  /** Quarters of a year that bring a figure, ascending. */
  readonly quarters: readonly number[];
  /** Due in each quarter of every year. */
  readonly everyQuarter: boolean;
  /** +1 higher is better, −1 lower is better. */
  readonly direction: 1 | -1;
}

export function measureOf(row: Indicator): Measure {
  const quarters = [...new Set(row.due_quarters.split('|').map(Number))].sort((a, b) => a - b);
  return {
    row,
    quarters,
    everyQuarter: quarters.length === 4 && row.every_years === 1,
    direction: row.polarity === 'higher' ? 1 : -1,
  };
}

/** Whether the indicator brings a figure for a period (rules.md 3.2). */
export function bringsFigure(measure: Measure, period: Period): boolean {
  return measure.quarters.includes(quarterOf(period)) && isSurveyYear(measure.row, yearOf(period));
}

function isSurveyYear(row: Indicator, year: Year): boolean {
  return row.every_years === 1 || row.survey_year === null || (year - row.survey_year) % row.every_years === 0;
}

/** The quarter that stands for the end of a year: the last that brings a figure (rules.md 1.7). */
export function yearEnd(measure: Measure, year: Year): Period {
  return periodOf(year, measure.quarters.at(-1) ?? 4);
}

/** The latest quarter before `period` that brings a figure; null where none does in the ten years before. */
export function figureQuarterBefore(measure: Measure, period: Period): Period | null {
  for (let earlier = period - 1; earlier >= period - 40; earlier -= 1) {
    if (bringsFigure(measure, earlier)) return earlier;
  }
  return null;
}

/** The last day on which the figure of a period is not late: its end plus the lag of its source (rules.md 3.3). */
export function dueDate(measure: Measure, period: Period): IsoDate {
  return addDays(periodEnd(period), measure.row.lag_days ?? 0);
}
