import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRecord, loadExample } from '../../server/services/setup.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import { areaCode, areasUpTo, createNational, NATIONAL_AREAS, NATIONAL_TODAY } from './national.ts';

/** The area whose pages are asked for. */
const AREA = 77;

/** A record in a file, with what the benchmarks ask of it. */
export interface Database {
  readonly name: string;
  readonly file: string;
  /** The day on which a server's clock starts; empty for that of the record. */
  readonly today: string;
  readonly agreement: string;
  /** Addresses of the Board's view, a target and a partnership. */
  readonly pages: Readonly<Record<'board' | 'target' | 'partnership', string>>;
}

export interface Databases {
  readonly folder: string;
  readonly example: Database;
  readonly national: Database;
  /** The same area as in the national one, alone. */
  readonly county: Database;
}

/** Creates the records in a folder that goes when the process does. */
export function createDatabases(): Databases {
  const folder = mkdtempSync(join(tmpdir(), 'laa-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const [example, national, county] = ['example', 'national', 'county'].map((name) => join(folder, `${name}.db`)) as [
    string,
    string,
    string,
  ];
  const store = createRecord(example, COMMAND_LINE);
  loadExample(store, COMMAND_LINE);
  store.close();
  createNational(national, areasUpTo(NATIONAL_AREAS)).close();
  createNational(county, [AREA]).close();
  return {
    folder,
    example: exampleIn(example),
    national: areaIn('national', national),
    county: areaIn('county', county),
  };
}

function exampleIn(file: string): Database {
  return {
    name: 'example',
    file,
    today: '',
    agreement: 'LAA2',
    pages: { board: '/', target: '/targets/laa2/ni-192', partnership: '/partnerships/owp' },
  };
}

function areaIn(name: string, file: string): Database {
  const code = areaCode(AREA).toLowerCase();
  return {
    name,
    file,
    today: NATIONAL_TODAY,
    agreement: areaCode(AREA),
    pages: {
      board: `/?agreement=${code}`,
      target: `/targets/${code}/${code}-ni-1`,
      partnership: `/partnerships/${code}-env`,
    },
  };
}

/** The same record in another file, to be written to. */
export function copyOf(database: Database, end: string): Database {
  const file = database.file.replace(/\.db$/, `-${end}.db`);
  copyFileSync(database.file, file);
  return { ...database, file };
}
