import type { Request, Response } from 'express';
import { reportFile, workbookFile } from '../documents/report-file.ts';
import { riskSummaryCsv } from '../documents/risk-summary-csv.ts';
import { LIGHTS } from '../domain/light.ts';
import type { Report } from '../domain/report.ts';
import { riskReport } from '../domain/risk-report.ts';
import { CHOSEN_COLUMNS } from '../domain/risk-summary.ts';
import { riskWorkbook } from '../domain/risk-workbook.ts';
import { periodWords } from '../domain/wording.ts';
import { type ReportQuestion, type ReportView, reportView } from '../services/report.ts';
import type { WebDeps } from './deps.ts';
import { sendFile } from './files.ts';
import type { Context } from './format.ts';
import type { Routes } from './guard.ts';
import { contextQuery, optionalText, readQuery, someOf } from './query.ts';
import { sendPage } from './render.ts';

export interface ReportPage {
  readonly view: ReportView;
  readonly report: Report;
  readonly context: Context;
  /** The same question with another ending: the addresses of the files. */
  readonly query: Readonly<Record<string, string | null>>;
}

export function report(deps: WebDeps): Routes {
  return {
    'GET /report': show(deps),
    'GET /report.csv': csv(deps),
    'GET /report.xlsx': xlsx(deps),
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
    const view = reportView(deps, question);
    const { agreement, partnership, colours, columns, period, asAt } = question;
    sendPage(response, {
      view: 'report/show',
      layout: {
        title: `Risk summary, ${periodWords(view.facts.period)}`,
        section: 'board',
        knownOn: view.choice.asAt.date,
        scripts: ['charts'],
      },
      page: () => ({
        view,
        report: riskReport(view.facts),
        context: { period, asAt },
        query: {
          agreement,
          partnership,
          colours: colours?.join(',') ?? null,
          columns: columns?.join(',') ?? null,
        },
      }),
      kept: view,
    });
  };
}

function csv(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { facts, fileName } = reportView(deps, questionOf(request));
    sendFile(
      response,
      fileName,
      'csv',
      riskSummaryCsv(
        facts.targets.map(({ assessment }) => assessment),
        facts.columns,
      ),
    );
  };
}

function xlsx(deps: WebDeps) {
  return async (request: Request, response: Response): Promise<void> => {
    const { facts, fileName } = reportView(deps, questionOf(request));
    sendFile(response, fileName, 'xlsx', await workbookFile(riskWorkbook(facts)));
  };
}

function paper(deps: WebDeps, format: 'pdf' | 'docx') {
  return async (request: Request, response: Response): Promise<void> => {
    const { facts, fileName } = reportView(deps, questionOf(request));
    sendFile(response, fileName, format, await reportFile(riskReport(facts), format));
  };
}
