import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { COMMAND_LINE } from '../support/authors.ts';
import {
  h1Of,
  hasSection,
  linkTo,
  mainText,
  openPage,
  type Page,
  rowsUnder,
  rowUnder,
  sectionOf,
  sectionText,
  tableRows,
  textOf,
  texts,
} from '../support/page.ts';
import { period, quantity } from '../support/records.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

const { app } = testApp();

const DV_A = '/targets/laa1/laa1-dv/a';

function at(moment: string): TestApp {
  const later = testApp();
  later.setNow(moment);
  return later;
}

/** What stands at the head of a target’s page: its colour, since when, and for which quarter. */
function lightsOn(page: Page): string {
  return textOf(page.root.querySelector('.lights'));
}

/** The arithmetic, line by line: what, and how much. */
function workingOn(page: Page): [string, string][] {
  return sectionOf(page, 'Why')
    .querySelectorAll('tr')
    .map((row) => [textOf(row.querySelector('th')), textOf(row.querySelector('td'))]);
}

describe('the domestic abuse target, as the Board must see it', () => {
  it('says what it is, who leads it and which way is better', async () => {
    const page = await openPage(app, DV_A);
    expect(h1Of(page)).toBe('Domestic violence: domestic incidents reported to the police');
    const text = mainText(page);
    for (const fact of ['LAA1 DV a', 'Oxfordshire Safer Communities Partnership', 'higher is better']) {
      expect(text).toContain(fact);
    }
  });

  it('is red since the quarter before, with the sentence that a chairman can read out', async () => {
    const page = await openPage(app, DV_A);
    expect(lightsOn(page)).toContain(
      'Now Red Year end Red Stretch Red The lead says Red red since quarter 1 of 2008/09 2008/09 Q2, as known on 19 November 2008',
    );
    expect(sectionText(page, 'Why red')).toContain(
      'Year to date 3,016 by September 2008 against 3,282 expected: 266 short, more than the tolerance of 98.46.',
    );
  });

  // 6,564 agreed; half of it by the second quarter; 1,512 + 1,504 came in; 3 per cent of 3,282 is 98.46.
  it.each([
    ['the baseline', /^Baseline, 2004\/05/, 'ill. 5,340'],
    ['the target', /^Target for 2008\/09$/, '6,564'],
    ['what is expected by now', /^Expected by 2008\/09 Q2: 6,564 × 2\/4\b/, '3,282'],
    ['the figures that make the sum', /^Actual, year to date: 1,512 \+ 1,504\b/, 'ill. 3,016'],
    ['the gap', /^Gap: 3,016 − 3,282/, 'ill. 266 short'],
    [
      'the tolerance and who set it',
      /^Tolerance: 3% of 3,282 expected set by: Example setting; no Oxfordshire tolerance was found$/,
      '98.46',
    ],
  ])('its arithmetic has %s', async (_sentence, line, value) => {
    const lines = workingOn(await openPage(app, DV_A)).filter(([label]) => line.test(label));
    expect(lines.map(([, number]) => number)).toEqual([value]);
  });

  it.each([
    [
      'who agreed the target when',
      'Target for 2008/09',
      'version 1, agreed by Government Office for the South East on 31 March 2006',
    ],
    [
      'the versions of these figures',
      'Actual, year to date',
      '2008/09 Q1 version 1, final, recorded 14 August 2008 and 2008/09 Q2 version 1, final, recorded 30 October 2008',
    ],
  ])('says %s', async (_sentence, head, from) => {
    expect(rowUnder(await openPage(app, DV_A), 'Where the numbers come from', head).From).toBe(from);
  });

  it('says what would turn it amber: 3,282 − 98 = 3,184', async () => {
    const why = sectionText(await openPage(app, DV_A), 'Why red');
    expect(why).toContain('Amber with 168 more: 3,184.');
    expect(why).toContain('Rule 3.4');
    // 1,504 against 1,512 in the quarter before and 1,502 a year before.
    expect(why).toContain('Against the quarter before: worsening; against a year before: improving.');
  });

  it('looks ahead: where the year will end, what is still needed, and what hangs on it', async () => {
    const ahead = sectionOf(await openPage(app, DV_A), 'What it would take');
    const facts = ahead
      .querySelectorAll('dl > div')
      .map((fact) => [textOf(fact.querySelector('dt')), textOf(fact.querySelector('dd'))]);
    expect(facts.map(([label]) => label)).toEqual(['Forecast', 'Chance of 6,564', 'Reward']);
    expect(facts.every(([, text]) => text?.endsWith('ill.'))).toBe(true);
    expect(textOf(ahead)).toContain(
      'Still needed: 1,774 a quarter; so far it was 1,508, in the best quarter 1,515: would need a record every quarter. ill.',
    );
  });

  it('what is needed is a bar beside the best quarter and the pace', async () => {
    const rows = sectionOf(await openPage(app, DV_A), 'What it would take').querySelectorAll('.bars tr');
    // 1,515 and 1,508 of 1,774.
    expect(
      rows.map((bar) => [
        textOf(bar.querySelector('th')),
        textOf(bar.querySelector('td')),
        Number(bar.querySelector('rect')?.getAttribute('width')).toFixed(1),
      ]),
    ).toEqual([
      ['Needed in each quarter left', '1,774', '100.0'],
      ['Best quarter so far', '1,515', '85.4'],
      ['A quarter so far, on average', '1,508', '85.0'],
    ]);
  });

  it('says how far to trust it: what the lights ahead stand on, under other rules, and what the same forecast would have said a year ago', async () => {
    const facts = sectionOf(await openPage(app, DV_A), 'How far to trust it')
      .querySelectorAll('dl > div')
      .map((fact) => [textOf(fact.querySelector('dt')), textOf(fact.querySelector('dd'))]);
    // 1,455 and 1,502 in two quarters of four; 5,970 came in the four.
    expect(facts).toEqual([
      // 3% of 6,564 is 196.92. The stretch is the target of the year.
      ...[
        ['year’s end', 'target'],
        ['stretch', 'stretch'],
      ].map(([light, goal]) => [
        `Why the ${light} is red`,
        `6,079 is forecast by March 2009 against a ${goal} of 6,564: reaching it is very unlikely, coming within the tolerance of 196.92 very unlikely. Rule 4. ill.`,
      ]),
      [
        'Under other rules',
        'Red under all six (the tolerance halved, as set and doubled; the path as set and straight). ill.',
      ],
      [
        'A year ago',
        'It would have said 5,914 for March 2008, if it goes on at the rate so far; 5,970 came, 56 more. ill.',
      ],
    ]);
  });

  it('shows how its process behaves, with limits for trial from ten quarters', async () => {
    const chart = sectionOf(await openPage(app, DV_A), 'How far to trust it').querySelector('figure');
    expect(textOf(chart?.querySelector('.chart__sentence'))).toBe(
      'Too early to call a quarter unusual: until there are 13, the limits are for trial, drawn from the 10 quarters to September 2008.',
    );
  });

  it('of a target without a figure nothing is said of what lies ahead', async () => {
    expect(hasSection(await openPage(app, '/targets/laa2/ni-110'), 'What it would take')).toBe(false);
  });

  it('on the national profile it would be amber: 1,172 + 1,168 against 4,790 × 2/4', async () => {
    const page = await openPage(app, DV_A);
    const rows = sectionOf(page, 'On both counting rules')
      .querySelectorAll('tr')
      .map((line) => line.querySelectorAll('th, td').map(textOf));
    // A year of which 2,279 of 4,562 and so on came by half: there is one complete year on it, so 2,340 × 2.
    expect(rows).toEqual([
      ['Counting rule', 'Wider local data set', 'National profile'],
      [
        'Standing',
        'Judged. Agreed by Government Office for the South East on 31 March 2006 Illustrative figures.',
        'As if it had been agreed. Refused by Government Office for the South East and the Home Office on 30 September 2008 Illustrative figures.',
      ],
      ['Now, year end', 'Red Red', 'Amber Amber'],
      ['Target for 2008/09', '6,564', '4,790'],
      ['So far', '3,016 of 3,282 expected: 266 short', '2,340 of 2,395 expected: 55 short'],
      ['Forecast', '6,079', '4,680'],
      ['Needed a quarter', '1,774; best so far 1,515', '1,225; best so far 1,172'],
    ]);
    expect(sectionText(page, 'On both counting rules')).toContain('National profile. The Home Office definition');
  });

  it('asked for on the national profile, it says first that this is not what counts, and what does', async () => {
    const page = await openPage(app, `${DV_A}?basis=national`);
    const notice = page.root.querySelector('.contradictions');
    expect(textOf(notice)).toBe(
      'National profile is not the rule on which this target is judged. Refused by Government Office for the South ' +
        'East and the Home Office on 30 September 2008. What is below is as if it had been agreed. ' +
        'Wider local data set, on which it is judged, is Red Show it as it is judged',
    );
    expect(notice?.querySelector('a')?.getAttribute('href')).toBe(DV_A);
    expect(lightsOn(page)).toContain('Now Amber');
    const rows = rowsUnder(page, 'On both counting rules');
    expect(rows[0]?.cells).toMatchObject({
      'National profile': expect.stringMatching(/^As if it had been agreed\. Refused by/),
      'Wider local data set': expect.stringMatching(/^Judged\. Agreed by/),
    });
    expect(rows[1]?.cells).toMatchObject({ 'National profile': 'Amber Amber', 'Wider local data set': 'Red Red' });
    expect(textOf(page.root.querySelector('.chart__sentence'))).toContain(
      'On the counting rule that is judged (Wider local data set): 3,016.',
    );
    expect(sectionText(page, 'What it would take')).toContain('If it had been agreed: £750,000 hangs on the stretch');
  });

  it('leads from each counting rule to the other, at the same quarter and day', async () => {
    const linksOf = async (address: string) =>
      sectionOf(await openPage(app, address), 'On both counting rules')
        .querySelectorAll('thead a')
        .map((link) => [textOf(link), link.getAttribute('href'), link.getAttribute('aria-current')]);
    const then = 'period=2008-09-q1&as_at=2008-11-01';
    const local = ['Wider local data set', `${DV_A}?${then}`];
    const national = ['National profile', `${DV_A}?basis=national&${then}`];
    expect(await linksOf(`${DV_A}?${then}`)).toEqual([
      [...local, 'true'],
      [...national, undefined],
    ]);
    expect(await linksOf(`${DV_A}?basis=national&${then}`)).toEqual([
      [...national, 'true'],
      [...local, undefined],
    ]);
  });

  it('on the rule on which it is judged it says nothing of that', async () => {
    for (const address of [DV_A, `${DV_A}?basis=standard`, '/targets/laa2/ni-192']) {
      expect(mainText(await openPage(app, address))).not.toContain('is not the rule');
    }
  });

  it('says who refused what and when', async () => {
    const rows = rowsUnder(await openPage(app, DV_A), 'What was agreed, proposed and refused');
    const national = rows.filter(({ head }) => head.startsWith('Target, 2008/09 National profile'));
    expect(national.map(({ head, cells }) => [head.slice(-9), cells.Value, cells.State, cells.Decided])).toEqual([
      ['version 1', '4,790', 'Proposed', 'not decided; recorded 28 July 2008'],
      ['version 2', '4,790', 'Refused', '30 September 2008 Government Office for the South East and the Home Office'],
    ]);
    expect(national[1]?.cells.Why).toContain('refused, the old target stands');
    const agreed = rows.filter(({ head }) => head.startsWith('Target, 2008/09 Wider local data set'));
    expect(agreed.map(({ cells }) => [cells.Value, cells.State])).toEqual([['6,564', 'Agreed']]);
    expect(rowUnder(await openPage(app, DV_A), 'What was agreed', 'Reward pot, 2008/09 Wider').Value).toBe('£750,000');
  });

  it('in August the answer was not known', async () => {
    const rows = rowsUnder(await openPage(app, `${DV_A}?as_at=2008-08-15`), 'What was agreed');
    expect(rows.map(({ cells }) => cells.State)).not.toContain('Refused');
    expect(rows.map(({ cells }) => cells.State)).toContain('Proposed');
  });

  it('says what is being done and by when it should show', async () => {
    const rows = rowsUnder(await openPage(app, DV_A), 'Every action');
    expect(rows.map(({ cells }) => [cells.By, cells.State, cells['Should show']])).toEqual([
      ['29 October 2008', 'Done', '+120 by 2008/09 Q4'],
      ['31 December 2008', 'Under way', '+180 by 2008/09 Q4'],
      ['30 September 2008', 'Dropped', '–'],
    ]);
    const before = rowsUnder(await openPage(app, `${DV_A}?as_at=2008-10-28`), 'Every action');
    expect(before.map(({ cells }) => cells.State)).toEqual(['Under way', 'Under way', 'Dropped']);
  });

  it('what is done and has still to show is in hand too, what was dropped is not', async () => {
    const inHand = sectionOf(await openPage(app, DV_A), 'What is being done')
      .querySelectorAll('li')
      .map(textOf);
    expect(inHand).toEqual([
      expect.stringMatching(/^Campaign .*Done; .*by 29 October 2008; should show \+120 by 2008\/09 Q4$/),
      expect.stringMatching(/Under way; .*by 31 December 2008; should show \+180 by 2008\/09 Q4$/),
    ]);
  });

  it('what the Board asked has its answer once that is given', async () => {
    const asked = sectionText(await openPage(app, DV_A), 'What the Board asked');
    expect(asked).toContain('19 November 2008. If the domestic violence target is missed, how much reward is at risk');
    expect(asked).not.toContain('Answer');
    const later = sectionText(await openPage(at('2008-12-16T12:00:00Z').app, DV_A), 'What the Board asked');
    expect(later).toContain('Answer: Up to the whole share of this part.');
  });

  it('what was said stands newest first, with who said it', async () => {
    const page = await openPage(app, DV_A);
    const said = sectionOf(page, 'What has been said').querySelectorAll('h3').map(textOf);
    expect(said).toEqual([
      'July to September 2008',
      'April to June 2008',
      'January to March 2008',
      'October to December 2007',
    ]);
    expect(sectionText(page, 'What has been said')).toContain('Safer Communities analyst, 30 October 2008, 15:08');
  });

  it('the figures of both counting rules stand newest first', async () => {
    const rows = rowsUnder(await openPage(app, DV_A), 'Every figure');
    expect(rows).toHaveLength(14);
    expect(rows.slice(0, 2).map(({ head, cells }) => [head, cells.Value, cells.Version, cells.Recorded])).toEqual([
      ['2008/09 Q2 Wider local data set', '1,504', '1, final', '30 October 2008, 16:08 Safer Communities analyst'],
      ['2008/09 Q2 National profile', '1,168', '1, final', '10 November 2008, 09:40 Safer Communities analyst'],
    ]);
  });
});

describe('colours and their reasons', () => {
  it.each([
    [
      'a share ahead of its path, still provisional',
      '/targets/laa2/ni-192',
      'Now Green',
      '40.82% by September 2008 (provisional) against 40.20% expected: 0.62 points ahead.',
    ],
    [
      'the line that leads to it',
      '/targets/laa2/ni-192',
      'Now Green',
      'Expected by 2008/09 Q2: 39.40 + (41.00 − 39.40) × 2/4',
    ],
    ['the numbers behind a share', '/targets/laa2/ni-192', 'Now Green', 'Actual: 122,392 of 299,845'],
    ['how far it may fall', '/targets/laa2/ni-192', 'Now Green', 'Amber with 0.63 points less'],
    // (40.82 − 39.4) / (41 − 39.4) = 0.8875.
    ['the share of the improvement', '/targets/laa2/ni-192', 'Now Green', '89% of the planned improvement is reached.'],
    [
      'few pupils',
      '/targets/laa2/ni-101',
      'Now Red',
      '8.5% by September 2008 against 15.0% expected: 6.5 points short, more than the tolerance of 3.',
    ],
    // 6 of 47 is 12.8 %, 5 of 47 is 10.6 %; amber begins at 12.0 %.
    ['few pupils, in cases', '/targets/laa2/ni-101', 'Now Red', 'Amber with 3.5 points more (2 cases more): 12.0%.'],
    [
      'lower is better',
      '/targets/laa2/ni-131',
      'Now Red',
      '14.0 per 100,000 population by September 2008 against 12.3 expected: 1.7 over, more than the tolerance of 0.984.',
    ],
    [
      'a figure that is late',
      '/targets/laa2/ni-156',
      'Now No return',
      'No figure has come in for July to September 2008; it was due on 28 October 2008 and is 22 days late.',
    ],
    [
      'a sum of which an earlier quarter is missing',
      '/targets/laa1/hcop1',
      'Now No return',
      'No figure has come in for April to June 2008; it was due on 28 July 2008 and is 114 days late.',
    ],
    [
      'a figure that its source has not published',
      '/targets/laa2/ni-95',
      'Now No data',
      'There is no figure for July to September 2008: its source has not published it.',
    ],
    ['a placeholder', '/targets/laa2/ni-6', 'Now No target', 'No target is agreed yet: this one is a placeholder.'],
    [
      'milestones while the figure is fourteen months away',
      '/targets/laa2/ni-112',
      'Now Amber',
      'Judged by milestones: ‘Condom card scheme in all school-age clinics’ was due on 31 August 2008 and was 30 days overdue on 30 September 2008.',
    ],
    [
      'milestones that are complete',
      '/targets/laa2/ni-8',
      'Now Green',
      'Judged by milestones: the one milestone due so far is complete.',
    ],
    ['a level', '/targets/laa2/ni-188', 'Now Green', 'Judged by milestones'],
    // 12 a year × 2 quarters of 4.
    ['a running count', '/targets/ox2030/ox2030-1', 'Now Green', '7 by September 2008 against 6 expected: 1 ahead.'],
    [
      'exactly as expected',
      '/targets/ox2030/ox2030-2',
      'Now Green',
      '3 by September 2008 against 3 expected: exactly as expected.',
    ],
    // 1,350 × 2/4 or its own profile; 656 came in.
    ['a rate that is summed', '/targets/laa2/ni-111', 'Now Green', 'against 675 expected: 19 under.'],
  ])('%s', async (_sentence, address, light, words) => {
    const page = await openPage(app, address);
    expect(lightsOn(page)).toContain(light);
    expect(sectionText(page, 'Why')).toContain(words);
  });

  it.each([
    ['no return since June', '/targets/laa2/ni-156', 'Last known Green 2008/09 Q1, 4 months old'],
    ['no return since March', '/targets/laa1/hcop1', 'Last known Green 2007/08 Q4, 7 months old'],
  ])('beside a grey stands the last known colour: %s', async (_sentence, address, words) => {
    expect(lightsOn(await openPage(app, address))).toContain(words);
  });

  it('a target that is parked says since when and why, and still shows its figures', async () => {
    const { app: then } = at('2009-03-01T00:00:00Z');
    const page = await openPage(then, '/targets/laa2/ni-154');
    expect(lightsOn(page)).toContain('Now Parked');
    expect(lightsOn(page)).not.toContain('Last known');
    expect(sectionText(page, 'Why parked')).toContain(
      "Parked since 18 February 2009: Parked at the board's wish until the downturn is clearer; put forward for the refresh.",
    );
    // 498 + 471 + 455.
    expect(workingOn(page).some(([label, value]) => label.includes('498 + 471 + 455') && value === 'ill. 1,424')).toBe(
      true,
    );
    const before = await openPage(then, '/targets/laa2/ni-154?as_at=2009-02-17');
    expect(lightsOn(before)).toContain('Now Red');
  });

  it('a target that is withdrawn says so and is out of the list; as it was known before, it is there', async () => {
    const { app: then } = at('2009-04-01T00:00:00Z');
    const page = await openPage(then, '/targets/laa2/ni-74');
    expect(page.status).toBe(200);
    expect(lightsOn(page)).toContain('Withdrawn since 31 March 2009: ');
    expect(lightsOn(page)).toContain(
      'from summer 2009 the tests at Key Stage 3 are no longer required. It is not in the agreement’s count.',
    );
    expect(hasSection(page, 'Why')).toBe(false);
    expect(rowUnder(page, 'Every figure', '2008/09 Q2').Value).toBe('70.9%');
    const list = await openPage(then, '/targets?q=ni74');
    expect(rowsUnder(list, 'Out of the count').map(({ head }) => head)).toEqual([
      expect.stringContaining('LAA2 NI 74'),
    ]);
    expect(mainText(list)).toContain('0 of ');
    expect(hasSection(await openPage(then, '/targets?q=ni74&state=withdrawn'), 'Out of the count')).toBe(true);
    expect(mainText(await openPage(then, '/targets?q=ni74&state=parked'))).toContain('No target fits.');
    expect(mainText(await openPage(then, '/targets?q=ni74&colour=red'))).toContain('No target fits.');
    expect((await openPage(then, '/targets.csv?q=ni74')).root.text).not.toContain('NI 74');
    expect(lightsOn(await openPage(then, '/targets/laa2/ni-74?as_at=2009-03-30&period=2008-09-q2'))).toContain(
      'Now Green',
    );
  });

  it('milestones stand with what is known of them on the day', async () => {
    const [first = {}, second = {}, third = {}] = rowsUnder(
      await openPage(app, '/targets/laa2/ni-112'),
      'Milestones',
    ).map(({ cells }) => cells);
    expect([first, second, third]).toEqual([
      { Due: '31 August 2008', Complete: 'not complete, overdue' },
      { Due: '31 December 2008', Complete: 'not yet' },
      { Due: '30 June 2009', Complete: 'not yet' },
    ]);
    const later = rowsUnder(await openPage(at('2009-07-01T00:00:00Z').app, '/targets/laa2/ni-112'), 'Milestones');
    expect(later.map(({ cells }) => cells.Complete)).toEqual([
      '12 December 2008, late',
      '16 February 2009, late',
      '24 June 2009',
    ]);
  });

  it('a counting rule that it does not have is refused, with those that it has', async () => {
    const page = await openPage(app, `${DV_A}?basis=local`);
    expect(page.status).toBe(422);
    expect(mainText(page)).toContain('This target is not counted on a basis local: choose standard or national.');
  });

  it('of a figure that came with one part only, the other is a dash', async () => {
    const outOf = async (address: string, quarter: string) =>
      rowUnder(await openPage(app, address), 'Every figure', quarter)['Out of'];
    expect(await outOf('/targets/ox2030/ox2030-3', '2008/09 Q2')).toBe('– of 109');
    expect(await outOf('/targets/laa2/ni-192', '2008/09 Q2')).toBe('122,392 of 299,845');
  });

  it('of the other counting rule too it is said that figures are made up', async () => {
    const [standing] = rowsUnder(await openPage(app, DV_A), 'On both counting rules');
    expect(standing?.cells['National profile']).toMatch(/ Illustrative figures\.$/);
  });

  it('whoever led it once is named, not coded', async () => {
    const { app: then } = at('2009-10-20T00:00:00Z');
    const rows = rowsUnder(await openPage(then, '/targets/laa2/ni-192'), 'How its terms have changed');
    expect(rows.at(-1)?.cells['Led by']).toBe('Oxfordshire Waste Partnership');
  });

  it('where the year’s end decides, it says what would turn the light now', async () => {
    // 98 came of 91 expected, with a tolerance of 7.28: 90 is the first that is short.
    const page = await openPage(at('2009-11-01T00:00:00Z').app, '/targets/laa2/ni-155?period=2009-10-q1');
    expect(lightsOn(page)).toContain('Now Green Year end Amber');
    expect(sectionText(page, 'Why amber')).toContain('Now would be amber with 8 less: 90.');
  });

  it('a corrected figure shows the version that replaced it, once that is known', async () => {
    const { app: then } = at('2009-10-20T00:00:00Z');
    const page = await openPage(then, '/targets/laa2/ni-192?period=2008-09-q2');
    expect(sectionText(page, 'Why')).toContain('40.90% by September 2008 against 40.20% expected: 0.7');
    const rows = rowsUnder(page, 'Every figure').filter(({ head }) => head.startsWith('2008/09 Q2'));
    expect(rows.map(({ cells }) => [cells.Value, cells.Version])).toEqual([
      ['40.90%', '2, final'],
      ['40.82%', '1, provisional (replaced)'],
    ]);
    const dayBefore = await openPage(then, '/targets/laa2/ni-192?period=2008-09-q2&as_at=2009-10-12');
    expect(sectionText(dayBefore, 'Why')).toContain('40.82% by September 2008 (provisional)');
  });

  it('its terms show how they have changed, and the tolerance moves the judgement only from then on', async () => {
    const { app: then } = at('2009-03-01T00:00:00Z');
    const rows = rowsUnder(await openPage(then, '/targets/laa2/ni-131'), 'How its terms have changed');
    expect(rows.map(({ head, cells }) => [head, cells.Tolerance?.slice(0, 22), cells.Why])).toEqual([
      ['18 February 2009 version 2', '5% of what is expected', "Narrower after the board's challenge of November"],
      ['30 June 2008 version 1', '8% of what is expected', 'Agreed with Government in June 2008'],
    ]);
    expect(hasSection(await openPage(app, '/targets/laa2/ni-131'), 'How its terms have changed')).toBe(false);
  });

  it('a target of LAA1 leads on to the one that follows it', async () => {
    const page = await openPage(app, '/targets/laa1/laa1-waste');
    expect(linkTo(page, 'LAA2 NI 192')).toBe('/targets/laa2/ni-192');
  });
});

describe('addresses', () => {
  it.each([
    ['in small letters with dashes', '/targets/laa2/ni-192'],
    ['in capitals', '/TARGETS/LAA2/NI-192'],
    ['with the blank of the code', '/targets/LAA2/NI%20192'],
    ['with a part', '/targets/laa1/laa1-dv/A'],
    ['with a quarter in capitals', '/targets/laa2/ni-192?period=2008-09-Q1'],
    ['with a quarter as people write it', '/targets/laa2/ni-192?period=2008/09%20Q1'],
    ['of the CSV in capitals', '/targets.CSV?agreement=LAA1'],
  ])('%s answer', async (_sentence, address) => {
    expect((await request(app).get(address)).status).toBe(200);
  });

  it.each([
    ['a target without the part that it needs', '/targets/laa1/laa1-dv', 404, 'has no target laa1-dv'],
    ['a target of another agreement', '/targets/laa1/ni-192', 404, 'has no target ni-192'],
    [
      'a target that was not recorded yet',
      '/targets/laa2/ni-192?as_at=2008-06-29',
      404,
      'not recorded yet on 2008-06-29',
    ],
    ['a quarter before its agreement', '/targets/laa2/ni-192?period=2007-08-q4', 422, '2007/08 Q4 is outside LAA2'],
    ['a quarter after its agreement', `${DV_A}?period=2009-10-q1`, 422, '2009/10 Q1 is outside LAA1'],
    ['a day after today', '/targets/laa2/ni-192?as_at=2008-11-20', 422, 'must not be after today'],
    ['an unknown colour', '/targets?colour=purple', 422, 'The colour must be one of green, amber, red'],
    ['an unknown state', '/targets?state=lost', 422, 'The state must be one of agreed, placeholder'],
    ['an unknown order', '/targets?sort=random', 422, 'The sort must be one of agreement, title'],
    ['an unknown agreement', '/targets?agreement=laa9', 404, 'There is no agreement laa9.'],
    ['an unknown colour in the CSV', '/targets.csv?colour=purple', 422, 'The colour must be one of'],
    ['a list of a quarter in which nothing ran', '/targets?period=2005-06-q1', 422, 'No agreement runs in 2005/06 Q1.'],
  ])('%s is refused', async (_sentence, address, status, words) => {
    const page = await openPage(app, address);
    expect(page.status).toBe(status);
    expect(mainText(page)).toContain(words);
  });
});

/** Codes of the targets on the list, in its order. */
function codesOn(page: Page): string[] {
  const table = page.root.querySelector('main table');
  const rows = table === null ? [] : tableRows(table);
  return rows.map(
    ({ head }) =>
      /(?:LAA1|LAA2|OX2030)(?: (?:NI|DV|CLEAN|WASTE|CYP1|HCOP1|HCOP2))?(?: \d+)?(?: [abc])?(?=, )/.exec(head)?.[0] ??
      head,
  );
}

describe('the list', () => {
  it.each([
    [
      'of an agreement',
      'agreement=laa1',
      ['LAA1 CYP1', 'LAA1 HCOP1', 'LAA1 HCOP2', 'LAA1 CLEAN', 'LAA1 DV a', 'LAA1 DV b', 'LAA1 WASTE'],
    ],
    [
      'of a partnership that leads',
      'partnership=owp',
      ['LAA1 CLEAN', 'LAA1 WASTE', 'LAA2 NI 191', 'LAA2 NI 192', 'LAA2 NI 195 a', 'LAA2 NI 195 b', 'LAA2 NI 196'],
    ],
    [
      'of one that only contributes',
      'partnership=LSP',
      ['LAA2 NI 81', 'LAA2 NI 117', 'LAA2 NI 152', 'LAA2 NI 163', 'LAA2 NI 164'],
    ],
    [
      'of one that does both',
      'partnership=hwb&agreement=laa2',
      ['LAA2 NI 8', 'LAA2 NI 56', 'LAA2 NI 70', 'LAA2 NI 112', 'LAA2 NI 120', 'LAA2 NI 131', 'LAA2 NI 135'],
    ],
    ['of a colour', 'colour=amber&agreement=laa1', ['LAA1 CYP1', 'LAA1 HCOP2', 'LAA1 CLEAN']],
    ['of a grey', 'colour=no-return', ['LAA1 HCOP1', 'LAA2 NI 156']],
    [
      'of a state',
      'state=placeholder',
      ['LAA2 NI 6', 'LAA2 NI 7', 'LAA2 NI 21', 'LAA2 NI 32', 'LAA2 NI 110', 'LAA2 NI 185'],
    ],
    ['by a code', 'q=NI+192', ['LAA2 NI 192']],
    ['by a code without its blank', 'q=ni192', ['LAA2 NI 192']],
    ['by a code with its part', 'q=ni195b', ['LAA2 NI 195 b']],
    ['by words in any order and case', 'q=WASTE+household', ['LAA1 WASTE', 'LAA2 NI 191', 'LAA2 NI 192']],
    ['by words and a colour', 'q=looked+after&colour=red', ['LAA2 NI 101']],
    ['of an earlier quarter', 'agreement=laa1&period=2007-08-q1&colour=red', ['LAA1 DV a', 'LAA1 DV b']],
    ['as known earlier', 'agreement=laa1&as_at=2008-10-29&colour=red', ['LAA1 DV b']],
    ['by words that are in none', 'q=ni+(192', []],
    ['of an unknown partnership', 'partnership=nobody', []],
  ])('%s', async (_sentence, query, codes) => {
    const page = await openPage(app, `/targets?${query}`);
    expect(page.status).toBe(200);
    expect(codesOn(page)).toEqual(codes);
  });

  it('says how many of how many', async () => {
    expect(mainText(await openPage(app, '/targets'))).toContain('64 targets');
    expect(mainText(await openPage(app, '/targets?colour=red'))).toContain('10 of 64 targets');
    expect(mainText(await openPage(app, '/targets?agreement=laa1'))).toContain('7 targets');
    expect(mainText(await openPage(app, '/targets?q=nothing+of+the+kind'))).toContain('No target fits.');
  });

  it('shows of each its colour, figure, expected value, target and gap', async () => {
    const page = await openPage(app, '/targets');
    const table = page.root.querySelector('main table');
    const rows = table === null ? [] : tableRows(table);
    const cellsOf = (title: string) => rows.find(({ head }) => head.startsWith(title))?.cells;
    expect(cellsOf('Household waste sent')).toEqual({
      'Led by': 'Oxfordshire Waste Partnership',
      Colour: 'Green',
      Now: '40.82%',
      Expected: '40.20%',
      Target: '41.00%',
      Gap: '0.62 points ahead',
    });
    expect(cellsOf('Falls in care homes')).toMatchObject({
      Colour: 'No return was green, 2007/08 Q4',
      Now: '–',
      Expected: '–',
      Target: '1,800',
      Gap: '–',
    });
    expect(cellsOf('Under 18 conception')).toMatchObject({ Colour: 'Amber', Gap: 'milestone 30 days overdue' });
    expect(cellsOf('Adapting to climate')).toMatchObject({
      Colour: 'Green',
      Target: 'level 1',
      Gap: '1 milestone complete',
    });
  });

  it('in the agreement’s order: NI by number, then other codes, then parts', async () => {
    const codes = codesOn(await openPage(app, '/targets'));
    expect(codes.slice(0, 11)).toEqual([
      'LAA1 CYP1',
      'LAA1 HCOP1',
      'LAA1 HCOP2',
      'LAA1 CLEAN',
      'LAA1 DV a',
      'LAA1 DV b',
      'LAA1 WASTE',
      'LAA2 NI 6',
      'LAA2 NI 7',
      'LAA2 NI 8',
      'LAA2 NI 20',
    ]);
    expect(codes.slice(-3)).toEqual(['OX2030 4 c', 'OX2030 5', 'OX2030 6']);
  });

  it('by title', async () => {
    const page = await openPage(app, '/targets?sort=title');
    const titles = texts(page, 'main tbody th a');
    expect(titles.slice(0, 4)).toEqual([
      '16 to 18 year olds not in education, employment or training',
      'Access to services and facilities by public transport, walking and cycling',
      'Adapting to climate change',
      'Adult participation in sport and active recreation',
    ]);
  });

  it('by colour: red, amber, the greys, green last', async () => {
    const page = await openPage(app, '/targets?sort=colour');
    const lights = page.root.querySelectorAll('main tbody .light').map(textOf);
    const groups = lights.filter((light, index) => light !== lights[index - 1]);
    expect(groups).toEqual(['Red', 'Amber', 'No return', 'No data', 'No target', 'Green']);
    expect(codesOn(page).slice(0, 3)).toEqual(['LAA1 DV a', 'LAA1 DV b', 'LAA2 NI 70']);
  });

  it('worst first within a colour: pounds at risk first, then the gap as a share of what was expected', async () => {
    const codes = codesOn(await openPage(app, '/targets?sort=worst'));
    expect(codes.slice(0, 6)).toEqual([
      'LAA1 DV a',
      'LAA1 DV b',
      'OX2030 5',
      'LAA2 NI 101',
      'LAA2 NI 155',
      'LAA2 NI 154',
    ]);
  });

  it('by partnership', async () => {
    const page = await openPage(app, '/targets?sort=partnership');
    const leads = page.root.querySelectorAll('main tbody td[data-label="Led by"]').map(textOf);
    expect(leads).toEqual([...leads].sort());
    expect(new Set(leads).size).toBeGreaterThan(5);
  });

  it('its form keeps what was asked for, and its links lead to the same quarter and day', async () => {
    const page = await openPage(
      app,
      '/targets?q=waste&partnership=owp&colour=green&sort=title&period=2008-09-q2&as_at=2008-11-18',
    );
    const chosen = (name: string) => page.root.querySelector(`#${name} option[selected]`)?.getAttribute('value');
    expect([chosen('partnership'), chosen('colour'), chosen('sort')]).toEqual(['owp', 'green', 'title']);
    expect(page.root.querySelector('#q')?.getAttribute('value')).toBe('waste');
    expect(linkTo(page, 'Residual household waste per household')).toBe(
      '/targets/laa2/ni-191?period=2008-09-q2&as_at=2008-11-18',
    );
    const csv = new URL(linkTo(page, 'Risk summary of these as CSV'), 'http://localhost');
    expect(csv.pathname).toBe('/targets.csv');
    expect(Object.fromEntries(csv.searchParams)).toEqual({
      q: 'waste',
      partnership: 'owp',
      colour: 'green',
      sort: 'title',
      period: '2008-09-q2',
      as_at: '2008-11-18',
    });
  });
});

const COLUMNS =
  'agreement,indicator,part,title,lead,contributors,unit,polarity,period,figure_period,actual,status,expected,target,stretch,gap,now,year_end,overall,own_view,direction_previous,direction_year_ago,forecast,chance,needed_per_quarter,reward_at_risk,reason,commentary,open_actions,age_days,provenance';

async function csvOf(given: TestApp['app'], query: string): Promise<{ text: string; rows: Record<string, string>[] }> {
  const { text } = await request(given).get(`/targets.csv${query}`);
  const rows: Record<string, string>[] = parse(text, { bom: true, columns: true });
  return { text, rows };
}

/** A whole row: what is not named is empty. */
function row(filled: Readonly<Record<string, string>>): Record<string, string> {
  return { ...Object.fromEntries(COLUMNS.split(',').map((column) => [column, ''])), ...filled };
}

describe('the risk summary', () => {
  it('is UTF-8 with a BOM and CRLF, its head as agreed, to be saved as a file', async () => {
    const response = await request(app).get('/targets.csv');
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(response.headers['content-disposition']).toMatch(/^attachment; filename="?risk-summary\.csv"?$/);
    expect(response.text.startsWith(`\uFEFF${COLUMNS}\r\n`)).toBe(true);
    expect(response.text.endsWith('\r\n')).toBe(true);
    expect((await csvOf(app, '')).rows).toHaveLength(64);
  });

  it.each<[string, string, string]>([
    [
      'a row, character by character',
      '?q=ni192',
      // 40.82 and two steps of (40.82 − 34.9) / 9 more; 0.18 in two quarters.
      `LAA2,NI 192,,"Household waste sent for reuse, recycling and composting",OWP,,%,higher,2008/09 Q2,2008/09 Q2,40.82,provisional,40.2,41,,0.62,green,green,green,,improving,improving,${40.82 + (2 * (40.82 - 34.9)) / 9},,0.09,,40.82% by September 2008 (provisional) against 40.20% expected: 0.62 points ahead.,,0,50,illustrative`,
    ],
    [
      'a figure, an expected value and a gap that are not rounded',
      '?q=ni131',
      'LAA2,NI 131,,Delayed transfers of care from hospitals,HWB,,"per 100,000 population",lower,2008/09 Q2,2008/09 Q2,14,final,12.25,11.8,,-1.75,red,red,red,amber,,worsening,14.8,,-1.1,,"14.0 per 100,000 population by September 2008 against 12.3 expected: 1.7 over, more than the tolerance of 0.984.","Delays are up on last year. Waiting for a care home place is the largest cause, then waiting for assessment. The Primary Care Trust and the council meet weekly on the longest cases.",1,50,illustrative',
    ],
  ])('%s', async (_sentence, query, line) => {
    const { text } = await csvOf(app, query);
    expect(text).toBe(`\uFEFF${COLUMNS}\r\n${line}\r\n`);
  });

  it.each([
    [
      'the domestic abuse target: large numbers without commas, and one action open of three',
      '?q=laa1+dv+incidents',
      {
        agreement: 'LAA1',
        indicator: 'LAA1 DV',
        part: 'a',
        title: 'Domestic violence: domestic incidents reported to the police',
        lead: 'OSCP',
        unit: 'number',
        polarity: 'higher',
        period: '2008/09 Q2',
        figure_period: '2008/09 Q2',
        actual: '3016',
        status: 'final',
        expected: '3282',
        target: '6564',
        stretch: '6564',
        gap: '-266',
        now: 'red',
        year_end: 'red',
        overall: 'red',
        own_view: 'red',
        forecast: expect.stringMatching(/^6078\.978/),
        chance: expect.stringMatching(/e-/),
        needed_per_quarter: '1774',
        reward_at_risk: expect.stringMatching(/^73308\d\.\d\d?$/),
        direction_previous: 'worsening',
        direction_year_ago: 'improving',
        reason:
          'Year to date 3,016 by September 2008 against 3,282 expected: 266 short, more than the tolerance of 98.46.',
        commentary:
          'The answer was no: the target stays at 6,564 and is not 4,790. Reporting has levelled off and at this pace the year will miss the stretch by several hundred. A campaign to encourage reporting starts on 29 October. We have also asked for third-party intelligence reports to count; no answer yet.',
        open_actions: '1',
        age_days: '50',
        provenance: 'illustrative',
      },
    ],
    [
      'a target that milestones judge: no figure, no age',
      '?q=ni112',
      {
        agreement: 'LAA2',
        indicator: 'NI 112',
        title: 'Under 18 conception rate',
        lead: 'CYPT',
        contributors: 'HWB',
        unit: 'per 1,000 population',
        polarity: 'lower',
        period: '2008/09 Q2',
        target: '25',
        now: 'amber',
        year_end: 'no-forecast',
        overall: 'amber',
        own_view: 'amber',
        reason:
          'Judged by milestones: ‘Condom card scheme in all school-age clinics’ was due on 31 August 2008 and was 30 days overdue on 30 September 2008.',
        commentary:
          'The latest rate is for 2006 and we will not see 2007 until February. It sits above the path to the target. The condom card scheme should have been in all clinics by the end of August; four still wait for trained staff.',
        open_actions: '1',
        provenance: 'illustrative',
      },
    ],
    [
      'a figure that is not published',
      '?q=ni95',
      {
        agreement: 'LAA2',
        indicator: 'NI 95',
        title: 'Progress by two levels in English between Key Stages 2 and 3',
        lead: 'CYPT',
        unit: '%',
        polarity: 'higher',
        period: '2008/09 Q2',
        figure_period: '2008/09 Q2',
        target: '31',
        now: 'no-data',
        year_end: 'no-forecast',
        overall: 'no-data',
        own_view: 'amber',
        reason: 'There is no figure for July to September 2008: its source has not published it.',
        commentary:
          'Results have been held up in marking. The tests have been dropped from next summer, so the target will have to go.',
        open_actions: '0',
        age_days: '50',
        provenance: 'illustrative',
      },
    ],
    [
      'a placeholder: next to nothing is known',
      '?q=regular+volunteering',
      {
        agreement: 'LAA2',
        indicator: 'NI 6',
        title: 'Participation in regular volunteering',
        lead: 'OVSDP',
        unit: '%',
        polarity: 'higher',
        period: '2008/09 Q2',
        now: 'no-target',
        year_end: 'no-forecast',
        overall: 'no-target',
        reason: 'No target is agreed yet: this one is a placeholder.',
        open_actions: '0',
      },
    ],
  ])('%s', async (_sentence, query, filled) => {
    expect((await csvOf(app, query)).rows).toEqual([row(filled)]);
  });

  it.each([
    [''],
    ['?agreement=laa1'],
    ['?colour=red&sort=worst'],
    ['?partnership=lsp'],
    ['?state=placeholder'],
    ['?q=waste+household'],
    ['?period=2007-08-q4&sort=title'],
    ['?as_at=2008-10-29&colour=no-return'],
    ['?q=nothing+of+the+kind'],
  ])('holds the same targets in the same order as the page: %s', async (query) => {
    const page = await openPage(app, `/targets${query}`);
    const { rows } = await csvOf(app, query);
    expect(rows.map((each) => each.title)).toEqual(texts(page, 'main tbody th a'));
  });

  it('another day gives another age, and what was known then', async () => {
    const { rows } = await csvOf(app, '?q=laa1+dv+incidents&as_at=2008-10-29');
    expect(rows).toMatchObject([{ now: 'no-return', actual: '', open_actions: '1', age_days: '', figure_period: '' }]);
    const next = await csvOf(app, '?q=laa1+dv+incidents&as_at=2008-10-30');
    expect(next.rows).toMatchObject([{ now: 'red', actual: '3016', age_days: '30' }]);
  });

  it('the same record gives the same bytes', async () => {
    const [first, second] = [await csvOf(app, ''), await csvOf(testApp().app, '')];
    expect(second.text).toBe(first.text);
  });

  it.each([
    ['an equals sign', '=HYPERLINK("http://evil.example")'],
    ['a plus sign', '+1+cmd'],
    ['a minus sign', '-2+3+cmd'],
    ['an at sign', '@SUM(A1)'],
    ['a tab', '\t=1+1'],
  ])('a text that begins with %s cannot start a formula', async (_sentence, text) => {
    const { app: own, store } = testApp();
    const indicator = store.rows.indicators.list().find((each) => each.indicator === 'NI 192');
    if (indicator === undefined) throw new Error('The example has no NI 192');
    store.write(COMMAND_LINE, () => {
      store.rows.indicators.replace({ ...indicator, title: text });
      store.rows.commentaries.insert({
        agreement: 'LAA2',
        indicator: 'NI 192',
        part: '',
        period: period('2008/09 Q2'),
        version: 1,
        text,
        cause: null,
        own_view: null,
        recorded_at: '2008-11-18T10:00:00Z',
        recorded_by: null,
        provenance: 'entered',
        source: null,
      });
    });
    const { rows } = await csvOf(own, '?agreement=laa2');
    expect(rows.find((each) => each.indicator === 'NI 192')).toMatchObject({
      title: `'${text}`,
      commentary: `'${text}`,
    });
  });

  it('text of several lines, with quotes and commas, comes back whole', async () => {
    const { app: own, store } = testApp();
    const text = 'Said “so”, and "so",\nand so on.';
    store.write(COMMAND_LINE, () =>
      store.rows.commentaries.insert({
        agreement: 'LAA2',
        indicator: 'NI 192',
        part: '',
        period: period('2008/09 Q2'),
        version: 1,
        text,
        cause: null,
        own_view: null,
        recorded_at: '2008-11-18T10:00:00Z',
        recorded_by: null,
        provenance: 'entered',
        source: null,
      }),
    );
    expect((await csvOf(own, '?q=ni192')).rows).toMatchObject([{ commentary: text }]);
  });

  it('a figure that was typed is entered, and the target beside it is still the weaker part', async () => {
    const { app: own, store } = testApp();
    const [figure] = store.rows.figures
      .list()
      .filter((each) => each.indicator === 'NI 192' && each.period === period('2008/09 Q2'));
    if (figure === undefined) throw new Error('The example has no figure of NI 192');
    store.write(COMMAND_LINE, () =>
      store.rows.figures.insert({
        ...figure,
        version: 3,
        value: quantity('40.9'),
        numerator: null,
        denominator: null,
        recorded_at: '2008-11-18T10:00:00Z',
        provenance: 'entered',
      }),
    );
    expect((await csvOf(own, '?q=ni192')).rows).toMatchObject([{ actual: '40.9', provenance: 'illustrative' }]);
  });
});
