/** Reads one file that came back, in a thread of its own, and ends. Started by return-file.ts alone. */
import { parentPort, workerData } from 'node:worker_threads';
import { Invalid, type Problem } from '../domain/errors.ts';
import type { ReturnedRow } from '../domain/return-sheet.ts';
import { csvTable } from './csv-table.ts';
import { tableRows } from './return-table.ts';
import { xlsxTable } from './xlsx-table.ts';

/** What the thread is given. */
export interface WorkerTask {
  readonly kind: 'xlsx' | 'csv';
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What it answers. */
export type WorkerAnswer = { readonly rows: readonly ReturnedRow[] } | { readonly problems: readonly Problem[] };

async function answer({ kind, bytes }: WorkerTask): Promise<WorkerAnswer> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return { rows: tableRows(kind === 'xlsx' ? await xlsxTable(file) : csvTable(file)) };
  } catch (error) {
    if (error instanceof Invalid) return { problems: error.problems };
    throw error;
  }
}

parentPort?.postMessage(await answer(workerData as WorkerTask));
