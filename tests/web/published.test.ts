import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { periodOf } from '../../server/domain/period.ts';
import { wholeQuantity } from '../../server/domain/quantity.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import { begin, begunPack, checkFile, markAll, PACK, publish, published, secondOf } from '../support/packs.ts';
import {
  bytesAt,
  h1Of,
  linkTo,
  mainText,
  openPage,
  rowsUnder,
  rowUnder,
  sectionText,
  sendForm,
  tableRows,
  textOf,
  texts,
} from '../support/page.ts';
import { pdfPages } from '../support/pdf.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

const PUBLISHED = '/published/1';
const ABUSE = `${PUBLISHED}/targets/laa1/laa1-dv/a`;

const withLimit = (under: number): Promise<TestApp> => published({ indicator: 'LAA1 DV', part: 'a', under });

describe('without signing in', () => {
  it('nothing stands there before a pack is published', async () => {
    const test = testApp();
    await begunPack(test);
    await sendForm(test.app, `${PACK}/freeze`, {});
    const page = await openPage(test.bare, '/published');
    expect(mainText(page)).toContain('No pack has been published yet.');
    for (const address of [
      PUBLISHED,
      `${PUBLISHED}.pdf`,
      `${PUBLISHED}/partnerships`,
      `${PUBLISHED}/partnerships/oscp`,
      ABUSE,
    ]) {
      expect([address, (await openPage(test.bare, address)).status]).toEqual([address, 404]);
    }
  });

  it('a published pack is found, read and taken away', async () => {
    const test = await published();
    const list = await openPage(test.bare, '/published');
    expect(texts(list, 'tbody th')).toEqual(['19 November 2008']);
    expect(linkTo(list, '19 November 2008')).toBe(PUBLISHED);
    const page = await openPage(test.bare, PUBLISHED);
    expect(h1Of(page)).toBe('Performance and risk: July to September 2008');
    expect(sectionText(page, 'In short')).toContain('64 targets = 30 green + 15 amber + 10 red + 2 no return');
    expect(rowsUnder(page, 'Annex: every target')).toHaveLength(64);
    const hash = createHash('sha256')
      .update(await bytesAt(test.bare, `${PUBLISHED}.csv`))
      .digest('hex');
    expect(sectionText(page, 'How to check that a file of it is genuine')).toContain(`CSV ${hash}`);
    const pages = await pdfPages(await bytesAt(test.bare, `${PUBLISHED}.pdf`));
    expect(pages[0]?.text).toContain('Performance and risk');
  });

  it('where nothing is kept back the files are those of the Board', async () => {
    const test = await published();
    for (const format of ['pdf', 'docx', 'xlsx', 'csv']) {
      const [board, open] = [
        await bytesAt(test.app, `${PACK}.${format}`),
        await bytesAt(test.bare, `${PUBLISHED}.${format}`),
      ];
      expect([format, open.equals(board)]).toEqual([format, true]);
    }
  });

  it('every target stands under the partnership that leads it, with its story and its chart', async () => {
    const test = await published();
    const all = await openPage(test.bare, `${PUBLISHED}/partnerships`);
    const rows = all.root.querySelectorAll('main table').flatMap(tableRows);
    expect(rows).toHaveLength(64);
    const abuse = await openPage(test.bare, ABUSE);
    expect(mainText(abuse)).toContain('266 short');
    expect(abuse.root.querySelectorAll('figure.chart[data-chart]')).toHaveLength(1);
    const oscp = await openPage(test.bare, `${PUBLISHED}/partnerships/oscp`);
    expect(linkTo(oscp, 'Domestic violence: domestic incidents reported to the police')).toBe(ABUSE);
    expect(oscp.root.querySelectorAll('figure.chart').length).toBe(rowsUnder(oscp, 'Targets it leads').length);
  });

  it('of what does not stand in the pack nothing is found', async () => {
    const test = await published();
    for (const address of [
      '/published/2',
      '/published/x',
      `${PUBLISHED}/partnerships/nobody`,
      `${PUBLISHED}/targets/laa1/laa1-dv/z`,
    ]) {
      expect([address, (await openPage(test.bare, address)).status]).toEqual([address, 404]);
    }
  });

  it('a correction says which revision holds', async () => {
    const test = await published();
    const second = secondOf(test);
    await begin(test);
    await markAll(test, '/packs/2');
    await sendForm(test.app, '/packs/2/freeze', {});
    expect(mainText(await openPage(test.bare, PUBLISHED))).not.toContain('was corrected');
    await publish(test, second, '/packs/2');
    const list = await openPage(test.bare, '/published');
    expect(texts(list, 'tbody th').map((each) => each.replace(/\s+/g, ' '))).toEqual([
      '19 November 2008 Corrected by revision 2',
      '19 November 2008, revision 2',
    ]);
    const first = await openPage(test.bare, PUBLISHED);
    expect(mainText(first)).toContain('This revision was corrected.');
    expect(linkTo(first, 'Revision 2')).toBe('/published/2');
  });

  it('what comes after it was frozen is not seen', async () => {
    const test = await published();
    const before = mainText(await openPage(test.bare, ABUSE));
    test.store.write(COMMAND_LINE, () => {
      const [row] = test.store.rows.figures
        .list()
        .filter(({ indicator, part }) => indicator === 'LAA1 DV' && part === 'a');
      if (row !== undefined) test.store.rows.figures.insert({ ...row, version: 2, value: wholeQuantity(9) });
    });
    expect(mainText(await openPage(test.bare, ABUSE))).toBe(before);
  });

  it('a file of the public’s edition is checked for everybody, one of the Board’s for those who sign in', async () => {
    const test = await withLimit(1_510);
    const [board, open] = [await bytesAt(test.app, `${PACK}.csv`), await bytesAt(test.bare, `${PUBLISHED}.csv`)];
    expect(open.equals(board)).toBe(false);
    const visitor = { ...test, app: test.bare };
    expect((await checkFile(visitor, open)).text).toMatch(/revision 1\. Its seal holds/);
    expect((await checkFile(test, board)).text).toMatch(/revision 1, in the Board’s edition\. Its seal holds/);
    // Else whoever guesses a small number could make the Board’s file and ask.
    expect((await checkFile(visitor, board)).text).toContain('It is no file of a published pack.');
  });
});

/** Domestic incidents: 1,512 in the first quarter of 2008/09, 1,504 in the second. */
describe('where figures are kept back', () => {
  it('the public sees neither the small one nor what would tell it; the Board sees both', async () => {
    const test = await withLimit(1_510);
    for (const address of [
      PUBLISHED,
      ABUSE,
      `${PUBLISHED}/partnerships`,
      `${PUBLISHED}/partnerships/oscp`,
      `${PUBLISHED}.csv`,
    ]) {
      const text = (await bytesAt(test.bare, address)).toString();
      for (const figure of ['3,016', '1,504', '1,512', '3016', '1504', '1512']) {
        expect([address, figure, new RegExp(`(?<![\\d.,])${figure}(?![\\d])`).test(text)]).toEqual([
          address,
          figure,
          false,
        ]);
      }
    }
    expect(mainText(await openPage(test.app, PACK))).toContain('3,016');
  });

  it('its target has no colour, and the counts say so', async () => {
    const test = await withLimit(1_510);
    const short = sectionText(await openPage(test.bare, PUBLISHED), 'In short');
    // One red less than the Board counts, and one more without a figure.
    expect(short).toContain('64 targets = 30 green + 15 amber + 9 red');
    expect(short).toContain('Not shown here: figures that rest on few cases, and what would tell them.');
    expect(mainText(await openPage(test.bare, ABUSE))).toMatch(/too small to show/);
    const row = rowUnder(
      await openPage(test.app, PACK),
      'Annex: every target',
      'Domestic violence: domestic incidents reported to the police',
    );
    expect(Object.values(row).join(' ')).toContain('Red');
  });

  it('figures of other measures are as they were', async () => {
    const test = await withLimit(1_510);
    const lines = (bytes: Buffer): string[] =>
      bytes
        .toString()
        .split('\r\n')
        .filter((line) => !line.includes('LAA1 DV,a'));
    const [board, open] = [await bytesAt(test.app, `${PACK}.csv`), await bytesAt(test.bare, `${PUBLISHED}.csv`)];
    expect(lines(open)).toEqual(lines(board));
  });

  it('what was said for those quarters is not shown', async () => {
    const test = await withLimit(1_510);
    const period = periodOf(2008, 2);
    const said = test.store.rows.commentaries
      .list()
      .find((row) => row.indicator === 'LAA1 DV' && row.part === 'a' && row.period === period);
    expect(said?.text).toBeTruthy();
    expect(mainText(await openPage(test.app, PACK))).toContain(said?.text);
    expect(textOf((await openPage(test.bare, ABUSE)).root.querySelector('main'))).not.toContain(said?.text);
  });

  it('a correction names for the public only what its own edition says otherwise', async () => {
    const test = await withLimit(1_510);
    test.store.write(COMMAND_LINE, () => {
      const rows = test.store.rows.figures
        .list()
        .filter(({ indicator, part }) => indicator === 'LAA1 DV' && part === 'a');
      const [row] = rows.filter(({ basis, period }) => basis === 'standard' && period === periodOf(2008, 2));
      if (row !== undefined) {
        test.store.rows.figures.insert({
          ...row,
          version: 2,
          value: wholeQuantity(1_499),
          recorded_at: '2008-11-19T00:00:00Z',
        });
      }
    });
    const second = secondOf(test);
    await begin(test);
    await markAll(test, '/packs/2');
    await sendForm(test.app, '/packs/2/freeze', {});
    await publish(test, second, '/packs/2');
    expect(sectionText(await openPage(test.app, '/packs/2'), 'What is corrected')).toContain(
      'Domestic violence: domestic incidents',
    );
    expect(sectionText(await openPage(test.bare, '/published/2'), 'What is corrected')).toContain(
      'Nothing: revision 2 says what revision 1 said.',
    );
  });

  it('a month later both editions are made again to the byte', async () => {
    const test = await withLimit(1_510);
    test.setNow('2008-12-19T09:00:00Z');
    const page = await openPage(test.app, `${PACK}/verify`);
    expect(h1Of(page)).toBe('Identical');
    expect(sectionText(page, 'What is as it was')).toMatch(/The public’s PDF, made again/);
  });
});
