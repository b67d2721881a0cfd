import { describe, expect, it } from 'vitest';
import { attendanceField, readAttendance } from '../../server/domain/attendance.ts';

describe('who came to a meeting', () => {
  it('is read of each partnership that is asked about, and of nobody else', () => {
    const read = readAttendance({ 'came-oscp': 'chair', 'came-cypt': '', 'came-hwb': 'nobody' }, ['OSCP', 'CYPT']);
    expect(read).toEqual({ ok: true, value: new Map([['OSCP', 'chair']]) });
  });

  it('is one of the list: each that is not is named at its field', () => {
    expect(readAttendance({ 'came-oscp': 'Chair', 'came-hwb': 'deputy' }, ['OSCP', 'HWB'])).toEqual({
      ok: false,
      problems: [{ field: 'came-oscp', message: 'Choose who came from the list.' }],
    });
  });

  it('has a field that an address could hold, whatever the code', () => {
    expect(attendanceField('A B/C')).toMatch(/^came-[a-z0-9~%.-]+$/);
  });
});
