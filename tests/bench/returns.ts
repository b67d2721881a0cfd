import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'node-html-parser';
import { lastPeriodEndedBefore, periodAddress } from '../../server/domain/period.ts';
import { codeAddress } from '../../server/domain/target-order.ts';
import type { Store } from '../../server/store/store.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import { type Client, clientOf, expected } from './client.ts';
import type { Databases } from './databases.ts';
import { comparedBy, type Effort, median, milliseconds, type Pair, times } from './measure.ts';
import { areaCode, createNational, NATIONAL_TODAY } from './national.ts';
import { startApp } from './processes.ts';
import { sheetLines } from './return-sheet.ts';
import { signIn } from './signed-in.ts';
import { type Line, told } from './table.ts';

const ROWS = 60;
/** Two areas have more than sixty targets between them. */
const AREAS = [1, 2];
const LEAD = `${areaCode(1)}-CSP`;
const ADDRESS = `/returns/${periodAddress(lastPeriodEndedBefore(NATIONAL_TODAY))}/${codeAddress(LEAD)}`;
const BOARD = `/?agreement=${areaCode(1).toLowerCase()}`;

/** A return of sixty targets: opened, one row of it saved, all of it saved; and as a sheet. */
export async function returnLines(databases: Databases, effort: Effort): Promise<Line[]> {
  const file = join(databases.folder, 'returns.db');
  const store = createNational(file, AREAS);
  giveTo(store, LEAD, ROWS);
  store.close();
  const app = await startApp(file, NATIONAL_TODAY);
  const client = clientOf(app.origin, await signIn(app));
  try {
    return [...(await pageLines(client, effort)), ...(await sheetLines(effort))];
  } finally {
    client.close();
    await app.stop();
  }
}

/**
 * Makes one partnership the lead of just so many targets that bring a figure each quarter, from their first day: a
 * return goes to whoever led when it opened.
 */
function giveTo(store: Store, lead: string, count: number): void {
  const quarterly = new Set(
    store.rows.indicators.list().flatMap((row) => (row.due_quarters === '1|2|3|4' ? [row.indicator] : [])),
  );
  const targets = store.rows.targets.list();
  const own = new Set(targets.filter(({ indicator }) => quarterly.has(indicator)).slice(0, count));
  const moved = targets.filter((row) => own.has(row) || row.lead === lead);
  store.write(COMMAND_LINE, () => {
    for (const row of moved) {
      const next = own.has(row) ? lead : `${areaCode(1)}-ENV`;
      store.rows.targets.insert({ ...row, version: row.version + 1, lead: next });
    }
  });
}

async function pageLines(client: Client, { rounds, repeats }: Effort): Promise<Line[]> {
  const form = await formOf(client);
  const keys = Object.keys(form).flatMap((name) => (name.startsWith('seen.') ? [name.slice('seen.'.length)] : []));
  if (keys.length !== ROWS) throw new Error(`the return has ${keys.length} rows instead of ${ROWS}`);
  const opening = comparedBy(await inTurn(client, rounds * 3));
  const one: number[] = [];
  for (const turn of times(repeats)) one.push(await saveRow(client, keys[turn % keys.length] ?? '', turn));
  const all: number[] = [];
  for (const turn of times(rounds * 3)) all.push(await saveAll(client, turn));
  return [
    told(
      {
        what: `opening a return of ${ROWS} targets`,
        measured: milliseconds(opening.own),
        against: `the Board’s view, after a write ${milliseconds(opening.other)}`,
      },
      opening.ratio,
    ),
    told(
      {
        what: 'saving a return, every row typed into',
        measured: milliseconds(median(all)),
        against: `one row ${milliseconds(median(one))}`,
      },
      median(all) / median(one),
    ),
  ];
}

/** The return is worked out at every opening; the Board's view is remembered until something is written. */
async function inTurn(client: Client, rounds: number): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const _ of times(rounds)) {
    pairs.push({ own: expected(await client.get(ADDRESS), 200).time, other: await boardAfterWrite(client) });
  }
  return pairs;
}

let venues = 0;

async function boardAfterWrite(client: Client): Promise<number> {
  venues += 1;
  const meeting = { board: `${areaCode(1)}-LSP`, date: '2010-06-09', reviews: '2009-10-q4', papers_due: '' };
  expected(await client.post('/meetings', { ...meeting, venue: `Room ${venues}` }), 303);
  return expected(await client.get(BOARD), 200).time;
}

type Form = Record<string, string>;

/** What the form of the return holds, as a browser would send it. */
async function formOf(client: Client): Promise<Form> {
  const { body } = expected(await client.get(ADDRESS), 200);
  const form = parse(gunzipSync(body).toString()).querySelector('form[data-return]');
  const fields = form?.querySelectorAll('input[name], select[name], textarea[name]') ?? [];
  return Object.fromEntries(
    fields.map((field) => {
      const option = field.querySelectorAll('option').find((each) => each.hasAttribute('selected'));
      const value = field.tagName === 'SELECT' ? option?.getAttribute('value') : field.getAttribute('value');
      return [field.getAttribute('name') ?? '', field.tagName === 'TEXTAREA' ? field.text : (value ?? '')];
    }),
  );
}

async function saveRow(client: Client, key: string, turn: number): Promise<number> {
  const form = await formOf(client);
  const own = Object.entries(form).filter(([name]) => name.endsWith(`.${key}`));
  return send(client, { ...Object.fromEntries(own), [`note.${key}`]: `Counted again, ${turn}` });
}

async function saveAll(client: Client, turn: number): Promise<number> {
  const form = await formOf(client);
  const typed = Object.keys(form).filter((name) => name.startsWith('note.'));
  return send(client, { ...form, ...Object.fromEntries(typed.map((name) => [name, `Counted anew, ${turn}`])) });
}

async function send(client: Client, form: Form): Promise<number> {
  return expected(await client.post(ADDRESS, { ...form, step: 'save' }), 303).time;
}
