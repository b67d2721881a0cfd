import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { csvRecords } from '../documents/csv-records.ts';
import type { Author } from '../domain/account.ts';
import { Conflict, NotFound } from '../domain/errors.ts';
import { createDatabase, type Db, openDatabase, UnusableDatabase } from '../store/database.ts';
import type { NationalIndicator } from '../store/national-indicators.ts';
import { openStore, type Store } from '../store/store.ts';
import { addExampleAccounts } from './accounts.ts';
import { importPackage, type Progress } from './data-package.ts';

const DATA = join(import.meta.dirname, '../../db');
/** The day on which the example's clock starts (contract.md, LAA_TODAY). */
const EXAMPLE_TODAY = '2008-11-19';

const CATALOGUE = z.array(
  z.object({
    ni: z.string(),
    title: z.string(),
    polarity: z.enum(['higher', 'lower']).nullable(),
    unit: z.string().nullable(),
    frequency: z.string().nullable(),
    department: z.string().nullable(),
    verified: z.enum(['yes', 'no']),
    source: z.string().nullable(),
  }),
);

/**
 * Creates an empty record with the catalogue of National Indicators.
 * @param file must not be there yet; `:memory:` makes a record that is not kept
 * @throws Conflict where it exists already, or cannot be created
 */
export function createRecord(file: string, author: Author): Store {
  const catalogue = readCatalogue();
  const store = opened(() => createDatabase(file));
  try {
    const fill = () => {
      for (const entry of catalogue) store.catalogue.insert(entry);
    };
    store.writeAsOne(author, fill, () => ({
      action: 'created',
      object: 'record',
      key: {},
      old: null,
      new: { national_indicators: catalogue.length },
    }));
    return store;
  } catch (error) {
    // A record without its catalogue would be taken for a whole one by the next start.
    store.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    throw error;
  }
}

/**
 * Opens the record that is there.
 * @throws NotFound where there is none, with the command that creates one
 * @throws Conflict where it is no database, or newer than this program
 */
export function openRecord(file: string): Store {
  if (!existsSync(file)) throw new NotFound(`there is no database ${file}; "npm run -s laa -- init" creates one`);
  return opened(() => openDatabase(file));
}

function opened(open: () => Db): Store {
  try {
    return openStore(open());
  } catch (error) {
    if (error instanceof UnusableDatabase) throw new Conflict(error.message);
    throw error;
  }
}

/**
 * Loads the Oxfordshire example into an empty record, with an account for each role, and lets the record's clock start
 * on its day.
 */
export function loadExample(store: Store, author: Author, progress: Progress = () => {}): void {
  store.write(author, () => {
    importPackage(store, join(DATA, 'example'), author, { progress });
    store.state.setExample(EXAMPLE_TODAY);
    addExampleAccounts(store, author.at);
  });
}

/**
 * Creates a record with the example in it. It is made under another name and takes its own when it is whole: what a
 * start that was cut short leaves behind is never taken for a record.
 */
export function createExample(file: string, author: Author): Store {
  const unfinished = `${file}.unfinished`;
  for (const end of ['', '-wal', '-shm']) rmSync(`${unfinished}${end}`, { force: true });
  const store = createRecord(unfinished, author);
  try {
    loadExample(store, author);
  } finally {
    store.close();
  }
  renameSync(unfinished, file);
  return openRecord(file);
}

/** The 198 National Indicators of the first list, and NI 199. */
function readCatalogue(): NationalIndicator[] {
  const { records } = csvRecords(readFileSync(join(DATA, 'national-indicators.csv')));
  const [header, ...rows] = records.map(({ cells }) => cells);
  const entries = rows.map((cells) => cells.map((cell, index) => [header?.[index], cell === '' ? null : cell]));
  return CATALOGUE.parse(entries.map((entry) => Object.fromEntries(entry)));
}
