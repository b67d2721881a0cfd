import type { Response } from 'express';
import { type TrendChart, trendChart } from '../domain/chart.ts';
import { processChart } from '../domain/chart-process.ts';
import type { Problem } from '../domain/errors.ts';
import type { FigureEntry } from '../domain/figure-entry.ts';
import { whoCan } from '../domain/permission.ts';
import { periodWords } from '../domain/wording.ts';
import { holdingOf } from '../services/permissions.ts';
import type { TargetName, TargetView } from '../services/targets.ts';
import type { WebDeps } from './deps.ts';
import { emptyEntry, type FigureForm, figureForm } from './figure-form.ts';
import type { Context } from './format.ts';
import { allows } from './guard.ts';
import type { Rendering } from './render.ts';

export interface TargetPage {
  readonly view: TargetView;
  readonly context: Context;
  /** Null where the target is out of the count, or has nothing to show. */
  readonly chart: TrendChart | null;
  /** How its process behaves; null where nothing can be said. */
  readonly process: TrendChart | null;
  readonly form: FigureForm | null;
  /** The visitor may change the target. */
  readonly mayChange: boolean;
  /** The visitor may add actions and say how they stand. */
  readonly mayAct: boolean;
  /** Who records figures here, for a visitor who may not; null for one who may. */
  readonly recorders: string | null;
  /** A figure has just been saved from here. */
  readonly saved: boolean;
}

export interface TargetPageOptions {
  readonly saved?: boolean;
  /** A form that was sent and has problems: shown again with what was typed. */
  readonly entry?: FigureEntry;
  readonly problems?: readonly Problem[];
}

/** What the visitor may do with a target. */
export type May = Pick<TargetPage, 'mayChange' | 'mayAct' | 'recorders'>;

const RECORD = 'POST /figures/:agreement/:indicator{/:part}';

export function mayOn(deps: WebDeps, response: Response, name: TargetName): May {
  const mayRecord = allows(deps, response, RECORD, name);
  return {
    mayChange: allows(deps, response, 'GET /terms/:agreement/:indicator{/:part}'),
    mayAct: allows(deps, response, 'GET /actions/:agreement/:indicator{/:part}', name),
    recorders: mayRecord ? null : whoCan(RECORD, holdingOf(deps, name).holderNames),
  };
}

/** The page of a target; the form stands on it where the record is shown as known now. */
export function targetPage(view: TargetView, may: May, options: TargetPageOptions = {}): Rendering<'targets/show'> {
  const { known, period, choice, question, assessment } = view;
  const { entry, problems = [], saved = false } = options;
  const basis = assessment?.judgement.basis ?? '';
  const { title } = known.record.measure.row;
  return {
    view: 'targets/show',
    layout: {
      title: `${problems.length > 0 ? 'Error: ' : ''}${title}, ${periodWords(period)}`,
      section: 'targets',
      knownOn: choice.asAt.date,
      scripts: ['charts', 'forms'],
    },
    page: () => ({
      view,
      context: { period: question.period, asAt: question.asAt },
      chart: assessment === null ? null : trendChart(assessment),
      process: assessment === null ? null : processChart(assessment),
      ...may,
      form:
        question.asAt === null && may.recorders === null
          ? figureForm(known, entry ?? emptyEntry(period, basis), problems)
          : null,
      saved,
    }),
    ...(saved || entry !== undefined ? {} : { kept: view }),
  };
}
