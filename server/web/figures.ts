import type { Request, Response } from 'express';
import { Conflict, Invalid } from '../domain/errors.ts';
import { FIGURE_FIELDS, type FigureEntry } from '../domain/figure-entry.ts';
import { periodAddress } from '../domain/period.ts';
import { targetAddress } from '../domain/target-order.ts';
import { checkFigure, compareFigure, recordFigure } from '../services/figures.ts';
import { type TargetName, type TargetView, targetView } from '../services/targets.ts';
import type { WebDeps } from './deps.ts';
import { figureForm } from './figure-form.ts';
import { href } from './format.ts';
import { readFields } from './forms.ts';
import type { Routes } from './guard.ts';
import { targetNameOf } from './query.ts';
import { sendPage } from './render.ts';
import { mayOn, targetPage } from './target-page.ts';
import { writerOf } from './visitor.ts';

export function figures(deps: WebDeps): Routes {
  return {
    'POST /figures/:agreement/:indicator{/:part}': create(deps),
  };
}

const SAVE_FIELDS = ['seen', 'step'] as const;

/** First shows what the figure would do; saves it when the person has seen that and says so. */
function create(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const name = targetNameOf(request);
    const entry = readFields(request, FIGURE_FIELDS);
    const { seen, step } = readFields(request, SAVE_FIELDS);
    try {
      if (step === 'save') save(deps, response, name, entry, seen);
      else sendCheck(deps, response, name, entry, null);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      sendPage(
        response.status(422),
        targetPage(viewNow(deps, name), mayOn(deps, response, name), { entry, problems: error.problems }),
      );
    }
  };
}

function viewNow(deps: WebDeps, name: TargetName): TargetView {
  return targetView(deps, { ...name, period: null, asAt: null, basis: null });
}

function save(deps: WebDeps, response: Response, name: TargetName, entry: FigureEntry, seen: string): void {
  try {
    const figure = recordFigure(
      deps,
      writerOf(deps, response),
      name,
      entry,
      /^\d{1,9}$/.test(seen) ? Number(seen) : -1,
    );
    const address = targetAddress(name.agreement, name);
    response.redirect(303, href(address, { period: periodAddress(figure.period), saved: 'yes' }));
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    sendCheck(deps, response.status(409), name, entry, error.message);
  }
}

function sendCheck(
  deps: WebDeps,
  response: Response,
  name: TargetName,
  entry: FigureEntry,
  conflict: string | null,
): void {
  const { known } = viewNow(deps, name);
  const check = conflict === null ? checkFigure(deps, name, entry) : compareFigure(deps, name, entry);
  sendPage(response, {
    view: 'figures/check',
    layout: {
      title: `Check the figure: ${known.record.measure.row.title}`,
      section: 'targets',
      knownOn: null,
      scripts: ['forms'],
    },
    page: () => ({ known, check, form: figureForm(known, entry, []), conflict }),
  });
}
