import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { returnCsv } from '../../server/documents/return-csv.ts';
import { readReturnFile } from '../../server/documents/return-file.ts';
import { ANSWER_COLUMNS } from '../../server/domain/return-sheet.ts';
import { HEADER, returnCells, returnSheet, sheetRow } from '../support/return-sheets.ts';

const lineOf = (given: Parameters<typeof returnCells>[0]): string | undefined =>
  returnCsv(returnSheet([sheetRow(given)])).split('\r\n')[1];

describe('a return as CSV', () => {
  test('has a byte order mark, the columns of the interchange format, a row a target, and CRLF', () => {
    expect(returnCsv(returnSheet([sheetRow(), sheetRow({ indicator: 'NI 15', value: '-0.7', part: 'DV' }, [])]))).toBe(
      `\ufeff${HEADER}\r\n` +
        'OSCP-2008-Q2-7,LAA2,NI 20,,standard,Assault with less serious injury,offences,2008/09 Q2,41.2,,,' +
        'provisional,,Fewer assaults in the town centres.,Small numbers,amber\r\n' +
        'OSCP-2008-Q2-7,LAA2,NI 15,DV,standard,Assault with less serious injury,offences,2008/09 Q2,-0.7,,,' +
        'provisional,,Fewer assaults in the town centres.,Small numbers,amber\r\n',
    );
  });

  test('has a header alone where there is no target', () => {
    expect(returnCsv(returnSheet([]))).toBe(`\ufeff${HEADER}\r\n`);
  });

  test.each([
    ['a formula is defused', '=HYPERLINK(1)', "'=HYPERLINK(1)"],
    ['a text that starts with a plus is defused', '+ more patrols', "'+ more patrols"],
    ['a negative number is none of them', '-5', '-5'],
    ['quotes are doubled', 'The "taxi" marshals', '"The ""taxi"" marshals"'],
    ['an apostrophe of one’s own before such a sign is kept by another', "'=x", "''=x"],
    ['an apostrophe elsewhere stays as it is', "'quoted'", "'quoted'"],
  ])('%s', (_sentence, commentary, cell) => {
    expect(lineOf({ commentary })?.split(',').at(13)).toBe(cell);
  });
});

describe('what was written is read back as it was', () => {
  test.each([
    ['a formula', '=1+1'],
    ['a list with dashes', '- fewer burglaries\n- more arrests'],
    ['an apostrophe before a formula', "'=1+1"],
    ['two apostrophes before an address', "''@oxfordshire"],
    ['an apostrophe alone', "'tis the season"],
    ['commas, quotes and lines', 'He said "yes",\nand went; €5 £6 – “so”'],
    ['blanks around it', '  indented '],
  ])('%s', async (_sentence, commentary) => {
    const { kind, rows } = await readReturnFile(Buffer.from(returnCsv(returnSheet([sheetRow({ commentary })]))));
    expect(kind).toBe('csv');
    expect(rows).toEqual([{ line: 2, cells: returnCells({ commentary }) }]);
  });

  test('whatever the text', async () => {
    const awkward = fc.constantFrom("'", '=', '+', '-', '@', '\t', '\n', '"', ',', ';', ' ', 'é', '🙂', '\ufeff', 'a');
    const text = fc.array(awkward, { maxLength: 6 }).map((signs) => signs.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), async (given) => {
        const rows = given.map((commentary) => sheetRow({ commentary }, ANSWER_COLUMNS));
        const again = await readReturnFile(Buffer.from(returnCsv(returnSheet(rows))));
        expect(again.rows.map(({ cells }) => cells.commentary)).toEqual(given);
      }),
      { numRuns: 40 },
    );
  });
});
