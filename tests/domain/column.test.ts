import { describe, expect, it } from 'vitest';
import {
  type Column,
  codes,
  date,
  decimal,
  integer,
  keyPart,
  moment,
  oneOf,
  period,
  quarters,
  required,
  shares,
  text,
  year,
} from '../../server/domain/column.ts';

const share = decimal({ minimum: 0, maximum: 1 });
const version = integer({ minimum: 1 });
const polarity = oneOf('higher', 'lower');

describe('a cell that is allowed is read, and written back as it was', () => {
  it.each<[string, Column, string, unknown]>([
    ['a text', text(), 'Oxford, “the city”', 'Oxford, “the city”'],
    ['a part of a key', keyPart(), 'a', 'a'],
    ['a word of a list', polarity, 'lower', 'lower'],
    ['one code', codes(), 'OWP', 'OWP'],
    ['several codes', codes(), 'OWP|OSCP-DV', 'OWP|OSCP-DV'],
    ['one quarter', quarters(), '2', '2'],
    ['several quarters', quarters(), '2|3|4', '2|3|4'],
    ['shares with and without places', shares(), '24|26.5|24.5|25', '24|26.5|24.5|25'],
    ['a year', year(), '2008/09', 2008],
    ['a quarter', period(), '2008/09 Q2', 8033],
    ['a date', date(), '2008-02-29', '2008-02-29'],
    ['a moment', moment(), '2008-11-19T09:30:00Z', '2008-11-19T09:30:00Z'],
    ['a decimal', decimal(), '-41.2', -412_000],
    ['a decimal at the lower bound', share, '0', 0],
    ['a decimal at the upper bound', share, '1', 10_000],
    ['a whole number', integer(), '-3', -3],
    ['a whole number at its bound', version, '1', 1],
    ['a required cell', required(polarity), 'higher', 'higher'],
  ])('%s', (_, column, given, value) => {
    expect(column.parse(given)).toBe(value);
    expect(column.text(value)).toBe(given);
  });
});

describe('a cell that is not allowed is refused', () => {
  it.each<[string, Column, string]>([
    ['a word that is not of the list', polarity, 'Higher'],
    ['two words of the list', polarity, 'higher|lower'],
    ['a code with nothing after the bar', codes(), 'OWP|'],
    ['a code with nothing before the bar', codes(), '|OWP'],
    ['a quarter nought', quarters(), '0'],
    ['a fifth quarter', quarters(), '1|5'],
    ['quarters with commas', quarters(), '1,2'],
    ['a negative share', shares(), '-5|105'],
    ['a share that is a word', shares(), '25|x'],
    ['a year that is none', year(), '2008/10'],
    ['a quarter that is none', period(), '2008/09'],
    ['a day that does not exist', date(), '2008-02-30'],
    ['a date for a moment', moment(), '2008-11-19'],
    ['a decimal with five places', decimal(), '0.12345'],
    ['a decimal one step under the bound', share, '-0.0001'],
    ['a decimal one step over the bound', share, '1.0001'],
    ['a whole number under its bound', version, '0'],
    ['a fraction for a whole number', integer(), '1.0'],
    ['a whole number of ten digits', integer(), '1000000000'],
    ['nothing for a whole number', integer(), ''],
  ])('%s', (_, column, given) => {
    expect(column.parse(given)).toBeNull();
  });

  it('bounds that only hold from below hold there exactly', () => {
    const weight = decimal({ minimum: 0 });
    expect(weight.parse('0')).toBe(0);
    expect(weight.parse('-0.0001')).toBeNull();
    expect(weight.parse('99999999999')).not.toBeNull();
  });
});

describe('an empty cell', () => {
  it.each<[string, Column]>([
    ['a text', text()],
    ['a decimal', decimal()],
    ['a year', year()],
    ['a date', date()],
  ])('means “not stated” in %s, and that is written as nothing', (_, column) => {
    expect(column.empty).toBeNull();
    expect(column.required).toBe(false);
    expect(column.text(null)).toBe('');
  });

  it('is the empty text in a part of a key', () => {
    expect(keyPart().empty).toBe('');
    expect(keyPart().text('')).toBe('');
    expect(keyPart().required).toBe(false);
  });
});

describe('what is allowed, in words and in the schema of the package', () => {
  it.each<[string, Column, string, Column['schema']]>([
    [
      'a list of words',
      polarity,
      'one of higher, lower',
      { type: 'string', constraints: { enum: ['higher', 'lower'] } },
    ],
    [
      'bounds on both sides',
      share,
      'a number with at most 4 decimal places and a point from 0 to 1',
      { type: 'number', constraints: { minimum: 0, maximum: 1 } },
    ],
    ['a bound from below', version, 'a whole number, 1 or more', { type: 'integer', constraints: { minimum: 1 } }],
    ['no bounds', integer(), 'a whole number', { type: 'integer' }],
    [
      'a required cell, with what it allows otherwise',
      required(version),
      'a whole number, 1 or more',
      { type: 'integer', constraints: { required: true, minimum: 1 } },
    ],
    [
      'a required cell that allows anything',
      required(text()),
      'text',
      { type: 'string', constraints: { required: true } },
    ],
  ])('%s', (_, column, allowed, schema) => {
    expect(column.allowed).toBe(allowed);
    expect(column.schema).toEqual(schema);
  });

  it.each<[string, Column, string[], string[]]>([
    ['codes', codes(), ['OWP', 'A|B'], ['A|']],
    ['quarters', quarters(), ['1|2|3|4'], ['5']],
    ['a year', year(), ['2008/09'], ['2008-09']],
    ['a quarter', period(), ['2008/09 Q4'], ['2008/09 Q5']],
  ])('the pattern of the schema takes %s as the column does', (_, column, taken, refused) => {
    const pattern = new RegExp(`^(${String(column.schema.constraints?.pattern)})$`);
    for (const given of taken) expect([pattern.test(given), column.parse(given) !== null]).toEqual([true, true]);
    for (const given of refused) expect([pattern.test(given), column.parse(given) !== null]).toEqual([false, false]);
  });
});
