import type { Request, Response } from 'express';
import { Conflict, Invalid, NotFound, type Problem } from '../domain/errors.ts';
import { parsePeriodAddress, periodAddress } from '../domain/period.ts';
import { codeAddress } from '../domain/target-order.ts';
import { returnParty } from '../services/permissions.ts';
import type { ReturnQuestion } from '../services/return-context.ts';
import { type HandedReturnLink, linksOf } from '../services/return-links.ts';
import { reopenFor } from '../services/return-review.ts';
import { returnView, type Viewer } from '../services/return-view.ts';
import { type ReturnWriter, type RowOutcome, type SentRow, saveRows, submitReturn } from '../services/returns.ts';
import type { WebDeps } from './deps.ts';
import { href } from './format.ts';
import { readFields } from './forms.ts';
import { allows, type Routes } from './guard.ts';
import { sendPage } from './render.ts';
import { sentRows } from './return-form.ts';
import {
  changedRows,
  type Given,
  RETURN_NOTICES,
  type ReturnNotice,
  type ReturnPage,
  returnRendering,
  rowFragment,
} from './return-page.ts';
import { visitorOf, writerOf } from './visitor.ts';

export function returns(deps: WebDeps): Routes {
  return {
    'GET /returns/:period/:partnership': show(deps),
    'GET /returns/:period/:partnership/rows': rows(deps),
    'POST /returns/:period/:partnership': update(deps),
  };
}

/** @throws NotFound where the address names no quarter */
export function questionOf(request: Request): ReturnQuestion {
  const period = parsePeriodAddress(String(request.params.period));
  if (period === null) throw new NotFound('There is no such quarter: write it as in /returns/2008-09-q2.');
  return { period, partnership: String(request.params.partnership) };
}

export function returnAddress({ period, partnership }: ReturnQuestion): string {
  return `/returns/${periodAddress(period)}/${codeAddress(partnership)}`;
}

export function viewerOf(deps: WebDeps, response: Response, { partnership }: ReturnQuestion): Viewer {
  const { admission } = visitorOf(response);
  return { party: returnParty(deps, admission, partnership), account: admission?.account ?? null };
}

export function returnWriterOf(deps: WebDeps, response: Response, question: ReturnQuestion): ReturnWriter {
  return { ...writerOf(deps, response), ...viewerOf(deps, response, question) };
}

function noticeOf(request: Request): ReturnNotice | null {
  return RETURN_NOTICES.find((notice) => notice === request.query.done) ?? null;
}

function show(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    sendReturn(deps, response, questionOf(request), { notice: noticeOf(request) });
  };
}

type Options = Given & { readonly link?: HandedReturnLink };

export function sendReturn(deps: WebDeps, response: Response, question: ReturnQuestion, options: Options = {}): void {
  const view = returnView(deps, question, viewerOf(deps, response, question));
  const mayCheck = allows(deps, response, 'POST /returns/:period/:partnership/check');
  const page: Pick<ReturnPage, 'action' | 'guest' | 'officer'> = {
    action: returnAddress(view.context),
    guest: null,
    officer: mayCheck
      ? {
          links: linksOf(deps, view.context),
          people: reopenFor(deps, question.partnership),
          handed: options.link ?? null,
        }
      : null,
  };
  sendPage(response, returnRendering(view, page, options));
}

/** Rows that others have typed into since a moment, for a page that is open. */
function rows(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const question = questionOf(request);
    const view = returnView(deps, question, viewerOf(deps, response, question));
    response.json(changedRows(view, String(request.query.since ?? '')));
  };
}

function update(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const question = questionOf(request);
    const writer = returnWriterOf(deps, response, question);
    const { step } = readFields(request, ['step']);
    updateReturn(deps, request, response, {
      writer,
      question,
      isSubmit: step === 'submit',
      address: returnAddress(question),
      send: (status, given) => sendReturn(deps, response.status(status), question, given),
    });
  };
}

interface Updating {
  readonly writer: ReturnWriter;
  readonly question: ReturnQuestion;
  readonly isSubmit: boolean;
  readonly address: string;
  readonly send: (status: number, given: Given) => void;
}

/** A script asks for one row and gets what is to be said of it; a form is answered with a page. */
export function updateReturn(deps: WebDeps, request: Request, response: Response, updating: Updating): void {
  const { writer, question, isSubmit, address, send } = updating;
  const { theirs } = readFields(request, ['theirs']);
  // Whoever takes what somebody else has saved sends that row only because the form does.
  const sent = sentRows(request).filter(({ key }) => key !== theirs);
  if (request.get('X-Row') !== undefined) {
    const isLook = request.get('X-Row') === 'look';
    rowFragment(deps, response, { writer, question, sent, isLook });
    return;
  }
  const outcomes = saveRows(deps, writer, question, sent);
  const problems = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? outcome.problems : []));
  const has = (kind: RowOutcome['kind']): boolean => outcomes.some((outcome) => outcome.kind === kind);
  if (has('refused') || has('overtaken')) send(has('overtaken') ? 409 : 422, { sent, outcomes, problems });
  else if (isSubmit) submit(deps, response, updating, seenAfter(sent, outcomes));
  else response.redirect(303, href(address, { done: has('recorded') ? 'recorded' : 'saved' }));
}

/** The version of each row that the person knows: what they have just saved they have seen. */
function seenAfter(sent: readonly SentRow[], outcomes: readonly RowOutcome[]): Map<string, number> {
  return new Map(sent.map(({ key, seen }, index) => [key, seen + (outcomes[index]?.kind === 'saved' ? 1 : 0)]));
}

function submit(
  deps: WebDeps,
  response: Response,
  { writer, question, address, send }: Updating,
  seen: ReadonlyMap<string, number>,
): void {
  try {
    submitReturn(deps, writer, question, seen);
    response.redirect(303, href(address, { done: 'submitted' }));
  } catch (error) {
    // What was typed is a draft by now, whatever keeps it from being submitted.
    if (error instanceof Invalid) send(422, { problems: error.problems, notice: 'saved' });
    else if (error instanceof Conflict) send(409, { problems: [whole(error)], notice: 'saved' });
    else throw error;
  }
}

/** A problem of the return as a whole. */
export function whole({ message }: Error): Problem {
  return { field: 'return', message };
}
