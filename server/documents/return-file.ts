import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Invalid, Unavailable } from '../domain/errors.ts';
import type { ReturnedRow } from '../domain/return-sheet.ts';
import { fileKind } from './file-kind.ts';
import { MOST_BYTES, refusal } from './return-refusals.ts';
import type { WorkerAnswer, WorkerTask } from './return-worker.ts';

/** A return that came back as a file. */
export interface ReturnedFile {
  /** What it was by its content; names of files are not looked at. */
  readonly kind: 'xlsx' | 'csv';
  /** Its rows in their order, blank ones left out; codes and values are not judged yet. */
  readonly rows: readonly ReturnedRow[];
}

const WORKER = join(import.meta.dirname, 'return-worker.ts');

const MOST_MILLISECONDS = 3000;
/**
 * Of a thread’s own memory, in megabytes. What is read is counted before it can come near this (xlsx-package.ts,
 * xlsx-cells.ts, csv-table.ts): a thread that reaches it is ended, and must not be relied upon to end well.
 */
const LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 };
const MOST_AT_ONCE = 2;
const MOST_WAITING = 10;

/** Those who wait for a thread, in their order, and how many threads there are. */
const waiting: (() => void)[] = [];
let running = 0;

/**
 * Reads a quarterly return that came back as XLSX or CSV, at most 5 MB and 2,000 rows, in a thread with a limit of
 * memory and of 3 seconds, so that no file can hold up or fill the server. Two files are read at once, others wait.
 * Throws Invalid with sentences that say what to do next: a file of another kind, one that is not safe to open, and
 * everything that cannot be understood in it. Throws Unavailable where 10 files are waiting already.
 * @param milliseconds that the thread may take, its start included
 */
export async function readReturnFile(bytes: Buffer, milliseconds = MOST_MILLISECONDS): Promise<ReturnedFile> {
  if (bytes.length === 0) throw refusal('empty');
  if (bytes.length > MOST_BYTES) throw refusal('over-size');
  const kind = fileKind(bytes);
  await turn();
  try {
    const answer = await answerOf({ kind, bytes: new Uint8Array(bytes) }, milliseconds);
    if ('problems' in answer) throw new Invalid(answer.problems);
    return { kind, rows: answer.rows };
  } finally {
    next();
  }
}

async function turn(): Promise<void> {
  if (running < MOST_AT_ONCE) {
    running += 1;
    return;
  }
  if (waiting.length >= MOST_WAITING) {
    throw new Unavailable('Many files are being read at this moment. Send the file again in a minute.');
  }
  await new Promise<void>((resolve) => waiting.push(resolve));
}

/** A thread that is free goes to the one who has waited longest. */
function next(): void {
  const first = waiting.shift();
  if (first === undefined) running -= 1;
  else first();
}

/** The answer of a thread, which is gone when it comes. */
async function answerOf(task: WorkerTask, milliseconds: number): Promise<WorkerAnswer> {
  const worker = new Worker(WORKER, {
    workerData: task,
    transferList: [task.bytes.buffer],
    resourceLimits: LIMITS,
    env: {},
    execArgv: [],
    stdin: false,
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<WorkerAnswer>((resolve, reject) => {
      timer = setTimeout(() => reject(refusal('slow')), milliseconds);
      worker.once('message', resolve);
      worker.once('error', (error) => reject(isOutOfMemory(error) ? refusal('cells') : error));
      worker.once('exit', () => reject(new Error('the thread that reads returns ended without an answer')));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
