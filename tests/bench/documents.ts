import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { machineClock } from '../../server/clock.ts';
import { type ExportFormat, type Exports, exportQueue } from '../../server/services/exports.ts';
import { madeOf, packFacts, packFileOf } from '../../server/services/pack-content.ts';
import { openRecord } from '../../server/services/setup.ts';
import type { Databases } from './databases.ts';
import { comparedBy, type Effort, milliseconds, type Pair, times } from './measure.ts';
import { NATIONAL_TODAY } from './national.ts';
import { byRatio, type Line, notRun, told } from './table.ts';

const MEETING = { id: 1, board: 'PSB', date: '2008-11-19', revision: 1 } as const;
const PACK = 'the pack of the Board as PDF, DOCX and XLSX';

/** What a pack costs beside an office suite, and what an export of the whole nation needs of memory. */
export async function documentLines({ example, national, folder }: Databases, effort: Effort): Promise<Line[]> {
  return [
    await pack(example.file, folder, effort),
    await nation(national.file, 'csv'),
    await nation(national.file, 'xlsx'),
  ];
}

async function pack(file: string, folder: string, { rounds }: Effort): Promise<Line> {
  const store = openRecord(file);
  try {
    const made = madeOf(packFacts({ store, now: () => `${MEETING.date}T12:00:00Z` }, MEETING, []));
    const write = () =>
      Promise.all([packFileOf(made, 'xlsx', null), packFileOf(made, 'pdf', null), packFileOf(made, 'docx', null)]);
    const place = join(folder, 'pack');
    mkdirSync(place, { recursive: true });
    const [workbook] = await write();
    writeFileSync(join(place, 'pack.xlsx'), workbook);
    const pairs: Pair[] = [];
    for (const _ of times(rounds)) {
      const other = converting(place);
      if (other === null) return notRun(PACK, 'LibreOffice is not on this machine');
      const start = performance.now();
      await write();
      pairs.push({ own: performance.now() - start, other });
    }
    const { own, other, ratio } = comparedBy(pairs);
    const line = {
      what: PACK,
      measured: milliseconds(own),
      against: `LibreOffice, XLSX to PDF ${milliseconds(other)}`,
    };
    return byRatio(line, ratio, { atMost: 0.5 });
  } finally {
    store.close();
  }
}

/** Milliseconds that LibreOffice takes; null where it is not there. */
function converting(place: string): number | null {
  const start = performance.now();
  const asked = ['--headless', '--convert-to', 'pdf', '--outdir', place, join(place, 'pack.xlsx')];
  const { status } = spawnSync('soffice', asked, { stdio: 'ignore' });
  return status === 0 ? performance.now() - start : null;
}

/** The memory that is in use while 8,056 targets are written, beside that before, and how long pages waited at most. */
async function nation(file: string, format: ExportFormat): Promise<Line> {
  const store = openRecord(file);
  try {
    const now = (): string => `${NATIONAL_TODAY}T12:00:00Z`;
    const queue = exportQueue({ store, now, clock: machineClock, failed: () => {} });
    const waits = monitorEventLoopDelay({ resolution: 1 });
    waits.enable();
    const { done, time } = await exported(queue, 0, format, () => {});
    waits.disable();
    // Looking at the memory makes pauses of its own: another account asks for the same once more.
    const before = usedMemory();
    let most = 0;
    const { state } = await exported(queue, 1, format, () => {
      most = Math.max(most, usedMemory());
    });
    const what = `an export of ${done.toLocaleString('en-GB')} targets as ${format.toUpperCase()} (${state}): memory in use`;
    const pause = Math.round(waits.max / 1e6);
    const measured = `${megabytes(most)}; ${time} ms, no page waits over ${pause} ms`;
    return told({ what, measured, against: `${megabytes(before)} before` }, most / before);
  } finally {
    store.close();
  }
}

/** @param seen is called twenty times a second while it is written */
async function exported(queue: Exports, account: number, format: ExportFormat, seen: () => void) {
  const question = { agreement: null, period: null, asAt: null, partnership: null, colours: null, columns: null };
  const start = performance.now();
  const id = queue.ask(account, question, format);
  while (queue.find(account, id).state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 50));
    seen();
  }
  return { ...queue.find(account, id), time: Math.round(performance.now() - start) };
}

/** Of objects and of bytes outside them, after what is no longer needed was let go, where the process can be told to. */
function usedMemory(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
