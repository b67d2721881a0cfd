import { describe, expect, it } from 'vitest';
import { appendOnly } from '../support/append-only.ts';
import { COMMAND_LINE, TODAY } from '../support/authors.ts';
import { type MemoryStore, memoryStore, toldOf } from '../support/memory-store.ts';
import { meeting, partnership } from '../support/package-rows.ts';

const NOVEMBER = { board: 'PSB', date: '2008-11-19' } as const;
const NOTE = { ...NOVEMBER, partnership: 'OWP', came: 'chair', at: TODAY, account: null } as const;

/** A meeting to which the chair of a partnership came. */
function withMeeting(): MemoryStore {
  const memory = memoryStore();
  const { store } = memory;
  store.write(COMMAND_LINE, () => {
    store.rows.partnerships.insert(partnership({ code: 'PSB', kind: 'board' }));
    store.rows.partnerships.insert(partnership({ code: 'OWP' }));
    store.rows.meetings.insert(meeting(NOVEMBER));
    store.attendance.note(NOTE);
  });
  return memory;
}

describe('who came to a meeting', () => {
  it('is found by the meeting, and of no other', () => {
    const { store } = withMeeting();
    expect(store.attendance.find(NOVEMBER)).toEqual(new Map([['OWP', 'chair']]));
    expect(store.attendance.find({ board: 'PSB', date: '2009-02-18' })).toEqual(new Map());
  });

  it('is what was noted last; what was noted before stays, and the audit tells of both', () => {
    const { store } = withMeeting();
    const [told] = toldOf(store, () => store.attendance.note({ ...NOTE, came: 'nobody' }));
    expect(store.attendance.find(NOVEMBER)).toEqual(new Map([['OWP', 'nobody']]));
    expect(told).toMatchObject({
      object: 'meeting_attendance',
      key: { ...NOVEMBER, partnership: 'OWP', version: 2 },
      new: { came: 'nobody', at: TODAY, account: null },
    });
    expect(store.contentFault()).toBeNull();
  });

  it.each([
    ['a meeting that there is not', { date: '2008-11-20' }],
    ['a partnership that there is not', { partnership: 'X' }],
    ['a word that there is not', { came: 'perhaps' as 'chair' }],
  ])('is of no %s', (_what, given) => {
    const { store } = withMeeting();
    expect(() => store.write(COMMAND_LINE, () => store.attendance.note({ ...NOTE, ...given }))).toThrow(
      /constraint failed/,
    );
  });
});

appendOnly(['meeting_attendance'], withMeeting);
