import { DOCUMENT_DRILLS } from './document-drills.ts';
import { RETURN_DRILLS } from './return-drills.ts';

/** A change to the code that takes away what a drill guards; the drill must find it. */
export interface Mutant {
  readonly what: string;
  readonly file: string;
  /** Stands once in the file. */
  readonly from: string;
  readonly to: string;
}

/** A promise of quality.md, what shows that it is kept, and what shows that the showing can fail. */
export interface Drill {
  readonly tests: readonly string[];
  /** Only tests whose names match; all where it is left out. */
  readonly only?: string;
  readonly mutants: readonly Mutant[];
}

export const DRILLS: Readonly<Record<string, Drill>> = {
  ...RETURN_DRILLS,
  ...DOCUMENT_DRILLS,
  matrix: {
    tests: ['tests/drills/matrix.test.ts', 'tests/web/permissions.test.ts'],
    mutants: [
      {
        what: 'the guard lets everybody through who is signed in',
        file: 'server/web/guard.ts',
        from: 'if (!verdict.allowed) {',
        to: 'if (false) {',
      },
      {
        what: 'a lead may record for every partnership',
        file: 'server/domain/permission.ts',
        from: "lead: 'own' }",
        to: "lead: 'any' }",
      },
      {
        what: 'leads go on when the books are closed',
        file: 'server/domain/permission.ts',
        from: 'if (holding.closed !== null) return',
        to: 'if (false) return',
      },
      {
        what: 'a route that no table knows',
        file: 'server/app.ts',
        from: '  app.use(notFound());',
        to: "  app.get('/everything', (_request, response) => void response.send('all'));\n  app.use(notFound());",
      },
      {
        what: 'a disabled account stays in',
        file: 'server/services/permissions.ts',
        from: "account === null || account.state !== 'active'",
        to: 'account === null',
      },
    ],
  },
  'other-people': {
    tests: ['tests/drills/other-people.test.ts', 'tests/drills/other-returns.test.ts'],
    mutants: [
      {
        what: 'whose a target is does not count',
        file: 'server/domain/permission.ts',
        from: 'holding === null || !holding.holders.some((code) => codes.includes(code))',
        to: 'holding === null',
      },
      {
        what: 'any session can be ended by its number',
        file: 'server/store/sessions.ts',
        from: 'DELETE FROM sessions WHERE account = ? AND id = ?',
        to: 'DELETE FROM sessions WHERE (account = ? OR 1) AND id = ?',
      },
      {
        what: 'everybody with an account sees every return',
        file: 'server/domain/permission.ts',
        from: "'GET /returns/:period/:partnership': rule('entry', HOLDERS, 'see a return'),",
        to: "'GET /returns/:period/:partnership': rule('entry', EVERY, 'see a return'),",
      },
      {
        what: 'a link opens the return that its address asks for',
        file: 'server/web/guest.ts',
        from: 'partnership: link.partnership } };',
        to: 'partnership: String(request.query.partnership ?? link.partnership) } };',
      },
      {
        what: 'the Board’s view is open',
        file: 'server/domain/permission.ts',
        from: "'GET /': rule('record', EVERY, 'see the Board’s view of a quarter')",
        to: "'GET /': open('see the Board’s view of a quarter')",
      },
    ],
  },
  forged: {
    tests: ['tests/drills/forged.test.ts'],
    mutants: [
      {
        what: 'forms of other sites are taken',
        file: 'server/web/security.ts',
        from: "if (isForeign(request, origins)) return 'forged';",
        to: '',
      },
      {
        what: 'a file comes in from other sites',
        file: 'server/web/security.ts',
        from: "if (isForeign(request, origins)) return 'forged';",
        to: "if (isForeign(request, origins) && !request.is('multipart/form-data')) return 'forged';",
      },
      {
        what: 'only forms that say cross-site are refused',
        file: 'server/web/security.ts',
        from: "return site !== 'same-origin' && site !== 'none';",
        to: "return site === 'cross-site';",
      },
      {
        what: 'the name of the site is taken from what a proxy forwards',
        file: 'server/web/security.ts',
        from: "const { host = '', origin, 'sec-fetch-site': site } = request.headers;",
        to: "const { origin, 'sec-fetch-site': site } = request.headers;\n    const host = request.host ?? '';",
      },
      {
        what: 'plain text is taken for a form',
        file: 'server/web/security.ts',
        from: "return isForm(request) ? null : 'type';",
        to: 'return null;',
      },
      {
        what: 'looking at a page lets go of what was kept',
        file: 'server/web/admin.ts',
        from: 'function show(deps: WebDeps) {\n  return (request: Request, response: Response): void => {',
        to: "function show(deps: WebDeps) {\n  return (request: Request, response: Response): void => {\n    deps.store.write({ actor: null, at: deps.clock() }, () => deps.store.accounts.setName(1, 'Seen'));",
      },
    ],
  },
  session: {
    tests: [
      'tests/web/sessions.test.ts',
      'tests/web/account.test.ts',
      'tests/web/admin.test.ts',
      'tests/services/changed-meanwhile.test.ts',
    ],
    mutants: [
      {
        what: 'the number of a session stays the same at sign-in',
        file: 'server/web/sessions.ts',
        from: '  await freshSession(request);\n  request.session.account = account.id;',
        to: '  request.session.account = account.id;',
      },
      {
        what: 'a session without use does not end',
        file: 'server/services/sessions.ts',
        from: 'addMinutes(seen_at, IDLE_MINUTES) <= now || ',
        to: '',
      },
      {
        what: 'a busy session does not end',
        file: 'server/services/sessions.ts',
        from: ' || addMinutes(created_at, LONGEST_HOURS * 60) <= now',
        to: '',
      },
      {
        what: 'numbers of sessions are kept as they are',
        file: 'server/services/sessions.ts',
        from: 'store.sessions.save(tokenHash(id), {',
        to: 'store.sessions.save(id, {',
      },
      {
        what: 'cookies go over an open line',
        file: 'server/web/sessions.ts',
        from: 'secure: isSecure(settings)',
        to: 'secure: false',
      },
      {
        what: 'another role leaves old sessions in being',
        file: 'server/services/accounts.ts',
        from: 'if (isMoved || account.role !== before.role) store.sessions.removeAll(id, null);',
        to: '',
      },
      {
        what: 'who has shown the password before it was changed goes on to the code',
        file: 'server/web/sessions.ts',
        from: 'const { account = data.pending?.account ?? null,',
        to: 'const { account = null,',
      },
      {
        what: 'another password leaves old sessions in being',
        file: 'server/services/own-account.ts',
        from: '    deps.store.sessions.removeAll(account.id, tokenHash(session));',
        to: '',
      },
    ],
  },
  'sign-in': {
    tests: [
      'tests/web/sign-in.test.ts',
      'tests/web/throttling.test.ts',
      'tests/web/second-factor.test.ts',
      'tests/services/passwords.test.ts',
      'tests/services/changed-meanwhile.test.ts',
      'tests/services/tokens.test.ts',
      'tests/domain/password.test.ts',
    ],
    mutants: [
      {
        what: 'tries on an account are not counted',
        file: 'server/services/tries.ts',
        from: '  requireFree(deps, onAccount, ACCOUNT_LIMIT);\n',
        to: '',
      },
      {
        what: 'tries from an address are not counted',
        file: 'server/services/tries.ts',
        from: '  if (device === null) requireFree(deps, fromAddress, ADDRESS_LIMIT);\n',
        to: '',
      },
      {
        what: 'anything behind a mark makes it another browser',
        file: 'server/services/tokens.ts',
        from: 'const isOwn = more.length === 0 && ',
        to: 'const isOwn = ',
      },
      {
        what: 'a password that was changed meanwhile still opens the door',
        file: 'server/services/sign-in.ts',
        from: ' || !stillHolds(deps, active, stored)) throw wrong();\n  if (outdated',
        to: ') throw wrong();\n  if (outdated',
      },
      {
        what: 'no deny list',
        file: 'server/domain/password.ts',
        from: '.some(isCommon)',
        to: '.some(() => false)',
      },
      {
        what: 'no second factor is demanded',
        file: 'server/services/sign-in.ts',
        from: 'if (!settings.secondFactorDemanded || ',
        to: 'if (true || ',
      },
      {
        what: 'an unknown account is answered in other words',
        file: 'server/services/sign-in.ts',
        from: '  const active = account?.state',
        to: "  if (account === null) throw new Invalid([{ field: 'email', message: 'There is no such account.' }]);\n  const active = account?.state",
      },
      {
        what: 'a code counts twice',
        file: 'server/store/second-factors.ts',
        from: ' AND last_step < @step',
        to: '',
      },
      {
        what: 'less memory for a hash',
        file: 'server/services/passwords.ts',
        from: 'memory: 65_536, passes: 3',
        to: 'memory: 1024, passes: 3',
      },
      {
        what: 'eleven characters will do',
        file: 'server/domain/password.ts',
        from: 'export const PASSWORD_LENGTH = 12;',
        to: 'export const PASSWORD_LENGTH = 11;',
      },
    ],
  },
  production: {
    tests: ['tests/main.test.ts', 'tests/domain/production.test.ts'],
    only: 'production|refuses',
    mutants: [
      {
        what: 'outside production any name will do',
        file: 'server/main.ts',
        from: '  if (!isLoopback(name)) throw',
        to: '  if (false) throw',
      },
      {
        what: 'the checks are not asked',
        file: 'server/main.ts',
        from: '  if (problem !== null) throw new CannotStart(problem);',
        to: '',
      },
      {
        what: 'a default secret will do',
        file: 'server/domain/production.ts',
        from: 'DEFAULTS.test(secret) || ',
        to: '',
      },
      {
        what: 'a file that everybody reads will do',
        file: 'server/domain/production.ts',
        from: '(fileMode & 0o007) !== 0',
        to: '(fileMode & 0o002) !== 0',
      },
    ],
  },
  audit: {
    tests: ['tests/drills/audit.test.ts', 'tests/store/audit.test.ts'],
    mutants: [
      {
        what: 'a change of an account is not noted',
        file: 'server/store/accounts.ts',
        from: '    if (Object.keys(values).length === 0) return;',
        to: '    if (values.role === undefined) return;',
      },
      {
        what: 'no head outside the record',
        file: 'server/store/audit.ts',
        from: 'let isFound = wanted === null || wanted === AUDIT_START.hash;',
        to: 'let isFound = true;',
      },
      {
        what: 'the old values are left out of the chain',
        file: 'server/domain/audit.ts',
        from: 'object, key, old, now])',
        to: 'object, key, now])',
      },
      {
        what: 'who may come in is not compared with the chain',
        file: 'server/store/audit-content.ts',
        from: 'return recordFault(noticed, rows) ?? besideFault(noticed, beside());',
        to: 'return recordFault(noticed, rows) ?? (beside() && null);',
      },
      {
        what: 'the record is not compared with the chain',
        file: 'server/store/audit-content.ts',
        from: "  if (told[0]?.action !== 'created') return null;",
        to: '  if (told.length > 0) return null;',
      },
    ],
  },
  'append-only': {
    tests: [
      'tests/store/facts.test.ts',
      'tests/store/audit.test.ts',
      'tests/store/packs.test.ts',
      'tests/store/database.test.ts',
    ],
    mutants: [
      {
        what: 'a file of a pack can be written over',
        file: 'db/migrations/0006_packs.sql',
        from: "CREATE TRIGGER pack_files_keep_on_update BEFORE UPDATE ON pack_files BEGIN SELECT RAISE(ABORT, 'pack_files are append-only'); END;",
        to: '',
      },
      {
        what: 'a seal can be taken away',
        file: 'db/migrations/0006_packs.sql',
        from: "CREATE TRIGGER pack_seals_keep_on_delete BEFORE DELETE ON pack_seals BEGIN SELECT RAISE(ABORT, 'pack_seals are append-only'); END;",
        to: '',
      },
      {
        what: 'the list of a pack’s files can be changed',
        file: 'db/migrations/0008_pack-file-lists.sql',
        from: "CREATE TRIGGER pack_file_lists_keep_on_update BEFORE UPDATE ON pack_file_lists BEGIN SELECT RAISE(ABORT, 'pack_file_lists are append-only'); END;",
        to: '',
      },
      {
        what: 'recursive_triggers off',
        file: 'server/store/database.ts',
        from: 'recursive_triggers: 1,',
        to: 'recursive_triggers: 0,',
      },
      {
        what: 'the audit can be written over',
        file: 'db/migrations/0002_accounts.sql',
        from: "CREATE TRIGGER audit_keep_on_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;",
        to: '',
      },
    ],
  },
  extreme: {
    tests: ['tests/drills/extreme.test.ts', 'tests/drills/extreme-year.test.ts', 'tests/drills/extreme-reward.test.ts'],
    mutants: [
      {
        what: 'a year of which nothing is expected yet is divided by that',
        file: 'server/domain/forecast.ts',
        from: 'expectedShare(known, basis, quarter);\n  if (compare(share, ZERO) <= 0) return null;',
        to: 'expectedShare(known, basis, quarter);',
      },
      {
        what: 'a step over a missing quarter counts for one',
        file: 'server/domain/forecast.ts',
        from: 'const step = (value - before.value) / (period - before.period);',
        to: 'const step = value - before.value;',
      },
      {
        what: 'a drift across two missing quarters',
        file: 'server/domain/forecast.ts',
        from: '(readings[index - 1] as Reading).period <= 2)',
        to: '(readings[index - 1] as Reading).period <= 3)',
      },
      {
        what: 'a forecast without spread that leads to the target exactly misses it',
        file: 'server/domain/chance.ts',
        from: 'if (sd === 0) return compare(ahead, ZERO) >= 0 ? 1 : 0;',
        to: 'if (sd === 0) return compare(ahead, ZERO) > 0 ? 1 : 0;',
      },
      {
        what: 'a target of nothing is never reached',
        file: 'server/domain/chance.ts',
        from: 'compare(exact(actual), goal) >= 0 ? 1 : null',
        to: 'compare(exact(actual), goal) > 0 ? 1 : null',
      },
      {
        what: 'exactly at what should not be passed is passed',
        file: 'server/domain/chance.ts',
        from: 'plus(goal, slack)) > 0 ? 0 : null',
        to: 'plus(goal, slack)) >= 0 ? 0 : null',
      },
      {
        what: 'a share of the normal distribution is summed up however far out',
        file: 'server/domain/normal.ts',
        from: '  if (x < -FAR) return 0;\n  if (x > FAR) return 1;\n',
        to: '',
      },
      {
        what: 'a process that never moves has no mean range',
        file: 'server/domain/process-behaviour.ts',
        from: 'return kept.length === 0 ? ZERO : meanOf(kept);',
        to: 'return meanOf(kept);',
      },
      {
        what: 'a jump widens the limits',
        file: 'server/domain/process-behaviour.ts',
        from: 'ranges.filter((range) => compare(range, widest) < 0)',
        to: 'ranges.filter((range) => compare(range, widest) >= 0 || true)',
      },
      {
        what: 'a year of nothing counts among earlier ones',
        file: 'server/domain/path.ts',
        from: '.total ?? 0) !== 0)',
        to: '.total ?? -1) >= 0)',
      },
      {
        what: 'every earlier year counts, however long ago',
        file: 'server/domain/path.ts',
        from: '.slice(-3);',
        to: ';',
      },
      {
        what: 'a nought that was rounded keeps its minus',
        file: 'server/domain/quantity.ts',
        from: 'return a.n < 0n && steps !== 0 ? -steps * unit : steps * unit;',
        to: 'return a.n < 0n ? -steps * unit : steps * unit;',
      },
      {
        what: 'no gap where lower is better has a minus',
        file: 'server/domain/judged.ts',
        from: '(actual - expected) + 0;',
        to: '(actual - expected);',
      },
      {
        what: 'a tolerance is below nothing where the expected value is',
        file: 'server/domain/tolerance.ts',
        from: 'absolute(times(percent, exact(expected)))',
        to: 'times(percent, exact(expected))',
      },
      {
        what: 'a forecast never goes below nothing',
        file: 'server/domain/value-range.ts',
        from: '    if (value < 0) lowest = Number.NEGATIVE_INFINITY;\n',
        to: '',
      },
      {
        what: 'a colour turns at a figure that cannot be',
        file: 'server/domain/flip.ts',
        from: '  if (at < lowest || at > highest) return null;\n',
        to: '',
      },
      {
        what: 'none of one says nothing',
        file: 'server/domain/wilson.ts',
        from: 'numerator < 0 ||',
        to: 'numerator <= 0 ||',
      },
      {
        what: 'drawing figures that are all equal divides by nothing',
        file: 'server/domain/sparkline.ts',
        from: 'high === low ? HEIGHT / 2 : ',
        to: '',
      },
      {
        what: 'at the threshold exactly nothing is paid',
        file: 'server/domain/reward.ts',
        from: 'if (compare(share, threshold) < 0) return ZERO;',
        to: 'if (compare(share, threshold) <= 0) return ZERO;',
      },
      {
        what: 'a unit is worth less than nothing where lower is better',
        file: 'server/domain/reward.ts',
        from: 'absolute(span.width)',
        to: 'span.width',
      },
      {
        what: 'a stretch that pays for nothing is taken',
        file: 'server/domain/package-check-commitments.ts',
        from: 'stretch.row.value === without.row.value',
        to: 'false',
      },
      {
        what: 'a number of many digits is written with an exponent',
        file: 'server/domain/wording.ts',
        from: 'units >= 1e21 ? BigInt(units) : units',
        to: 'units',
      },
      {
        what: 'a day may come after the last one that can be written',
        file: 'server/domain/moment.ts',
        from: 'Math.min(dayNumber(date) + days, LAST_DAY)',
        to: 'dayNumber(date) + days',
      },
    ],
  },
};
