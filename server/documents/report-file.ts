import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Unavailable } from '../domain/errors.ts';
import type { Report } from '../domain/report.ts';
import type { Workbook } from '../domain/workbook.ts';
import type { ReportAnswer, ReportTask } from './report-worker.ts';

const WORKER = join(import.meta.dirname, 'report-worker.ts');

/** The layout engine alone takes some 200 MB. */
const LIMITS = { maxOldGenerationSizeMb: 512 };
const MOST_WAITING = 20;
/** A thread that has nothing to write for so long is let go, with the memory it took. */
const IDLE_MILLISECONDS = 5 * 60_000;

interface Waiting {
  readonly resolve: (bytes: Buffer) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that writes documents one after the other. */
export interface WriterThread {
  /** @throws Unavailable where 20 are waiting already */
  write(taskOf: (number: number) => ReportTask): Promise<Buffer>;
}

/** PDF on the one, what is opened in an office suite on the other: a pack needs both, and has them at once. */
const PAPER = writerThread();
const OFFICE = writerThread();

/**
 * A report as PDF or as a document of Word, in a thread of its own, so that no page waits for it. Reports of a format
 * are written one after the other.
 * @throws Unavailable where 20 are waiting already
 */
export function reportFile(report: Report, format: 'pdf' | 'docx'): Promise<Buffer> {
  return (format === 'pdf' ? PAPER : OFFICE).write((number) => ({ number, format, report }));
}

/** Tables as a workbook, in the thread of Word. @throws Unavailable where 20 are waiting already */
export function workbookFile(workbook: Workbook): Promise<Buffer> {
  return OFFICE.write((number) => ({ number, format: 'xlsx', workbook }));
}

/**
 * Started when it is needed; let go when it has been idle for long.
 * @param program that the thread runs
 */
export function writerThread(program = WORKER): WriterThread {
  let thread: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let count = 0;
  const waiting = new Map<number, Waiting>();

  function started(): Worker {
    const worker = new Worker(program, { resourceLimits: LIMITS, env: {}, execArgv: [], stdin: false });
    worker.on('message', (answer: ReportAnswer) => {
      const asked = waiting.get(answer.number);
      waiting.delete(answer.number);
      if ('error' in answer) asked?.reject(new Error(answer.error));
      else asked?.resolve(Buffer.from(answer.bytes));
      if (waiting.size === 0) rest(worker);
    });
    worker.once('error', (error) => lost(worker, error instanceof Error ? error : new Error(String(error))));
    worker.once('exit', () => lost(worker, new Error('the thread that writes documents ended')));
    return worker;
  }

  /** It no longer keeps the process alive, and is let go when nothing comes. */
  function rest(worker: Worker): void {
    worker.unref();
    idle = setTimeout(() => {
      // It takes a moment to end, in which nobody must wait for it.
      if (thread === worker) thread = null;
      void worker.terminate();
    }, IDLE_MILLISECONDS);
    idle.unref();
  }

  /** Those who wait are told; the next report starts another thread. */
  function lost(worker: Worker, error: Error): void {
    if (thread !== worker) return;
    thread = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  return {
    write: async (taskOf) => {
      if (waiting.size >= MOST_WAITING) {
        throw new Unavailable('Many documents are being written at this moment. Ask for it again in a minute.');
      }
      clearTimeout(idle);
      thread ??= started();
      thread.ref();
      count += 1;
      const task = taskOf(count);
      return new Promise<Buffer>((resolve, reject) => {
        waiting.set(task.number, { resolve, reject });
        thread?.postMessage(task);
      });
    },
  };
}
