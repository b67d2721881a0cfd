import { describe, expect, it } from 'vitest';
import {
  formValues,
  h1Of,
  hasSection,
  mainText,
  openPage,
  type Page,
  problemAt,
  problemsOn,
  sendForm,
  tableRows,
  texts,
} from '../support/page.ts';
import { bandOf, EMPTY_DAY, RETURN } from '../support/returns.ts';
import { emptyApp, type TestApp, testApp } from '../support/test-app.ts';

/** The row of the table for a day. */
function meetingOn(page: Page, day: string): Record<string, string> {
  const table = page.root.querySelector('main table');
  const row = table && tableRows(table).find(({ head }) => head.startsWith(day));
  if (row == null) throw new Error(`The page has no meeting on ${day}`);
  const { Change: _change, ...cells } = row.cells;
  return cells;
}

const NOVEMBER = {
  board: 'PSB',
  date: '2008-11-19',
  papers_due: '2008-11-12',
  reviews: '2008-09-q2',
  venue: 'County Hall',
};

/** The day on which a return is due, as its own page says. */
async function dueOf(test: TestApp, address = RETURN): Promise<string | undefined> {
  return bandOf(await openPage(test.as('officer'), address)).Due;
}

describe('the page of meetings', () => {
  it('shows for everybody when each board meets, what it reviews, and the days that follow', async () => {
    const test = testApp();
    for (const role of ['board', 'lead', 'officer', 'administrator'] as const) {
      const page = await openPage(test.as(role), '/meetings');
      expect([page.status, h1Of(page)]).toEqual([200, 'Meetings of the Board']);
      // Five working days before the papers of Wednesday 12 November, and twenty before that.
      expect(meetingOn(page, '19 November 2008')).toEqual({
        Reviews: '2008/09 Q2',
        'Returns open': '8 October 2008',
        'Returns due': '5 November 2008',
        'Papers due': '12 November 2008',
      });
      expect(meetingOn(page, '5 February 2008')).toEqual({
        Reviews: 'no quarter',
        'Returns open': '–',
        'Returns due': '–',
        'Papers due': '–',
      });
      expect(hasSection(page, 'Add a meeting')).toBe(role === 'officer');
      expect(hasSection(page, 'How the dates follow')).toBe(role === 'officer');
    }
  });

  it('lists the boards’ meetings, and none of a partnership, the newest first', async () => {
    const page = await openPage(testApp().app, '/meetings');
    const heads = texts(page, 'main tbody th');
    // Thirteen of the Public Service Board and five of the Partnership Board.
    expect(heads).toHaveLength(18);
    expect(heads.every((head) => /Oxfordshire (Public Service|Partnership) Board/.test(head))).toBe(true);
    expect(heads[0]).toContain('16 October 2015');
    expect(heads.at(-1)).toContain('7 January 2008');
  });

  it('is there for a record without a meeting', async () => {
    const page = await openPage(emptyApp().app, '/meetings');
    expect(page.status).toBe(200);
    expect(mainText(page)).toContain(
      'Until there is one that reviews a quarter, its returns are due 30 working days after it ends.',
    );
  });
});

describe('a meeting', () => {
  it('that is added for a quarter moves the days of its returns', async () => {
    const test = testApp();
    test.setNow(EMPTY_DAY);
    expect(await dueOf(test)).toBe('5 November 2008');
    // The earliest that reviews the quarter counts. Papers five working days before Monday 10 November: the 3rd;
    // returns five before that.
    const added = { ...NOVEMBER, date: '2008-11-10', papers_due: '' };
    const done = await sendForm(test.app, '/meetings', added);
    expect([done.status, done.headers.location]).toEqual([303, '/meetings?saved=yes']);
    expect(await dueOf(test)).toBe('27 October 2008');
    const page = await openPage(test.app, '/meetings?saved=yes');
    expect(mainText(page)).toContain('Saved.');
    expect(meetingOn(page, '10 November 2008')).toMatchObject({
      Reviews: '2008/09 Q2',
      'Returns due': '27 October 2008',
    });
    expect(meetingOn(page, '19 November 2008')).toMatchObject({ Reviews: '2008/09 Q2', 'Returns due': '–' });
  });

  it('that does not say when its papers are due shows the day that follows', async () => {
    const test = testApp();
    await sendForm(test.app, '/meetings', { ...NOVEMBER, papers_due: '' });
    expect(meetingOn(await openPage(test.app, '/meetings'), '19 November 2008')['Papers due']).toBe('12 November 2008');
  });

  it('is changed where its day and board are there already', async () => {
    const test = testApp();
    const before = test.store.rows.meetings.list().length;
    const page = await openPage(test.app, '/meetings?board=PSB&date=2008-11-19');
    expect(hasSection(page, 'Change a meeting')).toBe(true);
    expect(formValues(page, '/meetings')).toMatchObject({
      board: 'PSB',
      reviews: '2008-09-q2',
      venue: 'County Hall, Oxford',
    });
    // Papers a week earlier: returns are due on 29 October and open on the 1st.
    const fields = { ...formValues(page, '/meetings'), papers_due: '5/11/2008' };
    expect((await sendForm(test.app, '/meetings', fields)).status).toBe(303);
    expect(meetingOn(await openPage(test.app, '/meetings'), '19 November 2008')).toEqual({
      Reviews: '2008/09 Q2',
      'Returns open': '1 October 2008',
      'Returns due': '29 October 2008',
      'Papers due': '5 November 2008',
    });
    expect(test.store.rows.meetings.list()).toHaveLength(before);
    expect(test.store.rows.meetings.list()).toContainEqual({
      board: 'PSB',
      date: '2008-11-19',
      papers_due: '2008-11-05',
      reviews: 2008 * 4 + 1,
      venue: 'County Hall, Oxford',
      provenance: 'entered',
      source: null,
    });
  });

  it('from which the quarter is taken away leaves the returns their thirty working days', async () => {
    const test = testApp();
    await sendForm(test.app, '/meetings', { ...NOVEMBER, reviews: '' });
    // Thirty working days after 30 September 2008.
    expect(await dueOf(test)).toContain('11 November 2008');
    // The day of the Board is eight days later.
    expect(mainText(await openPage(test.app, '/returns'))).toContain('8 days late');
  });

  it.each([
    ['19/11/2008', '2008-11-19'],
    ['19 November 2008', '2008-11-19'],
    ['19 nov 2008', '2008-11-19'],
    ['3.12.2008', '2008-12-03'],
  ])('on ‘%s’ is on %s', async (date, day) => {
    const test = testApp();
    expect((await sendForm(test.app, '/meetings', { ...NOVEMBER, date })).status).toBe(303);
    expect(test.store.rows.meetings.list().find((row) => row.date === day)?.venue).toBe('County Hall');
  });

  it.each([
    ['no board', { board: '' }, 'board', 'Choose the board.'],
    ['a partnership that is no board', { board: 'OSCP' }, 'board', 'Choose the board.'],
    ['no day', { date: '' }, 'date', 'Enter the day of the meeting, such as 18/2/2009.'],
    ['a day that is none', { date: '31/11/2008' }, 'date', 'Enter the day of the meeting, such as 18/2/2009.'],
    [
      'papers after the meeting',
      { papers_due: '2008-11-20' },
      'papers_due',
      'Papers are due on the day of the meeting or before.',
    ],
    ['papers at some time', { papers_due: 'soon' }, 'papers_due', 'Enter a day such as 11/2/2009, or leave it empty.'],
    [
      'a quarter that has not ended by then',
      { reviews: '2008-09-q3' },
      'reviews',
      '2008/09 Q3 ends on 31 December 2008: choose a quarter that has ended by the meeting.',
    ],
    ['a quarter that is none', { reviews: '2008-09-q5' }, 'reviews', 'Choose a quarter, or none.'],
    ['a venue of more than 200 characters', { venue: 'x'.repeat(201) }, 'venue', 'Use at most 200 characters.'],
  ])('with %s is refused at its field, and what was typed is kept', async (_sentence, given, field, message) => {
    const test = testApp();
    const before = test.store.rows.meetings.list();
    const page = await sendForm(test.app, '/meetings', { ...NOVEMBER, ...given });
    expect([page.status, problemsOn(page)]).toEqual([422, { [field]: message }]);
    expect(problemAt(page, field)).toBe(message);
    const { board: _board, reviews: _reviews, ...typed } = { ...NOVEMBER, ...given };
    expect(formValues(page, '/meetings')).toMatchObject(typed);
    expect(test.store.rows.meetings.list()).toEqual(before);
  });
});

describe('how the dates follow', () => {
  const SETTINGS = {
    due_before_papers: '5',
    opens_before_due: '20',
    papers_before_meeting: '5',
    due_after_quarter: '30',
  };

  it.each([
    // Three working days before Wednesday 12 November: Friday the 7th; ten before that: 24 October.
    [
      'fewer days before the papers, and before that',
      { due_before_papers: '3', opens_before_due: '10' },
      '7 November 2008',
      '24 October 2008',
    ],
    [
      'on the day of the papers',
      { due_before_papers: '0', opens_before_due: '0' },
      '12 November 2008',
      '12 November 2008',
    ],
    // Never before the first working day after the quarter’s end.
    ['as early as can be', { due_before_papers: '60', opens_before_due: '60' }, '1 October 2008', '1 October 2008'],
  ])('%s', async (_sentence, given, due, opens) => {
    const test = testApp();
    expect((await sendForm(test.app, '/meetings/dates', { ...SETTINGS, ...given })).status).toBe(303);
    expect(await dueOf(test)).toContain(due);
    expect(meetingOn(await openPage(test.app, '/meetings'), '19 November 2008')).toMatchObject({
      'Returns due': due,
      'Returns open': opens,
    });
  });

  it('shows at once on a desk that was open before', async () => {
    const test = testApp();
    expect(mainText(await openPage(test.app, '/returns'))).toContain('due 5 Nov');
    await sendForm(test.app, '/meetings/dates', { ...SETTINGS, due_before_papers: '3' });
    expect(mainText(await openPage(test.app, '/returns'))).toContain('due 7 Nov');
    expect(mainText(await openPage(test.app, '/returns'))).toContain('12 days late');
  });

  it('what is saved stands in the form', async () => {
    const test = testApp();
    await sendForm(test.app, '/meetings/dates', { ...SETTINGS, due_after_quarter: '25' });
    expect(formValues(await openPage(test.app, '/meetings'), '/meetings/dates')).toEqual({
      ...SETTINGS,
      due_after_quarter: '25',
    });
    const { audit } = test.store;
    const head = audit.head();
    await sendForm(test.app, '/meetings/dates', { ...SETTINGS, due_after_quarter: '25' });
    expect(audit.head()).toEqual(head);
  });

  it.each(['', '-1', '61', '2.5', 'five', '1e1'])('‘%s’ is refused at its field, and kept', async (typed) => {
    const test = testApp();
    const page = await sendForm(test.app, '/meetings/dates', { ...SETTINGS, opens_before_due: typed });
    expect(page.status).toBe(422);
    expect(problemAt(page, 'opens_before_due')).toMatch(/enter a whole number from 0 to 60/i);
    expect(formValues(page, '/meetings/dates')).toEqual({ ...SETTINGS, opens_before_due: typed });
    expect(await dueOf(test)).toContain('5 November 2008');
  });

  it('every problem is listed at once', async () => {
    const page = await sendForm(testApp().app, '/meetings/dates', {});
    expect(Object.keys(problemsOn(page))).toEqual(Object.keys(SETTINGS));
  });
});
