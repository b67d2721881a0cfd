/** Stands for the thread that writes documents: it echoes a title, soon or later, and ends where the title says so. */
import { parentPort } from 'node:worker_threads';
import type { ReportTask } from '../../server/documents/report-worker.ts';

parentPort?.on('message', (task: ReportTask) => {
  const title = task.format === 'xlsx' ? task.workbook.title : task.report.title;
  if (title === 'end') process.exit(3);
  const { number } = task;
  const answer = title === 'fail' ? { number, error: 'it cannot be written' } : { number, bytes: Buffer.from(title) };
  setTimeout(() => parentPort?.postMessage(answer), title === 'later' ? 200 : 0);
});
