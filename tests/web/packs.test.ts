import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import request from 'supertest';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FileList, Manifest } from '../../server/domain/pack.ts';
import { periodOf } from '../../server/domain/period.ts';
import { publishPack } from '../../server/services/packs.ts';
import { createRecord, loadExample, openRecord } from '../../server/services/setup.ts';
import { signingKey } from '../../server/services/tokens.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import { temporaryFolder } from '../support/folders.ts';
import {
  begunPack,
  checkFile,
  markAll,
  PACK,
  publish,
  published,
  publishedIn,
  secondOf,
  seenOn,
} from '../support/packs.ts';
import {
  bytesAt,
  fileAt,
  h1Of,
  hasSection,
  mainText,
  openPage,
  problemsOn,
  rowsUnder,
  sectionText,
  sendForm,
  textOf,
} from '../support/page.ts';
import { pdfPages } from '../support/pdf.ts';
import { newPerson } from '../support/returns.ts';
import { appOn, SECRET, type TestApp, testApp } from '../support/test-app.ts';

describe('a draft', () => {
  it('is begun for a meeting, and holds in its order what a Board reads', async () => {
    const test = testApp();
    const begun = await sendForm(test.app, '/packs', { meeting: 'psb/2008-11-19' });
    expect([begun.status, begun.headers.location]).toEqual([303, PACK]);
    const page = await openPage(test.app, PACK);
    expect(h1Of(page)).toBe('Performance and risk: July to September 2008');
    expect(page.root.querySelectorAll('main h2').map(textOf)).toEqual([
      'A draft',
      'In short',
      'You asked',
      'Red, worst first',
      'Amber, worst first',
      'What changed since quarter 1 of 2008/09',
      'By partnership',
      'Contradictions',
      'Returns',
      'Figures that are older than a quarter',
      'Changes to targets since the meeting before',
      'Decisions asked for',
      'Annex: every target',
      'Annex: tolerances and who set them',
      'Annex: why each has its colour',
      'How the colours come about',
    ]);
    const short = sectionText(page, 'In short');
    expect(short).toContain('64 targets = 30 green + 15 amber + 10 red + 2 no return');
    expect(short).toContain('Of £9,000,000, £1,992,645 is at risk');
    expect(sectionText(page, 'You asked')).toContain('Why is there no figure at all from Health and Wellbeing?');
    // Refused on 30 September 2008, and the meeting before was on the tenth.
    expect(sectionText(page, 'Changes to targets')).toMatch(
      /target for 2008\/09 4,790, refused by .* on 30 September 2008/,
    );
    expect(rowsUnder(page, 'Annex: every target')).toHaveLength(64);
  });

  it('follows the record', async () => {
    const test = testApp();
    await begunPack(test);
    const held = test.store.rows.meetings.find({ board: 'PSB', date: '2008-11-19' });
    if (held === null) throw new Error('there is no meeting');
    expect(sectionText(await openPage(test.app, PACK), 'Decisions asked for')).toContain('None.');
    await sendForm(test.app, '/meetings/psb/2008-09-10', {
      kind: 'challenge',
      text: 'What became of it?',
      owner_role: 'Partnership Officer',
      due: '2008-11-01',
      target: '',
    });
    expect(sectionText(await openPage(test.app, PACK), 'Decisions asked for')).toContain('What became of it?');
  });

  it('is not frozen before each return is signed off or marked as missing', async () => {
    const test = testApp();
    await sendForm(test.app, '/packs', { meeting: 'psb/2008-11-19' });
    const refused = await sendForm(test.app, `${PACK}/freeze`, {});
    expect(refused.status).toBe(409);
    expect(mainText(refused)).toContain(
      'The return of Environment Partnership is neither signed off nor marked as missing',
    );
    const unsaid = await sendForm(test.app, `${PACK}/missing`, { partnership: 'OSCP', reason: '' });
    expect([unsaid.status, problemsOn(unsaid)]).toEqual([422, { reason: 'Say why it goes without them.' }]);
    await markAll(test);
    expect(sectionText(await openPage(test.app, PACK), 'Returns')).toContain(
      'the pack goes without it: Their figures came with the papers',
    );
    expect((await sendForm(test.app, `${PACK}/freeze`, {})).status).toBe(303);
  });

  it('of a quarter long past still asks for its returns', async () => {
    const test = testApp();
    test.setNow('2011-03-01T00:00:00Z');
    await sendForm(test.app, '/packs', { meeting: 'psb/2008-11-19' });
    const page = await openPage(test.app, PACK);
    expect(page.root.querySelectorAll('input[name=partnership]').length).toBeGreaterThan(5);
    const answer = await sendForm(test.app, `${PACK}/freeze`, {});
    expect([answer.status, problemsOn(answer).state]).toEqual([
      409,
      expect.stringContaining('neither signed off nor marked as missing'),
    ]);
  });

  it('is begun once for a meeting', async () => {
    const test = testApp();
    await begunPack(test);
    const again = await sendForm(test.app, '/packs', { meeting: 'psb/2008-11-19' });
    expect([again.status, problemsOn(again)]).toEqual([422, { meeting: 'Choose a meeting of the list.' }]);
  });

  it.each(['lead', 'board', 'administrator'] as const)(
    'is begun and frozen by no %s, who may read it',
    async (role) => {
      const test = testApp();
      await begunPack(test);
      expect((await sendForm(test.as(role), '/packs', { meeting: 'psb/2009-02-18' })).status).toBe(403);
      expect((await sendForm(test.as(role), `${PACK}/freeze`, {})).status).toBe(403);
      const page = await openPage(test.as(role), PACK);
      expect([page.status, page.root.querySelectorAll('main form').length]).toEqual([200, 0]);
    },
  );

  it.each(['/packs/9', '/packs/x', '/packs/0', '/packs/9.pdf', '/packs/9/verify'])(
    '%s is not found',
    async (address) => {
      expect((await openPage(testApp().app, address)).status).toBe(404);
    },
  );
});

describe('publishing', () => {
  it('takes two persons', async () => {
    const test = testApp();
    await begunPack(test);
    await sendForm(test.app, `${PACK}/freeze`, {});
    const second = newPerson(test, 'officer', 'A second officer');
    const seen = seenOn(await openPage(test.as(second), PACK));
    const own = await sendForm(test.app, `${PACK}/publish`, { seen });
    expect([own.status, problemsOn(own).state]).toEqual([
      409,
      expect.stringContaining('You froze it: a second person'),
    ]);
    expect(test.store.packs.findSeal(1)).toBeNull();
    expect((await publish(test, second)).status).toBe(303);
    const page = await openPage(test.app, PACK);
    expect(hasSection(page, 'Published')).toBe(true);
    expect(page.root.querySelectorAll('main form')).toHaveLength(0);
    expect(test.store.contentFault()).toBeNull();
  });

  it('takes one where that is set', async () => {
    const test = testApp({ onePersonPacks: true });
    await begunPack(test);
    await sendForm(test.app, `${PACK}/freeze`, {});
    expect((await publish(test)).status).toBe(303);
  });

  it('is of what was looked at: what was frozen anew since is looked at again', async () => {
    const test = testApp();
    const second = newPerson(test, 'officer', 'A second officer');
    await begunPack(test);
    await sendForm(test.app, `${PACK}/freeze`, {});
    const seen = seenOn(await openPage(test.as(second), PACK));
    await sendForm(test.app, `${PACK}/open`, {});
    await sendForm(test.app, '/meetings/psb/2008-11-19/5', { answer: 'One point more.', answered_on: '' });
    await sendForm(test.app, '/meetings/psb/2008-09-10', {
      kind: 'challenge',
      text: 'What became of it?',
      owner_role: 'Partnership Officer',
      due: '2008-11-01',
      target: '',
    });
    await sendForm(test.app, `${PACK}/freeze`, {});
    const late = await sendForm(test.as(second), `${PACK}/publish`, { seen });
    expect([late.status, problemsOn(late).state]).toEqual([
      409,
      expect.stringContaining('frozen anew since you opened it'),
    ]);
    expect((await publish(test, second)).status).toBe(303);
  });

  it('twice at once gives one pack', async () => {
    const test = testApp();
    await begunPack(test);
    await sendForm(test.app, `${PACK}/freeze`, {});
    const second = test.as(newPerson(test, 'officer', 'A second officer'));
    const third = test.as(newPerson(test, 'officer', 'A third officer'));
    const seen = seenOn(await openPage(second, PACK));
    const both = await Promise.all([second, third].map((who) => sendForm(who, `${PACK}/publish`, { seen })));
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
  });

  it('freezing twice at once freezes once', async () => {
    const test = testApp();
    await begunPack(test);
    const both = await Promise.all([1, 2].map(() => sendForm(test.app, `${PACK}/freeze`, {})));
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
  });

  it('what is frozen no longer follows the record, and can be made a draft again', async () => {
    const test = testApp();
    await begunPack(test);
    await sendForm(test.app, `${PACK}/freeze`, {});
    const before = mainText(await openPage(test.app, PACK));
    await sendForm(test.app, '/meetings/psb/2008-11-19/5', { answer: 'One point more.', answered_on: '' });
    expect(mainText(await openPage(test.app, PACK))).toBe(before);
    expect((await sendForm(test.app, `${PACK}/open`, {})).status).toBe(303);
    expect(hasSection(await openPage(test.app, PACK), 'A draft')).toBe(true);
  });

  it('a correction is the next revision with a list of differences; the first stays', async () => {
    const test = await published();
    const second = secondOf(test);
    const first = await bytesAt(test.app, `${PACK}.pdf`);
    await sendForm(test.app, '/meetings/psb/2008-09-10', {
      kind: 'challenge',
      text: 'What became of it?',
      owner_role: 'Partnership Officer',
      due: '2008-11-01',
      target: '',
    });
    await sendForm(test.app, '/packs', { meeting: 'psb/2008-11-19' });
    await markAll(test, '/packs/2');
    await sendForm(test.app, '/packs/2/freeze', {});
    await publish(test, second, '/packs/2');
    const page = await openPage(test.app, '/packs/2');
    expect(textOf(page.root.querySelector('.under-title'))).toContain('meeting of 19 November 2008, revision 2;');
    expect(sectionText(page, 'What is corrected')).toMatch(
      /says otherwise than revision 1, which stays as it was published, in: .*‘You asked’ ‘Decisions asked for’$/,
    );
    expect((await pdfPages(await bytesAt(test.app, '/packs/2.pdf')))[0]?.text).toContain('What is corrected');
    expect(h1Of(await openPage(test.app, '/packs/2/verify'))).toBe('Identical');
    expect((await bytesAt(test.app, `${PACK}.pdf`)).equals(first)).toBe(true);
  });
});

describe('a published pack', () => {
  it('is handed on in every format, the same bytes every time, and found again by its file', async () => {
    const test = await published();
    for (const format of ['pdf', 'docx', 'xlsx', 'csv']) {
      const bytes = await bytesAt(test.app, `${PACK}.${format}`);
      test.setNow('2009-06-30T09:00:00Z');
      expect((await bytesAt(test.app, `${PACK}.${format}`)).equals(bytes), format).toBe(true);
      const checked = await checkFile(test, bytes);
      expect([checked.status, checked.text]).toEqual([200, expect.stringContaining('Its seal holds.')]);
      const changed = Buffer.from(bytes);
      changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
      expect((await checkFile(test, changed)).text).toContain('It is no file of a published pack.');
    }
    const pages = await pdfPages(await bytesAt(test.app, `${PACK}.pdf`));
    expect(pages[0]?.text).toContain('Performance and risk: July to September 2008');
    const page = await openPage(test.app, PACK);
    const [, content = '', seal = ''] = /Content ([0-9a-f]{64}) Seal ([A-Za-z0-9+/]{86}==)/.exec(mainText(page)) ?? [];
    const print = `content ${content.slice(0, 16)}; seal ${seal.slice(0, 16)}`;
    expect(seal).not.toBe('');
    expect(textOf(page.root.querySelector('.under-title + .quiet'))).toBe(print);
    for (const { text } of pages) expect(text.replaceAll(/\s+/g, ' ')).toContain(print);
    expect(
      Buffer.from(unzipSync(await bytesAt(test.app, `${PACK}.docx`))['word/footer1.xml'] ?? []).toString(),
    ).toContain(print);
    expect((await readXlsxFile(await bytesAt(test.app, `${PACK}.xlsx`))).at(-1)?.data.at(-1)?.[1]).toContain(print);
    // A page each, after the first one.
    const reds = pages.filter(({ text }) => / Now Red|Now {2}Red|Now Red/.test(text)).length;
    expect(reds).toBeGreaterThanOrEqual(10);
  });

  it('made again a month later is identical', async () => {
    const test = await published();
    test.setNow('2008-12-19T09:00:00Z');
    const page = await openPage(test.app, `${PACK}/verify`);
    expect(h1Of(page)).toBe('Identical');
    expect(sectionText(page, 'What the record says otherwise since')).toContain('Nothing');
    expect(sectionText(page, 'What is as it was')).toMatch(/The Board’s PDF, made again/);
    expect(hasSection(page, 'What would be made otherwise today')).toBe(false);
  });

  it('stays identical when the record moves on, and the check says what moved', async () => {
    const test = await published();
    await sendForm(test.app, '/meetings/psb/2008-11-19/5', { answer: 'One point more.', answered_on: '' });
    const page = await openPage(test.app, `${PACK}/verify`);
    expect(h1Of(page)).toBe('Identical');
    expect(sectionText(page, 'What the record says otherwise since')).toContain(
      'decisions PSB 2008-11-19 5: is not as it was',
    );
  });

  it.each<[what: string, sql: string, h1: string, says: string]>([
    [
      'a figure of the record',
      "UPDATE figures SET value = value + 10000 WHERE indicator = 'LAA1 DV' AND part = 'a' AND basis = 'standard' AND period = (SELECT max(period) FROM figures WHERE indicator = 'LAA1 DV' AND recorded_at < '2008-11-19')",
      'Not as it was published',
      'The record was changed past the app: figures LAA1 DV a standard',
    ],
    [
      'a byte of what it says',
      "UPDATE pack_contents SET content = replace(content, '266 short', '26 short')",
      'Not as it was published',
      'What the Board’s edition says is not what was sealed.',
    ],
    [
      'the same, named by its place',
      "UPDATE pack_contents SET content = replace(content, '266 short', '26 short')",
      'Not as it was published',
      '‘Red, worst first: Domestic violence: domestic incidents reported to the police’',
    ],
    [
      'a byte of its rows',
      "UPDATE pack_contents SET inputs = CAST(substr(inputs, 1, 100) || x'00' || substr(inputs, 102) AS BLOB)",
      'Not as it was published',
      'The rows that it was made from are not those that were sealed.',
    ],
    [
      'what is sealed',
      'UPDATE pack_contents SET manifest = replace(manifest, \'"revision":1\', \'"revision":2\')',
      'Not as it was published',
      'The seal is not one of this pack',
    ],
    [
      'the seal',
      "UPDATE pack_seals SET seal = replace(seal, substr(seal, 1, 4), 'AAAA')",
      'Not as it was published',
      'The seal is not one of this pack',
    ],
    [
      'what the public reads',
      "UPDATE pack_contents SET public_content = replace(public_content, '266 short', '26 short')",
      'Not as it was published',
      'What the public’s edition says is not what was sealed.',
    ],
    [
      'a byte of the PDF',
      "UPDATE pack_files SET bytes = CAST(bytes || x'00' AS BLOB) WHERE substr(bytes, 1, 4) = CAST('%PDF' AS BLOB)",
      'Not as it was published',
      'What is handed on as the Board’s PDF is not the file that was sealed.',
    ],
    [
      'the list of its files',
      'UPDATE pack_file_lists SET files = replace(files, \'"pdf":"\', \'"pdf":"0\')',
      'Not as it was published',
      'The list of its files is not one of this seal: it is gone or was changed.',
    ],
    [
      'the list of its files, which is taken away',
      'DELETE FROM pack_file_lists',
      'Not as it was published',
      'The list of its files is not one of this seal: it is gone or was changed.',
    ],
    ['its revision', 'UPDATE packs SET revision = 7', 'Not as it was published', 'What is sealed is another pack.'],
    [
      'the seal, which is taken away',
      'DELETE FROM pack_seals',
      'Not as it was published',
      'The seal is not one of this pack: it is gone',
    ],
    [
      'what is sealed, beyond reading',
      'UPDATE pack_contents SET manifest = substr(manifest, 2)',
      'Not as it was published',
      'What is sealed cannot be read: it was changed.',
    ],
    [
      'what it says, beyond reading',
      'UPDATE pack_contents SET content = substr(content, 2)',
      'Not as it was published',
      'What the Board’s edition says is not what was sealed.',
    ],
    [
      'its layout',
      'UPDATE pack_contents SET manifest = replace(manifest, \'"server/documents/report.typ":"\', \'"server/documents/report.typ":"0\')',
      'Not as it was published',
      'Its files were set by another layout: server/documents/report.typ.',
    ],
    [
      'the version of its rules',
      'UPDATE pack_contents SET manifest = replace(manifest, \'"rules_version":1\', \'"rules_version":0\')',
      'Not as it was published',
      'It was made by version 0 of the rules; this is version 1.',
    ],
  ])('tampered with: %s', async (_what, sql, h1, says) => {
    const file = await publishedIn(temporaryFolder());
    changePast(file, (db) => expect(db.prepare(sql).run().changes).toBe(1));
    const page = await openPage(appOf(file).app, `${PACK}/verify`);
    expect(h1Of(page)).toBe(h1);
    expect(mainText(page)).toContain(says);
  });
});

it('a published pack whose step is taken away is no draft: its seal and its files are checked all the same', async () => {
  const file = await publishedIn(temporaryFolder());
  changePast(file, (db) => {
    db.exec("DELETE FROM pack_steps WHERE step = 'published'");
    db.exec("UPDATE pack_seals SET seal = 'AAAA'");
    db.exec('UPDATE pack_file_lists SET files = replace(files, \'"pdf":"\', \'"pdf":"0\')');
  });
  const page = await openPage(appOf(file).app, `${PACK}/verify`);
  const said = sectionText(page, 'What differs');
  expect(h1Of(page)).toBe('Not as it was published');
  expect(said).toContain('The seal is not one of this pack');
  expect(said).toContain('The list of its files is not one of this seal');
  expect(said).toContain('The record is not as its audit tells: ');
});

/** Changes a record past the app, whose triggers would not have it. */
function changePast(file: string, change: (db: Database.Database) => void): void {
  const db = new Database(file);
  db.pragma('foreign_keys = OFF');
  for (const name of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all()) {
    db.exec(`DROP TRIGGER ${name}`);
  }
  change(db);
  db.close();
}

function appOf(file: string): TestApp {
  const store = openRecord(file);
  onTestFinished(() => store.close());
  return appOn(store);
}

describe('what is frozen', () => {
  const OTHER_VERSION = 'Another version of the app froze it. Make it a draft again';
  const CHANGED = 'What was frozen was changed past the app. Make it a draft again';

  it.each<[sentence: string, sql: string, says: string]>([
    [
      'by another version of the app',
      'UPDATE pack_contents SET manifest = replace(manifest, \'"server/documents/report.typ":"\', \'"server/documents/report.typ":"0\')',
      OTHER_VERSION,
    ],
    [
      'and whose text for the public was changed past the app',
      "UPDATE pack_contents SET public_content = replace(public_content, '266 short', '26 short')",
      CHANGED,
    ],
    [
      'and whose rows were changed past the app',
      "UPDATE pack_contents SET inputs = CAST(substr(inputs, 1, 100) || x'00' || substr(inputs, 102) AS BLOB)",
      CHANGED,
    ],
  ])('%s is not published', async (_sentence, sql, says) => {
    const file = join(temporaryFolder(), 'laa.db');
    const store = createRecord(file, COMMAND_LINE);
    loadExample(store, COMMAND_LINE);
    const before = appOn(store);
    await begunPack(before);
    await sendForm(before.app, `${PACK}/freeze`, {});
    store.close();
    changePast(file, (db) => expect(db.prepare(sql).run().changes).toBe(1));
    const test = appOf(file);
    const second = newPerson(test, 'officer', 'A second officer');
    const answer = await publish(test, second);
    expect([answer.status, problemsOn(answer).state]).toEqual([409, expect.stringContaining(says)]);
  });

  it('anew while it is published is not published as it was', async () => {
    const test = testApp();
    await begunPack(test);
    await sendForm(test.app, `${PACK}/freeze`, {});
    const second = newPerson(test, 'officer', 'A second officer');
    const seen = seenOn(await openPage(test.as(second), PACK));
    const deps = {
      store: test.store,
      now: () => '2008-11-19T00:00:00Z',
      settings: { secret: SECRET, onePersonPacks: false },
    };
    // It has read what is frozen when it waits for its files, in which time others may be faster.
    const publishing = publishPack(deps, { actor: second.id, at: deps.now(), post: second.post }, 1, seen).catch(
      String,
    );
    await sendForm(test.app, `${PACK}/open`, {});
    await sendForm(test.app, `${PACK}/freeze`, {});
    expect(await publishing).toContain('frozen anew since you opened it');
    expect(test.store.packs.findSeal(1)).toBeNull();
    expect((await publish(test, second)).status).toBe(303);
    expect(h1Of(await openPage(test.app, `${PACK}/verify`))).toBe('Identical');
  });
});

/** Signed by the key of the app, or by another. */
const signedBy = (key: KeyObject, text: string): string => sign(null, Buffer.from(text), key).toString('base64');

describe('a second pack that stands in the record as the audit tells it', () => {
  const OWN = signingKey(SECRET);

  /** Of what the first one says and is handed on as. @param listed notes the list of its files, where it has one */
  async function withSecond(
    manifestOf: (first: Manifest, files: FileList['files']) => unknown,
    listed: (files: FileList['files'], seal: string) => { files: string; seal: string } | null,
  ): Promise<TestApp> {
    const test = await published();
    const { packs } = test.store;
    const [held, seal, list] = [packs.findContent(1), packs.findSeal(1), packs.findFileList(1)];
    if (held === null || seal === null || list === null) throw new Error('there is no pack');
    const { files } = JSON.parse(list.files) as FileList;
    const manifest = JSON.stringify(manifestOf(JSON.parse(held.manifest) as Manifest, files));
    const own = signedBy(OWN, manifest);
    const [at, account] = ['2008-11-19T12:00:00Z', null] as const;
    test.store.write(COMMAND_LINE, () => {
      packs.make({ board: 'PSB', date: '2008-11-19', revision: 2, made_at: at, account });
      packs.append({ pack: 2, step: 'frozen', at, account });
      packs.keep({ ...held, pack: 2, sequence: 1, manifest });
      packs.append({ pack: 2, step: 'published', at, account });
      packs.seal({ pack: 2, sequence: 2, public_key: seal.public_key, seal: own });
      const given = listed(files, own);
      if (given !== null) packs.listFiles({ pack: 2, ...given });
    });
    return test;
  }

  const renumbered = (first: Manifest): Manifest => ({ ...first, pack: 2, revision: 2 });

  it.each<[sentence: string, holds: boolean, list: (own: FileList) => FileList, key: KeyObject]>([
    ['its own list, sealed by the key of its seal, holds', true, (own) => own, OWN],
    ['a list of another pack does not, though the same key sealed it', false, (own) => ({ ...own, pack: 1 }), OWN],
    ['nor does one of another seal', false, (own) => ({ ...own, seal: 'AAAA' }), OWN],
    ['nor does one that another key sealed', false, (own) => own, generateKeyPairSync('ed25519').privateKey],
  ])('%s', async (_sentence, holds, listOf, key) => {
    const test = await withSecond(renumbered, (files, seal) => {
      const text = JSON.stringify(listOf({ pack: 2, seal, files }));
      return { files: text, seal: signedBy(key, text) };
    });
    const page = mainText(await openPage(test.app, '/packs/2/verify'));
    expect(page.includes('The list of its files is not one of this seal')).toBe(!holds);
    expect(test.store.contentFault()).toBeNull();
  });

  it('published before files told their seal, is handed on and found again', async () => {
    const older = (first: Manifest, files: FileList['files']): unknown => ({
      ...renumbered(first),
      editions: {
        board: { ...first.editions.board, files: files.board },
        public: { ...first.editions.public, files: files.public },
      },
    });
    const test = await withSecond(older, () => null);
    expect((await bytesAt(test.app, '/packs/2.pdf')).equals(await bytesAt(test.app, `${PACK}.pdf`))).toBe(true);
    expect((await openPage(test.bare, '/published/2')).status).toBe(200);
    const checked = await checkFile(test, await bytesAt(test.bare, '/published/2.csv'));
    expect(checked.text).toContain('Its seal holds.');
    const check = sectionText(await openPage(test.app, '/packs/2/verify'), 'What is as it was');
    expect(check).toMatch(/The seal .*The seal of its files .*The Board’s PDF/);
  });
});

it('a pack that was made and sealed anew by somebody else is not as it was published', async () => {
  const file = await publishedIn(temporaryFolder());
  changePast(file, (db) => {
    const manifest = db.prepare('SELECT manifest FROM pack_contents').pluck().get() as string;
    const held = db.prepare('SELECT files FROM pack_file_lists').pluck().get() as string;
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const seal = signedBy(privateKey, manifest);
    const files = JSON.stringify({ ...(JSON.parse(held) as FileList), seal });
    db.prepare('UPDATE pack_seals SET public_key = ?, seal = ?').run(
      publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
      seal,
    );
    db.prepare('UPDATE pack_file_lists SET files = ?, seal = ?').run(files, signedBy(privateKey, files));
  });
  const test = appOf(file);
  const page = await openPage(test.app, `${PACK}/verify`);
  expect(h1Of(page)).toBe('Not as it was published');
  expect(mainText(page)).toMatch(/The record is not as its audit tells: pack_seals .* is not as the audit tells it/);
  expect(mainText(page)).toContain('The seal is not one of this pack');
  expect(mainText(page)).toContain('The list of its files is not one of this seal');
  const checked = await checkFile(test, await bytesAt(test.app, `${PACK}.pdf`));
  expect(checked.text).toContain('But its seal does not hold');
});

describe('a red target', () => {
  it('has a page at most, however much is said of it', async () => {
    const pagesOf = async (test: TestApp): Promise<string[]> => {
      await begunPack(test);
      const pages = await pdfPages(await bytesAt(test.app, `${PACK}.pdf`));
      return pages.map(({ text }) => text);
    };
    const before = await pagesOf(testApp());
    const test = testApp();
    const { rows } = test.store;
    const quarter = periodOf(2008, 2);
    const newest = rows.commentaries.list().filter((row) => row.indicator === 'NI 155' && row.period === quarter);
    test.store.write(COMMAND_LINE, () => {
      for (const row of newest.slice(-1)) {
        rows.commentaries.insert({ ...row, version: row.version + 1, text: 'word '.repeat(10_000) });
      }
      for (const number of [11, 12, 13, 14, 15, 16, 17, 18]) {
        const about = {
          agreement: 'LAA2',
          indicator: 'NI 155',
          part: '',
          version: 1,
          recorded_on: '2008-11-01',
        } as const;
        const rest = { owner_role: null, due: null, expected_effect: null, expected_by: null, source: null } as const;
        const action = { action: number, title: `Something long that is being done, number ${number}` } as const;
        rows.actions.insert({ ...about, ...rest, ...action, state: 'planned', provenance: 'entered' });
      }
    });
    const after = await pagesOf(test);
    expect(after).toHaveLength(before.length);
    const [page = ''] = after.filter((text) => text.includes('(cut to fit this page)'));
    expect(page).toMatch(/number 11.*And 3 more actions\./);
  });
});

describe('a section for a committee report', () => {
  const lines = async (test: TestApp): Promise<string[]> =>
    (await fileAt(test.app, `${PACK}/section.txt`)).bytes.toString().split('\n');

  it('is the pack in paragraphs', async () => {
    const test = testApp();
    await begunPack(test);
    const said = await lines(test);
    expect(said[0]).toBe('Targets of the Local Area Agreements: July to September 2008');
    expect(said).toContain(
      'Of 64 targets, 30 were green, 15 amber and 10 red, and 9 could not be judged (2 no return, 1 no data and 6 no target) by September 2008. In quarter 1 of 2008/09 it was 13 green, 5 amber and 7 red.',
    );
    const [abuse] = said.filter((line) => line.startsWith('Domestic violence: domestic incidents'));
    expect(abuse).toMatch(/led by the Oxfordshire Safer Communities Partnership\)\. Year to date 3,016 .*: 266 short/);
    expect(abuse).toMatch(/Still needed: 1,774 a quarter/);
    // Ten reds, each a paragraph; fifteen ambers, each a line.
    expect(said.filter((line) => line.startsWith('- ') && line.includes(', led by the '))).toHaveLength(15);
    const page = await openPage(test.app, `${PACK}/section`);
    expect(mainText(page)).toContain('the pack is a draft still');
    expect(mainText(page)).toContain('266 short');
  });

  it('stays as it was frozen', async () => {
    const test = await published();
    const before = await lines(test);
    await sendForm(test.app, '/meetings/psb/2008-11-19/5', { answer: 'One point more.', answered_on: '' });
    test.setNow('2009-06-30T09:00:00Z');
    expect(await lines(test)).toEqual(before);
  });
});

describe('a file that is checked', () => {
  it('must be there', async () => {
    const { app } = testApp();
    const answer = await request(app).post('/verify').set('Sec-Fetch-Site', 'same-origin').field('x', 'y');
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('Choose the file to check.')]);
  });

  it('of a draft is none of a published pack', async () => {
    const test = testApp();
    await begunPack(test);
    const bytes = await bytesAt(test.app, `${PACK}.csv`);
    expect((await checkFile(test, bytes)).text).toContain('It is no file of a published pack.');
  });
});
