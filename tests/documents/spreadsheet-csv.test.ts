import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { spreadsheetCsv } from '../../server/documents/spreadsheet-csv.ts';

const cellsOf = (csv: string): string[][] => parse(csv, { bom: true, record_delimiter: '\r\n' });

describe('a table for spreadsheets', () => {
  it.each([
    ['a lone line feed', 'one\ntwo'],
    ['a lone carriage return', 'one\rtwo'],
    ['both', 'one\r\ntwo'],
    ['a comma and quotes', 'one, "two"'],
  ])('keeps a cell with %s in one piece', (_, text) => {
    expect(cellsOf(spreadsheetCsv(['words', 'more'], [[text, 'x']]))).toEqual([
      ['words', 'more'],
      [text, 'x'],
    ]);
    expect(spreadsheetCsv(['words', 'more'], [[text, 'x']])).toContain(`"${text.replaceAll('"', '""')}"`);
  });

  it.each(['=1+1', '+44', '-x', '@now', '\tx'])('never lets text begin a formula: %j', (text) => {
    expect(cellsOf(spreadsheetCsv(['words'], [[text]]))[1]).toEqual([`'${text}`]);
  });

  it('leaves numbers as they are', () => {
    expect(spreadsheetCsv(['a', 'b'], [['-0.7', '1e-7']])).toBe('\ufeffa,b\r\n-0.7,1e-7\r\n');
  });
});
