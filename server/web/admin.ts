import type { Request, Response } from 'express';
import { z } from 'zod';
import type { AccountEntry } from '../domain/account.ts';
import { Conflict, Invalid, NotFound, type Problem } from '../domain/errors.ts';
import {
  type AccountsView,
  accountsView,
  accountView,
  changeAccount,
  type HandedLink,
  invite,
  linkIdentity,
  newLink,
  type OneAccountView,
  removeSecondFactor,
  setAccountState,
} from '../services/accounts.ts';
import type { WebDeps } from './deps.ts';
import { href } from './format.ts';
import { readAll, readFields } from './forms.ts';
import type { Routes } from './guard.ts';
import { optionalText, readQuery } from './query.ts';
import { sendPage } from './render.ts';
import { accountOf } from './visitor.ts';

export interface AdminPage {
  readonly view: AccountsView;
  readonly entry: AccountEntry;
  readonly problems: readonly Problem[];
  /** A link that was just made; null where none was. */
  readonly handed: HandedLink | null;
  readonly done: string | null;
}

export interface AdminAccountPage {
  readonly view: OneAccountView;
  readonly entry: AccountEntry;
  readonly problems: readonly Problem[];
  readonly handed: HandedLink | null;
  readonly done: string | null;
  /** It is the administrator's own. */
  readonly own: boolean;
}

export function admin(deps: WebDeps): Routes {
  return {
    'GET /admin': show(deps),
    'POST /admin/accounts': create(deps),
    'GET /admin/accounts/:id': showOne(deps),
    'POST /admin/accounts/:id': update(deps),
    'POST /admin/accounts/:id/state': state(deps),
    'POST /admin/accounts/:id/link': link(deps),
    'POST /admin/accounts/:id/second-factor': factor(deps),
    'POST /admin/identities/:id': identity(deps),
  };
}

const EMPTY: AccountEntry = { email: '', name: '', post: '', role: '', partnerships: [] };

const DONE: ReadonlyMap<string, string> = new Map([
  ['changed', 'The account is changed.'],
  ['disabled', 'The account is disabled. Its sessions have ended.'],
  ['enabled', 'The account is enabled.'],
  ['factor', 'The second factor is taken away. The person sets up another one when they sign in.'],
  ['linked', 'The single sign-on is linked.'],
  ['unlinked', 'The single sign-on is no longer linked.'],
]);

const doneQuery = z.object({ done: optionalText });

function doneOf(request: Request): string | null {
  return DONE.get(readQuery(doneQuery, request).done ?? '') ?? null;
}

/** @throws NotFound where the address has no number */
function idOf(request: Request): number {
  const id = String(request.params.id);
  if (!/^\d{1,15}$/.test(id)) throw new NotFound('There is no such account.');
  return Number(id);
}

function readEntry(request: Request): AccountEntry {
  return { ...readFields(request, ['email', 'name', 'post', 'role']), partnerships: readAll(request, 'partnerships') };
}

function show(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    sendAdmin(deps, response, { entry: EMPTY, problems: [], handed: null, done: doneOf(request) });
  };
}

function sendAdmin(deps: WebDeps, response: Response, given: Omit<AdminPage, 'view'>): void {
  sendPage(response, {
    view: 'admin/show',
    layout: layoutOf('Accounts', given.problems),
    page: () => ({ view: accountsView(deps), ...given }),
  });
}

function layoutOf(title: string, problems: readonly Problem[]) {
  const whole = problems.length > 0 ? `Error: ${title}` : title;
  return { title: whole, section: 'admin', knownOn: null, scripts: ['forms'] } as const;
}

function create(deps: WebDeps) {
  return async (request: Request, response: Response): Promise<void> => {
    const entry = readEntry(request);
    try {
      const handed = await invite(deps, accountOf(response), entry);
      noteFault(deps, handed);
      // The link is shown this once, so the page is sent at once and not after a redirect.
      sendAdmin(deps, response, { entry: EMPTY, problems: [], handed, done: null });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      sendAdmin(deps, response.status(422), { entry, problems: error.problems, handed: null, done: null });
    }
  };
}

function noteFault(deps: WebDeps, { account, fault }: HandedLink): void {
  if (fault !== null) deps.log.error({ event: 'mail', account: account.id, fault }, 'a link could not be sent');
}

function showOne(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    sendOne(deps, request, response, { done: doneOf(request) });
  };
}

function sendOne(
  deps: WebDeps,
  request: Request,
  response: Response,
  given: Partial<Omit<AdminAccountPage, 'view'>>,
): void {
  const view = accountView(deps, idOf(request));
  const own = accountOf(response).id === view.account.id;
  const page = { view, entry: view.account, problems: [], handed: null, done: null, own, ...given };
  sendPage(response, {
    view: 'admin/account',
    layout: layoutOf(`Account of ${view.account.name}`, page.problems),
    page: () => page,
  });
}

function update(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const entry = readEntry(request);
    try {
      changeAccount(deps, accountOf(response), idOf(request), entry);
      backTo(request, response, 'changed');
    } catch (error) {
      if (error instanceof Invalid) sendOne(deps, request, response.status(422), { entry, problems: error.problems });
      else sendConflict(deps, request, response, error, 'role', entry);
    }
  };
}

/** A refusal that belongs to the page, such as that of the last administrator. @throws whatever else it is */
function sendConflict(
  deps: WebDeps,
  request: Request,
  response: Response,
  error: unknown,
  field: string,
  entry?: AccountEntry,
): void {
  if (!(error instanceof Conflict)) throw error;
  const problems = [{ field, message: error.message }];
  sendOne(deps, request, response.status(409), { problems, ...(entry === undefined ? {} : { entry }) });
}

function backTo(request: Request, response: Response, done: string): void {
  response.redirect(303, href(`/admin/accounts/${idOf(request)}`, { done }));
}

function state(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { state: wanted } = readFields(request, ['state']);
    if (wanted !== 'enabled' && wanted !== 'disabled') throw new NotFound('There is no such state.');
    try {
      setAccountState(deps, accountOf(response), idOf(request), wanted === 'enabled');
      backTo(request, response, wanted);
    } catch (error) {
      sendConflict(deps, request, response, error, 'state');
    }
  };
}

function link(deps: WebDeps) {
  return async (request: Request, response: Response): Promise<void> => {
    try {
      const handed = await newLink(deps, accountOf(response), idOf(request));
      noteFault(deps, handed);
      sendOne(deps, request, response, { handed });
    } catch (error) {
      sendConflict(deps, request, response, error, 'link');
    }
  };
}

function factor(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    removeSecondFactor(deps, accountOf(response), idOf(request));
    backTo(request, response, 'factor');
  };
}

function identity(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { account } = readFields(request, ['account']);
    const isNumber = /^\d{1,15}$/.test(account);
    if (!isNumber && account !== '') throw new NotFound('There is no such account.');
    try {
      linkIdentity(deps, accountOf(response), idOf(request), isNumber ? Number(account) : null);
      response.redirect(303, href('/admin', { done: isNumber ? 'linked' : 'unlinked' }));
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      const problems = [{ field: 'accounts', message: error.message }];
      sendAdmin(deps, response.status(409), { entry: EMPTY, problems, handed: null, done: null });
    }
  };
}
