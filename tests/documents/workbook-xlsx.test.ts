import { unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { workbookXlsx } from '../../server/documents/workbook-xlsx.ts';
import { riskWorkbook } from '../../server/domain/risk-workbook.ts';
import type { Workbook } from '../../server/domain/workbook.ts';
import { exampleFacts, HARD_TEXTS } from '../support/reports.ts';

const ONE = { head: 'Said', width: 20, coloured: false } as const;

function bookOf(said: string): Workbook {
  const rows = [[{ kind: 'text', text: said }]] as const;
  return { sheets: [{ name: 'One', columns: [ONE], rows, frozen: 0, filtered: false }] };
}

function partOf(bytes: Buffer, name: string): string {
  return Buffer.from(unzipSync(bytes)[name] ?? []).toString();
}

describe('the risk summary of the example as a workbook', async () => {
  const bytes = await workbookXlsx(riskWorkbook(exampleFacts()));
  const sheets = await readXlsxFile(bytes);
  const cellsOf = (name: string): Record<string, unknown>[] => {
    const [heads = [], ...rows] = sheets.find(({ sheet }) => sheet === name)?.data ?? [];
    return rows.map((row) => Object.fromEntries(heads.map((head, index) => [String(head), row[index]])));
  };

  it('has every target on one sheet, each partnership’s on one of its own, and the method', () => {
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['All targets', 'CYPT', 'HWB', 'OSCP', 'OWP', 'Method']);
    expect(cellsOf('All targets')).toHaveLength(7);
    expect(cellsOf('OSCP').map(({ Part: part }) => part)).toEqual(['a', 'b']);
  });

  it('holds numbers as numbers and words as words', () => {
    expect(cellsOf('OSCP')[0]).toMatchObject({
      Indicator: 'LAA1 DV',
      Colour: 'Red',
      Now: 'Red',
      'Year end': 'Red',
      'The lead says': 'Red',
      Actual: 3016,
      Expected: 3282,
      Tolerance: 98.46,
      Target: 6564,
      Stretch: 6564,
      'Needed a quarter': 1774,
      Provenance: 'illustrative',
    });
  });

  it('has formulas for the gap, the colour and the improvement, by the addresses of their own row', () => {
    const xml = partOf(bytes, 'xl/worksheets/sheet4.xml');
    // Better is the seventh column, actual the fourteenth, expected the fifteenth, tolerance the sixteenth.
    expect(xml).toContain('<f>ROUND(IF(G2="lower",-1,1)*(N2-O2),4)</f>');
    expect(xml).toContain('<f>IF(Q2&gt;=0,"Green",IF(-Q2&lt;=P2+0.000001,"Amber","Red"))</f>');
    expect(partOf(bytes, 'xl/worksheets/sheet5.xml')).toMatch(/<f>\(N\d+-S\d+\)\/\(V\d+-S\d+\)<\/f>/);
  });

  it('keeps its heads and the names of its targets in sight, and lets rows be chosen', () => {
    const xml = partOf(bytes, 'xl/worksheets/sheet1.xml');
    expect(xml).toContain('<autoFilter ref="A1:AF8"/>');
    expect(xml).toMatch(/<pane [^>]*xSplit="4"[^>]*ySplit="1"|<pane [^>]*ySplit="1"[^>]*xSplit="4"/);
    expect(partOf(bytes, 'xl/worksheets/sheet6.xml')).not.toContain('autoFilter');
  });

  it('lets the words of lights take their colour', () => {
    const xml = partOf(bytes, 'xl/worksheets/sheet1.xml');
    const rules = xml.match(/<conditionalFormatting sqref="H2:H8">.*?<\/conditionalFormatting>/g) ?? [];
    expect(rules.map((rule) => /<formula>"(\w+)"/.exec(rule)?.[1])).toEqual(['Green', 'Amber', 'Red']);
  });

  it('is the same bytes a second time', async () => {
    expect((await workbookXlsx(riskWorkbook(exampleFacts()))).equals(bytes)).toBe(true);
  });
});

describe('a hard text', () => {
  it.each(HARD_TEXTS)('%s comes through in a workbook, as a text and never as a formula', async (_what, said, read) => {
    const bytes = await workbookXlsx(bookOf(said));
    expect((await readXlsxFile(bytes))[0]?.data[1]).toEqual([read]);
    expect(partOf(bytes, 'xl/worksheets/sheet1.xml')).not.toContain('<f>');
  });

  it('of more letters than a cell holds is cut, and says so', async () => {
    const cell = async (said: string) =>
      String((await readXlsxFile(await workbookXlsx(bookOf(said))))[0]?.data[1]?.[0]);
    expect(await cell('x'.repeat(32_767))).toBe('x'.repeat(32_767));
    const cut = await cell('x'.repeat(32_768));
    expect([cut.length, cut.endsWith('the whole text is in the app)')]).toEqual([32_767, true]);
  });
});
