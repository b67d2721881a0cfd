import type { Request, Response } from 'express';
import { ACTION_FIELDS, type ActionEntry } from '../domain/action-entry.ts';
import { Conflict, Invalid, type Problem } from '../domain/errors.ts';
import { targetAddress } from '../domain/target-order.ts';
import { type ActionsView, actionsView, saveAction } from '../services/actions.ts';
import type { WebDeps } from './deps.ts';
import { href } from './format.ts';
import { readFields } from './forms.ts';
import type { Routes } from './guard.ts';
import { targetNameOf } from './query.ts';
import { sendPage } from './render.ts';
import { writerOf } from './visitor.ts';

export interface ActionsPage {
  readonly view: ActionsView;
  readonly address: string;
  /** The action that was sent, 0 for a new one, with what was typed; null where nothing came back. */
  readonly sent: { readonly number: number; readonly entry: ActionEntry } | null;
  readonly problems: readonly Problem[];
  readonly saved: boolean;
}

export function actions(deps: WebDeps): Routes {
  return {
    'GET /actions/:agreement/:indicator{/:part}': show(deps),
    'POST /actions/:agreement/:indicator{/:part}': save(deps),
  };
}

function show(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    send(deps, request, response, { sent: null, problems: [], saved: request.query.saved === 'yes' });
  };
}

type Given = Pick<ActionsPage, 'sent' | 'problems' | 'saved'>;

function addressOf({ known }: ActionsView): string {
  return targetAddress(known.record.agreement.code, known.record.measure.row).replace(/^\/targets/, '/actions');
}

function send(deps: WebDeps, request: Request, response: Response, given: Given): void {
  const view = actionsView(deps, targetNameOf(request));
  const { title } = view.known.record.measure.row;
  sendPage(response, {
    view: 'actions/list',
    layout: {
      title: `${given.problems.length > 0 ? 'Error: ' : ''}What is being done: ${title}`,
      section: 'targets',
      knownOn: view.known.asAt.date,
      scripts: ['forms'],
    },
    page: () => ({ view, address: addressOf(view), ...given }),
  });
}

function whole(text: string): number {
  return /^\d{1,6}$/.test(text) ? Number(text) : 0;
}

function save(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const name = targetNameOf(request);
    const entry = readFields(request, ACTION_FIELDS);
    const { action, seen } = readFields(request, ['action', 'seen']);
    const sent = { number: whole(action), entry };
    try {
      saveAction(deps, writerOf(deps, response), name, sent.number, entry, whole(seen));
      response.redirect(303, href(addressOf(actionsView(deps, name)), { saved: 'yes' }));
    } catch (error) {
      if (error instanceof Invalid) {
        send(deps, request, response.status(422), { sent, problems: at(sent.number, error.problems), saved: false });
      } else if (error instanceof Conflict) {
        const problem = { field: `title-${sent.number}`, message: error.message };
        send(deps, request, response.status(409), { sent, problems: [problem], saved: false });
      } else throw error;
    }
  };
}

/** Each problem at the field of its own action's form. */
function at(number: number, problems: readonly Problem[]): Problem[] {
  return problems.map(({ field, message }) => ({ field: `${field}-${number}`, message }));
}
