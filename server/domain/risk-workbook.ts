import { type Assessment, stretchOf } from './assessment.ts';
import { cancellationOf } from './cancellation.ts';
import { cellAddress } from './cell-address.ts';
import { latestBaseline } from './known.ts';
import { type AheadLight, LIGHT_SIGNS, type Light } from './light.ts';
import { daysBetween } from './moment.ts';
import { periodEnd, periodText, yearOf } from './period.ts';
import { provenanceOf } from './provenance.ts';
import { fractionNumber, type Quantity, quantityNumber } from './quantity.ts';
import { type Counts, reconciliationLine } from './reconciliation.ts';
import { rewardOf, toThePenny } from './reward.ts';
import type { ReportTarget, RiskFacts } from './risk-report.ts';
import type { ChosenColumn } from './risk-summary.ts';
import { runRateOf } from './run-rate.ts';
import { actionsWords, reasonOf } from './sentence.ts';
import { plannedTarget } from './tolerance.ts';
import { dateWords, listWords, periodWords } from './wording.ts';
import type { NumberFormat, Sheet, SheetCell, Workbook } from './workbook.ts';

interface Column {
  readonly head: string;
  /** With which column of the risk summary it is chosen; null where it names the target, and is always there. */
  readonly of: ChosenColumn | null;
  /** Heads that its formula reads, beside those that are chosen with it. */
  readonly needs?: readonly string[];
  /** In characters. */
  readonly width: number;
  /** What it says, for the sheet of method. */
  readonly says: string;
  /** @param at the address of another cell of the row, by its head */
  cell(target: ReportTarget, at: (head: string) => string): SheetCell;
}

/** The risk summary as a workbook: every target, each partnership’s, and how it all comes about. */
export function riskWorkbook(facts: RiskFacts): Workbook {
  const book = growingWorkbook(facts);
  book.add(facts.targets);
  return book.done(facts.counts);
}

/** A workbook to which targets are added as they come, so that they need not all be there at once. */
export interface GrowingWorkbook {
  add(targets: readonly ReportTarget[]): void;
  /** @param counts of all targets, whatever their colour */
  done(counts: Counts): Workbook;
}

export function growingWorkbook(facts: Omit<RiskFacts, 'targets' | 'counts'>): GrowingWorkbook {
  const columns = columnsOf(facts.columns);
  const all: SheetCell[][] = [];
  const byLead = new Map<string, SheetCell[][]>();
  return {
    add: (targets) => {
      for (const target of targets) {
        const { lead } = target.assessment.known.terms;
        const own = byLead.get(lead) ?? [];
        byLead.set(lead, own);
        for (const rows of [all, own]) rows.push(rowCells(target, columns, rows.length + 2));
      }
    },
    done: (counts) => {
      const taken = new Set(['all targets', 'method']);
      const leads = [...byLead].sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        sheets: [
          sheetOf('All targets', all, columns),
          ...leads.map(([lead, rows]) => sheetOf(sheetName(lead, taken), rows, columns)),
          methodSheet({ ...facts, counts }, columns),
        ],
      };
    },
  };
}

/** Spreadsheets allow 31 characters, none of seven signs, and no name twice whatever its capitals. */
function sheetName(code: string, taken: Set<string>): string {
  const clean = code.replace(/[[\]:*?/\\']/g, '-').slice(0, 28);
  let name = clean;
  for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${clean} ${count}`;
  taken.add(name.toLowerCase());
  return name;
}

function sheetOf(name: string, rows: readonly SheetCell[][], columns: readonly Column[]): Sheet {
  return {
    name,
    columns: columns.map(({ head, width }) => ({ head, width, coloured: COLOURED.has(head) })),
    rows,
    frozen: 4,
    filtered: true,
  };
}

/** @param row of the sheet, from 1 */
function rowCells(target: ReportTarget, columns: readonly Column[], row: number): SheetCell[] {
  const place = (head: string): number => columns.findIndex((column) => column.head === head);
  return columns.map(({ cell }) => cell(target, (head) => cellAddress(place(head), row)));
}

/** Those that are chosen, those that name the target, and what the formulas among them read. */
function columnsOf(chosen: RiskFacts['columns']): readonly Column[] {
  if (chosen === null) return COLUMNS;
  const own = COLUMNS.filter(({ of }) => of === null || chosen.includes(of));
  const needed = new Set(own.flatMap(({ needs }) => needs ?? []));
  return COLUMNS.filter((column) => own.includes(column) || needed.has(column.head));
}

function rowOf({ assessment }: ReportTarget) {
  return assessment.known.record.measure.row;
}

function words(text: string | null): SheetCell {
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

const COLUMNS: readonly Column[] = [
  {
    head: 'Agreement',
    of: null,
    width: 11,
    says: 'Its code',
    cell: ({ assessment }) => words(assessment.known.record.agreement.code),
  },
  {
    head: 'Indicator',
    of: null,
    width: 12,
    says: 'Its number or code',
    cell: (target) => words(rowOf(target).indicator),
  },
  {
    head: 'Part',
    of: null,
    width: 6,
    says: 'Where an indicator has several measures',
    cell: (target) => words(rowOf(target).part),
  },
  { head: 'Title', of: null, width: 44, says: 'What is measured', cell: (target) => words(rowOf(target).title) },
  { head: 'Led by', of: 'lead', width: 34, says: 'The partnership that leads it', cell: ({ lead }) => words(lead) },
  { head: 'Unit', of: 'unit', width: 14, says: 'Of the figures', cell: (target) => words(rowOf(target).unit) },
  {
    head: 'Better',
    of: 'polarity',
    width: 8,
    says: 'Which way is better: higher or lower',
    cell: (target) => words(rowOf(target).polarity),
  },
  {
    head: 'Colour',
    of: 'overall',
    width: 12,
    says: 'The worse of the light now and that of the year’s end',
    cell: ({ assessment }) => lightCell(assessment.overall),
  },
  {
    head: 'Now',
    of: 'now',
    width: 12,
    says: 'The last figure against what was expected by then',
    cell: ({ assessment }) => lightCell(assessment.now),
  },
  {
    head: 'Year end',
    of: 'year_end',
    width: 12,
    says: 'The forecast against the year’s target',
    cell: ({ assessment }) => lightCell(assessment.yearEnd?.light ?? 'no-forecast'),
  },
  {
    head: 'The lead says',
    of: 'own_view',
    width: 12,
    says: 'The lead’s own view of the year’s end',
    cell: ({ assessment }) => lightCell(assessment.ownView),
  },
  {
    head: 'Figure of',
    of: 'figure_period',
    width: 12,
    says: 'The quarter of the last figure',
    cell: ({ assessment: { judgement } }) => words(judgement.figure && periodText(judgement.figure.period)),
  },
  {
    head: 'Status',
    of: 'status',
    width: 12,
    says: 'Provisional or final',
    cell: ({ assessment: { judgement } }) =>
      words(judgement.yearToDate?.provisional ? 'provisional' : (judgement.figure?.status ?? null)),
  },
  {
    head: 'Actual',
    of: 'actual',
    width: 12,
    says: 'The figure; of a count in a year the year to date',
    cell: (target) => value(target.assessment.actual, target),
  },
  {
    head: 'Expected',
    of: 'expected',
    width: 12,
    says: 'What was expected by then, rounded as the figure is',
    cell: (target) => value(judgedOf(target)?.expected, target),
  },
  {
    head: 'Tolerance',
    of: 'gap',
    width: 11,
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
    says: 'Worked out in the sheet: actual less expected, turned so that below 0 is short',
    cell: (target, at) =>
      judgedOf(target) === null
        ? null
        : {
            kind: 'formula',
            formula: `ROUND(IF(${at('Better')}="lower",-1,1)*(${at('Actual')}-${at('Expected')}),${FINE})`,
            format: rowOf(target).decimals,
          },
  },
  {
    head: 'Checked',
    of: 'gap',
    width: 11,
    says: 'Worked out in the sheet from gap and tolerance: to be held against the light now, where a figure was judged',
    cell: (target, at) =>
      judgedOf(target) === null
        ? null
        : {
            kind: 'formula',
            // What a computer adds to a decimal must not turn a colour.
            formula: `IF(${at('Gap')}>=0,"Green",IF(-${at('Gap')}<=${at('Tolerance')}+0.000001,"Amber","Red"))`,
            format: 'word',
          },
  },
  {
    head: 'Baseline',
    of: 'target',
    width: 12,
    says: 'Where it started',
    cell: (target) => value(latestBaseline(target.assessment.judgement.book)?.value, target),
  },
  {
    head: 'Target',
    of: 'target',
    width: 12,
    says: 'Of the year',
    cell: (target) => value(target.assessment.target, target),
  },
  {
    head: 'Stretch',
    of: 'stretch',
    width: 12,
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
    says: 'What the improvement is planned towards: the year’s target, or the next one',
    cell: (target) => value(plannedTarget(target.assessment.judgement.book, yearOf(target.assessment.period)), target),
  },
  {
    head: 'Improvement',
    of: 'target',
    needs: ['Actual'],
    width: 13,
    says: 'Worked out in the sheet: how much of the way from the baseline to what is planned is done',
    cell: ({ assessment }, at) =>
      assessment.improvementShare === null
        ? null
        : {
            kind: 'formula',
            formula: `(${at('Actual')}-${at('Baseline')})/(${at('Planned')}-${at('Baseline')})`,
            format: 'percent',
          },
  },
  {
    head: 'Forecast',
    of: 'forecast',
    width: 12,
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
    says: 'Of meeting the target, where enough is known',
    cell: ({ assessment }) => number(assessment.yearEnd?.chance, 'percent'),
  },
  {
    head: 'Needed a quarter',
    of: 'needed_per_quarter',
    width: 16,
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
    says: 'The arithmetic in a sentence',
    cell: ({ assessment }) => words(reasonOf(assessment)),
  },
  {
    head: 'What lies behind it',
    of: 'commentary',
    width: 60,
    says: 'What the partnership said last',
    cell: ({ commentary }) => words(commentary?.text ?? null),
  },
  {
    head: 'Being done',
    of: 'open_actions',
    width: 50,
    says: 'Actions that are planned or under way',
    cell: ({ assessment, openActions }) => words(actionsWords(openActions, assessment.known.asAt.date)),
  },
  {
    head: 'Age, days',
    of: 'age_days',
    width: 10,
    says: 'Of the figure, from the end of its quarter',
    cell: ({ assessment: { known, judgement } }) =>
      number(judgement.figure && daysBetween(periodEnd(judgement.figure.period), known.asAt.date), 0),
  },
  {
    head: 'Provenance',
    of: 'provenance',
    width: 12,
    says: 'The weakest of figure and target: illustrative is made up, because no source gives it',
    cell: ({ assessment }) => words(provenanceOf(assessment)),
  },
];

const COLOURED = new Set(['Colour', 'Now', 'Year end', 'The lead says', 'Checked']);

function methodSheet(
  { agreements, period, asAt, partnership, counts }: Omit<RiskFacts, 'targets'>,
  columns: readonly Column[],
): Sheet {
  const line = (label: string, text: string): SheetCell[] => [words(label), words(text)];
  return {
    name: 'Method',
    columns: [
      { head: 'What', width: 22, coloured: false },
      { head: 'How', width: 110, coloured: false },
    ],
    rows: [
      line('Agreements', listWords(agreements.map(({ title }) => title))),
      line('Quarter', periodWords(period)),
      line('As known on', dateWords(asAt.date)),
      ...(partnership === null ? [] : [line('Partnership', partnership)]),
      line('All targets', reconciliationLine(counts)),
      line('Green', 'There or better than what was expected by then.'),
      line('Amber', 'Short of it by no more than the tolerance.'),
      line('Red', 'Short of it by more than the tolerance.'),
      line(
        'A word instead',
        'There is nothing to judge, and the word says why. Such a target is counted, and is neither red nor green.',
      ),
      ...columns.map(({ head, says }) => line(`Column ${head}`, `${says}.`)),
    ],
    frozen: 1,
    filtered: false,
  };
}
