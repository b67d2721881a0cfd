import { describe, expect, it } from 'vitest';
import { type MeetingEntry, readMeetingEntry } from '../../server/domain/meeting-entry.ts';
import { period } from '../support/records.ts';

const BOARDS = new Set(['PSB', 'LSP']);

const read = (given: Partial<MeetingEntry> = {}) =>
  readMeetingEntry(
    {
      board: 'PSB',
      date: '2008-11-19',
      papers_due: '2008-11-12',
      reviews: '2008-09-q2',
      venue: 'County Hall',
      ...given,
    },
    BOARDS,
  );

const fieldsOf = (given: Partial<MeetingEntry>): string[] => {
  const answer = read(given);
  return answer.ok ? [] : answer.problems.map(({ field }) => field);
};

const WHOLE = {
  board: 'PSB',
  date: '2008-11-19',
  papers_due: '2008-11-12',
  reviews: period('2008/09 Q2'),
  venue: 'County Hall',
  provenance: 'entered',
  source: null,
};

describe('a meeting', () => {
  it.each<[sentence: string, given: Partial<MeetingEntry>, value: object]>([
    ['with all that can be said of it', {}, WHOLE],
    ['its days typed as people write them', { date: '19/11/2008', papers_due: '12 Nov 2008' }, WHOLE],
    ['of any of the boards', { board: 'LSP' }, { ...WHOLE, board: 'LSP' }],
    ['without a day for papers', { papers_due: '' }, { ...WHOLE, papers_due: null }],
    ['without a place', { venue: '' }, { ...WHOLE, venue: null }],
    ['that reviews no quarter', { reviews: '' }, { ...WHOLE, reviews: null }],
    [
      'that reviews no quarter needs no later day',
      { reviews: '', date: '2008-11-12' },
      { ...WHOLE, reviews: null, date: '2008-11-12' },
    ],
    ['whose papers are due on its day', { papers_due: '2008-11-19' }, { ...WHOLE, papers_due: '2008-11-19' }],
    [
      'the day after the quarter that it reviews',
      { date: '2008-10-01', papers_due: '' },
      { ...WHOLE, date: '2008-10-01', papers_due: null },
    ],
    ['that reviews an older quarter', { reviews: '2007/08 Q4' }, { ...WHOLE, reviews: period('2007/08 Q4') }],
    ['with a place of 200 characters', { venue: 'x'.repeat(200) }, { ...WHOLE, venue: 'x'.repeat(200) }],
  ])('%s', (_sentence, given, value) => {
    expect(read(given)).toEqual({ ok: true, value });
  });
});

describe('what is wrong, at its field', () => {
  it.each<[sentence: string, given: Partial<MeetingEntry>, fields: string[]]>([
    ['no board', { board: '' }, ['board']],
    ['a partnership that is no board', { board: 'OSCP' }, ['board']],
    ['no day', { date: '' }, ['date']],
    ['a day that there is not', { date: '29/2/2009' }, ['date']],
    ['a day for papers that there is not', { papers_due: '2008-11-31' }, ['papers_due']],
    ['papers due the day after', { papers_due: '2008-11-20' }, ['papers_due']],
    ['a quarter that there is not', { reviews: '2008-09-q5' }, ['reviews']],
    ['on the last day of the quarter that it reviews', { date: '2008-09-30', papers_due: '' }, ['reviews']],
    ['in the quarter that it reviews', { reviews: '2008-09-q3' }, ['reviews']],
    ['a place of 201 characters', { venue: 'x'.repeat(201) }, ['venue']],
    ['papers and quarter without a day are not held against it', { date: 'x' }, ['date']],
    [
      'everything',
      { board: 'x', date: 'x', papers_due: 'x', reviews: 'x', venue: 'x'.repeat(201) },
      ['board', 'date', 'papers_due', 'reviews', 'venue'],
    ],
  ])('%s', (_sentence, given, fields) => {
    expect(fieldsOf(given)).toEqual(fields);
  });

  it('a quarter that has not ended is said by its last day', () => {
    expect(read({ reviews: '2008-09-q3' })).toEqual({
      ok: false,
      problems: [
        {
          field: 'reviews',
          message: '2008/09 Q3 ends on 31 December 2008: choose a quarter that has ended by the meeting.',
        },
      ],
    });
  });
});
