import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import type { Account } from '../../server/domain/account.ts';
import type { Role } from '../../server/domain/role.ts';
import { launchChromium } from './chromium.ts';
import { type TestApp, testApp } from './test-app.ts';

export interface Visit extends BrowserContextOptions {
  /** The status that the page must come with; 200 unless told. */
  readonly status?: number;
  /** Who looks: somebody who is signed in, or `null`, who is not. A performance officer unless told. */
  readonly as?: Role | Account | null;
  /** Another app than the site's own, for this visit. */
  readonly app?: TestApp;
}

/** The app behind a real port, and a browser that looks at it. */
export interface Site {
  /** `http://127.0.0.1:…`, without a slash at its end. */
  readonly url: string;
  readonly app: TestApp;
  /** Opens a page in a browser context of its own, which is closed after the test. */
  visit(path: string, visit?: Visit): Promise<Page>;
}

interface Running {
  readonly app: TestApp;
  readonly server: Server;
  readonly browser: Browser;
}

/**
 * One app and one Chromium for the tests of a file. After every test each page that it opened must have been without
 * an error in its console, an uncaught error and a breach of the content security policy.
 */
export function browserSite(appFor: () => TestApp = testApp): Site {
  const contexts: BrowserContext[] = [];
  const besides: Server[] = [];
  const faults: string[] = [];
  let running: Running | null = null;
  const now = (): Running => {
    if (running === null) throw new Error('The site is there within a test only.');
    return running;
  };

  beforeAll(async () => {
    const app = appFor();
    running = { app, server: await listen(app), browser: await launchChromium(inject('chromium')) };
  });
  afterAll(async () => {
    await running?.browser.close();
    if (running !== null) close(running.server);
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    besides.splice(0).forEach(close);
    expect(faults.splice(0), 'errors in the browser’s console, or of its pages').toEqual([]);
  });

  return {
    get url() {
      return urlOf(now().server);
    },
    get app() {
      return now().app;
    },
    visit: async (path, { status = 200, as, app, ...options } = {}) => {
      const context = await now().browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      contexts.push(context);
      const server = app === undefined ? now().server : await listen(app);
      if (app !== undefined) besides.push(server);
      if (as !== undefined) await context.addCookies(cookiesOf(app ?? now().app, as, urlOf(server)));
      const page = await watchedPage(context, faults);
      const answer = await page.goto(urlOf(server) + path);
      expect(answer?.status(), path).toBe(status);
      return page;
    },
  };
}

function close(server: Server): void {
  server.closeAllConnections();
  server.close();
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly url: string;
}

/** What a browser looks with as somebody. Whatever sends any cookie at all is not taken for the officer. */
function cookiesOf(app: TestApp, who: Role | Account | null, url: string): Cookie[] {
  const nobody = { name: 'nobody', value: 'yes', url };
  if (who === null) return [nobody];
  const [name = '', value = ''] = app.cookieOf(who).split('=');
  return [nobody, { name, value, url }];
}

async function listen({ app }: TestApp): Promise<Server> {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function watchedPage(context: BrowserContext, faults: string[]): Promise<Page> {
  const pages = new Set<string>();
  context.on('request', (request) => {
    if (request.isNavigationRequest()) pages.add(withoutFragment(request.url()));
  });
  context.on('weberror', (error) => faults.push(`uncaught: ${error.error().message}`));
  context.on('console', (message) => {
    // The status of a page itself is told as an error of loading; each test asks for the status that it expects.
    const ownStatus =
      message.text().startsWith('Failed to load resource') && pages.has(withoutFragment(message.location().url));
    // A script that is told that a row cannot be kept shows it on the page.
    const isTold = /^Failed to load resource: the server responded with a status of (409|422)/.test(message.text());
    if (message.type() === 'error' && !ownStatus && !isTold)
      faults.push(`${message.location().url}: ${message.text()}`);
  });
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      reportError(new Error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`));
    });
  });
  return context.newPage();
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/, '');
}
