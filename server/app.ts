import compression from 'compression';
import express, { type Express } from 'express';
import type { Log } from './log.ts';
import type { Deps } from './services/reading.ts';
import { assets } from './web/assets.ts';
import { board } from './web/board.ts';
import { errors, notFound } from './web/errors.ts';
import { figures } from './web/figures.ts';
import { partnerships } from './web/partnerships.ts';
import { headers, ownSiteOnly } from './web/security.ts';
import { targets } from './web/targets.ts';
import { terms } from './web/terms.ts';

export interface AppDeps extends Deps {
  readonly log: Log;
}

/** The whole application: its middleware in order, and the map of its addresses. */
export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.locals.example = exampleOf(deps);

  app.use(headers());
  app.get('/health', (_request, response) => void response.type('text/plain').send('ok'));
  app.use(ownSiteOnly());
  app.use('/assets', compression(), assets());
  app.use(express.urlencoded({ extended: false, limit: '200kb' }));

  app.use(board(deps));
  app.use(targets(deps));
  app.use(terms(deps));
  app.use(figures(deps));
  app.use(partnerships(deps));

  app.use(notFound());
  app.use(errors(deps.log));
  return app;
}

function exampleOf({ store }: Deps): { today: string } | null {
  const { is_example: isExample, today } = store.state.find();
  return isExample === 1 && today !== null ? { today } : null;
}
