import type { Request, Response } from 'express';
import { type Chart, trendChart } from '../domain/chart.ts';
import { quartersChart } from '../domain/chart-counts.ts';
import {
  listPartnerships,
  type PartnershipList,
  type PartnershipView,
  partnershipView,
} from '../services/partnerships.ts';
import { hasReturn } from '../services/return-context.ts';
import type { WebDeps } from './deps.ts';
import type { Context } from './format.ts';
import { allows, type Routes } from './guard.ts';
import { contextQuery, readQuery } from './query.ts';
import { sendPage } from './render.ts';

export interface PartnershipsPage {
  readonly list: PartnershipList;
  readonly context: Context;
}

export interface PartnershipPage {
  readonly view: PartnershipView;
  readonly context: Context;
  /** The colours of the targets that it leads, quarter by quarter. */
  readonly colours: Chart;
  /** Every target that it leads. */
  readonly charts: readonly Chart[];
  /** The visitor may open its return for the quarter. */
  readonly mayReturn: boolean;
}

export function partnerships(deps: WebDeps): Routes {
  return {
    'GET /partnerships': list(deps),
    'GET /partnerships/:code': show(deps),
  };
}

function list(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { period, as_at: asAt } = readQuery(contextQuery, request);
    const found = listPartnerships(deps, { period, asAt });
    sendPage(response, {
      view: 'partnerships/list',
      layout: {
        title: 'Partnerships',
        section: 'partnerships',
        knownOn: found.choice.asAt.date,
        scripts: [],
      },
      page: () => ({ list: found, context: { period, asAt } }),
      kept: found,
    });
  };
}

function mayReturn(deps: WebDeps, response: Response, { partnership: { code: partnership }, period }: PartnershipView) {
  const isAllowed = allows(deps, response, 'GET /returns/:period/:partnership', { partnership });
  return isAllowed && hasReturn(deps, { period, partnership });
}

function show(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { period, as_at: asAt } = readQuery(contextQuery, request);
    const view = partnershipView(deps, { code: String(request.params.code), period, asAt });
    sendPage(response, {
      view: 'partnerships/show',
      layout: {
        title: view.partnership.name,
        section: 'partnerships',
        knownOn: view.choice.asAt.date,
        scripts: ['charts'],
      },
      page: () => ({
        view,
        context: { period, asAt },
        colours: quartersChart(`Colours of the targets led by ${view.partnership.name}`, view.quarters),
        mayReturn: asAt === null && mayReturn(deps, response, view),
        charts: view.leads.map(({ assessment }) => trendChart(assessment, 'small')),
      }),
      kept: view,
    });
  };
}
