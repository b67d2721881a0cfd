import type { Browser } from 'playwright-core';
import { chromiumFolder } from '../support/browser-setup.ts';
import { launchChromium } from '../support/chromium.ts';
import type { Database } from './databases.ts';
import { kilobytes } from './measure.ts';
import { startApp } from './processes.ts';
import { signIn } from './signed-in.ts';
import { byValue, type Line } from './table.ts';

/** What the Board's view costs a browser that comes for the first time, signed in. */
export async function firstPage(database: Database): Promise<Line[]> {
  const app = await startApp(database.file, database.today);
  const browser = await launchChromium(chromiumFolder());
  try {
    const url = `${app.origin}${database.pages.board}`;
    const cookie = await signIn(app);
    const whole = await wireOf(browser, url, cookie, true);
    const plain = await wireOf(browser, url, cookie, false);
    return [
      byValue(
        { what: 'first page: bytes over the wire', measured: kilobytes(whole.bytes), target: '<= 120 kB' },
        whole.bytes,
        120_000,
      ),
      byValue({ what: 'first page: requests', measured: String(whole.requests), target: '<= 8' }, whole.requests, 8),
      byValue(
        { what: 'Board’s view without JavaScript: bytes', measured: kilobytes(plain.bytes), target: '<= 40 kB' },
        plain.bytes,
        40_000,
      ),
    ];
  } finally {
    await browser.close();
    await app.stop();
  }
}

interface Wire {
  readonly requests: number;
  /** Headers and bodies as they came, compressed. */
  readonly bytes: number;
}

/** Counts what the browser's own network log shows, with an empty cache. */
async function wireOf(browser: Browser, url: string, cookie: string, javaScriptEnabled: boolean): Promise<Wire> {
  const context = await browser.newContext({ javaScriptEnabled });
  const cookies = cookie.split('; ').map((pair) => pair.split('='));
  await context.addCookies(cookies.map(([name = '', ...value]) => ({ name, value: value.join('='), url })));
  const page = await context.newPage();
  const log = await context.newCDPSession(page);
  const wire = { requests: 0, bytes: 0 };
  log.on('Network.requestWillBeSent', () => {
    wire.requests += 1;
  });
  log.on('Network.loadingFinished', ({ encodedDataLength }) => {
    wire.bytes += encodedDataLength;
  });
  await log.send('Network.enable');
  await page.goto(url, { waitUntil: 'networkidle', timeout: 15_000 });
  if (page.url() !== url) throw new Error(`shown ${page.url()} instead of ${url}`);
  await context.close();
  return wire;
}
