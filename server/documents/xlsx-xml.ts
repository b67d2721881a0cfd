import { cellAddress } from '../domain/cell-address.ts';
import { cellXml, xmlText } from './xml-text.ts';

export const SHEET_NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** Of a line of text of ten points, in points. */
export const LINE_HEIGHT = 13.5;

/** How many lines a text needs at a width in digits, which are a little wider than most letters. */
export function linesOf(text: string, width: number): number {
  const each = text.split('\n').map((paragraph) => Math.max(1, Math.ceil(paragraph.length / width)));
  return each.reduce((sum, lines) => sum + lines, 0);
}

/** A cell; what it holds is XML, its column counts from 0, its row from 1. */
function cell(column: number, row: number, style: number, kind: string, content: string): string {
  return `<c r="${cellAddress(column, row)}" s="${style}"${kind}>${content}</c>`;
}

/** A cell of text: nothing in it is ever a formula. */
export function textCell(column: number, row: number, text: string, style: number): string {
  const keep = /^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : '';
  return cell(column, row, style, ' t="inlineStr"', `<is><t${keep}>${cellXml(text)}</t></is>`);
}

/** @param decimal a number with a point, such as `-0.7` */
export function numberCell(column: number, row: number, decimal: string, style: number): string {
  return cell(column, row, style, '', `<v>${decimal}</v>`);
}

/** A cell that a spreadsheet works out. @param value what comes of it, for whoever only looks at the file */
export function formulaCell(
  column: number,
  row: number,
  formula: string,
  value: number | string,
  style: number,
): string {
  const kind = typeof value === 'string' ? ' t="str"' : '';
  return cell(column, row, style, kind, `<f>${xmlText(formula)}</f><v>${xmlText(String(value))}</v>`);
}

export function emptyCell(column: number, row: number, style: number): string {
  return `<c r="${cellAddress(column, row)}" s="${style}"/>`;
}

/** @param height in points; the row still grows with what is typed into it */
export function rowXml(row: number, cells: readonly string[], height: number): string {
  return `<row r="${row}" ht="${height}">${cells.join('')}</row>`;
}

/** @param widths of the columns from the first, in characters */
export function columnsXml(widths: readonly number[]): string {
  const columns = widths.map((width, index) => {
    const number = index + 1;
    return `<col min="${number}" max="${number}" width="${width}" customWidth="1"/>`;
  });
  return `<cols>${columns.join('')}</cols>`;
}

/** Makes a sheet one page wide and as many long as it needs: the first element of its part. */
export const ONE_PAGE_WIDE = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';

/** On A4, with the title and the page’s number below. */
export function pageXml(orientation: 'landscape' | 'portrait', title: string): string {
  const shortTitle = title.slice(0, 150).replaceAll('&', '&&');
  return [
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="9" orientation="${orientation}" fitToWidth="1" fitToHeight="0"/>`,
    `<headerFooter><oddFooter>${xmlText(`&L&8 ${shortTitle}&R&8 Page &P of &N`)}</oddFooter></headerFooter>`,
  ].join('');
}
