import { inflateRawSync } from 'node:zlib';
import readWorkbook from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { readReturnFile } from '../../server/documents/return-file.ts';
import { returnXlsx } from '../../server/documents/return-xlsx.ts';
import { ANSWER_COLUMNS, RETURN_COLUMNS, type ReturnSheet } from '../../server/domain/return-sheet.ts';
import { largeReturnSheet, returnCells, returnSheet, sheetRow } from '../support/return-sheets.ts';
import { elementsIn, type XmlElement, xmlRoot } from '../support/xml-elements.ts';

/** A part of a workbook, found by its name in the local headers. */
function part(file: Buffer, name: string): string {
  const at = file.indexOf(`${name}`, 0, 'latin1');
  const [packed, extra] = [file.readUInt32LE(at - 12), file.readUInt16LE(at - 2)];
  const start = at + name.length + extra;
  return inflateRawSync(file.subarray(start, start + packed)).toString('utf8');
}

const sheetXml = (sheet = returnSheet()): string => part(returnXlsx(sheet), 'xl/worksheets/sheet1.xml');

const inSheet = (sheet: ReturnSheet, name: string): XmlElement[] => elementsIn(xmlRoot(sheetXml(sheet)), name);

/** How the cells of the first target look, by their columns. */
function looksOf(sheet: ReturnSheet) {
  const styles = xmlRoot(part(returnXlsx(sheet), 'xl/styles.xml'));
  const within = (list: string, name: string) => elementsIn(elementsIn(styles, list)[0] ?? styles, name);
  const [looks, fills, borders] = [within('cellXfs', 'xf'), within('fills', 'fill'), within('borders', 'border')];
  const row = inSheet(sheet, 'row').find(({ attributes }) => attributes.r === '6');
  return RETURN_COLUMNS.map((column, index) => {
    const look = looks[Number(row?.children[index]?.attributes.s)];
    const [protection, alignment] = ['protection', 'alignment'].map((name) => look && elementsIn(look, name)[0]);
    const fill = fills[Number(look?.attributes.fillId)];
    const sides = borders[Number(look?.attributes.borderId)]?.children ?? [];
    return {
      column,
      locked: protection?.attributes.locked,
      fill: fill && elementsIn(fill, 'fgColor')[0]?.attributes.rgb,
      sides: sides.filter(({ attributes }) => attributes.style === 'thin').length,
      wraps: alignment?.attributes.wrapText === '1',
    };
  });
}

describe('a return as a workbook, read by another library', () => {
  test('has the title and guidance, the names of the columns, and a row a target', async () => {
    const sheet = returnSheet([
      sheetRow({ value: '41.2', numerator: '412', denominator: '1000' }),
      sheetRow({ value: '', missing_reason: 'suppressed', commentary: 'Two\nlines & <more>' }, ['commentary']),
    ]);
    const [first, second] = await readWorkbook(returnXlsx(sheet));
    expect(first?.sheet).toBe('Return');
    expect(first?.data.map((row) => row.filter((cell) => cell !== null))).toEqual([
      ['Oxfordshire Safer Communities Partnership, July to September 2008'],
      ['Answer in the pale cells.'],
      ['Send the file back before 31 October 2008.'],
      [],
      [...RETURN_COLUMNS],
      [
        'OSCP-2008-Q2-7',
        'LAA2',
        'NI 20',
        'standard',
        'Assault with less serious injury',
        'offences',
        '2008/09 Q2',
        41.2,
        412,
        1000,
        'provisional',
        'Fewer assaults in the town centres.',
        'Small numbers',
        'amber',
      ],
      [
        'OSCP-2008-Q2-7',
        'LAA2',
        'NI 20',
        'standard',
        'Assault with less serious injury',
        'offences',
        '2008/09 Q2',
        'provisional',
        'suppressed',
        'Two\nlines & <more>',
        'Small numbers',
        'amber',
      ],
    ]);
    expect(second).toEqual({
      sheet: 'Guidance',
      data: [
        ['Oxfordshire Safer Communities Partnership, July to September 2008'],
        ['Answer in the pale cells.'],
        ['Send the file back before 31 October 2008.'],
      ],
    });
  });

  test('shows four sentences of guidance above the table, and all of them on their own sheet', async () => {
    const guidance = ['One.', 'Two.', 'Three.', 'Four.', 'Five.'];
    const [first, second] = await readWorkbook(returnXlsx({ ...returnSheet(), guidance }));
    expect(first?.data.slice(1, 7).map(([cell]) => cell)).toEqual([
      'One.',
      'Two.',
      'Three.',
      'Four.',
      null,
      'return_id',
    ]);
    expect(second?.data.slice(1).map(([cell]) => cell)).toEqual(guidance);
  });
});

describe('a return as a workbook', () => {
  test('has the same bytes for the same return, whenever it is made', async () => {
    const first = returnXlsx(largeReturnSheet());
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect(returnXlsx(largeReturnSheet()).equals(first)).toBe(true);
    expect(first.toString('latin1')).not.toMatch(/20\d\d-\d\d-\d\dT/);
  });

  test('has its title and language among its properties, and names no time and no person', () => {
    const core = xmlRoot(part(returnXlsx(returnSheet()), 'docProps/core.xml'));
    expect(core.children.map(({ name, text }) => [name, text])).toEqual([
      ['dc:title', 'Oxfordshire Safer Communities Partnership, July to September 2008'],
      ['dc:language', 'en-GB'],
    ]);
  });

  test('is protected without a password; widths and heights can be changed', () => {
    expect(sheetXml()).toContain(
      '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>',
    );
  });

  test('has the cells to answer open, pale and in a box, and all others locked', () => {
    const looks = looksOf(returnSheet([sheetRow({ value: '' }, ['value', 'commentary'])]));
    const open = ['value', 'commentary'];
    for (const { column, locked, fill, sides } of looks) {
      const expected = open.includes(column)
        ? { locked: '0', fill: 'FFFFF8E0', sides: 4 }
        : { locked: '1', fill: undefined, sides: 1 };
      expect({ locked, fill, sides }, column).toEqual(expected);
    }
    expect(looks.filter(({ wraps }) => !wraps).map(({ column }) => column)).toEqual([
      'value',
      'numerator',
      'denominator',
    ]);
  });

  test('freezes what stands above the targets, and puts the cursor into the first cell to answer', () => {
    const sheet = returnSheet([sheetRow({}, []), sheetRow({}, ['status', 'cause'])]);
    const [pane, selection] = inSheet(sheet, 'sheetView')[0]?.children ?? [];
    expect(pane?.attributes).toMatchObject({ ySplit: '5', topLeftCell: 'A6', state: 'frozen' });
    expect(selection?.attributes.activeCell).toBe('L7');
  });

  test('prints on A4, landscape, one page wide, with the header row on every page', () => {
    const xml = sheetXml();
    expect(xml).toContain('<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>');
    expect(xml).toContain('<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>');
    const names = part(returnXlsx(returnSheet()), 'xl/workbook.xml');
    expect(names).toContain('<definedName name="_xlnm.Print_Titles" localSheetId="0">Return!$5:$5</definedName>');
    expect(names).toContain('<definedName name="ColumnTitleRegion1.A5.P6.1">Return!$A$5</definedName>');
  });

  test('has rows as high as their longest text', () => {
    const rows = [
      sheetRow({ commentary: '' }),
      sheetRow({ commentary: 'x'.repeat(52 * 5 + 1) }),
      sheetRow({ commentary: 'x\n'.repeat(500) }),
    ];
    const heights = inSheet(returnSheet(rows), 'row')
      .slice(4)
      .map(({ attributes }) => attributes.ht);
    expect(heights).toEqual(['27', '81', '405']);
  });

  test('keeps every text a text, and numbers of more than fifteen digits too', () => {
    const xml = sheetXml(returnSheet([sheetRow({ title: '=1+1', value: '1234567890123.4567', numerator: '-0.7' })]));
    expect(xml).not.toContain('<f>');
    expect(xml).toContain('t="inlineStr"><is><t>=1+1</t></is>');
    expect(xml).toContain('t="inlineStr"><is><t>1234567890123.4567</t></is>');
    expect(xml).toContain('<v>-0.7</v>');
  });
});

describe('what can be typed', () => {
  const rules = (rows = [sheetRow(), sheetRow({}, ['status']), sheetRow(), sheetRow()]) =>
    inSheet(returnSheet(rows), 'dataValidation').map(
      ({ attributes, children }): Partial<Record<string, string>> => ({
        ...attributes,
        ...(children[0] && { list: children[0].text }),
      }),
    );

  test('stands in lists, at the cells that are open', () => {
    const lists = rules().filter(({ type }) => type === 'list');
    expect(lists.map(({ sqref, list }) => [sqref, list])).toEqual([
      ['L6:L9', '"provisional,final"'],
      ['M6 M8:M9', '"not-published,not-collected,suppressed,not-required"'],
      ['O6 O8:O9', '"Demand,Capacity,Economy,Recording change,Data,Small numbers,Weather"'],
      ['P6 P8:P9', '"green,amber,red"'],
    ]);
    expect(lists.map(({ errorStyle = 'stop' }) => errorStyle)).toEqual(['stop', 'stop', 'information', 'stop']);
  });

  test('is a number in cells for numbers, and anything else is explained', () => {
    const numbers = rules().filter(({ type }) => type === 'decimal');
    expect(numbers.map(({ sqref, operator }) => [sqref, operator])).toEqual([
      ['I6 I8:I9', 'between'],
      ['J6 J8:J9', 'between'],
      ['K6 K8:K9', 'between'],
    ]);
    expect(numbers[0]).toMatchObject({
      showErrorMessage: '1',
      errorTitle: 'A number is needed',
      error:
        'Write a number such as 41.2, without words or units. If there is none, leave the cell empty and choose a missing_reason.',
    });
  });

  test('has titles of 32 and messages of 225 characters at most, which is what Excel takes', () => {
    for (const rule of rules()) {
      expect(rule.errorTitle?.length).toBeLessThanOrEqual(32);
      expect(rule.error?.length).toBeLessThanOrEqual(225);
    }
  });

  test('is nothing where no cell is open', () => {
    expect(sheetXml(returnSheet([sheetRow({}, [])]))).not.toContain('dataValidation');
    expect(sheetXml(returnSheet([]))).not.toContain('dataValidation');
  });
});

describe('what was written is read back as it was', () => {
  test.each([
    ['a formula', '=1+1'],
    ['an apostrophe before a formula', "'=1+1"],
    ['a character that XML cannot hold', 'a\u0001b'],
    ['what looks like such a character', 'a_x0001_b'],
    ['several lines and blanks around them', ' one\n\n two '],
    ['angle brackets and ampersands', '<b> & "c" \' &amp;'],
    ['an error that is only a word', '#N/A'],
    ['an emoji', '🙂'],
  ])('%s', async (_sentence, commentary) => {
    const { kind, rows } = await readReturnFile(returnXlsx(returnSheet([sheetRow({ commentary })])));
    expect(kind).toBe('xlsx');
    expect(rows).toEqual([{ line: 6, cells: returnCells({ commentary }) }]);
  });

  test('sixty targets, with numbers of every kind', async () => {
    const values = ['41.2', '-0.05', '6564', '0.0001', '99999999999.9999', '0', ''];
    const rows = largeReturnSheet().rows.map((row, index) => ({
      cells: { ...row.cells, value: values[index % values.length] ?? '' },
      answers: ANSWER_COLUMNS,
    }));
    const again = await readReturnFile(returnXlsx({ ...largeReturnSheet(), rows }));
    expect(again.rows.map(({ cells }) => cells)).toEqual(rows.map(({ cells }) => cells));
  });
});
