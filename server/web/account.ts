import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Account } from '../domain/account.ts';
import { NotFound, type Problem } from '../domain/errors.ts';
import type { KnownTarget } from '../domain/known.ts';
import type { IsoMoment } from '../domain/moment.ts';
import {
  changeName,
  changePassword,
  confirmFactor,
  dropFactor,
  hasPassword,
  type NewFactor,
  type OwnFactor,
  offerFactor,
  ownFactor,
  remakeCodes,
} from '../services/own-account.ts';
import { partnershipNames } from '../services/permissions.ts';
import {
  endOtherSessions,
  endOwnSession,
  forgetEntry,
  keptEntry,
  type OwnSession,
  ownSessions,
} from '../services/sessions.ts';
import { targetView } from '../services/targets.ts';
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

export interface FactorPage {
  readonly offer: NewFactor;
  /** The person cannot go on without it. */
  readonly demanded: boolean;
  readonly problems: readonly Problem[];
}

export interface CodesPage {
  readonly codes: readonly string[];
}

export interface KeptPage {
  readonly address: string;
  /** The target that it is about; null where that is new. */
  readonly known: KnownTarget | null;
  /** Each as it is sent again. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly keptAt: IsoMoment;
}

export function account(deps: WebDeps): Routes {
  return {
    'GET /account': show(deps),
    'GET /account/kept': showKept(deps),
    'POST /account/kept': discardKept(deps),
    'POST /account/name': name(deps),
    'POST /account/password': password(deps),
    'POST /account/sessions': endSessions(deps),
    'GET /account/second-factor': showFactor(deps),
    'POST /account/second-factor': confirm(deps),
    'POST /account/second-factor/remove': removeFactor(deps),
    'POST /account/recovery-codes': remake(deps),
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

function layoutOf(title: string, problems: readonly Problem[] = []) {
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

function showFactor(deps: WebDeps) {
  return async (request: Request, response: Response): Promise<void> => {
    if (ownFactor(deps, accountOf(response)).confirmedAt !== null) {
      response.redirect(303, '/account');
      return;
    }
    await sendFactor(deps, request, response, []);
  };
}

async function sendFactor(
  deps: WebDeps,
  request: Request,
  response: Response,
  problems: readonly Problem[],
): Promise<void> {
  const offer = await offerFactor(deps, accountOf(response), request.session.factor ?? null);
  request.session.factor = offer.sealed;
  const demanded = visitorOf(response).admission?.factorMissing ?? false;
  sendPage(response, {
    view: 'account/second-factor',
    layout: layoutOf('Your second factor', problems),
    page: () => ({ offer, demanded, problems }),
  });
}

function confirm(deps: WebDeps) {
  return async (request: Request, response: Response): Promise<void> => {
    const { code } = readFields(request, ['code']);
    const own = accountOf(response);
    try {
      const made = confirmFactor(deps, own, request.session.factor ?? null, code, request.sessionID);
      delete request.session.factor;
      deps.log.info({ event: 'second factor set', account: own.id, address: request.ip }, 'second factor set');
      sendCodes(response, made);
    } catch (error) {
      const [status, problems] = refusal(error, 'code');
      noteRefusal(deps, request, 'own account refused', problems[0]?.field ?? '', { account: own.id });
      await sendFactor(deps, request, response.status(status), problems);
    }
  };
}

function sendCodes(response: Response, made: readonly string[]): void {
  sendPage(response, {
    view: 'account/recovery-codes',
    layout: layoutOf('Your recovery codes'),
    page: () => ({ codes: made }),
  });
}

function removeFactor(deps: WebDeps) {
  return async (request: Request, response: Response): Promise<void> => {
    const own = accountOf(response);
    try {
      await dropFactor(deps, own, passwordOf(request, 'factor_password'), originOf(deps, request));
      deps.log.info({ event: 'second factor removed', account: own.id, address: request.ip }, 'second factor removed');
      response.redirect(303, href('/account', { done: 'factor' }));
    } catch (error) {
      sendFactorRefusal(deps, request, response, error);
    }
  };
}

/** The password is asked for in another form than the one that changes it: its problem belongs there. */
function sendFactorRefusal(deps: WebDeps, request: Request, response: Response, error: unknown): void {
  const [status, problems] = refusal(error, 'factor_password');
  const moved = problems.map(({ message }) => ({ field: 'factor_password', message }));
  sendRefusal(deps, request, response, [status, moved]);
}

function sendRefusal(
  deps: WebDeps,
  request: Request,
  response: Response,
  [status, problems]: ReturnType<typeof refusal>,
): void {
  const because = status === 429 ? 'throttled' : (problems[0]?.field ?? '');
  noteRefusal(deps, request, 'own account refused', because, { account: accountOf(response).id });
  sendAccount(deps, request, response.status(status), problems);
}

function remake(deps: WebDeps) {
  return async (request: Request, response: Response): Promise<void> => {
    try {
      const given = passwordOf(request, 'factor_password');
      sendCodes(response, await remakeCodes(deps, accountOf(response), given, originOf(deps, request)));
    } catch (error) {
      sendFactorRefusal(deps, request, response, error);
    }
  };
}

/** What was being entered when a session ended, to be sent again by whoever was entering it. */
function showKept(deps: WebDeps) {
  return (_request: Request, response: Response): void => {
    const own = accountOf(response);
    const kept = keptEntry(deps, own);
    if (kept === null) {
      response.redirect(303, '/');
      return;
    }
    const fields = Object.entries(kept.fields).flatMap(([field, given]) =>
      (typeof given === 'string' ? [given] : given).map((value) => [field, value] as const),
    );
    sendPage(response, {
      view: 'account/kept',
      layout: layoutOf('Go on with what you were entering'),
      page: () => ({
        address: kept.address,
        known: targetOf(deps, kept.address),
        fields,
        keptAt: kept.kept_at,
      }),
    });
  };
}

/** The target that a form was about, going by where it was sent; null where there is none. */
function targetOf(deps: WebDeps, address: string): KnownTarget | null {
  const [, agreement = '', indicator = '', part = ''] =
    /^\/[a-z]+\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(address) ?? [];
  if (indicator === '') return null;
  try {
    return targetView(deps, { agreement, indicator, part, period: null, asAt: null, basis: null }).known;
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}

function discardKept(deps: WebDeps) {
  return (_request: Request, response: Response): void => {
    forgetEntry(deps, accountOf(response));
    response.redirect(303, '/');
  };
}
