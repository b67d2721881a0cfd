const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML 1.0 cannot hold, and what spreadsheets would take for such a character: `_x000D_`. */
const FOREIGN = /(?![\t\n])\p{Cc}|_(?=x[0-9A-Fa-f]{4}_)/gu;

/** Text for an element or an attribute of XML. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}

/** Text for a cell of a workbook, in which characters that XML cannot hold are written as `_x000D_`. */
export function cellXml(text: string): string {
  return xmlText(
    text.replace(FOREIGN, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`),
  );
}
