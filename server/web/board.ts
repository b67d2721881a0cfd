import type { Request, Response } from 'express';
import type { Chart } from '../domain/chart.ts';
import { countsChart } from '../domain/chart-counts.ts';
import { periodWords } from '../domain/wording.ts';
import { type BoardView, boardForQuarter, countsOf } from '../services/board.ts';
import type { WebDeps } from './deps.ts';
import { type Context, format } from './format.ts';
import type { Routes } from './guard.ts';
import { contextQuery, optionalText, readQuery } from './query.ts';
import { sendPage } from './render.ts';

export interface BoardPage {
  readonly view: BoardView;
  /** What the links of the page carry on. */
  readonly context: Context;
  /** Null where there is no target. */
  readonly partnerships: Chart | null;
}

export function board(deps: WebDeps): Routes {
  return {
    'GET /': show(deps),
  };
}

const query = contextQuery.extend({ agreement: optionalText });

function show(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { agreement, period, as_at: asAt } = readQuery(query, request);
    const view = boardForQuarter(deps, { agreement, period, asAt });
    sendPage(response, {
      view: 'board/show',
      layout: {
        title: `${periodWords(view.period)}: the Board’s view`,
        section: 'board',
        knownOn: view.choice.asAt.date,
        scripts: ['charts'],
      },
      page: () => ({ view, context: { period, asAt }, partnerships: partnershipsChart(view, { period, asAt }) }),
      kept: view,
    });
  };
}

function partnershipsChart({ groups, period }: BoardView, context: Context): Chart | null {
  if (groups.length === 0) return null;
  const rows = groups.map(({ lead, name, rows: members }) => ({
    label: name,
    href: format.partnershipHref(lead, context),
    counts: countsOf(members.map((row) => row.assessment)),
  }));
  return countsChart(`Targets by partnership and colour, ${periodWords(period)}`, rows);
}
