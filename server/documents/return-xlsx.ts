import type { ReturnSheet } from '../domain/return-sheet.ts';
import { guidanceSheetXml, returnSheetXml, tableArea } from './return-xlsx-sheet.ts';
import { STYLES_XML } from './return-xlsx-styles.ts';
import { bookParts, sheetPart, XML_START } from './xlsx-book.ts';
import { packedPart, zipPieces } from './zip-writing.ts';

/**
 * A return as a workbook: the sheet ‘Return’ with its title, guidance and one row a target, of which only the cells
 * to answer can be changed, and the sheet ‘Guidance’. The same return gives the same bytes: it tells no time.
 */
export function returnXlsx(sheet: ReturnSheet): Buffer {
  const sheets = [returnSheetXml(sheet), guidanceSheetXml(sheet)];
  const book = {
    title: sheet.title,
    names: ['Return', 'Guidance'],
    styles: STYLES_XML,
    definedNames: definedNames(sheet),
  };
  const parts = sheets.map((xml, index) => packedPart(sheetPart(index + 1), `${XML_START}${xml}`));
  return Buffer.concat([...zipPieces(bookParts(book, parts))]);
}

/** The header row repeats on every printed page; the second name tells screen readers where it stands. */
function definedNames(sheet: ReturnSheet): string[] {
  const { header, last, lastColumn } = tableArea(sheet);
  const region = `ColumnTitleRegion1.A${header}.${lastColumn}${last}.1`;
  return [
    `<definedName name="_xlnm.Print_Titles" localSheetId="0">Return!$${header}:$${header}</definedName>`,
    `<definedName name="${region}">Return!$A$${header}</definedName>`,
  ];
}
