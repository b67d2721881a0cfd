import { describe, expect, it } from 'vitest';
import { mainText, openPage, type Page, problemsOn } from '../support/page.ts';
import {
  ASSAULTS,
  BEHAVIOUR,
  CRIME,
  DAMAGE,
  DETECTIONS,
  EMPTY_DAY,
  fillIn,
  INCIDENTS,
  RETURN,
  rowOn,
  SHOPS,
  saidOf,
  type Typed,
  WHOLE,
} from '../support/returns.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

function emptyDay(): TestApp {
  const test = testApp();
  test.setNow(EMPTY_DAY);
  return test;
}

/** Submits the whole return with a row filled in otherwise. */
function submitWith(test: TestApp, typed: Typed): Promise<Page> {
  return fillIn(test.as('lead'), { ...WHOLE, ...typed }, 'submit');
}

const MISSING = 'Enter the figure, or choose why there is none.';

describe('submitting', () => {
  it('lists every figure that is due and missing, each linked to its box', async () => {
    const page = await fillIn(emptyDay().as('lead'), {}, 'submit');
    expect(page.status).toBe(422);
    const missing = [INCIDENTS, DETECTIONS, ASSAULTS, SHOPS, CRIME, DAMAGE, BEHAVIOUR];
    expect(Object.keys(problemsOn(page))).toEqual(missing.map((key) => `value.${key}`));
    for (const message of Object.values(problemsOn(page))) expect(message).toContain(MISSING);
    for (const key of missing) {
      expect(rowOn(page, key).querySelector(`[id="value.${key}"]`)?.tagName).toBe('INPUT');
      expect(saidOf(page, key)).toContain(MISSING);
    }
  });

  it('says in its list of which target each line is', async () => {
    const page = await fillIn(emptyDay().as('lead'), {}, 'submit');
    const lines = Object.values(problemsOn(page));
    expect(lines.length).toBe(7);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('is not asked for what is not due yet, has no target, or is kept up beside the judged rule', async () => {
    const test = emptyDay();
    const page = await submitWith(test, {});
    expect([page.status, page.headers.location]).toEqual([303, `${RETURN}?done=submitted`]);
  });

  it('keeps what was typed as the draft where something is missing, and submits nothing', async () => {
    const test = emptyDay();
    const page = await submitWith(test, { [SHOPS]: {} });
    expect([page.status, problemsOn(page)]).toEqual([422, { [`value.${SHOPS}`]: expect.stringContaining(MISSING) }]);
    const again = await openPage(test.as('lead'), RETURN);
    expect(mainText(again)).toContain('State Draft');
    expect(saidOf(again, INCIDENTS)).toContain('266 short');
    expect(test.store.rows.figures.list()).toHaveLength(690);
  });

  it('a row that cannot be holds it up, whatever else is there', async () => {
    const test = emptyDay();
    const page = await submitWith(test, { [SHOPS]: { numerator: '110', denominator: '109' } });
    expect(page.status).toBe(422);
    expect(problemsOn(page)[`numerator.${SHOPS}`]).toContain('Enter a percentage from 0 to 100.');
    expect(mainText(await openPage(test.as('lead'), RETURN))).toContain('State Draft');
    expect(test.store.rows.figures.list()).toHaveLength(690);
  });

  it.each([['not-collected'], ['suppressed'], ['not-required'], ['not-published']])(
    'a reason why there is none (%s) is an answer',
    async (missing_reason) => {
      const test = emptyDay();
      expect((await submitWith(test, { [SHOPS]: { missing_reason } })).status).toBe(303);
    },
  );
});

/** A figure, what is said of it, and what is asked for: the fields, and the first sentence. */
type Asked = [sentence: string, key: string, typed: Typed[string], fields: string[], first: string];

const ACTION = {
  action_title: 'Review of cases',
  action_owner: 'Police lead for domestic abuse',
  action_due: '2008-12-31',
  action_effect: '35',
} as const;
const STORY = { commentary: 'Too few charges.', cause: 'Capacity' } as const;
/** What was said of the incidents for the first quarter. */
const LAST_WORDS =
  'On the national profile we would be near the line; on the wider count, which the target is written in, we are well short. We have asked the Government Office whether the target can follow the national profile.';

describe('a colour that must be explained', () => {
  it.each<Asked>([
    // 402 + 397 against 872: 73 short, and 3 per cent of 872 is 26.16. Nothing is being done about it yet.
    [
      'red asks for what lies behind it, its cause and what is being done',
      DETECTIONS,
      { value: '397' },
      ['commentary', 'cause', 'action_title'],
      'Red: say what lies behind it.',
    ],
    [
      'what is being done asks for by whom, by when and to what effect',
      DETECTIONS,
      { value: '397', ...STORY, action_title: 'Review of cases' },
      ['action_owner', 'action_due', 'action_effect'],
      'Say who is doing it.',
    ],
    [
      'all but the effect',
      DETECTIONS,
      { value: '397', ...STORY, ...ACTION, action_effect: '' },
      ['action_effect'],
      'Say what it should do to the figure, in the figure’s own unit.',
    ],
    // A campaign with its day, post and effect is under way since September.
    [
      'an action that is under way already is enough',
      INCIDENTS,
      { value: '1504' },
      ['commentary', 'cause'],
      'Red: say what lies behind it.',
    ],
    // 1,512 + 1,672 is 98 short of 3,282, within 98.46.
    ['amber asks too', INCIDENTS, { value: '1672' }, ['commentary', 'cause'], 'Amber: say what lies behind it.'],
    // −0.9 against −1.5 with a tolerance of 1; −1.2 against −0.75 was green.
    [
      'a fall from green says so',
      DAMAGE,
      { numerator: '-42', denominator: '4660' },
      ['commentary', 'cause', 'action_title'],
      'Amber, and green the quarter before: say what lies behind it.',
    ],
    [
      'the words of last quarter ask for a sentence more',
      INCIDENTS,
      { value: '1504', cause: 'Demand', commentary: LAST_WORDS },
      ['unchanged'],
      'This is word for word what was said last time. Say what is new, or why nothing is.',
    ],
    [
      'and so they do in other capitals and with other spaces',
      INCIDENTS,
      { value: '1504', cause: 'Demand', commentary: `  ${LAST_WORDS.toUpperCase().replaceAll(' ', '  ')}\n` },
      ['unchanged'],
      'This is word for word what was said last time. Say what is new, or why nothing is.',
    ],
    [
      'an own view that is a step better than the light of the year’s end asks for a sentence more',
      INCIDENTS,
      { value: '1504', ...STORY, own_view: 'amber' },
      ['better'],
      'Your own view is better than the light of the year’s end, which is red. Say in a sentence why.',
    ],
    [
      'one that is two steps better too',
      INCIDENTS,
      { value: '1504', ...STORY, own_view: 'green' },
      ['better'],
      'Your own view is better than the light of the year’s end, which is red. Say in a sentence why.',
    ],
    [
      'a numerator alone is asked for the rest',
      SHOPS,
      { numerator: '13' },
      ['denominator'],
      'Enter a denominator above 0.',
    ],
    [
      'neither provisional nor final',
      INCIDENTS,
      { value: '1770', status: '' },
      ['status'],
      'Choose whether the figure is provisional or final.',
    ],
  ])('%s', async (_sentence, key, typed, fields, first) => {
    const test = emptyDay();
    const page = await submitWith(test, { [key]: typed });
    expect(page.status).toBe(422);
    expect(Object.keys(problemsOn(page))).toEqual(fields.map((field) => `${field}.${key}`));
    expect(Object.values(problemsOn(page))[0]).toContain(first);
    for (const field of fields) expect(rowOn(page, key).querySelector(`[id="${field}.${key}"]`)).not.toBeNull();
    expect(test.store.rows.figures.list()).toHaveLength(690);
  });

  it.each<[sentence: string, key: string, typed: Typed[string]]>([
    ['all that is asked for', DETECTIONS, { value: '397', ...STORY, ...ACTION }],
    ['an effect in the other direction', DETECTIONS, { value: '397', ...STORY, ...ACTION, action_effect: '-0.5' }],
    [
      'the words of last quarter, and what is new',
      INCIDENTS,
      { value: '1504', cause: 'Demand', commentary: LAST_WORDS, unchanged: 'No answer has come yet.' },
    ],
    [
      'a better view, and why',
      INCIDENTS,
      { value: '1504', ...STORY, own_view: 'amber', better: 'The campaign starts next week.' },
    ],
    ['a view that is the colour', INCIDENTS, { value: '1504', ...STORY, own_view: 'red' }],
    ['a view that is worse than the colour', SHOPS, { numerator: '13', denominator: '109', own_view: 'red' }],
    // 1,512 + 1,770 is 3,282.
    ['a green, about which nothing is said', INCIDENTS, { value: '1770' }],
    ['a cause in words of one’s own', INCIDENTS, { value: '1504', commentary: 'Fewer reports.', cause: 'Economy' }],
  ])('%s will do', async (_sentence, key, typed) => {
    const test = emptyDay();
    const page = await submitWith(test, { [key]: typed });
    expect([page.status, problemsOn(page)]).toEqual([303, {}]);
  });

  it('what is asked for shows as soon as a row is saved, linked to its box', async () => {
    const test = emptyDay();
    await fillIn(test.as('lead'), { [DETECTIONS]: { value: '397' } });
    const row = rowOn(await openPage(test.as('lead'), RETURN), DETECTIONS);
    expect(row.querySelectorAll('.entry__asks a').map((link) => link.getAttribute('href'))).toEqual(
      ['commentary', 'cause', 'action_title'].map((field) => `#${field}.${DETECTIONS}`),
    );
    expect(row.querySelector('details')?.hasAttribute('open')).toBe(true);
  });

  it('an action whose day has passed is not enough', async () => {
    const test = testApp();
    // The campaign is done by then, and the request to the Home Office was due on the last day of the year.
    test.setNow('2009-01-01T09:00:00Z');
    const page = await fillIn(test.as('lead'), {}, 'submit');
    expect(Object.keys(problemsOn(page))).toContain(`action_title.${INCIDENTS}`);
  });
});

describe('a figure that takes another’s place', () => {
  // On the Board’s day the record holds 1,504.
  it('is asked why, and is not recorded without', async () => {
    const test = testApp();
    const typed = { [INCIDENTS]: { value: '1510' }, [DAMAGE]: ACTION };
    const page = await fillIn(test.as('lead'), typed, 'submit');
    expect(page.status).toBe(422);
    expect(problemsOn(page)).toEqual({
      [`note.${INCIDENTS}`]: expect.stringContaining(
        'There is a figure for 2008/09 Q2 already. Say in the note why it is corrected.',
      ),
    });
    expect(rowOn(page, INCIDENTS).querySelector('[data-asked="note"]')?.hasAttribute('hidden')).toBe(false);
    const noted = { [INCIDENTS]: { value: '1510', note: 'Six late reports' }, [DAMAGE]: ACTION };
    expect((await fillIn(test.as('lead'), noted, 'submit')).status).toBe(303);
  });

  it('the same figure is not asked', async () => {
    const test = testApp();
    const page = await fillIn(test.as('lead'), { [INCIDENTS]: { value: '1504' }, [DAMAGE]: ACTION }, 'submit');
    expect(page.status).toBe(303);
  });
});

describe('rows of an agreement whose books are closed', () => {
  const FOURTH = '/returns/2008-09-q4/oscp';
  // The first agreement closed on 30 November 2009; its figures of the last quarter are red.
  it('ask a lead for nothing, who can no longer type there', async () => {
    const test = testApp();
    test.setNow('2009-12-01T09:00:00Z');
    const page = await fillIn(test.as('lead'), {}, 'submit', FOURTH);
    expect(page.status).toBe(422);
    expect(Object.keys(problemsOn(page)).filter((field) => field.includes('.laa1_'))).toEqual([]);
  });

  it('do not say that somebody else has typed, where the lead has before they closed', async () => {
    const test = testApp();
    test.setNow('2009-11-30T09:00:00Z');
    const typed = { 'laa1_laa1-dv_a_standard_2008-09-q4': { value: '1580', note: 'Counted again' } };
    expect((await fillIn(test.as('lead'), typed, 'save', FOURTH)).status).toBe(303);
    test.setNow('2009-12-01T09:00:00Z');
    const page = await fillIn(test.as('lead'), {}, 'submit', FOURTH);
    expect(mainText(page)).not.toContain('somebody else typed');
    expect(page.status).toBe(422);
  });
});
