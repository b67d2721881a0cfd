import type { Request, Response } from 'express';
import { Conflict, Invalid, invalid } from '../domain/errors.ts';
import type { ReturnQuestion } from '../services/return-context.ts';
import { makeReturnLink, revokeReturnLink } from '../services/return-links.ts';
import { reopenTarget, sendBack, signOff } from '../services/return-review.ts';
import type { WebDeps } from './deps.ts';
import { href } from './format.ts';
import { readFields } from './forms.ts';
import type { Routes } from './guard.ts';
import { textsByKey } from './return-form.ts';
import type { Given, ReturnNotice } from './return-page.ts';
import { questionOf, returnAddress, returnWriterOf, sendReturn, whole } from './returns.ts';
import { accountOf } from './visitor.ts';

/** What officers do with a return: check it, open a target again, hand a link to it over. */
export function returnReview(deps: WebDeps): Routes {
  return {
    'POST /returns/:period/:partnership/check': check(deps),
    'POST /returns/:period/:partnership/reopen': reopen(deps),
    'POST /returns/:period/:partnership/links': links(deps),
  };
}

function check(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const question = questionOf(request);
    const writer = returnWriterOf(deps, response, question);
    const { step, seen } = readFields(request, ['step', 'seen']);
    const remarks = textsByKey(request, 'remark');
    const steps: Readonly<Record<string, () => ReturnNotice>> = {
      'send-back': () => {
        sendBack(deps, writer, question, remarks);
        return 'sent-back';
      },
      'sign-off': () => {
        signOff(deps, writer, question, /^\d{1,9}$/.test(seen) ? Number(seen) : -1);
        return 'signed-off';
      },
    };
    tried(deps, response, question, { remarks }, () => {
      const take = Object.hasOwn(steps, step) ? steps[step] : undefined;
      if (take === undefined) throw invalid('return', 'Sign the return off or send it back, by the buttons below it.');
      response.redirect(303, href(returnAddress(question), { done: take() }));
    });
  };
}

/** Does a step; where it cannot be taken, the page comes back with what was typed and why. */
function tried(deps: WebDeps, response: Response, question: ReturnQuestion, given: Given, step: () => void): void {
  try {
    step();
  } catch (error) {
    if (error instanceof Invalid)
      sendReturn(deps, response.status(422), question, { ...given, problems: error.problems });
    else if (error instanceof Conflict) {
      sendReturn(deps, response.status(409), question, { ...given, problems: [whole(error)] });
    } else throw error;
  }
}

function reopen(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const question = questionOf(request);
    const officer = accountOf(response);
    const writer = { ...returnWriterOf(deps, response, question), actor: officer.id };
    const entry = readFields(request, ['row', 'account', 'until', 'reason']);
    tried(deps, response, question, { reopening: entry }, () => {
      reopenTarget(deps, writer, question, entry);
      response.redirect(303, href(returnAddress(question), { done: 'reopened' }));
    });
  };
}

/** Makes a link and shows it this once, or takes one back. */
function links(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const question = questionOf(request);
    const { link_name: name, link_until: until, revoke } = readFields(request, ['link_name', 'link_until', 'revoke']);
    if (revoke !== '') {
      revokeReturnLink(deps, accountOf(response), question, Number(revoke));
      response.redirect(303, href(returnAddress(question), { done: 'revoked' }));
      return;
    }
    tried(deps, response, question, { linking: { name, until } }, () => {
      const link = makeReturnLink(deps, accountOf(response), question, { name, until });
      sendReturn(deps, response, question, { notice: 'linked', link });
    });
  };
}
