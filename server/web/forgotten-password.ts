import type { Request, Response } from 'express';
import { sendReset } from '../services/sign-in.ts';
import { countAsking } from '../services/tries.ts';
import type { WebDeps } from './deps.ts';
import { readFields } from './forms.ts';
import type { Routes } from './guard.ts';
import { sendPage } from './render.ts';
import { plainLayout, requireLocal } from './sign-in.ts';
import { originOf } from './visitor.ts';

export interface ForgottenPage {
  readonly email: string;
  /** The request has been taken. */
  readonly asked: boolean;
  /** Whether messages can be sent at all. */
  readonly mail: boolean;
}

export function forgottenPassword(deps: WebDeps): Routes {
  return { 'GET /sign-in/forgotten': showForgotten(deps), 'POST /sign-in/forgotten': forgotten(deps) };
}

function showForgotten(deps: WebDeps) {
  return (_request: Request, response: Response): void => {
    requireLocal(deps);
    sendForgotten(deps, response, '', false);
  };
}

function sendForgotten({ mail }: WebDeps, response: Response, email: string, asked: boolean): void {
  sendPage(response, {
    view: 'sign-in/forgotten',
    layout: plainLayout('Forgotten password'),
    page: () => ({ email, asked, mail: mail !== null }),
  });
}

function forgotten(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    requireLocal(deps);
    const { email } = readFields(request, ['email']);
    countAsking(deps, originOf(deps, request));
    // Only when the answer has gone is it looked up whether there is such an account: its time tells nothing.
    response.on('finish', () => {
      sendReset(deps, email).catch((error: Error) => {
        deps.log.error({ err: error, event: 'mail' }, 'a link could not be sent');
      });
    });
    sendForgotten(deps, response, email, true);
  };
}
