import { expect, test } from 'vitest';
import { partnershipView } from '../../server/services/partnerships.ts';
import { type Deps, findAgreement, readingOf } from '../../server/services/reading.ts';
import { findKnown, outlineAt, targetView } from '../../server/services/targets.ts';
import { areasUpTo, createNational, NATIONAL_TODAY } from '../bench/national.ts';

const NAME = { agreement: 'a001', indicator: 'a001-ni-1', part: '' };
const TARGET = { ...NAME, period: null, asAt: null, basis: null };

function nation(): Deps {
  return { store: createNational(':memory:', areasUpTo(2)), now: () => `${NATIONAL_TODAY}T09:00:00Z` };
}

test('a target is found again after more has been worked out than is kept', () => {
  const deps = nation();
  const before = targetView(deps, TARGET);
  const reading = readingOf(deps.store);
  // Twice nearly all that is kept: what every target of the agreement rests on is then older than its results.
  for (let result = 0; result < 1990; result += 1) reading.remember(`other ${result}`, () => result);
  expect(targetView(deps, { ...TARGET, indicator: 'a001-ni-2' }).known.record.terms).toHaveLength(1);
  for (let result = 0; result < 1990; result += 1) reading.remember(`another ${result}`, () => result);
  const after = targetView(deps, TARGET);
  expect(after).not.toBe(before);
  expect(after.known.record).toBe(before.known.record);
});

test('the outline of a target read by itself is the one that it has among the others', () => {
  const deps = nation();
  const reading = readingOf(deps.store);
  const agreement = findAgreement(reading, 'A001');
  const choice = targetView(deps, TARGET).choice;
  for (const place of [1, 2, 7, 53]) {
    const name = { ...NAME, indicator: `A001 NI ${place}` };
    const { measure, bases, terms } = findKnown(reading, agreement, choice, name).record;
    expect(outlineAt(deps.store, choice.asAt, name)).toEqual({ agreement, measure, bases, terms });
  }
  const missing = { ...NAME, indicator: 'A002 NI 1' };
  expect(() => outlineAt(deps.store, choice.asAt, missing)).toThrow('has no target A002 NI 1');
});

test('a partnership is shown with what it leads and contributes to, and other areas are not read for it', () => {
  const deps = nation();
  const view = partnershipView(deps, { code: 'a002-env', period: null, asAt: null });
  expect(view.leads).toHaveLength(11);
  expect(view.contributes).toHaveLength(11);
  expect(deps.store.targets.agreementsWith('A002-ENV')).toEqual(['A002']);
});
