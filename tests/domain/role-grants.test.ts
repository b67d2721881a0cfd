import { describe, expect, it } from 'vitest';
import type { Role } from '../../server/domain/role.ts';
import { grantedBy, parseRoleGrants, type RoleGrant } from '../../server/domain/role-grants.ts';

const grant = (group: string, role: Role, ...partnerships: string[]): RoleGrant => ({ group, role, partnerships });

describe('grants that are understood', () => {
  it.each<[sentence: string, text: string, grants: RoleGrant[]]>([
    ['one group', 'laa-officers=officer', [grant('laa-officers', 'officer')]],
    [
      'several groups, leads with their partnerships',
      'laa-officers=officer;laa-safer=lead:OSCP,DAAT',
      [grant('laa-officers', 'officer'), grant('laa-safer', 'lead', 'OSCP', 'DAAT')],
    ],
    [
      'blanks and a last semicolon',
      ' a=board ; b=lead: OWP , ESP ; ',
      [grant('a', 'board'), grant('b', 'lead', 'OWP', 'ESP')],
    ],
    ['a group with blanks and a colon in its name', 'LAA: the Board=board', [grant('LAA: the Board', 'board')]],
    [
      'a group named as directories name them',
      'CN=Safer,OU=Groups=lead:OSCP',
      [grant('CN=Safer,OU=Groups', 'lead', 'OSCP')],
    ],
    [
      'every role',
      'a=administrator;b=officer;c=lead:X;d=board',
      [grant('a', 'administrator'), grant('b', 'officer'), grant('c', 'lead', 'X'), grant('d', 'board')],
    ],
    ['nothing', '', []],
  ])('%s', (_sentence, text, grants) => {
    expect(parseRoleGrants(text)).toEqual(grants);
  });
});

describe('grants that are refused, all of them', () => {
  it.each<[sentence: string, text: string]>([
    ['no role', 'laa-officers'],
    ['an empty role', 'laa-officers='],
    ['an empty group', '=officer'],
    ['a role that there is not', 'laa-officers=superuser'],
    ['a role in capitals', 'laa-officers=Officer'],
    ['the name of something that every object has', 'laa-officers=constructor'],
    ['a lead of nothing', 'laa-safer=lead'],
    ['a lead with an empty list', 'laa-safer=lead:'],
    ['a lead with a list of nothing', 'laa-safer=lead: , '],
    ['partnerships of somebody who is no lead', 'laa-officers=officer:OWP'],
    ['one good and one bad', 'laa-officers=officer;laa-board=bored'],
  ])('%s', (_sentence, text) => {
    expect(parseRoleGrants(text)).toBeNull();
  });
});

describe('what groups may do', () => {
  const GRANTS = [
    grant('admins', 'administrator'),
    grant('officers', 'officer'),
    grant('safer', 'lead', 'OSCP', 'DAAT'),
    grant('waste', 'lead', 'OWP', 'DAAT'),
    grant('board', 'board'),
  ];
  it.each<[sentence: string, groups: string[], role: Role | null, partnerships?: string[]]>([
    ['no group: nothing', [], null],
    ['other groups: nothing', ['everybody', 'Officers', 'officers '], null],
    ['one group', ['board'], 'board'],
    ['a lead with their partnerships, sorted', ['safer'], 'lead', ['DAAT', 'OSCP']],
    ['a lead in two groups answers for both, each once', ['waste', 'safer'], 'lead', ['DAAT', 'OSCP', 'OWP']],
    ['a lead who is on the Board is a lead', ['board', 'waste'], 'lead', ['DAAT', 'OWP']],
    ['an officer who is a lead is an officer and holds nothing', ['safer', 'officers'], 'officer'],
    ['an administrator above all', ['board', 'safer', 'officers', 'admins'], 'administrator'],
  ])('%s', (_sentence, groups, role, partnerships = []) => {
    expect(grantedBy(groups, GRANTS)).toEqual(role === null ? null : { role, partnerships });
  });
});
