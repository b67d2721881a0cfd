import type { HTMLElement } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import {
  hasSection,
  linkTo,
  mainText,
  openPage,
  type Page,
  rowsUnder,
  sectionOf,
  sectionText,
  textOf,
} from '../support/page.ts';
import { check, EMPTY_DAY, fillIn, INCIDENTS, newPerson, RETURN, submitWhole } from '../support/returns.ts';
import { emptyApp, type TestApp, testApp } from '../support/test-app.ts';

function on(now: string): TestApp {
  const test = testApp();
  test.setNow(now);
  return test;
}

/** What the desk says of a partnership, quarter by quarter. */
function lineOf(page: Page, partnership: string): Record<string, string> {
  const line = rowsUnder(page, 'By quarter').find(({ head }) => head === partnership);
  if (line === undefined) throw new Error(`The desk has no line of ${partnership}`);
  return Object.fromEntries(
    Object.entries(line.cells).map(([quarter, words]) => [quarter.replace(/ due .*/, ''), words]),
  );
}

const OSCP = 'Oxfordshire Safer Communities Partnership';
const Q2 = '2008/09 Q2';

describe('the desk', () => {
  const { app } = testApp();
  const opened = openPage(app, '/returns');

  it('has the last eight quarters with the day on which each is due', async () => {
    const heads = (await opened).root.querySelectorAll('.desk thead th').map(textOf);
    expect(heads).toEqual([
      'Partnership',
      // Thirty working days after the quarter’s end where no meeting reviewed it: 1 January, 6 and 9 April (Easter)
      // and 7 May 2007 are holidays.
      '2006/07 Q3 due 12 Feb',
      '2006/07 Q4 due 16 May',
      '2007/08 Q1 due 10 Aug',
      '2007/08 Q2 due 9 Nov',
      // Five working days before the papers: 26 February, 4 June, 3 September and 12 November 2008; 25 August is a
      // holiday.
      '2007/08 Q3 due 19 Feb',
      '2007/08 Q4 due 28 May',
      '2008/09 Q1 due 27 Aug',
      '2008/09 Q2 due 5 Nov',
    ]);
  });

  it('has a line for each partnership that leads a target, by name, with a link to each return', async () => {
    const lines = rowsUnder(await opened, 'By quarter').map(({ head }) => head);
    expect(lines).toEqual([
      'Environment Partnership',
      'Health and Wellbeing Partnership Board',
      "Oxfordshire Children and Young People's Trust",
      'Oxfordshire Economic Partnership',
      'Oxfordshire Housing Partnership',
      OSCP,
      'Oxfordshire Voluntary Sector Development Partnership',
      'Oxfordshire Waste Partnership',
      'On time',
    ]);
    const cell = (await opened).root.querySelector('.desk tbody td a[href="/returns/2008-09-q2/oscp"]');
    expect(cell?.getAttribute('aria-label')).toBe(`${OSCP}, ${Q2}: figures in`);
  });

  it('says of each return how it stands on the Board’s day', async () => {
    const page = await opened;
    // NI 20 came in on 14 November, all others by the 4th; NI 40 comes in January and NI 32 has no target.
    expect(lineOf(page, OSCP)[Q2]).toBe('Figures in was late');
    // None of the five came in; 27 August to 19 November is 84 days.
    expect(lineOf(page, 'Health and Wellbeing Partnership Board')['2008/09 Q1']).toBe(
      'Open 84 days late 5 of 5 missing',
    );
    // NI 95 is not published yet, though its source should have; NI 56 and NI 81 are due later.
    expect(lineOf(page, "Oxfordshire Children and Young People's Trust")[Q2]).toBe('Open 14 days late 1 of 24 missing');
    expect(lineOf(page, 'Oxfordshire Housing Partnership')[Q2]).toBe('Open 14 days late 1 of 3 missing');
    // Its one figure came in on 29 October.
    expect(lineOf(page, 'Environment Partnership')[Q2]).toBe('Figures in');
    expect(lineOf(page, 'Environment Partnership')['2007/08 Q4']).toBe('–');
  });

  it.each([
    // Of each return the day on which its last figure came in first; what a source publishes after the return is due
    // does not count. The Waste Partnership’s waste figure is published 45 days after its quarter.
    ['2006/07 Q3', '3 of 3'],
    // Waste came in on the very day, 16 May 2007.
    ['2006/07 Q4', '3 of 3'],
    // 12 and 24 December 2007 instead of 9 November for health, 14 November for safer communities.
    ['2007/08 Q2', '2 of 4'],
    ['2007/08 Q3', '3 of 3'],
    ['2007/08 Q4', '3 of 3'],
    // Health did not come in.
    ['2008/09 Q1', '7 of 8'],
    // The Environment Partnership alone was there by 5 November.
    [Q2, '1 of 8'],
  ])('of %s it says that %s were on time', async (quarter, rate) => {
    expect(lineOf(await opened, 'On time')[quarter]).toBe(rate);
  });

  it('a return whose only figure is published after its day is neither on time nor late', async () => {
    // Waste of April to June 2007 is published by 14 August, four days after the return was due.
    expect(lineOf(await opened, 'Oxfordshire Waste Partnership')['2007/08 Q1']).toBe('Figures in');
    expect(lineOf(await opened, 'On time')['2007/08 Q1']).toBe('2 of 2');
  });

  it('is there for a record without any target', async () => {
    const page = await openPage(emptyApp().app, '/returns');
    expect([page.status, mainText(page).includes('No return is owed.')]).toEqual([200, true]);
  });
});

describe('the state of a return on the desk', () => {
  it.each([
    ['not open, the day before it opens', '2008-10-07T23:59:59Z', 'Not open'],
    // Seven figures are published by the day on which it is due.
    ['open, on the day', '2008-10-08T00:00:00Z', 'Open 7 of 9 missing'],
    ['open, with what is missing', EMPTY_DAY, 'Open 7 of 9 missing'],
    ['open, on its last day', '2008-11-05T23:59:59Z', 'Open 1 of 9 missing'],
    ['late, the day after', '2008-11-06T00:00:00Z', 'Open 1 day late 1 of 9 missing'],
    ['late, a weekend on', '2008-11-10T09:00:00Z', 'Open 5 days late 1 of 9 missing'],
  ])('%s', async (_sentence, now, words) => {
    expect(lineOf(await openPage(on(now).app, '/returns'), OSCP)[Q2]).toBe(words);
  });

  it('goes from draft to submitted, sent back and signed off', async () => {
    const test = on(EMPTY_DAY);
    const words = async () => lineOf(await openPage(test.as('board'), '/returns'), OSCP)[Q2];
    await fillIn(test.as('lead'), { [INCIDENTS]: { value: '1504' } });
    expect(await words()).toBe('Draft 7 of 9 missing');
    await submitWhole(test.as('lead'));
    expect(await words()).toBe('Submitted');
    await check(test.app, 'send-back', { [INCIDENTS]: 'Is the campaign in it?' });
    expect(await words()).toBe('Sent back');
    test.setNow('2008-11-07T09:00:00Z');
    expect(await words()).toBe('Sent back 2 days late');
    await fillIn(test.as('lead'), {}, 'submit');
    await check(test.app, 'sign-off');
    expect(await words()).toBe('Signed off');
    // It was submitted first on 24 October, before its day.
    expect(lineOf(await openPage(test.app, '/returns'), 'On time')[Q2]).toMatch(/^2 of \d$/);
  });

  it('a return that is submitted after its day was late', async () => {
    const test = on(EMPTY_DAY);
    test.setNow('2008-11-06T09:00:00Z');
    await submitWhole(test.as('lead'));
    expect(lineOf(await openPage(test.app, '/returns'), OSCP)[Q2]).toBe('Submitted was late');
  });
});

/** Of each return to chase: its summary, and the text to copy. */
function chased(page: Page): { summary: string; text: string }[] {
  const items: HTMLElement[] = sectionOf(page, 'Who to chase').querySelectorAll('details');
  return items.map((item) => ({
    summary: textOf(item.querySelector('summary')),
    text: item.querySelector('textarea')?.text ?? '',
  }));
}

describe('who to chase', () => {
  it('lists what is owed, the latest first, with who answers for it and a text to copy', async () => {
    const page = await openPage(testApp().app, '/returns');
    expect(mainText(page)).toContain(
      "3 returns are late: Health and Wellbeing Partnership Board, Oxfordshire Children and Young People's Trust and Oxfordshire Housing Partnership.",
    );
    expect(chased(page).map(({ summary }) => summary)).toEqual([
      'Health and Wellbeing Partnership Board, 2008/09 Q1: 84 days late nobody has an account for it',
      "Oxfordshire Children and Young People's Trust, 2008/09 Q2: 14 days late nobody has an account for it",
      'Oxfordshire Housing Partnership, 2008/09 Q2: 14 days late nobody has an account for it',
    ]);
    expect(chased(page)[0]?.text).toBe(
      'The return of Health and Wellbeing Partnership Board for April to June 2008 was due on 27 August 2008 and is 84 days late. 5 figures are still missing. Please send it as soon as you can. http://127.0.0.1:3000/returns/2008-09-q1/hwb',
    );
    expect(sectionText(page, 'Who to chase')).toContain(
      'No mail server is set, so nothing goes out by itself: copy the text into a message.',
    );
  });

  it('names the people by name and post, before the day as well', async () => {
    const test = on(EMPTY_DAY);
    newPerson(test, 'lead', 'Olu Adeyemi', ['OSCP']);
    const found = chased(await openPage(test.app, '/returns')).find(({ summary }) => summary.startsWith(OSCP));
    expect(found?.summary).toBe(
      `${OSCP}, 2008/09 Q2 Example lead, Manager, Safer Communities Unit (lead@example.invalid) and Olu Adeyemi, Post of Olu Adeyemi (olu.adeyemi@test.invalid)`,
    );
    expect(found?.text).toContain(
      'is due on 5 November 2008, in 12 days. 7 figures are still missing. The Board’s papers are due on 12 November 2008. Please send it by 5 November 2008.',
    );
  });

  it('counts as missing what the desk counts', async () => {
    // NI 95 alone: NI 56 comes in December, NI 81 in March.
    const [, trust] = chased(await openPage(testApp().app, '/returns'));
    expect(trust?.text).toContain('1 figure is still missing.');
  });

  it('does not name what is submitted, and names what was sent back', async () => {
    const test = on(EMPTY_DAY);
    await submitWhole(test.as('lead'));
    const names = async () => chased(await openPage(test.app, '/returns')).map(({ summary }) => summary.split(',')[0]);
    expect(await names()).not.toContain(OSCP);
    await check(test.app, 'send-back', { [INCIDENTS]: 'Is the campaign in it?' });
    expect(await names()).toContain(OSCP);
    const found = chased(await openPage(test.app, '/returns')).find(({ summary }) => summary.startsWith(OSCP));
    expect(found?.text).toContain('It was sent back to be put right.');
  });

  it('is for officers alone', async () => {
    const test = testApp();
    for (const role of ['lead', 'board', 'administrator'] as const) {
      expect(hasSection(await openPage(test.as(role), '/returns'), 'Who to chase')).toBe(false);
    }
  });

  it('says that reminders go out by themselves where there is a mail server', async () => {
    const test = testApp({ mail: async () => {} });
    expect(sectionText(await openPage(test.app, '/returns'), 'Who to chase')).toContain(
      'Reminders go out by themselves on their days; these are for a word in between.',
    );
  });
});

describe('what somebody may open', () => {
  it.each([
    ['officer', ['oscp', 'owp']],
    ['lead', ['oscp']],
    ['board', []],
    ['administrator', []],
  ] as const)('is linked, and nothing else: %s', async (role, codes) => {
    const page = await openPage(on(EMPTY_DAY).as(role), '/returns');
    const links = page.root.querySelectorAll('.desk td a').map((link) => link.getAttribute('href'));
    for (const code of ['oscp', 'owp']) {
      expect(links.includes(`/returns/2008-09-q2/${code}`)).toBe((codes as readonly string[]).includes(code));
    }
  });

  it('a lead’s own return stands first', async () => {
    const test = on(EMPTY_DAY);
    const page = await openPage(test.as('lead'), '/returns');
    expect(linkTo(page, `${OSCP}, July to September 2008`)).toBe(RETURN);
    expect(sectionText(page, 'Your return')).toContain('Open · due 5 November 2008 · 7 of 9 figures missing');
    expect(hasSection(await openPage(test.app, '/returns'), 'Your return')).toBe(false);
  });
});

it('the desk leads to the meetings and to each return, and the return leads back', async () => {
  const { app } = testApp();
  expect(linkTo(await openPage(app, '/returns'), 'meetings and dates')).toBe('/meetings');
  expect(linkTo(await openPage(app, RETURN), 'Returns')).toBe('/returns');
});
