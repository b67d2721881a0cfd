import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyApp } from '../support/test-app.ts';

const { app } = emptyApp();
const folder = mkdtempSync(join(tmpdir(), 'laa-assets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const textOf = async (path: string): Promise<string> => (await request(app).get(path).expect(200)).text;

describe('what pages load', () => {
  it('the scripts of the charts come as one that a browser can read: no import is left, no name stands twice', async () => {
    const script = await textOf('/assets/charts.js');
    const file = join(folder, 'charts.mjs');
    writeFileSync(file, script);
    execFileSync(process.execPath, ['--check', file]);
    expect(script).not.toMatch(/^\s*(import|export)\b/m);
  });

  it('every chart script is in it, by the first function that it declares', async () => {
    const script = await textOf('/assets/charts.js');
    const missing = readdirSync(join(import.meta.dirname, '../../public'))
      .filter((name) => /^chart.*\.js$/.test(name))
      .filter((name) => !script.includes(firstFunction(name)));
    expect(missing).toEqual([]);
  });

  it('the styles hold no font that only government services may use', async () => {
    const styles = await textOf('/assets/styles.css');
    expect(styles).toContain('.govuk-button');
    expect(styles).not.toMatch(/GDS Transport|@font-face/);
  });

  it('a printed page says at its foot as known when', async () => {
    expect(await textOf('/assets/known/2008-11-19.css')).toBe(
      '@page { @bottom-left { content: "As known on 19 November 2008"; } }\n',
    );
  });

  it.each([['2008-02-30'], ['x'], ['2008-11-19%22%7D']])('no such foot for %s', async (day) => {
    await request(app).get(`/assets/known/${day}.css`).expect(404);
  });

  it.each([['/assets/../package.json'], ['/assets/%2e%2e/package.json'], ['/assets/..%2fserver%2fapp.ts']])(
    'nothing outside the public folder: %s',
    async (path) => {
      await request(app).get(path).expect(404);
    },
  );
});

function firstFunction(name: string): string {
  const code = readFileSync(join(import.meta.dirname, '../../public', name), 'utf8');
  return /function (\w+)/.exec(code)?.[0] ?? name;
}
