import { randomBytes } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { Conflict, Forbidden, Invalid, NotFound, Throttled, Unavailable } from '../domain/errors.ts';
import type { Log } from '../log.ts';
import { isBusyRecord } from '../services/reading.ts';
import { noteRefusal, requestOf } from './refusals.ts';
import { sendPage } from './render.ts';
import type { ErrorPage } from './views.ts';
import { visitorOf } from './visitor.ts';

interface Answer extends Omit<ErrorPage, 'signedIn'> {
  readonly status: number;
}

/** An address that no route answers. */
export function notFound(): RequestHandler {
  return (_request, _response, next) => next(new NotFound('There is no page at this address.'));
}

/** Domain errors become a status and a page here and nowhere else; all others are logged under a reference. */
export function errors(log: Log): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const { status, ...page } = answerTo(error) ?? unexpected(log, error, requestOf(request));
    if (isNews(status, request) && response.locals.noted !== true) note(log, status, error, request, response);
    response.status(status);
    const signedIn = visitorOf(response).admission !== null;
    const layout = { title: page.heading, section: null, knownOn: null, scripts: [] } as const;
    sendPage(response, { view: 'error', layout, page: () => ({ ...page, signedIn }) });
  };
}

/** That somebody has looked for a page that there is not, or asked in a way that no page does, is none. */
function isNews(status: number, { method }: Request): boolean {
  return status !== 500 && (method === 'POST' || (status !== 404 && status !== 422));
}

/** What lies behind a refusal is for whoever runs the app: a provider that is set wrongly looks like one that is down. */
function note(log: Log, status: number, error: Error, request: Request, response: Response): void {
  const account = visitorOf(response).admission?.account.id;
  const cause = error.cause instanceof Error ? error.cause.message : undefined;
  noteRefusal({ log }, request, 'refused', error.message, { status, request: requestOf(request), account, cause });
}

function answerTo(error: unknown): Answer | null {
  if (error instanceof NotFound) {
    return page(404, 'Page not found', [error.message, 'Check the address, or start from one of these pages.']);
  }
  if (error instanceof Invalid) {
    return page(
      422,
      'That cannot be shown',
      error.problems.map((problem) => problem.message),
    );
  }
  if (error instanceof Forbidden) return page(403, 'You cannot do this', [error.message]);
  if (error instanceof Throttled) return page(429, 'Too many tries', [error.message]);
  if (error instanceof Unavailable) return page(503, 'Not to be reached at the moment', [error.message]);
  if (isBusyRecord(error)) return page(503, 'Not saved', BUSY);
  if (error instanceof Conflict) return page(409, 'Not saved: somebody was faster', [error.message]);
  const status = clientError(error);
  if (status === null) return null;
  return page(status, 'The request could not be read', ['Go back, check what you entered and send it again.']);
}

const BUSY = [
  'The record is being written to by something else, such as an import. Nothing of this request was saved.',
  'Try again in a minute; what you had entered may need entering again.',
];

/** Errors of Express and its body parser carry the status that they stand for. */
function clientError(error: unknown): number | null {
  const status = error instanceof Error && 'status' in error ? error.status : null;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}

function unexpected(log: Log, error: unknown, request: string): Answer {
  const reference = randomBytes(4).toString('hex');
  log.error({ reference, request, err: error }, 'unexpected error');
  return {
    ...page(500, 'Something went wrong', [
      'The page could not be made. Nothing that was saved before is lost.',
      'Try again in a minute; what you had entered may need entering again.',
    ]),
    reference,
  };
}

function page(status: number, heading: string, sentences: readonly string[]): Answer {
  return { status, heading, sentences, reference: null };
}
