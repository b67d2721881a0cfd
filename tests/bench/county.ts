import { openRecord } from '../../server/services/setup.ts';
import type { Store } from '../../server/store/store.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import { type Client, clientOf, expected } from './client.ts';
import type { Databases } from './databases.ts';
import { comparedBy, type Effort, median, milliseconds, type Pair, times } from './measure.ts';
import { startApp } from './processes.ts';
import { signIn } from './signed-in.ts';
import { byRatio, type Line, told } from './table.ts';

/** A client of a server, and a way to move its record on. */
interface Side {
  readonly client: Client;
  write(): void;
}

/** What is worked out from the record is let go of, as after any change of it. */
function moveOn(store: Store | undefined): void {
  store?.write(COMMAND_LINE, () => store.state.raiseRevision());
}

/** A county's pages in the national record beside the same county's pages in its own. */
export async function countyPages({ national, county }: Databases, effort: Effort): Promise<Line[]> {
  const apps = [await startApp(national.file, national.today), await startApp(county.file, county.today)];
  const stores = [openRecord(national.file), openRecord(county.file)];
  const cookies: string[] = [];
  for (const app of apps) cookies.push(await signIn(app));
  const [inNation, alone] = apps.map(({ origin }, index) => ({
    client: clientOf(origin, cookies[index]),
    write: () => moveOn(stores[index]),
  })) as [Side, Side];
  try {
    const lines: Line[] = [];
    for (const [page, address] of Object.entries(county.pages)) {
      lines.push(...(await comparePage(`county’s ${page} page`, inNation, alone, address, effort)));
    }
    return lines;
  } finally {
    for (const { client } of [inNation, alone]) client.close();
    for (const store of stores) store.close();
    await Promise.all(apps.map((app) => app.stop()));
  }
}

async function comparePage(
  what: string,
  inNation: Side,
  alone: Side,
  address: string,
  effort: Effort,
): Promise<Line[]> {
  const cold = comparedBy(await inTurn(effort.rounds, inNation, alone, (side) => coldTime(side, address)));
  const warm = comparedBy(
    await inTurn(5 * effort.rounds, inNation, alone, (side) => warmTime(side.client, address, effort)),
  );
  return [
    byRatio(
      { what: `${what}, warm`, measured: milliseconds(warm.own), against: `in its own ${milliseconds(warm.other)}` },
      warm.ratio,
      { atMost: 1.3 },
    ),
    told(
      {
        what: `${what}, after a write`,
        measured: milliseconds(cold.own),
        against: `in its own ${milliseconds(cold.other)}`,
      },
      cold.ratio,
    ),
  ];
}

async function inTurn(
  rounds: number,
  inNation: Side,
  alone: Side,
  time: (side: Side) => Promise<number>,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round += 1) {
    pairs.push({ own: await time(inNation), other: await time(alone) });
  }
  return pairs;
}

/** Of several askings, for a page that nothing has changed since. */
async function warmTime(client: Client, address: string, { repeats }: Effort): Promise<number> {
  const found: number[] = [];
  for (const _ of times(repeats)) found.push(expected(await client.get(address), 200).time);
  return median(found);
}

/** The first asking after the record has moved on, once the code itself is warm. */
async function coldTime({ client, write }: Side, address: string): Promise<number> {
  expected(await client.get(address), 200);
  write();
  return expected(await client.get(address), 200).time;
}
