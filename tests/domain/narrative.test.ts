import { describe, expect, it } from 'vitest';
import type { Action, Commentary } from '../../server/domain/data-package.ts';
import { type KnownTarget, knownTarget } from '../../server/domain/known.ts';
import { endOfDay } from '../../server/domain/moment.ts';
import { actionsKnown, commentariesKnown, commentaryFor, openActions } from '../../server/domain/narrative.ts';
import { action, commentary } from '../support/package-rows.ts';
import { period, target } from '../support/records.ts';

function knownOn(day: string, said: readonly Commentary[], done: readonly Action[]): KnownTarget {
  const known = knownTarget({ ...target(), commentaries: said, actions: done }, endOfDay(day));
  if (known === null) throw new Error(`The target is not known on ${day}`);
  return known;
}

const said = (text: string, quarter: string, version: number, day: string) =>
  commentary({ text, period: period(quarter), version, recorded_at: `${day}T14:00:00Z` });

// In the order of the record: by period, then version.
const SAID = [
  said('First quarter', '2008/09 Q1', 1, '2008-08-14'),
  said('Second quarter', '2008/09 Q2', 1, '2008-10-30'),
  said('Second quarter, again', '2008/09 Q2', 2, '2008-11-24'),
];

describe('what has been said', () => {
  it.each([
    ['before anything was', '2008-08-13', []],
    ['on the day itself', '2008-08-14', ['First quarter']],
    ['newest quarter first', '2008-11-23', ['Second quarter', 'First quarter']],
    ['the highest version visible holds', '2008-11-24', ['Second quarter, again', 'First quarter']],
  ])('%s', (_sentence, day, texts) => {
    expect(commentariesKnown(knownOn(day, SAID, [])).map(({ text }) => text)).toEqual(texts);
  });

  it.each([
    ['of the quarter itself', '2008/09 Q2', 'Second quarter'],
    ['of the quarter before, where nothing was said since', '2008/09 Q4', 'Second quarter'],
    ['never of a later one', '2008/09 Q1', 'First quarter'],
    ['none before the first', '2007/08 Q4', null],
  ])('for a quarter: %s', (_sentence, quarter, text) => {
    expect(commentaryFor(knownOn('2008-11-19', SAID, []), period(quarter))?.text ?? null).toBe(text);
  });
});

const done = (number: number, version: number, state: Action['state'], day: string) =>
  action({ action: number, version, state, title: `${number} ${state}`, recorded_on: day });

const DONE = [
  done(1, 1, 'planned', '2008-09-11'),
  done(1, 2, 'under-way', '2008-10-01'),
  done(1, 3, 'done', '2008-10-29'),
  done(2, 1, 'under-way', '2008-09-11'),
  done(3, 1, 'planned', '2008-07-28'),
  done(3, 2, 'dropped', '2008-09-30'),
];

describe('what is being done', () => {
  it.each([
    ['before all but one', '2008-07-28', ['3 planned'], ['3 planned']],
    ['each as it stands', '2008-10-28', ['1 under-way', '2 under-way', '3 dropped'], ['1 under-way', '2 under-way']],
    ['on the day on which it is done', '2008-10-29', ['1 done', '2 under-way', '3 dropped'], ['2 under-way']],
  ])('%s', (_sentence, day, all, open) => {
    const known = knownOn(day, [], DONE);
    expect(actionsKnown(known).map(({ title }) => title)).toEqual(all);
    expect(openActions(known).map(({ title }) => title)).toEqual(open);
  });
});
