import { describe, expect, it } from 'vitest';
import type { Figure } from '../../server/domain/data-package.ts';
import { mainText, openPage, rowsUnder, rowUnder, sectionText, sendForm, texts } from '../support/page.ts';
import { period, quantity } from '../support/records.ts';
import {
  BEHAVIOUR,
  bandOf,
  boxOf,
  CRIME,
  check,
  DAMAGE,
  DETECTIONS,
  EMPTY_DAY,
  fillIn,
  INCIDENTS,
  isLocked,
  newPerson,
  noticesOn,
  RETURN,
  saidOf,
  submitWhole,
  WHOLE,
  withTyped,
} from '../support/returns.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

const Q2 = period('2008/09 Q2');
const LEAD = 'Manager, Safer Communities Unit';

function emptyDay(): TestApp {
  const test = testApp();
  test.setNow(EMPTY_DAY);
  return test;
}

async function submitted(): Promise<TestApp> {
  const test = emptyDay();
  await submitWhole(test.as('lead'));
  return test;
}

/** What the record holds of the quarter on the standard rule. */
function figuresOf({ store }: TestApp, indicator: string, part = ''): Figure[] {
  return store.rows.figures
    .list()
    .filter((row) => row.indicator === indicator && row.part === part && row.period === Q2 && row.basis === 'standard');
}

describe('a return that is submitted', () => {
  it('records each figure as the version above all there are, by whoever typed it', async () => {
    const test = await submitted();
    // The example has version 1, recorded on 30 October 2008, which the clock does not know of yet.
    expect(figuresOf(test, 'LAA1 DV', 'a').at(-1)).toEqual({
      indicator: 'LAA1 DV',
      part: 'a',
      basis: 'standard',
      period: Q2,
      version: 2,
      value: quantity(1504),
      numerator: null,
      denominator: null,
      status: 'final',
      missing_reason: null,
      recorded_at: EMPTY_DAY,
      recorded_by: LEAD,
      note: null,
      provenance: 'entered',
      source: null,
    });
    // 981 / 633,080 × 1,000 = 1.5496.
    expect(figuresOf(test, 'NI 20').at(-1)).toMatchObject({
      version: 2,
      value: quantity('1.55'),
      numerator: quantity(981),
      denominator: quantity(633_080),
    });
    expect(test.store.rows.figures.list()).toHaveLength(690 + 7);
    expect(test.store.state.find().last_recorded_at).toBe(EMPTY_DAY);
  });

  it('records what was said of the figures, with cause and own view', async () => {
    const test = emptyDay();
    const row = { ...WHOLE[INCIDENTS], own_view: 'amber', better: 'The campaign starts next week.' };
    expect((await fillIn(test.as('lead'), { ...WHOLE, [INCIDENTS]: row }, 'submit')).status).toBe(303);
    const said = test.store.rows.commentaries
      .list()
      .filter((row) => row.indicator === 'LAA1 DV' && row.part === 'a' && row.period === Q2);
    expect(said.at(-1)).toEqual({
      agreement: 'LAA1',
      indicator: 'LAA1 DV',
      part: 'a',
      period: Q2,
      version: 2,
      text: 'Reporting has levelled off.\n\nThe campaign starts next week.',
      cause: 'Recording change',
      own_view: 'amber',
      recorded_at: EMPTY_DAY,
      recorded_by: LEAD,
      provenance: 'entered',
      source: null,
    });
    // Of the incidents, the detections and the damage; nothing was said of the others.
    expect(test.store.rows.commentaries.list()).toHaveLength(83 + 3);
  });

  it('adds what is being done, planned, with post, day, effect and the quarter in which it should show', async () => {
    const test = await submitted();
    const actions = test.store.rows.actions.list();
    expect(actions).toHaveLength(71 + 2);
    const added = actions.filter(({ provenance }) => provenance === 'entered');
    expect(added).toMatchObject([
      {
        agreement: 'LAA1',
        indicator: 'LAA1 DV',
        part: 'b',
        version: 1,
        title: 'Review of cases that ended without a charge',
        owner_role: 'Police lead for domestic abuse',
        due: '2008-12-31',
        state: 'planned',
        expected_effect: quantity(35),
        expected_by: period('2008/09 Q4'),
        recorded_on: '2008-10-24',
      },
      { indicator: 'OX2030 4', part: 'b', expected_effect: quantity(-1), expected_by: null },
    ]);
    expect(sectionText(await openPage(test.app, '/targets/laa1/laa1-dv/b'), 'What is being done')).toContain(
      'Review of cases that ended without a charge',
    );
  });

  it('reaches the Board’s view at once: 3,016 against 3,282 is red, 266 short', async () => {
    const test = emptyDay();
    const reds = async () => rowsUnder(await openPage(test.as('board'), '/'), 'Red').map(({ head }) => head);
    const head = 'Domestic violence: domestic incidents reported to the police LAA1 DV a';
    expect(await reds()).not.toContain(head);
    await submitWhole(test.as('lead'));
    expect(await reds()).toContain(head);
    // 1,512 of the first quarter and 1,504; half of 6,564 is expected.
    expect(rowUnder(await openPage(test.as('board'), '/'), 'Red', head)).toMatchObject({
      Now: '3,016',
      Expected: '3,282',
      Gap: '266 short',
    });
  });

  it('says that it is submitted, since when and by whom, and is locked for everybody', async () => {
    const test = await submitted();
    for (const role of ['lead', 'officer'] as const) {
      const page = await openPage(test.as(role), `${RETURN}?done=submitted`);
      expect(noticesOn(page)).toEqual([
        'Submitted. The figures are in the record, and a performance officer can check them.',
      ]);
      expect(bandOf(page).State).toBe(`Submitted 24 October 2008, 09:00, ${LEAD}`);
      expect(isLocked(page, INCIDENTS)).toBe(true);
      expect(saidOf(page, INCIDENTS)).toContain(
        `Locked: submitted on 24 October 2008, 09:00 by ${LEAD}. A performance officer can send it back.`,
      );
      expect(rowsUnder(page, 'What was done with it')).toEqual([
        { head: 'Submitted', cells: { When: '24 October 2008, 09:00', By: LEAD } },
      ]);
    }
  });

  it('takes nothing more, and gives back what was sent with why', async () => {
    const test = emptyDay();
    const open = await openPage(test.as('lead'), RETURN);
    await submitWhole(test.as('lead'));
    const fields = withTyped(open, RETURN, { [INCIDENTS]: { value: '1600' } });
    const page = await sendForm(test.as('lead'), RETURN, { ...fields, step: 'save' });
    expect(page.status).toBe(422);
    expect(saidOf(page, INCIDENTS)).toContain('Locked: submitted on 24 October 2008');
    expect(boxOf(page, INCIDENTS, 'value')).toBe('1600');
    expect(figuresOf(test, 'LAA1 DV', 'a')).toHaveLength(2);
  });

  it('cannot be submitted once more', async () => {
    const test = await submitted();
    const page = await sendForm(test.as('lead'), RETURN, { step: 'submit' });
    expect(page.status).toBe(409);
    expect(mainText(page)).toContain('A return that is submitted cannot be submitted.');
    expect(test.store.returns.listEvents({ period: Q2, partnership: 'OSCP' })).toHaveLength(1);
  });

  it('can be submitted by an officer, whose post then stands at the step and not at the figures', async () => {
    const test = emptyDay();
    await fillIn(test.as('lead'), WHOLE);
    test.setNow('2008-10-27T08:00:00Z');
    expect((await fillIn(test.app, {}, 'submit')).status).toBe(303);
    expect(bandOf(await openPage(test.app, RETURN)).State).toBe(
      'Submitted 27 October 2008, 08:00, Performance officer',
    );
    expect(figuresOf(test, 'LAA1 DV', 'a').at(-1)).toMatchObject({
      recorded_by: LEAD,
      recorded_at: '2008-10-27T08:00:00Z',
    });
  });
});

describe('what is in the record already', () => {
  it('is not recorded again: on the Board’s day only what is being done about the damage is new', async () => {
    const test = testApp();
    const { action_title, action_owner, action_due, action_effect } = WHOLE[DAMAGE] ?? {};
    const action = { action_title, action_owner, action_due, action_effect } as Record<string, string>;
    expect((await fillIn(test.as('lead'), { [DAMAGE]: action }, 'submit')).status).toBe(303);
    expect(test.store.rows.figures.list()).toHaveLength(690);
    expect(test.store.rows.commentaries.list()).toHaveLength(83);
    expect(test.store.rows.actions.list()).toHaveLength(72);
  });

  it('is corrected by a version of its own, with its note', async () => {
    const test = testApp();
    const { commentary: _said, numerator: _a, denominator: _b, cause: _c, ...action } = WHOLE[DAMAGE] ?? {};
    const typed = { [INCIDENTS]: { value: '1510', note: 'Six late reports' }, [DAMAGE]: action };
    expect((await fillIn(test.as('lead'), typed, 'submit')).status).toBe(303);
    expect(figuresOf(test, 'LAA1 DV', 'a').at(-1)).toMatchObject({
      version: 2,
      value: quantity(1510),
      note: 'Six late reports',
    });
  });

  it('becomes final without a note where it was provisional and is the same', async () => {
    const test = testApp();
    const waste = '/returns/2008-09-q2/owp';
    // 122,392 of 299,845 came in on 17 November 2008, provisional.
    const typed = { 'laa2_ni-192__standard_2008-09-q2': { status: 'final' } };
    expect((await fillIn(test.app, typed, 'submit', waste)).status).toBe(303);
    expect(figuresOf(test, 'NI 192').at(-1)).toMatchObject({
      version: 3,
      status: 'final',
      numerator: quantity(122_392),
      note: 'Final, unchanged',
    });
  });
});

describe('a return that was sent back', () => {
  it('is open again, with each reason at its row, until it is submitted anew', async () => {
    const test = await submitted();
    test.setNow('2008-10-27T08:00:00Z');
    await check(test.app, 'send-back', { [INCIDENTS]: 'Is the campaign in it?', [CRIME]: 'Twice the first quarter?' });
    const page = await openPage(test.as('lead'), RETURN);
    expect(bandOf(page).State).toBe('Sent back 27 October 2008, 08:00, Performance officer');
    expect(texts(page, `[data-row="${INCIDENTS}"] .entry__remark`)).toEqual(['Sent back: Is the campaign in it?']);
    expect(texts(page, `[data-row="${CRIME}"] .entry__remark`)).toEqual(['Sent back: Twice the first quarter?']);
    expect(texts(page, `[data-row="${BEHAVIOUR}"] .entry__remark`)).toEqual([]);
    expect(isLocked(page, BEHAVIOUR)).toBe(false);
    await fillIn(test.as('lead'), {}, 'submit');
    expect(texts(await openPage(test.as('lead'), RETURN), '.entry__remark')).toEqual([]);
  });

  it('records only what has changed when it is submitted anew', async () => {
    const test = await submitted();
    await check(test.app, 'send-back', { [INCIDENTS]: 'Is the campaign in it?' });
    test.setNow('2008-10-28T09:00:00Z');
    const typed = { [INCIDENTS]: { value: '1510', note: 'Six late reports' } };
    expect((await fillIn(test.as('lead'), typed, 'submit')).status).toBe(303);
    expect(test.store.rows.figures.list()).toHaveLength(690 + 7 + 1);
    expect(test.store.rows.commentaries.list()).toHaveLength(83 + 3);
    expect(test.store.rows.actions.list()).toHaveLength(71 + 2);
    expect(figuresOf(test, 'LAA1 DV', 'a').at(-1)).toMatchObject({ version: 3, recorded_at: '2008-10-28T09:00:00Z' });
    const steps = rowsUnder(await openPage(test.app, RETURN), 'What was done with it').map(({ head }) => head);
    expect(steps).toEqual(['Submitted', 'Sent back', 'Submitted']);
  });

  it('is not sent back without a reason', async () => {
    const test = await submitted();
    const page = await check(test.app, 'send-back');
    expect(page.status).toBe(422);
    expect(texts(page, '.govuk-error-summary a')).toEqual([
      expect.stringContaining('Say at one target at least why the return goes back.'),
    ]);
    expect(bandOf(page).State).toContain('Submitted');
  });
});

it('what two people typed stands beside each figure by its own name', async () => {
  const test = emptyDay();
  const other = newPerson(test, 'lead', 'Olu Adeyemi', ['OSCP']);
  const { [DETECTIONS]: detections = {}, ...rest } = WHOLE;
  await fillIn(test.as(other), { [DETECTIONS]: detections });
  expect((await fillIn(test.as('lead'), rest, 'submit')).status).toBe(303);
  expect(figuresOf(test, 'LAA1 DV', 'b').at(-1)?.recorded_by).toBe('Post of Olu Adeyemi');
  expect(figuresOf(test, 'LAA1 DV', 'a').at(-1)?.recorded_by).toBe(LEAD);
});
