import { crc32, createInflateRaw } from 'node:zlib';
import { refusal } from './return-refusals.ts';
import type { ZipEntry } from './zip-directory.ts';

/** How many bytes may still be unpacked, over all parts of a file that are read. */
export interface Budget {
  left: number;
}

/**
 * The unpacked bytes of a part, chunk by chunk, counted as they come: a part that holds more than its directory
 * said, or more than is allowed, is refused there and then, and no more of it is unpacked.
 * @param most bytes of this part, besides the budget of all
 */
export async function* zipPart(bytes: Buffer, entry: ZipEntry, budget: Budget, most: number): AsyncGenerator<Buffer> {
  let [size, checksum] = [0, 0];
  for await (const chunk of unpacked(bytes.subarray(entry.start, entry.start + entry.packed), entry.method)) {
    size += chunk.length;
    budget.left -= chunk.length;
    if (size > entry.size) throw refusal('damaged');
    if (size > most || budget.left < 0) throw refusal('unpacked');
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (size !== entry.size || checksum !== entry.checksum) throw refusal('damaged');
}

async function* unpacked(packed: Buffer, method: number): AsyncGenerator<Buffer> {
  if (method === 0) {
    yield packed;
    return;
  }
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 });
  inflate.end(packed);
  try {
    yield* inflate;
  } catch (error) {
    throw isOfZlib(error) ? refusal('damaged') : error;
  } finally {
    inflate.destroy();
  }
}

/** What zlib finds wrong has a code of its own, such as Z_DATA_ERROR. */
function isOfZlib(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(Z_|ERR_)/.test(error.code);
}
