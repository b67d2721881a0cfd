import { deflateRawSync } from 'node:zlib';
import { CELLS, DAMAGED, DEFINITIONS, LINKS, MACROS, UNPACKED } from './refusal-sentences.ts';
import { sheetWith, workbookFile } from './workbook-files.ts';
import type { ZipMember } from './zip-files.ts';

/** What a file is, how it is made, and how the sentence starts that refuses it. */
export type HostileFile = readonly [what: string, make: () => Buffer, sentence: string];

const MEGABYTE = 1024 * 1024;
const MACRO_WORKBOOK = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml';

const blank = (megabytes: number): Buffer => Buffer.alloc(megabytes * MEGABYTE, ' ');
const withPart = (...more: readonly ZipMember[]): Buffer => workbookFile({ more });
const withSheet = (Return: string): Buffer => workbookFile({ sheets: { Return } });

/** A workbook with something wrong in a file of its own. */
function changed(change: (bytes: Buffer) => void): Buffer {
  const bytes = workbookFile();
  change(bytes);
  return bytes;
}

/** The directory says a thousand bytes, the sheet has thirty million. */
function lyingDirectory(): Buffer {
  const content = Buffer.concat([Buffer.from('<worksheet><sheetData>'), blank(30)]);
  return withPart({ name: 'xl/worksheets/sheet1.xml', content, size: 1000 });
}

/** Rows without cells, each a little different, so that they do not shrink as bombs do. */
function emptyRows(): string {
  return Array.from({ length: 900_000 }, (_, row) => `<row r="${(row * 7919) % 1_000_003}"/>`).join('');
}

/** Eleven megabytes of numbers that nobody reads, which do not shrink as bombs do either. */
function comments(): string {
  return Array.from({ length: 220_000 }, (_, at) => `<!-- ${String((at * 7919) % 1_000_003).repeat(7)} -->`).join('');
}

const LAUGHS = Array.from({ length: 20 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`).join(
  '',
);
const prologue = (definitions: string): Buffer =>
  workbookFile({
    prologue: `<!DOCTYPE worksheet [${definitions}]>`,
    sheets: { Return: sheetWith({ title: '<c t="str"><v>&l20;</v></c>' }) },
  });

function megabytes(count: number): ZipMember[] {
  const [content, packed] = [blank(1), deflateRawSync(blank(1))];
  return Array.from({ length: count }, (_, at) => ({ name: `xl/media/${at}.bin`, content, packed }));
}

/** Workbooks that must not be opened: bombs, zips and XML that deceive, macros and links. */
export const HOSTILE_WORKBOOKS: readonly HostileFile[] = [
  ['a bomb in a part that nobody reads', () => withPart({ name: 'xl/media/image1.bin', content: blank(30) }), UNPACKED],
  ['two hundred parts of a megabyte', () => withPart(...megabytes(200)), UNPACKED],
  ['a directory that lies', lyingDirectory, DAMAGED],
  ['a sheet that unpacks to 11 MB', () => withSheet(comments()), UNPACKED],
  ['900,000 empty rows', () => withSheet(emptyRows()), CELLS],
  [
    'a thousand parts and one',
    () => withPart(...Array.from({ length: 1001 }, (_, at) => ({ name: `xl/${at}.xml`, content: '' }))),
    UNPACKED,
  ],
  ['a part that is another one too', () => withPart({ name: 'xl/media/a.bin', content: 'x', bytesOf: 0 }), DAMAGED],
  [
    'parts that share their bytes',
    () => withPart({ name: 'xl/a.xml', content: 'x', reach: 50 }, { name: 'xl/b.xml', content: 'x'.repeat(99) }),
    DAMAGED,
  ],
  ['a part that leads out of the zip', () => withPart({ name: '../../etc/passwd', content: 'x' }), DAMAGED],
  ['a part with two names', () => withPart({ name: 'xl/a.xml', content: 'x', localName: 'xl/b.xml' }), DAMAGED],
  [
    'two parts with one name',
    () => withPart({ name: 'xl/a.xml', content: 'x' }, { name: 'XL/A.xml', content: 'y' }),
    DAMAGED,
  ],
  ['half a workbook', () => workbookFile().subarray(0, 900), DAMAGED],
  [
    'packed bytes that are none',
    () => withPart({ name: 'xl/workbook.xml', content: 'x', packed: Buffer.alloc(9, 255) }),
    DAMAGED,
  ],
  [
    'a part with another checksum',
    () => withPart({ name: 'xl/workbook.xml', content: '<a/>', packed: deflateRawSync('<b/>') }),
    DAMAGED,
  ],
  ['a directory at another place', () => changed((bytes) => bytes.writeUInt32LE(5, bytes.length - 6)), DAMAGED],

  ['an entity that reads a file', () => prologue('<!ENTITY l20 SYSTEM "file:///etc/passwd">'), DEFINITIONS],
  ['a billion laughs', () => prologue(`<!ENTITY l0 "ha">${LAUGHS}`), DEFINITIONS],
  [
    'a DOCTYPE from elsewhere',
    () => workbookFile({ prologue: '<!DOCTYPE worksheet SYSTEM "http://evil.example/a.dtd">' }),
    DEFINITIONS,
  ],
  ['XML that never ends', () => withPart({ name: 'xl/workbook.xml', content: '<workbook><sheets>' }), DAMAGED],
  [
    'XML in another encoding',
    () => withPart({ name: 'xl/workbook.xml', content: Buffer.from('<workbook/>', 'utf16le') }),
    DAMAGED,
  ],
  ['XML that is nested without end', () => withSheet(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`), DAMAGED],
  [
    'an element with a million attributes',
    () => withSheet(`<row ${Array.from({ length: 1_000_000 }, (_, at) => `a${at}=""`).join(' ')}/>`),
    DAMAGED,
  ],

  ['a workbook for macros', () => workbookFile({ mainType: MACRO_WORKBOOK }), MACROS],
  ['a macro under another name', () => withPart({ name: 'xl/vbaProject.bin', content: 'x' }), MACROS],
  [
    'a macro of Excel 4',
    () =>
      workbookFile({ types: `<Override PartName="/xl/a.xml" ContentType="application/vnd.ms-excel.macrosheet+xml"/>` }),
    MACROS,
  ],
  [
    'a link to another workbook',
    () => withPart({ name: 'xl/externalLinks/externalLink1.xml', content: '<a/>' }),
    LINKS,
  ],
  ['a connection to a database', () => withPart({ name: 'xl/connections.xml', content: '<a/>' }), LINKS],
];
