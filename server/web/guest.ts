import type { Request, Response } from 'express';
import { openReturnLink } from '../services/return-links.ts';
import { returnView } from '../services/return-view.ts';
import type { ReturnWriter } from '../services/returns.ts';
import type { WebDeps } from './deps.ts';
import type { Routes } from './guard.ts';
import { sendPage } from './render.ts';
import { changedRows, type Given, returnRendering } from './return-page.ts';
import { updateReturn } from './returns.ts';

/** People without an account, who have a link to one return. */
export function guests(deps: WebDeps): Routes {
  return {
    'GET /guest/:token': show(deps),
    'GET /guest/:token/rows': rows(deps),
    'POST /guest/:token': update(deps),
  };
}

function tokenOf(request: Request): string {
  return String(request.params.token);
}

/** @throws NotFound where the link does not count */
function guestOf(deps: WebDeps, request: Request) {
  const link = openReturnLink(deps, tokenOf(request));
  const writer: ReturnWriter = { actor: null, at: deps.clock(), post: link.name, party: 'guest', account: null };
  return { link, writer, question: { period: link.period, partnership: link.partnership } };
}

/** What a link opens is for whoever has it: for nobody's cache, and its address for no other page. */
function keepToItself(response: Response): void {
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Referrer-Policy', 'no-referrer');
}

function show(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    send(deps, request, response, { notice: request.query.done === 'saved' ? 'saved' : null });
  };
}

function send(deps: WebDeps, request: Request, response: Response, given: Given): void {
  const { link, writer, question } = guestOf(deps, request);
  const view = returnView(deps, question, writer);
  keepToItself(response);
  sendPage(
    response,
    returnRendering(view, { action: `/guest/${tokenOf(request)}`, guest: { name: link.name }, officer: null }, given),
  );
}

function rows(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { writer, question } = guestOf(deps, request);
    keepToItself(response);
    response.json(changedRows(returnView(deps, question, writer), String(request.query.since ?? '')));
  };
}

/** Saves rows; who comes by a link cannot submit. */
function update(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { writer, question } = guestOf(deps, request);
    keepToItself(response);
    updateReturn(deps, request, response, {
      writer,
      question,
      isSubmit: false,
      address: `/guest/${tokenOf(request)}`,
      send: (status, given) => send(deps, request, response.status(status), given),
    });
  };
}
