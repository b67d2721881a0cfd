import { setTimeout as waited } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areasUpTo, createNational, NATIONAL_TODAY } from '../bench/national.ts';
import { fileAt, h1Of, hasSection, mainText, openPage, texts } from '../support/page.ts';
import { faultsOf } from '../support/page-faults.ts';
import { newPerson } from '../support/returns.ts';
import { appOn, type TestApp } from '../support/test-app.ts';

/** Twenty areas of 53 targets each. */
const TARGETS = 1060;

describe('a risk summary of more targets than anybody waits for', () => {
  let test: TestApp;
  beforeAll(() => {
    test = appOn(createNational(':memory:', areasUpTo(20)));
    test.setNow(`${NATIONAL_TODAY}T12:00:00Z`);
  });
  afterAll(() => test.store.close());

  /** Asks for a file, and comes back to its page until it is there. */
  async function exported(address: string): Promise<string> {
    const { status, headers } = await request(test.app).get(address);
    expect([status, headers.location]).toEqual([303, expect.stringMatching(/^\/exports\/[\w-]{20,}$/)]);
    const place = headers.location ?? '';
    for (;;) {
      const page = await openPage(test.app, place);
      expect(faultsOf(page, false)).toEqual([]);
      if (mainText(page).includes('It is ready')) return place;
      await waited(10);
    }
  }

  it('is written in a line, shown on a page of its own, and taken away from there', async () => {
    const place = await exported('/report.csv');
    const page = await openPage(test.app, place);
    expect(h1Of(page)).toBe('Writing the risk summary');
    expect(mainText(page)).toContain('It is ready: 1,060 targets.');
    const file = await fileAt(test.app, `${place}/file`);
    expect([file.status, file.type]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(file.name).toBe('attachment; filename="all-agreements-2009-10-q4-risk-summary-as-at-2010-05-20.csv"');
    expect(parse(file.bytes, { bom: true, columns: true })).toHaveLength(TARGETS);
    // A small part of it is there at once.
    expect((await fileAt(test.app, '/report.csv?agreement=a001')).status).toBe(200);
  });

  it('tells how far it is to a page that looks again', async () => {
    const { headers } = await request(test.app).get('/report.csv?colours=red');
    const { status, text, type } = await request(test.app).get(`${headers.location}/state`);
    expect([status, type]).toEqual([200, 'text/html']);
    expect(text).toMatch(/^<p class="lead measure">/);
    await exported('/report.csv?colours=red');
  });

  it('is not taken away before it is there', async () => {
    const { headers } = await request(test.app).get('/report.xlsx');
    const page = await openPage(test.app, `${headers.location}/file`);
    expect([page.status, mainText(page)]).toEqual([409, expect.stringContaining('It is not written yet.')]);
    await exported('/report.xlsx');
  });

  it('belongs to the account that asked for it', async () => {
    const place = await exported('/report.csv');
    const other = test.as(newPerson(test, 'officer', 'Another officer'));
    for (const address of [place, `${place}/state`, `${place}/file`]) {
      expect([address, (await openPage(other, address)).status]).toEqual([address, 404]);
      expect([address, (await openPage(test.bare, address)).status]).toEqual([address, 303]);
    }
  });

  it('is no page and no paper, and says what to choose', async () => {
    const page = await openPage(test.app, '/report');
    expect(page.status).toBe(200);
    expect(mainText(page)).toContain('1,060 targets are too many to read. Choose an agreement');
    expect(texts(page, 'nav[aria-label="As a file"] a')).toEqual([
      'Excel, with live formulas',
      'CSV, one row a target',
    ]);
    expect(hasSection(page, 'Every target')).toBe(false);
    for (const format of ['pdf', 'docx']) {
      const refused = await openPage(test.app, `/report.${format}`);
      expect([refused.status, mainText(refused)]).toEqual([422, expect.stringContaining('too many to read')]);
    }
    expect(hasSection(await openPage(test.app, '/report?agreement=a001'), 'Every target')).toBe(true);
  });
});
