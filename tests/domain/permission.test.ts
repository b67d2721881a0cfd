import { describe, expect, it } from 'vitest';
import {
  AREAS,
  decide,
  type Holding,
  PERMISSIONS,
  type Reach,
  type RouteName,
  ruleOf,
  whoCan,
} from '../../server/domain/permission.ts';
import { ROLES, type Role } from '../../server/domain/role.ts';

type Reaches = Readonly<Record<Role, Reach | null>>;

const ALL: Reaches = { administrator: 'any', officer: 'any', lead: 'any', board: 'any' };
const ADMINISTRATORS: Reaches = { administrator: 'any', officer: null, lead: null, board: null };
const OFFICERS: Reaches = { administrator: null, officer: 'any', lead: null, board: null };
const HOLDERS: Reaches = { administrator: null, officer: 'any', lead: 'own', board: null };

/** Who may use what: all with an account read; officers keep the record; leads their own; administrators the doors. */
const GROUPS: readonly [sentence: string, reaches: Reaches | 'open', routes: readonly RouteName[]][] = [
  [
    'everybody with an account reads',
    ALL,
    [
      'GET /',
      'GET /targets',
      'GET /targets.csv',
      'GET /targets/:agreement/:indicator{/:part}',
      'GET /partnerships',
      'GET /partnerships/:code',
      'GET /reward',
      'GET /report',
      'GET /report.csv',
      'GET /report.docx',
      'GET /report.pdf',
      'GET /report.xlsx',
      'GET /reward.csv',
      'GET /exports/:id',
      'GET /exports/:id/file',
      'GET /exports/:id/state',
      'GET /forecasts',
      'GET /forecasts.csv',
      'GET /help',
      'GET /help/permissions',
      'GET /returns',
      'GET /meetings',
      'GET /meetings/:board/:date',
      'GET /meetings/:board/:date/brief',
      'GET /meetings/:board/:date/brief.docx',
      'GET /meetings/:board/:date/brief.pdf',
      'GET /packs',
      'GET /packs/:id',
      'GET /packs/:id.csv',
      'GET /packs/:id.xlsx',
      'GET /packs/:id.docx',
      'GET /packs/:id.pdf',
      'GET /packs/:id/section',
      'GET /packs/:id/section.txt',
      'GET /packs/:id/verify',
    ],
  ],
  ['officers and those who answer for it record figures', HOLDERS, ['POST /figures/:agreement/:indicator{/:part}']],
  [
    'officers and those who answer for it say what is being done',
    HOLDERS,
    ['GET /actions/:agreement/:indicator{/:part}', 'POST /actions/:agreement/:indicator{/:part}'],
  ],
  [
    'officers and those who answer for its partnership make a return',
    HOLDERS,
    [
      'GET /returns/:period/:partnership',
      'GET /returns/:period/:partnership/rows',
      'GET /returns/:period/:partnership.csv',
      'GET /returns/:period/:partnership.xlsx',
      'POST /returns/:period/:partnership',
      'POST /returns/:period/:partnership/sheet',
    ],
  ],
  [
    'officers check returns, hand them over, and keep the calendar',
    OFFICERS,
    [
      'POST /returns/:period/:partnership/check',
      'POST /returns/:period/:partnership/reopen',
      'POST /returns/:period/:partnership/links',
      'POST /meetings',
      'POST /meetings/:board/:date',
      'POST /meetings/:board/:date/attendance',
      'POST /meetings/:board/:date/:number',
      'POST /meetings/dates',
    ],
  ],
  [
    'officers make packs',
    OFFICERS,
    [
      'POST /packs',
      'POST /packs/:id/missing',
      'POST /packs/:id/freeze',
      'POST /packs/:id/open',
      'POST /packs/:id/publish',
    ],
  ],
  [
    'whoever has a link types into one return',
    'open',
    ['GET /guest/:token', 'GET /guest/:token/rows', 'POST /guest/:token'],
  ],
  [
    'officers set targets up and change them',
    OFFICERS,
    [
      'GET /targets/new',
      'POST /targets/new',
      'GET /terms/:agreement/:indicator{/:part}',
      'POST /terms/:agreement/:indicator{/:part}',
    ],
  ],
  [
    'everybody looks after their own account',
    ALL,
    [
      'GET /account',
      'GET /account/kept',
      'POST /account/kept',
      'POST /account/name',
      'POST /account/password',
      'POST /account/sessions',
      'GET /account/reminders',
      'POST /account/reminders',
      'GET /account/second-factor',
      'POST /account/second-factor',
      'POST /account/second-factor/remove',
      'POST /account/recovery-codes',
    ],
  ],
  [
    'administrators look after accounts and the audit',
    ADMINISTRATORS,
    [
      'GET /admin',
      'POST /admin/accounts',
      'GET /admin/accounts/:id',
      'POST /admin/accounts/:id',
      'POST /admin/accounts/:id/state',
      'POST /admin/accounts/:id/link',
      'POST /admin/accounts/:id/second-factor',
      'POST /admin/identities/:id',
      'GET /audit',
      'GET /audit.csv',
    ],
  ],
  [
    'the door is open to all',
    'open',
    [
      'GET /sign-in',
      'POST /sign-in',
      'POST /sign-in/example',
      'GET /sign-in/code',
      'POST /sign-in/code',
      'GET /sign-in/forgotten',
      'POST /sign-in/forgotten',
      'GET /sign-in/single',
      'GET /sign-in/single/callback',
      'POST /sign-out',
      'GET /links/:token',
      'POST /links/:token',
      'GET /published',
      'GET /published/:id',
      'GET /published/:id.csv',
      'GET /published/:id.xlsx',
      'GET /published/:id.docx',
      'GET /published/:id.pdf',
      'GET /published/:id/partnerships',
      'GET /published/:id/partnerships/:code',
      'GET /published/:id/targets/:agreement/:indicator{/:part}',
      'GET /verify',
      'POST /verify',
      'GET /accessibility',
      'GET /privacy',
      'GET /health',
      'GET /assets',
    ],
  ],
];

const NAMES = Object.keys(PERMISSIONS) as RouteName[];

/** What two partnerships answer for, while their leads can change it. */
const WASTE: Holding = {
  holders: ['OWP', 'ESP'],
  holderNames: ['Waste Partnership', 'Environment Partnership'],
  closed: null,
};
const CLOSED: Holding = { ...WASTE, closed: 'The agreement was closed on 31 March 2011.' };

const CELLS = GROUPS.flatMap(([sentence, reaches, routes]) =>
  routes.flatMap((route) =>
    ROLES.map((role) => [route, role, reaches === 'open' ? 'open' : reaches[role], sentence] as const),
  ),
);

describe('every cell of the table', () => {
  it('there is no route that is not told of here', () => {
    expect([...NAMES].sort()).toEqual(GROUPS.flatMap(([, , routes]) => routes).sort());
  });

  it.each(CELLS)('%s as %s: %s (%s)', (route, role, reach) => {
    const because = (codes: readonly string[], holding: Holding | null) => {
      const verdict = decide(route, { role }, codes, holding);
      return verdict.allowed ? 'allowed' : verdict.because;
    };
    const every = [because([], null), because(['OWP'], WASTE), because(['X'], WASTE), because(['OWP'], CLOSED)];
    const expected = {
      open: ['allowed', 'allowed', 'allowed', 'allowed'],
      any: ['allowed', 'allowed', 'allowed', 'allowed'],
      // Where nobody says whose it is, it is not theirs.
      own: ['ownership', 'allowed', 'ownership', 'state'],
      none: ['role', 'role', 'role', 'role'],
    }[reach ?? 'none'];
    expect(every).toEqual(expected);
  });

  it.each(GROUPS)('without an account: %s', (_sentence, reaches, routes) => {
    for (const route of routes) {
      expect(decide(route, null, [], null)).toEqual(
        reaches === 'open' ? { allowed: true } : { allowed: false, because: 'sign-in', sentence: 'Sign in first.' },
      );
    }
  });
});

describe('ownership', () => {
  it.each<[sentence: string, codes: string[], holders: string[], isAllowed: boolean]>([
    ['the one that leads it', ['OWP'], ['OWP', 'ESP'], true],
    ['one that contributes', ['ESP'], ['OWP', 'ESP'], true],
    ['one of several', ['X', 'ESP'], ['OWP', 'ESP'], true],
    ['another one', ['X'], ['OWP', 'ESP'], false],
    ['none at all', [], ['OWP', 'ESP'], false],
    ['a code that only begins like it', ['OWP-1'], ['OWP'], false],
    ['what nobody answers for', ['OWP'], [], false],
  ])('%s', (_sentence, codes, holders, isAllowed) => {
    const verdict = decide('POST /figures/:agreement/:indicator{/:part}', { role: 'lead' }, codes, {
      ...WASTE,
      holders,
    });
    expect(verdict.allowed).toBe(isAllowed);
  });

  it('is asked before the state, which is nobody else’s business', () => {
    const verdict = decide('POST /figures/:agreement/:indicator{/:part}', { role: 'lead' }, ['X'], CLOSED);
    expect(verdict).toMatchObject({ because: 'ownership' });
  });
});

describe('what a refusal says', () => {
  const FIGURES = 'POST /figures/:agreement/:indicator{/:part}';
  it.each<[sentence: string, route: RouteName, role: Role, holding: Holding | null, words: string]>([
    [
      'the role, where it is not enough',
      'GET /targets/new',
      'board',
      null,
      'Only performance officers can set up a target. You are signed in as a Board member.',
    ],
    [
      'the role of an administrator',
      'POST /targets/new',
      'administrator',
      null,
      'Only performance officers can add a target. You are signed in as an administrator.',
    ],
    [
      'administrators, before their own pages',
      'GET /audit',
      'lead',
      null,
      'Only administrators can search the audit. You are signed in as a partnership lead.',
    ],
    [
      'who answers for it, to a role that never does',
      FIGURES,
      'board',
      null,
      'Only performance officers, and partnership leads who answer for it, can record a figure and a commentary. You are signed in as a Board member.',
    ],
    [
      'who answers for it by name, to a lead of other things',
      FIGURES,
      'lead',
      { ...WASTE, holders: ['X'] },
      'Only performance officers, and partnership leads of Waste Partnership and Environment Partnership, can record a figure and a commentary.',
    ],
    [
      'why it is closed, and who still can',
      FIGURES,
      'lead',
      CLOSED,
      'The agreement was closed on 31 March 2011. Only performance officers can record a figure and a commentary now.',
    ],
  ])('%s', (_sentence, route, role, holding, words) => {
    const verdict = decide(route, { role }, ['OWP'], holding);
    expect(verdict.allowed ? '' : verdict.sentence).toBe(words);
  });

  it('names all roles that can, as a list', () => {
    expect(whoCan('GET /')).toBe(
      'Only administrators, performance officers, partnership leads and Board members can see the Board’s view of a quarter.',
    );
  });
});

describe('the table as documentation', () => {
  it.each(NAMES)('%s has an area, and words that follow ‘can’', (route) => {
    const { area, does } = ruleOf(route);
    expect(AREAS).toContain(area);
    expect(does).toMatch(/^[a-z].*[^.\s]$/);
  });

  it('only the door is open', () => {
    for (const route of NAMES) expect(ruleOf(route).open).toBe(ruleOf(route).area === 'door');
  });
});
