/** How the cells of a return look: numbers of `cellXfs` below, in the same order. */
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

const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const GENERAL = 0;
/** In a cell of this format what is typed stays text: `1/4` no date, `=` no formula. */
const AS_TEXT = 49;

const FONTS = ['<sz val="10"/>', '<b/><sz val="14"/>', '<b/><sz val="10"/>'].map(
  (look) => `<font>${look}<color rgb="FF000000"/><name val="Arial"/><family val="2"/></font>`,
);
const [REGULAR, LARGE, BOLD] = [0, 1, 2];

/** Two that every workbook must have, then the pale one of cells to answer. */
const FILLS = [
  '<fill><patternFill patternType="none"/></fill>',
  '<fill><patternFill patternType="gray125"/></fill>',
  '<fill><patternFill patternType="solid"><fgColor rgb="FFFFF8E0"/><bgColor indexed="64"/></patternFill></fill>',
];
const PALE = 2;

const line = (side: string, style: string, colour: string): string =>
  `<${side} style="${style}"><color rgb="${colour}"/></${side}>`;
const GREY = 'FFB1B4B6';
const DARK_GREY = 'FF505A5F';
const BLACK = 'FF000000';
const BORDERS = [
  '<border><left/><right/><top/><bottom/><diagonal/></border>',
  `<border><left/><right/><top/>${line('bottom', 'thin', GREY)}<diagonal/></border>`,
  `<border><left/><right/>${line('top', 'thin', BLACK)}${line('bottom', 'medium', BLACK)}<diagonal/></border>`,
  `<border>${['left', 'right', 'top', 'bottom'].map((side) => line(side, 'thin', DARK_GREY)).join('')}<diagonal/></border>`,
];
const [NONE, BELOW, HEAD, BOX] = [0, 1, 2, 3];

interface Look {
  readonly format?: number;
  readonly font?: number;
  readonly fill?: number;
  readonly border?: number;
  readonly wraps?: boolean;
  readonly isRight?: boolean;
  readonly isOpen?: boolean;
}

const LOOKS: readonly Look[] = [
  {},
  { font: LARGE },
  { wraps: true },
  { font: BOLD, border: HEAD, wraps: true },
  { font: BOLD, border: HEAD, wraps: true, isRight: true },
  { border: BELOW, wraps: true },
  { border: BELOW },
  { format: AS_TEXT, fill: PALE, border: BOX, wraps: true, isOpen: true },
  { format: GENERAL, fill: PALE, border: BOX, isOpen: true },
];

function styleXml(look: Look): string {
  const {
    format = GENERAL,
    font = REGULAR,
    fill = 0,
    border = NONE,
    wraps = false,
    isRight = false,
    isOpen = false,
  } = look;
  const alignment = `<alignment${isRight ? ' horizontal="right"' : ''} vertical="top"${wraps ? ' wrapText="1"' : ''}/>`;
  const protection = `<protection locked="${isOpen ? 0 : 1}"/>`;
  const parts = `numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0"`;
  const applied = ['NumberFormat', 'Font', 'Fill', 'Border', 'Alignment', 'Protection'];
  const applies = applied.map((what) => `apply${what}="1"`).join(' ');
  return `<xf ${parts} ${applies}>${alignment}${protection}</xf>`;
}

function counted(name: string, items: readonly string[]): string {
  return `<${name} count="${items.length}">${items.join('')}</${name}>`;
}

/** The part `xl/styles.xml`: black on white, thin lines, and a pale box around what can be answered. */
export const STYLES_XML = [
  `<styleSheet xmlns="${NAMESPACE}">`,
  counted('fonts', FONTS),
  counted('fills', FILLS),
  counted('borders', BORDERS),
  counted('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']),
  counted('cellXfs', LOOKS.map(styleXml)),
  counted('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']),
  '</styleSheet>',
].join('');
