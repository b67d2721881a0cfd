import { type Assessment, stretchOf } from './assessment.ts';
import { cancellationOf } from './cancellation.ts';
import { latestBaseline } from './known.ts';
import { type AheadLight, LIGHT_SIGNS, type Light } from './light.ts';
import { daysBetween } from './moment.ts';
import { periodEnd, periodText, yearOf } from './period.ts';
import { provenanceOf } from './provenance.ts';
import { fractionNumber, type Quantity, quantityNumber } from './quantity.ts';
import { rewardOf, toThePenny } from './reward.ts';
import type { ReportTarget } from './risk-report.ts';
import type { ChosenColumn } from './risk-summary.ts';
import { runRateOf } from './run-rate.ts';
import { actionsWords, reasonOf } from './sentence.ts';
import { plannedTarget } from './tolerance.ts';
import type { ColumnLook, NumberFormat, SheetCell } from './workbook.ts';

/** A column of the risk summary as a workbook. */
export interface RiskColumn {
  readonly head: string;
  /** With which column of the risk summary it is chosen; null where it names the target, and is always there. */
  readonly of: ChosenColumn | null;
  /** Heads that its formula reads, beside those that are chosen with it. */
  readonly needs?: readonly string[];
  /** In characters. */
  readonly width: number;
  readonly look: ColumnLook;
  /** What it says, for the sheet of method. */
  readonly says: string;
  /** @param at the address of another cell of the row, by its head */
  cell(target: ReportTarget, at: (head: string) => string): SheetCell;
}

/** Those that are chosen, those that name the target, and what the formulas among them read. */
export function riskColumns(chosen: readonly ChosenColumn[] | null): readonly RiskColumn[] {
  if (chosen === null) return COLUMNS;
  const own = COLUMNS.filter(({ of }) => of === null || chosen.includes(of));
  const needed = new Set(own.flatMap(({ needs }) => needs ?? []));
  return COLUMNS.filter((column) => own.includes(column) || needed.has(column.head));
}

function rowOf({ assessment }: ReportTarget) {
  return assessment.known.record.measure.row;
}

export function words(text: string | null): SheetCell {
  return text === null || text === '' ? null : { kind: 'text', text };
}

function lightCell(light: Light | AheadLight | null): SheetCell {
  return words(light === null ? null : LIGHT_SIGNS[light].word);
}

function number(value: number | null | undefined, format: NumberFormat): SheetCell {
  return value == null ? null : { kind: 'number', value, format };
}

function value(quantity: Quantity | null | undefined, target: ReportTarget): SheetCell {
  return number(quantity == null ? null : quantityNumber(quantity), rowOf(target).decimals);
}

function judgedOf({ assessment }: ReportTarget): Assessment['judgement']['judged'] {
  return assessment.judgement.judged;
}

/** Decimals enough to see a number that is not rounded. */
const FINE = 4;

const COLUMNS: readonly RiskColumn[] = [
  {
    head: 'Agreement',
    of: null,
    width: 11,
    look: 'words',
    says: 'Its code',
    cell: ({ assessment }) => words(assessment.known.record.agreement.code),
  },
  {
    head: 'Indicator',
    of: null,
    width: 12,
    look: 'words',
    says: 'Its number or code',
    cell: (target) => words(rowOf(target).indicator),
  },
  {
    head: 'Part',
    of: null,
    width: 6,
    look: 'words',
    says: 'Where an indicator has several measures',
    cell: (target) => words(rowOf(target).part),
  },
  {
    head: 'Title',
    of: null,
    width: 44,
    look: 'sentences',
    says: 'What is measured',
    cell: (target) => words(rowOf(target).title),
  },
  {
    head: 'Led by',
    of: 'lead',
    width: 34,
    look: 'sentences',
    says: 'The partnership that leads it',
    cell: ({ lead }) => words(lead),
  },
  {
    head: 'Unit',
    of: 'unit',
    width: 14,
    look: 'sentences',
    says: 'Of the figures',
    cell: (target) => words(rowOf(target).unit),
  },
  {
    head: 'Better',
    of: 'polarity',
    width: 8,
    look: 'words',
    says: 'Which way is better: higher or lower',
    cell: (target) => words(rowOf(target).polarity),
  },
  {
    head: 'Colour',
    of: 'overall',
    width: 12,
    look: 'lights',
    says: 'The worse of the light now and that of the year’s end',
    cell: ({ assessment }) => lightCell(assessment.overall),
  },
  {
    head: 'Now',
    of: 'now',
    width: 12,
    look: 'lights',
    says: 'The last figure against what was expected by then',
    cell: ({ assessment }) => lightCell(assessment.now),
  },
  {
    head: 'Year end',
    of: 'year_end',
    width: 12,
    look: 'lights',
    says: 'The forecast against the year’s target',
    cell: ({ assessment }) => lightCell(assessment.yearEnd?.light ?? 'no-forecast'),
  },
  {
    head: 'The lead says',
    of: 'own_view',
    width: 12,
    look: 'lights',
    says: 'The lead’s own view of the year’s end',
    cell: ({ assessment }) => lightCell(assessment.ownView),
  },
  {
    head: 'Figure of',
    of: 'figure_period',
    width: 12,
    look: 'words',
    says: 'The quarter of the last figure',
    cell: ({ assessment: { judgement } }) => words(judgement.figure && periodText(judgement.figure.period)),
  },
  {
    head: 'Status',
    of: 'status',
    width: 12,
    look: 'words',
    says: 'Provisional or final',
    cell: ({ assessment: { judgement } }) =>
      words(judgement.yearToDate?.provisional ? 'provisional' : (judgement.figure?.status ?? null)),
  },
  {
    head: 'Actual',
    of: 'actual',
    width: 12,
    look: 'numbers',
    says: 'The figure; of a count in a year the year to date',
    cell: (target) => value(target.assessment.actual, target),
  },
  {
    head: 'Expected',
    of: 'expected',
    width: 12,
    look: 'numbers',
    says: 'What was expected by then, rounded as the figure is',
    cell: (target) => value(judgedOf(target)?.expected, target),
  },
  {
    head: 'Tolerance',
    of: 'gap',
    width: 11,
    look: 'numbers',
    says: 'How far short is still amber',
    cell: (target) => {
      const judged = judgedOf(target);
      return number(judged && fractionNumber(judged.tolerance), FINE);
    },
  },
  {
    head: 'Gap',
    of: 'gap',
    needs: ['Better', 'Actual', 'Expected'],
    width: 11,
    look: 'numbers',
    says: 'Worked out in the sheet: actual less expected, turned so that below 0 is short',
    cell: (target, at) => {
      const judged = judgedOf(target);
      if (judged === null) return null;
      const turned = `IF(${at('Better')}="lower",-1,1)`;
      return {
        kind: 'formula',
        formula: `ROUND(${turned}*(${at('Actual')}-${at('Expected')}),${FINE})`,
        value: quantityNumber(judged.gap),
        format: rowOf(target).decimals,
      };
    },
  },
  {
    head: 'Checked',
    of: 'gap',
    width: 11,
    look: 'lights',
    says: 'Worked out in the sheet from gap and tolerance: to be held against the light now, where a figure was judged',
    cell: (target, at) => {
      const judged = judgedOf(target);
      if (judged === null) return null;
      return {
        kind: 'formula',
        // What a computer adds to a decimal must not turn a colour.
        formula: `IF(${at('Gap')}>=0,"Green",IF(-${at('Gap')}<=${at('Tolerance')}+0.000001,"Amber","Red"))`,
        value: LIGHT_SIGNS[judged.light].word,
        format: 'word',
      };
    },
  },
  {
    head: 'Baseline',
    of: 'target',
    width: 12,
    look: 'numbers',
    says: 'Where it started',
    cell: (target) => value(latestBaseline(target.assessment.judgement.book)?.value, target),
  },
  {
    head: 'Target',
    of: 'target',
    width: 12,
    look: 'numbers',
    says: 'Of the year',
    cell: (target) => value(target.assessment.target, target),
  },
  {
    head: 'Stretch',
    of: 'stretch',
    width: 12,
    look: 'numbers',
    says: 'Of the year',
    cell: (target) => {
      const { known, judgement, period } = target.assessment;
      return value(stretchOf(known, judgement.book, yearOf(period)), target);
    },
  },
  {
    head: 'Planned',
    of: 'target',
    width: 12,
    look: 'numbers',
    says: 'What the improvement is planned towards: the year’s target, or the next one',
    cell: (target) => value(plannedTarget(target.assessment.judgement.book, yearOf(target.assessment.period)), target),
  },
  {
    head: 'Improvement',
    of: 'target',
    needs: ['Actual'],
    width: 13,
    look: 'numbers',
    says: 'Worked out in the sheet: how much of the way from the baseline to what is planned is done',
    cell: ({ assessment: { improvementShare } }, at) =>
      improvementShare === null
        ? null
        : {
            kind: 'formula',
            formula: `(${at('Actual')}-${at('Baseline')})/(${at('Planned')}-${at('Baseline')})`,
            value: fractionNumber(improvementShare),
            format: 'percent',
          },
  },
  {
    head: 'Forecast',
    of: 'forecast',
    width: 12,
    look: 'numbers',
    says: 'Where the year ends as things go',
    cell: (target) => {
      const { forecast } = target.assessment;
      return number(forecast && fractionNumber(forecast.value), rowOf(target).decimals);
    },
  },
  {
    head: 'Chance',
    of: 'chance',
    width: 9,
    look: 'numbers',
    says: 'Of meeting the target, where enough is known',
    cell: ({ assessment }) => number(assessment.yearEnd?.chance, 'percent'),
  },
  {
    head: 'Needed a quarter',
    of: 'needed_per_quarter',
    width: 16,
    look: 'numbers',
    says: 'In every quarter left, to meet the target',
    cell: ({ assessment: { known, judgement, period } }) => {
      const rate = runRateOf(known, judgement, period);
      return number(rate && fractionNumber(rate.needed), 2);
    },
  },
  {
    head: 'At risk, £',
    of: 'reward_at_risk',
    width: 13,
    look: 'numbers',
    says: 'Of the reward: the pot less what may be expected',
    cell: ({ assessment }) => {
      const at = cancellationOf(assessment.known) === null ? rewardOf(assessment)?.atForecast : null;
      return number(at && toThePenny(at.atRisk), 2);
    },
  },
  {
    head: 'Why',
    of: 'reason',
    width: 60,
    look: 'sentences',
    says: 'The arithmetic in a sentence',
    cell: ({ assessment }) => words(reasonOf(assessment)),
  },
  {
    head: 'What lies behind it',
    of: 'commentary',
    width: 60,
    look: 'sentences',
    says: 'What the partnership said last',
    cell: ({ commentary }) => words(commentary?.text ?? null),
  },
  {
    head: 'Being done',
    of: 'open_actions',
    width: 50,
    look: 'sentences',
    says: 'Actions that are planned or under way',
    cell: ({ assessment, openActions }) => words(actionsWords(openActions, assessment.known.asAt.date)),
  },
  {
    head: 'Age, days',
    of: 'age_days',
    width: 10,
    look: 'numbers',
    says: 'Of the figure, from the end of its quarter',
    cell: ({ assessment: { known, judgement } }) =>
      number(judgement.figure && daysBetween(periodEnd(judgement.figure.period), known.asAt.date), 0),
  },
  {
    head: 'Provenance',
    of: 'provenance',
    width: 12,
    look: 'words',
    says: 'The weakest of figure and target: illustrative is made up, because no source gives it',
    cell: ({ assessment }) => words(provenanceOf(assessment)),
  },
];
