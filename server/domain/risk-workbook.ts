import { cellAddress } from './cell-address.ts';
import type { Counts } from './reconciliation.ts';
import { reconciliationLine } from './reconciliation.ts';
import { type RiskColumn, riskColumns, words } from './risk-columns.ts';
import type { ReportTarget, RiskFacts } from './risk-report.ts';
import { dateWords, listWords, periodWords } from './wording.ts';
import {
  heldWorkbook,
  type RowSink,
  type SheetCell,
  type SheetForm,
  type SheetRow,
  type Workbook,
  type WorkbookSink,
} from './workbook.ts';

/** The risk summary as a workbook: every target, each partnership’s, and how it all comes about. */
export function riskWorkbook(facts: RiskFacts): Workbook {
  const book = growingRiskWorkbook(facts, heldWorkbook());
  book.add(facts.targets);
  return book.done(facts.counts);
}

/** A risk summary to which targets are added as they come. */
export interface GrowingRiskWorkbook<Done> {
  add(targets: readonly ReportTarget[]): void;
  /** @param counts of all targets, whatever their colour */
  done(counts: Counts): Done;
}

/** @param sink which takes the rows */
export function growingRiskWorkbook<Rows extends RowSink, Done>(
  facts: Omit<RiskFacts, 'targets' | 'counts'>,
  sink: WorkbookSink<Rows, Done>,
): GrowingRiskWorkbook<Done> {
  const columns = riskColumns(facts.columns);
  const all = countedRows(sink, columns);
  const byLead = new Map<string, CountedRows<Rows>>();
  return {
    add: (targets) => {
      for (const target of targets) {
        const { lead } = target.assessment.known.terms;
        const own = byLead.get(lead) ?? countedRows(sink, columns);
        byLead.set(lead, own);
        for (const sheet of [all, own]) sheet.add(target);
      }
    },
    done: (counts) => {
      const taken = new Set(TAKEN.map((name) => name.toLowerCase()));
      const leads = [...byLead].sort(([a], [b]) => (a < b ? -1 : 1));
      const method = sink.sheet(METHOD_FORM);
      for (const row of methodRows({ ...facts, counts }, columns)) method.add(row);
      return sink.done(titleOf(facts), [
        [ALL_TARGETS, all.rows],
        ...leads.map(([lead, { rows }]) => [sheetName(lead, taken), rows] as const),
        [METHOD, method],
      ]);
    },
  };
}

const ALL_TARGETS = 'All targets';
const METHOD = 'Method';

interface CountedRows<Rows> {
  readonly rows: Rows;
  add(target: ReportTarget): void;
}

/** Their formulas name the row that they stand in. */
function countedRows<Rows extends RowSink>(
  sink: WorkbookSink<Rows, unknown>,
  columns: readonly RiskColumn[],
): CountedRows<Rows> {
  const rows = sink.sheet(formOf(columns));
  let row = HEAD_ROW;
  return {
    rows,
    add: (target) => {
      row += 1;
      rows.add(rowCells(target, columns, row));
    },
  };
}

const HEAD_ROW = 1;

/** Names that are taken: those of its own sheets, and one that a spreadsheet keeps for itself. */
const TAKEN = [ALL_TARGETS, METHOD, 'History'];

/** Spreadsheets allow 31 characters, none of seven signs, and no name twice whatever its capitals. */
function sheetName(code: string, taken: Set<string>): string {
  const clean = code.replace(/[[\]:*?/\\']|\p{Cc}/gu, '-').slice(0, 28);
  let name = clean;
  for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${clean} ${count}`;
  taken.add(name.toLowerCase());
  return name;
}

function formOf(columns: readonly RiskColumn[]): SheetForm {
  return {
    columns: columns.map(({ head, width, look }) => ({ head, width, look })),
    frozen: 4,
    filtered: true,
  };
}

/** @param row of the sheet, from 1 */
function rowCells(target: ReportTarget, columns: readonly RiskColumn[], row: number): SheetCell[] {
  const place = (head: string): number => columns.findIndex((column) => column.head === head);
  return columns.map(({ cell }) => cell(target, (head) => cellAddress(place(head), row)));
}

const METHOD_FORM: SheetForm = {
  columns: [
    { head: 'What', width: 28, look: 'words' },
    { head: 'How', width: 110, look: 'sentences' },
  ],
  frozen: 1,
  filtered: false,
};

function methodRows(
  { agreements, period, asAt, partnership, counts }: Omit<RiskFacts, 'targets'>,
  columns: readonly RiskColumn[],
): SheetRow[] {
  const line = (label: string, text: string): SheetRow => [words(label), words(text)];
  return [
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
  ];
}

function titleOf({ period, asAt }: Pick<RiskFacts, 'period' | 'asAt'>): string {
  return `Risk summary, ${periodWords(period)}, as known on ${dateWords(asAt.date)}`;
}
