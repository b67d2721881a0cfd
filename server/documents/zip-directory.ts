import { refusal } from './return-refusals.ts';

/** One packed file of a zip. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated; nothing else is read. */
  readonly method: number;
  /** The place of its packed bytes in the zip. */
  readonly start: number;
  readonly packed: number;
  /** What the directory says of its size; it may lie. */
  readonly size: number;
  readonly checksum: number;
}

const END_SIGNATURE = 0x06054b50;
const END_SIZE = 22;
const CENTRAL_SIGNATURE = 0x02014b50;
const CENTRAL_SIZE = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_SIZE = 30;
const ENCRYPTED = 0x2041;

const MOST_ENTRIES = 1000;
/** A return unpacks to a few hundred kilobytes, a crowded workbook to some megabytes. */
const MOST_DECLARED = 100 * 1024 * 1024;
/** Sheets shrink to a tenth or a thirtieth, a bomb to a thousandth; small files may be as repetitive as they like. */
const MOST_RATIO = 200;
const SMALL = 1024 * 1024;

interface CentralEntry extends Omit<ZipEntry, 'start'> {
  readonly offset: number;
}

/**
 * The entries of a zip by their names in lower case, judged before anything is unpacked: their number, what they
 * say of their sizes, passwords, names that lead elsewhere, and bytes that two of them share.
 * Throws Invalid. ZIP64 and zips in several parts count as damaged: a file of 5 MB needs neither.
 */
export function zipEntries(bytes: Buffer): ReadonlyMap<string, ZipEntry> {
  const { count, offset, end } = endRecord(bytes);
  if (count > MOST_ENTRIES) throw refusal('unpacked');
  const central = centralEntries(bytes, count, offset, end);
  const declared = central.reduce((total, { size }) => total + size, 0);
  if (declared > MOST_DECLARED || central.some(isBomb)) throw refusal('unpacked');
  const entries = central.map((entry) => located(bytes, entry));
  refuseOverlaps(central, entries, offset);
  const named = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  if (named.size !== entries.length) throw refusal('damaged');
  return named;
}

function isBomb({ size, packed }: CentralEntry): boolean {
  return size > SMALL && size > packed * MOST_RATIO;
}

function endRecord(bytes: Buffer): { count: number; offset: number; end: number } {
  for (let at = bytes.length - END_SIZE; at >= 0 && at >= bytes.length - END_SIZE - 0xffff; at -= 1) {
    if (bytes.readUInt32LE(at) !== END_SIGNATURE) continue;
    if (at + END_SIZE + bytes.readUInt16LE(at + 20) !== bytes.length) continue;
    const [disk, count, size, offset] = [
      bytes.readUInt32LE(at + 4),
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 12),
      bytes.readUInt32LE(at + 16),
    ];
    const isWhole = disk === 0 && bytes.readUInt16LE(at + 8) === count && offset + size === at;
    if (isWhole) return { count, offset, end: at };
  }
  throw refusal('damaged');
}

function centralEntries(bytes: Buffer, count: number, offset: number, end: number): CentralEntry[] {
  const entries: CentralEntry[] = [];
  let at = offset;
  for (let index = 0; index < count; index += 1) {
    if (at + CENTRAL_SIZE > end || bytes.readUInt32LE(at) !== CENTRAL_SIGNATURE) throw refusal('damaged');
    const [named, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ];
    const next = at + CENTRAL_SIZE + named + extra + comment;
    if (next > end) throw refusal('damaged');
    entries.push(centralEntry(bytes, at, named));
    at = next;
  }
  if (at !== end) throw refusal('damaged');
  return entries;
}

function centralEntry(bytes: Buffer, at: number, named: number): CentralEntry {
  if ((bytes.readUInt16LE(at + 8) & ENCRYPTED) !== 0) throw refusal('password');
  const name = bytes.toString('utf8', at + CENTRAL_SIZE, at + CENTRAL_SIZE + named);
  if (leadsElsewhere(name)) throw refusal('damaged');
  const method = bytes.readUInt16LE(at + 10);
  if (method !== 0 && method !== 8) throw refusal('damaged');
  return {
    name,
    method,
    checksum: bytes.readUInt32LE(at + 16),
    packed: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    offset: bytes.readUInt32LE(at + 42),
  };
}

/** Nothing is ever written to a disk; but who writes such names means harm. */
function leadsElsewhere(name: string): boolean {
  return name === '' || /^\/|\\|:|\p{Cc}/u.test(name) || name.split('/').includes('..');
}

/** The local header must say the same as the directory. */
function located(bytes: Buffer, { offset, ...entry }: CentralEntry): ZipEntry {
  if (offset + LOCAL_SIZE > bytes.length || bytes.readUInt32LE(offset) !== LOCAL_SIGNATURE) throw refusal('damaged');
  if ((bytes.readUInt16LE(offset + 6) & ENCRYPTED) !== 0) throw refusal('password');
  const named = offset + LOCAL_SIZE + bytes.readUInt16LE(offset + 26);
  const isSame =
    bytes.toString('utf8', offset + LOCAL_SIZE, named) === entry.name &&
    bytes.readUInt16LE(offset + 8) === entry.method;
  if (!isSame) throw refusal('damaged');
  return { ...entry, start: named + bytes.readUInt16LE(offset + 28) };
}

/** From the start of a zip to its directory each byte belongs to one entry at most. */
function refuseOverlaps(central: readonly CentralEntry[], entries: readonly ZipEntry[], directory: number): void {
  const spans = central
    .map(({ offset }, index) => ({ from: offset, to: (entries[index]?.start ?? 0) + (entries[index]?.packed ?? 0) }))
    .toSorted((a, b) => a.from - b.from);
  const starts = [...spans.slice(1).map(({ from }) => from), directory];
  if (spans.some(({ to }, index) => to > (starts[index] ?? 0))) throw refusal('damaged');
}
