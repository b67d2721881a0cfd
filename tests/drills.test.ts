import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DRILLS } from './drills/drills.ts';

const ROOT = join(import.meta.dirname, '..');

/** Drills are run by hand: code that moves on must not leave them behind unseen. */
describe.each(Object.entries(DRILLS))('the drill %s', (_name, { tests, mutants }) => {
  it('runs tests that are there', () => {
    expect(tests.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  it('changes what stands once in its file', () => {
    const lost = mutants.filter(({ file, from }) => readFileSync(join(ROOT, file), 'utf8').split(from).length !== 2);
    expect(lost.map(({ what }) => what)).toEqual([]);
  });
});
