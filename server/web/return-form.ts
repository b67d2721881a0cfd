import type { Request } from 'express';
import { ROW_FIELDS, type RowEntry } from '../domain/return-row.ts';
import type { SentRow } from '../services/returns.ts';
import { fieldsOf } from './forms.ts';

/** What stands before the key of a row in the names of its hidden fields. */
const SEEN = 'seen.';
const SHOWN = 'shown.';

/** Every row that a form sent, whatever others the return has. Names are `value.KEY`, `seen.KEY` and so on. */
export function sentRows(request: Request): SentRow[] {
  const fields = fieldsOf(request);
  const textOf = (name: string): string => {
    const given = fields[name];
    const text = typeof given === 'string' ? given : (given?.at(-1) ?? '');
    return text.replaceAll('\0', '').trim().replaceAll('\r\n', '\n');
  };
  return Object.keys(fields)
    .filter((name) => name.startsWith(SEEN))
    .map((name) => {
      const key = name.slice(SEEN.length);
      const given = ROW_FIELDS.filter((field) => `${field}.${key}` in fields);
      const typed = Object.fromEntries(given.map((field) => [field, textOf(`${field}.${key}`)]));
      return {
        key,
        fields: typed as Partial<RowEntry>,
        seen: versionOf(textOf(name)),
        shown: textOf(`${SHOWN}${key}`),
      };
    });
}

/** −1, which no version is, where it is no number. */
function versionOf(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : -1;
}

/** The texts that were sent under a name and the key of a row, such as the reasons for sending rows back. */
export function textsByKey(request: Request, name: string): Map<string, string> {
  return new Map(
    Object.entries(fieldsOf(request)).flatMap(([field, given]): [string, string][] =>
      field.startsWith(`${name}.`) && typeof given === 'string' ? [[field.slice(name.length + 1), given.trim()]] : [],
    ),
  );
}
