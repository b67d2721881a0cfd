import { createWriteStream, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as yielded } from 'node:timers/promises';
import { fileSpool } from '../documents/file-spool.ts';
import { riskSummaryCsv, riskSummaryLines } from '../documents/risk-summary-csv.ts';
import { growingXlsx } from '../documents/workbook-xlsx.ts';
import { NotFound, Unavailable } from '../domain/errors.ts';
import type { Light } from '../domain/light.ts';
import type { IsoMoment } from '../domain/moment.ts';
import { reconcile } from '../domain/reconciliation.ts';
import { growingRiskWorkbook } from '../domain/risk-workbook.ts';
import { type TargetRow, targetRows } from './board.ts';
import { type Deps, passingReading } from './reading.ts';
import { type ReportQuestion, type ReportScope, reportScope } from './report.ts';
import { newToken } from './tokens.ts';

export type ExportFormat = 'csv' | 'xlsx';
export type ExportState = 'waiting' | 'running' | 'ready' | 'failed';

/** A risk summary too large to be written while somebody waits for the answer. */
export interface Export {
  readonly id: string;
  readonly format: ExportFormat;
  /** What the file is called, without its ending. */
  readonly fileName: string;
  readonly state: ExportState;
  /** How many wait before it; 0 for the next one, and for one that does not wait. */
  readonly before: number;
  /** Targets that are written, and that there are. */
  readonly done: number;
  readonly total: number;
  /** Where the file is; null before it is ready. */
  readonly file: string | null;
}

export interface Exports {
  /**
   * Puts an export in line; the same one again while it is there.
   * @throws NotFound, Invalid as the risk summary does, Unavailable where too many wait
   */
  ask(account: number, question: ReportQuestion, format: ExportFormat): string;
  /** @throws NotFound for another account’s, or one that is let go */
  find(account: number, id: string): Export;
}

/** So many are written at a time; the others wait in line. */
const MOST_RUNNING = 2;
const MOST_WAITING = 20;
/** Of one account: so many unfinished, and so many kept. */
const MOST_OF_ONE = 5;
const KEPT_MILLISECONDS = 60 * 60_000;
const DAY_MILLISECONDS = 24 * KEPT_MILLISECONDS;

interface Job {
  readonly id: string;
  readonly account: number;
  /** The same question in the same format, by the same account. */
  readonly key: string;
  readonly question: ReportQuestion;
  readonly format: ExportFormat;
  readonly scope: ReportScope;
  readonly file: string;
  state: ExportState;
  done: number;
}

const PREFIX = 'laa-exports-';

/** Takes away what a process left that was ended at once: nothing is kept for a day. */
function sweep(now: IsoMoment): void {
  const today = Date.parse(now);
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(PREFIX))) {
    const path = join(tmpdir(), name);
    const age = today - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? today);
    if (age > DAY_MILLISECONDS) rmSync(path, { recursive: true, force: true });
  }
}

export interface ExportDeps extends Deps {
  /** The machine's clock: files of the machine go by it. */
  readonly clock: () => IsoMoment;
  /** Told of an export that could not be written. */
  readonly failed: (error: unknown) => void;
}

/** The exports of an app. Their files stand outside the record, for an hour, and go with the process. */
export function exportQueue(deps: ExportDeps): Exports {
  const jobs = new Map<string, Job>();
  let folder: string | null = null;
  const inState = (state: ExportState): Job[] => [...jobs.values()].filter((job) => job.state === state);

  function place(): string {
    if (folder === null) {
      sweep(deps.clock());
      const made = mkdtempSync(join(tmpdir(), PREFIX));
      process.once('exit', () => rmSync(made, { recursive: true, force: true }));
      folder = made;
    }
    return folder;
  }

  function startNext(): void {
    const [next] = inState('waiting');
    if (next === undefined || inState('running').length >= MOST_RUNNING) return;
    next.state = 'running';
    void run(next);
    startNext();
  }

  async function run(job: Job): Promise<void> {
    try {
      await (job.format === 'csv' ? writeCsv(deps, job) : writeXlsx(deps, job));
      job.state = 'ready';
    } catch (error) {
      job.state = 'failed';
      deps.failed(error);
    }
    setTimeout(() => letGo(job), KEPT_MILLISECONDS).unref();
    startNext();
  }

  function letGo({ id, file }: Job): void {
    jobs.delete(id);
    rmSync(file, { force: true });
  }

  return {
    ask: (account, question, format) => {
      const scope = reportScope(deps, question);
      const key = JSON.stringify([account, format, question, scope.choice.key, deps.store.state.revision()]);
      const held = [...jobs.values()].find((job) => job.key === key && job.state !== 'failed');
      if (held !== undefined) return held.id;
      const own = [...jobs.values()].filter((job) => job.account === account);
      const unfinished = own.filter(({ state }) => state === 'waiting' || state === 'running');
      if (unfinished.length >= MOST_OF_ONE) {
        throw new Unavailable(`${MOST_OF_ONE} exports of yours are being written. Wait for one of them.`);
      }
      if (inState('waiting').length >= MOST_WAITING) {
        throw new Unavailable('Many exports are waiting at this moment. Ask for it again in a few minutes.');
      }
      const finished = own.filter((job) => !unfinished.includes(job));
      for (const job of finished.slice(0, Math.max(0, finished.length - MOST_OF_ONE + 1))) letGo(job);
      const id = newToken();
      const file = join(place(), `${id}.${format}`);
      jobs.set(id, { id, account, key, question, format, scope, file, state: 'waiting', done: 0 });
      startNext();
      return id;
    },
    find: (account, id) => {
      const job = jobs.get(id);
      if (job === undefined || job.account !== account) {
        throw new NotFound('There is no such export; they are kept for an hour. Ask for the risk summary again.');
      }
      const { format, scope, state, done, file } = job;
      return {
        id,
        format,
        fileName: scope.fileName,
        state,
        before: state === 'waiting' ? inState('waiting').indexOf(job) : 0,
        done,
        total: scope.size,
        file: state === 'ready' ? file : null,
      };
    },
  };
}

/** The targets agreement by agreement, each let go before the next: however many there are, few are in memory. */
async function* rowsOf({ store }: Deps, job: Job): AsyncGenerator<TargetRow[]> {
  const { agreements, period, choice, partnership } = job.scope;
  for (const { code } of agreements) {
    const reading = passingReading(store);
    const agreement = reading.agreements().find((each) => each.code === code);
    const rows = agreement === undefined ? [] : targetRows(reading, agreement, period, choice);
    yield rows.filter(({ assessment }) => partnership === null || assessment.known.terms.lead === partnership.code);
    job.done = Math.min(job.done + rows.length, job.scope.size);
    // Pages are answered in between.
    await yielded();
  }
}

function ofColours(rows: readonly TargetRow[], { colours }: ReportQuestion): TargetRow[] {
  return rows.filter(({ assessment }) => colours === null || colours.includes(assessment.overall));
}

function writeCsv(deps: Deps, job: Job): Promise<void> {
  const { columns } = job.question;
  async function* pieces(): AsyncGenerator<string> {
    yield riskSummaryCsv([], columns);
    for await (const rows of rowsOf(deps, job)) {
      const assessments = ofColours(rows, job.question).map(({ assessment }) => assessment);
      yield riskSummaryLines(assessments, columns);
    }
  }
  return pipeline(Readable.from(pieces()), createWriteStream(job.file));
}

async function writeXlsx(deps: Deps, job: Job): Promise<void> {
  const { agreements, period, choice, partnership } = job.scope;
  const { colours, columns } = job.question;
  const lights: Light[] = [];
  const rest = { reward: null, rewardIllustrative: false, cancelled: [] };
  const about = { agreements, period, asAt: choice.asAt, partnership: partnership?.name ?? null, colours, columns };
  const spool = fileSpool(`${job.file}.rows`);
  try {
    const book = growingRiskWorkbook({ ...about, ...rest }, growingXlsx(spool));
    for await (const rows of rowsOf(deps, job)) {
      lights.push(...rows.map(({ assessment }) => assessment.overall));
      book.add(ofColours(rows, job.question));
    }
    await pipeline(Readable.from(book.done(reconcile(lights))), createWriteStream(job.file));
  } finally {
    spool.close();
  }
}
