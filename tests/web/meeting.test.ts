import { describe, expect, it } from 'vitest';
import { h1Of, hasSection, mainText, openPage, problemsOn, rowsUnder, sectionText, sendForm } from '../support/page.ts';
import { testApp } from '../support/test-app.ts';

const NOVEMBER = '/meetings/psb/2008-11-19';

const CHALLENGE = {
  kind: 'challenge',
  text: 'How many incidents would be enough?',
  owner_role: 'Manager, Safer Communities Unit',
  due: '12/12/2008',
  target: '/targets/laa1/laa1-dv/a',
};

describe('the page of a meeting', () => {
  it('begins with what was asked at the one before, and what came of it', async () => {
    const page = await openPage(testApp().app, NOVEMBER);
    expect(h1Of(page)).toBe('Meeting of 19 November 2008');
    const asked = sectionText(page, 'You asked');
    expect(asked).toContain('10 September 2008. Why is there no figure at all from Health and Wellbeing?');
    expect(asked).toContain('answered on 14 October 2008; Health and Wellbeing performance officer');
    // Received at that meeting, and nobody had to see to it.
    expect(asked).not.toContain('summary of consultation');
  });

  it('draws what there is to look at from the quarter, and says who is asked to report and why', async () => {
    const page = await openPage(testApp().app, NOVEMBER);
    expect(mainText(page)).toContain('64 targets = 30 green + 15 amber + 10 red');
    const look = sectionText(page, 'What there is to look at');
    expect(look).toContain('Red: 10 Domestic violence: domestic incidents reported to the police (LAA1 DV a;');
    expect(look).toContain('Worse than the quarter before: 2');
    expect(look).toContain('Without a return: 2');
    const rows = rowsUnder(page, 'Who is asked to report');
    expect(
      rows.find(({ head }) => head === 'Oxfordshire Safer Communities Partnership')?.cells['Asked, because of'],
    ).toBe('2 red and 1 worse than the quarter before');
    expect(rows.find(({ head }) => head === 'Oxfordshire Waste Partnership')?.cells['Asked, because of']).toBe(
      'not asked',
    );
  });

  it('shows a meeting that is past as it was known on its day', async () => {
    const test = testApp();
    test.setNow('2009-11-01T00:00:00Z');
    const page = await openPage(test.app, NOVEMBER);
    expect(mainText(page)).toContain('reviews July to September 2008 · as known on 19 November 2008');
    expect(mainText(page)).toContain('64 targets = 30 green + 15 amber + 10 red');
    // What came of it later is said with what was decided.
    expect(sectionText(page, 'Decided and asked there')).toContain(
      'Sent to the Government Office. answered on 20 January 2009',
    );
  });

  it('of an answer of a day to come nothing is known', async () => {
    const decided = sectionText(await openPage(testApp().app, NOVEMBER), 'Decided and asked there');
    expect(decided).toContain('Put the housing, benefits and skills targets forward');
    expect(decided).not.toContain('Sent to the Government Office');
  });

  it('says so where it reviews no quarter', async () => {
    const page = await openPage(testApp().app, '/meetings/psb/2008-02-05');
    expect(mainText(page)).toContain('reviews no quarter');
    expect(hasSection(page, 'Who is asked to report')).toBe(false);
  });

  it.each([
    ['a board that there is not', '/meetings/nobody/2008-11-19'],
    ['a day on which it does not meet', '/meetings/psb/2008-11-20'],
    ['a word', '/meetings/psb/soon'],
    ['a partnership that is no board', '/meetings/oscp/2008-07-28'],
  ])('%s is not found', async (_what, address) => {
    expect((await openPage(testApp().app, address)).status).toBe(404);
  });
});

describe('a decision or a challenge', () => {
  it('is recorded by an officer, stands on the page of its target, and is followed until it is answered', async () => {
    const test = testApp();
    const sent = await sendForm(test.as('officer'), NOVEMBER, CHALLENGE);
    expect([sent.status, sent.headers.location]).toEqual([303, `${NOVEMBER}?saved=yes`]);
    const decided = sectionText(await openPage(test.app, NOVEMBER), 'Decided and asked there');
    expect(decided).toContain('6. Challenge How many incidents would be enough? LAA1 DV a');
    expect(decided).toContain('open, due on 12 December 2008; Manager, Safer Communities Unit');
    expect(mainText(await openPage(test.app, '/targets/laa1/laa1-dv/a'))).toContain(
      'How many incidents would be enough?',
    );
    const next = await openPage(test.app, '/meetings/psb/2009-02-18');
    expect(sectionText(next, 'You asked')).toContain(
      'How many incidents would be enough? open, due on 12 December 2008',
    );
    const answer = { answer: '99 more than the forecast.', answered_on: '' };
    expect((await sendForm(test.as('officer'), `${NOVEMBER}/6`, answer)).status).toBe(303);
    expect(sectionText(await openPage(test.app, '/meetings/psb/2009-02-18'), 'You asked')).toContain(
      '99 more than the forecast. answered on 19 November 2008',
    );
    expect(test.store.contentFault()).toBeNull();
  });

  it('is answered once', async () => {
    const { as } = testApp();
    const answer = { answer: 'So.', answered_on: '' };
    expect((await sendForm(as('officer'), `${NOVEMBER}/5`, answer)).status).toBe(303);
    expect((await sendForm(as('officer'), `${NOVEMBER}/5`, { ...answer, answer: 'Not so.' })).status).toBe(409);
  });

  it('with problems is shown again with what was typed', async () => {
    const { as, store } = testApp();
    const page = await sendForm(as('officer'), NOVEMBER, { ...CHALLENGE, owner_role: '', due: '1/1/2008' });
    expect(page.status).toBe(422);
    expect(problemsOn(page)).toEqual({
      owner_role: 'Say who answers it: a post.',
      due: 'The meeting is on 19 November 2008: enter a day that is not before it.',
    });
    expect(page.root.querySelector('textarea[name=text]')?.text).toBe(CHALLENGE.text);
    const wrong = await sendForm(as('officer'), `${NOVEMBER}/5`, { answer: '', answered_on: '1/1/2010' });
    expect([wrong.status, problemsOn(wrong)]).toEqual([
      422,
      { answer: 'Say what the answer is, or what came of it.', answered_on: 'That day has not come yet.' },
    ]);
    expect(store.rows.decisions.list().filter(({ date }) => date === '2008-11-19')).toHaveLength(5);
  });

  it.each(['lead', 'board', 'administrator'] as const)('is recorded by no %s', async (role) => {
    const { as } = testApp();
    expect((await sendForm(as(role), NOVEMBER, CHALLENGE)).status).toBe(403);
    expect(hasSection(await openPage(as(role), NOVEMBER), 'Record a decision or a challenge')).toBe(false);
  });

  it.each(['0', 'x', '99'])('that there is not (%s) is not answered', async (number) => {
    const { status } = await sendForm(testApp().as('officer'), `${NOVEMBER}/${number}`, {
      answer: 'So.',
      answered_on: '',
    });
    expect(status).toBe(404);
  });
});
