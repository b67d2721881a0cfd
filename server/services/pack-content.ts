import { hash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { layoutHash } from '../documents/layout.ts';
import { reportFile, workbookFile } from '../documents/report-file.ts';
import { riskSummaryCsv } from '../documents/risk-summary-csv.ts';
import { RULES_VERSION } from '../domain/assessment.ts';
import { FILE_NAMES, FILES, type FileName, type PackageRows } from '../domain/data-package.ts';
import { youAsked } from '../domain/decision.ts';
import { type AsAt, asAtMoment, type IsoMoment } from '../domain/moment.ts';
import type { Manifest, Pack, PackFormat } from '../domain/pack.ts';
import { type MovedTarget, type PackFacts, type PackReturn, packReport } from '../domain/pack-report.ts';
import { rowsAsAt } from '../domain/package-as-at.ts';
import type { Report } from '../domain/report.ts';
import { riskWorkbook } from '../domain/risk-workbook.ts';
import { createDatabase } from '../store/database.ts';
import { openStore, type Store } from '../store/store.ts';
import { knownTargets } from './assessments.ts';
import { boardForQuarter } from './board.ts';
import { chooseAsAt, type Deps, type Reading, readingOf } from './reading.ts';
import { boardMeetings } from './return-context.ts';

/** All that a pack is made from: with it alone it can be made again. */
export interface PackInputs {
  readonly pack: Pick<Pack, 'id' | 'board' | 'date' | 'revision'>;
  readonly moment: IsoMoment;
  readonly returns: readonly PackReturn[];
  readonly rows: PackageRows;
}

/** What is made of it: what is read, and the tables. */
export interface MadePack {
  readonly facts: PackFacts;
  readonly report: Report;
}

/** The rows of a record as they were known at a moment. */
export function rowsKnown(store: Store, asAt: AsAt): PackageRows {
  const rows = Object.fromEntries(FILE_NAMES.map((file) => [file, store.rows[file].list()]));
  return rowsAsAt(rows as unknown as PackageRows, asAt);
}

/** Makes a pack from its inputs alone, in a record of its own that is let go afterwards. */
export function madeFrom(inputs: PackInputs): MadePack {
  const store = recordOf(inputs.rows, inputs.moment);
  try {
    const facts = packFacts({ store, now: () => inputs.moment }, inputs.pack, inputs.returns);
    return { facts, report: packReport(facts) };
  } finally {
    store.close();
  }
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
    targets: inOrder(view.groups.flatMap(({ rows }) => rows)),
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
  };
}

function inOrder<T extends PackFacts['targets'][number]>(targets: readonly T[]): T[] {
  const order = ({ assessment }: T): string => {
    const { agreement, measure } = assessment.known.record;
    return `${agreement.first_year} ${agreement.code} ${String(measure.row.indicator).replace(/\d+/g, (digits) => digits.padStart(6, '0'))} ${measure.row.part}`;
  };
  return targets.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
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

/** A report with the hash of what it says in its small print. */
function printed(report: Report, content: string): Report {
  return { ...report, foot: `${report.under}; content ${sha256(content).slice(0, 16)}` };
}

/** One of the files of a pack. */
export async function packFileOf({ facts, report }: MadePack, content: string, format: PackFormat): Promise<Buffer> {
  if (format === 'csv') return Buffer.from(riskSummaryCsv(facts.targets.map(({ assessment }) => assessment)));
  if (format === 'xlsx') return workbookFile(riskWorkbook({ ...facts, partnership: null, colours: null }));
  return reportFile(printed(report, content), format);
}

export interface FrozenPack {
  readonly moment: IsoMoment;
  readonly rules_version: number;
  readonly layout: string;
  readonly inputs: Buffer;
  readonly content: string;
  readonly manifest: string;
}

/** Everything that is kept of a pack when it is frozen. */
export async function frozen(inputs: PackInputs): Promise<FrozenPack> {
  const bytes = packed(inputs);
  // From what was packed: whatever packing would change must not come into the content.
  const made = madeFrom(unpacked(bytes));
  const content = JSON.stringify(made.report);
  const layout = layoutHash();
  const [pdf, docx, xlsx, csv] = [
    await packFileOf(made, content, 'pdf'),
    await packFileOf(made, content, 'docx'),
    await packFileOf(made, content, 'xlsx'),
    await packFileOf(made, content, 'csv'),
  ];
  const { id: pack, board, date, revision } = inputs.pack;
  const manifest: Manifest = {
    pack,
    board,
    date,
    revision,
    moment: inputs.moment,
    rules_version: RULES_VERSION,
    layout,
    inputs: sha256(bytes),
    content: sha256(content),
    files: { pdf: sha256(pdf), docx: sha256(docx), xlsx: sha256(xlsx), csv: sha256(csv) },
  };
  return {
    moment: inputs.moment,
    rules_version: RULES_VERSION,
    layout,
    inputs: bytes,
    content,
    manifest: JSON.stringify(manifest),
  };
}

/** Rows that the record holds otherwise than a pack was made from, by file and key; at most twenty. */
export function rowDifferences(inputs: PackInputs, store: Store): string[] {
  const now = rowsKnown(store, asAtMoment(inputs.moment));
  const found = FILE_NAMES.flatMap((file) => {
    const [was, is] = [byKey(file, inputs.rows), byKey(file, now)];
    return [...new Set([...was.keys(), ...is.keys()])]
      .filter((key) => was.get(key) !== is.get(key))
      .map((key) => `${file} ${key}: ${is.has(key) ? (was.has(key) ? 'is not as it was' : 'came since') : 'is gone'}`);
  });
  return found.length > 20 ? [...found.slice(0, 20), `and ${found.length - 20} more`] : found;
}

function byKey(file: FileName, rows: PackageRows): Map<string, string> {
  const named: readonly string[] = FILES[file].key;
  return new Map(
    (rows[file] as unknown as readonly Record<string, unknown>[]).map((row) => [
      named.map((column) => String(row[column])).join(' '),
      JSON.stringify(row),
    ]),
  );
}
