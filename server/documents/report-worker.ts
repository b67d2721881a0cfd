/** Writes documents one after the other, in a thread that stays. Started by report-file.ts alone. */
import { parentPort } from 'node:worker_threads';
import type { Report } from '../domain/report.ts';
import type { Workbook } from '../domain/workbook.ts';
import { reportDocx } from './report-docx.ts';
import { reportPdf } from './report-pdf.ts';
import { workbookXlsx } from './workbook-xlsx.ts';

/** What the thread is given. */
export type ReportTask =
  | { readonly number: number; readonly format: 'pdf' | 'docx'; readonly report: Report }
  | { readonly number: number; readonly format: 'xlsx'; readonly workbook: Workbook };

/** What it answers. */
export type ReportAnswer =
  | { readonly number: number; readonly bytes: Uint8Array }
  | { readonly number: number; readonly error: string };

function written(task: ReportTask): Promise<Buffer> {
  if (task.format === 'xlsx') return workbookXlsx(task.workbook);
  return task.format === 'pdf' ? reportPdf(task.report) : reportDocx(task.report);
}

async function answer(task: ReportTask): Promise<ReportAnswer> {
  try {
    return { number: task.number, bytes: await written(task) };
  } catch (error) {
    return { number: task.number, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

// One after the other: the layout of one report must not be read for another.
let last: Promise<void> = Promise.resolve();
parentPort?.on('message', (task: ReportTask) => {
  last = last.then(async () => parentPort?.postMessage(await answer(task)));
});
