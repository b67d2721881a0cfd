/** Makes the picture of the README from the running app on the example: `npm run picture`. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromiumFolder } from './browser-setup.ts';
import { launchChromium } from './chromium.ts';
import { testApp } from './test-app.ts';

const PICTURE = join(import.meta.dirname, '../../.readme/board.png');

const server = createServer(testApp().app).listen(0, '127.0.0.1');
const browser = await launchChromium(chromiumFolder());
try {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.screenshot({ path: PICTURE });
} finally {
  await browser.close();
  server.close();
}
