import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { fileApp } from '../support/file-app.ts';
import { h1Of, mainText, openPage, sendForm } from '../support/page.ts';

it('while something else writes, pages are shown, and a figure is said not to be saved', async () => {
  const app = fileApp();
  const officer = app.app;
  await openPage(officer, '/');
  const other = new Database(app.file);
  other.exec('BEGIN IMMEDIATE');
  // The session is due to be noted as used, which is left for the next request.
  app.setClock('2026-11-25T09:02:00Z');
  expect((await openPage(officer, '/')).status).toBe(200);
  const figure = { period: '2008-09-q2', value: '39.2', status: 'final', note: 'Mine', seen: '1', step: 'save' };
  const page = await sendForm(officer, '/figures/laa2/ni-192', figure);
  expect([page.status, h1Of(page)]).toEqual([503, 'Not saved']);
  expect(mainText(page)).toContain('Nothing of this request was saved. Try again in a minute');
  other.exec('ROLLBACK');
  other.close();
  expect((await sendForm(officer, '/figures/laa2/ni-192', figure)).status).toBe(303);
  app.store.close();
});
