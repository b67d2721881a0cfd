import type { Express } from 'express';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Figure } from '../../server/domain/data-package.ts';
import { type Period, periodOf } from '../../server/domain/period.ts';
import { PERMISSIONS, type RouteName } from '../../server/domain/permission.ts';
import { wholeQuantity } from '../../server/domain/quantity.ts';
import { COMMAND_LINE, TODAY } from '../support/authors.ts';
import { begin, markAll, publishedPack } from '../support/packs.ts';
import { fileAt, openPage, type SentFile, sendForm } from '../support/page.ts';
import { linksOf } from '../support/page-faults.ts';
import { pdfPages } from '../support/pdf.ts';
import { DETECTIONS, fillIn } from '../support/returns.ts';
import { type TestApp, testApp } from '../support/test-app.ts';
import { addressOf } from './routes.ts';

/** Stands in every word that is not for the public; the letters are followed by where it was planted. */
const CANARY = 'canary-';
/** Stands in what is published. */
const SONG = 'song-of-the-pack';

const ABUSE = { indicator: 'LAA1 DV', part: 'a' } as const;
/** Red, with a commentary for the quarter. */
const RED = 'NI 155';
const [EARLIER, NOW] = [periodOf(2008, 1), periodOf(2008, 2)];

/** Two small numbers that no other figure of the example has, and what they sum to. */
const SMALL = { first: 1512, second: 1504, sum: 3016 } as const;

function latest<T extends { period: Period; version: number }>(rows: readonly T[], period: Period): T {
  const found = rows.filter((row) => row.period === period).at(-1);
  if (found === undefined) throw new Error('the example has no such row');
  return found;
}

const ofAbuse = <T extends { indicator: string; part: string }>(rows: readonly T[]): T[] =>
  rows.filter((row) => row.indicator === ABUSE.indicator && row.part === ABUSE.part);

/** What is there when the pack is frozen, and not for the public all the same. */
function plantBefore({ store: { rows, accounts } }: TestApp): void {
  const standard = ofAbuse(rows.figures.list()).filter(({ basis }) => basis === 'standard');
  const [first, second] = [latest(standard, EARLIER), latest(standard, NOW)];
  expect([first.value, second.value]).toEqual([SMALL.first, SMALL.second].map(wholeQuantity));
  rows.suppressions.insert({ ...ABUSE, under: SMALL.second + 1, source: null });
  const noted: Figure = { ...second, version: second.version + 1, note: `${CANARY}note`, recorded_by: `${CANARY}by` };
  rows.figures.insert({ ...noted, recorded_at: '2008-11-18T10:00:00Z' });
  const said = latest(ofAbuse(rows.commentaries.list()), NOW);
  rows.commentaries.insert({ ...said, version: said.version + 1, text: `${CANARY}small, as the ${SMALL.second} say` });
  const another = latest(
    rows.commentaries.list().filter(({ indicator }) => indicator === RED),
    NOW,
  );
  rows.commentaries.insert({
    ...another,
    version: another.version + 1,
    text: SONG,
    recorded_at: '2008-11-18T10:00:00Z',
    recorded_by: `${CANARY}author`,
  });
  const [update] = rows.updates.list();
  if (update !== undefined) {
    rows.updates.insert({ ...update, as_at: '2008-11-18', text: `${CANARY}update`, provenance: 'entered' });
  }
  const person = { email: `${CANARY}mail@test.invalid`, name: `${CANARY}name`, post: `${CANARY}post` };
  accounts.insert({ ...person, role: 'officer', partnerships: [], demonstration: false }, TODAY);
}

/** What comes to the record after the pack is frozen. */
async function plantAfter(test: TestApp): Promise<void> {
  const { store } = test;
  const { rows } = store;
  test.setNow('2009-02-10T09:00:00Z');
  store.write(COMMAND_LINE, () => {
    const figure = latest(
      ofAbuse(rows.figures.list()).filter(({ basis }) => basis === 'standard'),
      NOW,
    );
    rows.figures.insert({ ...figure, version: figure.version + 1, value: wholeQuantity(777_771) });
    for (const row of rows.commentaries.list().filter((each) => each.indicator === RED && each.text === SONG)) {
      rows.commentaries.insert({
        ...row,
        version: row.version + 1,
        text: `${CANARY}later`,
        recorded_at: '2009-02-10T09:00:00Z',
      });
    }
    for (const row of rows.partnerships.list()) rows.partnerships.replace({ ...row, chair: `${CANARY}chair` });
    for (const row of rows.indicators.list()) rows.indicators.replace({ ...row, title: `${CANARY}title` });
  });
  const challenge = {
    kind: 'challenge',
    text: `${CANARY}asked`,
    owner_role: 'Somebody',
    due: '2009-03-01',
    target: '',
  };
  await sendForm(test.app, '/meetings/psb/2008-11-19', challenge);
  await begin(test);
  await markAll(test, '/packs/2');
  await sendForm(test.app, '/packs/2/missing', { partnership: 'OSCP', reason: `${CANARY}missing` });
  await sendForm(test.app, '/packs/2/freeze', {});
  await fillIn(test.as('lead'), { [DETECTIONS]: { value: '33', commentary: `${CANARY}draft`, cause: 'Data' } });
}

/** Whatever stands in a file, as text. */
async function wordsOf({ bytes, type = '' }: SentFile): Promise<string> {
  if (type.includes('pdf')) return (await pdfPages(bytes)).map(({ text }) => text).join('\n');
  if (!type.includes('openxmlformats')) return bytes.toString();
  return Object.values(unzipSync(bytes))
    .map((part) => Buffer.from(part).toString())
    .join('\n');
}

/** Every address that a visitor comes to by following links, and what stands there. */
async function walked(app: Express, from: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const waiting = [...from];
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    if (found.has(address) || address.startsWith('/assets')) continue;
    const file = await fileAt(app, address);
    found.set(address, await wordsOf(file));
    if (file.type?.includes('html')) waiting.push(...linksOf(await openPage(app, address)));
  }
  return found;
}

describe('whoever does not sign in', () => {
  let seen: Map<string, string>;
  let board = '';

  beforeAll(async () => {
    const test = testApp();
    test.store.write(COMMAND_LINE, () => plantBefore(test));
    await publishedPack(test);
    board = (await openPage(test.app, '/packs/1')).html;
    await plantAfter(test);
    const routes = (Object.keys(PERMISSIONS) as RouteName[])
      .filter((route) => route.startsWith('GET'))
      .flatMap((route) => [addressOf(route), addressOf(route).replace('/1', '/2')]);
    seen = await walked(test.bare, ['/published', ...routes]);
    test.store.close();
  });

  it('comes to the pack, its targets and its files', () => {
    const pages = [...seen.keys()].filter((address) => address.startsWith('/published/1'));
    expect(pages).toEqual(
      expect.arrayContaining(['/published/1.pdf', '/published/1.docx', '/published/1.xlsx', '/published/1.csv']),
    );
    // 64 targets, the partnerships that lead them, and the list of these.
    expect(pages.filter((address) => address.includes('/targets/'))).toHaveLength(64);
    for (const address of [
      '/published/1',
      '/published/1.pdf',
      '/published/1.docx',
      '/published/1/targets/laa2/ni-155',
    ]) {
      expect([address, seen.get(address)?.includes(SONG)]).toEqual([address, true]);
    }
  });

  it('sees no word that is not published, wherever it stands', () => {
    const told = [...seen].filter(([, text]) => text.toLowerCase().includes(CANARY)).map(([address]) => address);
    expect(told).toEqual([]);
  });

  it('sees no figure that came later', () => {
    const told = [...seen].filter(([, text]) => /777[,.]?771/.test(text)).map(([address]) => address);
    expect(told).toEqual([]);
  });

  it.each(Object.entries(SMALL))('sees no small number, nor what would tell it: the %s', (_name, cases) => {
    const digits = String(cases);
    const shown = new RegExp(`(?<![\\d.])${digits[0]},?${digits.slice(1)}(?![\\d])`);
    const told = [...seen].filter(([address, text]) => address.startsWith('/published') && shown.test(text));
    expect(told.map(([address]) => address)).toEqual([]);
  });

  it('while the Board sees them', () => {
    expect(board).toContain('3,016');
    expect(board).toContain(`${CANARY}small`);
  });

  it('is led nowhere that asks to sign in, but to the door itself', () => {
    const closed = [...seen].filter(([, text]) => /Redirecting to \/sign-in\?/.test(text)).map(([address]) => address);
    const linked = [...seen]
      .filter(([address]) => address.startsWith('/published'))
      .flatMap(([, text]) => [...text.matchAll(/href="(\/[^"#]*)"/g)].map(([, address]) => address ?? ''));
    expect(closed.length).toBeGreaterThan(10);
    expect(closed.filter((address) => address !== '/' && linked.includes(address))).toEqual([]);
  });
});
