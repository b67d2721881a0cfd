import { describe, expect, it } from 'vitest';
import { mainText, openPage, problemsOn, sendForm } from '../support/page.ts';
import {
  ASSAULTS,
  bandOf,
  boxOf,
  DAMAGE,
  DETECTIONS,
  EMPTY_DAY,
  fillIn,
  INCIDENTS,
  RETURN,
  SHOPS,
  saidOf,
  sendRow,
  withTyped,
} from '../support/returns.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

/** The example on a day on which nothing of the return is in. */
function emptyDay(): TestApp {
  const test = testApp();
  test.setNow(EMPTY_DAY);
  return test;
}

describe('what each figure would do is said on saving', () => {
  it.each([
    // 1,512 + 1,504 against 3,282; 3 per cent of it is 98.46.
    ['red', INCIDENTS, { value: '1504' }, 'Red 266 short Year to date 3,016.'],
    [
      'exactly within the tolerance',
      INCIDENTS,
      { value: '1672' },
      'Amber 98 short (red the quarter before) Year to date 3,184.',
    ],
    ['exactly as expected', INCIDENTS, { value: '1770' }, 'Green exactly as expected'],
    // 981 / 633,080 × 1,000 = 1.5496; 1.56 + 1.55 against 3.20.
    [
      'green, from its numerator and denominator',
      ASSAULTS,
      { numerator: '981', denominator: '633080' },
      'Green 0.09 under Gives 1.55 per 1,000 population. Year to date 3.11 per 1,000 population.',
    ],
    // −42 / 4,660 = −0.9 per cent against −1.5; −1.2 was green in the first quarter.
    [
      'a fall in colour',
      DAMAGE,
      { numerator: '-42', denominator: '4660' },
      'Amber 0.6 points over (green the quarter before) Gives −0.9%. Against the quarter before: worsening.',
    ],
    ['no figure, and why', INCIDENTS, { value: '', missing_reason: 'suppressed' }, 'No figure: no data'],
  ])('%s', async (_sentence, key, typed, said) => {
    const test = emptyDay();
    expect((await fillIn(test.as('lead'), { [key]: typed })).status).toBe(303);
    expect(saidOf(await openPage(test.as('lead'), RETURN), key)).toContain(said);
  });

  it('and what it would do to the year’s end', async () => {
    const test = emptyDay();
    await fillIn(test.as('lead'), { [INCIDENTS]: { value: '1504' } });
    // (6,564 − 3,016) / 2 = 1,774 and 1,515 in the best quarter; the forecast is worked out by hand in other tests.
    expect(saidOf(await openPage(test.as('lead'), RETURN), INCIDENTS)).toContain(
      'Year end Red A record every quarter: needed 1,774, best so far 1,515. 6,079 forecast against 6,564, very unlikely.',
    );
  });

  it('where the year’s end is worse than the figure, that is the colour, and that is what has to be explained', async () => {
    const { app, setNow } = testApp();
    setNow('2009-11-01T09:00:00Z');
    const said = saidOf(await openPage(app, '/returns/2009-10-q1/hp'), 'laa2_ni-155__standard_2009-10-q1');
    // 98 of 91 expected; the chance of 480 is under 80 per cent.
    expect(said).toContain('Amber by the year’s end; now Green 7 ahead (red the quarter before) Year to date 98.');
    expect(said).toContain('Year end Amber 516 forecast against 480, about even (63%)');
    expect(said).toContain('Amber at the year’s end: say what lies behind it.');
  });

  it.each([
    // Since the agreement began the wider count lies from 1,362 to 1,515 a quarter.
    ['a unit slip by ten', INCIDENTS, '15040', 'About 10 times too large beside the last'],
    ['a unit slip by a thousand', INCIDENTS, '1504000', 'About 1,000 times too large beside the last'],
    ['the very figure of last quarter', INCIDENTS, '1512', 'The same as the figure for April to June 2008.'],
    ['one outside the range of the last twelve', INCIDENTS, '1700', 'Outside the range of the last'],
  ])('a note on %s does not stop it from being saved', async (_sentence, key, value, note) => {
    const test = emptyDay();
    expect((await fillIn(test.as('lead'), { [key]: { value } })).status).toBe(303);
    const page = await openPage(test.as('lead'), RETURN);
    expect(saidOf(page, key)).toContain(note);
    expect(boxOf(page, key, 'value')).toBe(value);
  });
});

describe('an impossible value', () => {
  it.each([
    ['words', INCIDENTS, { value: 'many' }, 'value', 'Enter a number such as 41.2, with at most 4 decimal places.'],
    [
      'half an incident',
      INCIDENTS,
      { value: '1504.5' },
      'value',
      'Enter a whole number: that is how this indicator is published.',
    ],
    ['fewer than none', INCIDENTS, { value: '-1' }, 'value', 'Enter a number that is not below 0.'],
    [
      'more than all of the shops',
      SHOPS,
      { numerator: '110', denominator: '109' },
      'numerator',
      'Enter a percentage from 0 to 100.',
    ],
    ['out of nothing', SHOPS, { numerator: '13', denominator: '0' }, 'denominator', 'Enter a denominator above 0.'],
    [
      'a figure and a reason why there is none',
      INCIDENTS,
      { value: '1504', missing_reason: 'not-collected' },
      'missing_reason',
      'Enter a figure or the reason why there is none, not both.',
    ],
    [
      'a day that is none',
      INCIDENTS,
      { action_title: 'Patrols', action_due: '2008-02-30' },
      'action_due',
      'Enter a day such as 31/12/2008.',
    ],
    [
      'an effect in words',
      INCIDENTS,
      { action_title: 'Patrols', action_effect: 'some' },
      'action_effect',
      'Enter the effect as a number in the unit of the figure, such as 35 or -0.5.',
    ],
  ])(
    '%s is refused at its field, what was typed stays, and the other rows are saved',
    async (_sentence, key, typed, field, message) => {
      const test = emptyDay();
      const page = await fillIn(test.as('lead'), { [key]: typed, [DETECTIONS]: { value: '397' } });
      expect(page.status).toBe(422);
      expect(page.html).toContain('<title>Error: Return of');
      expect(problemsOn(page)).toEqual({ [`${field}.${key}`]: expect.stringContaining(message) });
      expect(saidOf(page, key)).toContain(message);
      for (const [name, text] of Object.entries(typed)) expect(boxOf(page, key, name as 'value')).toBe(text);
      const again = await openPage(test.as('lead'), RETURN);
      expect(boxOf(again, key, 'value')).toBe('');
      expect(saidOf(again, key)).toBe('Nothing typed yet');
      expect(boxOf(again, DETECTIONS, 'value')).toBe('397');
    },
  );

  it('can be put right on the page that comes back', async () => {
    const test = emptyDay();
    const page = await fillIn(test.as('lead'), { [INCIDENTS]: { value: '1504.5' } });
    const fields = withTyped(page, RETURN, { [INCIDENTS]: { value: '1504' } });
    expect((await sendForm(test.as('lead'), RETURN, fields)).status).toBe(303);
    expect(boxOf(await openPage(test.as('lead'), RETURN), INCIDENTS, 'value')).toBe('1504');
  });

  it('what is half said is kept: a numerator alone, and an action without a name', async () => {
    const test = emptyDay();
    const typed = { [ASSAULTS]: { numerator: '981' }, [INCIDENTS]: { action_owner: 'Area commander' } };
    expect((await fillIn(test.as('lead'), typed)).status).toBe(303);
    const page = await openPage(test.as('lead'), RETURN);
    expect(saidOf(page, ASSAULTS)).toContain('Before it can be submitted: Enter a denominator above 0.');
    expect(saidOf(page, INCIDENTS)).toContain('Say what is being done.');
  });
});

describe('a row that is not of the return', () => {
  it.each([
    ['of another partnership', 'laa2_ni-192__standard_2008-09-q2'],
    ['of another quarter', 'laa1_laa1-dv_a_standard_2008-09-q3'],
    ['that is none', 'nothing'],
    ['with the name of a property of every object', '__proto__'],
  ])('%s is refused and changes nothing', async (_sentence, key) => {
    const test = emptyDay();
    const fields = { [`seen.${key}`]: '0', [`value.${key}`]: '40', [`status.${key}`]: 'final' };
    const page = await sendForm(test.as('lead'), RETURN, fields);
    expect(page.status).toBe(422);
    expect(mainText(page)).toContain('A figure that you typed is no longer asked for');
    expect((await sendRow(test.as('lead'), 'save', fields)).status).toBe(422);
    expect(bandOf(await openPage(test.as('lead'), RETURN)).State).toBe('Open');
  });

  it.each([
    ['a version of a row that nobody has typed into', '7'],
    ['a version that is no number', 'x'],
    ['no version', ''],
  ])('a row that says %s is answered, and changes nothing', async (_sentence, seen) => {
    const test = emptyDay();
    const fields = { [`seen.${INCIDENTS}`]: seen, [`value.${INCIDENTS}`]: '1504', [`status.${INCIDENTS}`]: 'final' };
    expect([409, 422]).toContain((await sendForm(test.as('lead'), RETURN, fields)).status);
    expect([409, 422]).toContain((await sendRow(test.as('lead'), 'save', fields)).status);
    expect(bandOf(await openPage(test.as('lead'), RETURN)).State).toBe('Open');
  });
});
