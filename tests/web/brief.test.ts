import mammoth from 'mammoth';
import { describe, expect, it } from 'vitest';
import { fileAt, h1Of, linkTo, openPage, type Page, sectionOf, sectionText, sendForm, texts } from '../support/page.ts';
import { pdfPages } from '../support/pdf.ts';
import { testApp } from '../support/test-app.ts';

const MEETING = '/meetings/psb/2008-11-19';
const BRIEF = `${MEETING}/brief`;
const SAFER = 'Oxfordshire Safer Communities Partnership';

/** What stands under a heading of the third level within a partnership's part. */
function under(page: Page, partnership: string, title: string): string {
  const text = sectionText(page, partnership);
  const titles = ['What changed', 'Questions to expect', 'To be decided', 'Pounds', 'Return for the quarter', '$'];
  const next = titles[titles.indexOf(title) + 1] ?? '$';
  const from = text.indexOf(title) + title.length;
  const to = next === '$' || !text.includes(next) ? text.length : text.indexOf(next);
  return text.slice(from, to).trim();
}

describe('the brief for the chairs', () => {
  it('is found from the meeting, and has every partnership that leads a target', async () => {
    const { as } = testApp();
    expect(linkTo(await openPage(as('board'), MEETING), 'The brief for the chairs, a page each')).toBe(BRIEF);
    const page = await openPage(as('board'), BRIEF);
    expect(h1Of(page)).toBe('Brief for the chairs');
    expect(texts(page, 'main h2')).toHaveLength(9);
  });

  it('tells the chair of the safer communities what happened, what will be asked and what hangs on it', async () => {
    const { as } = testApp();
    const page = await openPage(as('board'), `${BRIEF}?partnership=oscp`);
    expect(h1Of(page)).toBe(`Brief for the chair: ${SAFER}`);
    expect(texts(page, 'main h2')).toEqual([SAFER]);
    const text = sectionText(page, SAFER);
    expect(text).toContain('10 targets = 4 green + 2 amber + 2 red + 0 no return');
    expect(text).toContain('Asked to report at this meeting, because of 2 red and 1 worse than the quarter before.');
    expect(under(page, SAFER, 'What changed')).toMatch(
      /^Recorded criminal damage, change on the year before OX2030 4 b: quarter 1 of 2008\/09 Green, now Amber/,
    );
    const questions = under(page, SAFER, 'Questions to expect');
    // 3,282 expected of 6,564 in half a year; 3,016 came; 3,548 more in two quarters.
    expect(questions).toMatch(/why is it red\? Year to date 3,016 .* against 3,282 expected: 266 short/);
    expect(questions).toContain('Still needed: 1,774 a quarter; so far it was 1,508, in the best quarter 1,515');
    expect(questions).toContain('why has it gone from green to amber?');
    // Two stretch targets of £750,000.
    expect(under(page, SAFER, 'Pounds')).toContain('Of £1,500,000, ');
    expect(under(page, SAFER, 'Return for the quarter')).toMatch(/^Figures in, and no return was submitted\./);
  });

  it('says what was asked and is not answered, and once it is overdue that it waits for a decision', async () => {
    const test = testApp();
    const asked = { kind: 'challenge', text: 'What became of the campaign?', owner_role: 'Officer', due: '2008-11-30' };
    await sendForm(test.app, '/meetings/psb/2008-09-10', { ...asked, target: '/targets/laa1/laa1-dv/a' });
    const before = await openPage(test.app, `${BRIEF}?partnership=oscp`);
    expect(under(before, SAFER, 'Questions to expect')).toContain(
      'Asked on 10 September 2008: What became of the campaign?',
    );
    expect(under(before, SAFER, 'To be decided')).toBe('Nothing is waiting.');
    const late = testApp();
    await sendForm(late.app, '/meetings/psb/2008-09-10', {
      ...asked,
      due: '2008-11-01',
      target: '/targets/laa1/laa1-dv/a',
    });
    const page = await openPage(late.app, `${BRIEF}?partnership=oscp`);
    expect(under(page, SAFER, 'To be decided')).toContain('What became of the campaign?');
    const other = await openPage(late.app, `${BRIEF}?partnership=owp`);
    expect(sectionOf(other, 'Oxfordshire Waste Partnership').text).not.toContain('What became of the campaign?');
  });

  it('is a page for each chair as a PDF, and a document of Word', async () => {
    const { as } = testApp();
    const pdf = await fileAt(as('board'), `${BRIEF}.pdf`);
    expect([pdf.type, pdf.name]).toEqual([
      'application/pdf',
      'attachment; filename="psb-2008-11-19-brief-as-at-2008-11-19.pdf"',
    ]);
    const pages = await pdfPages(pdf.bytes);
    expect(pages).toHaveLength(9);
    expect(pages.filter(({ text }) => text.includes('Questions to expect'))).toHaveLength(9);
    const { name, bytes } = await fileAt(as('board'), `${BRIEF}.docx?partnership=oscp`);
    expect(name).toBe('attachment; filename="psb-2008-11-19-brief-oscp-as-at-2008-11-19.docx"');
    const { value } = await mammoth.extractRawText({ buffer: bytes });
    expect(value).toContain('why is it red?');
  });

  it('of a meeting that reviews no quarter is not found', async () => {
    const { app, store } = testApp();
    const meeting = store.rows.meetings.list().find((row) => row.board === 'PSB' && row.reviews === null);
    expect((await openPage(app, `/meetings/psb/${meeting?.date}`)).status).toBe(200);
    expect((await openPage(app, `/meetings/psb/${meeting?.date}/brief`)).status).toBe(404);
  });

  it('of a meeting that is past says that returns are told of as they stand now', async () => {
    const test = testApp();
    test.setNow('2009-01-15T00:00:00Z');
    const page = await openPage(test.app, `${BRIEF}?partnership=oscp`);
    expect(under(page, SAFER, 'Return for the quarter')).toMatch(/^As it stands now: /);
  });

  it.each([
    ['a meeting that is none', '/meetings/psb/2008-11-20/brief', 404],
    ['a partnership that leads nothing', `${BRIEF}?partnership=nobody`, 404],
  ])('of %s is not found', async (_what, address, status) => {
    expect((await openPage(testApp().app, address)).status).toBe(status);
  });
});
