import { fontXml, stylesXml } from './xlsx-styles.ts';

/** How the cells of a return look: numbers of the looks below, in the same order. */
export const STYLE = {
  plain: 0,
  title: 1,
  sentence: 2,
  header: 3,
  numberHeader: 4,
  text: 5,
  number: 6,
  answerText: 7,
  answerNumber: 8,
} as const;

/** In a cell of this format what is typed stays text: `1/4` no date, `=` no formula. */
const AS_TEXT = 49;

const FONTS = ['<sz val="10"/>', '<b/><sz val="14"/>', '<b/><sz val="10"/>'].map(fontXml);
const [LARGE, BOLD] = [1, 2];

/** The pale one of cells to answer. */
const FILLS = [
  '<fill><patternFill patternType="solid"><fgColor rgb="FFFFF8E0"/><bgColor indexed="64"/></patternFill></fill>',
];
const PALE = 2;

const line = (side: string, style: string, colour: string): string =>
  `<${side} style="${style}"><color rgb="${colour}"/></${side}>`;
const GREY = 'FFB1B4B6';
const DARK_GREY = 'FF505A5F';
const BLACK = 'FF000000';
const BORDERS = [
  `<border><left/><right/><top/>${line('bottom', 'thin', GREY)}<diagonal/></border>`,
  `<border><left/><right/>${line('top', 'thin', BLACK)}${line('bottom', 'medium', BLACK)}<diagonal/></border>`,
  `<border>${['left', 'right', 'top', 'bottom'].map((side) => line(side, 'thin', DARK_GREY)).join('')}<diagonal/></border>`,
];
const [BELOW, HEAD, BOX] = [1, 2, 3];

/** The part `xl/styles.xml`: black on white, thin lines, and a pale box around what can be answered. */
export const STYLES_XML = stylesXml({
  fonts: FONTS,
  fills: FILLS,
  borders: BORDERS,
  looks: [
    {},
    { font: LARGE },
    { wraps: true },
    { font: BOLD, border: HEAD, wraps: true },
    { font: BOLD, border: HEAD, wraps: true, side: 'right' },
    { border: BELOW, wraps: true },
    { border: BELOW },
    { format: AS_TEXT, fill: PALE, border: BOX, wraps: true, isOpen: true },
    { fill: PALE, border: BOX, isOpen: true },
  ],
});
