import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node-html-parser';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Account } from '../../server/domain/account.ts';
import { startApp } from '../bench/processes.ts';
import { type FileApp, fileApp } from '../support/file-app.ts';
import { formValues, mainText, openPage, type Page, sendForm, valuesOf } from '../support/page.ts';
import { period, quantity } from '../support/records.ts';
import {
  bothValues,
  boxOf,
  EMPTY_DAY,
  fillIn,
  INCIDENTS,
  newPerson,
  RETURN,
  submitWhole,
  WHOLE,
  withTyped,
} from '../support/returns.ts';
import { visiting } from '../support/visiting.ts';
import { count } from './effort.ts';

const Q2 = period('2008/09 Q2');
const FIGURES = '/figures/laa1/laa1-dv/a';
const ACTIONS = '/actions/laa1/laa1-dv/a';
/** No meeting of the Board reviewed July to September 2007. */
const WITHOUT_MEETING = '/returns/2007-08-q2/oscp';
const INCIDENTS_2007 = 'laa1_laa1-dv_a_standard_2007-08-q2';

type Fields = Record<string, string | string[]>;
type Listener = FileApp['app'];

/** Something that two people can have open at once. */
interface Case {
  readonly what: string;
  readonly now: string;
  readonly address: string;
  /** What the form sends with a value typed into it. */
  open(person: Listener, value: string): Promise<Fields>;
  /** Both values, as the second is shown them. */
  shown(page: Page): readonly [theirs: string | undefined, mine: string | undefined];
  /** All that the record holds of it, in order. */
  held(app: FileApp): readonly unknown[];
}

function draft(what: string, now: string, address: string, key: string): Case {
  return {
    what,
    now,
    address,
    open: async (person, value) => withTyped(await openPage(person, address), address, { [key]: { value } }),
    shown: (page) => (boxOf(page, key, 'value') === '' ? ['', ''] : (bothValues(page, key).Figure ?? ['', ''])),
    held: ({ store }) => {
      const quarter = key.endsWith('2007-08-q2') ? period('2007/08 Q2') : Q2;
      const rows = store.returnRows.list({ period: quarter, partnership: 'OSCP' });
      return rows.map(({ version, value }) => [version, value]);
    },
  };
}

const FIGURE: Case = {
  what: 'a figure on the target’s own page',
  now: EMPTY_DAY,
  address: FIGURES,
  open: (_person, value) =>
    Promise.resolve({
      period: '2008-09-q2',
      basis: 'standard',
      value,
      status: 'final',
      note: 'Mine',
      step: 'save',
      seen: '0',
    }),
  shown: ({ root }) => {
    const cells = root.querySelectorAll('main table tbody tr')[0]?.querySelectorAll('td') ?? [];
    const [theirs, mine] = cells.map((cell) => /[\d,]+/.exec(cell.text)?.[0].replace(',', ''));
    return [theirs, mine];
  },
  held: ({ store }) =>
    store.rows.figures
      .list()
      .filter((row) => row.provenance === 'entered')
      .map(({ version, value }) => [version - 1, String((value ?? 0) / quantity(1))]),
};

const ACTION: Case = {
  what: 'an action',
  now: EMPTY_DAY,
  address: ACTIONS,
  open: async (person, value) => {
    const forms = (await openPage(person, ACTIONS)).root.querySelectorAll('main form').map(valuesOf);
    return { ...forms.find(({ action }) => action === '4'), expected_effect: value };
  },
  shown: (page) => {
    const mine = page.root
      .querySelectorAll('main form')
      .map(valuesOf)
      .find(({ action }) => action === '4');
    const theirs = /A leaflet Planned.*?\+([\d,]+)/.exec(mainText(page))?.[1]?.replace(',', '');
    return [theirs, String(mine?.expected_effect)];
  },
  held: ({ store }) =>
    store.rows.actions
      .list()
      .filter((row) => row.title === 'A leaflet' && row.version > 1)
      .map(({ version, expected_effect: effect }) => [version - 1, String((effect ?? 0) / quantity(1))]),
};

const CASES: readonly Case[] = [
  draft('a row of a return', EMPTY_DAY, RETURN, INCIDENTS),
  draft('a row of a return that no meeting waits for', '2007-10-25T09:00:00Z', WITHOUT_MEETING, INCIDENTS_2007),
  FIGURE,
  ACTION,
];

const open: FileApp[] = [];
afterEach(() => {
  for (const { store } of open.splice(0)) store.close();
});

/** The example in a file, with two leads of one partnership and an action that both can change. */
async function shared(now: string): Promise<{ app: FileApp; people: readonly [Account, Account] }> {
  const app = fileApp();
  open.push(app);
  app.setNow(now);
  const lead = app.store.accounts.list().find(({ role }) => role === 'lead') as Account;
  const other = newPerson(app, 'lead', 'Olu Adeyemi', ['OSCP']);
  await sendForm(app.as(lead), ACTIONS, {
    action: '0',
    seen: '0',
    title: 'A leaflet',
    state: 'planned',
    expected_effect: '5',
  });
  return { app, people: [lead, other] };
}

describe.each(CASES)('two people and $what', ({ now, address, ...case_ }) => {
  it.each([
    ['one order', 0, 1],
    ['the other order', 1, 0],
  ] as const)(
    'in %s: the second is shown both values, what was typed is kept, and nothing is lost',
    async (_order, first, second) => {
      const { app, people } = await shared(now);
      const persons = people.map((person) => app.as(person));
      const forms = await Promise.all([
        case_.open(persons[0] as Listener, '1504'),
        case_.open(persons[1] as Listener, '1510'),
      ]);
      const values = ['1504', '1510'];
      expect((await sendForm(persons[first] as Listener, address, forms[first] ?? {})).status).toBe(303);
      const page = await sendForm(persons[second] as Listener, address, forms[second] ?? {});
      expect([page.status, case_.shown(page)]).toEqual([409, [values[first], values[second]]]);
      expect(case_.held(app)).toEqual([[1, values[first]]]);
      expect(page.html).toContain(values[second]);
    },
  );
});

/** Sends forms to a real server, all at once. */
async function allAtOnce(
  origins: readonly { origin: string; cookie: string }[],
  address: string,
  forms: readonly Fields[],
): Promise<Page[]> {
  return Promise.all(
    forms.map(async (fields, index) => {
      const { origin, cookie } = origins[index % origins.length] ?? { origin: '', cookie: '' };
      const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each) => [name, each]));
      const response = await fetch(origin + address, {
        method: 'POST',
        headers: { cookie, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(pairs as string[][]).toString(),
        redirect: 'manual',
      });
      const html = await response.text();
      return { status: response.status, headers: {}, html, root: parse(html) };
    }),
  );
}

/** The app behind a real port of this machine. */
async function listening({ bare }: FileApp): Promise<string> {
  const server = createServer(bare);
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const MANY = count(50, 200);

describe(`${MANY} saves at once of what each has seen so`, () => {
  it.each(CASES)('$what: one is taken, all others are shown both values', async ({ now, address, ...case_ }) => {
    const { app, people } = await shared(now);
    const origin = await listening(app);
    const values = Array.from({ length: MANY }, (_, index) => String(1400 + index));
    const forms = await Promise.all(values.map((value) => case_.open(app.as(people[0]), value)));
    const origins = people.map((person) => ({ origin, cookie: app.cookieOf(person) }));
    const pages = await allAtOnce(origins, address, forms);
    const taken = pages.findIndex(({ status }) => status === 303);
    expect(pages.map(({ status }) => status).sort()).toEqual([303, ...Array(MANY - 1).fill(409)]);
    expect(case_.held(app)).toEqual([[1, values[taken]]]);
    const shown = pages.map((page, index) => (index === taken ? null : case_.shown(page)));
    expect(shown).toEqual(values.map((value, index) => (index === taken ? null : [values[taken], value])));
  });

  it('through two processes on one record', async () => {
    const { app, people } = await shared(EMPTY_DAY);
    await fillIn(app.as(people[0]), { [INCIDENTS]: { value: '1500' } });
    const servers = await Promise.all([startApp(app.file, '2008-10-24'), startApp(app.file, '2008-10-24')]);
    try {
      const origins = await Promise.all(
        servers.map(async ({ origin }, index) => {
          const visitor = visiting();
          await visitor.send(`${origin}/sign-in/example`, { account: String(people[index]?.id), next: '' });
          return { origin, cookie: visitor.cookies(origin) };
        }),
      );
      const form = withTyped(await openPage(app.as(people[0]), RETURN), RETURN);
      const values = Array.from({ length: MANY }, (_, index) => String(1400 + index));
      const forms = values.map((value) => ({ ...form, [`value.${INCIDENTS}`]: value }));
      const pages = await allAtOnce(origins, RETURN, forms);
      const taken = pages.findIndex(({ status }) => status === 303);
      // 1500 is what is there already: who sends it changes nothing.
      const refused = pages.filter((_, index) => index !== taken && values[index] !== '1500');
      expect(refused.every(({ status }) => status === 409)).toBe(true);
      expect(app.store.returnRows.list({ period: Q2, partnership: 'OSCP' })).toMatchObject([
        { version: 2, value: values[taken] },
      ]);
      for (const page of refused) expect(bothValues(page, INCIDENTS).Figure?.[0]).toBe(values[taken]);
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
    }
  });
});

describe('saves and a submission at once', () => {
  it('either one save is taken, and the submission is told; or the submission, and every save', async () => {
    const { app, people } = await shared(EMPTY_DAY);
    await fillIn(app.as(people[0]), WHOLE);
    const page = await openPage(app.as(people[0]), RETURN);
    const origin = await listening(app);
    const saves = Array.from({ length: 20 }, (_, index) =>
      withTyped(page, RETURN, { [INCIDENTS]: { value: String(1600 + index) } }),
    );
    const submission = { ...formValues(page, RETURN), step: 'submit' };
    const forms: Fields[] = [...saves.slice(0, 10), submission, ...saves.slice(10)];
    const pages = await allAtOnce([{ origin, cookie: app.cookieOf(people[1]) }], RETURN, forms);
    expect(pages.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(pages.every(({ status }) => [303, 409, 422].includes(status))).toBe(true);
    const isSubmitted = pages[10]?.status === 303;
    const recorded = app.store.rows.figures.list().filter(({ provenance }) => provenance === 'entered');
    expect(recorded).toHaveLength(isSubmitted ? 7 : 0);
    const others = pages.filter(({ status }) => status !== 303);
    for (const other of others.filter((each) => each !== pages[10])) {
      expect(boxOf(other, INCIDENTS, 'value')).toMatch(/^16\d\d$/);
    }
  });

  it('whoever opened it before it was submitted is refused, and what was typed comes back', async () => {
    const { app, people } = await shared(EMPTY_DAY);
    const fields = withTyped(await openPage(app.as(people[1]), RETURN), RETURN, { [INCIDENTS]: { value: '1600' } });
    await submitWhole(app.as(people[0]));
    const page = await sendForm(app.as(people[1]), RETURN, fields);
    expect([page.status, boxOf(page, INCIDENTS, 'value')]).toEqual([422, '1600']);
    expect(mainText(page)).toContain('Locked: submitted');
  });
});
