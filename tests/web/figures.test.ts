import type { HTMLElement } from 'node-html-parser';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../server/domain/data-package.ts';
import {
  h1Of,
  mainText,
  openPage,
  type Page,
  problemAt,
  problemsOn,
  rowsUnder,
  sectionText,
  sendForm,
  tableRows,
  textOf,
  texts,
  valuesOf,
} from '../support/page.ts';
import { period, quantity } from '../support/records.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

const NI_192 = '/figures/laa2/ni-192';
const DV_A = '/figures/laa1/laa1-dv/a';

type Fields = Readonly<Record<string, string>>;

/**
 * A figure for NI 192, 2008/09 Q2. The baseline of 39.40 at the end of 2007/08 and the target of 41 at the end of
 * 2008/09 expect 39.40 + 1.60 × 2/4 = 40.20 by then; the tolerance is 1.
 */
const entry = (given: Fields = {}): Fields => ({
  period: '2008-09-q2',
  basis: 'standard',
  value: '39.19',
  numerator: '',
  denominator: '',
  status: 'final',
  missing_reason: '',
  note: 'A lorry was counted twice',
  commentary: '',
  ...given,
});

/** As the button that shows what a figure does sends it. */
const checking = (given: Fields = {}): Fields => ({ ...entry(given), step: 'check' });

const saving = (seen: number, given: Fields = {}): Fields => ({ ...entry(given), step: 'save', seen: String(seen) });

function figuresOf({ store }: TestApp, indicator: string, periodText: string): Figure[] {
  return store.rows.figures
    .list()
    .filter((row) => row.indicator === indicator && row.period === period(periodText) && row.basis === 'standard');
}

/** The table that sets what is in the record beside what was typed. */
function comparison(page: Page): Readonly<Record<string, { record: string | undefined; typed: string | undefined }>> {
  const table = page.root.querySelector('main table');
  const rows = table === null ? [] : tableRows(table);
  return Object.fromEntries(
    rows.map(({ head, cells }) => [head, { record: cells['In the record'], typed: cells['With your figure'] }]),
  );
}

/** The form in which a figure is typed. */
function figureForm(page: Page): HTMLElement | undefined {
  return page.root.querySelectorAll('main form').find((form) => form.querySelector('#value') !== null);
}

function typedOn(page: Page): Record<string, string | string[]> {
  const form = figureForm(page);
  return form === undefined ? {} : valuesOf(form);
}

/** The notes that belong to a field, or to the group of radios that it is one of. */
function describedBy(page: Page, field: string): string[] {
  const element = page.root.querySelector(`#${field}`);
  const group = element?.getAttribute('type') === 'radio' ? element.closest('fieldset') : element;
  return group?.getAttribute('aria-describedby')?.split(' ') ?? [];
}

/** Of what was typed, all that the form asks for, and of what is chosen from a list what the list has. */
function askedFor(page: Page, fields: Fields): Fields {
  const offered = Object.entries(fields).filter(([name, value]) => {
    const asked = figureForm(page)?.querySelectorAll(`[name="${name}"]`) ?? [];
    const choices = asked.flatMap((field) => (field.tagName === 'SELECT' ? field.querySelectorAll('option') : field));
    const isChosen = asked[0]?.tagName === 'SELECT' || asked[0]?.getAttribute('type') === 'radio';
    return asked.length > 0 && (!isChosen || choices.some((choice) => choice.getAttribute('value') === value));
  });
  return Object.fromEntries(offered.map(([name, value]) => [name, value.trim()]));
}

describe('the check before saving', () => {
  const { app, store } = testApp();

  // Expected 40.20, tolerance 1.
  it.each([
    ['exactly the tolerance short is amber', { value: '39.2' }, '39.20%', 'Green', 'Amber'],
    ['a hundredth more than that is red', { value: '39.19' }, '39.19%', 'Green', 'Red'],
    ['exactly as expected is green', { value: '40.2' }, '40.20%', 'Green', 'Green'],
    ['a hundredth short is amber', { value: '40.19' }, '40.19%', 'Green', 'Amber'],
    [
      'a reason instead of a figure',
      { value: '', status: '', missing_reason: 'not-collected' },
      'not collected',
      'Green',
      'No data',
    ],
    // 117,539 / 299,845 = 39.19992 %, 117,500 / 299,845 = 39.18691 %.
    [
      'the numbers behind it, rounded up to amber',
      { value: '', numerator: '117,539', denominator: '299 845' },
      '39.20%',
      'Green',
      'Amber',
    ],
    ['the numbers behind it, red', { value: '', numerator: '117500', denominator: '299845' }, '39.19%', 'Green', 'Red'],
    [
      'value and numbers that agree',
      { value: '39.19', numerator: '117500', denominator: '299845' },
      '39.19%',
      'Green',
      'Red',
    ],
    ['a per cent sign', { value: '39.2 %' }, '39.20%', 'Green', 'Amber'],
  ])('%s', async (_sentence, given, figure, before, after) => {
    const page = await sendForm(app, NI_192, checking(given));
    expect([page.status, h1Of(page)]).toEqual([200, 'Check the figure before it is saved']);
    const { Figure: figures, Colour: colours } = comparison(page);
    expect(figures?.record).toMatch(/^40\.82% version 1, 17 November 2008, 08:14, Waste Partnership co-ordinator$/);
    expect(figures?.typed).toContain(figure);
    expect(colours).toEqual({ record: before, typed: after });
    expect(mainText(page)).toContain(
      before === after
        ? `The colour of the quarter stays ${before.toLowerCase()}.`
        : `The colour of the quarter would go from ${before.toLowerCase()} to ${after.toLowerCase()}.`,
    );
    expect(mainText(page)).toContain('It corrects version 1, which stays visible.');
  });

  // 6,564 × 2/4 = 3,282; 3 per cent of it is 98.46; 1,512 in the first quarter.
  it.each([
    ['98 short of what a year to date should be is amber', '1672', 'Amber', '98 short, within the tolerance of 98.46'],
    ['99 short is red', '1671', 'Red', '99 short, more than the tolerance of 98.46'],
    ['3,282 is green', '1,770', 'Green', 'exactly as expected'],
  ])('%s', async (_sentence, value, colour, words) => {
    const page = await sendForm(app, DV_A, checking({ value }));
    const { Colour: colours, Why: reasons } = comparison(page);
    expect(colours).toEqual({ record: 'Red', typed: colour });
    expect(reasons?.typed).toContain(words);
    expect(reasons?.record).toContain('266 short, more than the tolerance of 98.46');
  });

  it('on another counting rule the colour is of that rule: 1,172 + 1,300 against 4,790 × 2/4', async () => {
    const page = await sendForm(app, DV_A, checking({ basis: 'national', value: '1300' }));
    expect(comparison(page).Colour).toEqual({ record: 'Amber', typed: 'Green' });
    expect(comparison(page).Why?.typed).toContain('2,472');
  });

  it('what rests on figures that are made up is marked, on either side', async () => {
    // The first quarter's 1,512 is made up, so the sum stays so whatever is typed for the second.
    const made = comparison(await sendForm(app, DV_A, checking({ value: '1600' })));
    expect([made.Why?.record, made.Why?.typed].map((words) => / ill\.$/.test(words ?? ''))).toEqual([true, true]);
    const page = await sendForm(app, NI_192, checking());
    expect(page.root.querySelectorAll('main td').map(textOf)).toContainEqual(expect.stringMatching(/^ill\. 40\.82%/));
  });

  it('a first figure has nothing beside it and needs no note', async () => {
    const page = await sendForm(app, '/figures/laa2/ni-156', checking({ value: '578', note: '' }));
    expect(comparison(page)).toMatchObject({
      Figure: { record: 'none yet' },
      // 640 − 80 × 2/4 = 600 expected, and lower is better.
      Colour: { record: 'No return', typed: 'Green' },
    });
  });

  it('saves nothing', () => {
    expect(store.rows.figures.list()).toHaveLength(690);
    expect(store.rows.commentaries.list()).toHaveLength(83);
    expect(store.state.find().last_recorded_at).toBeNull();
  });

  it('carries all that was typed to the button that saves, with the version that was seen', async () => {
    const page = await sendForm(app, NI_192, checking({ commentary: 'One "lorry" <twice>' }));
    const forms = page.root.querySelectorAll('form').filter((form) => /Save/.test(textOf(form)));
    expect(forms).toHaveLength(1);
    const [form] = forms;
    expect(form === undefined ? {} : valuesOf(form)).toEqual({
      ...entry({ commentary: 'One "lorry" <twice>' }),
      seen: '1',
    });
    expect(form?.getAttribute('action')).toBe(NI_192);
    expect(form?.querySelector('button')?.attributes).toMatchObject({ name: 'step', value: 'save' });
    const { basis, ...asked } = entry({ commentary: 'One "lorry" <twice>' });
    expect(basis).toBe('standard');
    expect(typedOn(page)).toEqual(asked);
  });
});

describe('saving', () => {
  it('makes the next version, above those recorded later than the clock, and leads back to the target', async () => {
    const test = testApp();
    const before = figuresOf(test, 'NI 192', '2008/09 Q2');
    // Version 2 was recorded on 13 October 2009, which the clock does not know of.
    expect(before.map(({ version }) => version)).toEqual([1, 2]);
    const { status, headers } = await sendForm(test.app, NI_192, saving(1));
    expect([status, headers.location]).toEqual([303, '/targets/laa2/ni-192?period=2008-09-q2&saved=yes']);
    expect(figuresOf(test, 'NI 192', '2008/09 Q2')).toEqual([
      ...before,
      {
        indicator: 'NI 192',
        part: '',
        basis: 'standard',
        period: period('2008/09 Q2'),
        version: 3,
        value: quantity('39.19'),
        numerator: null,
        denominator: null,
        status: 'final',
        missing_reason: null,
        recorded_at: '2008-11-19T00:00:00Z',
        recorded_by: 'Performance officer',
        note: 'A lorry was counted twice',
        provenance: 'entered',
        source: null,
      },
    ]);
    expect(test.store.state.find().last_recorded_at).toBe('2008-11-19T00:00:00Z');
  });

  it('shows itself on the target’s page: the new colour, the note, and the version that it replaced', async () => {
    const test = testApp();
    expect(texts(await openPage(test.app, '/targets/laa2/ni-192?period=2008-09-q2'), '.lights')[0]).toContain('Green');
    const { headers } = await sendForm(test.app, NI_192, saving(1));
    const page = await openPage(test.app, headers.location ?? '');
    expect(texts(page, '[role="status"]')[0]).toContain('Saved.');
    expect(texts(page, '.lights')[0]).toContain('Now Red');
    const rows = rowsUnder(page, 'Every figure').filter(({ head }) => head.startsWith('2008/09 Q2'));
    expect(rows.map(({ cells }) => [cells.Value, cells['Out of'], cells.Version, cells.Recorded, cells.Note])).toEqual([
      ['39.19%', '–', '3, final', '19 November 2008, 00:00 Performance officer', 'A lorry was counted twice'],
      [
        '40.82%',
        '122,392 of 299,845',
        '1, provisional (replaced)',
        '17 November 2008, 08:14 Waste Partnership co-ordinator',
        'Provisional',
      ],
    ]);
    const again = await openPage(test.app, '/targets/laa2/ni-192?period=2008-09-q2');
    expect(texts(again, '[role="status"]')).toEqual([]);
  });

  it('reaches the Board’s view, the list and the CSV at once', async () => {
    const test = testApp();
    const reds = async () => rowsUnder(await openPage(test.app, '/'), 'Red').map(({ head }) => head);
    expect((await reds()).some((head) => head.endsWith('NI 192'))).toBe(false);
    await sendForm(test.app, NI_192, saving(1));
    expect((await reds()).some((head) => head.endsWith('NI 192'))).toBe(true);
    const csv = await request(test.app).get('/targets.csv?q=ni192');
    expect(csv.text).toContain(',2008/09 Q2,39.19,final,40.2,41,,-1.01,red,');
    expect(mainText(await openPage(test.app, '/targets?colour=red&q=ni192'))).toContain('39.19%');
  });

  it('the numbers behind a figure are kept, and give it', async () => {
    const test = testApp();
    await sendForm(test.app, NI_192, saving(1, { value: '', numerator: '117,539', denominator: '299,845' }));
    expect(figuresOf(test, 'NI 192', '2008/09 Q2').at(-1)).toMatchObject({
      value: quantity('39.2'),
      numerator: quantity(117_539),
      denominator: quantity(299_845),
    });
  });

  it('a reason why there is no figure is a version too', async () => {
    const test = testApp();
    await sendForm(test.app, NI_192, saving(1, { value: '', status: '', missing_reason: 'suppressed' }));
    expect(figuresOf(test, 'NI 192', '2008/09 Q2').at(-1)).toMatchObject({
      version: 3,
      value: null,
      status: null,
      missing_reason: 'suppressed',
    });
    const page = await openPage(test.app, '/targets/laa2/ni-192?period=2008-09-q2');
    expect(texts(page, '.lights')[0]).toContain('No data');
    expect(mainText(page)).toContain('it is suppressed because the numbers are too small to show');
  });

  it('a commentary becomes a version of its own for the quarter', async () => {
    const test = testApp();
    await sendForm(test.app, DV_A, saving(1, { value: '1,510', commentary: 'Six late reports.\r\nNo more are due.' }));
    const rows = test.store.rows.commentaries
      .list()
      .filter((row) => row.indicator === 'LAA1 DV' && row.part === 'a' && row.period === period('2008/09 Q2'));
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatchObject({
      version: 2,
      text: 'Six late reports.\nNo more are due.',
      recorded_at: '2008-11-19T00:00:00Z',
      recorded_by: 'Performance officer',
      provenance: 'entered',
    });
    const said = sectionText(await openPage(test.app, '/targets/laa1/laa1-dv/a'), 'What has been said');
    expect(said).toContain('Six late reports. No more are due.');
    expect(said).toContain('Performance officer, 19 November 2008, 00:00, version 2');
    expect(said).not.toContain('The answer was no');
  });

  it('no commentary leaves what was said before', async () => {
    const test = testApp();
    await sendForm(test.app, DV_A, saving(1, { value: '1,510' }));
    expect(test.store.rows.commentaries.list()).toHaveLength(83);
    expect(sectionText(await openPage(test.app, '/targets/laa1/laa1-dv/a'), 'What has been said')).toContain(
      'The answer was no',
    );
  });

  it('one after another count up, and the one recorded last holds whatever its number', async () => {
    const test = testApp();
    await sendForm(test.app, NI_192, saving(1));
    test.setNow('2008-11-20T09:30:00Z');
    expect((await sendForm(test.app, NI_192, saving(3, { value: '40.2', note: 'Counted once more' }))).status).toBe(
      303,
    );
    expect(figuresOf(test, 'NI 192', '2008/09 Q2').map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    expect(texts(await openPage(test.app, '/targets/laa2/ni-192'), '.lights')[0]).toContain('Now Green');
    const then = await openPage(test.app, '/targets/laa2/ni-192?as_at=2008-11-19');
    expect(texts(then, '.lights')[0]).toContain('Now Red');
    test.setNow('2009-10-20T00:00:00Z');
    const later = await openPage(test.app, '/targets/laa2/ni-192?period=2008-09-q2');
    const held = rowsUnder(later, 'Every figure').filter(
      ({ head, cells }) => head.startsWith('2008/09 Q2') && !cells.Version?.includes('replaced'),
    );
    expect(held.map(({ cells }) => [cells.Value, cells.Version])).toEqual([['40.90%', '2, final']]);
  });
});

/** Fields that are typed, and what is said at one of them. */
type Wrong = [sentence: string, action: string, given: Fields, field: string, message: string];

describe('what cannot be saved', () => {
  const { app, store } = testApp();
  const long = 'x'.repeat(4001);

  it.each<Wrong>([
    ['no quarter', NI_192, { period: '' }, 'period', 'Choose the quarter that the figure is for.'],
    ['a quarter that is none', NI_192, { period: 'summer' }, 'period', 'Choose the quarter that the figure is for.'],
    [
      'a quarter before the agreement',
      NI_192,
      { period: '2007-08-q4' },
      'period',
      'Choose the quarter that the figure is for.',
    ],
    [
      'a quarter after the agreement',
      DV_A,
      { period: '2009-10-q1' },
      'period',
      'Choose the quarter that the figure is for.',
    ],
    [
      'a quarter that has not ended',
      NI_192,
      { period: '2008-09-q3' },
      'period',
      '2008/09 Q3 ends on 31 December 2008; record its figure after that day.',
    ],
    [
      'a quarter that brings no figure',
      '/figures/laa2/ni-101',
      { period: '2008-09-q1', value: '8.5' },
      'period',
      '2008/09 Q1 brings no figure for this indicator.',
    ],
    ['neither figure nor reason', NI_192, { value: '' }, 'value', 'Enter the figure, or choose why there is none.'],
    [
      'a number in words',
      NI_192,
      { value: 'forty' },
      'value',
      'Enter a number such as 41.2, with at most 4 decimal places.',
    ],
    [
      'a number in the notation of programs',
      NI_192,
      { value: '4e1' },
      'value',
      'Enter a number such as 41.2, with at most 4 decimal places.',
    ],
    [
      'five decimals',
      NI_192,
      { value: '39.19000' },
      'value',
      'Enter a number such as 41.2, with at most 4 decimal places.',
    ],
    [
      'more decimals than are published',
      NI_192,
      { value: '39.193' },
      'value',
      'Enter at most 2 decimal places: that is how this indicator is published.',
    ],
    [
      'half an incident',
      DV_A,
      { value: '1504.5' },
      'value',
      'Enter a whole number: that is how this indicator is published.',
    ],
    [
      'neither provisional nor final',
      NI_192,
      { status: '' },
      'status',
      'Choose whether the figure is provisional or final.',
    ],
    ['another status', NI_192, { status: 'certain' }, 'status', 'Choose whether the figure is provisional or final.'],
    [
      'a figure and a reason',
      NI_192,
      { missing_reason: 'suppressed' },
      'missing_reason',
      'Enter a figure or the reason why there is none, not both.',
    ],
    [
      'another reason',
      NI_192,
      { value: '', missing_reason: 'forgotten' },
      'missing_reason',
      'Choose one of the reasons.',
    ],
    ['a numerator alone', NI_192, { value: '', numerator: '117500' }, 'denominator', 'Enter a denominator above 0.'],
    [
      'a denominator alone',
      NI_192,
      { value: '', denominator: '299845' },
      'numerator',
      'Enter both numerator and denominator.',
    ],
    [
      'a denominator of nothing',
      NI_192,
      { value: '', numerator: '1', denominator: '0' },
      'denominator',
      'Enter a denominator above 0.',
    ],
    [
      'a value that its numbers do not give',
      NI_192,
      { value: '39.2', numerator: '117500', denominator: '299845' },
      'value',
      'The value is not what numerator and denominator give. Correct one of them, or leave the value empty.',
    ],
    [
      'a correction without a note',
      NI_192,
      { note: '' },
      'note',
      'There is a figure for 2008/09 Q2 already. Say in the note why it is corrected.',
    ],
    [
      'a commentary of more than 4,000 characters',
      NI_192,
      { commentary: long },
      'commentary',
      'Use at most 4000 characters.',
    ],
  ])('%s is refused at its field, and all that was typed is kept', async (_sentence, action, given, field, message) => {
    for (const step of ['check', 'save']) {
      const page = await sendForm(app, action, { ...entry(given), step, seen: '1' });
      expect(page.status).toBe(422);
      expect(textOf(page.root.querySelector('title'))).toMatch(/^Error: /);
      expect(problemsOn(page)).toHaveProperty(field, message);
      expect(problemAt(page, field)).toBe(message);
      expect(describedBy(page, field)).toContain(`${field}-error`);
      expect(typedOn(page)).toMatchObject(askedFor(page, entry(given)));
    }
    expect(store.rows.figures.list()).toHaveLength(690);
  });

  it.each<Wrong>([
    [
      'a counting rule that the indicator has not',
      NI_192,
      { basis: 'national' },
      'basis',
      'Choose one of the counting rules of this indicator.',
    ],
    [
      'a numerator where there is none',
      DV_A,
      { value: '1504', numerator: '3', denominator: '4' },
      'numerator',
      'This indicator has no numerator and denominator. Enter the value alone.',
    ],
  ])('%s, which the form does not offer, is refused', async (_sentence, action, given, field, message) => {
    const page = await sendForm(app, action, entry(given));
    expect(page.status).toBe(422);
    expect(problemsOn(page)).toHaveProperty(field, message);
  });

  it('every problem is listed at once', async () => {
    const page = await sendForm(app, NI_192, entry({ period: '2008-09-q3', value: 'forty', status: '' }));
    expect(Object.keys(problemsOn(page)).sort()).toEqual(['period', 'status', 'value']);
  });

  it('an unknown target is not found', async () => {
    expect((await sendForm(app, '/figures/laa2/ni-999', entry())).status).toBe(404);
    expect((await sendForm(app, '/figures/laa9/ni-192', entry())).status).toBe(404);
    expect((await sendForm(app, '/figures/laa1/laa1-dv', entry())).status).toBe(404);
  });

  it('more than a form can hold is not read', async () => {
    const page = await sendForm(app, NI_192, entry({ commentary: 'x'.repeat(210_000) }));
    expect([page.status, h1Of(page)]).toEqual([413, 'The request could not be read']);
  });

  it('another kind of body is not taken', async () => {
    const body = JSON.stringify(saving(1));
    for (const type of ['application/json', 'text/plain']) {
      const { status } = await request(app).post(NI_192).set('Content-Type', type).send(body);
      expect(status).toBe(415);
    }
    expect(store.rows.figures.list()).toHaveLength(690);
  });

  it('there is no form where the record is shown as it was known earlier', async () => {
    const page = await openPage(app, '/targets/laa2/ni-192?as_at=2008-11-18');
    expect(page.root.querySelectorAll('main form[method="post"]')).toHaveLength(0);
  });
});

describe('two people and one figure', () => {
  const first = saving(1, { value: '39.2', note: 'First' });
  const second = saving(1, { value: '40.1', note: 'Second', commentary: 'Mine' });

  it.each([
    ['the second', first, second, '39.20%', '40.10%'],
    ['in the other order the other', second, first, '40.10%', '39.20%'],
  ])('%s is told, sees both, and keeps what was typed', async (_sentence, faster, slower, held, typed) => {
    const test = testApp();
    expect((await sendForm(test.app, NI_192, faster)).status).toBe(303);
    const page = await sendForm(test.app, NI_192, slower);
    expect(page.status).toBe(409);
    expect(mainText(page)).toContain('Another figure for this quarter was recorded after you looked.');
    expect(comparison(page).Figure?.record).toBe(`${held} version 3, 19 November 2008, 00:00, Performance officer`);
    expect(comparison(page).Figure?.typed).toContain(typed);
    expect(typedOn(page)).toMatchObject({ value: slower.value, note: slower.note, commentary: slower.commentary });
    expect(figuresOf(test, 'NI 192', '2008/09 Q2')).toHaveLength(3);
    expect(test.store.rows.commentaries.list()).toHaveLength(83 + (faster.commentary === '' ? 0 : 1));
  });

  it('whoever has seen the other’s figure can put the own one above it', async () => {
    const test = testApp();
    await sendForm(test.app, NI_192, first);
    const page = await sendForm(test.app, NI_192, second);
    const form = page.root.querySelectorAll('form').find((each) => /Save/.test(textOf(each)));
    const values = form === undefined ? {} : valuesOf(form);
    expect(values).toMatchObject({ value: '40.1', seen: '3' });
    expect((await sendForm(test.app, NI_192, { ...values, step: 'save' })).status).toBe(303);
    expect(figuresOf(test, 'NI 192', '2008/09 Q2').map(({ version, value }) => [version, value])).toEqual([
      [1, quantity('40.82')],
      [2, quantity('40.9')],
      [3, quantity('39.2')],
      [4, quantity('40.1')],
    ]);
  });

  it('two first figures: the slower one is told before a note is asked for', async () => {
    const test = testApp();
    const own = saving(0, { value: '578', note: '' });
    expect((await sendForm(test.app, '/figures/laa2/ni-156', own)).status).toBe(303);
    const page = await sendForm(test.app, '/figures/laa2/ni-156', { ...own, value: '580' });
    expect(page.status).toBe(409);
    expect(comparison(page).Figure?.record).toContain('578');
    expect(comparison(page).Figure?.typed).toContain('580');
  });

  it.each([
    ['no number', 'x'],
    ['nothing', ''],
    ['a version that never was', '7'],
    ['a negative one', '-1'],
  ])('a save that says %s of what was seen is not taken', async (_sentence, seen) => {
    const test = testApp();
    expect((await sendForm(test.app, NI_192, { ...entry(), step: 'save', seen })).status).toBe(409);
    expect(figuresOf(test, 'NI 192', '2008/09 Q2')).toHaveLength(2);
  });

  it('of twenty saves at once one wins', async () => {
    const test = testApp();
    const values = Array.from({ length: 20 }, (_, index) => (39 + index / 100).toFixed(2));
    const answers = await Promise.all(values.map((value) => sendForm(test.app, NI_192, saving(1, { value }))));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    const won = values[answers.findIndex(({ status }) => status === 303)] ?? '';
    expect(figuresOf(test, 'NI 192', '2008/09 Q2').map(({ version, value }) => [version, value])).toEqual([
      [1, quantity('40.82')],
      [2, quantity('40.9')],
      [3, quantity(won)],
    ]);
  });
});

describe('a request that this site did not make', () => {
  const { app, store } = testApp();
  const refusal = [403, 'This request came from another site and was refused.'];

  it.each<[string, Record<string, string>]>([
    ['a form on another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a form on another port of this host', { 'Sec-Fetch-Site': 'same-site' }],
    ['another origin, from a browser that says no more', { Origin: 'http://evil.example' }],
    ['an origin that is hidden', { Origin: 'null' }],
    ['this host by another protocol', { Host: 'localhost:3000', Origin: 'https://localhost:3000' }],
    ['this host on another port', { Host: 'localhost:3000', Origin: 'http://localhost:4000' }],
    ['a foreign name that points here', { Host: 'evil.example', 'Sec-Fetch-Site': 'same-origin' }],
    ['a foreign name that begins as ours', { Host: 'localhost.evil.example', 'Sec-Fetch-Site': 'same-origin' }],
    ['a foreign name that looks like an address', { Host: '127.0.0.1.evil.example' }],
  ])('%s is refused and changes nothing', async (_sentence, headers) => {
    const { status, html } = await sendForm(app, NI_192, saving(1), headers);
    expect([status, html]).toEqual(refusal);
    expect(store.rows.figures.list()).toHaveLength(690);
  });

  it('a page asked for under a foreign name is refused too', async () => {
    const { status, text } = await request(app).get('/').set('Host', 'evil.example');
    expect([status, text]).toEqual(refusal);
  });

  it.each<[string, Record<string, string>]>([
    ['a form of this site', { 'Sec-Fetch-Site': 'same-origin' }],
    ['an address typed by hand', { 'Sec-Fetch-Site': 'none' }],
    ['this origin, from an older browser', { Host: 'localhost:3000', Origin: 'http://localhost:3000' }],
    ['this origin by its number', { Host: '[::1]:3000', Origin: 'http://[::1]:3000' }],
    ['a script without either', {}],
  ])('%s is taken', async (_sentence, headers) => {
    expect((await sendForm(app, NI_192, checking(), headers)).status).toBe(200);
  });

  it('a link from another site opens a page, and only that', async () => {
    const { status } = await request(app).get('/').set('Sec-Fetch-Site', 'cross-site');
    expect(status).toBe(200);
  });
});
