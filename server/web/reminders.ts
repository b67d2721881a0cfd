import type { Request, Response } from 'express';
import { REMINDERS, type ReminderKind } from '../domain/return-dates.ts';
import { chooseReminders, refusedReminders } from '../services/reminders.ts';
import { layoutOf } from './account.ts';
import type { WebDeps } from './deps.ts';
import { readAll } from './forms.ts';
import type { Routes } from './guard.ts';
import { sendPage } from './render.ts';
import { accountOf } from './visitor.ts';

export interface RemindersPage {
  readonly kinds: readonly ReminderKind[];
  readonly refused: readonly ReminderKind[];
  readonly hasMail: boolean;
  readonly isLead: boolean;
  readonly saved: boolean;
}

export function reminders(deps: WebDeps): Routes {
  return { 'GET /account/reminders': show(deps), 'POST /account/reminders': choose(deps) };
}

function show(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const own = accountOf(response);
    sendPage(response, {
      view: 'account/reminders',
      layout: layoutOf('Your reminders'),
      page: () => ({
        kinds: REMINDERS,
        refused: refusedReminders(deps, own),
        hasMail: deps.mail !== null,
        isLead: own.role === 'lead',
        saved: request.query.saved === 'yes',
      }),
    });
  };
}

function choose(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    chooseReminders(deps, accountOf(response), readAll(request, 'wanted'));
    response.redirect(303, '/account/reminders?saved=yes');
  };
}
