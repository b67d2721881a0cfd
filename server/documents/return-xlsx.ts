import type { ReturnSheet } from '../domain/return-sheet.ts';
import { guidanceSheetXml, returnSheetXml, tableArea } from './return-xlsx-sheet.ts';
import { STYLES_XML } from './return-xlsx-styles.ts';
import { SHEET_NAMESPACE } from './xlsx-xml.ts';
import { xmlText } from './xml-text.ts';
import { zipOf } from './zip-writing.ts';

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * A return as a workbook: the sheet ‘Return’ with its title, guidance and one row a target, of which only the cells
 * to answer can be changed, and the sheet ‘Guidance’. The same return gives the same bytes: it tells no time.
 */
export function returnXlsx(sheet: ReturnSheet): Buffer {
  const parts: readonly (readonly [name: string, xml: string])[] = [
    ['[Content_Types].xml', CONTENT_TYPES],
    ['_rels/.rels', ROOT_RELATIONS],
    ['docProps/core.xml', propertiesXml(sheet.title)],
    ['xl/workbook.xml', workbookXml(sheet)],
    ['xl/_rels/workbook.xml.rels', WORKBOOK_RELATIONS],
    ['xl/styles.xml', STYLES_XML],
    ['xl/worksheets/sheet1.xml', returnSheetXml(sheet)],
    ['xl/worksheets/sheet2.xml', guidanceSheetXml(sheet)],
  ];
  return zipOf(parts.map(([name, xml]) => [name, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`]));
}

const CONTENT_TYPES = [
  `<Types xmlns="${PACKAGE}/content-types">`,
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
  '<Default Extension="xml" ContentType="application/xml"/>',
  `<Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/>`,
  `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${CONTENT}.worksheet+xml"/>`,
  `<Override PartName="/xl/worksheets/sheet2.xml" ContentType="${CONTENT}.worksheet+xml"/>`,
  `<Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/>`,
  '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>',
  '</Types>',
].join('');

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

const WORKBOOK_RELATIONS = relations([
  [`${OFFICE}/worksheet`, 'worksheets/sheet1.xml'],
  [`${OFFICE}/worksheet`, 'worksheets/sheet2.xml'],
  [`${OFFICE}/styles`, 'styles.xml'],
]);

/** The title and the language. Who reads aloud takes the language from here. */
function propertiesXml(title: string): string {
  return [
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">`,
    `<dc:title>${xmlText(title)}</dc:title><dc:language>en-GB</dc:language>`,
    '</cp:coreProperties>',
  ].join('');
}

/** The header row repeats on every printed page; the second name tells screen readers where it stands. */
function workbookXml(sheet: ReturnSheet): string {
  const { header, last, lastColumn } = tableArea(sheet);
  const region = `ColumnTitleRegion1.A${header}.${lastColumn}${last}.1`;
  return [
    `<workbook xmlns="${SHEET_NAMESPACE}" xmlns:r="${OFFICE}">`,
    '<sheets><sheet name="Return" sheetId="1" r:id="rId1"/><sheet name="Guidance" sheetId="2" r:id="rId2"/></sheets>',
    '<definedNames>',
    `<definedName name="_xlnm.Print_Titles" localSheetId="0">Return!$${header}:$${header}</definedName>`,
    `<definedName name="${region}">Return!$A$${header}</definedName>`,
    '</definedNames></workbook>',
  ].join('');
}
