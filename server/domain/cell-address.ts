/** The letters of a column of a sheet, from 0: `A`, `Z`, `AA`. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}

/** The address of a cell; its column counts from 0, its row from 1: `I8`. */
export function cellAddress(column: number, row: number): string {
  return `${columnLetters(column)}${row}`;
}

/** The column, from 0, of an address such as `I8` or `$I$8`; null where it is none that a sheet has. */
export function columnOf(address: string): number | null {
  const letters = /^\$?([A-Z]{1,3})\$?\d+$/.exec(address)?.[1];
  if (letters === undefined) return null;
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
