import { describe, expect, it } from 'vitest';
import { ACCOUNT_LIMIT, ADDRESS_LIMIT, type Limit, nextTry, windowStart } from '../../server/domain/throttle.ts';

/** A moment of the morning: `at('09:15:00')`. */
const at = (time: string): string => `2026-11-25T${time}Z`;

/** One a minute from nine o'clock. */
const minutely = (count: number): string[] =>
  Array.from({ length: count }, (_, minute) => at(`09:${String(minute).padStart(2, '0')}:00`));

it('at most 10 checks an account in 15 minutes; an address, which an office shares, has more', () => {
  expect(ACCOUNT_LIMIT).toEqual({ tries: 10, minutes: 15 });
  expect(ADDRESS_LIMIT.minutes).toBe(15);
  expect(ADDRESS_LIMIT.tries).toBeGreaterThan(ACCOUNT_LIMIT.tries);
});

it('the time that counts begins so many minutes before now, over midnight too', () => {
  expect(windowStart(at('09:20:30'), ACCOUNT_LIMIT)).toBe(at('09:05:30'));
  expect(windowStart(at('00:10:00'), ACCOUNT_LIMIT)).toBe('2026-11-24T23:55:00Z');
});

describe('the next try', () => {
  it.each<[sentence: string, tries: string[], now: string, free: string | null]>([
    ['the first is free', [], at('09:00:00'), null],
    ['the tenth is free', minutely(9), at('09:09:00'), null],
    ['the eleventh waits until 15 minutes after the first', minutely(10), at('09:10:00'), at('09:15:00')],
    ['a second before that it still waits', minutely(10), at('09:14:59'), at('09:15:00')],
    ['at exactly that moment it is free', minutely(10), at('09:15:00'), null],
    ['after eleven, the second of them holds it', minutely(11), at('09:11:00'), at('09:16:00')],
    ['ten in one second hold it for 15 minutes', Array(10).fill(at('09:00:00')), at('09:00:00'), at('09:15:00')],
    ['in whatever order they are told', minutely(10).reverse(), at('09:10:00'), at('09:15:00')],
    ['what is older does not count', [at('08:00:00'), ...minutely(9)], at('09:09:00'), null],
    ['a wait ends by itself', minutely(40), at('09:55:00'), null],
  ])('%s', (_sentence, tries, now, free) => {
    expect(nextTry(tries, now, ACCOUNT_LIMIT)).toBe(free);
  });

  it('has the limit that is asked for', () => {
    const limit: Limit = { tries: 2, minutes: 1 };
    const tries = [at('09:00:00'), at('09:00:30')];
    expect(nextTry(tries, at('09:00:59'), limit)).toBe(at('09:01:00'));
    expect(nextTry(tries, at('09:01:00'), limit)).toBeNull();
  });

  it('leaves what it was told as it was', () => {
    const tries = Object.freeze(minutely(10).reverse());
    nextTry(tries, at('09:10:00'), ACCOUNT_LIMIT);
    expect(tries).toEqual(minutely(10).reverse());
  });

  it('whoever tries as often as they may is checked 10 times in any 15 minutes', () => {
    const checked: string[] = [];
    for (let second = 0; second < 3600; second += 5) {
      const now = at(new Date(second * 1000).toISOString().slice(11, 19));
      if (nextTry(checked, now, ACCOUNT_LIMIT) === null) checked.push(now);
    }
    expect(checked).toHaveLength(40);
    const most = checked.map((now) => checked.filter((each) => each > windowStart(now, ACCOUNT_LIMIT) && each <= now));
    expect(Math.max(...most.map(({ length }) => length))).toBe(10);
  });
});
