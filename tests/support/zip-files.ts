import { crc32, deflateRawSync } from 'node:zlib';

/** A file to be zipped, and what the zip is to say wrongly of it. */
export interface ZipMember {
  readonly name: string;
  readonly content: string | Buffer;
  /** What the directory says of its size. */
  readonly size?: number;
  readonly flags?: number;
  /** Already deflated: `content` is not looked at but for its checksum. */
  readonly packed?: Buffer;
  /** Whose bytes the directory says it has: those of the member of this number. */
  readonly bytesOf?: number;
  /** By how many bytes the directory says that its packed bytes are more than there are. */
  readonly reach?: number;
  readonly localName?: string;
}

/** A zip as any program writes it, written out by hand, so that tests can have it say what no program would. */
export function zipFile(members: readonly ZipMember[]): Buffer {
  const written: Buffer[] = [];
  const offsets: number[] = [];
  const directory: Buffer[] = [];
  for (const member of members) {
    const content = Buffer.from(member.content);
    const packed = member.packed ?? deflateRawSync(content);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(member.flags ?? 0, 2);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(packed.length + (member.reach ?? 0), 14);
    about.writeUInt32LE(member.size ?? content.length, 18);
    about.writeUInt16LE(Buffer.byteLength(member.name), 22);
    const name = Buffer.from(member.localName ?? member.name);
    offsets.push(Buffer.concat(written).length);
    written.push(Buffer.from('PK\u0003\u0004'), about, name, packed);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offsets[member.bytesOf ?? offsets.length - 1] ?? 0, 10);
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), about, entry, Buffer.from(member.name));
  }
  const files = Buffer.concat(written);
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(files.length, 16);
  return Buffer.concat([files, central, end]);
}
