import { beforeEach, describe, expect, it } from 'vitest';
import { keptLog } from '../support/door.ts';
import {
  formValues,
  h1Of,
  hasSection,
  mainText,
  openPage,
  type Page,
  problemAt,
  rowsUnder,
  sendForm,
  texts,
} from '../support/page.ts';
import { period, quantity } from '../support/records.ts';
import {
  bandOf,
  bothValues,
  boxOf,
  check,
  EMPTY_DAY,
  fieldsOfRow,
  fillIn,
  INCIDENTS,
  isLocked,
  noticesOn,
  RETURN,
  saidOf,
  sendRow,
  submitWhole,
  WHOLE,
  withTyped,
} from '../support/returns.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

const NAME = 'Thames Valley Police, analyst';
const GONE =
  'This link has run out, was taken back or is not whole. Ask the performance officer who sent it for another.';

let test: TestApp;

beforeEach(() => {
  test = testApp();
  test.setNow(EMPTY_DAY);
});

/** The machine’s clock of the tests says 25 November 2026. */
function make(given: Readonly<Record<string, string>> = {}, address = RETURN): Promise<Page> {
  return sendForm(test.as('officer'), `${address}/links`, { link_name: NAME, link_until: '2026-12-05', ...given });
}

/** Where a new link leads. */
async function newLink(address = RETURN): Promise<string> {
  const [link = ''] = texts(await make({}, address), '.handed');
  return new URL(link).pathname;
}

describe('making a link', () => {
  it('shows it once, with who it is for and until when', async () => {
    const page = await make();
    expect([page.status, noticesOn(page)]).toEqual([
      200,
      ['The link is made. Hand it over now: it is not shown again.'],
    ]);
    const [handed = ''] = texts(page, '#handed');
    expect(handed).toContain(`The link for ${NAME}, shown this once; it opens this return until the end of 5 December`);
    expect(handed).toMatch(/http:\/\/127\.0\.0\.1:3000\/guest\/[\w-]{43}$/);
    const again = await openPage(test.as('officer'), RETURN);
    expect(again.html).not.toContain('/guest/');
    expect(rowsUnder(again, 'For people without an account')).toEqual([
      { head: NAME, cells: { Until: '5 December 2026', State: expect.stringMatching(/^Take it back/) } },
    ]);
  });

  it('keeps its hash alone', async () => {
    const path = await newLink();
    const token = path.slice('/guest/'.length);
    const [link] = test.store.returnLinks.list({ period: period('2008/09 Q2'), partnership: 'OSCP' });
    expect(link).toMatchObject({ name: NAME, expires_at: '2026-12-05T23:59:59Z', ended_at: null });
    expect(JSON.stringify(link)).not.toContain(token);
  });

  it.each([
    ['nobody', { link_name: '' }, 'link_name', 'Say who the link is for, such as ‘Thames Valley Police, analyst’.'],
    ['a name of more than 200 characters', { link_name: 'x'.repeat(201) }, 'link_name', 'Use at most 200 characters.'],
    [
      'a day that has passed',
      { link_until: '2026-11-24' },
      'link_until',
      'Choose a day from today, 25 November 2026, to 24 January 2027.',
    ],
    [
      'more than sixty days',
      { link_until: '2027-01-25' },
      'link_until',
      'Choose a day from today, 25 November 2026, to 24 January 2027.',
    ],
    ['no day', { link_until: 'soon' }, 'link_until', 'Choose a day from today, 25 November 2026, to 24 January 2027.'],
  ])('for %s is refused at its field, and what was typed is kept', async (_sentence, given, field, message) => {
    const page = await make(given);
    expect([page.status, problemAt(page, field)]).toEqual([422, message]);
    expect(formValues(page, `${RETURN}/links`)).toMatchObject(given);
    expect(texts(page, '.handed')).toEqual([]);
    expect(test.store.returnLinks.list({ period: period('2008/09 Q2'), partnership: 'OSCP' })).toEqual([]);
  });

  it('is for today, and for the last of sixty days', async () => {
    expect((await make({ link_until: '2026-11-25' })).status).toBe(200);
    expect((await make({ link_until: '2027-01-24' })).status).toBe(200);
  });

  it('is for officers alone', async () => {
    expect(hasSection(await openPage(test.as('lead'), RETURN), 'For people without an account')).toBe(false);
    const asked = await sendForm(test.as('lead'), `${RETURN}/links`, { link_name: 'Me', link_until: '2026-12-05' });
    expect(asked.status).toBe(403);
  });
});

describe('who opens a link', () => {
  it('sees the one return, named as who it was made for, and no way into anything else', async () => {
    const page = await openPage(test.bare, await newLink());
    expect([page.status, h1Of(page)]).toEqual([200, 'Return of Oxfordshire Safer Communities Partnership']);
    expect(mainText(page)).toContain(`opened by the link for ${NAME}`);
    expect(page.root.querySelectorAll('[data-row]')).toHaveLength(11);
    expect(texts(page, 'main button').filter((words) => words !== 'Save the draft')).toEqual([]);
    expect(hasSection(page, 'Bring a filled sheet back')).toBe(false);
    expect(page.root.querySelectorAll('main nav a, .masthead__links a')).toEqual([]);
  });

  it('has it from no cache, and its address is told to nobody', async () => {
    const { headers } = await openPage(test.bare, await newLink());
    expect([headers['cache-control'], headers['referrer-policy']]).toEqual(['no-store', 'no-referrer']);
  });

  it('is led by it to nothing that asks them to sign in', async () => {
    const page = await openPage(test.bare, await newLink());
    const links = page.root.querySelectorAll('main a').map((link) => link.getAttribute('href') ?? '');
    for (const link of links.filter((address) => address.startsWith('/'))) {
      expect([link, (await openPage(test.bare, link)).status]).toEqual([link, 200]);
    }
  });

  it('saves rows as a draft, which carries the name', async () => {
    const path = await newLink();
    const done = await fillIn(test.bare, { [INCIDENTS]: { value: '1504' } }, 'save', path);
    expect([done.status, done.headers.location]).toEqual([303, `${path}?done=saved`]);
    expect(noticesOn(await openPage(test.bare, `${path}?done=saved`))).toEqual([
      'Saved as a draft. Nothing is recorded until the return is submitted.',
    ]);
    const page = await openPage(test.as('lead'), RETURN);
    expect(boxOf(page, INCIDENTS, 'value')).toBe('1504');
    expect(saidOf(page, INCIDENTS)).toContain(`Saved by ${NAME}, 24 October 2008, 09:00`);
    expect(bandOf(page).State).toBe('Draft');
    expect(test.store.rows.figures.list()).toHaveLength(690);
  });

  it('has the name beside the figure once somebody who may has submitted it', async () => {
    const path = await newLink();
    const { [INCIDENTS]: incidents = {}, ...rest } = WHOLE;
    await fillIn(test.bare, { [INCIDENTS]: incidents }, 'save', path);
    expect((await fillIn(test.as('lead'), rest, 'submit')).status).toBe(303);
    const figures = test.store.rows.figures.list().filter(({ provenance }) => provenance === 'entered');
    const by = Object.fromEntries(figures.map((row) => [`${row.indicator} ${row.part}`, row.recorded_by]));
    expect(by).toMatchObject({ 'LAA1 DV a': NAME, 'LAA1 DV b': 'Manager, Safer Communities Unit' });
    const shown = rowsUnder(await openPage(test.app, '/targets/laa1/laa1-dv/a'), 'Every figure');
    expect(shown.some(({ cells }) => cells.Value === '1,504' && cells.Recorded?.endsWith(NAME))).toBe(true);
  });

  it('has it there also where a lead has said more in the same row since', async () => {
    const path = await newLink();
    await fillIn(test.bare, { [INCIDENTS]: { value: '1504' } }, 'save', path);
    expect((await fillIn(test.as('lead'), WHOLE, 'submit')).status).toBe(303);
    const figure = test.store.rows.figures
      .list()
      .find((row) => row.provenance === 'entered' && row.indicator === 'LAA1 DV' && row.part === 'a');
    expect([figure?.value, figure?.recorded_by]).toEqual([quantity(1504), NAME]);
  });

  it('cannot submit, whatever is sent', async () => {
    const path = await newLink();
    const done = await fillIn(test.bare, WHOLE, 'submit', path);
    expect(done.headers.location).toBe(`${path}?done=saved`);
    expect(bandOf(await openPage(test.app, RETURN)).State).toBe('Draft');
    expect(test.store.rows.figures.list()).toHaveLength(690);
  });

  it('sees an impossible value refused at its field, and what was typed stays', async () => {
    const path = await newLink();
    const page = await fillIn(test.bare, { [INCIDENTS]: { value: '1504.5' } }, 'save', path);
    expect([page.status, boxOf(page, INCIDENTS, 'value')]).toEqual([422, '1504.5']);
    expect(saidOf(page, INCIDENTS)).toContain('Enter a whole number');
    expect(mainText(page)).toContain(`opened by the link for ${NAME}`);
  });

  it('is shown both values where somebody else was faster', async () => {
    const path = await newLink();
    const fields = withTyped(await openPage(test.bare, path), path, { [INCIDENTS]: { value: '1510' } });
    await fillIn(test.as('lead'), { [INCIDENTS]: { value: '1504' } });
    const page = await sendForm(test.bare, path, fields);
    expect([page.status, bothValues(page, INCIDENTS)]).toEqual([409, { Figure: ['1504', '1510'] }]);
  });

  it('has the script of the page: a look, a save, and what others save', async () => {
    const path = await newLink();
    const typed = withTyped(await openPage(test.bare, path), path, { [INCIDENTS]: { value: '1504' } });
    const fields = fieldsOfRow(typed, INCIDENTS);
    expect(await sendRow(test.bare, 'look', fields, path)).toMatchObject({ status: 200, body: { outcome: 'looked' } });
    expect(await sendRow(test.bare, 'save', fields, path)).toMatchObject({ status: 200, body: { outcome: 'saved' } });
    const rows = JSON.parse((await openPage(test.bare, `${path}/rows?since=${EMPTY_DAY}`)).html);
    expect(rows.rows).toMatchObject([{ key: INCIDENTS, entry: { value: '1504' } }]);
  });

  it('types into nothing that is submitted or signed off, and is told why', async () => {
    const path = await newLink();
    const fields = withTyped(await openPage(test.bare, path), path, { [INCIDENTS]: { value: '1510' } });
    await submitWhole(test.as('lead'));
    for (const words of ['Locked: submitted', 'Locked: signed off']) {
      const page = await openPage(test.bare, path);
      expect([isLocked(page, INCIDENTS), saidOf(page, INCIDENTS).startsWith(words)]).toEqual([true, true]);
      expect((await sendForm(test.bare, path, fields)).status).toBe(422);
      if (words === 'Locked: submitted') await check(test.app, 'sign-off');
    }
  });

  it('types into no row of another return', async () => {
    const path = await newLink();
    const key = 'laa2_ni-192__standard_2008-09-q2';
    const fields = { [`seen.${key}`]: '0', [`value.${key}`]: '40', [`status.${key}`]: 'final' };
    expect((await sendForm(test.bare, path, fields)).status).toBe(422);
    expect(bandOf(await openPage(test.as('officer'), '/returns/2008-09-q2/owp')).State).toBe('Open');
  });

  it('gets no page but this by it', async () => {
    const path = await newLink();
    for (const more of ['/sheet', '/check', '/links', '/reopen', '.csv', '.xlsx']) {
      expect([more, (await openPage(test.bare, `${path}${more}`)).status]).toEqual([more, 404]);
      expect([more, (await sendForm(test.bare, `${path}${more}`, {})).status]).toEqual([more, 404]);
    }
  });
});

describe('a link', () => {
  it.each([
    ['to the last second of its day by the machine’s clock', '2026-12-05T23:59:59Z', 200],
    ['and no longer', '2026-12-06T00:00:00Z', 404],
  ])('counts %s', async (_sentence, clock, status) => {
    const path = await newLink();
    test.setClock(clock);
    const page = await openPage(test.bare, path);
    expect(page.status).toBe(status);
    expect((await openPage(test.bare, `${path}/rows`)).status).toBe(status);
    const sent = { [`seen.${INCIDENTS}`]: '0', [`value.${INCIDENTS}`]: '1504', [`status.${INCIDENTS}`]: 'final' };
    expect((await sendForm(test.bare, path, sent)).status).toBe(status === 200 ? 303 : 404);
    if (status === 404) expect(mainText(page)).toContain(GONE);
  });

  it('does not mind the record’s clock', async () => {
    const path = await newLink();
    test.setNow('2030-01-01T00:00:00Z');
    expect((await openPage(test.bare, path)).status).toBe(200);
  });

  it('is taken back at once; what came through it stays', async () => {
    const path = await newLink();
    await fillIn(test.bare, { [INCIDENTS]: { value: '1504' } }, 'save', path);
    const revoke = (await openPage(test.app, RETURN)).root.querySelector('[name="revoke"]')?.getAttribute('value');
    const done = await sendForm(test.app, `${RETURN}/links`, { revoke: revoke ?? '' });
    expect([done.status, done.headers.location]).toEqual([303, `${RETURN}?done=revoked`]);
    expect((await openPage(test.bare, path)).status).toBe(404);
    expect((await sendForm(test.bare, path, {})).status).toBe(404);
    const page = await openPage(test.app, RETURN);
    expect(rowsUnder(page, 'For people without an account')[0]?.cells.State).toBe('taken back on 25 November 2026');
    expect(boxOf(page, INCIDENTS, 'value')).toBe('1504');
  });

  it.each(['0', '-1', '99', 'x', '1e400', '1 OR 1=1'])('the number ‘%s’ takes none back', async (revoke) => {
    const path = await newLink();
    expect((await sendForm(test.app, `${RETURN}/links`, { revoke })).status).toBe(404);
    expect((await openPage(test.bare, path)).status).toBe(200);
  });

  it('is not taken back through another return', async () => {
    const path = await newLink();
    expect((await sendForm(test.app, '/returns/2008-09-q2/owp/links', { revoke: '1' })).status).toBe(404);
    expect((await openPage(test.bare, path)).status).toBe(200);
  });

  it.each(['x', `${'A'.repeat(43)}`, '..', '%00', '__proto__'])('‘%s’ is none', async (token) => {
    await newLink();
    expect((await openPage(test.bare, `/guest/${token}`)).status).toBe(404);
  });

  it('opens nothing with a letter in another case, or cut short', async () => {
    const path = await newLink();
    const swapped = path.replace(/[a-z](?=[^a-z]*$)/, (letter) => letter.toUpperCase());
    expect((await openPage(test.bare, swapped)).status).toBe(404);
    expect((await openPage(test.bare, path.slice(0, -1))).status).toBe(404);
  });

  it('stands in no line of the log', async () => {
    const { log, lines } = keptLog();
    test = testApp({ log });
    test.setNow(EMPTY_DAY);
    const path = await newLink();
    const fields = withTyped(await openPage(test.bare, path), path, { [INCIDENTS]: { value: '1504.5' } });
    expect((await sendForm(test.bare, path, fields)).status).toBe(422);
    await sendForm(test.bare, path, fields, { 'Sec-Fetch-Site': 'cross-site' });
    await openPage(test.bare, `${path}/rows?since=%00`);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes(path.slice('/guest/'.length)))).toEqual([]);
  });

  it('who is signed in is the guest there all the same', async () => {
    const path = await newLink();
    await fillIn(test.as('board'), { [INCIDENTS]: { value: '1504' } }, 'save', path);
    expect(saidOf(await openPage(test.app, RETURN), INCIDENTS)).toContain(`Saved by ${NAME}`);
  });
});
