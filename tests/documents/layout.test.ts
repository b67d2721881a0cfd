import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { layoutNow } from '../../server/documents/layout.ts';

const ROOT = join(import.meta.dirname, '../..');
/** What writes the files of a pack, each for itself. */
const WRITERS = ['report-pdf.ts', 'report-docx.ts', 'workbook-xlsx.ts', 'risk-summary-csv.ts'];
const IMPORTED = /from '([^']+)'/g;

/** A file, and all that it imports of the rooms that say how things look, by their places in the project. */
function reached(file: string, seen = new Set<string>()): Set<string> {
  const place = relative(ROOT, file).replaceAll('\\', '/');
  if (seen.has(place) || !/^(server\/documents|public)\//.test(place)) return seen;
  seen.add(place);
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(IMPORTED)) {
    if (name.startsWith('.')) reached(join(dirname(file), name), seen);
  }
  return seen;
}

const layout = layoutNow();
const ours = WRITERS.reduce((seen, name) => reached(join(ROOT, 'server/documents', name), seen), new Set<string>());

it('holds every file of ours that a document is written by', () => {
  expect(ours.size).toBeGreaterThan(WRITERS.length);
  expect(Object.keys(layout)).toEqual(expect.arrayContaining([...ours, 'server/documents/report.typ']));
});

it('holds what says which columns the tables have', () => {
  const tables = ['cell-address', 'risk-columns', 'risk-summary', 'risk-workbook'];
  expect(Object.keys(layout)).toEqual(expect.arrayContaining(tables.map((name) => `server/domain/${name}.ts`)));
});

it('holds every library that those files name', () => {
  const named = [...ours].flatMap((file) => [...readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORTED)]);
  const packages = named
    .map(([, name = '']) => /^(@[^/]+\/[^/]+|[^./][^/]*)/.exec(name)?.[1] ?? '')
    .filter((name) => existsSync(join(ROOT, 'node_modules', name, 'package.json')) && name !== '');
  expect(packages).not.toEqual([]);
  expect(Object.keys(layout)).toEqual(expect.arrayContaining(packages));
});

it('holds the compression of the runtime, which says how files are packed', () => {
  expect(layout.zlib).toBe(process.versions.zlib);
});
