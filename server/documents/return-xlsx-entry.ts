import { cellAddress } from '../domain/cell-address.ts';
import { MISSING_REASONS } from '../domain/data-package.ts';
import { type AnswerColumn, CAUSES, RETURN_COLUMNS, type SheetRow } from '../domain/return-sheet.ts';
import { xmlText } from './xml-text.ts';

/** What a cell takes: a number, or one of a list; where the list is open other texts are let through. */
interface Rule {
  readonly list?: readonly string[];
  readonly isOpen?: true;
  readonly title: string;
  /** What is said of anything else; Excel takes 225 characters. */
  readonly message: string;
}

const NUMBER: Rule = {
  title: 'A number is needed',
  message:
    'Write a number such as 41.2, without words or units. If there is none, leave the cell empty and choose a missing_reason.',
};

const RULES: Readonly<Partial<Record<AnswerColumn, Rule>>> = {
  value: NUMBER,
  numerator: NUMBER,
  denominator: NUMBER,
  status: {
    list: ['provisional', 'final'],
    title: 'Provisional or final',
    message: 'Choose provisional or final from the list. Leave the cell empty where there is no figure.',
  },
  missing_reason: {
    list: MISSING_REASONS,
    title: 'Why there is no figure',
    message: 'Choose one of the reasons in the list. Leave the cell empty where there is a figure.',
  },
  cause: {
    list: CAUSES,
    isOpen: true,
    title: 'A cause of your own',
    message: 'This is not one of the usual causes. Keep it if it says better what lies behind the figure.',
  },
  own_view: {
    list: ['green', 'amber', 'red'],
    title: 'Your own view',
    message: 'Choose green, amber or red from the list, or leave the cell empty.',
  },
};

/** No figure has more than eleven digits before the point (quantity.ts). */
const LARGEST = 99_999_999_999;

/**
 * What can be typed into the cells of a return, as the element `dataValidations`; nothing where no cell is open.
 * @param firstRow the row of the sheet in which the first target stands, from 1
 */
export function entryRules(rows: readonly SheetRow[], firstRow: number): string {
  const rules = Object.entries(RULES).flatMap(([column, rule]) => {
    const cells = openCells(rows, column as AnswerColumn, firstRow);
    return cells === '' ? [] : [ruleXml(rule, cells)];
  });
  return rules.length === 0 ? '' : `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`;
}

/** The cells of a column that can be answered, rows that follow each other as one range: `L8:L19 L21`. */
function openCells(rows: readonly SheetRow[], column: AnswerColumn, firstRow: number): string {
  const place = RETURN_COLUMNS.indexOf(column);
  const runs: { from: number; to: number }[] = [];
  for (const [index, { answers }] of rows.entries()) {
    if (!answers.includes(column)) continue;
    const run = runs.at(-1);
    const row = firstRow + index;
    if (run !== undefined && run.to === row - 1) run.to = row;
    else runs.push({ from: row, to: row });
  }
  return runs.map(({ from, to }) => [...new Set([from, to])].map((row) => cellAddress(place, row)).join(':')).join(' ');
}

function ruleXml({ list, isOpen, title, message }: Rule, cells: string): string {
  const kind = list === undefined ? 'type="decimal" operator="between"' : 'type="list"';
  const style = isOpen ? ' errorStyle="information"' : '';
  const words = `errorTitle="${xmlText(title)}" error="${xmlText(message)}"`;
  const range =
    list === undefined
      ? `<formula1>-${LARGEST}</formula1><formula2>${LARGEST}</formula2>`
      : `<formula1>${xmlText(`"${list.join(',')}"`)}</formula1>`;
  return `<dataValidation ${kind}${style} allowBlank="1" showErrorMessage="1" ${words} sqref="${cells}">${range}</dataValidation>`;
}
