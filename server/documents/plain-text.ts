/** Control characters but the tab and the line break, halves of a pair that stand alone, and two that XML does not know. */
const UNPRINTABLE = /(?![\t\n])\p{Cc}|\p{Surrogate}|[\ufffe\uffff]/gu;

/** A text as it can stand in any document: what cannot be printed is left out, and every line ends in LF. */
export function plainText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(UNPRINTABLE, '');
}
