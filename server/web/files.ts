import { basename, dirname } from 'node:path';
import type { Response } from 'express';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;

export type FileKind = keyof typeof TYPES;

/** A name that every header and every machine takes: codes of partnerships may have any letter. */
function disposition(name: string, kind: FileKind): string {
  const plain = name.normalize('NFKD').replace(/[^\w-]/g, '');
  return `attachment; filename="${plain}.${kind}"`;
}

/** Sends a file to be kept. @param name what it is called, without its ending */
export function sendFile(response: Response, name: string, kind: FileKind, content: Buffer | string): void {
  response.type(TYPES[kind]).setHeader('Content-Disposition', disposition(name, kind));
  response.send(content);
}

/** Sends a file of the machine to be kept, piece by piece. @param path where it is */
export function sendFileAt(response: Response, name: string, kind: FileKind, path: string): void {
  const headers = { 'Content-Type': TYPES[kind], 'Content-Disposition': disposition(name, kind) };
  response.sendFile(basename(path), { root: dirname(path), dotfiles: 'allow', headers });
}
