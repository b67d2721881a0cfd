import type { RequestListener, Server } from 'node:http';
import { type HTMLElement, NodeType, parse } from 'node-html-parser';
import request, { type Response } from 'supertest';

/** An answer that is a page, to be asked about by what a person sees. */
export interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly html: string;
  readonly root: HTMLElement;
}

/** What a browser that is on this site sends with a form. */
const OWN_SITE = { 'Sec-Fetch-Site': 'same-origin' } as const;

export async function openPage(app: RequestListener | Server, address: string): Promise<Page> {
  return pageOf(await request(app).get(address));
}

/** A file as it is sent. */
export interface SentFile {
  readonly status: number;
  readonly bytes: Buffer;
  readonly type: string | undefined;
  /** With what it is to be called. */
  readonly name: string | undefined;
}

export async function fileAt(app: RequestListener, address: string): Promise<SentFile> {
  const { body, headers, status } = await request(app)
    .get(address)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, Buffer.concat(parts)));
    });
  return { status, bytes: body as Buffer, type: headers['content-type'], name: headers['content-disposition'] };
}

export async function bytesAt(app: RequestListener, address: string): Promise<Buffer> {
  return (await fileAt(app, address)).bytes;
}

/** Sends a form as a browser does; of a name with several values each is sent. */
export async function sendForm(
  app: RequestListener | Server,
  address: string,
  fields: Readonly<Record<string, string | readonly string[]>>,
  headers: Readonly<Record<string, string>> = OWN_SITE,
): Promise<Page> {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((each) => [name, each]),
  );
  return pageOf(await request(app).post(address).set(headers).send(new URLSearchParams(pairs).toString()));
}

function pageOf(response: Response): Page {
  const html = response.text ?? '';
  return { status: response.status, headers: response.headers, html, root: parse(html) };
}

const BROKEN = new Set(
  'ADDRESS BR CAPTION DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 HEADER LABEL LI MAIN NAV OL OPTION P SECTION SELECT SUMMARY TABLE TBODY TD TH THEAD TR UL'.split(
    ' ',
  ),
);

function rawText(element: HTMLElement): string {
  const inside = element.childNodes.map((node) =>
    node.nodeType === NodeType.TEXT_NODE
      ? node.text
      : node.nodeType === NodeType.ELEMENT_NODE
        ? rawText(node as HTMLElement)
        : '',
  );
  return BROKEN.has(element.tagName ?? '') ? ` ${inside.join('')} ` : inside.join('');
}

/** The words of an element as they are read, with one space between them. */
export function textOf(element: HTMLElement | null | undefined): string {
  return element == null ? '' : rawText(element).replace(/\s+/g, ' ').trim();
}

function found<T>(value: T | null | undefined, what: string): T {
  if (value == null) throw new Error(`The page has no ${what}`);
  return value;
}

/** The words of everything that fits a selector, in the page's order. */
export function texts(page: Page, selector: string): string[] {
  return page.root.querySelectorAll(selector).map(textOf);
}

export function h1Of(page: Page): string {
  return textOf(page.root.querySelector('h1'));
}

export function mainText(page: Page): string {
  return textOf(found(page.root.querySelector('main'), 'main part'));
}

/** The section under a heading whose words start so. */
export function sectionOf(page: Page, heading: string): HTMLElement {
  const headings = page.root.querySelectorAll('h2');
  const at = found(
    headings.find((candidate) => textOf(candidate).startsWith(heading)),
    `heading ‘${heading}’`,
  );
  return found(at.closest('section'), `section under ‘${heading}’`);
}

export function hasSection(page: Page, heading: string): boolean {
  return texts(page, 'h2').some((words) => words.startsWith(heading));
}

export function sectionText(page: Page, heading: string): string {
  return textOf(sectionOf(page, heading));
}

/** A row of a table: its first cell, and the others by the words of their column heads. */
export interface TableRow {
  readonly head: string;
  readonly cells: Readonly<Record<string, string>>;
}

/** The rows of a table, without those that hold one cell across, such as the story under a target. */
export function tableRows(table: HTMLElement): TableRow[] {
  const columns = table.querySelectorAll('thead th').map(textOf);
  return table
    .querySelectorAll('tbody tr')
    .map((row) => row.querySelectorAll('th, td').map(textOf))
    .filter((cells) => cells.length === columns.length)
    .map(([head = '', ...cells]) => ({
      head,
      cells: Object.fromEntries(cells.map((cell, index) => [columns[index + 1] ?? '', unmarked(cell)])),
    }));
}

/** A value without the mark of an illustrative one. */
function unmarked(cell: string): string {
  return cell.replace(/^ill\. /, '');
}

/** The rows of the first table in a section. */
export function rowsUnder(page: Page, heading: string): TableRow[] {
  return tableRows(found(sectionOf(page, heading).querySelector('table'), `table under ‘${heading}’`));
}

/** The cells of the one row whose first cell starts so. */
export function rowUnder(page: Page, heading: string, head: string): TableRow['cells'] {
  const rows = rowsUnder(page, heading).filter((row) => row.head.startsWith(head));
  return found(rows.length === 1 ? rows[0] : null, `single row ‘${head}’ under ‘${heading}’`).cells;
}

/** What a link leads to, by its words. */
export function linkTo(page: Page, words: string): string {
  const link = page.root.querySelectorAll('a').find((candidate) => textOf(candidate) === words);
  return found(link?.getAttribute('href'), `link ‘${words}’`);
}

/** What a form holds, by the names of its fields; of boxes and radios what is ticked. */
export function formValues(page: Page, action: string): Record<string, string | string[]> {
  const form = found(
    page.root.querySelectorAll('form').find((candidate) => candidate.getAttribute('action') === action),
    `form to ${action}`,
  );
  return valuesOf(form);
}

/** The last form to an address, where a page has more than one. */
export function valuesOf(form: HTMLElement): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const field of form.querySelectorAll('input, select, textarea')) {
    const name = field.getAttribute('name');
    const isElsewhere = (field.getAttribute('form') ?? form.id) !== form.id;
    const value = name === undefined || isElsewhere ? null : fieldValue(field);
    if (name === undefined || value === null) continue;
    const held = values[name];
    values[name] = held === undefined ? value : [held, value].flat();
  }
  return values;
}

/** Null for a box that is not ticked, and for a field that nobody can fill in. */
function fieldValue(field: HTMLElement): string | null {
  if (field.hasAttribute('disabled')) return null;
  if (field.tagName === 'TEXTAREA') return field.text;
  if (field.tagName === 'SELECT') {
    const options = field.querySelectorAll('option');
    const chosen = options.find((option) => option.hasAttribute('selected')) ?? options[0];
    return chosen?.getAttribute('value') ?? textOf(chosen);
  }
  const type = field.getAttribute('type');
  if ((type === 'radio' || type === 'checkbox') && !field.hasAttribute('checked')) return null;
  return field.getAttribute('value') ?? '';
}

/** What is said to be wrong, by the field that each line of the error summary leads to. */
export function problemsOn(page: Page): Record<string, string> {
  return Object.fromEntries(
    page.root
      .querySelectorAll('.govuk-error-summary a')
      .map((link) => [(link.getAttribute('href') ?? '').replace(/^#/, ''), textOf(link)]),
  );
}

/** The problem that stands at a field itself. */
export function problemAt(page: Page, field: string): string {
  const message = page.root.querySelector(`#${field}-error`);
  return textOf(message).replace(/^Error: /, '');
}
