import type { Request, Response } from 'express';
import { NotFound } from '../domain/errors.ts';
import type { KnownTarget } from '../domain/known.ts';
import type { IsoMoment } from '../domain/moment.ts';
import { forgetEntry, keptEntry } from '../services/sessions.ts';
import { targetView } from '../services/targets.ts';
import { layoutOf } from './account.ts';
import type { WebDeps } from './deps.ts';
import type { Routes } from './guard.ts';
import { sendPage } from './render.ts';
import { accountOf } from './visitor.ts';

export interface KeptPage {
  readonly address: string;
  /** The target that it is about; null where that is new. */
  readonly known: KnownTarget | null;
  /** Each as it is sent again. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly keptAt: IsoMoment;
}

export function keptEntries(deps: WebDeps): Routes {
  return { 'GET /account/kept': showKept(deps), 'POST /account/kept': discardKept(deps) };
}

/** What was being entered when a session ended, to be sent again by whoever was entering it. */
function showKept(deps: WebDeps) {
  return (_request: Request, response: Response): void => {
    const own = accountOf(response);
    const kept = keptEntry(deps, own);
    if (kept === null) {
      response.redirect(303, '/');
      return;
    }
    const fields = Object.entries(kept.fields).flatMap(([field, given]) =>
      (typeof given === 'string' ? [given] : given).map((value) => [field, value] as const),
    );
    sendPage(response, {
      view: 'account/kept',
      layout: layoutOf('Go on with what you were entering'),
      page: () => ({
        address: kept.address,
        known: targetOf(deps, kept.address),
        fields,
        keptAt: kept.kept_at,
      }),
    });
  };
}

/** The target that a form was about, going by where it was sent; null where there is none. */
function targetOf(deps: WebDeps, address: string): KnownTarget | null {
  const [, agreement = '', indicator = '', part = ''] =
    /^\/[a-z]+\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(address) ?? [];
  if (indicator === '') return null;
  try {
    return targetView(deps, { agreement, indicator, part, period: null, asAt: null, basis: null }).known;
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}

function discardKept(deps: WebDeps) {
  return (_request: Request, response: Response): void => {
    forgetEntry(deps, accountOf(response));
    response.redirect(303, '/');
  };
}
