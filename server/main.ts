import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { type AppDeps, createApp } from './app.ts';
import { machineClock, recordClock } from './clock.ts';
import { type Config, readConfig } from './config.ts';
import { Conflict, Invalid, NotFound } from './domain/errors.ts';
import { productionProblem } from './domain/production.ts';
import { logAuditHead, nightly } from './jobs/nightly.ts';
import { reminding } from './jobs/reminding.ts';
import { createLog } from './log.ts';
import { mailer } from './services/mail.ts';
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
  return createExample(database, { actor: null, at: machineClock() });
}

/** Outside production anybody who reaches the app may enter the example. */
function requireOwnMachine({ production, host, baseUrl, trustProxy }: Config): void {
  if (production) return;
  const only =
    'outside production the record is served on this machine only (127.0.0.1); NODE_ENV=production sets the door';
  if (!isLoopback(host)) throw new CannotStart(`HOST is ${host}: ${only}`);
  if (trustProxy > 0) throw new CannotStart(`LAA_TRUST_PROXY is ${trustProxy}: ${only}`);
  const name = baseUrl === null ? host : new URL(baseUrl).hostname.replace(/^\[|\]$/g, '');
  if (!isLoopback(name)) throw new CannotStart(`LAA_BASE_URL is ${baseUrl}: ${only}`);
}

/** Refuses to serve a record to others than it is meant for. */
function requireReady(config: Config, store: Store): void {
  const { secret, baseUrl, trustProxy, singleSignOn, database } = config;
  if (!config.production) return;
  const problem = productionProblem({
    secret,
    baseUrl,
    trustProxy,
    issuer: singleSignOn?.issuer ?? null,
    fileMode: process.platform === 'win32' ? null : statSync(database).mode,
    isExample: store.state.find().is_example === 1,
    hasDemonstration: store.accounts.hasDemonstration(),
  });
  if (problem !== null) throw new CannotStart(problem);
}

function start(config: Config): void {
  requireOwnMachine(config);
  const store = recordFor(config);
  try {
    requireReady(config, store);
  } catch (error) {
    store.close();
    throw error;
  }
  const server = createServer();
  server.on('listening', () => serve(server, config, store));
  server.on('error', (error) => fail(`port ${config.port} cannot be used: ${error.message}`));
  server.listen(config.port, config.host);
}

/** What people reach is known once the machine has given a port. */
function serve(server: Server, config: Config, store: Store): void {
  const deps = depsOf(server, config, store);
  server.on('request', createApp(deps));
  const jobs = [nightly(deps, deps.log), reminding(deps, deps.log)];
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      for (const job of jobs) job.stop();
      stop(server, store);
    });
  }
  logAuditHead(deps, deps.log);
  announce(deps, deps.now().slice(0, 10));
}

function depsOf(server: Server, config: Config, store: Store): AppDeps {
  const { today, last_recorded_at: lastRecordedAt } = store.state.find();
  return {
    store,
    now: recordClock(config.today ?? today, lastRecordedAt),
    clock: machineClock,
    log: createLog('info'),
    mail: config.smtpUrl === null ? null : mailer(config.smtpUrl, config.mailFrom ?? '', { tls: config.production }),
    trustProxy: config.trustProxy,
    settings: {
      // Outside production without one, sessions end with the process.
      secret: config.secret ?? randomBytes(48).toString('base64'),
      baseUrl: config.baseUrl ?? ownAddress(server, config),
      production: config.production,
      secondFactorDemanded: config.secondFactorDemanded,
      localSignIn: config.localSignIn,
      singleSignOn: config.singleSignOn,
      onePersonPacks: config.onePersonPacks,
    },
  };
}

function ownAddress(server: Server, { host }: Config): string {
  const { port } = server.address() as AddressInfo;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

function announce({ settings, store }: AppDeps, today: string): void {
  say(`The LAA target tracker is at ${settings.baseUrl}/ (the record’s day is ${today}).`);
  if (store.accounts.hasDemonstration()) {
    say('Sign in with one of the example’s accounts: the page has a button for each. Ctrl+C stops it.');
  } else if (store.accounts.listAdministrators(settings.localSignIn).length === 0) {
    say('Nobody can sign in yet: "npm run -s laa -- init" prints a link for the first administrator. Ctrl+C stops it.');
  } else say('Sign in with your account. Ctrl+C stops it.');
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
