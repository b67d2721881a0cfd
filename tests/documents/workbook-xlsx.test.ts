import { unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { workbookXlsx } from '../../server/documents/workbook-xlsx.ts';
import { riskWorkbook } from '../../server/domain/risk-workbook.ts';
import type { ColumnLook, Workbook } from '../../server/domain/workbook.ts';
import { exampleFacts, HARD_TEXTS } from '../support/reports.ts';
import { elementsIn, xmlRoot } from '../support/xml-elements.ts';

function bookOf(said: string, look: ColumnLook = 'words'): Workbook {
  const rows = [[{ kind: 'text', text: said }]] as const;
  return {
    title: 'Said',
    sheets: [{ name: 'One', columns: [{ head: 'Said', width: 20, look }], rows, frozen: 0, filtered: false }],
  };
}

function partOf(bytes: Buffer, name: string): string {
  return Buffer.from(unzipSync(bytes)[name] ?? []).toString();
}

/** The formulas of a sheet by the addresses of their cells. */
function formulasIn(bytes: Buffer, sheet: number): Map<string | undefined, string | undefined> {
  const cells = elementsIn(xmlRoot(partOf(bytes, `xl/worksheets/sheet${sheet}.xml`)), 'c');
  return new Map(cells.map((cell) => [cell.attributes.r, elementsIn(cell, 'f')[0]?.text]));
}

describe('the risk summary of the example as a workbook', async () => {
  const bytes = workbookXlsx(riskWorkbook(exampleFacts()));
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
    const formulas = formulasIn(bytes, 4);
    // Better is the seventh column, actual the fourteenth, expected the fifteenth, tolerance the sixteenth.
    expect(formulas.get('Q2')).toBe('ROUND(IF(G2="lower",-1,1)*(N2-O2),4)');
    expect(formulas.get('R2')).toBe('IF(Q2>=0,"Green",IF(-Q2<=P2+0.000001,"Amber","Red"))');
    expect(formulasIn(bytes, 5).get('W2')).toBe('(N2-S2)/(V2-S2)');
  });

  it('holds beside each formula what comes of it, for whoever only looks at the file', () => {
    // 3,016 − 3,282 = −266, beyond 98.46; street cleanliness (13.4 − 17) / (12 − 17), where lower is better.
    expect(cellsOf('OSCP')[0]).toMatchObject({ Gap: -266, Checked: 'Red' });
    expect(cellsOf('OWP')[0]).toMatchObject({ Gap: -0.6, Checked: 'Amber', Improvement: 0.72 });
    expect(partOf(bytes, 'xl/workbook.xml')).toContain('<calcPr fullCalcOnLoad="1"/>');
  });

  it('says what it is, in which language, and repeats heads and names on every printed page', () => {
    const properties = xmlRoot(partOf(bytes, 'docProps/core.xml'));
    expect(properties.children.map(({ name, text }) => [name, text])).toEqual([
      ['dc:title', 'Risk summary, July to September 2008, as known on 19 November 2008'],
      ['dc:language', 'en-GB'],
    ]);
    const names = elementsIn(xmlRoot(partOf(bytes, 'xl/workbook.xml')), 'definedName').map(({ text }) => text);
    expect(names[0]).toBe("'All targets'!$A:$D,'All targets'!$1:$1");
    expect(names.at(-1)).toBe("'Method'!$A:$A,'Method'!$1:$1");
  });

  it('keeps its heads and the names of its targets in sight, and lets rows be chosen', () => {
    const xml = partOf(bytes, 'xl/worksheets/sheet1.xml');
    expect(xml).toContain('<autoFilter ref="A1:AF8"/>');
    expect(xml).toMatch(/<pane [^>]*xSplit="4"[^>]*ySplit="1"|<pane [^>]*ySplit="1"[^>]*xSplit="4"/);
    expect(partOf(bytes, 'xl/worksheets/sheet6.xml')).not.toContain('autoFilter');
  });

  it('prints the method one page wide, and a table of many columns in its own size', () => {
    const fits = (sheet: number): boolean =>
      elementsIn(xmlRoot(partOf(bytes, `xl/worksheets/sheet${sheet}.xml`)), 'pageSetUpPr').length > 0;
    expect([fits(6), fits(1)]).toEqual([true, false]);
  });

  it('lets the words of lights take their colour', () => {
    const xml = partOf(bytes, 'xl/worksheets/sheet1.xml');
    const rules = elementsIn(xmlRoot(xml), 'conditionalFormatting').find(
      ({ attributes }) => attributes.sqref === 'H2:H8',
    );
    const changes = elementsIn(xmlRoot(partOf(bytes, 'xl/styles.xml')), 'dxf');
    const ruled = rules?.children.map(({ attributes, children }) => {
      const change = changes[Number(attributes.dxfId)];
      return [children[0]?.text, change && elementsIn(change, 'bgColor')[0]?.attributes.rgb];
    });
    expect(ruled).toEqual([
      ['"Green"', 'FF005A30'],
      ['"Amber"', 'FFB25400'],
      ['"Red"', 'FFB10E1E'],
    ]);
  });

  it('is the same bytes a second time', () => {
    expect(workbookXlsx(riskWorkbook(exampleFacts())).equals(bytes)).toBe(true);
  });
});

describe('a row of sentences', () => {
  const heightOf = (said: string): number => {
    const bytes = workbookXlsx(bookOf(said, 'sentences'));
    const rows = elementsIn(xmlRoot(partOf(bytes, 'xl/worksheets/sheet1.xml')), 'row');
    return Number(rows[1]?.attributes.ht);
  };

  // Columns of 20 letters, lines of 13.5 points.
  it.each<[sentence: string, said: string, height: number]>([
    ['one line that just fits', 'x'.repeat(20), 13.5],
    ['one letter more', 'x'.repeat(21), 27],
    ['three lines of its own', 'a\nb\nc', 40.5],
    ['eight lines', 'x'.repeat(160), 108],
    ['no more than eight', 'x'.repeat(5000), 108],
  ])('is as high as it needs: %s', (_sentence, said, height) => expect(heightOf(said)).toBe(height));
});

describe('a hard text', () => {
  it.each(HARD_TEXTS)('%s comes through in a workbook, as a text and never as a formula', async (_what, said, read) => {
    const bytes = workbookXlsx(bookOf(said));
    expect((await readXlsxFile(bytes))[0]?.data[1]).toEqual([read]);
    expect(partOf(bytes, 'xl/worksheets/sheet1.xml')).not.toContain('<f>');
  });

  it('of more letters than a cell holds is cut, and says so', async () => {
    const cell = async (said: string) => String((await readXlsxFile(workbookXlsx(bookOf(said))))[0]?.data[1]?.[0]);
    expect(await cell('x'.repeat(32_767))).toBe('x'.repeat(32_767));
    const cut = await cell('x'.repeat(32_768));
    expect([cut.length, cut.endsWith('the whole text is in the app)')]).toEqual([32_767, true]);
  });
});
