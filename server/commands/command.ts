import { parseArgs } from 'node:util';
import { machineClock, recordClock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Author } from '../domain/account.ts';
import { type IsoDate, parseDate } from '../domain/moment.ts';
import { type Period, parsePeriodAddress } from '../domain/period.ts';
import type { Deps } from '../services/reading.ts';
import { openRecord } from '../services/setup.ts';

export interface Command {
  readonly usage: string;
  readonly does: string;
  /** @throws WrongUsage, or an error of the domain with what a person should read */
  run(args: string[], config: Config): void | Promise<void>;
}

export type Commands = Readonly<Record<string, Command>>;

/** The command line was not written as the help says. */
export class WrongUsage extends Error {}

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

/** @throws WrongUsage where there are other options, or another number of words */
export function usage(args: string[], options: Options, count: number) {
  try {
    const { values, positionals: words } = parseArgs({ args, options, allowPositionals: true });
    if (words.length !== count) throw new WrongUsage(`${words.length} words given, ${count} needed`);
    return { values, words };
  } catch (error) {
    throw error instanceof WrongUsage ? error : new WrongUsage((error as Error).message);
  }
}

export function dateOption(text: unknown): IsoDate | null {
  if (text === undefined) return null;
  const date = typeof text === 'string' ? parseDate(text) : null;
  if (date === null) throw new WrongUsage(`--as-at: ${text} is not a date such as 2008-11-19`);
  return date;
}

export function periodOption(text: unknown): Period | null {
  if (text === undefined) return null;
  const period = typeof text === 'string' ? parsePeriodAddress(text) : null;
  if (period === null) throw new WrongUsage(`--period: ${text} is not a quarter such as "2008/09 Q2"`);
  return period;
}

/** Opens the record for as long as the work takes. */
export async function withRecord(
  database: string,
  work: (store: Deps['store']) => void | Promise<void>,
): Promise<void> {
  const store = openRecord(database);
  try {
    await work(store);
  } finally {
    store.close();
  }
}

/** The record with its own clock, as the server has it. */
export function depsOf(store: Deps['store'], { today }: Config): Deps {
  const { today: own, last_recorded_at: lastRecordedAt } = store.state.find();
  return { store, now: recordClock(today ?? own, lastRecordedAt) };
}

/** The command line as an author: whoever may run it may read the database's file. */
export function commandLine(): Author {
  return { actor: null, at: machineClock() };
}

/** Where people reach the app, as far as the settings tell. */
export function baseUrlOf({ baseUrl, host, port }: Config): string {
  return baseUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

export function progress(doing: string): void {
  if (process.stderr.isTTY) complain(`${doing} …`);
}
