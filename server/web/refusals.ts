import type { Request, RequestHandler } from 'express';
import type { Log } from '../log.ts';
import { visitorOf } from './visitor.ts';

/** Answers that tell of a request that no page of ours sends, or of somebody at a door that is not theirs. */
const ALWAYS: ReadonlySet<number> = new Set([400, 403, 413, 415, 429, 503]);

/** A line in the log for every refusal that said nothing where it was made. */
export function refusals(log: Log): RequestHandler {
  return (request, response, next) => {
    response.on('finish', () => {
      const { statusCode: status } = response;
      const isRefused = ALWAYS.has(status) || (request.method === 'POST' && status >= 400 && status < 500);
      if (!isRefused || response.locals.noted === true) return;
      const account = visitorOf(response).admission?.account.id;
      log.info({ event: 'refused', status, request: requestOf(request), account, address: request.ip }, 'refused');
    });
    next();
  };
}

/** Why something was refused, as a line of the log: never what was entered. */
export function noteRefusal(
  { log }: { readonly log: Log },
  request: Request,
  event: string,
  because: string,
  more: Readonly<Record<string, unknown>> = {},
): void {
  log.info({ event, because, ...more, address: request.ip }, event);
  if (request.res !== undefined) request.res.locals.noted = true;
}

/** Method and address; of a link only that it is one, because its address opens an account or a return. */
export function requestOf({ method, path }: Request): string {
  const [, link] = /^\/(links|guest)\//i.exec(path) ?? [];
  return `${method} ${link === undefined ? path : `/${link.toLowerCase()}/…`}`;
}
