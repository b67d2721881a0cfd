/**
 * What tells how a file writes its numbers: a CSV separated by commas (a comma is no decimal sign there), a CSV
 * separated by something else (Excel does so where the comma is the decimal sign), or a text cell of a workbook.
 */
export type NumberSource = 'commas' | 'others' | 'workbook';

const LIKE_A_NUMBER = /^[+-]?(?=[\d.,\s]*\d)[\d.,\s]+%?$/;
/** One to three digits and then exactly three: the sign may separate thousands. */
const LIKE_THOUSANDS = /^[1-9]\d{0,2}[.,]\d{3}$/;

/**
 * A number as people type it, as a decimal with a point: `1,234.5` and `1.234,5` are both `1234.5`, `41,2` and
 * `41.2 %` are `41.2`, `1 234,5` is `1234.5`. Text that is no number at all stays as it is, for the rules to refuse.
 *
 * The last of two different signs is the decimal one, a sign that stands twice separates thousands, and a sign that
 * cannot separate thousands is decimal. What is left is one sign with exactly three digits behind it, such as
 * `1,234`: in a CSV separated by commas a comma separates thousands; `1.234` has a decimal point there and in a
 * workbook. Elsewhere the two readings differ by a thousand and nothing tells which is meant.
 * @returns null where a number can be read in two ways, or its separators stand in wrong places
 */
export function typedNumber(typed: string, source: NumberSource): string | null {
  const text = typed.trim().replace(/^[−–]/, '-');
  if (!LIKE_A_NUMBER.test(text)) return text;
  const digits = text.replace(/^[+-]|\s*%$/g, '').trim();
  const decimal = decimalOf(digits.replace(/\s/g, ' '), source);
  return decimal === null ? null : `${text.startsWith('-') ? '-' : ''}${decimal}`;
}

function decimalOf(digits: string, source: NumberSource): string | null {
  if (digits.includes(' ')) return grouped(digits, ' ', digits.includes(',') ? ',' : '.');
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  if (last === -1) return digits;
  const [sign, other] = digits[last] === '.' ? (['.', ','] as const) : ([',', '.'] as const);
  if (digits.includes(other)) return grouped(digits, other, sign);
  if (digits.indexOf(sign) !== last) return grouped(digits, sign, other);
  return withOneSign(digits, sign, source);
}

function withOneSign(digits: string, sign: '.' | ',', source: NumberSource): string | null {
  if (LIKE_THOUSANDS.test(digits)) {
    if (sign === '.' && source !== 'others') return digits;
    return sign === ',' && source === 'commas' ? digits.replace(',', '') : null;
  }
  const [whole = '', places = ''] = digits.split(sign);
  if (sign === ',' && (whole === '' || places === '')) return null;
  return places === '' ? whole : `${whole || '0'}.${places}`;
}

/** Digits in groups of three; null where a separator stands anywhere else. */
function grouped(digits: string, separator: string, decimal: string): string | null {
  const [whole = '', places = '', more] = digits.split(decimal);
  const groups = whole.split(separator);
  const isGrouped =
    groups.length > 1 && groups.every((group, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group));
  const hasPlaces = digits.includes(decimal) ? /^\d+$/.test(places) : places === '';
  return isGrouped && hasPlaces && more === undefined ? `${groups.join('')}${places === '' ? '' : `.${places}`}` : null;
}

/**
 * A number that a workbook stores in binary, as the decimal that was typed: `41.199999999999996` is `41.2`. Fifteen
 * digits count, as in Excel; what lies less than a billionth from four decimals is those four, and what does not keeps
 * its further decimals, so that the rules can refuse it.
 */
export function storedNumber(stored: number): string {
  const shown = Number(stored.toPrecision(15));
  const nearest = Number(shown.toFixed(4));
  return String(Math.abs(shown - nearest) < 1e-9 ? nearest : shown);
}
