import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { viewNames, viewsFolder } from './support/view-files.ts';

const ROOT = join(import.meta.dirname, '..');
const SERVER = join(ROOT, 'server');

/** Which rooms each room may import from. A file that lies in no room is a room of its own. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  'clock.ts': ['domain'],
  'config.ts': ['domain'],
  'log.ts': [],
  // A picture in a document is drawn as the chart of a page is.
  documents: ['domain', 'public'],
  store: ['domain'],
  services: ['domain', 'store', 'documents'],
  web: ['domain', 'services', 'documents', 'log.ts'],
  'app.ts': ['services', 'web', 'log.ts'],
  'main.ts': ['domain', 'store', 'services', 'jobs', 'web', 'app.ts', 'clock.ts', 'config.ts', 'log.ts'],
  jobs: ['domain', 'services', 'log.ts'],
  commands: ['domain', 'services', 'documents', 'clock.ts', 'config.ts'],
  'cli.ts': ['domain', 'services', 'commands', 'config.ts'],
};

/** What the store puts into the text of SQL: names that stand in the program, none that comes from outside. */
const FIXED = new Set([
  'file',
  'columns',
  'key',
  'same',
  'insert',
  'changes',
  'given',
  'names',
  'table',
  'name',
  'SELECT',
  'value',
  "quoted.join(', ')",
  'version + index + 1',
  'keyOf(file)',
]);

interface Source {
  /** Its path below `server`. */
  readonly file: string;
  readonly room: string;
  readonly code: string;
}

function sources(): Source[] {
  return readdirSync(SERVER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const file = relative(SERVER, path).replaceAll('\\', '/');
      return { file, room: file.split('/')[0] ?? file, code: readFileSync(path, 'utf8') };
    });
}

/** The rooms that a file imports from, types included: they too tie one room to another. */
function roomsUsed({ file, code }: Source): string[] {
  return [...code.matchAll(/^import [^;]*?from '(\.[^']+)'/gm)].map(([, path = '']) => {
    const target = relative(SERVER, join(SERVER, file, '..', path)).replaceAll('\\', '/');
    return target.replace(/^\.\.\//, '').split('/')[0] ?? target;
  });
}

/** Without comments. */
function bare(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}

const all = sources();

describe('the rooms', () => {
  it('each room imports only from the rooms below it', () => {
    const wrong = all.flatMap((source) =>
      roomsUsed(source)
        .filter((room) => room !== source.room && !(MAY_IMPORT[source.room] ?? []).includes(room))
        .map((room) => `${source.file} imports from ${room}`),
    );
    expect(wrong).toEqual([]);
  });

  it('every room stands in the table', () => {
    expect([...new Set(all.map((source) => source.room))].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
  });

  it('the domain knows no SQL, HTTP, file or environment', () => {
    const outside = all
      .filter((source) => source.room === 'domain')
      .flatMap(({ file, code }) => [...code.matchAll(/from '(?!\.)([^']+)'/g)].map(([, name]) => `${file}: ${name}`));
    expect(outside).toEqual([]);
  });

  it('no room has a drawer for odds and ends, and no file passes on what others export', () => {
    expect(all.map(({ file }) => file).filter((file) => /(utils?|helpers?|common|index)\.ts$/.test(file))).toEqual([]);
    expect(all.filter(({ code }) => /^export \* from/m.test(code)).map(({ file }) => file)).toEqual([]);
  });
});

describe('one place for each thing', () => {
  const places: readonly [string, RegExp, readonly string[]][] = [
    ['the machine’s time is read where the clock is made', /new Date\(\)|Date\.now\(\)/, ['clock.ts']],
    ['the environment is read in one file', /process\.env/, ['config.ts']],
    ['SQL stands in the store', /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b/, []],
  ];

  it.each(places)('%s', (_sentence, pattern, files) => {
    const found = all.filter(({ room, code }) => room !== 'store' && pattern.test(bare(code))).map(({ file }) => file);
    expect(found).toEqual(files);
  });

  it('SQL takes its values as parameters: what is put into its text is fixed when the program is written', () => {
    const inserted = all
      .filter(({ room }) => room === 'store')
      .flatMap(({ file, code }) =>
        [...code.matchAll(/(?:prepare|exec|pragma)\(\s*`([^`]*)`/g)].flatMap(([, sql = '']) =>
          [...sql.matchAll(/\$\{([^}]*)\}/g)].map(([, expression = '']) => ({ file, expression })),
        ),
      );
    expect(inserted.filter(({ expression }) => !FIXED.has(expression))).toEqual([]);
  });
});

describe('migrations', () => {
  it('are numbered 1 to n without a gap', () => {
    const files = readdirSync(join(ROOT, 'db/migrations')).sort();
    expect(files.length).toBeGreaterThan(0);
    expect(files.map((file) => Number(/^(\d{4})_[a-z-]+\.sql$/.exec(file)?.[1]))).toEqual(
      files.map((_, index) => index + 1),
    );
  });
});

describe('templates', () => {
  const declared = (): string[] => {
    const code = readFileSync(join(SERVER, 'web/views.ts'), 'utf8');
    const body = /export interface Views \{([\s\S]*?)\n\}/.exec(code)?.[1] ?? '';
    return [...body.matchAll(/^ {2}'?([\w/-]+)'?:/gm)].map(([, name = '']) => name).sort();
  };

  it('each is declared with its type, and each declared one is there', () => {
    expect(viewNames()).toEqual(declared());
  });

  it('print unescaped nothing but other templates and the body of the layout', () => {
    const wrong = viewNames().flatMap((name) => {
      const code = readFileSync(join(viewsFolder, `${name}.ejs`), 'utf8');
      return [...code.matchAll(/<%-\s*([\s\S]*?)-?%>/g)]
        .map(([, printed = '']) => printed.trim())
        .filter((printed) => !/^include\('/.test(printed) && !(name === 'layout' && printed === 'page.body'))
        .map((printed) => `${name}: ${printed}`);
    });
    expect(wrong).toEqual([]);
  });

  it('hold no script and no style of their own', () => {
    const inline = viewNames().filter((name) => {
      const code = readFileSync(join(viewsFolder, `${name}.ejs`), 'utf8');
      return /<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/.test(code);
    });
    expect(inline).toEqual([]);
  });
});
