import { describe, expect, it } from 'vitest';
import { COMMAND_LINE, TODAY } from '../support/authors.ts';
import { auditTextOf, LEAD, type Told, toldOf, withLead } from '../support/memory-store.ts';

const FACTOR = { secret: 'sealed-secret', confirmed_at: TODAY, last_step: 100 };

const factor = (account: number, action: Told['action'], old: object | null, now: object | null): Told => ({
  action,
  object: 'second_factors',
  key: { account },
  old: old && { ...old },
  new: now && { ...now },
});

function withFactor() {
  const memory = withLead();
  const { store, id } = memory;
  store.write(COMMAND_LINE, () => store.secondFactors.set(id, FACTOR));
  return { ...memory, factors: store.secondFactors };
}

describe('a second factor', () => {
  it('comes back as it went in', () => {
    const { store, id } = withLead();
    expect(store.secondFactors.find(id)).toBeNull();
    const told = toldOf(store, () => store.secondFactors.set(id, FACTOR));
    expect(told).toEqual([factor(id, 'added', null, { confirmed_at: TODAY })]);
    expect(store.secondFactors.find(id)).toEqual(FACTOR);
  });

  it('takes the place of one that is there', () => {
    const { store, id, factors } = withFactor();
    const told = toldOf(store, () => factors.set(id, { ...FACTOR, secret: 'another' }));
    expect(told.map(({ action }) => action)).toEqual(['removed', 'added']);
    expect(factors.find(id)?.secret).toBe('another');
  });

  it('goes with its recovery codes, once', () => {
    const { store, id, factors } = withFactor();
    store.write(COMMAND_LINE, () => factors.replaceCodes(id, ['a'.repeat(64), 'b'.repeat(64)]));
    const told = toldOf(store, () => factors.remove(id));
    expect(told.map(({ action, object }) => `${object} ${action}`)).toEqual([
      'second_factors removed',
      'recovery_codes removed',
      'recovery_codes removed',
    ]);
    expect([factors.find(id), factors.countCodes(id)]).toEqual([null, 0]);
    expect(toldOf(store, () => factors.remove(id))).toEqual([]);
  });
});

describe('a time step', () => {
  it.each<[sentence: string, step: number, isTaken: boolean]>([
    ['before the last one', 99, false],
    ['the last one again', 100, false],
    ['the next one', 101, true],
    ['a later one', 5000, true],
  ])('%s', (_sentence, step, isTaken) => {
    const { store, id, factors } = withFactor();
    const told = toldOf(store, () => expect(factors.takeStep(id, step)).toBe(isTaken));
    expect(told).toEqual(isTaken ? [factor(id, 'changed', {}, { last_step: step })] : []);
    expect(factors.find(id)?.last_step).toBe(isTaken ? step : 100);
  });

  it('of somebody without a factor is not taken', () => {
    const { store, id } = withLead();
    expect(store.write(COMMAND_LINE, () => store.secondFactors.takeStep(id, 1))).toBe(false);
  });
});

describe('recovery codes', () => {
  const CODES = ['0123456789abcdef', 'fedcba9876543210'] as const;

  it('count once each', () => {
    const { store, id, factors } = withFactor();
    store.write(COMMAND_LINE, () => factors.replaceCodes(id, CODES));
    expect(factors.countCodes(id)).toBe(2);
    const told = toldOf(store, () => expect(factors.takeCode(id, CODES[0], TODAY)).toBe(true));
    expect(told).toEqual([
      {
        action: 'changed',
        object: 'recovery_codes',
        key: { account: id, code: '01234567' },
        old: {},
        new: { used_at: TODAY },
      },
    ]);
    expect(factors.countCodes(id)).toBe(1);
    expect(toldOf(store, () => expect(factors.takeCode(id, CODES[0], TODAY)).toBe(false))).toEqual([]);
    expect(factors.countCodes(id)).toBe(1);
  });

  it('that are none, or somebody else’s, do not count', () => {
    const { store, id, factors } = withFactor();
    const other = store.write(COMMAND_LINE, () => {
      factors.replaceCodes(id, CODES);
      return store.accounts.insert({ ...LEAD, email: 'b@c', demonstration: false }, TODAY).id;
    });
    const told = toldOf(store, () => {
      expect(factors.takeCode(id, 'x', TODAY)).toBe(false);
      expect(factors.takeCode(other, CODES[0], TODAY)).toBe(false);
    });
    expect([told, factors.countCodes(id), factors.countCodes(other)]).toEqual([[], 2, 0]);
  });

  it('take the place of all there are, used or not', () => {
    const { store, id, factors } = withFactor();
    store.write(COMMAND_LINE, () => {
      factors.replaceCodes(id, CODES);
      factors.takeCode(id, CODES[0], TODAY);
    });
    const told = toldOf(store, () => factors.replaceCodes(id, ['x', 'y', 'z']));
    expect(told.map(({ action }) => action)).toEqual(['removed', 'removed', 'added', 'added', 'added']);
    expect(factors.countCodes(id)).toBe(3);
    expect(store.write(COMMAND_LINE, () => factors.takeCode(id, CODES[1], TODAY))).toBe(false);
  });
});

it('neither a secret nor a whole hash of a code stands in the audit', () => {
  const { db, store, id, factors } = withFactor();
  const hash = '89abcdef'.repeat(8);
  store.write(COMMAND_LINE, () => {
    factors.replaceCodes(id, [hash]);
    factors.takeCode(id, hash, TODAY);
    factors.remove(id);
  });
  expect(auditTextOf(db)).not.toMatch(/sealed-secret|89abcdef89/);
});
