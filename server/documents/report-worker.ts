/** Writes documents one after the other, in a thread that stays. Started by report-file.ts alone. */
import { parentPort } from 'node:worker_threads';
import type { Report } from '../domain/report.ts';
import type { Workbook } from '../domain/workbook.ts';

/** What the thread is given. */
export type ReportTask =
  | { readonly number: number; readonly format: 'pdf' | 'docx'; readonly report: Report }
  | { readonly number: number; readonly format: 'xlsx'; readonly workbook: Workbook };

/** What it answers. */
export type ReportAnswer =
  | { readonly number: number; readonly bytes: Uint8Array }
  | { readonly number: number; readonly error: string };

/** Only what a document needs is loaded: the layout of a PDF alone takes some 200 MB. */
async function written(task: ReportTask): Promise<Buffer> {
  switch (task.format) {
    case 'pdf':
      return (await import('./report-pdf.ts')).reportPdf(task.report);
    case 'docx':
      return (await import('./report-docx.ts')).reportDocx(task.report);
    case 'xlsx':
      return (await import('./workbook-xlsx.ts')).workbookXlsx(task.workbook);
  }
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
