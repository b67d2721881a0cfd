import type { HTMLElement } from 'node-html-parser';
import { type Page, textOf } from './page.ts';

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join(';');

/** What every answer carries. */
export const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CSP,
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

/** Words that no reader should meet: they are what a program prints where it knows nothing. */
const MACHINE_WORDS = /\bundefined\b|\bNaN\b|\[object\b|\bnull\b|\bInfinity\b/;

function headerFaults({ headers }: Page): string[] {
  const wrong = Object.entries(HEADERS).filter(([name, value]) => headers[name] !== value);
  const told = 'x-powered-by' in headers ? ['says what it is made with'] : [];
  return [...wrong.map(([name]) => `${name} is ${headers[name] ?? 'missing'}`), ...told];
}

function frameFaults({ root }: Page, isExample: boolean): string[] {
  const headings = root.querySelectorAll('h1');
  const notices = textOf(root.querySelector('.notices'));
  const title = textOf(root.querySelector('title'));
  return [
    headings.length === 1 && textOf(headings[0]) !== '' ? '' : `${headings.length} h1`,
    /^\S.* – LAA target tracker$/.test(title) ? '' : `title ‘${title}’`,
    root.querySelector('html')?.getAttribute('lang') === 'en-GB' ? '' : 'no language',
    notices.includes('Example record') === isExample ? '' : 'is wrong about whether it is the example',
    !isExample || notices.includes('19 November 2008') ? '' : 'does not say when its clock started',
  ].filter((fault) => fault !== '');
}

/** `data-chart` is for the script, and may hold null. */
function attributesOf(element: HTMLElement): string[] {
  return Object.entries(element.attributes)
    .filter(([name]) => name !== 'data-chart')
    .map(([name, value]) => `${name}="${value}"`);
}

function wordFaults({ root }: Page): string[] {
  const words = MACHINE_WORDS.exec(textOf(root))?.[0];
  const attributes = root.querySelectorAll('*').flatMap(attributesOf);
  const broken = attributes.filter((attribute) => /\bundefined\b|\bNaN\b|\[object\b|="null"/.test(attribute));
  return [...(words === undefined ? [] : [`prints ‘${words}’`]), ...broken];
}

/** A cell is blank only in the heat map, where the agreement did not run. A drawing counts as what a cell holds. */
function cellFaults({ root }: Page): string[] {
  return root
    .querySelectorAll('table')
    .filter((table) => !table.classList.contains('heat'))
    .flatMap((table) => table.querySelectorAll('td, th'))
    .filter((cell) => textOf(cell) === '' && cell.querySelector('svg') === null)
    .map((cell) => `blank cell ${textOf(cell.closest('tr'))}`);
}

function codeFaults({ root }: Page): string[] {
  const scripts = root.querySelectorAll('script').filter((script) => !script.hasAttribute('src') || script.text !== '');
  const handlers = root.querySelectorAll('*').flatMap((element) => Object.keys(element.attributes));
  return [
    ...scripts.map(() => 'inline script'),
    ...root.querySelectorAll('style').map(() => 'inline style'),
    ...handlers.filter((name) => name === 'style' || /^on/i.test(name)).map((name) => `attribute ${name}`),
  ];
}

/** Every id once, and every label, description and link within the page leads to one. */
function idFaults({ root }: Page): string[] {
  const ids = root.querySelectorAll('[id]').map((element) => element.id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  const wanted = root
    .querySelectorAll('[for], [aria-labelledby], [aria-describedby], a[href^="#"]')
    .flatMap(({ attributes }) =>
      [
        attributes.for,
        attributes['aria-labelledby'],
        attributes['aria-describedby'],
        attributes.href?.slice(1),
      ].flatMap((names) => (names === undefined || attributes.href?.startsWith('/') ? [] : names.split(' '))),
    );
  const lost = wanted.filter((id) => !ids.includes(id));
  return [...twice.map((id) => `id ${id} twice`), ...lost.map((id) => `nothing has the id ${id}`)];
}

/** What is wrong with a page, whatever it is about; empty where nothing is. */
export function faultsOf(page: Page, isExample = true): string[] {
  return [
    ...headerFaults(page),
    ...frameFaults(page, isExample),
    ...wordFaults(page),
    ...cellFaults(page),
    ...codeFaults(page),
    ...idFaults(page),
  ];
}

/** Addresses on this host that a page leads to or loads, without their fragment. */
export function linksOf({ root }: Page): string[] {
  const addresses = root
    .querySelectorAll('a[href], link[href], script[src], img[src]')
    .map(({ attributes }) => attributes.href ?? attributes.src ?? '');
  return addresses.filter((address) => address.startsWith('/')).map((address) => address.replace(/#.*$/, ''));
}
