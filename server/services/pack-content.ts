import { hash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { layoutNow } from '../documents/layout.ts';
import { reportFile, workbookFile } from '../documents/report-file.ts';
import { riskSummaryCsv } from '../documents/risk-summary-csv.ts';
import { RULES_VERSION } from '../domain/assessment.ts';
import { FILE_NAMES, type FileName, type PackageRows } from '../domain/data-package.ts';
import { youAsked } from '../domain/decision.ts';
import { Conflict } from '../domain/errors.ts';
import type { IsoMoment } from '../domain/moment.ts';
import {
  type EditionHashes,
  type FileHashes,
  type FileList,
  type Manifest,
  type PackEdition,
  type PackFormat,
  smallPrint,
} from '../domain/pack.ts';
import { type MovedTarget, type PackFacts, type PackReturn, packReport } from '../domain/pack-report.ts';
import type { Report } from '../domain/report.ts';
import { NUMBER_COLUMNS, riskSummaryRow } from '../domain/risk-summary.ts';
import { riskWorkbook } from '../domain/risk-workbook.ts';
import { isSuppressed, openRows, SUPPRESSION_VERSION } from '../domain/suppression.ts';
import { byAgreementOrder } from '../domain/target-order.ts';
import type { Workbook } from '../domain/workbook.ts';
import { createDatabase } from '../store/database.ts';
import type { PackContent } from '../store/packs.ts';
import { openStore, type Store } from '../store/store.ts';
import { knownTargets } from './assessments.ts';
import { boardForQuarter } from './board.ts';
import { completed, type PackInputs } from './pack-rows.ts';
import { chooseAsAt, type Deps, type Reading, readingOf } from './reading.ts';
import { boardMeetings } from './return-context.ts';

/** What is made of it: what is read, and the tables. */
export interface MadePack {
  readonly facts: PackFacts;
  readonly report: Report;
  /** The report to the letter, as it is kept and hashed. */
  readonly content: string;
}

/** Makes an edition of a pack from its inputs alone, in a record of its own that is let go afterwards. */
export function madeFrom(inputs: PackInputs, edition: PackEdition): MadePack {
  const all = completed(inputs.rows);
  const rows = edition === 'public' ? openRows(all) : all;
  const store = recordOf(rows, inputs.moment);
  try {
    const facts = packFacts({ store, now: () => inputs.moment }, inputs.pack, inputs.returns);
    return madeOf({ ...facts, corrected: inputs.corrected[edition], suppressed: isSuppressed(all, rows) });
  } finally {
    store.close();
  }
}

export function madeOf(facts: PackFacts): MadePack {
  const report = packReport(facts);
  return { facts, report, content: JSON.stringify(report) };
}

function recordOf(rows: PackageRows, at: IsoMoment): Store {
  const store = openStore(createDatabase(':memory:'));
  const insert = <F extends FileName>(file: F): void => {
    for (const row of rows[file]) store.rows[file].insert(row);
  };
  store.writeAsOne(
    { actor: null, at },
    () => FILE_NAMES.forEach(insert),
    () => null,
  );
  return store;
}

/**
 * What a pack of a meeting tells, from a record as it is known now.
 * @throws NotFound where there is no such meeting, Invalid where no agreement runs in its quarter
 */
export function packFacts(
  deps: Deps,
  { board, date, revision }: PackInputs['pack'],
  returns: readonly PackReturn[],
): PackFacts {
  const reading = readingOf(deps.store);
  const { asAt } = chooseAsAt(deps, null);
  const meetings = boardMeetings(reading).filter((each) => each.board === board);
  const meeting = meetings.find((each) => each.date === date);
  if (meeting === undefined || meeting.reviews === null)
    throw new Error(`no meeting of ${board} on ${date} reviews a quarter`);
  const view = boardForQuarter(deps, { agreement: null, period: meeting.reviews, asAt: null });
  const before =
    meetings
      .map((each) => each.date)
      .filter((each) => each < date)
      .sort()
      .at(-1) ?? null;
  return {
    meeting,
    board: reading.partnerships().get(board)?.name ?? board,
    revision,
    agreements: view.agreements,
    period: view.period,
    asAt,
    counts: view.counts,
    countsBefore: view.countsBefore,
    // In the order of the agreements, and not by who leads them.
    targets: inOrder(
      reading,
      view.groups.flatMap(({ rows }) => rows),
    ),
    reds: view.reds,
    ambers: view.ambers,
    changes: view.changes,
    groups: view.groups,
    reward: view.reward,
    rewardIllustrative: view.rewardIllustrative,
    cancelled: view.cancelled,
    asked: youAsked(reading.decisions(), meeting, asAt.date),
    returns,
    moved: movedSince(reading, deps, before),
    suppressed: false,
    corrected: [],
  };
}

function inOrder(reading: Reading, targets: readonly PackFacts['targets'][number][]): PackFacts['targets'] {
  const places = new Map(reading.agreements().map((agreement, place) => [agreement.code, place]));
  const placeOf = ({ assessment }: PackFacts['targets'][number]): number =>
    places.get(assessment.known.record.agreement.code) ?? 0;
  const nameOf = ({ assessment }: PackFacts['targets'][number]) => assessment.known.record.measure.row;
  return targets.toSorted((a, b) => placeOf(a) - placeOf(b) || byAgreementOrder(nameOf(a), nameOf(b)));
}

/** What was agreed, proposed or refused, and terms that were set anew, since a day; first versions are no changes. */
function movedSince(reading: Reading, deps: Deps, day: string | null): MovedTarget[] {
  if (day === null) return [];
  const choice = chooseAsAt(deps, null);
  return reading.agreements().flatMap((agreement) =>
    knownTargets(reading, agreement, choice).flatMap((known) => {
      const isNew = (row: { recorded_on: string; version: number }): boolean =>
        row.recorded_on > day && row.recorded_on <= choice.asAt.date;
      const commitments = known.record.commitments.filter(
        (row) => isNew(row) && (row.version > 1 || row.state !== 'agreed'),
      );
      const terms = known.record.terms.filter((row) => isNew(row) && row.version > 1);
      return commitments.length + terms.length === 0 ? [] : [{ known, commitments, terms }];
    }),
  );
}

export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}

export const packed = (inputs: PackInputs): Buffer => gzipSync(JSON.stringify(inputs), { level: 9 });
/** @throws where the bytes are not what was packed */
export const unpacked = (bytes: Uint8Array): PackInputs => JSON.parse(gunzipSync(bytes).toString()) as PackInputs;

/**
 * One of the files of a pack; all but the CSV tell in small print what it adds up to.
 * @param seal of the pack; null before it is published
 */
export async function packFileOf(
  { facts, report, content }: MadePack,
  format: PackFormat,
  seal: string | null,
): Promise<Buffer> {
  const print = smallPrint(sha256(content), seal);
  if (format === 'csv') return Buffer.from(riskSummaryCsv(facts.targets.map(({ assessment }) => assessment)));
  if (format === 'xlsx') return workbookFile(withSmallPrint(workbookOf(facts), `${report.under}; ${print}`));
  return reportFile({ ...report, smallPrint: print }, format);
}

function workbookOf(facts: PackFacts): Workbook {
  return riskWorkbook({ ...facts, partnership: null, colours: null, columns: null });
}

/** At the end of the sheet of method. */
function withSmallPrint({ title, sheets }: Workbook, print: string): Workbook {
  const row = ['This pack', print].map((text) => ({ kind: 'text' as const, text }));
  return {
    title,
    sheets: sheets.map((sheet, index) =>
      index < sheets.length - 1 ? sheet : { ...sheet, rows: [...sheet.rows, row] },
    ),
  };
}

type Files = Readonly<Record<PackFormat, Buffer>>;

/** All at once, as far as there are threads for them. */
async function filesOf(made: MadePack, seal: string): Promise<Files> {
  const [pdf, docx, xlsx, csv] = await Promise.all([
    packFileOf(made, 'pdf', seal),
    packFileOf(made, 'docx', seal),
    packFileOf(made, 'xlsx', seal),
    packFileOf(made, 'csv', seal),
  ]);
  return { pdf, docx, xlsx, csv };
}

/** Where nothing is kept back, the public reads the very files of the Board. */
function isSame(a: MadePack, b: MadePack): boolean {
  const isSameTable = JSON.stringify(workbookOf(a.facts)) === JSON.stringify(workbookOf(b.facts));
  return a.content === b.content && isSameTable;
}

/** What is kept of a pack when it is frozen, from its inputs alone. */
export function frozen(inputs: PackInputs): Omit<PackContent, 'pack' | 'sequence'> {
  const bytes = packed(inputs);
  // From what was packed: whatever packing would change must not come into the content.
  const unpackedInputs = unpacked(bytes);
  const [board, open] = [madeFrom(unpackedInputs, 'board'), madeFrom(unpackedInputs, 'public')];
  const { id: pack, ...meeting } = inputs.pack;
  const manifest: Manifest = {
    pack,
    ...meeting,
    moment: inputs.moment,
    rules_version: RULES_VERSION,
    suppression_version: SUPPRESSION_VERSION,
    layout: layoutNow(),
    inputs: sha256(bytes),
    editions: { board: hashesOf(board), public: hashesOf(open) },
  };
  return {
    inputs: bytes,
    content: board.content,
    public_content: open.content,
    manifest: JSON.stringify(manifest),
  };
}

export interface HandedOn {
  readonly hashes: FileList['files'];
  /** By their hash. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/**
 * The files that a frozen pack is handed on as.
 * @param seal which stands in their small print
 * @returns null where this version of the app no longer makes what was frozen
 * @throws Conflict where what was frozen is no longer what was kept then
 */
export async function handedOn(kept: PackContent, seal: string): Promise<HandedOn | null> {
  const { layout, inputs: hash, editions } = JSON.parse(kept.manifest) as Manifest;
  const hashes = [kept.inputs, kept.content, kept.public_content].map(sha256);
  const isWhole = hashes.join() === [hash, editions.board.content, editions.public.content].join();
  if (!isWhole)
    throw new Conflict('What was frozen was changed past the app. Make it a draft again, and freeze it anew.');
  const inputs = unpacked(kept.inputs);
  const [board, open] = [madeFrom(inputs, 'board'), madeFrom(inputs, 'public')];
  const isMadeSo = JSON.stringify({ board: hashesOf(board), public: hashesOf(open) }) === JSON.stringify(editions);
  if (!isMadeSo || differingParts(layout, layoutNow()).length > 0) return null;
  const files = await filesOf(board, seal);
  const openFiles = isSame(board, open) ? files : await filesOf(open, seal);
  return {
    hashes: { board: fileHashes(files), public: fileHashes(openFiles) },
    files: new Map([files, openFiles].flatMap((each) => Object.values(each).map((file) => [sha256(file), file]))),
  };
}

/** The parts of a layout in which two versions differ, by their names. */
export function differingParts(was: Manifest['layout'], is: Manifest['layout']): string[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((part) => was[part] !== is[part]).sort();
}

/** What the colours and numbers add up to. */
export function numbersHash({ facts }: MadePack): string {
  return sha256(JSON.stringify(facts.targets.map(({ assessment }) => riskSummaryRow(assessment, NUMBER_COLUMNS))));
}

function hashesOf(made: MadePack): EditionHashes {
  return { content: sha256(made.content), numbers: numbersHash(made) };
}

function fileHashes({ pdf, docx, xlsx, csv }: Files): FileHashes {
  return { pdf: sha256(pdf), docx: sha256(docx), xlsx: sha256(xlsx), csv: sha256(csv) };
}
