import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { firstLink } from '../server/services/links.ts';
import { createRecord, loadExample, openRecord } from '../server/services/setup.ts';
import { COMMAND_LINE, TODAY } from './support/authors.ts';
import { type Answer, laaIn } from './support/command-line.ts';
import { PASSWORD } from './support/door.ts';
import { temporaryFolder } from './support/folders.ts';
import { openPage, sendForm } from './support/page.ts';
import { appOn, type TestApp } from './support/test-app.ts';

/** The last line that is printed is the link. */
function linkOf({ out }: Answer): string {
  return out.trimEnd().split('\n').at(-1) ?? '';
}

function pathOf(link: string): string {
  return new URL(link).pathname;
}

/** The app on the record of a folder, its clock that of the machine as for the command line. */
function appIn(folder: string): TestApp {
  const store = openRecord(join(folder, 'laa.db'));
  onTestFinished(() => store.close());
  if (store.accounts.findByEmail('officer@test.invalid') === null) {
    store.write(COMMAND_LINE, () => {
      const officer = { email: 'officer@test.invalid', name: 'An officer', post: 'Analyst', partnerships: [] };
      const { id } = store.accounts.insert({ ...officer, role: 'officer', demonstration: false }, TODAY);
      store.accounts.setState(id, 'active');
    });
  }
  const app = appOn(store);
  app.setClock(`${new Date().toISOString().slice(0, 19)}Z`);
  return app;
}

/** Opens a link as the first administrator does, and sets the account up. */
async function becomeAdministrator(app: TestApp, link: string, email = 'ada@test.invalid'): Promise<void> {
  const fields = { email, name: 'Ada Moreau', post: 'System administrator', password: PASSWORD };
  const { status } = await sendForm(app.bare, pathOf(link), fields);
  if (status !== 303) throw new Error(`the link does not set an account up: ${status}`);
}

/** A folder with an empty record. */
function emptyFolder(): string {
  const folder = temporaryFolder();
  createRecord(join(folder, 'laa.db'), COMMAND_LINE).close();
  return folder;
}

/** A folder whose record has an administrator. */
async function runningFolder(): Promise<string> {
  const folder = emptyFolder();
  const app = appIn(folder);
  const author = { actor: null, at: app.deps.clock() };
  await becomeAdministrator(app, firstLink(app.store, app.deps.settings, author).address);
  return folder;
}

describe('init', () => {
  test('prints a link each time while there is no administrator, of which the newest alone counts', async () => {
    const folder = temporaryFolder();
    const laa = laaIn(folder, { LAA_BASE_URL: 'https://targets.council.example/' });
    const [first, second] = [laa('init'), laa('init')];
    expect([first.status, first.error, second.status, second.error]).toEqual([0, '', 0, '']);
    expect(first.out.split('\n')[0]).toBe(`created ${join(folder, 'laa.db')}`);
    expect(second.out).toMatch(
      /^The first administrator sets up their account here, once, until \d+ \w+ \d{4}, \d\d:\d\d:\nhttps:\/\/targets\.council\.example\/links\/[\w-]{43}\n$/,
    );
    const app = appIn(folder);
    expect((await openPage(app.bare, pathOf(linkOf(first)))).status).toBe(404);
    expect((await openPage(app.bare, pathOf(linkOf(second)))).status).toBe(200);
  });

  test('its link sets up one administrator, and then neither it nor another does', async () => {
    const folder = temporaryFolder();
    const laa = laaIn(folder);
    const link = linkOf(laa('init'));
    const app = appIn(folder);
    await becomeAdministrator(app, link);
    expect(app.store.accounts.findByEmail('ada@test.invalid')).toMatchObject({
      role: 'administrator',
      state: 'active',
    });
    expect((await openPage(app.bare, pathOf(link))).status).toBe(404);
    const before = app.store.audit.head();
    const error = `the database ${join(folder, 'laa.db')} exists already, and has an administrator\n`;
    expect(laa('init')).toEqual({ status: 1, out: '', error });
    expect(app.store.audit.head()).toEqual(before);
  });

  test('an administrator who cannot come in yet is none', () => {
    const folder = temporaryFolder();
    const laa = laaIn(folder);
    laa('init');
    laa('user', 'add', 'ada@test.invalid', '--name', 'Ada', '--post', 'Analyst', '--role', 'administrator');
    expect(laa('init').status).toBe(0);
  });

  test('the database holds the hash of the link only', () => {
    const folder = temporaryFolder();
    const link = linkOf(laaIn(folder)('init'));
    const token = link.slice(link.lastIndexOf('/') + 1);
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    expect(token).toHaveLength(43);
    expect(bytes.some((text) => text.includes(hash('sha256', token, 'hex')))).toBe(true);
    expect(bytes.some((text) => text.includes(token))).toBe(false);
  });
});

const ASHLEY = ['--name', 'Ashley Moreau', '--post', 'Waste Partnership co-ordinator'];

describe('user add', () => {
  test('makes an account that waits for its password, and prints its link', async () => {
    const folder = await runningFolder();
    const added = laaIn(folder)('user', 'add', 'Ashley@Test.Invalid', ...ASHLEY, '--role', 'board');
    expect([added.status, added.error]).toEqual([0, '']);
    expect(added.out).toMatch(
      /^Ashley Moreau sets a password here, once, until \d+ \w+ \d{4}, \d\d:\d\d:\nhttp:\/\/127\.0\.0\.1:3000\/links\/[\w-]{43}\n$/,
    );
    const app = appIn(folder);
    const account = app.store.accounts.findByEmail('ashley@test.invalid');
    expect(account).toMatchObject({
      name: 'Ashley Moreau',
      post: 'Waste Partnership co-ordinator',
      role: 'board',
      state: 'invited',
      demonstration: false,
    });
    expect((await sendForm(app.bare, pathOf(linkOf(added)), { password: PASSWORD })).status).toBe(303);
    expect(app.store.accounts.find(account?.id ?? 0)?.state).toBe('active');
  });

  test('a lead answers for partnerships that there are', () => {
    const folder = temporaryFolder();
    exampleIn(folder);
    const laa = laaIn(folder);
    const lead = ['user', 'add', 'ashley@test.invalid', ...ASHLEY, '--role', 'lead'];
    expect(laa(...lead)).toMatchObject({ status: 1, error: 'Choose at least one partnership for a lead.\n' });
    expect(laa(...lead, '--partnership', 'NOPE').error).toBe('Choose partnerships that are in the list.\n');
    expect(laa(...lead, '--partnership', 'OWP', '--partnership', 'OSCP').status).toBe(0);
    expect(laa('user', 'list').out).toMatch(/^\d+\tashley@test\.invalid\tAshley Moreau\tlead\tinvited\tOSCP OWP$/m);
  });

  test('every problem is a line on stderr, and nobody is added', () => {
    const laa = laaIn(emptyFolder());
    const error = [
      'Enter an e-mail address, such as name@council.example.',
      'Enter the person’s name.',
      'Enter the post, such as Waste Partnership co-ordinator.',
      'Choose what the person may do.',
      '',
    ].join('\n');
    expect(laa('user', 'add', 'ashley', '--role', 'king')).toEqual({ status: 1, out: '', error });
    expect(laa('user', 'list')).toEqual({ status: 0, out: '', error: '' });
  });

  test('an address that has an account is refused', () => {
    const laa = laaIn(emptyFolder());
    const ashley = ['user', 'add', 'ashley@test.invalid', ...ASHLEY, '--role', 'board'];
    expect(laa(...ashley).status).toBe(0);
    const error = 'There is an account with this e-mail address already.\n';
    expect(laa(...ashley)).toEqual({ status: 1, out: '', error });
  });

  test('a message that cannot be sent is said, and the link printed instead', () => {
    // Nothing listens on port 1.
    const laa = laaIn(emptyFolder(), { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'laa@test.invalid' });
    const added = laa('user', 'add', 'ashley@test.invalid', ...ASHLEY, '--role', 'board');
    expect(added.status).toBe(0);
    expect(added.out).toMatch(
      /^The invitation could not be sent: .+\nAshley Moreau sets a password here, once, until /,
    );
    expect(linkOf(added)).toMatch(/\/links\/[\w-]{43}$/);
  });
});

describe('user disable and user list', () => {
  test('close the door to somebody, in whatever letters the address is given, and list everybody by address', async () => {
    const folder = await runningFolder();
    const laa = laaIn(folder);
    const added = laa('user', 'add', 'ashley@test.invalid', ...ASHLEY, '--role', 'administrator');
    const done = { status: 0, out: 'ashley@test.invalid is disabled; its sessions have ended.\n', error: '' };
    expect(laa('user', 'disable', ' Ashley@TEST.invalid ')).toEqual(done);
    expect(laa('user', 'disable', 'ashley@test.invalid')).toEqual(done);
    expect((await openPage(appIn(folder).bare, pathOf(linkOf(added)))).status).toBe(404);
    const list = [
      '2\tada@test.invalid\tAda Moreau\tadministrator\tactive',
      '3\tashley@test.invalid\tAshley Moreau\tadministrator\tdisabled',
      '1\tofficer@test.invalid\tAn officer\tofficer\tactive',
      '',
    ].join('\n');
    expect(laa('user', 'list')).toEqual({ status: 0, out: list, error: '' });
  });

  test('a session that is there ends', async () => {
    const folder = await runningFolder();
    const app = appIn(folder);
    const session = app.as('officer');
    expect((await openPage(session, '/account')).status).toBe(200);
    laaIn(folder)('user', 'disable', 'officer@test.invalid');
    expect((await openPage(session, '/account')).status).toBe(303);
  });

  test('the last administrator stays', async () => {
    const folder = await runningFolder();
    const laa = laaIn(folder);
    const error = 'This is the only administrator who can sign in. Make somebody else an administrator first.\n';
    expect(laa('user', 'disable', 'ada@test.invalid')).toEqual({ status: 1, out: '', error });
    expect(laa('user', 'list').out).toContain('\tada@test.invalid\tAda Moreau\tadministrator\tactive');
  });

  test('an address without an account is refused', () => {
    const laa = laaIn(emptyFolder());
    const error = 'There is no account with the e-mail address nobody@test.invalid.\n';
    expect(laa('user', 'disable', 'nobody@test.invalid')).toEqual({ status: 1, out: '', error });
  });
});

describe('wrong usage ends with 2 and help on stderr', () => {
  test.each<[string, string[], string]>([
    ['user alone', ['user'], 'user add, user disable or user list is needed'],
    ['an unknown thing to do with a user', ['user', 'remove', 'x'], 'user add, user disable or user list is needed'],
    ['nobody to add', ['user', 'add'], '0 words given, 1 needed'],
    ['an unknown option', ['user', 'add', 'a@b.c', '--rôle', 'board'], "Unknown option '--rôle'"],
    ['nobody to disable', ['user', 'disable'], '0 words given, 1 needed'],
    ['a word too many', ['user', 'list', 'all'], '1 words given, 0 needed'],
    ['audit alone', ['audit'], 'audit verify is needed'],
    ['an unknown thing to do with the audit', ['audit', 'mend'], 'audit verify is needed'],
    ['a head that is none', ['audit', 'verify', '--head', 'abc'], '--head: the 64 hexadecimal digits'],
    ['a head without its value', ['audit', 'verify', '--head'], '--head'],
  ])('%s', (_sentence, args, complaint) => {
    const { status, out, error } = laaIn(emptyFolder())(...args);
    expect([status, out]).toEqual([2, '']);
    expect(error).toContain(complaint);
    expect(error).toContain('usage: npm run -s laa -- COMMAND');
  });

  test.each([[['user', 'list']], [['user', 'disable', 'a@b.c']], [['audit', 'verify']]])(
    '%j creates no database',
    (args) => {
      const folder = temporaryFolder();
      const error = `there is no database ${join(folder, 'laa.db')}; "npm run -s laa -- init" creates one\n`;
      expect(laaIn(folder)(...args)).toEqual({ status: 1, out: '', error });
      expect(readdirSync(folder)).toEqual([]);
    },
  );
});

/** The example's record in a folder. @returns the head of its audit */
function exampleIn(folder: string): string {
  const store = createRecord(join(folder, 'laa.db'), COMMAND_LINE);
  loadExample(store, COMMAND_LINE);
  const { hash: head } = store.audit.head();
  store.close();
  return head;
}

type Db = InstanceType<typeof Database>;

/** Changes the file past the app, as somebody can who has it. */
function editRaw(folder: string, edit: (db: Db) => void): void {
  const db = new Database(join(folder, 'laa.db'));
  const triggers = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all() as string[];
  for (const name of triggers) db.exec(`DROP TRIGGER "${name}"`);
  edit(db);
  db.close();
}

/** Works the chain out anew from a row on, as somebody would who knows how it is made. */
function forge(db: Db, from: number): void {
  const rows = db.prepare('SELECT * FROM audit WHERE sequence >= ? ORDER BY sequence').all(from - 1) as {
    sequence: number;
    [column: string]: unknown;
  }[];
  let before = rows[0]?.hash;
  for (const { sequence, at, actor, action, object, key, old, new: now } of rows.slice(1)) {
    before = hash('sha256', JSON.stringify([before, sequence, at, actor, action, object, key, old, now]), 'hex');
    db.prepare('UPDATE audit SET hash = ? WHERE sequence = ?').run(before, sequence);
  }
}

describe('audit verify', () => {
  /** What it says of its reach. */
  const COMPARED = [
    'compared with it: all rows of the record, accounts, their partnerships and single sign-ons',
    'not in it, so not compared: names, e-mail addresses, passwords, and who stands beside a figure',
  ];

  test('says that the audit holds, with its rows and its head, which can be written down', () => {
    const folder = temporaryFolder();
    const head = exampleIn(folder);
    const laa = laaIn(folder);
    const first = `the audit holds: 7 rows, head ${head}`;
    const holds = { status: 0, out: [first, ...COMPARED, ''].join('\n'), error: '' };
    expect(laa('audit', 'verify')).toEqual(holds);
    expect(laa('audit', 'verify', '--head', head)).toEqual(holds);
    expect(laa('audit', 'verify', '--head', head.toUpperCase())).toEqual(holds);
    laa('user', 'add', 'ashley@test.invalid', ...ASHLEY, '--role', 'board');
    // An older head is still in the chain.
    expect(laa('audit', 'verify', '--head', head)).toMatchObject({ status: 0 });
    expect(laa('audit', 'verify').out).toMatch(/^the audit holds: 9 rows, head [0-9a-f]{64}\n/);
  });

  test('looking changes nothing', () => {
    const laa = laaIn(emptyFolder());
    const first = laa('audit', 'verify');
    expect([first.status, laa('audit', 'verify')]).toEqual([0, first]);
  });

  test.each<[string, (db: Db) => void, string]>([
    ['who did it', (db) => db.exec('UPDATE audit SET actor = 4 WHERE sequence = 3'), 'row 3 is not as it was written'],
    ['to what', (db) => db.exec(`UPDATE audit SET "key" = '{"id":9}' WHERE sequence = 5`), 'row 5 is not as'],
    [
      'one value',
      (db) => db.exec(`UPDATE audit SET new = replace(new, '690', '691') WHERE sequence = 2`),
      'row 2 is not as',
    ],
    [
      'a value before',
      (db) => db.exec("UPDATE audit SET old = '{}' WHERE sequence = 3"),
      'row 3 is not as it was written',
    ],
    ['a hash', (db) => db.exec(`UPDATE audit SET hash = '${'0'.repeat(64)}' WHERE sequence = 1`), 'row 1 is not as'],
    [
      'two rows of them: the first is named',
      (db) => db.exec('UPDATE audit SET actor = 1 WHERE sequence IN (4, 6)'),
      'row 4 is',
    ],
    [
      'a row taken out',
      (db) => db.exec('DELETE FROM audit WHERE sequence = 4'),
      'row 4 is missing: row 5 follows row 3',
    ],
    [
      'the first rows taken out',
      (db) => db.exec('DELETE FROM audit WHERE sequence < 3'),
      'row 1 is missing: row 3 follows row 0',
    ],
    [
      'a row taken out and those after it numbered again',
      (db) =>
        db.exec('DELETE FROM audit WHERE sequence = 4; UPDATE audit SET sequence = sequence - 1 WHERE sequence > 4'),
      'row 4 is not as it was written, or follows another row than it did',
    ],
    [
      'two rows exchanged',
      (db) =>
        db.exec(
          'UPDATE audit SET sequence = 99 WHERE sequence = 5; UPDATE audit SET sequence = 5 WHERE sequence = 6; UPDATE audit SET sequence = 6 WHERE sequence = 99',
        ),
      'row 5 is not as it was written',
    ],
  ])('%s changed in the file is found, and its row named', (_sentence, edit, fault) => {
    const folder = temporaryFolder();
    exampleIn(folder);
    editRaw(folder, edit);
    const { status, out, error } = laaIn(folder)('audit', 'verify');
    expect([status, out]).toEqual([1, '']);
    expect(error).toMatch(/^the audit does not hold: .+\n$/);
    expect(error).toContain(fault);
  });

  test.each<[string, (db: Db) => void]>([
    [
      'a tail that was cut off with all that it told of',
      (db) => {
        db.exec('DELETE FROM audit WHERE sequence > 6');
        db.exec('DELETE FROM accounts WHERE id = 4');
      },
    ],
    [
      'a tail that was written anew',
      (db) => {
        db.exec("UPDATE audit SET at = '2026-11-24T09:00:00Z' WHERE sequence = 6");
        forge(db, 6);
      },
    ],
  ])('%s is found by the head that was written down, and by nothing else', (_sentence, edit) => {
    const folder = temporaryFolder();
    const head = exampleIn(folder);
    editRaw(folder, edit);
    const laa = laaIn(folder);
    expect(laa('audit', 'verify').status).toBe(0);
    const error =
      'the audit does not hold: the head that was written down is not in the chain: rows were cut off or written anew\n';
    expect(laa('audit', 'verify', '--head', head)).toEqual({ status: 1, out: '', error });
  });

  test('a figure changed in the file past the audit is found', () => {
    const folder = temporaryFolder();
    exampleIn(folder);
    editRaw(folder, (db) => {
      const { changes } = db
        .prepare("UPDATE figures SET value = value + 1 WHERE indicator = 'NI 192' AND version = 1")
        .run();
      expect(changes).toBeGreaterThan(0);
    });
    const { status, error } = laaIn(folder)('audit', 'verify');
    expect(status).toBe(1);
    expect(error).toMatch(/^the audit does not hold: .*figures/);
  });
});
