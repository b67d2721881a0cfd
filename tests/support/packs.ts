import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request, { type Response } from 'supertest';
import { onTestFinished } from 'vitest';
import type { Account } from '../../server/domain/account.ts';
import { createRecord, loadExample, openRecord } from '../../server/services/setup.ts';
import { COMMAND_LINE } from './authors.ts';
import { temporaryFolder } from './folders.ts';
import { openPage, type Page, sendForm } from './page.ts';
import { newPerson } from './returns.ts';
import { appOn, type TestApp } from './test-app.ts';

export const PACK = '/packs/1';

export async function begin(test: TestApp): Promise<void> {
  await sendForm(test.app, '/packs', { meeting: 'psb/2008-11-19' });
}

/** Begins the pack of the Board's day, and says why it goes without the returns that are not signed off. */
export async function begunPack(test: TestApp): Promise<void> {
  await begin(test);
  await markAll(test);
}

export async function markAll(test: TestApp, address = PACK): Promise<void> {
  const page = await openPage(test.app, address);
  const partnership = page.root
    .querySelectorAll('input[name=partnership]')
    .map((box) => box.getAttribute('value') ?? '');
  await sendForm(test.app, `${address}/missing`, { partnership, reason: 'Their figures came with the papers' });
}

/** Looks a frozen pack through, and publishes it as it was then. @param who the officer of the app, unless told */
export async function publish(test: TestApp, who?: Account, address = PACK): Promise<Page> {
  const app = who === undefined ? test.app : test.as(who);
  return sendForm(app, `${address}/publish`, { seen: seenOn(await openPage(app, address)) });
}

/** What the form to publish says of the pack that was looked at; empty where there is no such form. */
export function seenOn({ root }: Page): string {
  return root.querySelector('input[name=seen]')?.getAttribute('value') ?? '';
}

/** After the example’s officer, whom the app is met as, in the order of their addresses. */
const SECOND = 'The second officer';

/** Frozen by one officer and published by another, who is given back. */
export async function publishedPack(test: TestApp): Promise<Account> {
  const second = newPerson(test, 'officer', SECOND);
  await begunPack(test);
  await sendForm(test.app, `${PACK}/freeze`, {});
  await publish(test, second);
  return second;
}

/** Records with a published pack, by what was kept back: making one takes seconds, a copy of it none. */
const made = new Map<string, Promise<string>>();

/** Below how many cases figures of a measure are kept back; null for none. */
export type Limit = { readonly indicator: string; readonly part: string; readonly under: number } | null;

/** The file of a record with the example and its published pack, not to be written to. */
function publishedRecord(limit: Limit): Promise<string> {
  const key = JSON.stringify(limit);
  const held = made.get(key) ?? madeRecord(limit);
  made.set(key, held);
  return held;
}

async function madeRecord(limit: Limit): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'laa-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'laa.db');
  const store = createRecord(file, COMMAND_LINE);
  loadExample(store, COMMAND_LINE);
  if (limit !== null) store.write(COMMAND_LINE, () => store.rows.suppressions.insert({ ...limit, source: null }));
  await publishedPack(appOn(store));
  store.close();
  return file;
}

/** A record of its own in a folder, with the example and its published pack. @returns its file */
export async function publishedIn(folder: string, limit: Limit = null): Promise<string> {
  const file = join(folder, 'laa.db');
  copyFileSync(await publishedRecord(limit), file);
  return file;
}

/** The app on a record of its own with the example and its published pack. */
export async function published(limit: Limit = null): Promise<TestApp> {
  const store = openRecord(await publishedIn(temporaryFolder(), limit));
  onTestFinished(() => store.close());
  return appOn(store);
}

/** The officer who published it. */
export function secondOf({ store }: TestApp): Account {
  const found = store.accounts.list().find(({ name }) => name === SECOND);
  if (found === undefined) throw new Error('nobody has published a pack here');
  return found;
}

/** Sends a file to be compared with the published packs. */
export function checkFile(test: TestApp, bytes: Buffer): Promise<Response> {
  return request(test.app).post('/verify').set('Sec-Fetch-Site', 'same-origin').attach('file', bytes, 'a.pdf').then();
}
