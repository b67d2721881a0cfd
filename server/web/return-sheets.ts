import type { Request, RequestHandler, Response } from 'express';
import { Invalid } from '../domain/errors.ts';
import {
  compareSheet,
  readSheet,
  returnSheet,
  type SheetComparison,
  type SheetFile,
  sheetCsv,
  sheetXlsx,
} from '../services/return-sheets.ts';
import type { WebDeps } from './deps.ts';
import { sendFile } from './files.ts';
import type { Routes } from './guard.ts';
import { sendPage } from './render.ts';
import { questionOf, returnAddress, sendReturn, viewerOf } from './returns.ts';
import { fileIn } from './upload.ts';

export interface DifferencesPage {
  readonly comparison: SheetComparison;
  /** Where what differs is saved. */
  readonly action: string;
}

/** 5 MB (quality.md, upload); a sheet of sixty targets has 20 kB. */
const MOST_BYTES = 5 * 1024 * 1024;

export function returnSheets(deps: WebDeps): Routes {
  return {
    'GET /returns/:period/:partnership.csv': (request, response) => {
      const file = fileFor(deps, request, response);
      sendFile(response, file.name, 'csv', sheetCsv(file));
    },
    'GET /returns/:period/:partnership.xlsx': (request, response) => {
      const file = fileFor(deps, request, response);
      sendFile(response, file.name, 'xlsx', sheetXlsx(file));
    },
    'POST /returns/:period/:partnership/sheet': takeSheet(deps),
  };
}

function fileFor(deps: WebDeps, request: Request, response: Response): SheetFile {
  const question = questionOf(request);
  return returnSheet(deps, question, viewerOf(deps, response, question));
}

/** What is said where a sheet does not come. */
const FAULTS = {
  none: 'Choose the sheet to bring back; an empty file holds none.',
  large: 'The file has more than 5 MB. Take the sheet from this page and fill that in.',
  many: 'Send one file, the sheet, and nothing else.',
} as const;

/** Shows what a sheet would change; it is saved from there. */
function takeSheet(deps: WebDeps): RequestHandler {
  return async (request: Request, response: Response): Promise<void> => {
    const question = questionOf(request);
    try {
      const rows = await readSheet(await fileIn(request, response, MOST_BYTES, FAULTS));
      const comparison = compareSheet(deps, question, viewerOf(deps, response, question), rows);
      sendPage(response, {
        view: 'returns/differences',
        layout: { title: 'What the sheet would change', section: 'returns', knownOn: null, scripts: ['forms'] },
        page: () => ({ comparison, action: returnAddress(question) }),
      });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      sendReturn(deps, response.status(422), question, { problems: error.problems });
    }
  };
}
