import type { Request, Response } from 'express';
import { type Account, readAccountEntry } from '../domain/account.ts';
import { Invalid, NotFound, type Problem } from '../domain/errors.ts';
import { type LinkEntry, type OpenedLink, openLink, useLink } from '../services/links.ts';
import { ownFactor } from '../services/own-account.ts';
import type { WebDeps } from './deps.ts';
import { readFields } from './forms.ts';
import type { Routes } from './guard.ts';
import { noteRefusal } from './refusals.ts';
import { sendPage } from './render.ts';
import { markDevice } from './sessions.ts';
import { goOn, passwordOf, refusal } from './sign-in.ts';

export interface LinkPage {
  /** Null for the first administrator, whose account is set up with it. */
  readonly account: Account | null;
  readonly kind: OpenedLink['link']['kind'];
  readonly entry: Pick<LinkEntry, 'email' | 'name' | 'post'>;
  readonly problems: readonly Problem[];
  /** Where the form goes. */
  readonly action: string;
}

export function links(deps: WebDeps): Routes {
  return { 'GET /links/:token': show(deps), 'POST /links/:token': use(deps) };
}

const EMPTY = { email: '', name: '', post: '' };

function tokenOf(request: Request): string {
  return String(request.params.token);
}

function show(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    sendLink(request, response, opened(deps, request), EMPTY, []);
  };
}

/** What a link opens; that one does not count is noted. @throws NotFound */
function opened(deps: WebDeps, request: Request): OpenedLink {
  try {
    return openLink(deps, tokenOf(request));
  } catch (error) {
    throw noted(deps, request, error);
  }
}

function noted(deps: WebDeps, request: Request, error: unknown): unknown {
  if (error instanceof NotFound) noteRefusal(deps, request, 'link refused', 'it does not count');
  return error;
}

function sendLink(
  request: Request,
  response: Response,
  { link, account }: OpenedLink,
  entry: LinkPage['entry'],
  problems: readonly Problem[],
): void {
  const title = link.kind === 'reset' ? 'Set another password' : 'Set your password';
  // The address is as good as a password until it is used: it must not stand in a cache, nor in another site's log.
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Referrer-Policy', 'no-referrer');
  sendPage(response, {
    view: 'links/show',
    layout: {
      title: problems.length > 0 ? `Error: ${title}` : title,
      section: null,
      knownOn: null,
      scripts: ['forms'],
    },
    page: () => ({ account, kind: link.kind, entry, problems, action: `/links/${tokenOf(request)}` }),
  });
}

/** Sets the password; who has a second factor signs in with it then, everybody else is in. */
function use(deps: WebDeps) {
  return async (request: Request, response: Response): Promise<void> => {
    const entry = { ...readFields(request, ['email', 'name', 'post']), password: passwordOf(request, 'password') };
    try {
      const account = await useLink(deps, tokenOf(request), entry, readFirst);
      deps.log.info({ event: 'link used', account: account.id, address: request.ip }, 'password set by a link');
      if (ownFactor(deps, account).confirmedAt !== null) {
        markDevice(deps, request, response, account);
        response.redirect(303, '/sign-in');
        return;
      }
      await goOn(deps, request, response, account, 'link', null);
    } catch (error) {
      const [status, problems] = refusal(noted(deps, request, error), 'password');
      const link = opened(deps, request);
      noteRefusal(deps, request, 'link refused', status === 429 ? 'throttled' : 'entry', {
        account: link.account?.id,
      });
      sendLink(request, response.status(status), link, entry, problems);
    }
  };
}

/** @throws Invalid that lists every problem at its field */
function readFirst(entry: LinkEntry): Pick<Account, 'email' | 'name' | 'post'> {
  const { account, problems } = readAccountEntry({ ...entry, role: 'administrator', partnerships: [] }, new Set());
  if (problems.length > 0) throw new Invalid(problems);
  return account;
}
