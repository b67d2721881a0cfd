import type { Request, Response } from 'express';
import { attendanceField } from '../domain/attendance.ts';
import { ANSWER_FIELDS, type AnswerEntry, DECISION_FIELDS, type DecisionEntry } from '../domain/decision-entry.ts';
import { Invalid, NotFound, type Problem } from '../domain/errors.ts';
import { codeAddress } from '../domain/target-order.ts';
import { dateWords } from '../domain/wording.ts';
import {
  addDecision,
  answerDecision,
  type MeetingName,
  type MeetingPageView,
  meetingView,
  noteAttendance,
} from '../services/meeting.ts';
import type { WebDeps } from './deps.ts';
import { readFields } from './forms.ts';
import { allows, type Routes } from './guard.ts';
import { sendPage } from './render.ts';
import { writerOf } from './visitor.ts';

export interface MeetingPage {
  readonly view: MeetingPageView;
  /** Where its forms are sent. */
  readonly address: string;
  readonly mayChange: boolean;
  readonly entry: DecisionEntry;
  /** What was typed of an answer that has problems, and to which number. */
  readonly answering: { readonly number: number; readonly entry: AnswerEntry } | null;
  /** What was chosen of who came, where it has problems, by the fields of the form. */
  readonly came: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
  readonly saved: boolean;
}

export function meeting(deps: WebDeps): Routes {
  return {
    'GET /meetings/:board/:date': (request, response) => send(deps, request, response, {}),
    'POST /meetings/:board/:date': add(deps),
    'POST /meetings/:board/:date/attendance': attendance(deps),
    'POST /meetings/:board/:date/:number': answer(deps),
  };
}

const EMPTY: DecisionEntry = { kind: '', text: '', owner_role: '', due: '', target: '' };

type Given = Partial<Pick<MeetingPage, 'entry' | 'answering' | 'came' | 'problems'>>;

/** The meeting that an address names. */
export function meetingNameOf(request: Request): MeetingName {
  const { board = '', date = '' } = request.params as Record<string, string | undefined>;
  return { board, date };
}

export function meetingAddress({ board, date }: MeetingName): string {
  return `/meetings/${codeAddress(board)}/${date}`;
}

function send(deps: WebDeps, request: Request, response: Response, given: Given): void {
  const view = meetingView(deps, meetingNameOf(request));
  const { problems = [], entry = EMPTY, answering = null, came = {} } = given;
  sendPage(response, {
    view: 'meetings/show',
    layout: {
      title: `${problems.length > 0 ? 'Error: ' : ''}Meeting of ${dateWords(view.meeting.date)}`,
      section: 'returns',
      knownOn: view.choice.asAt.date,
      scripts: ['forms'],
    },
    page: () => ({
      view,
      address: meetingAddress(view.meeting),
      mayChange: allows(deps, response, 'POST /meetings/:board/:date'),
      entry,
      answering,
      came,
      problems,
      saved: request.query.saved === 'yes',
    }),
  });
}

function add(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const entry = readFields(request, DECISION_FIELDS);
    tried(deps, request, response, { entry }, () =>
      addDecision(deps, writerOf(deps, response), meetingNameOf(request), entry),
    );
  };
}

function answer(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const number = Number(request.params.number);
    if (!Number.isSafeInteger(number) || number < 1) throw new NotFound('There is no such number.');
    const entry = readFields(request, ANSWER_FIELDS);
    tried(deps, request, response, { answering: { number, entry } }, () =>
      answerDecision(deps, writerOf(deps, response), meetingNameOf(request), number, entry),
    );
  };
}

function attendance(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const name = meetingNameOf(request);
    const { reporting } = meetingView(deps, name);
    const came = readFields(
      request,
      reporting.map(({ code }) => attendanceField(code)),
    );
    tried(deps, request, response, { came }, () => noteAttendance(deps, writerOf(deps, response), name, came));
  };
}

function tried(deps: WebDeps, request: Request, response: Response, given: Given, step: () => void): void {
  try {
    step();
    response.redirect(303, `${meetingAddress(meetingNameOf(request))}?saved=yes`);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    send(deps, request, response.status(422), { ...given, problems: error.problems });
  }
}
