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
export function fileIn(request: Request, response: Response, mostBytes: number, faults: UploadFaults): Promise<Buffer> {
  const upload = multer({
    storage: multer.memoryStorage(),
    limits: { fileSize: mostBytes, files: 1, fields: 4, parts: 6, headerPairs: 20 },
  }).single('file');
  return new Promise((resolve, reject) => {
    upload(request, response, (error: unknown) => {
      const bytes = request.file?.buffer;
      const fault = faultOf(error, bytes, faults);
      if (fault !== null || bytes === undefined) reject(invalid('file', fault ?? faults.none));
      else resolve(bytes);
    });
  });
}

function faultOf(error: unknown, bytes: Buffer | undefined, { none, large, many }: UploadFaults): string | null {
  if (error instanceof MulterError) return error.code === 'LIMIT_FILE_SIZE' ? large : many;
  if (error !== undefined && error !== null) return 'The file did not come through whole. Try again.';
  return bytes === undefined || bytes.length === 0 ? none : null;
}
