import { describe, expect, it } from 'vitest';
import {
  h1Of,
  hasSection,
  linkTo,
  mainText,
  openPage,
  type Page,
  rowsUnder,
  sectionOf,
  sectionText,
  tableRows,
  textOf,
} from '../support/page.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

const { app } = testApp();

function at(moment: string): TestApp['app'] {
  const later = testApp();
  later.setNow(moment);
  return later.app;
}

/** Each that leads a target, with its counts: targets, red, amber, green, not judged. */
function countsOn(page: Page): (string | number)[][] {
  const table = page.root.querySelector('main table');
  return (table === null ? [] : tableRows(table)).map(({ head, cells }) => [
    head,
    ...['Targets', 'Red', 'Amber', 'Green', 'Not judged'].map((column) => Number(cells[column])),
  ]);
}

describe('the list of partnerships', () => {
  // Worked out from the CSV files of the example by rules.md 1 to 3, apart from the app.
  const THEN = [
    ['Central Oxfordshire Steering Group', 2, 0, 1, 1, 0],
    ['Environment Partnership', 3, 1, 0, 1, 1],
    ['Health and Wellbeing Partnership Board', 6, 1, 1, 3, 1],
    ["Oxfordshire Children and Young People's Trust", 25, 3, 6, 14, 2],
    ['Oxfordshire Economic Partnership', 4, 1, 2, 1, 0],
    ['Oxfordshire Housing Partnership', 3, 2, 0, 0, 1],
    ['Oxfordshire Safer Communities Partnership', 10, 2, 2, 4, 2],
    ['Oxfordshire Voluntary Sector Development Partnership', 4, 0, 0, 2, 2],
    ['Oxfordshire Waste Partnership', 7, 0, 3, 4, 0],
  ];
  const YEAR_LATER = [
    ['Environment and Waste Partnership', 8, 0, 1, 3, 4],
    ['Health and Wellbeing Partnership Board', 4, 0, 1, 0, 3],
    ["Oxfordshire Children and Young People's Trust", 20, 2, 5, 9, 4],
    ['Oxfordshire Economic Partnership', 4, 0, 1, 1, 2],
    ['Oxfordshire Safer Communities Partnership', 8, 0, 1, 1, 6],
    ['Oxfordshire Stronger Communities Alliance', 4, 0, 0, 2, 2],
    ['Spatial Planning and Infrastructure Partnership', 5, 0, 1, 1, 3],
  ];
  const byName = (rows: (string | number)[][]) => rows.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));

  it('those that lead a target have its colours counted, and the counts add up to the Board’s', async () => {
    const counts = countsOn(await openPage(app, '/partnerships'));
    expect(byName(counts)).toEqual(THEN);
    const sums = [1, 2, 3, 4, 5].map((column) => counts.reduce((sum, row) => sum + Number(row[column]), 0));
    expect(sums).toEqual([64, 10, 15, 30, 9]);
  });

  it('a year later others lead, with what is known then', async () => {
    const counts = countsOn(await openPage(at('2009-10-20T00:00:00Z'), '/partnerships?period=2009-10-q2'));
    expect(byName(counts)).toEqual(YEAR_LATER);
  });

  it('in a quarter of LAA1 alone only its partnerships lead', async () => {
    const counts = countsOn(await openPage(app, '/partnerships?period=2007-08-q4'));
    expect(byName(counts).map(([name, targets]) => [name, targets])).toEqual([
      ['Health and Wellbeing Partnership Board', 2],
      ["Oxfordshire Children and Young People's Trust", 1],
      ['Oxfordshire Safer Communities Partnership', 2],
      ['Oxfordshire Waste Partnership', 2],
    ]);
  });

  it('every partnership is there once, and leads to its page on the same day', async () => {
    const page = await openPage(app, '/partnerships?as_at=2008-11-05');
    const links = page.root.querySelectorAll('main a').map(({ attributes }) => attributes.href ?? '');
    const partnerships = links.filter((href) => href.startsWith('/partnerships/'));
    expect(partnerships).toHaveLength(87);
    expect(new Set(partnerships).size).toBe(87);
    expect(linkTo(page, 'Oxfordshire Waste Partnership')).toBe('/partnerships/owp?as_at=2008-11-05');
  });

  it('says when a partnership is or was at work', async () => {
    const text = mainText(await openPage(app, '/partnerships'));
    expect(text).toContain('Environment and Waste Partnership At work from 1 September 2009 to 31 December 2014.');
    expect(text).toContain('Oxfordshire Public Service Board At work since 1 January 2007.');
  });

  it.each([
    ['a day after today', '/partnerships?as_at=2008-11-20', 422],
    ['a period that is none', '/partnerships?period=now', 422],
    ['a partnership in capitals', '/partnerships/OSCP', 200],
    ['a delivery group', '/partnerships/oscp-dv', 200],
    ['a partnership that there is not', '/partnerships/oscp-xx', 404],
    ['a partnership as known on a day after today', '/partnerships/oscp?as_at=2008-11-20', 422],
  ])('%s', async (_sentence, address, status) => {
    expect((await openPage(app, address)).status).toBe(status);
  });
});

describe('a partnership', () => {
  it('shows the targets that it leads with their colours, counted in a line that adds up', async () => {
    const page = await openPage(app, '/partnerships/oscp');
    expect(h1Of(page)).toBe('Oxfordshire Safer Communities Partnership');
    const leads = rowsUnder(page, 'Targets it leads').map(({ cells }) => cells.Colour);
    // LAA1 DV a and b, NI 20, 21, 32, 40, OX2030 3, 4 a, 4 b, 4 c.
    expect(leads).toEqual([
      'Red',
      'Red',
      'Green',
      'No target',
      'No target',
      'Amber',
      'Green',
      'Green',
      'Amber',
      'Green',
    ]);
    expect(mainText(page)).toContain(
      '10 targets = 4 green + 2 amber + 2 red + 0 no return + 0 not due + 0 no data + 0 not required + 2 no target + 0 no baseline + 0 parked',
    );
  });

  it('shows the targets of others to which it contributes', async () => {
    const page = await openPage(app, '/partnerships/oscp');
    const rows = rowsUnder(page, 'Targets of others');
    expect(rows.map(({ head, cells }) => [head.split(',')[0], cells.Colour])).toEqual([
      ['First time entrants to the youth justice system aged 10 to 17 LAA2 NI 111', 'Green'],
    ]);
    expect(mainText(await openPage(app, '/partnerships/lsp'))).toContain('It leads no target in this quarter.');
    expect(rowsUnder(await openPage(app, '/partnerships/lsp'), 'Targets of others')).toHaveLength(5);
    expect(hasSection(await openPage(app, '/partnerships/owp'), 'Targets of others')).toBe(false);
  });

  it('of a target of part of a code only is none of its targets', async () => {
    // NI 156 names SP, which is not LSP.
    const rows = rowsUnder(await openPage(app, '/partnerships/lsp'), 'Targets of others');
    expect(rows.some(({ head }) => head.includes('NI 156'))).toBe(false);
    const own = rowsUnder(await openPage(app, '/partnerships/sp'), 'Targets of others');
    expect(own.map(({ head }) => head.includes('NI 156'))).toEqual([true]);
  });

  it('leads to the one that followed it, and back to those before', async () => {
    const before = await openPage(app, '/partnerships/owp');
    expect(linkTo(before, 'Environment and Waste Partnership')).toBe('/partnerships/ewp');
    expect(mainText(before)).toContain('At work until 31 August 2009.');
    const after = await openPage(app, '/partnerships/ewp');
    expect(linkTo(after, 'Environment Partnership')).toBe('/partnerships/env');
    expect(linkTo(after, 'Oxfordshire Waste Partnership')).toBe('/partnerships/owp');
    expect(mainText(after)).toContain('It leads no target in this quarter.');
  });

  it('the targets go to the successor once that is recorded, and as known before they are the old one’s', async () => {
    const later = at('2009-10-20T00:00:00Z');
    const titles = async (address: string) =>
      hasSection(await openPage(later, address), 'Targets it leads')
        ? rowsUnder(await openPage(later, address), 'Targets it leads').length
        : 0;
    expect(await titles('/partnerships/owp?period=2009-10-q2')).toBe(0);
    expect(await titles('/partnerships/ewp?period=2009-10-q2')).toBe(8);
    expect(await titles('/partnerships/owp?period=2009-10-q1&as_at=2009-09-15')).toBe(5);
    expect(await titles('/partnerships/ewp?period=2009-10-q1&as_at=2009-09-15')).toBe(0);
  });

  it('names its groups, and stands below its board', async () => {
    const page = await openPage(app, '/partnerships/oscp');
    const groups = sectionOf(page, 'Delivery groups').querySelectorAll('li a').map(textOf);
    expect(groups).toEqual([
      'Alcohol Tactical Business Group',
      'Cherwell Crime and Disorder Reduction Partnership',
      'Domestic Violence Tactical Business Group',
      'Drugs Tactical Business Group',
      'Oxford Crime and Disorder Reduction Partnership',
      'Prolific and Priority Offenders Tactical Business Group',
      'Safer Communities Communications Group',
      'Safer Communities Officers Group',
      'South Oxfordshire Crime and Disorder Reduction Partnership',
      'Vale of White Horse Crime and Disorder Reduction Partnership',
      'West Oxfordshire Crime and Disorder Reduction Partnership',
      'Young People Tactical Business Group',
    ]);
    expect(linkTo(page, 'Oxfordshire Public Service Board')).toBe('/partnerships/psb');
    const board = await openPage(app, '/partnerships/psb');
    expect(sectionText(board, 'Partnerships that report to it')).toContain('Oxfordshire Safer Communities Partnership');
  });

  it.each([
    ['on the day of the Board', '/partnerships/cypt', 'Held: 14 November 2008 and 5 September 2008.', 'Coming'],
    [
      'before one of them',
      '/partnerships/cypt?as_at=2008-11-13',
      'Coming: 14 November 2008. Held: 5 September 2008.',
      null,
    ],
    [
      'on the day of one',
      '/partnerships/cypt?as_at=2008-11-14',
      'Held: 14 November 2008 and 5 September 2008.',
      'Coming',
    ],
    ['before all', '/partnerships/owp?as_at=2008-07-01', 'Coming: 11 July 2008 and 24 October 2008.', 'Held'],
  ])('its meetings are past or coming: %s', async (_sentence, address, words, absent) => {
    const text = sectionText(await openPage(app, address), 'Meetings');
    expect(text).toContain(words);
    if (absent !== null) expect(text).not.toContain(absent);
  });

  it.each([
    ['the first', '/partnerships/oscp', '4 November 2008', ['Achievements', 'Issues', 'Priorities', 'Sub-groups']],
    [
      'the day it was given',
      '/partnerships/oscp?as_at=2008-11-04',
      '4 November 2008',
      ['Achievements', 'Issues', 'Priorities', 'Sub-groups'],
    ],
  ])('its latest update, all of it: %s', async (_sentence, address, day, sections) => {
    const page = await openPage(app, address);
    const heading = page.root.querySelectorAll('h2').find((each) => textOf(each).startsWith('Its latest update'));
    expect(textOf(heading)).toBe(`Its latest update, ${day}`);
    expect(sectionOf(page, 'Its latest update').querySelectorAll('h3').map(textOf)).toEqual(sections);
  });

  it('a later update takes its place, and none is there before the first', async () => {
    expect(hasSection(await openPage(app, '/partnerships/oscp?as_at=2008-11-03'), 'Its latest update')).toBe(false);
    const later = await openPage(at('2011-06-30T00:00:00Z'), '/partnerships/oscp');
    expect(hasSection(later, 'Its latest update, 28 February 2011')).toBe(true);
    expect(sectionOf(later, 'Its latest update').querySelectorAll('h3').map(textOf)).toEqual([
      'Achievements',
      'Aims',
      'Big society',
      'Focus',
    ]);
  });

  it('a board shows what it asked and decided by the day', async () => {
    const now = sectionText(await openPage(app, '/partnerships/psb'), 'What it asked and decided');
    expect(now).toContain('10 September 2008. Why is there no figure at all from Health and Wellbeing?');
    expect(now).toContain('19 November 2008. Put the housing, benefits and skills targets forward for the refresh');
    expect(now).not.toContain('2009');
    const before = sectionText(await openPage(app, '/partnerships/psb?as_at=2008-11-18'), 'What it asked and decided');
    expect(before).not.toContain('19 November 2008');
  });

  it('its links lead to the same quarter and day', async () => {
    const page = await openPage(app, '/partnerships/owp?period=2008-09-q2&as_at=2008-11-18');
    expect(linkTo(page, 'Residual household waste per household')).toBe(
      '/targets/laa2/ni-191?period=2008-09-q2&as_at=2008-11-18',
    );
    expect(linkTo(page, 'Environment and Waste Partnership')).toBe(
      '/partnerships/ewp?period=2008-09-q2&as_at=2008-11-18',
    );
  });
});
