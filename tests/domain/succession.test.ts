import { describe, expect, it } from 'vitest';
import { holdersOf, type Partnerships, standingIn } from '../../server/domain/succession.ts';

const ended = (active_to: string | null, successor: string | null) => ({ active_to, successor });

const PARTNERSHIPS: Partnerships = new Map([
  ['OLDEST', ended('2007-03-31', 'OLDER')],
  ['OLDER', ended('2008-03-31', 'OLD')],
  ['OLD', ended('2009-03-31', 'MID')],
  ['MID', ended('2010-03-31', 'NEW')],
  ['NEW', ended(null, null)],
  ['GONE', ended('2009-03-31', null)],
  ['ONGOING', ended(null, 'NEW')],
  ['RING-A', ended('2009-03-31', 'RING-B')],
  ['RING-B', ended('2009-03-31', 'RING-A')],
  ['RING-1', ended('2009-03-31', 'RING-2')],
  ['RING-2', ended('2009-03-31', 'RING-3')],
  ['RING-3', ended('2009-03-31', 'RING-1')],
  ['SELF', ended('2009-03-31', 'SELF')],
  ['LOST', ended('2009-03-31', 'NOWHERE')],
]);

describe('who stands in a partnership’s place', () => {
  it.each<[sentence: string, code: string, day: string, standing: string]>([
    ['itself, long before its end', 'OLD', '2008-06-30', 'OLD'],
    ['itself on its last day', 'OLD', '2009-03-31', 'OLD'],
    ['its successor the day after', 'OLD', '2009-04-01', 'MID'],
    ['its successor on the successor’s last day', 'OLD', '2010-03-31', 'MID'],
    ['the successor of its successor the day after', 'OLD', '2010-04-01', 'NEW'],
    ['the last of the chain for good', 'OLD', '2099-01-01', 'NEW'],
    ['the last of a chain of five', 'OLDEST', '2010-04-01', 'NEW'],
    ['one in the middle of the chain, on its day', 'OLDEST', '2009-03-31', 'OLD'],
    ['itself where it ended and nobody followed', 'GONE', '2010-04-01', 'GONE'],
    ['itself where a successor is named but no end', 'ONGOING', '2010-04-01', 'ONGOING'],
    ['itself where two follow each other in a circle', 'RING-A', '2010-04-01', 'RING-A'],
    ['itself, from the other side of the circle', 'RING-B', '2010-04-01', 'RING-B'],
    ['itself where three do', 'RING-1', '2010-04-01', 'RING-1'],
    ['itself where it follows itself', 'SELF', '2010-04-01', 'SELF'],
    ['the successor’s code, even if nothing is known of it', 'LOST', '2010-04-01', 'NOWHERE'],
    ['itself where nothing is known of it', 'UNKNOWN', '2010-04-01', 'UNKNOWN'],
  ])('%s', (_sentence, code, day, standing) => {
    expect(standingIn(code, PARTNERSHIPS, day)).toBe(standing);
  });
});

describe('who answers for a target', () => {
  it.each<[sentence: string, lead: string, contributors: string | null, day: string, holders: string[]]>([
    ['the one that leads it', 'NEW', null, '2008-06-30', ['NEW']],
    ['and those that contribute', 'NEW', 'OLD|GONE', '2009-03-31', ['NEW', 'OLD', 'GONE']],
    ['successors in the place of those that ended', 'GONE', 'OLD', '2009-04-01', ['GONE', 'MID']],
    ['each once, where one follows two', 'OLD', 'MID', '2009-04-01', ['MID']],
    ['each once, where one both leads and contributes', 'NEW', 'NEW', '2008-06-30', ['NEW']],
  ])('%s', (_sentence, lead, contributors, day, holders) => {
    expect(holdersOf({ lead, contributors }, PARTNERSHIPS, day)).toEqual(holders);
  });
});
