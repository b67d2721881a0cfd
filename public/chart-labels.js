/** Type and ink of every chart, and where its labels go. Draws on a canvas context and needs nothing else. */

export const FONT = 'Arial, Helvetica, sans-serif';
export const INK = '#0b0c0c';
export const QUIET = '#505a5f';
export const LINE = '#b1b4b6';
export const FAINT = '#e3e5e6';
export const PAPER = '#ffffff';
export const COLOURS = { red: '#b10e1e', amber: '#b25400', green: '#005a30' };

/**
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ size?: number, bold?: boolean, colour?: string, align?: CanvasTextAlign, halo?: boolean }} Style
 * @typedef {Pick<CanvasRenderingContext2D, 'font' | 'fillStyle' | 'strokeStyle' | 'lineWidth' | 'lineJoin' |
 *   'textAlign' | 'textBaseline' | 'measureText' | 'fillText' | 'strokeText'>} Pen
 */

/** @param {Style} style */
function fontOf({ size = 14, bold = false }) {
  return `${bold ? 'bold ' : ''}${size}px ${FONT}`;
}

/**
 * @param {Pen} pen
 * @param {string} text
 * @param {Style} [style]
 */
export function widthOf(pen, text, style = {}) {
  pen.font = fontOf(style);
  return pen.measureText(text).width;
}

/**
 * One line of text, centred on y. A halo of paper keeps it readable over lines.
 * @param {Pen} pen
 * @param {string} text
 * @param {Point} at
 * @param {Style} [style]
 */
export function write(pen, text, { x, y }, style = {}) {
  const { colour = INK, align = 'left', halo = false } = style;
  pen.font = fontOf(style);
  pen.textAlign = align;
  pen.textBaseline = 'middle';
  if (halo) {
    pen.strokeStyle = PAPER;
    pen.lineWidth = 4;
    pen.lineJoin = 'round';
    pen.strokeText(text, x, y);
  }
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}

/**
 * A thin straight line.
 * @param {CanvasRenderingContext2D} ctx
 * @param {[number, number]} from
 * @param {[number, number]} to
 * @param {{ colour: string, dash?: number[] }} style
 */
export function rule(ctx, from, to, { colour, dash = [] }) {
  ctx.beginPath();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.setLineDash(dash);
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
  ctx.setLineDash([]);
}

/**
 * A text in as few lines as its width allows; a word too long for a line stands alone.
 * @param {Pen} pen
 * @param {string} text
 * @param {number} width
 */
export function wrapped(pen, text, width) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && widthOf(pen, longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/**
 * Quarters under a chart with their years under them, in as many characters as there is room for.
 * @param {Pen} pen
 * @param {readonly { quarter: string, year: string, x: number }[]} places
 * @param {{ band: number, top: number, yearsOnly: boolean }} room
 */
export function writeQuarters(pen, places, { band, top, yearsOnly }) {
  const years = [...Map.groupBy(places, (place) => place.year).values()];
  const named = !yearsOnly && years.length < places.length && band >= 10;
  if (named) {
    for (const { quarter, x } of places) {
      const text = band >= 24 ? quarter : quarter.slice(1);
      write(pen, text, { x, y: top + 12 }, { size: 13, colour: QUIET, align: 'center' });
    }
  }
  writeYears(pen, years, { band, y: top + (named ? 30 : 14) });
}

/**
 * A year in the middle of its quarters; one that would touch the year before is left out.
 * @param {Pen} pen
 * @param {readonly (readonly { year: string, x: number }[])[]} years
 * @param {{ band: number, y: number }} room
 */
function writeYears(pen, years, { band, y }) {
  const style = { size: 13, colour: QUIET, align: /** @type {const} */ ('center') };
  let free = Number.NEGATIVE_INFINITY;
  for (const group of years) {
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined) continue;
    const x = (first.x + last.x) / 2;
    const text = widthOf(pen, first.year, style) + 6 <= group.length * band ? first.year : first.year.slice(2);
    const half = widthOf(pen, text, style) / 2 + 3;
    if (x - half < free) continue;
    write(pen, text, { x, y }, style);
    free = x + half;
  }
}
