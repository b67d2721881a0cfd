import { describe, expect, it } from 'vitest';
import type { Action } from '../../server/domain/data-package.ts';
import {
  h1Of,
  mainText,
  openPage,
  type Page,
  problemsOn,
  sectionText,
  sendForm,
  textOf,
  valuesOf,
} from '../support/page.ts';
import { period, quantity } from '../support/records.ts';
import { EMPTY_DAY, newPerson } from '../support/returns.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

const DV_A = '/actions/laa1/laa1-dv/a';
const DV_B = '/actions/laa1/laa1-dv/b';
const CAMPAIGN = 'Campaign to encourage reporting of domestic violence, launch 29 October 2008';
const REQUEST = 'Ask the Government Office and the Home Office to let third-party intelligence reports count';

type Fields = Record<string, string | string[]>;

/** What the form of an action holds; number 0 is that of a new one. */
function formOf(page: Page, number: number): Fields {
  const forms = page.root.querySelectorAll('main form').map(valuesOf);
  const form = forms.find(({ action }) => action === String(number));
  if (form === undefined) throw new Error(`The page has no form of action ${number}`);
  return form;
}

function versionsOf({ store }: TestApp, part: string, action: number): Action[] {
  return store.rows.actions
    .list()
    .filter((row) => row.indicator === 'LAA1 DV' && row.part === part && row.action === action);
}

const NEW: Fields = {
  action: '0',
  seen: '0',
  title: 'A leaflet in eight languages',
  owner_role: 'Domestic Abuse Co-ordinator',
  due: '2009-02-28',
  state: 'planned',
  expected_effect: '25',
  expected_by: '2008-09-q4',
};

describe('the page of what is being done about a target', () => {
  it('lists each action as it stands, with post, day, expected effect and what has been seen', async () => {
    const page = await openPage(testApp().as('lead'), DV_A);
    expect([page.status, h1Of(page)]).toEqual([200, 'What is being done']);
    expect(page.root.querySelectorAll('main h2').map(textOf)).toEqual([
      `${CAMPAIGN} ill.`,
      `${REQUEST} ill.`,
      'Ask that the target follow the national profile ill.',
      'Add an action',
    ]);
    // The campaign began on 29 October 2008, and no quarter has ended since.
    expect(sectionText(page, CAMPAIGN)).toContain(
      'Done · Manager, Safer Communities Unit · by 29 October 2008 · should show: +120 by 2008/09 Q4 · ' +
        'nothing to be seen yet',
    );
    expect(sectionText(page, REQUEST)).toContain('Under way');
    expect(sectionText(page, 'Ask that the target')).toContain('Dropped');
  });

  it('compares with the quarter in which the effect should show, once it is in', async () => {
    const test = testApp();
    test.setNow('2009-06-30T09:00:00Z');
    // 1,504 in the last quarter before the day of the launch, 1,571 in the last of the year.
    expect(sectionText(await openPage(test.app, DV_A), CAMPAIGN)).toContain(
      'seen: +67, from 1,504 in 2008/09 Q2 to 1,571 in 2008/09 Q4',
    );
  });

  it('is led to from the target’s page and from the return by those who may', async () => {
    const { as, app } = testApp();
    const links = async (who: TestApp['app'], address: string) =>
      (await openPage(who, address)).root.querySelectorAll('main a').map((link) => link.getAttribute('href'));
    expect(await links(app, '/targets/laa1/laa1-dv/a')).toContain(DV_A);
    expect(await links(as('lead'), '/targets/laa1/laa1-dv/a')).toContain(DV_A);
    expect(await links(as('board'), '/targets/laa1/laa1-dv/a')).not.toContain(DV_A);
    expect(await links(as('lead'), '/returns/2008-09-q2/oscp')).toContain(DV_A);
  });
});

describe('adding an action', () => {
  it('keeps it as planned, under the number after all there are', async () => {
    const test = testApp();
    const done = await sendForm(test.as('lead'), DV_B, NEW);
    expect([done.status, done.headers.location]).toEqual([303, `${DV_B}?saved=yes`]);
    expect(versionsOf(test, 'b', 3)).toEqual([
      {
        agreement: 'LAA1',
        indicator: 'LAA1 DV',
        part: 'b',
        action: 3,
        version: 1,
        title: 'A leaflet in eight languages',
        owner_role: 'Domestic Abuse Co-ordinator',
        due: '2009-02-28',
        state: 'planned',
        expected_effect: quantity(25),
        expected_by: period('2008/09 Q4'),
        recorded_on: '2008-11-19',
        provenance: 'entered',
        source: null,
      },
    ]);
    const page = await openPage(test.as('lead'), `${DV_B}?saved=yes`);
    expect(mainText(page)).toContain('Saved. What was said before stays as an earlier version.');
    expect(sectionText(await openPage(test.app, '/targets/laa1/laa1-dv/b'), 'What is being done')).toContain(
      'A leaflet in eight languages',
    );
  });

  it('asks for no more than what is being done', async () => {
    const test = testApp();
    const bare = { ...NEW, owner_role: '', due: '', expected_effect: '', expected_by: '' };
    expect((await sendForm(test.as('lead'), DV_B, bare)).status).toBe(303);
    expect(versionsOf(test, 'b', 3)).toMatchObject([
      { owner_role: null, due: null, expected_effect: null, expected_by: null },
    ]);
  });

  it.each<[string, Record<string, string>, string, string]>([
    ['nothing said', { title: '' }, 'title', 'Say what is being done.'],
    ['too much said', { title: 'x'.repeat(501) }, 'title', 'Use at most 500 characters.'],
    ['another state', { state: 'forgotten' }, 'state', 'Choose how it stands.'],
    ['a day that is none', { due: '2009-02-30' }, 'due', 'Enter a day such as 31/12/2008.'],
    [
      'an effect in words',
      { expected_effect: 'some' },
      'expected_effect',
      'Enter the effect as a number in the unit of the figure, such as 35 or -0.5.',
    ],
    ['a quarter that is none', { expected_by: 'spring' }, 'expected_by', 'Choose a quarter.'],
    [
      'a post of more than 200 characters',
      { owner_role: 'x'.repeat(201) },
      'owner_role',
      'Use at most 200 characters.',
    ],
  ])('%s is refused at its field, and what was typed is kept', async (_sentence, given, field, message) => {
    const test = testApp();
    const page = await sendForm(test.as('lead'), DV_B, { ...NEW, ...given });
    expect([page.status, problemsOn(page)]).toEqual([422, { [`${field}-0`]: message }]);
    expect(page.root.querySelector(`[id="${field}-0"]`)).not.toBeNull();
    expect(textOf(page.root.querySelector(`[id="${field}-0"]`)?.parentNode)).toContain(message);
    const { state: _state, expected_by: _by, ...typed } = { ...NEW, ...given };
    expect(formOf(page, 0)).toMatchObject(typed);
    expect(test.store.rows.actions.list()).toHaveLength(71);
  });
});

describe('saying how an action stands', () => {
  it('makes the next version, and what was said before stays', async () => {
    const test = testApp();
    test.setNow(EMPTY_DAY);
    await sendForm(test.as('lead'), DV_B, { ...NEW, due: '2008-12-31' });
    test.setNow('2008-10-30T09:00:00Z');
    const fields = formOf(await openPage(test.as('lead'), DV_B), 3);
    expect((await sendForm(test.as('lead'), DV_B, { ...fields, state: 'done' })).status).toBe(303);
    expect(versionsOf(test, 'b', 3).map(({ version, state, recorded_on }) => [version, state, recorded_on])).toEqual([
      [1, 'planned', '2008-10-24'],
      [2, 'done', '2008-10-30'],
    ]);
    const page = await openPage(test.app, '/targets/laa1/laa1-dv/b');
    expect(sectionText(page, 'What is being done')).toMatch(/leaflet.*[Dd]one|[Dd]one.*leaflet/);
  });

  it('is compared with the version that can be seen, not with one that was recorded later than the clock', async () => {
    const test = testApp();
    // Version 2, dropped on 30 April 2009, is in the example already.
    expect(versionsOf(test, 'a', 2).map(({ version }) => version)).toEqual([1, 2]);
    const fields = formOf(await openPage(test.as('lead'), DV_A), 2);
    expect(fields).toMatchObject({ title: REQUEST, state: 'under-way', seen: '1' });
    expect((await sendForm(test.as('lead'), DV_A, { ...fields, state: 'done' })).status).toBe(303);
    expect(versionsOf(test, 'a', 2).at(-1)).toMatchObject({ version: 3, state: 'done', recorded_on: '2008-11-19' });
    expect(sectionText(await openPage(test.as('lead'), DV_A), REQUEST)).toContain('Done');
  });

  it('of an action that is done it is not asked for again at the gate of a return', async () => {
    const test = testApp();
    test.setNow(EMPTY_DAY);
    await sendForm(test.as('lead'), DV_B, NEW);
    const back = () => openPage(test.as('lead'), '/returns/2008-09-q2/oscp');
    expect(mainText(await back())).toContain('Being done already: A leaflet in eight languages');
    const fields = formOf(await openPage(test.as('lead'), DV_B), 3);
    await sendForm(test.as('lead'), DV_B, { ...fields, state: 'dropped' });
    expect(mainText(await back())).not.toContain('A leaflet in eight languages');
  });

  it.each([
    ['99', '0'],
    ['99', '1'],
    ['x', '4'],
    ['-1', '0'],
  ])('of number %s, seen %s, which is not there, makes none under that number', async (action, seen) => {
    const test = testApp();
    const page = await sendForm(test.as('lead'), DV_B, { ...NEW, action, seen });
    expect(page.status).toBeLessThan(500);
    expect(test.store.rows.actions.list().map((row) => row.action)).not.toContain(99);
  });
});

describe('two people and one action', () => {
  it.each([
    ['done', 'dropped', 'Done'],
    ['dropped', 'done', 'Dropped'],
  ])(
    'who comes second, with %s before %s, sees how it stands and keeps what was typed',
    async (faster, slower, words) => {
      const test = testApp();
      const other = newPerson(test, 'lead', 'Olu Adeyemi', ['OSCP']);
      await sendForm(test.as('lead'), DV_B, NEW);
      const [one, two] = [
        formOf(await openPage(test.as('lead'), DV_B), 3),
        formOf(await openPage(test.as(other), DV_B), 3),
      ];
      expect((await sendForm(test.as('lead'), DV_B, { ...one, state: faster })).status).toBe(303);
      const page = await sendForm(test.as(other), DV_B, { ...two, state: slower, owner_role: 'Another post' });
      expect(page.status).toBe(409);
      expect(Object.values(problemsOn(page))).toEqual([
        'Somebody else changed this action after you looked. It is shown as it stands now.',
      ]);
      expect(sectionText(page, 'A leaflet in eight languages')).toMatch(
        new RegExp(`^A leaflet in eight languages ${words}`),
      );
      expect(formOf(page, 3)).toMatchObject({ state: slower, owner_role: 'Another post' });
      expect(versionsOf(test, 'b', 3)).toHaveLength(2);
      expect((await sendForm(test.as(other), DV_B, formOf(page, 3))).status).toBe(303);
      expect(versionsOf(test, 'b', 3).at(-1)).toMatchObject({ version: 3, state: slower });
    },
  );

  it('two who add one each do not stand in each other’s way', async () => {
    const test = testApp();
    const sent = ['One', 'Two', 'Three'].map((title) => sendForm(test.as('lead'), DV_B, { ...NEW, title }));
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([303, 303, 303]);
    expect([3, 4, 5].map((number) => versionsOf(test, 'b', number).length)).toEqual([1, 1, 1]);
  });
});

describe('whose actions they are', () => {
  it('is asked as for figures: a lead of another partnership does not even see the forms', async () => {
    const test = testApp();
    const waste = newPerson(test, 'lead', 'Zoe of Waste', ['OWP']);
    expect((await openPage(test.as(waste), DV_A)).status).toBe(403);
    expect((await sendForm(test.as(waste), DV_A, NEW)).status).toBe(403);
    expect(test.store.rows.actions.list()).toHaveLength(71);
  });

  it('after the books are closed only officers still change them', async () => {
    const test = testApp();
    test.setNow('2009-12-01T09:00:00Z');
    expect((await sendForm(test.as('lead'), DV_B, NEW)).status).toBe(403);
    expect((await sendForm(test.app, DV_B, NEW)).status).toBe(303);
  });

  it('an unknown target has none', async () => {
    const { app } = testApp();
    expect((await openPage(app, '/actions/laa1/laa1-dv/z')).status).toBe(404);
    expect((await sendForm(app, '/actions/laa9/ni-1', NEW)).status).toBe(404);
  });
});
