import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

const ROOT = join(import.meta.dirname, '../..');
const CACHE = join(ROOT, 'node_modules/.cache');
/** Run in a process of its own: the package looks at the environment when it is imported, and changes it. */
const UNPACK = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder with Chromium, its libraries and its fonts; empty where it does not run. */
    chromium: string;
  }
}

/** Before all tests: several workers that unpack into one folder at once would run each other's halves. */
export default function setup(project: TestProject): void {
  project.provide('chromium', chromiumFolder());
}

/** Unpacks Chromium unless that was done before. It is made under another name: a half is never taken for the whole. */
export function chromiumFolder(): string {
  if (process.platform !== 'linux' || process.arch !== 'x64') return '';
  const folder = join(CACHE, `chromium-${versionOfPackage()}`);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const unfinished = mkdtempSync(`${folder}-`);
  try {
    unpack(unfinished);
    useOwnFonts(unfinished, folder);
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another run was faster: its folder is as good.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function versionOfPackage(): string {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const file = join(main.slice(0, main.lastIndexOf('/build/')), 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** The package unpacks into the temporary folder, and its nss libraries only where it takes itself to be on Lambda. */
function unpack(folder: string): void {
  execFileSync(process.execPath, ['--input-type=module', '--eval', UNPACK], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' },
  });
}

/** The package's list of fonts expects them in /tmp. With its own alone, text is as wide on every machine. */
function useOwnFonts(unfinished: string, folder: string): void {
  const file = join(unfinished, 'fonts/fonts.conf');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('/tmp/', `${folder}/`));
}
