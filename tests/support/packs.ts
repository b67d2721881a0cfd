import { join } from 'node:path';
import request, { type Response } from 'supertest';
import type { Account } from '../../server/domain/account.ts';
import { createRecord, loadExample } from '../../server/services/setup.ts';
import { COMMAND_LINE } from './authors.ts';
import { openPage, sendForm } from './page.ts';
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

/** Frozen by one officer and published by another, who is given back. */
export async function publishedPack(test: TestApp): Promise<Account> {
  const second = newPerson(test, 'officer', 'A second officer');
  await begunPack(test);
  await sendForm(test.app, `${PACK}/freeze`, {});
  await sendForm(test.as(second), `${PACK}/publish`, {});
  return second;
}

/** A record in a file of its own, with the example and its published pack. @returns the file */
export async function publishedRecord(folder: string): Promise<string> {
  const file = join(folder, 'laa.db');
  const store = createRecord(file, COMMAND_LINE);
  loadExample(store, COMMAND_LINE);
  await publishedPack(appOn(store));
  store.close();
  return file;
}

/** Sends a file to be compared with the published packs. */
export function checkFile(test: TestApp, bytes: Buffer): Promise<Response> {
  return request(test.app).post('/verify').set('Sec-Fetch-Site', 'same-origin').attach('file', bytes, 'a.pdf').then();
}
