import type { Request, Response } from 'express';
import { reportFile, workbookFile } from '../documents/report-file.ts';
import { riskSummaryCsv } from '../documents/risk-summary-csv.ts';
import { invalid } from '../domain/errors.ts';
import { LIGHTS } from '../domain/light.ts';
import type { Report } from '../domain/report.ts';
import { type RiskFacts, riskReport } from '../domain/risk-report.ts';
import { CHOSEN_COLUMNS } from '../domain/risk-summary.ts';
import { riskWorkbook } from '../domain/risk-workbook.ts';
import { periodWords } from '../domain/wording.ts';
import type { ExportFormat, Exports } from '../services/exports.ts';
import {
  choicesOnly,
  LONGEST_READ,
  type ReportChoices,
  type ReportQuestion,
  reportScope,
  reportView,
} from '../services/report.ts';
import type { WebDeps } from './deps.ts';
import { sendFile } from './files.ts';
import type { Context } from './format.ts';
import { tooManyWords } from './format.ts';
import type { Routes } from './guard.ts';
import { contextQuery, optionalText, readQuery, someOf } from './query.ts';
import { sendPage } from './render.ts';
import { accountOf } from './visitor.ts';

export interface ReportPage {
  readonly choices: ReportChoices;
  /** How many targets it is about. */
  readonly size: number;
  /** Null where it is too large to be read. */
  readonly report: Report | null;
  readonly context: Context;
  /** The same question with another ending: the addresses of the files. */
  readonly query: Readonly<Record<string, string | null>>;
}

/** More targets than this are written in a line of exports, and not while somebody waits. */
const AT_ONCE = 500;

export function report(deps: WebDeps, queue: Exports): Routes {
  return {
    'GET /report': show(deps),
    'GET /report.csv': table(deps, queue, 'csv'),
    'GET /report.xlsx': table(deps, queue, 'xlsx'),
    'GET /report.docx': paper(deps, 'docx'),
    'GET /report.pdf': paper(deps, 'pdf'),
  };
}

const query = contextQuery.extend({
  agreement: optionalText,
  partnership: optionalText,
  colours: someOf('colours', LIGHTS),
  columns: someOf('columns', CHOSEN_COLUMNS),
});

function questionOf(request: Request): ReportQuestion {
  const { as_at: asAt, ...rest } = readQuery(query, request);
  return { ...rest, asAt };
}

function show(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const question = questionOf(request);
    const scope = reportScope(deps, question);
    const view = scope.size > LONGEST_READ ? null : reportView(deps, question);
    const { agreement, partnership, colours, columns, period, asAt } = question;
    sendPage(response, {
      view: 'report/show',
      layout: {
        title: `Risk summary, ${periodWords(scope.period)}`,
        section: 'board',
        knownOn: scope.choice.asAt.date,
        scripts: ['charts'],
      },
      page: () => ({
        choices: view ?? choicesOnly(deps, question),
        size: scope.size,
        report: view === null ? null : riskReport(view.facts),
        context: { period, asAt },
        query: {
          agreement,
          partnership,
          colours: colours?.join(',') ?? null,
          columns: columns?.join(',') ?? null,
        },
      }),
      ...(view === null ? {} : { kept: view }),
    });
  };
}

function table(deps: WebDeps, queue: Exports, format: ExportFormat) {
  return async (request: Request, response: Response): Promise<void> => {
    const question = questionOf(request);
    if (reportScope(deps, question).size > AT_ONCE) {
      response.redirect(303, `/exports/${queue.ask(accountOf(response).id, question, format)}`);
      return;
    }
    const { facts, fileName } = reportView(deps, question);
    sendFile(response, fileName, format, await tableOf(facts, format));
  };
}

async function tableOf(facts: RiskFacts, format: ExportFormat): Promise<Buffer | string> {
  if (format === 'xlsx') return workbookFile(riskWorkbook(facts));
  return riskSummaryCsv(
    facts.targets.map(({ assessment }) => assessment),
    facts.columns,
  );
}

function paper(deps: WebDeps, format: 'pdf' | 'docx') {
  return async (request: Request, response: Response): Promise<void> => {
    const question = questionOf(request);
    const { size } = reportScope(deps, question);
    if (size > LONGEST_READ) throw invalid('agreement', tooManyWords(size));
    const { facts, fileName } = reportView(deps, question);
    sendFile(response, fileName, format, await reportFile(riskReport(facts), format));
  };
}
