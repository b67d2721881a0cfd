import { constants } from 'node:zlib';
import compression from 'compression';
import express, { type Express } from 'express';
import { exportQueue } from './services/exports.ts';
import type { Deps } from './services/reading.ts';
import { account } from './web/account.ts';
import { actions } from './web/actions.ts';
import { admin } from './web/admin.ts';
import { assets } from './web/assets.ts';
import { audit } from './web/audit.ts';
import { board } from './web/board.ts';
import { brief } from './web/brief.ts';
import type { WebDeps } from './web/deps.ts';
import { errors, notFound } from './web/errors.ts';
import { exports } from './web/exports.ts';
import { figures } from './web/figures.ts';
import { forecasts } from './web/forecasts.ts';
import { forgottenPassword } from './web/forgotten-password.ts';
import { guarded } from './web/guard.ts';
import { guests } from './web/guest.ts';
import { help } from './web/help.ts';
import { keptEntries } from './web/kept-entries.ts';
import { links } from './web/links.ts';
import { meeting } from './web/meeting.ts';
import { meetings } from './web/meetings.ts';
import { notices } from './web/notices.ts';
import { packs } from './web/packs.ts';
import { partnerships } from './web/partnerships.ts';
import { published } from './web/published.ts';
import { refusals } from './web/refusals.ts';
import { reminders } from './web/reminders.ts';
import { report } from './web/report.ts';
import { returnDesks } from './web/return-desk.ts';
import { returnReview } from './web/return-review.ts';
import { returnSheets } from './web/return-sheets.ts';
import { returns } from './web/returns.ts';
import { reward } from './web/reward.ts';
import { secondFactor } from './web/second-factor.ts';
import { headers, ownSiteOnly } from './web/security.ts';
import { sessions } from './web/sessions.ts';
import { signIn } from './web/sign-in.ts';
import { singleSignOn } from './web/single-sign-on.ts';
import { targets } from './web/targets.ts';
import { terms } from './web/terms.ts';
import { visitors } from './web/visitor.ts';

export interface AppDeps extends WebDeps {
  /** How many proxies stand before the app. */
  readonly trustProxy: number;
}

/** A twentieth smaller than at the usual 4, for a millisecond more where a browser has not kept a script. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };

/** The whole application: its middleware in order, and the map of its addresses. */
export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', deps.trustProxy);
  app.locals.example = exampleOf(deps);

  app.use(headers(deps));
  app.get('/health', (_request, response) => void response.type('text/plain').send('ok'));
  app.use(ownSiteOnly(deps, deps.log));
  app.use('/assets', compression({ brotli: BROTLI }), assets());
  app.use(refusals(deps.log));
  app.use(sessions(deps));
  app.use(visitors(deps));
  app.use(['/returns', '/guest'], express.urlencoded({ extended: false, limit: '1mb', parameterLimit: 5000 }));
  app.use(express.urlencoded({ extended: false, limit: '200kb' }));

  const queue = exportQueue({
    ...deps,
    failed: (error) => deps.log.error({ event: 'export failed', error }, 'an export could not be written'),
  });
  const routes = {
    ...board(deps),
    ...targets(deps),
    ...terms(deps),
    ...figures(deps),
    ...actions(deps),
    ...returnDesks(deps),
    ...returnSheets(deps),
    ...returnReview(deps),
    ...returns(deps),
    ...guests(deps),
    ...packs(deps),
    ...published(deps),
    ...brief(deps),
    ...meeting(deps),
    ...meetings(deps),
    ...partnerships(deps),
    ...report(deps, queue),
    ...exports(queue),
    ...reward(deps),
    ...forecasts(deps),
    ...signIn(deps),
    ...forgottenPassword(deps),
    ...singleSignOn(deps),
    ...links(deps),
    ...account(deps),
    ...secondFactor(deps),
    ...keptEntries(deps),
    ...reminders(deps),
    ...admin(deps),
    ...audit(deps),
    ...help(),
    ...notices(),
  };
  guarded(app, deps, routes, ['GET /health', 'GET /assets']);

  app.use(notFound());
  app.use(errors(deps.log));
  return app;
}

function exampleOf({ store }: Deps): { today: string } | null {
  const { is_example: isExample, today } = store.state.find();
  return isExample === 1 && today !== null ? { today } : null;
}
