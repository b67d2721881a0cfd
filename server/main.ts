import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { createApp } from './app.ts';
import { recordClock } from './clock.ts';
import { type Config, readConfig } from './config.ts';
import { Conflict, Invalid, NotFound } from './domain/errors.ts';
import { createLog } from './log.ts';
import { createExample, openRecord } from './services/setup.ts';
import type { Store } from './store/store.ts';
import { isLoopback } from './web/security.ts';

/** Why the process does not start, in one line. */
class CannotStart extends Error {}

/** The record; outside production a missing one is created with the example in it (contract.md). */
function recordFor({ database, production }: Config): Store {
  if (existsSync(database)) return openRecord(database);
  if (production) {
    throw new CannotStart(`there is no database ${database}; "npm run -s laa -- init" creates an empty one`);
  }
  say(`Creating ${database} with the Oxfordshire example …`);
  return createExample(database);
}

function start(config: Config): Server {
  if (!isLoopback(config.host)) {
    throw new CannotStart(
      `HOST is ${config.host}: without sign-in the record is served on this machine only (127.0.0.1)`,
    );
  }
  const store = recordFor(config);
  const { is_example: isExample, today, last_recorded_at: lastRecordedAt } = store.state.find();
  if (config.production && isExample === 1) {
    store.close();
    throw new CannotStart(`${config.database} holds the example, which is not for production`);
  }
  const now = recordClock(config.today ?? today, lastRecordedAt);
  const server = createApp({ store, now, log: createLog('info') }).listen(config.port, config.host);
  server.on('listening', () => announce(server, config, now().slice(0, 10)));
  server.on('error', (error) => fail(`port ${config.port} cannot be used: ${error.message}`));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(server, store));
  return server;
}

function announce(server: Server, { host }: Config, today: string): void {
  const { port } = server.address() as AddressInfo;
  const name = isIPv6(host) ? `[${host}]` : host;
  say(`The LAA target tracker is at http://${name}:${port}/ (the record’s day is ${today}).`);
  say('There is no sign-in yet: it is open to everyone on this machine. Ctrl+C stops it.');
}

/** Lets requests under way finish, then closes the record. */
function stop(server: Server, store: Store): void {
  server.close(() => {
    store.close();
    process.exit(0);
  });
  server.closeIdleConnections();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(line: string): void {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

try {
  start(readConfig());
} catch (error) {
  const expected = [CannotStart, Invalid, NotFound, Conflict].some((kind) => error instanceof kind);
  fail(expected ? (error as Error).message : `it cannot start: ${(error as Error).stack}`);
}
