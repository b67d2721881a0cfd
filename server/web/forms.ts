import type { Request } from 'express';
import { z } from 'zod';
import type { Problem } from '../domain/errors.ts';

/** What a form sends: texts by name. Of a name that is sent twice the last counts; what is not sent is empty. */
const body = z.record(z.string(), z.union([z.string(), z.array(z.string())])).catch({});

/** The named fields of a form as it was sent, trimmed. */
export function readFields<const N extends string>(request: Request, names: readonly N[]): Record<N, string> {
  const sent = body.parse(request.body ?? {});
  const textOf = (name: N): string => {
    const given = sent[name];
    const text = (Array.isArray(given) ? given.at(-1) : given) ?? '';
    // No file of the data package can hold a NUL.
    return text.replaceAll('\0', '').trim().replaceAll('\r\n', '\n');
  };
  return Object.fromEntries(names.map((name) => [name, textOf(name)])) as Record<N, string>;
}

/** Everything that a form sent, as it was sent. */
export function fieldsOf(request: Request): Readonly<Record<string, string | readonly string[]>> {
  return body.parse(request.body ?? {});
}

/** All values sent under one name, such as ticked boxes. */
export function readAll(request: Request, name: string): string[] {
  const given = body.parse(request.body ?? {})[name];
  return given === undefined ? [] : Array.isArray(given) ? given : [given];
}

/** The problem of one field, to stand beside it; null where there is none. */
export function problemOf(problems: readonly Problem[], field: string): string | null {
  return problems.find((problem) => problem.field === field)?.message ?? null;
}
