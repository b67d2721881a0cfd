import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import type { Spool } from './zip-writing.ts';

/** A spool outside memory, in a file that nobody else reads. */
export interface FileSpool extends Spool {
  /** Takes the file away; what was kept cannot be had any more. */
  close(): void;
}

/** @throws where there is a file at the path already */
export function fileSpool(path: string): FileSpool {
  const file = openSync(path, 'wx+', 0o600);
  let end = 0;
  return {
    keep: (piece) => {
      const [start, size] = [end, piece.length];
      write(file, piece, start);
      end += size;
      return () => read(file, start, size);
    },
    close: () => {
      closeSync(file);
      rmSync(path, { force: true });
    },
  };
}

/** Whole, however little the system takes at a time. */
function write(file: number, piece: Buffer, start: number): void {
  let done = 0;
  while (done < piece.length) done += writeSync(file, piece, done, piece.length - done, start + done);
}

function read(file: number, start: number, size: number): Buffer {
  const piece = Buffer.alloc(size);
  let done = 0;
  while (done < size) {
    const more = readSync(file, piece, done, size - done, start + done);
    if (more === 0) throw new Error('what was kept of a file is no longer there');
    done += more;
  }
  return piece;
}
