import pino from 'pino';
import { expect, it } from 'vitest';
import { nightly } from '../server/jobs/nightly.ts';
import { testApp } from './support/test-app.ts';

it('every night the head of the audit is written down outside the record', async () => {
  const lines: string[] = [];
  const { deps, store } = testApp();
  const night = nightly(deps, pino({ base: null }, { write: (line: string) => void lines.push(line) }));
  await night.trigger();
  night.stop();
  const { sequence, hash } = store.audit.head();
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ event: 'audit head', sequence, hash }),
  ]);
});
