import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Not the package's own: with its --single-process the browser dies with the first page that closes. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-sync',
];

/**
 * Chromium with the libraries and fonts that came with it, so that a bare machine will do.
 * @param folder where it was unpacked; empty where it does not run
 */
export async function launchChromium(folder: string): Promise<Browser> {
  if (folder === '') throw new Error('not run: the Chromium of @sparticuz/chromium needs Linux on x64');
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: ARGUMENTS,
    env: { ...process.env, LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  });
}
