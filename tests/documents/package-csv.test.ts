import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPackageCsv, writePackageCsv } from '../../server/documents/package-csv.ts';
import { FILE_NAMES, type Update } from '../../server/domain/data-package.ts';
import { problemText } from '../../server/domain/package-problem.ts';
import { EXAMPLE } from '../support/folders.ts';
import { update } from '../support/package-rows.ts';

const HEADER = 'partnership,as_at,section,text,provenance,source';
const ROW = 'OWP,2008-11-12,focus,Less waste.,entered,';

const read = (text: string) => readPackageCsv('updates', Buffer.from(text));
const rowsOf = (text: string): Update[] => read(text).rows.map(({ row }) => row);
const linesOf = (text: string): number[] => read(text).rows.map(({ line }) => line);
const problemsOf = (text: string): string[] => read(text).problems.map(problemText);

describe('reading', () => {
  test.each([
    ['LF', `${HEADER}\n${ROW}\n`],
    ['CRLF', `${HEADER}\r\n${ROW}\r\n`],
    ['no line break at the end', `${HEADER}\n${ROW}`],
    ['a byte order mark', `\ufeff${HEADER}\n${ROW}\n`],
    ['blank lines', `\n${HEADER}\n\n${ROW}\n\n`],
    [
      'columns in another order',
      'source,text,section,as_at,partnership,provenance\n,Less waste.,focus,2008-11-12,OWP,entered\n',
    ],
    ['quotes that are not needed', `"partnership","as_at","section","text","provenance","source"\n${ROW}\n`],
  ])('accepts %s', (_, text) => {
    expect(read(text).problems).toEqual([]);
    expect(rowsOf(text)).toEqual([update()]);
  });

  test('keeps the line on which each record starts', () => {
    const text = `${HEADER}\nOWP,2008-11-12,focus,"one\r\ntwo\n\nthree",entered,\n\nOWP,2008-11-12,aims,x,entered,\n`;
    expect(linesOf(text)).toEqual([2, 7]);
    expect(rowsOf(text)[0]?.text).toBe('one\r\ntwo\n\nthree');
  });

  test('accepts a header alone', () => {
    expect(read(`${HEADER}\n`)).toEqual({ rows: [], problems: [], whole: true });
  });

  test('takes an empty cell for not stated, and for the empty part in a key', () => {
    const header = 'indicator,part,basis,title,rule,from,to,ruled_by';
    const { rows } = readPackageCsv('bases', Buffer.from(`${header}\nNI 192,,national,National,,,,\n`));
    expect(rows[0]?.row).toMatchObject({ part: '', rule: null, from: null });
  });
});

describe('a problem', () => {
  test.each([
    [
      'a cell of another kind',
      `${HEADER}\nOWP,12/11/2008,focus,x,entered,\n`,
      ['updates.csv:2: as_at: "12/11/2008" is not a date such as 2008-11-19'],
    ],
    [
      'a day that does not exist',
      `${HEADER}\nOWP,2008-02-30,focus,x,entered,\n`,
      ['updates.csv:2: as_at: "2008-02-30" is not a date such as 2008-11-19'],
    ],
    [
      'an empty cell that must not be',
      `${HEADER}\nOWP,2008-11-12,focus,,entered,\n`,
      ['updates.csv:2: text: is empty; text is needed'],
    ],
    [
      'every malformed cell of a row',
      `${HEADER}\n,x,focus,x,made-up,\n`,
      [
        'updates.csv:2: partnership: is empty; text is needed',
        'updates.csv:2: as_at: "x" is not a date such as 2008-11-19',
        'updates.csv:2: provenance: "made-up" is not one of published, entered, illustrative',
      ],
    ],
    [
      'a missing column',
      'partnership,as_at,section,text,provenance\nOWP,2008-11-12,focus,x,entered\n',
      ['updates.csv:1: source: is missing from the header; every column of the file is needed'],
    ],
    [
      'an unknown column',
      `${HEADER},author\n${ROW},me\n`,
      ['updates.csv:1: author: is no column; allowed: partnership, as_at, section, text, provenance, source'],
    ],
    [
      'a column that stands twice',
      `${HEADER},text\n${ROW},me\n`,
      ['updates.csv:1: text: stands twice in the header; each column may stand once'],
    ],
    [
      'a short row, and only that',
      `${HEADER}\nOWP,soon,focus\n`,
      ['updates.csv:2: text: the row has 3 cells and the header 6; the same number is needed'],
    ],
    [
      'a long row',
      `${HEADER}\nOWP,2008-11-12,focus,Less waste, more sense,entered,\n`,
      ['updates.csv:2: source: the row has 7 cells and the header 6; the same number is needed'],
    ],
    ['an empty file', '', ['updates.csv:1: file: is empty; a header row with the names of the columns is needed']],
    [
      'a quote that never closes, where its row starts',
      `${HEADER}\n${ROW}\nOWP,2008-11-12,aims,"x,entered,\n\n\n`,
      ['updates.csv:3: text: a quoted cell never ends; every opening quote needs a closing one'],
    ],
    [
      'text after a closing quote',
      `${HEADER}\nOWP,2008-11-12,aims,"x"y,entered,\n`,
      ['updates.csv:2: text: text follows a closing quote; quote the whole cell and double the quotes in it'],
    ],
    [
      'a quote inside a bare cell',
      `${HEADER}\nOWP,2008-11-12,aims,12" pipes,entered,\n`,
      [
        'updates.csv:2: text: a quote stands inside a cell without quotes; quote the whole cell and double the quotes in it',
      ],
    ],
    [
      'a NUL byte',
      `${HEADER}\nOWP,2008-11-12,aims,\0,entered,\n`,
      ['updates.csv:2: file: holds a NUL byte; a CSV file is plain text in UTF-8'],
    ],
    [
      'a found text kept short and on one line',
      `${HEADER}\nOWP,"${'é\n'.repeat(99)}",focus,x,entered,\n`,
      [`updates.csv:2: as_at: "${'é\\n'.repeat(30)}…" is not a date such as 2008-11-19`],
    ],
  ])('is %s', (_, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  test('is a letter of Windows, on its line', () => {
    const bytes = Buffer.concat([Buffer.from(`${HEADER}\n${ROW}\nCaf`), Buffer.from([0xe9]), Buffer.from('\n')]);
    expect(readPackageCsv('updates', bytes).problems.map(problemText)).toEqual([
      'updates.csv:3: file: is not in UTF-8; save it as CSV in UTF-8',
    ]);
  });

  test('leaves the row in place, with what could not be read marked', () => {
    const [row] = read(`${HEADER}\nOWP,soon,focus,x,entered,\n`).rows;
    expect(row?.row.partnership).toBe('OWP');
    expect([...(row?.malformed ?? [])]).toEqual(['as_at']);
  });
});

describe('writing', () => {
  test.each(FILE_NAMES.filter((file) => existsSync(join(EXAMPLE, `${file}.csv`))))(
    'gives the bytes of the example: %s',
    (file) => {
      const bytes = readFileSync(join(EXAMPLE, `${file}.csv`));
      const { rows, problems } = readPackageCsv(file, bytes);
      expect(problems).toEqual([]);
      expect(
        writePackageCsv(
          file,
          rows.map(({ row }) => row),
        ),
      ).toBe(bytes.toString('utf8'));
    },
  );

  test('quotes only where it must', () => {
    expect(writePackageCsv('updates', [update({ text: 'a, b', source: ' "c" ' }), update({ text: ' plain ' })])).toBe(
      `${HEADER}\nOWP,2008-11-12,focus,"a, b",entered," ""c"" "\nOWP,2008-11-12,focus, plain ,entered,\n`,
    );
  });

  test('and reading again give the same rows, whatever the text', () => {
    const awkward = fc.constantFrom('"', ',', '\n', '\r', '\r\n', ' ', '\t', '\ufeff', "'", '=', 'é', '🙂', 'a');
    const text = fc
      .array(fc.oneof(awkward, fc.string({ unit: 'binary' })), { minLength: 1 })
      .map((parts) => parts.join(''));
    const cell = text.map((given) => given.replaceAll('\0', '')).filter((given) => given !== '');
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, fc.option(cell))), (given) => {
        const rows = given.map(([words, source]) => update({ text: words, partnership: words, source }));
        const again = read(writePackageCsv('updates', rows));
        expect(again.problems).toEqual([]);
        expect(again.rows.map(({ row }) => row)).toEqual(rows);
      }),
    );
  });
});
