import type { Request, RequestHandler, Response } from 'express';
import multer, { MulterError } from 'multer';
import { Invalid, invalid } from '../domain/errors.ts';
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
import type { Routes } from './guard.ts';
import { sendPage } from './render.ts';
import { questionOf, returnAddress, sendReturn, viewerOf } from './returns.ts';

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
      attach(response, file, 'csv').type('text/csv').send(sheetCsv(file));
    },
    'GET /returns/:period/:partnership.xlsx': (request, response) => {
      const file = fileFor(deps, request, response);
      attach(response, file, 'xlsx')
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .send(sheetXlsx(file));
    },
    'POST /returns/:period/:partnership/sheet': takeSheet(deps),
  };
}

function fileFor(deps: WebDeps, request: Request, response: Response): SheetFile {
  const question = questionOf(request);
  return returnSheet(deps, question, viewerOf(deps, response, question));
}

function attach(response: Response, { name }: SheetFile, ending: string): Response {
  return response.setHeader('Content-Disposition', `attachment; filename="${name}.${ending}"`);
}

const upload = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: MOST_BYTES, files: 1, fields: 4, parts: 6, headerPairs: 20 },
}).single('file');

/** The one file of a form. @throws Invalid where there is none, or it is too large */
function fileIn(request: Request, response: Response): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    upload(request, response, (error: unknown) => {
      const bytes = request.file?.buffer;
      if (error instanceof MulterError) reject(invalid('file', faultWords(error)));
      else if (error !== undefined && error !== null)
        reject(invalid('file', 'The file did not come through whole. Try again.'));
      else if (bytes === undefined || bytes.length === 0)
        reject(invalid('file', 'Choose the sheet to bring back; an empty file holds none.'));
      else resolve(bytes);
    });
  });
}

function faultWords({ code }: MulterError): string {
  return code === 'LIMIT_FILE_SIZE'
    ? 'The file has more than 5 MB. Take the sheet from this page and fill that in.'
    : 'Send one file, the sheet, and nothing else.';
}

/** Shows what a sheet would change; it is saved from there. */
function takeSheet(deps: WebDeps): RequestHandler {
  return async (request: Request, response: Response): Promise<void> => {
    const question = questionOf(request);
    try {
      const rows = await readSheet(await fileIn(request, response));
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
