import type { Page } from 'playwright-core';
import type { IsoMoment } from '../../server/domain/moment.ts';
import { targetAddress } from '../../server/domain/target-order.ts';
import { type ListQuestion, listTargets } from '../../server/services/target-list.ts';
import { TODAY } from './authors.ts';
import type { Site, Visit } from './browser.ts';
import { DOOR_PAGES } from './door-pages.ts';
import { EXPORT_PAGES, PACK_PAGES } from './pack-pages.ts';
import { at, BOARD_DAY, type PageKind, send, sendWrong } from './page-kind.ts';
import { RETURN_PAGES } from './return-pages.ts';
import { testApp } from './test-app.ts';

/** By then targets were parked and agreements had ended. */
const LATER: readonly IsoMoment[] = ['2009-06-30T00:00:00Z', '2010-07-01T00:00:00Z', '2011-06-30T00:00:00Z'];
const FORM = '/targets/new?agreement=laa2&ni=NI+4';

/** Every kind of page about the record but those of targets. */
const PAGES: readonly PageKind[] = [
  at('the Board’s view of every agreement', '/'),
  at('the Board’s view of one agreement', '/?agreement=laa1'),
  at('the Board’s view of an early quarter, with empty lists', '/?agreement=laa1&period=2006-07-q1&as_at=2006-07-15'),
  at('the list of targets', '/targets'),
  at('the list without a hit', '/targets?q=nothing+is+called+this'),
  at('the partnerships', '/partnerships'),
  at('a partnership', '/partnerships/oscp'),
  at('a partnership with many targets', '/partnerships/cypt'),
  at('a delivery group', '/partnerships/cdrp-ox'),
  at('the reward', '/reward'),
  at('the reward of an agreement that is judged as a whole', '/reward?period=2010-11-q4', {
    now: '2011-06-30T00:00:00Z',
  }),
  at('the risk summary', '/report?agreement=laa1'),
  at('how forecasts did', '/forecasts?agreement=laa1'),
  at('a target out of the count', '/targets/laa2/ni-74', { now: '2009-06-30T00:00:00Z' }),
  at('the first step to add a target', '/targets/new'),
  at('the form of a new target', FORM),
  at('the form of a target that is there', '/terms/laa2/ni-192'),
  at('no such page', '/nowhere', { status: 404 }),
  at('a question that cannot be answered', '/?period=soon', { status: 422 }),
  {
    name: 'the check of a figure',
    open: async (site, visit) => {
      const page = await site.visit('/targets/laa2/ni-192', visit);
      await fillFigure(page, '39.19');
      await send(page, 'Show what this figure does');
      return page;
    },
  },
  {
    name: 'a figure that somebody else was faster with',
    open: async (site, visit) => {
      const [slow, fast] = [await checkedFigure(site, visit), await checkedFigure(site, visit)];
      await send(fast, 'Save the figure');
      await send(slow, 'Save the figure');
      await slow.getByRole('heading', { name: 'Not saved: somebody was faster' }).waitFor();
      return slow;
    },
  },
  {
    name: 'the form of a figure with errors',
    open: (site, visit) => sentEmpty(site, '/targets/laa2/ni-192', 'Show what this figure does', visit),
  },
  {
    name: 'the form of a target with errors',
    open: (site, visit) => sentEmpty(site, FORM, 'Add the target', visit),
  },
];

async function checkedFigure(site: Site, visit?: Visit): Promise<Page> {
  const page = await site.visit('/targets/laa2/ni-196', visit);
  await fillFigure(page, '-1.1');
  await send(page, 'Show what this figure does');
  return page;
}

async function fillFigure(page: Page, value: string): Promise<void> {
  await page.locator('#value').fill(value);
  await page.getByLabel('Final').check();
  await page.locator('#note').fill('Corrected after the audit');
}

async function sentEmpty(site: Site, path: string, button: string, visit?: Visit): Promise<Page> {
  return sendWrong(await site.visit(path, visit), button);
}

/** One target's page for every way of counting in every light that the example comes to, now or later. */
function targetPages(): PageKind[] {
  const { store } = testApp();
  const pages = new Map<string, PageKind>();
  for (const now of [BOARD_DAY, ...LATER]) {
    const { rows } = listTargets({ store, now: () => now }, EVERY_TARGET);
    for (const { assessment } of rows) {
      const { agreement, measure } = assessment.known.record;
      const name = `the page of a target: ${measure.row.measure}, ${assessment.overall}`;
      const page = at(name, targetAddress(agreement.code, measure.row), { now });
      if (!pages.has(name)) pages.set(name, page);
    }
  }
  store.close();
  return [...pages.values()];
}

const EVERY_TARGET: ListQuestion = {
  agreement: null,
  partnership: null,
  colour: null,
  state: null,
  words: null,
  sort: 'agreement',
  period: null,
  asAt: null,
};

/** Every kind of page, and every state that one can be in. */
export const EVERY_PAGE: readonly PageKind[] = [
  ...PAGES,
  ...RETURN_PAGES,
  ...PACK_PAGES,
  ...EXPORT_PAGES,
  ...DOOR_PAGES,
  ...targetPages(),
];

/** Opens a page of its kind with the clocks as it needs them. */
export async function openPage(kind: PageKind, site: Site, visit?: Visit): Promise<Page> {
  site.app.setNow(kind.now ?? BOARD_DAY);
  site.app.setClock(TODAY);
  return kind.open(site, visit);
}

/** Brings every chart into the window, where it is drawn. */
export async function drawCharts(page: Page): Promise<void> {
  for (const place of await page.locator('figure.chart[data-chart] .chart__place').all()) {
    await place.scrollIntoViewIfNeeded();
    await place.locator('canvas').waitFor();
  }
}
