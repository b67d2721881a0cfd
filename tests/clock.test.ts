import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { recordClock } from '../server/clock.ts';

const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;

describe('the record’s clock', () => {
  it.each<[sentence: string, today: string | null, last: string | null, start: string]>([
    ['starts at the beginning of its day', '2008-11-19', null, '2008-11-19T00:00:00Z'],
    [
      'starts at its day though older rows were recorded here',
      '2008-11-19',
      '2008-11-18T16:00:00Z',
      '2008-11-19T00:00:00Z',
    ],
    [
      'never starts before the newest row that was recorded here',
      '2008-11-19',
      '2008-11-19T16:12:34Z',
      '2008-11-19T16:12:34Z',
    ],
    ['nor on an earlier day than that', '2008-11-19', '2009-01-02T08:00:00Z', '2009-01-02T08:00:00Z'],
    [
      'a newest row of the future holds against the machine’s clock too',
      null,
      '2999-01-01T00:00:00Z',
      '2999-01-01T00:00:00Z',
    ],
  ])('%s', (_sentence, today, last, start) => {
    const now = recordClock(today, last)();
    expect(secondsBetween(start, now)).toBeGreaterThanOrEqual(0);
    expect(secondsBetween(start, now)).toBeLessThan(5);
  });

  it('without a day it is the machine’s', () => {
    const now = recordClock(null, '2008-11-19T16:12:34Z')();
    expect(Math.abs(secondsBetween(new Date().toISOString(), now))).toBeLessThan(5);
  });

  it('is written in whole seconds, UTC', () => {
    expect(recordClock('2008-11-19', null)()).toMatch(/^2008-11-19T00:00:0\dZ$/);
  });

  it('goes on at the machine’s pace', async () => {
    const clock = recordClock('2008-11-19', null);
    const [machine, first] = [Date.now(), clock()];
    await wait(1100);
    const passed = (Date.now() - machine) / 1000;
    expect(Math.abs(secondsBetween(first, clock()) - passed)).toBeLessThanOrEqual(1);
    expect(clock() > first).toBe(true);
  });
});
