import type { Request, Response } from 'express';
import { z } from 'zod';
import { reportFile } from '../documents/report-file.ts';
import { type BriefFacts, briefReport } from '../domain/brief.ts';
import type { Report } from '../domain/report.ts';
import { codeAddress } from '../domain/target-order.ts';
import { dateWords } from '../domain/wording.ts';
import { briefFacts } from '../services/brief.ts';
import type { WebDeps } from './deps.ts';
import { sendFile } from './files.ts';
import type { Routes } from './guard.ts';
import { meetingNameOf } from './meeting.ts';
import { optionalText, readQuery } from './query.ts';
import { sendPage } from './render.ts';

export interface BriefPage {
  readonly facts: BriefFacts;
  readonly report: Report;
  /** The partnership that was chosen, as in an address; null for all. */
  readonly chosen: string | null;
}

/** What each chair should know before a meeting. */
export function brief(deps: WebDeps): Routes {
  return {
    'GET /meetings/:board/:date/brief': show(deps),
    'GET /meetings/:board/:date/brief.pdf': file(deps, 'pdf'),
    'GET /meetings/:board/:date/brief.docx': file(deps, 'docx'),
  };
}

const query = z.object({ partnership: optionalText });

function show(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const { partnership } = readQuery(query, request);
    const facts = briefFacts(deps, meetingNameOf(request), partnership);
    sendPage(response, {
      view: 'meetings/brief',
      layout: {
        title: `Brief for the chairs, ${dateWords(facts.meeting.date)}`,
        section: 'returns',
        knownOn: facts.asAt.date,
        scripts: [],
      },
      page: () => ({ facts, report: briefReport(facts), chosen: partnership }),
    });
  };
}

function file(deps: WebDeps, format: 'pdf' | 'docx') {
  return async (request: Request, response: Response): Promise<void> => {
    const { partnership } = readQuery(query, request);
    const facts = briefFacts(deps, meetingNameOf(request), partnership);
    const { board, date } = facts.meeting;
    const whose = partnership === null ? [] : [codeAddress(partnership)];
    const name = [codeAddress(board), date, 'brief', ...whose, `as-at-${facts.asAt.date}`].join('-');
    sendFile(response, name, format, await reportFile(briefReport(facts), format));
  };
}
