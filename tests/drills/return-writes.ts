import type { RouteName } from '../../server/domain/permission.ts';
import type { FileApp } from '../support/file-app.ts';
import { checkFile, markAll, publish } from '../support/packs.ts';
import { sendForm, texts } from '../support/page.ts';
import {
  bringSheet,
  check,
  DAMAGE,
  DETECTIONS,
  fillIn,
  INCIDENTS,
  RETURN,
  sheetWith,
  takeSheet,
} from '../support/returns.ts';

/** What a route that changes something is sent, so that it does. A route that changes no record gives no row. */
export interface Write {
  readonly route: RouteName;
  /** Who does it, for the audit: an account's number, or null. */
  readonly actor: number | null;
  run(): Promise<unknown>;
}

const [LEAD, OFFICER] = [1, 3] as const;
const NAMED = '/returns/:period/:partnership';
const ACTION = {
  action_title: 'Patrols',
  action_owner: 'Area commander',
  action_due: '2008-12-31',
  action_effect: '-1',
};
const DATES = { due_before_papers: '4', opens_before_due: '20', papers_before_meeting: '5', due_after_quarter: '30' };
const MEETING = { board: 'PSB', date: '2009-02-18', papers_due: '2009-02-10', reviews: '2008-09-q3', venue: 'Oxford' };

/** A return of the example from its first row to a correction, and what its dates and reminders hang on. */
export function returnWrites(app: FileApp): Write[] {
  const write = (route: RouteName, actor: number | null, run: () => Promise<unknown>): Write => ({ route, actor, run });
  const officer = (address: string, fields: Record<string, string>) => sendForm(app.as('officer'), address, fields);
  let guest = '';
  return [
    write(`POST ${NAMED}`, LEAD, () =>
      fillIn(app.as('lead'), {
        [INCIDENTS]: { value: '1510', note: 'Six late reports', cause: 'Data' },
        [DAMAGE]: ACTION,
      }),
    ),
    write(`POST ${NAMED}/sheet`, null, async () => {
      const sheet = sheetWith(await takeSheet(app.as('lead')), { 'LAA1 DV a': { value: '1520' } });
      return bringSheet(app.as('lead'), sheet);
    }),
    write(`POST ${NAMED}/links`, OFFICER, async () => {
      const made = await officer(`${RETURN}/links`, { link_name: 'The police', link_until: '2026-12-05' });
      guest = new URL(texts(made, '.handed')[0] ?? '').pathname;
    }),
    write('POST /guest/:token', null, () =>
      fillIn(app.bare, { [DETECTIONS]: { commentary: 'Detections follow reports by two months.' } }, 'save', guest),
    ),
    write(`POST ${NAMED}`, LEAD, () => fillIn(app.as('lead'), {}, 'submit')),
    write(`POST ${NAMED}/check`, OFFICER, () =>
      check(app.as('officer'), 'send-back', { [INCIDENTS]: 'Is the campaign in it?', [DAMAGE]: 'By how much?' }),
    ),
    write(`POST ${NAMED}`, LEAD, () =>
      fillIn(app.as('lead'), { [INCIDENTS]: { value: '1512', note: 'Eight late reports' } }, 'submit'),
    ),
    write(`POST ${NAMED}/check`, OFFICER, () => check(app.as('officer'), 'sign-off')),
    write(`POST ${NAMED}/reopen`, OFFICER, () =>
      officer(`${RETURN}/reopen`, { row: INCIDENTS, account: '1', until: '2008-11-30', reason: 'Late reports' }),
    ),
    write(`POST ${NAMED}`, LEAD, () =>
      fillIn(app.as('lead'), { [INCIDENTS]: { value: '1515', note: 'Three more', commentary: 'Levelled off.' } }),
    ),
    write(`POST ${NAMED}/links`, OFFICER, () => officer(`${RETURN}/links`, { revoke: '1' })),
    write('POST /meetings', OFFICER, () => officer('/meetings', { ...MEETING, date: '2009-02-11' })),
    write('POST /meetings', OFFICER, () => officer('/meetings', MEETING)),
    write('POST /meetings/:board/:date', OFFICER, () =>
      officer('/meetings/psb/2009-02-18', {
        kind: 'challenge',
        text: 'What would it take?',
        owner_role: 'Manager, Safer Communities Unit',
        due: '2009-03-31',
        target: '/targets/laa1/laa1-dv/a',
      }),
    ),
    write('POST /meetings/:board/:date/attendance', OFFICER, () =>
      officer('/meetings/psb/2008-11-19/attendance', { 'came-oscp': 'chair', 'came-env': 'nobody' }),
    ),
    write('POST /meetings/:board/:date/:number', OFFICER, () =>
      officer('/meetings/psb/2008-11-19/5', { answer: 'One point more.', answered_on: '' }),
    ),
    write('POST /packs', OFFICER, () => officer('/packs', { meeting: 'psb/2008-11-19' })),
    write('POST /packs/:id/missing', OFFICER, () => markAll(app)),
    write('POST /packs/:id/freeze', OFFICER, () => officer('/packs/1/freeze', {})),
    write('POST /packs/:id/open', OFFICER, () => officer('/packs/1/open', {})),
    write('POST /packs/:id/freeze', OFFICER, () => officer('/packs/1/freeze', {})),
    write('POST /packs/:id/publish', OFFICER, () => publish(app)),
    write('POST /verify', null, () => checkFile(app, Buffer.from('no pack'))),
    write('POST /meetings/dates', OFFICER, () => officer('/meetings/dates', DATES)),
    write('POST /actions/:agreement/:indicator{/:part}', LEAD, () =>
      sendForm(app.as('lead'), '/actions/laa1/laa1-dv/a', { action: '0', title: 'A leaflet', state: 'planned' }),
    ),
    write('POST /account/reminders', LEAD, () =>
      sendForm(app.as('lead'), '/account/reminders', { wanted: ['opening', 'day-before'] }),
    ),
    write('POST /account/reminders', LEAD, () =>
      sendForm(app.as('lead'), '/account/reminders', { wanted: ['week-after'] }),
    ),
  ];
}
