import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { periodText } from '../../server/domain/period.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import { mainText, openPage, rowUnder, textOf } from '../support/page.ts';
import { check, EMPTY_DAY, submitWhole } from '../support/returns.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

type Row = Readonly<Record<string, string>>;

async function casesOf(test: TestApp, query = '?agreement=laa1'): Promise<Row[]> {
  const { text, status } = await request(test.app).get(`/forecasts.csv${query}`);
  expect(status).toBe(200);
  return parse(text, { bom: true, columns: true });
}

const isIncidents = ({ indicator, part }: Row): boolean => indicator === 'LAA1 DV' && part === 'a';

/** The return of July to September 2008 submitted and signed off by the app. */
async function signedOff(): Promise<TestApp> {
  const test = testApp();
  test.setNow(EMPTY_DAY);
  await submitWhole(test.as('lead'));
  test.setNow('2008-10-27T08:00:00Z');
  await check(test.app, 'sign-off');
  return test;
}

describe('a sign-off', () => {
  it('keeps what was forecast of each target of the return, by the rules and by the lead', async () => {
    const { store } = await signedOff();
    const [incidents] = store.keptForecasts.list('LAA1').filter(({ part }) => part === 'a');
    // 3,016 of the half year; half way of 2006/07 and 2007/08 were 2,781 / 5,596 and 2,957 / 5,970.
    expect(incidents).toMatchObject({
      partnership: 'OSCP',
      rules_version: 1,
      basis: 'standard',
      method: 'profile',
      value: expect.closeTo(6078.98, 2),
      sd: expect.closeTo(55.344, 3),
      chance: expect.closeTo(0, 10),
      target: 6564,
      year_end: 'red',
      at: '2008-10-27T08:00:00Z',
    });
    expect(store.contentFault()).toBeNull();
  });

  it('counts from when its year has ended, in place of what would be worked out again', async () => {
    const test = await signedOff();
    expect((await casesOf(test)).filter((row) => isIncidents(row) && row.period?.startsWith('2008/09'))).toEqual([]);
    test.setNow('2009-07-01T00:00:00Z');
    const rows = (await casesOf(test)).filter(isIncidents);
    expect(rows.map(({ period, kept }) => [period, kept])).toEqual([
      ...['2006/07 Q1', '2006/07 Q2', '2006/07 Q3', '2007/08 Q1', '2007/08 Q2', '2007/08 Q3'].map((quarter) => [
        quarter,
        'no',
      ]),
      ['2008/09 Q1', 'no'],
      ['2008/09 Q2', 'yes'],
      ['2008/09 Q3', 'no'],
    ]);
    expect(rows.find(({ kept }) => kept === 'yes')).toMatchObject({
      method: 'profile',
      year_end: 'red',
      target: '6564',
      outturn_light: 'red',
    });
    const page = await openPage(test.app, '/forecasts?agreement=laa1');
    expect(mainText(page)).toMatch(/Kept when a return was signed off: 2 of 44\./);
  });
});

describe('how forecasts did', () => {
  it('says it in one sentence, by method and by partnership', async () => {
    const test = testApp();
    const page = await openPage(test.app, '/forecasts?agreement=laa1');
    const rows = await casesOf(test);
    // By hand, from the figures of 2006/07 and 2007/08 at the rate so far and the tolerances: of the falls none of 6
    // had the colour that came, of the older people helped 3 of 3, of the incidents 5 of 6, of the detections 4 of 6.
    // The leads said amber and green came (falls), green and amber came (incidents, detections), and were right thrice.
    expect(textOf(page.root.querySelector('.lead'))).toBe(
      'By the rules, 12 of 21 forecasts had the colour that came. The leads had it in 3 of 6, were rosier in 2 and ' +
        'gloomier in 1. Illustrative figures.',
    );
    // 2007/08: the incidents were forecast at 5,820, 5,914 and 5,940 by the rate; 5,970 came, the target was 6,080.
    expect(
      rows
        .filter((row) => isIncidents(row) && row.period?.startsWith('2007/08'))
        .map((row) => [row.method, row.forecast, row.outturn]),
    ).toEqual([
      ['straight-line', '5820', '5970'],
      ['straight-line', '5914', '5970'],
      ['straight-line', '5940', '5970'],
    ]);
    expect(rowUnder(page, 'By how they were made', 'At the rate so far').Forecasts).toBe('18');
    expect(rowUnder(page, 'By partnership', 'Oxfordshire Safer Communities')['Own view: right colour']).toBe('0 of 2');
  });

  it('holds nothing against a target that was changed afterwards, and says so', async () => {
    const test = await signedOff();
    test.setNow('2009-07-01T00:00:00Z');
    const agreed = { agreement: 'LAA1', indicator: 'LAA1 DV', part: 'a', basis: 'standard', item: 'target' } as const;
    const held = test.store.versions.commitments.findLatest({ ...agreed, period: 2008 });
    if (held === null) throw new Error('there is no target');
    test.store.write(COMMAND_LINE, () =>
      test.store.rows.commitments.insert({
        ...held,
        version: 2,
        value: held.value - 10_000,
        recorded_on: '2009-06-30',
      }),
    );
    const page = await openPage(test.app, '/forecasts?agreement=laa1');
    expect(mainText(page)).toContain('Left out: 3 forecasts whose target was changed afterwards.');
    const rows = (await casesOf(test)).filter(isIncidents);
    expect(rows.map(({ period }) => period)).not.toContain('2008/09 Q2');
  });

  it.each([
    // The quarter after July to September 2007 ended on 31 December, and no meeting of the Board on it is on record.
    ['2007/08 Q2', '2007-12-31T12:00:00Z', '6110', 'on the day on which the next quarter ended counts'],
    ['2007/08 Q2', '2008-01-01T12:00:00Z', '5914', 'the day after does not'],
    // It met on October to December 2007 on 4 March 2008.
    ['2007/08 Q3', '2008-03-04T12:00:00Z', '6076', 'on the day of the Board’s meeting counts'],
    ['2007/08 Q3', '2008-03-05T12:00:00Z', '5940', 'the day after it does not'],
  ])('what was recorded for %s at %s: %s, %s', async (quarter, at, forecast) => {
    // Of 1,455, 1,502 and 1,498 the last is corrected to 1,600: (1,455 + 1,600) × 2 and (1,455 + 1,502 + 1,600) / 3 × 4.
    const test = testApp();
    const [held] = test.store.rows.figures
      .list()
      .filter(
        (row) =>
          row.indicator === 'LAA1 DV' &&
          row.part === 'a' &&
          row.basis === 'standard' &&
          periodText(row.period) === quarter,
      );
    if (held === undefined) throw new Error(`there is no figure for ${quarter}`);
    const corrected = { ...held, version: held.version + 1, value: 1600 * 10_000, recorded_at: at };
    test.store.write(COMMAND_LINE, () => test.store.rows.figures.insert(corrected));
    const rows = (await casesOf(test)).filter(isIncidents);
    expect(rows.find(({ period }) => period === quarter)?.forecast).toBe(forecast);
  });

  it('counts for whoever led the target when it was said', async () => {
    const test = await signedOff();
    const terms = test.store.rows.targets.list().filter((row) => row.indicator === 'LAA1 DV' && row.part === 'a');
    const held = terms.at(-1);
    if (held === undefined) throw new Error('there is no target');
    const moved = { ...held, version: held.version + 1, lead: 'OWP', recorded_on: '2008-12-01', reason: 'A test' };
    test.store.write(COMMAND_LINE, () => test.store.rows.targets.insert(moved));
    test.setNow('2009-07-01T00:00:00Z');
    const leads = (await casesOf(test)).filter((row) => isIncidents(row) && row.period?.startsWith('2008/09'));
    expect(leads.map(({ period, lead }) => [period, lead])).toEqual([
      ['2008/09 Q1', 'Oxfordshire Safer Communities Partnership'],
      ['2008/09 Q2', 'Oxfordshire Safer Communities Partnership'],
      ['2008/09 Q3', 'Oxfordshire Waste Partnership'],
    ]);
  });

  it('knows only what was recorded by the day that is asked for', async () => {
    const test = testApp();
    test.setNow('2010-07-01T00:00:00Z');
    const first = await casesOf(test, '?agreement=laa1&as_at=2007-06-30');
    expect([...new Set(first.map(({ period }) => period))]).toEqual(['2006/07 Q1', '2006/07 Q2', '2006/07 Q3']);
    expect(await casesOf(test, '?agreement=laa1&as_at=2006-12-31')).toEqual([]);
  });

  it('of an agreement of which no year has ended there is nothing to say', async () => {
    const page = await openPage(testApp().app, '/forecasts?agreement=laa2');
    expect(mainText(page)).toContain('No forecast can be held against what came yet.');
  });

  it.each([
    ['an unknown agreement', '/forecasts?agreement=laa9', 404],
    ['a day after today', '/forecasts?as_at=2030-01-01', 422],
  ])('%s is refused', async (_, path, status) => {
    expect((await openPage(testApp().app, path)).status).toBe(status);
  });
});
