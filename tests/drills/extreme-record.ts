import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { expect, it } from 'vitest';
import { writePackageCsv } from '../../server/documents/package-csv.ts';
import { assessmentJson } from '../../server/domain/assessment-json.ts';
import type { Agreement, Commitment, Figure, FileName, PackageRows } from '../../server/domain/data-package.ts';
import { addDays } from '../../server/domain/moment.ts';
import { problemText } from '../../server/domain/package-problem.ts';
import { periodAddress, periodEnd, periodText } from '../../server/domain/period.ts';
import { assessAgreement } from '../../server/services/assessments.ts';
import { importPackage, RefusedPackage } from '../../server/services/data-package.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import { temporaryFolder } from '../support/folders.ts';
import { partnership } from '../support/package-rows.ts';
import { openPage, type Page, textOf } from '../support/page.ts';
import { faultsOf } from '../support/page-faults.ts';
import {
  type Amount,
  agreement,
  commitment,
  figure,
  type GivenTarget,
  type GivenTerms,
  indicator,
  period,
  quantity,
  terms,
} from '../support/records.ts';
import { emptyApp, type TestApp } from '../support/test-app.ts';

export type Json = Record<string, unknown>;

/** The assessment JSON of contract.md. */
interface AgreementJson extends Json {
  readonly targets: readonly Json[];
}

/** One target of LAA2 (2008/09 to 2010/11), and the quarter that is looked at, fifty days after its end. */
export interface Given {
  readonly agreement?: Partial<Agreement>;
  readonly indicator?: GivenTarget['indicator'];
  readonly terms?: GivenTerms;
  readonly commitments: readonly Commitment[];
  readonly figures: readonly Figure[];
  /** 2009/10 Q2 where it is left out. */
  readonly at?: string;
}

export const TARGET = '/targets/laa2/ni-192';
export const REWARDED = { reward_scheme: 'per-target', reward_threshold: quantity('0.6') } as const;
export const COUNT = { unit: 'number', decimals: 0 } as const;
export const FLOW = { ...COUNT, measure: 'flow' } as const;
export const LOWER = { polarity: 'lower' } as const;

/** The baseline; its year's end is eight quarters before that of the target. */
export const B = (amount: Amount, year = '2007/08'): Commitment => commitment('baseline', year, amount);
export const T = (amount: Amount, year = '2009/10'): Commitment => commitment('target', year, amount);

/** A stretch with what is expected without it and the pounds that hang on it. */
export function paid(without: Amount, stretch: Amount, pot: Amount, year = '2009/10'): Commitment[] {
  const level = (item: Commitment['item'], amount: Amount) => commitment(item, year, amount);
  return [level('expected-without', without), level('stretch', stretch), level('reward-pot', pot)];
}

/** Figures of consecutive quarters; null leaves one out. */
export function from(first: string, amounts: readonly (Amount | null)[]): Figure[] {
  return amounts.flatMap((amount, index) =>
    amount === null ? [] : [figure(periodText(period(first) + index), amount)],
  );
}

/** So many times the same. */
export function times(count: number, amount: Amount): Amount[] {
  return Array.from({ length: count }, () => amount);
}

export function rowsOf(given: Given): Partial<PackageRows> {
  return {
    agreements: [agreement(given.agreement)],
    partnerships: [partnership()],
    indicators: [indicator(given.indicator)],
    targets: [terms(given.terms)],
    commitments: [...given.commitments],
    figures: [...given.figures],
  };
}

/** A data package on the disk. */
export function packageOf(rows: Partial<PackageRows>): string {
  const folder = temporaryFolder();
  for (const [file, list] of Object.entries(rows)) {
    writeFileSync(join(folder, `${file}.csv`), writePackageCsv(file as FileName, list as never));
  }
  return folder;
}

/** The app on a record into which the rows were imported, fifty days after the end of a quarter. */
export function appWith(rows: Partial<PackageRows>, at = '2009/10 Q2'): TestApp {
  const app = emptyApp();
  importPackage(app.store, packageOf(rows), COMMAND_LINE);
  app.setNow(`${addDays(periodEnd(period(at)), 50)}T09:00:00Z`);
  return app;
}

/** Why an import refuses a package; empty where it takes it. */
export function refusedBy({ store }: TestApp, rows: Partial<PackageRows>): string[] {
  try {
    importPackage(store, packageOf(rows), COMMAND_LINE);
    return [];
  } catch (error) {
    if (error instanceof RefusedPackage) return error.found.map(problemText);
    throw error;
  }
}

const NO_WORD = /NaN|Infinity|undefined|\bnull\b/;
const MINUS_NOUGHT = /−0(?:\.0+)?(?!\.?\d)/;
/** As a machine writes a number: `3e+22`. */
const EXPONENT = /\d[eE][+-]?\d/;

const isOdd = (words: string): boolean => NO_WORD.test(words) || MINUS_NOUGHT.test(words) || EXPONENT.test(words);

/** Numbers and words of the JSON, before it is text, that nobody can read, with their places. */
function oddIn(value: unknown, place = ''): string[] {
  if (typeof value === 'object') {
    return Object.entries(value ?? {}).flatMap(([name, each]) => oddIn(each, `${place}.${name}`));
  }
  const isSound = typeof value === 'number' ? Number.isFinite(value) && !Object.is(value, -0) : value !== undefined;
  return isSound && !(typeof value === 'string' && isOdd(value)) ? [] : [`${place} is ${inspect(value)}`];
}

/** The fields of a target and of its parts (contract.md). */
const FIELDS = {
  '':
    'indicator part title lead unit polarity basis now year_end stretch overall own_view stretch_met provisional ' +
    'judged_by decided_by reason figure last_known days_late actual expected target baseline gap tolerance ' +
    'improvement_share direction forecast run_rate flip robustness reward',
  figure: 'period value version status missing_reason recorded_at',
  last_known: 'colour period',
  direction: 'previous year_ago',
  forecast: 'method value sd low high chance words',
  run_rate: 'needed pace best words',
  flip: 'better worse',
  robustness: 'green amber red',
  reward: 'pot share payment expected at_risk threshold_at units_to_threshold pounds_per_unit',
} as const;

/** The assessment JSON, with every field and without anything odd. */
export function jsonOf({ deps }: TestApp, at = '2009/10 Q2'): AgreementJson {
  const question = { agreement: 'LAA2', period: period(at), asAt: null, basis: null };
  const json = assessmentJson(assessAgreement(deps, question)) as AgreementJson;
  expect(Object.keys(json)).toEqual('agreement period as_at rules_version counts reward targets'.split(' '));
  expect(oddIn(json)).toEqual([]);
  for (const target of json.targets) {
    for (const [name, fields] of Object.entries(FIELDS)) {
      const part = name === '' ? target : target[name];
      if (part !== null) expect(Object.keys(part as Json), name).toEqual(fields.split(' '));
    }
  }
  return json;
}

/** What a chart may leave open. Anywhere else null is what JSON makes of a number that is none. */
const OPEN = new Set(['actual', 'light', 'expected', 'printed', 'ahead', 'label', 'between', 'values']);

function holesIn(value: unknown, name = ''): string[] {
  if (value === null) return OPEN.has(name) ? [] : [`a chart without ${name}`];
  if (typeof value !== 'object') return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, each]) => holesIn(each, isList ? name : key));
}

/** Numbers that are none, in drawings and in words. */
function numberFaults({ root }: Page): string[] {
  const attributes = root.querySelectorAll('*').flatMap((element) => Object.entries(element.attributes));
  const charts = attributes.filter(([name]) => name === 'data-chart').map(([, value]) => value);
  const others = attributes.filter(([name]) => name !== 'data-chart').map((attribute) => attribute.join('='));
  const words = textOf(root);
  return [
    ...charts.flatMap((chart) => holesIn(JSON.parse(chart))),
    ...others.filter((attribute) => /NaN|Infinity|undefined/.test(attribute)),
    ...[MINUS_NOUGHT, EXPONENT].flatMap((pattern) => pattern.exec(words) ?? []),
  ];
}

/** Opens a page that nothing is wrong with, and gives its words. */
export async function wordsOf({ app }: TestApp, address: string): Promise<string> {
  const page = await openPage(app, address);
  expect(page.status, address).toBe(200);
  expect([...faultsOf(page, false), ...numberFaults(page)], address).toEqual([]);
  return textOf(page.root);
}

/** The rows of a table for spreadsheets, in which a very large or small number may have an exponent. */
async function rowsAt({ app }: TestApp, address: string): Promise<Record<string, string>[]> {
  const { status, text } = await request(app).get(address);
  expect(status, address).toBe(200);
  const rows = parse<Record<string, string>>(text, { bom: true, columns: true });
  const odd = (cell: string): boolean => NO_WORD.test(cell) || MINUS_NOUGHT.test(cell) || cell === '-0';
  expect(rows.flatMap((row) => Object.values(row).filter(odd))).toEqual([]);
  return rows;
}

/** What the list of targets for spreadsheets says of one, from the JSON. */
function cellsOf(target: Json): Json {
  const { forecast, run_rate: rate, reward } = target as Record<string, Json | null>;
  const text = (value: unknown): string => String(value ?? '');
  return {
    now: target.now,
    year_end: target.year_end,
    overall: target.overall,
    reason: target.reason,
    actual: text(target.actual),
    target: text(target.target),
    forecast: text(forecast?.value),
    chance: text(forecast?.chance),
    needed_per_quarter: text(rate?.needed),
    reward_at_risk: text(reward?.at_risk),
  };
}

/** Opens every page that shows the target, and the tables, which say what the JSON says; the words of its own page. */
export async function wordsOfAll(app: TestApp, json: AgreementJson, at = '2009/10 Q2'): Promise<string> {
  const asked = `?period=${periodAddress(period(at))}`;
  for (const address of ['/', '/reward', '/targets']) await wordsOf(app, address + asked);
  await rowsAt(app, `/reward.csv${asked}`);
  expect(await rowsAt(app, `/targets.csv${asked}`)).toMatchObject(json.targets.map(cellsOf));
  return wordsOf(app, TARGET + asked);
}

/** What is given, what the JSON must say of it, worked out by hand from rules.md, and words of the target's page. */
export type Case = readonly [sentence: string, given: Given, expected: Json, words?: readonly string[]];

/** Declares a test for each case. */
export function holds(cases: readonly Case[]): void {
  for (const [sentence, given, expected, words = []] of cases) {
    it(sentence, async () => {
      const app = appWith(rowsOf(given), given.at);
      const json = jsonOf(app, given.at);
      expect(json.targets).toMatchObject([expected]);
      const page = await wordsOfAll(app, json, given.at);
      for (const each of words) expect(page).toContain(each);
    });
  }
}

export function close(value: number, digits = 2): unknown {
  return expect.closeTo(value, digits);
}
