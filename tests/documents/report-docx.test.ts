import { createCanvas, loadImage } from '@napi-rs/canvas';
import { unzipSync } from 'fflate';
import mammoth from 'mammoth';
import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import { reportDocx } from '../../server/documents/report-docx.ts';
import { trendChart } from '../../server/domain/chart.ts';
import { textOf } from '../support/page.ts';
import { exampleFacts, exampleReport, HARD_TEXTS, reportOf } from '../support/reports.ts';

/** As another library reads it: styles as elements, pictures with their words. */
async function readBack(bytes: Buffer) {
  const { value, messages } = await mammoth.convertToHtml(
    { buffer: bytes },
    { styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='Lead'] => p.lead:fresh"] },
  );
  return { root: parse(value), messages };
}

describe('the risk summary of the example as a document of Word', async () => {
  const bytes = await reportDocx(exampleReport());
  const { root } = await readBack(bytes);
  const parts = unzipSync(bytes);
  const part = (name: string): string => Buffer.from(parts[name] ?? []).toString();

  it('has headings of Word’s own styles', () => {
    expect(root.querySelectorAll('h1').map(textOf)).toEqual(['Risk summary']);
    expect(root.querySelectorAll('h2').map(textOf)).toEqual([
      'Red, worst first',
      'Amber, worst first',
      'Every target',
      'How the colours come about',
    ]);
    expect(root.querySelectorAll('h3').map(textOf)[0]).toBe(
      'Domestic violence: domestic incidents reported to the police',
    );
  });

  it('has a table whose first row is its head, and whose rows stay whole', () => {
    const table = root.querySelector('table');
    expect(table?.querySelectorAll('thead th').map(textOf)).toEqual([
      'Target',
      'Led by',
      'Colour',
      'Actual',
      'Expected',
      'Target',
      'Gap',
    ]);
    expect(table?.querySelectorAll('tbody tr')).toHaveLength(7);
    const incidents = table?.querySelectorAll('tbody tr').find((row) => textOf(row).includes('LAA1 DV a'));
    expect(incidents?.querySelectorAll('td').map(textOf)).toEqual([
      'Domestic violence: domestic incidents reported to the police LAA1 DV a',
      'Oxfordshire Safer Communities Partnership',
      '■ Red',
      '3,016 ill.',
      '3,282',
      '6,564',
      '266 short ill.',
    ]);
    expect(part('word/document.xml').match(/<w:cantSplit\/>/g)).toHaveLength(8);
  });

  it('has its charts as pictures, with words for those who do not see them', () => {
    const pictures = root.querySelectorAll('img');
    expect(pictures).toHaveLength(2);
    expect(pictures[0]?.getAttribute('alt')).toMatch(/^Domestic violence: .*year to date\. 3,016 in the year to date/);
  });

  it('draws each of them for itself, on white, with 256 points to the inch', async () => {
    const pictures = Object.entries(parts).filter(([name]) => name.startsWith('word/media/'));
    expect(pictures).toHaveLength(2);
    const drawn = await Promise.all(pictures.map(([, bytes]) => loadImage(Buffer.from(bytes))));
    // 600 pixels of 96 to the inch in the document, of 1,600 in the picture.
    expect(drawn.map(({ width }) => width)).toEqual([1600, 1600]);
    expect(part('word/document.xml').match(/<wp:extent cx="5715000"/g)).toHaveLength(2);
    for (const picture of drawn) {
      const context = createCanvas(picture.width, picture.height).getContext('2d');
      context.drawImage(picture, 0, 0);
      const { data } = context.getImageData(0, 0, picture.width, picture.height);
      expect([...data.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
      expect(data.every((value, index) => index % 4 !== 3 || value === 255)).toBe(true);
    }
    expect(pictures[0]?.[1]).not.toEqual(pictures[1]?.[1]);
  });

  it('says its language, its title and the day it was as known on', () => {
    expect(part('word/styles.xml')).toContain('w:lang w:val="en-GB"');
    expect(part('docProps/core.xml')).toContain('<dc:title>Risk summary: Local Area Agreement 2006-09');
    expect(part('docProps/core.xml').match(/2008-11-19T00:00:00Z/g)).toHaveLength(2);
  });

  it('numbers its pages', () => {
    expect(part('word/footer1.xml')).toMatch(/PAGE[\s\S]* of [\s\S]*NUMPAGES/);
  });

  it('is the same bytes a second time', async () => {
    expect((await reportDocx(exampleReport())).equals(bytes)).toBe(true);
  });
});

describe('small pictures', () => {
  it('stand three beside each other, rows filled up, each with words for those who do not see it', async () => {
    const { targets } = exampleFacts();
    const charts = targets.slice(0, 4).map(({ assessment }) => trendChart(assessment, 'small'));
    const bytes = await reportDocx({ ...reportOf(''), blocks: [{ kind: 'pictures', charts }] });
    const { root } = await readBack(bytes);
    expect(root.querySelectorAll('tr').map((row) => row.querySelectorAll('td').length)).toEqual([3, 3]);
    const said = root.querySelectorAll('img').map((picture) => picture.getAttribute('alt'));
    expect(said).toEqual(charts.map(({ title, sentence }) => `${title}. ${sentence}`));
    const xml = Buffer.from(unzipSync(bytes)['word/document.xml'] ?? []).toString();
    expect(new Set([...xml.matchAll(/<wp:docPr id="(\d+)"/g)].map(([, id]) => id)).size).toBe(4);
  });
});

it('tables that follow each other do not grow together', async () => {
  const { targets } = exampleFacts();
  const charts = targets.slice(0, 1).map(({ assessment }) => trendChart(assessment, 'small'));
  const table = exampleReport().blocks.filter(({ kind }) => kind === 'table');
  const blocks = [...table, { kind: 'pictures', charts }, { kind: 'pictures', charts }, ...table] as const;
  const bytes = await reportDocx({ ...reportOf(''), blocks });
  const xml = Buffer.from(unzipSync(bytes)['word/document.xml'] ?? []).toString();
  expect(xml.match(/<w:tbl>/g)?.length).toBe(2 * table.length + 2);
  expect(xml).not.toMatch(/<\/w:tbl><w:tbl>/);
});

describe('a hard text', () => {
  it.each(HARD_TEXTS)('%s comes through in a document of Word', async (_what, said, read) => {
    const { root } = await readBack(await reportDocx(reportOf(said)));
    const words = root.querySelectorAll('p, li, td').map((element) => element.text);
    expect(words.filter((each) => each.includes(read)).length).toBeGreaterThanOrEqual(4);
  });

  it('of several lines keeps them', async () => {
    const { root } = await readBack(await reportDocx(reportOf('one\r\ntwo')));
    expect(root.querySelector('li')?.innerHTML).toBe('one<br>two');
  });

  it('of ten thousand words is written to its end', async () => {
    const { root } = await readBack(await reportDocx(reportOf(`${'word '.repeat(9999)}end.`)));
    expect(root.text.match(/end\./g)).toHaveLength(4);
  });
});
