import { expect, it } from 'vitest';
import { isLoopback } from '../../server/web/security.ts';

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
