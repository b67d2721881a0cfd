import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import multer, { MulterError } from 'multer';
import { invalid } from '../domain/errors.ts';

/** What is said where no file comes, one that is too large, or more than one. */
export interface UploadFaults {
  readonly none: string;
  readonly large: string;
  readonly many: string;
}

/** The one file of a form, named `file`. @throws Invalid where there is none, or it is too large */
export async function fileIn(
  request: Request,
  response: Response,
  mostBytes: number,
  faults: UploadFaults,
): Promise<Buffer> {
  const { buffer } = await uploaded(request, response, multer.memoryStorage(), mostBytes, faults);
  return buffer;
}

/**
 * What the one file of a form adds up to, without keeping it: anybody may send one.
 * @returns its SHA-256 in hexadecimal
 * @throws Invalid where there is none, or it is too large
 */
export async function fileHashIn(
  request: Request,
  response: Response,
  mostBytes: number,
  faults: UploadFaults,
): Promise<string> {
  const { filename } = await uploaded(request, response, HASHING, mostBytes, faults);
  return filename;
}

/** Tells the hash where others tell the name under which they keep a file. */
const HASHING: multer.StorageEngine = {
  _handleFile: (_request, { stream }, done) => {
    const sum = createHash('sha256');
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      sum.update(chunk);
    });
    stream.once('error', (error) => done(error));
    stream.once('end', () => done(null, { size, filename: sum.digest('hex') }));
  },
  _removeFile: (_request, _file, done) => done(null),
};

function uploaded(
  request: Request,
  response: Response,
  storage: multer.StorageEngine,
  mostBytes: number,
  faults: UploadFaults,
): Promise<Express.Multer.File> {
  const limits = { fileSize: mostBytes, files: 1, fields: 4, parts: 6, headerPairs: 20 };
  const upload = multer({ storage, limits }).single('file');
  return new Promise((resolve, reject) => {
    upload(request, response, (error: unknown) => {
      const { file } = request;
      const fault = faultOf(error, file, faults);
      if (fault !== null || file === undefined) reject(invalid('file', fault ?? faults.none));
      else resolve(file);
    });
  });
}

function faultOf(
  error: unknown,
  file: Express.Multer.File | undefined,
  { none, large, many }: UploadFaults,
): string | null {
  if (error instanceof MulterError) return error.code === 'LIMIT_FILE_SIZE' ? large : many;
  if (error !== undefined && error !== null) return 'The file did not come through whole. Try again.';
  return file === undefined || file.size === 0 ? none : null;
}
