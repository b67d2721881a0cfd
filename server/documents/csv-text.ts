import { isUtf8 } from 'node:buffer';
import { refusal } from './return-refusals.ts';

/**
 * The text of a CSV file, its lines ended by LF alone: UTF-8 with a byte order mark or without, UTF-16 with one
 * (Excel’s ‘Unicode text’), and what is neither is taken for Windows-1252, as Excel saves plain CSV in Britain.
 * Throws Invalid where a NUL byte shows that it is no text at all.
 */
export function csvText(bytes: Buffer): string {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  if (text.includes('\0')) throw refusal('other-type');
  return text.replace(/\r\n?/g, '\n');
}

function encodingOf(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe') return 'utf-16le';
  if (mark === 'feff') return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}
