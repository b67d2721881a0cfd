import { SHEET_NAMESPACE } from './xlsx-xml.ts';

/** How a cell looks: numbers of the lists of the styles. */
export interface Look {
  /** Of the number formats: 0 is none, 9 whole per cent, 49 text; one’s own begin at 164. */
  readonly format?: number;
  readonly font?: number;
  readonly fill?: number;
  readonly border?: number;
  readonly wraps?: boolean;
  /** Where its text stands; without, as what it holds stands. */
  readonly side?: 'right' | 'center';
  /** Whether it can be changed where its sheet is locked. */
  readonly isOpen?: boolean;
}

export interface Styles {
  /** One’s own formats of numbers, from 164. */
  readonly formats?: readonly string[];
  readonly fonts: readonly string[];
  readonly fills?: readonly string[];
  readonly borders?: readonly string[];
  readonly looks: readonly Look[];
  /** What conditions change of a look: elements `dxf`. */
  readonly differences?: readonly string[];
}

export const FIRST_OWN_FORMAT = 164;

/** Two that every workbook must have, before its own. */
const FILLS = ['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'];
const NO_BORDER = '<border><left/><right/><top/><bottom/><diagonal/></border>';

/** A font in the part of the styles. @param look elements of size and weight, in the order of the format */
export function fontXml(look: string): string {
  return `<font>${look}<color rgb="FF000000"/><name val="Arial"/><family val="2"/></font>`;
}

/** The part `xl/styles.xml`. Fills begin at 2 and borders at 1, because every workbook must have those before. */
export function stylesXml({ formats = [], fonts, fills = [], borders = [], looks, differences = [] }: Styles): string {
  const numbered = formats.map((format, index) => {
    return `<numFmt numFmtId="${FIRST_OWN_FORMAT + index}" formatCode="${format}"/>`;
  });
  return [
    `<styleSheet xmlns="${SHEET_NAMESPACE}">`,
    numbered.length === 0 ? '' : counted('numFmts', numbered),
    counted('fonts', fonts),
    counted('fills', [...FILLS, ...fills]),
    counted('borders', [NO_BORDER, ...borders]),
    counted('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']),
    counted('cellXfs', looks.map(lookXml)),
    counted('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']),
    differences.length === 0 ? '' : counted('dxfs', differences),
    '</styleSheet>',
  ].join('');
}

function lookXml(look: Look): string {
  const { format = 0, font = 0, fill = 0, border = 0, wraps = false, side, isOpen = false } = look;
  const alignment = `<alignment${side === undefined ? '' : ` horizontal="${side}"`} vertical="top"${wraps ? ' wrapText="1"' : ''}/>`;
  const protection = `<protection locked="${isOpen ? 0 : 1}"/>`;
  const parts = `numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0"`;
  const applied = ['NumberFormat', 'Font', 'Fill', 'Border', 'Alignment', 'Protection'];
  const applies = applied.map((what) => `apply${what}="1"`).join(' ');
  return `<xf ${parts} ${applies}>${alignment}${protection}</xf>`;
}

function counted(name: string, items: readonly string[]): string {
  return `<${name} count="${items.length}">${items.join('')}</${name}>`;
}
