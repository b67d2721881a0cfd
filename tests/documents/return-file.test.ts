import { describe, expect, test } from 'vitest';
import { readReturnFile } from '../../server/documents/return-file.ts';
import { Invalid } from '../../server/domain/errors.ts';
import { RETURN_COLUMNS, type ReturnCells, type ReturnedRow } from '../../server/domain/return-sheet.ts';
import { csvFile, HEADER, largeReturnSheet, returnCells } from '../support/return-sheets.ts';
import { rowXml, sheetWith, tableXml, textXml, workbookFile } from '../support/workbook-files.ts';

const read = async (file: string | Buffer): Promise<readonly ReturnedRow[]> =>
  (await readReturnFile(Buffer.from(file))).rows;

async function problemsOf(file: string | Buffer): Promise<string[]> {
  const error = await readReturnFile(Buffer.from(file)).catch((thrown: unknown) => thrown);
  if (!(error instanceof Invalid)) throw new Error('the file was read', { cause: error });
  expect(new Set(error.problems.map(({ field }) => field))).toEqual(new Set(['file']));
  return error.problems.map(({ message }) => message);
}

const ROW = csvFile([returnCells()]).split('\n')[1] ?? '';
const other = (text: string, separator: string) => csvFile([returnCells({ value: text })], separator);
const windows = Buffer.concat([Buffer.from(`${HEADER}\n${ROW.replace('Fewer', 'Caf')}`), Buffer.from('\n')]);

describe('a CSV file', () => {
  test.each<[string, string | Buffer, number]>([
    ['as we write it', `\ufeff${HEADER}\r\n${ROW}\r\n`, 2],
    ['with LF and no byte order mark', `${HEADER}\n${ROW}\n`, 2],
    ['with CR alone, from an old Mac', `${HEADER}\r${ROW}\r`, 2],
    ['without a line break at the end', `${HEADER}\n${ROW}`, 2],
    ['with blank rows anywhere', `\n${HEADER}\n\n,,,,,,,,,,,,,,,\n${ROW}\n\n`, 5],
    [
      'with a title and guidance above',
      `Safer Communities, July to September\n"One, ""two""\nthree"\n${HEADER}\n${ROW}\n`,
      5,
    ],
    ['with names in capitals and blanks around them', `${HEADER.toUpperCase().replaceAll(',', ' , ')}\n${ROW}\n`, 2],
    ['with quotes around everything', `"${HEADER.replaceAll(',', '","')}"\n"${ROW.replaceAll(',', '","')}"\n`, 2],
    ['with empty columns of others', `notes,${HEADER},\n,${ROW},\n`, 2],
    ['separated by semicolons', csvFile([returnCells()], ';'), 2],
    ['separated by tabs', csvFile([returnCells()], '\t'), 2],
    ['that says so in its first line', `sep=;\r\n${csvFile([returnCells()], ';')}`, 3],
    ['in UTF-16, as Excel’s Unicode text', Buffer.from(`\ufeff${csvFile([returnCells()], '\t')}`, 'utf16le'), 2],
    ['in UTF-16, the other way round', Buffer.from(`\ufeff${HEADER}\n${ROW}`, 'utf16le').swap16(), 2],
  ])('is understood %s', async (_sentence, file, line) => {
    expect(await read(file)).toEqual([{ line, cells: returnCells() }]);
  });

  test('is understood with its columns in another order', async () => {
    const backwards = [HEADER, ROW].map((line) => line.split(',').reverse().join(','));
    expect(await read(backwards.join('\n'))).toEqual([{ line: 2, cells: returnCells() }]);
  });

  test('has a line for each row, also where texts have several', async () => {
    const rows = [returnCells({ commentary: 'one\ntwo\n\nthree' }), returnCells({ indicator: 'NI 15' })];
    const found = await read(csvFile(rows).replaceAll('\n', '\r\n'));
    expect(found).toEqual([
      { line: 2, cells: rows[0] },
      { line: 6, cells: rows[1] },
    ]);
  });

  test('is taken for Windows-1252 where it is not UTF-8', async () => {
    const bytes = Buffer.from(windows);
    const at = bytes.indexOf('Caf') + 3;
    const file = Buffer.concat([bytes.subarray(0, at), Buffer.from([0xe9, 0x20, 0x80, 0x35]), bytes.subarray(at)]);
    expect((await read(file))[0]?.cells.commentary).toBe('Café €5 assaults in the town centres.');
  });

  test('has its codes without blanks around them, and its texts as they are', async () => {
    const cells = { status: ' final ', own_view: 'red\u00a0', cause: ' Data', value: ' 41.2 ', commentary: ' so ' };
    const expected = returnCells({ status: 'final', own_view: 'red', cause: 'Data', commentary: ' so ' });
    expect(await read(csvFile([returnCells(cells)]))).toEqual([{ line: 2, cells: expected }]);
  });

  test('can have no row at all', async () => {
    expect(await read(`${HEADER}\n`)).toEqual([]);
  });
});

describe('a number typed as text', () => {
  const UNCLEAR = null;
  test.each<[string, string, string, string | null]>([
    ['with a point', '41.2', ',', '41.2'],
    ['whole', '6564', ',', '6564'],
    ['with a decimal comma', '41,2', ',', '41.2'],
    ['with a decimal comma and four places', '41,2345', ',', '41.2345'],
    ['with a comma for thousands, where commas separate cells', '1,234', ',', '1234'],
    ['with two commas for thousands', '1,234,567', ';', '1234567'],
    ['with points for thousands and a decimal comma', '1.234,5', ',', '1234.5'],
    ['with commas for thousands and a decimal point', '1,234.5', ';', '1234.5'],
    ['with points for thousands twice', '1.234.567', ',', '1234567'],
    ['with three places behind a point', '1.234', ',', '1.234'],
    ['with three places behind a comma that cannot separate thousands', '0,123', ';', '0.123'],
    ['with four digits before the comma', '1234,567', ';', '1234.567'],
    ['with a comma and three digits, where semicolons separate cells', '1,234', ';', UNCLEAR],
    ['with a point and three digits, where semicolons separate cells', '1.234', ';', UNCLEAR],
    ['with a point and three digits, where tabs do', '1.234', '\t', UNCLEAR],
    ['with a point and two digits, where semicolons separate cells', '41.25', ';', '41.25'],
    ['with blanks for thousands', '1 234,5', ',', '1234.5'],
    ['with narrow blanks for thousands', '1\u202f234\u00a0567', ',', '1234567'],
    ['with a percent sign', '41.2 %', ',', '41.2'],
    ['with a minus sign of typesetters', '−0.7', ',', '-0.7'],
    ['with a plus sign', '+35', ',', '35'],
    ['without a digit before the point', '.5', ',', '0.5'],
    ['with groups of two digits', '12,34,567', ',', UNCLEAR],
    ['with a comma in the wrong place', '1,23.4', ',', UNCLEAR],
    ['like a date', '12.03.2008', ',', UNCLEAR],
    ['with five places, for the rules to refuse', '41.23456', ',', '41.23456'],
    ['in words, for the rules to refuse', 'about 40', ',', 'about 40'],
    ['with a currency, for the rules to refuse', '£1,234', ',', '£1,234'],
  ])('%s', async (_sentence, typed, separator, expected) => {
    if (expected !== UNCLEAR) {
      expect((await read(other(typed, separator)))[0]?.cells.value).toBe(expected);
      return;
    }
    const [problem, ...more] = await problemsOf(other(typed, separator));
    expect(more).toEqual([]);
    expect(problem).toContain(`Cell 9 of line 2 (value) says ‘${typed}’, which can be read in more than one way.`);
  });

  test('is made clear in one way or another', async () => {
    expect(await problemsOf(other('12,34,567', ','))).toEqual([
      'Cell 9 of line 2 (value) says ‘12,34,567’, which can be read in more than one way. ' +
        'Write it with a point for decimals and without separators of thousands, such as 1234.5.',
    ]);
    expect(await problemsOf(other('1.234', '\t'))).toEqual([
      'Cell 9 of line 2 (value) says ‘1.234’, which can be read in more than one way. ' +
        'Send the return as XLSX, or as CSV with commas between the cells.',
    ]);
  });

  test('is a number in columns of numbers only', async () => {
    expect((await read(csvFile([returnCells({ part: '1,5', commentary: '1,234' })])))[0]?.cells).toMatchObject({
      part: '1,5',
      commentary: '1,234',
    });
  });
});

describe('a CSV file is refused with', () => {
  test.each<[string, string, string[]]>([
    [
      'columns missing, all at once',
      `${HEADER.replace(',cause,own_view', '').replace('title,', '')}\n${ROW.replace(',Small numbers,amber', '').replace('Assault with less serious injury,', '')}\n`,
      [
        'The columns title, cause, own_view are missing. Put them back, without anything below where there is nothing to say.',
      ],
    ],
    [
      'one column missing',
      `${HEADER.replace('return_id,', '')}\n${ROW.replace('OSCP-2008-Q2-7,', '')}\n`,
      ['The column return_id is missing. Put it back, without anything below where there is nothing to say.'],
    ],
    [
      'no header at all',
      `${ROW}\n`,
      [`No row with the names of the columns was found. They are ${RETURN_COLUMNS.join(', ')}.`],
    ],
    [
      'a column that stands twice',
      `${HEADER},value\n${ROW},7\n`,
      ['The column value stands twice. Take one of the two out.'],
    ],
    [
      'something in a column of others',
      `${HEADER},notes\n${ROW},\n${ROW},ask Jo\n`,
      ['Cell 17 of line 3 stands in the column ‘notes’, which is not of the return. Take the column out.'],
    ],
    [
      'a comma in a text without quotes',
      `${HEADER}\n${ROW.replace('Fewer', 'Fewer, milder')}\n`,
      [
        'Cell 17 of line 2 stands beside the columns of the return. Take it out; in a CSV file, put quotes around a text with a separator in it.',
      ],
    ],
    [
      'a formula, each named',
      csvFile([returnCells({ value: '=SUM(A1:A3)' }), returnCells({ commentary: '=1' })]),
      [
        'Cell 9 of line 2 (value) holds a formula. Write its result in its place (in Excel: copy it, then paste its value).',
        'Cell 14 of line 3 (commentary) holds a formula. Write its result in its place (in Excel: copy it, then paste its value).',
      ],
    ],
    [
      'a quote that never ends',
      `${HEADER}\n${ROW}\n"${ROW}\n`,
      ['Near line 3 a cell starts with a quote and never ends. Close it with another quote.'],
    ],
    [
      'a quote inside a cell',
      `${HEADER}\n${ROW.replace('Fewer', 'Fewer "real"')}\n`,
      [
        'Near line 2 a quote stands inside a cell without quotes. Put quotes around the whole cell and double the one in it.',
      ],
    ],
  ])('%s', async (_sentence, file, problems) => {
    expect(await problemsOf(file)).toEqual(problems);
  });

  test('many problems, of which the first fifty are said', async () => {
    const problems = await problemsOf(csvFile(Array.from({ length: 60 }, () => returnCells({ value: '=1' }))));
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)).toBe('There are 10 more problems of this kind.');
  });
});

describe('rows', () => {
  const rows = (count: number) => largeReturnSheet(count).rows.map(({ cells }) => cells);
  const REFUSED = [
    'The sheet has more than 2,000 rows. A return has one row a target: take out what does not belong to it and send it again.',
  ];
  test.each<[string, (count: number) => string | Buffer]>([
    ['of a CSV file', (count) => csvFile(rows(count))],
    ['of a workbook', (count) => workbookFile({ sheets: { Return: tableXml(rows(count), 7) } })],
  ])('%s may be 2,000, and not one more', async (_sentence, file) => {
    expect(await read(file(2000))).toHaveLength(2000);
    expect(await problemsOf(file(2001))).toEqual(REFUSED);
  });
});

describe('a workbook', () => {
  const table = tableXml([returnCells()], 7);
  test.each<[string, Buffer, number]>([
    ['with inline texts', workbookFile({ sheets: { Return: table } }), 8],
    ['with other sheets before it', workbookFile({ sheets: { Notes: rowXml(1, [textXml('x')]), RETURN: table } }), 8],
    ['with its sheet named otherwise', workbookFile({ sheets: { Notes: '', Tabelle1: table } }), 8],
    [
      'with a hidden sheet that looks like it',
      workbookFile({
        sheets: { Old: tableXml([returnCells({ value: '1' })]), Sheet1: table },
        states: { Old: 'state="hidden"' },
      }),
      8,
    ],
    ['with a title above', workbookFile({ sheets: { Return: rowXml(1, [textXml('Value')]) + table } }), 8],
    [
      'with blank rows',
      workbookFile({ sheets: { Return: `${table}<row r="9"/><row r="12"><c r="A12" s="0"/></row>` } }),
      8,
    ],
    ['with prefixes', workbookFile({ sheets: { Return: table.replace(/(<\/?)(\w)/g, '$1x:$2') } }), 8],
  ])('is understood %s', async (_sentence, file, line) => {
    expect(await read(file)).toEqual([{ line, cells: returnCells() }]);
  });

  test('is understood without addresses, its cells following each other', async () => {
    const full = returnCells({ part: 'DV', numerator: '412', denominator: '1000', missing_reason: 'suppressed' });
    const bare = tableXml([full]).replace(/ r="[A-Z]*\d+"/g, '');
    expect(await read(workbookFile({ sheets: { Return: bare } }))).toEqual([{ line: 2, cells: full }]);
  });

  test('has shared and formatted texts, without their reading aids', async () => {
    const strings =
      '<si><t>final</t></si><si><r><t>Fewer </t></r><r><rPr><b/></rPr><t>assaults</t></r><rPh sb="0" eb="1"><t>aid</t></rPh></si>' +
      '<si><t>a_x000D_\nb &amp; _x005F_x000D_</t></si>';
    const shared = (index: number): string => `<c t="s"><v>${index}</v></c>`;
    const Return = sheetWith({ status: shared(0), commentary: shared(1), title: shared(2) });
    expect((await read(workbookFile({ sheets: { Return }, strings })))[0]?.cells).toMatchObject({
      status: 'final',
      commentary: 'Fewer assaults',
      title: 'a\nb & _x000D_',
    });
  });

  test.each<[string, string, string]>([
    ['as it is typed', '<c><v>41.2</v></c>', '41.2'],
    ['as it is stored in binary', '<c><v>41.199999999999996</v></c>', '41.2'],
    ['with an exponent', '<c><v>4.1199999999999998E-1</v></c>', '0.412'],
    ['whole', '<c><v>6564</v></c>', '6564'],
    ['negative', '<c t="n"><v>-0.05</v></c>', '-0.05'],
    ['large', '<c><v>99999999999</v></c>', '99999999999'],
    ['with five places, for the rules to refuse', '<c><v>41.23456</v></c>', '41.23456'],
    ['with five places beside a million', '<c><v>1000000.00004</v></c>', '1000000.00004'],
    ['shown as a percentage', '<c s="1"><v>0.41199999999999998</v></c>', '41.2'],
    ['shown as a percentage in a format of one’s own', '<c s="2"><v>0.05</v></c>', '5'],
    ['shown as thousands', '<c s="3"><v>1234.5</v></c>', '1234.5'],
    ['shown with words that have the letters of dates', '<c s="4"><v>12</v></c>', '12'],
    ['as text with a point', '<c t="str"><v>41.2</v></c>', '41.2'],
    ['as text with a comma', '<c t="str"><v>41,2</v></c>', '41.2'],
  ])('has a number %s', async (_sentence, value, expected) => {
    const formats = { 164: '0.0%;[Red]-0.0%', 165: '#,##0" dh"', 166: '[$£-809]#,##0' };
    const file = workbookFile({ sheets: { Return: sheetWith({ value }) }, formats, styles: [0, 10, 164, 4, 165, 166] });
    expect((await read(file))[0]?.cells.value).toBe(expected);
  });

  test('has numbers in cells of text too', async () => {
    const Return = sheetWith({ commentary: '<c><v>2008</v></c>', part: '<c><v>1</v></c>' });
    expect((await read(workbookFile({ sheets: { Return } })))[0]?.cells).toMatchObject({
      commentary: '2008',
      part: '1',
    });
  });

  const DATE =
    'holds a date or a time, which spreadsheets make of entries such as 1/4. Format the cell as text and write again what is meant.';
  const FORMULA = 'holds a formula. Write its result in its place (in Excel: copy it, then paste its value).';
  test.each<[string, Partial<Record<keyof ReturnCells, string>>, string[]]>([
    ['a formula in an answer', { value: '<c><f>1+1</f><v>2</v></c>' }, [`Cell I8 (value) ${FORMULA}`]],
    ['a formula in a locked cell', { title: '<c t="str"><f>A1</f><v>x</v></c>' }, [`Cell F8 (title) ${FORMULA}`]],
    ['a formula without a result', { cause: '<c><f t="shared" si="0"/></c>' }, [`Cell O8 (cause) ${FORMULA}`]],
    ['a date', { commentary: '<c s="1"><v>39722</v></c>' }, [`Cell N8 (commentary) ${DATE}`]],
    ['a date in a format of one’s own', { value: '<c s="2"><v>39722</v></c>' }, [`Cell I8 (value) ${DATE}`]],
    ['a stretch of time', { value: '<c s="3"><v>1.5</v></c>' }, [`Cell I8 (value) ${DATE}`]],
    ['a date in words', { value: '<c t="d"><v>2008-10-01</v></c>' }, [`Cell I8 (value) ${DATE}`]],
    [
      'an error',
      { value: '<c t="e"><v>#REF!</v></c>' },
      ['Cell I8 (value) holds an error of the spreadsheet, such as #REF!. Write what is meant in its place.'],
    ],
    [
      'a truth',
      { own_view: '<c t="b"><v>1</v></c>' },
      ['Cell P8 (own_view) holds TRUE or FALSE. Write a number or a text in its place.'],
    ],
    [
      'a text that can be two numbers',
      { denominator: '<c t="str"><v>1,234</v></c>' },
      [
        'Cell K8 (denominator) says ‘1,234’, which can be read in more than one way. Write it with a point for decimals and without separators of thousands, such as 1234.5.',
      ],
    ],
  ])('is refused with %s', async (_sentence, cells, problems) => {
    const formats = { 164: 'dd\\/mm\\/yy', 165: '[hh]:mm' };
    const file = workbookFile({ sheets: { Return: sheetWith(cells) }, formats, styles: [0, 14, 164, 165] });
    expect(await problemsOf(file)).toEqual(problems);
  });

  test('is refused with something beside the table, and read with something above it', async () => {
    const beside = rowXml(9, [...Array.from({ length: 16 }, () => null), textXml('ask Jo')]);
    const above = rowXml(1, ['<c><f>1+1</f><v>2</v></c>']);
    expect(await problemsOf(workbookFile({ sheets: { Return: above + table + beside } }))).toEqual([
      'Cell Q9 stands beside the columns of the return. Take it out; in a CSV file, put quotes around a text with a separator in it.',
    ]);
    expect(await read(workbookFile({ sheets: { Return: above + table } }))).toHaveLength(1);
  });

  test('is refused where no visible sheet has the names of the columns', async () => {
    expect(await problemsOf(workbookFile({ sheets: { Return: rowXml(1, [textXml('value')]) } }))).toEqual([
      `No row with the names of the columns was found. They are ${RETURN_COLUMNS.join(', ')}.`,
    ]);
  });
});

describe('a busy server', () => {
  test('reads every file that waits, and asks the others to come again', async () => {
    const file = Buffer.from(`${HEADER}\n${ROW}\n`);
    const all = await Promise.allSettled(Array.from({ length: 15 }, () => readReturnFile(file)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(12);
    expect(all.flatMap((one) => (one.status === 'rejected' ? [String(one.reason.message)] : []))).toEqual(
      Array.from({ length: 3 }, () => 'Many files are being read at this moment. Send the file again in a minute.'),
    );
    expect(await read(file)).toHaveLength(1);
  });
});
