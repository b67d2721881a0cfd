import { recordClock } from '../../server/clock.ts';
import { codeAddress } from '../../server/domain/target-order.ts';
import { recordFigure } from '../../server/services/figures.ts';
import { openRecord } from '../../server/services/setup.ts';
import { WRITER } from '../support/authors.ts';
import { bareSaver } from './bare-saver.ts';
import { type Client, clientOf, expected } from './client.ts';
import { copyOf, type Database } from './databases.ts';
import { comparedBy, type Effort, type Pair, perSecond } from './measure.ts';
import { type Server, startApp } from './processes.ts';
import { advance, entryFor, type Slot, slotsOf } from './save-slots.ts';
import { signIn } from './signed-in.ts';
import { byRatio, type Line } from './table.ts';

/** Browsers that save at the same time, each its own figures. */
const SAVERS = 8;
const BATCH = 16;

/** Saves figures one after the other and gives how many it does in a second. */
type Saver = (count: number) => number | Promise<number>;

/** Figures saved with a commentary, durably and audited, beside the same inserts without an application. */
export async function saves(database: Database, effort: Effort): Promise<Line[]> {
  const [atService, atBare, overHttp] = ['service', 'bare', 'http'].map((end) => copyOf(database, end)) as [
    Database,
    Database,
    Database,
  ];
  const bare = bareSaver(atBare.file, takerOf(atBare));
  const service = serviceSaver(atService);
  const atItsBest = (count: number): number => rateOf(count, bare.saveOne);
  const app = await startApp(overHttp.file, overHttp.today);
  try {
    return [
      lineOf(
        `a saved figure at the service, ${database.name}`,
        await inTurn(effort, (count) => rateOf(count, service.saveOne), atItsBest),
        0.5,
      ),
      lineOf(`a saved figure through HTTP, ${database.name}`, await throughHttp(app, overHttp, effort, atItsBest), 0.2),
    ];
  } finally {
    for (const { close } of [service, bare]) close();
    await app.stop();
  }
}

async function throughHttp(app: Server, database: Database, effort: Effort, other: Saver): Promise<Pair[]> {
  const { save, close } = httpSaver(app, await signIn(app), database);
  try {
    return await inTurn(effort, save, other);
  } finally {
    close();
  }
}

function lineOf(what: string, rounds: readonly Pair[], atLeast: number): Line {
  const { own, other, ratio } = comparedBy(rounds);
  return byRatio({ what, measured: perSecond(own), against: `bare inserts ${perSecond(other)}` }, ratio, {
    atLeast,
  });
}

/** In small batches; the first third warms the code up and does not count. */
async function inTurn({ rounds, repeats }: Effort, own: Saver, other: Saver): Promise<Pair[]> {
  const pairs: Pair[] = [];
  const batches = Math.ceil((1.5 * rounds * repeats) / BATCH);
  for (let batch = 0; batch < batches; batch += 1) pairs.push({ own: await own(BATCH), other: await other(BATCH) });
  return pairs.slice(Math.floor(batches / 3));
}

/** Gives the slots of a record one after the other, and from the first again. */
function takerOf({ file, agreement, today }: Database): () => Slot {
  const store = openRecord(file);
  const slots = slotsOf(store, agreement, today || (store.state.find().today ?? ''));
  store.close();
  let taken = 0;
  return () => {
    const slot = slots[taken % slots.length];
    taken += 1;
    if (slot === undefined) throw new Error(`${agreement} has no figure to save`);
    return slot;
  };
}

function serviceSaver(database: Database) {
  const take = takerOf(database);
  const store = openRecord(database.file);
  const { today, last_recorded_at: lastRecordedAt } = store.state.find();
  const deps = { store, now: recordClock(database.today || today, lastRecordedAt) };
  const saveOne = (): void => {
    const slot = take();
    recordFigure(deps, WRITER, slot, entryFor(slot), slot.seen);
    advance(slot);
  };
  return { saveOne, close: () => store.close() };
}

function rateOf(count: number, saveOne: () => void): number {
  const start = performance.now();
  for (let saved = 0; saved < count; saved += 1) saveOne();
  return (count * 1000) / (performance.now() - start);
}

/** Its browsers keep their connections from one batch to the next, as browsers do. */
function httpSaver({ origin }: Server, cookie: string, database: Database) {
  const take = takerOf(database);
  const clients = Array.from({ length: SAVERS }, () => clientOf(origin, cookie));
  const save: Saver = async (count) => {
    const start = performance.now();
    await Promise.all(clients.map((client) => saveThrough(client, take, Math.ceil(count / SAVERS))));
    return (Math.ceil(count / SAVERS) * SAVERS * 1000) / (performance.now() - start);
  };
  const close = (): void => {
    for (const client of clients) client.close();
  };
  return { save, close };
}

async function saveThrough(client: Client, take: () => Slot, count: number): Promise<void> {
  for (let saved = 0; saved < count; saved += 1) {
    const slot = take();
    const words = [slot.agreement, slot.indicator, ...(slot.part === '' ? [] : [slot.part])].map(codeAddress);
    const form = { ...entryFor(slot), seen: String(slot.seen), step: 'save' };
    expected(await client.post(`/figures/${words.join('/')}`, form), 303);
    advance(slot);
  }
}
