import { describe, expect, it } from 'vitest';
import { productionProblem, type Start } from '../../server/domain/production.ts';

const SECRET = 'k3V9xq2LmZ8tRw5Yb7Nf4Hc6Jd1Gp0Qs';

/** A start that may be. */
const start = (given: Partial<Start> = {}): Start => ({
  secret: SECRET,
  baseUrl: 'https://targets.example.gov.uk',
  trustProxy: 1,
  issuer: null,
  fileMode: 0o100600,
  isExample: false,
  hasDemonstration: false,
  ...given,
});

describe('a start in production', () => {
  it.each<[sentence: string, given: Partial<Start>, problem: RegExp | null]>([
    ['as it should be', {}, null],
    ['with single sign-on over https', { issuer: 'https://login.example' }, null],
    ['on a machine without permission bits', { fileMode: null }, null],
    ['readable by the group', { fileMode: 0o100640 }, null],
    ['behind two proxies', { trustProxy: 2 }, null],
    ['no secret', { secret: null }, /^LAA_SECRET is not set/],
    ['an empty secret', { secret: '' }, /^LAA_SECRET is shorter than 32 characters/],
    ['a secret of 31 characters', { secret: SECRET.slice(0, 31) }, /^LAA_SECRET is shorter than 32 characters/],
    ['a secret of 32', { secret: SECRET }, null],
    [
      'a secret of 11 different characters',
      { secret: 'k3V9xq2LmZ8'.repeat(3) },
      /^LAA_SECRET is a default or a pattern/,
    ],
    ['a secret of 12 different characters', { secret: 'k3V9xq2LmZ8t'.repeat(3) }, null],
    ['a secret to be changed', { secret: `ChangeMe${SECRET}` }, /^LAA_SECRET is a default or a pattern/],
    ['a secret that says so', { secret: `my-secret-${SECRET}` }, /^LAA_SECRET is a default or a pattern/],
    ['a secret of an example', { secret: `EXAMPLE${SECRET}` }, /^LAA_SECRET is a default or a pattern/],
    ['a secret that is a password', { secret: `password${SECRET}` }, /^LAA_SECRET is a default or a pattern/],
    ['no address', { baseUrl: null }, /^LAA_BASE_URL is not set/],
    [
      'an address over plain http',
      { baseUrl: 'http://targets.example.gov.uk' },
      /^LAA_BASE_URL is http:\/\/targets\.example\.gov\.uk: over plain http .*use https/,
    ],
    ['an address that only looks like https', { baseUrl: 'httpsx://targets' }, /^LAA_BASE_URL is httpsx/],
    ['no proxy before it', { trustProxy: 0 }, /^LAA_TRUST_PROXY is 0: the app speaks plain http/],
    [
      'single sign-on over plain http',
      { issuer: 'http://login.example' },
      /^OIDC_ISSUER is http:\/\/login\.example; .*https/,
    ],
    [
      'a database that everybody can read',
      { fileMode: 0o100644 },
      /^the database can be read by everybody .*\(mode 644\)/,
    ],
    [
      'a database that everybody can write',
      { fileMode: 0o100602 },
      /^the database can be read by everybody .*\(mode 602\)/,
    ],
    [
      'a database that everybody can run',
      { fileMode: 0o100601 },
      /^the database can be read by everybody .*\(mode 601\)/,
    ],
    ['the example', { isExample: true }, /^the database holds the example/],
    ['demonstration accounts', { hasDemonstration: true }, /^the database holds demonstration accounts/],
  ])('%s', (_sentence, given, problem) => {
    const found = productionProblem(start(given));
    if (problem === null) expect(found).toBeNull();
    else expect(found).toMatch(problem);
  });

  it('says one thing at a time, in one line, the secret first', () => {
    const given = { secret: 'short', baseUrl: null, trustProxy: 0, fileMode: 0o644, isExample: true };
    expect(productionProblem(start(given))).toMatch(/^LAA_SECRET [^\n]*$/);
  });

  it('never repeats the secret', () => {
    for (const secret of ['hunter2-hunter2', `changeme-${SECRET}`, 'abcabcabcabcabcabcabcabcabcabcabcabc']) {
      expect(productionProblem(start({ secret }))).not.toContain(secret);
    }
  });
});
