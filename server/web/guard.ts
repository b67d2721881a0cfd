import type { Express, Request, RequestHandler, Response } from 'express';
import type { Account } from '../domain/account.ts';
import { Forbidden } from '../domain/errors.ts';
import { decide, type Holding, PERMISSIONS, type RouteName, ruleOf } from '../domain/permission.ts';
import { holdingOf, holdingOfReturn } from '../services/permissions.ts';
import { forgetEntry, keepEntry } from '../services/sessions.ts';
import type { TargetName } from '../services/targets.ts';
import type { WebDeps } from './deps.ts';
import { href } from './format.ts';
import { fieldsOf } from './forms.ts';
import { targetNameOf } from './query.ts';
import { visitorOf } from './visitor.ts';

/** What answers at each route; a name that is not in the table of permissions does not compile. */
export type Routes = Partial<Record<RouteName, RequestHandler>>;

/**
 * Puts every route behind the table of permissions.
 * @throws Error where one is declared and not answered, or not declared
 */
export function guarded(app: Express, deps: WebDeps, routes: Routes, elsewhere: readonly RouteName[]): void {
  const declared = Object.keys(PERMISSIONS) as RouteName[];
  const missing = declared.filter((route) => !(route in routes) && !elsewhere.includes(route));
  const undeclared = Object.keys(routes).filter((route) => !(route in PERMISSIONS));
  if (missing.length + undeclared.length > 0) {
    throw new Error(`routes and permissions differ: ${[...missing, ...undeclared].join(', ')}`);
  }
  for (const [route, handler] of Object.entries(routes) as [RouteName, RequestHandler][]) {
    const [method = '', path = ''] = route.split(' ');
    app[method === 'GET' ? 'get' : 'post'](path, guard(deps, route), handler);
  }
}

/** What was kept is let go of once something was taken in its place, and not before. */
function forgetWhenTaken(deps: WebDeps, account: Account, response: Response): void {
  response.on('finish', () => {
    if (response.statusCode < 400) forgetEntry(deps, account);
  });
}

/** A script that sends a single row neither takes the place of a form that is kept, nor is kept as one. */
function isWholeForm(request: Request): boolean {
  return request.method === 'POST' && request.get('X-Row') === undefined;
}

/** Lets through whoever the table lets through; others are sent to sign in, or told who can. */
function guard(deps: WebDeps, route: RouteName): RequestHandler {
  const { open, area } = ruleOf(route);
  return (request, response, next) => {
    if (open) {
      next();
      return;
    }
    const { admission } = visitorOf(response);
    if (admission === null) {
      toSignIn(deps, route, request, response);
      return;
    }
    if (admission.factorMissing && area !== 'account') {
      response.redirect(303, '/account/second-factor');
      return;
    }
    const verdict = verdictOn(deps, route, response, subjectOf(request));
    if (!verdict.allowed) {
      next(new Forbidden(verdict.sentence));
      return;
    }
    if (area === 'entry' && isWholeForm(request)) forgetWhenTaken(deps, admission.account, response);
    next();
  };
}

/** What a route is about: a target, or a partnership's return. */
export type Subject = TargetName | { readonly partnership: string };

function subjectOf(request: Request): Subject {
  const { partnership } = request.params;
  return partnership === undefined ? targetNameOf(request) : { partnership: String(partnership) };
}

function verdictOn(deps: WebDeps, route: RouteName, response: Response, subject: Subject | null) {
  const { admission } = visitorOf(response);
  const account = admission?.account ?? null;
  const isOwn = account !== null && ruleOf(route).roles[account.role] === 'own';
  return decide(route, account, admission?.codes ?? [], isOwn && subject !== null ? holdingFor(deps, subject) : null);
}

function holdingFor(deps: WebDeps, subject: Subject): Holding {
  return 'partnership' in subject ? holdingOfReturn(deps, subject.partnership) : holdingOf(deps, subject);
}

/** Whether the visitor may use a route, for a page that offers it. @param subject what it is about */
export function allows(deps: WebDeps, response: Response, route: RouteName, subject: Subject | null = null): boolean {
  return verdictOn(deps, route, response, subject).allowed;
}

/** What was being entered when the session ended is kept for the person whose it was. */
function toSignIn(deps: WebDeps, route: RouteName, request: Request, response: Response): void {
  const { endedFor, refused } = visitorOf(response);
  if (request.method === 'GET' || request.method === 'HEAD') {
    response.redirect(303, href('/sign-in', { next: request.originalUrl === '/' ? null : request.originalUrl }));
    return;
  }
  const fields = fieldsOf(request);
  const hasForm = isWholeForm(request) && Object.keys(fields).length > 0;
  const isKept = endedFor !== null && ruleOf(route).area === 'entry' && hasForm;
  if (isKept) keepEntry(deps, endedFor, request.path, fields);
  const because = 'sign-in';
  if (!refused) {
    deps.log.info({ event: 'refused', route, because, kept: isKept, address: request.ip }, 'nobody is signed in');
  }
  response.redirect(303, href('/sign-in', { ended: isKept ? 'kept' : 'yes' }));
}
