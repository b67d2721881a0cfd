/**
 * Checks every template against the type of its local `page`: each becomes a TypeScript function with the same
 * line numbers, and tsc reads them all. What a template prints must be text or a number, never null or undefined.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { viewNames, viewsFolder } from './view-files.ts';

const ROOT = join(import.meta.dirname, '../..');
const OUT = join(ROOT, 'node_modules/.cache/views');

const TAG = /<%(?<kind>[=-]?)(?<code>[\s\S]*?)-?%>/g;

/** The template as a function body on the same lines: its code as it stands, what it prints as calls of `out`. */
export function templateCode(source: string): string {
  let [code, end] = ['', 0];
  for (const match of source.matchAll(TAG)) {
    code += lineBreaks(source.slice(end, match.index));
    const { kind = '', code: inside = '' } = match.groups ?? {};
    code += kind === '' ? inside : `out(${inside});`;
    end = match.index + match[0].length;
  }
  return code + lineBreaks(source.slice(end));
}

function lineBreaks(html: string): string {
  return html.replace(/[^\n]/g, '');
}

/** One line of head keeps every line number one above the template's. */
function moduleOf(name: string, source: string): string {
  const up = '../'.repeat(name.split('/').length - 1);
  const head = [
    `import type { Format } from '${up}../../../server/web/format.ts';`,
    `import type { Views } from '${up}../../../server/web/views.ts';`,
    'declare function out(printed: string | number): void;',
    'declare function include<V extends keyof Views>(view: V, locals: { page: Views[V] }): string;',
    `export function template(page: Views['${name}'], f: Format): void {`,
  ].join(' ');
  return `${head}\n${templateCode(source)}\n}\n`;
}

function check(): number {
  rmSync(OUT, { recursive: true, force: true });
  const names = viewNames();
  for (const name of names) {
    const file = join(OUT, `${name}.ts`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, moduleOf(name, readFileSync(join(viewsFolder, `${name}.ejs`), 'utf8')));
  }
  const extending = {
    extends: '../../../tsconfig.json',
    compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
    include: ['.'],
  };
  writeFileSync(join(OUT, 'tsconfig.json'), JSON.stringify(extending));
  const tsc = join(ROOT, 'node_modules/typescript/lib/tsc.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, '--noEmit', '--pretty', 'false', '-p', OUT], {
    cwd: OUT,
    encoding: 'utf8',
  });
  process.stdout.write(asTemplates(stdout) + stderr);
  if (status === 0) process.stdout.write(`${names.length} templates fit their types\n`);
  return status ?? 1;
}

/** Names templates and their own lines in what tsc says. */
function asTemplates(said: string): string {
  return said.replace(/^([\w/-]+)\.ts\((\d+),/gm, (_all, name, line) => `views/${name}.ejs(${Number(line) - 1},`);
}

if (process.argv[1] === import.meta.filename) process.exitCode = check();
