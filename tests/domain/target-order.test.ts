import { describe, expect, it } from 'vitest';
import { byAgreementOrder, codeAddress, targetAddress } from '../../server/domain/target-order.ts';

describe('the agreement’s order', () => {
  it('NI by number, then other codes in plain string order, then part', () => {
    const names: [string, string][] = [
      ['LAA1 DV', 'b'],
      ['NI 192', ''],
      ['NI 8', ''],
      ['CYP1', ''],
      ['NI 195', 'b'],
      ['NI 110', ''],
      ['LAA1 DV', 'a'],
      ['NI 195', 'a'],
      ['HCOP10', ''],
      ['HCOP2', ''],
      ['cyp0', ''],
      ['NI 12x', ''],
    ];
    const sorted = names.map(([indicator, part]) => ({ indicator, part })).toSorted(byAgreementOrder);
    expect(sorted.map(({ indicator, part }) => `${indicator}/${part}`)).toEqual([
      'NI 8/',
      'NI 110/',
      'NI 192/',
      'NI 195/a',
      'NI 195/b',
      'CYP1/',
      'HCOP10/',
      'HCOP2/',
      'LAA1 DV/a',
      'LAA1 DV/b',
      'NI 12x/',
      'cyp0/',
    ]);
  });
});

describe('the address of a target', () => {
  it.each<[string, string, string, string, string]>([
    ['without a part', 'LAA2', 'NI 192', '', '/targets/laa2/ni-192'],
    ['with a part', 'LAA1', 'LAA1 DV', 'a', '/targets/laa1/laa1-dv/a'],
  ])('%s', (_, agreement, indicator, part, expected) => {
    expect(targetAddress(agreement, { indicator, part })).toBe(expected);
  });

  it.each<[string, string, string]>([
    ['a space becomes a hyphen', 'NI 192', 'ni-192'],
    ['several other characters become one', 'A / B', 'a-b'],
    ['none stands at either end', '(X)', 'x'],
  ])('%s', (_, code, expected) => {
    expect(codeAddress(code)).toBe(expected);
  });
});
