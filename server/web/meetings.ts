import type { Request, Response } from 'express';
import { Invalid, type Problem } from '../domain/errors.ts';
import { MEETING_FIELDS, type MeetingEntry } from '../domain/meeting-entry.ts';
import { periodAddress } from '../domain/period.ts';
import { DEFAULT_SETTINGS, type ReturnSettings } from '../domain/return-dates.ts';
import { type MeetingsView, meetingsView, saveMeeting, saveReturnSettings } from '../services/meetings.ts';
import type { WebDeps } from './deps.ts';
import { readFields } from './forms.ts';
import { allows, type Routes } from './guard.ts';
import { sendPage } from './render.ts';
import { writerOf } from './visitor.ts';

type SettingsEntry = Readonly<Record<keyof ReturnSettings, string>>;

export interface MeetingsPage {
  readonly view: MeetingsView;
  readonly mayChange: boolean;
  readonly entry: MeetingEntry;
  readonly settings: SettingsEntry;
  readonly problems: readonly Problem[];
  readonly saved: boolean;
}

export function meetings(deps: WebDeps): Routes {
  return {
    'GET /meetings': show(deps),
    'POST /meetings': save(deps),
    'POST /meetings/dates': saveDates(deps),
  };
}

const SETTINGS = Object.keys(DEFAULT_SETTINGS) as (keyof ReturnSettings)[];

function show(deps: WebDeps) {
  return (request: Request, response: Response): void => send(deps, request, response, {});
}

type Given = Partial<Pick<MeetingsPage, 'entry' | 'settings' | 'problems'>>;

function send(deps: WebDeps, request: Request, response: Response, given: Given): void {
  const view = meetingsView(deps);
  const problems = given.problems ?? [];
  const { settings } = view;
  sendPage(response, {
    view: 'meetings/list',
    layout: {
      title: `${problems.length > 0 ? 'Error: ' : ''}Meetings of the Board`,
      section: 'returns',
      knownOn: view.choice.asAt.date,
      scripts: ['forms'],
    },
    page: () => ({
      view,
      mayChange: allows(deps, response, 'POST /meetings'),
      entry: given.entry ?? chosenEntry(view, request),
      settings:
        given.settings ?? (Object.fromEntries(SETTINGS.map((name) => [name, String(settings[name])])) as SettingsEntry),
      problems,
      saved: request.query.saved === 'yes',
    }),
  });
}

/** The meeting that a link ‘Change’ leads to, or an empty one. */
function chosenEntry({ meetings: all, boards }: MeetingsView, request: Request): MeetingEntry {
  const chosen = all.find(
    ({ meeting }) => meeting.date === request.query.date && meeting.board === request.query.board,
  );
  const empty = {
    board: boards.length === 1 ? (boards[0]?.code ?? '') : '',
    date: '',
    papers_due: '',
    reviews: '',
    venue: '',
  };
  if (chosen === undefined) return empty;
  const { board, date, papers_due, reviews, venue } = chosen.meeting;
  return {
    board,
    date,
    papers_due: papers_due ?? '',
    reviews: reviews === null ? '' : periodAddress(reviews),
    venue: venue ?? '',
  };
}

function save(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const entry = readFields(request, MEETING_FIELDS);
    tried(deps, request, response, { entry }, () => saveMeeting(deps, writerOf(deps, response), entry));
  };
}

function saveDates(deps: WebDeps) {
  return (request: Request, response: Response): void => {
    const settings = readFields(request, SETTINGS);
    tried(deps, request, response, { settings }, () => saveReturnSettings(deps, writerOf(deps, response), settings));
  };
}

function tried(deps: WebDeps, request: Request, response: Response, given: Given, step: () => void): void {
  try {
    step();
    response.redirect(303, '/meetings?saved=yes');
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    send(deps, request, response.status(422), { ...given, problems: error.problems });
  }
}
