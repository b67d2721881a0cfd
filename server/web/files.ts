import type { Response } from 'express';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;

export type FileKind = keyof typeof TYPES;

/** Sends a file to be kept. @param name what it is called, without its ending: letters, digits, hyphens */
export function sendFile(response: Response, name: string, kind: FileKind, content: Buffer | string): void {
  response.type(TYPES[kind]).setHeader('Content-Disposition', `attachment; filename="${name}.${kind}"`);
  response.send(content);
}

/** Sends a file of the machine to be kept, piece by piece. @param path where it is */
export function sendFileAt(response: Response, name: string, kind: FileKind, path: string): void {
  response.type(TYPES[kind]).setHeader('Content-Disposition', `attachment; filename="${name}.${kind}"`);
  response.sendFile(path);
}
