import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Account } from '../domain/account.ts';
import type { Problem } from '../domain/errors.ts';
import { changeName, changePassword, hasPassword, type OwnFactor, ownFactor } from '../services/own-account.ts';
import { partnershipNames } from '../services/permissions.ts';
import { endOtherSessions, endOwnSession, type OwnSession, ownSessions } from '../services/sessions.ts';
import type { WebDeps } from './deps.ts';
import { href } from './format.ts';
import { readFields } from './forms.ts';
import type { Routes } from './guard.ts';
import { optionalText, readQuery } from './query.ts';
import { noteRefusal } from './refusals.ts';
import { sendPage } from './render.ts';
import { markDevice } from './sessions.ts';
import { passwordOf, refusal } from './sign-in.ts';
import { accountOf, originOf, visitorOf } from './visitor.ts';

export interface AccountPage {
  readonly account: Account;
  readonly partnerships: readonly string[];
  readonly factor: OwnFactor;
  /** The account signs in with a password here. */
  readonly password: boolean;
  readonly sessions: readonly OwnSession[];
  readonly problems: readonly Problem[];
  /** What has just been done; null where nothing was. */
  readonly done: string | null;
}

export function account(deps: WebDeps): Routes {
  return {
    'GET /account': show(deps),
    'POST /account/name': name(deps),
    'POST /account/password': password(deps),
    'POST /account/sessions': endSessions(deps),
  };
}

const DONE: ReadonlyMap<string, string> = new Map([
  ['name', 'Your name is changed.'],
  ['password', 'Your password is changed. Your other sessions have ended.'],
  ['sessions', 'The sessions have ended.'],
  ['factor', 'Your second factor is taken away.'],
]);

const showQuery = z.object({ done: optionalText });

function show(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { done } = readQuery(showQuery, request);
    sendAccount(deps, request, response, [], DONE.get(done ?? '') ?? null);
  };
}

function sendAccount(
  deps: WebDeps,
  request: Request,
  response: Response,
  problems: readonly Problem[],
  done: string | null = null,
): void {
  const own = accountOf(response);
  const codes = visitorOf(response).admission?.codes ?? [];
  sendPage(response, {
    view: 'account/show',
    layout: layoutOf('Your account', problems),
    page: () => ({
      account: own,
      partnerships: partnershipNames(deps, codes),
      factor: ownFactor(deps, own),
      password: hasPassword(deps, own),
      sessions: ownSessions(deps, own, request.sessionID),
      problems,
      done,
    }),
  });
}

/** How the pages of one's own account are laid out. */
export function layoutOf(title: string, problems: readonly Problem[] = []) {
  const whole = problems.length > 0 ? `Error: ${title}` : title;
  return { title: whole, section: 'account', knownOn: null, scripts: ['forms'] } as const;
}

function name(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { name: given } = readFields(request, ['name']);
    try {
      changeName(deps, accountOf(response), given);
      response.redirect(303, href('/account', { done: 'name' }));
    } catch (error) {
      sendRefusal(deps, request, response, refusal(error, 'name'));
    }
  };
}

function password(deps: WebDeps) {
  return async (request: Request, response: Response): Promise<void> => {
    const given = { current: passwordOf(request, 'current'), next: passwordOf(request, 'next') };
    const own = accountOf(response);
    try {
      await changePassword(deps, own, given, originOf(deps, request), request.sessionID);
      markDevice(deps, request, response, own);
      deps.log.info({ event: 'password changed', account: own.id, address: request.ip }, 'password changed');
      response.redirect(303, href('/account', { done: 'password' }));
    } catch (error) {
      sendRefusal(deps, request, response, refusal(error, 'current'));
    }
  };
}

function endSessions(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { session } = readFields(request, ['session']);
    const own = accountOf(response);
    if (session === 'others') endOtherSessions(deps, own, request.sessionID);
    else if (/^\d{1,15}$/.test(session)) endOwnSession(deps, own, Number(session));
    response.redirect(303, href('/account', { done: 'sessions' }));
  };
}

/** The own account once more, with what is wrong. */
export function sendRefusal(
  deps: WebDeps,
  request: Request,
  response: Response,
  [status, problems]: ReturnType<typeof refusal>,
): void {
  const because = status === 429 ? 'throttled' : (problems[0]?.field ?? '');
  noteRefusal(deps, request, 'own account refused', because, { account: accountOf(response).id });
  sendAccount(deps, request, response.status(status), problems);
}
