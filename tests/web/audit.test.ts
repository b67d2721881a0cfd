import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMAND_LINE } from '../support/authors.ts';
import { EXAMPLE } from '../support/folders.ts';
import { h1Of, linkTo, mainText, openPage, type Page, sendForm, type TableRow, tableRows } from '../support/page.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

type Fields = Readonly<Record<string, string>>;

const figure = (given: Fields): Fields => ({
  period: '2008-09-q2',
  basis: 'standard',
  value: '',
  numerator: '',
  denominator: '',
  status: 'final',
  missing_reason: '',
  note: 'A lorry was counted twice',
  commentary: '',
  step: 'save',
  seen: '1',
  ...given,
});

async function save(app: RequestListener, address: string, fields: Fields): Promise<void> {
  const { status } = await sendForm(app, address, figure(fields));
  if (status !== 303) throw new Error(`the figure is not saved: ${status}`);
}

const PERSON = { email: 'ashley@test.invalid', name: 'Ashley Moreau', post: 'Analyst', role: 'board' };

function rowsOn(page: Page): TableRow[] {
  const table = page.root.querySelector('main table');
  return table === null ? [] : tableRows(table);
}

function numbersOn(page: Page): number[] {
  return rowsOn(page).map(({ head }) => Number(head));
}

/** From one number down to another. */
function down(from: number, to: number): number[] {
  return Array.from({ length: from - to + 1 }, (_, index) => from - index);
}

function csvRows(text: string): Record<string, string>[] {
  return parseCsv(text, { bom: true, columns: true, record_delimiter: '\r\n' });
}

function accountsOf({ store }: TestApp): Record<string, number> {
  return Object.fromEntries(store.accounts.list().map(({ role, id }) => [role, id]));
}

describe('searching', () => {
  const test = testApp();
  const admin = test.as('administrator');
  const ids = accountsOf(test);

  // The example leaves rows 1 to 7: the record, its package, four accounts and the lead's partnership.
  beforeAll(async () => {
    test.setClock('2026-11-25T09:00:00Z');
    await save(test.as('officer'), '/figures/laa2/ni-192', { value: '39.2', commentary: 'A lorry' }); // 8 and 9
    const [lead, again] = [test.as('lead'), test.as('administrator')];
    test.setClock('2026-11-25T09:20:00Z');
    await save(lead, '/figures/laa1/laa1-dv/a', { value: '1672' }); // 10
    await sendForm(again, '/admin/accounts', PERSON); // 11 and 12
  });

  it.each<[string, string, number[]]>([
    ['everything, newest first', '', down(12, 1)],
    ['empty fields are no search', '?person=&target=&from=&to=', down(12, 1)],
    ['a person', `?person=${ids.officer}`, [9, 8]],
    ['another', `?person=${ids.lead}`, [10]],
    ['the command line', '?person=0', down(7, 1)],
    ['a person who has done nothing', `?person=${ids.board}`, []],
    ['a person that there is not', '?person=999', []],
    ['a target', '?target=NI 192', [9, 8]],
    ['a target in small letters without a blank', '?target=ni192', [9, 8]],
    ['a target with its agreement: its figures belong to it too', '?target=LAA2 NI 192', [9, 8]],
    ['a part of an indicator', '?target=laa1 dv a', [10]],
    ['the same with dashes', '?target=LAA1-DV-a', [10]],
    ['all parts of an indicator', '?target=LAA1 DV', [10]],
    ['a part with its agreement', '?target=LAA1 LAA1 DV a', [10]],
    ['another part', '?target=laa1 dv b', []],
    ['another part with its agreement', '?target=LAA1 LAA1 DV b', []],
    ['a target that nothing was done with', '?target=NI 156', []],
    ['from a day', '?from=2026-11-25', down(12, 1)],
    ['from a later day', '?from=2026-11-26', []],
    ['to a day, its end included', '?to=2026-11-25', down(12, 1)],
    ['to an earlier day', '?to=2026-11-24', []],
    ['older rows only', '?before=9', down(8, 1)],
    ['a person and a target', `?person=${ids.officer}&target=NI 192&from=2026-11-25&to=2026-11-25`, [9, 8]],
    ['a person and another’s target', `?person=${ids.officer}&target=LAA1 DV a`, []],
  ])('%s', async (_sentence, query, expected) => {
    const page = await openPage(admin, `/audit${query}`);
    expect([page.status, h1Of(page), numbersOn(page)]).toEqual([200, 'Audit', expected]);
    if (expected.length === 0) expect(mainText(page)).toContain('Nothing fits.');
    const file = await openPage(admin, `/audit.csv${query}`);
    expect(csvRows(file.html).map(({ sequence }) => Number(sequence))).toEqual(expected);
  });

  it.each<[string, string, string]>([
    ['a target that there is not', '?target=NI 999', 'There is no target NI 999. Enter a code such as NI 192.'],
    ['the beginning of a code', '?target=NI', 'There is no target NI.'],
    ['a person that is no number', '?person=officer', 'The person must be a number.'],
    ['a number below nothing', '?person=-1', 'The person must be a number.'],
    ['a row that is no number', '?before=9x', 'The before must be a number.'],
    ['a day that does not exist', '?from=2026-02-30', 'The day in ‘from’ must be such as 2008-11-19.'],
    ['a day in words', '?to=yesterday', 'The day in ‘to’ must be such as 2008-11-19.'],
  ])('%s is refused with a sentence', async (_sentence, query, expected) => {
    for (const address of ['/audit', '/audit.csv']) {
      const page = await openPage(admin, `${address}${query}`);
      expect([page.status, mainText(page)]).toEqual([422, expect.stringContaining(expected)]);
    }
  });

  it('days are the machine’s own, from midnight to midnight', async () => {
    const { store, ...other } = testApp();
    const at = ['2026-11-25T23:59:59Z', '2026-11-26T00:00:00Z', '2026-11-26T23:59:59Z', '2026-11-27T00:00:00Z'];
    at.forEach((moment, index) => {
      const account = { ...PERSON, role: 'board', email: `${index}@test.invalid`, partnerships: [] } as const;
      store.write({ actor: null, at: moment }, () =>
        store.accounts.insert({ ...account, demonstration: false }, moment),
      );
    });
    const found = async (query: string) => numbersOn(await openPage(other.as('administrator'), `/audit?${query}`));
    expect(await found('from=2026-11-26&to=2026-11-26')).toEqual([10, 9]);
    expect(await found('from=2026-11-27')).toEqual([11]);
    expect(await found('to=2026-11-25')).toEqual(down(8, 1));
  });

  it('the form shows again what was searched for', async () => {
    const page = await openPage(admin, `/audit?person=${ids.officer}&target=ni 192&from=2026-11-25&to=2026-11-26`);
    const shown = (name: string) => page.root.querySelector(`#${name}`)?.getAttribute('value');
    expect(['target', 'from', 'to'].map(shown)).toEqual(['ni 192', '2026-11-25', '2026-11-26']);
    const chosen = page.root.querySelectorAll('#person option[selected]').map((option) => option.getAttribute('value'));
    expect(chosen).toEqual([String(ids.officer)]);
  });
});

describe('what a row says', () => {
  async function newest(test: TestApp, at = 0): Promise<TableRow['cells'] | undefined> {
    return rowsOn(await openPage(test.as('administrator'), '/audit'))[at]?.cells;
  }

  it.each<[string, string, Fields, string]>([
    ['a figure as it was written', '/figures/laa2/ni-192', { value: '39.2' }, 'value 39.2; status final;'],
    ['whole numbers without a point', '/figures/laa1/laa1-dv/a', { value: '1,672' }, 'value 1672; status final;'],
    [
      'the numbers behind a figure',
      '/figures/laa2/ni-192',
      { numerator: '117,539', denominator: '299 845' },
      'numerator 117539; denominator 299845; status final;',
    ],
    [
      'a reason instead of a figure',
      '/figures/laa2/ni-192',
      { status: '', missing_reason: 'not-collected' },
      'missing reason not-collected;',
    ],
  ])('%s', async (_sentence, address, given, expected) => {
    const test = testApp();
    await save(test.as('officer'), address, given);
    const row = await newest(test);
    expect(row?.After).toContain(expected);
    expect(row?.After).not.toContain('0000');
    expect(row).toMatchObject({ When: '25 November 2026, 09:00', Who: 'Example officer', Before: '–' });
    expect(row?.What).toMatch(/^Figure added indicator .*; period 2008\/09 Q2; version \d$/);
  });

  it('a change with what was there before', async () => {
    const test = testApp();
    const { lead } = accountsOf(test);
    const admin = test.as('administrator');
    await sendForm(admin, `/admin/accounts/${lead}`, { ...PERSON, post: 'Manager, Safer Communities Unit' });
    // The newest row is the partnership that was taken away.
    expect(await newest(test, 1)).toMatchObject({
      Who: 'Example administrator',
      What: `Account changed id ${lead}`,
      Before: 'role lead',
      After: 'role board; identity changed',
    });
  });

  it('what was typed, as text', async () => {
    const test = testApp();
    await save(test.as('officer'), '/figures/laa2/ni-192', { value: '39.2', note: '<b id="typed">=1+1</b>' });
    const page = await openPage(test.as('administrator'), '/audit');
    expect(page.root.querySelector('#typed')).toBeNull();
    expect(rowsOn(page)[0]?.cells.After).toContain('note <b id="typed">=1+1</b>');
  });

  it('the number of a person who can no longer be named', async () => {
    const test = testApp();
    const account = { ...PERSON, role: 'board', partnerships: [], demonstration: false } as const;
    test.store.write({ ...COMMAND_LINE, actor: 77 }, () => test.store.accounts.insert(account, COMMAND_LINE.at));
    expect(await newest(test)).toMatchObject({ Who: 'account 77' });
  });
});

describe('paging', () => {
  /** A record whose audit has so many rows. */
  function withRows(count: number): TestApp {
    const test = testApp();
    const { store } = test;
    store.write(COMMAND_LINE, () => {
      while (store.audit.head().sequence < count) {
        const email = `${store.audit.head().sequence}@test.invalid`;
        store.accounts.insert(
          { ...PERSON, email, role: 'board', partnerships: [], demonstration: false },
          COMMAND_LINE.at,
        );
      }
    });
    return test;
  }

  it.each<[number, number[][]]>([
    [100, [down(100, 1)]],
    [101, [down(101, 2), [1]]],
    [250, [down(250, 151), down(150, 51), down(50, 1)]],
  ])('%i rows', async (count, expected) => {
    const admin = withRows(count).as('administrator');
    const pages: number[][] = [];
    let address: string | null = '/audit';
    while (address !== null && pages.length < 10) {
      const page: Page = await openPage(admin, address);
      pages.push(numbersOn(page));
      address = page.html.includes('Older changes') ? linkTo(page, 'Older changes') : null;
    }
    expect(pages).toEqual(expected);
  });

  it('older rows and the file keep to the search', async () => {
    const admin = withRows(150).as('administrator');
    const page = await openPage(admin, '/audit?person=0&to=2026-11-25');
    expect(linkTo(page, 'Older changes')).toBe('/audit?person=0&to=2026-11-25&before=51');
    expect(linkTo(page, 'These changes as CSV')).toBe('/audit.csv?person=0&to=2026-11-25');
    const file = await openPage(admin, '/audit.csv?person=0&to=2026-11-25');
    expect(csvRows(file.html)).toHaveLength(150);
  });
});

describe('the file', () => {
  const RISKY = ['=1+1', '+1', '-2+3', '@SUM(A1)', '\t=1+1', '=HYPERLINK("http://elsewhere.invalid")'];

  it('is UTF-8 with a BOM and CRLF, to be kept', async () => {
    const { headers, html } = await openPage(testApp().as('administrator'), '/audit.csv');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toBe('attachment; filename=audit.csv');
    expect(html.startsWith('\ufeffsequence,at,actor,action,object,key,old,new,hash\r\n')).toBe(true);
  });

  it('has no cell that a spreadsheet would run, whatever people typed', async () => {
    const test = testApp();
    const [officer, admin] = [test.as('officer'), test.as('administrator')];
    for (const [index, note] of RISKY.entries()) {
      await save(officer, '/figures/laa2/ni-192', { value: '39.2', note, seen: String(index === 0 ? 1 : index + 2) });
      await sendForm(admin, '/admin/accounts', { ...PERSON, email: `p${index}@test.invalid`, post: note });
    }
    const { html } = await openPage(admin, '/audit.csv');
    const cells = csvRows(html).flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => cell.includes('HYPERLINK'))).not.toEqual([]);
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  });

  it('holds all that the chain is made of: who has the file alone can work out every hash', async () => {
    const test = testApp();
    await save(test.as('officer'), '/figures/laa2/ni-192', { value: '39.2', commentary: 'One "lorry" – é\nand more' });
    const rows = csvRows((await openPage(test.as('administrator'), '/audit.csv')).html).reverse();
    let before = '0'.repeat(64);
    for (const { sequence, at, actor, action, object, key, old, new: now, hash: held } of rows) {
      const parts = [before, Number(sequence), at, actor === '' ? null : Number(actor), action, object, key];
      const text = JSON.stringify([...parts, old === '' ? null : old, now === '' ? null : now]);
      expect(hash('sha256', text, 'hex')).toBe(held);
      before = held ?? '';
    }
    expect(before).toBe(test.store.audit.head().hash);
  });

  it('has one row for an import, with the hash of each file and what became of its rows', async () => {
    const rows = csvRows((await openPage(testApp().as('administrator'), '/audit.csv')).html);
    const imports = rows.filter(({ action }) => action === 'imported');
    expect(imports).toHaveLength(1);
    const { files, rows: counts } = JSON.parse(imports[0]?.new ?? '{}') as {
      files: Record<string, string>;
      rows: Record<string, unknown>;
    };
    expect(
      Object.keys(files)
        .map((name) => name.replace('.csv', ''))
        .sort(),
    ).toEqual(
      Object.keys(counts)
        .filter((name) => existsSync(join(EXAMPLE, `${name}.csv`)))
        .sort(),
    );
    for (const [name, held] of Object.entries(files)) {
      expect([name, held]).toEqual([name, hash('sha256', readFileSync(join(EXAMPLE, name)), 'hex')]);
    }
    expect(counts).toMatchObject({
      figures: { new: 690, identical: 0, replaced: 0 },
      commentaries: { new: 83, identical: 0, replaced: 0 },
    });
  });
});

describe('the head', () => {
  it('shown on the page of accounts is that of the chain, and moves on with it', async () => {
    const test = testApp();
    const admin = test.as('administrator');
    const shown = async () => {
      const text = mainText(await openPage(admin, '/admin'));
      const [, row, head] = /\bRow (\d+), ([0-9a-f]{64})\b/i.exec(text) ?? [];
      return { sequence: Number(row), hash: head };
    };
    const first = await shown();
    expect(first).toEqual(test.store.audit.head());
    expect(first.sequence).toBe(7);
    await save(test.as('officer'), '/figures/laa2/ni-192', { value: '39.2' });
    const second = await shown();
    expect(second).toEqual({ sequence: 8, hash: test.store.audit.verify(null).head.hash });
    const [newest] = csvRows((await openPage(admin, '/audit.csv')).html);
    expect(newest?.hash).toBe(second.hash);
    expect(test.store.audit.verify(first.hash ?? '').fault).toBeNull();
  });

  it('looking leaves no trace in it', async () => {
    const test = testApp();
    const before = test.store.audit.head();
    for (const address of ['/audit', '/audit.csv', '/admin', '/']) await openPage(test.as('administrator'), address);
    expect(test.store.audit.head()).toEqual(before);
  });
});
