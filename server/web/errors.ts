import { randomBytes } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { Conflict, Forbidden, Invalid, NotFound, Throttled, Unavailable } from '../domain/errors.ts';
import type { Log } from '../log.ts';
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
    if (REFUSALS.has(status)) noteRefusal(log, status, error, request, response);
    response.status(status);
    const signedIn = visitorOf(response).admission !== null;
    const layout = { title: page.heading, section: null, knownOn: null, scripts: [] } as const;
    sendPage(response, { view: 'error', layout, page: () => ({ ...page, signedIn }) });
  };
}

/** Answers that tell of somebody at a door that is not theirs, or of a request that no page of ours sends. */
const REFUSALS: ReadonlySet<number> = new Set([400, 403, 413, 415, 429, 503]);

function noteRefusal(log: Log, status: number, error: unknown, request: Request, response: Response): void {
  const account = visitorOf(response).admission?.account.id;
  const because = (error as Error).message;
  // What lies behind it is for whoever runs the app: a provider that is set wrongly looks like one that is down.
  const cause = error instanceof Unavailable && error.cause instanceof Error ? error.cause.message : undefined;
  const what = { event: 'refused', status, request: requestOf(request), account, because, cause, address: request.ip };
  log.info(what, 'refused');
}

/** Method and address; of a link only that it is one, because its address opens an account. */
function requestOf({ method, path }: Request): string {
  return `${method} ${path.replace(/^\/links\/.*/i, '/links/…')}`;
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
  if (error instanceof Conflict) return page(409, 'Not saved: somebody was faster', [error.message]);
  const status = clientError(error);
  if (status === null) return null;
  return page(status, 'The request could not be read', ['Go back, check what you entered and send it again.']);
}

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
