import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BareAnswer } from './bare-server.ts';
import { clientOf, expected } from './client.ts';
import type { Database } from './databases.ts';
import { type Load, loadOn } from './load.ts';
import { type Compared, comparedBy, type Effort, microseconds, milliseconds, perSecond } from './measure.ts';
import { type Server, startApp, startServer } from './processes.ts';
import { signIn } from './signed-in.ts';
import { byRatio, type Line, told } from './table.ts';

/** Both servers, and the cookies that every request to either has. */
interface Sides {
  readonly app: Server;
  readonly bare: Server;
  readonly cookie: string;
}

/** Pages under load as an officer has them, beside a bare server that sends the same bytes. */
export async function pages(database: Database, folder: string, effort: Effort): Promise<Line[]> {
  const app = await startApp(database.file, database.today);
  const cookie = await signIn(app);
  const addresses = Object.values(database.pages);
  const bare = await startServer('tests/bench/bare-server.ts', [
    await answersOf(app, cookie, addresses, join(folder, 'bare.json')),
  ]);
  try {
    const lines: Line[] = [];
    for (const [page, address] of Object.entries(database.pages)) {
      lines.push(...(await underLoad(`${page} page, ${database.name}`, { app, bare, cookie }, address, effort)));
    }
    return lines;
  } finally {
    await Promise.all([app.stop(), bare.stop()]);
  }
}

/** Writes what the application answers to a file for the bare server; gives the file's name. */
async function answersOf(app: Server, cookie: string, addresses: readonly string[], file: string): Promise<string> {
  const client = clientOf(app.origin, cookie);
  const answers: Record<string, BareAnswer> = {};
  for (const address of addresses) {
    const { headers, body } = expected(await client.get(address), 200);
    const kept = ['content-type', 'content-encoding'].map((name) => [name, String(headers[name])]);
    answers[address] = { headers: Object.fromEntries(kept), body: body.toString('base64') };
  }
  client.close();
  writeFileSync(file, JSON.stringify(answers));
  return file;
}

async function underLoad(
  what: string,
  { app, bare, cookie }: Sides,
  address: string,
  { rounds, seconds }: Effort,
): Promise<Line[]> {
  for (const server of [app, bare]) await loadOn(server, address, cookie, 1);
  const loads: { own: Load; other: Load }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const own = await loadOn(app, address, cookie, seconds);
    loads.push({ own, other: await loadOn(bare, address, cookie, seconds) });
  }
  const of = (figure: keyof Load): Compared =>
    comparedBy(loads.map(({ own, other }) => ({ own: own[figure], other: other[figure] })));
  return linesOf(what, of('rate'), of('p99'), of('used'));
}

/** The load itself takes a processor, so what a request costs the server is told beside what came through. */
function linesOf(what: string, rate: Compared, p99: Compared, used: Compared): Line[] {
  const beside = (name: string, { own, other }: Compared, text: (value: number) => string) => ({
    what: `${what}${name}`,
    measured: text(own),
    against: `bare http ${text(other)}`,
  });
  return [
    byRatio(beside('', rate, perSecond), rate.ratio, { atLeast: 0.25 }),
    byRatio(beside(': p99', p99, milliseconds), p99.ratio, { atMost: 3 }),
    told(beside(': processor', used, microseconds), used.ratio),
  ];
}
