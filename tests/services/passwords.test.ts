import { argon2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Unavailable } from '../../server/domain/errors.ts';
import { checkPassword, hashPassword, newPasswordProblem } from '../../server/services/passwords.ts';

const PASSWORD = 'walnut cello frost';
/** Quick ones, for what does not depend on how long it takes. */
const QUICK = { memory: 64, passes: 1, parallelism: 1 };

describe('a hash', () => {
  it('is argon2id of 64 MiB and 3 passes, with 16 bytes of salt and 32 of tag', async () => {
    const text = await hashPassword(PASSWORD);
    const [, salt = '', tag = ''] = /^\$argon2id\$v=19\$m=65536,t=3,p=1\$([\w+/]+)\$([\w+/]+)$/.exec(text) ?? [];
    const [nonce, bytes] = [Buffer.from(salt, 'base64'), Buffer.from(tag, 'base64')];
    expect([nonce.length, bytes.length]).toEqual([16, 32]);
    const parameters = { message: PASSWORD, nonce, memory: 65_536, passes: 3, parallelism: 1, tagLength: 32 };
    expect(argon2Sync('argon2id', parameters).equals(bytes)).toBe(true);
    expect(await checkPassword(PASSWORD, text)).toEqual({ right: true, outdated: false });
  });

  it('is another one each time', async () => {
    expect(await hashPassword(PASSWORD, QUICK)).not.toBe(await hashPassword(PASSWORD, QUICK));
  });

  it('that another program made is understood', async () => {
    const nonce = Buffer.from('0123456789abcdef');
    const tag = argon2Sync('argon2id', { message: PASSWORD, nonce, ...QUICK, tagLength: 24 });
    const [salt, rest] = [nonce, tag].map((bytes) => bytes.toString('base64').replace(/=+$/, ''));
    const text = `$argon2id$v=19$m=64,t=1,p=1$${salt}$${rest}`;
    expect(await checkPassword(PASSWORD, text)).toEqual({ right: true, outdated: true });
  });

  it.each<[sentence: string, parameters: typeof QUICK]>([
    ['half the memory', { memory: 32_768, passes: 3, parallelism: 1 }],
    ['two passes', { memory: 65_536, passes: 2, parallelism: 1 }],
    ['two lanes', { memory: 65_536, passes: 3, parallelism: 2 }],
  ])('of other parameters is right and outdated: %s', async (_sentence, parameters) => {
    expect(await checkPassword(PASSWORD, await hashPassword(PASSWORD, parameters))).toEqual({
      right: true,
      outdated: true,
    });
  });
});

describe('a password is the same', () => {
  it.each<[sentence: string, chosen: string, typed: string, right: boolean]>([
    ['letter for letter', PASSWORD, PASSWORD, true],
    ['not with another letter', PASSWORD, 'walnut cello frosT', false],
    ['not with a blank at the end', PASSWORD, `${PASSWORD} `, false],
    ['not where it is only the beginning', PASSWORD, PASSWORD.slice(0, -1), false],
    ['not where it is empty', PASSWORD, '', false],
    ['with an accent typed in two ways', 'caf\u00e9 caf\u00e9 noir', 'cafe\u0301 cafe\u0301 noir', true],
    ['with pictures in it', '😀🐘🌍🚀🎻🧭🍋🔧🐝🌵🎲🧵', '😀🐘🌍🚀🎻🧭🍋🔧🐝🌵🎲🧵', true],
    ['not with another picture', '😀🐘🌍🚀🎻🧭🍋🔧🐝🌵🎲🧵', '😀🐘🌍🚀🎻🧭🍋🔧🐝🌵🎲🧶', false],
    ['to its last of 256 characters', 'x'.repeat(255).concat('y'), 'x'.repeat(255).concat('z'), false],
    ['with a nought byte in it', 'walnut\0cello', 'walnut\0frost', false],
  ])('%s', async (_sentence, chosen, typed, right) => {
    expect((await checkPassword(typed, await hashPassword(chosen, QUICK))).right).toBe(right);
  });

  it.each<[sentence: string, stored: string | null]>([
    ['nobody’s', null],
    ['of an empty text', ''],
    ['kept as it is', PASSWORD],
    ['of another kind of hash', '$2b$12$abcdefghijklmnopqrstuv'],
  ])('never where it is %s', async (_sentence, stored) => {
    expect((await checkPassword(PASSWORD, stored)).right).toBe(false);
  });

  it('many at once are all answered, each rightly', async () => {
    const text = await hashPassword(PASSWORD, QUICK);
    const typed = Array.from({ length: 12 }, (_, index) => (index % 3 === 0 ? PASSWORD : `${PASSWORD}${index}`));
    const answers = await Promise.all(typed.map((each) => checkPassword(each, text)));
    expect(answers.map(({ right }) => right)).toEqual(typed.map((each) => each === PASSWORD));
  });
});

describe('a new password against the list of those that are tried first', () => {
  const ANN = ['ann.cowley@council.example', 'ann.cowley', 'Ann Cowley', 'Ann', 'Cowley'];
  it.each<[password: string, isRefused: boolean]>([
    ['password1234', true],
    ['Liverpool2008!', true],
    ['qwertyqwerty12', true],
    ['123456789012', true],
    ['aaaaaaaaaaaa', true],
    ['abcabcabcabc', true],
    ['P@ssw0rd2026', true],
    ['letmeinletmein', true],
    ['Administrator1', true],
    ['ann.cowley@council.example', true],
    ['Cowley-Cowley', true],
    ['Oxfordshire08', true],
    ['LAA target tracker', true],
    ['cowley oxfordshire', true],
    ['walnut cello frost', false],
    ['correct horse battery staple', false],
    ['съешь ещё этих', false],
    ['😀🐘🌍🚀🎻🧭🍋🔧🐝🌵🎲🧵', false],
    ['4v!K9x#q2LmZ', false],
  ])('%s: %s', async (password, isRefused) => {
    expect((await newPasswordProblem(password, ANN)) !== null).toBe(isRefused);
  });
});

describe('many at once', () => {
  it('two are checked and twenty wait; whoever comes after is asked to come again', async () => {
    const results = await Promise.allSettled(Array.from({ length: 30 }, () => checkPassword(PASSWORD, null)));
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(8);
    expect(refused.every((one) => 'reason' in one && one.reason instanceof Unavailable)).toBe(true);
    expect((await checkPassword(PASSWORD, null)).right).toBe(false);
  });
});
