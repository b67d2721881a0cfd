import type { Request, Response } from 'express';
import { z } from 'zod';
import { Conflict, Invalid, type Problem } from '../domain/errors.ts';
import { yearText } from '../domain/period.ts';
import {
  AMOUNT_FIELDS,
  agreementYears,
  INDICATOR_FIELDS,
  type TargetEntry,
  TERMS_FIELDS,
  targetFieldOf,
} from '../domain/target-entry.ts';
import { targetAddress } from '../domain/target-order.ts';
import {
  differences,
  draftOf,
  newTarget,
  saveTarget,
  type TargetChoices,
  type TargetDraft,
  targetChoices,
} from '../services/terms.ts';
import type { WebDeps } from './deps.ts';
import { href } from './format.ts';
import { readAll, readFields } from './forms.ts';
import type { Routes } from './guard.ts';
import { optionalText, readQuery, targetNameOf } from './query.ts';
import { sendPage } from './render.ts';
import { writerOf } from './visitor.ts';

export interface TermsPage {
  readonly draft: TargetDraft;
  readonly entry: TargetEntry;
  readonly action: string;
  readonly problems: readonly Problem[];
}

export function terms(deps: WebDeps): Routes {
  return {
    'GET /targets/new': choose(deps),
    'POST /targets/new': create(deps),
    'GET /terms/:agreement/:indicator{/:part}': edit(deps),
    'POST /terms/:agreement/:indicator{/:part}': update(deps),
  };
}

export type ChoosePage = TargetChoices;

const newQuery = z.object({ agreement: optionalText, ni: optionalText, code: optionalText, part: optionalText });

/** First which agreement and indicator, then the form that these call for. */
function choose(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { agreement, ni, code, part } = readQuery(newQuery, request);
    if (agreement !== null && (ni !== null || code !== null)) {
      const draft = newTarget(deps, agreement, code ?? ni ?? '', part ?? '');
      sendForm(response, draft, draft.entry, []);
    } else sendChoices(deps, response);
  };
}

function sendChoices(deps: WebDeps, response: Response): void {
  sendPage(response, {
    view: 'terms/choose',
    layout: { title: 'Add a target', section: 'targets', knownOn: null, scripts: [] },
    page: () => targetChoices(deps),
  });
}

function create(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { agreement, indicator, part } = readFields(request, ['agreement', 'indicator', 'part']);
    save(deps, request, response, newTarget(deps, agreement, indicator, part));
  };
}

function edit(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const draft = draftOf(deps, targetNameOf(request));
    sendForm(response, draft, draft.entry, []);
  };
}

function update(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    save(deps, request, response, draftOf(deps, targetNameOf(request)));
  };
}

function save(deps: WebDeps, request: Request, response: Response, draft: TargetDraft): void {
  const entry = readEntry(request, draft);
  const { seen } = readFields(request, ['seen']);
  try {
    saveTarget(deps, writerOf(deps, response), draft, entry, Number(seen));
    const name = draft.indicator ?? { indicator: entry.indicator, part: entry.part };
    response.redirect(303, href(targetAddress(draft.agreement.code, name), {}));
  } catch (error) {
    if (error instanceof Invalid) sendForm(response.status(422), draft, entry, error.problems);
    else if (error instanceof Conflict) {
      sendForm(response.status(409), draft, entry, overtaken(draft, entry, error));
    } else throw error;
  }
}

/** The form comes back with what the record holds now beside every field that differs, so that nothing is lost. */
function overtaken(draft: TargetDraft, entry: TargetEntry, { message }: Conflict): Problem[] {
  const differing = differences(draft, entry);
  const next =
    differing.length === 0
      ? 'What you entered is what the record holds now.'
      : 'What differs is listed here: correct what should stay as it is now, then record the change again.';
  return [{ field: 'reason', message: `${message} ${next}` }, ...differing];
}

function readEntry(request: Request, { agreement }: TargetDraft): TargetEntry {
  const years = agreementYears(agreement);
  const targets = readFields(request, years.map(targetFieldOf));
  return {
    ...readFields(request, [...INDICATOR_FIELDS, ...TERMS_FIELDS, ...AMOUNT_FIELDS]),
    due_quarters: readAll(request, 'due_quarters').join('|'),
    contributors: readAll(request, 'contributors').join('|'),
    targets: Object.fromEntries(years.map((year) => [yearText(year), targets[targetFieldOf(year)] ?? ''])),
  };
}

function sendForm(response: Response, draft: TargetDraft, entry: TargetEntry, problems: readonly Problem[]): void {
  const { known, agreement, indicator } = draft;
  const action =
    known === null || indicator === null
      ? '/targets/new'
      : targetAddress(agreement.code, indicator).replace(/^\/targets/, '/terms');
  const title = known === null ? 'Add a target' : `Change the target: ${indicator?.title ?? ''}`;
  sendPage(response, {
    view: 'terms/form',
    layout: {
      title: `${problems.length > 0 ? 'Error: ' : ''}${title}`,
      section: 'targets',
      knownOn: null,
      scripts: ['forms'],
    },
    page: () => ({ draft, entry, action, problems }),
  });
}
