import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as waited } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workbookFile } from '../../server/documents/report-file.ts';
import { riskSummaryCsv } from '../../server/documents/risk-summary-csv.ts';
import { riskWorkbook } from '../../server/domain/risk-workbook.ts';
import { type Export, type Exports, exportQueue } from '../../server/services/exports.ts';
import { type ReportQuestion, reportView } from '../../server/services/report.ts';
import type { Store } from '../../server/store/store.ts';
import { areasUpTo, createNational, NATIONAL_TODAY } from '../bench/national.ts';
import { COMMAND_LINE, TODAY } from '../support/authors.ts';

/** Ten areas of 53 targets each. */
const TARGETS = 530;
const ANN = 1;
const BOB = 2;

const ALL: ReportQuestion = {
  agreement: null,
  period: null,
  asAt: null,
  partnership: null,
  colours: null,
  columns: null,
};

const depsOf = (store: Store) => ({
  store,
  now: () => `${NATIONAL_TODAY}T12:00:00Z`,
  clock: () => TODAY,
  failed: () => {},
});

/** The rows of workbooks that wait beside a finished file. */
function spoolsBeside(file: string | null): string[] {
  return readdirSync(dirname(file ?? '')).filter((name) => name.endsWith('.rows'));
}

async function written(queue: Exports, id: string): Promise<Export> {
  for (;;) {
    const found = queue.find(ANN, id);
    if (found.state === 'ready' || found.state === 'failed') return found;
    await waited(5);
  }
}

describe('an export', () => {
  let store: Store;
  let queue: Exports;
  beforeAll(() => {
    store = createNational(':memory:', areasUpTo(10));
    queue = exportQueue(depsOf(store));
  });
  afterAll(() => store.close());

  const factsOf = (question: Partial<ReportQuestion>) => reportView(depsOf(store), { ...ALL, ...question }).facts;

  it.each<[sentence: string, question: Partial<ReportQuestion>]>([
    ['of everything', {}],
    ['of one agreement', { agreement: 'a003' }],
    ['of two colours', { colours: ['red', 'amber'] }],
    ['of chosen columns', { columns: ['lead', 'gap'] }],
  ])('as CSV %s is what the risk summary says', async (_sentence, question) => {
    const found = await written(queue, queue.ask(ANN, { ...ALL, ...question }, 'csv'));
    expect(found).toMatchObject({ state: 'ready', done: found.total, before: 0 });
    const facts = factsOf(question);
    const assessments = facts.targets.map(({ assessment }) => assessment);
    expect(readFileSync(found.file ?? '', 'utf8')).toBe(riskSummaryCsv(assessments, facts.columns));
  });

  it('of a partnership looks only where that has targets', async () => {
    const [code = ''] = store.rows.targets.list().map(({ lead }) => lead);
    const found = await written(queue, queue.ask(ANN, { ...ALL, partnership: code }, 'csv'));
    expect(found.total).toBe(53);
    const rows = readFileSync(found.file ?? '', 'utf8')
      .trim()
      .split('\r\n')
      .slice(1);
    expect(rows).toHaveLength(store.rows.targets.list().filter(({ lead }) => lead === code).length);
  });

  it('as a workbook is the same bytes', async () => {
    const found = await written(queue, queue.ask(ANN, ALL, 'xlsx'));
    expect(found.total).toBe(TARGETS);
    expect(readFileSync(found.file ?? '').equals(await workbookFile(riskWorkbook(factsOf({}))))).toBe(true);
    expect(spoolsBeside(found.file)).toEqual([]);
  });

  it('two are written at a time, the others wait in their order', async () => {
    const own = exportQueue(depsOf(store));
    const colours = ['red', 'amber', 'green', 'parked'] as const;
    const ids = colours.map((colour) => own.ask(ANN, { ...ALL, colours: [colour] }, 'csv'));
    expect(ids.map((id) => [own.find(ANN, id).state, own.find(ANN, id).before])).toEqual([
      ['running', 0],
      ['running', 0],
      ['waiting', 0],
      ['waiting', 1],
    ]);
    const running = async (): Promise<number> => ids.filter((id) => own.find(ANN, id).state === 'running').length;
    const most: number[] = [];
    while (ids.some((id) => own.find(ANN, id).state !== 'ready')) {
      most.push(await running());
      await waited(2);
    }
    expect(Math.max(...most)).toBe(2);
  });

  it('says how far it is, and never goes back', async () => {
    const own = exportQueue(depsOf(store));
    const id = own.ask(ANN, ALL, 'csv');
    const seen: number[] = [];
    while (own.find(ANN, id).state === 'running') {
      seen.push(own.find(ANN, id).done);
      await waited(1);
    }
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen[0]).toBe(0);
    expect(own.find(ANN, id).done).toBe(TARGETS);
  });

  it('asked for again is the same one, and another’s is one’s own', () => {
    const id = queue.ask(ANN, ALL, 'csv');
    expect(queue.ask(ANN, ALL, 'csv')).toBe(id);
    expect(queue.ask(ANN, ALL, 'xlsx')).not.toBe(id);
    const other = queue.ask(BOB, ALL, 'csv');
    expect(other).not.toBe(id);
    expect(() => queue.find(ANN, other)).toThrow(/no such export/);
    expect(() => queue.find(ANN, 'x')).toThrow(/no such export/);
  });

  it('is refused where twenty wait', () => {
    const own = exportQueue(depsOf(store));
    for (let account = 1; account <= 22; account += 1) own.ask(account, ALL, 'csv');
    expect(() => own.ask(23, ALL, 'csv')).toThrow(/Many exports are waiting/);
  });

  it('is refused where five of the same account are unfinished, and the oldest of five finished makes room', async () => {
    const own = exportQueue(depsOf(store));
    const ask = (day: number) => own.ask(ANN, { ...ALL, agreement: 'a001', asAt: `2010-04-0${day}` }, 'csv');
    const ids = [1, 2, 3, 4, 5].map(ask);
    expect(() => ask(6)).toThrow(/5 exports of yours are being written/);
    for (const id of ids) await written(own, id);
    const sixth = await written(own, ask(6));
    expect(sixth.state).toBe('ready');
    expect(() => own.find(ANN, ids[0] ?? '')).toThrow(/no such export/);
    expect(existsSync(own.find(ANN, ids[1] ?? '').file ?? '')).toBe(true);
  });

  it('after a correction is another one', () => {
    const own = exportQueue(depsOf(store));
    const first = own.ask(ANN, { ...ALL, agreement: 'a002' }, 'csv');
    const [row] = store.rows.partnerships.list();
    if (row !== undefined)
      store.write(COMMAND_LINE, () => store.rows.partnerships.replace({ ...row, chair: 'Another' }));
    expect(own.ask(ANN, { ...ALL, agreement: 'a002' }, 'csv')).not.toBe(first);
  });

  it.each<[sentence: string, question: Partial<ReportQuestion>]>([
    ['an unknown agreement', { agreement: 'nowhere' }],
    ['an unknown partnership', { partnership: 'nobody' }],
    ['a day to come', { asAt: '2011-01-01' }],
  ])('of %s is refused', (_sentence, question) => {
    expect(() => queue.ask(ANN, { ...ALL, ...question }, 'csv')).toThrow();
  });
});

it.each(['csv', 'xlsx'] as const)(
  'an export as %s that cannot be written says so, and leaves no rows that waited',
  async (format) => {
    const store = createNational(':memory:', areasUpTo(2));
    const queue = exportQueue(depsOf(store));
    const { file } = await written(queue, queue.ask(ANN, ALL, 'csv'));
    const id = queue.ask(ANN, { ...ALL, colours: ['red'] }, format);
    store.close();
    expect(await written(queue, id)).toMatchObject({ state: 'failed', file: null });
    expect(spoolsBeside(file)).toEqual([]);
  },
);
