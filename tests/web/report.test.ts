import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { fileAt, hasSection, mainText, openPage, rowsUnder, textOf } from '../support/page.ts';
import { pdfPages } from '../support/pdf.ts';
import { testApp } from '../support/test-app.ts';

const { app } = testApp();

const headings = async (address: string) =>
  (await openPage(app, address)).root.querySelectorAll('main h2, main h3').map(textOf);

describe('the risk summary', () => {
  it('says what it is of, the line that adds up, and each red and amber target', async () => {
    const page = await openPage(app, '/report?agreement=laa1');
    expect(textOf(page.root.querySelector('.under-title'))).toBe(
      'Local Area Agreement 2006-09: July to September 2008 (quarter 2 of 2008/09), as known on 19 November 2008',
    );
    expect(textOf(page.root.querySelector('p.lead'))).toBe(
      '7 targets = 1 green + 3 amber + 2 red + 1 no return + 0 not due + 0 no data + 0 not required + 0 no target + ' +
        '0 no baseline + 0 parked.',
    );
    expect((await headings('/report?agreement=laa1')).slice(1)).toEqual([
      'Red, worst first',
      'Domestic violence: domestic incidents reported to the police',
      'Domestic violence: sanction detections',
      'Amber, worst first',
      // £1,500,000 of which nothing is known, £400,000 and £214,815.
      'Street cleanliness: land and highways below standard',
      'GCSE achievement',
      'Older people helped to live at home with intensive home support',
      'Every target',
      'How the colours come about',
    ]);
    expect(rowsUnder(page, 'Every target')).toHaveLength(7);
  });

  it('of chosen colours shows those alone, and says of how many', async () => {
    const page = await openPage(app, '/report?agreement=laa1&colours=red,green');
    expect(mainText(page)).toContain('Shown here: green and red, 3 targets of 7.');
    expect(mainText(page)).toContain('7 targets = 1 green + 3 amber + 2 red');
    expect(hasSection(page, 'Amber, worst first')).toBe(false);
    expect(rowsUnder(page, 'Every target').map(({ cells }) => cells.Colour)).toEqual(['Red', 'Red', 'Green']);
    expect(page.root.querySelectorAll('input[name=colours][checked]').map((box) => box.getAttribute('value'))).toEqual([
      'green',
      'red',
    ]);
  });

  it('takes colours that are ticked apart as those that are joined', async () => {
    const [apart, joined] = await Promise.all([
      openPage(app, '/report?agreement=laa1&colours=red&colours=amber'),
      openPage(app, '/report?agreement=laa1&colours=amber,red'),
    ]);
    expect(mainText(apart)).toBe(mainText(joined));
  });

  it('of a partnership counts its own targets, of every agreement', async () => {
    const page = await openPage(app, '/report?partnership=oscp');
    expect(mainText(page)).toContain('Targets led by Oxfordshire Safer Communities Partnership.');
    const leads = new Set(rowsUnder(page, 'Every target').map(({ cells }) => cells['Led by']));
    expect([...leads]).toEqual(['Oxfordshire Safer Communities Partnership']);
    // Both pots of £750,000 are those of domestic violence.
    expect(mainText(page)).toContain('Of £1,500,000, £1,377,830 is at risk');
  });

  it('where nothing has one of the colours it says so', async () => {
    const page = await openPage(app, '/report?agreement=laa1&colours=parked');
    expect(mainText(page)).toContain('No target has one of these colours.');
  });

  it('is led to from the Board’s view, a partnership and the list, as they are looked at', async () => {
    const linkOn = async (address: string) =>
      (await openPage(app, address)).root
        .querySelectorAll('main a')
        .map((link) => link.getAttribute('href') ?? '')
        .find((link) => link.startsWith('/report'));
    const then = 'period=2008-09-q1&as_at=2008-11-01';
    expect(await linkOn(`/?agreement=laa1&${then}`)).toBe(`/report?agreement=laa1&${then}`);
    expect(await linkOn(`/partnerships/oscp?${then}`)).toBe(`/report?partnership=oscp&${then}`);
    expect(await linkOn(`/targets?${then}`)).toBe(`/report?${then}`);
  });
});

describe('the risk summary as a file', () => {
  const query = '?agreement=laa1&partnership=oscp&colours=red&as_at=2008-11-19';

  it.each([
    ['csv', 'text/csv; charset=utf-8'],
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['pdf', 'application/pdf'],
  ])('%s says by its name what it is', async (format, type) => {
    const file = await fileAt(app, `/report.${format}${query}`);
    expect([file.status, file.type, file.name]).toEqual([
      200,
      type,
      `attachment; filename="laa1-2008-09-q2-risk-summary-oscp-red-as-at-2008-11-19.${format}"`,
    ]);
  });

  it('of every agreement is called so', async () => {
    expect((await fileAt(app, '/report.csv')).name).toContain(
      'filename="all-agreements-2008-09-q2-risk-summary-as-at-2008-11-19.csv"',
    );
  });

  it('as a table has the columns of the contract, one row a target', async () => {
    const { bytes } = await fileAt(app, `/report.csv${query}`);
    const rows = parse(bytes, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.map(({ indicator, part, overall }) => [indicator, part, overall])).toEqual([
      ['LAA1 DV', 'a', 'red'],
      ['LAA1 DV', 'b', 'red'],
    ]);
    const list = await request(app).get('/targets.csv?agreement=laa1&partnership=oscp&colour=red');
    expect(bytes.toString()).toBe(list.text);
  });

  it('of chosen columns has those that name the target and the chosen ones, in the order of the contract', async () => {
    const chosen = '&columns=overall,gap&columns=lead';
    const rows = parse((await fileAt(app, `/report.csv${query}${chosen}`)).bytes, { bom: true }) as string[][];
    expect(rows).toEqual([
      ['agreement', 'indicator', 'part', 'title', 'lead', 'gap', 'overall'],
      // 3,016 − 3,282, and 799 − 872.
      ['LAA1', 'LAA1 DV', 'a', 'Domestic violence: domestic incidents reported to the police', 'OSCP', '-266', 'red'],
      ['LAA1', 'LAA1 DV', 'b', 'Domestic violence: sanction detections', 'OSCP', '-73', 'red'],
    ]);
    const page = await openPage(app, `/report${query}${chosen}`);
    expect(page.root.querySelectorAll('main section > table th[scope=col]').map(textOf)).toEqual([
      'Target',
      'Led by',
      'Gap',
      'Colour',
    ]);
    expect(page.root.querySelectorAll('input[name=columns][checked]').map((box) => box.getAttribute('value'))).toEqual([
      'lead',
      'gap',
      'overall',
    ]);
    const link = page.root.querySelector('a[href^="/report.xlsx"]')?.getAttribute('href') ?? '';
    const [sheet] = await readXlsxFile((await fileAt(app, link)).bytes);
    expect(sheet?.data[0]?.slice(0, 6)).toEqual(['Agreement', 'Indicator', 'Part', 'Title', 'Led by', 'Better']);
    expect(sheet?.data[0]).toHaveLength(12);
  });

  it('as a workbook and as a PDF says the same', async () => {
    const sheets = await readXlsxFile((await fileAt(app, `/report.xlsx${query}`)).bytes);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['All targets', 'OSCP', 'Method']);
    const [first] = await pdfPages((await fileAt(app, `/report.pdf${query}`)).bytes);
    expect(first?.text).toContain('Shown here: red, 2 targets of 2.');
  });

  it('is the same bytes when it is asked for again', async () => {
    for (const format of ['csv', 'xlsx', 'docx', 'pdf']) {
      const [one, two] = [
        await fileAt(app, `/report.${format}${query}`),
        await fileAt(app, `/report.${format}${query}`),
      ];
      expect(one.bytes.equals(two.bytes), format).toBe(true);
    }
  });

  it('many at once are all written', async () => {
    const files = await Promise.all(Array.from({ length: 6 }, () => fileAt(app, `/report.pdf${query}`)));
    expect(files.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(new Set(files.map(({ bytes }) => bytes.toString('latin1'))).size).toBe(1);
  });
});

describe('what cannot be answered', () => {
  it.each([
    ['an unknown agreement', '/report?agreement=laa9', 404],
    ['a partnership that leads nothing there', '/report?agreement=laa1&partnership=oep', 404],
    ['a colour that is none', '/report?colours=purple', 422],
    ['a quarter that is none', '/report.pdf?period=soon', 422],
    ['a quarter without an agreement', '/report.xlsx?period=2030-31-q1', 422],
    ['a day after today', '/report.docx?as_at=2030-01-01', 422],
  ])('%s is refused', async (_what, address, status) => {
    await request(app).get(address).expect(status);
  });
});
