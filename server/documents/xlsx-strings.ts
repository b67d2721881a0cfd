import type { XlsxPackage } from './xlsx-package.ts';

/** Passes on what stands in elements of some names, but for the reading aids (`rPh`) beside East Asian texts. */
export function textOf(names: readonly string[], take: (piece: string) => void) {
  let [isText, isAid] = [false, false];
  return {
    open: (name: string): void => {
      if (name === 'rPh') isAid = true;
      isText = names.includes(name) && !isAid;
    },
    close: (name: string): void => {
      if (name === 'rPh') isAid = false;
      isText = false;
    },
    text: (piece: string): void => {
      if (isText) take(piece);
    },
  };
}

/** The shared texts of a workbook that are wanted, by their numbers from 0; of the others nothing is kept. */
export async function sharedStrings(
  { strings, read }: XlsxPackage,
  wanted: ReadonlySet<number>,
): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>();
  if (strings === null || wanted.size === 0) return found;
  let index = -1;
  const text = textOf(['t'], (piece) => {
    if (wanted.has(index)) found.set(index, (found.get(index) ?? '') + piece);
  });
  const open = (name: string): void => {
    if (name === 'si') index += 1;
    text.open(name);
  };
  await read(strings, { ...text, open }, true);
  return found;
}

/** A stored text as it is meant: `_x000D_` stands for a character that XML cannot hold. */
export function unescapedText(stored: string): string {
  return stored.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
