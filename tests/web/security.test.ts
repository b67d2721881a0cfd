import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { isLoopback } from '../../server/web/security.ts';
import { testApp } from '../support/test-app.ts';

it.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['[::1]', false],
  ['127.0.0.1:80', false],
  ['0.0.0.0', false],
  ['::', false],
  ['', false],
  ['192.168.0.1', false],
  ['128.0.0.1', false],
  ['localhost.evil.example', false],
  ['evil.example', false],
  ['evil-localhost', false],
  ['127.0.0.1.evil.example', false],
])('%s reaches this machine only: %s', (host, own) => {
  expect(isLoopback(host)).toBe(own);
});

describe('the headers', () => {
  const HSTS = 'strict-transport-security';
  const secure = testApp({ production: true, baseUrl: 'https://targets.test.invalid', trustProxy: 1 });
  const plain = testApp();
  const ALWAYS = ['content-security-policy', 'x-content-type-options', 'cross-origin-opener-policy', 'referrer-policy'];

  it.each<[what: string, method: 'get' | 'post', address: string, headers: Record<string, string>, status: number]>([
    ['a page', 'get', '/sign-in', {}, 200],
    ['whether it is alive', 'get', '/health', {}, 200],
    ['what a page loads', 'get', '/assets/styles.css', {}, 200],
    ['a way to the sign-in page', 'get', '/targets', {}, 303],
    ['a page that there is not', 'get', '/nowhere', {}, 404],
    ['what cannot be read', 'get', '/targets/%E0%A4%A/x', {}, 400],
    ['a form of another site', 'post', '/sign-in', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['what is no form', 'post', '/sign-in', { 'Content-Type': 'text/plain' }, 415],
    ['a foreign name', 'get', '/', { Host: 'evil.example' }, 403],
  ])('stand on %s, and behind TLS it must stay TLS', async (_what, method, address, headers, status) => {
    const own = { Host: 'targets.test.invalid', 'X-Forwarded-Proto': 'https', ...headers };
    const answer = await request(secure.bare)[method](address).set(own);
    expect([answer.status, answer.headers[HSTS]]).toEqual([status, 'max-age=31536000; includeSubDomains']);
    expect(ALWAYS.filter((name) => answer.headers[name] === undefined)).toEqual([]);
    expect((await request(plain.bare)[method](address).set(headers)).headers[HSTS]).toBeUndefined();
  });
});
