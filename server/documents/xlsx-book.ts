import { SHEET_NAMESPACE } from './xlsx-xml.ts';
import { xmlText } from './xml-text.ts';
import { type PackedPart, packedPart } from './zip-writing.ts';

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
export const XML_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** What a workbook is around its sheets. */
export interface Book {
  readonly title: string;
  /** Of its sheets in their order: at most 31 characters each. */
  readonly names: readonly string[];
  /** The part of the styles. */
  readonly styles: string;
  /** Elements `definedName`. */
  readonly definedNames: readonly string[];
}

/** What the part of a sheet is called. @param place in the order in which sheets are written, from 1 */
export function sheetPart(place: number): string {
  return `xl/worksheets/sheet${place}.xml`;
}

/**
 * A workbook as the parts of its zip, in their order. It tells no time.
 * @param sheets of the names, in their order; their parts may be numbered otherwise
 */
export function bookParts(book: Book, sheets: readonly PackedPart[]): PackedPart[] {
  const names = sheets.map(({ name }) => name);
  const xml = (name: string, content: string): PackedPart => packedPart(name, `${XML_START}${content}`);
  return [
    xml('[Content_Types].xml', contentTypes(names)),
    xml('_rels/.rels', ROOT_RELATIONS),
    xml('docProps/core.xml', propertiesXml(book.title)),
    xml('xl/workbook.xml', workbookXml(book)),
    xml(
      'xl/_rels/workbook.xml.rels',
      relations([
        ...names.map((name) => [`${OFFICE}/worksheet`, name.replace(/^xl\//, '')] as const),
        [`${OFFICE}/styles`, 'styles.xml'],
      ]),
    ),
    xml('xl/styles.xml', book.styles),
    ...sheets,
  ];
}

function contentTypes(sheets: readonly string[]): string {
  const override = (part: string, type: string): string =>
    `<Override PartName="/${part}" ContentType="${CONTENT}.${type}+xml"/>`;
  return [
    `<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('xl/workbook.xml', 'sheet.main'),
    ...sheets.map((sheet) => override(sheet, 'worksheet')),
    override('xl/styles.xml', 'styles'),
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>',
    '</Types>',
  ].join('');
}

function relations(items: readonly (readonly [type: string, target: string])[]): string {
  const each = items.map(([type, target], index) => {
    return `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`;
  });
  return `<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`;
}

const ROOT_RELATIONS = relations([
  [`${OFFICE}/officeDocument`, 'xl/workbook.xml'],
  [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
]);

/** The title and the language. Who reads aloud takes the language from here. */
function propertiesXml(title: string): string {
  return [
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">`,
    `<dc:title>${xmlText(title)}</dc:title><dc:language>en-GB</dc:language>`,
    '</cp:coreProperties>',
  ].join('');
}

function workbookXml({ names, definedNames }: Book): string {
  const sheets = names.map((name, index) => {
    return `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`;
  });
  return [
    `<workbook xmlns="${SHEET_NAMESPACE}" xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets>`,
    `<definedNames>${definedNames.join('')}</definedNames>`,
    // What stands beside a formula is for those who cannot work it out; whoever can does so on opening.
    '<calcPr fullCalcOnLoad="1"/></workbook>',
  ].join('');
}
