import type { Request, Response } from 'express';
import { Conflict } from '../domain/errors.ts';
import type { Export, Exports } from '../services/exports.ts';
import { sendFileAt } from './files.ts';
import type { Routes } from './guard.ts';
import { renderView, sendPage } from './render.ts';
import { accountOf } from './visitor.ts';

export interface ExportPage {
  readonly found: Export;
}

/** Risk summaries that are too large to be waited for: where one stands, and its file. */
export function exports(queue: Exports): Routes {
  return {
    'GET /exports/:id': (request, response) => show(response, findIn(queue, request, response)),
    'GET /exports/:id/state': (request, response) =>
      void response.type('html').send(renderView('exports/state', { found: findIn(queue, request, response) })),
    'GET /exports/:id/file': (request, response) => send(response, findIn(queue, request, response)),
  };
}

function findIn(queue: Exports, request: Request, response: Response): Export {
  return queue.find(accountOf(response).id, String(request.params.id));
}

function show(response: Response, found: Export): void {
  sendPage(response, {
    view: 'exports/show',
    layout: { title: 'Writing the risk summary', section: 'board', knownOn: null, scripts: ['exports'] },
    page: () => ({ found }),
  });
}

/** @throws Conflict where it is not written yet */
function send(response: Response, { file, fileName, format }: Export): void {
  if (file === null) throw new Conflict('It is not written yet. Its page says how far it is.');
  sendFileAt(response, fileName, format, file);
}
