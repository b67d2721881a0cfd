import { FILE_NAMES, type FileName, type PackageRows } from '../../server/domain/data-package.ts';
import { createRecord } from '../../server/services/setup.ts';
import type { Store } from '../../server/store/store.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import { areaFrame } from './national-area.ts';
import { randomFrom } from './national-figures.ts';
import { targetRows } from './national-targets.ts';

export const NATIONAL_AREAS = 152;
export const TARGETS_EACH = 53;

/** The day of a national record: the last figures are those of 2009/10 Q4. */
export const NATIONAL_TODAY = '2010-05-20';

/** Areas by their number, 1 … n. */
export function areasUpTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

/** `A007`: the code of an area's agreement. */
export function areaCode(area: number): string {
  return `A${String(area).padStart(3, '0')}`;
}

/** All rows of one area. The same area is the same whatever others stand beside it. */
export function areaRows(area: number): PackageRows {
  const code = areaCode(area);
  const random = randomFrom(area);
  const rows = areaFrame(code);
  for (let place = 0; place < TARGETS_EACH; place += 1) addRows(rows, targetRows(code, place, random));
  return rows;
}

function addRows(rows: PackageRows, more: Partial<PackageRows>): void {
  for (const file of FILE_NAMES) (rows[file] as unknown[]).push(...(more[file] ?? []));
}

/** Whom the benchmarks enter as; open to anybody, as the accounts of the example are. */
const OFFICER = {
  email: 'officer@example.invalid',
  name: 'Example officer',
  post: 'Performance officer',
  role: 'officer',
  partnerships: [],
  demonstration: true,
} as const;

/** Creates a record that holds these areas and an officer, through the store, in one write. */
export function createNational(file: string, areas: readonly number[]): Store {
  const store = createRecord(file, COMMAND_LINE);
  store.write(COMMAND_LINE, () => {
    for (const area of areas) insertArea(store, areaRows(area));
    store.accounts.insert(OFFICER, COMMAND_LINE.at);
  });
  return store;
}

function insertArea(store: Store, rows: PackageRows): void {
  for (const file of FILE_NAMES) insertRows(store, file, rows);
}

function insertRows<F extends FileName>(store: Store, file: F, rows: PackageRows): void {
  for (const row of rows[file]) store.rows[file].insert(row);
}
