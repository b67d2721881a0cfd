import { describe, expect, it } from 'vitest';
import {
  deviceOf,
  newDeviceMark,
  newRecoveryCode,
  newToken,
  recoveryCodeHash,
  seal,
  tokenHash,
  unseal,
} from '../../server/services/tokens.ts';

const SECRET = 'k3V9xq2LmZ8tRw5Yb7Nf4Hc6Jd1Gp0Qs';

/** As many as make it plain that none comes twice. */
const many = (make: () => string): string[] => Array.from({ length: 200 }, make);

describe('a token', () => {
  it('has 256 bits, fits an address, and never comes twice', () => {
    const tokens = many(newToken);
    for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/);
    expect(new Set(tokens).size).toBe(200);
  });

  it('is kept as its SHA-256', () => {
    // FIPS 180-2, appendix B.1
    expect(tokenHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('a recovery code', () => {
  it('has four groups of four, without letters that look like digits, and never comes twice', () => {
    const codes = many(newRecoveryCode);
    for (const code of codes) expect(code).toMatch(/^([A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}$/);
    expect(new Set(codes).size).toBe(200);
  });

  it('uses all 32 signs, so that 16 of them have 80 bits', () => {
    expect(new Set(many(newRecoveryCode).join('').replaceAll('-', '')).size).toBe(32);
  });

  it.each<[sentence: string, typed: string, isSame: boolean]>([
    ['as it was shown', 'ABCD-EFGH-JKLM-2345', true],
    ['in small letters', 'abcd-efgh-jklm-2345', true],
    ['without hyphens', 'ABCDEFGHJKLM2345', true],
    ['with blanks', ' ABCD EFGH JKLM 2345 ', true],
    ['with another letter', 'ABCD-EFGH-JKLM-2346', false],
    ['with a letter less', 'ABCD-EFGH-JKLM-234', false],
    ['in another order', 'EFGH-ABCD-JKLM-2345', false],
  ])('%s', (_sentence, typed, isSame) => {
    expect(recoveryCodeHash(typed) === recoveryCodeHash('ABCD-EFGH-JKLM-2345')).toBe(isSame);
  });

  it('is kept as the SHA-256 of its letters', () => {
    expect(recoveryCodeHash('a-b c')).toBe(tokenHash('ABC'));
  });
});

describe('what is sealed', () => {
  it.each(['GEZDGNBVGY3TQOJQ', '', 'Grüße 🐘', 'x'.repeat(10_000)])('%s is read again with the same secret', (text) => {
    const sealed = seal(SECRET, text);
    expect(unseal(SECRET, sealed)).toBe(text);
    expect(unseal(`${SECRET}x`, sealed)).toBeNull();
    if (text !== '') expect(Buffer.from(sealed, 'base64url').includes(text)).toBe(false);
  });

  it('looks another way each time', () => {
    expect(seal(SECRET, 'x')).not.toBe(seal(SECRET, 'x'));
  });

  it('is nothing any more when one bit of it was changed, wherever', () => {
    const bytes = Buffer.from(seal(SECRET, 'GEZDGNBVGY3TQOJQ'), 'base64url');
    for (const [index, byte] of bytes.entries()) {
      const changed = Buffer.from(bytes);
      changed[index] = byte ^ 1;
      expect(unseal(SECRET, changed.toString('base64url'))).toBeNull();
    }
  });

  it.each(['GEZDGNBV', ''])('is nothing any more when it was cut, wherever: ‘%s’', (text) => {
    const bytes = Buffer.from(seal(SECRET, text), 'base64url');
    for (let length = 0; length < bytes.length; length += 1) {
      expect(unseal(SECRET, bytes.subarray(0, length).toString('base64url'))).toBeNull();
    }
  });

  it.each(['', 'x', 'not sealed at all, but long enough to be', '%%%'])('‘%s’ is nothing', (text) => {
    expect(unseal(SECRET, text)).toBeNull();
  });
});

describe('a mark of a browser', () => {
  const NOW = '2026-11-25T09:00:00Z';
  const mark = newDeviceMark(SECRET, 7, 'hash', NOW);
  const [nonce = '', day = '', proof = ''] = mark.split('.');

  it.each<[sentence: string, secret: string, account: number, password: string | null, given: string, isOne: boolean]>([
    ['of this account', SECRET, 7, 'hash', mark, true],
    ['of another account', SECRET, 8, 'hash', mark, false],
    ['of an account that begins alike', SECRET, 77, 'hash', mark, false],
    ['of the password before', SECRET, 7, 'another hash', mark, false],
    ['of a time without a password', SECRET, 7, null, mark, false],
    ['of another installation', `${SECRET}x`, 7, 'hash', mark, false],
    ['with another nonce', SECRET, 7, 'hash', `A${nonce.slice(1)}B.${day}.${proof}`, false],
    ['with another day', SECRET, 7, 'hash', `${nonce}.${Number(day) + 1}.${proof}`, false],
    ['with a proof that was cut', SECRET, 7, 'hash', mark.slice(0, -1), false],
    ['with more behind it', SECRET, 7, 'hash', `${mark}.0`, false],
    ['with a dot behind it', SECRET, 7, 'hash', `${mark}.`, false],
    ['without a proof', SECRET, 7, 'hash', `${nonce}.${day}.`, false],
    ['without a nonce', SECRET, 7, 'hash', `.${day}.${proof}`, false],
    ['empty', SECRET, 7, 'hash', '', false],
    ['dots', SECRET, 7, 'hash', '..', false],
    ['letters of several bytes', SECRET, 7, 'hash', `${nonce}.${day}.${'é'.repeat(proof.length)}`, false],
  ])('%s', (_sentence, secret, account, password, given, isOne) => {
    expect(deviceOf(secret, account, password, given, NOW)).toBe(isOne ? nonce : null);
  });

  // 25 November 2026 and 180 days: 24 May 2027.
  it.each([
    ['2027-05-23T23:59:59Z', true],
    ['2027-05-24T00:00:00Z', false],
  ])('by %s counts: %s', (now, counts) => {
    expect(deviceOf(SECRET, 7, 'hash', mark, now)).toBe(counts ? nonce : null);
  });

  it('is another one each time', () => {
    expect(newDeviceMark(SECRET, 7, 'hash', NOW)).not.toBe(mark);
  });
});
