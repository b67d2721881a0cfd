import { constants, crc32, deflateRawSync } from 'node:zlib';

const LOCAL_SIGNATURE = 0x04034b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;
const VERSION = 20;
const NAMES_IN_UTF8 = 0x0800;
const STORED = 0;
const DEFLATED = 8;
/** 1 January 1980, the first day that a zip knows: the same parts are always the same bytes. */
const DAY = 0x0021;
/** Of a part that grows, in letters: so much is packed at a time. */
const PIECE = 16 * 1024;
/** What ends a part whose pieces were packed one by one. */
const END_OF_PART = deflateRawSync('');

/** A part of a zip, packed. */
export interface PackedPart {
  readonly name: string;
  readonly method: typeof STORED | typeof DEFLATED;
  /** CRC-32 of what was packed. */
  readonly checksum: number;
  /** In bytes, before and after packing. */
  readonly size: number;
  readonly packedSize: number;
  readonly pieces: () => Iterable<Buffer>;
}

/** Where packed pieces wait for the zip to be put together. */
export interface Spool {
  /** Takes a piece, and gives what gives it back. */
  keep(piece: Buffer): () => Buffer;
}

export const IN_MEMORY: Spool = { keep: (piece) => () => piece };

/** A part that is written bit by bit, of which no more than a piece is in hand. */
export interface GrowingPart {
  add(text: string): void;
  /** Nothing can be added any more. @param name of the part */
  end(name: string): PackedPart;
}

/** @param spool where its packed pieces wait */
export function growingPart(spool: Spool): GrowingPart {
  const pieces: (() => Buffer)[] = [];
  let [text, checksum, size, packedSize] = ['', 0, 0, 0];
  const keep = (piece: Buffer): void => {
    packedSize += piece.length;
    pieces.push(spool.keep(piece));
  };
  function pack(): void {
    const bytes = Buffer.from(text);
    text = '';
    size += bytes.length;
    checksum = crc32(bytes, checksum);
    // Packed for itself and up to a whole byte, so that pieces stand behind each other as one stream.
    keep(deflateRawSync(bytes, { level: 9, finishFlush: constants.Z_SYNC_FLUSH }));
  }
  return {
    add: (more) => {
      text += more;
      if (text.length >= PIECE) pack();
    },
    end: (name) => {
      if (text !== '') pack();
      keep(END_OF_PART);
      return { name, method: DEFLATED, checksum, size, packedSize, pieces: () => taken(pieces) };
    },
  };
}

/** One at a time, so that no more than one is in memory. */
function* taken(pieces: readonly (() => Buffer)[]): Generator<Buffer> {
  for (const piece of pieces) yield piece();
}

/** A text in UTF-8 or bytes as a part. */
export function packedPart(name: string, content: string | Uint8Array): PackedPart {
  const bytes = Buffer.from(content as string);
  const packed = deflateRawSync(bytes, { level: 9 });
  const [size, packedSize] = [bytes.length, packed.length];
  return { name, method: DEFLATED, checksum: crc32(bytes), size, packedSize, pieces: () => [packed] };
}

/** Bytes that are packed in themselves already, such as a picture. */
export function storedPart(name: string, bytes: Buffer): PackedPart {
  const size = bytes.length;
  return { name, method: STORED, checksum: crc32(bytes), size, packedSize: size, pieces: () => [bytes] };
}

/** The bytes of a zip, in their order. It holds no time of making. */
export function* zipPieces(parts: readonly PackedPart[]): Generator<Buffer> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name);
    const about = aboutEntry(part, name.length);
    const head = Buffer.concat([numbers([LOCAL_SIGNATURE, 4], [VERSION, 2]), about, name]);
    yield head;
    yield* part.pieces();
    const place = numbers([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]);
    directory.push(numbers([CENTRAL_SIGNATURE, 4], [VERSION, 2], [VERSION, 2]), about, place, name);
    offset += head.length + part.packedSize;
  }
  const listed = Buffer.concat(directory);
  yield listed;
  yield endRecord(parts.length, listed.length, offset);
}

/** What the local header and the directory say alike: from the flags to the length of the extra field. */
function aboutEntry({ method, checksum, packedSize, size }: PackedPart, named: number): Buffer {
  const how = numbers([NAMES_IN_UTF8, 2], [method, 2], [0, 2], [DAY, 2]);
  return Buffer.concat([how, numbers([checksum, 4], [packedSize, 4], [size, 4], [named, 2], [0, 2])]);
}

function endRecord(count: number, size: number, offset: number): Buffer {
  return numbers([END_SIGNATURE, 4], [0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [offset, 4], [0, 2]);
}

function numbers(...given: readonly (readonly [value: number, bytes: number])[]): Buffer {
  const buffer = Buffer.alloc(given.reduce((total, [, bytes]) => total + bytes, 0));
  let at = 0;
  for (const [value, bytes] of given) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}
