import { join } from 'node:path';
import { TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../server/domain/account.ts';
import type { AuditRow } from '../../server/domain/audit.ts';
import { FILES, type FileName } from '../../server/domain/data-package.ts';
import { PERMISSIONS, type RouteName } from '../../server/domain/permission.ts';
import { importPackage } from '../../server/services/data-package.ts';
import { makeLink } from '../../server/services/links.ts';
import { hashPassword } from '../../server/services/passwords.ts';
import { openRecord } from '../../server/services/setup.ts';
import { COMMAND_LINE, TODAY } from '../support/authors.ts';
import { type FileApp, fileApp, rowsOnlyIn } from '../support/file-app.ts';
import { exampleCopy, temporaryFolder } from '../support/folders.ts';
import { formValues, openPage, sendForm } from '../support/page.ts';
import { count } from './effort.ts';
import { EDITS, edited, longChain, randomFrom } from './raw-edits.ts';
import { returnWrites, type Write } from './return-writes.ts';

const PASSWORD = 'seven blue herons at dusk';
const NEXT = 'eight grey geese at dawn';

/** What names a row of a return. */
const ROW = ['agreement', 'indicator', 'part', 'basis', 'quarter'] as const;

/** What names a row of a table; the code of a recovery code is the beginning of its hash. */
function keyOf(table: string, row: Record<string, unknown>): Record<string, unknown> {
  const own: Readonly<Record<string, readonly string[]>> = {
    accounts: ['id'],
    account_partnerships: ['account', 'partnership'],
    account_links: ['id'],
    second_factors: ['account'],
    identities: ['id'],
    return_rows: ['period', 'partnership', ...ROW],
    return_events: ['period', 'partnership', 'sequence'],
    return_remarks: ['period', 'partnership', 'sequence', ...ROW],
    return_reopenings: ['period', 'partnership', 'number'],
    kept_forecasts: ['period', 'partnership', 'sequence', 'agreement', 'indicator', 'part'],
    meeting_attendance: ['board', 'date', 'partnership', 'version'],
    packs: ['id'],
    pack_missing: ['pack', 'partnership'],
    pack_steps: ['pack', 'sequence'],
    pack_contents: ['pack', 'sequence'],
    pack_files: ['hash'],
    pack_file_lists: ['pack'],
    pack_seals: ['pack'],
    return_links: ['id'],
    return_settings: [],
    reminder_refusals: ['account', 'kind'],
  };
  if (table === 'recovery_codes') return { account: row.account, code: String(row.hash).slice(0, 8) };
  const columns = own[table] ?? FILES[table as FileName].key;
  return Object.fromEntries(columns.map((column) => [column, row[column]]));
}

/** Tables whose rows follow from others. */
const FOLLOWING: ReadonlySet<string> = new Set(['target_names', 'audit']);

interface Change {
  readonly table: string;
  readonly key: string;
  readonly action: string;
}

/** What changed in the file, row by row, found without asking the app. */
function changesBetween(before: ReturnType<FileApp['dump']>, after: ReturnType<FileApp['dump']>): Change[] {
  const named = (rows: ReturnType<typeof rowsOnlyIn>) =>
    rows
      .filter(([table]) => !FOLLOWING.has(table))
      .map(([table, row]) => ({ table, key: JSON.stringify(keyOf(table, row)) }));
  const [gone, come] = [named(rowsOnlyIn(before, after)), named(rowsOnlyIn(after, before))];
  const same = (one: { table: string; key: string }) => (other: { table: string; key: string }) =>
    one.table === other.table && one.key === other.key;
  return [
    ...come.map((row) => ({ ...row, action: gone.some(same(row)) ? 'changed' : 'added' })),
    ...gone.filter((row) => !come.some(same(row))).map((row) => ({ ...row, action: 'removed' })),
  ].sort(byKey);
}

function byKey(a: Change, b: Change): number {
  return `${a.table} ${a.key}`.localeCompare(`${b.table} ${b.key}`);
}

function noted(rows: readonly AuditRow[]): Change[] {
  return rows.map(({ object: table, key, action }) => ({ table, key: JSON.stringify(key), action })).sort(byKey);
}

function newRows({ store }: FileApp, since: number): AuditRow[] {
  const all = store.audit.list({ actor: null, key: null, from: null, to: null, before: null, limit: 10_000 });
  return all.filter(({ sequence }) => sequence > since);
}

const FIGURE = {
  period: '2008-09-q2',
  basis: 'standard',
  value: '39.2',
  status: 'final',
  note: 'A lorry was counted twice',
  commentary: 'It was counted twice.',
  step: 'save',
  seen: '1',
};

async function writesOf(app: FileApp): Promise<Write[]> {
  const { store } = app;
  const [lead, , officer, administrator] = [1, 2, 3, 4] as const;
  const password = await hashPassword(PASSWORD);
  const spare = (email: string, role: 'board' | 'officer'): Account =>
    store.write(COMMAND_LINE, () => {
      const account = { email, name: email, post: 'Spare', role, partnerships: [], demonstration: false } as const;
      const made = store.accounts.insert(account, TODAY);
      store.accounts.setPassword(made.id, password);
      return { ...made, state: 'active' as const };
    });
  const [own, other] = [spare('own@test.invalid', 'officer'), spare('other@test.invalid', 'board')];
  const third = spare('third@test.invalid', 'board');
  store.write(COMMAND_LINE, () => {
    store.secondFactors.set(third.id, { secret: 'sealed', confirmed_at: TODAY, last_step: 0 });
    store.secondFactors.replaceCodes(third.id, ['11111111a', '22222222b']);
  });
  const identity = store.write(COMMAND_LINE, () =>
    store.identities.insert({ issuer: 'i', subject: 's', label: 'l', account: null, first_seen_at: TODAY }),
  );
  const [as, me] = [app.as('administrator'), app.cookieOf(own)];
  const mine = (address: string, form: Record<string, string>) =>
    sendForm(app.bare, address, form, { Cookie: me, 'Sec-Fetch-Site': 'same-origin' });
  const invited = { email: 'new@test.invalid', name: 'New', post: 'Lead', role: 'lead', partnerships: ['OWP', 'HWB'] };
  const changed = { ...invited, email: 'other@test.invalid', partnerships: ['OWP'] };
  let secret = '';
  const code = () => new TOTP({ secret }).generate({ timestamp: Date.parse(app.deps.clock()) });
  const write = (route: RouteName, actor: number | null, run: () => Promise<unknown>): Write => ({ route, actor, run });
  return [
    write('POST /figures/:agreement/:indicator{/:part}', officer, () =>
      sendForm(app.app, '/figures/laa2/ni-192', FIGURE),
    ),
    write('POST /figures/:agreement/:indicator{/:part}', lead, () =>
      sendForm(app.as('lead'), '/figures/laa1/laa1-dv/a', { ...FIGURE, value: '1600' }),
    ),
    ...returnWrites(app),
    write('POST /targets/new', officer, async () => {
      const form = formValues(await openPage(app.app, '/targets/new?agreement=laa2&ni=NI+14'), '/targets/new');
      await sendForm(app.app, '/targets/new', { ...form, ...NEW_TARGET });
    }),
    write('POST /terms/:agreement/:indicator{/:part}', officer, async () => {
      const form = formValues(await openPage(app.app, '/terms/laa2/ni-192'), '/terms/laa2/ni-192');
      const now = { tolerance: '2', tolerance_set_by: 'Board', reason: 'Tried', target_2010: '45' };
      await sendForm(app.app, '/terms/laa2/ni-192', { ...form, ...now, ...DECIDED });
    }),
    write('POST /account/name', own.id, () => mine('/account/name', { name: 'Other name' })),
    write('POST /account/second-factor', own.id, async () => {
      const page = await openPage(withCookie(app, me), '/account/second-factor');
      secret = page.root.querySelector('.secret')?.text.replace(/\s/g, '') ?? '';
      await mine('/account/second-factor', { code: code() });
    }),
    write('POST /account/recovery-codes', own.id, () => mine('/account/recovery-codes', { factor_password: PASSWORD })),
    write('POST /account/second-factor/remove', own.id, () =>
      mine('/account/second-factor/remove', { factor_password: PASSWORD }),
    ),
    write('POST /account/password', own.id, () => mine('/account/password', { current: PASSWORD, next: NEXT })),
    write('POST /account/sessions', own.id, () => mine('/account/sessions', { session: 'others' })),
    write('POST /account/kept', own.id, () => mine('/account/kept', {})),
    write('POST /admin/accounts', administrator, () => sendForm(as, '/admin/accounts', invited)),
    write('POST /admin/accounts/:id', administrator, () => sendForm(as, `/admin/accounts/${other.id}`, changed)),
    write('POST /admin/accounts/:id/link', administrator, () => sendForm(as, `/admin/accounts/${other.id}/link`, {})),
    write('POST /admin/identities/:id', administrator, () =>
      sendForm(as, `/admin/identities/${identity.id}`, { account: String(other.id) }),
    ),
    write('POST /admin/accounts/:id/second-factor', administrator, () =>
      sendForm(as, `/admin/accounts/${third.id}/second-factor`, {}),
    ),
    write('POST /admin/accounts/:id/state', administrator, () =>
      sendForm(as, `/admin/accounts/${own.id}/state`, { state: 'disabled' }),
    ),
    write('POST /links/:token', other.id, () => {
      const { address } = store.write(COMMAND_LINE, () => makeLink(store, 'http://x', 'reset', other.id, TODAY));
      return sendForm(app.bare, new URL(address).pathname, { password: PASSWORD });
    }),
    write('POST /sign-in', other.id, () =>
      sendForm(app.bare, '/sign-in', { email: 'other@test.invalid', password: PASSWORD }),
    ),
    write('POST /sign-in/example', null, () => sendForm(app.bare, '/sign-in/example', { account: '1' })),
    write('POST /sign-in/code', null, () => sendForm(app.bare, '/sign-in/code', { code: '1' })),
    write('POST /sign-in/forgotten', null, () =>
      sendForm(app.bare, '/sign-in/forgotten', { email: 'own@test.invalid' }),
    ),
    write('POST /sign-out', null, () => sendForm(app.app, '/sign-out', {})),
  ];
}

const DECIDED = { decided_by: 'Public Service Board', decided_on: '2008-11-18', reason_code: 'refresh' };
const NEW_TARGET = {
  title: 'Reducing avoidable contact',
  unit: '%',
  decimals: '1',
  polarity: 'lower',
  measure: 'snapshot',
  pattern: 'plain',
  due_quarters: ['2', '4'],
  every_years: '1',
  lead: 'OWP',
  statutory: 'no',
  state: 'agreed',
  baseline_year: '2007/08',
  baseline: '40.5',
  target_2008: '36',
  path: 'linear',
  tolerance_mode: 'absolute',
  tolerance: '2',
  tolerance_set_by: 'Public Service Board',
  reason: 'Added at the half year',
  ...DECIDED,
};

function withCookie(app: FileApp, cookie: string): FileApp['app'] {
  return (request, response) => {
    request.headers.cookie = cookie;
    app.bare(request, response);
  };
}

/** Routes whose work is on nothing but sessions and tries, which the record does not hold, or on nothing at all. */
const PASSING: ReadonlySet<string> = new Set([
  'POST /account/sessions',
  'POST /account/kept',
  'POST /returns/:period/:partnership/sheet',
  'POST /verify',
  'POST /sign-in',
  'POST /sign-in/example',
  'POST /sign-in/code',
  'POST /sign-in/forgotten',
  'POST /sign-out',
]);

describe('every write route', () => {
  it('leaves one audit row for each row that it changes, by whom and when', async () => {
    const app = fileApp({ onePersonPacks: true });
    const writes = await writesOf(app);
    const covered = new Set(writes.map(({ route }) => route));
    const unsafe = (Object.keys(PERMISSIONS) as RouteName[]).filter((route) => route.startsWith('POST'));
    expect(unsafe.filter((route) => !covered.has(route))).toEqual([]);
    let seconds = 0;
    for (const { route, actor, run } of writes) {
      // All of them together stay within the time after which a session that rests is ended.
      seconds += 40;
      app.setClock(new Date(Date.parse(TODAY) + seconds * 1000).toISOString().replace('.000', ''));
      const [before, { sequence }] = [app.dump(), app.store.audit.head()];
      await run();
      const rows = newRows(app, sequence).filter(({ at }) => at === app.deps.clock());
      const changes = changesBetween(before, app.dump());
      // A link that the drill itself makes for the route is noted with the drill's own time.
      const ownLinks = newRows(app, sequence).filter(({ at }) => at === TODAY);
      const own = new Set(noted(ownLinks).map(({ table, key }) => `${table} ${key}`));
      const expected = changes.filter(({ table, key }) => !own.has(`${table} ${key}`));
      const touched = rows.filter((row) => !own.has(`${row.object} ${JSON.stringify(row.key)}`));
      expect([route, noted(touched)]).toEqual([route, expected]);
      if (PASSING.has(route)) expect([route, changes]).toEqual([route, []]);
      else expect([route, expected.length > 0]).toEqual([route, true]);
      expect([route, ...new Set(rows.map((row) => row.actor))]).toEqual(rows.length === 0 ? [route] : [route, actor]);
    }
    expect(app.store.audit.verify(null).fault).toBeNull();
    expect(app.store.contentFault()).toBeNull();
    app.store.close();
  });

  it('an import has one, with the hashes of its files and its counts', () => {
    const app = fileApp();
    const folder = exampleCopy();
    const { sequence } = app.store.audit.head();
    const counts = importPackage(app.store, folder, COMMAND_LINE);
    const rows = newRows(app, sequence);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ action: 'imported', object: 'package', actor: null, new: { rows: counts } });
    app.store.close();
  });
});

function faultOf(file: string, head: string): string {
  const store = openRecord(file);
  try {
    return store.audit.verify(head).fault ?? store.contentFault() ?? 'nothing is wrong';
  } finally {
    store.close();
  }
}

describe('an edit of the file past the app', () => {
  it('is found, whatever it is, and the first bad row is named', () => {
    const { file, head, rows } = longChain();
    const random = randomFrom(7);
    const copy = join(temporaryFolder(), 'copy.db');
    expect(faultOf(file, head)).toBe('nothing is wrong');
    const missed: string[] = [];
    for (let number = 0; number < count(70, 1000); number += 1) {
      const [what, change] = EDITS[number % EDITS.length] ?? EDITS[0] ?? ['', () => 0];
      const bad = edited(file, copy, (db) => change({ db, rows, random }));
      const fault = faultOf(copy, head);
      const isNamed = typeof bad === 'number' ? fault.startsWith(`row ${bad} `) : fault.includes(bad);
      if (!isNamed) missed.push(`${what}, ${bad}: ${fault}`);
    }
    expect(missed).toEqual([]);
  });
});
