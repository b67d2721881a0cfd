import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERMISSIONS, type RouteName } from '../../server/domain/permission.ts';
import { TODAY } from '../support/authors.ts';
import { type TestApp, testApp } from '../support/test-app.ts';
import { addressOf, routesOf } from './routes.ts';

/** Everybody who can stand before a route. `this`, `other`: a lead who answers for its target or return, or does not. */
const VISITORS = ['nobody', 'board', 'this', 'other', 'officer', 'administrator', 'disabled', 'expired'] as const;
type Visitor = (typeof VISITORS)[number];

/**
 * Who may use a route, by the first letter: B board, T lead of this, O lead of other, P performance officer,
 * A administrator; * everybody, signed in or not.
 */
const MAY: Readonly<Record<RouteName, string>> = {
  'GET /': 'BTOPA',
  'GET /targets': 'BTOPA',
  'GET /targets.csv': 'BTOPA',
  'GET /targets/:agreement/:indicator{/:part}': 'BTOPA',
  'GET /partnerships': 'BTOPA',
  'GET /partnerships/:code': 'BTOPA',
  'GET /reward': 'BTOPA',
  'GET /reward.csv': 'BTOPA',
  'GET /report': 'BTOPA',
  'GET /report.csv': 'BTOPA',
  'GET /report.docx': 'BTOPA',
  'GET /report.pdf': 'BTOPA',
  'GET /report.xlsx': 'BTOPA',
  'GET /exports/:id': 'BTOPA',
  'GET /exports/:id/file': 'BTOPA',
  'GET /exports/:id/state': 'BTOPA',
  'GET /forecasts': 'BTOPA',
  'GET /forecasts.csv': 'BTOPA',
  'GET /help': 'BTOPA',
  'GET /help/permissions': 'BTOPA',
  'POST /figures/:agreement/:indicator{/:part}': 'TP',
  'GET /actions/:agreement/:indicator{/:part}': 'TP',
  'POST /actions/:agreement/:indicator{/:part}': 'TP',
  'GET /returns': 'BTOPA',
  'GET /returns/:period/:partnership': 'TP',
  'GET /returns/:period/:partnership.csv': 'TP',
  'GET /returns/:period/:partnership.xlsx': 'TP',
  'GET /returns/:period/:partnership/rows': 'TP',
  'POST /returns/:period/:partnership': 'TP',
  'POST /returns/:period/:partnership/sheet': 'TP',
  'POST /returns/:period/:partnership/check': 'P',
  'POST /returns/:period/:partnership/reopen': 'P',
  'POST /returns/:period/:partnership/links': 'P',
  'GET /meetings': 'BTOPA',
  'GET /packs': 'BTOPA',
  'GET /packs/:id': 'BTOPA',
  'GET /packs/:id.csv': 'BTOPA',
  'GET /packs/:id.xlsx': 'BTOPA',
  'GET /packs/:id.docx': 'BTOPA',
  'GET /packs/:id.pdf': 'BTOPA',
  'GET /packs/:id/section': 'BTOPA',
  'GET /packs/:id/section.txt': 'BTOPA',
  'GET /packs/:id/verify': 'BTOPA',
  'POST /packs': 'P',
  'POST /packs/:id/missing': 'P',
  'POST /packs/:id/freeze': 'P',
  'POST /packs/:id/open': 'P',
  'POST /packs/:id/publish': 'P',
  'GET /meetings/:board/:date': 'BTOPA',
  'GET /meetings/:board/:date/brief': 'BTOPA',
  'GET /meetings/:board/:date/brief.docx': 'BTOPA',
  'GET /meetings/:board/:date/brief.pdf': 'BTOPA',
  'POST /meetings/:board/:date': 'P',
  'POST /meetings/:board/:date/attendance': 'P',
  'POST /meetings/:board/:date/:number': 'P',
  'POST /meetings': 'P',
  'POST /meetings/dates': 'P',
  'GET /targets/new': 'P',
  'POST /targets/new': 'P',
  'GET /terms/:agreement/:indicator{/:part}': 'P',
  'POST /terms/:agreement/:indicator{/:part}': 'P',
  'GET /account': 'BTOPA',
  'GET /account/kept': 'BTOPA',
  'POST /account/kept': 'BTOPA',
  'POST /account/name': 'BTOPA',
  'POST /account/password': 'BTOPA',
  'POST /account/sessions': 'BTOPA',
  'GET /account/reminders': 'BTOPA',
  'POST /account/reminders': 'BTOPA',
  'GET /account/second-factor': 'BTOPA',
  'POST /account/second-factor': 'BTOPA',
  'POST /account/second-factor/remove': 'BTOPA',
  'POST /account/recovery-codes': 'BTOPA',
  'GET /admin': 'A',
  'POST /admin/accounts': 'A',
  'GET /admin/accounts/:id': 'A',
  'POST /admin/accounts/:id': 'A',
  'POST /admin/accounts/:id/state': 'A',
  'POST /admin/accounts/:id/link': 'A',
  'POST /admin/accounts/:id/second-factor': 'A',
  'POST /admin/identities/:id': 'A',
  'GET /audit': 'A',
  'GET /audit.csv': 'A',
  'GET /sign-in': '*',
  'POST /sign-in': '*',
  'POST /sign-in/example': '*',
  'GET /sign-in/code': '*',
  'POST /sign-in/code': '*',
  'GET /sign-in/forgotten': '*',
  'POST /sign-in/forgotten': '*',
  'GET /sign-in/single': '*',
  'GET /sign-in/single/callback': '*',
  'POST /sign-out': '*',
  'GET /links/:token': '*',
  'POST /links/:token': '*',
  'GET /guest/:token': '*',
  'GET /guest/:token/rows': '*',
  'POST /guest/:token': '*',
  'GET /published': '*',
  'GET /published/:id': '*',
  'GET /published/:id.csv': '*',
  'GET /published/:id.xlsx': '*',
  'GET /published/:id.docx': '*',
  'GET /published/:id.pdf': '*',
  'GET /published/:id/partnerships': '*',
  'GET /published/:id/partnerships/:code': '*',
  'GET /published/:id/targets/:agreement/:indicator{/:part}': '*',
  'GET /verify': '*',
  'POST /verify': '*',
  'GET /accessibility': '*',
  'GET /privacy': '*',
  'GET /health': '*',
  'GET /assets': '*',
};

/** What is there for the account alone that asked for it. */
const OWN: ReadonlySet<RouteName> = new Set(['GET /exports/:id', 'GET /exports/:id/file', 'GET /exports/:id/state']);

const LETTERS: Readonly<Partial<Record<Visitor, string>>> = {
  board: 'B',
  this: 'T',
  other: 'O',
  officer: 'P',
  administrator: 'A',
};

/** What the table says of a cell: it answers, asks to sign in, or refuses. */
function expectedOf(route: RouteName, visitor: Visitor): 'answers' | 'sign in' | 'refuses' {
  const may = MAY[route];
  if (may === '*') return 'answers';
  const letter = LETTERS[visitor];
  if (letter === undefined) return 'sign in';
  return may.includes(letter) ? 'answers' : 'refuses';
}

/** @param location where a closed route leads to; empty for one that is open */
function outcome(status: number, location: string): string {
  if (status === 403) return 'refuses';
  if (status === 303 && location.startsWith('/sign-in')) return 'sign in';
  return status < 500 ? 'answers' : `fails with ${status}`;
}

describe('every route for everybody', () => {
  let test: TestApp;
  const cookies = new Map<Visitor, () => string | null>();

  beforeAll(() => {
    test = testApp();
    const { store } = test;
    const by = { actor: null, at: TODAY };
    const add = (name: string, role: 'lead' | 'officer', partnerships: string[]) => {
      const account = { email: `${name}@test.invalid`, name, post: name, role, partnerships, demonstration: true };
      return store.write(by, () => store.accounts.insert(account, TODAY));
    };
    const [other, disabled, ended] = [
      add('other', 'lead', ['OWP']),
      add('gone', 'officer', []),
      add('late', 'officer', []),
    ];
    store.write(by, () =>
      store.packs.make({ board: 'PSB', date: '2008-11-19', revision: 1, made_at: TODAY, account: null }),
    );
    // Who has a password may change it.
    store.write(by, () => {
      for (const { id } of store.accounts.list()) store.accounts.setPassword(id, 'none that is right');
      store.accounts.setState(disabled.id, 'disabled');
    });
    cookies.set('nobody', () => null);
    for (const role of ['board', 'officer', 'administrator'] as const) cookies.set(role, () => test.cookieOf(role));
    cookies.set('this', () => test.cookieOf('lead'));
    cookies.set('other', () => test.cookieOf(other));
    // A session that was begun before the account was disabled.
    cookies.set('disabled', () => test.cookieOf(disabled));
    cookies.set('expired', () => {
      test.setClock('2026-11-25T08:00:00Z');
      const cookie = test.cookieOf(ended);
      test.setClock(TODAY);
      return cookie;
    });
  });

  afterAll(() => test.store.close());

  async function outcomeOf(route: RouteName, visitor: Visitor): Promise<string> {
    const cookie = cookies.get(visitor)?.() ?? null;
    const method = route.startsWith('GET') ? 'get' : 'post';
    const asked = request(test.bare)[method](addressOf(route)).set('Sec-Fetch-Site', 'same-origin');
    if (cookie !== null) asked.set('Cookie', cookie);
    const { status, headers } = await asked;
    // Behind the door an address that leads nowhere would show nothing of who may read what is there.
    if (status === 404 && method === 'get' && MAY[route] !== '*' && !OWN.has(route))
      return `leads nowhere: ${addressOf(route)}`;
    return outcome(status, MAY[route] === '*' ? '' : (headers.location ?? ''));
  }

  it('the router has the routes of the table, and no other', () => {
    expect(routesOf(test.bare)).toEqual(Object.keys(MAY).sort());
    expect(Object.keys(PERMISSIONS).sort()).toEqual(Object.keys(MAY).sort());
  });

  it.each(Object.keys(MAY) as RouteName[])('%s', async (route) => {
    for (const visitor of VISITORS) {
      expect([visitor, await outcomeOf(route, visitor)]).toEqual([visitor, expectedOf(route, visitor)]);
    }
  });

  it('other methods than these are not answered', async () => {
    for (const method of ['put', 'patch', 'delete'] as const) {
      const { status } = await request(test.app)
        [method]('/targets/laa1/laa1-dv/a')
        .set('Sec-Fetch-Site', 'same-origin');
      expect(status).toBe(404);
    }
  });

  it('who is refused is told who can', async () => {
    const asked = request(test.as('board')).post('/figures/laa1/laa1-dv/a').set('Sec-Fetch-Site', 'same-origin');
    const { status, text } = await asked;
    expect(status).toBe(403);
    expect(text).toContain(
      'Only performance officers, and partnership leads who answer for it, can record a figure and a commentary. You are signed in as a Board member.',
    );
  });

  it('a lead of another partnership is told whose return it is', async () => {
    const asked = request(test.bare).get('/returns/2008-09-q2/owp').set('Cookie', test.cookieOf('lead'));
    const { status, text } = await asked;
    expect(status).toBe(403);
    expect(text).toContain(
      'Only performance officers, and partnership leads of Oxfordshire Waste Partnership, can see a return.',
    );
  });
});
