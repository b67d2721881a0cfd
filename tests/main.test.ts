import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parse } from 'node-html-parser';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createExample, createRecord, openRecord } from '../server/services/setup.ts';
import { COMMAND_LINE } from './support/authors.ts';
import { temporaryFolder } from './support/folders.ts';

const MAIN = join(import.meta.dirname, '../server/main.ts');

interface Started {
  readonly process: ChildProcess;
  /** Where it answers. */
  readonly address: string;
  out(): string;
  error(): string;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** What the process says, and when it has ended. */
function run(folder: string, environment: Record<string, string>) {
  const env = { ...process.env, LAA_DATABASE: join(folder, 'laa.db'), PORT: '0', NODE_ENV: '', ...environment };
  const child = spawn(process.execPath, [MAIN], { env, cwd: folder });
  let [out, error] = ['', ''];
  child.stdout.on('data', (bytes) => {
    out += String(bytes);
  });
  child.stderr.on('data', (bytes) => {
    error += String(bytes);
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, closed: once(child, 'close'), out: () => out, error: () => error };
}

const ADDRESS = /at (https?:\/\/[^ ]+\/) \(the record’s day is ([\d-]+)\)/;

/** Starts the program and waits until it answers. */
async function start(folder: string, environment: Record<string, string> = {}): Promise<Started> {
  const { child, closed, out, error } = run(folder, environment);
  const announced = new Promise<string>((resolve) => {
    child.stdout.on('data', () => {
      const address = ADDRESS.exec(out())?.[1];
      if (address !== undefined) resolve(address);
    });
  });
  const address = await Promise.race([announced, closed.then(() => null)]);
  if (address === null) throw new Error(`It did not start: ${error()}`);
  return { process: child, address, out, error };
}

/** Starts the program where it must refuse, and waits for its end. */
async function refused(folder: string, environment: Record<string, string> = {}): Promise<Ended> {
  const { closed, out, error } = run(folder, environment);
  const [code] = await closed;
  return { code: typeof code === 'number' ? code : null, out: out(), error: error() };
}

async function stopped({ process: child }: Started, signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<number | null> {
  const ended = once(child, 'close');
  child.kill(signal);
  const [code] = await ended;
  return typeof code === 'number' ? code : null;
}

/** What the log tells of, line by line. */
function eventsOf(log: string): string[] {
  const lines = log.split('\n').filter((line) => line !== '');
  return lines.map((line) => (JSON.parse(line) as { event: string }).event);
}

const dayOf = ({ out }: Started): string => ADDRESS.exec(out())?.[2] ?? '';

/** Enters the example as one of its accounts, and gives the cookies of that. */
async function entered(address: string, role: string): Promise<Record<string, string>> {
  const page = parse(await (await fetch(`${address}sign-in`)).text());
  const form = page.querySelectorAll('form').find((candidate) => candidate.text.includes(role));
  const account = form?.querySelector('[name="account"]')?.getAttribute('value') ?? '';
  const body = new URLSearchParams({ account });
  const { headers } = await fetch(`${address}sign-in/example`, { method: 'POST', body, redirect: 'manual' });
  return {
    Cookie: headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
  };
}

async function pageOf(address: string, headers: Record<string, string>): Promise<string> {
  return (await fetch(address, { headers })).text();
}

const FIGURE = new URLSearchParams({
  period: '2008-09-q2',
  value: '39.19',
  status: 'final',
  note: 'Recount',
  seen: '1',
  step: 'save',
});

async function save(address: string, headers: Record<string, string>): Promise<number> {
  const form = { method: 'POST', body: FIGURE, redirect: 'manual', headers } as const;
  return (await fetch(`${address}figures/laa2/ni-192`, form)).status;
}

describe('a first start', () => {
  it('creates the example, says where it is and answers; the next takes what is there', async () => {
    const folder = temporaryFolder();
    const first = await start(folder);
    expect(first.out()).toContain(`Creating ${join(folder, 'laa.db')} with the Oxfordshire example`);
    expect(first.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(dayOf(first)).toBe('2008-11-19');
    await vi.waitFor(() => expect(first.out()).toContain('Sign in with one of the example’s accounts'));
    expect(await (await fetch(first.address)).text()).toContain('Enter as a performance officer');
    const officer = await entered(first.address, 'performance officer');
    expect(await pageOf(first.address, officer)).toContain('July to September 2008');
    expect(await (await fetch(`${first.address}health`)).text()).toBe('ok');
    expect(await save(first.address, officer)).toBe(303);
    expect(await stopped(first)).toBe(0);
    expect(eventsOf(first.error())).toEqual(['audit head', 'sign-in']);

    const second = await start(folder);
    expect(second.out()).not.toContain('Creating');
    const board = await entered(second.address, 'Board member');
    expect(await pageOf(`${second.address}targets/laa2/ni-192`, board)).toContain('39.19%');
    expect(await stopped(second, 'SIGINT')).toBe(0);
  });

  it('makes the folder of the database, and leaves nothing unfinished', async () => {
    const folder = temporaryFolder();
    const database = join(folder, 'some/where/laa.db');
    const started = await start(folder, { LAA_DATABASE: database });
    expect(await stopped(started)).toBe(0);
    expect(readdirSync(join(folder, 'some/where'))).toEqual(['laa.db']);
  });

  it('takes no notice of what a start that was cut short left behind', async () => {
    const folder = temporaryFolder();
    for (const end of ['', '-wal', '-shm']) writeFileSync(join(folder, `laa.db.unfinished${end}`), 'half');
    const started = await start(folder);
    expect((await fetch(started.address)).status).toBe(200);
    await stopped(started);
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
  });
});

describe('the end', () => {
  it('closes with a connection that is kept open, and the record is whole', async () => {
    const folder = temporaryFolder();
    const started = await start(folder);
    await (await fetch(started.address)).text();
    const before = Date.now();
    expect(await stopped(started)).toBe(0);
    expect(Date.now() - before).toBeLessThan(5000);
    const store = openRecord(join(folder, 'laa.db'));
    onTestFinished(() => store.close());
    expect(store.rows.figures.list()).toHaveLength(690);
  });
});

describe('the record’s day', () => {
  it('is the one that is given, and never before the newest row that was recorded here', async () => {
    const folder = temporaryFolder();
    const later = await start(folder, { LAA_TODAY: '2009-01-10' });
    expect(dayOf(later)).toBe('2009-01-10');
    const officer = await entered(later.address, 'performance officer');
    expect(await pageOf(later.address, officer)).toContain('October to December 2008');
    expect(await save(later.address, officer)).toBe(303);
    await stopped(later);

    const earlier = await start(folder, { LAA_TODAY: '2008-12-01' });
    expect(dayOf(earlier)).toBe('2009-01-10');
    await stopped(earlier);

    const own = await start(folder);
    expect(dayOf(own)).toBe('2009-01-10');
    await stopped(own);
  });
});

it('announces an address of version 6 as a browser takes it', async () => {
  const started = await start(temporaryFolder(), { HOST: '::1' });
  expect(started.address).toMatch(/^http:\/\/\[::1\]:\d+\/$/);
  expect((await fetch(`${started.address}health`)).status).toBe(200);
  await stopped(started);
});

describe('it refuses to start, in one line', () => {
  it.each<[sentence: string, environment: Record<string, string>, line: RegExp]>([
    [
      'in production without a database',
      { NODE_ENV: 'production' },
      /^there is no database .*laa\.db; "npm run -s laa -- init" creates an empty one\n$/,
    ],
    [
      'on every network',
      { HOST: '0.0.0.0' },
      /^HOST is 0\.0\.0\.0: outside production the record is served on this machine only \(127\.0\.0\.1\); .+\n$/,
    ],
    ['behind a proxy without production', { LAA_TRUST_PROXY: '1' }, /^LAA_TRUST_PROXY is 1: outside production .+\n$/],
    [
      'under a public name without production',
      { LAA_BASE_URL: 'https://targets.test.invalid' },
      /^LAA_BASE_URL is https:\/\/targets\.test\.invalid: outside production .+\n$/,
    ],
    [
      'where production is misspelt',
      { NODE_ENV: 'prod' },
      /^NODE_ENV is "prod"; production, development or test is needed\n$/,
    ],
    ['on a port in words', { PORT: 'http' }, /^PORT is "http"; a port from 0 to 65535 is needed\n$/],
  ])('%s', async (_sentence, environment, line) => {
    const folder = temporaryFolder();
    const { code, out, error } = await refused(folder, environment);
    expect([code, out]).toEqual([1, '']);
    expect(error).toMatch(line);
    expect(existsSync(join(folder, 'laa.db'))).toBe(false);
  });

  const PRODUCTION = {
    NODE_ENV: 'production',
    LAA_SECRET: randomBytes(48).toString('base64'),
    LAA_BASE_URL: 'https://targets.test.invalid',
    LAA_TRUST_PROXY: '1',
  };

  it.each<[sentence: string, given: Record<string, string>, line: RegExp]>([
    ['without a secret', { LAA_SECRET: '' }, /^LAA_SECRET is not set; make one with .+\n$/],
    ['with a short secret', { LAA_SECRET: 'x'.repeat(31) }, /^LAA_SECRET is shorter than 32 characters; .+\n$/],
    ['with a default secret', { LAA_SECRET: `change-me-${'1234567890'.repeat(3)}` }, /^LAA_SECRET is a default .+\n$/],
    ['without an address', { LAA_BASE_URL: '' }, /^LAA_BASE_URL is not set; .+\n$/],
    ['over plain http', { LAA_BASE_URL: 'http://targets.test.invalid' }, /^LAA_BASE_URL is http:.+ plain http .+\n$/],
    ['without the proxy setting', { LAA_TRUST_PROXY: '' }, /^LAA_TRUST_PROXY is 0: .+ plain http .+\n$/],
    ['with the example', {}, /^the database holds the example, which is not for production\n$/],
  ])('in production %s', async (_sentence, given, line) => {
    const folder = temporaryFolder();
    createExample(join(folder, 'laa.db'), COMMAND_LINE).close();
    const { code, out, error } = await refused(folder, { ...PRODUCTION, ...given });
    expect([code, out]).toEqual([1, '']);
    expect(error).toMatch(line);
  });

  it.skipIf(process.platform === 'win32')('in production with a database that others can read', async () => {
    const folder = temporaryFolder();
    createRecord(join(folder, 'laa.db'), COMMAND_LINE).close();
    chmodSync(join(folder, 'laa.db'), 0o644);
    const { code, error } = await refused(folder, PRODUCTION);
    expect(code).toBe(1);
    expect(error).toMatch(/^the database can be read by everybody on this machine \(mode 644\); .+\n$/);
  });

  it('in production with a demonstration account', async () => {
    const folder = temporaryFolder();
    const store = createRecord(join(folder, 'laa.db'), COMMAND_LINE);
    const { at } = COMMAND_LINE;
    const anybody = { email: 'a@test.invalid', name: 'Anybody', post: 'Any', role: 'board', partnerships: [] } as const;
    store.write(COMMAND_LINE, () => store.accounts.insert({ ...anybody, demonstration: true }, at));
    store.close();
    const { code, error } = await refused(folder, PRODUCTION);
    expect(code).toBe(1);
    expect(error).toMatch(/^the database holds demonstration accounts, .+\n$/);
  });

  it('but in production with a record of its own it starts', async () => {
    const folder = temporaryFolder();
    createRecord(join(folder, 'laa.db'), COMMAND_LINE).close();
    const started = await start(folder, { ...PRODUCTION, HOST: '127.0.0.1' });
    expect(started.out()).toContain('at https://targets.test.invalid/');
    expect(dayOf(started)).toBe(new Date().toISOString().slice(0, 10));
    expect(await stopped(started)).toBe(0);
  });

  it.each<[string, (file: string) => void]>([
    ['a file that is no database', (file) => writeFileSync(file, 'no database'.repeat(100))],
    ['a folder in its place', (file) => mkdirSync(file)],
  ])('%s', async (_sentence, make) => {
    const folder = temporaryFolder();
    make(join(folder, 'laa.db'));
    const { code, error } = await refused(folder);
    expect(code).toBe(1);
    expect(error).toMatch(/^the database .*laa\.db cannot be opened: .+\n$/);
  });

  it('a port that another program holds', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const held = other.address();
    const port = held !== null && typeof held === 'object' ? held.port : 0;
    const { code, error } = await refused(temporaryFolder(), { PORT: String(port) });
    expect(code).toBe(1);
    expect(error).toMatch(new RegExp(`^port ${port} cannot be used: .+\\n$`));
  });
});
