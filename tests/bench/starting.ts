import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { clientOf } from './client.ts';
import type { Database } from './databases.ts';
import { type Effort, median, milliseconds } from './measure.ts';
import { type Server, startApp } from './processes.ts';
import { byValue, type Line } from './table.ts';

const AT_MOST = 1000;
const PATIENCE = 10_000;

/** From running `node server/main.ts` on a record that is there to its first answer. */
export async function starting(database: Database, { rounds }: Effort): Promise<Line> {
  const found: number[] = [];
  for (let round = 0; round < 2 * rounds; round += 1) found.push(await startOnce(database));
  const time = median(found);
  const what = `start to first answer, ${database.name}`;
  return byValue({ what, measured: milliseconds(time), target: '<= 1 s' }, time, AT_MOST);
}

async function startOnce(database: Database): Promise<number> {
  const port = await freePort();
  const start = performance.now();
  const starting = startApp(database.file, database.today, port);
  try {
    await firstAnswer(`http://127.0.0.1:${port}`, start + PATIENCE);
    return performance.now() - start;
  } finally {
    await stopped(starting);
  }
}

async function stopped(starting: Promise<Server>): Promise<void> {
  const app = await starting;
  await app.stop();
}

/** Asks until somebody answers. */
async function firstAnswer(origin: string, until: number): Promise<void> {
  const client = clientOf(origin);
  try {
    while (performance.now() < until) {
      const status = await client.get('/health').then(
        (answer) => answer.status,
        () => null,
      );
      if (status === 200) return;
      await pause(5);
    }
    throw new Error('no answer in 10 s');
  } finally {
    client.close();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
