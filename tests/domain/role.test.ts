import { describe, expect, it } from 'vitest';
import {
  isRole,
  needsSecondFactor,
  oneOf,
  ROLES,
  type Role,
  rolePurpose,
  rolesWords,
  roleWords,
} from '../../server/domain/role.ts';

it('there are four, and the public has none', () => {
  expect([...ROLES].sort()).toEqual(['administrator', 'board', 'lead', 'officer']);
});

describe('a text is a role', () => {
  it.each<[string, boolean]>([
    ['administrator', true],
    ['officer', true],
    ['lead', true],
    ['board', true],
    ['', false],
    ['Board', false],
    ['admin', false],
    ['lead ', false],
    ['toString', false],
    ['__proto__', false],
  ])('%s: %s', (text, expected) => {
    expect(isRole(text)).toBe(expected);
  });
});

describe('in words', () => {
  it.each<[Role, one: string, many: string, somebody: string]>([
    ['administrator', 'Administrator', 'administrators', 'an administrator'],
    ['officer', 'Performance officer', 'performance officers', 'a performance officer'],
    ['lead', 'Partnership lead', 'partnership leads', 'a partnership lead'],
    ['board', 'Board member', 'Board members', 'a Board member'],
  ])('%s', (role, one, many, somebody) => {
    expect([roleWords(role), rolesWords(role), oneOf(role)]).toEqual([one, many, somebody]);
  });

  it('each says what it is for, and no two the same', () => {
    const purposes = ROLES.map(rolePurpose);
    expect(new Set(purposes).size).toBe(4);
    expect(rolePurpose('board')).toBe('reads everything but returns in the making');
  });
});

describe('a second factor can be demanded of those whose password opens most', () => {
  it.each<[Role, boolean]>([
    ['administrator', true],
    ['officer', true],
    ['lead', false],
    ['board', false],
  ])('%s: %s', (role, expected) => {
    expect(needsSecondFactor(role)).toBe(expected);
  });
});
