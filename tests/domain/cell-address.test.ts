import { expect, it } from 'vitest';
import { cellAddress, columnOf } from '../../server/domain/cell-address.ts';

const ADDRESSES: readonly [column: number, row: number, address: string][] = [
  [0, 2, 'A2'],
  [25, 2, 'Z2'],
  [26, 2, 'AA2'],
  [51, 11, 'AZ11'],
  [52, 2, 'BA2'],
  [701, 2, 'ZZ2'],
  [702, 2, 'AAA2'],
];

it.each(ADDRESSES)('column %i from 0 and row %i from 1 is %s', (column, row, address) => {
  expect(cellAddress(column, row)).toBe(address);
});

it.each(ADDRESSES)('column %i is what is read of an address in row %i, %s', (column, _row, address) => {
  expect(columnOf(address)).toBe(column);
});

it.each(['', 'A', '2', 'a2', 'ABCD2', 'A2B'])('%j is no address', (text) => expect(columnOf(text)).toBeNull());
