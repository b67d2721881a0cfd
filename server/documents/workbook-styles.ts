import { RAG, type Rag } from '../domain/light.ts';
import type { ColumnLook, NumberFormat } from '../domain/workbook.ts';
import { FIRST_OWN_FORMAT, fontXml, stylesXml } from './xlsx-styles.ts';

/** How the cells of a table look: numbers of the looks below, in the same order; after them those of numbers. */
const STYLE = { plain: 0, head: 1, headOfNumbers: 2, headOfLights: 3, words: 4, sentences: 5, lights: 6, percent: 7 };
const FIRST_OF_NUMBERS = 8;

const COLOURS: Readonly<Record<Rag, string>> = { green: 'FF005A30', amber: 'FFB25400', red: 'FFB10E1E' };
const WHITE = 'FFFFFFFF';
const BOLD = 1;
const WHOLE_PERCENT = 9;
/** With marks between the thousands, from no decimals to the four that a figure can have. */
const NUMBER_FORMATS = ['#,##0', ...[1, 2, 3, 4].map((decimals) => `#,##0.${'0'.repeat(decimals)}`)];

export function headStyle(look: ColumnLook): number {
  if (look === 'numbers') return STYLE.headOfNumbers;
  return look === 'lights' ? STYLE.headOfLights : STYLE.head;
}

export function textStyle(look: ColumnLook): number {
  return look === 'sentences' || look === 'lights' ? STYLE[look] : STYLE.words;
}

export function numberStyle(format: Exclude<NumberFormat, 'word'>): number {
  return format === 'percent' ? STYLE.percent : FIRST_OF_NUMBERS + format;
}

/** The part `xl/styles.xml`; the conditions of the lights are in their order. */
export const WORKBOOK_STYLES = stylesXml({
  formats: NUMBER_FORMATS,
  fonts: ['<sz val="10"/>', '<b/><sz val="10"/>'].map(fontXml),
  looks: [
    {},
    { font: BOLD, wraps: true },
    { font: BOLD, wraps: true, side: 'right' },
    { font: BOLD, wraps: true, side: 'center' },
    {},
    { wraps: true },
    { side: 'center' },
    { format: WHOLE_PERCENT },
    ...NUMBER_FORMATS.map((_, index) => ({ format: FIRST_OWN_FORMAT + index })),
  ],
  differences: RAG.map((light) => {
    const ground = `<fill><patternFill patternType="solid"><bgColor rgb="${COLOURS[light]}"/></patternFill></fill>`;
    return `<dxf><font><b/><color rgb="${WHITE}"/></font>${ground}</dxf>`;
  }),
});
