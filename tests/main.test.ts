import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRecord, openRecord } from '../server/services/setup.ts';
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

const ADDRESS = /at (http:\/\/[^ ]+\/) \(the record’s day is ([\d-]+)\)/;

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

const dayOf = ({ out }: Started): string => ADDRESS.exec(out())?.[2] ?? '';

const FIGURE = new URLSearchParams({
  period: '2008-09-q2',
  value: '39.19',
  status: 'final',
  note: 'Recount',
  recorded_by: 'Officer',
  seen: '1',
  step: 'save',
});

async function save(address: string): Promise<number> {
  const { status } = await fetch(`${address}figures/laa2/ni-192`, { method: 'POST', body: FIGURE, redirect: 'manual' });
  return status;
}

describe('a first start', () => {
  it('creates the example, says where it is and answers; the next takes what is there', async () => {
    const folder = temporaryFolder();
    const first = await start(folder);
    expect(first.out()).toContain(`Creating ${join(folder, 'laa.db')} with the Oxfordshire example`);
    expect(first.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(dayOf(first)).toBe('2008-11-19');
    await vi.waitFor(() => expect(first.out()).toContain('There is no sign-in yet'));
    const page = await fetch(first.address);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('July to September 2008')]);
    expect(await (await fetch(`${first.address}health`)).text()).toBe('ok');
    expect(await save(first.address)).toBe(303);
    expect(await stopped(first)).toBe(0);
    expect(first.error()).toBe('');

    const second = await start(folder);
    expect(second.out()).not.toContain('Creating');
    expect(await (await fetch(`${second.address}targets/laa2/ni-192`)).text()).toContain('39.19%');
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
    expect(await (await fetch(later.address)).text()).toContain('October to December 2008');
    expect(await save(later.address)).toBe(303);
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
      /^HOST is 0\.0\.0\.0: without sign-in the record is served on this machine only \(127\.0\.0\.1\)\n$/,
    ],
    ['on a port in words', { PORT: 'http' }, /^PORT is "http"; a port from 0 to 65535 is needed\n$/],
  ])('%s', async (_sentence, environment, line) => {
    const folder = temporaryFolder();
    const { code, out, error } = await refused(folder, environment);
    expect([code, out]).toEqual([1, '']);
    expect(error).toMatch(line);
    expect(existsSync(join(folder, 'laa.db'))).toBe(false);
  });

  it('in production with the example', async () => {
    const folder = temporaryFolder();
    await stopped(await start(folder));
    const { code, error } = await refused(folder, { NODE_ENV: 'production' });
    expect(code).toBe(1);
    expect(error).toBe(`${join(folder, 'laa.db')} holds the example, which is not for production\n`);
  });

  it('but in production with a record of its own it starts', async () => {
    const folder = temporaryFolder();
    createRecord(join(folder, 'laa.db')).close();
    const started = await start(folder, { NODE_ENV: 'production' });
    expect(await (await fetch(started.address)).text()).not.toContain('Example record');
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
