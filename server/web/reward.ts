import type { Request, Response } from 'express';
import { rewardCsv } from '../documents/reward-csv.ts';
import { type EffortChart, effortChart } from '../domain/chart-effort.ts';
import { codeOf } from '../domain/vocabulary.ts';
import { periodWords } from '../domain/wording.ts';
import { type RewardView, rewardView } from '../services/reward.ts';
import type { WebDeps } from './deps.ts';
import type { Context } from './format.ts';
import type { Routes } from './guard.ts';
import { contextQuery, readQuery } from './query.ts';
import { sendPage } from './render.ts';

export interface RewardPage {
  readonly view: RewardView;
  readonly context: Context;
  /** Where effort pays, by agreement; null where there is nothing to show. */
  readonly efforts: ReadonlyMap<string, EffortChart | null>;
}

export function reward(deps: WebDeps): Routes {
  return {
    'GET /reward': show(deps),
    'GET /reward.csv': csv(deps),
  };
}

function show(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { period, as_at: asAt } = readQuery(contextQuery, request);
    const view = rewardView(deps, { period, asAt });
    sendPage(response, {
      view: 'reward/show',
      layout: {
        title: `Reward, ${periodWords(view.period)}`,
        section: 'reward',
        knownOn: view.choice.asAt.date,
        scripts: ['charts'],
      },
      page: () => ({ view, context: { period, asAt }, efforts: effortsOf(view) }),
      kept: view,
    });
  };
}

function effortsOf({ agreements }: RewardView): RewardPage['efforts'] {
  return new Map(
    agreements.map(({ agreement, cancellation, rows }) => [
      agreement.code,
      cancellation === null ? effortChart(rows, codeOf) : null,
    ]),
  );
}

function csv(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { period, as_at: asAt } = readQuery(contextQuery, request);
    const { agreements } = rewardView(deps, { period, asAt });
    response.attachment('reward.csv').type('text/csv; charset=utf-8');
    response.send(rewardCsv(agreements.flatMap(({ rows }) => rows)));
  };
}
