import { crc32, deflateRawSync } from 'node:zlib';

const LOCAL_SIGNATURE = 0x04034b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;
const VERSION = 20;
const NAMES_IN_UTF8 = 0x0800;
const DEFLATED = 8;
/** 1 January 1980, the first day that a zip knows: the same parts are always the same bytes. */
const DAY = 0x0021;

/** A zip of texts in UTF-8 and of bytes, in the order given. It holds no time of making. */
export function zipOf(parts: readonly (readonly [name: string, content: string | Uint8Array])[]): Buffer {
  const [files, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, content] of parts) {
    const bytes = Buffer.from(content as string);
    const packed = deflateRawSync(bytes, { level: 9 });
    const named = Buffer.from(name);
    const about = aboutEntry(crc32(bytes), packed.length, bytes.length, named.length);
    files.push(Buffer.concat([numbers([LOCAL_SIGNATURE, 4], [VERSION, 2]), about, named, packed]));
    const place = numbers([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]);
    directory.push(Buffer.concat([numbers([CENTRAL_SIGNATURE, 4], [VERSION, 2], [VERSION, 2]), about, place, named]));
    offset += files.at(-1)?.length ?? 0;
  }
  return Buffer.concat([...files, ...directory, endRecord(parts.length, Buffer.concat(directory).length, offset)]);
}

/** What the local header and the directory say alike: from the flags to the length of the extra field. */
function aboutEntry(checksum: number, packed: number, size: number, named: number): Buffer {
  const how = numbers([NAMES_IN_UTF8, 2], [DEFLATED, 2], [0, 2], [DAY, 2]);
  return Buffer.concat([how, numbers([checksum, 4], [packed, 4], [size, 4], [named, 2], [0, 2])]);
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
