import { expect, it } from 'vitest';
import { cellAddress } from '../../server/domain/workbook.ts';

it.each([
  [0, 0, 'A2'],
  [25, 0, 'Z2'],
  [26, 0, 'AA2'],
  [51, 9, 'AZ11'],
  [52, 0, 'BA2'],
  [701, 0, 'ZZ2'],
  [702, 0, 'AAA2'],
])('column %i, row %i under the head is %s', (column, row, address) => {
  expect(cellAddress(column, row)).toBe(address);
});
