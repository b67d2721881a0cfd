import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { PERMISSIONS, type RouteName } from '../../server/domain/permission.ts';
import { ROLES } from '../../server/domain/role.ts';
import { fileApp, rowsOnlyIn } from '../support/file-app.ts';
import { addressOf } from './routes.ts';

const ROUTES = Object.keys(PERMISSIONS) as RouteName[];
const UNSAFE = ROUTES.filter((route) => route.startsWith('POST'));
const SAFE = ROUTES.filter((route) => route.startsWith('GET'));
const FORM = 'application/x-www-form-urlencoded';

/** What the browser says of a form that this site did not send; the last as one that says nothing would. */
const FORGERIES: readonly [what: string, headers: Record<string, string>, status: number][] = [
  ['from another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
  ['from another host of the same site', { 'Sec-Fetch-Site': 'same-site' }, 403],
  ['from a foreign origin', { Origin: 'https://evil.example' }, 403],
  ['from an origin that is hidden', { Origin: 'null' }, 403],
  ['under a foreign name', { Host: 'evil.example', 'Sec-Fetch-Site': 'same-origin' }, 403],
  ['as plain text, which needs no leave', { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'text/plain' }, 415],
];

describe('a request that this site did not make', () => {
  it.each(FORGERIES)('%s changes nothing, at any route that changes something', async (_what, headers, status) => {
    const app = fileApp();
    const before = app.dump();
    const answers: [string, number][] = [];
    for (const route of UNSAFE) {
      const asked = request(app.as('administrator')).post(addressOf(route)).set('Content-Type', FORM).set(headers);
      answers.push([route, (await asked.send('account=1&name=Forged&code=1&state=disabled')).status]);
    }
    expect(answers).toEqual(UNSAFE.map((route) => [route, status]));
    expect(app.dump()).toEqual(before);
    app.store.close();
  });
});

/** A form with a file in it, and with fields that other routes would take. */
const FILE_FORM = [
  '--x\r\nContent-Disposition: form-data; name="file"; filename="return.csv"\r\n\r\nreturn_id\r\n',
  ...['account', 'name', 'state', 'step', 'wanted', 'revoke'].map(
    (name) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n1\r\n`,
  ),
  '--x--\r\n',
].join('');
const MULTIPART = 'multipart/form-data; boundary=x';

describe('a form with a file', () => {
  it.each(FORGERIES.slice(0, 5))(
    '%s is refused, at any route that changes something',
    async (_what, headers, status) => {
      const app = fileApp();
      const before = app.dump();
      for (const route of UNSAFE) {
        const asked = request(app.as('officer')).post(addressOf(route)).set('Content-Type', MULTIPART).set(headers);
        expect([route, (await asked.send(FILE_FORM)).status]).toEqual([route, status]);
      }
      expect(app.dump()).toEqual(before);
      app.store.close();
    },
  );

  it.each(ROLES)(
    'of this site changes nothing, as %s, at any route: one takes it, and that only compares',
    async (role) => {
      const app = fileApp();
      for (const route of UNSAFE) {
        const before = app.dump();
        const asked = request(app.as(role)).post(addressOf(route)).set('Sec-Fetch-Site', 'same-origin');
        const { status } = await asked.set('Content-Type', MULTIPART).send(FILE_FORM);
        expect([route, status < 500]).toEqual([route, true]);
        expect([route, rowsOnlyIn(app.dump(), before)]).toEqual([route, []]);
      }
      app.store.close();
    },
  );
});

describe('behind a proxy', () => {
  const OWN = { Host: 'targets.test.invalid', 'X-Forwarded-Proto': 'https' };
  const settings = { production: true, baseUrl: 'https://targets.test.invalid', trustProxy: 1 };

  it.each<[what: string, headers: Record<string, string>, status: number]>([
    ['a form of this site', { ...OWN, 'Sec-Fetch-Site': 'same-origin' }, 422],
    ['its origin, from an older browser', { ...OWN, Origin: 'https://targets.test.invalid' }, 422],
    [
      'its origin, where the proxy says nothing of TLS',
      { Host: OWN.Host, Origin: 'https://targets.test.invalid' },
      422,
    ],
    ['a foreign name', { ...OWN, Host: 'evil.example' }, 403],
    ['a foreign name that claims to be forwarded', { ...OWN, Host: 'evil.example', 'X-Forwarded-Host': OWN.Host }, 403],
    ['this machine’s own name', { ...OWN, Host: '127.0.0.1:3000' }, 403],
    ['an origin without TLS', { ...OWN, Origin: 'http://targets.test.invalid' }, 403],
    [
      'an origin without TLS that claims to be forwarded so',
      { Host: OWN.Host, 'X-Forwarded-Proto': 'http', Origin: 'http://targets.test.invalid' },
      403,
    ],
    [
      'a foreign origin that claims to be the host',
      { ...OWN, 'X-Forwarded-Host': 'evil.example', Origin: 'https://evil.example' },
      403,
    ],
  ])('%s', async (_what, headers, status) => {
    const app = fileApp(settings);
    const asked = request(app.bare).post('/sign-in').set('Content-Type', FORM).set(headers);
    expect((await asked.send('email=x&password=y')).status).toBe(status);
    app.store.close();
  });
});

describe('looking', () => {
  it.each([...ROLES, null])('as %s changes nothing', async (role) => {
    const app = fileApp();
    const before = app.dump();
    for (const route of SAFE) {
      const { status } = await request(role === null ? app.bare : app.as(role)).get(addressOf(route));
      expect(status, route).toBeLessThan(500);
    }
    expect(app.dump()).toEqual(before);
    app.store.close();
  });

  it('notes that a session is in use once a minute at most', async () => {
    const app = fileApp();
    const cookie = app.cookieOf('officer');
    const seen = () => app.store.sessions.list(3).map(({ seen_at }) => seen_at);
    const look = () => request(app.bare).get('/targets').set('Cookie', cookie).expect(200);
    for (const [clock, noted] of [
      ['2026-11-25T09:00:59Z', '2026-11-25T09:00:00Z'],
      ['2026-11-25T09:01:00Z', '2026-11-25T09:01:00Z'],
      ['2026-11-25T09:01:30Z', '2026-11-25T09:01:00Z'],
    ] as const) {
      app.setClock(clock);
      await look();
      expect(seen()).toContain(noted);
      expect(seen().filter((at) => at === clock)).toHaveLength(clock === noted ? 1 : 0);
    }
    app.store.close();
  });
});
