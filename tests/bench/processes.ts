import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '../..');
const PATIENCE = 15_000;

/** A server in a process of its own, so that it shares no event loop with what measures it. */
export interface Server {
  readonly origin: string;
  /** Processor time that it has used so far, in milliseconds; not a number where the system does not tell. */
  used(): number;
  /** Ends it; after five seconds by force. */
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
// Whatever ends the run, no server outlives it.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Runs a file of this project; it prints its address on a line when it listens. */
export async function startServer(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const child = spawnHere(file, args, environment);
  const origin = await addressOf(child);
  return { origin, used: () => processorTime(child.pid), stop: () => stop(child) };
}

const TICK = 10;

/** User and system time as Linux counts them, in hundredths of a second. */
function processorTime(pid: number | undefined): number {
  try {
    // The second field is the program's name in brackets, which may hold spaces.
    const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const [user, system] = fields.split(' ').slice(11, 13).map(Number);
    return TICK * ((user ?? Number.NaN) + (system ?? Number.NaN));
  } catch {
    return Number.NaN;
  }
}

/** The application on a record. @param today the day on which its clock starts; empty for that of the record */
export function startApp(database: string, today: string, port = 0): Promise<Server> {
  return startServer('server/main.ts', [], { LAA_DATABASE: database, LAA_TODAY: today, PORT: String(port) });
}

function spawnHere(file: string, args: readonly string[], environment: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, [join(ROOT, file), ...args], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'development', HOST: '127.0.0.1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  createInterface({ input: child.stderr }).on('line', tellFault);
  return child;
}

/** Passes on what a server logs, but for what is mere information. */
function tellFault(line: string): void {
  if (!line.startsWith('{"level":30,')) process.stderr.write(`${line}\n`);
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('a server without an output');
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/[\d.]+:\d+/.exec(line)?.[0];
    if (address === undefined) continue;
    clearTimeout(timer);
    child.stdout.resume();
    return address;
  }
  throw new Error('a server ended before it listened');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
  child.kill('SIGTERM');
  await once(child, 'exit');
  clearTimeout(timer);
}

/** What a program of this project prints, run to its end. */
export async function outputOf(file: string, args: readonly string[], patience: number): Promise<string> {
  const child = spawn(process.execPath, [join(ROOT, file), ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  running.add(child);
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await once(child, 'close');
  clearTimeout(timer);
  running.delete(child);
  return output;
}
