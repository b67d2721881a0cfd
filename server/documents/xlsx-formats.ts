import type { XlsxPackage } from './xlsx-package.ts';

/** How a number is shown: as it is, as a hundredfold with a percent sign, or as a day or time. */
export type NumberLook = 'plain' | 'percent' | 'date';

/** The formats that every workbook has, by number. */
const PERCENT = new Set([9, 10]);
const isDate = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58);
/** 48 is a number with an exponent, 49 text. */
const NOT_DATES = new Set([48, 49]);

/** How the numbers of each style look, by the style’s number from 0. */
export async function numberLooks({ styles, read }: XlsxPackage): Promise<readonly NumberLook[]> {
  if (styles === null) return [];
  const codes = new Map<number, string>();
  const ids: number[] = [];
  let isOfCells = false;
  await read(styles, {
    open: (name, { numFmtId = '0', formatCode = '' }) => {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode);
      else if (name === 'cellXfs') isOfCells = true;
      else if (name === 'xf' && isOfCells) ids.push(Number(numFmtId));
    },
    close: (name) => {
      if (name === 'cellXfs') isOfCells = false;
    },
  });
  return ids.map((id) => lookOf(id, codes.get(id)));
}

function lookOf(id: number, code: string | undefined): NumberLook {
  if (code !== undefined) return lookOfCode(code);
  if (PERCENT.has(id)) return 'percent';
  return isDate(id) && !NOT_DATES.has(id) ? 'date' : 'plain';
}

/** A format’s code without its quoted and escaped characters, and without colours and conditions. */
function lookOfCode(code: string): NumberLook {
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(h+|m+|s+)\]/gi, '$1')
    .replace(/\[[^\]]*\]/g, '');
  if (/^general$/i.test(bare)) return 'plain';
  if (bare.includes('%')) return 'percent';
  return /[ymdhs]/i.test(bare) ? 'date' : 'plain';
}
