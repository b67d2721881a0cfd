import { describe, expect, it } from 'vitest';
import {
  formValues,
  h1Of,
  hasSection,
  mainText,
  openPage,
  problemsOn,
  rowsUnder,
  sectionText,
  sendForm,
} from '../support/page.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

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

describe('who came', () => {
  const noted = async (test: TestApp, address = NOVEMBER): Promise<Record<string, string | undefined>> => {
    const rows = rowsUnder(await openPage(test.as('board'), address), 'Who is asked to report');
    return Object.fromEntries(rows.map(({ head, cells }) => [head, cells['Who came']]));
  };

  it('is noted by an officer on the day or later, corrected by the next, and seen by everybody', async () => {
    const test = testApp();
    expect(Object.values(await noted(test))).toEqual(Array.from({ length: 9 }, () => undefined));
    const sent = await sendForm(test.app, `${NOVEMBER}/attendance`, { 'came-oscp': 'chair', 'came-owp': 'nobody' });
    expect([sent.status, sent.headers.location]).toEqual([303, `${NOVEMBER}?saved=yes`]);
    expect(await noted(test)).toMatchObject({
      'Oxfordshire Safer Communities Partnership': 'the chair',
      'Oxfordshire Waste Partnership': 'nobody',
      'Environment Partnership': 'not noted',
    });
    const page = await openPage(test.app, NOVEMBER);
    expect(formValues(page, `${NOVEMBER}/attendance`)).toMatchObject({ 'came-oscp': 'chair', 'came-env': '' });
    const { sequence } = test.store.audit.head();
    await sendForm(test.app, `${NOVEMBER}/attendance`, { 'came-oscp': 'deputy', 'came-owp': 'nobody' });
    expect((await noted(test))['Oxfordshire Safer Communities Partnership']).toBe('somebody for the chair');
    // What is as it was noted is not noted again.
    expect(test.store.audit.head().sequence).toBe(sequence + 1);
    expect(test.store.contentFault()).toBeNull();
  });

  it('has a chair for whom nobody came asked to the next meeting', async () => {
    const test = testApp();
    await sendForm(test.app, `${NOVEMBER}/attendance`, { 'came-owp': 'nobody', 'came-oscp': 'deputy' });
    const rows = rowsUnder(await openPage(test.app, '/meetings/psb/2009-02-18'), 'Who is asked to report');
    const because = (name: string) => rows.find(({ head }) => head === name)?.cells['Asked, because of'];
    expect(because('Oxfordshire Waste Partnership')).toContain('nobody at the meeting before');
    expect(because('Oxfordshire Safer Communities Partnership')).not.toContain('nobody');
  });

  it('is not noted of a meeting that is to come', async () => {
    const { app } = testApp();
    const page = await openPage(app, '/meetings/psb/2009-02-18');
    expect(page.root.querySelectorAll('form[action$="/attendance"]')).toHaveLength(0);
    const answer = await sendForm(app, '/meetings/psb/2009-02-18/attendance', { 'came-oscp': 'chair' });
    expect([answer.status, mainText(answer)]).toEqual([409, expect.stringContaining('The meeting is still to come')]);
  });

  it('with a word that there is not is shown again', async () => {
    const { app, store } = testApp();
    const page = await sendForm(app, `${NOVEMBER}/attendance`, { 'came-oscp': 'x', 'came-env': 'chair' });
    expect([page.status, problemsOn(page)]).toEqual([422, { 'came-oscp': 'Choose who came from the list.' }]);
    expect(formValues(page, `${NOVEMBER}/attendance`)).toMatchObject({ 'came-env': 'chair' });
    expect(store.attendance.find({ board: 'PSB', date: '2008-11-19' }).size).toBe(0);
  });

  it.each(['lead', 'board', 'administrator'] as const)('is noted by no %s', async (role) => {
    const { as } = testApp();
    const page = await openPage(as(role), NOVEMBER);
    expect(page.root.querySelectorAll('form[action$="/attendance"]')).toHaveLength(0);
    expect((await sendForm(as(role), `${NOVEMBER}/attendance`, { 'came-oscp': 'chair' })).status).toBe(403);
  });
});
