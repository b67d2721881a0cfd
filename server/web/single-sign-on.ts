import type { Request, Response } from 'express';
import { z } from 'zod';
import { Invalid } from '../domain/errors.ts';
import { arrive, leave } from '../services/single-sign-on.ts';
import { countAsking } from '../services/tries.ts';
import type { WebDeps } from './deps.ts';
import type { Routes } from './guard.ts';
import { optionalText, readQuery } from './query.ts';
import { noteRefusal } from './refusals.ts';
import { freshSession } from './sessions.ts';
import { goOn, safeNext } from './sign-in.ts';
import { originOf, visitorOf } from './visitor.ts';

export function singleSignOn(deps: WebDeps): Routes {
  return { 'GET /sign-in/single': toProvider(deps), 'GET /sign-in/single/callback': fromProvider(deps) };
}

const leaveQuery = z.object({ next: optionalText });

function toProvider(deps: WebDeps) {
  return async (request: Request, response: Response): Promise<void> => {
    const { next } = readQuery(leaveQuery, request);
    // A link on another site must not end the session of somebody who is in.
    if (visitorOf(response).admission !== null) {
      response.redirect(303, safeNext(deps, next));
      return;
    }
    countAsking(deps, originOf(deps, request));
    const { address, trip } = await leave(deps);
    await freshSession(request);
    request.session.trip = { ...trip, next: safeNext(deps, next) };
    response.redirect(303, address);
  };
}

function fromProvider(deps: WebDeps) {
  return async (request: Request, response: Response): Promise<void> => {
    const trip = request.session.trip ?? null;
    // It counts once, whatever comes of it.
    delete request.session.trip;
    const query = request.originalUrl.replace(/^[^?]*/, '');
    const account = await arrive(deps, query, trip).catch((error: unknown) => {
      // Other refusals are noted where they become a page.
      if (error instanceof Invalid) noteRefusal(deps, request, 'sign-in refused', error.message);
      throw error;
    });
    await goOn(deps, request, response, account, 'single sign-on', trip?.next ?? null);
  };
}
