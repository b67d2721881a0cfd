import type { Request, Response } from 'express';
import type { Partnership } from '../domain/data-package.ts';
import { type Chasing, chasing } from '../services/reminders.ts';
import { type DeskReturn, isToChase, type ReturnDesk, returnDesk } from '../services/return-desk.ts';
import type { WebDeps } from './deps.ts';
import { allows, type Routes } from './guard.ts';
import { sendPage } from './render.ts';

export interface DeskPage {
  readonly desk: ReturnDesk;
  readonly mayChase: boolean;
  /** Codes of the partnerships whose returns the visitor may open. */
  readonly mayOpen: ReadonlySet<string>;
  /** Returns of the visitor's own partnerships that can be worked on, the newest first; for leads. */
  readonly own: readonly OwnReturn[];
  readonly hasMail: boolean;
  /** What to send whom; empty for those who do not chase. */
  readonly chasing: readonly Chasing[];
}

export interface OwnReturn {
  readonly each: DeskReturn;
  readonly holder: Partnership;
}

/** Where every return stands. */
export function returnDesks(deps: WebDeps): Routes {
  return { 'GET /returns': desk(deps) };
}

const CHECK = 'POST /returns/:period/:partnership/check';
const OPEN = 'GET /returns/:period/:partnership';

function desk(deps: WebDeps) {
  return (_request: Request, response: Response): void => {
    const view = returnDesk(deps);
    const mayChase = allows(deps, response, CHECK);
    const opened = view.lines.filter(({ partnership: { code } }) =>
      allows(deps, response, OPEN, { partnership: code }),
    );
    sendPage(response, {
      view: 'returns/desk',
      layout: { title: 'Returns', section: 'returns', knownOn: view.choice.asAt.date, scripts: [] },
      page: () => ({
        desk: view,
        mayChase,
        mayOpen: new Set(opened.map(({ partnership }) => partnership.code)),
        own: mayChase ? [] : opened.flatMap(ownReturns),
        hasMail: deps.mail !== null,
        chasing: mayChase ? chasing(deps, view) : [],
      }),
    });
  };
}

/** Returns that wait for their lead, the newest first, and the newest of all whatever its state. */
function ownReturns({ partnership: holder, returns: all }: ReturnDesk['lines'][number]): OwnReturn[] {
  const held = all.filter((each) => each !== null).reverse();
  return held.filter((each, index) => index === 0 || isToChase(each)).map((each) => ({ each, holder }));
}
