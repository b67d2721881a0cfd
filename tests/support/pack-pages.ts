import type { Page } from 'playwright-core';
import { areasUpTo, createNational, NATIONAL_TODAY } from '../bench/national.ts';
import type { Site, Visit } from './browser.ts';
import { begin, begunPack, PACK, published } from './packs.ts';
import { at, type PageKind, send, sendWrong } from './page-kind.ts';
import { appOn, type TestApp, testApp } from './test-app.ts';

/** The example after something was done with it. */
function made(steps: (test: TestApp) => Promise<unknown>): () => Promise<TestApp> {
  return async () => {
    const test = testApp();
    await steps(test);
    return test;
  };
}

/** A page of a record with a pack. */
function withPack(name: string, address: string, make: () => Promise<TestApp>, as?: Visit['as']): PageKind {
  return {
    name,
    open: async (site: Site, visit?: Visit): Promise<Page> => {
      const test = await make();
      return site.visit(address, { ...visit, app: test, ...(as === undefined ? {} : { as }) });
    },
  };
}

/** Packs in their states, and checking files. */
export const PACK_PAGES: readonly PageKind[] = [
  at('the packs, none yet', '/packs'),
  withPack('a draft of a pack with returns that are not signed off', PACK, made(begin)),
  withPack('a draft that can be frozen', PACK, made(begunPack)),
  withPack('a published pack', PACK, published),
  withPack('a pack as a section for a committee report', `${PACK}/section`, made(begunPack)),
  at('the brief for the chairs', '/meetings/psb/2008-11-19/brief'),
  at('the brief for one chair', '/meetings/psb/2008-11-19/brief?partnership=oscp'),
  withPack('the check of a pack', `${PACK}/verify`, published),
  withPack('the packs', '/packs', published),
  at('the published packs, none yet', '/published', { as: null }),
  withPack('the published packs', '/published', published, null),
  withPack('a published pack, for everybody', '/published/1', published, null),
  withPack('the partnerships of a published pack', '/published/1/partnerships', published, null),
  withPack('a partnership of a published pack', '/published/1/partnerships/oscp', published, null),
  withPack('a target of a published pack', '/published/1/targets/laa1/laa1-dv/a', published, null),
  at('checking a file', '/verify', { as: null }),
  {
    name: 'checking no file',
    open: async (site, visit) => sendWrong(await site.visit('/verify', visit), 'Check the file'),
  },
  {
    name: 'a pack that waits for a second person',
    open: async (site, visit) => {
      const page = await withPack('', PACK, made(begunPack)).open(site, visit);
      await send(page, 'Freeze it for a second person');
      return page;
    },
  },
];

/** A record of more targets than a page or a paper holds. */
function withMany(name: string, open: (site: Site, visit: Visit) => Promise<Page>): PageKind {
  return {
    name,
    open: async (site, visit) => {
      const app = appOn(createNational(':memory:', areasUpTo(20)));
      app.setNow(`${NATIONAL_TODAY}T12:00:00Z`);
      return open(site, { ...visit, app });
    },
  };
}

/** Risk summaries that are too large to be read, and to be waited for. */
export const EXPORT_PAGES: readonly PageKind[] = [
  withMany('a risk summary that is too large to be read', (site, visit) => site.visit('/report', visit)),
  withMany('an export that is ready', async (site, visit) => {
    const page = await site.visit('/report.csv', visit);
    await page.getByRole('link', { name: 'Take it away' }).waitFor();
    return page;
  }),
];
