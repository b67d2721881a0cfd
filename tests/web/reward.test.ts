import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { COMMAND_LINE } from '../support/authors.ts';
import { cancellation } from '../support/package-rows.ts';
import { mainText, openPage, rowUnder, sectionOf, textOf } from '../support/page.ts';
import { testApp } from '../support/test-app.ts';

const { app } = testApp();

const FIRST = 'Local Area Agreement 2006-09';

/** The cells of each row of the tables of an agreement, without the marks. */
async function tablesOf(path: string, heading = FIRST): Promise<string[][][]> {
  const section = sectionOf(await openPage(app, path), heading);
  return section
    .querySelectorAll('table')
    .filter((table) => table.closest('figure') === null)
    .map((table) =>
      table
        .querySelectorAll('tbody tr')
        .map((row) => row.querySelectorAll('th, td').map((cell) => (textOf(cell) ?? '').replace(/^ill\. /, ''))),
    );
}

function rowOf(rows: readonly string[][], title: string): string[] | undefined {
  return rows.find(([cell]) => cell?.startsWith(title));
}

describe('the reward', () => {
  it('shows each stretch target, most at risk first, and those of which nothing is known last', async () => {
    const [targets = []] = await tablesOf('/reward');
    expect(targets.map(([title]) => title?.replace(/ LAA1.*/, ''))).toEqual([
      'Domestic violence: domestic incidents reported to the police',
      'Domestic violence: sanction detections',
      'GCSE achievement',
      'Older people helped to live at home with intensive home support',
      'Household waste recycled and composted',
      'Falls in care homes',
      'Street cleanliness: land and highways below standard',
    ]);
  });

  it('the domestic-abuse target: £733,084 of £750,000 at risk, 99.4 incidents short of the threshold', async () => {
    // 5,600 + 0.6 × (6,564 − 5,600) = 6,178.4; 750,000 / 964 = 778.01; the forecast is 6,078.98.
    const [[incidents] = []] = await tablesOf('/reward');
    expect(incidents?.slice(1)).toEqual([
      '£750,000',
      '£733,084',
      '£16,916',
      '£0',
      '6,079, 99.4 short of 6,178.4; a unit is worth £778 ill.',
    ]);
  });

  it('what has reached its threshold is short of nothing: 2.2 of 3 points, £1,100,000', async () => {
    const [targets = []] = await tablesOf('/reward');
    expect(targets[2]?.slice(1)).toEqual([
      '£1,500,000',
      '£400,000',
      '£1,100,000',
      '£1,100,000',
      '63.2%, reaches 62.8%; a point is worth £500,000 ill.',
    ]);
  });

  it('what is not known is not made up', async () => {
    const [targets = []] = await tablesOf('/reward');
    // 2,000 − 0.6 × 200.
    expect(targets[5]?.slice(1)).toEqual([
      '£1,500,000',
      'not known',
      '–',
      '–',
      'no forecast; payment begins at 1,880; a unit is worth £7,500 ill.',
    ]);
  });

  it('adds up by partnership and in one sentence', async () => {
    const [, partnerships = []] = await tablesOf('/reward');
    expect(partnerships).toEqual([
      ['Oxfordshire Safer Communities Partnership', '£1,500,000', '£1,377,830', '£122,170', '£0', '–'],
      ["Oxfordshire Children and Young People's Trust", '£1,500,000', '£400,000', '£1,100,000', '£1,100,000', '–'],
      ['Health and Wellbeing Partnership Board', '£3,000,000', '£214,815', '£1,285,185', '£1,285,185', '£1,500,000'],
      ['Oxfordshire Waste Partnership', '£3,000,000', '£0', '£1,500,000', '£1,500,000', '£1,500,000'],
      ['Together', '£9,000,000', '£1,992,645', '£4,007,355', '£3,885,185', '£3,000,000'],
    ]);
    const section = sectionOf(await openPage(app, '/reward'), FIRST);
    expect(textOf(section.querySelector('.lead'))).toBe(
      'Of £9,000,000, £1,992,645 is at risk and £4,007,355 to be expected; of £3,000,000 nothing can be said yet. ' +
        'At the forecasts themselves £3,885,185 would be paid. ill.',
    );
  });

  it('shows where effort pays: pounds at risk against what is needed of the best quarter so far', async () => {
    const figure = sectionOf(await openPage(app, '/reward'), FIRST).querySelector('figure');
    // 1,774 of 1,515; 472.5 of 402; HCOP2 needs 64 in two quarters, and rose by 19.75 a quarter over the last four.
    expect(figure?.querySelectorAll('tbody tr').map((row) => row.querySelectorAll('th, td').map(textOf))).toEqual([
      ['LAA1 DV a', '£733,084', 'needed 1,774 a quarter, 117% of the best quarter so far'],
      ['LAA1 DV b', '£644,747', 'needed 472.5 a quarter, 118% of the best quarter so far'],
      ['LAA1 HCOP2', '£214,815', 'needed 32 a quarter, 162% of the present pace'],
    ]);
    expect(textOf(figure?.querySelector('.chart__sentence'))).toBe(
      'The full stretch asks more than was ever done for £1,592,645 (LAA1 DV a, LAA1 DV b and LAA1 HCOP2).',
    );
  });

  it('says in which instalments it would be paid, capital and revenue: half of 3,885,185.19 each year', async () => {
    const tables = await tablesOf('/reward');
    expect(tables.at(-1)).toEqual([
      ['2009/10', '£971,296', '£971,296', '£1,942,593'],
      ['2010/11', '£971,296', '£971,296', '£1,942,593'],
    ]);
    expect(textOf(sectionOf(await openPage(app, '/reward'), FIRST))).toContain(
      'Paid in two yearly instalments: 50% in 2009/10',
    );
  });

  it('a reward that was cancelled stays, as cancelled, from the day on which it was', async () => {
    const later = testApp();
    later.setNow('2011-02-01T00:00:00Z');
    const shown = async (path: string) =>
      textOf(sectionOf(await openPage(later.app, path), 'Local Area Agreement 2008-11'));
    expect(await shown('/reward?period=2010-11-q2')).toContain(
      'Cancelled on 31 October 2010 by Department for Communities and Local Government: Reward for the agreements',
    );
    expect(await shown('/reward?period=2010-11-q2&as_at=2010-10-30')).not.toContain('Cancelled');
    const band = async (path: string) => textOf((await openPage(later.app, path)).root.querySelector('.band'));
    expect(await band('/?period=2010-11-q2')).toContain('The reward of LAA2 was cancelled on 31 October 2010');
    expect(await band('/?period=2010-11-q2&as_at=2010-10-30')).not.toContain('cancelled');
  });

  it('of targets under a cancelled reward nothing counts as at risk', async () => {
    const test = testApp();
    const row = cancellation({ agreement: 'LAA1', cancelled_on: '2008-11-01' });
    test.store.write(COMMAND_LINE, () => test.store.rows.cancellations.insert(row));
    const board = await openPage(test.app, '/?agreement=laa1');
    expect(textOf(board.root.querySelector('.band'))).not.toContain('reward at risk');
    expect(rowUnder(board, 'Red', 'Domestic violence: domestic')['At risk']).toBe('cancelled');
    const target = await openPage(test.app, '/targets/laa1/laa1-dv/a');
    expect(textOf(sectionOf(target, 'What it would take'))).toContain(
      'Cancelled on 1 November 2008. Nothing of it will be paid. Without that: £750,000 hangs on the stretch',
    );
    const reward = await openPage(test.app, '/reward');
    expect(sectionOf(reward, FIRST).querySelector('figure')).toBeNull();
    const summary = await request(test.app).get('/targets.csv?q=laa1+dv+incidents');
    const [risk] = parse(summary.text, { columns: true, bom: true }) as Record<string, string>[];
    expect(risk?.reward_at_risk).toBe('');
    const { text } = await request(test.app).get('/reward.csv');
    const [first] = parse(text, { columns: true, bom: true }) as Record<string, string>[];
    expect(first?.cancelled_on).toBe('2008-11-01');
  });

  it('before the stretch’s year nothing can be said of any pot', async () => {
    const [targets = []] = await tablesOf('/reward?period=2006-07-q4');
    expect(targets.map((cells) => cells[2])).toEqual(Array.from({ length: 7 }, () => 'not known'));
    expect(rowOf(targets, 'Domestic violence: domestic')?.at(-1)).toMatch(
      /^its year has not begun; payment begins at 6,178\.4;/,
    );
  });

  it('an agreement that has ended is led to, in its last quarter', async () => {
    const later = testApp();
    later.setNow('2009-09-01T00:00:00Z');
    const page = await openPage(later.app, '/reward');
    const links = page.root.querySelectorAll('main p a').map((link) => [textOf(link), link.getAttribute('href')]);
    expect(links).toContainEqual(['Local Area Agreement 2006-09, January to March 2009', '/reward?period=2008-09-q4']);
    expect(mainText(await openPage(later.app, '/reward?period=2008-09-q4'))).not.toContain('had ended by then');
  });

  it('an agreement that is rewarded as a whole says what was decided of it; one without a scheme is not there', async () => {
    const page = await openPage(app, '/reward');
    expect(textOf(sectionOf(page, 'Local Area Agreement 2008-11'))).toMatch(
      /No pot is on record for it\..*judged on the agreement as a whole/,
    );
    expect(mainText(page)).not.toContain('Oxfordshire 2030');
  });

  it('where no agreement has a reward it says so', async () => {
    const later = testApp();
    later.setNow('2011-06-30T00:00:00Z');
    for (const row of later.store.rows.agreements.list()) {
      later.store.write(COMMAND_LINE, () => later.store.rows.agreements.replace({ ...row, reward_scheme: 'none' }));
    }
    const page = await openPage(later.app, '/reward');
    expect(mainText(page)).toContain('No agreement that runs in this quarter has a reward.');
  });

  it('comes as a table for spreadsheets, with what is made up marked', async () => {
    const { text, headers } = await request(app).get('/reward.csv').expect(200);
    expect(headers['content-disposition']).toContain('reward.csv');
    const rows = parse(text, { columns: true, bom: true }) as Record<string, string>[];
    expect(rows).toHaveLength(7);
    expect(rows[0]).toMatchObject({
      agreement: 'LAA1',
      indicator: 'LAA1 DV',
      part: 'a',
      period: '2008/09 Q2',
      pot: '750000',
      payment: '0',
      threshold_at: '6178.4',
      pounds_per_unit: '778.01',
      illustrative: 'yes',
    });
    expect(rows[5]).toMatchObject({ indicator: 'HCOP1', payment: '', at_risk: '', threshold_at: '1880' });
  });

  it.each([
    ['/reward?period=soon', 422],
    ['/reward?period=2030-31-q1', 422],
    ['/reward?as_at=2030-01-01', 422],
    ['/reward.csv?period=soon', 422],
  ])('%s', async (path, status) => {
    await request(app).get(path).expect(status);
  });
});
