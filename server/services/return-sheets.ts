import { hash } from 'node:crypto';
import { returnCsv } from '../documents/return-csv.ts';
import { readReturnFile } from '../documents/return-file.ts';
import { returnXlsx } from '../documents/return-xlsx.ts';
import { Invalid, type Problem } from '../domain/errors.ts';
import { parsePeriodAddress, periodAddress, periodText } from '../domain/period.ts';
import { parseTypedNumber, quantityText } from '../domain/quantity.ts';
import { normalEntry, type RowEntry } from '../domain/return-row.ts';
import {
  ANSWER_COLUMNS,
  type AnswerColumn,
  NUMBER_COLUMNS,
  type ReturnedRow,
  type ReturnSheet,
  type SheetRow,
} from '../domain/return-sheet.ts';
import { codeAddress } from '../domain/target-order.ts';
import { dateWords, periodWords } from '../domain/wording.ts';
import type { Deps } from './reading.ts';
import type { ReturnContext, ReturnQuestion } from './return-context.ts';
import {
  at,
  lookAtRow,
  namedProblems,
  type ReturnRowView,
  type ReturnView,
  returnView,
  type Viewer,
} from './return-view.ts';
import { entryPrint, type SentRow } from './returns.ts';

/** A return as a file, as it stands now. */
export interface SheetFile {
  /** `return-2008-09-q2-oscp`, without its ending. */
  readonly name: string;
  readonly sheet: ReturnSheet;
}

export const sheetCsv = ({ sheet }: SheetFile): string => returnCsv(sheet);
export const sheetXlsx = ({ sheet }: SheetFile): Buffer => returnXlsx(sheet);

/** @throws NotFound where there is no such return */
export function returnSheet(deps: Deps, question: ReturnQuestion, viewer: Viewer): SheetFile {
  const view = returnView(deps, question, viewer);
  const { holder, period, dates } = view.context;
  return {
    name: `return-${periodAddress(period)}-${codeAddress(holder.code)}`,
    sheet: {
      title: `${holder.name}, ${periodWords(period)}`,
      guidance: guidanceFor(dateWords(dates.due)),
      rows: view.rows.map((row) => sheetRow(view.context, row)),
    },
  };
}

function guidanceFor(due: string): string[] {
  return [
    `Due on ${due}. Fill in the pale cells; the others say what is asked and stay as they are.`,
    'Give the figure in the column value, or the numbers behind it in numerator and denominator; say whether it is provisional or final.',
    'Where there is no figure, choose in missing_reason why.',
    'Say in commentary what lies behind the figure, in cause what kind of cause, and in own_view how you see the year’s end.',
    'What is being done about a red or an amber is said on the page of the return, after the sheet has come back.',
    'Bring the sheet back on that page. What differs is shown cell by cell before anything is stored.',
  ];
}

function sheetRow(context: ReturnContext, row: ReturnRowView): SheetRow {
  const { known, name, kind } = row.row;
  const measure = known.record.measure.row;
  const { agreement, indicator, part, basis, quarter } = name;
  const asked = {
    return_id: returnId(context, row),
    agreement,
    indicator,
    part,
    basis,
    title: measure.title,
    unit: measure.unit,
    period: periodText(quarter),
  };
  const answers = ANSWER_COLUMNS.filter((column) => {
    if (row.access.kind === 'locked') return false;
    if (column === 'numerator' || column === 'denominator') return measure.multiplier !== null;
    return kind !== 'beside' || !['commentary', 'cause', 'own_view'].includes(column);
  });
  const given = Object.fromEntries(ANSWER_COLUMNS.map((column) => [column, cellOf(column, row.entry[column])]));
  return { cells: { ...asked, ...(given as Record<AnswerColumn, string>) }, answers };
}

/** Numbers go out with a point and without grouping, however they were typed. */
function cellOf(column: AnswerColumn, typed: string): string {
  const number = NUMBER_COLUMNS.includes(column) ? parseTypedNumber(typed) : null;
  return number === null ? typed : quantityText(number);
}

/**
 * What ties a row of a sheet to the state that it was made from: it changes with whatever is typed into the row and
 * with every step of the return.
 */
function returnId({ period, partnership, last }: ReturnContext, { key, draft, entry }: ReturnRowView): string {
  const state = [key, draft?.version ?? 0, entryPrint(entry), last?.sequence ?? 0];
  const print = hash('sha256', JSON.stringify(state), 'hex').slice(0, 12);
  return [periodAddress(period), codeAddress(partnership), print].join('/');
}

/** One cell that differs from what the return holds. */
export interface CellDifference {
  readonly row: ReturnRowView;
  readonly column: AnswerColumn;
  readonly from: string;
  readonly to: string;
}

export interface SheetComparison {
  readonly question: ReturnQuestion;
  readonly view: ReturnView;
  readonly differences: readonly CellDifference[];
  /** What cannot be kept of it, each at its cell and with the name of its target. */
  readonly problems: readonly Problem[];
  /** The rows that differ, with the rest of what was typed into them, ready to be saved. */
  readonly sent: readonly SentRow[];
}

/**
 * Which return a file belongs to, by its first row.
 * @throws Invalid where nothing in it says so
 */
export function questionIn(rows: readonly ReturnedRow[]): ReturnQuestion {
  const [periodWord = '', partnership = ''] = (rows[0]?.cells.return_id ?? '').split('/');
  const period = parsePeriodAddress(periodWord);
  if (period === null || partnership === '') {
    throw new Invalid([
      {
        field: 'file',
        message:
          'The column return_id does not say which return this is. Take the sheet from the page of the return, and leave that column as it is.',
      },
    ]);
  }
  return { period, partnership };
}

/** The rows of a file. @throws Invalid in plain words where it cannot be understood or must not be opened */
export async function readSheet(bytes: Buffer): Promise<readonly ReturnedRow[]> {
  return (await readReturnFile(bytes)).rows;
}

/**
 * What a sheet that came back would change, cell by cell; nothing is stored.
 * @throws Invalid where it belongs to another return, or was made from a state that has passed: every row is named
 */
export function compareSheet(
  deps: Deps,
  question: ReturnQuestion,
  viewer: Viewer,
  rows: readonly ReturnedRow[],
): SheetComparison {
  const view = returnView(deps, question, viewer);
  requireSameReturn(view, rows);
  const compared = rows.map((row) => compareRow(view, row));
  const problems = [...duplicates(rows), ...compared.flatMap((row) => row.problems)];
  if (rows.length === 0) problems.push({ field: 'file', message: 'There is no row under the names of the columns.' });
  if (problems.length > 0) throw new Invalid(problems);
  return {
    question,
    view,
    differences: compared.flatMap((row) => row.differences),
    problems: compared.flatMap((row) => row.faults ?? []),
    sent: compared.flatMap((row) => row.sent ?? []),
  };
}

interface ComparedRow {
  readonly problems: readonly Problem[];
  readonly differences: readonly CellDifference[];
  /** What cannot be kept of what it says. */
  readonly faults?: readonly Problem[];
  readonly sent: SentRow | null;
}

/** @throws Invalid where a row belongs to another return: said once, whatever else is wrong with it */
function requireSameReturn({ context }: ReturnView, rows: readonly ReturnedRow[]): void {
  const own = [periodAddress(context.period), codeAddress(context.partnership)].join('/');
  const other = rows.find(({ cells }) => cells.return_id.split('/').slice(0, 2).join('/') !== own);
  if (other === undefined) return;
  const [periodWord = '', partnership = ''] = other.cells.return_id.split('/');
  const period = parsePeriodAddress(periodWord);
  const whose = period === null ? 'no return' : `the return of ${partnership.toUpperCase()} for ${periodText(period)}`;
  throw new Invalid([
    {
      field: 'file',
      message: `Row ${other.line} belongs to ${whose}. Bring the sheet back on the page that it was taken from.`,
    },
  ]);
}

function wrong(message: string): ComparedRow {
  return { problems: [{ field: 'file', message }], differences: [], sent: null };
}

function compareRow(view: ReturnView, { line, cells }: ReturnedRow): ComparedRow {
  const named = `Row ${line} (${[cells.agreement, cells.indicator, cells.part].filter((word) => word !== '').join(' ')})`;
  const row = view.rows.find(
    ({ row: { name } }) =>
      name.agreement === cells.agreement &&
      name.indicator === cells.indicator &&
      name.part === cells.part &&
      name.basis === cells.basis &&
      periodText(name.quarter) === cells.period,
  );
  if (row === undefined) {
    return wrong(`${named} is nothing that this return asks for. Take a new sheet from the page of the return.`);
  }
  const { context } = view;
  const entry = entryWith(row.entry, cells);
  const changed = ANSWER_COLUMNS.filter(
    (column) => cellOf(column, entry[column]) !== cellOf(column, row.entry[column]),
  );
  if (cells.return_id !== returnId(context, row)) {
    const by = row.draft === null ? '' : ` by ${row.draft.saved_name}`;
    return wrong(
      `${named} has changed${by} since the sheet was made: ${row.row.known.record.measure.row.title}. Take a new sheet, or type this row on the page.`,
    );
  }
  if (changed.length === 0) return { problems: [], differences: [], sent: null };
  if (row.access.kind === 'locked') return wrong(`${named} cannot be changed. ${row.access.sentence}`);
  const { read } = lookAtRow(view, row, entry).judgement;
  return {
    problems: [],
    faults: namedProblems(view, at(row.key, read.problems)),
    differences: changed.map((column) => ({ row, column, from: row.entry[column], to: entry[column] })),
    sent: { key: row.key, fields: entry, seen: row.draft?.version ?? 0, shown: '' },
  };
}

/** What the sheet says, with what was typed besides on the page. */
function entryWith(entry: RowEntry, cells: ReturnedRow['cells']): RowEntry {
  const answers = Object.fromEntries(
    ANSWER_COLUMNS.map((column) => [column, cells[column].trim().replaceAll('\r\n', '\n')]),
  );
  return normalEntry({ ...entry, ...answers });
}

function duplicates(rows: readonly ReturnedRow[]): Problem[] {
  const named = Map.groupBy(rows, ({ cells }) =>
    [cells.agreement, cells.indicator, cells.part, cells.basis, cells.period].join(' '),
  );
  return [...named.values()].flatMap((same) =>
    same.length < 2
      ? []
      : [
          {
            field: 'file',
            message: `Rows ${same.map(({ line }) => line).join(' and ')} are about the same figure. Keep one of them.`,
          },
        ],
  );
}
