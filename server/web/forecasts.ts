import type { Request, Response } from 'express';
import { forecastsCsv } from '../documents/forecasts-csv.ts';
import { codeAddress } from '../domain/target-order.ts';
import { type ForecastView, forecastView } from '../services/forecasts.ts';
import type { WebDeps } from './deps.ts';
import type { Routes } from './guard.ts';
import { contextQuery, optionalText, readQuery } from './query.ts';
import { sendPage } from './render.ts';

export interface ForecastsPage {
  readonly view: ForecastView;
}

export function forecasts(deps: WebDeps): Routes {
  return {
    'GET /forecasts': show(deps),
    'GET /forecasts.csv': csv(deps),
  };
}

const query = contextQuery.pick({ as_at: true }).extend({ agreement: optionalText });

function show(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { agreement, as_at: asAt } = readQuery(query, request);
    const view = forecastView(deps, { agreement, asAt });
    sendPage(response, {
      view: 'forecasts/show',
      layout: {
        title: `How forecasts did${view.agreement === null ? '' : `, ${view.agreement.title}`}`,
        section: 'reward',
        knownOn: view.choice.asAt.date,
        scripts: [],
      },
      page: () => ({ view }),
      kept: view,
    });
  };
}

function csv(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { agreement, as_at: asAt } = readQuery(query, request);
    const view = forecastView(deps, { agreement, asAt });
    const name = view.agreement === null ? 'forecasts' : `forecasts-${codeAddress(view.agreement.code)}`;
    response.attachment(`${name}.csv`).type('text/csv; charset=utf-8');
    response.send(forecastsCsv(view.cases));
  };
}
