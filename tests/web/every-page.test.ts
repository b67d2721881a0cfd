import { createServer, type Server } from 'node:http';
import type { Express } from 'express';
import request from 'supertest';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { periodAddress, periodOf } from '../../server/domain/period.ts';
import { ROLES, type Role } from '../../server/domain/role.ts';
import { codeAddress, targetAddress } from '../../server/domain/target-order.ts';
import { published } from '../support/packs.ts';
import { h1Of, openPage } from '../support/page.ts';
import { faultsOf, HEADERS, linksOf } from '../support/page-faults.ts';
import { emptyApp, type TestApp, testApp } from '../support/test-app.ts';

function boards({ store }: TestApp): string[] {
  const alone = store.rows.agreements
    .list()
    .flatMap(({ code, first_year: first, last_year: last }) => [
      `/?agreement=${codeAddress(code)}`,
      `/?agreement=${codeAddress(code)}&period=${periodAddress(periodOf(first, 1))}`,
      `/?agreement=${codeAddress(code)}&period=${periodAddress(periodOf(last, 4))}`,
    ]);
  return [
    '/',
    '/?period=2006-07-q1',
    '/?period=2008-09-q1',
    '/?period=2010-11-q4',
    ...alone,
    '/?as_at=2006-04-01&period=2006-07-q1',
    '/?as_at=2008-06-29',
    '/?as_at=2008-11-19&period=2008-09-q2',
  ];
}

/** The address alone, and the first and last quarter of the agreement. */
function targetPages({ store }: TestApp): string[] {
  const names = new Map(store.rows.targets.list().map((row) => [targetAddress(row.agreement, row), row.agreement]));
  const years = new Map(store.rows.agreements.list().map((row) => [row.code, row]));
  return [...names].flatMap(([address, code]) => {
    const { first_year: first = 0, last_year: last = 0 } = years.get(code) ?? {};
    const periods = [periodOf(first, 1), periodOf(last, 4)].map(periodAddress);
    return [address, ...periods.map((period) => `${address}?period=${period}`)];
  });
}

function partnershipPages({ store }: TestApp): string[] {
  return store.rows.partnerships.list().map(({ code }) => `/partnerships/${codeAddress(code)}`);
}

const OTHERS = [
  '/targets',
  '/targets?agreement=laa1&period=2006-07-q4',
  '/targets?colour=red&sort=worst',
  '/targets?q=ni+192&partnership=owp&state=agreed',
  '/targets?q=no+such+target',
  '/targets?as_at=2008-06-29',
  '/targets/laa1/laa1-dv/a?basis=national',
  '/targets/laa1/laa1-dv/a?period=2008-09-q1&as_at=2008-10-29',
  '/targets/laa2/ni-192?saved=yes&period=2008-09-q2',
  '/partnerships',
  '/partnerships?period=2006-07-q1',
  '/partnerships?as_at=2008-06-29',
  '/partnerships/owp?period=2008-09-q1&as_at=2008-10-29',
  '/report',
  '/report?agreement=ox2030&period=2008-09-q1&as_at=2008-10-29',
  '/report?partnership=oscp&colours=red,amber',
  '/reward',
  '/reward?period=2006-07-q1',
  '/reward?period=2008-09-q2&as_at=2008-10-29',
  '/forecasts',
  '/forecasts?agreement=laa2',
  '/forecasts?agreement=ox2030&as_at=2008-10-29',
];

function forms({ store }: TestApp): string[] {
  const changes = store.rows.targets
    .list()
    .map((row) => targetAddress(row.agreement, row).replace('/targets', '/terms'));
  return [
    '/targets/new',
    '/targets/new?agreement=laa2&ni=NI+1',
    '/targets/new?agreement=laa2&ni=NI+198',
    '/targets/new?agreement=laa2&ni=NI+192',
    '/targets/new?agreement=ox2030&code=OX2030+7&part=a',
    ...new Set(changes),
  ];
}

/** Those of the last eight quarters: of partnerships with a target of the first agreement, eight each. */
const RETURNS: Readonly<Record<string, readonly string[]>> = {
  'hwb oscp owp': [
    '2006-07-q3',
    '2006-07-q4',
    '2007-08-q1',
    '2007-08-q2',
    '2007-08-q3',
    '2007-08-q4',
    '2008-09-q1',
    '2008-09-q2',
  ],
  cypt: ['2007-08-q2', '2008-09-q1', '2008-09-q2'],
  'env hp oep ovsdp': ['2008-09-q1', '2008-09-q2'],
};

function returnPages(): string[] {
  const pages = Object.entries(RETURNS).flatMap(([codes, periods]) =>
    codes.split(' ').flatMap((code) => periods.map((period) => `/returns/${period}/${code}`)),
  );
  return ['/returns', '/meetings', '/meetings?board=PSB&date=2008-11-19', '/meetings?saved=yes', ...pages];
}

function meetingPages({ store }: TestApp): string[] {
  const boards = new Set(
    store.rows.partnerships
      .list()
      .filter(({ kind }) => kind === 'board')
      .map(({ code }) => code),
  );
  const meetings = store.rows.meetings.list().filter(({ board }) => boards.has(board));
  return meetings.map(({ board, date }) => `/meetings/${board.toLowerCase()}/${date}`);
}

function actionPages(example: TestApp): string[] {
  const targets = targetPages(example).filter((address) => !address.includes('?'));
  return targets.map((address) => address.replace('/targets', '/actions'));
}

/** The faults of every page of a list; the links found are added to `links`. */
async function faultsAt(server: Server, addresses: readonly string[], links: Set<string>): Promise<string[]> {
  const faults: string[] = [];
  for (const address of addresses) {
    const page = await openPage(server, address);
    if (page.status !== 200) faults.push(`${address}: ${page.status}`);
    else faults.push(...faultsOf(page).map((fault) => `${address}: ${fault}`));
    for (const link of linksOf(page)) links.add(link);
  }
  return faults;
}

async function lostOf(server: Server, links: Iterable<string>): Promise<string[]> {
  const lost: string[] = [];
  for (const link of links) {
    const { status } = await request(server).get(link);
    if (status !== 200) lost.push(`${link}: ${status}`);
  }
  return lost;
}

/** One server for all of a page’s requests, closed at the end. */
function serving(example: TestApp): Server {
  const server = createServer(example.app).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  return server;
}

describe('on the day of the Board, every page of the example', () => {
  const links = new Set<string>();
  let example: TestApp;
  beforeAll(() => {
    example = testApp();
  });

  it.each<[string, number, (example: TestApp) => string[]]>([
    ['the Board’s view', 16, boards],
    ['a target', 3 * 64, targetPages],
    ['a partnership', 87, partnershipPages],
    ['a list, or a page asked in another way', 22, () => OTHERS],
    ['a form', 64 + 5, forms],
    ['a return, the desk or the meetings', 35 + 4, returnPages],
    ['a meeting', 18, meetingPages],
    ['what is being done', 64, actionPages],
  ])('%s (%d pages) has one heading, its notices and headers, no blank and no machine’s word', async (...given) => {
    const [, count, addresses] = given;
    expect(addresses(example)).toHaveLength(count);
    expect(await faultsAt(serving(example), addresses(example), links)).toEqual([]);
  });

  it('leads only to addresses that answer', async () => {
    expect(links.size).toBeGreaterThan(500);
    expect(await lostOf(serving(example), links)).toEqual([]);
  });
});

describe('when both agreements are over, every page of the example', () => {
  const links = new Set<string>();
  let example: TestApp;
  beforeAll(() => {
    example = testApp();
    example.setNow('2011-06-30T00:00:00Z');
  });

  it('has one heading, its notices and headers, no blank and no machine’s word', async () => {
    const targets = targetPages(example).filter((address) => !address.includes('?'));
    const lists = ['/', '/?agreement=laa1', '/targets', '/partnerships', '/returns', '/meetings'];
    const returns = ['/returns/2010-11-q4/ewp', '/returns/2010-11-q1/hwb', '/returns/2008-09-q4/oscp'];
    const pages = [...lists, ...returns, ...targets, ...partnershipPages(example)];
    expect(await faultsAt(serving(example), pages, links)).toEqual([]);
  });

  it('leads only to addresses that answer', async () => {
    expect(await lostOf(serving(example), links)).toEqual([]);
  });
});

describe('once a pack is published, every page of it', () => {
  it('has one heading, its notices and headers, no blank and no machine’s word, and leads to what answers', async () => {
    const example = await published();
    const links = new Set<string>();
    const server = serving(example);
    const meeting = '/meetings/psb/2008-11-19';
    const own = ['/packs', '/packs/1', '/packs/1/verify', '/packs/1/section', '/verify', meeting, `${meeting}/brief`];
    const open = ['/published', '/published/1', '/published/1/partnerships', '/published/1/partnerships/oscp'];
    expect(await faultsAt(server, [...own, ...open], links)).toEqual([]);
    const targets = [...links].filter((link) => link.startsWith('/published/1/targets/'));
    expect(targets).toHaveLength(64);
    expect(await faultsAt(server, targets, links)).toEqual([]);
    expect(
      await lostOf(
        server,
        [...links].filter((link) => !/^\/(assets|targets)/.test(link)),
      ),
    ).toEqual([]);
  });
});

type Layers = Express['router']['stack'];

/** The addresses that every router declares for reading, but for what pages load. */
function declaredRoutes(stack: Layers): string[] {
  return stack.flatMap(({ route, handle }) => {
    if (route !== undefined) return route.stack.some((layer) => layer.method === 'get') ? [route.path] : [];
    return 'stack' in handle ? declaredRoutes(handle.stack as Layers) : [];
  });
}

it('this file opens every address that the app declares', () => {
  const { bare: app } = emptyApp();
  const assets = /\.(css|js)$/;
  expect(
    declaredRoutes(app.router.stack)
      .filter((path) => !assets.test(path))
      .sort(),
  ).toEqual([
    '/',
    '/accessibility',
    '/account',
    '/account/kept',
    '/account/reminders',
    '/account/second-factor',
    '/actions/:agreement/:indicator{/:part}',
    '/admin',
    '/admin/accounts/:id',
    '/audit',
    '/audit.csv',
    '/exports/:id',
    '/exports/:id/file',
    '/exports/:id/state',
    '/forecasts',
    '/forecasts.csv',
    '/guest/:token',
    '/guest/:token/rows',
    '/health',
    '/help',
    '/help/permissions',
    '/links/:token',
    '/meetings',
    '/meetings/:board/:date',
    '/meetings/:board/:date/brief',
    '/meetings/:board/:date/brief.docx',
    '/meetings/:board/:date/brief.pdf',
    '/packs',
    '/packs/:id',
    '/packs/:id.csv',
    '/packs/:id.docx',
    '/packs/:id.pdf',
    '/packs/:id.xlsx',
    '/packs/:id/section',
    '/packs/:id/section.txt',
    '/packs/:id/verify',
    '/partnerships',
    '/partnerships/:code',
    '/privacy',
    '/published',
    '/published/:id',
    '/published/:id.csv',
    '/published/:id.docx',
    '/published/:id.pdf',
    '/published/:id.xlsx',
    '/published/:id/partnerships',
    '/published/:id/partnerships/:code',
    '/published/:id/targets/:agreement/:indicator{/:part}',
    '/report',
    '/report.csv',
    '/report.docx',
    '/report.pdf',
    '/report.xlsx',
    '/returns',
    '/returns/:period/:partnership',
    '/returns/:period/:partnership.csv',
    '/returns/:period/:partnership.xlsx',
    '/returns/:period/:partnership/rows',
    '/reward',
    '/reward.csv',
    '/sign-in',
    '/sign-in/code',
    '/sign-in/forgotten',
    '/sign-in/single',
    '/sign-in/single/callback',
    '/targets',
    '/targets.csv',
    '/targets/:agreement/:indicator{/:part}',
    '/targets/new',
    '/terms/:agreement/:indicator{/:part}',
    '/verify',
  ]);
});

/** Pages about people and the door, each as somebody who may open it; null is nobody. */
const DOOR_PAGES: readonly [who: Role | null, address: string][] = [
  [null, '/sign-in'],
  [null, '/sign-in?next=%2Ftargets'],
  [null, '/sign-in?ended=kept'],
  [null, '/sign-in?out=yes'],
  [null, '/sign-in/forgotten'],
  [null, '/accessibility'],
  [null, '/privacy'],
  ...ROLES.flatMap((role): [Role, string][] => [
    [role, '/'],
    [role, '/targets'],
    [role, '/targets/laa1/laa1-dv/a'],
    [role, '/targets/laa2/ni-192'],
    [role, '/partnerships/oscp'],
    [role, '/account'],
    [role, '/account?done=password'],
    [role, '/account/second-factor'],
    [role, '/account/reminders'],
    [role, '/account/reminders?saved=yes'],
    [role, '/returns'],
    [role, '/meetings'],
    [role, '/help'],
    [role, '/help/permissions'],
    [role, '/accessibility'],
    [role, '/privacy'],
  ]),
  ...(['lead', 'officer'] as const).flatMap((role): [Role, string][] => [
    [role, '/returns/2008-09-q2/oscp'],
    [role, '/actions/laa1/laa1-dv/a'],
  ]),
  ['administrator', '/admin'],
  ['administrator', '/admin?done=linked'],
  ['administrator', '/admin/accounts/1'],
  ['administrator', '/admin/accounts/4'],
  ['administrator', '/audit'],
  ['administrator', '/audit?person=0&target=NI+192&from=2026-11-25&to=2026-11-25'],
  ['administrator', '/audit?before=3'],
];

describe('every page about people and the door', () => {
  const example = testApp();

  it.each(DOOR_PAGES)('as %s: %s', async (who, address) => {
    const page = await openPage(who === null ? example.bare : example.as(who), address);
    expect(page.status).toBe(200);
    expect(faultsOf(page)).toEqual([]);
    expect(page.headers['cache-control']).toBe(who === null ? undefined : 'no-store');
    // Who is not signed in is led from the name of the app to the sign-in page.
    const links = linksOf(page).filter((link) => who !== null || link !== '/');
    const server = createServer(who === null ? example.bare : example.as(who)).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    expect(await lostOf(server, links)).toEqual([]);
  });
});

describe('what is not a page', () => {
  const { app } = testApp();

  it.each([
    ['whether it is alive', '/health', 'text/plain; charset=utf-8', /^ok$/],
    ['the risk summary', '/targets.csv', 'text/csv; charset=utf-8', /^\uFEFF?agreement,indicator,/],
  ])('%s answers with its type and the headers', async (_sentence, address, type, content) => {
    const response = await request(app).get(address);
    expect([response.status, response.headers['content-type']]).toEqual([200, type]);
    expect(response.text).toMatch(content);
    expect(response.headers).toMatchObject(HEADERS);
  });

  it('all that a page loads comes from this host, with its type and the headers', async () => {
    const page = await openPage(app, '/targets/laa2/ni-192');
    const loaded = page.root.querySelectorAll('link[rel="stylesheet"], script[src]');
    expect(loaded.length).toBeGreaterThan(2);
    for (const { tagName, attributes } of loaded) {
      const address = attributes.href ?? attributes.src ?? '';
      expect(address).toMatch(/^\/assets\//);
      const response = await request(app).get(address);
      expect(response.headers['content-type']).toBe(`text/${tagName === 'LINK' ? 'css' : 'javascript'}; charset=utf-8`);
      expect(response.headers).toMatchObject(HEADERS);
    }
  });

  it('no font is loaded that only government services may use', async () => {
    const page = await openPage(app, '/');
    const styles = page.root.querySelectorAll('link[rel="stylesheet"]').map(({ attributes }) => attributes.href ?? '');
    const answers = await Promise.all(styles.map((address) => request(app).get(address)));
    const all = answers.map(({ text }) => text).join('');
    expect(all).toContain('.govuk-button');
    expect(all).not.toMatch(/@font-face|GDS Transport/);
  });
});

describe('what cannot be shown', () => {
  const { app } = testApp();

  it.each([
    ['an address without a page', '/no-such-page', 404, 'Page not found'],
    ['an unknown agreement', '/?agreement=laa9', 404, 'Page not found'],
    ['an unknown target', '/targets/laa2/ni-999', 404, 'Page not found'],
    ['an unknown part', '/targets/laa2/ni-192/b', 404, 'Page not found'],
    ['an unknown partnership', '/partnerships/nobody', 404, 'Page not found'],
    ['terms of an unknown target', '/terms/laa2/ni-999', 404, 'Page not found'],
    ['a new target of an unknown agreement', '/targets/new?agreement=laa9&ni=NI+1', 404, 'Page not found'],
    ['a return of an unknown partnership', '/returns/2008-09-q2/nobody', 404, 'Page not found'],
    ['a return of a quarter that is none', '/returns/summer/oscp', 404, 'Page not found'],
    ['a link to a return that is none', '/guest/x', 404, 'Page not found'],
    ['actions of an unknown target', '/actions/laa2/ni-999', 404, 'Page not found'],
    ['an asset that is not there', '/assets/nothing.css', 404, 'Page not found'],
    ['a file outside the public folder', '/assets/..%2f..%2fpackage.json', 404, 'Page not found'],
    ['a period that is none', '/?period=summer', 422, 'That cannot be shown'],
    ['an address that is no text', '/targets/%E0%A4%A/x', 400, 'The request could not be read'],
  ])('%s has a page of its own that says so', async (_sentence, address, status, heading) => {
    const page = await openPage(app, address);
    expect([page.status, h1Of(page)]).toEqual([status, heading]);
    expect(faultsOf(page)).toEqual([]);
  });

  it('a name that a program would look up for itself is just unknown', async () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect((await openPage(app, `/?agreement=${name}`)).status).toBe(404);
      expect((await openPage(app, `/partnerships/${name}`)).status).toBe(404);
    }
  });
});

describe('a record without any agreement', () => {
  const { app } = emptyApp();

  it.each([['/'], ['/targets'], ['/partnerships'], ['/targets/new'], ['/returns'], ['/meetings']])(
    '%s opens, and says nothing of an example',
    async (address) => {
      const page = await openPage(app, address);
      expect(page.status).toBe(200);
      expect(faultsOf(page, false)).toEqual([]);
    },
  );

  it('has a risk summary of its head alone', async () => {
    const { status, text } = await request(app).get('/targets.csv');
    expect([status, text.split('\r\n').length, text.endsWith('\r\n')]).toEqual([200, 2, true]);
  });
});

it('a page is the same compressed as it is not', async () => {
  const { app } = testApp();
  const plain = await request(app).get('/').set('Accept-Encoding', 'identity');
  const zipped = await request(app).get('/').set('Accept-Encoding', 'gzip');
  expect([plain.headers['content-encoding'], zipped.headers['content-encoding']]).toEqual([undefined, 'gzip']);
  expect(zipped.text).toBe(plain.text);
  const head = await request(app).head('/').set('Accept-Encoding', 'identity');
  expect([head.status, head.headers['content-length']]).toEqual([200, plain.headers['content-length']]);
});
