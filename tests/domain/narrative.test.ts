import { describe, expect, it } from 'vitest';
import type { Action, Commentary } from '../../server/domain/data-package.ts';
import { type KnownTarget, knownTarget } from '../../server/domain/known.ts';
import { endOfDay } from '../../server/domain/moment.ts';
import {
  actionsFirstKnown,
  actionsKnown,
  commentariesKnown,
  commentaryFor,
  commentaryOf,
  isInHand,
  isSameText,
  openActions,
  ownViewFor,
} from '../../server/domain/narrative.ts';
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

  it.each([
    ['of the quarter itself', '2008-11-19', '2008/09 Q2', 'Second quarter'],
    ['its highest version', '2008-11-24', '2008/09 Q2', 'Second quarter, again'],
    ['not of the quarter before', '2008-11-19', '2008/09 Q3', null],
    ['nor of the quarter after', '2008-11-19', '2007/08 Q4', null],
    ['nor before it was said', '2008-10-29', '2008/09 Q2', null],
  ])('of a quarter alone: %s', (_sentence, day, quarter, text) => {
    expect(commentaryOf(knownOn(day, SAID, []), period(quarter))?.text ?? null).toBe(text);
  });

  it('until the moment itself, and not a second before', () => {
    const at = (moment: string): string[] =>
      commentariesKnown({ ...knownOn('2008-11-24', SAID, []), asAt: { date: '2008-11-24', moment } }).map(
        ({ text }) => text,
      );
    expect(at('2008-11-24T14:00:00Z')[0]).toBe('Second quarter, again');
    expect(at('2008-11-24T13:59:59Z')[0]).toBe('Second quarter');
  });
});

describe('the lead’s own view of the year’s end', () => {
  const view = (quarter: string, version: number, day: string, own_view: Commentary['own_view']): Commentary => ({
    ...said('Said', quarter, version, day),
    own_view,
  });
  const VIEWS = [
    view('2008/09 Q1', 1, '2008-08-14', 'red'),
    view('2008/09 Q2', 1, '2008-10-30', 'amber'),
    view('2008/09 Q2', 2, '2008-11-24', 'green'),
    view('2008/09 Q3', 1, '2009-02-12', 'amber'),
    view('2008/09 Q3', 2, '2009-02-20', null),
  ];

  it.each([
    ['as it was said for the quarter', '2008-11-23', '2008/09 Q2', 'amber'],
    ['the highest version visible', '2008-11-24', '2008/09 Q2', 'green'],
    ['before anything was said for the quarter', '2008-10-29', '2008/09 Q2', null],
    ['never that of another quarter', '2009-02-11', '2008/09 Q3', null],
    ['taken back by a later version', '2009-02-20', '2008/09 Q3', null],
  ])('%s', (_sentence, day, quarter, own) => {
    expect(ownViewFor(knownOn(day, VIEWS, []), period(quarter))).toBe(own);
  });
});

describe('the same words', () => {
  it.each([
    ['word for word', 'As before.', 'As before.', true],
    ['whatever the capitals', 'AS before.', 'as Before.', true],
    ['whatever the spaces', '  As \n before.\t', 'As before.', true],
    ['a space that does not break is one', 'As\u00a0before.', 'As before.', true],
    ['two words are not one', 'As before.', 'Asbefore.', false],
    ['a full stop less is another text', 'As before.', 'As before', false],
    ['nothing twice', '', '  ', true],
    ['nothing is not something', '', 'As before.', false],
  ])('%s', (_sentence, text, other, isSame) => {
    expect(isSameText(text, other)).toBe(isSame);
    expect(isSameText(other, text)).toBe(isSame);
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

describe('what is in hand in a quarter', () => {
  const by = (quarter: string | null) => (quarter === null ? null : period(quarter));

  it.each<[string, Action['state'], string | null, boolean]>([
    ['planned', 'planned', null, true],
    ['planned, and should have shown already', 'planned', '2008/09 Q1', true],
    ['under way', 'under-way', null, true],
    ['done, and shows in a quarter to come', 'done', '2008/09 Q3', true],
    ['done, and shows in this quarter', 'done', '2008/09 Q2', false],
    ['done, and showed already', 'done', '2008/09 Q1', false],
    ['done, and nobody says when it shows', 'done', null, false],
    ['dropped, whenever it was to show', 'dropped', '2008/09 Q3', false],
  ])('%s', (_sentence, state, expectedBy, inHand) => {
    const row = { ...done(1, 1, state, '2008-07-28'), expected_by: by(expectedBy) };
    expect(isInHand(row, period('2008/09 Q2'))).toBe(inHand);
  });
});

describe('when actions were first recorded', () => {
  it.each([
    ['none before the first', '2008-07-27', []],
    ['on the day itself', '2008-07-28', ['2008-07-28']],
    ['a new state is no new action', '2008-10-29', ['2008-09-11', '2008-09-11', '2008-07-28']],
  ])('%s', (_sentence, day, days) => {
    expect(actionsFirstKnown(knownOn(day, [], DONE))).toEqual(days);
  });
});
