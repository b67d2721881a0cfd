import { describe, expect, it } from 'vitest';
import { memoryStore } from '../support/memory-store.ts';

const at = (time: string): string => `2026-11-25T${time}Z`;
const TRIES = [at('09:00:00'), at('09:05:00'), at('09:05:00'), at('09:10:00')];
const EVER = at('00:00:00');

function withTries() {
  const { store } = memoryStore();
  for (const moment of TRIES) store.tries.insert('ann', moment);
  store.tries.insert('bob', at('09:00:00'));
  return { store, tries: store.tries };
}

describe('tries since a moment', () => {
  it.each<[sentence: string, since: string, moments: string[]]>([
    ['all of them, two in one second both', EVER, TRIES],
    ['those at exactly that moment do not count', at('09:05:00'), [at('09:10:00')]],
    ['those a second later do', at('09:04:59'), TRIES.slice(1)],
    ['none after the last', at('09:10:00'), []],
  ])('%s', (_sentence, since, moments) => {
    expect(withTries().tries.list('ann', since).sort()).toEqual(moments);
  });

  it('are those on one thing', () => {
    const { tries } = withTries();
    expect(tries.list('bob', EVER)).toEqual([at('09:00:00')]);
    expect(tries.list('cid', EVER)).toEqual([]);
  });
});

describe('tries are forgotten', () => {
  it('on one thing', () => {
    const { tries } = withTries();
    tries.remove('ann');
    expect([tries.list('ann', EVER), tries.list('bob', EVER).length]).toEqual([[], 1]);
  });

  it('of everybody up to a moment, which counts', () => {
    const { tries } = withTries();
    tries.removeBefore(at('09:05:00'));
    expect([tries.list('ann', EVER), tries.list('bob', EVER)]).toEqual([[at('09:10:00')], []]);
  });

  it('and none of it is in the audit or moves the revision', () => {
    const { store, tries } = withTries();
    tries.removeBefore(at('23:00:00'));
    expect([store.audit.head().sequence, store.state.revision()]).toEqual([0, 0]);
  });
});

it('a moment that is none is refused', () => {
  expect(() => memoryStore().store.tries.insert('ann', '2026-11-25 09:00')).toThrow(/CHECK/);
});
