import type { Request, Response } from 'express';
import { z } from 'zod';
import { auditCsv } from '../documents/audit-csv.ts';
import { type AuditSearch, type AuditView, searchAudit } from '../services/audit.ts';
import type { WebDeps } from './deps.ts';
import type { Routes } from './guard.ts';
import { optionalText, readQuery } from './query.ts';
import { sendPage } from './render.ts';

export interface AuditPage {
  readonly view: AuditView;
}

export function audit(deps: WebDeps): Routes {
  return { 'GET /audit': list(deps), 'GET /audit.csv': csv(deps) };
}

const query = z.object({
  person: optionalText,
  target: optionalText,
  from: optionalText,
  to: optionalText,
  before: optionalText,
});

function searchOf(request: Request): AuditSearch {
  return readQuery(query, request);
}

function list(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const view = searchAudit(deps, searchOf(request));
    sendPage(response, {
      view: 'audit/list',
      layout: { title: 'Audit', section: 'admin', knownOn: null, scripts: [] },
      page: () => ({ view }),
    });
  };
}

/** As many rows as a spreadsheet takes without trouble; the search narrows them down. */
const MOST_ROWS = 50_000;

function csv(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { rows } = searchAudit(deps, searchOf(request), MOST_ROWS);
    response.attachment('audit.csv').type('text/csv; charset=utf-8');
    response.send(auditCsv(rows));
  };
}
