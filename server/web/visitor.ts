import type { Request, RequestHandler, Response } from 'express';
import type { Account, Writer } from '../domain/account.ts';
import { authorOf } from '../services/access.ts';
import { type Admission, admissionOf } from '../services/permissions.ts';
import type { Origin } from '../services/tries.ts';
import type { WebDeps } from './deps.ts';
import { cookieName, cookieOf, deviceMark, freshSession } from './sessions.ts';

/** Who is asking. */
export interface Visitor {
  /** Null where nobody is signed in. */
  readonly admission: Admission | null;
  /** Whose session this was before it ended by time; null where it did not. */
  readonly endedFor: number | null;
  /** The session that was sent does not count, which has been noted in the log. */
  readonly refused: boolean;
}

const NOBODY: Visitor = { admission: null, endedFor: null, refused: false };

/** Finds out who is asking; what was changed of an account counts from the next request on. */
export function visitors(deps: WebDeps): RequestHandler {
  return async (request, response, next) => {
    const { account: id, endedFor, door } = request.session;
    response.locals.visitor = { ...NOBODY, endedFor: endedFor ?? null };
    if (id !== undefined) {
      const admission = admissionOf(deps, id, door === 'single sign-on');
      if (admission !== null) {
        response.locals.visitor = { ...NOBODY, admission };
        response.setHeader('Cache-Control', 'no-store');
        return next();
      }
      deps.log.info({ event: 'session refused', account: id, address: request.ip }, 'the account cannot come in');
      response.locals.visitor = { ...NOBODY, refused: true };
      await freshSession(request);
      return next();
    }
    if (endedFor !== undefined) {
      deps.log.info(
        { event: 'session ended', account: endedFor, address: request.ip },
        'a session that has ended by time',
      );
    }
    if (isStranger(deps, request)) {
      response.locals.visitor = { ...NOBODY, refused: true };
      deps.log.info({ event: 'session refused', address: request.ip }, 'an unknown or changed session cookie');
    }
    next();
  };
}

/** A cookie that is ours by name and by nothing else: tampered with, or of a session that was ended. */
function isStranger(deps: WebDeps, request: Request): boolean {
  const sent = cookieOf(request, cookieName(deps));
  return sent !== null && !sent.startsWith(`s:${request.sessionID}.`);
}

export function visitorOf(response: Response): Visitor {
  return (response.locals.visitor as Visitor | undefined) ?? NOBODY;
}

/** The account that is signed in. @throws Error on a route that is open to everybody */
export function accountOf(response: Response): Account {
  const { admission } = visitorOf(response);
  if (admission === null) throw new Error('nobody is signed in on this route');
  return admission.account;
}

/** The person who is signed in, as the one who records something. */
export function writerOf(deps: WebDeps, response: Response): Writer {
  const account = accountOf(response);
  return { ...authorOf(deps, account), post: account.post };
}

/** Where a try to come in is from. */
export function originOf(deps: WebDeps, request: Request): Origin {
  return { address: request.ip ?? '', device: deviceMark(deps, request) };
}

/** What pages may differ by: two visitors with the same key see the same. */
export function visitorKey(response: Response): string {
  const { admission } = visitorOf(response);
  return admission === null ? '' : `${admission.account.role} ${admission.codes.join(' ')}`;
}
