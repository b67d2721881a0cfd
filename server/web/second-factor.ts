import type { Request, Response } from 'express';
import type { Problem } from '../domain/errors.ts';
import {
  confirmFactor,
  dropFactor,
  type NewFactor,
  offerFactor,
  ownFactor,
  remakeCodes,
} from '../services/own-account.ts';
import { layoutOf, sendRefusal } from './account.ts';
import type { WebDeps } from './deps.ts';
import { href } from './format.ts';
import { readFields } from './forms.ts';
import type { Routes } from './guard.ts';
import { noteRefusal } from './refusals.ts';
import { sendPage } from './render.ts';
import { passwordOf, refusal } from './sign-in.ts';
import { accountOf, originOf, visitorOf } from './visitor.ts';

export interface FactorPage {
  readonly offer: NewFactor;
  /** The person cannot go on without it. */
  readonly demanded: boolean;
  readonly problems: readonly Problem[];
}

export interface CodesPage {
  readonly codes: readonly string[];
}

export function secondFactor(deps: WebDeps): Routes {
  return {
    'GET /account/second-factor': showFactor(deps),
    'POST /account/second-factor': confirm(deps),
    'POST /account/second-factor/remove': removeFactor(deps),
    'POST /account/recovery-codes': remake(deps),
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
