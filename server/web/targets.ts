import type { Request, Response } from 'express';
import { riskSummaryCsv } from '../documents/risk-summary-csv.ts';
import { TARGET_STATES } from '../domain/data-package.ts';
import { LIGHTS } from '../domain/light.ts';
import { periodWords } from '../domain/wording.ts';
import { LIST_SORTS, type ListQuestion, listTargets, type TargetList } from '../services/target-list.ts';
import { targetView } from '../services/targets.ts';
import type { WebDeps } from './deps.ts';
import type { Context } from './format.ts';
import { allows, type Routes } from './guard.ts';
import { choiceOf, contextQuery, optionalText, readQuery, targetNameOf } from './query.ts';
import { sendPage } from './render.ts';
import { mayOn, targetPage } from './target-page.ts';

export interface ListPage {
  readonly list: TargetList;
  readonly context: Context;
  /** The visitor may set targets up. */
  readonly mayAdd: boolean;
}

export function targets(deps: WebDeps): Routes {
  return {
    'GET /targets': list(deps),
    'GET /targets.csv': csv(deps),
    'GET /targets/:agreement/:indicator{/:part}': show(deps),
  };
}

const listQuery = contextQuery.extend({
  agreement: optionalText,
  partnership: optionalText,
  colour: choiceOf('colour', LIGHTS),
  state: choiceOf('state', TARGET_STATES),
  q: optionalText,
  sort: choiceOf('sort', LIST_SORTS),
});

function questionOf(request: Request): ListQuestion {
  const { as_at: asAt, q: words, sort, ...rest } = readQuery(listQuery, request);
  return { ...rest, asAt, words, sort: sort ?? 'agreement' };
}

function list(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const question = questionOf(request);
    const found = listTargets(deps, question);
    sendPage(response, {
      view: 'targets/list',
      layout: {
        title: `Targets, ${periodWords(found.period)}`,
        section: 'targets',
        knownOn: found.choice.asAt.date,
        scripts: [],
      },
      page: () => ({
        list: found,
        context: { period: question.period, asAt: question.asAt },
        mayAdd: allows(deps, response, 'GET /targets/new'),
      }),
      kept: found,
    });
  };
}

function csv(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { rows } = listTargets(deps, questionOf(request));
    response.attachment('risk-summary.csv').type('text/csv; charset=utf-8');
    response.send(riskSummaryCsv(rows.map(({ assessment }) => assessment)));
  };
}

const targetQuery = contextQuery.extend({ basis: optionalText, saved: optionalText });

function show(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { period, as_at: asAt, basis, saved } = readQuery(targetQuery, request);
    const name = targetNameOf(request);
    const view = targetView(deps, { ...name, period, asAt, basis });
    sendPage(response, targetPage(view, mayOn(deps, response, name), { saved: saved !== null }));
  };
}
