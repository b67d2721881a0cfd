/**
 * Files that leave for a spreadsheet have an apostrophe before a text that would run as a formula
 * (spreadsheet-csv.ts). In a return it is taken away again; a text that had one of its own before such a sign
 * leaves with one more, so that every text comes back as it was.
 */
const OWN = /^'+[=+\-@\t\r\n]/;

/** A text of the record as it is handed to a writer of returns. */
export function withOwnApostrophe(text: string): string {
  return OWN.test(text) ? `'${text}` : text;
}

/** A text of a return that came back, without the apostrophe that was put before it. */
export function withoutApostrophe(text: string): string {
  return OWN.test(text) ? text.slice(1) : text;
}
