import type { RequestListener } from 'node:http';
import { parse as parseCsv } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { type HTMLElement, parse } from 'node-html-parser';
import request from 'supertest';
import type { Account } from '../../server/domain/account.ts';
import type { RowEntry, RowField } from '../../server/domain/return-row.ts';
import type { Role } from '../../server/domain/role.ts';
import { COMMAND_LINE, TODAY } from './authors.ts';
import { formValues, openPage, type Page, sendForm, tableRows, textOf, texts } from './page.ts';
import type { TestApp } from './test-app.ts';

/** The return of the Safer Communities Partnership for July to September 2008. */
export const RETURN = '/returns/2008-09-q2/oscp';
/** It is open then, and none of its figures is in; on the Board's day all that are due are. */
export const EMPTY_DAY = '2008-10-24T09:00:00Z';

/** Rows of that return. */
export const INCIDENTS = 'laa1_laa1-dv_a_standard_2008-09-q2';
export const INCIDENTS_NATIONAL = 'laa1_laa1-dv_a_national_2008-09-q2';
export const DETECTIONS = 'laa1_laa1-dv_b_standard_2008-09-q2';
export const ASSAULTS = 'laa2_ni-20__standard_2008-09-q2';
export const TREATMENT = 'laa2_ni-40__standard_2008-09-q2';
export const SHOPS = 'ox2030_ox2030-3__standard_2008-09-q2';
export const CRIME = 'ox2030_ox2030-4_a_standard_2008-09-q2';
export const DAMAGE = 'ox2030_ox2030-4_b_standard_2008-09-q2';
export const BEHAVIOUR = 'ox2030_ox2030-4_c_standard_2008-09-q2';

/** What is typed, by the keys of the rows. */
export type Typed = Readonly<Record<string, Partial<RowEntry>>>;

/** What the record came to hold of that quarter, and all that the gate asks for besides. */
export const WHOLE: Typed = {
  [INCIDENTS]: { value: '1504', commentary: 'Reporting has levelled off.', cause: 'Recording change' },
  [DETECTIONS]: {
    value: '397',
    commentary: 'We need 945 in six months and never had more than 402 in a quarter.',
    cause: 'Recording change',
    action_title: 'Review of cases that ended without a charge',
    action_owner: 'Police lead for domestic abuse',
    action_due: '2008-12-31',
    action_effect: '35',
    action_by: '2008-09-q4',
  },
  [ASSAULTS]: { numerator: '981', denominator: '633080' },
  [SHOPS]: { value: '12' },
  [CRIME]: { numerator: '-578', denominator: '24100' },
  [DAMAGE]: {
    numerator: '-42',
    denominator: '4660',
    commentary: 'Most of it is to cars left overnight.',
    cause: 'Demand',
    action_title: 'Patrols of the two car parks',
    action_owner: 'Police area commander',
    action_due: '2008-12-15',
    action_effect: '-1',
  },
  [BEHAVIOUR]: { numerator: '-551', denominator: '15300' },
};

type Fields = Record<string, string | string[]>;

/** What a form on a page would send with something typed into it. @throws Error where it has no such box */
export function withTyped(page: Page, action: string, typed: Typed = {}): Fields {
  const fields = formValues(page, action);
  for (const [key, entry] of Object.entries(typed)) {
    for (const [field, text] of Object.entries(entry)) {
      const name = `${field}.${key}`;
      if (fields[name] === undefined) throw new Error(`Nobody can type into ${name}`);
      fields[name] = text;
    }
  }
  return fields;
}

/** Opens a return, types into it and presses a button. */
export async function fillIn(
  app: RequestListener,
  typed: Typed,
  step: 'save' | 'submit' = 'save',
  address = RETURN,
): Promise<Page> {
  const fields = withTyped(await openPage(app, address), address, typed);
  return sendForm(app, address, { ...fields, step });
}

/** Fills the whole return in and submits it. @throws Error where it is not taken */
export async function submitWhole(app: RequestListener): Promise<void> {
  const page = await fillIn(app, WHOLE, 'submit');
  if (page.status !== 303) throw new Error(`It is not submitted: ${texts(page, '.govuk-error-summary a').join(' ')}`);
}

/** Sends a return back, or signs it off. */
export async function check(
  app: RequestListener,
  step: 'send-back' | 'sign-off',
  remarks: Readonly<Record<string, string>> = {},
): Promise<Page> {
  const fields = formValues(await openPage(app, RETURN), `${RETURN}/check`);
  const said = Object.entries(remarks).map(([key, text]) => [`remark.${key}`, text]);
  return sendForm(app, `${RETURN}/check`, { ...fields, ...Object.fromEntries(said), step });
}

/** Somebody new who can come in. */
export function newPerson({ store }: TestApp, role: Role, name: string, partnerships: readonly string[] = []): Account {
  const email = `${name.toLowerCase().replace(/\W+/g, '.')}@test.invalid`;
  const account = { email, name, post: `Post of ${name}`, role, partnerships, demonstration: true };
  return store.write(COMMAND_LINE, () => store.accounts.insert(account, TODAY));
}

function found<T>(value: T | null | undefined, what: string): T {
  if (value == null) throw new Error(`The page has no ${what}`);
  return value;
}

/** A row of a return. */
export function rowOn({ root }: Page, key: string): HTMLElement {
  return found(root.querySelector(`[data-row="${key}"]`), `row ${key}`);
}

/** What a box of a row holds. */
export function boxOf(page: Page, key: string, field: RowField): string {
  const box = found(rowOn(page, key).querySelector(`[name="${field}.${key}"]`), `box ${field} of ${key}`);
  if (box.tagName === 'TEXTAREA') return box.text;
  if (box.tagName === 'INPUT') return box.getAttribute('value') ?? '';
  const chosen = box.querySelector('option[selected]') ?? box.querySelector('option');
  return chosen?.getAttribute('value') ?? textOf(chosen);
}

/** Whether nobody can type into a row. */
export function isLocked(page: Page, key: string): boolean {
  const boxes = rowOn(page, key)
    .querySelectorAll('input, select, textarea')
    .filter((box) => !box.hasAttribute('form'));
  return boxes.every((box) => box.hasAttribute('disabled'));
}

/** What is said of a row: its colour, its notes, what is asked for, who saved it; without the marks of what is made up. */
export function saidOf(page: Page, key: string): string {
  return textOf(rowOn(page, key).querySelector('.entry__feedback')).replace(/ ill\./g, '');
}

/** What stands above a row: what it asks for, and why it was sent back. */
export function headOf(page: Page, key: string): string {
  return textOf(rowOn(page, key).querySelector('.entry__head'));
}

/** The table of two people's values in a row, by the names of the fields. */
export function bothValues(page: Page, key: string): Record<string, readonly [theirs: string, yours: string]> {
  const table = found(rowOn(page, key).querySelector('.entry__conflict table'), `table of both values in ${key}`);
  return Object.fromEntries(
    tableRows(table).map(({ head, cells }) => {
      const [theirs = '', yours = ''] = Object.values(cells);
      return [head, [theirs, yours] as const];
    }),
  );
}

/** The band at the head of a return: its state, its day, how many figures are in. */
export function bandOf({ root }: Page): Record<string, string> {
  const lines = root.querySelectorAll('.return-band > div');
  return Object.fromEntries(lines.map((line) => [textOf(line.querySelector('dt')), textOf(line.querySelector('dd'))]));
}

/** What is said of the last step. */
export function noticesOn(page: Page): string[] {
  return texts(page, '.saved[role="status"]');
}

/** What a script is told that sends one row. */
export interface RowAnswer {
  readonly status: number;
  readonly body: {
    readonly outcome: string;
    readonly key: string;
    readonly seen: number;
    readonly asks: readonly string[];
    readonly entry: RowEntry;
    readonly html: string;
  };
}

/** Sends one row as the script of the page does. */
export async function sendRow(
  app: RequestListener,
  row: 'look' | 'save',
  fields: Readonly<Record<string, string | readonly string[]>>,
  address = RETURN,
): Promise<RowAnswer> {
  const asked = request(app).post(address).set({ 'Sec-Fetch-Site': 'same-origin', 'X-Row': row }).type('form');
  const { status, body } = await asked.send(fields);
  return { status, body };
}

/** Of what a form would send, what belongs to one row. */
export function fieldsOfRow(fields: Fields, key: string): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name.endsWith(`.${key}`)));
}

/** A sheet as a table: the names of the columns, and each row by them. */
export interface SheetTable {
  readonly columns: readonly string[];
  readonly rows: Readonly<Record<string, string>>[];
}

/** Reads a CSV as anybody would. */
export function tableOf(csv: string): SheetTable {
  const [columns = [], ...rows] = parseCsv(csv, { bom: true }) as string[][];
  return {
    columns,
    rows: rows.map((cells) => Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']))),
  };
}

/** Writes one, with other cells in the rows of some indicators on their standard rule: `LAA1 DV a`, `NI 20`. */
export function sheetWith(
  { columns, rows }: SheetTable,
  given: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
  delimiter = ',',
): string {
  const nameOf = ({ indicator, part, basis }: Readonly<Record<string, string>>): string =>
    basis === 'standard' ? [indicator, part].join(' ').trim() : '';
  const filled = rows.map((row) => ({ ...row, ...given[nameOf(row)] }));
  return stringify([columns, ...filled.map((row) => columns.map((column) => row[column] ?? ''))], { delimiter });
}

/** Takes the sheet of a return away. */
export async function takeSheet(app: RequestListener, address = RETURN): Promise<SheetTable> {
  return tableOf((await openPage(app, `${address}.csv`)).html);
}

/** Brings a sheet back as a browser sends a file. */
export async function bringSheet(app: RequestListener, sheet: string | Buffer, address = RETURN): Promise<Page> {
  const asked = request(app).post(`${address}/sheet`).set('Sec-Fetch-Site', 'same-origin');
  const response = await asked.attach('file', Buffer.from(sheet), 'return');
  return { status: response.status, headers: response.headers, html: response.text, root: parse(response.text) };
}
