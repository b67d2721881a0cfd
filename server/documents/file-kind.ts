import { type Refusal, refusal } from './return-refusals.ts';

/** The first bytes of files that are not read, in hexadecimal. */
const OTHERS = [
  '25504446', // PDF
  '89504e47', // PNG
  'ffd8ff', // JPEG
  '47494638', // GIF
  '7b5c727466', // RTF
  '1f8b', // gzip
  '377abcaf', // 7-Zip
  '52617221', // RAR
  '52494646', // WebP, WAV
] as const;

/** A zip with something in it, or an empty one. */
const ZIP = /^504b(0304|0506)/;
const OLE = 'd0cf11e0a1b11ae1';
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');
const OPEN_DOCUMENT = Buffer.from('mimetypeapplication/vnd.oasis.opendocument');
const NAME_IN_ZIP = 30;

/** What a file is by its first bytes, whatever its name. Throws Invalid where it is neither a zip nor text. */
export function fileKind(bytes: Buffer): 'xlsx' | 'csv' {
  const other = otherKind(bytes);
  if (other !== null) throw refusal(other);
  return ZIP.test(bytes.toString('hex', 0, 4)) ? 'xlsx' : 'csv';
}

function otherKind(bytes: Buffer): Refusal | null {
  const first = bytes.subarray(0, 8).toString('hex');
  if (first === OLE) return bytes.includes(ENCRYPTED) ? 'password' : 'old-workbook';
  if (OTHERS.some((start) => first.startsWith(start))) return 'other-type';
  const named = bytes.subarray(NAME_IN_ZIP, NAME_IN_ZIP + OPEN_DOCUMENT.length);
  return named.equals(OPEN_DOCUMENT) ? 'open-document' : null;
}
