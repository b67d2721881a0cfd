import type { Request, Response } from 'express';
import { reportText } from '../documents/report-text.ts';
import type { Writer } from '../domain/account.ts';
import { committeeSection } from '../domain/committee-section.ts';
import { Conflict, Invalid, NotFound, type Problem } from '../domain/errors.ts';
import { PACK_EDITIONS, type Pack, type PackFormat } from '../domain/pack.ts';
import { codeAddress } from '../domain/target-order.ts';
import { dateWords } from '../domain/wording.ts';
import { checkPack, type PackCheck } from '../services/pack-check.ts';
import { type FoundFile, findFile } from '../services/pack-seal.ts';
import {
  freezePack,
  makePack,
  markMissing,
  openPack,
  type PackList,
  type PackView,
  packFile,
  packList,
  packView,
  packWithFacts,
  publishPack,
} from '../services/packs.ts';
import type { WebDeps } from './deps.ts';
import { sendFile } from './files.ts';
import { readAll, readFields } from './forms.ts';
import { allows, type Routes } from './guard.ts';
import { sendPage } from './render.ts';
import { fileHashIn } from './upload.ts';
import { accountOf, visitorOf, writerOf } from './visitor.ts';

export interface PacksPage {
  readonly list: PackList;
  readonly mayMake: boolean;
  readonly problems: readonly Problem[];
}

export interface PackPage {
  readonly view: PackView;
  readonly mayChange: boolean;
  /** The visitor froze it, and a second person has to publish it. */
  readonly isOwn: boolean;
  readonly problems: readonly Problem[];
  readonly reason: string;
}

export interface SectionPage {
  readonly view: PackView;
  readonly text: string;
}

export interface CheckPage {
  readonly check: PackCheck;
}

export interface VerifyPage {
  /** What was found of the file that was sent; undefined before one was. */
  readonly found: FoundFile | null | undefined;
  readonly problems: readonly Problem[];
}

export function packs(deps: WebDeps): Routes {
  return {
    'GET /packs': (_request, response) => sendList(deps, response, []),
    'POST /packs': make(deps),
    'GET /packs/:id.csv': file(deps, 'csv'),
    'GET /packs/:id.xlsx': file(deps, 'xlsx'),
    'GET /packs/:id.docx': file(deps, 'docx'),
    'GET /packs/:id.pdf': file(deps, 'pdf'),
    'GET /packs/:id': (request, response) => sendPack(deps, response, idOf(request), {}),
    'GET /packs/:id/section': section(deps),
    'GET /packs/:id/section.txt': sectionFile(deps),
    'POST /packs/:id/missing': missing(deps),
    'POST /packs/:id/freeze': step(deps, freezePack),
    'POST /packs/:id/open': step(deps, openPack),
    'POST /packs/:id/publish': step(deps, publish),
    'GET /packs/:id/verify': check(deps),
    'GET /verify': (_request, response) => sendVerify(response, { found: undefined, problems: [] }),
    'POST /verify': verify(deps),
  };
}

/** The number of a pack in an address. @throws NotFound for what is none */
export function idOf(request: Request): number {
  const id = Number(request.params.id);
  if (!Number.isSafeInteger(id) || id < 1) throw new NotFound('There is no such pack.');
  return id;
}

function sendList(deps: WebDeps, response: Response, problems: readonly Problem[]): void {
  sendPage(response, {
    view: 'packs/list',
    layout: { title: 'Packs', section: 'returns', knownOn: null, scripts: ['forms'] },
    page: () => ({ list: packList(deps), mayMake: allows(deps, response, 'POST /packs'), problems }),
  });
}

function make(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    try {
      const id = makePack(deps, writerOf(deps, response), readFields(request, ['meeting']).meeting);
      response.redirect(303, `/packs/${id}`);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      sendList(deps, response.status(422), error.problems);
    }
  };
}

type Given = Partial<Pick<PackPage, 'problems' | 'reason'>>;

function sendPack(deps: WebDeps, response: Response, id: number, { problems = [], reason = '' }: Given): void {
  const view = packView(deps, id);
  sendPage(response, {
    view: 'packs/show',
    layout: {
      title: `${problems.length > 0 ? 'Error: ' : ''}Pack for ${dateWords(view.meeting.date)}`,
      section: 'returns',
      knownOn: view.report.date,
      scripts: ['charts', 'forms'],
    },
    page: () => ({
      view,
      mayChange: allows(deps, response, 'POST /packs'),
      isOwn: !deps.settings.onePersonPacks && view.steps.at(-1)?.account === accountOf(response).id,
      problems,
      reason,
    }),
  });
}

function missing(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { reason } = readFields(request, ['reason']);
    const id = idOf(request);
    try {
      markMissing(deps, writerOf(deps, response), id, readAll(request, 'partnership'), reason);
      response.redirect(303, `/packs/${id}`);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      sendPack(deps, response.status(422), id, { problems: error.problems, reason });
    }
  };
}

type Step = (deps: WebDeps, writer: Writer, id: number, request: Request) => void | Promise<void>;

function publish(deps: WebDeps, writer: Writer, id: number, request: Request): Promise<void> {
  return publishPack(deps, writer, id, readFields(request, ['seen']).seen);
}

/** A step that cannot be taken is told on the pack’s own page: what is to be done stands there. */
function step(deps: WebDeps, take: Step) {
  return async (request: Request, response: Response): Promise<void> => {
    const id = idOf(request);
    try {
      await take(deps, writerOf(deps, response), id, request);
      response.redirect(303, `/packs/${id}`);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      const problems = error.message.split('\n').map((message) => ({ field: 'state', message }));
      sendPack(deps, response.status(409), id, { problems });
    }
  };
}

function file(deps: WebDeps, format: PackFormat) {
  return async (request: Request, response: Response): Promise<void> => {
    const id = idOf(request);
    const { pack, state } = packView(deps, id);
    const draft = state === 'published' ? '' : `-${state}`;
    sendPackFile(response, pack, format, await packFile(deps, id, format), draft);
  };
}

/** @param ending of its name: what it is where it is not published */
export function sendPackFile(response: Response, pack: Pack, format: PackFormat, bytes: Buffer, ending = ''): void {
  sendFile(response, packName(pack) + ending, format, bytes);
}

function packName({ board, date, id, revision }: Pack): string {
  return `${codeAddress(board)}-${date}-pack-${id}-revision-${revision}`;
}

function section(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { view, facts } = packWithFacts(deps, idOf(request));
    const report = committeeSection(facts);
    sendPage(response, {
      view: 'packs/section',
      layout: { title: 'Section for a committee report', section: 'returns', knownOn: report.date, scripts: [] },
      page: () => ({ view, text: reportText(report) }),
    });
  };
}

function sectionFile(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { view, facts } = packWithFacts(deps, idOf(request));
    sendFile(response, `${packName(view.pack)}-section`, 'txt', reportText(committeeSection(facts)));
  };
}

function check(deps: WebDeps) {
  return async (request: Request, response: Response): Promise<void> => {
    const found = await checkPack(deps, idOf(request));
    sendPage(response, {
      view: 'packs/check',
      layout: { title: `Check of pack ${found.pack.id}`, section: 'returns', knownOn: null, scripts: [] },
      page: () => ({ check: found }),
    });
  };
}

/** A pack with many pictures has some megabytes. */
const MOST_BYTES = 30 * 1024 * 1024;

const FAULTS = {
  none: 'Choose the file to check.',
  large: 'The file has more than 30 MB, which no pack has.',
  many: 'Send one file and nothing else.',
} as const;

function sendVerify(response: Response, page: VerifyPage): void {
  sendPage(response, {
    view: 'packs/verify',
    layout: { title: 'Check a file', section: 'published', knownOn: null, scripts: ['forms'] },
    page: () => page,
  });
}

function verify(deps: WebDeps) {
  return async (request: Request, response: Response): Promise<void> => {
    try {
      const hash = await fileHashIn(request, response, MOST_BYTES, FAULTS);
      // The Board's files say more than the public may know: whether a guess at one is right is not for everybody.
      const editions = visitorOf(response).admission === null ? (['public'] as const) : PACK_EDITIONS;
      sendVerify(response, { found: findFile(deps, hash, editions), problems: [] });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      sendVerify(response.status(422), { found: undefined, problems: error.problems });
    }
  };
}
