import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Account } from '../domain/account.ts';
import { Forbidden, Invalid, NotFound, type Problem, Throttled } from '../domain/errors.ts';
import { addMinutes } from '../domain/moment.ts';
import { oneOf, rolePurpose } from '../domain/role.ts';
import { exampleAccounts, existing } from '../services/accounts.ts';
import { SINGLE_ONLY } from '../services/links.ts';
import { keptEntry } from '../services/sessions.ts';
import { checkCode, checkSignIn } from '../services/sign-in.ts';
import type { WebDeps } from './deps.ts';
import { href } from './format.ts';
import { readFields } from './forms.ts';
import type { Routes } from './guard.ts';
import { optionalText, readQuery } from './query.ts';
import { noteRefusal } from './refusals.ts';
import { sendPage } from './render.ts';
import { type Door, enter, forgetCookie, freshSession } from './sessions.ts';
import { originOf, visitorOf } from './visitor.ts';

export interface SignInPage {
  readonly email: string;
  /** Where to go on afterwards. */
  readonly next: string;
  readonly problems: readonly Problem[];
  /** Why the person is here again; null where they came by themselves. */
  readonly notice: string | null;
  readonly localSignIn: boolean;
  readonly singleSignOn: boolean;
  /** Accounts that anybody may enter; empty unless this is the example. */
  readonly examples: readonly { readonly id: number; readonly words: string; readonly purpose: string }[];
}

export interface CodePage {
  readonly problems: readonly Problem[];
}

/** How long a password that was shown waits for its code. */
const CODE_MINUTES = 10;

export function signIn(deps: WebDeps): Routes {
  return {
    'GET /sign-in': show(deps),
    'POST /sign-in': create(deps),
    'POST /sign-in/example': enterExample(deps),
    'GET /sign-in/code': showCode(deps),
    'POST /sign-in/code': takeCode(deps),
    'POST /sign-out': end(deps),
  };
}

const showQuery = z.object({ next: optionalText, ended: optionalText, out: optionalText });

function show(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { next, ended, out } = readQuery(showQuery, request);
    if (visitorOf(response).admission !== null) {
      response.redirect(303, safeNext(deps, next));
      return;
    }
    const notice = noticeOf(ended ?? (visitorOf(response).endedFor === null ? null : 'yes'), out);
    sendSignIn(deps, response, { email: '', next: safeNext(deps, next), problems: [], notice });
  };
}

function noticeOf(ended: string | null, out: string | null): string | null {
  if (ended === 'kept') return 'You were signed out meanwhile. What you entered is kept: sign in and go on with it.';
  if (ended !== null)
    return 'You were signed out: a session ends after 30 minutes without use, and after 12 hours. Sign in again.';
  return out === null ? null : 'You are signed out.';
}

function sendSignIn(
  deps: WebDeps,
  response: Response,
  given: Pick<SignInPage, 'email' | 'next' | 'problems' | 'notice'>,
): void {
  const { localSignIn, singleSignOn } = deps.settings;
  const examples = exampleAccounts(deps).map(({ id, role, post }) => ({
    id,
    words: oneOf(role),
    purpose: `${post}: ${rolePurpose(role)}`,
  }));
  sendPage(response, {
    view: 'sign-in/show',
    layout: plainLayout(given.problems.length > 0 ? 'Error: Sign in' : 'Sign in'),
    page: () => ({ ...given, localSignIn, singleSignOn: singleSignOn !== null, examples }),
  });
}

/** How the pages of the door are laid out. */
export function plainLayout(title: string) {
  return { title, section: null, knownOn: null, scripts: ['forms'] } as const;
}

/** An address of this app to go on to; the Board's view where what was given is none. */
export function safeNext({ settings }: WebDeps, given: string | null): string {
  if (given === null || !/^\/(?![/\\])/.test(given)) return '/';
  const address = URL.parse(given, settings.baseUrl);
  if (address === null || address.origin !== new URL(settings.baseUrl).origin) return '/';
  // Once its dots are worked out an address can begin with two slashes, which leads to another host.
  return address.pathname.replace(/^\/+/, '/') + address.search;
}

function create(deps: WebDeps) {
  return async (request: Request, response: Response): Promise<void> => {
    requireLocal(deps);
    const { email, next } = readFields(request, ['email', 'next']);
    const password = passwordOf(request, 'password');
    try {
      const { account, codeNeeded } = await checkSignIn(deps, { email, password }, originOf(deps, request));
      if (codeNeeded) await askForCode(deps, request, response, account, next);
      else await goOn(deps, request, response, account, 'password', next);
    } catch (error) {
      const [status, problems] = refusal(error, 'email');
      noteRefusal(deps, request, 'sign-in refused', status === 429 ? 'throttled' : 'password');
      sendSignIn(deps, response.status(status), { email, next: safeNext(deps, next), problems, notice: null });
    }
  };
}

/** A password as it was typed: blanks at its ends are part of it. */
export function passwordOf(request: Request, name: string): string {
  const body: unknown = request.body;
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  return typeof given === 'string' ? given : '';
}

/** @throws Forbidden where passwords do not count */
export function requireLocal({ settings }: WebDeps): void {
  if (!settings.localSignIn) throw new Forbidden(SINGLE_ONLY);
}

/** The status and the problems of a refusal that the form itself shows. @throws what it is not */
export function refusal(error: unknown, field: string): [status: number, problems: readonly Problem[]] {
  if (error instanceof Invalid) return [422, error.problems];
  if (error instanceof Throttled) return [429, [{ field, message: error.message }]];
  throw error;
}

async function askForCode(
  deps: WebDeps,
  request: Request,
  response: Response,
  account: Account,
  next: string,
): Promise<void> {
  await freshSession(request);
  request.session.pending = { account: account.id, since: deps.clock(), next };
  response.redirect(303, '/sign-in/code');
}

/** Signs in and goes on to what was kept, or to where the person wanted. */
export async function goOn(
  deps: WebDeps,
  request: Request,
  response: Response,
  account: Account,
  door: Door,
  next: string | null,
): Promise<void> {
  await enter(deps, request, response, account, door);
  deps.log.info({ event: 'sign-in', account: account.id, door, address: request.ip }, 'signed in');
  response.redirect(303, keptEntry(deps, account) === null ? safeNext(deps, next) : '/account/kept');
}

function enterExample(deps: WebDeps) {
  return async (request: Request, response: Response): Promise<void> => {
    const { account: id, next } = readFields(request, ['account', 'next']);
    const account = exampleAccounts(deps).find((candidate) => String(candidate.id) === id);
    if (account === undefined) throw new NotFound('There is no such account of the example.');
    await goOn(deps, request, response, account, 'example', next);
  };
}

interface Pending {
  readonly account: Account;
  readonly next: string;
}

/** Who has shown a password a short while ago; null where nobody has, or it was too long ago. */
function pendingOf(deps: WebDeps, request: Request): Pending | null {
  const { pending } = request.session;
  if (pending === undefined || addMinutes(pending.since, CODE_MINUTES) <= deps.clock()) return null;
  const account = existing(deps, pending.account);
  return account.state === 'active' ? { account, next: pending.next } : null;
}

function showCode(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    if (pendingOf(deps, request) === null) {
      response.redirect(303, '/sign-in');
      return;
    }
    sendCode(response, []);
  };
}

function sendCode(response: Response, problems: readonly Problem[]): void {
  const title = problems.length > 0 ? 'Error: Your code' : 'Your code';
  sendPage(response, { view: 'sign-in/code', layout: plainLayout(title), page: () => ({ problems }) });
}

function takeCode(deps: WebDeps) {
  return async (request: Request, response: Response): Promise<void> => {
    const pending = pendingOf(deps, request);
    if (pending === null) {
      response.redirect(303, '/sign-in');
      return;
    }
    const { account, next } = pending;
    const { code } = readFields(request, ['code']);
    try {
      const { recovery } = checkCode(deps, account, code, originOf(deps, request));
      if (recovery)
        deps.log.info({ event: 'recovery code used', account: account.id, address: request.ip }, 'recovery code used');
      await goOn(deps, request, response, account, 'password', next);
    } catch (error) {
      const [status, problems] = refusal(error, 'code');
      noteRefusal(deps, request, 'sign-in refused', status === 429 ? 'throttled' : 'code', {
        account: account.id,
      });
      sendCode(response.status(status), problems);
    }
  };
}

function end(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const account = visitorOf(response).admission?.account.id;
    request.session.destroy(() => {
      if (account !== undefined) deps.log.info({ event: 'sign-out', account, address: request.ip }, 'signed out');
      forgetCookie(deps, response);
      response.redirect(303, href('/sign-in', { out: 'yes' }));
    });
  };
}
