import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whatever of ours says how a report looks in its files, by its place in the project. */
const FILES = [
  'public/chart-bar-marks.js',
  'public/chart-bars.js',
  'public/chart-config.js',
  'public/chart-effort.js',
  'public/chart-labels.js',
  'public/chart-levels.js',
  'public/chart-placing.js',
  'public/chart-trend-marks.js',
  'public/chart-trend.js',
  'server/documents/report.typ',
  'server/documents/report-pdf.ts',
  'server/documents/report-docx.ts',
  'server/documents/workbook-xlsx.ts',
  'server/documents/workbook-styles.ts',
  'server/documents/xlsx-book.ts',
  'server/documents/xlsx-styles.ts',
  'server/documents/xlsx-xml.ts',
  'server/documents/xml-text.ts',
  'server/documents/zip-writing.ts',
  'server/documents/risk-summary-csv.ts',
  'server/documents/spreadsheet-csv.ts',
  'server/documents/chart-picture.ts',
  'server/documents/plain-text.ts',
  'server/documents/fonts.ts',
  // Which columns the tables have, and how they are headed.
  'server/domain/cell-address.ts',
  'server/domain/risk-columns.ts',
  'server/domain/risk-summary.ts',
  'server/domain/risk-workbook.ts',
];

/** The libraries that set it; what packs it is part of the runtime. */
const LIBRARIES = [
  '@expo-google-fonts/arimo',
  '@expo-google-fonts/noto-emoji',
  '@expo-google-fonts/noto-sans-arabic',
  '@myriaddreamin/typst-ts-web-compiler',
  '@napi-rs/canvas',
  'chart.js',
  'csv-stringify',
  'docx',
  'fflate',
];

/** The version of how files are set: of each part its SHA-256 in hexadecimal, or the version of a library. */
export type Layout = Readonly<Record<string, string>>;

/** The layout of this installation. */
export function layoutNow(): Layout {
  const root = join(import.meta.dirname, '../..');
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const version = (name: string): string =>
    (JSON.parse(read(`node_modules/${name}/package.json`)) as { version: string }).version;
  return Object.fromEntries([
    ...FILES.map((file) => [file, hash('sha256', read(file), 'hex')]),
    ...LIBRARIES.map((name) => [name, version(name)]),
    ['zlib', process.versions.zlib],
  ]);
}
