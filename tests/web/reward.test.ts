import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { COMMAND_LINE } from '../support/authors.ts';
import { mainText, openPage, sectionOf, textOf } from '../support/page.ts';
import { testApp } from '../support/test-app.ts';

const { app } = testApp();

const FIRST = 'Local Area Agreement 2006-09';

/** The cells of each row of the tables of an agreement, without the marks. */
async function tablesOf(path: string, heading = FIRST): Promise<string[][][]> {
  const section = sectionOf(await openPage(app, path), heading);
  return section
    .querySelectorAll('table')
    .map((table) =>
      table
        .querySelectorAll('tbody tr')
        .map((row) => row.querySelectorAll('th, td').map((cell) => (textOf(cell) ?? '').replace(/^ill\. /, ''))),
    );
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
      'payment begins at 1,880; a unit is worth £7,500 ill.',
    ]);
  });

  it('adds up by partnership and in one sentence', async () => {
    const [, partnerships = []] = await tablesOf('/reward');
    expect(partnerships).toEqual([
      ['Oxfordshire Safer Communities Partnership', '£1,500,000', '£1,377,830', '£0', '–'],
      ["Oxfordshire Children and Young People's Trust", '£1,500,000', '£400,000', '£1,100,000', '–'],
      ['Health and Wellbeing Partnership Board', '£3,000,000', '£214,815', '£1,285,185', '£1,500,000'],
      ['Oxfordshire Waste Partnership', '£3,000,000', '£0', '£1,500,000', '£1,500,000'],
    ]);
    const section = sectionOf(await openPage(app, '/reward'), FIRST);
    expect(textOf(section.querySelector('.lead'))).toBe(
      'Of £9,000,000, £1,992,645 is at risk; at the forecasts £3,885,185 would be paid. ' +
        'Of £3,000,000 nothing can be said yet. ill.',
    );
  });

  it('before the stretch’s year nothing can be said of any pot', async () => {
    const [targets = []] = await tablesOf('/reward?period=2006-07-q4');
    expect(targets.map((cells) => cells[2])).toEqual(Array.from({ length: 7 }, () => 'not known'));
  });

  it('an agreement that is rewarded as a whole says what was decided of it; one without a scheme is not there', async () => {
    const page = await openPage(app, '/reward');
    expect(textOf(sectionOf(page, 'Local Area Agreement 2008-11'))).toMatch(
      /No pot is on record for it\..*announced that it would not be paid/,
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
